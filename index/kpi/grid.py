"""Where the cells are: tabs, pipes, Markdown and boxes; and what a table of cells is."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, takewhile

from index.kpi.broken import LATE_START, USUAL_END, is_piece
from index.kpi.closedrows import closed_rows
from index.kpi.fits import is_figure
from index.kpi.heads import Head
from index.kpi.labels import is_empty, is_label
from index.kpi.names import is_name
from index.kpi.source import EMPTY, Printed, Row, Source, join, unmarked
from index.kpi.vocabulary import DRAWN_RULE, SHARE
from index.kpi.words import Kind, kind_of
from index.quantities import is_period

# What parts the cells of a line.
_BAR, _TAB = re.compile("[|│┃]"), re.compile("\t")
_MARK = re.compile(r'[|│┃\t"┌┏]|\+[-=]')
# A rule of a box, and what parts its pieces.
_RULE = re.compile(r"\s*[┌┏├┝┠┣╞└┗+][─━═=┬┳┼╋┴┻╪+-]+[┐┓┤┥┨┫╡┘┛+]\s*")
_CORNER = re.compile("[|│┃┌┏├┝┠┣╞└┗┬┳┼╋╪┴┻┐┓┤┥┨┫╡┘┛+]")
# A cell in quotes, and lines on which one opens and closes.
_QUOTED = re.compile(r'\s*"((?:[^"]|"")+)"\s*')
_QUOTE_OPENS = re.compile(r'(?:^|\t)"(?:[^"\t]|"")*$')
_QUOTE_CLOSES = re.compile(r'(?:[^"\t]|"")*"(?:\t|$)')
_MOST_QUOTED, _LONGEST_LONE, _LONGEST_TAIL, _SHORTEST, _MOST_LONE = 9, 60, 4, 2, 4
_FEWEST_RULES = 4  # of a box: around it, below its head, and between two rows
# What pandas writes for cells that are empty.
_EMPTY = re.compile(r"\s*(?:NaN|Unnamed: \d+)\s*")
_IN_BRACKETS = re.compile(r"\([^()]*\)$")


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells, with the lines (indices) that the table covers.

    `certain` tells that the cells are drawn, not guessed from their places. Where they are
    guessed below a head, it is known, and also whether rows were `lost`.
    """

    rows: tuple[Row, ...]
    first: int
    last: int
    certain: bool = True
    head: Head | None = None
    lost: bool = False

    @property
    def width(self) -> int:
        """The number of columns of the widest row."""
        return max((len(row) for row in self.rows), default=0)

    def places(self) -> frozenset[int]:
        """Return where in the text the letters of its cells stand."""
        spans = (span for row in self.rows for cell in row for span in cell.spans)
        return frozenset(at for span in spans for at in range(span.start, span.end))


def guessed(
    rows: Iterable[Row], lines: tuple[int, int], head: Head | None, *, lost: bool = False
) -> Table:
    """Return a table whose cells were guessed, with the first and the last of its lines."""
    return Table(tuple(rows), *lines, certain=False, head=head, lost=lost)


def tables_from(source: Source, read: Callable[[int], Table | None]) -> Iterator[Table]:
    """Yield the tables that are read from a line on, each below the one before."""
    line = 0
    while line < source.count:
        table = read(line)
        if table:
            yield table
        line = table.last + 1 if table else line + 1


def closed_tables(source: Source) -> Iterator[Table]:
    """Yield the tables whose cells bars close, where a rule tells how many these are."""

    def read(line: int) -> Table | None:
        barred = source.is_readable(line) and _BAR.search(source.line_text(line))
        closed = closed_rows(source, line) if barred else None
        return Table(tuple(closed[0]), line, closed[1]) if closed else None

    return tables_from(source, read)


def drawn_tables(source: Source) -> Iterator[Table]:
    """Yield the tables whose cells are parted by tabs, pipes or rules, in order."""
    line = 0
    while line < source.count:
        parting = _parting(_text(source, line)) if source.is_readable(line) else None
        if parting is None:
            marked = _MARK.search(source.text, source.ends[line])
            line = source.line_of(marked.start()) if marked else source.count
            continue
        starts, after = [line], _row_end(source, line) + 1
        while (
            after < source.count
            and source.is_readable(after)
            and (_goes_on(_text(source, after), parting) or _is_lone(source, after, parting))
        ):
            starts.append(after)
            after = _row_end(source, after) + 1
        rows = _rows(source, starts, parting)
        if rows:
            yield Table(tuple(rows), line, after - 1)
        line = after


