"""KPIs in running lines: where each begins, and which lines belong to it."""

import re
from collections.abc import Collection, Iterator
from dataclasses import replace
from functools import cached_property
from itertools import takewhile

from index.kpi.aims import is_aimed_at
from index.kpi.broken import display_width
from index.kpi.drafts import Draft
from index.kpi.formlabels import is_cut, label_of, names
from index.kpi.fragments import flows
from index.kpi.inlinetext import (
    BEGINS,
    DATED,
    MARK,
    NAMED,
    NEXT_KPI,
    OPENINGS,
    YEAR,
    InlineText,
    read_text,
)
from index.kpi.source import Source
from index.kpi.terms import begins
from index.kpi.vocabulary import BULLETS, HEAD_HINT, LEADS, SHARE, Role
from index.quantities import PERIOD

# A line that begins with a figure and an arrow has its name on the line above.
_ONLY_FIGURE = re.compile(
    rf"[\s{BULLETS}]*(?:(?:{PERIOD.pattern})\s+)?(?:{LEADS})*[△-]?\d[^\s()→:]{{0,12}}\s*(?:\({YEAR}\))?\s*→"
)
_MARKDOWN = re.compile(r"\*\*|\\$")
# 名（A → B）: what stands in the brackets is said of the name.
_BOXED_ARROW = re.compile(r"[^→]*?(?P<open>\()(?:[^()→]|\([^()]*\))*→.*(?P<close>\))\s*")
# Of the item of a list that the figures below a name are.
_BULLET = re.compile(rf"[{BULLETS}\-]+(?=[^\d{BULLETS}\-])")
_NUMBERED = re.compile(r"\s*\(\d{1,2}\)\S")
_LED = re.compile(r"→\s*$")  # to what follows
_FLOWS = re.compile(r"[\s　]*→")
EDGES = f" \t\u3000-{BULLETS}"
_MOST_LINES, _MOST_NAME_LINES, _LONGEST_SHARE = 5, 3, 4
_FULL = 85  # per cent of the width: so much a line has that is broken at its end
# Without a word of these not far above an arrow may tell of the past.
_AIMS = re.compile(r"目\s*標|指\s*標|めざ|目指|K\s*[PG]\s*I|ＫＰＩ|検証")
# What heads changes that are past; 前期目標の達成状況 too.
_PAST = re.compile(
    r"[^\d。]{0,8}(?:達成状況|これまで|推移|実績|前期|前回|前計画|旧計画)[^\d。]{0,8}"
)
_UNSAID = "近くに「目標」「指標」の語がない"
# How many lines below the word KPI a line without years is still taken for one.
_FAR = 40


def read_inline(source: Source, taken: frozenset[int], years: Collection[int] = ()) -> list[Draft]:
    """Read every inline KPI whose lines are not taken yet; `years` are those of other targets."""
    return _Lines(source, taken, years).read()


