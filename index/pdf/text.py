"""The characters of a PDF page to rows of pieces, as a reader sees them.

A PDF says where each character stands, not what belongs together, nor in which order it is read.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from operator import itemgetter
from statistics import median
from typing import Final

from index.formats.writer import raised
from index.pdf.chars import Char, is_lying
from index.pdf.vertical import WIDE, vertical_of

ROW: Final = 0.4
"""How far the middles of characters of one row may stand apart, in their height."""
_LATIN: Final = re.compile(r"[!-~]")
# A figure that the end of a line cuts among its thousands or before its decimals, what follows
# on the next line, and a whole one.
_BEGUN: Final = re.compile(r"(?<![\d,.])\d[\d,]*(?:,\d{0,2}|\.)$")
_FIGURES: Final = re.compile(r"\d[\d,.]*")
_WHOLE: Final = re.compile(r"\d{1,3}(?:,\d{3})*(?:\.\d+)?")

# In widths of the characters beside them: the gaps that part words, and those that part cells.
_WORD_GAP, LATIN_GAP, CELL_GAP = 0.35, 0.15, 1.2
# How much higher than wide what is written from top to foot is at least.
_LONG = 1.5
# What may part two cells, where others begin there.
_CHINK = 0.1
# How far the letters of a heading that is spaced out stand apart at most.
_SPACED = 1.6
# What is set above the line of a character, in its height: how high it is, and where its foot is.
_RAISED, _RAISED_FOOT = 0.8, 0.2
# How far behind a large figure its small unit stands at most, in the size of the figure.
_FAR = 0.5


Gap = tuple[float, float, int, float, float]


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters of a row without a wide gap between them, and where they stand.

    `gaps` tells of narrow ones from where to where they are, before which character, and of the top
    and foot of what stands behind.
    """

    words: str
    left: float
    right: float
    top: float
    foot: float
    size: float
    gaps: tuple[Gap, ...] = ()

    @property
    def is_upright(self) -> bool:
        """Whether it is written from top to foot: no letter alone is, and none that is wider."""
        return len(self.words) > 1 and self.foot - self.top > _LONG * (self.right - self.left)

    def parted(self, edges: Sequence[float]) -> list["Piece"]:
        """Part it where one of its words begins at the edge of a column."""
        cuts = [g for g in self.gaps if g[2] and any(abs(g[1] - edge) < 1 for edge in edges)]
        if not cuts:
            return [self]
        found: list[Piece] = []
        rest = replace(self, top=self.gaps[0][3], foot=self.gaps[0][4])
        for end, at, n, top, foot in reversed(cuts):
            words = rest.words[n:]
            found.append(replace(rest, words=words, left=at, top=top, foot=foot, gaps=()))
            rest = replace(rest, words=rest.words[:n].rstrip(), right=end, gaps=())
        return [rest, *reversed(found)]


Row = tuple[Piece, ...]


def rows_of(chars: Sequence[Char], cell_gap: float = CELL_GAP) -> list[Row]:
    """Return the rows from top to foot; a line of vertical writing is a row of its own.

    A gap of `cell_gap` characters parts two pieces.
    """
    vertical, rest = vertical_of(chars)
    level = [char for char in rest if not is_lying(char)]
    turned = [char for char in rest if is_lying(char)]
    rows = [*_level(level, cell_gap), *((piece_of(*line),) for line in vertical)]
    for upwards in (True, False):
        rows += [(piece,) for piece in _turned(turned, upwards)]
    return sorted(rows, key=lambda row: min(piece.top for piece in row))


def is_upwards(char: Char) -> bool:
    """Whether a turned character is read from the foot of the page to its top."""
    return bool(char["matrix"][1] > 0)


def _turned(chars: Sequence[Char], upwards: bool) -> list[Piece]:
    """Return the rows of characters that lie on their side, each as a piece."""
    own = [char for char in chars if is_upwards(char) is upwards]
    laid = [
        {**c, "x0": -c["bottom"], "x1": -c["top"], "top": c["x0"], "bottom": c["x1"]}
        if upwards
        else {**c, "x0": c["top"], "x1": c["bottom"], "top": -c["x1"], "bottom": -c["x0"]}
        for c in own
    ]
    found = []
    for row in _level(laid, CELL_GAP):
        first, last = row[0], row[-1]
        left, right = min(p.top for p in row), max(p.foot for p in row)
        top, foot = first.left, last.right
        if upwards:
            top, foot = -last.right, -first.left
        else:
            left, right = -right, -left
        found.append(Piece(" ".join(p.words for p in row), left, right, top, foot, first.size))
    return found


def _level(chars: Sequence[Char], cell_gap: float) -> list[Row]:
    """Return the rows of upright characters."""
    lines: list[list[Char]] = []
    middle = height = 0.0
    for char in sorted(chars, key=lambda c: (c["top"] + c["bottom"], c["x0"])):
        if not char["text"].strip():
            continue
        at = (char["top"] + char["bottom"]) / 2
        near = at - middle <= ROW * max(char["size"], height)
        if lines and (near or any(_is_foot(char, other) for other in lines[-1])):
            lines[-1].append(char)
            middle += (at - middle) / len(lines[-1])
            height = max(height, char["size"])
        else:
            lines.append([char])
            middle, height = at, char["size"]
    blanks = [char for char in chars if not char["text"].strip()]
    return [_pieces(line, _near(blanks, line), cell_gap) for line in lines]


def _is_foot(char: Char, large: Char) -> bool:
    """Whether a small character is set behind a large one, on its line: the unit of a figure."""
    smaller = large["size"] - char["size"]
    behind = 0 <= char["x0"] - large["x1"] < _FAR * large["size"]
    return bool(smaller > 0 and behind and abs(large["bottom"] - char["bottom"]) < 1 + smaller / 4)


