"""KPIs in running lines: where each begins, and which lines belong to it."""

import re
from collections.abc import Iterator

from index.domain import Span
from index.kpi.inlinetext import BEGINS, MARK, OPENINGS, YEAR, InlineText, read_text
from index.kpi.names import is_name
from index.kpi.rows import Draft
from index.kpi.source import Source, squeeze
from index.kpi.vocabulary import HEAD_HINT, KPI_WORDS

# A line that begins with a figure and an arrow has its name on the line above.
_ONLY_FIGURE = re.compile(
    rf"[\s・○●◎■□◆◇]*(?:約|延べ|累計|年間|月平均|各|全)*[△-]?\d[^\s()→:]{{0,12}}\s*(?:\({YEAR}\))?\s*→"
)
_FLOWS = re.compile(r"[\s　]*→")
_EDGES = " \t\u3000・○●◎■□◆◇*-"
_MOST_LINES, _MOST_BLANKS = 5, 4
# How many lines below the word KPI a line without years is still taken for one.
_FAR = 40


def read_inline(source: Source, taken: frozenset[int]) -> list[Draft]:
    """Read every inline KPI whose lines are not taken yet."""
    drafts: list[Draft] = []
    line, free, announced = 0, 0, -_FAR
    while line < source.count:
        if not source.is_readable(line) or line in taken:
            line += 1
            continue
        if KPI_WORDS.search(squeeze(source.line_text(line))):
            announced = line
        draft, last = _read_at(source, line, free, taken, line - announced < _FAR)
        drafts += [draft] if draft else []
        free = last + 1 if draft else free
        line = last + 1 if draft else line + 1
    return drafts


def _read_at(
    source: Source, line: int, free: int, taken: frozenset[int], announced: bool
) -> tuple[Draft | None, int]:
    """Read the KPI that begins on a line; lines from `free` on before it may hold its name."""
    folded = source.line_text(line)
    labelled = ")" in folded and bool(HEAD_HINT.search(folded))
    flows = "→" in folded or (line + 1 < source.count and _FLOWS.match(source.line_text(line + 1)))
    if not (":" in folded or flows or labelled or "]" in folded):
        return None, line
    marked = bool(MARK.match(folded))
    opening = OPENINGS.search(folded)
    if not marked and not flows and opening is None:
        return None, line
    before: list[int] = []
    nameless = opening and not folded[: opening.start()].strip(_EDGES)
    nameless = nameless or (opening is None and bool(_ONLY_FIGURE.match(folded)))
    if nameless and not marked:
        above = line - 1
        named = above >= free and above not in taken and source.is_readable(above)
        if not named or not is_name(source.printed(*_ends(source.span(above))).text):
            return None, line
        before = [above]
    cut: Draft | None = None
    for lines in _growing(source, line, taken):
        text = _joined(source, before, lines)
        draft = read_text(text, marked, announced)
        waits = marked or (flows and "→" not in text.folded)
        if _is_whole(text.folded) and (draft or not waits):
            return draft, lines[-1]
        cut = draft if len(lines) == 1 else cut
    return cut, line


def _ends(span: Span) -> tuple[int, int]:
    return span.start, span.end


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
    return text.count("(") <= text.count(")") and not re.search(r"[:→、,]\s*$", text)
