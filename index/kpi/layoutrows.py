"""Rows of tables set with spaces whose cells are centred: known by their symmetry.

A wrapped cell stands on lines above and below the middle of its row, so that figures may stand
on a line without a name, between two lines of it.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from index.kpi.broken import (
    LATE_START,
    USUAL_END,
    WHOLE,
    display_width,
    ends_name,
    is_balanced,
    is_filled,
    is_piece,
)
from index.kpi.heads import Head
from index.kpi.labels import is_empty
from index.kpi.names import is_name, is_of_part, is_part
from index.kpi.shape import is_cell, joined
from index.kpi.source import EMPTY, Printed, join
from index.kpi.values import is_torn, is_value
from index.kpi.vocabulary import VALUE_ROLES, Role

_MOST_LINES, _HOLE, _ODD, _SHORT = 7, 100, 1, 4
# Names over parts are not broken in narrower columns.
_NARROWEST = 14
# How much closer letters may be set in the widest name than in others.
_SLACK = 4
# A name with what it is counted in: two of them are none. A piece may be all brackets.
_COUNTED = re.compile(r"[^(（].*[)）]")
Cells = Mapping[int, Printed]


@dataclass(frozen=True, slots=True)
class Row:
    """The first and the last line of a row, its cells, and how surely these are seen centred.

    A name around the middle line tells something, any other cell around it tells all. A name that
    reaches over several parts, 小学生 and 中学生, has the cells of each.
    """

    first: int
    last: int
    cells: tuple[tuple[Printed, ...], ...]
    centred: int
    cost: int = 0


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows found, the lines that are of none, and how surely cells are centred."""

    found: tuple[Row, ...]
    left: frozenset[int]
    centred: int

    @property
    def rows(self) -> tuple[Row, ...]:
        """The rows that are sure: what stands beside lines left over may be half a row."""
        return tuple(row for row in self.found if not {row.first - 1, row.last + 1} & self.left)

    @property
    def cost(self) -> int:
        """How many names end as few do."""
        return sum(row.cost for row in self.found)

    @property
    def holes(self) -> int:
        """How many lines are of no sure row."""
        unsure = (row for row in self.found if row not in self.rows)
        return len(self.left) + sum(row.last - row.first + 1 for row in unsure)


Lying = Callable[[int], Sequence[set[tuple[int, ...]]]]
"""The lines, of so many that a row is printed on, that its cells may have together."""


@lru_cache(maxsize=16)
def around_middle(count: int) -> list[set[tuple[int, ...]]]:
    """Cells lie around the middle of a row, which may be between two lines.

    Those of an odd number of lines lie half a line off those of an even number.

    >>> [sorted(way) for way in (*around_middle(2), *around_middle(3))]
    [[(0, 1)], [(0, 1, 2), (1,)], [(0, 2), (1,)]]
    """
    found = []
    for even in range(0, count + 1, 2) if count % 2 else (count,):
        odd = count - even
        # In half lines from the middle.
        heights = [range(1 - n, n, 2) for n in (*range(1, odd + 1, 2), *range(2, even + 1, 2))]
        places = sorted({place for height in heights for place in height})
        found.append({tuple(map(places.index, height)) for height in heights})
    return found


def on_top(count: int) -> list[set[tuple[int, ...]]]:
    """Cells begin on the first line of a row."""
    return [{tuple(range(n)) for n in range(1, count + 1)}]


