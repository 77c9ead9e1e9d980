"""Words by how they sound: those of some texts, those that questions are made of, common ones."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum
from functools import cache, cached_property
from pathlib import Path
from string import ascii_lowercase
from typing import Final

from index.normalize import katakana
from index.tokens import reading_of
from index.words.kana_words import ASKING, COUNTED, FUNCTION, SUFFIXES
from index.words.romaji import roman_of

READINGS: Final = Path(__file__).parent / "readings.txt"
"""How common words sound, one reading a line; scripts/write_readings.py writes it."""

_PRINTED: Final = 4
_ALTERNATIVES: Final = 6
_LEAST: Final = 2
_LISTED: Final = 4
KANJI: Final = re.compile(r"[一-鿿々]")
_SINGLE: Final = re.compile(r"[一-鿿]")
_KANA: Final = re.compile(r"[ぁ-ゖー]+")
_LOAN: Final = re.compile(r"[ァ-ヶー]{5,12}")
_LOOSE: Final = str.maketrans("ぁぃぅぇぉゃゅょゔぢづ", "あいうえおやゆよぶじず", "ーっ")
_ACRONYM = re.compile(r"[a-z]{2,5}")
_LETTERS: Final = (
    *("えー", "びー", "しー", "でぃー", "いー", "えふ", "じー", "えいち", "あい", "じぇい", "けー"),
    *("える", "えむ", "えぬ", "おー", "ぴー", "きゅー", "あーる", "えす", "てぃー", "ゆー"),
    *("ぶい", "だぶりゅー", "えっくす", "わい", "ぜっと"),
)
# A single kanji sounds otherwise within a compound: these bring that reading out.
_BEFORE: Final = (("参加", "さんか"), ("2", "2"))
_ENDINGS: Final = {
    "う": "わいえおっ",
    "く": "かきけこい",
    "ぐ": "がぎげごい",
    "す": "さしせそ",
    "つ": "たちてとっ",
    "ぬ": "なにねのん",
    "ぶ": "ばびべぼん",
    "む": "まみめもん",
    "る": "らりれろっ",
    "い": "くけさ",
}
"""What the last letter of a verb or an adjective becomes before an ending."""

# How little a word convinces, by its length: short ones sound like many others.
WORD_COST: Final = (9.0, 3.6, 1.9, 1.3, 1.0)
OTHER_COST: Final = (9.0, 9.0, 3.0, 2.1, 1.7)
FUNCTION_COST: Final = (9.0, 1.1, 0.8, 0.6, 0.6)
ASKING_COST: Final = 0.5
_PRINTED_COST: Final = 0.9
_SUFFIX_COST: Final = 1.8
_LOOSE_COST: Final = 0.6
KEPT_COST: Final = 0.3
_TOWNS: Final = {"町": ("まち", "ちょう"), "村": ("むら", "そん")}


class Kind(IntEnum):
    """A word of the texts, the stem of one, one that only asks or joins, another, or none.

    A suffix is put to a noun.
    """

    WORD = 0
    STEM = 1
    FUNCTION = 2
    OTHER = 3
    UNREAD = 4
    SUFFIX = 5


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a run of kana: as typed, as written, what it is, and how little it convinces."""

    typed: str
    written: str
    kind: Kind
    cost: float


