"""The bands between rules across a PDF page: what stands in each, and where its rows are parted."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from operator import attrgetter, itemgetter
from typing import Final

from index.pdf.chars import Char
from index.pdf.edges import NEAR
from index.pdf.rules import Rule, alike
from index.pdf.text import CELL_GAP, Piece, Row, is_cut, rows_of

_GUTTER: Final = 0.6
"""How wide a gutter is at least, in characters."""
APART: Final = 0.9
"""Lines so far apart, in characters, are not of one cell."""
LARGER: Final = 1.2
"""Letters so much larger than those of the row above are of a heading."""
_LEAST_BESIDE: Final = 2
"""A cell stands beside so many rows at least."""
_PITCH: Final = 2.2
"""A row stands at most so many usual steps below the one above."""
_VALUE: Final = re.compile(r"[約△▲＋+－-]?\d[^、。]{0,20}|[-‐‑–—―－ー−─…]+")
_LABEL: Final = re.compile(
    r"第?[\d一二三四五六七八九十]{1,3}[章節編部]?[.．、]?|[（(]\d{1,2}[)）]|\d+(?:[-－‐.．]\d+)+"
    r"|(?:基本)?(?:目標|方針|施策|政策|戦略|柱)[-－‐\d一二三四五]{1,7}"
)
_CAPTION: Final = re.compile(r"[図表](?:資料?|[A-Z])?\s*[-－‐.．・]?\s*[\d０-９]")
_NOTE: Final = re.compile(r"[（(［\[]?単位\s?[:：／/]")
_YEAR: Final = re.compile(r"(?:19|20)\d\d|\d+年度?")


@dataclass(frozen=True, slots=True)
class Band:
    """What stands between two rules across."""

    top: Rule
    foot: Rule
    rows: tuple[Row, ...]

    @property
    def pieces(self) -> list[Piece]:
        """Return what stands in it, row by row."""
        return [piece for row in self.rows for piece in row]

    @property
    def size(self) -> float:
        """Return the size of its letters, 0 where it has none."""
        return max((piece.size for piece in self.pieces), default=0.0)

    @property
    def size_of_title(self) -> float:
        """Return the size of the largest line of which all words are as large, 0 without any."""
        return max((min(piece.size for piece in row) for row in self.rows), default=0.0)

    @property
    def is_thin(self) -> bool:
        """Whether it is a line or two, as in a row that stands over all columns."""
        height = self.foot.at - self.top.at
        return 0 < len(self.rows) < 3 and height < (1.5 * len(self.rows) + 1.5) * self.size

    @property
    def is_row(self) -> bool:
        """Whether it may be one row of a table, and not prose or a caption between two."""
        if self._is_caption:
            return False
        return self.is_thin or any(
            b.left - a.right > CELL_GAP * a.size for row in self.rows for a, b in pairwise(row)
        )

    @property
    def _is_caption(self) -> bool:
        """Whether it is what stands above a table: 表1, or a title with 単位：人 at its end."""
        note = len(self.rows) == 1 and len(self.rows[0]) < 4 and _NOTE.match(self.pieces[-1].words)
        return bool(note) or any(_CAPTION.match(row[0].words) for row in self.rows)


class Page:
    """The characters of a page by their height."""

    def __init__(self, chars: Sequence[Char]) -> None:
        placed = [((char["top"] + char["bottom"]) / 2, char) for char in chars]
        self._chars = sorted(placed, key=itemgetter(0))
        self._middles = [middle for middle, _ in self._chars]
        self.foot = max((char["bottom"] for char in chars), default=0.0)

    def band(self, a: Rule, b: Rule) -> Band:
        """Return what stands between two rules."""
        first, end = bisect_left(self._middles, a.at), bisect_left(self._middles, b.at)
        own = [
            char
            for _, char in self._chars[first:end]
            if a.start <= (char["x0"] + char["x1"]) / 2 < a.end
        ]
        return Band(a, b, tuple(map(_whole, rows_of(own, _GUTTER))))


def _whole(row: Row) -> Row:
    """Return a heading as one piece: a blank as wide as a letter stands behind its number."""
    if len(row) != 2 or not _LABEL.fullmatch(row[0].words):
        return row
    label, words = row
    if words.left - label.right > CELL_GAP * label.size:
        return row
    return (replace(label, words=f"{label.words}\u3000{words.words}", right=words.right),)


def is_parted(a: Rule, b: Rule, across: Sequence[Rule], down: Sequence[Rule]) -> bool:
    """Whether rules stand between two others: down, or across and wider than they."""
    return any(
        a.start + NEAR < rule.at < a.end - NEAR
        and min(rule.end, b.at) - max(rule.start, a.at) > NEAR
        for rule in down
    ) or any(
        a.at < rule.at < b.at
        and rule.spans(a.start, a.end)
        and rule.end - rule.start > a.end - a.start + NEAR
        for rule in across
    )


def rows_between(
    across: Sequence[Rule], down: Sequence[Rule], page: Page
) -> Iterator[tuple[Rule, bool]]:
    """Yield what parts the rows that stand between two rules, or below the last rule of a table.

    Each such row has a line with figures. Each rule comes with whether it is the end of the rows:
    then what stands below is prose.
    """
    for started in alike(across, "start"):
        for group in alike(started, "end"):
            rules = sorted(group)
            for a, b in pairwise(rules):
                if not is_parted(a, b, across, down):
                    inner = [r for r in across if a.at < r.at < b.at and _overlap(r, a)]
                    yield from _parted(page.band(a, b), inner)
            if len(rules) > 1:
                last = rules[-1]
                below = [r.at for r in across if r.at > last.at + NEAR and _overlap(r, last)]
                end = Rule(min(below, default=page.foot + 1), last.start, last.end)
                above = page.band(rules[-2], last)
                if (
                    above.is_row
                    and not is_parted(rules[-2], last, across, ())
                    and not is_parted(last, end, across, down)
                ):
                    yield from _parted(page.band(last, end), (), above.pieces)


def _overlap(a: Rule, b: Rule) -> bool:
    return a.start < b.end - NEAR and b.start < a.end - NEAR


def _parted(
    band: Band, drawn: Sequence[Rule], above: Sequence[Piece] = ()
) -> Iterator[tuple[Rule, bool]]:
    """Yield what parts the rows of a band where no narrower rule does.

    Where it is open below, they stand below a row.
    """
    aside = [] if above else _aside(band.rows, _valued(band.rows, ()))
    if aside:
        rows = [tuple(p for p in row if p not in aside) for row in band.rows]
        left = min(row[0].left for row in rows if row)
        start = left - min((left - max(p.right for p in aside)) / 2, NEAR)
        band = Band(replace(band.top, start=start), band.foot, tuple(row for row in rows if row))
    lines = band.rows
    values = _valued(lines, above)
    if not values or (above and values[0] > 2):
        return
    second = min(lines[n][1].left for n in values)
    others = (n for n in range(len(lines)) if n not in values)
    prose = next((n for n in others if _is_prose(lines[n], second)), len(lines))
    values = [n for n in values if n < prose]
    if not values:
        return
    centred = values[0] > 0
    for one, other in pairwise(values):
        gaps = [_gap(lines, n) for n in range(one + 1, other + 1)]
        widest = [n for n, gap in enumerate(gaps, one + 1) if gap > max(gaps) - 0.5]
        if not any(lines[one][0].top < rule.at < lines[other][0].foot for rule in drawn):
            yield _rule(band, widest[len(widest) // 2] if centred else widest[-1]), False
    end = _end(lines, values[-1], prose)
    if end < len(lines):
        yield _rule(band, end), True
    elif above:
        yield Rule(lines[-1][0].foot + 1, band.top.start, band.top.end), True


def _aside(lines: Sequence[Row], values: Sequence[int]) -> list[Piece]:
    """Return the words of one cell beside several rows: they stand amid these, on lines of its own.

    Or on fewer than there are rows.
    """
    rows = [[p for p in lines[n] if is_value(p.words)][:1] for n in values]
    names = [
        [p for p in lines[n] if row and p.left < row[0].left and _is_level(p, row[0])][-1:]
        for n, row in zip(values, rows, strict=True)
    ]
    if len(rows) < _LEAST_BESIDE or not all(names):
        return []
    left = min(name[0].left for name in names)
    found = [p for line in lines for p in line if p.right < left]
    if not found or any(b.top - a.foot > APART * a.size for a, b in pairwise(found)):
        return []
    off = found[0].top - rows[0][0].top - rows[-1][0].foot + found[-1].foot
    own = not any(_is_level(p, row[0]) for p in found for row in rows)
    return found if abs(off) < found[0].size / 4 and len(found) < len(rows) + own else []


def _is_level(one: Piece, other: Piece) -> bool:
    """Whether two pieces stand on one line."""
    return abs(one.top + one.foot - other.top - other.foot) < one.size / 5


def _end(lines: Sequence[Row], last: int, prose: int) -> int:
    """Return which line is the first below the last row: prose, a heading, or one farther away."""
    size = lines[last][0].size
    for number in range(last + 1, len(lines)):
        larger = lines[number][0].size > LARGER * size
        if number == prose or larger or _gap(lines, number) > APART * size:
            return number
    return len(lines)


def _valued(lines: Sequence[Row], above: Sequence[Piece]) -> list[int]:
    """Return which lines have figures in the columns of the first that has some, or of a row."""
    found: list[int] = []
    last: Sequence[Piece] = ()
    columns: Sequence[Piece] = sorted(above, key=attrgetter("left"))[1:]
    least = 0.0
    most = _columns(p for line in lines for p in line if is_value(p.words))
    for number, line in enumerate(lines):
        name = lines[found[0]][0] if found else line[0]
        figures = [p for p in line if is_value(p.words) and not _over(p, name)]
        among, of = (figures, columns) if above else (columns, figures)
        same = sum(any(_over(p, o) for o in of) for p in among)
        few = len(figures) * 2 < most
        if len(line) == 1 or not figures or few or same * 3 < len(among) * 2:
            continue
        step = figures[0].top - last[0].top if last else 0.0
        if last and _is_of_row(last, figures, step):
            last = max(last, figures, key=len) if step < figures[0].size else figures
            continue
        if least and step > _PITCH * max(least, 2 * line[0].size):
            break
        least = min(least or step, step)
        columns = columns or figures
        last = figures
        found.append(number)
    return found


def _columns(pieces: Iterable[Piece]) -> int:
    """Return over how many columns pieces are spread."""
    count, right = 0, 0.0
    for piece in sorted(pieces, key=attrgetter("left")):
        count += piece.left >= right
        right = max(right, piece.right)
    return count


def _is_of_row(above: Sequence[Piece], figures: Sequence[Piece], step: float) -> bool:
    """Whether figures are of the row above: beside its lines, or the ends of those it cuts."""
    ends = (is_cut(p.words, q.words) for p in above for q in figures if _over(p, q))
    return step < figures[0].size or any(ends)


def _over(one: Piece, other: Piece) -> bool:
    return one.left < other.right and other.left < one.right


def is_value(words: str) -> bool:
    """Whether words are a figure with its unit, or the dash of an empty cell."""
    return bool(_VALUE.fullmatch(words)) and not _YEAR.fullmatch(words)


def _is_prose(line: Row, second: float) -> bool:
    """Whether a line without wide gaps runs over into the second column."""
    size = line[0].size
    whole = all(b.left - a.right < CELL_GAP * size for a, b in pairwise(line))
    return whole and line[0].left < second - size < second + size < line[-1].right


def _gap(lines: Sequence[Row], number: int) -> float:
    """Return how far a line stands below the one above."""
    return min(p.top for p in lines[number]) - max(p.foot for p in lines[number - 1])


def _rule(band: Band, number: int) -> Rule:
    """Return a rule above a line."""
    above = max(piece.foot for piece in band.rows[number - 1])
    gap = max(_gap(band.rows, number), 0.0)
    return Rule(above + min(gap / 2, NEAR), band.top.start, band.top.end)
