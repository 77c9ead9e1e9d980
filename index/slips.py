"""Kanji and katakana mistyped or wrongly converted, mended by what the texts have."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from typing import Final

from index.normalize import hiragana
from index.tokens import Token, reading_of, tokenize

_RUN: Final = re.compile(r"[一-鿿々ァ-ヶー]{2,}")
_LONGEST: Final = 8
_REACH: Final = 4
_SHORTEST: Final = 3
_SURE: Final = 4
_BESIDE: Final = 2


class Slips:
    """Mends words by `text`, all that the texts say, and `sounding`, the words of a reading."""

    def __init__(
        self,
        text: Callable[[], str],
        words: Iterable[str],
        sounding: Callable[[str], Iterable[str]],
    ) -> None:
        self._read_text = text
        self._words = tuple(words)
        self._sounding = sounding

    @cached_property
    def _text(self) -> str:
        return self._read_text()

    @cached_property
    def _runs(self) -> str:
        """Every run of kanji and katakana, once, between line feeds."""
        runs = {run: None for word in (self._text, *self._words) for run in _RUN.findall(word)}
        return "\n".join(["", *runs, ""])

    def mended(self, text: str) -> str:
        """Return a question, in NFKC, with what the texts have for words that they lack.

        >>> slips = Slips(lambda: "校区防災連絡会の設立数を増やす", (), lambda _: ())
        >>> slips.mended("校区防連災絡会の設率数"), slips.mended("連絡協議会の数")
        ('校区防災連絡会の設立数', '連絡協議会の数')
        """
        out: list[str] = []
        at = 0
        tokens = tokenize(text)
        for run in _RUN.finditer(text):
            if run[0] in self._runs:
                continue
            start, end = run.span()
            inside = [t for t in tokens if start <= t.span.start and t.span.end <= end]
            out += [text[at:start], self._mend(run[0], start, inside)]
            at = end
        text = "".join([*out, text[at:]])
        return self._reconverted(text)

    def _mend(self, run: str, start: int, tokens: Sequence[Token]) -> str:
        """Mend a run at the first place where two letters never stand together."""
        whole = {
            i
            for token in tokens
            if token.reading and len(token.surface) > 1
            for i in range(token.span.start - start, token.span.end - start - 1)
        }
        edges = {token.span.start - start for token in tokens if _is_word(token)} & {
            token.span.end - start for token in tokens if _is_word(token)
        }
        for i in range(len(run) - 1):
            if i in whole or i + 1 in edges or run[i : i + 2] in self._runs:
                continue
            mended = self._mended_at(run, i)
            if mended:
                return mended
        return run

    def _mended_at(self, run: str, i: int) -> str | None:
        for first, last in _windows(len(run), i):
            window = run[first:last]
            for other in self._others(window, i - first):
                if other in self._runs:
                    return run[:first] + other + run[last:]
            lost = self._with_lost_letter(window, i - first)
            if lost:
                return run[:first] + lost + run[last:]
        return None

    def _others(self, window: str, i: int) -> Iterator[str]:
        """Yield what may have been meant: a letter less, or two letters exchanged."""
        if window[i] == window[i + 1]:
            yield window[:i] + window[i + 1 :]
        for k in (i, i - 1, i + 1):
            if 0 <= k < len(window) - 1:
                yield window[:k] + window[k + 1] + window[k] + window[k + 2 :]
        for k in (i, i + 1):
            yield from self._converted(window, k)

    def _converted(self, window: str, k: int) -> Iterator[str]:
        """Yield the runs of the texts with another letter that sounds the same."""
        sound = reading_of(window)
        inside = len(window) > _SURE and 0 < k < len(window) - 1
        for letter in self._between(window[:k], window[k + 1 :]):
            other = f"{window[:k]}{letter}{window[k + 1 :]}"
            if inside or reading_of(other) == sound:
                yield other

    def _with_lost_letter(self, window: str, i: int) -> str | None:
        """Return the only run of the texts that has one letter more at this place."""
        found = self._between(window[: i + 1], window[i + 1 :])
        return f"{window[: i + 1]}{found.pop()}{window[i + 1 :]}" if len(found) == 1 else None

    def _between(self, head: str, tail: str) -> set[str]:
        """Return the letters that stand between two parts of a run."""
        runs, found = self._runs, set()
        key, shift = (head, len(head)) if len(head) >= len(tail) else (tail, -1)
        at = runs.find(key)
        while at >= 0:
            middle = at + shift
            if runs.startswith(head, middle - len(head)) and runs.startswith(tail, middle + 1):
                found.add(runs[middle])
            at = runs.find(key, at + 1)
        return found - {"\n"}

    def _reconverted(self, text: str) -> str:
        """Replace words that the texts lack by those that sound the same and fit there."""
        for token in reversed(tokenize(text)):
            word = token.surface
            if len(word) < 2 or not _RUN.fullmatch(word) or token.pos != "名詞":
                continue
            before = text[: token.span.start][-_BESIDE:]
            after = text[token.span.end :][:_BESIDE]
            if self._fits(before, word, after):
                continue
            for other in self._sounding(hiragana(token.reading)):
                if other != word and len(other) > 1 and self._fits(before, other, after):
                    text = text[: token.span.start] + other + text[token.span.end :]
                    break
        return text

    def _fits(self, before: str, word: str, after: str) -> bool:
        """Whether the texts have a word with what stands beside it."""
        beside = [before[-n:] + word for n in (1, 2) if before[-n:].strip()]
        beside += [word + after[:n] for n in (1, 2) if after[:n].strip()]
        return any(phrase in self._text for phrase in beside if not phrase[-1].isspace())


def _is_word(token: Token) -> bool:
    return bool(token.reading) and len(token.surface) > 1


def _windows(length: int, i: int) -> list[tuple[int, int]]:
    """Return the parts around a place between two letters, the longest first."""
    found = [
        (first, last)
        for first in range(max(0, i - _REACH), i + 1)
        for last in range(i + 2, min(length, i + 2 + _REACH) + 1)
        if _SHORTEST <= last - first <= _LONGEST
    ]
    return sorted(found, key=lambda span: span[0] - span[1])
