"""The tables of PDF pages: cells with their words, and what goes on over the end of a page."""

from bisect import bisect_right
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Final

from index.formats.writer import Box
from index.pdf.chars import Char
from index.pdf.edges import NEAR
from index.pdf.frames import Frame, frames_of
from index.pdf.gutters import completed
from index.pdf.rules import Rule
from index.pdf.text import Row, joined, rows_of
from index.units import is_unit

_LONGEST_ROW: Final = 100.0
"""Points to which the cells of a table of one row reach down."""
_MEETS: Final = 2.0
"""Points by which a character reaches into a row beside which it stands."""
_NO_GAP: Final = 0.05
"""How far the characters of a word stand apart at most, in characters."""
_SMALL_PRINT: Final = 0.9
"""How large a line of small print is at most, in the size of the line above it."""


@dataclass(frozen=True, slots=True)
class RuledCell:
    """A cell: its frame, its words, and how many characters its last line has room for."""

    left: float
    top: float
    right: float
    foot: float
    words: str
    room: float = 0.0
    goes_on: bool = False


@dataclass(frozen=True, slots=True)
class Ruled:
    """What stands of a table on one page; `heads` of its rows are the head, printed again.

    Columns begin at `columns`.
    """

    cells: tuple[RuledCell, ...]
    columns: tuple[float, ...]
    goes_on: bool = False
    left_out: int = 0

    @property
    def right(self) -> float:
        return max(cell.right for cell in self.cells)

    @property
    def top(self) -> float:
        return self.cells[0].top

    @property
    def foot(self) -> float:
        return max(cell.foot for cell in self.cells)

    @property
    def left(self) -> float:
        return self.columns[0]

    @property
    def tops(self) -> list[float]:
        """Where its rows begin."""
        return sorted({cell.top for cell in self.cells})

    def row(self, number: int) -> list[RuledCell]:
        """Return the cells that begin with a row, counted from 0."""
        top = self.tops[number]
        return [cell for cell in self.cells if cell.top == top]

    def boxes(self) -> list[Box]:
        """Return the cells of the rows that are to be written, with the positions they cover."""
        tops = self.tops[self.left_out :]
        found = []
        for cell in self.cells:
            rows = [row for row, top in enumerate(tops) if cell.top <= top < cell.foot]
            columns = [
                column
                for column, left in enumerate(self.columns)
                if cell.left - NEAR <= left < cell.right - NEAR
            ]
            if rows and columns:
                place = (rows[0], columns[0])
                found.append(Box(*place, cell.words, len(rows), len(columns), cell.goes_on))
        return found


@dataclass(frozen=True, slots=True)
class Boxed:
    """A frame with prose in it, beside others."""

    left: float
    top: float
    right: float
    foot: float
    rows: tuple[Row, ...]


def tables_of(
    across: Sequence[Rule], down: Sequence[Rule], chars: Sequence[Char]
) -> tuple[list[Ruled], list[Boxed], list[Char]]:
    """Return tables, the boxes that stand beside each other, and the characters outside both."""
    tables: list[Ruled] = []
    boxes: list[Boxed] = []
    rest = list(chars)
    ruled = completed(across, down, chars)
    added = set(ruled[1]).difference(down)
    for frames in frames_of(*ruled):
        inside, left = _filled(frames, rest)
        if len(left) == len(rest):
            continue
        if _is_prose(frames) or _is_title([frame for frame in frames if inside[frame]]):
            rest = left
            boxes += [Boxed(*f, tuple(rows_of(inside[f]))) for f in frames if inside[f]]
            continue
        whole = _whole(frames, left) if _are_guessed(frames, added) else frames
        inside, rest = _filled(whole, rest) if whole else ({}, rest)
        if inside:
            cells = _without_empty_end([_cell(frame, inside[frame]) for frame in whole])
            tables.append(Ruled(cells, tuple(sorted({cell.left for cell in cells}))))
    return sorted(tables, key=lambda table: table.top), boxes, rest


def _are_guessed(frames: Sequence[Frame], added: Collection[Rule]) -> bool:
    """Whether the sides of some frames are not drawn."""
    left, right = min(frame[0] for frame in frames), max(frame[2] for frame in frames)
    top, foot = frames[0][1], max(frame[3] for frame in frames)
    return any(left < r.at < right and r.start < foot and top < r.end for r in added)


