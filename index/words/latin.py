"""Words in Latin letters: Japanese ones spelled out, hyphens and slips in English ones."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from string import ascii_lowercase
from typing import Final

from index.tokens import reading_of
from index.words import glossary
from index.words.romaji import folded_roman, roman_of
from index.words.spelling import distance

_WORD: Final = re.compile(r"[A-Za-zĀ-ſ]+(?:['-][A-Za-zĀ-ſ]+)*")
_MOST: Final = 4
_SHORTEST: Final = 3
_SURE: Final = 5
_PARTS: Final = 3
_LONGEST: Final = 24
_LINKS: Final = {"no": "の", "ga": "が"}
_ENGLISH: Final = re.compile(
    r"\b(?:the|of|in|for|by|is|are|was|were|do|does|did|will|what|which|how|when|where|who|why|and"
    r"|targets?|goals?|plans?|tell|show|list|there)\b",
    re.IGNORECASE,
)
"""What shows that a sentence is English, in which `to` and `made` are no particles."""
_PARTICLES: Final = {
    **_LINKS, "wa": "は", "ha": "は", "o": "を", "wo": "を", "ni": "に", "de": "で", "to": "と",
    "mo": "も", "made": "まで", "kara": "から", "desu": "です", "desuka": "ですか", "ka": "か",
}  # fmt: skip
_ASKED: Final = {
    "mokuhyo": "目標", "mokuhyoti": "目標値", "gendzyo": "現状", "genzyo": "現状",
    "genzyoti": "現状値", "sihyo": "指標", "zisseki": "実績", "tanto": "担当", "tantoka": "担当課",
    "itu": "いつ", "doko": "どこ", "ikutu": "いくつ", "ikura": "いくら", "nani": "何", "dare": "誰",
    "nannin": "何人", "nanken": "何件", "itumade": "いつまで", "keikaku": "計画",
    "osiete": "教えて", "itiran": "一覧",
}  # fmt: skip
"""Words that ask, by their folded spelling: only beside a word that is surely Japanese."""


class Latin:
    """Writes Japanese words in Latin letters as the texts do.

    `spellings` gives the words of the texts by their folded Latin spelling, `has` says whether the
    texts have a compound, `known` whether they have a Latin word. `names` are known though a
    letter is wrong: Kumamato.
    """

    def __init__(
        self,
        spellings: Callable[[], Mapping[str, Iterable[str]]],
        has: Callable[[str], bool],
        known: Callable[[str], bool],
        names: Iterable[str],
    ) -> None:
        self._read = spellings
        self._names = tuple(names)
        self._has = has
        self._known = known

    @cached_property
    def _spellings(self) -> Mapping[str, Iterable[str]]:
        return self._read()

    @cached_property
    def _named(self) -> tuple[tuple[str, str], ...]:
        romans = ((n, roman_of(reading_of(n))) for n in self._names)
        return tuple((name, roman) for name, roman in romans if len(roman) > _SURE)

    def written(self, text: str) -> str:
        """Return a text with the Latin words that stand for others written so."""
        words = list(_WORD.finditer(text))
        placed: list[tuple[int, str | None]] = []
        i = 0
        while i < len(words):
            placed.append(self._place(text, words, i))
            i += placed[-1][0]
        out: list[str] = []
        at = i = 0
        japanese = after = False
        known = any(written for _, written in placed) and not _ENGLISH.search(text)
        for taken, found in placed:
            word, between = words[i][0], text[at : words[i].start()]
            written = found or (
                _asked(word, after=after and not between.strip()) if known else None
            )
            japanese, after = after, bool(written)
            # Japanese has no blanks between words.
            out += [between.strip(" ") if japanese and after else between]
            out += [written or self._english(word)]
            at = words[i + taken - 1].end()
            i += taken
        return "".join([*out, text[at:]])

    def _place(self, text: str, words: list[re.Match[str]], i: int) -> tuple[int, str | None]:
        """Return how many words from the i-th on are a Japanese one, and that."""
        for count in range(min(_MOST, len(words) - i), 0, -1):
            group = words[i : i + count]
            between = text[group[0].end() : group[-1].start()]
            if count > 1 and (re.search(r"[^\w\s'-]", between) or not self._parts(group)):
                continue
            typed = "".join(word[0] for word in group)
            if count == 1 and not self._may_be_japanese(
                typed, begins=not text[: group[0].start()].strip()
            ):
                continue
            roman = folded_roman(typed)
            if count == 1 and typed[0].isupper() and roman not in self._spellings:
                # A letter more at the end makes no slip: Kumamoto's.
                slips = (
                    n for n, r in self._named if r[-1] == roman[-1] and distance(r, roman) == 1
                )
                if named := next(slips, None):
                    return 1, named
            for written in self._read_out(roman):
                if self._has(written) if count > 1 else len(written) > 1:
                    return count, written
        return 1, None

    def _parts(self, group: list[re.Match[str]]) -> bool:
        """Whether each of some words may be a part of a Japanese name, as in ura no eki."""
        roman = [word[0].lower() for word in group]
        return all(w in _LINKS or folded_roman(w) in self._spellings for w in roman)

    def _may_be_japanese(self, word: str, *, begins: bool) -> bool:
        """Whether a word is no English one: a name, or long and not known as English."""
        if self._known(word.lower()):
            return False
        if word[0].isupper() and not begins:
            return len(word) >= _SHORTEST
        return len(word) >= _SURE and not glossary.is_listed(word.lower())

    def _read_out(self, roman: str, parts: int = _PARTS) -> Iterator[str]:
        """Yield the words, and the compounds of so many parts, of the texts with this spelling."""
        yield from self._spellings.get(roman, ())
        for cut in range(2, len(roman) - 1) if parts > 1 and len(roman) < _LONGEST else ():
            heads = [_LINKS[roman[:cut]]] if roman[:cut] in _LINKS else []
            words = self._spellings.get(roman[:cut], ())
            for head in dict.fromkeys((*heads, *words, *map(reading_of, words))):
                for tail in self._read_out(roman[cut:], parts - 1):
                    if self._has(head + tail):
                        yield head + tail

    def _english(self, word: str) -> str:
        """Return an English word as it is listed: without hyphens and slips."""
        lower = word.lower()
        if self._known(lower):
            return word
        if "-" in word:
            return word.replace("-", " ")
        if len(word) < _SURE or glossary.is_listed(lower) or word[0].isupper():
            return word
        listed = (other for other in _mended(lower) if other in glossary.words())
        return next((other for other in listed if len(other) >= _SURE), word)


def _asked(word: str, *, after: bool) -> str | None:
    """Return a particle, or a word that asks, in Japanese; a particle only `after` such a word.

    >>> _asked("Mokuhyou", after=False), _asked("wa", after=True), _asked("to", after=False)
    ('目標', 'は', None)
    """
    return _ASKED.get(folded_roman(word)) or (_PARTICLES.get(word.lower()) if after else None)


def _mended(word: str) -> Iterator[str]:
    """Yield what may have been meant: two letters exchanged, one less, one more.

    None more or less at the end, which makes another word as a rule: office, officer.
    """
    for i in range(1, len(word) - 1):
        head, tail = word[:i], word[i:]
        yield head + tail[1] + tail[0] + tail[2:]
        yield head + tail[1:]
    for i in range(1, len(word)):
        yield from (word[:i] + letter + word[i:] for letter in ascii_lowercase)
