"""Tables set with spaces, as `pdftotext -layout` and people set them.

1. The head is found (`gaphead`, `gaplabels`): labels on a few lines. Each has a role and the
   display columns that it spans; below it, the pieces of a line between gaps (`fragments`) go to
   the column that they stand in, or by their order where all show (`gapcells`, `gaplines`).
2. The lines below it are read as far as they are of the table (here): up to a text, another head,
   a heading that no rows follow.
3. They are parted into rows (`gapparts`). Cells wrap, and which lines around the figures are of
   their name does not show; blank lines, what is printed beside and how the cells lie only tell
   something. Of all ways that one is taken which costs least; what each run of lines costs as a
   row is told in `gaprows`, in one place: names that read badly, cells that hold no value or two.
4. What is not plain is left out, and told of as lost. The rows go to the maker of rows, `rows`.

Where no line has a row, since values drift below their names, `stacked` counts instead.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise, takewhile

from index.kpi.broken import is_balanced
from index.kpi.fragments import (
    fragments,
    is_set,
    merged_ranges,
    nearest_range,
    over_ranges,
)
from index.kpi.gapcells import Columns
from index.kpi.gaphead import RULE, aligned_head, begins_other
from index.kpi.gaplines import is_template
from index.kpi.gapparts import WALL, Parting
from index.kpi.gaprows import Runs, Strip, is_unit_line
from index.kpi.grid import Table, guessed, tables_from
from index.kpi.groups import beside, part_of
from index.kpi.heads import Head
from index.kpi.labels import Column, role_of
from index.kpi.source import EMPTY, Printed, Row, Source, join
from index.kpi.titles import mark_of
from index.kpi.vocabulary import ENUMERATION, NO_ROW, REMARK, VALUE_ROLES, Role
from index.kpi.words import Kind, kind_of

# Where letters count for columns blank lines tell of distances on the page.
_MOST_BLANKS, _MOST_BLANKS_TYPED, _NEAR = 6, 3, 4
_MARK = re.compile(r"\s*[※＊*][\d０-９]*\s*")
# Between the parts of a table that goes over a page: （つづき）, （単位：％）.
_NOTE = re.compile(r"\s*[(\[][^()\[\]]{1,30}[)\]]\s*")
# 目標４: the chapter at the head of a page.
_CHAPTER = re.compile(r"\s*[一-鿿]{0,4}(?:目標|方針|政策|施策)\s?\d{1,2}\s*")
# 出典：市民アンケート
_SAYS = re.compile(r"\s*[（(]?(?:出典|資料|備考|注)\d*[)）]?\s*[:：）)]")


def gap_tables(source: Source, stops: frozenset[int]) -> Iterator[Table]:
    """Yield the tables below each head set with spaces; `stops` are lines that none goes over."""
    return tables_from(source, lambda line: _table(source, line, stops))


def _table(source: Source, line: int, stops: frozenset[int]) -> Table | None:
    found = aligned_head(source, line, stops)
    if found is None:
        return None
    ranges, head, first = found
    body = _Body(source, Columns(source, tuple(ranges), head, first).below_labels(), stops)
    if not body.strips:
        return None
    rows, lost = _rows(body.strips, body.head, is_set(source))
    rows = [] if body.has_two_names else rows
    return guessed(rows, (line, body.last), body.head, lost=lost > 0 or not rows)


def _rows(strips: Sequence[Strip], head: Head, strict: bool) -> tuple[list[Row], int]:
    """Return the rows that are sure, and how many are not; of tables side by side those of each."""
    found: list[Row] = []
    lost = 0
    for part in beside(head) or [range(len(head.columns))]:
        own = [
            replace(s, cells={i - part.start: c for i, c in s.cells.items() if i in part})
            for s in strips
        ]
        each = head if len(part) == len(head.columns) else part_of(head, part)
        parted = Parting(Runs(own, each, strict)).sure()
        left, right = (EMPTY,) * part.start, (EMPTY,) * (len(head.columns) - part.stop)
        found += [(*left, *row, *right) for row in parted.rows]
        lost += parted.lost
    return found, lost


@dataclass(frozen=True)
class _Body:
    """What stands below a head."""

    source: Source
    columns: Columns
    stops: frozenset[int]

    @cached_property
    def strips(self) -> list[Strip]:
        """The lines with cells, up to the last with figures, and what goes on right below it."""
        found: list[Strip] = []
        walled = False
        for line, blanks in self._lines():
            cells = self._cells(line)
            roles = {role_of(cell) for cell in cells.values()}
            if Role.NAME in roles and None not in roles and not VALUE_ROLES.isdisjoint(roles):
                walled = True  # The head comes again.
                continue
            found.append(Strip(line, cells, WALL if walled else blanks))
            walled = False
        found = self._without_titles(found)
        valued = [n for n, strip in enumerate(found) if self._is_valued(strip)]
        if not valued:
            return []
        below = takewhile(lambda strip: not strip.blanks, found[valued[-1] + 1 :])
        return [*found[: valued[-1] + 1], *below]

    def _without_titles(self, strips: Sequence[Strip]) -> list[Strip]:
        """Leave out headings between rows: lines marked as the name of none of these is."""
        name_at = self.columns.head.name_at
        whole = [s.cells[name_at] for s in strips if len(s.cells) > 1 and name_at in s.cells]
        marks = {mark_of(name.text) for name in whole} | {None}
        found: list[Strip] = []
        walled = False
        for strip in strips:
            text = strip.cells[name_at].text if strip.cells.keys() == {name_at} else ""
            if mark_of(text) not in marks and is_balanced(text):
                walled = True
                continue
            found.append(replace(strip, blanks=WALL) if walled else strip)
            walled = False
        return found

    def _lines(self) -> Iterator[tuple[int, int]]:
        """Yield the lines of the table, each with how many blank ones stand above it."""
        source, blanks, walled = self.source, 0, False
        most = _MOST_BLANKS if is_set(source) else _MOST_BLANKS_TYPED
        for line in range(self.columns.body, source.count):
            if source.is_blank(line):
                blanks += 1
                if blanks > most and not source.page_ended(line - blanks, line):
                    return
            elif self._is_stop(line) and self._goes_on_below(line):
                walled = True
            elif not self._is_aside(line, after_blank=blanks > 0):
                if self._ends(line):
                    return
                yield line, WALL if walled else blanks
                blanks, walled = 0, False

    def _is_aside(self, line: int, *, after_blank: bool) -> bool:
        """Whether a line is no content of the table but does not end it either."""
        text = self.source.line_text(line)
        # A mark alone is the end of a name: ※1.
        noted = bool(REMARK.match(text)) and not _MARK.fullmatch(text)
        ruled = bool(RULE.fullmatch(text)) or (after_blank and bool(_NOTE.fullmatch(text)))
        ruled = ruled or (not after_blank and self.columns.is_of_group(line))
        return line in self.source.furniture or noted or ruled or bool(_CHAPTER.fullmatch(text))

    def _goes_on_below(self, heading: int) -> bool:
        """Whether rows go on below a heading: the next lines are of the table, and have figures."""
        below = range(heading + 1, min(heading + 2 * _MOST_BLANKS, self.source.count))
        near = [line for line in below if self.source.is_readable(line)]
        for line in near[:_NEAR]:
            if self._ends(line):
                return False
            cells = dict(self.columns.cells(line))
            if all(i in cells for i in self.columns.head.values):
                return True
        return False

    def _is_stop(self, line: int) -> bool:
        """Whether a line is a heading, and not a group with its number and a line of a name."""
        return line in self.stops and not self.columns.names_beside(line)

    def _ends(self, line: int) -> bool:
        """Whether a line stands below the table."""
        source = self.source
        ended = self._is_stop(line) or not source.is_readable(line) or begins_other(source, line)
        ended = ended or is_template(source, line) or self._is_text(line)
        return ended or bool(aligned_head(source, line, self.stops))

    def _is_text(self, line: int) -> bool:
        """Whether a line is of a text; what stands behind the values may be one."""
        source, ranges = self.source, self.columns.ranges
        values = self.columns.head.values
        pieces = fragments(source, line)
        told = [piece for piece in pieces if piece.left < ranges[max(values)][1]]
        said = source.folded[source.starts[line] : told[-1].cell.spans[-1].end] if told else ""
        if NO_ROW.search(said) and not _MARK.fullmatch(said):
            return True
        if len(pieces) != 1 or not told or _SAYS.match(source.line_text(line)):
            return not pieces or bool(_SAYS.match(source.line_text(line)))
        valued = Kind.VALUE in map(kind_of, pieces[0].cell.text.split())
        over = () if valued else over_ranges(pieces[0], ranges)
        at = over[0] if over else nearest_range(pieces[0], ranges)
        return pieces[0].right > self.columns.room(at)

    def _cells(self, line: int) -> dict[int, Printed]:
        """Return the cells of a line; a name, or its end, may begin where its number does.

        And what stands in brackets where its group does.
        """
        found: dict[int, list[Printed]] = {}
        for at, cell in self.columns.cells(line):
            found.setdefault(at, []).append(cell)
        cells = {at: join(parts) for at, parts in found.items()}
        number, name_at = self.columns.head.first(Role.NUMBER), self.columns.head.name_at
        beside = [*found.get(number, ()), *found.get(name_at, ())]  # type: ignore[arg-type]
        named = [part for part in beside if not ENUMERATION.fullmatch(part.key)]
        if number in cells and named and not any(part in named for part in found.get(name_at, ())):
            del cells[number]
            cells[name_at] = join(named)
        before = [at for at in cells if at < name_at and name_at not in cells]
        for at in before[-1:]:
            if cells[at].key[0] == "(":
                cells[name_at] = cells.pop(at)
        return cells

    def _is_valued(self, strip: Strip) -> bool:
        return any(i in strip.cells for i in self.columns.head.values)

    @property
    def has_two_names(self) -> bool:
        """Whether the names are of two columns: a gap goes through all of them."""
        name, ranges = self.columns.head.name_at, self.columns.ranges
        pieces = [self.columns.pieces(strip.line) for strip in self.strips]
        named = [[f for f in each if nearest_range(f, ranges) == name] for each in pieces]
        return any(b[0] - a[1] > 1 for a, b in pairwise(merged_ranges(named)))

    @property
    def last(self) -> int:
        """The last line with figures."""
        return max(strip.line for strip in self.strips if self._is_valued(strip))

    @cached_property
    def head(self) -> Head:
        """The head, with a column of units where these stand on lines of their own below names."""
        head = self.columns.head
        names = [s.cells.get(head.name_at, EMPTY) for s in self.strips]
        if head.first(Role.UNIT) is not None or not any(map(is_unit_line, names)):
            return head
        return replace(head, columns=(*head.columns, Column(Role.UNIT)))
