"""What open sides and gutters of a PDF page stand for: the rules that a reader sees undrawn."""

from collections.abc import Container, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from index.pdf.bands import LARGER, Band, Page, is_parted, rows_between
from index.pdf.chars import Char
from index.pdf.edges import NEAR
from index.pdf.rules import Rule, alike
from index.pdf.spans import Span, spans_of
from index.pdf.stripes import stripes
from index.pdf.text import CELL_GAP, Piece

_CLEFT: Final = 12.0
"""Points between two boxes that are rows of a table at most."""
_OUT: Final = 0.6
"""How far, in characters, words stick out of a cell that is too narrow for them."""


def completed(
    across: Sequence[Rule], down: Sequence[Rule], chars: Sequence[Char]
) -> tuple[list[Rule], list[Rule]]:
    """Return the rules with those that a reader sees without their being drawn."""
    page = Page(chars)
    across, down = _closed_up(across, down, page)
    more = stripes(across, down, page)
    across, down = [*across, *more[0]], [*down, *more[1]]
    parting = list(rows_between(across, down, page))
    across = [*across, *(rule for rule, _ in parting)]
    heads, gutters = _gutters(across, down, page, {rule for rule, is_end in parting if is_end})
    down = [*down, *_sides(across, down, page), *gutters]
    across = [*across, *heads]
    down = [*down, *_beside_rules(across, down, page)]
    return [*across, *_sides(down, across)], down


def _closed_up(
    across: Sequence[Rule], down: Sequence[Rule], page: Page
) -> tuple[list[Rule], list[Rule]]:
    """Put boxes together that are the rows of a table: each as wide, and little between them."""
    over, sides = list(across), list(down)
    for started in alike(across, "start"):
        for group in alike(started, "end"):
            rules = sorted(group)
            for top, a, b, foot in zip(rules, rules[1:], rules[2:], rules[3:], strict=False):
                open_ = not any(r.spans(a.at, b.at) and a.spans(r.at, r.at) for r in down)
                rows = [page.band(*strip) for strip in ((top, a), (b, foot))]
                if (
                    open_
                    and b.at - a.at <= _CLEFT
                    and not page.band(a, b).rows
                    and not is_parted(top, foot, across, down)
                    and all(len(row.rows) == 1 and len(row.pieces) > 1 for row in rows)
                ):
                    over.remove(b)
                    sides = [replace(r, start=a.at) if r.begins(b) else r for r in sides]
    return over, sides


def _beside_rules(across: Sequence[Rule], down: Sequence[Rule], page: Page) -> Iterator[Rule]:
    """Yield the sides of cells beside which a rule ends: what is left of it is of both its rows."""
    for rule in across:
        if not any(abs(d.at - rule.end) <= NEAR and d.spans(rule.at, rule.at) for d in down):
            continue
        at = rule.start
        over = sorted(r.at for r in across if r.start < at - NEAR and at + NEAR < r.end)
        above = max((y for y in over if y < rule.at - NEAR), default=None)
        below = min((y for y in over if y > rule.at + NEAR), default=None)
        if above is None or below is None:
            continue
        sides = [d.at for d in down if d.at <= at + NEAR and d.spans(above, below)]
        left = max(sides, default=at)
        if at - left <= NEAR:
            continue
        rows = [Rule(y, left, rule.end) for y in (above, rule.at, below)]
        whole = [page.band(a, b).pieces for a, b in pairwise(rows)]
        if all(any(p.left > at - 1 for p in row) for row in whole) and not any(
            _crosses(p, at) for row in whole for p in row
        ):
            yield Rule(at, above, below)


def _sides(
    rules: Sequence[Rule], crossing: Sequence[Rule], page: Page | None = None
) -> Iterator[Rule]:
    """Yield what closes a table on a side that is left open: its rules end together there."""
    for end in ("start", "end"):
        for group in alike(rules, end):
            at = getattr(group[0], end)
            bands = list(pairwise(sorted(group)))
            open_ = [
                any(_lies_in(cross, a, b, at) for cross in crossing)
                and not any(abs(c.at - at) <= NEAR and c.spans(a.at, b.at) for c in crossing)
                for a, b in bands
            ]
            for n, (a, b) in enumerate(bands):
                amid = 0 < n < len(bands) - 1 and open_[n - 1] and open_[n + 1]
                if open_[n] or (amid and page and page.band(a, b).is_thin):
                    yield Rule(at, a.at, b.at)


def _lies_in(cross: Rule, a: Rule, b: Rule, at: float) -> bool:
    """Whether a rule runs from one of two others to the next, elsewhere than at their end `at`."""
    start, end = max(a.start, b.start), min(a.end, b.end)
    within = start - NEAR <= cross.at <= end + NEAR
    return within and abs(cross.at - at) > NEAR and cross.spans(a.at, b.at)


