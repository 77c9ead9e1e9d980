"""Tables drawn with rules: boxes of +---+ and |, and rules of dashes above columns.

Where a rule says where the columns are, all that stands between two of its ends is one cell.
"""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby, pairwise

from index.kpi.source import LONGEST_LINE, Printed, Row, Source, join

Ruled = tuple[list[Row], int, int]
"""The rows of a table with the first and the last of its lines."""

_CORNERS = str.maketrans("┌┏├┣└┗┬┳┼╋┴┻┐┓┤┫┘┛╞╪╡─━═│┃", "+" * 21 + "---||")
_BOX = re.compile(r"^[ \t]*[+┌┏][-=─━═]{2}", re.MULTILINE)
_BAR = re.compile(r"[ \t]*[+|│┃┌┏├┣└┗]")
_DASHES = re.compile(r"^[ \t]*([-=─━═])\1+(?: +\1{2,})+[ \t]*$", re.MULTILINE)
_CORNER = re.compile(r"(?<=[-=:])\+|\+(?=[-=:])")
_DRAWS = re.compile(r"\s*[-=]{2}[\s=-]*")
_PIECE = re.compile("[-=]+")
_BREAK = re.compile(
    r"<br\s*/?>|~~[^~\n|]{1,60}~~|\*\*|__(?=\S)|(?<=\S)__|\\(?=\s*$)"
    r"|<su[bp]>(?=\d*[^\d<>][^<>]*</su[bp]>)|</su[bp]>",
    re.IGNORECASE,
)
# How wide letters were taken to be: half width, ambiguous and full width.
_WIDTHS: tuple[dict[str, int], ...] = ({"W": 2, "F": 2}, {"W": 2, "F": 2, "A": 2}, {})
_MOST_HEAD_LINES, _MOST_LINES = 8, 600


def ruled_tables(source: Source) -> Iterator[Ruled]:
    """Yield the tables whose rules say where the cells are, in order."""
    marks = [(m.start(), True) for m in _BOX.finditer(source.text)]
    marks += [(m.start(), False) for m in _DASHES.finditer(source.text)]
    last = -1
    for start, boxed in sorted(marks):
        line = source.line_of(start)
        if line <= last:
            continue
        found = _boxed(source, line) if boxed else _dashed(source, line, last)
        if found:
            yield found
            last = found[2]


def unmarked(source: Source, start: int, end: int) -> Printed:
    """Return a cell without line breaks, emphasis and what is struck in HTML and Markdown."""
    marks = list(_BREAK.finditer(source.text, start, max(start, end)))
    if not marks:
        return source.printed(start, end)
    edges = [start, *(edge for m in marks for edge in m.span()), end]
    parts = [source.printed(a, b) for a, b in zip(edges[::2], edges[1::2], strict=True)]
    kept = [part for part in parts if part]
    text = " ".join(part.text for part in kept) if any("<" in m[0] for m in marks) else ""
    joined = join(kept)
    return Printed(text, joined.spans) if text else joined


class _Placed:
    """A line by display columns, under one of the ways of counting them."""

    def __init__(self, source: Source, line: int, widths: dict[str, int]) -> None:
        self.source = source
        self.start = source.starts[line]
        self.text = source.text[self.start : source.ends[line]].rstrip()
        self.at: dict[int, int] = {}
        self.columns: list[int] = []
        column = 0
        for place, letter in enumerate(self.text):
            self.at[column] = place
            self.columns.append(column)
            column += widths.get(unicodedata.east_asian_width(letter), 1)
        self.width = column
        self.drawn = self.text.translate(_CORNERS)

    def sign(self, column: int) -> str:
        """Return the letter that begins at a column, blank where none does."""
        return self.drawn[self.at[column]] if column in self.at else " "

    def between(self, left: int, right: int) -> str:
        """Return what is drawn from one column up to another."""
        return self.drawn[self._place(left) : self._place(right)]

    def cell(self, left: int, right: int) -> Printed:
        """Return what is printed from one column up to another."""
        return unmarked(
            self.source, self.start + self._place(left), self.start + self._place(right)
        )

    def _place(self, column: int) -> int:
        return bisect_left(self.columns, column)


def _boxed(source: Source, first: int) -> Ruled | None:
    """Read a box from its upper rule on; None where its bars do not stand in line."""
    last = first
    most = min(first + _MOST_LINES, source.count)
    while last + 1 < most and _BAR.match(source.line_text(last + 1)):
        last += 1
    if any(source.ends[n] - source.starts[n] > LONGEST_LINE for n in range(first, last + 1)):
        return None
    for widths in _WIDTHS:
        lines = [_Placed(source, line, widths) for line in range(first, last + 1)]
        if len({line.width for line in lines}) == 1 and len(lines) > 2:
            rows = _Box(tuple(lines)).rows()
            return (rows, first, last) if rows else None
    return None


def _drawn(source: Source, line: int) -> str:
    return source.line_text(line).translate(_CORNERS)


def _are_rows(lines: Iterable[Sequence[Printed]]) -> bool:
    """Whether lines are rows each: most cells are filled, and none with what ends one above."""
    return all(
        sum(map(bool, cells)) * 2 > len(cells)
        and not any(re.match(r"[(（]", cell.text) for cell in cells)
        for cells in lines
    )


