"""HTML to text with one block a line, its headings, and its tables as grids of certain cells.

What belongs to the site and not to the plan is left out: scripts, styles, navigation, footer.
"""

import re

from selectolax.lexbor import LexborHTMLParser, LexborNode

from index.content import Content
from index.formats.html_page import BLOCKS, HEADINGS, elements_after, is_left_out, part_of_plan
from index.formats.html_tables import FILE_LINE, file_line, meets, rows_of, words_of, write_table
from index.formats.writer import HtmlWriter, raised

_CLOSE = frozenset({"li", "dt", "dd", "tr", "td", "th"})  # blocks without a blank line around
_BEGINNINGS = frozenset({*HEADINGS, "details", "section", "article", "hr"})
_OPENING = re.compile(r"<([A-Za-z][A-Za-z0-9]*)(?=[\s/>])")


def read_html(text: str) -> Content:
    """Return the text of a page with its headings and tables."""
    root = part_of_plan(LexborHTMLParser(_with_lines(text)))
    writer = HtmlWriter()
    if root is not None:
        _write(root, writer)
    writer.end()
    return writer.content(writer.file_line)


def write_html(text: str, line: int, writer: HtmlWriter) -> None:
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
        parts += [text[at : match.start()], f'<{match[1]} {FILE_LINE}="{line}"']
        at = match.end()
    return "".join([*parts, text[at:]])


def _write(root: LexborNode, writer: HtmlWriter) -> None:
    stack: list[tuple[LexborNode, bool]] = [(root, True)]
    done: set[int] = set()
    while stack:
        node, entering = stack.pop()
        tag = node.tag or ""
        if not entering:
            writer.end(blank=tag not in _CLOSE)
            continue
        if node.mem_id in done or (node is not root and is_left_out(node)):
            continue
        if tag == "-text":
            writer.add(node.text_content or "")
            continue
        writer.file_line = file_line(node, writer.file_line)
        if tag == "br":
            writer.end()
        elif tag in BLOCKS:
            writer.end(blank=tag not in _CLOSE)
            stack.append((node, False))
        elif meets(node, writer.words):
            writer.add(" ")
        if not _write_whole(node, writer, done):
            stack.extend((child, True) for child in reversed(list(node.iter(include_text=True))))


def _write_whole(node: LexborNode, writer: HtmlWriter, done: set[int]) -> bool:
    """Write what is not written child by child; `done` notes what is written with it."""
    tag = node.tag or ""
    level = _level(node, writer)
    if tag == "sup":
        writer.add(raised(words_of(node)))
    elif tag == "pre":
        _write_as_set(node, writer)
    elif level:
        writer.add(words_of(node))
        span = writer.end()
        if span.end > span.start:
            writer.mark_heading(span, level)
            writer.level = level if tag != "summary" else writer.level
    elif rows := rows_of(node):
        write_table(node, rows, writer)
        done.update(row.mem_id for row in rows)
    else:
        return False
    return True


def _write_as_set(node: LexborNode, writer: HtmlWriter) -> None:
    """Write the lines of an element as they are, with their blanks."""
    for line in node.text().split("\n"):
        writer.put(line.rstrip(), writer.file_line)
        writer.file_line += 1


def _level(node: LexborNode, writer: HtmlWriter) -> int:
    """Return the level of a heading; what opens a part of the page is one below the last."""
    tag = node.tag or ""
    told = node.attributes.get("aria-level") or ""
    if tag in HEADINGS:
        return HEADINGS[tag]
    if node.attributes.get("role") == "heading":
        return int(told) if told in "123456789" else 2
    box = node.parent
    if tag != "summary" or box is None or not _ends_part(box):
        return 0
    outer = 0
    while (box := box.parent) is not None:
        outer += box.tag == "details"
    return writer.level + 1 + outer


def _ends_part(box: LexborNode | None) -> bool:
    """Whether nothing more stands below an element up to the next heading or thing that opens."""
    while box is not None:
        for after in elements_after(box):
            if not is_left_out(after):
                return after.tag in _BEGINNINGS
        box = box.parent
    return True
