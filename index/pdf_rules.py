"""The rules of a PDF page: the drawn ones, and what open sides and gutters stand for."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import attrgetter
from typing import TYPE_CHECKING, Final

from index.pdf_chars import Char
from index.pdf_text import CELL_GAP, Piece, rows_of

if TYPE_CHECKING:
    from pdfplumber.page import Page

NEAR: Final = 3.0
"""Points between rules that are meant to meet."""
_ICON: Final = 40.0
"""How long, in points, the sides of an icon are at most."""
_MEETING: Final = 1.0
"""Points between rules that do meet."""
_MOST_RULES: Final = 300
"""A page with more rules across, or more down, is a drawing."""
_GUTTER: Final = 0.6
"""How wide a gutter is at least, in characters."""
_THIN: Final = 3.0
"""How high a row of one line is at most, in characters."""


@dataclass(frozen=True, slots=True, order=True)
class Rule:
    """A rule across the page at a height, from left to right, or down it, from top to foot."""

    at: float
    start: float
    end: float

    def spans(self, start: float, end: float) -> bool:
        """Whether it runs all the way between two places."""
        return self.start <= start + NEAR and end <= self.end + NEAR


def rules_of(page: "Page") -> tuple[list[Rule], list[Rule]]:
    """Return the rules across and down a page; none where there are as many as in a drawing."""
    from pdfplumber.table import merge_edges

    edges = [edge for edge in page.edges if edge["orientation"] in ("h", "v")]
    merged = merge_edges(edges, NEAR, NEAR, NEAR, NEAR)
    across = [Rule(e["top"], e["x0"], e["x1"]) for e in merged if e["orientation"] == "h"]
    down = [Rule(e["x0"], e["top"], e["bottom"]) for e in merged if e["orientation"] == "v"]
    if max(len(across), len(down)) > _MOST_RULES:
        return [], []
    return _without_icons(
        [rule for rule in across if rule.end - rule.start > NEAR],
        [rule for rule in down if rule.end - rule.start > NEAR],
    )


def _without_icons(across: Sequence[Rule], down: Sequence[Rule]) -> tuple[list[Rule], list[Rule]]:
    """Leave out small boxes that touch no other rule: icons, as of the SDGs, and boxes to tick."""
    kept: tuple[list[Rule], list[Rule]] = ([], [])
    seen: set[tuple[bool, Rule]] = set()
    sides = (across, down)
    for first in ((turned, rule) for turned in (False, True) for rule in sides[turned]):
        if first in seen:
            continue
        seen.add(first)
        box, todo = [first], [first]
        while todo:
            turned, rule = todo.pop()
            met = {(not turned, other) for other in sides[not turned] if _touch(rule, other)}
            todo += met - seen
            box += met - seen
            seen |= met
        small = all(rule.end - rule.start <= _ICON for _, rule in box)
        if small and min(sum(turned is side for turned, _ in box) for side in (False, True)) > 1:
            continue
        for turned, rule in box:
            kept[turned].append(rule)
    return kept


def _touch(rule: Rule, other: Rule) -> bool:
    """Whether a rule and one that crosses its direction meet."""
    return (
        rule.start - _MEETING <= other.at <= rule.end + _MEETING
        and other.start - _MEETING <= rule.at <= other.end + _MEETING
    )


def completed(
    across: Sequence[Rule], down: Sequence[Rule], chars: Sequence[Char]
) -> tuple[list[Rule], list[Rule]]:
    """Return the rules with those that a reader sees without their being drawn."""
    down = [*down, *_sides(across, down, chars), *_gutters(across, down, chars)]
    return [*across, *_sides(down, across)], down


def _sides(
    rules: Sequence[Rule], crossing: Sequence[Rule], chars: Sequence[Char] = ()
) -> Iterator[Rule]:
    """Yield what closes a table on a side that is left open: its rules end together there."""
    for end in ("start", "end"):
        for group in _alike(rules, end):
            at = getattr(group[0], end)
            bands = list(pairwise(sorted(group)))
            open_ = [
                any(_lies_in(cross, a, b, at) for cross in crossing)
                and not any(abs(c.at - at) <= NEAR and c.spans(a.at, b.at) for c in crossing)
                for a, b in bands
            ]
            for n, (a, b) in enumerate(bands):
                amid = 0 < n < len(bands) - 1 and open_[n - 1] and open_[n + 1]
                if open_[n] or (amid and chars and _Band.of(chars, a, b).is_thin):
                    yield Rule(at, a.at, b.at)


def _lies_in(cross: Rule, a: Rule, b: Rule, at: float) -> bool:
    """Whether a rule runs from one of two others to the next, elsewhere than at their end `at`."""
    start, end = max(a.start, b.start), min(a.end, b.end)
    within = start - NEAR <= cross.at <= end + NEAR
    return within and abs(cross.at - at) > NEAR and cross.spans(a.at, b.at)


def _alike(rules: Sequence[Rule], end: str) -> Iterator[list[Rule]]:
    """Yield the groups of rules that start, or end, at the same place."""
    group: list[Rule] = []
    place = attrgetter(end)
    for rule in sorted(rules, key=place):
        if group and place(rule) - place(group[0]) > NEAR:
            yield group
            group = []
        group.append(rule)
    if group:
        yield group


@dataclass(frozen=True, slots=True)
class _Band:
    """What stands between two rules across."""

    top: Rule
    foot: Rule
    rows: tuple[tuple[Piece, ...], ...]

    @property
    def pieces(self) -> list[Piece]:
        return [piece for row in self.rows for piece in row]

    @property
    def is_thin(self) -> bool:
        """Whether it is one line, as in a row that stands over all columns."""
        height = self.foot.at - self.top.at
        return len(self.rows) == 1 and height < _THIN * self.rows[0][0].size

    @property
    def is_row(self) -> bool:
        """Whether it may be one row of a table, and not the prose between two."""
        return self.is_thin or any(
            b.left - a.right > CELL_GAP * a.size for row in self.rows for a, b in pairwise(row)
        )

    @staticmethod
    def of(chars: Sequence[Char], a: Rule, b: Rule) -> "_Band":
        """Return what stands between two rules."""
        own = [
            char
            for char in chars
            if a.at <= (char["top"] + char["bottom"]) / 2 < b.at
            and a.start <= (char["x0"] + char["x1"]) / 2 < a.end
        ]
        return _Band(a, b, tuple(rows_of(own, _GUTTER)))


def _gutters(across: Sequence[Rule], down: Sequence[Rule], chars: Sequence[Char]) -> Iterator[Rule]:
    """Yield what parts the columns of tables that have rules only between their rows."""
    done: list[tuple[Rule, Rule]] = []
    stretches = list(_stretches(across, down, chars))
    for bands in sorted(stretches, key=lambda bands: bands[0].top.start - bands[0].top.end):
        first, last = bands[0].top, bands[-1].foot
        inner = any(
            a.at <= first.at and last.at <= b.at and a.spans(first.start, first.end)
            for a, b in done
        )
        if not inner:
            done.append((first, last))
            yield from _parted(bands, across)


def _stretches(
    across: Sequence[Rule], down: Sequence[Rule], chars: Sequence[Char]
) -> Iterator[list[_Band]]:
    """Yield the rows between rules of one width, where no rule parts their columns."""
    for started in _alike(across, "start"):
        for group in _alike(started, "end"):
            stretch: list[_Band] = []
            for a, b in pairwise(sorted(group)):
                parted = any(
                    a.start + NEAR < rule.at < a.end - NEAR
                    and min(rule.end, b.at) - max(rule.start, a.at) > NEAR
                    for rule in down
                ) or any(
                    a.at < rule.at < b.at
                    and rule.spans(a.start, a.end)
                    and rule.end - rule.start > a.end - a.start + NEAR
                    for rule in across
                )
                band = _Band(a, b, ()) if parted else _Band.of(chars, a, b)
                if band.is_row:
                    stretch.append(band)
                elif stretch:
                    yield stretch
                    stretch = []
            if stretch:
                yield stretch


def _parted(bands: Sequence[_Band], across: Sequence[Rule]) -> Iterator[Rule]:
    """Yield the sides of a stretch of rows, and the gutters between its columns."""
    first, last = bands[0].top, bands[-1].foot
    head = bands[0].rows
    # A row of one piece stands over all columns, unless it is a line of a cell among others.
    rows = [band.rows for band in bands[1:] if any(len(row) > 1 for row in band.rows)]
    body = [row for lines in rows for row in lines]
    columns = _columns([*head, *body], list(_covered([piece for row in body for piece in row])))
    if len(columns) < 2:
        return
    yield from (Rule(at, first.at, last.at) for at in (first.start, first.end))
    pieces = [piece for band in bands for piece in band.pieces]
    for left, right in pairwise(columns):
        at = _between(left, right, head, across)
        crossing = sorted(
            rule.at
            for rule in across
            if rule.start < at + NEAR and at - NEAR < rule.end and first.at <= rule.at <= last.at
        )
        for top, foot in pairwise(crossing):
            if not any(top < p.top + 1 < foot and p.left < at < p.right for p in pieces):
                yield Rule(at, top, foot)


_Place = tuple[float, float]


def _between(
    left: _Place, right: _Place, head: Sequence[Sequence[Piece]], across: Sequence[Rule]
) -> float:
    """Return where the gutter between two columns is drawn: where a rule ends, or amid.

    A name that stands over the gutter stands over both columns, unless another is beside it.
    """
    start, end = left[1], right[0]
    ends = [at for rule in across for at in (rule.start, rule.end) if start <= at <= end]
    if ends:
        return ends[0]
    at = (start + end) / 2
    for row in head:
        for piece in row:
            if piece.left < at < piece.right:
                after = [p.left for p in row if piece.right < p.left < right[1]]
                before = [p.right for p in row if left[0] < p.right < piece.left]
                if after:
                    at = (piece.right + min(after)) / 2
                elif before:
                    at = (max(before) + piece.left) / 2
    return at


def columns_of(rows: Sequence[Sequence[Piece]]) -> list[_Place]:
    """Return where the columns of a table stand that has gaps between them."""
    parted = [row for row in rows if len(row) > 1]
    return _columns(parted, list(_covered([piece for row in parted for piece in row])))


def _columns(rows: Sequence[Sequence[Piece]], places: Sequence[_Place]) -> list[_Place]:
    """Join the places across a narrow gap where it may be a blank between words of one row."""
    size = max((piece.size for row in rows for piece in row), default=0.0)
    columns = list(places[:1])
    for start, end in places[1:]:
        left = columns[-1]
        beside = [
            any(left[0] < piece.right <= left[1] for piece in row)
            for row in rows
            if any(start <= piece.left < end for piece in row)
        ]
        if sum(beside) > 1 or not all(beside) or start - left[1] > CELL_GAP * size:
            columns.append((start, end))
        else:
            columns[-1] = (left[0], end)
    return columns


def _covered(pieces: Sequence[Piece]) -> Iterator[_Place]:
    """Yield the columns that pieces make: places that they cover, those that overlap as one."""
    start, end = 0.0, -1.0
    for left, right in sorted((piece.left, piece.right) for piece in pieces):
        if start <= end < left:
            yield start, end
        start, end = (left, right) if end < left else (start, max(end, right))
    if start <= end:
        yield start, end
