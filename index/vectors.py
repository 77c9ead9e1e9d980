"""The only door to faiss: exact inner products of unit vectors."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

import faiss as _faiss
import numpy as np
from numpy.typing import NDArray

from index.domain import Rows, Scores, Vectors

faiss: Any = _faiss  # Its type stubs describe the C++ arguments, not the Python ones.

_PIECE = 1 << 20
"""Bytes that are read or written at a time."""
_ROWS = 4096
"""Rows that are copied at a time."""


class VectorIndex:
    """Unit vectors by row, searched exactly; safe to share between threads."""

    def __init__(self, index: Any) -> None:  # noqa: ANN401
        self._index = index

    @classmethod
    def build(cls, vectors: Vectors) -> "VectorIndex":
        """Index `vectors`, shape (n, dimension); row i gets id i."""
        index = faiss.IndexFlatIP(vectors.shape[1])
        index.add(np.ascontiguousarray(vectors, dtype=np.float32))
        return cls(index)

    @classmethod
    def zeros(cls, size: int, dimension: int) -> "VectorIndex":
        """Return an index of zero vectors, to be filled in place."""
        index = faiss.IndexFlatIP(dimension)
        index.codes.resize(size * dimension * np.dtype(np.float32).itemsize)
        index.ntotal = size
        return cls(index)

    def put(self, rows: Rows, vectors: Vectors) -> None:
        """Write these rows; not for an index that others may be searching."""
        self._stored()[rows] = vectors

    def take(self, rows: Rows, other: "VectorIndex", its: Rows) -> None:
        """Write these rows as `its` rows are in another index."""
        ours, theirs = self._stored(), other._stored()
        for at in range(0, len(rows), _ROWS):
            ours[rows[at : at + _ROWS]] = theirs[its[at : at + _ROWS]]

    def _stored(self) -> Vectors:
        """Return the memory in which the vectors lie, shape (n, dimension)."""
        size = len(self) * self.dimension
        if not size:
            return np.empty((0, self.dimension), np.float32)
        stored: Vectors = faiss.rev_swig_ptr(self._index.get_xb(), size)
        return stored.reshape(-1, self.dimension)

    def rows(self, rows: Rows) -> Vectors:
        """Return a copy of these rows, shape (len(rows), dimension)."""
        vectors: Vectors = self._index.reconstruct_batch(rows).reshape(-1, self.dimension)
        return vectors

    def __len__(self) -> int:
        return int(self._index.ntotal)

    @property
    def dimension(self) -> int:
        return int(self._index.d)

    def search(
        self, vector: Vectors, k: int, allowed: NDArray[np.bool_] | None = None
    ) -> tuple[Rows, Scores]:
        """Return ids and inner products of the best rows, at most `k`, best first.

        `allowed`, shape (n,), restricts the search to the rows where it is true. Rows of equal
        score come in the order of their ids.
        """
        k = min(k, len(self) if allowed is None else int(np.count_nonzero(allowed)))
        if k <= 0:
            return np.empty(0, np.int64), np.empty(0, np.float32)
        # OpenMP keeps this setting per thread, and two threads answer one question more slowly.
        faiss.omp_set_num_threads(1)
        question = np.ascontiguousarray(vector, dtype=np.float32).reshape(1, -1)
        scores, ids = self._index.search(question, k, params=_parameters(allowed))
        found = ids[0] >= 0  # faiss fills up with -1
        ids, scores = ids[0][found], scores[0][found]
        order = np.lexsort((ids, -scores))
        return ids[order], scores[order]

    def scores(self, vector: Vectors, rows: Rows) -> Scores:
        """Return the inner products of `vector` with these rows, shape (len(rows),)."""
        products: Scores = self.rows(rows) @ vector.reshape(-1)
        return products

    def pour(self, write: Callable[[bytes], object]) -> None:
        """Give `write`, piece by piece, what `from_bytes` reads: a .faiss file."""
        faiss.write_index(self._index, faiss.PyCallbackIOWriter(write, _PIECE))

    @classmethod
    def from_bytes(cls, data: bytes) -> "VectorIndex":
        """Read what `pour` gave."""
        return cls(faiss.read_index(faiss.PyCallbackIOReader(BytesIO(data).read, _PIECE)))


def _parameters(allowed: NDArray[np.bool_] | None) -> Any:  # noqa: ANN401
    if allowed is None:
        return None
    # The selector keeps a reference to the bits it is given.
    return faiss.SearchParameters(
        sel=faiss.IDSelectorBitmap(np.packbits(allowed, bitorder="little"))
    )
