"""Terms of an index that a misspelled, or an unconverted, word may stand for."""

import re
from collections import Counter
from collections.abc import Sequence
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import Final

from index.normalize import fold_text, hiragana
from index.tokens import content_terms, tokenize

_KANA_RUN: Final = re.compile(r"[ぁ-ゖー]{4,}")
_LETTERS: Final = re.compile(r"[ぁ-ゖーa-z]{3,}")
_SHORTEST: Final = 3
_MOSTLY: Final = 0.7


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
    def _by_reading(self) -> dict[str, str]:
        readings: dict[str, str] = {}
        for term in self._terms:
            if not term.isascii():
                readings.setdefault(hiragana(_reading(term)), term)
                readings.setdefault(term, term)
        return readings

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

    def unkana(self, text: str) -> list[str]:
        """Return the content terms of a text; what is written all in kana is read by its sound.

        >>> Spelling(["学校", "支援"]).unkana("がっこうしえんの数")
        ['学校', '支援', '数']
        """
        terms: list[str] = []
        at = 0
        folded = fold_text(text)
        for run in _KANA_RUN.finditer(folded):
            sounded = self._sounded(run[0])
            if sounded:
                terms += [*content_terms(folded[at : run.start()]), *sounded]
                at = run.end()
        return [*terms, *content_terms(folded[at:])]

    def _sounded(self, run: str) -> list[str]:
        """Part a run of kana into terms by their readings; empty where most of it is none."""
        best: list[tuple[int, int, list[str]]] = [(0, 0, [])]
        for end in range(1, len(run) + 1):
            choice = (best[end - 1][0], best[end - 1][1], best[end - 1][2])
            for start in range(max(0, end - 12), end - 1):
                term = self._by_reading.get(run[start:end])
                length = end - start
                if term and length >= 2:
                    score, letters, terms = best[start]
                    candidate = (score + length * length, letters + length, [*terms, term])
                    choice = max(choice, candidate, key=lambda c: c[0])
            best.append(choice)
        _, letters, terms = best[-1]
        enough = letters >= _MOSTLY * len(run) and any(len(_kana(t)) >= _SHORTEST for t in terms)
        return terms if enough and len(run) >= 2 * _SHORTEST - 1 else []


def _kana(term: str) -> str:
    return hiragana(_reading(term))


@lru_cache(maxsize=1 << 16)
def _reading(term: str) -> str:
    return "".join(token.reading or token.surface for token in tokenize(term))


def _pairs(term: str) -> set[str]:
    padded = f" {term} "
    return {a + b for a, b in pairwise(padded)}


def _is_slip(a: str, b: str) -> bool:
    """Whether one word may be the other, mistyped: a letter of four, or two of seven."""
    shorter = min(len(a), len(b))
    if len(a) == len(b) == _SHORTEST:
        return False
    return _distance(a, b) <= (1 if shorter < 7 else 2)


def _distance(a: str, b: str) -> int:
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
