"""Columns of years beside columns of values, both below one label: 現状値 over R5 and 39件."""

import re
from collections.abc import Collection, Sequence

from index.kpi.labels import is_empty, name_label
from index.kpi.source import EMPTY, Printed, Row
from index.kpi.values import is_value
from index.kpi.vocabulary import VALUE_ROLES
from index.quantities import is_period

_IN_BRACKETS = re.compile(r"[(（]([^()（）]+)[)）]$")


def with_years(rows: Sequence[Row], body: int) -> list[Row]:
    """Put years and the values beside them into one cell; return nothing where none are so.

    The head, above the row `body`, has one label over both columns, and no years of its own.
    """
    pairs = _pairs(rows[body:])
    heads = [_closed_up(head, pairs, max(map(len, rows))) for head in rows[:body]]
    if not pairs or len(heads) != 1 or not _tells(heads[0], pairs):
        return []
    return [heads[0], *(_joined(row, pairs) for row in rows[body:])]


def _pairs(rows: Sequence[Row]) -> list[int]:
    """Return the first columns of two that hold years and values, in at least half of the rows."""
    width = max(map(len, rows), default=0)
    found: list[int] = []
    for i in range(1, width - 1):
        pairs = [(row[i], row[i + 1]) for row in rows if i + 1 < len(row) and row[i]]
        dated = sum(_is_pair(a, b) or _is_pair(b, a) for a, b in pairs)
        if dated and dated * 2 >= len(pairs) and i - 1 not in found:
            found.append(i)
    return found


def _is_pair(year: Printed, value: Printed) -> bool:
    return _is_year(year) and (is_value(value.text) or is_empty(value))


def _closed_up(head: Row, pairs: Collection[int], width: int) -> Row:
    """Return a head with a label for each pair of columns; empty where it is not plain which."""
    filled = head + (EMPTY,) * (width - len(head))
    if all(not filled[i + 1] or filled[i + 1] == filled[i] for i in pairs):
        return tuple(cell for i, cell in enumerate(filled) if i - 1 not in pairs)
    return head if len(head) == width - len(pairs) else ()


def _tells(head: Row, pairs: Sequence[int]) -> bool:
    """Whether the labels over pairs are of values, and without a year."""
    labels = [head[i - n] for n, i in enumerate(pairs) if i - n < len(head)]
    named = [name_label(label.text) for label in labels]
    return bool(named) and all(c.role in VALUE_ROLES and c.period is None for c in named)


def _is_year(cell: Printed) -> bool:
    """Whether a cell says only when: R12, or R12（R8） for one that is met earlier."""
    inner = _IN_BRACKETS.search(cell.text)
    outer = cell.text[: inner.start()] if inner else cell.text
    return is_period(outer.strip()) and (not inner or is_period(inner[1]))


def _joined(row: Row, pairs: Collection[int]) -> Row:
    joined: list[Printed] = []
    for i, cell in enumerate(row):
        before = row[i - 1] if i - 1 in pairs else None
        if before is None:
            joined.append(cell)
        elif not before or before.spans == cell.spans:
            joined[-1] = cell
        elif cell and (_is_year(before) or _is_year(cell)):
            year, value = (before, cell) if _is_year(before) else (cell, before)
            joined[-1] = Printed(f"{value.text}（{year.text}）", before.spans + cell.spans)
        elif cell:
            return row
    return tuple(joined)