def _gutters(
    across: Sequence[Rule], down: Sequence[Rule], page: Page, ends: Container[Rule]
) -> tuple[list[Rule], list[Rule]]:
    """Return what parts the columns of tables that have rules only between their rows.

    Down are the sides and gutters, across is what parts a name over several columns from theirs.
    """
    done: list[tuple[Rule, Rule]] = []
    heads: list[Rule] = []
    gutters: list[Rule] = []
    stretches = list(_stretches(across, down, page, ends))
    for bands in sorted(stretches, key=lambda bands: bands[0].top.start - bands[0].top.end):
        first, last = bands[0].top, bands[-1].foot
        inner = any(
            a.at <= first.at and last.at <= b.at and a.spans(first.start, first.end)
            for a, b in done
        )
        if not inner:
            done.append((first, last))
            places = _parting(bands, across, down)
            if places:
                sides = [first.start, *places, first.end]
                spans = spans_of(bands[0], sides, across)
                over = [Rule(span.foot, span.left, span.right) for span in spans if span.inner]
                gutters += [Rule(at, first.at, last.at) for at in (first.start, first.end)]
                gutters += _drawn(bands, [*across, *over], places, spans)
                heads += over
    return heads, gutters


def _stretches(
    across: Sequence[Rule], down: Sequence[Rule], page: Page, ends: Container[Rule]
) -> Iterator[list[Band]]:
    """Yield the rows between rules of one width, where no rule parts their columns."""
    for started in alike(across, "start"):
        for group in alike(started, "end"):
            stretch: list[Band] = []
            for a, b in pairwise(sorted(group)):
                band = Band(a, b, ()) if is_parted(a, b, across, down) else page.band(a, b)
                if stretch and _is_of_another(band, stretch):
                    yield stretch
                    stretch = []
                if band.is_row and a not in ends:
                    stretch.append(band)
                elif stretch:
                    yield stretch
                    stretch = []
            if stretch:
                yield stretch


def _is_of_another(band: Band, above: Sequence[Band]) -> bool:
    """Whether larger letters are of a heading, or of a row without a cell for each name above."""
    named, own = (len(list(_covered(one.pieces))) for one in (above[0], band))
    torn = band.size > LARGER * above[0].size and own < named
    return torn or band.size_of_title > LARGER * above[-1].size


def _parting(bands: Sequence[Band], across: Sequence[Rule], down: Sequence[Rule]) -> list[float]:
    """Return where the gutters between the columns of a stretch of rows are."""
    head = bands[0].rows
    # A row of one piece stands over all columns, unless it is a line of a cell among others.
    rows = [band.rows for band in bands[1:] if any(len(row) > 1 for row in band.rows)]
    body = [row for lines in rows for row in lines]
    columns = _columns([*head, *body], list(_covered([piece for row in body for piece in row])))
    first, last = bands[0].top, bands[-1].foot
    ends = [rule.at for rule in down if rule.end > first.at - NEAR and rule.start < last.at + NEAR]
    for rule in across:
        ends += (rule.start, rule.end) if first.at - NEAR < rule.at < last.at + NEAR else ()
    return [_between(left, right, head, ends) for left, right in pairwise(columns)]


def _drawn(
    bands: Sequence[Band], across: Sequence[Rule], places: Sequence[float], spans: Sequence[Span]
) -> Iterator[Rule]:
    """Yield the gutters where nothing stands over them."""
    first, last = bands[0].top, bands[-1].foot
    pieces = [piece for band in bands for piece in band.pieces]
    for at in places:
        crossing = sorted(
            rule.at
            for rule in across
            if rule.start < at + NEAR and at - NEAR < rule.end and first.at <= rule.at <= last.at
        )
        for top, foot in pairwise(crossing):
            above = [s for s in spans if s.top <= top + NEAR and foot <= s.foot + NEAR]
            ends = any(at in (span.left, span.right) for span in above)
            if ends or not (
                any(at in span.inner for span in above)
                or any(top < p.top + 1 < foot and _crosses(p, at) for p in pieces)
            ):
                yield Rule(at, top, foot)


def _crosses(piece: Piece, at: float) -> bool:
    """Whether a piece stands over a gutter, and does not only stick out of a cell."""
    out = _OUT * piece.size
    return piece.left + out < at < piece.right - out


_Place = tuple[float, float]


def _between(
    left: _Place, right: _Place, head: Sequence[Sequence[Piece]], rules: Sequence[float]
) -> float:
    """Return where the gutter between two columns is drawn: where a rule ends or is, or amid.

    A name that stands over the gutter stands over both columns, unless one of them has its own:
    not below that.
    """
    start, end = left[1], right[0]
    drawn = [at for at in rules if start <= at <= end]
    if drawn:
        return drawn[0]
    at = (start + end) / 2
    pieces = [piece for row in head for piece in row]
    for piece in pieces:
        if piece.left < at < piece.right:
            beside = [p for p in pieces if p.top < piece.foot - 1]
            after = [p.left for p in beside if piece.right < p.left < right[1]]
            before = [p.right for p in beside if left[0] < p.right < piece.left]
            if after:
                at = (piece.right + min(x for x in (*after, end) if x > piece.right)) / 2
            elif before:
                at = (max(x for x in (*before, start) if x < piece.left) + piece.left) / 2
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
