"""The tables whose cells the format itself marks: of HTML, Word, Excel, CSV and PDF."""

from collections.abc import Iterator, Sequence

from index.domain import Grid
from index.kpi.grid import Table, rejoined
from index.kpi.labels import role_of
from index.kpi.source import EMPTY, Source
from index.kpi.vocabulary import Role


def given_tables(source: Source) -> Iterator[Table]:
    """Yield the tables whose cells the format itself marks."""
    head: Table | None = None
    for grid in source.document.grids:
        table = _from_grid(source, grid)
        if head and _is_headed_by(source, head, table):
            table = Table(head.rows + table.rows, head.first, table.last)
        elif head:
            yield head
        head = table if _is_lone_head(table) else None
        if not head:
            yield table
    if head:
        yield head


def _is_lone_head(table: Table) -> bool:
    """Whether a table is but a row of labels: its rows may be a table of their own."""
    roles = [role_of(cell) for cell in table.rows[0]] if len(table.rows) == 1 else []
    return Role.NAME in roles and Role.TARGET in roles


def _is_headed_by(source: Source, head: Table, table: Table) -> bool:
    """Whether nothing stands between a head and a table of as many columns that has none."""
    near = all(map(source.is_blank, range(head.last + 1, table.first)))
    labels = [role_of(cell) for cell in table.rows[0]] if table.rows else []
    return near and head.width == table.width and Role.TARGET not in labels


def _from_grid(source: Source, grid: Grid) -> Table:
    rows = [
        tuple(
            source.printed(cell.span.start, cell.span.end) if cell is not None else EMPTY
            for cell in row[: _filled(row)]
        )
        for row in grid.rows
    ]
    width = max(map(len, grid.rows), default=0)
    padded = tuple(row + (EMPTY,) * (width - len(row)) for row in rejoined(rows))
    last = source.line_of(max(grid.span.start, grid.span.end - 1))
    return Table(padded, source.line_of(grid.span.start), last)


def _filled(row: Sequence[object]) -> int:
    """Return the number of cells up to the last that the format gives."""
    return max((i + 1 for i, cell in enumerate(row) if cell is not None), default=0)
