"""Joining broken cells: which lines of a table without rules make up one row."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from index.kpi.source import EMPTY, Printed, join

# How far the line with the figures stands from where the style says, per line.
_OFF_STYLE, _SHORT_LINE, _OPEN_BRACKET, _BAD_START, _NO_NAME = 2.0, 1.5, 4.0, 2.0, 99.0
_LOWER_MIDDLE, _BAD_END, _TOLD = 0.3, 2.0, 1.5
_SLACK = 4
# A name does not end in a particle.
_GOES_ON = re.compile(
    r"(?<!も)の$|[をがにとでへや・、（(「『]$|(?:した|する|ための?|及び|または|又は|における)$"
)
_WHOLE = re.compile(r"(?:数|率|額|量|割合|面積|件|[)）])$")
_LATE_START = re.compile(
    r"[（(）)」』、。・ーぁぃぅぇぉっゃゅょァィゥェォッャュョ]|(?:以上|以下|未満|以内)"
)
_MOST_LINES = 9
_STYLES = ("bottom", "top", "middle")


@dataclass(frozen=True, slots=True)
class Strip:
    """A line of a table: its cells by column, its piece of the name, and if it has the figures."""

    line: int
    cells: tuple[tuple[int, Printed], ...]
    name: Printed = EMPTY
    has_values: bool = False


def display_width(text: str) -> int:
    """Return the width in half-width columns.

    >>> display_width("ＢＯＤ値 5")
    10
    """
    return sum(2 if unicodedata.east_asian_width(c) in "WFA" else 1 for c in text)


def group_rows(strips: Sequence[Strip], cut_off: float) -> list[list[Strip]]:
    """Part the lines into rows, each with the figures of one line, so that the names read best.

    A wrapped name fills its lines but the last; the figures stand at the first, the middle or the
    last line of their rows, in one table always in the same way. `cut_off` is the price of a line
    at an end that is left out of the table.
    """
    at = [i for i, strip in enumerate(strips) if strip.has_values]
    if not at:
        return []
    width = max((display_width(s.name.text) for s in strips if s.name), default=0)
    best = min(
        (_best(strips, at, (width, style, cut_off)) for style in _STYLES),
        key=lambda found: found[0],
    )
    return [list(strips[first : last + 1]) for first, last in best[1]]


Bounds = tuple[tuple[int, int], ...]


def _best(
    strips: Sequence[Strip], at: Sequence[int], setting: tuple[int, str, float]
) -> tuple[float, Bounds]:
    """Choose, row after row, where each ends; the state is the first line of the next row."""
    width, style, cut_off = setting
    states: dict[int, tuple[float, Bounds]] = {}
    for first in range(max(0, at[0] - _MOST_LINES + 1), at[0] + 1):
        states[first] = (cut_off * first, ())
    for value, following in pairwise([*at, len(strips)]):
        ended: dict[int, tuple[float, Bounds]] = {}
        for first, (cost, bounds) in states.items():
            for last in range(value, min(following, first + _MOST_LINES)):
                total = cost + _cost(strips[first : last + 1], value - first, width, style)
                starts = [last + 1] if following < len(strips) else [len(strips)]
                spare = 0 if following < len(strips) else len(strips) - 1 - last
                total += cut_off * spare
                for start in starts:
                    if start not in ended or total < ended[start][0]:
                        ended[start] = (total, (*bounds, (first, last)))
        states = ended or {following: (1e9, ())}
    return min(states.values(), key=lambda state: state[0])


def _cost(row: Sequence[Strip], value: int, width: int, style: str) -> float:
    names = [strip.name.text for strip in row if strip.name]
    if not names:
        return _NO_NAME
    expected = {"top": 0.0, "middle": (len(row) - 1) / 2, "bottom": len(row) - 1.0}[style]
    off = max(0.0, abs(value - expected) - (0.5 if style == "middle" else 0.0))
    # Between two middle lines the figures are printed with the upper one.
    cost = _OFF_STYLE * off + (_LOWER_MIDDLE if value > expected else 0.0)
    cost += sum(
        _SHORT_LINE
        for name in names[:-1]
        if display_width(name) < width - _SLACK and not _GOES_ON.search(name)
    )
    cost += _BAD_END if _GOES_ON.search(names[-1]) else 0.0
    # What reads as a whole name before the figures does not go on behind them.
    told = "".join(strip.name.text for strip in row[: value + 1])
    after = "".join(strip.name.text for strip in row[value + 1 :])
    cost += _TOLD if after and after[0] not in "（(" and _WHOLE.search(told) else 0.0
    text = told + after
    opened = sum(text.count(c) for c in "（(「『") - sum(text.count(c) for c in "）)」』")
    return cost + _OPEN_BRACKET * abs(opened) + (_BAD_START if _LATE_START.match(text) else 0)


def joined_row(row: Sequence[Strip], width: int) -> tuple[Printed, ...]:
    """Join the cells of the lines of one row, column by column."""
    columns: list[list[Printed]] = [[] for _ in range(width)]
    for strip in row:
        for column, cell in strip.cells:
            columns[column].append(cell)
    return tuple(join(cells) for cells in columns)
