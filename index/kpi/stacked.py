"""Tables set with spaces in which names stand above each other and values drift below their rows.

No line holds a whole row. What belongs together is told by counting: where each column of values
has as many as there are names, the n-th value is of the n-th name.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from index.kpi.alignedhead import RULE, may_begin
from index.kpi.columns import named_head
from index.kpi.fragments import Fragment, counts_letters, fragments, merged_ranges
from index.kpi.grid import Table
from index.kpi.heads import Head
from index.kpi.labels import Column, is_label, name_label
from index.kpi.source import EMPTY, Printed, Row, Source
from index.kpi.stackedcells import Item, Piece, Stack, items_of, names_of
from index.kpi.vocabulary import NO_ROW, VALUE_ROLES, Role
from index.quantities import is_period, unit_of

_FURIGANA = re.compile(r"[ぁ-ん]{1,8}")
_MOST_LINES, _MOST_BLANKS, _MOST_GAPS, _EDGE, _LONGEST = 80, 3, 8, 3, 300
_COUNTED = VALUE_ROLES | {Role.UNIT}
_BY_COUNT = "縦に並んだ値を順に対応付け"


def stacked_tables(source: Source, stops: frozenset[int]) -> Iterator[tuple[Table, Head, bool]]:
    """Yield the tables whose columns count alike; the last item: no line holds a row of it."""
    line = 0
    while line < source.count:
        labels = _labels(source, line, stops)
        found = _table(source, line, labels, stops) if labels else None
        if found:
            yield found
        line = found[0].last + 1 if found else line + 1


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


def _table(
    source: Source, line: int, labels: Sequence[Printed], stops: frozenset[int]
) -> tuple[Table, Head, bool] | None:
    """Read the table below a head; None where its columns do not count alike."""
    body = _body(source, line + 1, stops)
    letters = counts_letters(source)
    # A short text does not show how wide its letters count.
    for narrow in (letters, not letters):
        pieces = {n: fragments(source, n, letters=narrow) for n in body}
        names, stacks = _columns(pieces, len(labels) - 1)
        read = _read(labels, names, stacks) if stacks else None
        if read is not None:
            rows, head, drifts = read
            return Table(rows, line, body[-1], certain=False), head, drifts
    return None


def _body(source: Source, first: int, stops: frozenset[int]) -> list[int]:
    """Return the lines that may be of a table: up to a heading, a note or a text."""
    found: list[int] = []
    blanks = 0
    for line in range(first, min(first + _MOST_LINES, source.count)):
        if source.is_blank(line):
            blanks += 1
            if blanks > _MOST_BLANKS:
                break
            continue
        text = source.line_text(line)
        ended = line in stops or not source.is_readable(line) or len(text) > _LONGEST
        if ended or "|" in text or NO_ROW.search(text):
            break
        blanks = 0
        if not RULE.fullmatch(text):
            found.append(line)
    return found


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
) -> tuple[tuple[Row, ...], Head, bool] | None:
    """Give the n-th value of each column to the n-th name; None where the columns do not agree."""
    roles = [name_label(label.text).role for label in labels]
    kept = [i for i, role in enumerate(roles) if i and role in _COUNTED]
    years, stacks = _headed([labels[i] for i in kept], [stacks[i - 1] for i in kept])
    columns = [_items(stack, roles[i]) for i, stack in zip(kept, stacks, strict=True)]
    count = len(columns[0])
    named = names_of(names, count) if all(len(items) == count for items in columns) else []
    if not named or not all(map(_agree, zip(*columns, strict=True))):
        return None
    rows = [(name, *(items[n].value for items in columns)) for n, (_, name) in enumerate(named)]
    head = named_head(
        [(labels[0], *(labels[i] for i in kept)), (EMPTY, *years)][: 1 + any(years)], rows, 0
    )
    if head is None or head.first(Role.NAME) != 0:
        return None
    dated = tuple(c for column in head.columns[1:] for c in (Column(Role.WHEN), column))
    cells = tuple(
        (name, *(cell for items in columns for cell in (items[n].year, items[n].value)))
        for n, (_, name) in enumerate(named)
    )
    drifts = _drifts([lines for lines, _ in named], columns, plain=len(kept) + 1 == len(labels))
    return cells, Head((head.columns[0], *dated), 0, (*head.doubts, _BY_COUNT)), drifts


def _items(stack: Stack, role: Role | None) -> list[Item]:
    if role is Role.UNIT:
        return [Item(piece.cell, EMPTY, piece.line) for piece in stack]
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


def _drifts(names: Sequence[Stack], columns: Sequence[Sequence[Item]], *, plain: bool) -> bool:
    """Whether values stand on the lines of the next name, or, in a plain table, below their own."""
    ends = [lines[-1].line + 1 for lines in names]
    below = [*(lines[0].line for lines in names[1:]), None]
    return any(
        (plain and item.line >= end) or (following is not None and item.line >= following)
        for items in columns
        for item, end, following in zip(items, ends, below, strict=True)
    )


def _agree(values: Sequence[Item]) -> bool:
    """Whether the values of a row have one unit, as far as they print any."""
    return len({unit for item in values if (unit := unit_of(item.value.text))}) < 2
