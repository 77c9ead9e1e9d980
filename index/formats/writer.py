"""HTML, PDF, Word and Excel written as text: a paragraph or a row of a table is a line."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.content import Content
from index.domain import Cell, Grid, Span

_LEVEL = "0123456789０１２３４５６７８９()（）+-"
_BLANKS = re.compile(r"[ \t\r\n\f]+")
NO_WIDTH = dict.fromkeys(map(ord, "\u00ad\u200b\u2060\ufeff"))
"""Where a word may be broken, which is no letter of it."""
_RAISED = str.maketrans(_LEVEL, "⁰¹²³⁴⁵⁶⁷⁸⁹" * 2 + "⁽⁾⁽⁾⁺⁻")


def raised(words: str) -> str:
    """Return what is set above the line: 1,200 with a note of number 1 is not 12,001.

    >>> "1,200" + raised("1)"), "10" + raised("3"), raised("※1")
    ('1,200¹⁾', '10³', '※1')
    """
    return words if words.strip(f"{_LEVEL} ") else words.translate(_RAISED)


@dataclass(frozen=True, slots=True)
class Box:
    """A cell of a table: what stands in it, and the positions that it covers."""

    row: int
    column: int
    words: str
    down: int = 1
    across: int = 1
    goes_on: bool = False
    """Whether it is the rest of the cell above it, on the page before."""
    aside: str = ""
    """What stands in it in small print: it is in the text, and no word of the cell."""


Row = tuple[Cell | None, ...]


class Writer:
    """The text so far, with the file line on which each of its lines begins, and its marks."""

    def __init__(self) -> None:
        self.length = 0
        self._lines: list[str] = []
        self._numbers: list[int] = []
        self._grids: list[Grid] = []
        self._headings: list[tuple[Span, int]] = []
        self._sizes: list[tuple[Span, float]] = []
        self._recognized: list[Span] = []

    def put(self, line: str, number: int) -> Span:
        """Put a whole line, `number` of the file, and say where it stands."""
        span = Span(self.length, self.length + len(line))
        self._lines.append(line)
        self._numbers.append(number)
        self.length += len(line) + 1
        return span

    def part(self, number: int) -> None:
        """Put a blank line, unless there is one or nothing yet."""
        if self._lines and self._lines[-1]:
            self.put("", number)

    def mark_heading(self, span: Span, level: int) -> None:
        """Note that a line is a heading."""
        self._headings.append((span, level))

    def mark_size(self, span: Span, size: float) -> None:
        """Note the size of the letters of a line."""
        self._sizes.append((span, size))

    def mark_recognized(self, start: int) -> None:
        """Note that a machine has recognised what was put from `start` on."""
        self._recognized.append(Span(start, self.length))

    def table(
        self,
        boxes: Sequence[Box],
        numbers: Sequence[int],
        caption: str = "",
        goes_on: bool = False,
    ) -> None:
        """Put a table as lines of cells parted by tabs, and note its grid.

        `numbers` are the file lines of its rows. A covered position is an empty cell in its line.
        One that goes on has the columns of the table before it, and makes one grid with it.
        """
        start = self.length
        before = self._grids.pop() if goes_on else None
        by_row: dict[int, dict[int, Box]] = {}
        for box in boxes:
            by_row.setdefault(box.row, {})[box.column] = box
        placed: dict[tuple[int, int], Cell] = {}
        for row, number in enumerate(numbers):
            own = by_row.get(row, {})
            words = [""] * max((column + box.across for column, box in own.items()), default=0)
            at = self.length
            for column in range(len(words)):
                if column in own:
                    words[column] = f"{own[column].words} {own[column].aside}".rstrip()
                    cell = Cell(Span(at, at + len(own[column].words)))
                    if before is not None and own[column].goes_on:
                        cell = before.rows[-1][column] or cell
                    _place(own[column], cell, placed)
                at += len(words[column]) + 1
            self.put("\t".join(words), number)
        columns = 1 + max((column for _, column in placed), default=0)
        rows: tuple[Row, ...] = tuple(
            tuple(placed.get((row, column)) for column in range(columns))
            for row in range(len(numbers))
        )
        end = max(self.length - 1, start)
        if before is not None:
            columns = max(columns, len(before.rows[0]))
            rows = (*_padded(before.rows, columns), *_padded(rows, columns))
            start, caption = before.span.start, before.caption
        self._grids.append(Grid(Span(start, end), rows, caption))

    def table_apart(
        self, boxes: Sequence[Box], numbers: Sequence[int], goes_on: bool = False
    ) -> None:
        """Put a table, if it has rows, between blank lines."""
        if numbers:
            self.part(numbers[0])
            self.table(boxes, numbers, goes_on=goes_on)
            self.part(numbers[-1])

    def cell(self, row: int, column: int) -> Span:
        """Return where a cell of the last table stands."""
        cell = self._grids[-1].rows[row][column]
        return cell.span if cell else Span(self.length, self.length)

    def content(self, last_number: int, notices: tuple[str, ...] = ()) -> Content:
        """Return all that was written; `last_number` is the file line on which it ends."""
        return Content(
            "".join(f"{line}\n" for line in self._lines),
            tuple(self._grids),
            (*self._numbers, last_number),
            tuple(self._headings),
            notices,
            tuple(self._sizes),
            tuple(self._recognized),
        )


class HtmlWriter(Writer):
    """A writer of running text, whose white space HTML folds."""

    def __init__(self) -> None:
        super().__init__()
        self.words = ""
        self.file_line = 1
        self.level = 0
        self.first_line = 1

    def add(self, text: str) -> None:
        """Add running text."""
        for place, piece in enumerate(text.translate(NO_WIDTH).split("\n")):
            self.file_line += place > 0
            if piece.strip(" \t\r\f") and not self.words.strip():
                self.first_line = self.file_line
            self.words += piece if place == 0 else f" {piece}"

    def end(self, blank: bool = False) -> Span:
        """End the line, if anything is on it, and say where it stands."""
        words = _BLANKS.sub(" ", self.words).strip(" ")
        self.words = ""
        span = self.put(words, self.first_line) if words else Span(self.length, self.length)
        if blank:
            self.part(self.file_line)
        return span


def _place(box: Box, cell: Cell, placed: dict[tuple[int, int], Cell]) -> None:
    for row in range(box.row, box.row + box.down):
        for column in range(box.column, box.column + box.across):
            placed.setdefault((row, column), cell)


def _padded(rows: Sequence[Row], columns: int) -> tuple[Row, ...]:
    return tuple((*row, *[None] * (columns - len(row))) for row in rows)
