"""Tables of a PDF page without any rules: columns and rows that only gaps part."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise, takewhile
from statistics import median
from typing import Final

from index.pdf.bands import Band, is_value
from index.pdf.gutters import columns_of
from index.pdf.rules import Rule
from index.pdf.spans import Span, spans_of
from index.pdf.tables import Ruled, RuledCell
from index.pdf.text import Piece, Row, joined

_LEAST_COLUMNS, _LEAST_ROWS, _LEAST_BESIDE = 3, 3, 2
_LEAST_CELLS: Final = 2
"""So many cells make a column of its own within another."""
_SMALL: Final = 0.8
"""How large the letters of a drawing beside a table are at most, in those of the table."""
_HEAD_ROWS: Final = 4
"""Within so many rows of a run the labels of its head stand."""
_LINE: Final = 1.9
"""How far below each other the lines of a cell stand at most, in characters."""
_BESIDE: Final = 1.2
"""How far the lines of cells beside each other stand apart at most, in characters."""
_LOOSE: Final = 1.15
"""By how much the lines of two rows are farther from each other than those of one cell."""
_PROSE: Final = 30
"""A line of so many characters by itself is none of a table."""


Found = tuple[int, int, list[Ruled], list[Row]]


def tables_in(rows: Sequence[Row]) -> list[Found]:
    """Return the tables among the rows of a region, with the first row and that after the last.

    Some may stand beside each other; with them comes what stands beside them in a drawing.
    """
    found = []
    parted = [
        own if len(own) >= _LEAST_COLUMNS else row
        for row, own in zip(rows, _parted(rows), strict=True)
    ]
    for first, end in _runs(parted):
        own, drawing = _beside_drawing(rows[first:end])
        tables = [_table(side, _LEAST_BESIDE) for side in _sides(own)] or [_table(own)]
        if whole := [table for table in tables if table]:
            found.append((first, end, whole if len(whole) == len(tables) else [], drawing))
    return [one for one in found if one[2]]


def _beside_drawing(rows: Sequence[Row]) -> tuple[list[Row], list[Row]]:
    """Return the rows without small letters that stand right of all others, and these."""
    size = median(piece.size for row in rows for piece in row)
    right = max(p.right for row in rows for p in row if p.size > _SMALL * size)
    own = [tuple(p for p in row if p.left <= right) for row in rows]
    drawing = [tuple(p for p in row if p.left > right) for row in rows]
    return [row for row in own if row], [row for row in drawing if row]


def _sides(rows: Sequence[Row]) -> list[list[Row]]:
    """Part the rows of tables that stand side by side, each below the same labels; else nothing."""
    for row in rows[:_HEAD_ROWS]:
        half = len(row) // 2
        words = [piece.words for piece in row]
        if half < _LEAST_COLUMNS or len(row) % 2 or words[:half] != words[half:]:
            continue
        parted = _parted(rows)
        pieces = [piece for line in parted for piece in line]
        begun = sorted(p.left for p in pieces if row[half - 1].right < p.left <= row[half].left)
        at = next((x for x in begun if not any(p.left < x - 1 < p.right for p in pieces)), 0.0)
        left = [tuple(p for p in line if p.left < at - 1) for line in parted]
        right = [tuple(p for p in line if p.left >= at - 1) for line in parted]
        return [[line for line in side if line] for side in (left, right)] if at else []
    return []


def _runs(rows: Sequence[Row]) -> Iterator[tuple[int, int]]:
    """Yield where rows of several pieces follow each other, with lines of their cells between."""
    first: int | None = None
    for at in range(len(rows) + 1):
        below = first is not None and first + 1 < at < len(rows) and _goes_on(rows, at)
        belongs = below or (at < len(rows) and _may_belong(rows, at))
        if belongs and first is None:
            first = at
        elif not belongs and first is not None:
            yield first, at
            first = None


def _may_belong(rows: Sequence[Row], at: int) -> bool:
    row = rows[at]
    if len(row) > 1:
        return True
    piece = row[0]
    if piece.right - piece.left > _PROSE * piece.size:
        return False
    near = [*rows[max(at - 2, 0) : at], *rows[at + 1 : at + 3]]
    return any(
        len(other) > 1
        and any(
            abs(p.top - piece.top) < (_LINE if _overlap(piece, p) else _BESIDE) * p.size
            for p in other
        )
        for other in near
    )


def _goes_on(rows: Sequence[Row], at: int) -> bool:
    """Whether a line stands as far below the one above it as that below the line above."""
    first, (line, *more), (below, *others) = rows[at - 2 : at + 1]
    above = next((piece for piece in first if abs(piece.left - line.left) < 1), first[0])
    even = abs(below.top - 2 * line.top + above.top) < 1
    return even and not more and not others and abs(below.left - line.left) < 1


def _overlap(one: Piece, other: Piece) -> bool:
    return one.left < other.right and other.left < one.right


def _table(rows: Sequence[Row], least: int = _LEAST_ROWS) -> Ruled | None:
    """Return the rows as a table, None where its cells cannot be told from the gaps."""
    rows = _parted(rows)
    columns = columns_of(rows[1:])
    columns = [part for column in columns for part in _inner(column, rows[1:])]
    groups = _groups(rows[1:], columns)
    columns = [*groups, *columns]
    if len(columns) < _LEAST_COLUMNS or _is_contents(rows):
        return None
    pieces = [piece for row in rows for piece in row]
    stacks = [
        sorted((p for p in pieces if left <= p.left < right), key=lambda p: p.top)
        for left, right in _spread(columns)
    ]
    steps = sorted(
        b.top - a.top
        for stack in stacks[len(groups) :]
        for a, b in pairwise(stack)
        if b.top > a.top + 1
    )
    if not steps:
        return None
    within = _cell_step(steps, max(piece.size for piece in pieces))
    fullest = max(stacks, key=len)
    if all(b.top - a.top <= within for a, b in pairwise(fullest)):
        within = 0.0
    cells = [cell for stack in stacks for cell in _cells(stack, within)]
    bands = _bands(cells, columns)
    if any(_are_beside(cell) for cell in cells):
        return None
    if len(bands) < least or (not within and len(cells) * 2 < len(bands) * len(columns)):
        return None
    return _made(cells, columns, bands, _names_over(rows, columns))


def _groups(
    rows: Sequence[Row], columns: Sequence[tuple[float, float]]
) -> list[tuple[float, float]]:
    """Return the column of words that stand by themselves left of all others: names of groups."""
    left = columns[0][0] if columns else 0.0
    alone = [row[0] for row in rows if len(row) == 1 and row[0].right < left]
    return [(min(p.left for p in alone), max(p.right for p in alone))] if alone else []


def _inner(column: tuple[float, float], rows: Sequence[Row]) -> list[tuple[float, float]]:
    """Part a column of names in which some rows have two cells, over which other names stand."""
    inside = [[p for p in row if column[0] <= p.left < column[1]] for row in rows]
    begun = Counter(round(own[1].left) for own in inside if len(own) == 2)
    (at, count), *_ = begun.most_common(1) or [(0, 0)]
    before = [p.right for own in inside for p in own if p.right <= at]
    if count < _LEAST_CELLS or not before:
        return [column]
    return [(column[0], max(before)), (at - 0.5, column[1])]


def _parted(rows: Sequence[Row]) -> list[Row]:
    """Part pieces that a narrow gap parts where cells of other rows begin."""
    begun = Counter(round(piece.left) for row in rows for piece in row)
    gaps = Counter(round(g[1]) for row in rows for piece in row for g in piece.gaps if g[2])
    often = [edge for edge, count in begun.items() if count + gaps[edge] > 1]
    return [tuple(part for piece in row for part in piece.parted(often)) for row in rows]


def _names_over(rows: Sequence[Row], columns: Sequence[tuple[float, float]]) -> list[Span]:
    """Return the names in the head that stand over several columns."""
    head = list(takewhile(lambda row: not any(is_value(piece.words) for piece in row[1:]), rows))
    if len(head) < 2 or len(head) == len(rows):
        return []
    top = Rule(head[0][0].top - 1, columns[0][0], columns[-1][1])
    foot = Rule(rows[len(head)][0].top, columns[0][0], columns[-1][1])
    sides = [columns[0][0], *((a[1] + b[0]) / 2 for a, b in pairwise(columns)), columns[-1][1]]
    return [span for span in spans_of(Band(top, foot, tuple(head)), sides, ()) if span.inner]


def _is_contents(rows: Sequence[Row]) -> bool:
    """Whether each row ends in a number that does not go down: a table of contents."""
    ends = [row[-1].words for row in rows if len(row) > 1]
    pages = [int(end) for end in ends if end.isdecimal()]
    return len(pages) == len(ends) and pages == sorted(pages)


def _spread(columns: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """Return the columns with the half of the gaps beside them."""
    middles = [(a[1] + b[0]) / 2 for a, b in pairwise(columns)]
    return list(zip([-1e9, *middles], [*middles, 1e9], strict=True))


def _cell_step(steps: Sequence[float], size: float) -> float:
    """Return how far apart lines of one cell may stand: up to the first leap of the distances.

    It is 0 where each line is a row: all are equally far apart, or too far for lines of a cell.
    """
    leap = next((b for a, b in pairwise(steps) if b > _LOOSE * a), None)
    return 0.0 if leap is None or steps[0] > _LINE * size else leap - 0.5


def _cells(stack: Sequence[Piece], within: float) -> list[list[Piece]]:
    cells: list[list[Piece]] = []
    for piece in stack:
        if cells and piece.top - cells[-1][-1].top < max(within, 1.0):
            cells[-1].append(piece)
        else:
            cells.append([piece])
    return cells


def _are_beside(cell: Sequence[Piece]) -> bool:
    """Whether pieces of a cell stand beside each other: it is of two columns."""
    return any(abs(a.top - b.top) < 1 and a.words and b.words for a, b in pairwise(cell))


def _bands(
    cells: Sequence[Sequence[Piece]], columns: Sequence[tuple[float, float]]
) -> list[tuple[float, float]]:
    """Return where the rows stand: cells that overlap are beside each other.

    A cell of the first column may stand beside several rows, or be a row of its own.
    """
    second = columns[1][0]
    bands: list[tuple[float, float]] = []
    for cell in sorted(cells, key=lambda cell: cell[0].top):
        top, foot = cell[0].top, cell[-1].foot
        if cell[0].left >= second - 1:
            if bands and top < bands[-1][1] - 1:
                bands[-1] = (bands[-1][0], max(bands[-1][1], foot))
            else:
                bands.append((top, foot))
    names = [(cell[0].top, cell[-1].foot) for cell in cells if cell[0].left < second - 1]
    lone = [n for n in names if not any(n[0] < foot and top < n[1] for top, foot in bands)]
    return sorted([*bands, *lone])


def _made(
    cells: Sequence[Sequence[Piece]],
    columns: Sequence[tuple[float, float]],
    bands: Sequence[tuple[float, float]],
    spans: Sequence[Span],
) -> Ruled | None:
    spread = _spread(columns)
    lefts = [columns[0][0], *(left for left, _ in spread[1:])]
    rights = [*lefts[1:], columns[-1][1]]
    made = []
    for cell in cells:
        beside = [
            n for n, (top, foot) in enumerate(bands) if cell[0].top < foot and top < cell[-1].foot
        ]
        middle = (cell[0].left + cell[0].right) / 2
        own = [s for s in spans if cell[-1].foot < s.foot and s.left < middle < s.right]
        reach = [(s.left, s.right) for s in own] or [(p.left, p.right) for p in cell]
        over = [
            n
            for n, (left, right) in enumerate(columns)
            if any(start < right and left < end for start, end in reach)
        ]
        if not beside or not over:
            return None
        made.append(
            RuledCell(
                lefts[over[0]],
                bands[beside[0]][0],
                rights[over[-1]],
                bands[beside[-1]][1],
                joined(piece.words for piece in cell),
            )
        )
    places = [
        (top, left)
        for cell in made
        for top, _ in bands
        for left in lefts
        if cell.top <= top < cell.foot and cell.left <= left < cell.right
    ]
    if len(set(places)) < len(places):
        return None
    return Ruled(tuple(sorted(made, key=lambda c: (c.top, c.left))), tuple(lefts))
