"""The columns of text of a PDF page: what is read in one go from top to foot."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise, zip_longest
from operator import itemgetter
from statistics import median
from typing import Final

from index.pdf.tables import Boxed, Ruled
from index.pdf.text import Piece

_LEAST_LINES, _LEAST_WIDTH = 5, 8
"""A column of text has so many lines, of so many characters."""
_SHORT_LINES, _SHORT_WIDTH = 2, 12
"""The same, where each line is full or ends a sentence."""
_PITCH: Final = 2.2
"""How far below each other such lines stand at most, in characters."""
_SENTENCE: Final = re.compile(r"[。．）」？]$")
_ENDED: Final = re.compile(r"。[」）]?$")
_CAPTION: Final = 0.85
"""How large the letters of a caption are at most, in those of the text beside its picture."""
_TITLE: Final = 1.4
"""How far a title stands below the text above it at least, in usual steps from line to line."""
_ALIKE: Final = 0.1
"""How far letters of one text differ in size at most."""
_FEWEST_BOXES: Final = 2
"""A column of boxes has so many at least."""
_KANA: Final = re.compile(r"[ぁ-ん]")

Area = Ruled | Boxed
Numbered = tuple[int, Piece]
_Region = tuple[list[Numbered], list[Area]]


def regions_of(pieces: Sequence[Numbered], tables: Sequence[Area]) -> Iterator[_Region]:
    """Yield what is read in one go from top to foot: each column of text by itself."""
    at = _gutter(pieces, tables)
    if at is None:
        yield from _short_columns(pieces, tables)
        return
    begun: _Region = ([], [])
    bands = list(_bands(pieces, tables, at))
    for (band, across), below in zip_longest(bands, bands[1:]):
        left, right = _sides(band, at)
        if across or not _stand_beside(left, right):
            begun = ([*begun[0], *band[0]], [*begun[1], *band[1]])
            continue
        title = _title_below(left, right) if below else None
        yield from _short_columns(*begun)
        for pieces, own in (left, right):
            yield from regions_of([one for one in pieces if one[1] is not title], own)
        begun = ([one for one in band[0] if one[1] is title], [])
    yield from _short_columns(*begun)


def _sides(band: _Region, at: float) -> tuple[_Region, _Region]:
    """Return what stands on either side of a place."""
    pieces, areas = band
    return (
        ([one for one in pieces if one[1].right <= at], [a for a in areas if a.right <= at]),
        ([one for one in pieces if one[1].right > at], [a for a in areas if a.right > at]),
    )


def _stand_beside(left: _Region, right: _Region) -> bool:
    """Whether both are columns of text, one of which may stand in boxes."""
    texts = [_is_text(_of(pieces)) for pieces, _ in (left, right)]
    return all(texts) or (any(texts) and _is_stack(*(left, right)[texts.index(False)]))


def _is_stack(pieces: Sequence[Numbered], areas: Sequence[Area]) -> bool:
    """Whether a column is of boxes, each as wide as the others: they hold its sentences."""
    boxes = [area for area in areas if isinstance(area, Boxed)]
    told = [box for box in boxes if any("。" in p.words for row in box.rows for p in row)]
    edges = {(round(box.left), round(box.right)) for box in boxes}
    return len(told) >= _FEWEST_BOXES and len(edges) == 1 and len(pieces) <= len(boxes)


def _title_below(left: _Region, right: _Region) -> Piece | None:
    """Return the last line of one of two columns where it is the title of what stands below both.

    It stands below the other column, and farther from the line above than others do.
    """
    other, (own, _) = sorted(
        (left, right), key=lambda side: max((p.top for _, p in side[0]), default=0.0)
    )
    *lines, last = sorted(_of(own), key=lambda p: p.top)
    pitch = median(_steps(lines, _body_of(lines)) or [0.0])
    apart = last.top - lines[-1].top > _TITLE * pitch if lines else False
    below = last.top > max(thing.foot for thing in (*_of(other[0]), *other[1]))
    return last if pitch and apart and below and not _SENTENCE.search(last.words) else None


def _of(pieces: Sequence[Numbered]) -> list[Piece]:
    return [piece for _, piece in pieces]


def _gutter(pieces: Sequence[Numbered], tables: Sequence[Area]) -> float | None:
    """Return where a page is parted into columns of text: there most lines of text stand beside."""
    things = (*_of(pieces), *tables)
    left = min((thing.left for thing in things), default=0.0)
    right = max((thing.right for thing in things), default=0.0)
    width = right - left
    places = {
        round(piece.right) + 4.0
        for _, piece in pieces
        if left + width / 4 < piece.right < right - width / 4
    }
    best, most = None, 0
    for at in sorted(places):
        lines = sum(
            len(band[0])
            for band, across in _bands(pieces, tables, at)
            if not across and _stand_beside(*_sides(band, at))
        )
        if lines > most:
            best, most = at, lines
    return best


def _bands(
    pieces: Sequence[Numbered], tables: Sequence[Area], at: float
) -> Iterator[tuple[_Region, bool]]:
    """Yield from top to foot what stands beside a place, and what stands across it."""
    things: list[tuple[Piece | Area, int]] = [
        *((p, n) for n, p in pieces),
        *((t, 0) for t in tables),
    ]
    region: _Region = ([], [])
    across = False
    for thing, number in sorted(things, key=lambda one: (one[0].top, one[0].left)):
        crosses = thing.left < at < thing.right
        if crosses is not across and (region[0] or region[1]):
            yield region, across
            region = ([], [])
        across = crosses
        if isinstance(thing, Area):
            region[1].append(thing)
        else:
            region[0].append((number, thing))
    if region[0] or region[1]:
        yield region, across


def _is_text(pieces: Sequence[Piece]) -> bool:
    """Whether pieces are lines of running text: close together, most of them to the full width.

    Titles among them, and the labels of a drawing, are of other sizes.
    """
    lines = _body_of(pieces)
    if len(pieces) < _LEAST_LINES or len(lines) < _LEAST_LINES - 1:
        return False
    size = lines[0].size
    left, right = min(p.left for p in lines), max(p.right for p in lines)
    ordered = sorted(lines, key=lambda p: p.top)
    prose = any("。" in piece.words for piece in lines)
    beside = {id(p) for a, b in pairwise(ordered) if prose and _end_alike(a, b) for p in (a, b)}
    full = [piece.right > right - 2 * size or id(piece) in beside for piece in ordered]
    whole = all(f or _ENDED.search(p.words) for f, p in zip(full, ordered, strict=True))
    pitch = _steps(pieces, lines)
    even = sum(step < 1.5 * median(pitch) for step in pitch)
    return (
        right - left > _LEAST_WIDTH * size
        and sum(full) * 2 > len(lines) - whole
        and even * 10 > len(pitch) * 7
    )


def _steps(pieces: Sequence[Piece], lines: Sequence[Piece]) -> list[float]:
    """Return how far such pieces as are lines of a text stand below each other."""
    own = {id(line) for line in lines}
    pairs = pairwise(sorted(pieces, key=lambda p: p.top))
    return [b.top - a.top for a, b in pairs if {id(a), id(b)} <= own]


def _body_of(pieces: Sequence[Piece]) -> list[Piece]:
    """Return the lines in the size that most letters have; none where that is of a few only."""
    letters: Counter[float] = Counter()
    for piece in pieces:
        letters[round(piece.size, 1)] += len(piece.words)
    usual = max(letters, key=letters.__getitem__, default=0.0)
    body = [piece for piece in pieces if abs(piece.size - usual) < _ALIKE * usual]
    most = sum(len(piece.words) for piece in body) * 2 > letters.total()
    return body if most else []


def _end_alike(line: Piece, below: Piece) -> bool:
    """Whether two lines of a text end at one place, as beside a picture."""
    near = abs(line.left - below.left) + abs(line.right - below.right) < 2 * line.size
    return near and bool(_KANA.search(line.words) and _KANA.search(below.words))


def _short_columns(pieces: Sequence[Numbered], tables: Sequence[Area]) -> Iterator[_Region]:
    """Yield a region, two short columns of text that stand in it one after the other."""
    rows = [list(row) for _, row in groupby(sorted(pieces, key=itemgetter(0)), itemgetter(0))]
    begun: list[Numbered] = []
    waiting = sorted(tables, key=lambda table: table.top)
    at = 0
    while at < len(rows):
        found = _beside(rows[at:], tables) if len(rows[at]) == 2 else None
        if found is None:
            begun += rows[at]
            at += 1
            continue
        left, right, captions = found
        top = min(left[0][1].top, right[0][1].top)
        yield begun, [table for table in waiting if table.top < top]
        yield left, []
        yield right, []
        waiting = [table for table in waiting if table.top >= top]
        at += len({number for number, _ in (*left, *right, *captions)})
        begun = captions
    if begun or waiting:
        yield begun, waiting


def _beside(
    rows: Sequence[Sequence[Numbered]], tables: Sequence[Area]
) -> tuple[list[Numbered], list[Numbered], list[Numbered]] | None:
    """Return the two columns of text that begin with a row, None where there are none.

    With them come the captions of pictures in them.
    """
    (_, first), (_, second) = rows[0]
    gutter = second.left - 1.5 * second.size
    left: list[Numbered] = []
    right: list[Numbered] = []
    captions: list[Numbered] = []
    foot = first.top
    for row in rows:
        own = [one for one in row if one[1].left < gutter]
        other = [one for one in row if one[1].left >= gutter]
        top = row[0][1].top
        parted = any(foot < table.top < top for table in tables)
        if max(len(own), len(other)) > 1 or top - foot > _PITCH * first.size or parted:
            break
        if own and own[0][1].right > second.left - first.size / 2:
            break
        small = [one for one in row if one[1].size < _CAPTION * min(first.size, second.size)]
        captions += small
        left += [one for one in own if one not in small]
        right += [one for one in other if one not in small]
        foot = top
    while left and right and not _are_columns(_of(left), _of(right)):
        last = max(left[-1][0], right[-1][0])
        left = [one for one in left if one[0] != last]
        right = [one for one in right if one[0] != last]
    numbers = {number for number, _ in (*left, *right)}
    captions = [one for one in captions if numbers and one[0] <= max(numbers)]
    return (left, right, captions) if left and right else None


def _are_columns(left: Sequence[Piece], right: Sequence[Piece]) -> bool:
    """Whether both are running text; a sentence may end on few lines atop the second column."""
    if not _is_sentences(left):
        return False
    last = right[-1]
    goes_on = len(left) >= _LEAST_LINES and not _ENDED.search(left[-1].words)
    return _is_sentences(right) or (
        goes_on
        and bool(_ENDED.search(last.words))
        and all(_KANA.search(line.words) for line in right)
        and all(_end_alike(a, b) for a, b in pairwise(right[:-1]))
    )


def _is_sentences(lines: Sequence[Piece]) -> bool:
    """Whether lines are running text: each is full or ends a sentence, more than half are full."""
    size = lines[0].size
    left, right = min(line.left for line in lines), max(line.right for line in lines)
    full = [line.right > right - 1.6 * size for line in lines]
    ends = [bool(_SENTENCE.search(line.words)) for line in lines]
    return (
        len(lines) >= _SHORT_LINES
        and right - left > _SHORT_WIDTH * size
        and all(one or other for one, other in zip(full, ends, strict=True))
        and sum(full) * 2 >= len(lines)
        and all(_KANA.search(line.words) for line in lines[:-1])
    )
