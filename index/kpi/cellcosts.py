"""What it costs to take some lines for a cell: of how its lines are filled, and how it reads."""

import re
from collections.abc import Sequence
from itertools import pairwise

from index.kpi.broken import GOES_ON, LATE_START, WHOLE
from index.kpi.cellrows import Cell
from index.quantities import fold_same_length

OPEN, BAD = 4.0, 2.0
_SHORT, _BLANK, _WIDE, SLACK = 3.0, 3.0, 2.0, 4
_BRACKETS = re.compile(r"[(（][^()（）]*[)）]$")


def wrapped(cells: Sequence[Cell], width: int, free: int = 0, wide: float = _WIDE) -> float:
    """Return what it costs to take lines for one wrapped cell, or for `free` more than one."""
    narrow = [cell for cell in cells[:-1] if cell.width < width - SLACK]
    # A line that is half empty is broken by nobody, though its words go on.
    short = sum(2 * c.width < width or not GOES_ON.search(c.printed.text) for c in narrow)
    over = sum(cell.width > width + 1 for cell in cells)
    return _SHORT * max(0, short - free) + wide * over + _BLANK * sum(c.apart for c in cells[1:])


def of_text(text: str) -> float:
    folded = fold_same_length(text)
    unclosed = sum(abs(folded.count(a) - folded.count(b)) for a, b in ("()", "「」"))
    ends = bool(GOES_ON.search(text)) + bool(LATE_START.match(text))
    return OPEN * unclosed + BAD * ends


def of_groups(cells: Sequence[Cell], width: int) -> float:
    """Return what it costs to take lines for cells of groups; blank lines part them."""
    cuts = [0, *(n for n, cell in enumerate(cells) if n and cell.apart), len(cells)]
    return sum(wrapped(cells[a:b], width) for a, b in pairwise(cuts))


def names_one(cells: Sequence[Cell]) -> bool:
    """Whether what may be of other columns ends as names do: it may be that of the next rows."""
    return any(WHOLE.search(_BRACKETS.sub("", cell.printed.text)) for cell in cells)
