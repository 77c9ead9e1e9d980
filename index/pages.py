"""On which page and which lines of its file a part of a document stands."""

import re
from bisect import bisect_left, bisect_right
from itertools import pairwise

from index.domain import Document, Span

_PAGE_MARK = re.compile(r"^-- (\d{1,4}) of \d+ --[ \t\r]*$", re.MULTILINE)


def page_starts(text: str) -> tuple[int, ...]:
    """Return the offsets at which pages 1, 2, … begin; nothing where the text does not say.

    A form feed ends a page; `-- 7 of 88 --` ends page 7. Printed numbers alone, `- 7 -`, say
    neither whether they stand above or below their page, nor that none is missing.
    """
    marks = [(int(mark[1]), mark.end()) for mark in _PAGE_MARK.finditer(text)]
    if not marks:
        feeds = [match.end() for match in re.finditer("\f", text)]
        return (0, *feeds) if feeds else ()
    if not all(one[0] < other[0] for one, other in pairwise([(0, 0), *marks])):
        return ()
    starts: list[int] = []
    begin = 0
    for number, end in marks:
        starts += [begin] * (number - len(starts))
        begin = end
    return (*starts, begin)


def page_of(document: Document, offset: int) -> int | None:
    """Return the number of the page of its file on which an offset stands; None: it tells none."""
    files = document.file_starts or (0,)
    number = file_number(document, offset)
    ends = [bisect_left(document.page_starts, start) for start in files[number : number + 2]]
    pages = document.page_starts[slice(*ends) if len(ends) > 1 else slice(ends[0], None)]
    return max(1, bisect_right(pages, offset)) if pages else None


def file_number(document: Document, offset: int) -> int:
    """Return in which file of an edition an offset stands, counted from 0."""
    return max(0, bisect_right(document.file_starts, offset) - 1)


def file_lines(document: Document, first: int, last: int) -> tuple[int, int]:
    """Return on which lines of the file, from 1, the lines `first` to `last` of the text stand.

    The lines of the text are counted from 0. Where a file counts its lines page by page, what goes
    on over the end of a page is said to stand on the line where it begins.
    """
    numbers = document.line_numbers
    if not numbers:
        return first + 1, last + 1
    first, last = min(first, len(numbers) - 1), min(last, len(numbers) - 1)
    return numbers[first], max(numbers[first], numbers[last])


def lines_on(document: Document, span: Span) -> tuple[int, int]:
    """Return the first and last line of the file, from 1, that a span of the text stands on."""
    first = document.text.count("\n", 0, span.start)
    last = first + document.text.count("\n", span.start, max(span.start, span.end - 1))
    return file_lines(document, first, last)
