"""How sure an answer is: what speaks for a passage or a KPI row, weighed with fitted weights.

The weights are logistic regressions, fitted by scripts/fit_evidence.py on questions kept apart from
those that the figures in the README come from.
"""

import math
from collections.abc import Mapping, Sequence
from typing import Final

from bot import wanted
from bot.question import Kind, Question
from index.domain import KpiRow, Measure
from index.matching import Concept
from index.normalize import fold_text
from index.quantities import PERIOD, fold_same_length, parse_period
from index.search import PassageMatch, RowMatch

PASSAGE_WEIGHTS: Final[Mapping[str, float]] = {
    "bias": -5.0,
    "cover": 3.0,
    "exact": 1.5,
    "sentence": 2.5,
    "lexical": 1.0,
    "dense": 3.0,
    "worst": 1.0,
    "focus": 1.0,
    "unknown": -2.0,
    "shown": 0.8,
    "lacking": -2.0,
    "bare": -1.0,
    "years": 0.7,
    "kpi": -0.3,
    "foreign": -6.0,
}
ROW_WEIGHTS: Final[Mapping[str, float]] = {
    "bias": -6.0,
    "cover": 1.5,
    "named": 4.0,
    "exact": 1.0,
    "told": 2.5,
    "spelled": 1.5,
    "dense": 3.0,
    "worst": 1.0,
    "focus": 1.0,
    "unknown": -2.0,
    "unit": 1.0,
    "years": 0.7,
    "no_year": -0.5,
    "other_year": -2.0,
    "actual": -4.0,
    "kpi": 1.0,
    "foreign": -8.0,
}
ENOUGH: Final = 0.5
"""The least probability with which something is shown as an answer."""

_TELLING: Final = 0.5


def probability(weights: Mapping[str, float], features: Mapping[str, float]) -> float:
    """Return the logistic of the weighted sum of the features."""
    total = weights["bias"] + sum(weights[name] * value for name, value in features.items())
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


def worst(met: Sequence[float], concepts: Sequence[Concept]) -> float:
    """Return how far the telling concept that is met least is met."""
    return min((m for m, c in zip(met, concepts, strict=True) if c.weight >= _TELLING), default=1.0)


def focus(met: Sequence[float], concepts: Sequence[Concept]) -> float:
    """Return how far the last word of the question is met: in Japanese, what is asked for."""
    own = [m for m, c in zip(met, concepts, strict=True) if not c.aside]
    return own[-1] if own else 1.0


def unknown(concepts: Sequence[Concept], met: Sequence[float]) -> float:
    """Return the share of the question that no text of the index says, nor anything like it."""
    total = sum(concept.weight for concept in concepts)
    lost = sum(c.weight * (1 - m) for c, m in zip(concepts, met, strict=True) if not c.known)
    return lost / total if total else 0.0


def passage_features(
    question: Question,
    match: PassageMatch,
    concepts: Sequence[Concept],
    sentence: float,
    quote: str,
    best: str,
) -> dict[str, float]:
    """Return what speaks for a passage; `sentence` is how far its best sentence meets the words."""
    shown = any(wanted.found_in(best, question))
    near = shown or any(wanted.found_in(quote, question))
    return {
        "cover": match.cover,
        "exact": match.exact,
        "sentence": sentence,
        "lexical": match.lexical,
        "dense": match.dense,
        "worst": worst(match.met, concepts),
        "focus": focus(match.met, concepts),
        "unknown": unknown(concepts, match.met),
        "shown": float(shown) if question.wants else 0.0,
        "lacking": float(not near) if wanted.is_strict(question) else 0.0,
        "bare": float(not shown) if wanted.is_strict(question) else 0.0,
        "years": _years_in_text(question, quote),
        "kpi": float(question.kind in (Kind.VALUE, Kind.LIST)),
        "foreign": _foreign(question, " ".join((*match.passage.path, match.passage.text))),
    }


def _foreign(question: Question, text: str) -> float:
    """Return 1 where a place is asked about that the text does not name."""
    if not question.places:
        return 0.0
    folded = fold_text(text)
    return float(any(fold_text(place) not in folded for place in question.places))


def _years_in_text(question: Question, text: str) -> float:
    if not question.years:
        return 0.0
    found = {year for match in _periods(text) for year in match}
    return 1.0 if found & set(question.years) else -1.0


def _periods(text: str) -> list[tuple[int, ...]]:

    periods = [parse_period(m.group()) for m in PERIOD.finditer(fold_same_length(text))]
    return [(p.first, p.last) for p in periods if p]


def row_features(
    question: Question, match: RowMatch, concepts: Sequence[Concept]
) -> dict[str, float]:
    """Return what speaks for a KPI row."""
    years = row_years(match.row)
    asked = set(question.years)
    return {
        "cover": match.cover,
        "named": match.named,
        "exact": match.exact,
        "told": match.told,
        "spelled": match.spelled,
        "dense": match.dense,
        "worst": worst(match.met, concepts),
        "focus": focus(match.met, concepts),
        "unknown": unknown(concepts, match.met),
        "unit": wanted.row_counts_in(match.row, question),
        "years": float(bool(asked & years)),
        "no_year": float(bool(asked) and not asked & years),
        "other_year": float(bool(asked) and not asked & years and _all_dated(match.row)),
        "actual": float(_lacks_actual(question, match.row)),
        "kpi": float(question.asks_kpi),
        "foreign": _foreign(question, " ".join((*match.row.path, match.row.indicator))),
    }


def row_years(row: KpiRow) -> set[int]:
    """Return the years that a row has figures for."""
    years: set[int] = set()
    for measure in (row.baseline, *row.targets, *row.actuals):
        years |= measure_years(measure)
    return years


def measure_years(measure: Measure | None) -> set[int]:
    """Return the years of a cell, from first to last."""
    period = parse_period(measure.period) if measure else None
    return set(range(period.first, period.last + 1)) if period else set()


def _all_dated(row: KpiRow) -> bool:
    """Whether every figure of a row has its year."""
    measures = [m for m in (row.baseline, *row.targets) if m]
    return bool(measures) and all(map(measure_years, measures))


def _lacks_actual(question: Question, row: KpiRow) -> bool:
    """Whether a result of a year is asked for that the row does not give."""
    if not (question.asks_actual and question.years):
        return False
    given = measure_years(row.baseline)
    for measure in row.actuals:
        given |= measure_years(measure)
    return not given & set(question.years)
