"""Heads of tables set with spaces: labels on up to three lines, and the columns below them."""

import re
from collections.abc import Mapping, Sequence

from index.kpi.columns import Head, named_head, tells_of_values
from index.kpi.fragments import (
    GAP,
    Fragment,
    counts_letters,
    fragments,
    merged_ranges,
    parted,
    reaching,
)
from index.kpi.grid import Row
from index.kpi.labels import is_label, name_label
from index.kpi.source import Source, join
from index.kpi.vocabulary import HEAD_HINT, Role

RULE = re.compile(r"[\s─━=\-―—_・*┄┈]{6,}")
# What explains a head on its second line: (評価の年), (参考).
_GLOSS = re.compile(r"[(（\[［][^()（）\[\]［］]{1,10}[)）\]］]")
_ANY_LABEL = re.compile(r"[一-鿿ァ-ヺー々の]{2,6}")
_MOST_HEAD_LINES, _FEW_COLUMNS = 3, 3


def aligned_head(
    source: Source, line: int, stops: frozenset[int]
) -> tuple[list[tuple[int, int]], Head, int] | None:
    """Read an aligned head of up to three lines: its column ranges, roles and next line."""
    if not source.is_readable(line) or line in stops or "\t" in source.line_text(line):
        return None
    span, last = source.span(line), min(line + _MOST_HEAD_LINES, source.count) - 1
    if not HEAD_HINT.search(source.folded, span.start, source.span(last).end):
        return None
    if not GAP.search(source.text, span.start, span.end):
        return None
    lines = [_labels(source, line)]
    if len(lines[0]) < 2:
        return None
    best: tuple[list[tuple[int, int]], Head, int] | None = None
    for following in range(line, min(line + _MOST_HEAD_LINES, source.count)):
        if following > line:
            if not source.is_readable(following) or RULE.fullmatch(source.line_text(following)):
                break
            lines.append(_labels(source, following))
        reach = [reaching(lines[n], lines[n + 1 :]) for n in range(len(lines))]
        narrow = [
            [f for i, f in enumerate(pieces) if i not in wide]
            for pieces, wide in zip(lines, reach, strict=True)
        ]
        ranges = merged_ranges(narrow)
        labels = [
            _on_columns(
                [*pieces, *(Fragment(f.cell, at, at) for at, f in _spread(row, wide))], ranges
            )
            for pieces, row, wide in zip(narrow, lines, reach, strict=True)
        ]
        if _is_head(labels):
            head = named_head(labels, (), 0)
            named = head is not None and head.first(Role.NAME) is not None
            best = (ranges, head, following + 1) if head and named else best
    return best


def _spread(
    pieces: Sequence[Fragment], reach: Mapping[int, Sequence[int]]
) -> list[tuple[int, Fragment]]:
    return [(at, pieces[i]) for i, ends in reach.items() for at in ends]


def _labels(source: Source, line: int) -> list[Fragment]:
    """Return the pieces of a line of a head; where letters count, one space may part labels."""
    pieces = fragments(source, line)
    if not counts_letters(source):
        return pieces
    return [
        part
        for piece in pieces
        for part in (
            parted(source, piece, piece.cell.text.split())
            if any(name_label(word).role for word in piece.cell.text.split())
            else [piece]
        )
    ]


def _is_head(labels: Sequence[Row]) -> bool:
    """Whether the lines hold labels only; one column of several may be called by any word."""
    unknown = []
    for column in zip(*labels, strict=True):
        cells = [
            cell
            for line, cell in enumerate(column)
            if cell and not (line and _GLOSS.fullmatch(cell.text))
        ]
        # 施 above 策: the letters of a label may stand one below the other.
        stacked = all(len(cell.key) == 1 for cell in cells) and is_label(join(cells))
        if not stacked and not all(is_label(cell) or tells_of_values(cell) for cell in cells):
            unknown.append([cell for cell in cells if not is_label(cell)])
    named = len(unknown) == 1 and all(_ANY_LABEL.fullmatch(cell.key) for cell in unknown[0])
    return not unknown or (named and len(labels[0]) > _FEW_COLUMNS)


def _on_columns(pieces: Sequence[Fragment], ranges: Sequence[tuple[int, int]]) -> Row:
    """Put the fragments of a line of the head on the columns."""
    cells = [[p.cell for p in pieces if left <= p.left < right] for left, right in ranges]
    return tuple(join(parts) for parts in cells)
