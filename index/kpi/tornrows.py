"""Rows whose cells stand on several lines of a drawn table, each line of them between its own tabs.

A cell that is wrapped lies in the middle of its row, or begins on its first line.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from index.headings import is_numbered
from index.kpi.broken import display_width, is_balanced, is_piece
from index.kpi.centredcells import is_filled
from index.kpi.columns import named_head, tells_of_values
from index.kpi.grid import Table
from index.kpi.heads import Head
from index.kpi.labels import LONGEST_LABEL, is_empty, name_label
from index.kpi.shape import is_cell
from index.kpi.source import EMPTY, Printed, Row, Source, join
from index.kpi.vocabulary import VALUE_ROLES, Role
from index.quantities import is_period

_MOST_HEAD_LINES, _MOST_LINES, _LOOKED_AT = 7, 9, 30
# What it costs to join a line, to take one for a heading, and to leave one out.
_JOINED, _HEADING, _HOLE = 0.1, 3.0, 6.0
# A name with what it is counted in: two of them are none. A piece may be all brackets.
_WHOLE = re.compile(r"[^(（].*[)）]")
_LEADING = frozenset({Role.GROUP, Role.NUMBER})
_SOUND = VALUE_ROLES | {Role.UNIT}
Fits = Callable[[Sequence[int], int], bool]
_Way = tuple[float, float, tuple[Row, ...]]
"""The cost of its dearest line, its cost, and its rows."""


def mended(source: Source, table: Table) -> Table:
    """Put the lines of cells together to rows, where the rows of a tabbed table are torn."""
    rows = table.rows
    sparse = any(map(_is_sparse, rows))
    if not sparse or "\t" not in source.line_text(table.first):
        return table
    lines = [row + (EMPTY,) * (table.width - len(row)) for row in rows]
    heads = list(_heads(lines))
    found = list(rows[: heads[0].first]) if heads else list(rows)
    torn = False
    for top, below in zip_longest(heads, heads[1:]):
        end = below.first if below else len(rows)
        body = _body(rows[top.body : end], top.head)
        if body is not None and (len(body) < end - top.body or top.body - top.first > 1):
            found += [*top.labels, *body]
            torn = True
        else:
            found += rows[top.first : end]
    return replace(table, rows=tuple(found), certain=False) if torn else table


def _is_sparse(row: Row) -> bool:
    """Whether half of a row is empty, or a third of one with years."""
    filled = sum(map(bool, row))
    dated = 3 * filled <= 2 * len(row) and any(is_period(cell.text) for cell in row)
    return 2 * filled <= len(row) or dated


@dataclass(frozen=True, slots=True)
class _Top:
    """A head: its rows put together, its first line, and the first line of its body."""

    labels: list[Row]
    head: Head
    first: int
    body: int


def _heads(lines: Sequence[Row]) -> Iterator[_Top]:
    """Yield the heads of a table; there may be several tables between the same tabs."""
    may = [any(line) and all(map(_may_head, filter(None, line))) for line in lines]
    at = 0
    while at < len(lines):
        end = next((n for n in range(at, len(lines)) if not may[n]), len(lines))
        top = _head(lines, at, min(end, at + _MOST_HEAD_LINES)) if at < end else None
        if top is not None:
            yield top
        at = top.body if top is not None else at + 1


def _head(lines: Sequence[Row], at: int, last: int) -> _Top | None:
    """Read the head that begins on a line and ends before `last`."""
    ways = [(*_named(lines, at, end), end) for end in range(at + 1, last + 1)]
    labels, head, end = max(ways, key=lambda way: _told(way[1]))
    name = head.first(Role.NAME) if head else None
    while name is not None and end < last and not lines[end][name] and ways[end - at][1]:
        labels, head, end = ways[end - at]
    # A line without which the head says as much is not of it.
    if head is None or (end > at + 1 and _told(_named(lines, at + 1, end)[1]) >= _told(head)):
        return None
    return _Top(labels, head, at, end)


def _named(lines: Sequence[Row], at: int, end: int) -> tuple[list[Row], Head | None]:
    labels = _labels(lines[at:end])
    if not all(is_balanced(label.text) for row in labels for label in row):
        return labels, None
    head = named_head(labels, lines[end : end + _LOOKED_AT], 0)
    return labels, head if head is not None and head.first(Role.NAME) is not None else None


def _told(head: Head | None) -> int:
    """Return how much a head says: the columns it names, and their years."""
    columns = head.columns if head else ()
    return sum((column.role is not None) + (column.period is not None) for column in columns)


def _may_head(cell: Printed) -> bool:
    known = name_label(cell.text).role is not None or is_period(cell.text)
    return len(cell.text) <= LONGEST_LABEL and (known or not is_cell((cell.text,), Role.TARGET))


def _labels(lines: Sequence[Row]) -> list[Row]:
    """Return the labels of a head in one row, or in two where years stand below them."""
    columns = [_stacked(column) for column in zip(*lines, strict=True)]
    upper, lower = (tuple(labels) for labels in zip(*columns, strict=True))
    return [upper, lower] if any(lower) else [upper]


def _stacked(column: Sequence[Printed]) -> tuple[Printed, Printed]:
    """Part the pieces of a label: what it says, and the year below it."""
    places = [n for n, cell in enumerate(column) if cell]
    pieces = [column[n] for n in places]
    if places and places[0] * 2 > len(column) - 1 and tells_of_values(join(pieces)):
        return EMPTY, join(pieces)
    cut = next((n for n, p in enumerate(pieces) if n and tells_of_values(p)), len(pieces))
    if not is_balanced(join(pieces[:cut]).text):
        cut = len(pieces)
    return join(pieces[:cut]), join(pieces[cut:])


@dataclass(frozen=True, slots=True)
class _Columns:
    """Which columns tell of a row: the name, the values, and all that are not left of the name.

    `sound` are those of which the whole cell is known by its looks, with their roles.
    """

    name: int
    values: tuple[int, ...]
    sound: tuple[tuple[int, Role], ...]
    own: tuple[int, ...]
    widest: int


def _body(lines: Sequence[Row], head: Head) -> list[Row] | None:
    """Return the rows below a head; None where lines are left over."""
    name = head.first(Role.NAME)
    sound = tuple((i, c.role) for i, c in enumerate(head.columns) if c.role in _SOUND)
    values = tuple(head.values)
    if name is None or not values:
        return None
    leading = {i for i in range(name) if head.columns[i].role in _LEADING | {None}}
    own = tuple(i for i in range(len(head.columns)) if i not in leading)
    widest = max((display_width(_at(line, name).text) for line in lines), default=0)
    columns = _Columns(name, values, sound, own, widest)
    ways = [_cheapest(lines, columns, fits) for fits in (_lies_in_middle, _begins_on_top)]
    dearest, _, rows = min(ways, key=lambda way: way[:2])
    return list(rows) if dearest < _HOLE else None


def _lies_in_middle(places: Sequence[int], count: int) -> bool:
    return [count - 1 - place for place in reversed(places)] == list(places)


def _begins_on_top(places: Sequence[int], count: int) -> bool:
    return list(places) == list(range(len(places)))


def _cheapest(lines: Sequence[Row], columns: _Columns, fits: Fits) -> _Way:
    """Return the cheapest way to part lines into rows."""
    best: list[_Way] = [(0.0, 0.0, ())]
    for end in range(1, len(lines) + 1):
        ways = []
        for first in range(max(0, end - _MOST_LINES), end):
            for cost, row in _steps(lines[first:end], columns, fits):
                dearest, total, rows = best[first]
                ways.append((max(dearest, cost), total + cost, (*rows, *row)))
        best.append(min(ways, key=lambda way: way[1]))
    return best[-1]


def _steps(
    lines: Sequence[Row], columns: _Columns, fits: Fits
) -> Iterator[tuple[float, tuple[Row, ...]]]:
    """Yield what some lines may be: a row, a line of a group's name, a heading, or unread."""
    if len(lines) == 1:
        filled = [i for i in columns.own if _at(lines[0], i)]
        if not filled:
            yield 0.0, ()
            return
        valued = any(_at(lines[0], i) for i in columns.values)
        yield _HOLE if valued or len(filled) > 1 else _HEADING, (lines[0],)
    row = _row(lines, columns, fits)
    if row is not None:
        yield _JOINED * (len(lines) - 1), (row,)


