"""Tables of which each cell stands on a line, or on several lines, of its own, row after row.

The head tells how many values a row has. Where so many stand together is a row; what stands
between two such places is parted into the cells behind the values of the one row and the name of
the next, by how wide the lines are: a wrapped cell fills its lines but the last.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, replace
from itertools import chain, takewhile

from index.kpi.cellhead import HEAD_LINES, CellHead, cell_head, opening_lines, unsettled
from index.kpi.cellparts import Parting, are_amid_parts, is_short
from index.kpi.cellrows import NOTE, Cell, RowRead, counted, may_be_value, without_page_marks
from index.kpi.cellstrips import name_by_lines
from index.kpi.cellvalues import Values
from index.kpi.fits import is_figure
from index.kpi.grid import Table, guessed
from index.kpi.labels import Column, name_label
from index.kpi.pieces import BRACKETED, cells_of
from index.kpi.shape import Shape, orders, shape_of
from index.kpi.source import EMPTY, Printed, Row, Source
from index.kpi.titles import titles_among
from index.kpi.vocabulary import ENUMERATION, MARKS, Role
from index.kpi.words import cuts_word
from index.quantities import is_period

_MOST_LINES, _MOST_GAP, _SOON, _NEAR = 1000, 14, 80, 20


def cell_tables(
    source: Source, stops: frozenset[int], taken: Set[int], *, cut: bool
) -> Iterator[Table]:
    """Yield the tables whose cells follow each other.

    Each cell has lines of its own, and no blank ones part them; or lines are `cut` into cells.
    """
    lines = [n for n in range(source.count) if source.is_readable(n) or may_be_value(source, n)]
    opening = opening_lines(source, lines, cut=cut)
    done = -1
    for at, line in enumerate(lines):
        if line > done and line in opening and line not in taken:
            below = takewhile(lambda n: n not in stops, lines[at + 1 : at + HEAD_LINES])
            labels = [line, *below]
            head = cell_head(source, labels, cut=cut)
            limits = _Limits(stops, taken, opening, cut)
            found = _read(source, head, limits, lines[at:]) if head else None
            last = unsettled(source, labels) if cut and not found else None
            inner = [n for n in range(1, len(labels)) if last and labels[n] <= last]
            heads = (cell_head(source, labels[n:], cut=cut) for n in inner if labels[n] in opening)
            if last is not None and not any(heads):
                found = guessed([], (line, last), None, lost=True)
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
        for head in chain.from_iterable(map(orders, filter(None, (cells.head, cells.undated))))
        for more in range(head.compared + 1)
        if (shape := shape_of(head, more))
    ]
    for body in bodies:
        body.parted = len(body.head.columns) < len(cells.head.columns)
    found = [table for body in bodies if (table := body.read(lines))]
    return max(found, key=lambda table: len(table.rows), default=None)


class _Body:
    """The rows below a head."""

    def __init__(self, source: Source, head: CellHead, limits: _Limits, shape: Shape) -> None:
        self.source, self.cells, self.head, self.shape = source, head, head.head, shape
        self.limits, self.cut = limits, limits.cut
        self.rows: list[RowRead] = []
        self.parted = False  # a part stands below each name
        self.lost = False
        self.stray_at: set[int] = set()  # where figures of no row stand
        self.read_cells: Sequence[Cell] = ()
        self.opened: Set[int] = frozenset()  # lines right below the headings within
        self.numbers: Set[Cell] = frozenset()  # those of rows below no label

    def read(self, lines: Sequence[int]) -> Table | None:
        """Read the rows; None where these lines are no such table."""
        begin = bisect_right(lines, self.cells.last)
        below = self._without_titles(lines[begin : begin + _MOST_LINES])
        self._find(below)
        if not self.rows:
            return self._told_only()
        Parting(self.head, self.shape.behind, self.rows).part()
        if self.cut and are_amid_parts(self.rows):
            return guessed([], (self.cells.first, self.rows[-1].last), self.head, lost=True)
        torn, shifted = any(row.torn for row in self.rows), self._runs_below()
        lost = shifted or self.lost or not all(row.kept for row in self.rows)
        parted = self.parted or any(r.dashed or r.has_share or r.unit for r in self.rows)
        if self.cut and lost and not parted:
            cells = self.read_cells
            whole = name_by_lines(self.source, cells, self.rows, self.stray_at, self.shape)
            shifted = shifted and (torn or not whole)
        if shifted:  # Where none is torn the lines may be whole rows.
            return guessed([], (self.cells.first, self.rows[-1].last), self.head, lost=not torn)
        width, kept = len(self.shape.roles), sum(row.kept for row in self.rows)
        if kept * width < len(self.stray_at) + (len(self.rows) - kept) * width and not self.numbers:
            # Where most figures are of no row the columns stand one after the other.
            for row in self.rows:
                row.kept = False
        rows, last = self._joined()
        lost = self.lost or not all(row.kept for row in self.rows)
        return guessed(rows, (self.cells.first, last), self.head, lost=lost)

    def _without_titles(self, lines: Sequence[int]) -> list[int]:
        """Leave out the headings above the first figures, and those of the same styles below."""
        figures = (n for n in lines if any(is_figure(c.printed) for c in self._cells(n)))
        found = titles_among(self.source, lines, next(figures, 0))
        self.opened = {n for n, above in zip(lines[1:], lines, strict=False) if above in found}
        return [n for n in lines if n not in found]

    def _told_only(self) -> Table | None:
        """Return a table without rows: in another order than its head, no reader may take it."""
        if not (self.cut and self.stray_at):
            return None
        last = self.read_cells[max(self.stray_at)].line
        return guessed([], (self.cells.first, last), self.head, lost=True)

    def _find(self, lines: Sequence[int]) -> None:
        """Find the rows below the head; most tables end soon."""
        for most in (_SOON, len(lines)):
            self.rows, self.lost, self.stray_at = [], False, set()
            self._rows([cell for n in lines[:most] for cell in self._cells(n)])
            if most >= len(lines) or not self.rows or self.rows[-1].last < lines[most - _NEAR]:
                return

    def _cells(self, line: int) -> list[Cell]:
        apart = line > 0 and self.source.is_blank(line - 1)
        printed = cells_of(self.source, line, self.shape) if self.cut else [self.source.cell(line)]
        if self.cells.ways:
            printed = [cell for cell in printed if not MARKS.fullmatch(cell.text)]
        return [Cell(line, cell, apart and not i, not i) for i, cell in enumerate(printed)]

    def _rows(self, cells: Sequence[Cell]) -> None:
        """Find the values of each row, and the lines between them."""
        free = [cell for cell in cells if cell.line not in self.limits.taken]
        stops = frozenset(c for c in cells if c.first and c.line in self.limits.stops)
        values = Values(cells, self.head, self.shape, counted(free), self.cut, stops)
        self.numbers = values.numbers
        at, begun, fresh = 0, 0, True
        while at < len(cells) and at - begun <= _MOST_GAP and not self._ends(values, at):
            if at > begun and cells[at].first and cells[at].line in self.opened:
                if self.rows and not self.shape.behind:
                    self.rows[-1].cut = True  # What stands above a heading may be of its name.
                begun, fresh = at, True
            found = values.read(at) if at > begun and values.may_begin(at) else None
            if found:
                self._add(values, (begun, at), found, fresh=fresh)
                at = begun = found[1]
                fresh = False
            elif values.is_stray(at):
                # Figures that are no row: what stands around them is of none either.
                self.lost, first = True, at
                while at < len(cells) and values.is_figure(at):
                    self.stray_at.add(at)
                    at += 1
                known = cells[first].apart or self.numbers
                if not self.rows and not ((known or self.cut) and begun < first):
                    self.read_cells = cells[:at]
                    return
                beside = self.rows and self.rows[-1].end == begun
                self._goes_on(cells[begun:first][:1] if beside else [])
                if self.rows:
                    self.rows[-1].last = cells[at - 1].line
                begun, fresh = at, False
            else:
                at += 1
        stopped = (n for n in range(begun, at) if cells[n].line in self.limits.stops)
        self.read_cells = cells[: next(stopped, at)]
        rest = list(takewhile(lambda cell: cell not in self.numbers, cells[begun:at]))
        self._goes_on(rest if begun + len(rest) < at else [])

    def _add(
        self,
        values: Values,
        gap: tuple[int, int],
        found: tuple[list[Printed], int, bool],
        *,
        fresh: bool,
    ) -> None:
        """Add the row of some values, which stand behind a gap."""
        (begun, at), (said, after, dashed), cells = gap, found, values.cells
        above = without_page_marks(self.source, cells[begun:at], values.counts)
        # An arrow is the one cell behind the values above.
        arrow = self.shape.behind == 1 and begun < at and MARKS.fullmatch(cells[begun].printed.text)
        number = values.number_in(above)
        if number and self._goes_on(above[:number], counted=True):
            above, number = above[number:], 0
        fresh = fresh or bool(arrow)
        row = RowRead(
            above, said, at, after, cells[at].line, cells[after - 1].line, dashed, fresh, number
        )
        self.rows.append(row)
        beside = [cell for cell in cells[at:after] if cell.line == cells[at].line]
        dated = any(is_period(cell.printed.text) for cell in cells[at:after])  # below its figure
        row.torn = not cells[at].first and len(beside) < len(said) and not dated
        row.behind = list(takewhile(lambda cell: not cell.first, cells[after:]))
        below = cells[after + len(row.behind) : after + len(row.behind) + 2]
        row.below = below[0] if below and below[-1].first else None

    def _goes_on(self, cells: Sequence[Cell], *, counted: bool = False) -> bool:
        """Put lines before a number to the name above, if it goes on; one that is cut is lost."""
        if not (cells and self.rows and (counted or self.numbers)) or self.shape.behind:
            return False
        row = self.rows[-1]
        if row.reads_on(cells[0]) or (counted and row.is_ended_by(cells)):
            row.gap, row.below = [*row.gap, *cells], None
            return True
        self.rows[-1:] = [row] * row.is_whole
        return False

    def _ends(self, values: Values, at: int) -> bool:
        cells, cell = values.cells, values.cells[at]
        if cell.line in self.limits.taken:
            return True
        explains = self.rows and self.shape.behind > 1 and cell.is_sentence
        if cell.first and NOTE.match(cell.printed.text) and not explains:
            return not any(values.read(n) for n in (at + 1, at + 2))
        stops = cell in values.headings and (self.cut or not is_figure(cell.printed))
        beside = [n for n in range(at, min(at + 4, len(cells))) if cells[n].line == cell.line]
        numbered = self.cut and self.shape.numbered and ENUMERATION.fullmatch(cell.printed.key)
        counts = numbered or (cell.marked and cells[0].marked)
        if stops and not counts and not any(values.read(n + 1) for n in beside):
            # Where groups have a column it is one, but what tells of results.
            return not self.shape.grouped or "実績" in self.source.line_text(cell.line)
        within = at and cells[at - 1].line == cell.line
        if within or cell.line not in self.limits.opening:
            return False
        again, own = name_label(cell.printed.text), self.head.columns[self.head.name_at]
        same = again.role is Role.NAME and again.label == own.label
        lines = list(dict.fromkeys(cell.line for cell in cells[at : at + HEAD_LINES]))
        return same or cell_head(self.source, lines, cut=self.cut) is not None

    def _runs_below(self) -> bool:
        """Whether names go on below their values: where these cut a word, or stand on two lines."""
        torn = any(row.torn for row in self.rows)
        for row, below in zip(self.rows, [*self.rows[1:], None], strict=True):
            if below and below.fresh:
                continue
            more = below.gap if below else [row.below] if row.below and not row.below.apart else []
            if torn and len(more) > bool(below):
                return True
            name = row.gap[-1].printed.text if row.gap and more and not row.is_whole else ""
            if name and cuts_word(name, more[0].printed.text):
                if below or row.number is None:
                    return True
                row.kept = False  # Its number tells that no other row has a part of it.
        return False

    def _joined(self) -> tuple[list[Row], int]:
        """Return the rows of cells, and the last line of the table."""
        owner = self.head.first(Role.OWNER)
        parents = [row.parent.text for row in self.rows]
        parts = [row.name.text.removeprefix(row.parent.text) for row in self.rows]
        shared = {p for p, name in zip(parts, parents, strict=True) if parents.count(name) > 1}
        if any(row.unit for row in self.rows) and not self.head.all(Role.UNIT):
            self.head = replace(self.head, columns=(*self.head.columns, Column(Role.UNIT)))
        unit = self.head.first(Role.UNIT)
        rows = []
        lost, begun = False, 0
        for row, part in zip(self.rows, parts, strict=True):
            lost = lost or not self.stray_at.isdisjoint(range(begun, row.start))
            alone = self.parted and not row.parent and (row.ends_early or is_short(row.name))
            alone, lost, begun = alone or (lost and is_short(row.name)), not row.kept, row.end
            if not row.kept or alone:
                continue  # Below a row that is lost a short word may be one more part of it.
            cells = [EMPTY] * len(self.head.columns)
            told = {p for p, name in zip(parts, parents, strict=True) if name == row.parent.text}
            alone = self.parted and bool(row.parent) and len(told) == 1
            if alone and part in shared:
                continue  # Of a name that is cut: it has more parts, as others have.
            cells[self.shape.name_at] = row.parent if alone else row.name
            for i, value in zip(self.shape.values_at, row.values, strict=True):
                cells[i] = value
            if row.unit and unit is not None:
                cells[unit] = EMPTY if BRACKETED.fullmatch(row.unit.text) else row.unit
            if owner is not None:
                cells[owner] = row.owner(self.read_cells, self.stray_at, owned=self.shape.owned)
            rows.append(tuple(cells))
        return rows, self.rows[-1].last
