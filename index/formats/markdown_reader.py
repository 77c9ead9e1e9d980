"""Text as it is, and Markdown as it is read; its # headings noted, its tables in HTML as rows."""

import re
from collections.abc import Iterator

from index.content import Content
from index.domain import Span
from index.formats.html_reader import write_html
from index.formats.markdown_words import as_read, as_set
from index.formats.page_marks import with_page_ends
from index.formats.side_tabs import without_side_tabs
from index.formats.writer import HtmlWriter

# Old Macs, mainframes, Word and Unicode.
_LINE_END = re.compile("\r(?!\n)|[\v\x85\u2028\u2029]")
_PAGE_END = re.compile("(?<=[^\n\f])(?=\f[^\n])")
_HEADING = re.compile(r"^ {0,3}(#{1,6})[ \t\u3000]+(\S[^\n]*)$", re.MULTILINE)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_FENCE = re.compile(r"^ {0,3}(?:```|~~~)", re.MULTILINE)
# Around the text itself, by models that were asked for Markdown.
_WRAPPED = re.compile(
    r"^(?P<fence>```+)(?:markdown|md|html)[ \t]*$(?P<text>.*?)(?P<end>^(?P=fence)[ \t]*$|\Z)",
    re.DOTALL | re.IGNORECASE | re.MULTILINE,
)
_TABLE = re.compile(r"<(/?)table\b[^<>]*>", re.IGNORECASE)


def with_line_feeds(text: str) -> str:
    """Return a text in which line ends of other systems are line feeds, of the same length."""
    return _LINE_END.sub("\n", text)


def read_text(text: str) -> Content:
    """Take a text as it is, but for side tabs and line ends; where a page ends, a line does, too.

    >>> read_text("- 3 -\\f次の頁\\n").text, read_text("- 3 -\\f次の頁\\n").line_numbers
    ('- 3 -\\n\\x0c次の頁\\n', (1, 1, 2))
    """
    content = without_side_tabs(with_line_feeds(text))
    parts = _PAGE_END.split(content.text)
    if len(parts) == 1:
        return content
    numbers: list[int] = []
    for part in parts:
        first = numbers[-1] if numbers else 1
        numbers += range(first, first + part.count("\n") + 1)
    own = content.line_numbers or range(1, numbers[-1] + 1)
    return Content("\n".join(parts), line_numbers=tuple(own[n - 1] for n in numbers))


def read_markdown(text: str) -> Content:
    """Write what its marks mean in their place and note its # headings; comments become blanks."""
    text = _WRAPPED.sub(r"\g<text>", with_line_feeds(text))
    content = _with_tables(_COMMENT.sub(_blank, with_page_ends(text)))
    return Content(content.text, content.grids, content.line_numbers, _headings(content.text))


def _blank(comment: re.Match[str]) -> str:
    """Return blanks in place of a comment, with its line ends: all else keeps its place."""
    return re.sub(r"\S", " ", comment[0])


def _headings(text: str) -> tuple[tuple[Span, int], ...]:
    """Return the headings with their levels; what stands in a code block is none."""
    fences = [match.start() for match in _FENCE.finditer(text)]
    headings = []
    for match in _HEADING.finditer(text):
        while fences[1:] and fences[1] < match.start():
            del fences[:2]
        words = match[2].rstrip(" \t\r#")
        if words and not (fences and fences[0] < match.start()):
            headings.append((Span(match.start(2), match.start(2) + len(words)), len(match[1])))
    return tuple(headings)


def _with_tables(text: str) -> Content:
    """Write the tables that are in HTML, as pandoc does where cells span, as rows of cells."""
    parts = list(_parts(text))
    if len(parts) < 2:
        return Content(as_read(text))
    writer = HtmlWriter()
    line = 1
    for part, is_table in parts:
        if is_table:
            write_html(as_set(part), line, writer)
        else:
            lines = as_read(part).split("\n")
            for number, words in enumerate(lines, line):
                # What stands on the line of a tag, before or behind it, if anything does.
                if words or line < number < line + len(lines) - 1:
                    writer.put(words, number)
        line += part.count("\n")
    return writer.content(line)


def _parts(text: str) -> Iterator[tuple[str, bool]]:
    """Part a text at its tables in HTML; a table within a table is of the outer one."""
    at = begin = depth = 0
    for tag in _TABLE.finditer(text):
        if not tag[1]:
            begin = begin if depth else tag.start()
            depth += 1
        elif depth:
            depth -= 1
            if not depth:
                yield text[at:begin], False
                yield text[begin : tag.end()], True
                at = tag.end()
    yield text[at:], False
