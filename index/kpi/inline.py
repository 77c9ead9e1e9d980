"""KPIs in running lines: where each begins, and which lines belong to it."""

import re
from collections.abc import Iterator
from dataclasses import replace
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
from index.kpi.names import is_name
from index.kpi.source import Source
from index.kpi.vocabulary import HEAD_HINT, SHARE

# A line that begins with a figure and an arrow has its name on the line above.
_ONLY_FIGURE = re.compile(
    rf"[\s・○●◎■□◆◇]*(?:約|延べ|累計|年間|月平均|各|全)*[△-]?\d[^\s()→:]{{0,12}}\s*(?:\({YEAR}\))?\s*→"
)
_FLOWS = re.compile(r"[\s　]*→")
_EDGES = " \t\u3000・○●◎■□◆◇*-"
_MOST_LINES, _MOST_BLANKS, _MOST_NAME_LINES = 5, 4, 3
# How much of the width a line has, in per cent, that is broken at its end.
_FULL = 85
# The name of another KPI, whose figures stand on the next line.
_DANGLING = re.compile(r"\)\s*,\s*[^\d():,→]{3,40}$")
_LONGEST_END, _LONGEST_SHARE = 6, 4
# Without a word of these not far above an arrow may tell of the past.
_AIMS = re.compile(r"目\s*標|指\s*標|めざ|目指|K\s*[PG]\s*I|ＫＰＩ|検証")
_UNSAID = "近くに「目標」「指標」の語がない"
# How many lines below the word KPI a line without years is still taken for one.
_FAR = 40


def read_inline(source: Source, taken: frozenset[int]) -> list[Draft]:
    """Read every inline KPI whose lines are not taken yet."""
    drafts: list[Draft] = []
    line, free, announced, aimed = 0, 0, -_FAR, -_FAR
    wrap = _wrap(source)
    while line < source.count:
        if not source.is_readable(line) or line in taken:
            line += 1
            continue
        if source.announces(line):
            announced = line
        if _AIMS.search(source.line_text(line)):
            aimed = line
        draft, last = _read_at(source, line, free, taken, (line - announced < _FAR, wrap))
        found = [draft, *_others(source, draft)] if draft else []
        unsaid = () if line - aimed < _FAR else (_UNSAID,)
        drafts += [replace(each, doubts=(*each.doubts, *unsaid)) for each in found]
        free = last + 1 if draft else free
        line = last + 1
    return drafts


def _others(source: Source, draft: Draft) -> list[Draft]:
    """Read the other KPIs that the lines of one name."""
    folded, printed = (
        "".join(text[span.start : span.end] for span in draft.spans)
        for text in (source.folded, source.text)
    )
    others = parts_of(InlineText(folded, printed, draft.spans))[1:]
    return [found for part in others if (found := read_text(part, True, True))]


