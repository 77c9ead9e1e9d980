"""What stands below each other in a column: the pieces put together to values, or to names."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from index.kpi.broken import LATE_START, USUAL_END, display_width, is_balanced, is_piece
from index.kpi.centredcells import is_filled
from index.kpi.labels import is_empty
from index.kpi.names import is_name, is_part, is_share
from index.kpi.source import EMPTY, Printed, join
from index.kpi.values import is_torn, is_value
from index.kpi.vocabulary import SHARE
from index.kpi.words import Kind, kind_of
from index.quantities import is_period

_CLAUSE = re.compile(r"[たるだな]$")  # と答えた, 行っている
_MOST_PIECES, _MOST_NAMES = 4, 24


@dataclass(frozen=True, slots=True)
class Piece:
    """What stands on a line in a column."""

    line: int
    cell: Printed


Stack = Sequence[Piece]


@dataclass(frozen=True, slots=True)
class Item:
    """A value, and the year that is printed above or below it."""

    value: Printed
    year: Printed


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


def names_of(lines: Stack, count: int) -> list[Printed]:
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


_Way = tuple[int, tuple[Printed, ...]]
"""How many names end oddly, and the names."""


def _name(lines: Stack, widest: int) -> Printed | None:
    """Return the name that some lines make up; None where they make none."""
    pieces = [line.cell for line in lines]
    name = join(pieces)
    text = name.text
    if not is_name(text) or is_part(text) or not _is_close(lines):
        return None
    if is_piece(text) or _CLAUSE.search(text):
        return None
    glosses = [n for n, piece in enumerate(pieces) if n and piece.text[0] in "(（"]
    runs = [pieces[a:b] for a, b in pairwise([0, *glosses, len(pieces)])]
    return name if all(is_filled(run, widest) for run in runs) else None
