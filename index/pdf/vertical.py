"""Lines of a PDF page that are written from top to foot."""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from index.pdf.chars import Char

WIDE: Final = re.compile(r"[々〇ぁ-ヿ一-鿿！-～、。「」（）]")
_SOLID, _LEVEL = 1.2, 0.4
"""How far below each other the two letters of a vertical word stand, and those of one row."""

Line = tuple[str, list[Char]]


def vertical_of(chars: Sequence[Char]) -> tuple[list[Line], list[Char]]:
    """Take out the lines that are written from top to foot: each character is drawn below another.

    Lines of one text stand from right to left; they make one.
    """
    lines: list[Line] = []
    rest = [char for char in chars if not char["text"].strip()]
    runs: list[list[Char]] = [[]]
    for char in (char for char in chars if char["text"].strip()):
        if runs[-1] and not _goes_down(runs[-1], char):
            runs.append([])
        runs[-1].append(char)
    for before, run, after in zip([[], *runs], runs, [*runs[1:], []], strict=False):
        written = len(run) > 2 or (len(run) == 2 and _is_alone(run, (*before[-1:], *after[:1])))
        if written and sum(bool(WIDE.match(char["text"])) for char in run) > min(len(run) - 1, 2):
            lines.append((_downwards(run), run))
        else:
            rest.extend(run)
    return lines, rest


def _is_alone(run: Sequence[Char], others: Sequence[Char]) -> bool:
    """Whether two characters are set solid, one below the other, and none beside them."""
    first, last = run
    solid = last["top"] - first["top"] < _SOLID * first["size"]
    return solid and not any(
        abs(other["bottom"] - char["bottom"]) < _LEVEL * char["size"]
        and min(abs(other["x0"] - char["x1"]), abs(char["x0"] - other["x1"])) < char["size"] / 2
        for other in others
        for char in run
    )


def _downwards(run: Sequence[Char]) -> str:
    """Return the words of a vertical line, with a blank where it has a gap."""
    words = run[0]["text"]
    for above, char in pairwise(run):
        words += "\u3000" if char["top"] - above["top"] > 1.5 * above["size"] else ""
        words += char["text"]
    return str(words)


def _goes_down(run: Sequence[Char], char: Char) -> bool:
    """Whether a character goes on a vertical text: below the last one, or atop the next line."""
    last = run[-1]
    size = max(last["size"], char["size"])
    across = (char["x0"] + char["x1"] - last["x0"] - last["x1"]) / 2
    down = char["top"] - last["top"]
    if abs(across) < 0.3 * size:
        return bool(0.3 * size < down < (2.2 if len(run) > 1 else 1.5) * size)
    if len(run) < 3:
        return False
    if abs(down) < 0.2 * size and last["text"].isdecimal() and char["text"].isdecimal():
        return bool(0 < across < 0.8 * size)  # figures set side by side
    if abs(last["size"] - char["size"]) > 0.1 * size:
        return False
    top = min(other["top"] for other in run)
    return bool(-2.5 * size < across < -0.8 * size and abs(char["top"] - top) < size)