class Sounds:
    """The words that a run of kana may stand for.

    `counts` says how common each term is in the texts, `names` are those of the plans, `listed`
    further words that stand for terms; `has` says whether the texts have a compound.
    """

    def __init__(
        self,
        counts: Mapping[str, int],
        names: Iterable[str] = (),
        listed: Iterable[str] = (),
        has: Callable[[str], bool] = lambda _: False,
    ) -> None:
        self.counts = counts
        self.has = has
        self._names = tuple(names)
        self._listed = tuple(listed)

    @cached_property
    def _words(self) -> dict[str, list[Piece]]:
        """The commonest terms of each reading, and the words that ask."""
        words: dict[str, list[Piece]] = {}
        for term in sorted(self.counts, key=lambda term: -self.counts[term]):
            for piece in self._pieces(term):
                alike = words.setdefault(piece.typed, [])
                if len(alike) < _ALTERNATIVES:
                    alike.append(piece)
        # Longer ones are read as the words they are made of.
        for listed in (
            word for word in self._listed if len(word) <= _LISTED or _LOAN.fullmatch(word)
        ):
            sound = reading_of(listed)
            if _KANA.fullmatch(sound) and len(sound) > 2:
                cost = by_length(WORD_COST, sound) + KEPT_COST
                words.setdefault(sound, []).append(Piece(sound, listed, Kind.WORD, cost))
        for name in self._names:
            for sound in _sounds_of_name(name):
                words[sound] = [Piece(sound, name, Kind.WORD, ASKING_COST)]
        _add_words_of_questions(words)
        return words

    @cached_property
    def _loosely(self) -> dict[str, list[Piece]]:
        """The words by their readings without what is easily typed otherwise: ー, っ, ャ, ヴ."""
        loosely: dict[str, list[Piece]] = {}
        for sound, pieces in self._words.items():
            if len(sound) > 2:
                own = [piece for piece in pieces if piece.kind is Kind.WORD]
                loosely.setdefault(sound.translate(_LOOSE), []).extend(own)
        return loosely

    def known(self, typed: str) -> Iterator[Piece]:
        """Yield the words that sound so."""
        known = self._words.get(typed, ())
        yield from known
        if not known and len(typed) > 2:
            for piece in self._loosely.get(typed.translate(_LOOSE), ()):
                yield replace(piece, typed=typed, cost=piece.cost + _LOOSE_COST)
        if self.prints(typed):
            yield Piece(typed, typed, Kind.WORD, _PRINTED_COST)
        for written in _readings().get(typed, "").split():
            yield Piece(typed, written, Kind.OTHER, by_length(OTHER_COST, typed))

    def prints(self, typed: str) -> bool:
        """Whether the texts have these kana as they are."""
        return len(typed) >= _PRINTED and self.has(typed)

    def sounding(self, sound: str) -> tuple[str, ...]:
        """Return the terms of the texts that sound so."""
        known = self._words.get(sound, ())
        return tuple(piece.written for piece in known if piece.kind is Kind.WORD)

    def spellings(self) -> dict[str, list[str]]:
        """Return the terms of the texts by their folded Latin spelling, the commonest first."""
        spellings: dict[str, list[str]] = {}
        for sound, pieces in self._words.items():
            own = [piece.written for piece in pieces if piece.kind is Kind.WORD]
            if own:
                roman = roman_of(sound)
                spellings.setdefault(roman, []).extend(own)
        return spellings

    def _pieces(self, term: str) -> Iterator[Piece]:
        """Yield a term by its readings; a loan word also with the long vowel that it has lost."""
        if _ACRONYM.fullmatch(term):
            for sound in _sounds_of_letters(term):
                yield Piece(sound, term.upper(), Kind.WORD, by_length(WORD_COST, sound))
            return
        if not _KANA.fullmatch(term):
            yield from _in_kanji(term)
            return
        cost = by_length(WORD_COST, term)
        longer = f"{katakana(term)}ー"
        if len(term) > _LEAST and self.has(longer):
            yield Piece(f"{term}ー", longer, Kind.WORD, cost)
            yield Piece(term, longer, Kind.WORD, cost)
        else:
            yield Piece(term, katakana(term), Kind.WORD, cost)


@cache
def _readings() -> dict[str, str]:
    lines = READINGS.read_text("utf-8").splitlines()
    return dict(line.split(" ", 1) for line in lines)


def _add_words_of_questions(words: dict[str, list[Piece]]) -> None:
    for sound, written in (COUNTED | ASKING).items():
        words[sound] = [Piece(sound, written, Kind.FUNCTION, ASKING_COST)]
    for sound, written in SUFFIXES.items():
        words.setdefault(sound, []).append(Piece(sound, written, Kind.SUFFIX, _SUFFIX_COST))
    for sound in FUNCTION:
        cost = by_length(FUNCTION_COST, sound)
        words.setdefault(sound, []).insert(0, Piece(sound, sound, Kind.FUNCTION, cost))


def _sounds_of_letters(term: str) -> Iterator[str]:
    """Yield how letters sound one by one; an s at the end is that of a plural, too.

    >>> list(_sounds_of_letters("ict")), list(_sounds_of_letters("sdgs"))
    (['あいしーてぃー'], ['えすでぃーじーえす', 'えすでぃーじーず'])
    """
    sounds = [_LETTERS[ascii_lowercase.index(letter)] for letter in term]
    yield "".join(sounds)
    if len(term) > _LEAST and term.endswith("s"):
        yield "".join((*sounds[:-1], "ず"))


def _sounds_of_name(name: str) -> Iterator[str]:
    """Yield how a name may sound: a town's as まち and as ちょう."""
    sound = reading_of(name)
    stem, endings = reading_of(name[:-1]), _TOWNS.get(name[-1], ())
    for full in dict.fromkeys((sound, *(stem + ending for ending in endings))):
        if _KANA.fullmatch(full) and len(full) > 1:
            yield full


def by_length(costs: Sequence[float], typed: str) -> float:
    """Return what a word costs by its length; the last is for all longer ones."""
    return costs[min(len(typed), len(costs) - 1)]


def _in_kanji(term: str) -> Iterator[Piece]:
    """Yield a term by its readings, and as a verb or an adjective by its stems."""
    if not KANJI.search(term) or any(map(str.isdigit, term)):
        return
    sounds = [reading_of(term)]
    if _SINGLE.fullmatch(term):
        sounds += [reading_of(before + term).removeprefix(sound) for before, sound in _BEFORE]
    for sound in dict.fromkeys(sounds):
        if not _KANA.fullmatch(sound):
            continue
        cost = by_length(WORD_COST, sound)
        yield Piece(sound, term, Kind.WORD, cost)
        last = term[-1]
        if len(term) > 1 and last in _ENDINGS and sound.endswith(last):
            for ending in _ENDINGS[last]:
                yield Piece(sound[:-1] + ending, term[:-1] + ending, Kind.STEM, cost + 0.1)
            if last == "る" and len(sound) > 2:
                yield Piece(sound[:-1], term[:-1], Kind.STEM, cost + 0.4)
