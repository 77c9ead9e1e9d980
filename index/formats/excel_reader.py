"""Excel (.xlsx) to text: a sheet under its name, a row a line, its tables as grids."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import ZipFile

from index.content import Content
from index.errors import CorpusError
from index.formats.excel_formats import IN_JAPAN, shown
from index.formats.writer import Box, Writer, raised

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet


@dataclass(frozen=True, slots=True)
class _Cell:
    words: str
    last: int  # the number of the last row that it reaches
    across: int


# Text is left out: a formula may well say "".
_NOT_WORKED_OUT = re.compile(
    rb'<c\b(?![^>]*\bt="str")[^>]*><f\b(?:[^>]*/>|[^>]*>[^<]*</f>)(?:<v\s*/>|<v></v>)?</c>'
)
_SHAPE = re.compile(rb"<xdr:sp\b.*?</xdr:sp>", re.DOTALL)
_SAYS = re.compile(rb"<a:t>\s*[^<\s]")
_EXAMPLE = re.compile("記[入載]例")
_SUBJECT = re.compile(
    r"(?:基本|個別|主要)?(?:施策|事業|事務事業|取組|取り組み|プロジェクト)の?名称?"
)
# What stands beside such a label in the head of a table.
_LABEL = re.compile(
    "(?:番号|内容|概要|目的|説明|指標|予算額?|事業費|担当|所管|[課係]名?|年度|期間|時期|区分|対象"
    "|現状|課題|評価|備考)(?:[(（].*)?$"
)
_FIGURE = re.compile(r"(?!(?:19|20)\d\d(?!\d))[△▲-]?\d[\d,.]*\D{0,4}")
_Row = tuple[int, dict[int, _Cell]]
_Edges = tuple[tuple[int, int], ...]
_Shape = tuple[tuple[int, int, bool], ...]


def read_excel(data: bytes, path: Path) -> Content:
    """Return what the sheets show, but for hidden ones and examples; raises CorpusError.

    A line is a row of its sheet, with the number that Excel gives it.
    """
    import openpyxl  # only rebuilding reads Excel files

    writer = Writer()
    try:
        book = openpyxl.load_workbook(BytesIO(data), data_only=True, rich_text=True)
        for sheet in book.worksheets:
            if sheet.sheet_state == "visible" and not _EXAMPLE.search(sheet.title):
                writer.part(1)
                writer.mark_heading(writer.put(sheet.title, 1), 1)
                _write(tuple(_rows(sheet)), writer)
        examples = tuple(
            f"シート「{title}」は記入の例とみて、読んでいません。"
            for title in book.sheetnames
            if _EXAMPLE.search(title)
        )
        return writer.content(1, _notices(data) + examples)
    except Exception as e:  # openpyxl lets errors of zip, XML and its own through
        raise CorpusError(
            f"{path} は Excel ブック（.xlsx）として開けません。壊れているか、保護されています。"
            "Excel で開いて、保護なしで保存し直してください。"
        ) from e


def _notices(data: bytes) -> tuple[str, ...]:
    """Say what is not read: results of formulas that the file lacks, as Excel itself would put
    them, and what stands in shapes drawn over the cells.
    """
    with ZipFile(BytesIO(data)) as parts:
        sheets = [parts.read(n) for n in parts.namelist() if n.startswith("xl/worksheets/")]
        drawings = [parts.read(n) for n in parts.namelist() if n.startswith("xl/drawings/drawing")]
    missing = sum(len(_NOT_WORKED_OUT.findall(sheet)) for sheet in sheets)
    shapes = sum(_SAYS.search(s) is not None for d in drawings for s in _SHAPE.findall(d))
    notices = [
        f"計算式の結果が {missing} か所、ファイルに入っていません（空欄として読みました）。"
        "Excel で開いて保存し直してください。"
    ] * bool(missing) + [
        f"図形やテキストボックスの文字が {shapes} か所あり、読んでいません。セルに移してください。"
    ] * bool(shapes)
    return tuple(notices)


def _rows(sheet: "Worksheet") -> Iterator[_Row]:
    """Yield the number of each row that is seen, and its cells by column from 0."""
    # Only what is in the file: an area that is formatted down to the last row is no million rows.
    said = {place: words for place, cell in sheet._cells.items() if (words := _words(cell))}
    seen_rows, seen_columns = _seen(sheet, said)
    merged = {(area.min_row, area.min_col): area for area in sheet.merged_cells.ranges}
    rows: dict[int, dict[int, _Cell]] = {number: {} for number in seen_rows}
    for (row, column), words in sorted(said.items()):
        area = merged.get((row, column))
        last_row, last_column = (area.max_row, area.max_col) if area else (row, column)
        numbers = _between(seen_rows, row, last_row)
        columns = _between(seen_columns, column, last_column)
        if numbers and columns:
            at = bisect_left(seen_columns, columns[0])
            rows[numbers[0]][at] = _Cell(words, numbers[-1], len(columns))
    yield from rows.items()


def _seen(
    sheet: "Worksheet", said: Iterable[tuple[int, int]]
) -> tuple[Sequence[int], Sequence[int]]:
    """Return the rows and the columns that are not hidden, up to the last with words."""
    last_row = max((row for row, _ in said), default=0)
    last_column = max((column for _, column in said), default=0)
    hidden_rows = {number for number, size in sheet.row_dimensions.items() if size.hidden}
    hidden_columns = {
        column
        for size in sheet.column_dimensions.values()
        if size.hidden and size.min and size.max
        for column in range(size.min, size.max + 1)
    }
    return (
        [row for row in range(1, last_row + 1) if row not in hidden_rows],
        [column for column in range(1, last_column + 1) if column not in hidden_columns],
    )


def _between(numbers: Sequence[int], first: int, last: int) -> Sequence[int]:
    """Return those of ascending numbers that lie between two, both included."""
    return numbers[bisect_left(numbers, first) : bisect_right(numbers, last)]


def _words(cell: "Cell") -> str:
    """Return what a cell shows, without what is struck out."""
    from openpyxl.cell.rich_text import CellRichText, TextBlock

    if cell.value is None or cell.font.strike:
        return ""
    number_format = IN_JAPAN.get(cell._style.numFmtId, cell.number_format)
    if not isinstance(cell.value, CellRichText):
        return shown(cell.value, number_format)
    parts = [
        (part.text, part.font) if isinstance(part, TextBlock) else (part, None)
        for part in cell.value
    ]
    text = "".join(
        raised(words) if font and font.vertAlign == "superscript" else words
        for words, font in parts
        if not (font and font.strike)
    )
    return shown(text, number_format)


def _write(rows: Sequence[_Row], writer: Writer) -> None:
    """Write the tables of a sheet; lines above and below them by themselves."""
    named = False
    for block in _blocks(rows):
        writer.part(block[0][0])
        for part in _parts(block):
            first, last = _table_of(part)
            _lines(part[:first], writer)
            table = part[first:last]
            if len(table) == 1 and len(table[0][1]) == 2:  # a label and what it labels
                number, cells = table[0]
                writer.part(number)
                writer.put("\u3000".join(cell.words for cell in cells.values()), number)
            elif table:
                named = _table(table, writer, named=named)
            _lines(part[last:], writer)


def _table_of(rows: Sequence[_Row]) -> tuple[int, int]:
    """Return the first row of several cells, and where the rows end that cells of such reach."""
    first = next((i for i, (_, cells) in enumerate(rows) if len(cells) > 1), len(rows))
    last, covered = first, 0
    for i, (number, cells) in enumerate(rows[first:], first + 1):
        last = i if len(cells) > 1 or number <= covered else last
        covered = max([covered, *(cell.last for cell in cells.values())])
    return first, last


def _blocks(rows: Sequence[_Row]) -> Iterator[list[_Row]]:
    """Part the rows of a sheet at its blank ones, and leave out those that merged cells cover.

    A row with figures in the same cells as one above goes on with it below a blank one.
    """
    covered, ended = 0, False
    block: list[_Row] = []
    shapes: set[_Shape] = set()
    for row in rows:
        if not row[1]:
            ended = ended or row[0] > covered
            continue
        shape = tuple((i, c.across, bool(_FIGURE.fullmatch(c.words))) for i, c in row[1].items())
        if ended and block and shape not in shapes:
            yield block
            block, shapes = [], set()
        ended = False
        block.append(row)
        shapes |= {shape} if sum(figure for *_, figure in shape) > 1 else set()
        covered = max([covered, *(cell.last for cell in row[1].values())])
    if block:
        yield block


def _parts(rows: Sequence[_Row]) -> list[list[_Row]]:
    """Part rows whose cells lie across each other's edges: they are of several tables.

    A line of one cell between them is the title of the one below it.
    """
    parts: list[list[_Row]] = [[]]
    seen: set[_Edges] = set()
    covered = 0
    for row in rows:
        edges = tuple((column, column + cell.across) for column, cell in row[1].items())
        if row[0] > covered and edges not in seen and any(_cross(edges, above) for above in seen):
            part, seen = parts[-1], set()
            titles = next((i for i, r in enumerate(part[::-1]) if len(r[1]) > 1), len(part))
            parts.append(part[len(part) - titles :])
            del part[len(part) - titles :]
        parts[-1].append(row)
        seen.add(edges)
        covered = max([covered, *(cell.last for cell in row[1].values())])
    return parts


def _cross(some: _Edges, others: _Edges) -> bool:
    """Whether in each of two rows a cell begins within one of the other."""
    return all(
        any(start < begun < end for start, end in over for begun, _ in under)
        for over, under in ((some, others), (others, some))
    )


def _lines(rows: Sequence[_Row], writer: Writer) -> None:
    for number, cells in rows:
        for cell in cells.values():
            writer.put(cell.words, number)


def _table(rows: Sequence[_Row], writer: Writer, *, named: bool) -> bool:
    """Write rows as a table of those columns in which some cell begins.

    Others are there only for the width of merged cells, as on graph paper. Return whether a form
    has named what its sheet is about, 施策名 | 湖を守る: that is a heading.
    """
    columns = sorted({column for _, cells in rows for column in cells})
    numbers = [number for number, _ in rows]
    boxes = [
        Box(
            at,
            bisect_left(columns, column),
            cell.words,
            len(_between(numbers, number, cell.last)),
            len(_between(columns, column, column + cell.across - 1)),
        )
        for at, (number, cells) in enumerate(rows)
        for column, cell in cells.items()
    ]
    writer.table_apart(boxes, numbers)
    for label, box in pairwise(boxes):
        named_here = label.row == box.row and _SUBJECT.fullmatch(label.words)
        if not named and named_here and not _LABEL.search(box.words):
            writer.mark_heading(writer.cell(box.row, box.column), 2)
            named = True
    return named
