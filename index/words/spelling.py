"""Terms of an index that a misspelled, or a wrongly converted, word may stand for."""

import re
from collections import Counter
from collections.abc import Sequence
from functools import cached_property
from itertools import pairwise
from typing import Final

from index.tokens import reading_of

_KANJI: Final = re.compile(r"[一-鿿々]{2,}")
_LETTERS: Final = re.compile(r"[ぁ-ゖーa-z]{3,}")
_SHORTEST: Final = 3


class Spelling:
    """The spellings and readings of a vocabulary."""

    def __init__(self, terms: Sequence[str]) -> None:
        self._terms = terms

    @cached_property
    def _by_pair(self) -> dict[str, list[int]]:
        index: dict[str, list[int]] = {}
        for i, term in enumerate(self._terms):
            if _LETTERS.fullmatch(term):
                for pair in _pairs(term):
                    index.setdefault(pair, []).append(i)
        return index

    @cached_property
    def _by_reading(self) -> dict[str, tuple[str, ...]]:
        """The terms of two kanji and more by how they sound."""
        readings: dict[str, tuple[str, ...]] = {}
        for term in self._terms:
            if _KANJI.fullmatch(term):
                sound = reading_of(term)
                readings[sound] = (*readings.get(sound, ()), term)
        return readings

    def sounding(self, term: str) -> tuple[str, ...]:
        """Return the terms in kanji that sound like one: what it may have been converted from.

        >>> Spelling(["面積", "目標"]).sounding("免責")
        ('面積',)
        """
        return self._by_reading.get(reading_of(term), ()) if _KANJI.fullmatch(term) else ()

    def alike(self, term: str) -> tuple[str, ...]:
        """Return the terms that differ from `term` in a letter or two; kanji are never exchanged.

        >>> Spelling(["とれーど", "とれいん", "努める"]).alike("とれど")
        ('とれーど',)
        """
        if not _LETTERS.fullmatch(term):
            return ()
        shared = Counter(i for pair in _pairs(term) for i in self._by_pair.get(pair, ()))
        near = [self._terms[i] for i, count in shared.most_common(40) if count > 1]
        return tuple(other for other in near if _is_slip(term, other))


def _pairs(term: str) -> set[str]:
    padded = f" {term} "
    return {a + b for a, b in pairwise(padded)}


def _is_slip(a: str, b: str) -> bool:
    """Whether one word may be the other, mistyped: a letter of four, or two of seven."""
    shorter = min(len(a), len(b))
    if len(a) == len(b) == _SHORTEST:
        return False
    return distance(a, b) <= (1 if shorter < 7 else 2)


def distance(a: str, b: str) -> int:
    """Count the letters to add, drop, change or swap."""
    if abs(len(a) - len(b)) > 2:
        return 3
    before: list[int] = []
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        before, last, row = row, before, [i]
        for j, y in enumerate(b, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (x != y))
            if i > 1 and j > 1 and x == b[j - 2] and a[i - 2] == y:
                cost = min(cost, last[j - 2] + 1)
            row.append(cost)
    return row[-1]