@dataclass(frozen=True)
class _Box:
    """The lines of a box; cells may reach over several rows and columns."""

    lines: tuple[_Placed, ...]

    @cached_property
    def edges(self) -> list[int]:
        """The columns where a corner of a cell stands in any of the rules."""
        corners = [(line, m.start()) for line in self.lines for m in _CORNER.finditer(line.drawn)]
        return sorted({line.columns[place] for line, place in corners})

    def rows(self) -> list[Row]:
        """Return the rows; a cell stands, the same object, at each position that it covers."""
        edges = self.edges
        spans = list(pairwise(edges))
        ruled = [[_is_rule(line.between(a + 1, b)) for a, b in spans] for line in self.lines]
        rules = [at for at, marks in enumerate(ruled) if any(marks)]
        bands = [(a, b) for a, b in pairwise([*rules, len(self.lines)]) if b > a + 1]
        if len(bands) == 2 and self._are_rows(*bands[1]):
            # Only the head is ruled off.
            ruled = [*ruled[: bands[1][0] + 1], *([[True] * len(spans)] * len(self.lines))]
            bands = [bands[0], *((n - 1, n + 1) for n in range(bands[1][0] + 1, bands[1][1]))]
        placed: dict[tuple[int, int], Printed] = {}
        for row, (top, bottom) in enumerate(bands):
            for column in range(len(spans)):
                if (row, column) in placed:
                    continue
                right = column + 1
                while right < len(spans) and not self._is_barred(edges[right], top, bottom):
                    right += 1
                down = row
                while down + 1 < len(bands) and not ruled[bands[down][1]][column]:
                    down += 1
                inner = self.lines[top + 1 : bands[down][1]]
                parts = [line.cell(edges[column] + 1, edges[right]) for line in inner]
                cell = join(filter(None, parts))
                placed |= {(r, c): cell for r in range(row, down + 1) for c in range(column, right)}
        return [
            tuple(placed[row, column] for column in range(len(spans))) for row in range(len(bands))
        ]

    def _are_rows(self, top: int, bottom: int) -> bool:
        """Whether the lines between two rules are rows each."""
        return _are_rows(
            [line.cell(a + 1, b) for a, b in pairwise(self.edges)]
            for line in self.lines[top + 1 : bottom]
        )

    def _is_barred(self, edge: int, top: int, bottom: int) -> bool:
        return all(line.sign(edge) in "|+" for line in self.lines[top + 1 : bottom])


def _is_rule(drawn: str) -> bool:
    return bool(drawn) and not drawn.strip("-=:+")


def _dashed(source: Source, rule: int, above: int) -> Ruled | None:
    """Read the table around a rule of dashes; `above` is the last line that others have read."""
    columns = _ends(source, rule)
    first = rule
    while first - 1 > above and rule - first < _MOST_HEAD_LINES and not source.is_blank(first - 1):
        first -= 1
        if _DRAWS.fullmatch(_drawn(source, first)):
            break
    head = [n for n in range(first, rule) if not _DRAWS.fullmatch(_drawn(source, n))]
    last = _end(source, rule, (columns, bool(head) and len(_ends(source, first)) == 1))
    below = [n for n in range(rule + 1, last + 1) if not source.is_blank(n)]
    body = [n for n in below if not _DRAWS.fullmatch(_drawn(source, n))]
    if not body or (not head and last + 1 < source.count and not source.is_blank(last + 1)):
        # Between a rule and the next stands a head.
        return None
    for widths in _WIDTHS:
        rows = _rows_between(source, rule, (head, body), widths)
        if rows:
            return rows, first, last
    return None


def _ends(source: Source, line: int) -> list[tuple[int, int]]:
    """Return where the pieces of a rule begin and end; nothing for other lines."""
    drawn = _drawn(source, line)
    return [m.span() for m in _PIECE.finditer(drawn)] if _DRAWS.fullmatch(drawn) else []


def _end(source: Source, rule: int, kind: tuple[list[tuple[int, int]], bool]) -> int:
    """Return the last line of a table; one with a rule above its head goes on to such a rule."""
    columns, closed = kind
    most = min(rule + _MOST_LINES, source.count)
    for line in range(rule + 1, most):
        ends = _ends(source, line)
        if ends and (len(ends) == 1 or ends == columns):
            return line
        if not closed and source.is_blank(line):
            return line - 1
    return rule if closed else most - 1


def _rows_between(
    source: Source, rule: int, parts: tuple[Sequence[int], Sequence[int]], widths: dict[str, int]
) -> list[Row]:
    """Part the lines of a head and a body into cells; nothing where one is not below its rule."""
    head, body = parts
    placed = {line: _Placed(source, line, widths) for line in (rule, *head, *body)}
    drawn = placed.pop(rule)
    columns = [
        (drawn.columns[m.start()], drawn.columns[m.end() - 1] + 1)
        for m in _PIECE.finditer(drawn.drawn)
    ]
    gaps = [(0, columns[0][0]), *((a[1], b[0]) for a, b in pairwise(columns))]
    if any(line.between(*gap).strip() for line in placed.values() for gap in gaps):
        return []
    ends = [*(left for left, _ in columns[1:]), LONGEST_LINE * 2]
    pairs = [(left, end) for (left, _), end in zip(columns, ends, strict=True)]

    def row(lines: Sequence[int]) -> Row:
        cells = [[placed[n].cell(*pair) for n in lines] for pair in pairs]
        return tuple(join(filter(None, each)) for each in cells)

    runs = [[n for _, n in run] for _, run in groupby(enumerate(body), lambda p: p[1] - p[0])]
    whole = runs if len(runs) > 1 else [[n] for n in body]
    return [row(lines) for lines in ([head] if head else []) + whole]