def _row(lines: Sequence[Row], columns: _Columns, fits: Fits) -> Row | None:
    """Put lines together to a row; None where they are none."""
    count = max(map(len, lines))
    if any(len(line) < count for line in lines):
        return None  # broken within a cell, not between lines that have all cells
    if not all(any(_at(line, i) for i in columns.own) for line in (lines[0], lines[-1])):
        return None
    width = max(count, columns.own[-1] + 1)
    pieces = [
        [(n, _at(line, i)) for n, line in enumerate(lines) if _at(line, i)] for i in range(width)
    ]
    if not all(fits([n for n, _ in pieces[i]], len(lines)) for i in columns.own):
        return None
    names = [cell for _, cell in pieces[columns.name]]
    name = join(names).text
    if is_piece(name):
        return None
    cells = [tuple(cell for _, cell in column) for column in pieces]
    if not any(_is_valued(cells[i]) for i in columns.values):
        return None
    if len(lines) > 1:
        sound = (is_cell(tuple(c.text for c in cells[i]), r) for i, r in columns.sound if cells[i])
        if any(is_numbered(c.text) for c in names[1:]) or not is_filled(names, columns.widest):
            return None
        if sum(bool(_WHOLE.fullmatch(c.key)) for c in names) > 1:
            return None
        if not all(sound):
            return None
    return tuple(map(join, cells))


def _at(line: Row, i: int) -> Printed:
    return line[i] if i < len(line) else EMPTY


def _is_valued(cells: Sequence[Printed]) -> bool:
    """Whether a cell has a value or a dash, not only the year of one."""
    return bool(cells) and (is_empty(cells[0]) or not is_period(join(cells).text))
