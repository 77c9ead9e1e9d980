"""Tables set with spaces in which a line has a figure for each column: a row lies around each.

`pdftotext -layout` sets them so: what is wrapped in a cell stands on lines above and below the one
with the figures, and blank lines part the rows where the rows of the page lie apart.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import takewhile

from index.kpi.alignedcells import Columns
from index.kpi.alignedhead import RULE, aligned_head, begins_other
from index.kpi.alignedlines import is_template
from index.kpi.fragments import counts_letters, fragments, is_beyond, nearest_range
from index.kpi.grid import Table, guessed, tables_from
from index.kpi.heads import Head
from index.kpi.labels import Column, bare, is_label
from index.kpi.namelines import WALL, Parting, Strip, is_unit_line
from index.kpi.source import EMPTY, Printed, Row, Source, join
from index.kpi.vocabulary import NO_ROW, OWNERS, REMARK, Role
from index.kpi.words import Kind, kind_of
from index.quantities import is_period

_MOST_BLANKS, _NEAR = 6, 4
_MARK = re.compile(r"\s*[※＊*][\d０-９]*\s*")
# 出典：市民アンケート
_SAYS = re.compile(r"\s*[（(]?(?:出典|資料|備考|注)\d*[)）]?\s*[:：）)]")


def value_line_tables(source: Source, stops: frozenset[int]) -> Iterator[Table]:
    """Yield the tables below aligned heads that have lines with a figure for each column."""
    if not counts_letters(source):
        return iter(())
    return tables_from(source, lambda line: _table(source, line, stops))


def _table(source: Source, line: int, stops: frozenset[int]) -> Table | None:
    found = aligned_head(source, line, stops)
    if found is None:
        return None
    ranges, head, first = found
    body = _Body(source, Columns(source, tuple(ranges), head, first), stops)
    if len(head.values) < 2 or body.is_torn():
        return None
    rows = body.rows()
    kept = [row for row in rows if row]
    if len(kept) * 4 < len(rows) or not kept:
        return None
    return guessed(kept, (line, body.last), body.head, lost=len(kept) < len(rows))


@dataclass(frozen=True)
class _Body:
    """What stands below a head."""

    source: Source
    columns: Columns
    stops: frozenset[int]

    @cached_property
    def strips(self) -> list[Strip]:
        """The lines with cells, as far as the table goes."""
        found: list[Strip] = []
        again = parted = False
        for line, blanks in self._lines():
            cells = dict(_joined(self.columns.cells(line)))
            again = _is_head(cells, below=again)
            if not again:
                found.append(Strip(line, cells, WALL if parted else blanks))
            parted = again
        valued = [n for n, strip in enumerate(found) if self._is_valued(strip)]
        if not valued:
            return []
        below = takewhile(lambda strip: not strip.blanks, found[valued[-1] + 1 :])
        return [*found[: valued[-1] + 1], *below]

    def _lines(self) -> Iterator[tuple[int, int]]:
        """Yield the lines of the table, each with how many blank ones stand above it."""
        blanks = 0
        for line in range(self.columns.body, self.source.count):
            text = self.source.line_text(line)
            if not text.strip():
                blanks += 1
                if blanks > _MOST_BLANKS and not self.source.page_ended(line - blanks, line):
                    return
            elif line in self.source.furniture or RULE.fullmatch(text) or _is_note(text):
                continue
            elif line in self.stops and self._goes_on_below(line):
                blanks = WALL
            elif self._ends(line):
                return
            else:
                yield line, blanks
                blanks = 0

    @property
    def last(self) -> int:
        """The last line with figures."""
        return max(strip.line for strip in self.strips if self._is_valued(strip))

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

    @cached_property
    def head(self) -> Head:
        """The head, with a column of units where these stand on lines of their own below names."""
        head = self.columns.head
        names = [s.cells.get(head.name_at, EMPTY) for s in self.strips]
        if head.first(Role.UNIT) is not None or not any(map(is_unit_line, names)):
            return head
        return replace(head, columns=(*head.columns, Column(Role.UNIT)))

    def _ends(self, line: int) -> bool:
        """Whether a line stands below the table."""
        source, text = self.source, self.source.line_text(line)
        if line in self.stops or not source.is_readable(line) or begins_other(source, line):
            return True
        said = (NO_ROW.search(text) and not _MARK.fullmatch(text)) or _SAYS.match(text)
        if said or is_template(source, line) or is_beyond(source, self.columns.body, line):
            return True
        pieces = fragments(source, line)
        if len(pieces) != 1:
            return not pieces
        column = nearest_range(pieces[0], self.columns.ranges)
        return pieces[0].right > self.columns.room(column)

    def _is_valued(self, strip: Strip) -> bool:
        cells = [strip.cells.get(i) for i in self.columns.head.values]
        return all(cell and not is_period(bare(cell.text)) for cell in cells)

    def _is_single(self, strip: Strip) -> bool:
        """Whether no cell holds two figures, of which one is of another column: 929 ▲6.5％."""
        cells = (strip.cells[i].text.split() for i in self.columns.head.values)
        return all(sum(kind_of(word) is Kind.VALUE for word in words) < 2 for words in cells)

    def is_torn(self) -> bool:
        """Whether cells with figures go over several lines: （R5） below 12人."""
        odd = (s for s in self.strips if not self._is_valued(s))
        told = self.columns.head.values + self.columns.head.all(Role.WHEN)
        figures = (s.cells[i].text for s in odd for i in told if i in s.cells)
        return any(re.search(r"\d", text) for text in figures)

    def _is_apart(self, span: range | None) -> bool:
        """Whether a row is plain; in a table of parts a name may go over all but blank lines."""
        if not span or not self.head.tells_parts:
            return span is not None
        edges = self.strips[span[0]], *self.strips[span[-1] + 1 : span[-1] + 2]
        return all(strip.blanks for strip in edges)

    def rows(self) -> list[Row | None]:
        """Return a row for each line with figures; None where it is not plain what its name is."""
        name_at = self.columns.head.name_at
        valued = [n for n, strip in enumerate(self.strips) if self._is_valued(strip)]
        head = self.head
        found: list[Row | None] = []
        for n, span in zip(valued, Parting(self.strips, valued, name_at).best(), strict=True):
            pieces = [self.strips[i].cells.get(name_at, EMPTY) for i in span or ()]
            units = [piece for piece in pieces if is_unit_line(piece)]
            name = join([piece for piece in pieces if piece and piece not in units])
            cells = self.strips[n].cells | {name_at: name}
            if units and len(head.columns) > len(self.columns.ranges):
                cells[len(self.columns.ranges)] = units[0]
            # No name reaches over several rows: what stands in a column of parts is of none.
            # Nor is the first line of a department one: 廃棄物対策 above 課.
            cells = {
                i: cell
                for i, cell in cells.items()
                if i != head.part_at
                and (head.columns[i].role is not Role.OWNER or OWNERS.fullmatch(cell.key))
            }
            row = tuple(cells.get(i, EMPTY) for i in range(len(head.columns)))
            plain = self._is_single(self.strips[n]) and self._is_apart(span)
            found.append(row if plain else None)
        return found


def _is_note(text: str) -> bool:
    """Whether a line explains a row; a mark alone is the end of a name: ※1."""
    return bool(REMARK.match(text)) and not _MARK.fullmatch(text)


def _is_head(cells: Mapping[int, Printed], *, below: bool) -> bool:
    """Whether a line is of a head that comes again, as on the next page; years stand below one."""
    if all(is_period(bare(cell.text)) for cell in cells.values()):
        return below
    return len(cells) > 1 and all(map(is_label, cells.values()))


def _joined(cells: Sequence[tuple[int, Printed]]) -> list[tuple[int, Printed]]:
    found: dict[int, list[Printed]] = {}
    for at, cell in cells:
        found.setdefault(at, []).append(cell)
    return [(at, join(parts)) for at, parts in found.items()]
