"""Stand-ins for the outermost edge, with enough meaning to assert whole rankings."""

import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from index.domain import Vectors
from index.search import Searcher
from index.vectors import VectorIndex


class BigramEncoder:
    """Texts that share pairs of characters lie close together; the same text, the same vector."""

    def __init__(self, dimension: int = 64, fingerprint: str = "fake-bigrams") -> None:
        self.dimension = dimension
        self.fingerprint = f"{fingerprint}-{dimension}"
        self.encoded: list[str] = []
        """Every passage text it was given, in order."""

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        self.encoded.extend(texts)
        return self.encode_questions(texts)

    def encode_questions(self, texts: Sequence[str]) -> Vectors:
        vectors = np.zeros((len(texts), self.dimension), np.float32)
        for row, text in zip(vectors, texts, strict=True):
            padded = f" {''.join(text.split())} "
            for pair in pairwise(padded):
                row[zlib.crc32("".join(pair).encode()) % self.dimension] += 1
        return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


@dataclass(frozen=True)
class Always:
    """Gives one searcher for ever, where the bot takes up new ones."""

    held: Searcher

    def searcher(self) -> Searcher:
        return self.held


def same_vectors(one: VectorIndex, other: VectorIndex) -> bool:
    """Whether two indexes hold the same vectors in the same order."""
    every = np.arange(len(other))
    return len(one) == len(other) and np.array_equal(one.rows(every), other.rows(every))