def _near(blanks: Sequence[Char], line: Sequence[Char]) -> list[Char]:
    top, foot = min(c["top"] for c in line), max(c["bottom"] for c in line)
    return [blank for blank in blanks if top <= (blank["top"] + blank["bottom"]) / 2 <= foot]


def _pieces(line: Sequence[Char], blanks: Sequence[Char], cell_gap: float) -> Row:
    """Part a line where it has wide gaps, and its words where it has blanks."""
    line = _with_raised(_once(sorted(line, key=lambda char: char["x0"])))
    gaps = [right["x0"] - left["x1"] for left, right in pairwise(line)]
    spacing = _spacing(line, gaps) if cell_gap >= CELL_GAP else 0.0
    row: list[Piece] = []
    words, first = "", 0
    narrow: list[Gap] = []
    for at, char in enumerate(line):
        if at:
            left = line[at - 1]
            gap = (gaps[at - 1] - spacing) / max(left["size"], char["size"])
            printed = "" if spacing else _between(blanks, left, char)
            spelled = printed == "\u3000" and gap < _SPACED  # 目　標
            if (gap >= cell_gap and not spelled) or len(printed) > 1:
                row.append(piece_of(words, line[first:at], narrow))
                words, first, narrow = "", at, []
            elif printed or gap > (LATIN_GAP if are_latin(left, char) else _WORD_GAP):
                words += printed or " "
            if (gap < cell_gap or spelled) and (printed or gap > _CHINK) and words:
                narrow.append(_gap(left["x1"], char, len(words)))
        words += char["text"]
    row.append(piece_of(words, line[first:], narrow))
    return tuple(row)


def _with_raised(line: Sequence[Char]) -> list[Char]:
    """Return a line in which the figures that are set above it are written as such: km², 1,200¹."""
    above: list[bool] = []
    base = line[0]
    for left, char in zip([base, *line], line, strict=False):
        above.append(char is not base and _is_raised(char, base, left))
        base = base if above[-1] else char
    found: list[Char] = []
    for is_above, run in groupby(zip(above, line, strict=True), itemgetter(0)):
        chars = [char for _, char in run]
        words = "".join(char["text"] for char in chars)
        if is_above and raised(words) != words:
            chars = [{**char, "text": raised(char["text"])} for char in chars]
        found += chars
    return found


def _is_raised(char: Char, base: Char, left: Char) -> bool:
    """Whether a character is small and set above the line of another, close behind what is left."""
    near = char["x0"] - left["x1"] < _WORD_GAP * base["size"]
    small = char["size"] < _RAISED * base["size"]
    return bool(near and small and base["bottom"] - char["bottom"] > _RAISED_FOOT * base["size"])


def _once(line: Sequence[Char]) -> list[Char]:
    """Leave out what is printed twice, a little aside, to look bold."""
    kept: list[Char] = []
    for char in line:
        near = (other for other in kept[-2:] if other["text"] == char["text"])
        if not any(char["x0"] - other["x0"] < 0.5 * (char["x1"] - char["x0"]) for other in near):
            kept.append(char)
    return kept


def _spacing(line: Sequence[Char], gaps: Sequence[float]) -> float:
    """Return the gap that stands between all letters of a heading that is spaced out, else 0."""
    wide = [char for char in line if WIDE.match(char["text"])]
    if len(line) < 4 or len(wide) * 4 < len(line) * 3:
        return 0.0
    usual = median(gaps)
    like = sum(abs(gap - usual) < 0.2 * usual for gap in gaps)
    spaced = _WORD_GAP < usual / line[0]["size"] < _SPACED
    return usual if spaced and like * 2 > len(gaps) else 0.0


def _between(blanks: Sequence[Char], left: Char, right: Char) -> str:
    """Return the blanks that are printed between two characters."""
    found = [
        blank
        for blank in blanks
        if left["x0"] < (blank["x0"] + blank["x1"]) / 2 < right["x1"]
        and blank["x0"] >= left["x0"]
        and blank["x1"] - left["x1"] > 0
    ]
    return "".join("\u3000" if blank["text"] == "\u3000" else " " for blank in found)


def are_latin(left: Char, right: Char) -> bool:
    """Whether two characters are Latin, which blanks part."""
    return bool(_LATIN.match(left["text"][-1]) and _LATIN.match(right["text"][0]))


def piece_of(words: str, chars: Sequence[Char], gaps: Iterable[Gap] = ()) -> Piece:
    """Return words with the place of their characters."""
    return Piece(
        words,
        min(char["x0"] for char in chars),
        max(char["x1"] for char in chars),
        min(char["top"] for char in chars),
        max(char["bottom"] for char in chars),
        max(char["size"] for char in chars),
        (_gap(chars[0]["x0"], chars[0], 0), *gaps),
    )


def _gap(end: float, char: Char, number: int) -> Gap:
    return end, char["x0"], number, char["top"], char["bottom"]


def is_cut(words: str, line: str) -> bool:
    """Whether a figure for which a cell is too narrow is whole with the next line: 14,0 / 00."""
    begun, rest = _BEGUN.search(words), _FIGURES.match(line)
    return bool(begun and rest and _WHOLE.fullmatch(begun[0] + rest[0]))


def joined(lines: Iterable[str]) -> str:
    """Join the lines that a cell is too narrow for; only Latin words need a blank between."""
    words = ""
    for line in lines:
        latin = words and line and _LATIN.match(words[-1]) and _LATIN.match(line[0])
        parted = latin and not is_cut(words, line)
        words += f" {line}" if parted else line
    return words
