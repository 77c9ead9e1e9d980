"""Word (.docx) to text: a paragraph a line, its headings by style, its tables as grids."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from index.content import Content
from index.errors import CorpusError
from index.writer import Box, Writer

if TYPE_CHECKING:
    from docx.table import Table, _Cell
    from docx.text.paragraph import Paragraph

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_LEFT_OUT: Final = frozenset(
    {
        f"{_W}pPr",  # its tab stops are no tabs
        f"{_W}rt",  # how a word is read
        f"{_W}del",  # what a reviewer struck out
        f"{_W}moveFrom",
        "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",  # said twice
    }
)
_MARKS: Final = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}
_HEADING_LEVELS: Final = 9


def read_word(data: bytes, path: Path) -> Content:
    """Return the text of a Word document as it reads with all changes taken; raises CorpusError.

    Lines are paragraphs and table rows, counted without the empty ones. Numbers that Word counts
    by itself are not in the file, so they are not in the text.
    """
    import docx

    writer = Writer()
    try:
        document = docx.Document(BytesIO(data))
    except Exception as e:  # python-docx lets errors of zip, XML and its own through
        raise CorpusError(
            f"{path} は Word 文書（.docx）として開けません。壊れているか、保護されています。"
            "Word で開いて、保護なしで保存し直してください。"
        ) from e
    number = 0
    for block in document.iter_inner_content():
        if isinstance(block, docx.table.Table):
            last = number + len(block.rows)
            writer.table_apart(tuple(_boxes(block)), range(number + 1, last + 1))
            number = last
        else:
            number = _write(block, writer, number)
    return writer.content(number)


def _write(paragraph: "Paragraph", writer: Writer, number: int) -> int:
    """Write a paragraph after line `number` and return its last line."""
    lines = [line.rstrip() for line in _words(paragraph._p).split("\n")]
    level = _level(paragraph)
    if level is not None and any(lines):
        writer.part(number)
        lines = [" ".join(line.strip() for line in lines if line.strip())]
        writer.mark_heading(writer.put(lines[0], number + 1), level)
        return number + 1
    for line in lines:
        if line:
            number += 1
            writer.put(line, number)
        else:
            writer.part(number)
    return number


def _level(paragraph: "Paragraph") -> int | None:
    """Return the level of a heading, 1 the highest, by its outline level or its style's."""
    style = paragraph.style
    properties = [paragraph._p.pPr]
    while style is not None:
        properties.append(style.element.pPr)
        style = style.base_style
    for found in properties:
        level = None if found is None else found.find(f"{_W}outlineLvl")
        if level is not None:
            number = int(level.get(f"{_W}val", _HEADING_LEVELS))
            return number + 1 if number < _HEADING_LEVELS else None
    return None


def _boxes(table: "Table") -> Iterator[Box]:
    """Yield the cells of a table with the positions that they cover."""
    places: dict[Any, list[tuple[int, int]]] = {}
    cells: dict[Any, _Cell] = {}
    for row, line in enumerate(table.rows):
        for column, cell in enumerate(line.cells, line.grid_cols_before):
            places.setdefault(cell._tc, []).append((row, column))
            cells[cell._tc] = cell
    for key, covered in places.items():
        rows, columns = zip(*covered, strict=True)
        yield Box(
            row=min(rows),
            column=min(columns),
            words=" ".join(_cell_words(cells[key])),
            down=max(rows) - min(rows) + 1,
            across=max(columns) - min(columns) + 1,
        )


def _cell_words(cell: "_Cell") -> Iterator[str]:
    """Yield the words of a cell and of the tables in it."""
    for block in cell.iter_inner_content():
        if hasattr(block, "rows"):
            for row in block.rows:
                for inner in row.cells:
                    yield from _cell_words(inner)
        else:
            yield from _words(block._p).split()


def _words(node: Any) -> str:  # noqa: ANN401 (an lxml element)
    """Return what an element reads as."""
    if node.tag in _LEFT_OUT:
        return ""
    if node.tag == f"{_W}t":
        return node.text or ""
    return _MARKS.get(node.tag, "") + "".join(map(_words, node))
