"""Items of one kind with their vectors and terms, put together from old ones and new ones."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import accumulate, chain
from typing import Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

from index.domain import Encoder, KpiRow, Passage, Vectors
from index.lexical import LexicalIndex
from index.vectors import VectorIndex

Item = TypeVar("Item", Passage, KpiRow)
Rows = NDArray[np.int64]
Progress = Callable[[str, int, int], None]
"""Called with what is being done, how much of it is done, and how much there is."""

_BATCH = 4096


@dataclass(frozen=True, slots=True)
class Block(Generic[Item]):
    """Items that stand together: with their terms, or from this row of the old layer on."""

    items: Sequence[Item]
    terms: LexicalIndex | int


@dataclass(frozen=True, slots=True)
class Layer(Generic[Item]):
    """Items in the order of their rows; `text_of` gives what is embedded of one.

    `vectors` is None where another encoder made them.
    """

    text_of: Callable[[Item], str]
    items: Sequence[Item]
    vectors: VectorIndex | None
    lexical: LexicalIndex


@dataclass(frozen=True, slots=True)
class Merged:
    """The two indexes of a new layer, and how many texts had to be embedded for them."""

    vectors: VectorIndex
    lexical: LexicalIndex
    embedded: int


def merge(
    old: Layer[Item], blocks: Sequence[Block[Item]], encoder: Encoder, progress: Progress
) -> Merged:
    """Index all items of `blocks`, in order."""
    starts = [0, *accumulate(len(block.items) for block in blocks)]
    taken, becomes = [_NO_ROWS], [_NO_ROWS]
    new_parts: list[tuple[LexicalIndex, Rows, Rows]] = []
    for start, block in zip(starts, blocks, strict=False):
        rows = np.arange(start, start + len(block.items))
        if isinstance(block.terms, int):
            taken.append(rows - start + block.terms)
            becomes.append(rows)
        else:
            new_parts.append((block.terms, rows - start, rows))
    old_rows, new_rows = np.concatenate(taken), np.concatenate(becomes)
    lexical = LexicalIndex.merge(starts[-1], [(old.lexical, old_rows, new_rows), *new_parts])
    items = list(chain.from_iterable(block.items for block in blocks))
    vectors, embedded = _vectors(old, items, old_rows, new_rows, encoder, progress)
    return Merged(VectorIndex.build(vectors), lexical, embedded)


def _vectors(
    old: Layer[Item],
    items: Sequence[Item],
    old_rows: Rows,
    new_rows: Rows,
    encoder: Encoder,
    progress: Progress,
) -> tuple[Vectors, int]:
    """Return one vector per item: that of the same row or of the same text, or a new one."""
    vectors = np.empty((len(items), encoder.dimension), np.float32)
    missing = np.ones(len(items), np.bool_)
    known: dict[str, Vectors] = {}
    if old.vectors is not None:
        missing[new_rows] = False
        matrix = old.vectors.matrix
        vectors[new_rows] = matrix[old_rows]
        if missing.any():
            known = {old.text_of(i): v for i, v in zip(old.items, matrix, strict=True)}
    wanted: dict[str, list[int]] = {}
    for row in np.flatnonzero(missing).tolist():
        text = old.text_of(items[row])
        if text in known:
            vectors[row] = known[text]
        else:
            wanted.setdefault(text, []).append(row)
    texts = list(wanted)
    for start in range(0, len(texts), _BATCH):
        progress("埋め込みを計算しています", start, len(texts))
        batch = texts[start : start + _BATCH]
        for text, vector in zip(batch, encoder.encode_passages(batch), strict=True):
            vectors[wanted[text]] = vector
    return vectors, len(texts)


_NO_ROWS = np.empty(0, np.int64)
