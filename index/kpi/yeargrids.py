"""Grids of years with a line of targets and one of results: the name stands beside or above."""

import re
from collections.abc import Iterator, Sequence

from index.kpi.drafts import Draft, Figures, drafted, measure_of
from index.kpi.formlabels import caption_above
from index.kpi.fragments import Fragment, fragments, merged_ranges, nearest_range
from index.kpi.grid import Table
from index.kpi.labels import Column, name_label, role_of
from index.kpi.names import is_name
from index.kpi.source import EMPTY, Printed, Row, Source, join
from index.kpi.values import is_torn
from index.kpi.vocabulary import HEAD_HINT, YEAR_LINE, Role

_SAYS_LINE = re.compile("目標|実績|計画")
_LEAST_YEARS = 3


def read_year_grids(source: Source, table: Table) -> list[Draft]:
    """Read the rows of a table that has years as its columns and 目標値, 実績値 as its lines."""
    drafts: list[Draft] = []
    years: tuple[Column, ...] = ()
    caption, _ = caption_above(source, table.first)
    name = caption
    lines: dict[Role | None, Row] = {}
    for row in table.rows:
        label, *named = [cell for cell in row if cell] or [EMPTY]
        if len(named) == 1 and role_of(label) is Role.NAME and is_name(named[0].text):
            drafts += _draft(name, lines, years)
            caption, years, lines = named[0], (), {}  # 指標名 | 講座の受講者数
        columns = tuple(name_label(cell.text) for cell in row)
        if sum(bool(c.period) for c in columns[1:]) > 1:
            drafts += _draft(name, lines, years)
            years, name, lines = columns, caption, {}
            continue
        at = next((i for i, cell in enumerate(row[:4]) if YEAR_LINE.fullmatch(cell.key)), None)
        if not years or at is None:
            continue
        beside = [cell for cell in row[:at] if is_name(cell.text)]
        if beside and (name is None or beside[-1].key != name.key):
            drafts += _draft(name, lines, years)
            name, lines = beside[-1], {}
        lines[role_of(row[at])] = row
    return drafts + _draft(name, lines, years)


def _draft(
    name: Printed | None, lines: dict[Role | None, Row], years: Sequence[Column]
) -> list[Draft]:
    if name is None or Role.TARGET not in lines:
        return []
    aimed, done = lines[Role.TARGET], lines.get(Role.ACTUAL, ())
    aims, results = (
        {
            i: measure_of(cell.text, year.period)
            for i, (cell, year) in enumerate(zip(line, years, strict=False))
            if year.period or year.role is Role.BASELINE
        }
        for line in (aimed, done)
    )
    start = next((i for i, c in enumerate(years) if c.role is Role.BASELINE), None)
    done_at, aimed_at = (line.pop(-1 if start is None else start, None) for line in (results, aims))
    targets, actuals = ([m for m in line.values() if m] for line in (aims, results))
    if not targets:
        return []
    figures = Figures(done_at or aimed_at, targets, actuals, has_place=start is not None)
    return [drafted(name.text, (name, *aimed, *done), figures)]


def read_year_lines(source: Source, taken: frozenset[int]) -> list[Draft]:
    """Read such grids set with spaces; their names may go on over the lines of an indicator."""
    drafts: list[Draft] = []
    line = 0
    while line < source.count:
        found = None if line in taken else _head(source, line)
        if found is None:
            line += 1
            continue
        ranges, head, body = found
        table = _Lines(source, ranges, head).table(line, body)
        drafts += read_year_grids(source, table)
        line = max(body, table.last + 1)
    return drafts


def _head(source: Source, line: int) -> tuple[list[tuple[int, int]], Row, int] | None:
    """Read a head of one or two lines that has a name and years, but no word for targets."""
    if not source.is_readable(line) or line + 1 == source.count:
        return None
    near = source.folded[source.starts[line + 1] : source.ends[min(line + 2, source.count - 1)]]
    if not _SAYS_LINE.search(near) or not HEAD_HINT.search(source.line_text(line)):
        return None
    lines = [fragments(source, line)]
    if len(lines[0]) <= _LEAST_YEARS:
        return None
    if source.is_readable(line + 1):
        more = fragments(source, line + 1)
        lines += [more] if all(f.cell.text[0] in "(（" for f in more) else []
    ranges = merged_ranges(lines)
    head = tuple(
        join([f.cell for row in lines for f in row if left <= f.left < right])
        for left, right in ranges
    )
    roles = list(map(role_of, head))
    whole = roles.count(Role.NAME) == 1 and roles.count(Role.YEAR) >= _LEAST_YEARS
    return (ranges, head, line + len(lines)) if whole and Role.TARGET not in roles else None


class _Lines:
    """The lines below a head: those of one indicator begin with the same word."""

    def __init__(self, source: Source, ranges: Sequence[tuple[int, int]], head: Row) -> None:
        self.source, self.ranges, self.head = source, ranges, head
        self.roles = list(map(role_of, head))
        self.name_at = self.roles.index(Role.NAME)

    def table(self, first: int, body: int) -> Table:
        """Return the table with a row for each line that has a label, behind its name."""
        rows = [self._placed(EMPTY, EMPTY, dict(enumerate(self.head)))]
        last = body - 1
        for block in self._blocks(body):
            rows += self._rows(block)
            last += len(block)
        return Table(tuple(rows), first, last, certain=False)

    def _placed(self, name: Printed, label: Printed, cells: dict[int, Printed]) -> Row:
        places = (i for i in range(len(self.head)) if i != self.name_at)
        return (name, label, *(cells.get(i, EMPTY) for i in places))

    def _blocks(self, line: int) -> Iterator[list[tuple[Printed, list[Fragment]]]]:
        """Yield the lines of each indicator: a label, or nothing, and the pieces beside it."""
        block: list[tuple[Printed, list[Fragment]]] = []
        while line < self.source.count and self.source.is_readable(line):
            pieces = fragments(self.source, line)
            label = next((f for f in pieces if YEAR_LINE.fullmatch(f.cell.key)), None)
            cell = label.cell if label else EMPTY
            if block and label and role_of(cell) is role_of(block[0][0]):
                yield block
                block = []
            if not (label or block):
                return
            block.append((cell, [f for f in pieces if f is not label]))
            line += 1
        if block:
            yield block

    def _rows(self, block: Sequence[tuple[Printed, list[Fragment]]]) -> list[Row]:
        """Return a row for each label; none where two figures fall into one column."""
        placed = [
            (label, [(nearest_range(f, self.ranges), f.cell) for f in pieces])
            for label, pieces in block
        ]
        beside = {
            at: join([cell for _, cells in placed for i, cell in cells if i == at])
            for at, role in enumerate(self.roles)
            if role in (Role.NAME, Role.BASELINE)
        }
        rows = []
        for label, cells in placed:
            figures = [(at, cell) for at, cell in cells if self.roles[at] is Role.YEAR]
            if len(dict(figures)) < len(figures) or any(is_torn(c.text) for _, c in figures):
                return []
            if label:
                row = beside | dict(figures)
                rows.append(self._placed(beside[self.name_at], label, row))
        return rows
