"""Tables set with spaces in which names stand above each other and values drift below their rows.

No line holds a whole row. What belongs together is told by counting: where each column of values
has as many as there are names, the n-th value is of the n-th name.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

from index.kpi.broken import LATE_START, USUAL_END, display_width, is_balanced, is_filled, is_piece
from index.kpi.columns import named_head
from index.kpi.fragments import Fragment, Setting, fragments, merged_ranges, setting
from index.kpi.gaphead import block, may_begin
from index.kpi.grid import Table, guessed, tables_from
from index.kpi.heads import Head
from index.kpi.labels import Column, is_empty, is_label, name_label, role_of
from index.kpi.names import is_name, is_part, is_share
from index.kpi.source import EMPTY, Printed, Row, Source, join
from index.kpi.values import is_torn, is_value, one_unit
from index.kpi.vocabulary import SHARE, VALUE_ROLES, Role
from index.kpi.words import Kind, kind_of
from index.quantities import is_period

_CLAUSE = re.compile(r"[たるだな]$")  # と答えた, 行っている
_FURIGANA = re.compile(r"[ぁ-ん]{1,8}")
_MOST_BLANKS, _MOST_GAPS, _MOST_PIECES, _MOST_NAMES, _EDGE = 3, 8, 4, 24, 3
_COUNTED, _BY_COUNT = VALUE_ROLES | {Role.UNIT}, "縦に並んだ値を順に対応付け"


@dataclass(frozen=True, slots=True)
class Piece:
    """What stands on a line in a column."""

    line: int
    cell: Printed


@dataclass(frozen=True, slots=True)
class Item:
    """A value, and the year that is printed above or below it."""

    value: Printed
    year: Printed = EMPTY


Stack = Sequence[Piece]
_Way = tuple[int, tuple[Printed, ...]]
"""How many names end oddly, and the names."""


def stacked_tables(source: Source, stops: frozenset[int]) -> Iterator[Table]:
    """Yield the tables whose columns count alike."""
    return tables_from(source, lambda line: _table(source, line, stops))


def _crosses(source: Source, rows: Sequence[Row]) -> bool:
    """Whether the values of a row stand together on a line of another name: then no line drifts."""
    named = {source.line_of(span.start): n for n, row in enumerate(rows) for span in row[0].spans}
    begun = [{source.line_of(value.spans[0].start) for value in row[2::2] if value} for row in rows]
    return any(len(at) == 1 and named.get(min(at), n) != n for n, at in enumerate(begun))


def _labels(source: Source, line: int, stops: frozenset[int]) -> list[Printed]:
    """Return the labels of a head: one for names, then several, of which two are for values."""
    if not may_begin(source, line, stops):
        return []
    labels = [piece.cell for piece in fragments(source, line)]
    if len(labels) < 3 or not all(map(is_label, labels)):
        return []
    name, *others = (role_of(label) for label in labels)
    valued = sum(role in VALUE_ROLES for role in others) > 1
    return labels if name is Role.NAME and valued else []


def _table(source: Source, line: int, stops: frozenset[int]) -> Table | None:
    """Read the table whose head is on a line; None where its columns do not count alike."""
    labels = _labels(source, line, stops)
    if not labels:
        return None
    body = block(source, line + 1, stops, blanks=_MOST_BLANKS)
    # A short text does not show how wide its letters count.
    for by in sorted(Setting, key=lambda by: by is not setting(source)):
        pieces = {n: fragments(source, n, by) for n in body}
        names, stacks = _columns(pieces, len(labels) - 1)
        read = _read(labels, names, stacks) if stacks else None
        if read is not None and not _crosses(source, read[0]):
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
    first = {line: bool(found) and found[0].left <= edge for line, found in pieces.items()}
    names = [Piece(line, found[0].cell) for line, found in pieces.items() if first[line]]
    others = {line: found[first[line] :] for line, found in pieces.items()}
    cuts = _cuts(list(others.values()), count)
    if cuts is None or not any(others.values()):
        return (), []
    stacks: list[list[Piece]] = [[] for _ in range(count)]
    for line, found in others.items():
        for piece in found:
            stacks[bisect_right(cuts, piece.left)].append(Piece(line, piece.cell))
    last = max(line for line, found in others.items() if found)
    return _up_to(names, last), list(stacks)


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
    roles = list(map(role_of, labels))
    kept = [i for i, role in enumerate(roles) if i and role in _COUNTED]
    years, stacks = _headed([labels[i] for i in kept], [stacks[i - 1] for i in kept])
    columns = [
        [Item(piece.cell) for piece in stack] if roles[i] is Role.UNIT else items_of(stack)
        for i, stack in zip(kept, stacks, strict=True)
    ]
    count = len(columns[0])
    named = _names_of(names, count) if all(len(items) == count for items in columns) else []
    agree = (one_unit([item.value.text for item in row]) for row in zip(*columns, strict=True))
    if not named or not all(agree):
        return None
    rows = [(name, *(items[n].value for items in columns)) for n, name in enumerate(named)]
    upper = [(labels[0], *(labels[i] for i in kept)), (EMPTY, *years)]
    head = named_head(upper[: 1 + any(years)], rows, 0)
    if head is None or head.first(Role.NAME) != 0:
        return None
    dated = tuple(c for column in head.columns[1:] for c in (Column(Role.WHEN), column))
    cells = tuple(
        (name, *(cell for items in columns for cell in (items[n].year, items[n].value)))
        for n, name in enumerate(named)
    )
    return cells, Head((head.columns[0], *dated), 0, (*head.doubts, _BY_COUNT))


def _headed(
    labels: Sequence[Printed], stacks: Sequence[Stack]
) -> tuple[list[Printed], Sequence[Stack]]:
    """Part the years that stand below the labels for values, on one line, from the values."""
    tops = [
        stack[0] if stack and role_of(label) in VALUE_ROLES else None
        for label, stack in zip(labels, stacks, strict=True)
    ]
    told = [top for top in tops if top and is_period(top.cell.text)]
    valued = sum(role_of(label) in VALUE_ROLES for label in labels)
    dated = any(name_label(label.text).period for label in labels)
    if dated or len(told) < valued or len({top.line for top in told}) > 1:
        return [EMPTY for _ in labels], stacks
    years = [top.cell if top else EMPTY for top in tops]
    return years, [stack[bool(top) :] for top, stack in zip(tops, stacks, strict=True)]


def items_of(stack: Stack) -> list[Item]:
    """Put the pieces of a column together to values; none where one is left over."""
    found: list[Item] = []
    at = 0
    while at < len(stack):
        item, count = _item(stack[at:])
        if item is None:
            return []
        found.append(item)
        at += count
    return found


def _item(pieces: Stack) -> tuple[Item | None, int]:
    """Read the value that some pieces begin with, and tell how many of them it takes."""
    dated = is_period(pieces[0].cell.text)
    year = pieces[0].cell if dated else EMPTY
    end = _whole_at(pieces, int(dated))
    if not end:
        return None, 0
    value = join([piece.cell for piece in pieces[dated:end]])
    while end < len(pieces) and _goes_on(value, pieces[end - 1], pieces[end]):
        value = join([value, pieces[end].cell])
        end += 1
    if not dated:
        year, end = _year_below(pieces, end)
    return (None if is_torn(value.text) else Item(value, year)), end


def _year_below(pieces: Stack, start: int) -> tuple[Printed, int]:
    """Read the year in brackets below a value, and tell where it ends."""
    for end in range(start + 1, min(start + _MOST_PIECES, len(pieces)) + 1):
        year = join([piece.cell for piece in pieces[start:end]])
        if year.text[0] in "(（" and is_period(year.text) and is_balanced(year.text):
            return year, end
    return EMPTY, start


def _whole_at(pieces: Stack, start: int) -> int:
    """Return where the value that begins with a piece is whole; 0 where none begins there."""
    for end in range(start + 1, min(start + _MOST_PIECES, len(pieces)) + 1):
        taken = pieces[start:end]
        if not _is_close(taken) or any(
            is_period(piece.cell.text) or is_share(piece.cell.text) for piece in taken
        ):
            return 0
        whole = join([piece.cell for piece in taken])
        if is_empty(whole) or (is_value(whole.text) and is_balanced(whole.text)):
            return end
    return 0


def _is_close(pieces: Stack) -> bool:
    """Whether no line stands between the lines of pieces."""
    return all(below.line <= above.line + 1 for above, below in pairwise(pieces))


def _goes_on(value: Printed, above: Piece, piece: Piece) -> bool:
    """Whether a piece goes on with the value above it: 以上, （累計）, 女性 20.3年 below 男性."""
    text = piece.cell.text
    if not _is_close((above, piece)) or is_period(text):
        return False
    shares = SHARE.match(value.text), SHARE.match(text)
    if shares[0] and shares[1]:
        return shares[0][1] != shares[1][1]
    return kind_of(piece.cell.key) in (Kind.TAIL, Kind.UNIT) or bool(LATE_START.match(text))


def _names_of(lines: Stack, count: int) -> list[Printed]:
    """Put lines together to so many names; none where there is no way, or several are as good."""
    if not count <= len(lines) <= _MOST_NAMES:
        return []
    widest = max(display_width(line.cell.text) for line in lines)
    ways: dict[tuple[int, int], list[_Way]] = {(0, 0): [(0, ())]}
    for end in range(1, len(lines) + 1):
        for first in range(max(0, end - _MOST_PIECES), end):
            name = _name(lines[first:end], widest)
            odd = name is not None and not USUAL_END.search(name.text)
            for used in range(count if name is not None else 0):
                more = [
                    (cost + odd, (*before, name)) for cost, before in ways.get((first, used), [])
                ]
                ways.setdefault((end, used + 1), []).extend(more)  # type: ignore[arg-type]
        for used in range(1, count + 1):
            reached = ways.get((end, used), [])
            least = min((cost for cost, _ in reached), default=0)
            ways[end, used] = [way for way in reached if way[0] == least][:2]
    best = ways.get((len(lines), count), [])
    return list(best[0][1]) if len(best) == 1 else []


def _name(lines: Stack, widest: int) -> Printed | None:
    """Return the name that some lines make up; None where they make none."""
    pieces = [line.cell for line in lines]
    name = join(pieces)
    text = name.text
    torn = is_part(text) or is_piece(text) or _CLAUSE.search(text)
    if torn or not is_name(text) or not _is_close(lines):
        return None
    glosses = [n for n, piece in enumerate(pieces) if n and piece.text[0] in "(（"]
    runs = [pieces[a:b] for a, b in pairwise([0, *glosses, len(pieces)])]
    return name if all(is_filled(run, widest) for run in runs) else None
