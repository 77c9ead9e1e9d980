"""PDF to text: the lines of each page as they are read, and its tables as grids of cells."""

import logging
from collections.abc import Sequence
from dataclasses import replace
from io import BytesIO
from itertools import groupby, pairwise
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING

from index.content import Content
from index.errors import CorpusError
from index.formats.writer import Writer
from index.pdf.chars import MISSING, chars_of, is_lying
from index.pdf.edges import pills_of, tabs_of
from index.pdf.labels import with_labels, without_pills
from index.pdf.layout import Item, Line, Sheet, items_of
from index.pdf.margins import in_tabs, without_margins
from index.pdf.overpage import over_page
from index.pdf.ruby import without_ruby
from index.pdf.rules import rules_of
from index.pdf.scans import is_recognized, recognized_rows
from index.pdf.spreads import spreads_of
from index.pdf.tables import Ruled, tables_of
from index.pdf.text import is_upwards, rows_of

if TYPE_CHECKING:
    from pdfplumber.page import Page


def read_pdf(data: bytes, path: Path) -> Content:
    """Return the text of a PDF, a form feed between pages; raises CorpusError."""
    import pdfplumber

    logging.getLogger("pdfminer").setLevel(logging.ERROR)  # it warns of each odd font
    sheets: list[Sheet] = []
    numbers, unread, torn, recognized = [], [], [], []
    try:
        if b"startxref" not in data:  # pdfminer would look through it all, for minutes
            raise ValueError
        with pdfplumber.open(BytesIO(data)) as pdf:
            parted = spreads_of(pdf.pages)
            for page in pdf.pages:
                if is_recognized(page, data):
                    recognized.append(page.page_number)
                known = page.page_number in recognized
                own = [_sheet(half, known) for half in parted(_turned(page))]
                sheets += own
                numbers += [page.page_number] * len(own)
                missing = any(sheet.missing for sheet in own)
                if missing and all(sheet.is_empty for sheet in own):
                    unread.append(page.page_number)
                elif missing:
                    torn.append(page.page_number)
                page.close()
    except Exception as e:  # a broken file makes pdfminer fail in many ways
        raise CorpusError(
            f"{path} は PDF として開けません（壊れているか、パスワードで保護されています）。"
            "保護のない PDF に保存し直してください。"
        ) from e
    if all(sheet.is_empty for sheet in sheets):
        raise CorpusError(
            f"{path} に文字がありません（画像だけの PDF です）。"
            "文字認識（OCR）をかけるか、元の文書を使ってください。"
        )
    pages = [items_of(sheet) for sheet in without_margins(sheets)]
    read = zip(numbers, _over_pages(pages), strict=True)
    whole = [
        [item for _, items in own for item in items] for _, own in groupby(read, itemgetter(0))
    ]
    notices = tuple(_notices(unread, torn, recognized))
    return _written(whole, recognized, notices)


def _turned(page: "Page") -> "Page":
    """Return a page whose text lies on its side as one that stands upright."""
    from pdfplumber.page import Page

    lying = [char for char in page.chars if is_lying(char)]
    if len(lying) * 5 <= len(page.chars) * 3:
        return page
    turn = 90 if sum(map(is_upwards, lying)) * 2 > len(lying) else 270
    page.page_obj.rotate = page.page_obj.attrs["Rotate"] = (page.rotation + turn) % 360
    return Page(page.pdf, page.page_obj, page.page_number, page.initial_doctop)


def _sheet(page: "Page", recognized: bool) -> Sheet:
    """Return what stands on a page; nothing where most of its characters have no name."""
    chars = chars_of(page)
    printed = [char for char in chars if char["text"].strip()]
    missing = sum(char["text"] == MISSING for char in printed)
    if missing * 2 > len(printed) or not printed:
        return Sheet(missing=missing or len(page.images) + len(page.curves))
    if recognized:
        return Sheet(tuple(recognized_rows(chars)), missing=missing)
    tabs, chars = in_tabs(tabs_of(page), without_ruby(chars))
    tables, boxes, rest = tables_of(*rules_of(page), chars)
    boxes = list(without_pills(boxes, pills_of(page)))
    sheet = with_labels(Sheet(tuple(rows_of(rest)), tuple(tables), tuple(boxes), missing))
    return replace(sheet, boxes=(*sheet.boxes, *tabs))


def _over_pages(pages: Sequence[list[Item]]) -> Sequence[list[Item]]:
    """Put tables together that go on over the end of a page."""
    begun: Ruled | None = None
    for above, below in pairwise(pages):
        last, first = above[-1] if above else None, below[0] if below else None
        if not (isinstance(last, Ruled) and isinstance(first, Ruled)):
            begun = None
            continue
        begun = begun if begun is not None and last.goes_on else last
        found = over_page(begun, last, first)
        if found is not None:
            above[-1], below[0] = found
    return pages


def _written(
    pages: Sequence[Sequence[Item]], recognized: Sequence[int], notices: tuple[str, ...]
) -> Content:
    """Write the pages; each counts its own lines."""
    writer = Writer()
    for page, items in enumerate(pages, 1):
        number = 0
        if page > 1:
            writer.put("\f", 1)
        start = writer.length
        for item in items:
            if isinstance(item, Line):
                if item.apart:
                    writer.part(number)
                number += 1
                writer.mark_size(writer.put(item.words, number), item.size)
            else:
                first, last = number + item.left_out, number + len(item.tops)
                writer.table_apart(item.boxes(), range(first + 1, last + 1), item.goes_on)
                number = last
        if page in recognized:
            writer.mark_recognized(start)
    return writer.content(1, notices)


def _notices(unread: Sequence[int], torn: Sequence[int], recognized: Sequence[int]) -> list[str]:
    """Say on which pages something could not be read, and what to do."""
    found = []
    if unread:
        found.append(
            f"{_pages(unread)}には文字がありません（画像のページ）。索引に入っていません。"
            "文字認識（OCR）をかけた PDF か、元の文書に替えてください。"
        )
    if torn:
        found.append(
            f"{_pages(torn)}に読めない字があります（{MISSING} としました）。"
            "フォントを埋め込んだ PDF か、元の文書に替えてください。"
        )
    if recognized:
        found.append(
            f"{_pages(recognized)}は画像で、文字は機械が読み取ったものです（OCR）。数字の誤りがありえるため、"
            "指標は読み取らず、引用には注意を添えます。あれば元の文書に替えてください。"
        )
    return found


def _pages(numbers: Sequence[int]) -> str:
    """Return the pages, those that follow each other as a range: 3、5〜7 ページ."""
    runs = [
        [number for _, number in run]
        for _, run in groupby(enumerate(numbers), lambda one: one[1] - one[0])
    ]
    return "、".join(str(r[0]) if len(r) == 1 else f"{r[0]}〜{r[-1]}" for r in runs) + " ページ"
