"""Pages that are pictures: whether a machine has recognised their words, and these as lines."""

from collections.abc import Iterator, Sequence
from statistics import median
from typing import TYPE_CHECKING, Final

from index.pdf.chars import Char
from index.pdf.text import CELL_GAP, LATIN_GAP, ROW, Piece, Row, are_latin, piece_of

if TYPE_CHECKING:
    from pdfplumber.page import Page

_COVERED: Final = 0.8
"""How much of a page pictures cover where it is a scan, at least."""
_SAME_LINE: Final = 0.5
"""How far the middles of words of one line may stand apart, in their height."""


def is_recognized(page: "Page", data: bytes) -> bool:
    """Whether most words of a page are hidden by the pictures that cover it, or not drawn at all.

    So do scanners and recognition programs leave what they have read: it may be misread.
    """
    pictures = sum(image["width"] * image["height"] for image in page.images)
    if pictures < _COVERED * float(page.width * page.height):
        return False
    seen = list(_seen(data, page.page_number - 1))
    return sum(seen) * 2 < len(seen)


def _seen(data: bytes, number: int) -> Iterator[bool]:
    """Yield for each run of words on a page whether a reader sees it."""
    import pypdfium2  # type: ignore[import-untyped]
    from pypdfium2 import raw

    with pypdfium2.PdfDocument(data) as pdf:
        drawn = list(pdf[number].get_objects())
        places = [(thing, thing.get_bounds()) for thing in drawn]
        for at, (thing, (left, foot, right, top)) in enumerate(places):
            if thing.type != raw.FPDF_PAGEOBJ_TEXT:
                continue
            mode = raw.FPDFTextObj_GetTextRenderMode(thing.raw)
            x, y = (left + right) / 2, (foot + top) / 2
            yield mode != raw.FPDF_TEXTRENDERMODE_INVISIBLE and not any(
                above.type == raw.FPDF_PAGEOBJ_IMAGE and a <= x <= c and b <= y <= d
                for above, (a, b, c, d) in places[at + 1 :]
            )


def recognized_rows(chars: Sequence[Char]) -> list[Row]:
    """Return the rows of recognised characters, each line in the order in which it was read.

    Their boxes are as high as their ink and overlap, and blanks stand between what was taken for
    words, within Japanese too: only wide gaps part words.
    """
    rows: list[list[Piece]] = []
    lines = [list(_pieces(line)) for line in _lines([c for c in chars if c["text"].strip()])]
    for line in sorted(lines, key=lambda line: _middle(line[0])):
        near = rows and _middle(line[0]) - _middle(rows[-1][-1]) < ROW * line[0].size
        if near and all(a.right <= b.left or b.right <= a.left for a in rows[-1] for b in line):
            rows[-1] += line
        else:
            rows.append(line)
    return [tuple(sorted(row, key=lambda piece: piece.left)) for row in rows]


def _middle(piece: Piece) -> float:
    return (piece.top + piece.foot) / 2


def _pieces(line: Sequence[Char]) -> Iterator[Piece]:
    """Part a line where it has wide gaps, all of one size and as high."""
    size, top, foot = (median(char[key] for char in line) for key in ("size", "top", "bottom"))
    level = [{**char, "size": size, "top": top, "bottom": foot} for char in line]
    words, first = "", 0
    for at, char in enumerate(level):
        gap = (char["x0"] - level[at - 1]["x1"]) / size if at else 0.0
        if gap >= CELL_GAP:
            yield piece_of(words, level[first:at])
            words, first = "", at
        elif at and gap > LATIN_GAP and are_latin(level[at - 1], char):
            words += " "
        words += char["text"]
    yield piece_of(words, level[first:])


def _lines(chars: Sequence[Char]) -> Iterator[list[Char]]:
    line: list[Char] = []
    for char in chars:
        if line and not _goes_on(line[-1], char):
            yield line
            line = []
        line.append(char)
    if line:
        yield line


def _goes_on(last: Char, char: Char) -> bool:
    size = max(last["size"], char["size"])
    apart = abs(last["top"] + last["bottom"] - char["top"] - char["bottom"]) / 2
    return bool(char["x0"] > last["x0"] - size and apart < _SAME_LINE * size)
