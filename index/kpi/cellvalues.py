"""Among cells with lines of their own: which are the values of a row, and which its number."""

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass

from index.kpi.cellrows import NUMBER, Cell
from index.kpi.fits import fits, is_aim, is_figure
from index.kpi.heads import Head
from index.kpi.labels import is_empty
from index.kpi.pieces import are_torn, goes_on, is_tail, is_year, with_below
from index.kpi.shape import Shape
from index.kpi.source import EMPTY, Printed
from index.kpi.vocabulary import ENUMERATION, Role
from index.kpi.words import Kind, kind_of
from index.quantities import is_period, is_unit, unit_of


@dataclass(frozen=True, slots=True)
class Values:
    """The cells below a head; `numbers` count the rows, and `cut` tells that words are cells.

    With one of `headings` a line begins that may end the table.
    """

    cells: Sequence[Cell]
    head: Head
    shape: Shape
    numbers: Set[Cell]
    cut: bool
    headings: Set[Cell] = frozenset()

    def read(self, at: int) -> tuple[list[Printed], int, bool] | None:
        """Take a cell for each column of values, and no more of them than there are columns.

        Return them, where they end, and whether a dash stands before them; units may be left out.
        """
        dashed = at < len(self.cells) and is_empty(self.cells[at].printed)
        ways = [(False, False), *[(True, False)] * dashed, *[(False, True)] * self._bare]
        found = ((self._slots(at + skipped, bare), skipped) for skipped, bare in ways)
        return next(((*slots, skipped) for slots, skipped in found if slots), None)

    @property
    def _bare(self) -> bool:
        """Whether units may be left out: two values or more show that a row is whole."""
        return not self.cut and Role.UNIT in self.shape.roles and len(self.shape.roles) > 2

    def _slots(self, at: int, bare: bool) -> tuple[list[Printed], int] | None:
        start = at
        values: list[Printed] = []
        words: list[Printed] = []
        for role in self.shape.roles:
            if bare and role is Role.UNIT:
                values.append(EMPTY)
                continue
            if not words and at < len(self.cells) and self.cells[at] not in self.numbers:
                words, at = self._words(start, at)
            if not words:
                return None
            word = words.pop(0)
            # Among cells that stand apart words may be aimed at.
            worded = bool(values) and role is Role.TARGET and self.cells[at - 1].apart
            if not (fits(word, role) or (worded and is_aim(word))):
                return None
            values.append(word)
        torn = words or are_torn(values) or self._is_more(start, at, values)
        return None if torn else (values, at)

    def _words(self, start: int, at: int) -> tuple[list[Printed], int]:
        """Return the values of a line, with what goes on the one below it."""
        cell = self.cells[at].printed
        words = [Printed(word, cell.spans) for word in cell.text.split()]
        several = len(words) > 1 and all(kind_of(word.text) is Kind.VALUE for word in words)
        cell = words.pop() if several else cell
        follows = self._follows_figure(start, at)
        at += 1
        while at < len(self.cells) and goes_on(cell, self.cells[at].printed, self._roles):
            if self._is_apart(self.cells[at].printed, follows=follows):
                break
            cell = with_below(cell, self.cells[at].printed)
            at += 1
        return [*words, cell] if several else [cell], at

    def _follows_figure(self, start: int, at: int) -> bool:
        """Whether another value of the row stands before one on its line."""
        above = self.cells[at - 1]
        beside = at > start and above.line == self.cells[at].line
        return beside and is_figure(above.printed)

    def _is_apart(self, below: Printed, *, follows: bool) -> bool:
        """Whether what may go on with a value may be of another cell.

        A year below several values may be of any of them, and what stands behind values whose
        labels tell their years may begin with a year, or with what else goes on values: no
        department does.
        """
        worded = self.shape.behind and not self.shape.owned
        if is_period(below.text) or is_year(below):
            dated = worded and all(self.shape.periods) and is_period(below.text)
            return follows or bool(dated)
        return bool(worded) and is_tail(below)

    def _is_more(self, start: int, at: int, values: Sequence[Printed]) -> bool:
        """Whether one more figure follows the values that begin with a cell."""
        if at == len(self.cells) or self._is_number(at) or self.cells[at] in self.headings:
            return False
        cell = self.cells[at]
        # Behind the values words may be like one: 増加を目指す.
        worded = self.shape.behind and re.fullmatch(r"[^\W\d]+", cell.printed.key)
        if not is_figure(cell.printed) or worded:
            return False
        if cell.apart and not any(cell.apart for cell in self.cells[start + 1 : at]):
            return False
        # The number of a page, where all the values have units.
        paged = NUMBER.fullmatch(cell.printed.key)
        return not (paged and all(unit_of(value.text) for value in values))

    def _is_number(self, at: int) -> bool:
        """Whether a figure is the number of a row."""
        below = self.cells[at + 1].printed if at + 1 < len(self.cells) else EMPTY
        worded = bool(below) and kind_of(below.key) is Kind.TEXT
        return self.cells[at] in self.numbers or (worded and self.counts(self.cells[at]))

    def counts(self, cell: Cell) -> bool:
        """Whether a cell may be the number of a row, or begin with its mark."""
        numbered = self.shape.numbered and ENUMERATION.fullmatch(cell.printed.key)
        return bool(numbered or cell.marked) or cell in self.numbers

    def number_in(self, gap: Sequence[Cell]) -> int | None:
        """Return the place of the number of a row among the cells above its values."""
        ends = [n for n, cell in enumerate(gap) if cell.is_sentence]
        begun = ends[-1] if ends else 0
        places = [n for n in range(begun, len(gap)) if self.counts(gap[n])]
        return next((n for n in reversed(places) if gap[n].marked or gap[n] != gap[-1]), None)

    def may_begin(self, at: int) -> bool:
        """Whether values may begin at a cell: not within a run of figures that is too long."""
        above = self.cells[at - 1].printed
        united = Role.UNIT in self._roles and is_unit(above.text)
        return not (united and not is_unit(self.cells[at].printed.text)) and not is_figure(above)

    def is_stray(self, at: int) -> bool:
        """Whether a cell is a figure, and no number of a row, a group or a page."""
        alone = at + 1 == len(self.cells) or not self.is_figure(at + 1)
        number = alone and NUMBER.fullmatch(self.cells[at].printed.key)
        counts = not self.shape.behind or re.search(r"\d", self.cells[at].printed.key)
        return bool(counts) and not number and self.is_figure(at)

    def is_figure(self, at: int) -> bool:
        """Whether a cell is a figure, and not the number of a row."""
        return is_figure(self.cells[at].printed) and self.cells[at] not in self.numbers

    @property
    def _roles(self) -> set[Role | None]:
        return {column.role for column in self.head.columns}
