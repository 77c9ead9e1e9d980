"""The part of a document to quote: whole sentences around the best one, short enough to read."""

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Final

from index.domain import Span

QUOTE_LIMIT: Final = 400
_SHORT: Final = 60
_ENOUGH: Final = 260
_END: Final = re.compile(
    r"[。！？!?][」』）)〕]*|\n{2,}"
    r"|\n(?=\s*(?:[-*•●○◎■□◆◇▪・※＊⑴-⒇①-⑳]|[（(]?\d{1,2}[)）.]|\n|$))"
)
_RUN_ON: Final = re.compile(
    r"[ \u3000](?=[【■●○◎◆※①-⑳]|[(（]\d{1,2}[)）]\S|\d{1,2}[ \u3000][^\s\d])"
)
"""Where what is too long for a sentence goes on with something else, as tables in one line do."""
_PAUSE: Final = re.compile(r"[、，,;；\t ](?![\d０-９])")
_WITHIN_FIGURE: Final = re.compile(r"[\d０-９,.，．△▲][\d０-９,.，．百千万億兆%％]")
_ROW_END: Final = re.compile(r"\n")


def folded_length(text: str) -> int:
    """Count the characters that are shown: runs of white space are one blank."""
    return len(" ".join(text.split()))


@lru_cache(maxsize=1 << 14)
def sentences(text: str, span: Span) -> tuple[Span, ...]:
    """Part a span of a text into sentences, list items and table rows.

    >>> [s.slice("一つ。二つ\\n・三") for s in sentences("一つ。二つ\\n・三", Span(0, 9))]
    ['一つ。', '二つ', '・三']
    """
    piece = span.slice(text)
    end = _ROW_END if "\t" in piece or "|" in piece else _END
    cuts = [m.end() for m in end.finditer(piece)]
    long = [(a, b) for a, b in pairwise([0, *cuts, len(piece)]) if b - a > QUOTE_LIMIT]
    cuts = sorted([*cuts, *(m.end() for a, b in long for m in _RUN_ON.finditer(piece, a, b))])
    found = []
    for start, stop in zip([0, *cuts], [*cuts, len(piece)], strict=True):
        part = piece[start:stop]
        if part.strip():
            left = start + len(part) - len(part.lstrip())
            right = start + len(part.rstrip())
            found.append(Span(span.start + left, span.start + right))
    return tuple(found)


def window(
    text: str,
    passage: Span,
    section: Span,
    score: Callable[[Span], float],
) -> tuple[Span, Span]:
    """Return what to quote of a passage and the sentence in it that answers best.

    A passage within the limit is quoted whole; a very short one with what follows in its section.
    """
    parts = sentences(text, passage)
    if not parts:
        return passage, passage
    scores = [score(part) for part in parts]
    best = max(range(len(parts)), key=lambda i: (scores[i], -i))
    if folded_length(passage.slice(text)) <= QUOTE_LIMIT:
        return _extended(text, passage, section), parts[best]
    return _around(text, parts, scores, best), parts[best]


def _around(text: str, parts: Sequence[Span], scores: Sequence[float], best: int) -> Span:
    """Grow from the best sentence towards the better neighbour while it fits."""
    first = last = best
    while True:
        options = []
        if first > 0:
            options.append((scores[first - 1], first - 1, last))
        if last + 1 < len(parts):
            options.append((scores[last + 1] + 1e-6, first, last + 1))
        fits = [
            option
            for option in options
            if folded_length(text[parts[option[1]].start : parts[option[2]].end]) <= QUOTE_LIMIT
        ]
        if not fits:
            break
        _, first, last = max(fits)
    span = Span(parts[first].start, parts[last].end)
    return span if folded_length(span.slice(text)) <= QUOTE_LIMIT else _clipped(text, span)


def _clipped(text: str, span: Span) -> Span:
    """Cut a sentence that is too long after a comma, a blank or a tab; never within a figure."""
    least, end = span.start + QUOTE_LIMIT // 2, min(span.end, span.start + QUOTE_LIMIT)
    # One letter more: what stands behind a comma says whether it is one of a figure.
    pauses = [p.end() for p in _PAUSE.finditer(text, least, end + 1) if p.end() <= end]
    return Span(span.start, pauses[-1] if pauses else outside_figure(text, end, least))


def outside_figure(text: str, end: int, least: int) -> int:
    """Return where to cut a text, at `end` or before the figure that stands there.

    >>> outside_figure("約1,200人", 3, 0), outside_figure("約1,200人", 6, 0)
    (1, 6)
    """
    while end > least and _WITHIN_FIGURE.fullmatch(text[end - 1 : end + 1]):
        end -= 1
    return end


def _extended(text: str, passage: Span, section: Span) -> Span:
    """Take in what follows a very short passage, up to the end of its section."""
    if folded_length(passage.slice(text)) >= _SHORT:
        return passage
    following = sentences(text, Span(passage.end, max(passage.end, section.end)))
    end = passage.end
    for part in following:
        if folded_length(text[passage.start : part.end]) > _ENOUGH:
            break
        end = part.end
    return Span(passage.start, end)
