"""Tables set with spaces whose cells are centred: their rows are known by symmetry."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from index.kpi.alignedcells import Columns
from index.kpi.alignedhead import aligned_head, block
from index.kpi.fragments import fragments, merged_ranges, nearest_range
from index.kpi.grid import Table, guessed, tables_from
from index.kpi.layoutrows import Cells, Row, Rows, read_any, read_rows
from index.kpi.names import is_of_part
from index.kpi.source import Source, join

_MOST_BLANKS, _SURE = 3, 2


def layout_tables(source: Source, stops: frozenset[int]) -> Iterator[Table]:
    """Yield the tables of centred cells that have rows."""
    return tables_from(source, lambda line: _table(source, line, stops))


def _table(source: Source, line: int, stops: frozenset[int]) -> Table | None:
    """Read the table of centred cells whose head begins with a line.

    None where no row shows by its symmetry that cells are centred; no rows where names are of two
    columns.
    """
    found = aligned_head(source, line, stops)
    if found is None:
        return None
    ranges, head, first = found
    columns = Columns(source, tuple(ranges), head, first)
    rows: list[Row] = []
    lost, last = False, first - 1
    while body := _following(source, last, stops):
        read, sure = _read(columns, body)
        if not (read.rows and (rows or sure)):
            break
        rows += read.rows
        lost, last = lost or read.holes > 0, body[-1]
        if _are_torn(columns, body):
            return guessed((), (line, last), head, lost=True)
    cells = [each for row in rows for each in row.cells]
    return guessed(cells, (line, last), head, lost=lost) if rows else None


def _read(columns: Columns, lines: Sequence[int]) -> tuple[Rows, bool]:
    """Read lines as rows, and tell if these are sure: some cells are centred, or names shared.

    What stands before the names alone is of groups of rows.
    """
    head, placed = columns.head, (columns.cells(line) for line in lines)
    cells: list[Cells] = [
        {at: join([cell for i, cell in each if i == at]) for at, _ in each} for each in placed
    ]
    cells = [c for c in cells if c and max(c) >= head.name_at]
    if head.tells_parts or any(is_of_part(c[head.name_at]) for c in cells if head.name_at in c):
        return read_any(cells, head), True
    read = read_rows(cells, head)
    return read, bool(read.centred and not (read.holes and read.centred < _SURE))


def _are_torn(columns: Columns, lines: Sequence[int]) -> bool:
    """Whether the names are of two columns: a gap goes through all of them."""
    name, pieces = columns.head.name_at, [fragments(columns.source, line) for line in lines]
    named = [[f for f in each if nearest_range(f, columns.ranges) == name] for each in pieces]
    return any(b[0] - a[1] > 1 for a, b in pairwise(merged_ranges(named)))


def _following(source: Source, last: int, stops: frozenset[int]) -> list[int]:
    """Return the lines of the next block below a line; none where it is too far away."""
    blanks = 0
    for line in range(last + 1, source.count):
        if source.is_readable(line):
            return block(source, line, stops)
        blanks += source.is_blank(line)
        if blanks > _MOST_BLANKS:
            break
    return []
