"""Pages of a PDF that show two pages of a book side by side, as design firms export spreads."""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Final

from index.pdf.chars import Char
from index.pdf.edges import NEAR, Edge
from index.pdf.text import CELL_GAP, rows_of

if TYPE_CHECKING:
    from pdfplumber.page import Page

_SAMPLE: Final = 8
"""So many wide pages are looked at, to see whether they are numbered twice."""
_LEAST: Final = 2
"""So many of them are at least."""
_MARGIN: Final = 0.12
"""How far from the top or the foot of a page its numbers stand at most, in its height."""
_NUMBER: Final = re.compile(r"(?<!\S)(?:[Pp]\.?|[-‐–—―─~])?(\d{1,3})[-‐–—―─~]?(?!\S)")
_MOST_ACROSS: Final = 2
"""So many lines stand across the fold at most: a title. More are of a table."""

_Place = tuple[float, float, float, float]
"""Left, top, right and foot."""
Parting = Callable[["Page"], list["Page"]]


def spreads_of(pages: Sequence["Page"]) -> Parting:
    """Return what parts a page into those that it shows, in the order in which they are read.

    Wide pages are spreads where each half has its number, and these go on from page to page: 4 and
    5, then 6 and 7. Where the lower number is at the right, so is what is read first.
    """
    wide = [at for at, page in enumerate(pages) if page.width > page.height]
    sample = wide[:_SAMPLE]
    found: Counter[tuple[int, bool]] = Counter()
    for wider, at in enumerate(sample):
        left, right = _numbers(pages[at])
        found.update({(low - at - wider, False) for low in left if low + 1 in right})
        found.update({(low - at - wider, True) for low in right if low + 1 in left})
    (_, leftwards), count = found.most_common(1)[0] if found else ((0, False), 0)
    if count < _LEAST or count * 2 < len(sample):
        return lambda page: [page]
    return lambda page: _halves(page, leftwards) if page.width > page.height else [page]


def _numbers(page: "Page") -> tuple[set[int], set[int]]:
    """Return the numbers at the top and the foot of each half of a page."""
    left, top, right, foot = page.bbox
    reach = _MARGIN * (foot - top)
    edges = [c for c in page.chars if not top + reach < c["top"] < foot - reach]
    found: tuple[set[int], set[int]] = (set(), set())
    for piece in (piece for row in rows_of(edges) for piece in row):
        numbers = _NUMBER.findall(unicodedata.normalize("NFKC", piece.words))
        found[piece.left + piece.right > left + right].update(map(int, numbers))
    return found


def _halves(page: "Page", leftwards: bool) -> list["Page"]:
    """Return both halves of a page; itself where a table stands over its fold."""
    left, top, right, foot = page.bbox
    fold = (left + right) / 2
    over = _over_fold(page.chars, fold)
    rules = {
        round(edge["top"])
        for edge in page.edges
        if edge["orientation"] == "h"
        and left + NEAR < edge["x0"] < fold - NEAR < fold + NEAR < edge["x1"] < right - NEAR
    }
    if len(over) > _MOST_ACROSS or len(rules) > _MOST_ACROSS:
        return [page]
    first, second = (left, top, fold, foot), (fold, top, right, foot)
    if leftwards:
        first, second = second, first

    def is_of(thing: Edge, place: _Place) -> bool:
        if thing["object_type"] != "char":
            return bool(thing["x0"] < place[2] - NEAR and place[0] + NEAR < thing["x1"])
        is_first = _is_in(thing, first) or any(_is_in(thing, title) for title in over)
        return is_first is (place is first)

    halves: list[Page] = []
    for place in (first, second):
        half = page.filter(partial(is_of, place=place))
        half.bbox = place
        halves.append(half)
    return halves


def _over_fold(chars: Sequence[Char], fold: float) -> list[_Place]:
    """Return where words stand over the fold."""
    near = [c for c in chars if abs(_middle(c)[0] - fold) < 2 * CELL_GAP * c["size"]]
    over = [p for row in rows_of(near) for p in row if p.left < fold < p.right]
    beside = [c for c in chars if any(p.top < _middle(c)[1] < p.foot for p in over)]
    words = [p for row in rows_of(beside) for p in row if p.left < fold < p.right]
    return [(p.left, p.top, p.right, p.foot) for p in words]


def _is_in(thing: Edge, place: _Place) -> bool:
    across, down = _middle(thing)
    return place[0] <= across < place[2] and place[1] <= down <= place[3]


def _middle(thing: Edge) -> tuple[float, float]:
    return (thing["x0"] + thing["x1"]) / 2, (thing["top"] + thing["bottom"]) / 2
