"""HTML to text with one block a line, its headings, and its tables as grids of certain cells.

What belongs to the site and not to the plan is left out: scripts, styles, navigation, footer.
"""

import re

from selectolax.lexbor import LexborHTMLParser, LexborNode

from index.content import Content
from index.domain import Cell, Grid, Span

_LEFT_OUT_TAGS = """
script style nav footer noscript template head button select textarea svg iframe form
-comment -doctype -cdata
"""
_LEFT_OUT = frozenset(_LEFT_OUT_TAGS.split())
_BLOCK_TAGS = """
address article aside blockquote body caption center dd details dialog div dl dt fieldset
figcaption figure h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main ol p pre section
summary table tbody td tfoot th thead tr ul
"""
_BLOCKS = frozenset(_BLOCK_TAGS.split())
_CLOSE = frozenset({"li", "dt", "dd", "tr", "td", "th"})  # blocks without a blank line around
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_OPENING = re.compile(r"<([A-Za-z][A-Za-z0-9]*)(?=[\s/>])")
_LINE = "data-file-line"
_MOST_ROWS, _MOST_COLUMNS = 2000, 200


def read_html(text: str) -> Content:
    """Return the text of a page with its headings and tables."""
    tree = LexborHTMLParser(_with_lines(text))
    main = tree.css_first("main, [role=main]")
    root = main if main is not None and main.text(strip=True) else tree.body
    writer = _Writer()
    if root is not None:
        _write(root, writer)
    return writer.content()


def _with_lines(text: str) -> str:
    """Note in each opening tag the line of the file that it stands on."""
    parts = []
    at, line = 0, 1
    for match in _OPENING.finditer(text):
        line += text.count("\n", at, match.start())
        parts += [text[at : match.start()], f'<{match[1]} {_LINE}="{line}"']
        at = match.end()
    return "".join([*parts, text[at:]])


class _Writer:
    """The text so far, with the file line on which each of its lines begins."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.numbers: list[int] = []
        self.length = 0
        self.words = ""
        self.grids: list[Grid] = []
        self.headings: list[tuple[Span, int]] = []
        self.file_line = 1
        self.first_line = 1

    def add(self, text: str) -> None:
        """Add running text; HTML folds its white space."""
        for place, piece in enumerate(text.split("\n")):
            self.file_line += place > 0
            if piece.strip(" \t\r\f") and not self.words.strip():
                self.first_line = self.file_line
            self.words += piece if place == 0 else f" {piece}"

    def end(self, blank: bool = False) -> Span:
        """End the line, if anything is on it, and say where it stands."""
        words = _BLANKS.sub(" ", self.words).strip(" ")
        self.words = ""
        span = Span(self.length, self.length + len(words))
        if words:
            self.put(words, self.first_line)
        if blank and self.lines and self.lines[-1]:
            self.put("", self.file_line)
        return span

    def put(self, line: str, number: int) -> None:
        """Put a whole line."""
        self.lines.append(line)
        self.numbers.append(number)
        self.length += len(line) + 1

    def content(self) -> Content:
        """Return all that was written."""
        self.end()
        return Content(
            "".join(f"{line}\n" for line in self.lines),
            tuple(self.grids),
            (*self.numbers, self.file_line),
            tuple(self.headings),
        )


def _write(root: LexborNode, writer: _Writer) -> None:
    stack: list[tuple[LexborNode, bool]] = [(root, True)]
    while stack:
        node, entering = stack.pop()
        tag = node.tag or ""
        if not entering:
            _leave(node, tag, writer)
            continue
        if tag in _LEFT_OUT:
            continue
        if tag == "-text":
            writer.add(node.text_content or "")
            continue
        writer.file_line = _file_line(node, writer.file_line)
        if tag == "br":
            writer.end()
        elif tag in _BLOCKS:
            writer.end(blank=tag not in _CLOSE)
        if tag == "table" and not _holds_tables(node):
            _write_table(node, writer)
            continue
        stack.append((node, False))
        stack.extend((child, True) for child in reversed(list(node.iter(include_text=True))))


def _holds_tables(table: LexborNode) -> bool:
    """Whether a table is there for layout, with tables of its own in its cells."""
    return any(inner.mem_id != table.mem_id for inner in table.css("table"))


def _leave(node: LexborNode, tag: str, writer: _Writer) -> None:
    if tag in _HEADINGS:
        span = writer.end()
        if span.end > span.start:
            writer.headings.append((span, _HEADINGS[tag]))
    if tag in _BLOCKS:
        writer.end(blank=tag not in _CLOSE)


def _file_line(node: LexborNode, otherwise: int) -> int:
    noted = node.attributes.get(_LINE) or ""
    return int(noted) if noted.isdecimal() else otherwise


def _write_table(table: LexborNode, writer: _Writer) -> None:
    """Write a table as lines of tab-separated cells, and note its grid."""
    caption = table.css_first("caption")
    words = ""
    if caption is not None and (words := _words(caption)):
        writer.put(words, _file_line(caption, writer.file_line))
    start = writer.length
    rows = table.css("tr")[:_MOST_ROWS]
    placed: dict[tuple[int, int], Cell] = {}
    for at, row in enumerate(rows):
        number = _file_line(row, writer.file_line)
        line = _write_row(row, at, len(rows), placed, writer.length)
        writer.put(line, number)
        writer.file_line = number
    if rows:
        columns = 1 + max((column for _, column in placed), default=0)
        grid = tuple(
            tuple(placed.get((row, column)) for column in range(columns))
            for row in range(len(rows))
        )
        writer.grids.append(Grid(Span(start, max(writer.length - 1, start)), grid, words))
    writer.end(blank=True)


def _write_row(
    row: LexborNode, at: int, rows: int, placed: dict[tuple[int, int], Cell], start: int
) -> str:
    """Place the cells of a row and return its line; a spanned position is an empty cell there."""
    line = ""
    column = 0
    for node in row.css("td, th"):
        while (at, column) in placed:
            line += "\t"
            column += 1
        words = _words(node)
        cell = Cell(Span(start + len(line), start + len(line) + len(words)))
        across = min(_number(node, "colspan", 1) or 1, _MOST_COLUMNS - column)
        down = _number(node, "rowspan", 1)
        down = min(down if down > 0 else rows, rows - at)
        for row_at in range(at, at + down):
            for column_at in range(column, column + max(across, 1)):
                placed.setdefault((row_at, column_at), cell)
        line += words + "\t" * max(across, 1)
        column += max(across, 1)
        if column >= _MOST_COLUMNS:
            break
    return line[:-1]


def _number(node: LexborNode, name: str, otherwise: int) -> int:
    text = (node.attributes.get(name) or "").strip()
    return int(text) if text.isdecimal() and len(text) < 6 else otherwise


def _words(node: LexborNode) -> str:
    """Return the text of a cell, the breaks in it as blanks."""
    parts: list[str] = []
    stack = [node]
    while stack:
        here = stack.pop()
        tag = here.tag or ""
        if tag == "-text":
            parts.append(here.text_content or "")
        elif tag == "br" or tag in _BLOCKS:
            parts.append(" ")
        if tag not in _LEFT_OUT:
            stack.extend(reversed(list(here.iter(include_text=True))))
    return _BLANKS.sub(" ", "".join(parts)).strip()
