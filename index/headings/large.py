"""Headings without a number, told by letters as large as those of headings that have one."""

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from index.domain import Document
from index.headings.markers import Heading, Kind
from index.lines import Line, close_up, is_row

_ALIKE: Final = 1.03
"""How much larger letters may be that count as of the same size."""
_LARGER: Final = 1.15
"""How much larger the letters of a heading are than those of the text."""
_LONGEST: Final = 40
_NEAR: Final = 4
"""So many lines reach from the number of a heading to its title."""
_PAGES: Final = 3
"""On so many pages at least letters stand that are those of headings."""
_WORDS: Final = re.compile(r"[一-鿿々ァ-ヺーぁ-ん]{3}")
_NO_TITLE: Final = re.compile(r"[。、！!？?，,：:;；]$|[➡→▶►⇒]|^[\d,.△▲+＋－-]+\S{0,8}$|\s{3,}.*\d")


@dataclass(frozen=True, slots=True)
class Letters:
    """How large the letters of the lines of a document are, where that is known; not of its cover.

    `pages` are the first lines of content on its pages, `body` the size of most of the text.
    """

    lines: Sequence[Line]
    sizes: Mapping[int, float]
    pages: Sequence[int]
    body: float

    @classmethod
    def of(cls, document: Document, lines: Sequence[Line], filled: Sequence[int]) -> "Letters":
        """Look over the sizes of the lines; the `filled` are those of content, in order."""
        starts = {line.start: line.index for line in lines}
        sizes = {starts[s.start]: size for s, size in document.sizes if s.start in starts}
        many: Counter[float] = Counter()
        for at, size in sizes.items():
            many[size] += len(lines[at].text.strip())
        ends = [line.index for line in lines if "\f" in line.text]
        cover = lines[: ends[0]] if ends else ()
        if not any("。" in line.text for line in cover):
            sizes = {at: size for at, size in sizes.items() if at >= len(cover)}
        firsts = (next((at for at in filled if at >= end), -1) for end in (0, *ends))
        return cls(lines, sizes, tuple(firsts), max(many, key=lambda s: many[s], default=0.0))

    def differ(self, one: int, other: int) -> bool:
        """Whether two lines are known to be of different sizes: neither goes on with the other."""
        sizes = self.sizes.get(one, 0.0), self.sizes.get(other, 0.0)
        return min(sizes) > 0 and max(sizes) > _LARGER * min(sizes)

    def page_of(self, at: int) -> int:
        """Return the number of the page that a line stands on."""
        return sum(first <= at for first in self.pages)

    def is_large(self, at: int) -> bool:
        """Whether a line is set in larger letters than the text."""
        return self.sizes.get(at, 0.0) > _LARGER * self.body

    def alike(self, one: int, other: int) -> bool:
        """Whether two lines are known to be of one size."""
        sizes = self.sizes.get(one, 0.0), self.sizes.get(other, 0.0)
        return min(sizes) > 0 and max(sizes) < _ALIKE * min(sizes)


def with_large(
    headings: Sequence[Heading], filled: Sequence[int], letters: Letters
) -> list[Heading]:
    """Return headings with their sizes, and with them those that are told by theirs alone."""
    known = {heading.line for heading in headings}
    sized = [replace(h, size=letters.sizes.get(h.line, 0.0)) for h in headings]
    if not letters.sizes:
        return sized
    wrapped = [_wrapped(heading, known, letters) for heading in sized]
    taken = known | {at for heading in wrapped for at in _titles(heading, letters)}
    lines = [at for at in filled if at not in taken and _is_title(at, letters)]
    of_numbers = [h.line for h in sized if h.kind is Kind.NUMBER and letters.is_large(h.line)]
    large = [at for at in lines if _heads(at, lines, of_numbers, letters)]
    below = {at for at in large if at - 1 in large and letters.alike(at, at - 1)}
    new = [_wrapped(_heading(at, letters), known, letters) for at in large if at not in below]
    return sorted([*wrapped, *new], key=lambda heading: heading.line)


def _titles(heading: Heading, letters: Letters) -> list[int]:
    """Return the line below a heading that is its title, or that its title goes on in."""
    below = letters.lines[heading.line + 1 : heading.line + _NEAR]
    return [line.index for line in below if _ends(heading.text, close_up(line.text))][:1]


def _ends(title: str, words: str) -> bool:
    return bool(words) and title.endswith(words)


def _heading(at: int, letters: Letters) -> Heading:
    size = letters.sizes[at]
    return Heading(at, Kind.SIZE, f"{size:.0f}pt", (), close_up(letters.lines[at].text), size=size)


def _is_title(at: int, letters: Letters) -> bool:
    """Whether a line is set large and is words alone."""
    text = letters.lines[at].text.strip()
    return (
        letters.is_large(at)
        and len(text) <= _LONGEST
        and bool(_WORDS.search(text))
        and not _NO_TITLE.search(text)
        and not is_row(text)
    )


def _heads(at: int, lines: Sequence[int], numbered: Sequence[int], letters: Letters) -> bool:
    """Whether letters of this size are those of headings: of numbered ones, or on top of pages."""
    alike = [other for other in lines if letters.alike(at, other)]
    known = [other for other in numbered if letters.alike(at, other)]
    if len({letters.page_of(other) for other in (*alike, *known)}) < _PAGES:
        return False
    tops = [other for other in alike if other in letters.pages]
    return bool(known) or (len(tops) >= _PAGES and len(tops) * 2 > len(alike))


def _wrapped(heading: Heading, known: Collection[int], letters: Letters) -> Heading:
    """Return a heading with what goes on of it in letters of the same size on the line below."""
    below = heading.line + 1
    goes_on = (
        heading.titled
        and letters.is_large(heading.line)
        and below not in known
        and letters.alike(heading.line, below)
        and _is_title(below, letters)
        and below not in _titles(heading, letters)
    )
    words = close_up(letters.lines[below].text) if goes_on else ""
    return replace(heading, text=heading.text + words)