def _row_end(source: Source, line: int) -> int:
    """Return the last line of a row: a cell in quotes may hold line ends, as Excel copies it."""
    text = source.line_text(line)
    if '"' not in text or not _QUOTE_OPENS.search(text):
        return line
    for last in range(line + 1, min(line + _MOST_QUOTED, source.count)):
        closes = _QUOTE_CLOSES.match(source.line_text(last))
        if closes and not _QUOTE_OPENS.search(source.line_text(last), closes.end() - 1):
            return last
        if not closes and "\t" in source.line_text(last):
            break
    return line


def _text(source: Source, line: int) -> str:
    """Return the text of the row that begins on a line, same-length folded."""
    return source.folded[source.starts[line] : source.ends[_row_end(source, line)]]


def _parting(line: str) -> re.Pattern[str] | None:
    """Return what parts the cells of a line; bars go before tabs, and rules with bars."""
    if _RULE.fullmatch(line):
        return _BAR
    return next((mark for mark in (_BAR, _TAB) if mark.search(line)), None)


def _goes_on(line: str, parting: re.Pattern[str]) -> bool:
    """Whether a line is of the same table; a share may be the broken end of a tabbed row."""
    return _parting(line) is parting or (parting is _TAB and bool(SHARE.match(line)))


def _is_lone(source: Source, line: int, parting: re.Pattern[str]) -> bool:
    """Whether a line between tabs is a row whose other cells, all empty, are not printed.

    The row below it is of no head; or there is none, and it is the end of a name above it.
    """
    text = source.line_text(line)
    if parting is not _TAB or len(text) > _LONGEST_LONE or text.endswith("。"):
        return False
    after = [source.line_text(n) for n in range(line + 1, min(line + _MOST_LONE, source.count))]
    lone = len(list(takewhile(lambda t: t.strip() and "\t" not in t, after)))
    below = _TAB.split(after[lone]) if lone < len(after) else []
    if len(below) > 2:
        cells = [Printed(cell.strip(), ()) for cell in below]
        heads = (is_label(cell) or is_period(cell.text) for cell in cells)
        return any(map(is_figure, cells)) or not any(heads)
    late = LATE_START.match(text) and text[0] not in "(（・"
    if len(text) <= _SHORTEST and not text.isdigit():
        return True
    return bool(USUAL_END.search(text) and (late or len(text) <= _LONGEST_TAIL))


def _rows(source: Source, starts: Sequence[int], parting: re.Pattern[str]) -> list[Row]:
    barred = parting is _BAR
    rows: list[Row] = []
    columns = 0
    texts = [(line, _text(source, line)) for line in starts]
    if boxed := _boxed(source, texts):
        return boxed
    framed = barred and all(re.match(r"\s*[│┃|]", t) or DRAWN_RULE.fullmatch(t) for _, t in texts)
    drawn = [t.rstrip() for _, t in texts if not (barred and DRAWN_RULE.fullmatch(t))]
    closed = barred and not framed and all(text.endswith("|") for text in drawn)
    for line, text in texts:
        if barred and DRAWN_RULE.fullmatch(text):
            columns = columns or len(re.findall(r"-{2,}", text))
            continue
        cells = _cells(source, line, text, parting)
        cells = cells[1:] if framed else cells
        cells = cells[:-1] if closed or (framed and not cells[-1:][0]) else cells
        rows += _unstacked(source, cells)
    if closed or not rows:
        return _reflowed(rows, columns)
    return rows if barred else rejoined(rows)


