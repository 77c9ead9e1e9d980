"""What each sign in bot/evidence.py weighs, and how sure is sure enough.

The weights are logistic regressions, fitted by scripts/fit_evidence.py, which prints these tables;
the README says of each figure whether its questions were among those fitted on.
"""

import math
from collections.abc import Mapping
from typing import Final

PASSAGE_WEIGHTS: Final[Mapping[str, float]] = {
    "bias": -1.87,
    "aims": 1.12,
    "beside": -0.94,
    "dense": 0.67,
    "english": 1.35,
    "far_contact": -2.0,
    "far_date": -0.84,
    "far_figure": -1.78,
    "far_money": -2.1,
    "far_name": -4.0,
    "far_person": -3.0,
    "far_several": -2.0,
    "far_where": -1.01,
    "far_who": -1.0,
    "far_why": -0.43,
    "figures": -2.19,
    "foreign": -7.01,
    "gainsaid": -5.0,
    "kpi": -2.47,
    "lost_nouns": -3.84,
    "no_aim": -1.98,
    "no_contact": -6.02,
    "no_date": -5.01,
    "no_figure": -6.03,
    "no_first": -1.13,
    "no_last": -2.25,
    "no_money": -6.02,
    "no_name": -6.04,
    "no_person": -6.01,
    "no_several": -4.19,
    "no_where": -4.08,
    "no_who": -2.88,
    "no_why": -1.59,
    "no_year": -5.13,
    "open": -0.16,
    "other": -2.04,
    "past_row": -2.95,
    "sentence": 2.02,
    "stands": 6.18,
    "uncounted": -3.43,
    "unnamed": -2.21,
    "unsaid": -1.11,
    "years": 1.99,
}
ROW_WEIGHTS: Final[Mapping[str, float]] = {
    "bias": -1.3,
    "actual": -9.89,
    "blank": -9.06,
    "dense": 3.84,
    "english": 1.34,
    "foreign": -7.23,
    "gainsaid": -5.0,
    "lead": 0.67,
    "lost_nouns": -3.86,
    "miscounts": -6.03,
    "no_first": -1.02,
    "no_last": -1.35,
    "odd": -4.5,
    "off_unit": -4.04,
    "other": -4.79,
    "other_year": -7.91,
    "shows": 2.47,
    "told": 2.96,
    "unaimed": -2.1,
    "unasked": -3.46,
    "unnamed": -2.76,
    "unsaid": -1.48,
    "years": 1.1,
}
ENOUGH: Final = 0.28
"""The least probability with which a KPI row or a quote is an answer."""


def probability(weights: Mapping[str, float], features: Mapping[str, float]) -> float:
    """Return the logistic of the weighted sum of the features."""
    total = weights["bias"] + sum(
        weights.get(name, 0.0) * value for name, value in features.items()
    )
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))
