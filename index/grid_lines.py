"""Lines of tables that the format marks, as they are read where headings are looked for."""

from bisect import bisect_right
from collections.abc import Sequence

from index.domain import Document, Grid
from index.lines import Line


def read_cells(document: Document, lines: Sequence[Line]) -> dict[int, str]:
    """Return what is read for lines of tables, by their indices.

    The cells of a band, 施策 1-2 | 町を歩く, are a line; a cell beside one that reaches
    down is none.
    """
    found: dict[int, str] = {}
    for grid in document.grids:
        first, last = (
            bisect_right(lines, offset, key=lambda line: line.start) - 1
            for offset in (grid.span.start, grid.span.end)
        )
        found |= {at: "" for at in range(first, last + 1) if lines[at].text.startswith("\t")}
        if _is_band(grid):
            found[first] = lines[first].text.replace("\t", "\u3000")
    return found


def _is_band(grid: Grid) -> bool:
    """Whether a table is a number beside a title, and below them lines of one cell at most."""
    first, *others = ({cell for cell in row if cell} for row in grid.rows)
    return len(first) == 2 and all(len(cells) < 2 for cells in others)
