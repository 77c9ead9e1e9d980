"""Word (.docx) to text: a paragraph a line, its headings by style, its tables as grids."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any, Final

from index.content import Content
from index.errors import CorpusError
from index.word_numbers import Numbers, W
from index.writer import Box, Writer

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
_WRAPPERS: Final = frozenset(
    f"{W}{name}" for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag")
)
_MARKS: Final = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}
_NOTES: Final = {f"{W}footnoteReference": "footnotes", f"{W}endnoteReference": "endnotes"}
_HEADING_LEVELS: Final = 9
_Element = Any  # lxml publishes no types


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

    styles: dict[str, _Element]
    numbers: Numbers
    notes: dict[tuple[str, str], _Element]
    writer: Writer = field(default_factory=Writer)
    number: int = 0
    noted: list[tuple[str, _Element]] = field(default_factory=list)
    """The notes that are referred to and not yet written, under their marks."""
    marks: int = 0

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
        return _Reader(by_id, Numbers.of(numbering, styles), notes)

    def write(self, parent: _Element) -> None:
        """Write the paragraphs and tables of an element."""
        for block in _blocks(parent):
            if block.tag == f"{W}tbl":
                self._table(block)
            else:
                self._paragraph(block)
            for box in block.iter(f"{W}txbxContent"):
                if not any(parent.tag in _LEFT_OUT for parent in _between(box, block)):
                    self.writer.part(self.number)
                    self.write(box)
                    self.writer.part(self.number)
            while self.noted:
                mark, note = self.noted.pop(0)
                words = " ".join(self._words(p).strip() for p in _blocks(note))
                self.number += 1
                self.writer.put(f"{mark} {words}".rstrip(), self.number)

    def _paragraph(self, paragraph: _Element) -> None:
        style = self._style(paragraph)
        if (_val(style, "name") or "").lower().startswith("toc "):
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

    def _table(self, table: _Element) -> None:
        rows = list(_rows(table))
        if _is_layout(rows):
            for row in rows:
                for cell in _within(row, "tc"):
                    self.writer.part(self.number)
                    self.write(cell)
            return
        first = self.number + 1
        self.number += len(rows)
        self.writer.table_apart(self._boxes(rows), range(first, self.number + 1))

    def _boxes(self, rows: Sequence[_Element]) -> list[Box]:
        """Return the cells of a table with the positions that they cover."""
        boxes: list[Box] = []
        above: dict[int, int] = {}  # by column, the cell that the one below may go on with
        for at, row in enumerate(rows):
            column = _count(row, "trPr/gridBefore", 0)
            for cell in _within(row, "tc"):
                across = _count(cell, "tcPr/gridSpan", 1)
                merge = _find(cell, "tcPr/vMerge")
                if merge is not None and merge.get(f"{W}val") != "restart" and column in above:
                    box = boxes[above[column]]
                    down = at - box.row + 1
                    boxes[above[column]] = Box(box.row, box.column, box.words, down, box.across)
                else:
                    above[column] = len(boxes)
                    boxes.append(Box(at, column, self._cell(cell), 1, across))
                column += across
        return boxes

    def _cell(self, cell: _Element) -> str:
        """Return the words of a cell, of the tables in it too."""
        words = []
        for block in _blocks(cell):
            if block.tag == f"{W}tbl":
                words += [self._cell(inner) for row in _rows(block) for inner in _within(row, "tc")]
            else:
                words.append(" ".join(self._words(block).split()))
        return " ".join(filter(None, words))

    def _words(self, paragraph: _Element) -> str:
        """Return what a paragraph reads as, with its number."""
        words = self._text(paragraph)
        number = self._counted(paragraph)
        return f"{number} {words}" if number and words.strip() else words

    def _counted(self, paragraph: _Element) -> str:
        """Return the number that Word counts for a paragraph."""
        key = depth = style = None
        for properties, style_id in self._properties(paragraph):
            key = key or _val(properties, "numPr/numId")
            depth = depth or _val(properties, "numPr/ilvl")
            style = style or (style_id if key else None)
        return self.numbers.next(key, None if depth is None else int(depth), style) if key else ""

    def _text(self, node: _Element) -> str:
        if node.tag in _LEFT_OUT or (node.tag == f"{W}r" and _is_on(node, "rPr/vanish")):
            return ""
        if node.tag == f"{W}t":
            return node.text or ""
        if node.tag in _NOTES:
            return self._mark(_NOTES[node.tag], node.get(f"{W}id"))
        return _MARKS.get(node.tag, "") + "".join(map(self._text, node))

    def _mark(self, kind: str, key: str) -> str:
        note = self.notes.get((kind, key))
        if note is None:
            return ""
        self.marks += 1
        self.noted.append((f"（注{self.marks}）", note))
        return self.noted[-1][0]

    def _style(self, paragraph: _Element) -> _Element | None:
        named = _val(paragraph, "pPr/pStyle")
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

    def _properties(self, paragraph: _Element) -> Iterator[tuple[_Element, str | None]]:
        """Yield the properties of a paragraph, then those of its style and of what that is like."""
        yield _find(paragraph, "pPr"), None
        style, seen = self._style(paragraph), set()
        while style is not None and style not in seen:
            seen.add(style)
            yield _find(style, "pPr"), style.get(f"{W}styleId")
            style = self.styles.get(_val(style, "basedOn") or "")

    def _level(self, paragraph: _Element) -> int | None:
        """Return the level of a heading, 1 the highest, by its outline level or its style's."""
        for properties, _ in self._properties(paragraph):
            found = _val(properties, "outlineLvl")
            if found is not None:
                level = int(found)
                return level + 1 if level < _HEADING_LEVELS else None
        return None


