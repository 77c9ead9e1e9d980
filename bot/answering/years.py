"""Which years a question, a text and the figures of a KPI row are for."""

from bot.question import Question
from bot.reading import words
from bot.reading.parts import fold
from index.domain import KpiRow, Measure
from index.quantities import PERIOD, fold_same_length, parse_period


def years_in(question: Question, text: str) -> float:
    """Return 1 where a text says a year asked for, -1 where it does not, 0 where none is."""
    if not question.years:
        return 0.0
    found = {year for match in _periods(text) for year in match}
    return 1.0 if found & set(question.years) else -1.0


def _periods(text: str) -> list[tuple[int, ...]]:
    periods = [parse_period(m.group()) for m in PERIOD.finditer(fold_same_length(text))]
    return [(p.first, p.last) for p in periods if p]


def row_years(row: KpiRow) -> set[int]:
    """Return the years that a row has figures for."""
    return set().union(*map(measure_years, (*row.measures, *row.actuals)))


def target_years(row: KpiRow) -> set[int]:
    """Return the years that a row has targets for."""
    return set().union(*map(measure_years, row.targets))


def measure_years(measure: Measure | None) -> set[int]:
    """Return the years of a cell, from first to last."""
    period = parse_period(measure.period) if measure else None
    return set(range(period.first, period.last + 1)) if period else set()


def is_dated(row: KpiRow, *, aims: bool = False) -> bool:
    """Whether every figure of a row has its year; where `aims` alone are meant, each of those."""
    measures = row.targets if aims else row.measures
    return bool(measures) and all(map(measure_years, measures))


def asks_for_aims(question: Question) -> bool:
    """Whether what is aimed at is asked for, and nothing else."""
    said = fold(question.text)
    aims = words.TARGET_WORDS.search(words.ONLY_ASKS.sub(" ", said))
    return bool(aims) and not question.asks_actual and not words.STANDING.search(question.text)


def lacks_actual(question: Question, row: KpiRow) -> bool:
    """Whether a result of a year is asked for that the row does not give."""
    if not (question.asks_actual and question.years):
        return False
    given = measure_years(row.baseline).union(*map(measure_years, row.actuals))
    return not given & set(question.years)
