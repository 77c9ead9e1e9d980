"""Tables set with spaces whose cells are centred, in the columns that gaps between words tell."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from index.kpi.alignedhead import block, may_begin
from index.kpi.broken import is_balanced
from index.kpi.columns import named_head
from index.kpi.fragments import Fragment, fragments, merged_ranges, over_ranges, parted
from index.kpi.grid import Table, guessed, tables_from
from index.kpi.heads import Head
from index.kpi.labels import role_of
from index.kpi.layoutrows import Rows, read_rows
from index.kpi.source import Printed, Source, join
from index.kpi.vocabulary import VALUE_ROLES, Role
from index.kpi.words import Kind, kind_of
from index.quantities import is_period

_FEWEST_COLUMNS = 3
_MOST_BLANKS, _MOST_HEAD = 3, 5
_SURE = 2
# What is of several words.
_OF_SEVERAL = (Role.NAME, Role.SDG, Role.OWNER)
Words = Sequence[Fragment]
Ranges = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """A head, its columns as ranges of places, and how many lines it stands on.

    `torn` tells that the names are of two columns.
    """

    head: Head
    ranges: Ranges
    height: int
    torn: bool

    def cells(self, source: Source, words: Words) -> dict[int, Printed] | None:
        """Put the words of a line on the columns; None where one stands in two or none."""
        cells: dict[int, tuple[int, int]] = {}
        for word in words:
            over = over_ranges(word, self.ranges)
            if len(over) != 1:
                return None
            span = word.cell.spans[0].start, word.cell.spans[-1].end
            first = cells.get(over[0], span)
            cells[over[0]] = first[0], span[1]
        return {at: source.printed(*span) for at, span in cells.items()}


def words_of(source: Source, line: int) -> list[Fragment]:
    """Return the words of a line with their places."""
    pieces = fragments(source, line)
    return [word for piece in pieces for word in parted(source, piece, piece.cell.text.split())]


def layouts(lines: Sequence[Words]) -> Iterator[Layout]:
    """Yield the ways to read the first of some lines as a head of the others."""
    for height in range(1, min(_MOST_HEAD, len(lines) - 1) + 1):
        found = _layout(lines[:height], lines[height:])
        if found:
            yield found


def _layout(upper: Sequence[Words], body: Sequence[Words]) -> Layout | None:
    """Read a head above a body; a label that reaches over several columns is said of each."""
    if any(sum(map(_is_figure, words)) > 1 for words in upper):
        return None
    ranges = tuple(merged_ranges(body))
    heads = [word for words in upper for word in words]
    loose = [word for word in heads if not _over(word, heads, ranges)]
    ranges = tuple(merged_ranges([*body, loose]))
    over = [(word.cell, _over(word, heads, ranges)) for word in heads]
    labels = [join([cell for cell, at in over if i in at]) for i in range(len(ranges))]
    ranges, labels = _named(ranges, labels, merged_ranges([loose]))
    if len(ranges) < _FEWEST_COLUMNS or not all(is_balanced(label.text) for label in labels):
        return None
    head = named_head([tuple(labels)], (), 0)
    if head is None or head.first(Role.NAME) is None or not _is_known(head, upper):
        return None
    left, right = ranges[head.name_at]
    places = merged_ranges([[w for w in words if left <= w.left < right] for words in body])
    torn = any(b[0] - a[1] > 1 for a, b in pairwise(places))
    return Layout(head, ranges, len(upper), torn)


def _is_figure(word: Fragment) -> bool:
    """Whether a word is a value, which heads no column."""
    return kind_of(word.cell.text) is Kind.VALUE and not is_period(word.cell.text)


def _over(word: Fragment, heads: Words, ranges: Ranges) -> list[int]:
    """Return the columns that a word of a head stands over, or those that the words about it do."""
    over = over_ranges(word, ranges)
    near = [over_ranges(head, ranges) for head in heads if over_ranges(head, (_place(word),))]
    told = [columns for columns in near if columns]
    return over or (told[0] if told and all(columns == told[0] for columns in told) else [])


def _place(word: Fragment) -> tuple[int, int]:
    return word.left, word.right


def _named(
    ranges: Ranges, labels: Sequence[Printed], bare: Sequence[tuple[int, int]]
) -> tuple[Ranges, list[Printed]]:
    """Let a gap within names, or numbers of goals, not part their column.

    What stands beside a label that nothing stands below (its place is in `bare`) is below that.
    """
    kept: list[tuple[int, int]] = []
    named: list[Printed] = []
    for place, label in zip(ranges, labels, strict=True):
        alone = place in bare or (bool(kept) and kept[-1] in bare)
        within = not label and named and role_of(named[-1]) in _OF_SEVERAL
        if named and (within or (alone and not (label and named[-1]))):
            kept[-1] = kept[-1][0], place[1]
            named[-1] = named[-1] or label
        else:
            kept.append(place)
            named.append(label)
    return tuple(kept), named


def _is_known(head: Head, upper: Sequence[Words]) -> bool:
    """Whether the columns behind the names are told, and no label but of values is of several."""
    behind = head.columns[head.name_at + 1 :]
    seen = [c.label for c in behind if c.role not in VALUE_ROLES and c.label]
    return all(c.role or c.label for c in behind) and len(set(seen)) == len(seen)


def layout_tables(source: Source, stops: frozenset[int]) -> Iterator[Table]:
    """Yield the tables of centred cells that have rows."""
    found = tables_from(source, lambda line: _table(source, line, stops))
    return (table for table in found if table.rows)


def _table(source: Source, line: int, stops: frozenset[int]) -> Table | None:
    """Read the table of centred cells whose head begins with a line.

    None where no row shows by its symmetry that cells are centred.
    """
    if not may_begin(source, line, stops):
        return None
    upper = block(source, line, stops, headed=_MOST_HEAD)
    lines = [words_of(source, n) for n in upper]
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
    rows, last, lost = list(read.rows), upper[-1], read.holes > 0
    while True:
        following = _following(source, last, stops)
        more = _more(source, following, layout)
        if more is None:
            break
        rows += more.rows
        lost = lost or more.holes > 0
        last = following[-1]
    cells = () if layout.torn else (row.cells for row in rows)
    return guessed(cells, (line, last), layout.head, lost=lost or layout.torn)


def _merit(read: Rows) -> tuple[int, int]:
    return read.holes, -len(read.rows)


def _read(source: Source, lines: Sequence[Words], layout: Layout) -> Rows:
    """Read lines as rows; what stands before the names alone is of groups of rows."""
    cells = [layout.cells(source, words) for words in lines]
    return read_rows([c for c in cells if c is None or max(c) >= layout.head.name_at], layout.head)


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


def _following(source: Source, last: int, stops: frozenset[int]) -> list[int]:
    """Return the lines of the next block below a line; none where it is too far away."""
    blanks = 0
    for line in range(last + 1, source.count):
        if source.is_readable(line):
            return block(source, line, stops)
        blanks += source.is_blank(line)
        if blanks > _MOST_BLANKS:
            break
    return []
