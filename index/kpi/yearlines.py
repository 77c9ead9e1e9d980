"""Grids of years set with spaces: below each indicator a line of targets and one of results."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from index.domain import Measure, Span
from index.kpi.fragments import Fragment, fragments, merged_ranges, nearest_range
from index.kpi.labels import Column, is_empty, name_label
from index.kpi.names import clean_name, is_name, unit_for
from index.kpi.rows import Draft
from index.kpi.source import Printed, Source, join
from index.kpi.values import in_order, is_torn, is_value
from index.kpi.vocabulary import HEAD_HINT, MARKS, Role
from index.kpi.yeargrid import LINE_LABELS
from index.quantities import is_period, parse_measure

_LABELS = re.compile("目標|実績")
_LEAST_YEARS = 3
_MOST_LINES = 6


@dataclass(frozen=True, slots=True)
class _Grid:
    """The columns of a grid: their ranges and what their heads say."""

    ranges: tuple[tuple[int, int], ...]
    columns: tuple[Column, ...]

    def column(self, fragment: Fragment) -> int:
        return nearest_range(fragment, self.ranges)


@dataclass(slots=True)
class _Block:
    """The lines of one indicator: its name, its baseline, and the figures by what they are."""

    name: list[Printed] = field(default_factory=list)
    baseline: list[Printed] = field(default_factory=list)
    lines: dict[Role | None, dict[int, Printed]] = field(default_factory=dict)
    torn: bool = False


def read_year_lines(source: Source, taken: frozenset[int]) -> list[Draft]:
    """Read every such grid whose lines are not taken yet."""
    drafts: list[Draft] = []
    line = 0
    while line < source.count:
        found = None if line in taken else _head(source, line)
        line += 1
        if found is None:
            continue
        grid, line = found
        for block, below in _blocks(source, grid, line):
            drafts += _draft(block, grid)
            line = below
    return drafts


def _head(source: Source, line: int) -> tuple[_Grid, int] | None:
    """Read a head of one or two lines that has a name and years, but no word for targets."""
    if not source.is_readable(line) or line + 1 == source.count:
        return None
    near = source.folded[source.starts[line + 1] : source.ends[min(line + 2, source.count - 1)]]
    if not _LABELS.search(near) or not HEAD_HINT.search(source.line_text(line)):
        return None
    lines = [fragments(source, line)]
    below = line + 1
    if below < source.count and source.is_readable(below):
        more = fragments(source, below)
        if all(f.cell.text[0] in "(（" for f in more):
            lines.append(more)
            below += 1
    if len(lines[0]) <= _LEAST_YEARS:
        return None
    ranges = merged_ranges(lines)
    cells = [[f.cell for row in lines for f in row if _over(f, each)] for each in ranges]
    columns = tuple(name_label(join(parts).text) for parts in cells)
    roles = [column.role for column in columns]
    whole = roles.count(Role.NAME) == 1 and roles.count(Role.YEAR) >= _LEAST_YEARS
    return (_Grid(tuple(ranges), columns), below) if whole and Role.TARGET not in roles else None


def _over(fragment: Fragment, each: tuple[int, int]) -> bool:
    return each[0] <= fragment.left < each[1]


def _blocks(source: Source, grid: _Grid, line: int) -> Iterator[tuple[_Block, int]]:
    """Yield the lines of each indicator, which begin with the same word, and the line below."""
    block: _Block | None = None
    first: Role | None = None
    count = 0
    while line < source.count and source.is_readable(line) and count < _MOST_LINES:
        pieces = [f for f in fragments(source, line) if not MARKS.fullmatch(f.cell.text)]
        label = next((f for f in pieces if LINE_LABELS.fullmatch(f.cell.key)), None)
        role = name_label(label.cell.text).role if label else None
        first = first or role
        if label is not None and role is first:
            if block:
                yield block, line
            block, count = _Block(), 0
        if block is None:
            return
        _take(block, grid, [f for f in pieces if f is not label], role)
        count += 1
        line += 1
    if block:
        yield block, line


def _take(block: _Block, grid: _Grid, pieces: Sequence[Fragment], role: Role | None) -> None:
    """Put the pieces of a line into the block; figures of one column must be one."""
    figures: dict[int, Printed] = {}
    for piece in pieces:
        at = grid.column(piece)
        kind = grid.columns[at].role
        if kind is Role.NAME:
            block.name.append(piece.cell)
        elif kind is Role.BASELINE:
            block.baseline.append(piece.cell)
        elif kind is Role.YEAR and role is not None:
            block.torn = block.torn or at in figures or is_torn(piece.cell.text)
            figures[at] = piece.cell
    if role is not None:
        block.lines[role] = figures


def _draft(block: _Block, grid: _Grid) -> list[Draft]:
    name = join(block.name)
    targets = _measures(block.lines.get(Role.TARGET, {}), grid)
    actuals = in_order(_measures(block.lines.get(Role.ACTUAL, {}), grid))
    title, doubts = clean_name(name.text) if name else ("", ())
    if block.torn or not targets or not is_name(title):
        return []
    start = next((c for c in grid.columns if c.role is Role.BASELINE), None)
    printed = join(block.baseline)
    baseline = parse_measure(printed.text, start.period if start else None) if printed else None
    if baseline and not is_value(baseline.text):
        return []
    if start is None and actuals:
        baseline, actuals = actuals[-1], actuals[:-1]
    cells = [cell for figures in block.lines.values() for cell in figures.values()]
    spans: tuple[Span, ...] = tuple(s for c in (name, printed, *cells) if c for s in c.spans)
    unit = unit_for(title, None, [m for m in (baseline, *targets) if m])
    return [Draft(title, spans, unit, baseline, in_order(targets), actuals, doubts=doubts)]


def _measures(figures: dict[int, Printed], grid: _Grid) -> list[Measure]:
    found = [
        parse_measure(cell.text, grid.columns[at].period)
        for at, cell in sorted(figures.items())
        if not is_empty(cell) and not is_period(cell.text)
    ]
    return [measure for measure in found if is_value(measure.text)]
