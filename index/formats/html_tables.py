"""Tables of web pages, and what is laid out as one: rows of cells at the positions they cover."""

import re
from collections.abc import Iterator, Sequence

from selectolax.lexbor import LexborNode

from index.formats.html_page import (
    BLOCKS,
    LEFT_OUT,
    elements_after,
    is_gone,
    is_left_out,
    is_unseen,
)
from index.formats.writer import NO_WIDTH, Box, HtmlWriter, raised

FILE_LINE = "data-file-line"
_PARTS = {"thead": 0, "tfoot": 2}
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_MOST_ROWS, _MOST_COLUMNS = 2000, 200
_CELLS = "[role=cell], [role=gridcell], [role=columnheader], [role=rowheader]"
_LAID_OUT = frozenset({"div", "li", "dl", "ul"})
_NO_CELLS = frozenset({"a", "br", "img", "input", "label", "hr", "table", "dl", "ul", "ol", "pre"})
_FEWEST_CELLS = 3


def rows_of(node: LexborNode) -> list[LexborNode]:
    """Return the rows of a table, or of what is laid out as one from this element on.

    >>> from selectolax.lexbor import LexborHTMLParser as Parser
    >>> page = '<div class="r"><b>指標</b><b>現状</b><b>目標</b></div>' * 2
    >>> len(rows_of(Parser(page).body.first_child))
    2
    """
    if node.tag == "table":
        return [] if _is_for_layout(node) else _rows(node)
    if node.attributes.get("role") in ("table", "grid"):
        return node.css("[role=row]")
    run = [row for part in (node, *elements_after(node)) for row in _rows_in(part) or (part,)]
    count = next((at for at, row in enumerate(run) if not _goes_with(row, run[0])), len(run))
    inline = any(all(cell.tag not in BLOCKS for cell in _cells(row)) for row in run[:count])
    return run[:count] if count > 1 and inline else []


def _rows_in(node: LexborNode) -> list[LexborNode]:
    """Return an element that is a row, or those in a box that holds nothing else."""
    if node.tag not in _LAID_OUT:
        return []
    inside = _parts(node)
    if inside and all(_is_row(part) for part in inside):
        return inside
    return [node] if _is_row(node) else []


def _is_for_layout(table: LexborNode) -> bool:
    """Whether tables stand in the cells of a table, and it has no head of its own."""
    if not any(inner.mem_id != table.mem_id for inner in table.css("table")):
        return False
    return sum(cell.tag == "th" for row in _rows(table)[:1] for cell in _cells(row)) < 2


def _rows(table: LexborNode) -> list[LexborNode]:
    """Return the rows that are shown, in the order of their parts: a foot may be written first."""
    rows: list[list[LexborNode]] = [[], [], []]
    for row in table.css("tr"):
        part = row.parent
        if part is None or is_unseen(row) or is_unseen(part):
            continue
        holder = part.parent if part.tag != "table" else part
        if holder is not None and holder.mem_id == table.mem_id:
            rows[_PARTS.get(part.tag or "", 1)].append(row)
    return [row for of_part in rows for row in of_part][:_MOST_ROWS]


def _cells(row: LexborNode) -> list[LexborNode]:
    inside = [node for node in row.iter() if not is_gone(node)]
    if row.tag == "tr":
        return [node for node in inside if node.tag in ("td", "th")]
    return row.css(_CELLS) or inside


def _is_row(node: LexborNode) -> bool:
    """Whether nothing stands in an element but others side by side, each of some words.

    It must have a class: only a style lays out what would else run on as one text.
    """
    if node.tag not in _LAID_OUT or "class" not in node.attributes:
        return False
    cells = _parts(node)
    return len(cells) >= _FEWEST_CELLS and all(_is_cell(cell) for cell in cells)


def _parts(node: LexborNode) -> list[LexborNode]:
    """Return the elements in one that has no text of its own."""
    parts = [part for part in node.iter(include_text=True) if part.tag != "-comment"]
    bare = (part for part in parts if part.tag == "-text")
    if any((part.text_content or "").strip() for part in bare):
        return []
    return [part for part in parts if part.tag != "-text"]


