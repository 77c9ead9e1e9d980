"""Heads of tables whose cells stand on lines of their own, one cell after the other."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby, takewhile

from index.kpi.broken import is_balanced
from index.kpi.cellcolumns import LabelColumn, columns_of, label_rows
from index.kpi.columns import halves, named_head
from index.kpi.heads import UNCALLED, Head
from index.kpi.headwords import (
    AIM,
    LONGEST_LINE,
    are_whole,
    head_pieces,
    head_tokens,
    is_valued_line,
    labels_of,
    with_names,
)
from index.kpi.labels import Column, bare, name_label, role_of
from index.kpi.pieces import BRACKETED, MEASURED, is_year, words_of
from index.kpi.source import Printed, Source, join, squeeze
from index.kpi.vocabulary import EXPLAINING, MARKED, VALUE_ROLES, Role
from index.kpi.words import Kind, kind_of
from index.quantities import is_period, parse_period

_MOST_CELLS, _MOST_LINES, _LONGEST, _LONGEST_UNKNOWN, _MOST_UNKNOWN = 16, 4, 24, 8, 2
# One letter of each word for names, which may be spaced out.
_OF_NAMES = re.compile("[標項尺さサｻIＩⅠ]")
_DRAWN, _BARS = re.compile("[\t|│┃]"), re.compile("[|│┃]")
_COUNTED = re.compile("の(?:割合|率|比)$")  # 歩く人の割合: a name, though 割合 heads columns
_LATER = re.compile(r"\((?:現[況状]|基準|目標)?(?:年度|年|時点)\)")
_ARROW = re.compile(r"(?:^|\s)[→⇒↑↓↗↘⇗⇘➡]+(?:\s|$)")
_OF_SOURCES = re.compile("出典|出所|出どころ|資料")
_OF_GROUPS = re.compile("取組|施策|事業|分野|政策")
UNNAMED = "指標名の見出しなし"
_SOON, HEAD_LINES, _LEAST_MARKS, _LONGEST_EXPLAINING = 8, 40, 3, 12
_BEFORE = frozenset({Role.NUMBER, Role.GROUP})
_NAMES = (Role.NAME, Role.GOAL)
_OPENING = _BEFORE | {Role.NAME, Role.GOAL, Role.BASELINE, Role.ACTUAL}


@dataclass(frozen=True, slots=True)
class CellHead:
    """A head, and the lines that its cells stand on.

    `ways` tells that arrows stand between the cells, below a label that has been left out.
    `undated` is the head where no year is that of the baseline.
    """

    head: Head
    first: int
    last: int
    ways: bool
    undated: Head | None = None


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
    cells = [cell for cell in _levelled(with_names(cells)) if not _glosses(cell)]
    whole = all(is_balanced(cell.text) for cell in cells)
    if not whole or not (cut or are_whole(pieces[:count], pieces[count : count + 1])):
        return None
    if any(role_of(piece) is Role.NAME for _, piece in pieces[count : count + _MOST_LINES]):
        return None  # The first is a title, and the columns are in another order.
    marked = sum(bool(MARKED.match(piece.text)) for _, piece in pieces[count:]) >= _LEAST_MARKS
    undated = [columns_of(cells, dated=False)] * (_has_bare_years(cells) and not cut)
    settled = (_settled(columns, marked=marked) for columns in (columns_of(cells), *undated))
    heads = [head for head in settled if head]
    if not heads:
        return None
    drawn = sum(bool(_ARROW.search(source.line_text(line))) for line in lines) > 1
    kept = [replace(head, columns=_without_ways(head.columns, drawn=drawn)) for head in heads]
    ways = len(kept[0].columns) < len(heads[0].columns)
    last = max(line for line, _ in pieces[:count])
    return CellHead(kept[0], lines[0], last, ways, *kept[1:])


def _settled(columns: Sequence[LabelColumn] | None, *, marked: bool) -> Head | None:
    """Return the head that columns make, with one column of names, and its numbers before that."""
    if not columns:
        return None
    called = [c for c in columns if role_of(c.label) is Role.NAME]
    if len(called) == 2 and called == columns[:2] and _OF_GROUPS.match(called[0].label.key):
        called = called[1:]
    fits = len(columns) > 2 - marked and len(called) < 2
    head = named_head(label_rows(columns), (), 0) if fits else None
    head = _named_by_place(head, marked=marked) if head and not called else head
    names = head.all(Role.NAME) if head else []
    if head is None or len(names) != 1:
        return None
    before = {c.role for c in head.columns[: names[0]] if not (c.label and c.tells_part)}
    return head if before <= _BEFORE else None


def _has_bare_years(cells: Sequence[Printed]) -> bool:
    """Whether several years stand together behind a baseline, or a target behind that."""
    at = next((i for i, cell in enumerate(cells) if role_of(cell) is Role.BASELINE), len(cells))
    at += at + 1 < len(cells) and role_of(cells[at + 1]) is Role.TARGET
    years = list(takewhile(is_year, cells[at + 1 :]))
    return len(years) > 1 and not any(map(is_year, cells[: at + 1]))


def unsettled(source: Source, lines: Sequence[int]) -> int | None:
    """Return the last line of labels for values that make no head, and have a row below them."""
    pieces = head_pieces(source, lines[:_SOON], cut=True)
    cells, count = _cells([printed for _, printed in pieces])
    roles = set(map(role_of, cells))
    several = len(MEASURED & roles) > 1 or sum(map(is_year, cells)) > 1
    if not several or roles.isdisjoint({Role.NAME, Role.TARGET}):
        return None
    last = max(line for line, _ in pieces[:count])
    below = [words_of(source, line) for line in lines if line > last][:_MOST_LINES]
    return last if any(map(is_valued_line, below)) else None


def _without_ways(columns: tuple[Column, ...], *, drawn: bool) -> tuple[Column, ...]:
    """Leave out what says which way values are to go, with an arrow.

    Behind the values it may be told in words, unless arrows are `drawn` below.
    """
    values = [i for i, column in enumerate(columns) if column.role in VALUE_ROLES]
    inner = range(values[0], len(columns) if drawn else values[-1])
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
        drawn = (_BARS if cut else _DRAWN).search(source.text, span.start, span.end)
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
    labels = labels_of(source, line) if cut else [source.cell(line)]
    roles = [role_of(label) for label in labels[:2]]
    if len(roles) > 1 and (roles[1] is Role.NAME or set(roles) <= MEASURED):
        return True
    word = labels[0].text
    if cut and below < source.count and not is_balanced(word):
        word += labels_of(source, below)[0].text
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
        if unknown and _explains(cell):
            break
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
            longer = join([cell, *pieces[len(printed) : len(printed) + 1]])
            more = longer.text != cell.text and _is_one_word(longer, pieces[len(printed)])
            return (len(printed) + 1, longer) if more else (len(printed), cell)
    return int(_explains(pieces[0])), pieces[0]


def _is_one_word(cell: Printed, last: Printed) -> bool:
    """Whether a label goes on with its last piece, a label by itself: 前年度 実績."""
    return role_of(last) is Role.ACTUAL and len(head_tokens(cell.text) or ()) == 1


def _explains(cell: Printed) -> bool:
    """Whether a cell in brackets says neither when nor what kind the values are: (KPI), (累計)."""
    return bool(BRACKETED.fullmatch(cell.text)) and role_of(cell) not in VALUE_ROLES | {Role.WHEN}


def _glosses(cell: Printed) -> bool:
    """Whether a cell says once more what the names are called, below their label: (KPI)."""
    return bool(BRACKETED.fullmatch(cell.text)) and role_of(cell) is Role.NAME


def _is_known(cell: Printed, pieces: int) -> bool:
    if pieces == 1 and role_of(cell) is Role.NAME:
        return True
    known = halves(cell) or is_year(cell) or head_tokens(cell.text)
    return bool(known) and is_balanced(cell.text)


def _may_head(cell: Printed) -> bool:
    """Whether a label that is no known word may stand among those that are."""
    told = EXPLAINING.search(cell.key) or _OF_SOURCES.search(cell.key)
    explains = role_of(cell) is Role.OTHER and told
    most = _LONGEST_EXPLAINING if explains else _LONGEST_UNKNOWN
    short = len(cell.text) <= most and kind_of(cell.key) is Kind.TEXT
    named = role_of(cell) is Role.NAME or _COUNTED.search(cell.key)
    return short and not named


def _levelled(cells: Sequence[Printed]) -> list[Printed]:
    """Put the name first: labels that stand higher come before it in PDF text.

    The years below such labels may stand on either side of another, and tell of them all.
    """
    roles = list(map(role_of, cells))
    if roles[:1] == [Role.NAME] and {Role.GOAL, Role.TARGET} <= set(roles):
        return list(cells[1:])  # 【目標指標】 is a title over 数値目標, 現状, 目標値.
    high = len(list(takewhile(lambda role: role in MEASURED, roles)))
    named = next((i for i, role in enumerate(roles) if role in _NAMES), high)
    more = high > 1 and any(role_of(c) in MEASURED for c in cells[high:] if not is_year(c))
    moved = high and not more and set(roles[high:named]) <= _BEFORE
    if moved:
        # Behind the unit, where other words stand before that.
        units = (i for i in range(named + 2, len(cells)) if roles[i] is Role.UNIT)
        lower = next(units, named) + 1
        cells = [*cells[high:lower], *cells[:high], *cells[lower:]]
    values = [i for i, cell in enumerate(cells) if role_of(cell) in MEASURED]
    if not moved and (len(values) < 2 or any(map(is_year, cells[: values[-1]]))):
        return list(cells)
    runs = [list(run) for dated, run in groupby(cells, is_year) if dated]
    if len(runs) < 2 or max(map(len, runs)) < 2:
        return list(cells)
    return [cell for cell in cells if not is_year(cell)] + [year for run in runs for year in run]