def _root(part: Any) -> _Element:  # noqa: ANN401 (a part of the package, of any kind)
    from docx.oxml import parse_xml

    return None if part is None else parse_xml(part.blob)


def _blocks(parent: _Element) -> Iterator[_Element]:
    """Yield the paragraphs and tables of an element, those in content controls too."""
    for child in parent:
        if child.tag in (f"{W}p", f"{W}tbl"):
            yield child
        elif child.tag in _WRAPPERS:
            yield from _blocks(child)


def _within(parent: _Element, name: str) -> Iterator[_Element]:
    """Yield the rows of a table, or the cells of a row, those in content controls too."""
    for child in parent:
        if child.tag == f"{W}{name}":
            yield child
        elif child.tag in _WRAPPERS:
            yield from _within(child, name)


def _rows(table: _Element) -> Iterator[_Element]:
    """Yield the rows of a table but those that a reviewer struck out."""
    return (row for row in _within(table, "tr") if _find(row, "trPr/del") is None)


def _is_layout(rows: Sequence[_Element]) -> bool:
    """Whether a table of few cells only gives others, or a frame, their places."""
    cells = [cell for row in rows for cell in _within(row, "tc")]
    inner = any(block.tag == f"{W}tbl" for cell in cells for block in _blocks(cell))
    return len(cells) == 1 or (inner and len(cells) <= 4)


def _between(inner: _Element, outer: _Element) -> Iterator[_Element]:
    """Yield the elements between two of which one holds the other."""
    node = inner.getparent()
    while node is not None and node is not outer:
        yield node
        node = node.getparent()


def _find(element: _Element, path: str) -> _Element:
    if element is None:
        return None
    return element.find("/".join(f"{W}{name}" for name in path.split("/")))


def _val(element: _Element, path: str) -> str | None:
    found = _find(element, path)
    return None if found is None else found.get(f"{W}val")


def _is_on(element: _Element, path: str) -> bool:
    found = _find(element, path)
    return found is not None and found.get(f"{W}val") not in ("0", "false", "off")


def _count(element: _Element, path: str, otherwise: int) -> int:
    value = _val(element, path) or ""
    return int(value) if value.isdecimal() and len(value) < 4 else otherwise
