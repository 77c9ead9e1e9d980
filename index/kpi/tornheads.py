"""Heads of drawn tables whose labels stand on several lines, each of them between its own tabs."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.kpi.broken import is_balanced
from index.kpi.columns import named_head, tells_of_values
from index.kpi.heads import Head
from index.kpi.labels import LONGEST_LABEL, role_of
from index.kpi.shape import is_cell
from index.kpi.source import EMPTY, Printed, Row, join
from index.kpi.titles import mark_of
from index.kpi.vocabulary import Role
from index.quantities import is_period

_MOST_HEAD_LINES, _LOOKED_AT = 7, 30


@dataclass(frozen=True, slots=True)
class Top:
    """A head: its rows put together, its first line, and the first line of its body."""

    labels: list[Row]
    head: Head
    first: int
    body: int


def heads_among(lines: Sequence[Row]) -> Iterator[Top]:
    """Yield the heads of a table; there may be several tables between the same tabs."""
    may = [_may_be_of_head([cell for cell in line if cell]) for line in lines]
    at = 0
    while at < len(lines):
        end = next((n for n in range(at, len(lines)) if not may[n]), len(lines))
        top = _head(lines, at, min(end, at + _MOST_HEAD_LINES)) if at < end else None
        if top is not None:
            yield top
        at = top.body if top is not None else at + 1


def _head(lines: Sequence[Row], at: int, last: int) -> Top | None:
    """Read the head that begins on a line and ends before `last`."""
    ways = [(*_named(lines, at, end), end) for end in range(at + 1, last + 1)]
    labels, head, end = max(ways, key=lambda way: _told(way[1]))
    name = head.first(Role.NAME) if head else None
    while name is not None and end < last and not lines[end][name] and ways[end - at][1]:
        labels, head, end = ways[end - at]
    # A line without which the head says as much is not of it.
    if head is None or (end > at + 1 and _told(_named(lines, at + 1, end)[1]) >= _told(head)):
        return None
    return Top(labels, head, at, end)


def _named(lines: Sequence[Row], at: int, end: int) -> tuple[list[Row], Head | None]:
    labels = _labels(lines[at:end])
    if not all(is_balanced(label.text) for row in labels for label in row):
        return labels, None
    roles = [
        {role_of(cell) for cell in column if cell} for column in zip(*lines[at:end], strict=True)
    ]
    if any({None, Role.UNIT} <= stacked for stacked in roles):
        return labels, None  # 単位 below what an indicator is called
    head = named_head(labels, lines[end : end + _LOOKED_AT], 0)
    return labels, head if head is not None and head.first(Role.NAME) is not None else None


def _told(head: Head | None) -> int:
    """Return how much a head says: the columns it names, and their years."""
    columns = head.columns if head else ()
    return sum((column.role is not None) + (column.period is not None) for column in columns)


def _may_be_of_head(cells: Sequence[Printed]) -> bool:
    """Whether a line holds labels only, and is no heading among the rows: ① 移住の促進."""
    titled = len(cells) == 1 and mark_of(cells[0].text) and role_of(cells[0]) is None
    return bool(cells) and not titled and all(map(_may_head, cells))


def _may_head(cell: Printed) -> bool:
    known = role_of(cell) is not None or is_period(cell.text)
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
