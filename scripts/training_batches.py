"""Batches for contrastive training, each from one source: random, hard, or made out of prose."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from scripts.training_data import Bounds, Pairs, Prose, Ragged

Floats = NDArray[np.float32]

_HARD_SHARE = 0.7  # of the batches of a source that has vectors
_HARD_MOST = 100_000  # pairs: a larger source is drawn at random only
_KEYWORDS, _NEIGHBOUR, _SHOWN = 0.35, 0.15, 0.25


@dataclass(frozen=True, slots=True)
class Recipe:
    """The figures of a training run."""

    steps: int = 3000
    batch: int = 2048
    dimension: int = 512
    rate: float = 0.03
    warmup: float = 0.05
    scale: float = 20.0
    dropout: float = 0.2
    prose_share: float = 0.33
    anchors: int = 16
    hard_from: float = 0.4
    average_from: float = 0.7
    seed: int = 7


@dataclass(frozen=True, slots=True)
class Batch:
    """Texts that belong together, row by row.

    `twins[i, j]` is true where right text j would suit left text i as well as its own.
    """

    left: Ragged
    right: Ragged
    twins: NDArray[np.bool_]


class Batches:
    """A row of batches without end: the same for the same seed and vectors."""

    def __init__(
        self, pairs: list[Pairs], prose: Prose, information: Floats, recipe: Recipe
    ) -> None:
        """Take the sources, and for each token how much it says, for questions of keywords."""
        self.pairs, self.prose, self.information, self.recipe = pairs, prose, information, recipe
        sizes = np.array([min(len(each.left), _HARD_MOST) * each.weight for each in pairs])
        self.shares = sizes / sizes.sum()
        self.vectors: list[Floats | None] = [None] * len(pairs)
        self.marks = np.random.default_rng(recipe.seed).integers(
            2**63, size=len(information), dtype=np.int64
        )

    def draw(self, step: int) -> Batch:
        """Return the batch of a step."""
        draw = np.random.default_rng((self.recipe.seed, step))
        if draw.random() < self.recipe.prose_share:
            left, right = self._from_prose(draw)
        else:
            source = int(draw.choice(len(self.pairs), p=self.shares))
            rows = self._rows(source, draw)
            left, right = self.pairs[source].left.take(rows), self.pairs[source].right.take(rows)
        twins = self._same(left) | self._same(right)
        np.fill_diagonal(twins, False)
        return Batch(self._thin(left, draw), self._thin(right, draw), twins)

    def find_neighbours(self, table: Floats) -> None:
        """Give the sources of fit size vectors, so that batches can be drawn among neighbours."""
        for i, source in enumerate(self.pairs):
            if self.recipe.batch < len(source.right) <= _HARD_MOST:
                self.vectors[i] = _embed(table, source.right)

    def _rows(self, source: int, draw: np.random.Generator) -> Bounds:
        """Return pairs at random or, once there are vectors, the neighbours of a few of them."""
        count, batch = len(self.pairs[source].left), self.recipe.batch
        if count <= batch:
            return np.arange(count)
        vectors = self.vectors[source]
        if vectors is None or draw.random() >= _HARD_SHARE:
            return draw.choice(count, batch, replace=False)
        anchors = draw.choice(count, self.recipe.anchors, replace=False)
        near = vectors[anchors] @ vectors.T
        each = batch // self.recipe.anchors
        return np.unique(np.argpartition(near, -each, axis=1)[:, -each:])

    def _from_prose(self, draw: np.random.Generator) -> tuple[Ragged, Ragged]:
        """Return a few words, or a sentence, with its paragraph or with the next one."""
        prose, batch = self.prose, self.recipe.batch
        chosen = draw.choice(len(prose.paragraphs) - 2, batch, replace=False)
        first, last = prose.paragraphs[chosen], prose.paragraphs[chosen + 1]
        bounds = prose.sentences.bounds
        whole = prose.sentences.ranges(bounds[first], bounds[last])
        kind = draw.random()
        if kind < _KEYWORDS:
            return self._keywords(whole, draw), whole
        sentence = first + (draw.random(batch) * (last - first)).astype(np.int64)
        left = prose.sentences.take(sentence)
        if kind < _KEYWORDS + _NEIGHBOUR:
            after = prose.paragraphs[chosen + 2]
            return left, prose.sentences.ranges(bounds[last], bounds[after])
        owner = np.repeat(np.arange(batch), whole.lengths())
        place = np.arange(len(whole.flat)) - whole.bounds[owner] + bounds[first][owner]
        inside = (place >= bounds[sentence][owner]) & (place < bounds[sentence + 1][owner])
        shown = draw.random(batch)[owner] < _SHOWN
        return left, whole.keep(~inside | shown)

    def _keywords(self, whole: Ragged, draw: np.random.Generator) -> Ragged:
        """Return some 2 to 10 tokens of each text, telling ones most often."""
        weight = self.information[whole.flat]
        owner = np.repeat(np.arange(len(whole)), whole.lengths())
        sums = np.bincount(owner, weight, len(whole))
        wanted = draw.uniform(2, 10, len(whole))[owner]
        return whole.keep(draw.random(len(weight)) < wanted * weight / sums[owner])

    def _same(self, texts: Ragged) -> NDArray[np.bool_]:
        """Return which texts have the same tokens, each with each."""
        sums = np.concatenate([[0], np.cumsum(self.marks[texts.flat])])
        keys = np.diff(sums[texts.bounds])
        same: NDArray[np.bool_] = keys[:, None] == keys[None, :]
        return same

    def _thin(self, texts: Ragged, draw: np.random.Generator) -> Ragged:
        return texts.keep(draw.random(len(texts.flat)) >= self.recipe.dropout)


def bag_of(texts: Ragged, used: Bounds) -> sparse.csr_matrix:
    """Return the matrix that takes the rows `used` of the table to the mean of each text's."""
    place = np.zeros(int(used[-1]) + 1, np.int32)
    place[used] = np.arange(len(used), dtype=np.int32)
    lengths = texts.lengths()
    share = np.repeat((1 / np.maximum(lengths, 1)).astype(np.float32), lengths)
    parts = (share, place[texts.flat], texts.bounds.astype(np.int32))
    return sparse.csr_matrix(parts, shape=(len(texts), len(used)))


def _embed(table: Floats, texts: Ragged) -> Floats:
    """Return one unit row per text."""
    vectors: Floats = bag_of(texts, np.arange(len(table))) @ table
    vectors /= np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), np.float32(1e-9))
    return vectors
