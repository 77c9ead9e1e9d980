"""Passages and KPI rows for a question, each with what speaks for it; no side effects."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np

from index.domain import Encoder, KpiRow, Passage, Scores, Vectors
from index.lexical import LexicalIndex
from index.matching import Concept, Matcher, Vocabulary, letters_of, spellings
from index.snapshot import Snapshot
from index.tokens import content_terms
from index.wording import writing_of
from index.words.kana_names import kana_names, parted
from index.words.synonyms import Synonyms
from index.words.writing import Writing

Editions = Collection[tuple[str, str]]

_CANDIDATES: Final = 40
_POOL: Final = 80
_REMEMBERED: Final = 20_000
_ASIDE: Final = 0.35
_NAME: Final = 0.3
"""How telling a name in kana is: what is asked of it tells more."""


@dataclass(frozen=True, slots=True)
class Needle:
    """What is searched for: the words, as concepts of each index, and their vector."""

    text: str
    passage_concepts: tuple[Concept, ...]
    row_concepts: tuple[Concept, ...]
    vector: Vectors


@dataclass(frozen=True, slots=True)
class PassageMatch:
    """A passage with what speaks for it, each from 0 to about 1.

    `met` is how far each concept of the needle is met, `stands` how far `dense` stands out.
    """

    passage: Passage
    met: tuple[float, ...]
    dense: float
    stands: float
    rough: float


@dataclass(frozen=True, slots=True)
class RowMatch:
    """A KPI row with what speaks for it, each from 0 to about 1.

    `met` is how far its indicator meets each concept of the needle. `cover` counts the question's
    words met by the row with its headings, `told` the indicator's words met by the question.
    """

    row: KpiRow
    met: tuple[float, ...]
    cover: float
    told: float
    dense: float
    rough: float


@dataclass(frozen=True, slots=True)
class Mix:
    """How much each score of a passage counts: its words met, their BM25 and the cosine."""

    cover: float = 1.0
    words: float = 0.5
    meaning: float = 1.5


MIX: Final = Mix()


class Searcher:
    """One snapshot, searched; safe to share between threads."""

    def __init__(
        self, snapshot: Snapshot, encoder: Encoder, synonyms: Synonyms | None = None
    ) -> None:
        self.snapshot = snapshot
        self.encoder = encoder
        self.synonyms = synonyms or Synonyms()
        self.vocabulary = Vocabulary(
            (*snapshot.passage_lexical.terms, *snapshot.kpi_lexical.terms), encoder
        )
        self._passages = Matcher(snapshot.passage_lexical, self.vocabulary, self.synonyms)
        self._spelled: dict[str, str] = {}
        self._sentence_vectors: dict[str, Vectors] = {}
        self._rows = Matcher(snapshot.kpi_lexical, self.vocabulary, self.synonyms)

    @cached_property
    def writing(self) -> Writing:
        """What writes a question as the plans would."""
        return writing_of(self.snapshot, self.synonyms)

    @cached_property
    def _indicator_terms(self) -> tuple[tuple[str, ...], ...]:
        return tuple(
            tuple(content_terms(f"{row.name} {row.unit or ''}")) for row in self.snapshot.kpi_rows
        )

    @cached_property
    def _indicators(self) -> Matcher:
        return Matcher(LexicalIndex.build(self._indicator_terms), self.vocabulary, self.synonyms)

    @cached_property
    def _indicator_letters(self) -> tuple[str, ...]:
        return tuple(letters_of(row.name) for row in self.snapshot.kpi_rows)

    @cached_property
    def _indicator_vectors(self) -> Vectors:
        return self.encoder.encode_passages([row.name for row in self.snapshot.kpi_rows])

    def needle(self, topic: str, aside: str, ignored: frozenset[str]) -> Needle:
        """Prepare a search for `topic`; the words of `aside` count little, and only where known."""
        sets = []
        for matcher in (self._passages, self._rows):
            concepts = self._concepts(matcher, topic, ignored)
            ways = {concept.ways[0] for concept in concepts}
            concepts += [
                concept
                for concept in matcher.concepts(aside, ignored, _ASIDE)
                if concept.known and concept.ways[0] not in ways
            ]
            sets.append(tuple(concepts))
        vector = self.encoder.encode_questions([topic or aside or " "])[0]
        return Needle(topic, sets[0], sets[1], vector)

    @cached_property
    def _kana_names(self) -> frozenset[str]:
        rows = (row.indicator for row in self.snapshot.kpi_rows)
        return kana_names((*(passage.text for passage in self.snapshot.passages), *rows))

    def _concepts(self, matcher: Matcher, text: str, ignored: frozenset[str]) -> list[Concept]:
        """Part a text into concepts, one for each name in kana, which its letters tell."""
        found: list[Concept] = []
        for piece, named in parted(text, self._kana_names):
            ways = ((piece,), tuple(content_terms(f"「{piece}」の")) or (piece,))
            new = [Concept(ways, _NAME, True)] if named else matcher.concepts(piece, ignored)
            found += [c for c in new if c.ways[0] not in {other.ways[0] for other in found}]
        return found

    def passages(
        self, needle: Needle, editions: Editions, mix: Mix = MIX
    ) -> tuple[PassageMatch, ...]:
        """Return the passages of these editions that speak to the needle, the best first."""
        mask = self.snapshot.passage_mask(editions)
        if not mask.any():
            return ()
        soft = self._passages.cover(needle.passage_concepts, len(mask))
        weights = _weights(needle.passage_concepts)
        cover = weights @ soft
        lexical = _lexical(self.snapshot.passage_lexical, needle.passage_concepts)
        rough = np.where(mask, mix.cover * cover + mix.words * lexical, -np.inf)
        vectors = self.snapshot.passage_vectors
        near, _ = vectors.search(needle.vector, _POOL, mask)
        pool = np.union1d(near, _best(rough, _POOL))
        letters = ((row, self._letters_of(self.snapshot.passages[row])) for row in pool.tolist())
        _spell(letters, needle.passage_concepts, soft)
        cover[pool] = weights @ soft[:, pool]
        dense = np.zeros(len(mask), np.float32)
        dense[pool] = vectors.scores(needle.vector, pool)
        stands = np.zeros(len(mask), np.float32)
        stands[pool] = _standing(dense[pool])
        rough[pool] = mix.cover * cover[pool] + mix.words * lexical[pool]
        rough[pool] += mix.meaning * dense[pool]
        rough[~mask] = -np.inf
        outside = np.ones(len(mask), np.bool_)
        outside[pool] = False
        rough[outside] = -np.inf
        return tuple(
            PassageMatch(
                self.snapshot.passages[i],
                tuple(soft[:, i].tolist()),
                float(dense[i]),
                float(stands[i]),
                float(rough[i]),
            )
            for i in _best(rough, _CANDIDATES)
        )

    def _letters_of(self, passage: Passage) -> str:
        letters = self._spelled.get(passage.passage_id)
        if letters is None:
            letters = letters_of(" ".join((*passage.path, *passage.column_heads, passage.text)))
            if len(self._spelled) > _REMEMBERED:
                self._spelled = {}
            self._spelled[passage.passage_id] = letters
        return letters

    def kpi_rows(
        self, needle: Needle, editions: Editions, limit: int | None = _CANDIDATES
    ) -> tuple[RowMatch, ...]:
        """Return the KPI rows of these editions, the best first; all without a limit."""
        mask = self.snapshot.kpi_mask(editions)
        if not mask.any():
            return ()
        soft = self._rows.cover(needle.row_concepts, len(mask))
        named = self._indicators.cover(needle.row_concepts, len(mask))
        _spell(enumerate(self._indicator_letters), needle.row_concepts, named)
        weights = _weights(needle.row_concepts)
        cover, by_name = weights @ soft, weights @ named
        dense = self._indicator_vectors @ needle.vector
        rough = np.where(mask, cover + 2 * by_name + dense, -np.inf)
        asked = self._asked(needle.row_concepts)
        return tuple(
            RowMatch(
                self.snapshot.kpi_rows[i],
                tuple(named[:, i].tolist()),
                float(cover[i]),
                self._told(i, asked),
                float(dense[i]),
                float(rough[i]),
            )
            for i in _best(rough, limit)
        )

    def _asked(self, concepts: Sequence[Concept]) -> dict[str, float]:
        """Return the terms of indicators that a question says, with how nearly it does."""
        asked: dict[str, float] = {}
        for concept in concepts:
            asked |= {term: 1.0 for way in concept.ways[1:] for term in way}
        for term in (term for concept in concepts for term in concept.ways[0]):
            for other, score in self.vocabulary.near(term):
                asked[other] = max(asked.get(other, 0.0), score)
        return asked

    @cached_property
    def _indicator_weights(self) -> tuple[dict[str, float], ...]:
        weight = self._indicators.weight
        return tuple({term: weight(term) for term in set(row)} for row in self._indicator_terms)

    def _told(self, i: int, asked: dict[str, float]) -> float:
        """Return the share of the indicator's words that the question says, telling ones first."""
        weights = self._indicator_weights[i]
        total = sum(weights.values())
        return sum(asked.get(t, 0.0) * w for t, w in weights.items()) / total if total else 0.0

    def sentence_likeness(self, needle: Needle, texts: Sequence[str]) -> dict[str, float]:
        """Return the cosine of the needle with each of some sentences."""
        known = self._sentence_vectors
        new = [text for text in dict.fromkeys(texts) if text not in known]
        if new:
            if len(known) + len(new) > _REMEMBERED:
                known = self._sentence_vectors = {}
                new = list(dict.fromkeys(texts))
            known.update(zip(new, self.encoder.encode_passages(new), strict=True))
        return {text: float(known[text] @ needle.vector) for text in texts}


