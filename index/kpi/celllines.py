"""Tables of which each cell stands on a line, or on several lines, of its own, row after row.

The head tells how many values a row has. Where so many stand together is a row; what stands
between two such places is parted into the cells behind the values of the one row and the name of
the next, by how wide the lines are: a wrapped cell fills its lines but the last.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, replace
from itertools import takewhile

from index.kpi.cellhead import HEAD_LINES, CellHead, cell_head, opening_lines
from index.kpi.cellparts import NOTE, Cell, Parting, RowRead, without_page_marks
from index.kpi.fits import fits, is_figure
from index.kpi.grid import Table, guessed
from index.kpi.heads import Head
from index.kpi.labels import is_empty
from index.kpi.pieces import are_torn, cells_of, goes_on, with_below
from index.kpi.shape import Shape, shape_of
from index.kpi.source import EMPTY, Printed, Row, Source, join
from index.kpi.vocabulary import MARKS, Role
from index.kpi.words import Kind, kind_of
from index.quantities import is_unit, unit_of

_MOST_LINES, _MOST_GAP, _SOON, _NEAR = 1000, 14, 80, 20
_NUMBER = re.compile(r"\d{1,3}[.)]?")


def cell_tables(
    source: Source, stops: frozenset[int], taken: Set[int], *, cut: bool
) -> Iterator[Table]:
    """Yield the tables whose cells follow each other.

    Each cell has lines of its own, and no blank ones part them; or lines are `cut` into cells.
    """
    lines = [n for n in range(source.count) if source.is_readable(n) or _may_be_cell(source, n)]
    opening = opening_lines(source, lines, cut=cut)
    done = -1
    for at, line in enumerate(lines):
        if line > done and line in opening and line not in taken:
            head = cell_head(source, lines[at : at + HEAD_LINES], cut=cut)
            limits = _Limits(stops, taken, opening, cut)
            found = _read(source, head, limits, lines[at:]) if head else None
            if found:
                yield found
                done = found.last


@dataclass(frozen=True, slots=True)
class _Limits:
    """Lines that no table goes on over, those that others have read, and those of its like."""

    stops: Set[int]
    taken: Set[int]
    opening: Set[int]
    cut: bool


def _read(source: Source, cells: CellHead, limits: _Limits, lines: Sequence[int]) -> Table | None:
    """Read the rows below a head: in the way in which most come out even."""
    bodies = [
        _Body(source, replace(cells, head=head), limits, shape)
        for head in _orders(cells.head)
        for more in range(head.compared + 1)
        if (shape := shape_of(head, more))
    ]
    found = [table for body in bodies if (table := body.read(lines))]
    return max(found, key=lambda table: len(table.rows), default=None)


def _orders(head: Head) -> list[Head]:
    """Return a head, and as it is with the column of units right behind that of the names."""
    name, unit = head.first(Role.NAME), head.first(Role.UNIT)
    columns = list(head.columns)
    if name is None or unit is None or unit <= name + 1:
        return [head]
    columns.insert(name + 1, columns.pop(unit))
    return [replace(head, columns=tuple(columns)), head]


def _may_be_cell(source: Source, line: int) -> bool:
    """Whether what passes for the number of a page may be the last value above the page's end."""
    bare = line in source.furniture and line > 0 and source.is_readable(line - 1)
    return bare and bool(_NUMBER.fullmatch(source.line_text(line).strip()))


