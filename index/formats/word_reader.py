"""Word (.docx) to text: a paragraph a line, its headings by style, its tables as grids."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from io import BytesIO
from itertools import takewhile
from pathlib import Path
from typing import Any, Final

from index.content import Content
from index.errors import CorpusError
from index.formats.word_numbers import Numbers
from index.formats.word_xml import (
    Element,
    W,
    between,
    blocks_of,
    cells_of,
    count,
    find,
    is_on,
    rows_of,
    val,
)
from index.formats.writer import Box, Writer, raised

_LEFT_OUT: Final = frozenset(
    {
        f"{W}pPr",  # its tab stops are no tabs
        f"{W}rPr",
        f"{W}rt",  # how a word is read
        f"{W}del",  # what a reviewer struck out
        f"{W}moveFrom",
        f"{W}txbxContent",  # a text box stands below the paragraph that it is tied to
        "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",  # said twice
    }
)
_MARKS: Final = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}
_M: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_WORDS: Final = frozenset({f"{W}t", f"{_M}t"})
_UNSEEN: Final = ("vanish", "strike", "dstrike")
_NOTES: Final = {f"{W}footnoteReference": "footnotes", f"{W}endnoteReference": "endnotes"}
_HEADING_LEVELS: Final = 9
_SMALL_PRINT: Final = 0.9  # how large it is at most, in the size of the words above it
_SHORTEST_REMARK: Final = 5
_FIGURE: Final = re.compile(r"[△▲約]?\s?[\d０-９―－-]")
# What small print bears that is more than a remark: a year or unit in brackets, values.
_NO_REMARK: Final = re.compile(r"^[(（]|現状|現在|基準|目標|実績|→|⇒")


def read_word(data: bytes, path: Path) -> Content:
    """Return the text of a Word document as it reads with all changes taken; raises CorpusError.

    Lines are paragraphs and table rows, counted without the empty ones. The numbers that Word
    counts stand before headings and items, notes below the paragraph that refers to them.
    """
    import docx

    try:
        document = docx.Document(BytesIO(data))
        reader = _Reader.of(document)
        reader.write(document.element.body)
    except Exception as e:  # python-docx lets errors of zip, XML and its own through
        raise CorpusError(
            f"{path} は Word 文書（.docx）として開けません。壊れているか、保護されています。"
            "Word で開いて、保護なしで保存し直してください。"
        ) from e
    return reader.writer.content(reader.number)


@dataclass(slots=True)
class _Reader:
    """Writes the blocks of a document in their order; `number` is that of the last line."""

    styles: dict[str, Element]
    numbers: Numbers
    notes: dict[tuple[str, str], Element]
    writer: Writer = field(default_factory=Writer)
    number: int = 0
    noted: list[tuple[str, Element]] = field(default_factory=list)
    """The notes that are referred to and not yet written, under their marks."""
    marks: int = 0
    usual: float = 20.0  # the size of letters where no style says one, in half points

    @staticmethod
    def of(document: Any) -> "_Reader":  # noqa: ANN401 (python-docx's document)
        """Read the parts that the body refers to."""
        parts = {
            relation.reltype.rsplit("/", 1)[-1]: relation.target_part
            for relation in document.part.rels.values()
            if not relation.is_external
        }
        styles = document.styles.element
        numbering = _root(parts.get("numbering"))
        notes = {
            (kind, note.get(f"{W}id")): note
            for kind in _NOTES.values()
            for note in (() if kind not in parts else _root(parts[kind]))
        }
        by_id = {style.get(f"{W}styleId"): style for style in styles.iter(f"{W}style")}
        usual = val(find(styles, "docDefaults/rPrDefault"), "rPr/sz")
        numbers = Numbers.of(numbering, styles)
        return _Reader(by_id, numbers, notes, usual=float(usual or 20))

    def write(self, parent: Element) -> None:
        """Write the paragraphs and tables of an element."""
        for block in blocks_of(parent):
            if block.tag == f"{W}tbl":
                self._table(block)
            else:
                self._paragraph(block)
            for box in block.iter(f"{W}txbxContent"):
                if not any(parent.tag in _LEFT_OUT for parent in between(box, block)):
                    self.writer.part(self.number)
                    self.write(box)
                    self.writer.part(self.number)
            while self.noted:
                mark, note = self.noted.pop(0)
                words = " ".join(self._words(p).strip() for p in blocks_of(note))
                self.number += 1
                self.writer.put(f"{mark} {words}".rstrip(), self.number)

    def _paragraph(self, paragraph: Element) -> None:
        style = self._style(paragraph)
        if (val(style, "name") or "").lower().startswith("toc "):
            return  # a table of contents
        lines = [line.rstrip() for line in self._words(paragraph).split("\n")]
        level = self._level(paragraph)
        if level is not None and any(lines):
            self.writer.part(self.number)
            words = " ".join(line.strip() for line in lines if line.strip())
            self.number += 1
            self.writer.mark_heading(self.writer.put(words, self.number), level)
            return
        for line in lines:
            if line:
                self.number += 1
                self.writer.put(line, self.number)
            else:
                self.writer.part(self.number)

    def _table(self, table: Element) -> None:
        rows = list(rows_of(table))
        if _is_layout(rows):
            for row in rows:
                for cell in cells_of(row):
                    self.writer.part(self.number)
                    self.write(cell)
            return
        first = self.number + 1
        self.number += len(rows)
        self.writer.table_apart(self._boxes(rows), range(first, self.number + 1))

    def _boxes(self, rows: Sequence[Element]) -> list[Box]:
        """Return the cells of a table with the positions that they cover."""
        boxes: list[Box] = []
        above: dict[int, int] = {}  # by column, the cell that the one below may go on with
        for at, row in enumerate(rows):
            column = count(row, "trPr/gridBefore", 0)
            for cell in cells_of(row):
                across = count(cell, "tcPr/gridSpan", 1)
                merge = find(cell, "tcPr/vMerge")
                if merge is not None and merge.get(f"{W}val") != "restart" and column in above:
                    box = boxes[above[column]]
                    down = at - box.row + 1
                    boxes[above[column]] = replace(box, down=down)
                else:
                    above[column] = len(boxes)
                    words, aside = _parted(self._cell(cell))
                    boxes.append(Box(at, column, words, 1, across, aside=aside))
                column += across
        return boxes

    def _cell(self, cell: Element) -> list[tuple[str, float]]:
        """Return the words of a cell by paragraph, of the tables in it too, and their sizes."""
        said: list[tuple[str, float]] = []
        for block in blocks_of(cell):
            if block.tag == f"{W}tbl":
                said += [one for r in rows_of(block) for c in cells_of(r) for one in self._cell(c)]
            else:
                said.append((" ".join(self._words(block).split()), self._size(block)))
        return [(words, size) for words, size in said if words]

    def _size(self, paragraph: Element) -> float:
        """Return the size of the first letters of a paragraph, in half points."""
        run = next((r for r in paragraph.iter(f"{W}r") if r.find(f"{W}t") is not None), None)
        own = None if run is None else self._of_run(run, "sz")
        styles = (val(style, "rPr/sz") for style in self._alike(self._style(paragraph)))
        of_style = next(filter(None, styles), self.usual)
        return float(of_style if own is None else own.get(f"{W}val"))

    def _words(self, paragraph: Element) -> str:
        """Return what a paragraph reads as, with its number."""
        words = self._text(paragraph)
        number = self._counted(paragraph)
        return f"{number} {words}" if number and words.strip() else words

    def _counted(self, paragraph: Element) -> str:
        """Return the number that Word counts for a paragraph."""
        key = depth = style = None
        for properties, style_id in self._properties(paragraph):
            key = key or val(properties, "numPr/numId")
            depth = depth or val(properties, "numPr/ilvl")
            style = style or (style_id if key else None)
        return self.numbers.next(key, None if depth is None else int(depth), style) if key else ""

    def _text(self, node: Element) -> str:
        if node.tag in _LEFT_OUT:
            return ""
        if node.tag in _WORDS:
            return node.text or ""
        if node.tag in _NOTES:
            return self._mark(_NOTES[node.tag], node.get(f"{W}id"))
        if node.tag == f"{W}r" and any(is_on(self._of_run(node, name)) for name in _UNSEEN):
            return ""
        parts = map(self._text, node)
        if node.tag == f"{_M}f":  # a fraction: what is above and below its line
            return "/".join(filter(None, parts))
        words = _MARKS.get(node.tag, "") + "".join(parts)
        return raised(words) if self._is_raised(node) else words

    def _is_raised(self, node: Element) -> bool:
        if node.tag != f"{W}r":
            return bool(node.tag == f"{_M}sup")
        place = self._of_run(node, "vertAlign")
        return place is not None and place.get(f"{W}val") == "superscript"

    def _of_run(self, run: Element, name: str) -> Element | None:
        """Return a property of a run: its own, or that of its style or of what that is like."""
        styles = self._alike(self.styles.get(val(run, "rPr/rStyle") or ""))
        found = (find(owner, f"rPr/{name}") for owner in (run, *styles))
        return next((element for element in found if element is not None), None)

    def _mark(self, kind: str, key: str) -> str:
        note = self.notes.get((kind, key))
        if note is None:
            return ""
        self.marks += 1
        self.noted.append((f"（注{self.marks}）", note))
        return self.noted[-1][0]

    def _style(self, paragraph: Element) -> Element | None:
        named = val(paragraph, "pPr/pStyle")
        if named is not None:
            return self.styles.get(named)
        return next(
            (
                style
                for style in self.styles.values()
                if style.get(f"{W}type") == "paragraph" and style.get(f"{W}default") == "1"
            ),
            None,
        )

    def _properties(self, paragraph: Element) -> Iterator[tuple[Element, str | None]]:
        """Yield the properties of a paragraph, then those of its style and of what that is like."""
        yield find(paragraph, "pPr"), None
        for style in self._alike(self._style(paragraph)):
            yield find(style, "pPr"), style.get(f"{W}styleId")

    def _alike(self, style: Element | None) -> list[Element]:
        """Return a style, that which it is based on, and so on."""
        styles: list[Element] = []
        while style is not None and style not in styles:
            styles.append(style)
            style = self.styles.get(val(style, "basedOn") or "")
        return styles

    def _level(self, paragraph: Element) -> int | None:
        """Return the level of a heading, 1 the highest, by its outline level or its style's."""
        for properties, _ in self._properties(paragraph):
            found = val(properties, "outlineLvl")
            if found is not None:
                level = int(found)
                return level + 1 if level < _HEADING_LEVELS else None
        return None


def _root(part: Any) -> Element:  # noqa: ANN401 (a part of the package, of any kind)
    from docx.oxml import parse_xml

    return None if part is None else parse_xml(part.blob)


def _is_layout(rows: Sequence[Element]) -> bool:
    """Whether a table of few cells only gives others, or a frame, their places."""
    cells = [cell for row in rows for cell in cells_of(row)]
    inner = any(block.tag == f"{W}tbl" for cell in cells for block in blocks_of(cell))
    return len(cells) == 1 or (inner and len(cells) <= 4)


def _parted(said: Sequence[tuple[str, float]]) -> tuple[str, str]:
    """Return the words of a cell, and what it says of them below in smaller letters."""
    small = takewhile(lambda one: one[1] < _SMALL_PRINT * said[0][1], reversed(said))
    count = len(said) - len(list(small))
    words, aside = (" ".join(words for words, _ in part) for part in (said[:count], said[count:]))
    if len(aside) > _SHORTEST_REMARK and not (_NO_REMARK.search(aside) or _FIGURE.match(words)):
        return words, aside
    return f"{words} {aside}".strip(), ""
