"""The markup of a Word file: what its body, tables and rows hold, and single properties.

Source: ECMA-376 Part 1, 17.
"""

from collections.abc import Iterator
from typing import Any, Final

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
Element = Any  # lxml publishes no types
_WRAPPERS: Final = frozenset(
    f"{W}{name}" for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag")
)
_GALLERY: Final = "sdtPr/docPartObj/docPartGallery"


def blocks_of(parent: Element) -> Iterator[Element]:
    """Yield the paragraphs and tables of an element, those in content controls too.

    A table of contents that Word keeps in a control is left out.
    """
    for child in parent:
        if child.tag in (f"{W}p", f"{W}tbl"):
            yield child
        elif child.tag in _WRAPPERS and val(child, _GALLERY) != "Table of Contents":
            yield from blocks_of(child)


def _within(parent: Element, name: str) -> Iterator[Element]:
    """Yield the rows of a table, or the cells of a row, those in content controls too."""
    for child in parent:
        if child.tag == f"{W}{name}":
            yield child
        elif child.tag in _WRAPPERS:
            yield from _within(child, name)


def rows_of(table: Element) -> Iterator[Element]:
    """Yield the rows of a table but those that are hidden or that a reviewer struck out."""
    return (
        row
        for row in _within(table, "tr")
        if find(row, "trPr/del") is None and not is_on(find(row, "trPr/hidden"))
    )


def cells_of(row: Element) -> Iterator[Element]:
    """Yield the cells of a row but those that a reviewer struck out."""
    return (cell for cell in _within(row, "tc") if find(cell, "tcPr/cellDel") is None)


def between(inner: Element, outer: Element) -> Iterator[Element]:
    """Yield the elements between two of which one holds the other."""
    node = inner.getparent()
    while node is not None and node is not outer:
        yield node
        node = node.getparent()


def find(element: Element | None, path: str) -> Element | None:
    """Return the first element at a path of names below another, None without one."""
    if element is None:
        return None
    return element.find("/".join(f"{W}{name}" for name in path.split("/")))


def val(element: Element | None, path: str) -> str | None:
    """Return the value of the element at a path below another, None without one."""
    found = find(element, path)
    return None if found is None else found.get(f"{W}val")


def is_on(switch: Element | None) -> bool:
    """Whether a property is there and not switched off."""
    return switch is not None and switch.get(f"{W}val") not in ("0", "false", "off")


def count(element: Element, path: str, otherwise: int) -> int:
    """Return the number at a path below an element, if it is a likely one."""
    value = val(element, path) or ""
    return int(value) if value.isdecimal() and len(value) < 4 else otherwise
