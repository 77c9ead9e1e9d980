"""How sure an answer is: what speaks for a passage or a KPI row, weighed with fitted weights.

The weights are logistic regressions, fitted by scripts/fit_evidence.py on questions kept apart from
those that the figures in the README come from.
"""

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from bot import wanted
from bot.question import Kind, Question
from index.domain import KpiRow, Measure, PassageKind
from index.matching import Concept, letters_of
from index.quantities import PERIOD, fold_same_length, parse_period
from index.search import PassageMatch, RowMatch

PASSAGE_WEIGHTS: Final[Mapping[str, float]] = {
    "bias": -4.95,
    "bare": -0.58,
    "cover": 1.14,
    "dense": 0.87,
    "english": 0.88,
    "exact": 0.89,
    "figures": -0.73,
    "first": 0.9,
    "foreign": -7.0,
    "hard": -4.76,
    "kpi": -0.99,
    "lacking": -0.83,
    "last": 0.55,
    "lexical": -0.16,
    "likeness": 1.55,
    "lost_nouns": -1.48,
    "lost_verbs": -0.02,
    "names_kpi": -0.66,
    "no_figure": -3.56,
    "no_year": -1.2,
    "no_year_row": -4.01,
    "nobody": -2.55,
    "sentence": 0.46,
    "shown": 0.41,
    "stands": 2.93,
    "unknown": 1.1,
    "years": 0.53,
}
ROW_WEIGHTS: Final[Mapping[str, float]] = {
    "bias": -5.35,
    "actual": -9.01,
    "both": 1.24,
    "cover": 1.06,
    "dense": 2.35,
    "english": 0.93,
    "exact": -0.02,
    "first": 0.35,
    "foreign": -7.02,
    "kpi": 1.0,
    "last": -0.39,
    "lead": 1.65,
    "lost_nouns": -0.82,
    "lost_verbs": 0.62,
    "named": 0.2,
    "never": -7.0,
    "no_money": -3.0,
    "no_year": -0.83,
    "odd": -3.26,
    "off_unit": -0.68,
    "other_count": -4.08,
    "other_year": -7.2,
    "spelled": 0.64,
    "told": 2.05,
    "unit": 0.69,
    "unknown": 0.22,
    "years": 1.31,
}
ENOUGH: Final = 0.28
"""The least probability with which a KPI row or a quote is an answer."""
_DIGIT: Final = re.compile(r"\d")


def probability(weights: Mapping[str, float], features: Mapping[str, float]) -> float:
    """Return the logistic of the weighted sum of the features."""
    total = weights["bias"] + sum(weights[name] * value for name, value in features.items())
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


def words_met(concepts: Sequence[Concept], met: Sequence[float]) -> dict[str, float]:
    """Return how much of the question is not said: by no text of the index, or by this one.

    Nouns and verbs count apart; the first and the last noun are what is asked about and for.
    """
    pairs = list(zip(concepts, met, strict=True))
    own = [(concept, m) for concept, m in pairs if not concept.aside]
    nouns = [(concept, m) for concept, m in own if not concept.is_doing]
    verbs = [(concept, m) for concept, m in own if concept.is_doing]
    total = sum(concept.weight for concept, _ in own)
    return {
        "unknown": _lost([p for p in pairs if not p[0].known], sum(c.weight for c in concepts)),
        "lost_nouns": _lost(nouns, total),
        "lost_verbs": _lost(verbs, total),
        "first": nouns[0][1] if nouns else 1.0,
        "last": nouns[-1][1] if nouns else 1.0,
    }


def _lost(pairs: Sequence[tuple[Concept, float]], total: float) -> float:
    return sum(concept.weight * (1 - met) for concept, met in pairs) / total if total else 0.0


@dataclass(frozen=True, slots=True)
class Best:
    """The sentence of a passage that answers best, how far it meets the words, and its likeness.

    `aim` says whether it has the last word of the question, which in Japanese is what is asked for.
    """

    text: str
    met: float
    likeness: float
    aim: bool = True


def passage_features(
    question: Question,
    match: PassageMatch,
    concepts: Sequence[Concept],
    best: Best,
    quote: str,
    *,
    holds_rows: bool,
) -> dict[str, float]:
    """Return what speaks for a passage of which `quote` is shown.

    `holds_rows` says that KPI rows were read out of it: they answer better.
    """
    shown = any(wanted.found_in(best.text, question))
    if match.passage.kind is PassageKind.TABLE and not shown:
        heads = " ".join((*match.passage.column_heads, match.passage.text))
        shown = wanted.in_table(question, heads, best.text)
    near = shown or any(wanted.found_in(quote, question))
    strict = wanted.is_strict(question)
    hard = question.wants in wanted.HARD
    dated = _years_in_text(question, quote)
    return {
        "cover": match.cover,
        "exact": match.exact,
        "sentence": best.met,
        "likeness": best.likeness,
        "lexical": match.lexical,
        "dense": match.dense,
        "stands": match.stands,
        "hard": float(hard and not shown),
        "figures": float(holds_rows),
        **words_met(concepts, match.met),
        "english": float(question.language == "en"),
        "shown": float(shown) if question.wants else 0.0,
        "no_figure": float(question.wants in wanted.FIGURES and not _DIGIT.search(best.text)),
        "lacking": float(not near) if strict else 0.0,
        "bare": float(not shown) if strict else 0.0,
        "years": float(dated > 0),
        "no_year": float(dated < 0),
        "no_year_row": float(dated < 0 and holds_rows),
        "nobody": float(question.wants in ("who", "person") and not best.aim),
        "kpi": float(question.kind in (Kind.VALUE, Kind.LIST)),
        "names_kpi": float(question.names_kpi),
        "foreign": _foreign(question, " ".join((*match.passage.path, match.passage.text))),
    }


def _foreign(question: Question, text: str) -> float:
    """Return 1 where a place is asked about that the text does not name."""
    if not question.places:
        return 0.0
    letters = letters_of(text)
    return float(any(letters_of(place) not in letters for place in question.places))


def _years_in_text(question: Question, text: str) -> float:
    if not question.years:
        return 0.0
    found = {year for match in _periods(text) for year in match}
    return 1.0 if found & set(question.years) else -1.0


def _periods(text: str) -> list[tuple[int, ...]]:

    periods = [parse_period(m.group()) for m in PERIOD.finditer(fold_same_length(text))]
    return [(p.first, p.last) for p in periods if p]


def row_features(
    question: Question, match: RowMatch, concepts: Sequence[Concept], rival: RowMatch | None
) -> dict[str, float]:
    """Return what speaks for a KPI row beside its best rival."""
    years = row_years(match.row)
    asked = set(question.years)
    counted = wanted.row_counts_in(match.row, question)
    said = words_met(concepts, match.met)
    return {
        "cover": match.cover,
        "named": match.named,
        "exact": match.exact,
        "told": match.told,
        "both": math.sqrt(match.named * match.told),
        "spelled": match.spelled,
        "dense": match.dense,
        "lead": match.rough - (rival.rough if rival else 0.0),
        **said,
        "unit": float(counted > 0),
        "off_unit": float(counted < 0),
        "other_count": float(counted < 0) * (1 - said["last"]),
        "no_money": float(counted < 0 and question.wants == "money"),
        "english": float(question.language == "en"),
        "odd": float(question.wants in wanted.NO_FIGURES),
        "never": float(question.wants in wanted.HARD & wanted.NO_FIGURES),
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
