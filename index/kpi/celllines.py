"""Tables of which each cell stands on a line, or on several lines, of its own, row after row.

The head tells how many values a row has. Where so many stand together is a row; what stands
between two such places is parted into the cells behind the values of the one row and the name of
the next, by how wide the lines are: a wrapped cell fills its lines but the last.
"""

import re
from collections.abc import Iterator, Sequence, Set

from index.kpi.cellhead import CellHead, cell_head
from index.kpi.cellparts import Cell, Parting, RowRead
from index.kpi.columns import Head
from index.kpi.grid import Row, Table
from index.kpi.labels import is_empty
from index.kpi.source import EMPTY, Printed, Source, join
from index.kpi.values import is_value
from index.kpi.vocabulary import MARKS, OWNERS, VALUE_ROLES, Role
from index.kpi.words import Kind, kind_of
from index.quantities import fold_same_length, is_period, is_unit, unit_of

_HEAD_LINES, _MOST_GAP, _LONGEST_UNIT = 40, 14, 6
_FIGURE = re.compile(r"[約延△▲]?\d[\d,.]*(?:[^\s\d()、。]{0,3}|[千万億]?t-)")
_UNKNOWN_UNIT = re.compile(r"[^\s\d()、。・]{1,6}")
_NUMBER = re.compile(r"\d{1,3}[.)]?")
_NOTE = re.compile(r"[※＊*■◆●○◎▼・【〔《≪＜]|.*。$")
_WHEN = re.compile(r".*[(（][^()（）]*$")


def cell_tables(
    source: Source, stops: frozenset[int], taken: Set[int], *, spaced: bool
) -> Iterator[tuple[Table, Head, bool]]:
    """Yield the tables whose cells have lines of their own; the last item: some rows were lost.

    `spaced` tells which tables are meant: those whose cells blank lines part, or the others.
    """
    lines = [n for n in range(source.count) if source.is_readable(n) or _may_be_cell(source, n)]
    at = 0
    while at < len(lines):
        if lines[at] not in taken:
            head = cell_head(source, lines[at : at + _HEAD_LINES])
            head = head if head and _is_spaced(source, head) is spaced else None
            found = _Body(source, head, stops, taken).read(lines, at) if head else None
            if found:
                yield found[0]
                at = found[1]
                continue
        at += 1


def _is_spaced(source: Source, head: CellHead) -> bool:
    """Whether blank lines part most of the cells of a head."""
    lines = range(head.first + 1, head.last + 1)
    return sum(source.is_blank(n) for n in lines) * 3 > len(lines)


def _may_be_cell(source: Source, line: int) -> bool:
    """Whether what passes for the number of a page may be the last value above the page's end."""
    bare = line in source.furniture and line > 0 and source.is_readable(line - 1)
    return bare and bool(_NUMBER.fullmatch(source.line_text(line).strip()))


