"""Heads of tables whose cells stand on lines of their own, one cell after the other."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import accumulate, pairwise

from index.kpi.columns import Head, named_head
from index.kpi.grid import Row
from index.kpi.labels import name_label, shared_out
from index.kpi.rawhead import head_tokens
from index.kpi.source import EMPTY, Printed, Source, join
from index.kpi.vocabulary import VALUE_ROLES, Role
from index.kpi.words import Kind, kind_of
from index.quantities import is_period

_MOST_CELLS, _MOST_LINES, _LONGEST, _LONGEST_UNKNOWN, _MOST_UNKNOWN = 16, 4, 24, 8, 2
# One letter of each word for names, which may be spaced out.
_OF_NAMES = re.compile("[標項尺さサｻIＩⅠ]")
_BEFORE = frozenset({Role.NUMBER, Role.GROUP})
# What stands below 現状値 where the value and its year have a column each.
_BELOW = frozenset({"数値", "値", "時点", "年度", "年次", "時期"})


@dataclass(slots=True)
class _Column:
    """A label, and what stands below it."""

    label: Printed
    below: list[Printed] = field(default_factory=list)

    @property
    def may_open(self) -> bool:
        """Whether years may be told below it: it is of values, or unknown, and has none yet."""
        named = name_label(self.label.text)
        return not self.below and not named.period and (named.role in {*VALUE_ROLES, None})


@dataclass(frozen=True, slots=True)
class CellHead:
    """A head, and the lines that its cells stand on."""

    head: Head
    first: int
    last: int
    labels: frozenset[str]


def cell_head(source: Source, lines: Sequence[int]) -> CellHead | None:
    """Read the head that begins on the first of the lines; each of its cells ends with a line."""
    if not _may_name(source, lines) or not _opens(source, lines[0]):
        return None
    cells, count = _cells(source, lines)
    columns = _columns(cells)
    names = [i for i, c in enumerate(columns) if name_label(c.label.text).role is Role.NAME]
    if len(names) != 1 or len(columns) < 3:
        return None
    before = {name_label(c.label.text).role for c in columns[: names[0]]}
    head = named_head(_rows(columns), (), 0) if before <= _BEFORE else None
    if head is None or head.first(Role.NAME) != names[0]:
        return None
    keys = frozenset(cell.key for cell in cells)
    return CellHead(head, lines[0], lines[count - 1], keys)


def _may_name(source: Source, lines: Sequence[int]) -> bool:
    """Whether a letter of a word for names stands among the short lines that come first."""
    for cell in map(source.cell, lines):
        if len(cell.text) > _LONGEST:
            return False
        if _OF_NAMES.search(cell.text):
            return True
    return False


def _opens(source: Source, line: int) -> bool:
    span = source.span(line)
    if span.end - span.start > _LONGEST:
        return False
    role = name_label(source.text[span.start : span.end]).role
    return role is Role.NAME or role in _BEFORE


def _cells(source: Source, lines: Sequence[int]) -> tuple[list[Printed], int]:
    """Return the cells of a head, and how many lines they take; the last is a known word."""
    cells: list[Printed] = []
    kept = (0, 0)
    unknown = at = 0
    while at < len(lines) and len(cells) < _MOST_CELLS and unknown <= _MOST_UNKNOWN:
        known, cell = _label(source, lines[at : at + _MOST_LINES])
        if not known and not _may_head(cell):
            break
        at += known or 1
        cells.append(cell)
        unknown = 0 if known else unknown + 1
        if known or name_label(cell.text).role is not None:
            kept = (len(cells), at)
    return cells[: kept[0]], kept[1]


def _label(source: Source, lines: Sequence[int]) -> tuple[int, Printed]:
    """Return how many lines make a known label, and the label; else 0 and the first line."""
    printed: list[Printed] = []
    for line in lines:
        printed.append(source.cell(line))
        cell = join(printed)
        if len(cell.text) > _LONGEST:
            break
        if _is_known(cell):
            return len(printed), cell
    return 0, printed[0]


def _is_known(cell: Printed) -> bool:
    named = cell.key in _BELOW or name_label(cell.text).role is Role.NAME
    return named or bool(head_tokens(cell.text))


def _may_head(cell: Printed) -> bool:
    """Whether a label that is no known word may stand among those that are."""
    short = len(cell.text) <= _LONGEST_UNKNOWN and kind_of(cell.key) is Kind.TEXT
    return short and name_label(cell.text).role is not Role.NAME


def _columns(cells: Sequence[Printed]) -> list[_Column]:
    """Put the years, and 数値 and 時点, below the labels that they tell of."""
    columns: list[_Column] = []
    run: list[Printed] = []
    for cell in [*cells, EMPTY]:
        if cell and (is_period(cell.text.strip("()（）")) or cell.key in _BELOW):
            run.append(cell)
            continue
        _put_below(columns, run)
        run = []
        if cell:
            columns.append(_Column(cell))
    return columns


def _put_below(columns: list[_Column], run: list[Printed]) -> None:
    last = columns[-1] if columns else None
    alone = len(run) == 1 or (len(run) > 1 and _is_bracketed(run[0]) and not _is_bracketed(run[1]))
    if alone and last and last.may_open:
        last.below, run = run[:1], run[1:]
    if not run:
        return
    opened = [c for c in columns if c.may_open]
    known = [c for c in opened if name_label(c.label.text).role is not None]
    for open_ in (opened, known):
        counts = shared_out([name_label(c.label.text) for c in open_], [u.text for u in run])
        ends = list(accumulate(counts, initial=0))
        for column, (start, end) in zip(open_, pairwise(ends), strict=bool(counts)):
            column.below = run[start:end]
        if counts:
            return
    columns += [_Column(cell) for cell in run]


def _is_bracketed(cell: Printed) -> bool:
    return cell.text[0] in "(（"


def _rows(columns: Sequence[_Column]) -> list[Row]:
    """Return the rows of labels, with a label over each column that it reaches over."""
    pairs = [(c.label, below) for c in columns for below in (c.below or [EMPTY])]
    top, under = tuple(a for a, _ in pairs), tuple(b for _, b in pairs)
    return [top, under] if any(under) else [top]
