"""Small kana above a word that say how it is read: they are left out."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from operator import itemgetter
from typing import Final

from index.pdf.chars import Char
from index.pdf.text import Piece, rows_of

_SMALL: Final = 0.65
"""How large such kana are at most, in the size of the word."""
_KANA: Final = re.compile(r"[ぁ-ゖァ-ヺー・ ]+")


def without_ruby(chars: Sequence[Char]) -> list[Char]:
    """Return the characters of a page without small kana that stand close above other words."""
    largest = max((char["size"] for char in chars), default=0.0)
    small = [char for char in chars if char["size"] <= _SMALL * largest]
    readings = [piece for row in rows_of(small) for piece in row if _KANA.fullmatch(piece.words)]
    if not readings:
        return list(chars)
    words = sorted(((char["top"], char) for char in chars), key=itemgetter(0))
    tops = [top for top, _ in words]
    out = []
    for piece in readings:
        near = slice(*(bisect_left(tops, piece.foot + by) for by in (-largest / 2, largest / 2)))
        if any(_reads(piece, char) for _, char in words[near]):
            out.append(piece)
    return [char for char in chars if not any(_is_of(char, piece) for piece in out)]


def _reads(piece: Piece, word: Char) -> bool:
    """Whether a character stands below kana that say how it is read."""
    size = word["size"]
    small = piece.size <= _SMALL * size
    above = abs(word["top"] - piece.foot) < 0.5 * size
    below = piece.left - piece.size < (word["x0"] + word["x1"]) / 2 < piece.right + piece.size
    return bool(small and above and below and word["text"].strip())


def _is_of(char: Char, piece: Piece) -> bool:
    x, y = (char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2
    same = char["size"] <= piece.size
    return bool(same and piece.left <= x <= piece.right and piece.top <= y <= piece.foot)