class _Body:
    """The rows below a head."""

    def __init__(self, source: Source, head: CellHead, limits: _Limits, shape: Shape) -> None:
        self.source, self.cells, self.head, self.shape = source, head, head.head, shape
        self.limits, self.cut = limits, limits.cut
        self.rows: list[RowRead] = []
        self.lost = False
        self.strays = 0  # figures of no row

    def read(self, lines: Sequence[int]) -> Table | None:
        """Read the rows; None where these lines are no such table."""
        begin = bisect_right(lines, self.cells.last)
        self._find(lines[begin : begin + _MOST_LINES])
        if self.cut and any(row.dashed for row in self.rows):
            self.shape = replace(self.shape, parted=True)
            self._find(lines[begin : begin + _MOST_LINES])
        if not self.rows:
            return None
        Parting(self.head, self.shape.behind, self.rows).part()
        kept = sum(row.kept for row in self.rows)
        if kept * len(self.shape.roles) < self.strays + (len(self.rows) - kept) * len(
            self.shape.roles
        ):
            # Where most figures are of no row the columns stand one after the other.
            for row in self.rows:
                row.kept = False
        rows, last = self._joined()
        lost = self.lost or not all(row.kept for row in self.rows)
        return guessed(rows, (self.cells.first, last), self.head, lost=lost)

    def _find(self, lines: Sequence[int]) -> None:
        """Find the rows below the head; most tables end soon."""
        for most in (_SOON, len(lines)):
            self.rows, self.lost, self.strays = [], False, 0
            self._rows([cell for n in lines[:most] for cell in self._cells(n)])
            if most >= len(lines) or not self.rows or self.rows[-1].last < lines[most - _NEAR]:
                return

    def _cells(self, line: int) -> list[Cell]:
        apart = line > 0 and self.source.is_blank(line - 1)
        whole = [self.source.cell(line)]
        printed = cells_of(self.source, line, self.shape) if self.cut else whole
        return [Cell(line, cell, apart and not i, not i) for i, cell in enumerate(printed)]

    def _rows(self, cells: Sequence[Cell]) -> None:
        """Find the values of each row, and the lines between them."""
        at, begun, fresh = 0, 0, True
        while at < len(cells) and at - begun <= _MOST_GAP:
            if self._ends(cells, at):
                return
            found = self._values(cells, at) if at > begun and self._may_begin(cells, at) else None
            if found is None:
                if self._is_stray(cells, at):
                    # Figures that are no row: what stands around them is of none either.
                    self.lost = True
                    while at < len(cells) and is_figure(cells[at].printed):
                        self.strays += 1
                        at += 1
                    if not self.rows:
                        return
                    self.rows[-1].last = cells[at - 1].line
                    begun = at
                    continue
                at += 1
                continue
            values, after, dashed = found
            gap = without_page_marks(self.source, cells[begun:at], numbered=self.shape.numbered)
            if self.shape.behind == 1 and begun < at and MARKS.fullmatch(cells[begun].printed.text):
                # An arrow is the one cell behind the values above.
                fresh = True
            row = RowRead(gap, values, cells[after - 1].line, dashed, fresh, self._number_in(gap))
            self.rows.append(row)
            at = begun = after
            fresh = False
            row.behind = list(takewhile(lambda cell: not cell.first, cells[after:]))
            below = cells[after + len(row.behind) : after + len(row.behind) + 2]
            row.below = below[0] if below and below[-1].first else None

    def _may_begin(self, cells: Sequence[Cell], at: int) -> bool:
        """Whether values may begin at a cell: not within a run of figures that is too long."""
        above = cells[at - 1].printed
        if Role.UNIT in self._roles and is_unit(above.text) and not is_unit(cells[at].printed.text):
            return False
        return not is_figure(above)

    def _is_stray(self, cells: Sequence[Cell], at: int) -> bool:
        """Whether a line is a figure, and no number of a row, a group or a page."""
        alone = at + 1 == len(cells) or not is_figure(cells[at + 1].printed)
        number = alone and _NUMBER.fullmatch(cells[at].printed.key)
        counts = not self.shape.behind or re.search(r"\d", cells[at].printed.key)
        return bool(counts) and not number and is_figure(cells[at].printed)

    def _number_in(self, gap: Sequence[Cell]) -> int | None:
        """Return the place of the number of a row among the lines above its values."""
        places = [n for n, c in enumerate(gap[:-1]) if _NUMBER.fullmatch(c.printed.key)]
        return places[-1] if places and self.shape.numbered else None

    def _ends(self, cells: Sequence[Cell], at: int) -> bool:
        cell = cells[at]
        if cell.line in self.limits.taken:
            return True
        if cell.first and NOTE.match(cell.printed.text):
            return not self._values(cells, at + (1 if cell.apart else 2))
        stops = cell.line in self.limits.stops and cell.first and not is_figure(cell.printed)
        beside = [n for n in range(at, min(at + 4, len(cells))) if cells[n].line == cell.line]
        if stops and not any(self._values(cells, n + 1) for n in beside):
            return True
        within = at and cells[at - 1].line == cell.line
        if within or cell.line not in self.limits.opening:
            return False
        lines = list(dict.fromkeys(cell.line for cell in cells[at : at + HEAD_LINES]))
        return cell_head(self.source, lines, cut=self.cut) is not None

    def _is_number(self, cells: Sequence[Cell], at: int) -> bool:
        """Whether a figure is the number of a row."""
        below = cells[at + 1].printed if at + 1 < len(cells) else EMPTY
        counts = self.shape.numbered and bool(_NUMBER.fullmatch(cells[at].printed.key))
        return counts and bool(below) and kind_of(below.key) is Kind.TEXT

    def _values(self, cells: Sequence[Cell], at: int) -> tuple[list[Printed], int, bool] | None:
        """Take a cell for each column of values, and no more of them than there are columns."""
        for dashed in (False, True):
            if dashed and not (at < len(cells) and is_empty(cells[at].printed)):
                return None
            found = self._slots(cells, at + dashed)
            if found:
                return (*found, dashed)
        return None

    def _slots(self, cells: Sequence[Cell], at: int) -> tuple[list[Printed], int] | None:
        start = at
        values: list[Printed] = []
        words: list[Printed] = []
        for i in self.shape.values_at:
            if not words and at < len(cells):
                words, at = self._words(cells, at)
            if not words:
                return None
            word = words.pop(0)
            if not fits(word, self.head.columns[i].role):
                return None
            values.append(word)
        more = at < len(cells) and is_figure(cells[at].printed) and not self._is_number(cells, at)
        apart = any(cell.apart for cell in cells[start + 1 : at])
        if more and cells[at].apart and not apart:
            more = False
        if more and _NUMBER.fullmatch(cells[at].printed.key):
            # The number of a page, where all the values have units.
            more = not all(unit_of(value.text) for value in values)
        torn = words or more or are_torn(values)
        return None if torn else (values, at)

    def _words(self, cells: Sequence[Cell], at: int) -> tuple[list[Printed], int]:
        """Return the values of a line, with what goes on the one below it."""
        cell = cells[at].printed
        words = cell.text.split()
        if len(words) > 1 and all(kind_of(word) is Kind.VALUE for word in words):
            return [Printed(word, cell.spans) for word in words], at + 1
        at += 1
        while at < len(cells) and goes_on(cell, cells[at].printed, self._roles):
            cell = with_below(cell, cells[at].printed)
            at += 1
        return [cell], at

    @property
    def _roles(self) -> set[Role | None]:
        return {c.role for c in self.head.columns}

    def _joined(self) -> tuple[list[Row], int]:
        """Return the rows of cells, and the last line of the table."""
        owner = self.head.first(Role.OWNER)
        rows = []
        for row in self.rows:
            if not row.kept:
                continue
            cells = [EMPTY] * len(self.head.columns)
            cells[self.shape.name_at] = row.name
            for i, value in zip(self.shape.values_at, row.values, strict=True):
                cells[i] = value
            if owner is not None:
                cells[owner] = join([cell.printed for cell in row.behind])
            rows.append(tuple(cells))
        return rows, self.rows[-1].last