def _wrap(source: Source) -> int:
    """Return the width at which most long lines of a document are broken."""
    spans = (source.span(line) for line in range(source.count) if source.is_readable(line))
    widths = sorted(display_width(source.text[s.start : s.end]) for s in spans)
    return widths[len(widths) * 9 // 10] if widths else 0


def _read_at(
    source: Source, line: int, free: int, taken: frozenset[int], setting: tuple[bool, int]
) -> tuple[Draft | None, int]:
    """Read the KPI that begins on a line, and tell its last line.

    Lines from `free` on before it may hold its name. `setting` tells whether the word KPI stands
    not far above, and at which width lines are broken.
    """
    announced, wrap = setting
    folded = source.line_text(line)
    marked = bool(MARK.match(folded))
    cut = _cut_item(source, line, taken, wrap)
    if not (cut or marked or _looks(source, line)):
        return None, line
    opening = OPENINGS.search(folded)
    before: list[int] = []
    nameless = opening and not folded[: opening.start()].strip(_EDGES)
    nameless = nameless or (opening is None and bool(_ONLY_FIGURE.match(folded)))
    if nameless and not marked:
        above = line - 1
        named = above >= free and above not in taken and source.is_readable(above)
        if not named or not is_name(source.cell(above).text):
            return None, line
        before = [above]
    found: tuple[Draft, list[int]] | None = None
    first: Draft | None = None
    for lines in _growing(source, line, taken):
        text = _joined(source, before, lines)
        draft = read_text(text, marked, announced)
        if found:
            runs_on = lines[-1] == lines[-2] + 1 and _is_full(source, lines[-2], wrap)
            longer = draft and runs_on and _completes(draft, found[0])
            return (draft, lines[-1]) if longer else (found[0], found[1][-1])
        waits = marked or cut >= len(lines) or (_flows(source, line) and "→" not in text.folded)
        if draft and _is_share(source, line, free, draft.indicator):
            return None, line
        if draft and _is_whole(text.folded):
            found = draft, lines
        elif _is_whole(text.folded) and not waits:
            return None, line
        first = draft if len(lines) == 1 else first
    if found:
        return found[0], found[1][-1]
    return first, line + (cut if first is None else 0)


def _looks(source: Source, line: int) -> bool:
    """Whether a line has what an inline KPI has: a label or an arrow."""
    folded = source.line_text(line)
    labelled = ")" in folded and bool(HEAD_HINT.search(folded))
    flows = _flows(source, line)
    signs = ":" in folded or flows or labelled or "]" in folded or "目標" in folded
    return bool(signs and (flows or OPENINGS.search(folded)))


def _flows(source: Source, line: int) -> bool:
    following = line + 1 < source.count and _FLOWS.match(source.line_text(line + 1))
    return "→" in source.line_text(line) or bool(following)


def _cut_item(source: Source, line: int, taken: frozenset[int], wrap: int) -> int:
    """Return how many lines below an item of a list its figures stand, as its name is broken."""
    if not BEGINS.match(source.line_text(line)) or _looks(source, line):
        return 0
    for below in range(line + 1, min(line + _MOST_NAME_LINES, source.count)):
        above, text = source.line_text(below - 1), source.line_text(below)
        full = _is_full(source, below - 1, wrap) or above.count("(") > above.count(")")
        readable = below not in taken and source.is_readable(below)
        if not full or not readable or BEGINS.match(text) or SHARE.match(text):
            return 0
        if _looks(source, below):
            return below - line
    return 0


def _is_full(source: Source, line: int, wrap: int) -> bool:
    """Whether a line is so long that it may be broken at its end."""
    return display_width(source.span(line).slice(source.text)) * 100 >= wrap * _FULL


def _is_share(source: Source, line: int, free: int, name: str) -> bool:
    """Whether a short name is a part of what the item above it says: 全国, 大都市."""
    if len(name) > _LONGEST_SHARE or NAMED.search(name) or BEGINS.match(source.line_text(line)):
        return False
    above = range(line - 1, max(free, line - _MOST_NAME_LINES) - 1, -1)
    near = takewhile(lambda at: not source.is_blank(at), above)
    return any(BEGINS.match(source.line_text(at)) for at in near)


def _completes(longer: Draft, draft: Draft) -> bool:
    """Whether a draft of one more line is the same, with the end of its last target."""
    if (longer.indicator, longer.baseline) != (draft.indicator, draft.baseline):
        return False
    pairs = list(zip(longer.targets, draft.targets, strict=False))
    same = len(longer.targets) == len(draft.targets) > 0 and pairs[:-1] == [
        (target, target) for target in draft.targets[:-1]
    ]
    more = longer.targets[-1].text.removeprefix(draft.targets[-1].text)
    return same and len(more) <= _LONGEST_END


def _growing(source: Source, line: int, taken: frozenset[int]) -> Iterator[list[int]]:
    """Yield a line, then with one more line each, as long as they could belong to it."""
    lines = [line]
    yield lines
    for following in range(line + 1, source.count):
        if following - lines[-1] > _MOST_BLANKS or len(lines) == _MOST_LINES:
            return
        if source.is_blank(following) or following in source.furniture:
            continue
        text = source.line_text(following)
        begins = MARK.match(text) or BEGINS.match(text)
        if following in taken or not source.is_readable(following) or begins:
            return
        lines = [*lines, following]
        yield lines


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
    dangles = _DANGLING.search(text)
    closed = not dangles and all(text.count(a) <= text.count(b) for a, b in ("()", "[]"))
    return closed and not re.search(r"[:→、,\]]\s*$", text)
