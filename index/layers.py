"""Items of one kind with their vectors and terms, put together from old ones and new ones."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Generic, TypeVar

import numpy as np

from index.domain import Encoder, KpiRow, Passage, Rows, Vectors
from index.lexical import LexicalIndex
from index.vectors import VectorIndex

Item = TypeVar("Item", Passage, KpiRow)
Progress = Callable[[str, int, int], None]
"""Called with what is being done, how much of it is done, and how much there is."""


def silent(what: str, done: int, of: int) -> None:
    """Show no progress."""


_BATCH = 4096


@dataclass(frozen=True, slots=True)
class Block(Generic[Item]):
    """Items that stand together: with their terms, or from this row of the old layer on.

    Their vectors are there where they were made with them.
    """

    items: Sequence[Item]
    terms: LexicalIndex | int
    vectors: Vectors | None = None


@dataclass(frozen=True, slots=True)
class Layer(Generic[Item]):
    """The indexes of some items; `text_of` gives what is embedded of one.

    `related` are the items with their rows whose texts may come again. `vectors` is None where
    another encoder made them.
    """

    text_of: Callable[[Item], str]
    related: Iterable[tuple[int, Item]]
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
    vectors = VectorIndex.zeros(starts[-1], encoder.dimension)
    taken, becomes = [_NO_ROWS], [_NO_ROWS]
    new_parts: list[tuple[LexicalIndex, Rows, Rows]] = []
    wanted: dict[str, list[int]] = {}
    embedded = 0
    for start, block in zip(starts, blocks, strict=False):
        rows = np.arange(start, start + len(block.items))
        if isinstance(block.terms, int):
            taken.append(rows - start + block.terms)
            becomes.append(rows)
        else:
            new_parts.append((block.terms, rows - start, rows))
        if block.vectors is not None:
            vectors.put(rows, block.vectors)
            embedded += len(rows)
        elif old.vectors is None or not isinstance(block.terms, int):
            for row, item in enumerate(block.items, start):
                wanted.setdefault(old.text_of(item), []).append(row)
    old_rows, new_rows = np.concatenate(taken), np.concatenate(becomes)
    lexical = LexicalIndex.merge(starts[-1], [(old.lexical, old_rows, new_rows), *new_parts])
    if old.vectors is not None:
        vectors.take(new_rows, old.vectors, old_rows)
    embedded += _embed(wanted, old, vectors, encoder, progress)
    return Merged(vectors, lexical, embedded)


def _embed(
    wanted: dict[str, list[int]],
    old: Layer[Item],
    vectors: VectorIndex,
    encoder: Encoder,
    progress: Progress,
) -> int:
    """Fill in the rows of each text, from the same text of old where there is one."""
    if wanted and old.vectors is not None:
        known = {old.text_of(item): row for row, item in old.related}
        for text in wanted.keys() & known.keys():
            vectors.put(np.array(wanted.pop(text)), old.vectors.rows(np.array([known[text]])))
    texts = list(wanted)
    for start in range(0, len(texts), _BATCH):
        progress("埋め込みを計算しています", start, len(texts))
        batch = texts[start : start + _BATCH]
        rows = [(row, at) for at, text in enumerate(batch) for row in wanted[text]]
        places, sources = np.array(rows).T
        vectors.put(places, encoder.encode_passages(batch)[sources])
    return len(texts)


_NO_ROWS = np.empty(0, np.int64)
