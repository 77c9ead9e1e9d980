"""Kana that people type without converting, read as words: those of some texts before others."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum
from functools import cache, cached_property
from operator import itemgetter
from pathlib import Path
from typing import Final

from index.kana_words import ASKING, COUNTED, COUNTERS, FUNCTION
from index.normalize import hiragana, katakana
from index.romaji import folded_roman, romanize
from index.tokens import Token, reading_of, tokenize

READINGS: Final = Path(__file__).parent / "readings.txt"
"""How common words sound, one reading a line; scripts/write_readings.py writes it."""

_LONGEST: Final = 16
_PRINTED: Final = 4
_ALTERNATIVES: Final = 6
_KANJI: Final = re.compile(r"[一-鿿々]")
_SINGLE: Final = re.compile(r"[一-鿿]")
_KANA: Final = re.compile(r"[ぁ-ゖー]+")
_LOOSE: Final = str.maketrans("ぁぃぅぇぉゃゅょゔぢづ", "あいうえおやゆよぶじず", "ーっ")
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
_WORD_COST: Final = (9.0, 3.6, 1.9, 1.3, 1.0)
_OTHER_COST: Final = (9.0, 9.0, 3.0, 2.1, 1.7)
_FUNCTION_COST: Final = (9.0, 1.1, 0.8, 0.6, 0.6)
_ASKING_COST: Final = 0.5
_PRINTED_COST: Final = 0.9
_UNREAD_COST: Final = 2.4
_LOOSE_COST: Final = 0.6
_ACROSS_COST: Final = 1.2
_TOGETHER: Final = 1.2
_KEPT_COST: Final = 0.3
_SURE: Final = 0.6
_UNSURE_COST: Final = 0.9
_POINTING: Final = frozenset(
    ("この", "その", "あの", "どの", "これ", "それ", "あれ", "どれ", "ここ", "そこ", "どこ")
)
_TALKING: Final = frozenset(("そう", "こう"))
_OF_TOWN: Final = "市の"
_TOWNS: Final = {"町": ("まち", "ちょう"), "村": ("むら", "そん")}


class Kind(IntEnum):
    """A word of the texts, the stem of one, one that only asks or joins, another, or none."""

    WORD = 0
    STEM = 1
    FUNCTION = 2
    OTHER = 3
    UNREAD = 4


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a run of kana: as typed, as written, what it is, and how little it convinces."""

    typed: str
    written: str
    kind: Kind
    cost: float


_FIRST: Final = itemgetter(0)
_START: Final = Piece("", "", Kind.FUNCTION, 0.0)
_MIDST: Final = Piece("", "", Kind.OTHER, 0.0)


