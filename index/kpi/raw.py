"""Tables in raw PDF text: cells run on one after the other, parted by a space or a line end."""

import re
from collections.abc import Iterator, Sequence
from itertools import islice, takewhile

from index.headings import heading_of
from index.kpi.broken import display_width
from index.kpi.grid import Table, guessed, tables_from
from index.kpi.heads import Head
from index.kpi.rawhead import UNNAMED, head_tokens, raw_head
from index.kpi.rawlines import (
    Line,
    cells_of,
    read_line,
)
from index.kpi.rawrows import fitting, raw_rows
from index.kpi.source import EMPTY, Printed, Source
from index.kpi.vocabulary import AUDIENCES, EXPLAINING, KPI_WORDS, NOTE, Role
from index.kpi.words import Kind, kind_of
from index.quantities import is_period

# And the number of a page: (4).
_NOTE = re.compile(rf"{NOTE.pattern}|\s*[\[<≪《]|\s*\(\d{{1,3}}\)\s*$")
# An item of a list may be a row.
_ITEM = re.compile(r"\s*[・•○●■◆]\s?[^\s]")
# 1.施設: a heading, though its word may be counted.
_COUNTED = re.compile(r"\s*\d{1,2}\.\s?[^\d\s]{1,20}\s*$")
_MOST_ROW_LINES, _MOST_BLANKS, _FAR_ABOVE = 9, 4, 6


def raw_tables(source: Source, stops: frozenset[int], taken: frozenset[int]) -> Iterator[Table]:
    """Yield tables whose heads are made of known words only."""
    return tables_from(source, lambda line: _table(source, line, stops, taken))


def _table(source: Source, line: int, stops: frozenset[int], taken: frozenset[int]) -> Table | None:
    """Read the table whose head begins on a line."""
    found = None if line in taken else raw_head(source, line, stops, taken)
    if found is None:
        return None
    head, body = found
    below = _Body(source, body, head, stops)
    below.read(body, taken)
    below.pass_over()
    head = fitting(head, below.parts)
    rows, lost = raw_rows(below.parts, head)
    if _explained(head) and not below.spaced:
        rows, lost = [], True  # A space parts names from what explains them, and words of both.
    last = max(below.last, body - 1)
    gapped = any(source.is_gapped(row[head.name_at]) for row in rows)
    if gapped or _has_more_columns(source, last):
        rows, lost = [], True
    if UNNAMED in head.doubts and not _is_list(below.parts):
        rows, last = _captioned(source, line, below.parts[0][:1], head), below.parts[0][0].line
    return guessed(rows, (line, last), head, lost=lost)


def _explained(head: Head) -> bool:
    """Whether a column between the names and the values explains the names."""
    between = head.columns[head.name_at + 1 : min(head.measured, default=0)]
    return any(EXPLAINING.search(column.label) for column in between)


def _has_more_columns(source: Source, last: int) -> bool:
    """Whether a year alone heads the figures below a table: those of a further column."""
    lines = range(last + 1, min(last + 4, source.count))
    below = [source.cell(n) for n in lines if source.is_readable(n)]
    return len(below) > 1 and is_period(below[0].text) and kind_of(below[1].key) is Kind.VALUE


def _is_list(parts: Sequence[Sequence[Line]]) -> bool:
    """Whether the rows below a head without a column of names have names before their values."""
    rows = [line for lines in parts for line in lines if line.values]
    return not parts[0] or (len(rows) > 1 and all(line.before for line in rows))


def _captioned(
    source: Source, first: int, row: Sequence[Line], head: Head
) -> list[tuple[Printed, ...]]:
    """Read the one row of a table whose indicator is named above its head."""
    cells = cells_of(row[0].values, head) if not row[0].before else None
    if cells is None:
        return []
    above = (line for line in range(first - 1, max(0, first - _FAR_ABOVE) - 1, -1))
    readable = (line for line in above if source.is_readable(line))
    for line in readable:
        name = source.cell(line)
        if not KPI_WORDS.search(name.key):
            filled = dict(zip(head.measured, cells, strict=True))
            columns = range(1, len(head.columns))
            return [(name, *(filled.get(i, EMPTY) for i in columns))]
    return []


