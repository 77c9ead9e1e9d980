"""What stands in the margins of the pages of a PDF: running heads, page numbers, registers."""

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median
from typing import Final

from index.normalize import squeeze
from index.pdf.chars import Char
from index.pdf.columns import Area
from index.pdf.edges import Edge
from index.pdf.layout import Sheet
from index.pdf.tables import Boxed
from index.pdf.text import Piece, Row, rows_of

_NUMBER: Final = re.compile(r"(?<!\d)\d{1,4}(?!\d)")
_OUTER: Final = re.compile(r"^\d{1,4}(?=\s)|(?<=\s)\d{1,4}$")
"""The number of a page beside the name of its chapter."""
_CHAPTER: Final = re.compile(r"第[\d一二三四五六七八九十０-９]+[章節編部]|[^\W\d]{1,4}[\d０-９]+\s")
"""What the name of a chapter begins with."""
_MOST_ALONE: Final = 2
"""What stands at one place of so many pages may do so by chance."""
_LARGER: Final = 1.2
"""How large the name of a chapter counts, in the largest letters."""
_TITLE: Final = 1.1
"""How large the letters of a title are at least, in those of the text."""
_PAGE_MARK: Final = re.compile(r"([-‐–—―−─])\s?\d{1,4}\s?\1")
_MOST_NUMBERS: Final = 12
_EDGE_ROWS: Final = 2
_LONG: Final = 1.5
"""How much higher than wide the box of a register at the side of a page is at least."""


def without_margins(sheets: Sequence[Sheet]) -> list[Sheet]:
    """Leave out what stands at the same place of three pages: running heads, numbers, registers.

    A number between dashes, - 9 -, tells by itself that it is one of a page.
    """
    sheets = _with_chapters(_without_registers(sheets))
    edges = [
        [
            (row, _keys(row, number, any(row is own for own in sheet.rows[-_EDGE_ROWS:])))
            for row in _edge_rows(sheet)
        ]
        for number, sheet in enumerate(sheets)
    ]
    counts = Counter(key for edge in edges for key in {key for _, keys in edge for key in keys})
    found = []
    for sheet, edge in zip(sheets, edges, strict=True):
        out = {
            id(row) for row, keys in edge if _is_mark(row) or any(counts[key] > 2 for key in keys)
        }
        out -= _titles_within(sheet, out)
        rows = tuple(row for row in sheet.rows if id(row) not in out)
        found.append(replace(sheet, rows=rows))
    return found


def _titles_within(sheet: Sheet, out: Collection[int]) -> set[int]:
    """Return the rows in large letters that stand inside of one that is no margin: titles."""
    usual = median([piece.size for row in sheet.rows for piece in row] or [0.0])
    pairs = [(sheet.rows[a], sheet.rows[b]) for a, b in ((0, 1), (-1, -2)) if len(sheet.rows) > 1]
    return {
        id(inner)
        for outer, inner in pairs
        if id(outer) not in out and min(piece.size for piece in inner) > _TITLE * usual
    }


def _with_chapters(sheets: Sequence[Sheet]) -> list[Sheet]:
    """Leave the name of a chapter that small letters tell above all pages on its first page only.

    There it stands for a heading as large as any: all that is below it is of this chapter. Where
    larger letters say the same on some page it is left out everywhere.
    """
    pieces = [piece for sheet in sheets for row in sheet.rows for piece in row]
    sizes = [piece.size for piece in pieces] or [0.0]
    usual = median(sizes)
    titles = {squeeze(piece.words) for piece in pieces if piece.size > usual}
    heads = [_head(sheet, usual) for sheet in sheets]
    places = Counter(round(head.top) for head in heads if head)
    found = list(sheets)
    for place in (place for place, count in places.items() if count > _MOST_ALONE):
        own = [head if head and round(head.top) == place else None for head in heads]
        words = [head.words if head else "" for head in own]
        again = [bool(a) and a == b for a, b in pairwise(["", *words])]
        for number, head in enumerate(own if sum(again) > 1 else ()):
            if head and (again[number] or again[number + 1 : number + 2] == [True]):
                title = replace(head, size=_LARGER * max(sizes))
                known = again[number] or squeeze(head.words) in titles
                rows = (*(() if known else ((title,),)), *sheets[number].rows[1:])
                found[number] = replace(sheets[number], rows=rows)
    return found


