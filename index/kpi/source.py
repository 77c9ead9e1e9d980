"""A document as the KPI reader looks at it: its lines, and pieces of them with their places."""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from index.domain import Document, Span
from index.kpi.vocabulary import KPI_WORDS, SHARE
from index.pages import file_lines
from index.quantities import fold_same_length, is_period

# Longer lines are no table rows and no KPI lines; they would only cost time.
LONGEST_LINE = 2000
_WHITE = " \t\n\r\v\f\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000\ufeff" + "".join(
    map(chr, range(0x2000, 0x200B))
)
# An image in Markdown stands between words as a blank line does.
_IMAGE = re.compile(r"\s*!\[[^\]\n]*\]\([^()\n]*\)\s*")
# A drawn arrow between two words, ▶▶▶ or ==>; から at the end of an item: 3人（R4）から5人（R9）へ.
_DRAWN_ARROW = re.compile(
    r"[ \tか](?:(?<=[^\s→▶►▷][ \t])[ \t]*(?P<drawn>[=-]*(?:[→▶►▷]+|>{2,}|(?<=[=-])>))[ \t]+(?=\S)"
    r"|(?<=\)か)ら(?=\d[^\s。]*\)[へに]?$))",
    re.MULTILINE,
)
_CONTENT = re.compile(rf"[^{_WHITE}](?:.*[^{_WHITE}])?", re.DOTALL)
_OF_KPI_WORDS = re.compile(r"[標IⅠ]")
# Between two words of which the first may be of another cell.
SPACED = re.compile(r"[^\x00-\xff] [^\x00-\xff]")
# Letters that a line end parts and a space keeps apart: Latin ones, and figures of any width.
_CUT_YEAR = re.compile(r"[(（]([^()（）\n]*\d)\n(\d[^()（）]*)[)）]")
_APART = re.compile(r"[^\u3000-\u9fff\uff00-\uffef\s]\n[^\u3000-\u9fff\uff00-\uffef\s]|\d\n\d")