def _spell(letters: Iterable[tuple[int, str]], concepts: Sequence[Concept], soft: Scores) -> None:
    """Count a concept as met by the texts whose letters spell it out, however they were parted."""
    ways = [(i, spelled) for i, concept in enumerate(concepts) if (spelled := spellings(concept))]
    for row, text in letters if ways else ():
        for i, spelled in ways:
            if any(word in text for word in spelled):
                soft[i, row] = 1.0


def _weights(concepts: Sequence[Concept]) -> Scores:
    weights = np.array([concept.weight for concept in concepts], np.float32)
    total = float(weights.sum())
    return weights / total if total else weights


def _lexical(index: LexicalIndex, concepts: Sequence[Concept]) -> Scores:
    """Return BM25 over the words as asked, by the best that it could give."""
    terms = [term for concept in concepts for term in concept.ways[0]]
    most = sum(index.idf(term) for term in terms)
    return index.scores(terms) / np.float32(most) if most else index.scores(terms)


def _standing(scores: Scores) -> Scores:
    """Return how far scores stand out from their mean, in tens of standard deviations."""
    spread = max(float(scores.std()), 1e-6)
    standing: Scores = ((scores - scores.mean()) / (10 * spread)).astype(np.float32)
    return standing


def _best(scores: Scores, limit: int | None) -> list[int]:
    order = np.argsort(-scores, kind="stable")[:limit]
    return [int(i) for i in order if np.isfinite(scores[i])]
