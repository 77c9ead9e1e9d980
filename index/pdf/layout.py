"""A PDF page in the order in which it is read: columns of text, and lines with gaps in them."""

import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, zip_longest
from statistics import median
from typing import Final

from index.pdf.columns import Area, regions_of
from index.pdf.edges import NEAR
from index.pdf.tables import Boxed, Ruled
from index.pdf.text import Piece, Row
from index.pdf.unruled import tables_in

_PARTED: Final = 1.6
"""A gap of so many usual ones parts two paragraphs."""
_WIDEST: Final = 300
_LARGE: Final = 1.5
"""How large the figures below a label in a round are at least, in its size."""
_NARROW: Final = 0.8
"""How much of the width of the box that names it a box on a card takes at most."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page as it is written; `apart` from the line above; the size of its letters."""

    words: str
    apart: bool = False
    size: float = 0.0


Item = Line | Ruled


@dataclass(frozen=True, slots=True)
class Sheet:
    """What stands on a page: rows of text, tables, boxes, and how much that cannot be read."""

    rows: tuple[Row, ...] = ()
    tables: tuple[Ruled, ...] = ()
    boxes: tuple[Boxed, ...] = ()
    missing: int = 0

    @property
    def is_empty(self) -> bool:
        """Whether nothing on it can be read."""
        return not (self.rows or self.tables or self.boxes)


def is_below(box: Area, head: Area) -> bool:
    """Whether an area is set to the foot of another, as wide as it: the body of a card."""
    sides = abs(box.left - head.left) + abs(box.right - head.right)
    return sides + abs(box.top - head.foot) <= NEAR


def items_of(sheet: Sheet) -> list[Item]:
    """Return the lines and tables of a page as they are read."""
    items: list[Item] = []
    for pieces, tables in regions_of(
        [(number, piece) for number, row in enumerate(sheet.rows) for piece in row],
        (*sheet.tables, *sheet.boxes),
    ):
        rows: dict[int, list[Piece]] = defaultdict(list)
        for number, piece in pieces:
            rows[number].append(piece)
        items += _items(*_with_tables(_levelled([tuple(r) for r in rows.values()]), tables))
    return items


def _levelled(rows: Sequence[Row]) -> list[Row]:
    """Put labels on one line that stand above the figures of one, as in rounds of two sizes."""
    found: list[Row] = []
    for row, below in zip_longest(rows, rows[1:]):
        above = found[-1] if found else None
        if above and below and _are_labels((*above, *row), below):
            row = tuple(sorted((*found.pop(), *row), key=lambda piece: piece.left))
        found.append(row)
    return found


def _are_labels(pieces: Row, figures: Row) -> bool:
    """Whether pieces stand beside each other, each above a figure in larger letters."""
    ordered = sorted(pieces, key=lambda piece: piece.left)
    tops = [piece.top for piece in pieces]
    beside = all(a.right < b.left for a, b in pairwise(ordered))
    return (
        beside
        and max(tops) - min(tops) < min(piece.size for piece in pieces)
        and all(
            any(p.left < f.right and f.left < p.right and f.size > _LARGE * p.size for f in figures)
            for p in pieces
        )
    )


def _with_tables(rows: Sequence[Row], areas: Sequence[Area]) -> tuple[list[Row], list[Area]]:
    """Take the tables without rules out of the rows of a region."""
    left, found = list(rows), list(areas)
    for first, end, tables, drawing in reversed(tables_in(rows)):
        if not any(table.top < area.top < table.foot for table in tables for area in areas):
            left[first:end] = drawing
            found += tables
    return left, found


def _items(rows: Sequence[Row], tables: Sequence[Area]) -> Iterator[Item]:
    """Yield the lines and tables of a region."""
    waiting = _as_read(tables)
    tops = [row[0].top for row in rows]
    usual = median([b - a for a, b in pairwise(tops)] or [0.0])
    size = median([row[0].size for row in rows] or [1.0])
    margin = min((piece.left for row in rows for piece in row), default=0.0)
    group: list[Row] = []
    foot = 0.0
    for row in rows:
        top = row[0].top
        apart = top - foot > _PARTED * usual
        due = [
            area
            for at, area in enumerate(waiting)
            if area.top < top
            and (apart or _overlaps(area, row) or _foot_of(waiting[at:]) <= top + NEAR)
        ]
        if due or apart:
            yield from _lines(group, margin, size)
            group = []
        while waiting and due:
            area = waiting.pop(0)
            due = [one for one in due if one is not area]
            due += [one for one in waiting[:1] if is_below(one, area)]
            yield from _area(area)
        group.append(row)
        foot = top
    yield from _lines(group, margin, size)
    for area in waiting:
        yield from _area(area)


def _foot_of(areas: Sequence[Area]) -> float:
    """Return where the card ends that begins with the first of some areas."""
    card, *others = areas
    return _foot_of(others) if others and is_below(others[0], card) else card.foot


def _overlaps(area: Area, row: Row) -> bool:
    """Whether an area stands above or below a row, not beside it."""
    return area.left < row[-1].right and row[0].left < area.right


def _as_read(areas: Sequence[Area]) -> list[Area]:
    """Return areas from the top; the boxes below one that names them follow it, as on a card."""
    waiting = sorted(areas, key=lambda area: (round(area.top), area.left))
    found: list[Area] = []
    while waiting:
        name = waiting.pop(0)
        own: list[Area] = []
        for one in waiting:
            if one.left < name.right and name.left < one.right:
                if not is_named(one, name):
                    break
                own.append(one)
        if len(own) < 2:
            own = [one for one in waiting if is_below(one, name)][:1]
        found += [name, *_as_read(own)]
        waiting = [one for one in waiting if one not in own]
    return found


def is_named(box: Area, name: Area) -> bool:
    """Whether an area stands below another that is wider."""
    within = name.left - NEAR <= box.left and box.right <= name.right + NEAR
    narrow = box.right - box.left < _NARROW * (name.right - name.left)
    return within and narrow and box.top > name.foot - NEAR


def _area(area: Area) -> Iterator[Item]:
    """Yield a table, or what stands in a box."""
    if isinstance(area, Ruled):
        yield area
    else:
        yield from items_of(Sheet(area.rows))


def _lines(rows: Sequence[Row], margin: float, size: float) -> Iterator[Line]:
    """Yield the lines of a paragraph; where one has gaps, all keep the places of their words."""
    placed = any(len(row) > 1 for row in rows)
    for number, row in enumerate(rows):
        words = ""
        for piece in row:
            if placed:
                column = min(round((piece.left - margin) / size * 2), _WIDEST)
                words += " " * max(column - _width(words), 2 if words else 0)
            words += piece.words
        yield Line(words, number == 0, max(piece.size for piece in row))


def _width(words: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WFA" else 1 for char in words)
