"""Side tabs: upright words at the edge of each page, which stand in the lines of its text.

What a plan lists at the edge of every page, 基本構想, 目標１, …, for thumbing through it,
`pdftotext -layout` sets letter by letter before or behind whatever stands beside:

    基
    本  まちづくり指標
    構        指標名       現状値
    想  出生数（人）     120

A column of letters is one only with evidence from other pages: on several the same letters stand
in the same order at the edge of all that is printed, and many have a line of their own.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise

from index.content import Content
from index.lines import lines_of
from index.pages import page_starts

_LINE = re.compile(r"[^\n\f]*\S")
_WORD = re.compile(r"[一-鿿ぁ-んァ-ヺー].*[一-鿿ぁ-んァ-ヺー]")
_FEWEST_PAGES, _FEWEST_LETTERS = 3, 4
_ALONE = 4
"""One in so many letters has a line of its own at least."""


def without_side_tabs(text: str) -> Content:
    """Leave out the letters of side tabs, and the lines that hold nothing else."""
    letters = set(_letters(text))
    if not letters:
        return Content(text)
    kept: dict[int, str] = {}
    for line in lines_of(text):
        own = letters.intersection(range(line.start, line.end))
        rest = "".join(" " if line.start + n in own else c for n, c in enumerate(line.text))
        if not own or rest.strip(" "):
            kept[line.index + 1] = rest.rstrip(" ") if own else rest
    return Content("\n".join(kept.values()), line_numbers=tuple(kept))


def _letters(text: str) -> Iterator[int]:
    """Yield where the letters of side tabs stand."""
    found: dict[str, list[list[int]]] = defaultdict(list)
    for start, end in pairwise((*page_starts(text), len(text))):
        for letters in _edges(text, start, end):
            found["".join(text[at] for at in letters)].append(letters)
    for word, places in found.items():
        if len(places) >= _FEWEST_PAGES and _WORD.search(word):
            yield from (at for letters in places for at in letters)


def _edges(text: str, start: int, end: int) -> Iterator[list[int]]:
    """Yield the letters that stand by themselves at the left edge of a page, and at its right."""
    lines = list(_LINE.finditer(text, start, end))
    firsts = [len(line[0]) - len(line[0].lstrip()) for line in lines]
    lasts = [len(line[0]) - 1 for line in lines]
    for columns, edge, word in (
        (firsts, min(firsts, default=0), 0),
        (lasts, max(lasts, default=0), -1),
    ):
        placed = zip(lines, columns, strict=True)
        at_edge = [(line, line[0].split()) for line, column in placed if column == edge]
        letters = [line.start() + edge for line, words in at_edge if len(words[word]) == 1]
        alone = sum(len(line[0].strip()) == 1 for line, _ in at_edge)
        if len(letters) >= _FEWEST_LETTERS and alone * _ALONE >= len(letters):
            yield letters
