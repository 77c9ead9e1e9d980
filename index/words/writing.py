"""A question in the writing of the plans: kana as their words, slips mended."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import groupby
from typing import Final

from index.domain import Span
from index.normalize import hiragana, katakana
from index.tokens import Token, content_terms, tokenize
from index.words.kana import OF_TOWN, Kana
from index.words.kana_words import ASKING, COUNTED, SUFFIXES
from index.words.latin import Latin
from index.words.letters import Letters
from index.words.slips import Slips
from index.words.sounds import KANJI, Kind, Piece, Sounds

_RUN: Final = re.compile(r"[ぁ-ゖー](?:[ぁ-ゖー 　]*[ぁ-ゖー])?|[ァ-ヶー]{3,}")
_KANJI_END: Final = re.compile(r"[一-鿿々]{2}$")
_LATIN: Final = re.compile(r"[A-Za-z]{3}")
_SHORTEST: Final = 3
_COMPOUND: Final = 7
_REMEMBERED: Final = 1 << 16
_AFTER_TOWN: Final = frozenset(("は", "が", "で", "に", "も", "では", "には", "にも"))
_PLACE: Final = re.compile(
    r"北海道|東京都|(?:大阪|京都)府|[^\s県]{2,3}県|[^\s県]{1,6}?[市町村区](?![市町村区])"
)


class Writing:
    """Rewrites questions as the texts would write them.

    `counts` says how many texts have a term, `names` are written as they stand, `listed` words
    stand for terms, `text` is all that the texts say; it and `counts` are read when first needed.
    """

    def __init__(
        self,
        counts: Callable[[], Mapping[str, int]],
        names: Iterable[str],
        listed: Iterable[str],
        text: Callable[[], str],
    ) -> None:
        self._read_counts = counts
        self._names = tuple(names)
        self._listed = tuple(listed)
        self._read_text = text
        self._found: dict[str, bool] = {}

    @cached_property
    def _counts(self) -> Mapping[str, int]:
        return self._read_counts()

    @cached_property
    def _text(self) -> str:
        return self._read_text()

    @cached_property
    def _letters(self) -> Letters:
        """The text without blanks: what is broken in two is whole."""
        return Letters("".join(self._text.split()))

    @cached_property
    def _kana(self) -> Kana:
        return Kana(Sounds(self._counts, self._names, self._listed, self._has))

    @cached_property
    def _slips(self) -> Slips:
        words = (*self._names, *self._listed, *ASKING.values(), *COUNTED.values())
        return Slips(
            lambda: self._text,
            words,
            self._kana.sounds.sounding,
            self._has,
            self._counts.__contains__,
        )

    @cached_property
    def _latin(self) -> Latin:
        return Latin(self._kana.sounds.spellings, self._has, self._counts.__contains__, self._names)

    def _has(self, word: str) -> bool:
        """Whether the texts have a word, however it is broken."""
        found = self._found.get(word)
        if found is None:
            if len(self._found) > _REMEMBERED:
                self._found = {}
            found = self._found[word] = word in self._letters
        return found

    def written(self, text: str) -> str:
        """Return a question, in NFKC, in the words that the texts have for it."""
        if _LATIN.search(text):
            text = self._latin.written(text)
        return self._slips.mended(self._unkana(text))

    def _unkana(self, text: str) -> str:
        sure = bool(KANJI.search(text))
        tokens = tokenize(text) if sure else ()
        out: list[str] = []
        at = 0
        for run in _RUN.finditer(text):
            start, end = _beside_kanji(run, tokens) if sure else run.span()
            if end - start < _SHORTEST and sure:
                if ending := self._ending(text[:start], text[start:end]):
                    out += [text[at:start], ending]
                    at = end
                continue
            if "ァ" <= text[start] <= "ヶ":
                written = self._katakana(text[start:end])
            else:
                inside = [_moved(t, start) for t in tokens if t.span in Span(start, end)]
                counted = text[:start][-1:].isdigit()
                # Letters that MeCab knows no word for: もばの面積.
                trusted = sure and not any(token.pos == "記号" for token in inside)
                known = inside if trusted else None
                written = self._hiragana(text[start:end], known, counted=counted)
            if self._stands(text[start:end], written, text[end : end + 1].strip()):
                written = text[start:end]
            out += [text[at:start], written]
            at = end
        return "".join([*out, text[at:]])

    def _ending(self, before: str, run: str) -> str:
        """Return what ends a word, written as the texts have it behind that: 受診りつ."""
        word = _KANJI_END.search(before)
        ending = SUFFIXES.get(run, "") if word and len(run) > 1 else ""
        return ending if word and self._has(word[0] + ending) else ""

    def _stands(self, run: str, written: str, after: str) -> bool:
        """Whether the texts have a run with the letter after it in kana, and not as written."""
        return bool(after) and self._has(run + after) and not self._has(written + after)

    def _hiragana(self, run: str, tokens: Sequence[Token] | None, *, counted: bool) -> str:
        letters = [i for i, letter in enumerate(run) if not letter.isspace()]
        if tokens is not None:
            places = {at: i for i, at in enumerate(letters)}
            tokens = [
                replace(t, span=Span(places[t.span.start], places[t.span.end - 1] + 1))
                for t in tokens
                if t.span.start in places and t.span.end - 1 in places
            ]
        parted = [i for i, at in enumerate(letters) if at and run[at - 1].isspace()]
        bare = "".join(run[at] for at in letters)
        pieces = self._kana.read(bare, tokens, parted=parted, counted=counted)
        if tokens is not None and len(bare) >= _COMPOUND:
            freely = self._kana.read(bare, parted=parted, counted=counted)
            pieces = freely if self._hold_compound(freely) else pieces
        return self._spelled(_town_first(pieces) if tokens is None else pieces, parted)

    def _hold_compound(self, pieces: Iterable[Piece]) -> bool:
        """Whether words stand together as the texts have them: too long to sound so by chance."""
        for is_word, run in groupby(pieces, lambda piece: piece.kind is Kind.WORD):
            words = tuple(run)
            written = "".join(word.written for word in words)
            if is_word and len(words) > 1 and sum(len(word.typed) for word in words) >= _COMPOUND:
                return bool(KANJI.search(written)) and self._has(written)
        return False

    def _spelled(self, pieces: Sequence[Piece], parted: Sequence[int]) -> str:
        """Return the pieces as one text; what could not be read is katakana, one unknown word."""
        out: list[str] = []
        unread = ""
        at = 0
        last: Piece | None = None
        for piece in pieces:
            if at in parted and not (piece.kind is Kind.UNREAD and unread):
                out.append(_unknown(unread) + ("" if self._joins(last, piece) else " "))
                unread = ""
            if piece.kind is Kind.UNREAD:
                unread += piece.typed
            else:
                out += [_unknown(unread), self._printed(piece)]
                unread = ""
            at += len(piece.typed)
            last = piece
        return "".join([*out, _unknown(unread)])

    def _joins(self, last: Piece | None, piece: Piece) -> bool:
        """Whether a blank between two pieces parts nothing."""
        if last is None or piece.written == OF_TOWN:
            return True
        if last.kind is Kind.FUNCTION:
            return piece.written not in self._names
        return piece.kind is not Kind.UNREAD and self._has(last.written + piece.written)

    def _katakana(self, run: str) -> str:
        """Return what a run of katakana stands for, itself where not all of it is read."""
        if self._has(run) or self._is_of_loan_words(run):
            return run
        pieces = self._kana.read(hiragana(run))
        if all(piece.kind in (Kind.WORD, Kind.STEM, Kind.FUNCTION) for piece in pieces):
            return "".join(map(self._printed, pieces))
        return run

    def _is_of_loan_words(self, run: str) -> bool:
        """Whether the texts have each term of a run of katakana, and each in kana."""
        terms = content_terms(run)
        return all(term in self._counts and not KANJI.search(term) for term in terms)

    def _printed(self, piece: Piece) -> str:
        """Return a piece in kana where that is how the texts have it."""
        kana = self._has(piece.typed) and not self._has(piece.written)
        return piece.typed if kana else piece.written


def names_in(publisher: str) -> tuple[str, ...]:
    """Return the places that a publisher is of, with and without what they are.

    >>> names_in("架空県 汐見市 こども部")
    ('架空県', '架空', '汐見市', '汐見')
    """
    names = _PLACE.findall(publisher) or [publisher]
    stems = [(name, name[:-1]) if len(name) > _SHORTEST - 1 else (name,) for name in names]
    return tuple(name for pair in stems for name in pair)


def _beside_kanji(run: re.Match[str], tokens: Sequence[Token]) -> tuple[int, int]:
    """Return the part of a run that belongs to no word with kanji."""
    start, end = run.span()
    for token in tokens:
        if KANJI.search(token.surface):
            if token.span.start < start < token.span.end:
                start = token.span.end
            elif token.span.start < end < token.span.end:
                end = token.span.start
    return start, end


def _town_first(pieces: Sequence[Piece]) -> Sequence[Piece]:
    """Return the pieces with a town at their head written so: ふくおか, し, は."""
    if len(pieces) <= _SHORTEST - 1 or pieces[0].kind not in (Kind.WORD, Kind.OTHER):
        return pieces
    if pieces[1].typed != "し" or pieces[2].typed not in _AFTER_TOWN:
        return pieces
    return (pieces[0], replace(pieces[1], written="市"), *pieces[2:])


def _moved(token: Token, by: int) -> Token:
    return replace(token, span=Span(token.span.start - by, token.span.end - by))


def _unknown(unread: str) -> str:
    return katakana(unread) if len(unread) >= _SHORTEST else unread
