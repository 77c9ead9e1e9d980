"""Kana that people type without converting, read as words."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from itertools import pairwise
from operator import itemgetter
from typing import Final

from index.normalize import hiragana
from index.tokens import Token, tokenize
from index.words.kana_words import COUNTERS
from index.words.sounds import (
    ASKING_COST,
    FUNCTION_COST,
    KANJI,
    KEPT_COST,
    OTHER_COST,
    WORD_COST,
    Kind,
    Piece,
    Sounds,
    by_length,
)

_LONGEST: Final = 16
_UNREAD_COST: Final = 2.4
_ACROSS_COST: Final = 1.2
_TOGETHER: Final = 1.2
_SURE: Final = 0.6
_UNSURE_COST: Final = 0.9
_TALKING: Final = frozenset(("そう", "こう"))
OF_TOWN: Final = "市の"
_NUMBERS: Final = frozenset("一二三四五六七八九十")
_FIRST: Final = itemgetter(0)
_START: Final = Piece("", "", Kind.FUNCTION, 0.0)
_MIDST: Final = Piece("", "", Kind.OTHER, 0.0)


class Kana:
    """Reads kana by the words of these sounds."""

    def __init__(self, sounds: Sounds) -> None:
        self.sounds = sounds

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

        >>> [p.written for p in Kana(Sounds({"地下": 1, "水": 1})).read("ちかすいの")]
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

    def given(self, token: Token, *, sure: bool) -> Piece | None:
        """Return a word that MeCab found in a run."""
        typed, term = token.surface, hiragana(token.lemma)
        written = typed
        if token.pos in ("助詞", "助動詞") or (sure and token.pos in ("動詞", "形容詞")):
            if not sure:
                return None
            kind, cost = Kind.FUNCTION, by_length(FUNCTION_COST, typed)
        elif term in self.sounds.counts:
            kind, cost = Kind.WORD, by_length(WORD_COST, typed)
            if not self.sounds.has(typed):
                cost += KEPT_COST
        else:
            kind, cost = Kind.OTHER, by_length(OTHER_COST, typed) + KEPT_COST
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
        if piece.kind is Kind.SUFFIX and before.kind not in (Kind.WORD, Kind.OTHER):
            return cost + _UNREAD_COST
        together = before.kind is piece.kind is Kind.WORD
        if together and self.sounds.has(before.written + piece.written):
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
        own = tuple(tokenize(run) if tokens is None else tokens)
        # ふたつあった is no ツアー: where MeCab can be trusted, a number's counter begins no word.
        self._counters = {
            after.span.start
            for number, after in pairwise(own if self._sure else ())
            if number.lemma in _NUMBERS and after.pos == "接尾辞"
        }
        self._given = {
            (token.span.start, token.span.end): piece
            for token in own
            if (piece := kana.given(token, sure=self._sure))
        }

    def __call__(self, start: int, end: int) -> Iterator[Piece]:
        """Yield the pieces that this part of the run may be."""
        typed = self._run[start:end]
        extra = _ACROSS_COST * sum(start < at < end for at in self._parted)
        known = () if start in self._counters else self._kana.sounds.known(typed)
        for piece in known:
            if self._sure and piece.written == OF_TOWN:
                continue
            unsure = self._sure and piece.cost > ASKING_COST and KANJI.search(piece.written)
            more = extra + (_UNSURE_COST if unsure else 0.0)
            yield replace(piece, cost=piece.cost + more) if more else piece
        if self._counted and not start and typed in COUNTERS:
            yield Piece(typed, COUNTERS[typed], Kind.FUNCTION, 0.3)
        given = self._given.get((start, end))
        if given:
            yield given
        if end == start + 1:
            yield Piece(typed, typed, Kind.UNREAD, _UNREAD_COST)
