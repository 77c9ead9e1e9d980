"""HTML to text with one block a line, its headings, and its tables as grids of certain cells.

What belongs to the site and not to the plan is left out: scripts, styles, navigation, footer.
"""

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from index.content import Content
from index.domain import Span
from index.formats.writer import Box, Writer, raised

_LEFT_OUT_TAGS = """
script style nav footer noscript template head button select textarea svg iframe form rt rp
del s strike -comment -doctype -cdata
"""
_LEFT_OUT = frozenset(_LEFT_OUT_TAGS.split())
# What ids, classes and roles call the parts of a site that stand around a page.
_AROUND_NAMES = """
nav navi navigation gnav gnavi globalnav globalnavi lnav lnavi localnav localnavi subnav sidenav
footernav headernav menu submenu sidemenu globalmenu breadcrumb breadcrumbs topicpath topicpaths
pankuzu footer footerarea contentinfo sidebar sidearea sns snsarea share banner bannerarea pagetop
skip skiplink skipnav search searchbox
"""
_AROUND = frozenset(_AROUND_NAMES.split())
_PREFIX = re.compile(r"^(?:[a-z]|js|is|site|page|block)[-_]|[-_]")
_MAIN = "main, [role=main]", "#main, #content, #contents, #honbun, #main-content, #main_contents"
_BLOCK_TAGS = """
address article aside blockquote body caption center dd details dialog div dl dt fieldset
figcaption figure h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main ol p pre section
summary table tbody td tfoot th thead tr ul
"""
_BLOCKS = frozenset(_BLOCK_TAGS.split())
_CLOSE = frozenset({"li", "dt", "dd", "tr", "td", "th"})  # blocks without a blank line around
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_PARTS = {"thead": 0, "tfoot": 2}
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_OPENING = re.compile(r"<([A-Za-z][A-Za-z0-9]*)(?=[\s/>])")
_BLOTTED = re.compile(r"visibility:hidden|line-through")
_LINE = "data-file-line"
_MOST_ROWS, _MOST_COLUMNS = 2000, 200


def read_html(text: str) -> Content:
    """Return the text of a page with its headings and tables."""
    tree = LexborHTMLParser(_with_lines(text))
    root = tree.body
    if root is not None:
        for wanted in _MAIN:
            main = root.css_first(wanted)
            if main is not None and len(main.text()) * 2 > len(root.text()) * (wanted != _MAIN[0]):
                root = main
                break
    writer = HtmlWriter()
    if root is not None:
        _write(root, writer)
    writer.end()
    return writer.content(writer.file_line)


def write_html(text: str, line: int, writer: "HtmlWriter") -> None:
    """Write HTML that stands within a text of another format, from a line of the file on."""
    root = LexborHTMLParser(_with_lines(text, line)).body
    if root is not None:
        writer.file_line = line
        _write(root, writer)
        writer.end()


def _with_lines(text: str, line: int = 1) -> str:
    """Note in each opening tag the line of the file that it stands on."""
    parts = []
    at = 0
    for match in _OPENING.finditer(text):
        line += text.count("\n", at, match.start())
        parts += [text[at : match.start()], f'<{match[1]} {_LINE}="{line}"']
        at = match.end()
    return "".join([*parts, text[at:]])


class HtmlWriter(Writer):
    """A writer of running text, whose white space HTML folds."""

    def __init__(self) -> None:
        super().__init__()
        self.words = ""
        self.file_line = 1
        self.first_line = 1

    def add(self, text: str) -> None:
        """Add running text."""
        for place, piece in enumerate(text.split("\n")):
            self.file_line += place > 0
            if piece.strip(" \t\r\f") and not self.words.strip():
                self.first_line = self.file_line
            self.words += piece if place == 0 else f" {piece}"

    def end(self, blank: bool = False) -> Span:
        """End the line, if anything is on it, and say where it stands."""
        words = _BLANKS.sub(" ", self.words).strip(" ")
        self.words = ""
        span = self.put(words, self.first_line) if words else Span(self.length, self.length)
        if blank:
            self.part(self.file_line)
        return span


def _write(root: LexborNode, writer: HtmlWriter) -> None:
    stack: list[tuple[LexborNode, bool]] = [(root, True)]
    while stack:
        node, entering = stack.pop()
        tag = node.tag or ""
        if not entering:
            _leave(tag, writer)
            continue
        if tag in _LEFT_OUT or (node is not root and (_is_around(node) or _is_unseen(node))):
            continue
        if tag == "-text":
            writer.add(node.text_content or "")
            continue
        writer.file_line = _file_line(node, writer.file_line)
        if tag == "sup":
            writer.add(raised(_words(node)))
            continue
        if tag == "pre":
            _write_as_set(node, writer)
            continue
        if tag == "br":
            writer.end()
        elif tag in _BLOCKS:
            writer.end(blank=tag not in _CLOSE)
        if tag == "table" and not _holds_tables(node):
            _write_table(node, writer)
            continue
        stack.append((node, False))
        stack.extend((child, True) for child in reversed(list(node.iter(include_text=True))))


