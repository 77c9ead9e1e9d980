"""Heads of tables whose cells stand on lines of their own, one cell after the other."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby, pairwise

from index.kpi.columns import halves, named_head
from index.kpi.heads import UNCALLED, Head
from index.kpi.labels import Column, bare, name_label, role_of, shared_out
from index.kpi.pieces import (
    AIM,
    BRACKETED,
    LONGEST_LINE,
    MEASURED,
    are_whole,
    head_pieces,
    is_year,
    with_names,
)
from index.kpi.rawhead import UNNAMED, head_tokens
from index.kpi.source import EMPTY, Printed, Row, Source, join, squeeze
from index.kpi.vocabulary import EXPLAINING, MARKED, VALUE_ROLES, Role
from index.kpi.words import Kind, kind_of
from index.quantities import is_period, parse_period

_MOST_CELLS, _MOST_LINES, _LONGEST, _LONGEST_UNKNOWN, _MOST_UNKNOWN = 16, 4, 24, 8, 2
# One letter of each word for names, which may be spaced out.
_OF_NAMES = re.compile("[標項尺さサｻIＩⅠ]")
_DRAWN = re.compile("[\t|│┃]")
_COUNTED = re.compile("の(?:割合|率|比)$")  # 歩く人の割合: a name, though 割合 heads columns
_LATER = re.compile(r"\((?:現[況状]|基準|目標)?(?:年度|年|時点)\)")
_OF_GROUPS = re.compile("取組|施策|事業|分野|政策")
_SOON, HEAD_LINES, _LEAST_MARKS, _LONGEST_EXPLAINING = 8, 40, 3, 12
_BEFORE = frozenset({Role.NUMBER, Role.GROUP})
_OPENING = _BEFORE | {Role.NAME, Role.GOAL, Role.BASELINE, Role.ACTUAL}


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
    """A head, and the lines that its cells stand on.

    `ways` tells that arrows stand between the values, below a label that has been left out.
    """

    head: Head
    first: int
    last: int
    ways: bool


def cell_head(source: Source, lines: Sequence[int], *, cut: bool) -> CellHead | None:
    """Read the head that begins on the first of the lines; each of its cells ends with a line.

    Where lines are `cut` each of their words may be a cell.
    """
    for most in (_SOON, len(lines)):
        pieces = head_pieces(source, lines[:most], cut=cut)
        cells, count = _cells([printed for _, printed in pieces])
        if count + _MOST_LINES + _MOST_UNKNOWN < len(pieces):
            break
    while 0 < count < len(pieces) and pieces[count][0] == pieces[count - 1][0]:
        # What stands beside a known label is a label.
        cells.append(pieces[count][1])
        count += 1
    columns = _columns(_levelled(with_names(cells)))
    if not columns or not (cut or are_whole(pieces[:count], pieces[count : count + 1])):
        return None
    called = [c for c in columns if role_of(c.label) is Role.NAME]
    if len(called) == 2 and called == columns[:2] and _OF_GROUPS.match(called[0].label.key):
        called = called[1:]
    marked = sum(bool(MARKED.match(piece.text)) for _, piece in pieces[count:]) >= _LEAST_MARKS
    fits = len(columns) > 2 - marked and len(called) < 2
    head = named_head(_rows(columns), (), 0) if fits else None
    head = _named_by_place(head, marked=marked) if head and not called else head
    names = head.all(Role.NAME) if head else []
    if head is None or len(names) != 1 or not {c.role for c in head.columns[: names[0]]} <= _BEFORE:
        return None
    kept = _without_ways(head.columns)
    ways = len(kept) < len(head.columns)
    return CellHead(replace(head, columns=kept), lines[0], pieces[count - 1][0], ways)


def _without_ways(columns: tuple[Column, ...]) -> tuple[Column, ...]:
    """Leave out what stands between values and says which way they are to go, with an arrow."""
    values = [i for i, column in enumerate(columns) if column.role in VALUE_ROLES]
    inner = range(values[0], values[-1])
    return tuple(c for i, c in enumerate(columns) if i not in inner or "方向" not in c.label)


def _named_by_place(head: Head, *, marked: bool) -> Head:
    """Take a column of unknown words before a baseline and a target for that of the names.

    No label needs to head them where they are `marked`: ①, ②.
    """
    if marked and head.columns[0].role in MEASURED:
        return replace(head, columns=(Column(Role.NAME), *head.columns), doubts=(UNNAMED,))
    first, *others = head.columns
    roles = [column.role for column in others]
    told = {Role.BASELINE, Role.TARGET} <= set(roles) <= MEASURED
    if first.role not in (None, Role.GROUP) or not told:
        return head
    columns = (replace(first, role=Role.NAME), *others)
    return replace(head, columns=columns, doubts=(*head.doubts, UNCALLED))


def opening_lines(source: Source, lines: Sequence[int], *, cut: bool) -> frozenset[int]:
    """Return the lines that heads may begin on; each of their cells ends with a line.

    Only short lines stand between one and a letter of a word for names.
    """
    found: list[int] = []
    left, longest, below = 0, LONGEST_LINE if cut else _LONGEST, source.count
    for line in reversed(lines):
        span = source.span(line)
        drawn = _DRAWN.search(source.text, span.start, span.end)
        if drawn or span.end - span.start > longest:
            left = -1 if drawn or not cut else 0
            continue
        alone = left < 0  # What is below is no cell.
        if _OF_NAMES.search(source.text, span.start, span.end):
            left = HEAD_LINES
        if left > 0 and not alone and _opens(source, line, below, cut=cut):
            found.append(line)
        left, below = max(0, left - 1), line
    return frozenset(found)


def _opens(source: Source, line: int, below: int, *, cut: bool) -> bool:
    text = source.line_text(line).strip()
    word = text.split(maxsplit=1)[0] if cut else text
    # Between blank lines a label that is no known word may be that of the names: 部門・分野.
    apart = (not line or source.is_blank(line - 1)) and line + 1 != below
    role = name_label(word).role
    opens = role in _OPENING or squeeze(word) == AIM
    return opens or (role is None and apart and _may_head(source.cell(line)))


def _cells(pieces: Sequence[Printed]) -> tuple[list[Printed], int]:
    """Return the cells of a head, and how many pieces they take; the last is a known word."""
    cells: list[Printed] = []
    kept, unknown, at = (0, 0), 0, 0
    while at < len(pieces) and len(cells) < _MOST_CELLS and unknown <= _MOST_UNKNOWN:
        dated = _dated(cells[-1], pieces[at]) if cells else None
        if dated:
            cells[-1], at = dated, at + 1
            kept = (len(cells), at)
            continue
        known, cell = _label(pieces[at : at + _MOST_LINES])
        if not known and not _may_head(cell):
            break
        at += known or 1
        cells.append(cell)
        unknown = 0 if known else unknown + 1
        if known or role_of(cell) is not None:
            kept = (len(cells), at)
    return cells[: kept[0]], kept[1]


def _dated(year: Printed, cell: Printed) -> Printed | None:
    """Put to a year what it is of, （基準年度）; without the same in another count, （2013年）."""
    if is_year(year) and is_year(cell):
        same = parse_period(bare(year.text)) == parse_period(bare(cell.text))
        return year if same else None
    if role_of(year) in MEASURED and _LATER.fullmatch(cell.key):
        return year  # Each value prints its year.
    said = is_period(year.text) and BRACKETED.fullmatch(cell.text)
    known = said and name_label(year.text + cell.text).role in MEASURED
    return join([year, cell]) if known else None


def _label(pieces: Sequence[Printed]) -> tuple[int, Printed]:
    """Return how many pieces make a known label, and the label; else 0 and the first piece."""
    printed: list[Printed] = []
    for piece in pieces if not _explains(pieces[0]) else ():
        printed.append(piece)
        cell = join(printed)
        if len(cell.text) > _LONGEST:
            break
        if _is_known(cell, len(printed)):
            return len(printed), cell
    return int(_explains(pieces[0])), pieces[0]


def _explains(cell: Printed) -> bool:
    """Whether a cell in brackets says neither when nor what kind the values are: (KPI), (累計)."""
    return bool(BRACKETED.fullmatch(cell.text)) and role_of(cell) not in VALUE_ROLES | {Role.WHEN}


def _is_known(cell: Printed, pieces: int) -> bool:
    named = pieces == 1 and role_of(cell) is Role.NAME
    return named or bool(halves(cell) or is_year(cell) or head_tokens(cell.text))


def _may_head(cell: Printed) -> bool:
    """Whether a label that is no known word may stand among those that are."""
    explains = role_of(cell) is Role.OTHER and EXPLAINING.search(cell.key)
    most = _LONGEST_EXPLAINING if explains else _LONGEST_UNKNOWN
    short = len(cell.text) <= most and kind_of(cell.key) is Kind.TEXT
    named = role_of(cell) is Role.NAME or _COUNTED.search(cell.key)
    return short and not named


def _levelled(cells: Sequence[Printed]) -> list[Printed]:
    """Put the name first: a label that stands higher comes before it in PDF text.

    Then the years below such labels may stand on either side of one, and tell of them all.
    """
    roles = list(map(role_of, cells))
    if roles[:2] == [Role.NAME, Role.GOAL] and Role.TARGET in roles:
        return list(cells[1:])  # 【目標指標】 is a title over 数値目標, 現状, 目標値.
    if [role in VALUE_ROLES for role in roles[:2]] != [True, False] or roles[0] is Role.GOAL:
        return list(cells)
    cells = [cells[1], cells[0], *cells[2:]]
    runs = [list(run) for dated, run in groupby(cells, is_year) if dated]
    if len(runs) < 2 or max(map(len, runs)) < 2:
        return cells
    return [cell for cell in cells if not is_year(cell)] + [year for run in runs for year in run]


def _columns(cells: Sequence[Printed]) -> list[_Column] | None:
    """Put the years, and 数値 and 時点, below the labels that they tell of; None if in two ways."""
    columns: list[_Column] = []
    run: list[Printed] = []
    for cell in [*_paired(cells), EMPTY]:
        if cell and (is_year(cell) or halves(cell)):
            run.append(cell)
            continue
        if not _put_below(columns, run):
            return None
        run = []
        if cell:
            columns.append(_Column(cell))
    for column, after in pairwise(columns):
        aims = after.may_open and role_of(after.label) is Role.TARGET
        if aims and len(column.below) == 1 and not _is_bracketed(column.below[0]):
            column.below = []  # 現状値, R9, 目標値: a year too few is better than a wrong one
    return columns


def _paired(cells: Sequence[Printed]) -> list[Printed]:
    """Join all the years to the words behind them, of which each is for one."""
    years = [i for i, cell in enumerate(cells) if is_period(cell.text)]
    at, end = len(cells) - 2 * len(years), len(cells) - len(years)
    if not 0 < at < end - 1 or years != list(range(at, end)):
        return list(cells)
    return [*cells[:at], *(join(pair) for pair in zip(cells[at:end], cells[end:], strict=True))]


def _put_below(columns: list[_Column], run: list[Printed]) -> bool:
    last = columns[-1] if columns else None
    if last and "見込量" in last.label.key:
        return False  # What is expected year by year is not aimed at.
    alone = len(run) == 1 or (len(run) > 1 and _is_bracketed(run[0]) and not _is_bracketed(run[1]))
    if alone and last and last.may_open:
        last.below, run = run[:1], run[1:]
    if not run:
        return True
    named = any(role_of(c.label) is Role.NAME for c in columns)
    opened = [c for c in columns if c.may_open and (named or role_of(c.label) is not Role.GOAL)]
    known = [c for c in opened if role_of(c.label) is not None]
    for open_ in (opened, known) if known else ():
        labels = [name_label(c.label.text) for c in open_]
        each = [1] * len(run) if len(run) == len(open_) else None
        counts = each or shared_out(labels, [cell.text for cell in run])
        if counts:
            for column, count in zip(open_, counts, strict=True):
                column.below, run = run[:count], run[count:]
            # Below one label each word stands once: else another label is lost.
            return all(len({cell.key for cell in c.below}) == len(c.below) for c in open_)
    if opened:
        return False
    columns += [_Column(cell) for cell in run]
    return True


def _is_bracketed(cell: Printed) -> bool:
    return cell.text[0] in "(（"


def _rows(columns: Sequence[_Column]) -> list[Row]:
    """Return the rows of labels, with a label over each column that it reaches over."""
    pairs = [(c.label, below) for c in columns for below in (c.below or [EMPTY])]
    top, under = tuple(a for a, _ in pairs), tuple(b for _, b in pairs)
    return [top, under] if any(under) else [top]
