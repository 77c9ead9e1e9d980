"""Tables that have lost their head: what the columns are is told by what stands in them."""

from collections.abc import Sequence
from itertools import pairwise

from index.domain import Measure
from index.kpi.columns import Head
from index.kpi.grid import Row
from index.kpi.labels import Column, is_empty
from index.kpi.names import is_name
from index.kpi.source import EMPTY
from index.kpi.vocabulary import Role
from index.quantities import Period, is_unit, parse_measure, parse_period

_BY_YEAR = "見出し行がなく、値の年の順で判断"
_BY_PLACE = "見出し行がなく、列の並びで判断"


def guess_head(rows: Sequence[Row]) -> Head | None:
    """Name the columns of a table without a head; None unless names and two values are plain.

    Values with years of their own are a baseline and targets in the order of the years. Without
    years there must be a column of units and just two of figures.
    """
    width = max((len(row) for row in rows), default=0)
    padded = [row + (EMPTY,) * (width - len(row)) for row in rows]
    columns = [[row[i] for row in padded if not is_empty(row[i])] for i in range(width)]
    texts = [[cell.text for cell in column] for column in columns]
    names = [i for i, column in enumerate(texts) if column and all(map(_is_plain_name, column))]
    units = [i for i, column in enumerate(texts) if column and all(map(is_unit, column))]
    measures = [[parse_measure(text) for text in column] for column in texts]
    figures = [i for i, column in enumerate(measures) if column and all(map(_is_figure, column))]
    names = [i for i in names if i not in units and len(texts[i]) == len(rows)]
    if not names or len(figures) < 2 or names[0] > figures[0]:
        return None
    years = {i: _years(measures[i]) for i in figures}
    roles: dict[int, Column] = {names[0]: Column(Role.NAME)} | {i: Column(Role.UNIT) for i in units}
    if all(years.values()):
        doubt = _BY_YEAR
        ordered = all(_before(years[a], years[b]) for a, b in pairwise(figures))
    else:
        doubt = _BY_PLACE
        ordered = bool(units) and len(figures) == 2 and not any(years.values())
    if not ordered:
        return None
    roles |= {i: Column(Role.TARGET) for i in figures} | {figures[0]: Column(Role.BASELINE)}
    return Head(tuple(roles.get(i, Column(None)) for i in range(width)), 0, (doubt,))


def _is_plain_name(text: str) -> bool:
    return is_name(text) and not is_unit(text)


def _is_figure(measure: Measure) -> bool:
    return measure.value is not None


def _years(measures: Sequence[Measure]) -> list[Period]:
    """Return the years printed in the cells of a column; empty unless all print one."""
    years = [parse_period(measure.period) for measure in measures]
    return [year for year in years if year] if all(years) else []


def _before(earlier: Sequence[Period], later: Sequence[Period]) -> bool:
    return max(year.last for year in earlier) < min(year.last for year in later)