def above_middle(count: int) -> list[set[tuple[int, ...]]]:
    """Cells lie around the middle of a row, or half a line above it where there is no such line.

    >>> [sorted(lines) for way in (above_middle(2), above_middle(3)) for lines in way]
    [[(0,), (0, 1)], [(0, 1), (0, 1, 2), (1,)]]
    """
    starts = {n: (count - n) // 2 for n in range(1, count + 1)}
    return [{tuple(range(start, start + n)) for n, start in starts.items()}]


def read_rows(lines: Sequence[Cells], head: Head, lying: Lying = around_middle) -> Rows:
    """Part lines into rows, in the one way that leaves the fewest lines over.

    `lying` tells on which lines of a row its cells stand.
    """
    names = [line[head.name_at] for line in lines if head.name_at in line]
    widest = max(map(_width, names), default=0)
    found = {
        (row.first, row.last): row
        for first in range(len(lines))
        for last in range(first, min(first + _MOST_LINES, len(lines)))
        if (row := _row(lines, (first, last), head, widest, lying))
    }
    ahead = _ways(len(lines), found)
    steps = {(len(lines) - 1 - b, len(lines) - 1 - a): row for (a, b), row in found.items()}
    behind = _ways(len(lines), steps)[::-1]
    holes, total = ahead[-1]
    kept = [
        row
        for (first, last), row in sorted(found.items())
        if ahead[first][0] + row.cost + behind[last + 1][0] == holes
        and ahead[first][1] * behind[last + 1][1] == total
    ]
    of_rows = {line for row in kept for line in range(row.first, row.last + 1)}
    left = frozenset(range(len(lines))) - of_rows
    return Rows(tuple(kept), left, sum(row.centred for row in kept))


def read_any(lines: Sequence[Cells], head: Head) -> Rows:
    """Part lines into rows in the way that reads best; their cells may lie like in any table."""
    ways = [read_rows(lines, head, lying) for lying in (around_middle, on_top, above_middle)]
    return min(ways, key=lambda way: (len(way.left), way.cost))


def _width(name: Printed) -> int:
    """Return how wide a name may be at most, of which several lines may be in one cell."""
    return min(display_width(name.text), 2 * max(span.end - span.start for span in name.spans))


def _ways(count: int, rows: Mapping[tuple[int, int], Row]) -> list[tuple[int, int]]:
    """Return for each line the fewest lines left over before it, and in how many ways."""
    best: list[tuple[int, int]] = [(0, 1)]
    for end in range(1, count + 1):
        steps = [(best[end - 1][0] + _HOLE, best[end - 1][1])]
        steps += [
            (best[first][0] + row.cost, best[first][1])
            for (first, last), row in rows.items()
            if last == end - 1
        ]
        least = min(cost for cost, _ in steps)
        best.append((least, sum(ways for cost, ways in steps if cost == least)))
    return best


def _row(
    lines: Sequence[Cells], ends: tuple[int, int], head: Head, widest: int, lying: Lying
) -> Row | None:
    """Read lines as one row; None where its cells do not lie around one middle, or on top."""
    first, last = ends
    taken = lines[first : last + 1]
    if below := _below_name(taken, head, widest):
        return Row(first, last, below, 0)
    inner = range(head.name_at, len(head.columns))
    places = {i: tuple(n for n, line in enumerate(taken) if i in line) for i in inner}
    pieces = {i: [line[i] for line in taken if i in line] for i in inner}
    parts = _parts(taken, places, head)
    named = places[head.name_at]
    placed = {place for place in places.values() if place}
    if parts:
        placed = {named} | ({places[head.values[0]]} if len(named) < len(taken) else set())
    if not any(placed <= way for way in lying(len(taken))):
        return None
    if parts and widest < _NARROWEST and len(named) > 1:
        return None
    told = [head.name_at] if parts else inner
    if not all(_is_cell(pieces[i], head.columns[i].role, widest) for i in told):
        return None
    aims = [pieces.get(i) for i in head.all(Role.TARGET)]
    if not any(aim and not is_empty(aim[0]) for aim in aims):
        return None
    cells = tuple(
        _whole(pieces[i], head.columns[i].role) if i in pieces else EMPTY
        for i in range(len(head.columns))
    )
    odd, middle = len(taken) % 2, (len(taken) - 1) // 2
    around = [i for i, place in places.items() if odd and place and middle not in place]
    odd_end = not USUAL_END.search(cells[head.name_at].text)
    centred = min(2, sum(1 if i == head.name_at else 2 for i in around))
    return Row(first, last, parts or (cells,), 0 if parts else centred, _ODD * odd_end)


def _below_name(lines: Sequence[Cells], head: Head, widest: int) -> tuple[tuple[Printed, ...], ...]:
    """Return a name without values and the lines below it, each with those of a part: ・男性."""
    names = [line.get(head.name_at, EMPTY) for line in lines]
    begun = next((n for n, name in enumerate(names) if is_of_part(name)), 0)
    named = begun and all(names[:begun]) and all(map(is_of_part, names[begun:]))
    valued = [[i in line for i in head.values] for line in lines]
    if not named or any(map(any, valued[:begun])) or not all(map(all, valued[begun:])):
        return ()
    values = [(line[i].text, head.columns[i].role) for line in lines[begun:] for i in head.values]
    if not all(is_cell((text,), role) for text, role in values):
        return ()
    if not is_whole_name(names[:begun], widest):
        return ()
    name = {head.name_at: join(names[:begun])}
    width = range(len(head.columns))
    return tuple(tuple(line.get(i, EMPTY) for i in width) for line in (name, *lines[begun:]))


def _parts(
    lines: Sequence[Cells], places: Mapping[int, tuple[int, ...]], head: Head
) -> tuple[tuple[Printed, ...], ...]:
    """Return the cells of each part of an indicator, which has a line; nothing if it has none."""
    at = head.part_at
    own = places[at] if at is not None else ()
    said = [lines[n][at] for n in own] if at is not None else []
    parts = {cell.key for cell in said if is_of_part(cell) or not ends_name(cell)}
    if at is None or len(parts) < max(2, len(own)):
        return ()
    for i in (at, *head.values):
        texts = [lines[n][i].text for n in places[i]]
        role = head.columns[i].role
        if places[i] != own or (i != at and not all(is_cell((t,), role) for t in texts)):
            return ()
    reach = {
        i: join([lines[n][i] for n in place])
        for i, place in places.items()
        if i == head.name_at or place != own
    }
    width = range(len(head.columns))
    return tuple(tuple(reach.get(i) or lines[n].get(i, EMPTY) for i in width) for n in own)


def _whole(pieces: Sequence[Printed], role: Role | None) -> Printed:
    return joined(pieces) if role in VALUE_ROLES else join(pieces)


def _is_cell(pieces: Sequence[Printed], role: Role | None, widest: int) -> bool:
    """Whether pieces make a whole cell of a column."""
    if role is Role.NAME:
        return bool(pieces) and is_whole_name(pieces, widest)
    if role in VALUE_ROLES:
        texts = tuple(piece.text for piece in pieces)
        return bool(pieces) and (is_cell(texts, role) or _is_worded(join(pieces).text))
    if role in (Role.UNIT, Role.WHEN):
        return not pieces or is_cell((join(pieces).text,), role)
    return True


def _is_worded(text: str) -> bool:
    return is_value(text) and not re.search(r"\d", text) and is_balanced(text)


def _goes_on(text: str) -> bool:
    """Whether a text goes on with a name that may be whole: （累計）, の数, 数."""
    return len(text) < _SHORT or text[0] in "（(" or bool(LATE_START.match(text))


def is_whole_name(pieces: Sequence[Printed], widest: int) -> bool:
    text = join(pieces).text
    if sum(bool(_COUNTED.fullmatch(piece.key)) for piece in pieces) > 1:
        return False
    if any(WHOLE.search(a.text) and not _goes_on(b.text) for a, b in pairwise(pieces)):
        return False
    begun = [piece.key[:_SHORT] for piece in pieces if len(piece.key) >= _SHORT]
    if len(set(begun)) < len(begun):
        return False  # 宿泊者数 日本人 and 宿泊者数 外国人 are two.
    whole = is_name(text) and not is_part(text) and not is_piece(text) and not is_torn(text)
    return whole and is_filled(pieces, widest - _SLACK)
