"""Tables of a PDF that go on over the end of a page."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from index.pdf.edges import NEAR
from index.pdf.tables import Ruled, RuledCell
from index.pdf.text import joined

_PADDING: Final = 1.3
"""How much of a cell, in characters, its lines leave free at most."""
_FIRST_WORD: Final = re.compile(r"[!-~]+|.[、。，．)）\]］」』】％]*")
_OPENS: Final = re.compile(r"[(（「『][^()（）「」『』]*$")
_CLOSES: Final = re.compile(r"[^()（）「」『』]*[)）」』]")
_OPENING: Final = ("(", "（", "[", "［", "〔")


def over_page(first: Ruled, above: Ruled, below: Ruled) -> tuple[Ruled, Ruled] | None:
    """Put together a table that goes on over the end of a page, None where it does not.

    `first` is the part with which it begins. Returns the part above with what the page end cut off
    its last row, and the part below without that, and without the head that is printed again.
    """
    below = _moved(below, first.left - below.left)
    columns = _columns([*first.columns, *below.columns])
    if abs(first.right - below.right) > NEAR or len(columns) > max(
        len(first.columns), len(below.columns)
    ):
        return None
    if _is_form_anew(first.row(0), below.row(0)):
        return None
    heads = 0
    rows = len(below.tops)
    while heads < min(len(first.tops), rows) and _alike(first.row(heads), below.row(heads)):
        heads += 1
    below = replace(below, columns=columns, goes_on=True, left_out=heads)
    above = replace(above, columns=columns)
    return _mended(above, below) if heads < rows else (above, below)


def _alike(row: Sequence[RuledCell], other: Sequence[RuledCell]) -> bool:
    return [cell.words for cell in row] == [cell.words for cell in other]


def _is_form_anew(row: Sequence[RuledCell], other: Sequence[RuledCell]) -> bool:
    """Whether rows are labels with something else beside each: 番号 | 1 | 名称 | 道の手入れ."""
    labels, others = ([cell.words for cell in each[::2]] for each in (row, other))
    pairs = zip(row[1::2], other[1::2], strict=False)
    unlike = all(a.words and b.words for a, b in pairs) and not _alike(row, other)
    return len(row) == len(other) == 2 * len(labels) and labels == others and all(labels) and unlike


def _moved(table: Ruled, by: float) -> Ruled:
    cells = tuple(replace(c, left=c.left + by, right=c.right + by) for c in table.cells)
    return replace(table, cells=cells, columns=tuple(left + by for left in table.columns))


def _columns(lefts: Sequence[float]) -> tuple[float, ...]:
    """Return the places once each, those that are meant to be one as one."""
    places: list[float] = []
    for left in sorted(lefts):
        if not places or left - places[-1] > NEAR:
            places.append(left)
    return tuple(places)


def _mended(above: Ruled, below: Ruled) -> tuple[Ruled, Ruled]:
    """Give a row that the end of the page cuts back what stands of it on the next page."""
    top = below.tops[below.left_out]
    next_top = min((t for t in below.tops if t > top), default=below.foot)
    pairs = [(_above(above, cell), cell) for cell in below.cells if cell.top == top]
    own = [(one, cell) for one, cell in pairs if cell.foot <= next_top + NEAR]
    lone = _is_lone(above, len(above.tops) - 1) or _is_lone(below, below.left_out)
    others = [_is_lone(above, n) for n in range(1, len(above.tops) - 1)]
    others += [_is_lone(below, n) for n in range(below.left_out + 1, len(below.tops))]
    if not (lone and any(others)) and all(_may_go_on(one, cell) for one, cell in own):
        ends = {id(one): cell.words for one, cell in pairs if one and _may_go_on(one, cell)}
        cells = [
            replace(c, words=joined([c.words, ends[id(c)]])) if id(c) in ends else c
            for c in above.cells
        ]
        gone = {id(cell) for one, cell in pairs if one and id(one) in ends}
        above = replace(above, cells=tuple(cells))
        below = replace(
            below,
            cells=tuple(replace(c, words="") if id(c) in gone else c for c in below.cells),
            left_out=below.left_out + 1,
        )
    return above, replace(below, cells=tuple(_inheriting(above, cell, top) for cell in below.cells))


def _is_lone(table: Ruled, number: int) -> bool:
    """Whether a row has words in one cell only: the name of a group, or of the rows below."""
    return sum(bool(cell.words) for cell in table.row(number)) == 1


def _inheriting(above: Ruled, cell: RuledCell, top: float) -> RuledCell:
    """Return a cell that says so where it is the lower part of a cell of several rows."""
    if cell.words or cell.top != top:
        return cell
    one = _above(above, cell)
    last = above.tops[-1]
    return replace(cell, goes_on=True) if one and one.words and one.top < last else cell


def _above(table: Ruled, cell: RuledCell) -> RuledCell | None:
    """Return the cell at the foot of a table that has the same sides as one on the next page."""
    return next(
        (
            other
            for other in table.cells
            if abs(other.left - cell.left) <= NEAR
            and abs(other.right - cell.right) <= NEAR
            and abs(other.foot - table.foot) <= NEAR
        ),
        None,
    )


def _may_go_on(above: RuledCell | None, cell: RuledCell) -> bool:
    """Whether words may be the end of the cell above: that had no room for them."""
    if not cell.words:
        return True
    if above is None:
        return False
    if not above.words:
        return True
    if _OPENS.search(above.words) and _CLOSES.match(cell.words):
        return True
    if re.search(r"\d", above.words) and re.match(r"[△▲約]?\d", cell.words):
        return False
    first = _FIRST_WORD.match(cell.words)
    wide = sum(0.5 if char < "\x7f" else 1.0 for char in first[0]) if first else 1.0
    return above.room < wide + _PADDING or cell.words.startswith(_OPENING)