def _head(sheet: Sheet, usual: float) -> Piece | None:
    """Return the name of a chapter in small letters above all else on a page."""
    head = sheet.rows[0][0] if sheet.rows and len(sheet.rows[0]) == 1 else None
    return head if head and head.size < usual and _CHAPTER.match(head.words) else None


def in_tabs(tabs: Iterable[Edge], chars: Sequence[Char]) -> tuple[list[Boxed], list[Char]]:
    """Take what stands in the tabs at the side of a page out of its characters."""
    boxes, rest = [], list(chars)
    for tab in tabs:
        left, top, right, foot = (tab[key] for key in ("x0", "top", "x1", "bottom"))
        own: list[Char] = []
        others: list[Char] = []
        for char in rest:
            across, down = (char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2
            (own if left < across < right and top < down < foot else others).append(char)
        if any(char["text"].strip() for char in own):
            boxes.append(Boxed(left, top, right, foot, tuple(rows_of(own))))
            rest = others
    return boxes, rest


def _edge_rows(sheet: Sheet) -> list[Row]:
    """Return the outermost rows of a page, those outside its tables and boxes."""
    tops = [
        *(table.top for table in sheet.tables),
        *(box.top for box in sheet.boxes if not _is_long(box)),
    ]
    feet = [table.foot for table in sheet.tables]
    above = [row for row in sheet.rows[:_EDGE_ROWS] if row[0].foot < min(tops, default=1e9)]
    below = [row for row in sheet.rows[-_EDGE_ROWS:] if row[0].top > max(feet, default=-1e9)]
    return [row for row in (*above, *below) if len(row) < 4]


def _keys(row: Row, page: int, is_foot: bool) -> set[tuple[str, int]]:
    """Return the words and the place of a row, also with each number counted from its page's.

    At the foot of a page that number is enough: the name of the chapter beside it changes.
    """
    words = unicodedata.normalize("NFKC", " ".join(piece.words for piece in row))
    place = round(row[0].top)
    keys = {(words, place)}
    if len(row) > 1 or not re.search(r"[^\W\d]", words):
        for number in list(_NUMBER.finditer(words))[:_MOST_NUMBERS]:
            counted = f"#{int(number[0]) - page}"
            keys.add((words[: number.start()] + counted + words[number.end() :], place))
    numbers = _OUTER.findall(words) if is_foot else ()
    return keys | {(f"#{int(number) - page}", place) for number in numbers}


def _is_mark(row: Row) -> bool:
    words = unicodedata.normalize("NFKC", row[0].words)
    return len(row) == 1 and _PAGE_MARK.fullmatch(words) is not None


def _without_registers(sheets: Sequence[Sheet]) -> list[Sheet]:
    """Leave out what is written from top to foot beside the text, as at the edge of a thumb."""
    found = [list(_beside_text(sheet)) for sheet in sheets]
    counts = Counter(place for own in found for place in {place for place, _ in own})
    kept = []
    for sheet, own in zip(sheets, found, strict=True):
        out = {id(thing) for place, thing in own if counts[place] > 2}
        rows = tuple(row for row in sheet.rows if id(row) not in out)
        boxes = tuple(box for box in sheet.boxes if id(box) not in out)
        kept.append(replace(sheet, rows=rows, boxes=boxes))
    return kept


def _beside_text(sheet: Sheet) -> Iterator[tuple[int, Row | Boxed]]:
    """Yield what is narrow and long and stands left or right of all else, and at which place."""
    long: list[tuple[Piece | Boxed, Row | Boxed]] = [
        *((row[0], row) for row in sheet.rows if len(row) == 1 and _is_long(row[0])),
        *((box, box) for box in sheet.boxes if _is_long(box)),
    ]
    out = {id(thing) for _, thing in long} | {id(row) for row in _edge_rows(sheet)}
    rest: list[Piece | Area] = [
        *(piece for row in sheet.rows if id(row) not in out for piece in row),
        *(box for box in sheet.boxes if id(box) not in out),
        *sheet.tables,
    ]
    left = min((one.left for one in rest), default=0.0)
    right = max((one.right for one in rest), default=0.0)
    for place, thing in long:
        if rest and (place.right <= left or right <= place.left):
            yield round(place.left), thing


def _is_long(place: Piece | Boxed) -> bool:
    if isinstance(place, Piece):
        return place.is_upright
    return place.foot - place.top > _LONG * (place.right - place.left)
