"""How well the words of a question are met by each text of an index, also where they differ.

A question is a list of concepts. A concept is met by its own terms, by its synonyms, by a term
that is spelled nearly the same, or, in part, by a term whose vector lies close.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

from index.domain import Encoder, Vectors
from index.lexical import LexicalIndex
from index.normalize import hiragana
from index.spelling import Spelling
from index.synonyms import Synonyms, Terms

Scores = NDArray[np.float32]

_SYNONYM: Final = 0.95
_MISSPELLED: Final = 0.85
# Cosine of two words: below the first they have nothing to do with each other.
_UNLIKE: Final = 0.42
_ALIKE: Final = 0.85
_NEIGHBOUR: Final = 0.8
_NEIGHBOURS: Final = 24


@dataclass(frozen=True, slots=True)
class Concept:
    """What has to be met: any of `ways`, the first of which is as asked.

    `weight` is how telling it is, from 0 to 1; `known` says whether a text has a term of it.
    """

    ways: tuple[Terms, ...]
    weight: float
    known: bool


class Vocabulary:
    """The terms of an index with their vectors, spellings and readings, each made when needed."""

    def __init__(self, lexical: LexicalIndex, encoder: Encoder) -> None:
        self.lexical = lexical
        self._encoder = encoder
        self._near: dict[str, tuple[tuple[str, float], ...]] = {}

    @cached_property
    def _ids(self) -> dict[str, int]:
        return {term: i for i, term in enumerate(self.lexical.terms)}

    def texts_with(self, term: str) -> NDArray[np.int32]:
        """Return the rows of the texts that have a term."""
        found = self._ids.get(term)
        if found is None:
            return np.empty(0, np.int32)
        return self.lexical.texts[self.lexical.starts[found] : self.lexical.starts[found + 1]]

    @cached_property
    def _vectors(self) -> Vectors:
        return self._encoder.encode_passages(self.lexical.terms)

    @cached_property
    def spelling(self) -> Spelling:
        return Spelling(self.lexical.terms)

    @cached_property
    def _rarest(self) -> float:
        return float(np.log1p(len(self.lexical) + 0.5) + np.log(2)) or 1.0

    def knows(self, term: str) -> bool:
        """Whether any text has this term."""
        return self.lexical.document_frequency(term) > 0

    def weight(self, term: str) -> float:
        """How telling a term is, from 0 to 1; one that no text has tells most."""
        return min(1.0, self.lexical.idf(term) / self._rarest) if self.knows(term) else 1.0

    def near(self, term: str) -> tuple[tuple[str, float], ...]:
        """Return terms of the index that may stand for `term`, with how well, from 0 to 1."""
        if term not in self._near:
            if len(self._near) > 4096:
                self._near.clear()
            self._near[term] = tuple(self._find_near(term))
        return self._near[term]

    def _find_near(self, term: str) -> Iterable[tuple[str, float]]:
        if self.knows(term):
            yield term, 1.0
        elif not term.isdigit():
            for other in self.spelling.alike(term):
                yield other, _MISSPELLED
        if not self.lexical.terms or term.isdigit() or (len(term) < 2 and term.isascii()):
            return
        likeness = self._vectors @ self._encoder.encode_questions([term])[0]
        most = min(_NEIGHBOURS, len(likeness))
        for i in np.argpartition(-likeness, most - 1)[:most].tolist():
            score = (float(likeness[i]) - _UNLIKE) / (_ALIKE - _UNLIKE)
            if score > 0 and self.lexical.terms[i] != term:
                yield self.lexical.terms[i], _NEIGHBOUR * min(1.0, score)


class Matcher:
    """Concepts of a question, and how far each text of one index meets them."""

    def __init__(self, lexical: LexicalIndex, encoder: Encoder, synonyms: Synonyms) -> None:
        self.vocabulary = Vocabulary(lexical, encoder)
        self._synonyms = synonyms

    def concepts(self, text: str, ignored: frozenset[str], factor: float = 1.0) -> list[Concept]:
        """Part a text into concepts; `ignored` terms are none."""
        terms = self.vocabulary.spelling.unkana(text) if text else []
        found = {place.start: place for place in self._synonyms.find(terms)}
        concepts: list[Concept] = []
        at = 0
        while at < len(terms):
            place = found.get(at)
            end = place.end if place else at + 1
            own = tuple(terms[at:end])
            at = end
            if all(term in ignored for term in own) or self._vain_number(own):
                continue
            ways = (own, *(place.likes if place else ()))
            concept = self._concept(tuple(dict.fromkeys(ways)), factor)
            if concept.ways[0] not in (c.ways[0] for c in concepts):
                concepts.append(concept)
        return concepts

    def _vain_number(self, own: Terms) -> bool:
        return len(own) == 1 and own[0][0].isdigit() and not self.vocabulary.knows(own[0])

    def _concept(self, ways: tuple[Terms, ...], factor: float) -> Concept:
        vocabulary = self.vocabulary
        known = any(all(map(vocabulary.knows, way)) for way in ways)
        telling = [
            max(map(vocabulary.weight, way)) for way in ways if all(map(vocabulary.knows, way))
        ]
        weight = min(telling) if telling else max(map(vocabulary.weight, ways[0]))
        return Concept(ways, weight * factor, known)

    def cover(self, concepts: Sequence[Concept], rows: int) -> tuple[Scores, Scores]:
        """Return how far each text meets each concept, and the same without near meanings.

        Both have the shape (concepts, rows).
        """
        soft = np.zeros((len(concepts), rows), np.float32)
        exact = np.zeros((len(concepts), rows), np.float32)
        for i, concept in enumerate(concepts):
            for way in concept.ways:
                factor = 1.0 if way is concept.ways[0] else _SYNONYM
                np.maximum(soft[i], factor * self._way(way, rows, self.vocabulary.near), soft[i])
                np.maximum(exact[i], factor * self._way(way, rows, self._same), exact[i])
        return soft, exact

    def _same(self, term: str) -> tuple[tuple[str, float], ...]:
        return ((term, 1.0),) if self.vocabulary.knows(term) else ()

    def _way(
        self, way: Terms, rows: int, near: Callable[[str], tuple[tuple[str, float], ...]]
    ) -> Scores:
        """Return the mean over the terms of a way, the telling ones counting more."""
        total = np.zeros(rows, np.float32)
        weights = [self.vocabulary.weight(term) + 0.05 for term in way]
        for term, weight in zip(way, weights, strict=True):
            best = np.zeros(rows, np.float32)
            for other, score in near(term):
                texts = self.vocabulary.texts_with(other)
                best[texts] = np.maximum(best[texts], score)
            total += best * np.float32(weight / sum(weights))
        return total


def bigrams(text: str) -> frozenset[str]:
    """Return the pairs of neighbouring letters, blanks and signs left out."""
    letters = [c for c in hiragana(text) if c.isalnum()]
    return frozenset(a + b for a, b in pairwise(letters))