def _whole(frames: Sequence[Frame], outside: Sequence[Char]) -> list[Frame]:
    """Return the frames without those of rows beside which words stand outside all frames."""
    left, right = min(frame[0] for frame in frames), max(frame[2] for frame in frames)
    beside = [
        (char["top"] + _MEETS, char["bottom"] - _MEETS)
        for char in outside
        if left < (char["x0"] + char["x1"]) / 2 < right and char["text"].strip()
    ]
    return [f for f in frames if not any(f[1] < foot and top < f[3] for top, foot in beside)]


def _without_empty_end(cells: Sequence[RuledCell]) -> tuple[RuledCell, ...]:
    """Leave out the rows without words at the foot: a strip that the end of a page leaves."""
    foot = max((c.top for c in cells if c.words), default=1e9)
    end = min((c.top for c in cells if c.top > foot + NEAR), default=1e9)
    return tuple(replace(c, foot=min(c.foot, end)) for c in cells if c.top < end)


def _is_prose(frames: Sequence[Frame]) -> bool:
    """Whether frames stand around prose: they have no columns, or one row that is long."""
    columns, rows = len({left for left, *_ in frames}), len({top for _, top, _, _ in frames})
    longest = max(foot - top for _, top, _, foot in frames)
    return columns == 1 or (rows == 1 and longest > _LONGEST_ROW)


def _is_title(filled: Sequence[Frame]) -> bool:
    """Whether none of the few frames with words stands beside another: a bar, and a strip at it."""
    beside = any(a[1] < b[3] - NEAR and b[1] < a[3] - NEAR for a, b in combinations(filled, 2))
    return len({left for left, *_ in filled}) <= 2 and not beside


def _filled(
    frames: Sequence[Frame], chars: Sequence[Char]
) -> tuple[dict[Frame, list[Char]], list[Char]]:
    """Return the characters in each of the frames, and those in none."""
    xs = sorted({x for left, _, right, _ in frames for x in (left, right)})
    ys = sorted({y for _, top, _, foot in frames for y in (top, foot)})
    owner = {
        (row, column): frame
        for frame in frames
        for row in range(ys.index(frame[1]), ys.index(frame[3]))
        for column in range(xs.index(frame[0]), xs.index(frame[2]))
    }
    inside: dict[Frame, list[Char]] = {frame: [] for frame in frames}
    rest: list[Char] = []
    for run in _close(chars):
        places = [
            (
                bisect_right(ys, (char["top"] + char["bottom"]) / 2) - 1,
                bisect_right(xs, (run[0]["x0"] + run[-1]["x1"]) / 2) - 1,
            )
            for char in run
        ]
        for char, place in zip(run, places, strict=True):
            frame = owner.get(place)
            (rest if frame is None else inside[frame]).append(char)
    return inside, rest


def _close(chars: Sequence[Char]) -> Iterator[list[Char]]:
    """Yield the characters that no gap parts together: a cell may be too narrow for a figure."""
    run: list[Char] = []
    for char in chars:
        last = run[-1] if run else char
        near = abs(char["x0"] - last["x1"]) < _NO_GAP * char["size"]
        if run and not (near and abs(char["bottom"] - last["bottom"]) < NEAR):
            yield run
            run = []
        run.append(char)
    if run:
        yield run


def _cell(frame: Frame, chars: Sequence[Char]) -> RuledCell:
    rows = rows_of(chars)
    words = joined(_lines(rows))
    last = rows[-1][-1] if rows else None
    return RuledCell(*frame, words, (frame[2] - last.right) / last.size if last else 0.0)


def _lines(rows: Sequence[Row]) -> Iterator[str]:
    """Yield the lines of a cell; a unit in small print is no end of the name above it."""
    above = 0.0
    for row in rows:
        words, size = " ".join(piece.words for piece in row), max(piece.size for piece in row)
        apart = size < _SMALL_PRINT * above and is_unit(words) and words[0] not in "(（"
        yield f" {words}" if apart else words
        above = size
