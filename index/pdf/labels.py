"""Labels on a PDF page: boxes in a line of text, numbers before titles, words in round shapes."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from index.pdf.edges import NEAR, Edge
from index.pdf.layout import Sheet, is_below, is_named
from index.pdf.tables import Boxed
from index.pdf.text import ROW, Piece, Row

_NUMBERED: Final = re.compile(r"(?:目標|施策|政策|方針|戦略|柱) ?\d|\d+[-－‐]\d")
"""What a title has before its words that needs no number in a box."""
_MOST_LINES: Final = 2
"""So many lines has a name before its figures at most."""


def with_labels(sheet: Sheet) -> Sheet:
    """Put the boxes that stand within a line of text into it: a number drawn before a title.

    Boxes that stand in a row, a name and its figures, are a line, too.
    """
    lines, level = _level(sheet.boxes)
    rows, boxes = sorted([*sheet.rows, *lines], key=lambda row: row[0].top), []
    for box in (box for box in sheet.boxes if box not in level):
        label = len(box.rows) == 1 and not any(is_below(other, box) for other in sheet.boxes)
        beside = [at for at, row in enumerate(rows) if label and _beside(box, row)]
        if beside and _NUMBERED.match(rows[beside[0]][0].words):
            rows.insert(beside[0], box.rows[0])  # its title has a number of its own
        elif beside:
            row = (*rows[beside[0]], *box.rows[0])
            rows[beside[0]] = tuple(sorted(row, key=lambda piece: piece.left))
        else:
            boxes.append(box)
    return replace(sheet, rows=tuple(rows), boxes=tuple(boxes))


def _level(boxes: Sequence[Boxed]) -> tuple[list[Row], list[Boxed]]:
    """Return the lines of the boxes that stand in a row, and these: all but the first are a line.

    So are boxes one below the other with a line of several words each. A box on a card is of its
    card only.
    """
    lines: list[Row] = []
    level: list[Boxed] = []
    cards = [(box, of) for box in boxes for of in boxes if is_below(box, of) or is_named(box, of)]
    alone = [box for box in boxes if not any(box in card for card in cards)]
    for box in alone:
        own = [b for b in alone if abs(b.top - box.top) + abs(b.foot - box.foot) <= NEAR]
        first, *others = sorted(own, key=lambda one: one.left)
        if not others or box is not first or len(first.rows) > _MOST_LINES:
            continue
        if all(len(other.rows) == 1 for other in others):
            figures = tuple(piece for other in others for piece in other.rows[0])
            name, *more = first.rows
            lines += [name, figures, *more] if more else [(*name, *figures)]
            level += own
    strips = [b for b in alone if b not in level and len(b.rows) == 1 and len(b.rows[0]) > 1]
    for strip in strips:
        if any(strip is not b and _in_column(strip, b) for b in strips):
            lines += strip.rows
            level.append(strip)
    return lines, level


def _in_column(box: Boxed, other: Boxed) -> bool:
    """Whether a box stands above or below another and is as wide."""
    return abs(box.left - other.left) + abs(box.right - other.right) <= NEAR


def _beside(box: Boxed, row: Row) -> bool:
    """Whether the middle of a row is that of the words in a box, which are one line."""
    words = box.rows[0][0]
    if words.foot - words.top > 2 * words.size or row[0].is_upright:
        return False
    apart = abs(words.top + words.foot - row[0].top - row[0].foot) / 2
    return apart < ROW * max(words.size, row[0].size)


def without_pills(boxes: Sequence[Boxed], pills: Sequence[Edge]) -> Iterator[Boxed]:
    """Yield boxes with the labels in round shapes before the line beside them.

    Where such a shape stands out of the box, or no line is beside it, it is a box of its own.
    """
    for box in boxes:
        rows = list(box.rows)
        for pill in pills:
            own = [piece for row in rows for piece in row if _is_in(piece, pill)]
            if len(own) != 1:
                continue
            rows = [row for row in (tuple(p for p in row if p not in own) for row in rows) if row]
            beside = [at for at, row in enumerate(rows) if _is_level(row, pill)]
            if beside and box.top <= pill["top"] and pill["bottom"] <= box.foot:
                row = (*own, *rows[beside[0]])
                rows[beside[0]] = tuple(sorted(row, key=lambda piece: piece.left))
            else:
                place = (pill["x0"], pill["top"], pill["x1"], pill["bottom"])
                yield Boxed(*place, (tuple(own),))
        if rows:
            yield replace(box, rows=tuple(rows))


def _is_in(piece: Piece, pill: Edge) -> bool:
    across = pill["x0"] < piece.left and piece.right < pill["x1"]
    return bool(across and pill["top"] < (piece.top + piece.foot) / 2 < pill["bottom"])


def _is_level(row: Row, pill: Edge) -> bool:
    """Whether the middle of a line is that of a shape, above or below a hair."""
    return bool(pill["top"] < (row[0].top + row[0].foot) / 2 < pill["bottom"])
