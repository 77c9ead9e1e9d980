"""Rows whose cells stand on several lines of a drawn table, each line of them between its own tabs.

A cell that is wrapped lies in the middle of its row, or begins on its first line.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, zip_longest

from index.headings.markers import is_called
from index.kpi.broken import (
    ENDS_HEADING,
    LATE_START,
    USUAL_END,
    display_width,
    ends_name,
    is_balanced,
    is_piece,
)
from index.kpi.columns import named_head, read_head, tells_of_values
from index.kpi.gapparts import WALL, Parting
from index.kpi.gaprows import Run, Runs, Strip
from index.kpi.grid import Table
from index.kpi.heads import Head
from index.kpi.labels import LONGEST_LABEL, bare, role_of
from index.kpi.names import is_share
from index.kpi.shape import is_cell, joined
from index.kpi.source import EMPTY, Printed, Row, Source, join
from index.kpi.titles import mark_of
from index.kpi.vocabulary import REMARK, Role
from index.quantities import is_period

_MOST_HEAD_LINES, _LOOKED_AT, _SLACK = 7, 30, 2
_SHORTEST_END, _LONGEST_END = 2, 4


def mended(source: Source, table: Table) -> Table:
    """Put the lines of cells together to rows, where the rows of a table are torn."""
    lines = [row + (EMPTY,) * (table.width - len(row)) for row in table.rows]
    head = next((head for n in range(len(lines)) if (head := read_head(lines, n))), None)
    found = _put_together(source, table, lines)
    if head and found is table and (whole := _with_ends(lines, head)):
        return replace(table, rows=tuple(whole), certain=False)
    return found


def _put_together(source: Source, table: Table, lines: Sequence[Row]) -> Table:
    """Put together rows whose cells stand between tabs, or of which cells are empty."""
    rows, tabbed = table.rows, "\t" in source.line_text(table.first)
    sparse = any(map(_is_sparse, rows))
    heads = [top for top in _heads(lines) if sparse or _shares_torn(lines[top.body :], top.head)]
    if not heads or not (tabbed or len(set(map(len, rows))) == 1):
        return table
    found = list(rows[: heads[0].first])
    for top, below in zip_longest(heads, heads[1:]):
        end = below.first if below else len(rows)
        more = [line[top.head.name_at] for line in lines[end : below.body if below else end]]
        # Tables beside each other: among the labels of one stands the end of a name.
        end -= any(cell and role_of(cell) is None for cell in more)
        body = _body(lines[top.body : end], top.head)
        stacked = tabbed and top.body - top.first > 1
        if body is not None and (stacked or body != lines[top.body : end]):
            found += [*top.labels, *body]
        else:
            pairs = pairwise([*rows[top.body : end], ()])
            whole = (row for row, below in pairs if not _is_cut(below, top.head))
            found += [*rows[top.first : top.body], *whole]
    torn = tuple(found) != rows
    return replace(table, rows=tuple(found), certain=False) if torn else table


def _with_ends(lines: Sequence[Row], head: Head) -> list[Row]:
    """Put rows together the second of which has years and ends of units only; nothing if none is.

    A line of a name may stand on each: 相談した人|8パーセン above の割合|ト.
    """
    found: list[Row] = []
    for n, line in enumerate(lines):
        ended = [i for i in head.values if line[i]] if n > head.body else []
        figured = all(re.search(r"\d", found[-1][i].key) for i in ended)
        named = not (line[head.name_at] and _is_end(line[head.name_at]))
        if ended and figured and named and all(_is_end(line[i]) for i in ended):
            above = found.pop()
            cells = [
                joined((a, b)) if i in head.values else join([a, b])
                for i, (a, b) in enumerate(zip(above, line, strict=True))
            ]
            found.append(tuple(cells))
        else:
            found.append(line)
    return found if len(found) < len(lines) else []


def _is_end(cell: Printed) -> bool:
    """Whether a cell holds a year in brackets, or the end of a unit."""
    text = cell.key
    dated = text[0] in "(（" and is_period(bare(text))
    return dated or (len(text) <= _LONGEST_END and bool(re.fullmatch("[ァ-ヿ]+", text)))


def _width(cell: Printed) -> int:
    return max(map(display_width, cell.text.split()), default=0)


def _is_sparse(row: Row) -> bool:
    """Whether half of a row is empty, or a third of one with years."""
    filled = sum(map(bool, row))
    years = [cell.key for cell in row if is_period(cell.text)]
    dated = bool(years) and 3 * filled <= 2 * len(row)
    return 2 * filled <= len(row) or dated or 3 * sum(y[0] == "(" for y in years) > len(row)


def _shares_torn(lines: Sequence[Row], head: Head) -> bool:
    """Whether names over parts are broken: one is a piece, or two as wide as any end oddly."""
    names = [line[head.name_at].text for line in lines if line[head.name_at]]
    widest = max(map(display_width, names), default=0) - _SLACK
    wide = [name for name in names if display_width(name) >= widest]
    odd = [n for n in wide if not (USUAL_END.search(n) or is_share(n.split()[-1]))]
    return head.tells_parts and (len(odd) > 1 or any(map(is_piece, names)))


def _is_cut(below: Row, head: Head) -> bool:
    """Whether a row holds no more than the end of a name: then that of the row above it is cut."""
    cells = [cell for cell in below if cell]
    late = len(cells) == 1 and LATE_START.match(cells[0].text)
    name = below[head.name_at] if head.name_at < len(below) else EMPTY
    bare = name and not any(re.search(r"\d", below[i].key) for i in head.values if i < len(below))
    ends = bare and len(name.key) <= _SHORTEST_END and USUAL_END.search(name.key)
    return bool(ends or late) and name.text[:1] not in ("（", "(")


def _is_number(row: Row) -> bool:
    """Whether a line holds nothing but the number of a page."""
    return bool(re.fullmatch(r"\d{1,3}", "".join(cell.key for cell in row)))


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


def _body(lines: Sequence[Row], head: Head) -> list[Row] | None:
    """Return the rows below a head; None where lines are left over that are no headings."""
    if head.tells_parts and not _shares_torn(lines, head):
        return None
    lines = [line for line in lines if any(line) and not _is_number(line)]
    marks = {mark_of(line[head.name_at].text) for line in lines if any(line[head.values[0] :])}
    strips: list[Strip] = []
    wall = 0
    for n, line in enumerate(lines):
        cells = {i: cell for i, cell in enumerate(line) if cell}
        alone = max(cells) == head.name_at
        titled = alone and _is_title(cells[head.name_at].text, marks)
        if titled or max(cells) < head.name_at:
            wall = WALL
        else:
            strips.append(Strip(n, cells, wall))
            wall = 0
    runs = Parting(Runs(strips, head, strict=False, drawn=True)).sure().runs
    found = {strips[run.first].line: _lines(run, strips, lines, head.name_at) for run in runs}
    taken = {n for run in runs for n in range(run.first, run.last + 1)}
    if not head.tells_parts:
        left = set(range(len(strips))) - taken
        bare = {n for n in left if not any(i in strips[n].cells for i in head.values)}
        names = [strip.cells.get(head.name_at, EMPTY) for strip in strips]
        widest = max(map(_width, names), default=0) - _SLACK
        torn = {n for n in bare if _width(names[n]) >= widest and not _stands_alone(names[n])}
        # What stands beside lines left over may have a piece of a name.
        kept = {n for n in left if n in bare or torn.isdisjoint((n - 1, n + 1))}
        lone = set(range(len(lines))) - {strip.line for strip in strips}
        found |= {n: [lines[n]] for n in lone | {strips[n].line for n in kept}}
    return [each for n in sorted(found) for each in found[n]]


def _is_title(text: str, marks: Collection[str | None]) -> bool:
    """Whether what stands alone is a heading, or a remark: 基本方針２　木を使う, ※毎年の値."""
    return mark_of(text) not in {None, *marks} or is_called(text) or bool(REMARK.match(text))


def _stands_alone(name: Printed) -> bool:
    """Whether a line of a name is a whole one, or a heading: 環境保全の推進."""
    return ends_name(name) or bool(ENDS_HEADING.search(name.text))


def _lines(run: Run, strips: Sequence[Strip], lines: Sequence[Row], name_at: int) -> Sequence[Row]:
    """Return the rows that lines make: as they are, where their name is whole on the first."""
    own = range(run.first, run.last + 1)
    whole = [n for n in own if name_at in strips[n].cells] == [run.first]
    plain = whole and len(run.rows) == len(own)
    return [lines[strips[n].line] for n in own] if plain else run.rows
