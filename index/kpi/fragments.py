"""Pieces of a line between gaps, and the columns that they stand in."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from index.kpi.broken import display_width
from index.kpi.source import Printed, Source

# It begins with a letter of few: only then is a search quick to pass over all others.
GAP = re.compile(
    r"[ \t\f\u3000](?:(?<!\u3000)[ \t\f]+|(?<=[)）][ \f])(?=[(（])"
    r"|(?:(?<=\u3000)|\u3000)[ \t\f\u3000]*)"
)


# Lines to compare: with as many pieces, as near each other; what a pair can tell at most.
_FEWEST_PIECES, _NEAR, _LONGEST_STEP = 3, 3, 8
_FEWEST_PAIRS, _ENOUGH = 6, 300
_WIDE_GAP = re.compile("\\S {2,}\\S")
_ARROW, _BESIDE = re.compile(r"( *)→"), 8
_WORD, _SPACED = re.compile(r"([ \f]*)(\S+|\s)"), re.compile("[一-鿿々]{2,5}")


class Setting(Enum):
    """How wide letters and blanks are to what has set the columns of a text."""

    TYPED = "a full-width letter is as wide as two others"
    LETTERS = "each letter is one wide, as pdftotext -layout sets them"
    WORDS = "blanks are as wide as the letters of the word behind them, as PyMuPDF sorts them"

    def width(self, text: str, start: int, stop: int) -> int:
        """Return how wide a part of a line is; it ends with a word, or where one begins.

        >>> Setting.WORDS.width("岬  7 人  港", 0, 9)
        15
        """
        if self is not Setting.WORDS:
            part = text[start:stop]
            return len(part) if self is Setting.LETTERS else display_width(part)
        width = 0.0
        for found in _WORD.finditer(text, start):
            if found.start() >= stop:
                break
            blanks, word = found.groups()
            width += len(blanks) * display_width(word) / len(word)
            width += display_width(word[: max(0, stop - found.start(2))])
        return round(width)


@dataclass(frozen=True, slots=True)
class Fragment:
    """A piece of a line between gaps; `left` and `right` are display columns."""

    cell: Printed
    left: int
    right: int


@lru_cache(maxsize=1)
def setting(source: Source) -> Setting:
    """Tell what has set the columns, by lines of equal numbers of pieces that stand near others."""
    if "  " not in source.text:
        return Setting.TYPED
    off = dict.fromkeys(Setting, 0.0)
    compared = last = 0
    above: dict[Setting, list[Fragment]] = {by: [] for by in Setting}
    for line in range(source.count):
        if not _WIDE_GAP.search(source.text, source.starts[line], source.ends[line]):
            continue
        pieces = {by: _cut(source, line, by) for by in off}
        count = len(pieces[Setting.TYPED])
        if count < _FEWEST_PIECES:
            continue
        if line - last <= _NEAR and len(above[Setting.TYPED]) == count:
            compared += 1
            for by in off:
                pairs = list(zip(above[by], pieces[by], strict=True))[1:]
                off[by] += sum(min(_LONGEST_STEP, _apart(a, b)) for a, b in pairs)
        above, last = pieces, line
        if compared >= _ENOUGH:
            break
    return min(off, key=off.__getitem__) if compared >= _FEWEST_PAIRS else Setting.TYPED


def is_set(source: Source) -> bool:
    """Whether columns stand as on a page: a converter has set them."""
    return setting(source) is not Setting.TYPED


def _apart(one: Fragment, other: Fragment) -> float:
    """Return how far two pieces are from standing one below the other, by an end or the middle."""
    left, right = abs(one.left - other.left), abs(one.right - other.right)
    return min(left, right, abs(one.left + one.right - other.left - other.right) / 2)


def fragments(source: Source, line: int, by: Setting | None = None) -> list[Fragment]:
    """Cut a line at its gaps; letters spaced out over a heading stay one word.

    Columns are counted `by` a setting, by default what the whole document shows.
    """
    return _cut(source, line, by or setting(source))


def parted(source: Source, fragment: Fragment, words: Sequence[str]) -> list[Fragment]:
    """Part a piece into the words that it is made of, in order."""
    if len(words) < 2 or len(fragment.cell.spans) > 1:
        return [fragment]
    by = setting(source)
    start = at = fragment.cell.spans[0].start
    found = []
    for word in words:
        # White space is folded in a word.
        place = re.compile(r"\s+".join(map(re.escape, word.split()))).search(source.text, at)
        if place is None:
            return [fragment]
        begins, at = place.span()
        left = fragment.left + by.width(source.text, start, begins)
        right = left + by.width(source.text, begins, at)
        found.append(Fragment(source.printed(begins, at), left, right))
    return found


def _cut(source: Source, line: int, by: Setting) -> list[Fragment]:
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
            column, measured = column + by.width(text, measured, begins), begins
            right = column + by.width(text, begins, cell.spans[0].end - start)
            piece = Fragment(cell, column, right)
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
    apart = len(letter) == 1 and word and not gap.strip("\u3000")
    return bool(apart and _SPACED.fullmatch(word + letter))


def merged_ranges(lines: Sequence[Sequence[Fragment]]) -> list[tuple[int, int]]:
    """Merge the ranges of the fragments of a head that stand over one another."""
    columns: list[tuple[int, int]] = []
    for fragment in (f for line in lines for f in line):
        over = [columns[i] for i in over_ranges(fragment, columns)]
        rest = [c for c in columns if c not in over]
        left = min([fragment.left, *(c[0] for c in over)])
        right = max([fragment.right, *(c[1] for c in over)])
        columns = sorted([*rest, (left, right)])
    return columns


def over_ranges(fragment: Fragment, ranges: Sequence[tuple[int, int]]) -> list[int]:
    """Return which columns a fragment stands over."""
    return [i for i, (a, b) in enumerate(ranges) if fragment.left < b and a < fragment.right]


def nearest_range(fragment: Fragment, ranges: Sequence[tuple[int, int]]) -> int:
    """Return the column a fragment stands in: the most overlap, else the nearest."""

    def distance(column: int) -> tuple[int, int]:
        left, right = ranges[column]
        overlap = min(fragment.right, right) - max(fragment.left, left)
        return (-overlap, abs(fragment.left - left))

    return min(range(len(ranges)), key=distance)


def flows(folded: str) -> bool:
    """Whether a line says from what to what, 10人 → 20人, and no arrow is that of a text beside.

    >>> flows("甲数 10人 → 20人"), flows("甲数 10人 → 20人" + 30 * " " + "→ 90人")
    (True, False)
    """
    gaps = [len(found[1]) for found in _ARROW.finditer(folded)]
    return bool(gaps) and max(gaps) < _BESIDE * max(gaps[0], 1)
