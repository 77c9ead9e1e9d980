"""How well the words of a question are met by each text of an index, also where they differ.

A question is a list of concepts. A concept is met by its own terms, by its synonyms, by a term
that is spelled nearly the same, or, in part, by a term whose vector lies close.
"""

import math
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from index.domain import Encoder, Scores, Vectors
from index.lexical import LexicalIndex
from index.normalize import hiragana, katakana, squeeze
from index.tokens import TURNING, Terms, content_terms, origin_of, phrase_terms
from index.vectors import VectorIndex
from index.words.spelling import Spelling
from index.words.synonyms import Synonyms

_SYNONYM: Final = 0.95
_MISSPELLED: Final = 0.85
_SOUNDING: Final = 0.7
# How far the cosine of two words stands out, in standard deviations over the vocabulary: below the
# first they have nothing to do with each other, from the second on they mean the same.
_LEAST: Final = 0.15
_UNLIKE: Final = 3.5
_ALIKE: Final = 9.0
_NEIGHBOUR: Final = 0.8
_COMPOUND: Final = 0.6
_NEIGHBOURS: Final = 48
_SAMPLE: Final = 300
_REMEMBERED: Final = 8192
_DOING: Final = re.compile(r".*[一-鿿][ぁ-ゖ]*[うくぐすずつづぬふぶむゆるい]")
_KANA: Final = re.compile("[ぁ-ゖー]{2,}")
_KANJI: Final = re.compile("[一-鿿々]")
_HIRAGANA: Final = re.compile("[ぁ-ゖ]")
_DIGITS: Final = frozenset("0123456789一二三四五六七八九十")
_NOWHERE: Final = np.empty(0, np.int32)


@dataclass(frozen=True, slots=True)
class Concept:
    """What has to be met: any of `ways`, the first of which is as asked.

    `weight` is how telling it is, from 0 to 1; `known` says whether a text has a term of it.
    """

    ways: tuple[Terms, ...]
    weight: float
    known: bool
    aside: bool = False

    @property
    def is_doing(self) -> bool:
        """Whether it is a verb or an adjective, by its ending: people choose these freely.

        An English word is one where the glossary has such a word for it.

        >>> [Concept((it,), 1.0, True).is_doing for it in (("拾う",), ("容量",), ("酒", "飲む"))]
        [True, False, False]
        >>> Concept((("created",), ("作る",)), 1.0, True).is_doing
        True
        """
        called = self.ways if self.ways[0][0].isascii() else self.ways[:1]
        return any(all(map(_DOING.fullmatch, way)) for way in called)