class _Body:
    """The rows below a head."""

    def __init__(
        self, source: Source, head: CellHead, stops: frozenset[int], taken: Set[int]
    ) -> None:
        self.source, self.cells, self.stops, self.taken = source, head, stops, taken
        self.head = head.head
        roles = [c.role for c in self.head.columns]
        self.slots = [i for i, r in enumerate(roles) if r in {*VALUE_ROLES, Role.UNIT, Role.WHEN}]
        self.name_at = roles.index(Role.NAME)
        self.behind = len(roles) - 1 - self.slots[-1]
        self.numbered = Role.NUMBER in roles
        self.rows: list[RowRead] = []
        self.lost = False

    def read(self, lines: Sequence[int], at: int) -> tuple[tuple[Table, Head, bool], int] | None:
        """Read the rows; None where these lines are no such table."""
        if self.slots != list(range(self.name_at + 1, self.name_at + 1 + len(self.slots))):
            return None
        while at < len(lines) and lines[at] <= self.cells.last:
            at += 1
        self._rows([self._cell(n) for n in lines[at : at + 1000]])
        if not self.rows:
            return None
        Parting(self.head, self.behind, self.rows).part()
        rows, last = self._joined()
        lost = self.lost or not all(row.kept for row in self.rows)
        table = Table(tuple(rows), self.cells.first, last, certain=False)
        while at < len(lines) and lines[at] <= last:
            at += 1
        return (table, self.head, lost), at

    def _cell(self, line: int) -> Cell:
        apart = line > 0 and self.source.is_blank(line - 1)
        return Cell(line, self.source.cell(line), apart)

    def _rows(self, cells: Sequence[Cell]) -> None:
        """Find the values of each row, and the lines between them."""
        at, begun, fresh = 0, 0, True
        while at < len(cells) and at - begun <= _MOST_GAP:
            again = self._head_again(cells, at)
            if again:
                at = begun = again
                fresh = True
                continue
            if self._ends(cells, at):
                return
            found = self._values(cells, at) if at > begun else None
            if found is None:
                if self._is_stray(cells, at):
                    # Figures that are no row: what stands around them is of none either.
                    self.lost = True
                    while at < len(cells) and _is_figure(cells[at].printed):
                        at += 1
                    if not self.rows:
                        return
                    self.rows[-1].last = cells[at - 1].line
                    begun = at
                    continue
                at += 1
                continue
            values, after, dashed = found
            gap = self._without_page_marks(cells[begun:at])
            row = RowRead(gap, values, cells[after - 1].line, dashed, fresh, self._number_in(gap))
            self.rows.append(row)
            at = begun = after
            fresh = False

    def _is_stray(self, cells: Sequence[Cell], at: int) -> bool:
        """Whether a line is a figure, and no number of a row, a group or a page."""
        alone = at + 1 == len(cells) or not _is_figure(cells[at + 1].printed)
        number = alone and _NUMBER.fullmatch(cells[at].printed.key)
        return not number and _is_figure(cells[at].printed)

    def _number_in(self, gap: Sequence[Cell]) -> int | None:
        """Return the place of the number of a row among the lines above its values."""
        places = [n for n, c in enumerate(gap[:-1]) if _NUMBER.fullmatch(c.printed.key)]
        return places[-1] if places and self.numbered else None

    def _without_page_marks(self, cells: Sequence[Cell]) -> list[Cell]:
        """Leave out arrows, numbers of pages, and the running heads beside those."""
        marks = {
            n
            for n, cell in enumerate(cells)
            if re.fullmatch(r"\d{1,3}", cell.printed.key)
            and (not self.numbered or cell.line in self.source.furniture)
        }
        heads = {
            n
            for mark in marks
            for n in (mark - 1, mark + 1)
            if 0 <= n < len(cells) and self._is_repeated(cells[n].printed)
        }
        return [
            cell
            for n, cell in enumerate(cells)
            if n not in marks | heads and not MARKS.fullmatch(cell.printed.text)
        ]

    def _is_repeated(self, printed: Printed) -> bool:
        span = printed.spans[0]
        return self.source.text.count(self.source.text[span.start : span.end]) > 1

    def _head_again(self, cells: Sequence[Cell], at: int) -> int:
        """Return where a head that is printed once more ends; 0 where none begins."""
        key = cells[at].printed.key
        if key not in self.cells.labels:
            return 0
        again = cell_head(self.source, [cell.line for cell in cells[at : at + _HEAD_LINES]])
        if again is None or again.labels != self.cells.labels:
            return 0
        return next((n for n in range(at, len(cells)) if cells[n].line > again.last), len(cells))

    def _ends(self, cells: Sequence[Cell], at: int) -> bool:
        cell = cells[at]
        if cell.line in self.taken or _NOTE.match(cell.printed.text):
            return True
        stops = cell.line in self.stops and not _is_figure(cell.printed)
        if stops and not self._values(cells, at + 1):
            return True
        return cell_head(self.source, [c.line for c in cells[at : at + _HEAD_LINES]]) is not None

    def _is_number(self, cells: Sequence[Cell], at: int) -> bool:
        """Whether a figure is the number of a row."""
        below = cells[at + 1].printed if at + 1 < len(cells) else EMPTY
        counts = self.numbered and bool(_NUMBER.fullmatch(cells[at].printed.key))
        return counts and bool(below) and kind_of(below.key) is Kind.TEXT and not _is_figure(below)

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
        for i in self.slots:
            if not words and at < len(cells):
                words, at = self._words(cells, at)
            if not words:
                return None
            word = words.pop(0)
            if not _fits(word, self.head.columns[i].role):
                return None
            values.append(word)
        more = at < len(cells) and _is_figure(cells[at].printed) and not self._is_number(cells, at)
        apart = any(cell.apart for cell in cells[start + 1 : at])
        if more and (cells[at].line in self.source.furniture or (cells[at].apart and not apart)):
            more = False
        if more and _NUMBER.fullmatch(cells[at].printed.key):
            # The number of a page, where all the values have units.
            more = not all(is_empty(v) or unit_of(v.text) for v in values)
        return None if words or more else (values, at)

    def _words(self, cells: Sequence[Cell], at: int) -> tuple[list[Printed], int]:
        """Return the values of a line, with what goes on them on the lines below."""
        cell = cells[at].printed
        words = cell.text.split()
        if len(words) > 1 and all(kind_of(word) is Kind.VALUE for word in words):
            return [Printed(word, cell.spans) for word in words], at + 1
        at += 1
        while at < len(cells) and _goes_on(cell, cells[at].printed, Role.UNIT in self._roles):
            cell = join([cell, cells[at].printed])
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
            cells[self.name_at] = row.name
            for i, value in zip(self.slots, row.values, strict=True):
                cells[i] = value
            behind = join([cell.printed for cell in row.behind])
            if owner is not None and (self.behind == 1 or OWNERS.fullmatch(behind.key)):
                cells[owner] = behind
            rows.append(tuple(cells))
        return rows, self.rows[-1].last


def _is_figure(cell: Printed) -> bool:
    """Whether a line is a value, or a figure with a few letters behind it."""
    words = cell.text.split()
    whole = all(kind_of(word) is Kind.VALUE for word in words)
    parts = re.sub(r"(?:\([^()]*\))+$", "", fold_same_length(cell.key)).split("/")
    return bool(words) and (whole or all(map(_FIGURE.fullmatch, parts)))


def _goes_on(cell: Printed, below: Printed, has_units: bool) -> bool:
    """Whether a line goes on with the value above it: 円, R11）, （R4）."""
    text, folded = fold_same_length(cell.text), fold_same_length(below.text)
    if not re.search(r"\d", text):
        return False
    if _WHEN.match(text):
        return bool(re.fullmatch(r"[^()]*\)", folded))
    if text.endswith(("-", "~")):
        return len(folded) <= _LONGEST_UNIT
    bracketed = re.fullmatch(r"\(([^()]*)\)", folded)
    if bracketed:
        return is_period(bracketed[1])
    return not has_units and is_unit(below.text) and re.search(r"[\d千万億]$", text) is not None


def _fits(cell: Printed, role: Role | None) -> bool:
    if is_empty(cell):
        return True
    if role is Role.UNIT:
        return is_unit(cell.text) or bool(_UNKNOWN_UNIT.fullmatch(cell.key))
    if role is Role.WHEN:
        return is_period(cell.text)
    told = kind_of(cell.key) is Kind.VALUE or _is_figure(cell) or "-" in cell.text
    return told and is_value(cell.text)