class _Body:
    """The lines below a head, as far as they are of its table; headings within it part them."""

    def __init__(self, source: Source, first: int, head: Head, stops: frozenset[int]) -> None:
        self.source, self.head, self.stops = source, head, stops
        self.parts: list[list[Line]] = [[]]
        self.last, self.blanks, self.idle, self.count = first - 1, 0, 0, 0
        self.styles: set[str] = set()
        self.spaced = _is_spaced(source, first)

    def read(self, first: int, taken: frozenset[int]) -> None:
        """Take line after line until one is not of the table."""
        for line in range(first, self.source.count):
            if self.source.is_blank(line) or line in self.source.furniture:
                self.blanks += 1
                if self.blanks > _MOST_BLANKS:
                    return
            elif line in taken or not self.source.is_readable(line) or not self._take(line):
                return

    def pass_over(self) -> None:
        """Leave out a part whose paragraphs begin with figures: they are of another order."""
        for lines in self.parts if self.spaced else ():
            figures = [read for read in lines[:1] if read.values and not read.before]
            lines[:] = [] if figures and UNNAMED not in self.head.doubts else lines

    def _take(self, line: int) -> bool:
        read = read_line(self.source, line, self.head)
        counts = read.number is not None and read.number == self.count + 1
        apart = counts and self._begun and self._is_short(read) and self._is_row(line + 1)
        self.count = read.number if read.number is not None else self.count
        style = self._style(line, read)
        if apart:
            self.parts.append([])
            return True
        if style is not None and not counts:
            return self._part(style, line)
        self.idle = 0 if read.values else self.idle + 1
        if self._ends(line, read):
            return False
        if self.blanks and not self.spaced and not self.source.page_ended(self.last, line):
            self.parts.append([])
        above = self.parts[-1]
        self.blanks = 0
        if read.values and self.head.part_at is None and AUDIENCES.fullmatch(read.before.key):
            # A share of what the name above it says: neither is read.
            self.parts.append([])
            self.last = line
            return True
        if above and not above[-1].values and _is_item(self.source, line, read, self.head):
            self.parts.append(above := [])  # What stands above an item is none of its name.
        note = _is_note(self.source, line, read, self.head)
        if not note and not (self.spaced and _explains(above, read)):
            above.append(read)
            self.last = line
        return True

    @property
    def _begun(self) -> bool:
        return any(read.values for lines in self.parts for read in lines)

    def _style(self, line: int, read: Line) -> str | None:
        """Return how a line is marked as a heading; None where it is none."""
        heading = heading_of(line, self.source.line_text(line))
        style = heading.style if heading else ""
        if not heading and _COUNTED.match(self.source.line_text(line)):
            style = "1."
        if line in self.stops:
            return style
        within = style and (style in self.styles or not self._begun)
        return style if within and not read.values else None

    def _is_short(self, read: Line) -> bool:
        """Whether a line without values is half as wide as a name: nobody breaks it there."""
        widths = [display_width(n.before.text) for lines in self.parts for n in lines if n.values]
        short = display_width(read.before.text) * 2 < max(widths, default=0)
        return short and not read.values

    def _is_row(self, first: int) -> bool:
        """Whether the next line of content is a whole row."""
        lines = filter(self.source.is_readable, range(first, self.source.count))
        return any(
            _is_whole([read_line(self.source, line, self.head)], self.head)
            for line in islice(lines, 1)
        )

    def _part(self, style: str, line: int) -> bool:
        """Begin a part at a heading, which ends the table where the first rows had none such.

        It does not where headings of its kind begin to count, and a whole row follows.
        """
        if self._begun and style not in self.styles:
            heading = heading_of(line, self.source.line_text(line))
            first = heading is not None and heading.value[-1:] == (1,)
            if not (first and self._is_row(line + 1)):
                return False
        self.styles.add(style)
        self.parts.append([])
        self.blanks = 0
        return True

    def _ends(self, line: int, read: Line) -> bool:
        """Whether a line is not of the table."""
        apart = self.blanks and not self.spaced
        if apart and not _goes_on(self.source, self.last, line, self.head):
            return True
        note = not self.spaced and _is_note(self.source, line, read, self.head)
        above = self.parts[-1][-1:]
        # What explains a name stands between it and its values.
        note = note and not (read.before.text[:1] == "※" and above and not above[0].values)
        return note or _is_head(self.source, line) or self.idle > _MOST_ROW_LINES


def _is_head(source: Source, line: int) -> bool:
    # 達成率 alone may be the end of a name.
    tokens = head_tokens(source.line_text(line)) or ()
    return any(token.role not in (None, Role.OTHER) for token in tokens)


def _is_note(source: Source, line: int, read: Line, head: Head) -> bool:
    """Whether a line is a note or a sentence; in a column behind the values one may stand."""
    text = source.line_text(line)
    sentence = text.rstrip().endswith("。") and not (read.values and head.behind)
    return sentence or bool(_NOTE.match(text) and not _is_item(source, line, read, head))


def _is_item(source: Source, line: int, read: Line, head: Head) -> bool:
    """Whether a line is an item of a list that has a value for each column."""
    listed = _ITEM.match(source.line_text(line))
    return bool(listed and read.before) and cells_of(read.values, head) is not None


def _goes_on(source: Source, last: int, line: int, head: Head) -> bool:
    """Whether a line after blank ones is still of the table: a page ended, or it begins a row.

    A row among blank lines has its name and all its values before the next blank line.
    """
    if source.page_ended(last, line):
        return True
    return _is_whole(_block(source, line, head), head)


def _block(source: Source, line: int, head: Head) -> list[Line]:
    """Return the lines up to the next blank one."""
    lines = range(line, min(line + _MOST_ROW_LINES, source.count))
    return [read_line(source, at, head) for at in takewhile(source.is_readable, lines)]


def _is_whole(block: Sequence[Line], head: Head) -> bool:
    words = [word for read in block for word in read.values]
    return bool(block and block[0].before) and cells_of(words, head) is not None


def _is_spaced(source: Source, body: int) -> bool:
    """Whether blank lines part the cells, as in a page turned to text."""
    lines = range(body, min(body + 12, source.count))
    filled = [line for line in lines if not source.is_blank(line)]
    return bool(filled) and sum(source.is_blank(n - 1) for n in filled) * 4 > len(filled) * 3


def _explains(lines: Sequence[Line], read: Line) -> bool:
    """Whether a cell explains the name in the cell before it."""
    return not read.values and bool(lines) and not lines[-1].values
