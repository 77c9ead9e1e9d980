"""Kanji and katakana mistyped or wrongly converted, mended by what the texts have."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import Final

from index.normalize import hiragana
from index.tokens import Token, reading_of, tokenize
from index.words.kana_words import ASKING
from index.words.letters import Letters

_RUN: Final = re.compile(r"[一-鿿々ァ-ヶー]{2,}")
_KATAKANA: Final = re.compile(r"[ァ-ヶー]+")
_TELLING: Final = re.compile(r"[一-鿿々ァ-ヶー]")
_REACH: Final = 4
_LEAST: Final = 2
_SHORTEST: Final = 3
_SURE: Final = 4
_MOST: Final = 12
_LONGEST: Final = 32
_ENDS: Final = "\n"


@dataclass(frozen=True, slots=True)
class Run:
    """A run of kanji and katakana, and which of its letters belong to words that there are.

    Between the letters at `joints` and the next no word ends.
    """

    text: str
    whole: frozenset[int]
    joints: frozenset[int]
    lone: frozenset[int]


class Slips:
    """Mends words by `text`, all that the texts say.

    `words` are further ones, `sounding` gives those of a reading, `has` says whether the texts have
    a phrase, `knows` which words are terms.
    """

    def __init__(
        self,
        text: Callable[[], str],
        words: Iterable[str],
        sounding: Callable[[str], Iterable[str]],
        has: Callable[[str], bool],
        knows: Callable[[str], bool] = lambda _: False,
    ) -> None:
        self._text = text
        self._words = tuple(words)
        self._has = has
        self._sounding = sounding
        self._knows = knows

    @cached_property
    def _runs(self) -> Letters:
        """Every run of kanji and katakana, once, between line feeds."""
        runs = {run: None for word in (self._text(), *self._words) for run in _RUN.findall(word)}
        return Letters(_ENDS.join(["", *runs, ""]))

    def mended(self, text: str) -> str:
        """Return a question, in NFKC, with what the texts have for words that they lack.

        >>> text = "校区防災連絡会の設立数を増やす"
        >>> slips = Slips(lambda: text, (), lambda _: (), text.__contains__)
        >>> slips.mended("校区防連災絡会の設率数"), slips.mended("連絡協議会の数")
        ('校区防災連絡会の設立数', '連絡協議会の数')
        """
        out: list[str] = []
        at = 0
        tokens = tokenize(text)
        unknown = (run for run in _RUN.finditer(text) if run[0] not in self._runs)
        for run in islice(unknown, _MOST):
            if len(run[0]) < _LONGEST:
                out += [text[at : run.start()], self._mend(self._parted(run, tokens))]
                at = run.end()
        return self._reconverted("".join([*out, text[at:]]))

    def _parted(self, run: re.Match[str], tokens: Sequence[Token]) -> Run:
        start = run.start()
        words = [
            (token.span.start - start, token.span.end - start)
            for token in tokens
            if len(token.surface) > 1 and self._is_word(token)
        ]
        lone = [
            token.span.start - start
            for token in tokens
            if len(token.surface) == 1 and self._knows(token.lemma)
        ]
        return Run(
            run[0],
            frozenset(i for first, last in words for i in range(first, last)),
            frozenset(i for first, last in words for i in range(first, last - 1)),
            frozenset(lone),
        )

    def _is_word(self, token: Token) -> bool:
        """Whether a token is a word: MeCab cuts unknown katakana anyhow."""
        if _KATAKANA.fullmatch(token.surface):
            return self._knows(hiragana(token.lemma).removesuffix("ー")) or self._has(token.surface)
        return bool(token.reading)

    def _mend(self, run: Run) -> str:
        """Mend a run at the first place where two letters never stand together."""
        text = run.text
        for i in range(len(text) - 1):
            both = i in run.whole and i + 1 in run.whole
            if i in run.joints or both or text[i : i + 2] in self._runs.pairs:
                continue
            asked = _asked(text[i : i + 2])
            mended = text[:i] + asked + text[i + 2 :] if asked else self._mended_at(run, i)
            if mended:
                return mended
        return text

    def _mended_at(self, run: Run, i: int) -> str | None:
        text = run.text
        for first, last in _windows(len(text), i):
            window = text[first:last]
            firm = frozenset(k - first for k in run.whole)
            if len(window) >= _SHORTEST:
                for other in self._others(window, i - first, firm):
                    if other in self._runs:
                        return text[:first] + other + text[last:]
            # 登録数 is no 登録者数: between a word and a known ending none need be lost.
            attached = {i, i + 1} & run.whole and {i, i + 1} & run.lone
            if not attached or len(window) > _SURE:
                lost = self._with_lost_letter(window, i - first)
                if lost:
                    return text[:first] + lost + text[last:]
        return None

    def _others(self, window: str, i: int, firm: Collection[int]) -> Iterator[str]:
        """Yield what may have been meant: a letter less, two exchanged, or one that sounds alike.

        `firm` letters belong to words that there are.
        """
        if window[i] == window[i + 1]:
            yield window[:i] + window[i + 1 :]
        if len(window) > _SHORTEST or not _KATAKANA.fullmatch(window):
            for k in (i, i - 1, i + 1):
                if 0 <= k < len(window) - 1:
                    yield window[:k] + window[k + 1] + window[k] + window[k + 2 :]
        sound = reading_of(window)
        for k in (k for k in (i, i + 1) if k not in firm):
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
        found = set[str]()
        if not (self._runs.may_hold(head) and self._runs.may_hold(tail)):
            return found
        runs = self._runs.text
        key, shift = (head, len(head)) if len(head) >= len(tail) else (tail, -1)
        at = runs.find(key)
        while at >= 0:
            middle = at + shift
            if runs.startswith(head, middle - len(head)) and runs.startswith(tail, middle + 1):
                found.add(runs[middle])
            at = runs.find(key, at + 1)
        return found - {_ENDS}

    def _reconverted(self, text: str) -> str:
        """Replace words by those that sound the same, where only these stand with what is beside.

        A word that the texts have is replaced only beside the very letter that another goes with.
        """
        for token in reversed(tokenize(text)):
            word = token.surface
            if len(word) < _LEAST or not _RUN.fullmatch(word) or token.pos != "名詞":
                continue
            known = self._has(word)
            reach = 1 if known else _LEAST
            before = text[: token.span.start][-reach:]
            after = text[token.span.end :][:reach]
            if self._fits(before, word, after):
                continue
            sound = hiragana(token.reading)
            asked = "" if known else ASKING.get(sound, "")
            fitting = (o for o in self._sounding(sound) if self._fits(before, o, after))
            for other in (asked, *fitting):
                if other != word and len(other) > 1:
                    text = text[: token.span.start] + other + text[token.span.end :]
                    break
        return text

    def _fits(self, before: str, word: str, after: str) -> bool:
        """Whether the texts have a word with the letters near it, particles left aside."""
        parts = [before[-n:] for n in range(1, len(before) + 1)]
        ends = [after[:n] for n in range(1, len(after) + 1)]
        beside = [part + word for part in parts if _TELLING.search(part)]
        beside += [word + end for end in ends if _TELLING.search(end)]
        return any(map(self._has, beside))


def _asked(pair: str) -> str | None:
    """Return the word that asks and has one other letter that sounds the same.

    >>> _asked("目票"), _asked("目線")
    ('目標', None)
    """
    words = (word for word in ASKING.values() if len(word) == len(pair))
    apart = ((word, [(a, b) for a, b in zip(word, pair, strict=True) if a != b]) for word in words)
    near = ((word, pairs[0]) for word, pairs in apart if len(pairs) == 1)
    return next(
        (w for w, (a, b) in near if _TELLING.match(b) and reading_of(a) == reading_of(b)), None
    )


def _windows(length: int, i: int) -> list[tuple[int, int]]:
    """Return the parts around a place between two letters, the longest first."""
    found = [
        (first, last)
        for first in range(max(0, i - _REACH), i + 1)
        for last in range(i + 2, min(length, i + 2 + _REACH) + 1)
        if last - first > _LEAST or length == _LEAST
    ]
    return sorted(found, key=lambda span: span[0] - span[1])
