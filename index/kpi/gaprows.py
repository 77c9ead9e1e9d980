"""Some lines below a head as one row: its cells, and what speaks against it, as a cost."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from statistics import median

from index.kpi.broken import (
    BEGINS,
    ENDS_HEADING,
    GOES_ON,
    USUAL_END,
    display_width,
    ends_name,
    is_balanced,
    name_faults,
)
from index.kpi.gapstyles import STYLES, offs
from index.kpi.heads import Head
from index.kpi.names import is_of_part
from index.kpi.shape import is_cell, joined
from index.kpi.source import EMPTY, SPACED, Printed, Row, join
from index.kpi.values import is_torn, is_value
from index.kpi.vocabulary import OWNERS, SHARES, Role
from index.kpi.words import Kind, kind_of
from index.quantities import is_period, split_period

# What speaks against a row: its name reads badly, or there is none; a column of values lacks one,
# or has what is none; blank lines go through it.
FAULT, NAMELESS = 8.0, 10.0
_TORN, _BLANK, _ASIDE, _LONE, _ODD = 9.0, 5.0, 2.0, 2.0, 0.4
_SLACK = 4
_UNIT = re.compile(r"[（(]?単位[:：]")
_NOTED = re.compile(r"[※＊]\s*[^\s\d※＊]")  # below a name, what explains it


@dataclass(frozen=True, slots=True)
class Strip:
    """A line below a head: its cells, and how many blank lines stand above it."""

    line: int
    cells: Mapping[int, Printed]
    blanks: int


@dataclass(frozen=True, slots=True)
class Run:
    """Lines as one row, or as those of a name's parts; `offs` is the cost of each style.

    `named` and `valued` are the lines with pieces of its name and with its values.
    """

    first: int
    last: int
    rows: tuple[Row, ...]
    cost: float
    offs: tuple[float, ...]
    named: tuple[int, ...]
    valued: tuple[int, ...]
    nameless: bool = False


@dataclass(frozen=True)
class Runs:
    """The lines below a head as rows; `strict` where words of other columns may stand in cells.

    Where the columns are `drawn` the widest line of a name is as wide as that of names.
    """

    strips: Sequence[Strip]
    head: Head
    strict: bool
    drawn: bool = False

    @cached_property
    def told(self) -> frozenset[int]:
        """The columns that tell of a row: of names, of values, of the units and years of these."""
        return frozenset({self.head.name_at, *self.head.measured, *self.head.all(Role.WHEN)})

    @cached_property
    def _widest(self) -> int:
        """How wide names are that go on: most are as wide as their column."""
        names = [strip.cells.get(self.head.name_at, EMPTY).text for strip in self.strips]
        wraps = [
            display_width(name)
            for name, below, strip in zip(names, names[1:], self.strips[1:], strict=False)
            if name and below and not strip.blanks
        ]
        widest = max(map(display_width, names), default=0)
        return int(median(wraps)) if wraps and not self.drawn else widest

    def run(self, first: int, last: int) -> Run | None:
        """Read some lines as one row; None for those that none begins or ends with."""
        lines = self.strips[first : last + 1]
        if any(self.told.isdisjoint(strip.cells) for strip in (lines[0], lines[-1])):
            return None
        places = {
            i: [n for n, strip in enumerate(lines) if i in strip.cells]
            for i in range(len(self.head.columns))
        }
        valued = tuple(sorted({n for i in self.head.values for n in places[i]}))
        if not valued:
            return None
        blank = _BLANK * sum(strip.blanks > 0 for strip in lines[1:])
        read = self._below_name(lines) or self._parts(lines, places) or self._one(lines, places)
        if read is None:
            return None
        rows, cost, offs = read
        return Run(
            first,
            last,
            rows,
            cost + blank,
            offs,
            tuple(first + n for n in places[self.head.name_at]),
            tuple(first + n for n in valued),
            nameless=len(rows) == 1 and not rows[0][self.head.name_at],
        )

    def _one(
        self, lines: Sequence[Strip], places: Mapping[int, Sequence[int]]
    ) -> tuple[tuple[Row, ...], float, tuple[float, ...]] | None:
        """Read lines as the row of an indicator."""
        head = self.head
        pieces = {i: [lines[n].cells[i] for n in place] for i, place in places.items()}
        filled = [i for i in head.values if pieces[i]]
        if len(filled) == 1 < len(head.values) and not pieces[head.name_at]:
            return None
        unit_at = head.first(Role.UNIT)
        told = unit_at is not None and pieces[unit_at]
        units = [piece for piece in pieces[head.name_at] if not told and is_unit_line(piece)]
        names = [piece for piece in pieces[head.name_at] if piece not in units]
        names = names[:-1] if _NOTED.match(names[-1].text if names[1:] else "") else names
        drawn = self.drawn and self._makes_up(places, len(lines))
        cost = (
            self._name_cost(names, drawn=drawn)
            + self._value_cost(pieces, filled)
            + FAULT * (len(units) > 1)
        )
        cost += _LONE * bool(head.part_at is not None and pieces[head.part_at])
        cost += FAULT * self._takes_in_others(lines, places, filled)
        cells = [self._cell(i, pieces[i]) for i in places]
        cells[head.name_at] = EMPTY if self._is_nameless(names) else join(names)
        if units and unit_at is not None:
            cells[unit_at] = units[0]
        return (tuple(cells),), cost, offs(places[head.name_at], [places[i] for i in filled])

    def _takes_in_others(
        self, lines: Sequence[Strip], places: Mapping[int, Sequence[int]], filled: Sequence[int]
    ) -> bool:
        """Whether lines of a name are of others: a heading above the values, or what is apart.

        Between two lines of a name stands nothing but that of its values.
        """
        named = places[self.head.name_at]
        begun = min(n for i in filled for n in places[i])
        above = (lines[n].cells[self.head.name_at].text for n in named if n < begun)
        beside = {n for i in (self.head.name_at, *self.head.measured) for n in places[i]}
        amid = range(named[0], named[-1]) if named else range(0)
        return any(map(ENDS_HEADING.search, above)) or not beside.issuperset(amid)

    def _cell(self, column: int, pieces: Sequence[Printed]) -> Printed:
        """Return a cell; of a row with a name of its own none in a column of parts.

        Nor is the first line of a department one: 廃棄物対策 above 課.
        """
        if column in self.head.values:
            return joined(pieces) if pieces else EMPTY
        cell = join(pieces)
        owned = self.head.columns[column].role is Role.OWNER
        lost = column == self.head.part_at or (owned and not OWNERS.fullmatch(cell.key))
        return EMPTY if lost else cell

    def _value_cost(self, pieces: Mapping[int, Sequence[Printed]], filled: Sequence[int]) -> float:
        """Return what speaks against the values of a row, and against their units and years."""
        head = self.head
        cost = FAULT * (len(head.values) - len(filled))
        if not any(pieces[i] for i in head.all(Role.TARGET)):
            cost += _TORN
        if not self._are_whole([pieces[i] for i in filled], filled):
            cost += _TORN * max(len(pieces[i]) for i in filled)
        beside = [i for i in head.all(Role.WHEN, Role.UNIT) if pieces[i]]
        whole = (is_cell((join(pieces[i]).text,), head.columns[i].role) for i in beside)
        return cost + FAULT * sum(not each for each in whole)

    def _are_whole(self, pieces: Sequence[Sequence[Printed]], columns: Sequence[int]) -> bool:
        """Whether each column has one value, all told alike: with words before them, for shares."""
        texts = [join(each).text for each in pieces]
        figured = [n for n, text in enumerate(texts) if re.search(r"\d", text)]
        if len({bool(SHARES.match(split_period(texts[n])[0])) for n in figured}) > 1:
            return False
        worded = [not re.search(r"\d", pieces[n][0].text) for n in figured]
        if any(worded):
            goes_on = all(worded) and all(GOES_ON.search(pieces[n][0].text) for n in figured)
            return goes_on and not any(is_torn(text) or not is_value(text) for text in texts)
        return all(self._is_whole(each, i) for each, i in zip(pieces, columns, strict=True))

    def _is_whole(self, pieces: Sequence[Printed], column: int) -> bool:
        """Whether the pieces of a column make one value, or one for each of several shares."""
        text = join(pieces).text
        told = [split_period(piece.text)[0] for piece in pieces if not is_period(piece.text)]
        shares = [each[: found.end()] for each in told if (found := SHARES.match(each))]
        if shares and len(set(shares)) == len(told):
            return is_balanced(text) and not is_torn(text)
        if not SHARES.match(text) and [kind_of(w) for w in text.split()].count(Kind.VALUE) > 1:
            return False
        alone = not self.strict and len(pieces) == 1 and not is_torn(text)
        if is_value(text) and (alone or (not re.search(r"\d", text) and is_balanced(text))):
            return True
        role = self.head.columns[column].role
        return is_cell(tuple(piece.text for piece in pieces), role)

    def _is_nameless(self, names: Sequence[Printed]) -> bool:
        """Whether lines hold no name, or one that ends with the part its figures are of: 男性."""
        ends = (Printed(name.text.split()[-1], ()) for name in names)
        return not any(names) or any(map(is_of_part, (*names, *ends)))

    @cached_property
    def _filled(self) -> tuple[frozenset[int], frozenset[int]]:
        """The columns that any line with values fills, and that most of them do."""
        values = self.head.values
        lines = [s.cells for s in self.strips if any(i in s.cells for i in values)]
        counts = Counter(i for cells in lines for i in cells)
        return frozenset(counts), frozenset(i for i in counts if 2 * counts[i] > len(lines))

    def _makes_up(self, places: Mapping[int, Sequence[int]], count: int) -> bool:
        """Whether each of some lines has cells that the others lack, and other rows have."""
        beside = {i: place for i, place in places.items() if place and i != self.head.name_at}
        own, usual = self._filled
        each = {place[0] for i, place in beside.items() if i in own}
        once = all(len(place) == 1 for place in beside.values())
        return once and len(each) == count and usual <= {self.head.name_at, *beside}

    def _name_cost(self, pieces: Sequence[Printed], *, drawn: bool = False) -> float:
        """Return what speaks against some pieces as a name; `drawn` where these are so."""
        if self._is_nameless(pieces):
            return NAMELESS
        drawn = drawn or (self.drawn and all(BEGINS.search(p.text) for p in pieces[:-1]))
        faults, ended = name_faults(pieces, 0 if drawn else self._widest - _SLACK)
        if len(pieces) > 1 and self.head.first(Role.GROUP) is not None:
            faults += any(SPACED.search(piece.text) for piece in pieces)
        return FAULT * faults + _ASIDE * ended + _ODD * (not USUAL_END.search(join(pieces).text))

    def _below_name(
        self, lines: Sequence[Strip]
    ) -> tuple[tuple[Row, ...], float, tuple[float, ...]] | None:
        """Read a name without values and the lines below it, each with those of a part: ・男性."""
        head = self.head
        names = [strip.cells.get(head.name_at, EMPTY) for strip in lines]
        begun = next((n for n, name in enumerate(names) if is_of_part(name)), 0)
        if not begun or not all(names[:begun]) or not all(map(is_of_part, names[begun:])):
            return None
        valued = [[i for i in head.values if i in strip.cells] for strip in lines]
        if any(valued[:begun]) or any(each != head.values for each in valued[begun:]):
            return None
        if not all(self._is_whole([s.cells[i]], i) for s in lines[begun:] for i in head.values):
            return None
        told = [{head.name_at: join(names[:begun])}, *(strip.cells for strip in lines[begun:])]
        return self._rows(told), self._name_cost(names[:begun]), (0.0,) * len(STYLES)

    def _parts(
        self, lines: Sequence[Strip], places: Mapping[int, Sequence[int]]
    ) -> tuple[tuple[Row, ...], float, tuple[float, ...]] | None:
        """Read the lines of the parts of an indicator, of which each has one, around its name."""
        head, at = self.head, self.head.part_at
        own = places[at] if at is not None else []
        if at is None or not own or not places[head.name_at]:
            return None
        said = [lines[n].cells[at] for n in own]
        parts = {cell.key for cell in said if is_of_part(cell) or not ends_name(cell)}
        whole = (
            places[i] == own and all(self._is_whole([lines[n].cells[i]], i) for n in own)
            for i in head.values
        )
        if len(parts) < max(2, len(own)) or not all(whole):
            return None
        names = [lines[n].cells[head.name_at] for n in places[head.name_at]]
        reach = {
            i: join([lines[n].cells[i] for n in place])
            for i, place in places.items()
            if place and (i == head.name_at or place != own)
        }
        told = [{**lines[n].cells, **reach} for n in own]
        return self._rows(told), self._name_cost(names), offs(places[head.name_at], [own])

    def _rows(self, told: Iterable[Mapping[int, Printed]]) -> tuple[Row, ...]:
        width = range(len(self.head.columns))
        return tuple(tuple(cells.get(i, EMPTY) for i in width) for cells in told)


def is_unit_line(piece: Printed) -> bool:
    """Whether a line of a name is its unit: ％, 単位：人／年."""
    return bool(piece) and (kind_of(piece.text) is Kind.UNIT or bool(_UNIT.match(piece.text)))
