"""File formats to text with what the format itself says: headings and tables."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from index.domain import Grid, Span


@dataclass(frozen=True, slots=True)
class Content:
    """What a reader gives: the text, and the marks of the format as spans in it."""

    text: str
    grids: tuple[Grid, ...] = ()
    line_numbers: tuple[int, ...] = ()
    headings: tuple[tuple[Span, int], ...] = ()


def read_text(text: str) -> Content:
    """Take a text as it is; old Mac line ends become line feeds of the same length."""
    return Content(text if "\n" in text else text.replace("\r", "\n"))


_MARKDOWN_HEADING = re.compile(r"^ {0,3}(#{1,6})[ \t\u3000]+(\S.*?)[ \t]*#*[ \t\r]*$", re.MULTILINE)
_FENCE = re.compile(r"^ {0,3}(?:```|~~~).*?^ {0,3}(?:```|~~~)", re.MULTILINE | re.DOTALL)


def read_markdown(text: str) -> Content:
    """Keep the text and note its # headings; what stands in a code block is none."""
    fenced = [match.span() for match in _FENCE.finditer(text)]
    headings = tuple(
        (Span(match.start(2), match.end(2)), len(match[1]))
        for match in _MARKDOWN_HEADING.finditer(text)
        if not any(start <= match.start() < end for start, end in fenced)
    )
    return Content(read_text(text).text, headings=headings)


READERS: dict[str, Callable[[str], Content]] = {
    ".txt": read_text,
    ".md": read_markdown,
}
