"""The characters of a PDF page as they are printed: named, on the page, and not struck out."""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final

from index.normalize import plain_radicals

if TYPE_CHECKING:
    from pdfplumber.page import Page

Char = dict[str, Any]

MISSING: Final = "〓"
"""What stands for a character that the file does not name: so do printers mark a missing type."""
_UNNAMED: Final = re.compile(r"\(cid:\d+\)|[\ufffd\ue000-\uf8ff]")
_SYMBOLS: Final = re.compile(r"symbol|wingding|webding|dingbat", re.IGNORECASE)

# The forms that brackets and stops have in vertical writing, and a dot that fonts give for ・.
_UPRIGHT: Final = {
    code: unicodedata.normalize("NFKC", chr(code))
    for code in (*range(0xFE10, 0xFE17), *range(0xFE35, 0xFE45))
} | {0xFE11: "、", 0xFE12: "。", 0x2027: "・"}

# Where a line strikes a character out, in its height: the middle of that, and how far from there.
_STRUCK, _STRUCK_NEAR = 0.38, 0.2
_AS_LONG: Final = 0.8
"""How much of a line that strikes characters out they take up at least."""


def chars_of(page: "Page") -> list[Char]:
    """Return what is printed on a page, a mark for each character that the file does not name."""
    chars = [char for char in page.chars if _is_on(page, char)]
    struck = set(_struck(chars, page.edges))
    return named(char for at, char in enumerate(chars) if at not in struck)


def _is_on(page: "Page", char: Char) -> bool:
    """Whether a character is printed on the page: not beside it, as the marks of printers are."""
    left, top, right, foot = page.cropbox
    x, y = (char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2
    return bool(left <= x <= right and top <= y <= foot and 0 < char["size"] < foot - top)


def _struck(chars: Sequence[Char], edges: Iterable[dict[str, Any]]) -> Iterator[int]:
    """Yield the numbers of the characters with a line through them that is as long as they are."""
    places = sorted((_middle(char), at) for at, char in enumerate(chars) if not is_lying(char))
    reach = _STRUCK_NEAR * max((char["size"] for char in chars), default=0.0)
    for edge in edges:
        if edge["orientation"] != "h":
            continue
        first = bisect_left(places, (edge["top"] - reach, 0))
        last = bisect_right(places, (edge["top"] + reach, len(chars)))
        through = [
            at
            for middle, at in places[first:last]
            if abs(middle - edge["top"]) < _STRUCK_NEAR * chars[at]["size"]
            and edge["x0"] < (chars[at]["x0"] + chars[at]["x1"]) / 2 < edge["x1"]
        ]
        if sum(chars[at]["width"] for at in through) > _AS_LONG * (edge["x1"] - edge["x0"]):
            yield from through


def _middle(char: Char) -> float:
    """Return the height at which a character would be struck out; its line stands at the foot."""
    line = char["bottom"] + char["y0"] - char["matrix"][5]
    return float(line - _STRUCK * char["size"])


def is_lying(char: Char) -> bool:
    """Whether a character lies on its side; pdfminer is misled by 6e-17 where cosine 90° is 0."""
    along, across = char["matrix"][:2]
    return bool(abs(across) > abs(along))


def named(chars: Iterable[Char]) -> list[Char]:
    """Return the characters as they are written, a mark for each that the file does not name."""
    return [{**char, "text": _named(char)} for char in chars]


def _named(char: Char) -> str:
    text = char["text"]
    if _UNNAMED.match(text):
        return "・" if _SYMBOLS.search(char.get("fontname", "")) else MISSING
    return plain_radicals(text).translate(_UPRIGHT)
