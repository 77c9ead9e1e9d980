"""KPIs in running lines: where each begins, and which lines belong to it."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property
from itertools import takewhile

from index.kpi.broken import display_width
from index.kpi.drafts import Draft
from index.kpi.inlinetext import (
    BEGINS,
    MARK,
    NAMED,
    OPENINGS,
    YEAR,
    InlineText,
    parts_of,
    read_text,
)
from index.kpi.source import Source
from index.kpi.vocabulary import BULLETS, LEADS, SHARE

# A line that begins with a figure and an arrow has its name on the line above.
_ONLY_FIGURE = re.compile(
    rf"[\s{BULLETS}]*(?:{LEADS})*[△-]?\d[^\s()→:]{{0,12}}\s*(?:\({YEAR}\))?\s*→"
)
_NOTE = re.compile(r"\([現基当策直初]")
_FLOWS = re.compile(r"[\s　]*→")
_MOST_LINES, _MOST_NAME_LINES = 5, 3
# How much of the width a line has, in per cent, that is broken at its end.
_FULL = 85
_LONGEST_SHARE = 4
# Without a word of these not far above an arrow may tell of the past.
_AIMS = re.compile(r"目\s*標|指\s*標|めざ|目指|K\s*[PG]\s*I|ＫＰＩ|検証")
_UNSAID = "近くに「目標」「指標」の語がない"
# How many lines below the word KPI a line without years is still taken for one.
_FAR = 40


def read_inline(source: Source, taken: frozenset[int]) -> list[Draft]:
    """Read every inline KPI whose lines are not taken yet."""
    return _Lines(source, taken).read()


class _Lines:
    """The lines that no other reader has taken, and the width at which most of them are broken."""

    def __init__(self, source: Source, taken: frozenset[int]) -> None:
        self.source = source
        self.readable = [source.is_readable(n) and n not in taken for n in range(source.count)]
        self.arrows = {source.line_of(m.start()) for m in re.finditer("→", source.folded)}
        # The first line that is of no KPI yet.
        self.free = 0

    def _width(self, line: int) -> int:
        return display_width(self.source.span(line).slice(self.source.text))

    @cached_property
    def _wrap(self) -> int:
        lines = range(self.source.count)
        widths = sorted(self._width(line) for line in lines if self.source.is_readable(line))
        return widths[len(widths) * 9 // 10]

    def read(self) -> list[Draft]:
        """Read every KPI."""
        drafts: list[Draft] = []
        line, announced, aimed = 0, -_FAR, -_FAR
        while line < self.source.count:
            if self.readable[line]:
                announced = line if self.source.announces(line) else announced
                aimed = line if _AIMS.search(self.source.line_text(line)) else aimed
                draft, last = self._read_at(line, announced=line - announced < _FAR)
                found = [draft, *self._others(draft)] if draft else []
                unsaid = () if line - aimed < _FAR else (_UNSAID,)
                drafts += [replace(each, doubts=(*each.doubts, *unsaid)) for each in found]
                self.free = last + 1 if draft else self.free
                line = last
            line += 1
        return drafts

    def _others(self, draft: Draft) -> list[Draft]:
        """Read the other KPIs that the lines of one name."""
        lines = [self.source.line_of(span.start) for span in draft.spans]
        others = parts_of(_joined(self.source, [], lines))[1:]
        return [found for part in others if (found := read_text(part, True, True))]

    def _read_at(self, line: int, *, announced: bool) -> tuple[Draft | None, int]:
        """Read the KPI that begins on a line, and tell its last line.

        `announced` tells that the word KPI stands not far above.
        """
        folded = self.source.line_text(line)
        marked = bool(MARK.match(folded))
        cut = self._cut_item(line)
        if not (cut or marked or self._looks(line)):
            return None, line
        nameless = not marked and _ONLY_FIGURE.match(folded)
        before = [line - 1] if nameless and line > self.free else []
        found: Draft | None = None
        first: Draft | None = None
        for lines in self._growing(line):
            text = _joined(self.source, before, lines)
            draft = read_text(text, marked, announced)
            if found:
                longer = draft and self._is_full(lines[-2]) and _is_same(draft, found)
                return (draft, lines[-1]) if longer else (found, lines[-2])
            if draft and self._is_share(line, draft.indicator):
                return None, line
            whole = _is_whole(text.folded)
            if draft and whole:
                found = draft
            elif whole and not marked and "→" in text.folded:
                return None, line
            first = draft if len(lines) == 1 else first
        return (found, lines[-1]) if found else (first, line)

    def _looks(self, line: int) -> bool:
        """Whether a line has what an inline KPI has: a label or an arrow."""
        folded = self.source.line_text(line)
        signs = ":" in folded or "]" in folded or "目標" in folded or _NOTE.search(folded)
        return self._flows(line) or bool(signs and OPENINGS.search(folded))

    def _flows(self, line: int) -> bool:
        below = line + 1 in self.arrows and _FLOWS.match(self.source.line_text(line + 1))
        return line in self.arrows or bool(below)

    def _cut_item(self, line: int) -> int:
        """Return how many lines below an item, whose name is broken, its figures stand."""
        if not BEGINS.match(self.source.line_text(line)):
            return 0
        for below in range(line + 1, min(line + _MOST_NAME_LINES, self.source.count)):
            above, text = self.source.line_text(below - 1), self.source.line_text(below)
            broken = self._is_full(below - 1) or above.count("(") > above.count(")")
            if not broken or not self.readable[below] or BEGINS.match(text) or SHARE.match(text):
                return 0
            if self._looks(below):
                return below - line
        return 0

    def _is_full(self, line: int) -> bool:
        """Whether a line is so long that it may be broken at its end."""
        return self._width(line) * 100 >= self._wrap * _FULL

    def _is_share(self, line: int, name: str) -> bool:
        """Whether a short name is a part of what the item above it says: 全国, 大都市."""
        if len(name) > _LONGEST_SHARE or NAMED.search(name):
            return False
        above = range(line - 1, max(self.free, line - _MOST_NAME_LINES) - 1, -1)
        near = takewhile(lambda at: not self.source.is_blank(at), above)
        return any(BEGINS.match(self.source.line_text(at)) for at in near)

    def _growing(self, line: int) -> Iterator[list[int]]:
        """Yield a line, then with one more line each, as long as they could belong to it."""
        lines = [line]
        yield lines
        for below in range(line + 1, min(line + _MOST_LINES, self.source.count)):
            text = self.source.line_text(below)
            if not self.readable[below] or MARK.match(text) or BEGINS.match(text):
                return
            lines = [*lines, below]
            yield lines


def _is_same(longer: Draft, draft: Draft) -> bool:
    """Whether a draft of one more line is the same, with the end of its last target."""
    one, other = ((d.indicator, d.baseline, len(d.targets)) for d in (longer, draft))
    return one == other


def _joined(source: Source, before: list[int], lines: list[int]) -> InlineText:
    """Close up the lines of a KPI; a name on a line of its own stays apart."""
    spans = [source.span(line) for line in (*before, *lines)]
    gaps = [" " if i < len(before) else "" for i in range(len(spans))]
    parts = list(zip(spans, gaps, strict=True))
    return InlineText(
        "".join(source.folded[span.start : span.end] + gap for span, gap in parts),
        "".join(source.text[span.start : span.end] + gap for span, gap in parts),
        tuple(spans),
    )


def _is_whole(text: str) -> bool:
    """Whether a text does not go on: its brackets are closed and it does not end before a value."""
    closed = all(text.count(a) <= text.count(b) for a, b in ("()", "[]"))
    return closed and not re.search(r"[:→、,\]]\s*$", text)
