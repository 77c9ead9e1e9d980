"""BM25 over lists of terms, as Lucene scores it.

The postings of a text do not depend on the other texts, only their weights do. Postings are
therefore what is kept and moved from one index to the next; weights are computed for a search.
"""

import json
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import load, save

K1 = 1.5
B = 0.75

Rows = NDArray[np.int64]


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
        starts = _starts(terms, len(words))
        return cls(tuple(words), starts, rows.astype(np.int32), counts.astype(np.int32), lengths)

    @classmethod
    def merge(cls, size: int, parts: Iterable[tuple["LexicalIndex", Rows, Rows]]) -> "LexicalIndex":
        """Make an index of `size` texts out of (part, rows of the part, rows they become)."""
        ids: dict[str, int] = {}
        lengths = np.zeros(size, np.int32)
        terms, rows, counts = [_NONE], [_NONE], [np.empty(0, np.int32)]
        for part, old, new in parts:
            becomes = np.full(len(part), -1, np.int64)
            becomes[old] = new
            lengths[new] = part.lengths[old]
            row_of = becomes[part.texts]
            kept = row_of >= 0
            renumbered = np.fromiter(
                (ids.setdefault(term, len(ids)) for term in part.terms), np.int64, len(part.terms)
            )
            terms.append(np.repeat(renumbered, np.diff(part.starts))[kept])
            rows.append(row_of[kept])
            counts.append(part.counts[kept])
        return _arrange(
            list(ids),
            np.concatenate(terms),
            np.concatenate(rows),
            np.concatenate(counts),
            lengths,
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

    def scores(self, terms: Iterable[str]) -> NDArray[np.float32]:
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


_NONE = np.empty(0, np.int64)


def _arrange(
    words: list[str],
    terms: Rows,
    rows: Rows,
    counts: NDArray[np.int32],
    lengths: NDArray[np.int32],
) -> LexicalIndex:
    """Sort terms and postings, so that the same texts always make the same index."""
    used = np.zeros(len(words), np.bool_)
    used[terms] = True
    order = sorted(np.flatnonzero(used).tolist(), key=words.__getitem__)
    rank = np.zeros(len(words), np.int64)
    rank[order] = np.arange(len(order))
    terms = rank[terms]
    # The parts are in order already: a stable sort only merges them.
    by_term = np.argsort(terms * max(len(lengths), 1) + rows, kind="stable")
    return LexicalIndex(
        tuple(words[i] for i in order),
        _starts(terms, len(order)),
        rows[by_term].astype(np.int32),
        counts[by_term],
        lengths,
    )


def _starts(terms: Rows, size: int) -> Rows:
    """Return where the postings of each of `size` terms start, and where the last ones end."""
    starts = np.zeros(size + 1, np.int64)
    np.cumsum(np.bincount(terms, minlength=size), out=starts[1:])
    return starts
