"""Pieces of a line between gaps, and the columns that they stand in."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.kpi.broken import display_width
from index.kpi.source import Printed, Source

GAP = re.compile(r"[ \t\f]{2,}|(?<=[)）])[ \f](?=[(（])|[ \t\f]?\u3000[ \t\f\u3000]*|[ \t\f]\u3000")


@dataclass(frozen=True, slots=True)
class Fragment:
    """A piece of a line between gaps; `left` and `right` are display columns."""

    cell: Printed
    left: int
    right: int


def fragments(source: Source, line: int) -> list[Fragment]:
    """Cut a line at its gaps; letters spaced out over a heading stay one word."""
    end = source.span(line).end
    text = source.text[source.starts[line] : end].lstrip("\f\ufeff")
    start = end - len(text)
    found: list[Fragment] = []
    at = width = column = measured = 0
    for gap in [*GAP.finditer(text), None]:
        stop = gap.start() if gap else len(text)
        cell = source.printed(start + at, start + stop)
        if cell:
            begins = cell.spans[0].start - start
            column, measured = column + display_width(text[measured:begins]), begins
            piece = Fragment(cell, column, column + display_width(cell.text))
            between = text[at - width : at] if found else ""
            if _is_spaced(found[-1].cell.text if found else "", between, cell.text):
                word = found[-1].cell
                spaced = Printed(word.text + cell.text, word.spans + cell.spans)
                found[-1] = Fragment(spaced, found[-1].left, piece.right)
            else:
                found.append(piece)
        at, width = (gap.end(), len(gap.group())) if gap else (stop, 0)
    return found


def _is_spaced(word: str, gap: str, letter: str) -> bool:
    """Whether a letter goes on a word that is spaced out: 目　標　値."""
    letters = re.fullmatch(r"[一-鿿々]{1,4}", word) and re.fullmatch(r"[一-鿿々]", letter)
    return bool(letters) and not gap.strip("\u3000")


def merged_ranges(lines: Sequence[Sequence[Fragment]]) -> list[tuple[int, int]]:
    """Merge the ranges of the fragments of a head that stand over one another."""
    columns: list[tuple[int, int]] = []
    for fragment in (f for line in lines for f in line):
        over = [c for c in columns if c[0] < fragment.right and fragment.left < c[1]]
        rest = [c for c in columns if c not in over]
        left = min([fragment.left, *(c[0] for c in over)])
        right = max([fragment.right, *(c[1] for c in over)])
        columns = sorted([*rest, (left, right)])
    return columns


def nearest_range(fragment: Fragment, ranges: Sequence[tuple[int, int]]) -> int:
    """Return the column a fragment stands in: the most overlap, else the nearest."""

    def distance(column: int) -> tuple[int, int]:
        left, right = ranges[column]
        overlap = min(fragment.right, right) - max(fragment.left, left)
        return (-overlap, abs(fragment.left - left))

    return min(range(len(ranges)), key=distance)
