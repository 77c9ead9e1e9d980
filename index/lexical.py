"""BM25 over lists of terms, as Lucene scores it.

The postings of a text do not depend on the other texts, only their weights do. Postings are
therefore what is kept and moved from one index to the next; weights are computed for a search.
"""

import json
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, compress

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import load, save

from index.domain import Rows, Scores

K1 = 1.5
B = 0.75


@dataclass(frozen=True, eq=False)
class LexicalIndex:
    """Terms with the texts they stand in.

    `terms` are sorted; the postings of term i lie at `starts[i]:starts[i + 1]` of `texts` (row
    numbers, ascending) and `counts` (how often). `lengths` are the numbers of terms, by text.
    """

    terms: tuple[str, ...]
    starts: NDArray[np.int64]
    texts: NDArray[np.int32]
    counts: NDArray[np.int32]
    lengths: NDArray[np.int32]

    @cached_property
    def _ids(self) -> dict[str, int]:
        return {term: i for i, term in enumerate(self.terms)}

    @cached_property
    def _weights(self) -> NDArray[np.float32]:
        """What each posting adds to the score of its text."""
        frequencies = np.diff(self.starts)
        share = (len(self) - frequencies + 0.5) / (frequencies + 0.5)
        idf = np.log1p(share).astype(np.float32)
        mean = float(self.lengths.mean()) if self.lengths.any() else 1.0
        saturation = (K1 * (1 - B + B * self.lengths / mean)).astype(np.float32)
        tally = self.counts.astype(np.float32)
        return np.repeat(idf, frequencies) * tally / (tally + saturation[self.texts])

    @classmethod
    def build(cls, texts: Sequence[Sequence[str]]) -> "LexicalIndex":
        """Index one list of terms per text."""
        words = sorted(set().union(*texts))
        ids = {word: i for i, word in enumerate(words)}
        lengths = np.fromiter(map(len, texts), np.int32, len(texts))
        terms = np.fromiter(
            map(ids.__getitem__, chain.from_iterable(texts)), np.int64, int(lengths.sum())
        )
        rows = np.repeat(np.arange(len(texts), dtype=np.int64), lengths)
        keys, counts = np.unique(terms * max(len(texts), 1) + rows, return_counts=True)
        terms, rows = np.divmod(keys, max(len(texts), 1))
        starts = _starts(np.bincount(terms, minlength=len(words)))
        return cls(tuple(words), starts, rows.astype(np.int32), counts.astype(np.int32), lengths)

    @classmethod
    def merge(cls, size: int, parts: Sequence[tuple["LexicalIndex", Rows, Rows]]) -> "LexicalIndex":
        """Make an index of `size` texts out of (part, rows of the part, rows they become)."""
        words = sorted(set().union(*(part.terms for part, _, _ in parts)))
        ids = {word: i for i, word in enumerate(words)}
        lengths = np.zeros(size, np.int32)
        terms, rows, counts = [_NONE], [_NONE], [_NONE]
        for part, old, new in parts:
            becomes = np.full(len(part), -1, np.int32)
            becomes[old] = new
            lengths[new] = part.lengths[old]
            row_of = becomes[part.texts]
            kept = row_of >= 0
            renumbered = np.fromiter(map(ids.__getitem__, part.terms), np.int32, len(part.terms))
            terms.append(np.repeat(renumbered, np.diff(part.starts))[kept])
            rows.append(row_of[kept])
            counts.append(part.counts[kept])
        return _arrange(
            words, np.concatenate(terms), np.concatenate(rows), np.concatenate(counts), lengths
        )

    def __len__(self) -> int:
        return len(self.lengths)

    def document_frequency(self, term: str) -> int:
        """In how many texts `term` stands."""
        found = self._ids.get(term)
        return 0 if found is None else int(self.starts[found + 1] - self.starts[found])

    def frequencies(self) -> dict[str, int]:
        """In how many texts each term stands."""
        return dict(zip(self.terms, np.diff(self.starts).tolist(), strict=True))

    def idf(self, term: str) -> float:
        """How telling `term` is: the natural logarithm that BM25 weighs it with."""
        frequency = self.document_frequency(term)
        return math.log1p((len(self) - frequency + 0.5) / (frequency + 0.5))

    def scores(self, terms: Iterable[str]) -> Scores:
        """Return a score for every text, shape (n,); zero means that none of the terms is in it."""
        scores = np.zeros(len(self), np.float32)
        for term in terms:
            found = self._ids.get(term)
            if found is not None:
                postings = slice(self.starts[found], self.starts[found + 1])
                np.add.at(scores, self.texts[postings], self._weights[postings])
        return scores

    def to_bytes(self) -> bytes:
        """Return what `from_bytes` reads, in the format of a .safetensors file."""
        words = json.dumps(self.terms, ensure_ascii=False).encode()
        return save(
            {
                "terms": np.frombuffer(words, np.uint8),
                "starts": self.starts,
                "texts": self.texts,
                "counts": self.counts,
                "lengths": self.lengths,
            }
        )

    @classmethod
    def from_bytes(cls, data: bytes) -> "LexicalIndex":
        """Read what `to_bytes` wrote."""
        arrays = load(data)
        words = json.loads(arrays["terms"].tobytes())
        return cls(
            tuple(words), arrays["starts"], arrays["texts"], arrays["counts"], arrays["lengths"]
        )


_NONE = np.empty(0, np.int32)


def _arrange(
    words: list[str],
    terms: NDArray[np.int32],
    rows: NDArray[np.int32],
    counts: NDArray[np.int32],
    lengths: NDArray[np.int32],
) -> LexicalIndex:
    """Sort postings, and leave out terms that have none: the same texts make the same index."""
    frequencies = np.bincount(terms, minlength=len(words))
    used = frequencies > 0
    keys = (np.cumsum(used) - 1)[terms]
    keys *= max(len(lengths), 1)
    keys += rows
    # The parts are in order already: a stable sort only merges them.
    order = np.argsort(keys, kind="stable")
    return LexicalIndex(
        tuple(compress(words, used)),
        _starts(frequencies[used]),
        rows[order],
        counts[order],
        lengths,
    )


def _starts(frequencies: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return where the postings of each term start, and where the last ones end."""
    return np.concatenate([[0], np.cumsum(frequencies)])