class Vocabulary:
    """The terms of some indexes with their vectors and spellings, each made when first needed."""

    def __init__(self, terms: Iterable[str], encoder: Encoder) -> None:
        self.terms = tuple(dict.fromkeys(terms))
        self._known = frozenset(self.terms)
        self._encoder = encoder
        self._near: dict[str, tuple[tuple[str, float], ...]] = {}

    @cached_property
    def _vectors(self) -> tuple[VectorIndex, Vectors, float]:
        """The vectors of the terms, their mean, and how far two terms are from it as a rule."""
        vectors = self._encoder.encode_passages([_printed(term) for term in self.terms])
        mean = vectors.mean(axis=0)
        some = vectors[:: max(1, len(vectors) // _SAMPLE)]
        apart = np.einsum("ik,jk->ij", some, some[::-1]) - some @ mean
        return VectorIndex.build(vectors), mean, max(float(apart.std()), 1e-6)

    @cached_property
    def spelling(self) -> Spelling:
        return Spelling(self.terms)

    def near(self, term: str) -> tuple[tuple[str, float], ...]:
        """Return terms that may stand for `term`, with how well, from 0 to 1."""
        if term not in self._near:
            self.prepare([term])
        return self._near[term]

    def prepare(self, terms: Iterable[str]) -> None:
        """Find what is near each of these terms, all at once."""
        new = [term for term in dict.fromkeys(terms) if term not in self._near]
        if len(self._near) > _REMEMBERED:
            self._near = {}
        if not new:
            return
        vectors = self._encoder.encode_questions([_printed(term) for term in new])
        for term, vector in zip(new, vectors, strict=True):
            self._near[term] = tuple(self._find_near(term, vector))

    def _find_near(self, term: str, vector: Vectors) -> Iterable[tuple[str, float]]:
        if term in self._known:
            yield term, 1.0
        elif not term.isdigit():
            for other in self.spelling.alike(term):
                yield other, _MISSPELLED
            for other in self.spelling.sounding(term):
                yield other, _SOUNDING
            if (origin := origin_of(term)) in self._known:
                yield origin, _SYNONYM
        if term.isdigit() or (len(term) < 2 and term.isascii()) or not self.terms:
            return
        index, mean, spread = self._vectors
        usual = float(vector @ mean)
        # faiss searches on one thread; NumPy's would wait for each other on a busy machine.
        own = _native_kanji(term)
        for i, likeness in zip(*index.search(vector, _NEIGHBOURS), strict=True):
            score = ((float(likeness) - usual) / spread - _UNLIKE) / (_ALIKE - _UNLIKE)
            if own and own.issubset(self.terms[i]):
                score = max(score, 0.0) + _COMPOUND
            if score > 0 and likeness > _LEAST and self.terms[i] != term:
                yield self.terms[i], _NEIGHBOUR * min(1.0, score)


def _native_kanji(term: str) -> frozenset[str]:
    """Return the kanji of a native word; where people say it plans have a compound with them.

    >>> [sorted(_native_kanji(term)) for term in ("森", "乗り降り", "森林")]
    [['森'], ['乗', '降'], []]
    """
    native = len(term) == 1 or _HIRAGANA.search(term)
    return frozenset(_KANJI.findall(term)) if native else frozenset()


def _printed(term: str) -> str:
    """Return a term as the encoder met it: what is all kana is a loan word as a rule.

    Terms have lost the mark of a long vowel at their end: it is tried both ways.

    >>> _printed("ほてる"), _printed("ばす"), _printed("道路")
    ('ホテル ホテルー', 'バス', '道路')
    """
    if not _KANA.fullmatch(term):
        return term
    loan = katakana(term)
    return loan if len(loan) < 3 or loan.endswith("ー") else f"{loan} {loan}ー"


class Matcher:
    """Concepts of a question, and how far each text of one index meets them."""

    def __init__(self, lexical: LexicalIndex, vocabulary: Vocabulary, synonyms: Synonyms) -> None:
        self._lexical = lexical
        self.vocabulary = vocabulary
        self._synonyms = synonyms
        self._ids = {term: i for i, term in enumerate(lexical.terms)}
        self._rarest = math.log1p(2 * len(lexical) + 1)

    def knows(self, term: str) -> bool:
        """Whether any text has this term."""
        return term in self._ids

    def weight(self, term: str) -> float:
        """How telling a term is, from 0 to 1; one that no text has tells most."""
        return min(1.0, self._lexical.idf(term) / self._rarest) if term in self._ids else 1.0

    def _texts_with(self, term: str) -> NDArray[np.int32]:
        found = self._ids.get(term)
        if found is None:
            return _NOWHERE
        return self._lexical.texts[self._lexical.starts[found] : self._lexical.starts[found + 1]]

    def concepts(self, text: str, ignored: frozenset[str], factor: float = 1.0) -> list[Concept]:
        """Part a text into concepts; `ignored` terms are none."""
        terms = phrase_terms(text)
        found = {place.start: place for place in self._synonyms.find(text)}
        concepts: list[Concept] = []
        at = 0
        while at < len(terms):
            place = found.get(at)
            end = place.end if place else at + 1
            said = (term for term in terms[at:end] if term not in TURNING)
            own = tuple(term for term in said if term not in ignored)
            # 出て行く says more than its words, each of which says nothing.
            likes = place.likes if place and (own or end - at > 1) else ()
            at = end
            ways = (own, *likes) if own else likes
            if not ways or (self._vain_number(own) and not likes):
                continue
            concept = self._concept(tuple(dict.fromkeys(ways)), factor)
            if concept.ways[0] not in (c.ways[0] for c in concepts):
                concepts.append(concept)
        return concepts

    def _vain_number(self, own: Terms) -> bool:
        return len(own) == 1 and own[0][0] in _DIGITS and not self.knows(own[0])

    def _concept(self, ways: tuple[Terms, ...], factor: float) -> Concept:
        known = [way for way in ways if all(map(self.knows, way))]
        telling = [max(map(self.weight, way)) for way in known]
        weight = min(telling) if telling else max(map(self.weight, ways[0]))
        return Concept(ways, weight * factor, bool(known), factor < 1)

    def cover(self, concepts: Sequence[Concept], rows: int) -> Scores:
        """Return how far each text meets each concept, in the shape (concepts, rows)."""
        self.vocabulary.prepare(term for concept in concepts for term in concept.ways[0])
        met = np.zeros((len(concepts), rows), np.float32)
        for i, concept in enumerate(concepts):
            met[i] = self._way(concept.ways[0], rows, self.vocabulary.near)
            for number, way in enumerate(concept.ways):
                said = self._way(way, rows, self._same)
                np.maximum(met[i], _SYNONYM * said if number else said, out=met[i])
        return met

    def _same(self, term: str) -> tuple[tuple[str, float], ...]:
        return ((term, 1.0),) if self.knows(term) else ()

    def _way(
        self, way: Terms, rows: int, near: Callable[[str], tuple[tuple[str, float], ...]]
    ) -> Scores:
        """Return the mean over the terms of a way, the telling ones counting more."""
        total = np.zeros(rows, np.float32)
        weights = [self.weight(term) + 0.05 for term in way]
        for term, weight in zip(way, weights, strict=True):
            best = np.zeros(rows, np.float32)
            for other, score in near(term):
                texts = self._texts_with(other)
                if len(texts):
                    best[texts] = np.maximum(best[texts], score)
            total += best * np.float32(weight / sum(weights))
        return total


class Meter:
    """Measures how far a text meets the concepts of one question."""

    def __init__(
        self, concepts: Sequence[Concept], vocabulary: Vocabulary, *, exact: bool = False
    ) -> None:
        total = sum(concept.weight for concept in concepts)
        if not exact:
            vocabulary.prepare(term for concept in concepts for term in concept.ways[0])
        self._parts = [
            (
                concept.weight / total if total else 0.0,
                [dict(((t, 1.0),) if exact else vocabulary.near(t)) for t in concept.ways[0]],
                [frozenset(way) for way in concept.ways[1:]],
                spellings(concept),
            )
            for concept in concepts
        ]

    def __call__(self, text: str) -> float:
        """Return how far a text meets the concepts, from 0 to 1, the telling ones first."""
        terms, letters = _read(text)
        met = 0.0
        for weight, asked, likes, spelled in self._parts:
            if any(word in letters for word in spelled):
                met += weight
                continue
            best = sum(max((near[t] for t in near.keys() & terms), default=0.0) for near in asked)
            best /= len(asked)
            for way in likes if best < 1 else ():
                best = max(best, len(way & terms) / len(way))
            met += weight * best
        return met


@lru_cache(maxsize=1 << 15)
def _read(text: str) -> tuple[frozenset[str], str]:
    """Return the terms of a text and its letters."""
    return frozenset(content_terms(text)), letters_of(text)


def letters_of(text: str) -> str:
    """Return a text folded and without blanks, to look for `spellings` in."""
    return hiragana(squeeze(text))


def spellings(concept: Concept) -> tuple[str, ...]:
    """Return the letters by which a text spells a concept out, however its words are parted.

    Latin words have blanks between them. Words of a letter or two may be in any: 議会 in 協議会.

    >>> spellings(Concept((("地下", "水"), ("groundwater",), ("井",)), 1.0, True))
    ('地下水',)
    """
    words = {"".join(way): len(way) for way in concept.ways}
    return tuple(w for w, parts in words.items() if len(w) > 1 + (parts < 2) and not w.isascii())