# Line breaks, emphasis and what is struck, in HTML and Markdown.
_BREAK = re.compile(
    r"<br\s*/?>|~~[^~\n|]{1,60}~~|\*\*|__(?=\S)|(?<=\S)__|\\(?=\s*$)"
    r"|<su[bp]>(?=\d*[^\d<>][^<>]*</su[bp]>)|</su[bp]>",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Printed:
    """A cell: its text with white space folded, and the places in the source it was put from."""

    text: str
    spans: tuple[Span, ...]

    @property
    def key(self) -> str:
        """The text for comparing: NFKC, without white space."""
        return squeeze(self.text)

    def __bool__(self) -> bool:
        return bool(self.text)


EMPTY = Printed("", ())
Row = tuple[Printed, ...]


@lru_cache(maxsize=1 << 13)
def squeeze(text: str) -> str:
    """Fold widths and drop all white space, so that letter-spaced words read as words.

    >>> squeeze("目　標　値（Ｒ１２年度）")
    '目標値(R12年度)'
    """
    return "".join(unicodedata.normalize("NFKC", fold_same_length(text)).split())


def join(cells: Iterable[Printed]) -> Printed:
    """Close up a cell broken over lines; a space stays between Latin letters, figures and shares.

    >>> join([Printed("ごみ袋調査における手", ()), Printed("つかず食品の混入率", ())]).text
    'ごみ袋調査における手つかず食品の混入率'
    """
    text = ""
    spans: tuple[Span, ...] = ()
    for cell in cells:
        tight = not _APART.search(f"{text[-1:]}\n{cell.text[:1]}") and not SHARE.match(cell.text)
        year = _CUT_YEAR.search(f"{text}\n{cell.text}")
        tight = tight or (bool(year) and is_period(year[1] + year[2]))  # type: ignore[index]
        # A figure below its year is another word: 2022年度, 18億円.
        dated = cell.text[:1].isdigit() and is_period(text) and not is_period(text + cell.text)
        text = text + cell.text if tight and not dated else f"{text} {cell.text}"
        spans += cell.spans
    return Printed(text.strip(), spans)


def _arrow(mark: re.Match[str]) -> str:
    arrow = mark["drawn"] or mark[0]
    return mark[0].replace(arrow, "→" + " " * (len(arrow) - 1))


class Source:
    """The lines of a document, without those that are no content."""

    def __init__(
        self,
        document: Document,
        furniture: Iterable[int] = (),
        cuts: Iterable[int] = (),
        joined: Collection[int] = (),
    ) -> None:
        """Cut the text into lines by line feeds, and at the offsets `cuts`.

        `furniture` are indices of lines to pass over; what begins at one of the offsets `joined`
        goes on the line above it.
        """
        self.document = document
        self.text = document.text
        self.folded = _DRAWN_ARROW.sub(_arrow, fold_same_length(document.text))
        after = [0, *(m.end() for m in re.finditer("\n", self.text))]
        feeds = set(after[1:]).difference(joined)
        self.starts = starts = sorted({0, *feeds, *cuts})
        passed = {after[line] for line in furniture}
        self.furniture = frozenset(n for n, at in enumerate(starts) if at in passed)
        self.count = len(starts)
        self.ends = [start - (start in feeds) for start in starts[1:]] + [len(self.text)]
        self._cells: dict[int, Printed] = {}
        self._spans = [
            Span(a, a) if _IMAGE.fullmatch(self.text, a, b) else self.trim(a, b)
            for a, b in zip(starts, self.ends, strict=True)
        ]
        self._readable = [
            span.start < span.end <= span.start + LONGEST_LINE and line not in self.furniture
            for line, span in enumerate(self._spans)
        ]

    def span(self, line: int) -> Span:
        """Return the span of a line without its line feed and the white space around it."""
        return self._spans[line]

    def trim(self, start: int, end: int) -> Span:
        """Return the span without white space (and byte order marks) at its ends."""
        found = _CONTENT.search(self.text, start, end)
        return Span(*found.span()) if found else Span(start, start)

    def printed(self, start: int, end: int) -> Printed:
        """Return the piece of text between two offsets."""
        span = self.trim(start, end)
        text = " ".join(self.text[span.start : span.end].split())
        return Printed(text, (span,)) if text else EMPTY

    def stretch(self, cells: Sequence[Printed]) -> Printed:
        """Return what is printed from the first of some cells to the last."""
        return self.printed(cells[0].spans[0].start, cells[-1].spans[-1].end) if cells else EMPTY

    def cell(self, line: int) -> Printed:
        """Return a whole line as one cell."""
        if line not in self._cells:
            start, end = self.starts[line], self.ends[line]
            feeds = [m.end() for m in re.finditer("\n", self.text[start:end])]
            edges = [start, *(start + feed for feed in feeds), end]
            pieces = [self.printed(a, b) for a, b in pairwise(edges)]
            self._cells[line] = join(pieces) if feeds else pieces[0]
        return self._cells[line]

    def line_text(self, line: int) -> str:
        """Return a line, same-length folded, with its white space."""
        return self.folded[self.starts[line] : self.ends[line]]

    def line_of(self, offset: int) -> int:
        """Return the index of the line that an offset is on."""
        return bisect_right(self.starts, offset) - 1

    def is_blank(self, line: int) -> bool:
        """Whether a line holds nothing but white space."""
        span = self.span(line)
        return span.start == span.end

    def is_readable(self, line: int) -> bool:
        """Whether a line is content of a length that tables have."""
        return self._readable[line]

    def page_ended(self, last: int, line: int) -> bool:
        """Whether a page ends between two lines of content: its number or its head stands there."""
        between = range(last + 1, line)
        return any(n in self.furniture or "\f" in self.line_text(n) for n in between)

    def may_announce(self, line: int) -> bool:
        """Whether a line has a letter that is in each word for KPIs, which may be spaced out."""
        return _OF_KPI_WORDS.search(self.folded, self.starts[line], self.ends[line]) is not None

    def announces(self, line: int) -> bool:
        """Whether a line has a word for KPIs."""
        spaced = self.may_announce(line)
        return spaced and KPI_WORDS.search(squeeze(self.line_text(line))) is not None

    def published_lines(self, span: Span) -> tuple[int, int]:
        """Return the first and last line, counted from 1 in the file as published."""
        first, last = self.line_of(span.start), self.line_of(max(span.start, span.end - 1))
        return file_lines(self.document, first, last)


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
