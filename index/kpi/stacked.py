"""Tables set with spaces in which names stand above each other and values drift below their rows.

No line holds a whole row. What belongs together is told by counting: where each column of values
has as many as there are names, the n-th value is of the n-th name.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from index.kpi.alignedhead import block, may_begin
from index.kpi.columns import named_head
from index.kpi.fragments import Fragment, counts_letters, fragments, merged_ranges
from index.kpi.grid import Table, guessed, tables_from
from index.kpi.heads import Head
from index.kpi.labels import Column, is_label, name_label
from index.kpi.source import EMPTY, Printed, Row, Source
from index.kpi.stackedcells import Item, Piece, Stack, items_of, names_of
from index.kpi.vocabulary import VALUE_ROLES, Role
from index.quantities import is_period, unit_of

_FURIGANA = re.compile(r"[ぁ-ん]{1,8}")
_MOST_BLANKS, _MOST_GAPS, _EDGE = 3, 8, 3
_COUNTED = VALUE_ROLES | {Role.UNIT}
_BY_COUNT = "縦に並んだ値を順に対応付け"


def stacked_tables(source: Source, stops: frozenset[int]) -> Iterator[Table]:
    """Yield the tables whose columns count alike."""
    return tables_from(source, lambda line: _table(source, line, stops))


def drifts(source: Source, table: Table) -> bool:
    """Whether values stand below the lines of their names: then no line holds a row."""
    ends = [(row, source.line_of(row[0].spans[-1].start)) for row in table.rows]
    starts = ((value.spans[0].start, end) for row, end in ends for value in row[2::2] if value)
    return any(source.line_of(start) > end for start, end in starts)


def _labels(source: Source, line: int, stops: frozenset[int]) -> list[Printed]:
    """Return the labels of a head: one for names, then several, of which two are for values."""
    if not may_begin(source, line, stops):
        return []
    labels = [piece.cell for piece in fragments(source, line)]
    if len(labels) < 3 or not all(map(is_label, labels)):
        return []
    name, *others = (name_label(label.text).role for label in labels)
    valued = sum(role in VALUE_ROLES for role in others) > 1
    return labels if name is Role.NAME and valued else []


def _table(source: Source, line: int, stops: frozenset[int]) -> Table | None:
    """Read the table whose head is on a line; None where its columns do not count alike."""
    labels = _labels(source, line, stops)
    if not labels:
        return None
    body = block(source, line + 1, stops, blanks=_MOST_BLANKS)
    letters = counts_letters(source)
    # A short text does not show how wide its letters count.
    for narrow in (letters, not letters):
        pieces = {n: fragments(source, n, letters=narrow) for n in body}
        names, stacks = _columns(pieces, len(labels) - 1)
        read = _read(labels, names, stacks) if stacks else None
        if read is not None:
            return guessed(read[0], (line, body[-1]), read[1])
    return None


def _columns(lines: Mapping[int, Sequence[Fragment]], count: int) -> tuple[Stack, list[Stack]]:
    """Return the pieces of the names, and those of each column behind them, from the top down.

    There are no columns where it is not plain where they stand.
    """
    pieces = {
        line: [piece for piece in found if not _FURIGANA.fullmatch(piece.cell.text)]
        for line, found in lines.items()
    }
    edge = min((found[0].left for found in pieces.values() if found), default=0) + _EDGE
    names = [Piece(n, found[0].cell) for n, found in pieces.items() if _is_named(found, edge)]
    others = {line: found[_is_named(found, edge) :] for line, found in pieces.items()}
    cuts = _cuts(list(others.values()), count)
    if cuts is None or not any(others.values()):
        return (), []
    stacks: list[list[Piece]] = [[] for _ in range(count)]
    for line, found in others.items():
        for piece in found:
            stacks[bisect_right(cuts, piece.left)].append(Piece(line, piece.cell))
    last = max(line for line, found in others.items() if found)
    return _up_to(names, last), list(stacks)


def _is_named(pieces: Sequence[Fragment], edge: int) -> bool:
    return bool(pieces) and pieces[0].left <= edge


def _cuts(lines: Sequence[Sequence[Fragment]], count: int) -> tuple[int, ...] | None:
    """Return where columns begin, but for the first; None where it is not plain.

    No piece reaches over two columns, and none stands beside another of its own column.
    """
    starts = [left for left, _ in merged_ranges(lines)][1:]
    if not count - 1 <= len(starts) <= _MOST_GAPS:
        return None
    found = []
    for cuts in combinations(starts, count - 1):
        places = [[bisect_right(cuts, piece.left) for piece in pieces] for pieces in lines]
        if all(len(set(columns)) == len(columns) for columns in places):
            found.append(cuts)
    return found[0] if len(found) == 1 else None


def _up_to(names: Stack, last: int) -> Stack:
    """Leave out the names that no line of values follows, but for what goes on the last one."""
    kept: list[Piece] = []
    for name in names:
        if name.line > last and (not kept or name.line > kept[-1].line + 1):
            break
        kept.append(name)
    return kept


def _read(
    labels: Sequence[Printed], names: Stack, stacks: Sequence[Stack]
) -> tuple[tuple[Row, ...], Head] | None:
    """Give the n-th value of each column to the n-th name; None where the columns do not agree."""
    roles = [name_label(label.text).role for label in labels]
    kept = [i for i, role in enumerate(roles) if i and role in _COUNTED]
    years, stacks = _headed([labels[i] for i in kept], [stacks[i - 1] for i in kept])
    columns = [_items(stack, roles[i]) for i, stack in zip(kept, stacks, strict=True)]
    count = len(columns[0])
    named = names_of(names, count) if all(len(items) == count for items in columns) else []
    if not named or not all(map(_agree, zip(*columns, strict=True))):
        return None
    rows = [(name, *(items[n].value for items in columns)) for n, name in enumerate(named)]
    head = named_head(
        [(labels[0], *(labels[i] for i in kept)), (EMPTY, *years)][: 1 + any(years)], rows, 0
    )
    if head is None or head.first(Role.NAME) != 0:
        return None
    dated = tuple(c for column in head.columns[1:] for c in (Column(Role.WHEN), column))
    cells = tuple(
        (name, *(cell for items in columns for cell in (items[n].year, items[n].value)))
        for n, name in enumerate(named)
    )
    return cells, Head((head.columns[0], *dated), 0, (*head.doubts, _BY_COUNT))


def _items(stack: Stack, role: Role | None) -> list[Item]:
    if role is Role.UNIT:
        return [Item(piece.cell, EMPTY) for piece in stack]
    return items_of(stack)


def _headed(
    labels: Sequence[Printed], stacks: Sequence[Stack]
) -> tuple[list[Printed], Sequence[Stack]]:
    """Part the years that stand below the labels for values, on one line, from the values."""
    tops = [
        stack[0] if stack and name_label(label.text).role in VALUE_ROLES else None
        for label, stack in zip(labels, stacks, strict=True)
    ]
    told = [top for top in tops if top and is_period(top.cell.text)]
    valued = sum(name_label(label.text).role in VALUE_ROLES for label in labels)
    on_one_line = len({top.line for top in told}) == 1
    dated = any(name_label(label.text).period for label in labels)
    if dated or len(told) < valued or not on_one_line:
        return [EMPTY for _ in labels], stacks
    years = [top.cell if top else EMPTY for top in tops]
    return years, [stack[bool(top) :] for top, stack in zip(tops, stacks, strict=True)]


def _agree(values: Sequence[Item]) -> bool:
    """Whether the values of a row have one unit, as far as they print any."""
    return len({unit for item in values if (unit := unit_of(item.value.text))}) < 2
