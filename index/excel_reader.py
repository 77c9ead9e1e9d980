"""Excel (.xlsx) to text: a sheet under its name, a row a line, its tables as grids."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from index.content import Content
from index.errors import CorpusError
from index.excel_formats import shown
from index.writer import Box, Writer

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet


@dataclass(frozen=True, slots=True)
class _Cell:
    words: str
    down: int
    across: int


_Row = tuple[int, dict[int, _Cell]]


def read_excel(data: bytes, path: Path) -> Content:
    """Return what the sheets show, without what is hidden in them; raises CorpusError.

    A line is a row of its sheet, with the number that Excel gives it.
    """
    import openpyxl  # only rebuilding reads Excel files

    try:
        book = openpyxl.load_workbook(BytesIO(data), data_only=True)
    except Exception as e:  # openpyxl lets errors of zip, XML and its own through
        raise CorpusError(
            f"{path} は Excel ブック（.xlsx）として開けません。壊れているか、保護されています。"
            "Excel で開いて、保護なしで保存し直してください。"
        ) from e
    writer = Writer()
    for sheet in book.worksheets:
        if sheet.sheet_state == "visible":
            writer.part(1)
            writer.mark_heading(writer.put(sheet.title, 1), 1)
            _write(tuple(_rows(sheet)), writer)
    return writer.content(1)


def _rows(sheet: "Worksheet") -> Iterator[_Row]:
    """Yield the number of each row that is seen, and its cells by column from 0."""
    merged = {(area.min_row, area.min_col): area for area in sheet.merged_cells.ranges}
    columns = [column for column in range(1, sheet.max_column + 1) if not _hidden(sheet, column)]
    heights = [n for n in range(1, sheet.max_row + 1) if not sheet.row_dimensions[n].hidden]
    for number in heights:
        cells: dict[int, _Cell] = {}
        for at, column in enumerate(columns):
            cell = sheet.cell(number, column)
            words = shown(cell.value, cell.number_format)
            if words:
                area = merged.get((number, column))
                down = sum(area.min_row <= n <= area.max_row for n in heights) if area else 1
                across = sum(area.min_col <= n <= area.max_col for n in columns) if area else 1
                cells[at] = _Cell(words, down, across)
        yield number, cells


def _hidden(sheet: "Worksheet", column: int) -> bool:
    return any(
        size.hidden and size.min <= column <= size.max
        for size in sheet.column_dimensions.values()
        if size.min and size.max
    )


def _write(rows: Sequence[_Row], writer: Writer) -> None:
    """Write blocks of rows: lines above and below by themselves, what is between as a table."""
    covered = 0
    blocks: list[list[_Row]] = [[]]
    for row in rows:
        if row[1] or row[0] <= covered:
            blocks[-1].append(row)
            covered = max([covered, *(row[0] + cell.down - 1 for cell in row[1].values())])
        elif blocks[-1]:
            blocks.append([])
    for block in blocks:
        sizes = [len(cells) for _, cells in block]
        first = next((i for i, size in enumerate(sizes) if size > 1), len(block))
        last = len(block) - next((i for i, size in enumerate(sizes[::-1]) if size > 1), 0)
        _lines(block[:first], writer)
        _table(block[first:last], writer)
        _lines(block[max(first, last) :], writer)


def _lines(rows: Sequence[_Row], writer: Writer) -> None:
    for number, cells in rows:
        for cell in cells.values():
            writer.put(cell.words, number)


def _table(rows: Sequence[_Row], writer: Writer) -> None:
    if not rows:
        return
    left = min(column for _, cells in rows for column in cells)
    boxes = tuple(
        Box(at, column - left, cell.words, min(cell.down, len(rows) - at), cell.across)
        for at, (_, cells) in enumerate(rows)
        for column, cell in cells.items()
    )
    writer.table_apart(boxes, [number for number, _ in rows])