def _is_around(node: LexborNode) -> bool:
    """Whether a block says of itself that it is part of the site, not of the page."""
    if node.tag not in _BLOCKS:
        return False
    attributes = node.attributes
    if attributes.get("id") == "header":
        return True
    names = " ".join(attributes.get(name) or "" for name in ("id", "class", "role"))
    return any(_PREFIX.sub("", word) in _AROUND for word in names.lower().split())


def _is_gone(node: LexborNode) -> bool:
    """Whether nothing is shown in the place of an element."""
    return "hidden" in node.attributes or "display:none" in _style(node)


def _is_unseen(node: LexborNode) -> bool:
    """Whether what stands in an element is hidden or struck out."""
    return _is_gone(node) or _BLOTTED.search(_style(node)) is not None


def _style(node: LexborNode) -> str:
    return (node.attributes.get("style") or "").replace(" ", "").lower()


def _write_as_set(node: LexborNode, writer: HtmlWriter) -> None:
    """Write the lines of an element as they are, with their blanks."""
    for line in node.text().split("\n"):
        writer.put(line.rstrip(), writer.file_line)
        writer.file_line += 1


def _holds_tables(table: LexborNode) -> bool:
    """Whether a table is there for layout, with tables of its own in its cells."""
    return any(inner.mem_id != table.mem_id for inner in table.css("table"))


def _leave(tag: str, writer: HtmlWriter) -> None:
    if tag in _HEADINGS:
        span = writer.end()
        if span.end > span.start:
            writer.mark_heading(span, _HEADINGS[tag])
    if tag in _BLOCKS:
        writer.end(blank=tag not in _CLOSE)


def _file_line(node: LexborNode, otherwise: int) -> int:
    noted = node.attributes.get(_LINE) or ""
    return int(noted) if noted.isdecimal() else otherwise


def _write_table(table: LexborNode, writer: HtmlWriter) -> None:
    """Write a table as lines of tab-separated cells, and note its grid."""
    caption = table.css_first("caption")
    words = ""
    if caption is not None and (words := _words(caption)):
        writer.put(words, _file_line(caption, writer.file_line))
    rows = _rows(table)
    taken: set[tuple[int, int]] = set()
    boxes: list[Box] = []
    numbers = []
    for at, row in enumerate(rows):
        writer.file_line = _file_line(row, writer.file_line)
        numbers.append(writer.file_line)
        boxes += _boxes(row, at, len(rows), taken)
    if rows:
        writer.table(boxes, numbers, words)
    writer.end(blank=True)


def _rows(table: LexborNode) -> list[LexborNode]:
    """Return the rows that are shown, in the order of their parts: a foot may be written first."""
    rows: list[list[LexborNode]] = [[], [], []]
    for row in table.css("tr"):
        part = row.parent
        if part is not None and not (_is_unseen(row) or _is_unseen(part)):
            rows[_PARTS.get(part.tag or "", 1)].append(row)
    return [row for of_part in rows for row in of_part][:_MOST_ROWS]


def _boxes(row: LexborNode, at: int, rows: int, taken: set[tuple[int, int]]) -> Iterator[Box]:
    """Yield the cells of a row at the positions that those before it leave free."""
    column = 0
    for node in row.css("td, th"):
        if _is_gone(node):
            continue
        while (at, column) in taken:
            column += 1
        if column >= _MOST_COLUMNS:
            return
        across = max(1, min(_number(node, "colspan", 1), _MOST_COLUMNS - column))
        down = _number(node, "rowspan", 1)
        down = min(down if down > 0 else rows, rows - at)
        taken |= {(at + i, column + j) for i in range(down) for j in range(across)}
        yield Box(at, column, _words(node), down, across)
        column += across


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
        if tag in _LEFT_OUT or _is_unseen(here):
            continue
        if tag == "-text":
            parts.append(here.text_content or "")
        elif tag == "br" or tag in _BLOCKS:
            parts.append(" ")
        if tag == "sup" and here is not node:
            parts.append(raised(_words(here)))
        else:
            stack.extend(reversed(list(here.iter(include_text=True))))
    return _BLANKS.sub(" ", "".join(parts)).strip()
