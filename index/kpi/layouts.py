"""Tables set with spaces whose cells are centred, as Word and browsers lay them out."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from index.kpi.alignedhead import RULE, may_begin
from index.kpi.fragments import merged_ranges
from index.kpi.grid import Table
from index.kpi.heads import Head
from index.kpi.layoutcolumns import Layout, Words, layouts, words_of
from index.kpi.layoutrows import Rows, read_rows
from index.kpi.source import Source
from index.kpi.vocabulary import NO_ROW, Role

_MOST_LINES, _MOST_BLANKS, _LONGEST_WORD, _LONGEST_LINE, _MOST_HEAD = 120, 3, 40, 300, 5
_SURE = 2


def layout_tables(source: Source, stops: frozenset[int]) -> Iterator[tuple[Table, Head, bool]]:
    """Yield the tables of centred cells that have rows; the last item: rows are lost."""
    line = 0
    while line < source.count:
        found = centred_layout(source, line, stops)
        if found is not None and found[0].rows:
            yield found
        line = found[0].last + 1 if found is not None else line + 1


def centred_layout(
    source: Source, line: int, stops: frozenset[int]
) -> tuple[Table, Head, bool] | None:
    """Read the table of centred cells whose head begins with a line; the last item: rows are lost.

    None where no row shows by its symmetry that cells are centred.
    """
    if not may_begin(source, line, stops):
        return None
    block = _block(source, line, stops, headed=True)
    lines = [words_of(source, n) for n in block]
    if len(lines) < 3 or all(len(words) < 3 for words in lines):
        return None
    best: tuple[Rows, Layout] | None = None
    for layout in layouts(lines):
        read = _read(source, lines[layout.height :], layout)
        if read.centred and (best is None or _merit(read) < _merit(best[0])):
            best = read, layout
    if best is None:
        return None
    read, layout = best
    if read.holes and read.centred < _SURE:
        return None
    rows, last, lost = list(read.rows), block[-1], read.holes > 0
    while True:
        following = _following(source, last, stops)
        more = _more(source, following, layout)
        if more is None:
            break
        rows += more.rows
        lost = lost or more.holes > 0
        last = following[-1]
    cells = () if layout.torn else tuple(row.cells for row in rows)
    return Table(cells, line, last, certain=False), layout.head, lost or layout.torn


def _merit(read: Rows) -> tuple[int, int]:
    return read.holes, -len(read.rows)


def _read(source: Source, lines: Sequence[Words], layout: Layout) -> Rows:
    """Read lines as rows; what stands before the names alone is of groups of rows."""
    name_at = layout.head.first(Role.NAME) or 0
    cells = [layout.cells(source, words) for words in lines]
    return read_rows([c for c in cells if c is None or max(c) >= name_at], layout.head)


def _more(source: Source, lines: Sequence[int], layout: Layout) -> Rows | None:
    """Read lines below a blank one, or on a new page, as more rows; None where they are none."""
    words = [words_of(source, n) for n in lines]
    ranges = tuple(merged_ranges(words))
    ways = [layout]
    if len(ranges) == len(layout.ranges):
        ways.append(replace(layout, ranges=ranges))
    for way in ways:
        read = _read(source, words, way)
        if read.rows:
            return read
    return None


def _block(source: Source, first: int, stops: frozenset[int], *, headed: bool) -> list[int]:
    """Return the lines from one on up to a blank one, or what is of no table.

    Lines of a head that come again on page after page pass for headers.
    """
    found: list[int] = []
    for line in range(first, min(first + _MOST_LINES, source.count)):
        header = headed and len(found) < _MOST_HEAD and not source.is_blank(line)
        text = source.line_text(line)
        if line in stops or not (source.is_readable(line) or header) or _is_text(text):
            break
        if not RULE.fullmatch(text):
            found.append(line)
    return found


def _following(source: Source, last: int, stops: frozenset[int]) -> list[int]:
    """Return the lines of the next block below a line; none where it is too far away."""
    blanks = 0
    for line in range(last + 1, source.count):
        if source.is_readable(line):
            return _block(source, line, stops, headed=False)
        blanks += source.is_blank(line)
        if blanks > _MOST_BLANKS:
            break
    return []


def _is_text(text: str) -> bool:
    """Whether a line is of a text, or of another kind of table."""
    long = any(len(word) > _LONGEST_WORD for word in text.split())
    return long or len(text) > _LONGEST_LINE or "|" in text or bool(NO_ROW.search(text))