def _is_cell(node: LexborNode) -> bool:
    inside = [inner.tag for inner in node.traverse()]
    if _NO_CELLS.intersection(inside) or sum(tag in BLOCKS for tag in inside) > 2:
        return False
    return "lang" not in node.attributes and not node.text().rstrip().endswith(("。", "、"))


def _goes_with(row: LexborNode, first: LexborNode) -> bool:
    same = row.tag == first.tag and len(_cells(row)) == len(_cells(first))
    return same and _is_row(row) and not is_left_out(row)


def write_table(table: LexborNode, rows: Sequence[LexborNode], writer: HtmlWriter) -> None:
    """Write rows as lines of tab-separated cells, and note their grid."""
    caption = table.css_first("caption")
    words = ""
    if caption is not None and (words := words_of(caption)):
        writer.put(words, file_line(caption, writer.file_line))
    _drop_labels(rows)
    taken: set[tuple[int, int]] = set()
    boxes: list[Box] = []
    numbers = []
    for at, row in enumerate(rows):
        writer.file_line = file_line(row, writer.file_line)
        numbers.append(writer.file_line)
        boxes += _boxes(row, at, len(rows), taken)
    writer.table(boxes, numbers, words)


def file_line(node: LexborNode, otherwise: int) -> int:
    """Return the line of the file on which an element begins, where that is noted."""
    noted = node.attributes.get(FILE_LINE) or ""
    return int(noted) if noted.isdecimal() else otherwise


def _boxes(row: LexborNode, at: int, rows: int, taken: set[tuple[int, int]]) -> Iterator[Box]:
    """Yield the cells of a row at the positions that those before it leave free."""
    column = 0
    for node in _cells(row):
        while (at, column) in taken:
            column += 1
        if column >= _MOST_COLUMNS:
            return
        across = max(1, min(_number(node, "colspan", 1), _MOST_COLUMNS - column))
        down = _number(node, "rowspan", 1)
        down = min(down if down > 0 else rows, rows - at)
        taken |= {(at + i, column + j) for i in range(down) for j in range(across)}
        yield Box(at, column, words_of(node), down, across)
        column += across


def _number(node: LexborNode, name: str, otherwise: int) -> int:
    text = (node.attributes.get(name) or node.attributes.get(f"aria-{name}") or "").strip()
    return int(text) if text.isdecimal() and len(text) < 6 else otherwise


def _drop_labels(rows: Sequence[LexborNode]) -> None:
    """Hide the head of a column where it is said again in its cells, for narrow windows."""
    heads = [words_of(cell) for cell in _cells(rows[0])]
    for row in rows[1:]:
        cells = _cells(row)
        for cell, head in zip(cells, heads if len(cells) == len(heads) else (), strict=False):
            label = next((part for part in cell.iter() if part.is_element_node), None)
            if head and label is not None and words_of(label) == head != words_of(cell):
                label.attrs["hidden"] = ""


def words_of(node: LexborNode) -> str:
    """Return the text of a cell or heading, the breaks in it as blanks."""
    words = ""
    stack = [node]
    while stack:
        here = stack.pop()
        tag = here.tag or ""
        if tag in LEFT_OUT or is_unseen(here):
            continue
        if tag == "-text":
            words += here.text_content or ""
        elif tag == "br" or tag in BLOCKS or meets(here, words):
            words += " "
        if tag == "sup" and here is not node:
            words += raised(words_of(here))
        else:
            stack.extend(reversed(list(here.iter(include_text=True))))
    return _BLANKS.sub(" ", words.translate(NO_WIDTH)).strip()


def meets(node: LexborNode, words: str) -> bool:
    """Whether figures of two elements would run into one: a style sets them apart.

    >>> from selectolax.lexbor import LexborHTMLParser as Parser
    >>> cell = Parser('<p><span class="now">86</span><span class="goal">95</span>').css_first("p")
    >>> words_of(cell)
    '86 95'
    """
    before = node.prev
    if before is None or not before.is_element_node or not words[-1:].isdecimal():
        return False
    names = before.attributes.get("class"), node.attributes.get("class")
    return None not in names and names[0] != names[1] and node.text().strip()[:1].isdecimal()