class Kana:
    """Reads kana by the readings of terms.

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
        self._counts = counts
        self._names = tuple(names)
        self._listed = tuple(listed)
        self._has = has

    @cached_property
    def _words(self) -> dict[str, list[Piece]]:
        """The commonest terms of each reading, and the words that ask."""
        words: dict[str, list[Piece]] = {}
        for term in sorted(self._counts, key=lambda term: -self._counts[term]):
            for piece in self._pieces(term):
                alike = words.setdefault(piece.typed, [])
                if len(alike) < _ALTERNATIVES:
                    alike.append(piece)
        for listed in self._listed:
            sound = reading_of(listed)
            if _KANA.fullmatch(sound) and len(sound) > 2:
                cost = _by_length(_WORD_COST, sound) + _KEPT_COST
                words.setdefault(sound, []).append(Piece(sound, listed, Kind.WORD, cost))
        for name in self._names:
            for sound in _sounds_of_name(name):
                words[sound] = [Piece(sound, name, Kind.WORD, _ASKING_COST)]
        for sound, written in (COUNTED | ASKING).items():
            words[sound] = [Piece(sound, written, Kind.FUNCTION, _ASKING_COST)]
        for sound in FUNCTION:
            cost = _by_length(_FUNCTION_COST, sound)
            words.setdefault(sound, []).insert(0, Piece(sound, sound, Kind.FUNCTION, cost))
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

    def read(
        self,
        run: str,
        tokens: Iterable[Token] | None = None,
        *,
        parted: Collection[int] = (),
        counted: bool = False,
    ) -> tuple[Piece, ...]:
        """Part a run of hiragana into words.

        `tokens` are its own where MeCab can be trusted, `parted` the places where blanks were;
        `counted` says that a number stands before it.

        >>> [p.written for p in Kana({"地下": 1, "水": 1}).read("ちかすいの")]
        ['地下', '水', 'の']
        """
        arcs = _Arcs(self, run, tokens, parted, counted)
        before = _START if tokens is None else _MIDST
        # The cheapest ways to read run[:end], by their last piece.
        best: list[dict[tuple[Kind, str], tuple[float, tuple[Piece, ...]]]] = [
            {(before.kind, ""): (0.0, (before,))}
        ]
        for end in range(1, len(run) + 1):
            ways: dict[tuple[Kind, str], tuple[float, tuple[Piece, ...]]] = {}
            for start in range(max(0, end - _LONGEST), end):
                for piece in arcs(start, end):
                    cost, pieces = min(
                        (
                            (so_far + self._cost(piece, path[-1], last=end == len(run)), path)
                            for so_far, path in best[start].values()
                        ),
                        key=_FIRST,
                    )
                    key = (piece.kind, piece.written)
                    if key not in ways or cost < ways[key][0]:
                        ways[key] = (cost, (*pieces, piece))
            best.append(ways)
        return min(best[-1].values(), key=_FIRST)[1][1:]

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
            yield Piece(typed, written, Kind.OTHER, _by_length(_OTHER_COST, typed))

    def prints(self, typed: str) -> bool:
        """Whether the texts have these kana as they are."""
        return len(typed) >= _PRINTED and self._has(typed)

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
                roman = folded_roman(romanize(katakana(sound)))
                spellings.setdefault(roman, []).extend(own)
        return spellings

    def _pieces(self, term: str) -> Iterator[Piece]:
        """Yield a term by its readings; a loan word also with the long vowel that it has lost."""
        if not _KANA.fullmatch(term):
            yield from _in_kanji(term)
            return
        cost = _by_length(_WORD_COST, term)
        longer = f"{katakana(term)}ー"
        if self._has(longer):
            yield Piece(f"{term}ー", longer, Kind.WORD, cost)
            yield Piece(term, longer, Kind.WORD, cost)
        else:
            yield Piece(term, katakana(term), Kind.WORD, cost)

    def given(self, token: Token, *, sure: bool) -> Piece | None:
        """Return a word that MeCab found in a run."""
        typed, term = token.surface, hiragana(token.lemma)
        written = typed
        if token.pos in ("助詞", "助動詞") or (sure and token.pos in ("動詞", "形容詞")):
            if not sure:
                return None
            kind, cost = Kind.FUNCTION, _by_length(_FUNCTION_COST, typed)
        elif term in self._counts:
            kind, cost = Kind.WORD, _by_length(_WORD_COST, typed)
            if not self._has(typed):
                cost += _KEPT_COST
        elif not token.reading or token.pos == "感動詞":
            return None
        else:
            kind, cost = Kind.OTHER, _by_length(_OTHER_COST, typed) + _KEPT_COST
        return Piece(typed, written, kind, cost * (_SURE if sure else 1.0))

    def _cost(self, piece: Piece, before: Piece, *, last: bool) -> float:
        """Return how little a piece convinces behind another."""
        cost = piece.cost
        if len(piece.typed) == 1:
            if piece.kind is Kind.FUNCTION and before.kind is Kind.STEM:
                return 0.3
            if piece.kind is Kind.FUNCTION and before is _START:
                return cost + 1.5  # No particle begins what is said.
            if piece.typed == "か" and not last:
                return cost + 1.5  # Only at the end does it ask.
        if piece.written in _TALKING:
            cost += 0.8
        if before.kind is Kind.WORD:
            if piece.typed in _POINTING:
                cost += _TOGETHER
            elif piece.kind is Kind.WORD and self._has(before.written + piece.written):
                cost -= _TOGETHER if len(piece.typed) > 1 else 2.5 * _TOGETHER
        return cost


class _Arcs:
    """The pieces that a run of kana may be made of."""

    def __init__(
        self,
        kana: Kana,
        run: str,
        tokens: Iterable[Token] | None,
        parted: Collection[int],
        counted: bool,
    ) -> None:
        self._kana = kana
        self._run = run
        self._parted = frozenset(parted)
        self._counted = counted
        self._sure = tokens is not None
        self._given = {
            (token.span.start, token.span.end): piece
            for token in (tokenize(run) if tokens is None else tokens)
            if (piece := kana.given(token, sure=self._sure))
        }

    def __call__(self, start: int, end: int) -> Iterator[Piece]:
        """Yield the pieces that this part of the run may be."""
        typed = self._run[start:end]
        extra = _ACROSS_COST * sum(start < at < end for at in self._parted)
        printed = self._sure and self._kana.prints(typed)
        for piece in self._kana.known(typed):
            if self._sure and (piece.written == _OF_TOWN or (printed and piece.written != typed)):
                continue
            unsure = self._sure and piece.cost > _ASKING_COST and _KANJI.search(piece.written)
            more = extra + (_UNSURE_COST if unsure else 0.0)
            yield replace(piece, cost=piece.cost + more) if more else piece
        if self._counted and not start and typed in COUNTERS:
            yield Piece(typed, COUNTERS[typed], Kind.FUNCTION, 0.3)
        given = self._given.get((start, end))
        if given:
            yield given
        if end == start + 1:
            yield Piece(typed, typed, Kind.UNREAD, _UNREAD_COST)


@cache
def _readings() -> dict[str, str]:
    lines = READINGS.read_text("utf-8").splitlines()
    return dict(line.split(" ", 1) for line in lines)


def _sounds_of_name(name: str) -> Iterator[str]:
    """Yield how a name may sound: a town's as まち and as ちょう."""
    sound = reading_of(name)
    stem, endings = reading_of(name[:-1]), _TOWNS.get(name[-1], ())
    for full in dict.fromkeys((sound, *(stem + ending for ending in endings))):
        if _KANA.fullmatch(full) and len(full) > 1:
            yield full


def _by_length(costs: Sequence[float], typed: str) -> float:
    return costs[min(len(typed), len(costs) - 1)]


def _in_kanji(term: str) -> Iterator[Piece]:
    """Yield a term by its readings, and as a verb or an adjective by its stems."""
    if not term or term.isascii() or any(map(str.isdigit, term)):
        return
    if not _KANJI.search(term):
        return
    sounds = [reading_of(term)]
    if _SINGLE.fullmatch(term):
        sounds += [reading_of(before + term).removeprefix(sound) for before, sound in _BEFORE]
    for sound in dict.fromkeys(sounds):
        if not _KANA.fullmatch(sound):
            continue
        cost = _by_length(_WORD_COST, sound)
        yield Piece(sound, term, Kind.WORD, cost)
        last = term[-1]
        if len(term) > 1 and last in _ENDINGS and sound.endswith(last):
            for ending in _ENDINGS[last]:
                yield Piece(sound[:-1] + ending, term[:-1] + ending, Kind.STEM, cost + 0.1)
            if last == "る" and len(sound) > 2:
                yield Piece(sound[:-1], term[:-1], Kind.STEM, cost + 0.4)
