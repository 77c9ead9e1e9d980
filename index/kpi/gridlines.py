"""Lines of an indicator that say what they hold, 目標 and 実績, and the one row they make."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from index.kpi.heads import OF_OTHERS, Head
from index.kpi.labels import Column, is_empty, role_of
from index.kpi.source import EMPTY, Printed, Row
from index.kpi.vocabulary import YEAR_LINE, Role
from index.kpi.words import Kind, kind_of

_GRID_LINE = re.compile(rf"{YEAR_LINE.pattern}|(?:達成|進捗)[率度]")
_AIM = re.compile("目標値?$")
_LABELS = (None, Role.OTHER, Role.GROUP)
_NOTHING_AIMED = Printed("－", ())


def is_grid_line(cell: Printed) -> bool:
    """Whether a cell says what a line of a grid of years holds: 目標, 実績（累計）."""
    return bool(_GRID_LINE.fullmatch(cell.key))


def is_of_grid(row: Row, head: Head) -> bool:
    """Whether a row is a line of a grid of years: 目標, 実績 or 達成率 of what stands above.

    Behind the values 実績 says where they come from, and 目標 beside a single one what it is.
    """
    before = set(range(max(head.measured, default=len(row)) + 1)) - set(head.all(Role.UNIT))
    lines = [c.key for i, c in enumerate(row) if i in before and is_grid_line(c)]
    single = len(head.all(Role.TARGET)) == 1 and head.first(Role.BASELINE) is not None
    return any(not single or not _AIM.search(line) for line in lines)


def _holds(cell: Printed) -> Role | None:
    """Return what a line holds; nothing that counts where another plan aimed at it: 変更前."""
    return None if OF_OTHERS.match(cell.key) else role_of(cell)


def with_aims(head: Head, body: Sequence[Row]) -> Head:
    """Call the years targets that stand behind names and what the lines below say they hold."""
    name, width = head.first(Role.NAME, Role.GOAL), len(head.columns)
    cells = ((i, cell) for row in body for i, cell in enumerate(row[:width]) if i > (name or 0))
    told = (i for i, c in cells if YEAR_LINE.fullmatch(c.key) and role_of(c) is Role.TARGET)
    at = width if name is None else next(told, width)
    columns = (
        replace(c, role=Role.TARGET) if i > at and c.role is Role.YEAR else c
        for i, c in enumerate(head.columns)
    )
    return replace(head, columns=tuple(columns))


def gathered(rows: Sequence[Row], at: int, head: Head) -> tuple[Row, Head, int]:
    """Return the row that the lines of an indicator make, from a row on, and how many they are.

    A row that says of no line what it holds is itself, below its own head; it is empty where two
    lines say nothing, or not just one is of targets.
    """
    labels = list(enumerate(rows[at][: max(head.values, default=0)]))[head.name_at + 1 :]
    said = (i for i, cell in labels if head.columns[i].role in _LABELS and is_grid_line(cell))
    beside = next(said, None)
    if beside is None:
        return () if _is_of_two_lines(rows, at, head) else rows[at], head, 1
    name = rows[at][head.name_at].key
    same = takewhile(
        lambda row: len(row) > beside and row[head.name_at].key in (name, "") and row[beside],
        rows[at:],
    )
    lines = list(same)
    aimed = [r for r in lines if _holds(r[beside]) is Role.TARGET]
    done = [r for r in lines if _holds(r[beside]) is Role.ACTUAL]
    if len(aimed) != 1:
        return (), head, len(lines)
    cells, columns = _as_one(aimed[0], done[0] if len(done) == 1 else (), lines, head, beside)
    return tuple(cells), replace(head, columns=tuple(columns), doubts=()), len(lines)


def _as_one(
    aimed: Row, done: Row, lines: Sequence[Row], head: Head, beside: int
) -> tuple[list[Printed], list[Column]]:
    """Put lines side by side: each year has a column for what is aimed at and one for results.

    What stands before the label of the lines, or is no value, is said once for all of them.
    """
    cells, columns = [], list(head.columns)
    results: list[Printed] = []
    for i, column in enumerate(head.columns):
        aim, result = (line[i] if i < len(line) else EMPTY for line in (aimed, done))
        if i > beside and column.role is Role.TARGET:
            cells.append(aim or _NOTHING_AIMED)
            columns.append(replace(column, role=Role.ACTUAL))
            results.append(EMPTY if result.spans == aim.spans else result)
        elif i > beside and column.role in (Role.BASELINE, Role.ACTUAL):
            cells.append(result or aim)
        else:
            said = (line[i] for line in (aimed, *lines) if i < len(line) and line[i])
            cells.append(next(said, EMPTY) if i != beside else EMPTY)
    return cells + results, columns


def _is_of_two_lines(rows: Sequence[Row], at: int, head: Head) -> bool:
    """Whether a row is the upper or lower of two lines of one name, of which neither says what it
    holds: as like as not 目標 and 実績.
    """
    name_at, valued = head.first(Role.NAME), head.values
    width = min(map(len, rows[max(0, at - 1) : at + 2]))
    if name_at is None or max((name_at, *valued)) >= width or not rows[at][name_at]:
        return False
    row, below = rows[at], rows[at + 1 : at + 2]
    nearby = (*rows[max(0, at - 1) : at], *below)
    again = [other for other in nearby if other[name_at] == row[name_at]]
    bare = [other for other in below if not any(c for i, c in enumerate(other) if i not in valued)]
    figured = any(_is_figure(row[i]) for i in valued)
    return figured and any(
        _is_figure(other[i]) and row[i] != other[i] for other in (*again, *bare) for i in valued
    )


def _is_figure(cell: Printed) -> bool:
    return bool(cell) and kind_of(cell.text) is Kind.VALUE and not is_empty(cell)
