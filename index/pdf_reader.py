"""PDF to text: the lines of each page, and its ruled tables as grids of certain cells."""

import logging
import re
from collections.abc import Iterator, Sequence
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any, Final

from index.content import Content
from index.errors import CorpusError
from index.normalize import plain_radicals
from index.writer import Box, Writer

if TYPE_CHECKING:
    from pdfplumber.page import Page
    from pdfplumber.table import Table

_PARTED: Final = 1.6
"""A gap of so many usual ones parts two paragraphs."""
_LATIN: Final = re.compile(r"[!-~]")


def read_pdf(data: bytes, path: Path) -> Content:
    """Return the text of a PDF, a form feed between pages; raises CorpusError."""
    import pdfplumber

    logging.getLogger("pdfminer").setLevel(logging.ERROR)  # it warns of each odd font
    writer = Writer()
    try:
        with pdfplumber.open(BytesIO(data)) as pdf:
            for page in pdf.pages:
                if page.page_number > 1:
                    writer.put("\f", 1)
                _write(page, writer)
                page.close()
    except Exception as e:  # a broken file makes pdfminer fail in many ways
        raise CorpusError(
            f"{path} は PDF として開けません（壊れているか、パスワードで保護されています）。"
            "保護のない PDF に保存し直してください。"
        ) from e
    content = writer.content(1)
    if not content.text.strip():
        raise CorpusError(
            f"{path} に文字がありません（画像だけの PDF です）。"
            "文字認識（OCR）をかけるか、元の文書を使ってください。"
        )
    return content


def _write(page: "Page", writer: Writer) -> None:
    """Write the lines and tables of a page from its top to its foot; each page counts its own."""
    tables = sorted(filter(_is_table, page.find_tables()), key=lambda table: table.bbox[1])
    areas = [table.bbox for table in tables]
    prose = page.filter(lambda thing: not _lies_in(thing, areas))
    lines = prose.extract_text_lines(strip=False, return_chars=False)
    usual = median([b["top"] - a["top"] for a, b in pairwise(lines)] or [0.0])
    foot, number = 0.0, 0
    for line in lines:
        while tables and tables[0].bbox[1] < line["top"]:
            foot = tables[0].bbox[3]
            number = _write_table(tables.pop(0), writer, number)
        if line["top"] - foot > _PARTED * usual:
            writer.part(number)
        foot, number = line["top"], number + 1
        writer.put(plain_radicals(line["text"].rstrip()), number)
    for table in tables:
        number = _write_table(table, writer, number)


def _write_table(table: "Table", writer: Writer, number: int) -> int:
    """Write a table between blank lines after line `number` of its page; return its last line."""
    last = number + len(table.rows)
    writer.table_apart(tuple(_boxes(table)), range(number + 1, last + 1))
    return last


def _is_table(table: "Table") -> bool:
    """Whether it has rows and columns; a frame around prose has not."""
    return len(table.rows) > 1 and len(table.columns) > 1


def _lies_in(thing: dict[str, Any], areas: Sequence[tuple[float, float, float, float]]) -> bool:
    x, y = (thing["x0"] + thing["x1"]) / 2, (thing["top"] + thing["bottom"]) / 2
    return any(left <= x < right and top <= y < foot for left, top, right, foot in areas)


def _boxes(table: "Table") -> Iterator[Box]:
    """Yield the cells of a table with the positions that they cover."""
    lefts = sorted({cell[0] for cell in table.cells})
    tops = sorted({cell[1] for cell in table.cells})
    for cells, texts in zip(table.rows, table.extract(), strict=True):
        for cell, text in zip(cells.cells, texts, strict=True):
            if cell is not None:
                left, top, right, foot = cell
                yield Box(
                    row=tops.index(top),
                    column=lefts.index(left),
                    words=_joined((text or "").split("\n")),
                    down=sum(top <= y < foot for y in tops),
                    across=sum(left <= x < right for x in lefts),
                )


def _joined(lines: Sequence[str]) -> str:
    """Join the lines that a cell is too narrow for; only Latin words need a blank between."""
    words = ""
    for line in (plain_radicals(line.strip()) for line in lines):
        parted = words and line and _LATIN.match(words[-1]) and _LATIN.match(line[0])
        words += f" {line}" if parted else line
    return words