class _Lines:
    """The lines that no other reader has taken, and the width at which most of them are broken."""

    def __init__(self, source: Source, taken: frozenset[int], years: Collection[int]) -> None:
        self.source = source
        self.years = years
        self.begun = begins(source)
        self.readable = [source.is_readable(n) and n not in taken for n in range(source.count)]
        self.arrows = {n for n in range(source.count) if flows(source.line_text(n))}
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
        line, announced, aimed, past = 0, -_FAR, -_FAR, False
        while line < self.source.count:
            if self.readable[line]:
                announced = line if self.source.announces(line) else announced
                aimed = line if _AIMS.search(self.source.line_text(line)) else aimed
                past = self._is_past(line, past=past)
                draft, last = self._read_at(line, announced=line - announced < _FAR)
                found = [draft, *self._others(draft)] if draft and not past else []
                found = [each for each in found if self._is_aim(each)]
                unsaid = () if line - aimed < _FAR else (_UNSAID,)
                drafts += [replace(each, doubts=(*each.doubts, *unsaid)) for each in found]
                self.free = last + 1 if draft else self.free
                line = last
            line += 1
        return drafts

    def _is_past(self, line: int, *, past: bool) -> bool:
        """Whether what stands below a line tells of changes that are past, as it did above it."""
        text = self.source.line_text(line).strip()
        if _PAST.fullmatch(text) and (text.endswith("状況") or not _AIMS.search(text)):
            return True
        return past and not (_AIMS.search(text) or self.source.is_blank(line - 1))

    def _is_aim(self, draft: Draft) -> bool:
        """Whether a KPI says that it is one, or ends in a year that the plan aims at."""
        said = any(_AIMS.search(self.source.folded, s.start, s.end) for s in draft.spans)
        return said or is_aimed_at(draft, self.begun, self.years)

    def _others(self, draft: Draft) -> list[Draft]:
        """Read the other KPIs that the lines of one name."""
        lines = [self.source.line_of(span.start) for span in draft.spans]
        others = _parts_of(joined(self.source, [], lines))[1:]
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
        before = []
        if not marked and _is_nameless(folded):
            above = self._named_above(line)
            if above is None:
                return None, line
            before = [above]
        found: Draft | None = None
        first: Draft | None = None
        for lines in self._growing(line):
            text = joined(self.source, before, lines)
            draft = read_text(_parts_of(text)[0], marked, announced)
            if found:
                longer = draft and self._is_full(lines[-2]) and _completes(draft, found)
                return (draft, lines[-1]) if longer else (found, lines[-2])
            if draft and self._is_share(line, draft.indicator):
                return None, line
            waits = marked or cut >= len(lines) or (self._flows(line) and "→" not in text.folded)
            if draft and _is_whole(text.folded):
                found = draft
            elif _is_whole(text.folded) and not waits:
                return None, line
            first = draft if len(lines) == 1 else first
        return (found, lines[-1]) if found else (first, line)

    def _named_above(self, line: int) -> int | None:
        """Return the line above that may name what a line says; one of a unit is passed over."""
        for above in range(line - 1, max(self.free, line - 2) - 1, -1):
            label = label_of(self.source.cell(above).text)
            role = label.role if label else Role.NAME
            if not self.readable[above] or role not in (Role.NAME, Role.UNIT):
                return None
            if role is Role.NAME:
                return None if is_cut(self.source, above) else above
        return None

    def _looks(self, line: int) -> bool:
        """Whether a line has what an inline KPI has: a label or an arrow."""
        folded = self.source.line_text(line)
        labelled = ")" in folded and bool(HEAD_HINT.search(folded))
        signs = ":" in folded or labelled or "]" in folded or "目標" in folded
        dated = labelled and "目標" in folded and DATED.search(folded)
        said = signs and bool(dated or OPENINGS.search(folded))
        return self._flows(line) or said

    def _flows(self, line: int) -> bool:
        below = line + 1 in self.arrows and _FLOWS.match(self.source.line_text(line + 1))
        return line in self.arrows or bool(below)

    def _cut_item(self, line: int) -> int:
        """Return how many lines below an item, whose name is broken, its figures stand."""
        if not BEGINS.match(self.source.line_text(line)):
            return 0
        below = range(line + 1, min(line + _MOST_NAME_LINES, self.source.count))
        last = next(filter(self._looks, below), line)
        return last - line if all(map(self._reads_on, below[: last - line])) else 0

    def _reads_on(self, line: int) -> bool:
        """Whether a line may go on with a name that the end of the line above it has broken."""
        above, text = self.source.line_text(line - 1), self.source.line_text(line)
        if not self.readable[line] or BEGINS.match(text) or SHARE.match(text):
            return False
        return above.count("(") > above.count(")") or self._is_full(line - 1)

    def _is_full(self, line: int) -> bool:
        """Whether a line is so long that it may be broken at its end."""
        return self._width(line) * 100 >= self._wrap * _FULL

    def _is_share(self, line: int, name: str) -> bool:
        """Whether a short name is a part of what the item above it says: 全国, 大都市."""
        if len(name) > _LONGEST_SHARE or NAMED.search(name):
            return False
        above = range(line - 1, max(self.free, line - _MOST_NAME_LINES) - 1, -1)
        near = takewhile(lambda at: not self.source.is_blank(at), above)
        return any(
            BEGINS.match(self.source.line_text(at)) or names(self.source.cell(at)) for at in near
        )

    def _growing(self, line: int) -> Iterator[list[int]]:
        """Yield a line, then with one more line each, as long as they could belong to it."""
        lines = [line]
        yield lines
        for below in range(line + 1, min(line + _MOST_LINES, self.source.count)):
            if self.source.is_blank(below) and _LED.search(self.source.line_text(lines[-1])):
                continue
            text = self.source.line_text(below)
            if not self.readable[below] or any(m.match(text) for m in (MARK, BEGINS, _NUMBERED)):
                return
            lines = [*lines, below]
            yield lines


