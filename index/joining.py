"""A plan published in several files: one document, every offset moved to its place."""

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate

from index.domain import Cell, Document, Grid, Span


def join(documents: Sequence[Document]) -> Document:
    """Return the documents as one, in order; lines and pages keep their numbers in their files."""
    if len(documents) == 1:
        return documents[0]
    texts = [document.text.rstrip("\r\n") + "\n" for document in documents]
    starts = [0, *accumulate(map(len, texts))][:-1]
    placed = list(zip(documents, starts, strict=True))
    numbers: list[int] = []
    for document, text in zip(documents, texts, strict=True):
        count = text.count("\n")
        numbers += document.line_numbers[:count] or range(1, count + 1)
    return replace(
        documents[0],
        source=" ".join(document.source for document in documents),
        sha256=hashlib.sha256("".join(d.sha256 for d in documents).encode()).hexdigest(),
        text="".join(texts),
        page_starts=tuple(at + by for document, by in placed for at in document.page_starts),
        file_starts=tuple(starts),
        grids=tuple(_grid(grid, by) for document, by in placed for grid in document.grids),
        headings=tuple(
            (_moved(span, by), level)
            for document, by in placed
            for span, level in document.headings
        ),
        sizes=tuple(
            (_moved(span, by), size) for document, by in placed for span, size in document.sizes
        ),
        recognized=tuple(
            _moved(span, by) for document, by in placed for span in document.recognized
        ),
        line_numbers=(*numbers, numbers[-1] + 1),
        notices=tuple(notice for document in documents for notice in document.notices),
    )


def _moved(span: Span, by: int) -> Span:
    return Span(span.start + by, span.end + by)


def _grid(grid: Grid, by: int) -> Grid:
    """Move a grid; a cell that stands at several positions stays one object."""
    moved = {
        id(cell): Cell(_moved(cell.span, by))
        for row in grid.rows
        for cell in row
        if cell is not None
    }
    rows = tuple(tuple(None if c is None else moved[id(c)] for c in row) for row in grid.rows)
    return Grid(_moved(grid.span, by), rows, grid.caption)
