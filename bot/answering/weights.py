"""What each sign in bot/answering/evidence.py weighs, and how sure is sure enough.

The weights are logistic regressions, fitted by scripts/fit_evidence.py, which prints these tables;
the README says of each figure whether its questions were among those fitted on.
"""

import math
from collections.abc import Mapping
from typing import Final

PASSAGE_WEIGHTS: Final[Mapping[str, float]] = {
    "bias": -1.96,
    "aims": 1.12,
    "beside": -1.3,
    "dense": 0.58,
    "english": 1.31,
    "far_contact": -2.0,
    "far_date": -0.7,
    "far_figure": -1.81,
    "far_money": -2.57,
    "far_name": -4.0,
    "far_person": -3.0,
    "far_several": -2.0,
    "far_where": -1.01,
    "far_who": -1.01,
    "far_why": -0.42,
    "figures": -2.23,
    "foreign": -7.01,
    "gainsaid": -5.01,
    "kpi": -2.65,
    "lost_nouns": -3.97,
    "no_aim": -1.68,
    "no_contact": -6.03,
    "no_date": -4.71,
    "no_figure": -6.05,
    "no_first": -1.13,
    "no_last": -2.11,
    "no_money": -5.74,
    "no_name": -5.47,
    "no_person": -5.71,
    "no_several": -4.25,
    "no_where": -3.83,
    "no_who": -2.93,
    "no_why": -1.62,
    "no_year": -5.16,
    "open": -0.11,
    "other": -2.07,
    "past_row": -2.95,
    "sentence": 2.05,
    "stands": 6.26,
    "uncounted": -3.49,
    "unnamed": -2.21,
    "unsaid": -1.11,
    "years": 1.84,
}
ROW_WEIGHTS: Final[Mapping[str, float]] = {
    "bias": -1.19,
    "actual": -9.89,
    "blank": -9.06,
    "dense": 3.88,
    "english": 1.31,
    "foreign": -7.23,
    "gainsaid": -5.0,
    "lead": 0.66,
    "lost_nouns": -3.83,
    "miscounts": -6.03,
    "no_first": -1.1,
    "no_last": -1.4,
    "odd": -4.42,
    "off_unit": -4.08,
    "other": -4.7,
    "other_year": -7.92,
    "shows": 2.46,
    "told": 3.07,
    "unaimed": -2.16,
    "unasked": -3.48,
    "unnamed": -2.76,
    "unsaid": -1.45,
    "years": 1.1,
}
ENOUGH: Final = 0.28
"""The least probability with which a KPI row or a quote is an answer."""
SURE: Final = 0.8
"""From here on it stands by itself: of such rows on the towns one in forty was another."""


def probability(weights: Mapping[str, float], features: Mapping[str, float]) -> float:
    """Return the logistic of the weighted sum of the features."""
    total = weights["bias"] + sum(
        weights.get(name, 0.0) * value for name, value in features.items()
    )
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))