def _boxed(source: Source, texts: Sequence[tuple[int, str]]) -> list[Row]:
    """Return the rows of a box that rules part; nothing of what is no such box.

    What stands between two rules is one cell, and it goes on below one with a gap in its column.
    Where cells reach over several columns only the first row is returned: it may be a head.
    """
    rules = [text for _, text in texts if DRAWN_RULE.fullmatch(text)]
    if not _RULE.fullmatch(texts[0][1]) or len(rules) < _FEWEST_RULES:
        return []
    rows: list[list[list[Printed]]] = []
    cells: list[list[Printed]] = [[] for _ in _CORNER.findall(texts[0][1])[1:]]
    for line, text in texts[1:]:
        drawn = bool(DRAWN_RULE.fullmatch(text))
        pieces = _cells(source, line, text, _CORNER if drawn else _BAR)[1:-1]
        if len(pieces) != len(cells):
            return [_cells(source, *texts[1], _BAR)[1:-1]]
        if drawn:
            rows.append(cells)
            cells = [[] if piece else cell for cell, piece in zip(cells, pieces, strict=True)]
        else:
            for cell, piece in zip(cells, pieces, strict=True):
                cell += [piece] if piece else []
    rows += [cells] if any(cells) else []
    return [tuple(map(join, row)) for row in rows]


def _unstacked(source: Source, row: Row) -> list[Row]:
    """Part a row of several indicators whose names and values stand line by line in its cells."""
    lines = [[_bare(source.printed(s.start, s.end)) for s in cell.spans] for cell in row]
    count = max(map(len, lines), default=0)
    kinds = [{kind_of(line.key) for line in cell} for cell in lines]
    values = [i for i, kind in enumerate(kinds) if kind == {Kind.VALUE} and not is_empty(row[i])]
    named = any(len(cell) == count and all(map(_may_name, cell)) for cell in lines)
    if not (count > 1 and len(values) > 1 and named and {len(lines[i]) for i in values} == {count}):
        return [row]
    cells = (a if len(a) == count else [b] * count for a, b in zip(lines, row, strict=True))
    return list(zip(*cells, strict=True))


def _bare(cell: Printed) -> Printed:
    return Printed(cell.text.lstrip("・ "), cell.spans)


def _may_name(cell: Printed) -> bool:
    """Whether a line of a cell is the whole name of an indicator."""
    ends = USUAL_END.search(_IN_BRACKETS.sub("", cell.key))
    return bool(ends) and is_name(cell.text) and not is_piece(cell.text)


def rejoined(rows: Sequence[Row]) -> list[Row]:
    """Put rows together that a line break within a cell has broken: 男性 25.8％ / 女性 31.2％."""
    joined: list[Row] = []
    for row in rows:
        above = joined[-1] if joined else ()
        fits = bool(above) and len(above) + len(row) - 1 <= len(joined[0])
        if fits and row and SHARE.match(row[0].key) and SHARE.match(above[-1].key):
            joined[-1] = (*above[:-1], join((above[-1], row[0])), *row[1:])
        else:
            joined.append(row)
    return joined


def _cells(source: Source, line: int, text: str, parting: re.Pattern[str]) -> Row:
    start = source.starts[line]
    edges = [-1, *(m.start() for m in parting.finditer(text)), len(text)]
    return tuple(_cell(source, start + a + 1, start + b) for a, b in pairwise(edges))


def _cell(source: Source, start: int, end: int) -> Printed:
    quoted = _QUOTED.fullmatch(source.text, start, end)
    if not quoted:
        empty = _EMPTY.fullmatch(source.text, start, end)
        return EMPTY if empty else unmarked(source, start, end)
    lines = re.finditer(r"[^\n]+", quoted[1])
    begin = quoted.start(1)
    return join(source.printed(begin + m.start(), begin + m.end()) for m in lines)


def _reflowed(lines: Sequence[Row], columns: int) -> list[Row]:
    """Put rows together that were broken after a bar, by the number of columns of the head."""
    if not columns:
        cells = [cell for line in lines for cell in line]
        columns = next((i for i, cell in enumerate(cells) if not is_label(cell)), 0)
    ended = _ended(lines)
    if ended or not columns:
        return ended or list(lines)
    rows: list[Row] = []
    row: Row = ()
    for line in lines:
        if len(row) + len(line) > columns and row:
            rows.append(row)
            row = ()
        row += line
    return [*rows, row]


def _ended(lines: Sequence[Row]) -> list[Row]:
    """Part cells at the lines that are bars only, where these end most rows; else nothing."""
    rows: list[Row] = [()]
    for line in lines:
        if any(line):
            rows[-1] += line
        elif rows[-1]:
            rows.append(())
    whole = sum(len(row) == len(rows[0]) for row in rows)
    if whole * 2 < len(rows) or whole < 3:
        return []
    width = len(rows[0])
    return [row + (EMPTY,) * (width - 1) if len(row) == 1 else row for row in rows if row]
