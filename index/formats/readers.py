"""File formats to text with what the format itself says: headings and tables.

Text, Markdown, CSV and TSV keep the text of the file, but for tables written in HTML; HTML, PDF,
Word and Excel are written as text.
"""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

from index.content import Content
from index.domain import Cell, Grid, Span
from index.encodings import decode
from index.errors import CorpusError
from index.formats.excel_reader import read_excel
from index.formats.html_reader import read_html
from index.formats.markdown_reader import read_markdown, read_text, with_line_feeds
from index.formats.word_reader import read_word
from index.pdf.reader import read_pdf


def read_csv(text: str) -> Content:
    """Keep the text; each block of rows between empty lines is a grid.

    Excel writes tabs into some files of this name.
    """
    return _separated(text, "\t" if text.count("\t") > text.count(",") else ",")


def read_tsv(text: str) -> Content:
    """Keep the text; each block of rows between empty lines is a grid."""
    return _separated(text, "\t")


# A quoted field must end at a separator, or its quote is a character like any other.
_LONGEST_FIELD = 20_000


def _separated(text: str, separator: str) -> Content:
    text = with_line_feeds(text)
    grids = []
    block: list[tuple[Cell, ...]] = []
    for row in _rows(text, separator):
        if any(cell.span.start < cell.span.end for cell in row):
            block.append(row)
            continue
        grids += _grid(block)
        block = []
    return Content(text, tuple(grids + _grid(block)))


def _grid(rows: list[tuple[Cell, ...]]) -> list[Grid]:
    """Make a grid of the rows with several cells; lines of prose around them are none."""
    rows = [row for row in rows if len(row) > 1]
    if len(rows) < 2:
        return []
    columns = max(map(len, rows))
    filled = tuple((*row, *[None] * (columns - len(row))) for row in rows)
    return [Grid(Span(rows[0][0].span.start, rows[-1][-1].span.end), filled)]


def _rows(text: str, separator: str) -> Iterator[tuple[Cell, ...]]:
    """Yield the rows as the csv module would, but with the place of each cell."""
    end = re.compile(rf"{re.escape(separator)}|\r?\n|\Z")
    quoted = re.compile(rf'"((?:[^"]|"")*)"(?=[ ]*(?:{re.escape(separator)}|\r?\n|\Z))')
    row: list[Cell] = []
    at = 0
    while True:
        match = None
        if text.startswith('"', at):
            match = quoted.match(text, at, min(at + _LONGEST_FIELD, len(text)))
        found = end.search(text, match.end() if match else at)
        if found is None:  # \Z always matches: this only tells the type checker so
            return
        start, stop = match.span(1) if match else (at, found.start())
        words = text[start:stop].strip()
        start += len(text[start:stop]) - len(text[start:stop].lstrip()) if words else 0
        row.append(Cell(Span(start, start + len(words))))
        at = found.end()
        if found[0] != separator:
            yield tuple(row)
            row = []
        if found.end() == len(text) and found[0] != separator:
            return


OF_TEXT: dict[str, Callable[[str], Content]] = {
    ".txt": read_text,
    ".text": read_text,
    ".md": read_markdown,
    ".markdown": read_markdown,
    ".html": read_html,
    ".htm": read_html,
    ".csv": read_csv,
    ".tsv": read_tsv,
}
OF_BYTES: dict[str, Callable[[bytes, Path], Content]] = {
    ".pdf": read_pdf,
    ".docx": read_word,
    ".xlsx": read_excel,
}
_MOST_TEXT = 32 << 20
"""Bytes of text; a plan has at most one or two million."""
FORMATS = (*OF_TEXT, *OF_BYTES)


def read_content(data: bytes, path: Path) -> Content:
    """Read the bytes of a file of one of FORMATS; raises CorpusError naming the file."""
    suffix = path.suffix.lower()
    if suffix in OF_BYTES:
        return OF_BYTES[suffix](data, path)
    if len(data) > _MOST_TEXT:
        raise CorpusError(
            f"{path} は {len(data) >> 20} MB あり、大きすぎます（{_MOST_TEXT >> 20} MB まで）。"
            "計画の本文のファイルか、確かめてください。"
        )
    return OF_TEXT[suffix](decode(data, path))