def _is_nameless(folded: str) -> bool:
    """Whether a line begins with a label or a figure, so that its name stands above it."""
    opening = OPENINGS.search(folded)
    if opening:
        return not folded[: opening.start()].strip(EDGES)
    return bool(_ONLY_FIGURE.match(folded))


def _completes(longer: Draft, draft: Draft) -> bool:
    """Whether a draft of one more line is the same, with the end of its last target."""
    same = (longer.indicator, longer.baseline) == (draft.indicator, draft.baseline)
    same = same and len(longer.targets) == len(draft.targets)
    # Behind the year of a target nothing of it follows.
    pairs = zip(longer.targets, draft.targets, strict=False)
    return same and all(b.period in (None, a.period) for a, b in pairs)


def joined(source: Source, before: list[int], lines: list[int]) -> InlineText:
    """Close up the lines of a KPI; a name on a line of its own stays apart.

    The stars of Markdown's bold are none of it, nor is the stroke of its line break.
    """
    spans = [source.span(line) for line in (*before, *lines)]
    parts = [(span, " " * (i < len(before))) for i, span in enumerate(spans)]
    folded, printed = (
        "".join(
            _MARKDOWN.sub(lambda mark: " " * len(mark[0]), text[a.start : a.end]) + gap
            for a, gap in parts
        )
        for text in (source.folded, source.text)
    )
    if "→" in folded:  # A drawn arrow has but one letter, ▶▶▶.
        pairs = zip(folded, printed, strict=True)
        printed = "".join(p if f != " " or p.isspace() else f for f, p in pairs)
    text = InlineText(folded, printed, tuple(spans))
    begun = sum(span.end - span.start + 1 for span in spans[: len(before)])
    if before and (bullet := _BULLET.match(folded, begun)):
        text = text.blanked(*bullet.span())
    boxed = _BOXED_ARROW.fullmatch(folded)
    for at in (boxed.start("open"), boxed.start("close")) if boxed else ():
        text = text.blanked(at, at + 1)
    return text


def _parts_of(text: InlineText) -> list[InlineText]:
    """Part a text that names several KPIs, each with its years: 甲(年):1(年:2)、乙(年):3(年:4)."""
    edges = [0, *(edge for m in NEXT_KPI.finditer(text.folded) for edge in m.span())]
    pairs = zip(edges[::2], [*edges[1::2], len(text.folded)], strict=True)
    return [InlineText(text.folded[a:b], text.printed[a:b], text.spans) for a, b in pairs]


def _is_whole(text: str) -> bool:
    """Whether a text does not go on: its brackets are closed and it does not end before a value."""
    closed = all(text.count(a) <= text.count(b) for a, b in ("()", "[]"))
    return closed and not re.search(r"[:→、,\]]\s*$", text)
