"""Tables of which every cell is a paragraph of several lines, row after row, as PDF text has them.

What a column holds tells where a row begins: names are words, values are figures. Of a row that
lacks a cell no figure can be trusted, so a row has all of its cells, but for the groups before it.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from itertools import pairwise, takewhile

from index.kpi.columns import named_head
from index.kpi.fits import fits
from index.kpi.grid import Table, guessed
from index.kpi.heads import Head
from index.kpi.labels import is_empty, is_label, name_label
from index.kpi.names import is_name
from index.kpi.shape import is_figure
from index.kpi.source import EMPTY, Printed, Row, Source, join
from index.kpi.values import is_value
from index.kpi.vocabulary import QUALITATIVE, REMARK, VALUE_ROLES, Role
from index.kpi.words import Kind, kind_of
from index.quantities import PERIOD, fold_same_length

_FEWEST_COLUMNS, _MOST_COLUMNS, _MOST_LINES = 4, 12, 8
# 517人（R3年度） ends no name, 推進課 is not aimed at.
_ENDS_IN_FIGURE = re.compile(r"\d[^\d\s()]{0,3}(?:\([^()]*\))?$")
_AIMED = re.compile(rf"(?:{QUALITATIVE.pattern})(?:する|を?図る|を?目指す)?$")
_CUT = re.compile(r"[\d.,]\n[\d.,]|(?:[(]|[(][RH令和平成昭\d]+)\n")
_LEADING = frozenset({Role.GROUP, Role.NUMBER})


@dataclass(frozen=True, slots=True)
class _Cell:
    """A paragraph: what it prints, its first and last line, and whether a figure of it is cut."""

    printed: Printed
    first: int
    last: int
    torn: bool = False


def paragraph_tables(source: Source, stops: Set[int], taken: Set[int]) -> Iterator[Table]:
    """Yield the tables whose cells are paragraphs, one of them at least of several lines."""
    cells = list(_cells(source, taken))
    at = 0
    while at < len(cells):
        found = _head(cells, at)
        table = _table(cells, at, found, stops) if found else None
        if table is None:
            at += 1
            continue
        yield table
        at = next((n for n, c in enumerate(cells) if c.first > table.last), len(cells))


def _cells(source: Source, taken: Set[int]) -> Iterator[_Cell]:
    """Yield the paragraphs that may be cells; one that is none is empty."""
    line = 0
    while line < source.count:
        if line in taken or not source.is_readable(line):
            line += 1
            continue
        more = takewhile(source.is_readable, range(line + 1, source.count))
        lines = [line, *takewhile(lambda n: not REMARK.match(source.line_text(n)), more)]
        texts = [source.line_text(n) for n in lines]
        whole = len(lines) <= _MOST_LINES and not any("\t" in t or "|" in t for t in texts)
        # A figure that a line end cuts may be two: （202 / 1年）.
        cut = any(_CUT.search(f"{a.strip()}\n{b.strip()}") for a, b in pairwise(texts))
        printed = join([source.cell(n) for n in lines]) if whole else EMPTY
        yield _Cell(printed, line, lines[-1], cut)
        line = lines[-1] + 1


def _head(cells: Sequence[_Cell], at: int) -> Head | None:
    """Read the labels that begin with a paragraph as the head of a table."""
    near = cells[at : at + _MOST_COLUMNS]
    labels = [c.printed for c in takewhile(lambda cell: is_label(cell.printed), near)]
    named = [name_label(label.text) for label in labels]
    # Years of their own may stand below the other labels, or beside them.
    loose = any(c.role is Role.YEAR for c in named)
    several = any(len(PERIOD.findall(fold_same_length(label.text))) > 1 for label in labels)
    if len(labels) < _FEWEST_COLUMNS or loose or several:
        return None
    head = named_head([tuple(labels)], (), 0)
    called = head is not None and len(head.all(Role.NAME)) == 1
    leads = head is not None and {c.role for c in head.before} <= _LEADING
    return head if called and leads else None


def _table(cells: Sequence[_Cell], at: int, head: Head, stops: Set[int]) -> Table | None:
    """Read the rows below a head; None where there are none, or no cell has several lines."""
    found: list[tuple[Row, int, int]] = []
    width = len(head.columns)
    now, skipped, lost = at + width, 0, False
    while now < len(cells) and skipped <= width and not _head(cells, now):
        row = _row(cells, now, head)
        if row:
            found.append((row, now, now + sum(map(bool, row))))
            now, skipped = found[-1][2], 0
            continue
        figured = kind_of(cells[now].printed.key) is Kind.VALUE
        if cells[now].first in stops or not cells[now].printed:
            break
        lost, skipped, now = lost or figured, skipped + 1, now + 1
    alike = _alike([row for row, _, _ in found], head)
    wrapped = any(c.last > c.first for _, a, b in found for c in cells[a:b])
    if not found or not wrapped or (len(found) < 2 and skipped):
        return None
    lines = cells[at].first, cells[found[-1][2] - 1].last
    return guessed(alike, lines, head, lost=lost or len(alike) < len(found))


def _row(cells: Sequence[_Cell], at: int, head: Head) -> Row | None:
    """Read the row that begins with a paragraph; the groups before its name may stand above."""
    width = len(head.columns)
    for lack in range(head.name_at + 1):
        printed = [EMPTY if c.torn else c.printed for c in cells[at : at + width - lack]]
        row = (EMPTY,) * lack + tuple(printed)
        below = cells[at + width - lack].printed if at + width - lack < len(cells) else EMPTY
        more = kind_of(below.key) is Kind.VALUE and not below.key.isdigit()
        if len(row) == width and all(printed) and _fits(row, head, lack) and not more:
            return row
    return None


def _fits(row: Row, head: Head, lack: int) -> bool:
    roles = [column.role for column in head.columns]
    told = any(
        is_empty(cell) or re.search(r"\d", cell.key)
        for cell, role in zip(row, roles, strict=True)
        if role in VALUE_ROLES
    )
    pairs = list(zip(row, roles, strict=True))[lack:]
    return told and all(_may_hold(cell, role) for cell, role in pairs)


def _may_hold(cell: Printed, role: Role | None) -> bool:
    """Whether a cell may stand in a column."""
    if role in (Role.NAME, Role.GROUP, Role.OWNER):
        words = kind_of(cell.key) is Kind.TEXT and not _ENDS_IN_FIGURE.search(cell.key)
        return words and (role is not Role.NAME or is_name(cell.text))
    if role not in VALUE_ROLES | {Role.WHEN, Role.UNIT}:
        return True
    return fits(cell, role) or (role in VALUE_ROLES and _is_valued(cell))


def _is_valued(cell: Printed) -> bool:
    """Whether a cell holds values, or words that are aimed at, and nothing of the next cell."""
    told = bool(_AIMED.search(cell.key)) and is_value(cell.text)
    return told or bool(_ENDS_IN_FIGURE.search(cell.key))  # several values of one cell


def _alike(rows: Sequence[Row], head: Head) -> list[Row]:
    """Leave out the rows with a figure where others have words, or words where these have one."""
    loose = [i for i, column in enumerate(head.columns) if column.role in (Role.OTHER, None)]
    usual = {i: Counter(is_figure(row[i]) for row in rows).most_common(1) for i in loose}
    return [row for row in rows if all(is_figure(row[i]) == usual[i][0][0] for i in loose)]
