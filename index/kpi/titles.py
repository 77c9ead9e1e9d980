"""Headings within tables set with spaces: they are of the rows below them, no pieces of names."""

import re
from collections.abc import Sequence
from itertools import pairwise

from index.kpi.alignedcells import Cells, Columns
from index.kpi.alignedhead import aligned_head, begins_other
from index.kpi.broken import is_balanced
from index.kpi.fragments import fragments
from index.kpi.source import Source
from index.quantities import fold_same_length

_MARK = re.compile(
    r"[【《≪<\[■◆●◎〇○□◇▼▽★☆]|第\d+|[(\[]\d+[)\]]|\d+(?:[-.]\d+)*[\s.)]"
    r"|(?:基本|重点)?(?:目標|施策|政策|方針|分野|柱|課題)\s?\d"
)
# Of those marks that none but headings have.
_OF_GROUPS = re.compile(
    r"【[^】]+】|《[^》]+》|≪[^≫]+≫|<[^>]+>"
    r"|(?:第\d+|(?:基本|重点)?(?:施策|政策|方針|分野|柱|課題)\s?\d|(?:基本|重点)目標\s?\d).*"
)
_DIGITS = re.compile(r"\d+")
_MOST_BLANKS, _NEAR, _SLACK = 2, 4, 3


def titles_within(source: Source, stops: frozenset[int]) -> frozenset[int]:
    """Return the lines of headings that stand between the rows of tables without a blank line."""
    found: set[int] = set()
    line = 0
    while line < source.count:
        head = aligned_head(source, line, stops)
        if head is None:
            line += 1
            continue
        columns = Columns(source, tuple(head[0]), head[1], head[2])
        body = _body(source, head[2])
        found |= _titles(columns, body, stops)
        line = max(head[2], body[-1] + 1 if body else 0)
    return frozenset(found)


def _body(source: Source, first: int) -> list[int]:
    """Return the lines below a head up to some blank ones, or to another head."""
    blanks, found = 0, []
    for line in range(first, source.count):
        blanks = blanks + 1 if source.is_blank(line) else 0
        if blanks == _MOST_BLANKS or begins_other(source, line):
            break
        found.append(line)
    return found


def _titles(columns: Columns, lines: Sequence[int], stops: frozenset[int]) -> set[int]:
    source, head = columns.source, columns.head
    cells = {n: columns.cells(n) for n in lines if source.is_readable(n)}
    whole = {n for n, each in cells.items() if columns.values <= {i for i, _ in each}}
    marks = {mark_of(_name(cells[n], head.name_at)) for n in whole} | {None}
    found: set[int] = set()
    for n in cells:
        text = source.cell(n).text
        pieces = fragments(source, n)
        begins = pieces[0].left <= columns.ranges[head.name_at][0] + _SLACK
        apart = max((b.left - a.right for a, b in pairwise(pieces)), default=0)
        marked = n in stops or (is_balanced(text) and mark_of(text) not in marks)
        below = range(n + 1, n + _NEAR)
        amid = n + 1 in cells and (n == lines[0] or n - 1 in cells)
        if begins and marked and amid and apart < _SLACK and not whole.isdisjoint(below):
            found.add(n)
    return found - whole


def _name(cells: Cells, at: int) -> str:
    return next((cell.text for i, cell in cells if i == at), "")


def mark_of(text: str) -> str | None:
    """Return how a text is marked: with a bracket, a sign, a number of some form."""
    found = _MARK.match(fold_same_length(text))
    return _DIGITS.sub("0", found[0]) if found else None


def titles_among(source: Source, lines: Sequence[int], begun: int) -> set[int]:
    """Return the lines, above that where rows have begun, and of those styles, that are headings.

    Only those marked as no name of a row is.
    """
    found: dict[int, str | None] = {}
    for line in lines:
        text = source.cell(line).text
        if not _OF_GROUPS.fullmatch(fold_same_length(text)):
            continue
        if line < begun or mark_of(text) in found.values():
            found[line] = mark_of(text)
    return set(found)
