"""Lists whose columns are announced in words: 以下、指標、現状値（R5）、目標値（R11）の順。"""

import re

from index.kpi.columns import named_head
from index.kpi.drafts import Draft
from index.kpi.fits import fits
from index.kpi.heads import Head
from index.kpi.labels import role_of
from index.kpi.rows import read_row
from index.kpi.source import Printed, Row, Source
from index.kpi.vocabulary import BULLETS, Role

_OPEN = re.compile(r"[（(※＊*\s]*")
_ORDER = re.compile(r"の順|順に|左から")
_BRACKETED = re.compile(r"「[^」]*」|『[^』]*』|[（(][^）)]*[）)]")
# What parts cells, not the thousands of a number.
_PART = re.compile(r"[、，／/;；｜|\t　:：]|,(?!\d{3})|(?:[…‥]|・・)+| {2,}")
_PART_OF_HEAD = re.compile(r"[、，,・／/｜|　:：→\s]")
_NUMBERED = re.compile(
    rf"\s*(?:[{BULLETS}-]|[①-⑳]|[(<（＜]?\d{{1,2}}(?:[)>.．、）＞]|(?=　)))\s*(?=\D)"
)
_NO_WORD = re.compile(r"^(?:以下|次|表|項目ごと)?(?:は|に|の|から)?|(?:の?順.*|です|。|[）)])$")


def read_announced(source: Source, taken: frozenset[int]) -> list[Draft]:
    """Read the rows below every line that says in which order names and figures stand."""
    drafts: list[Draft] = []
    head: Head | None = None
    for line in range(source.count):
        if not source.is_readable(line) or line in taken:
            continue
        row = _row(source, _cells(source, line, _NUMBERED, _PART), head) if head else None
        draft = read_row(row, head) if row and head else None
        drafts += [draft] if draft else []
        head = head if row else _head(source, line)
    return drafts


def _cells(source: Source, line: int, lead: re.Pattern[str], part: re.Pattern[str]) -> Row:
    """Part a line at its commas and gaps, but for those within brackets."""
    span = source.span(line)
    text = span.slice(source.text)
    begun = lead.match(text)
    edges = [begun.end() if begun else 0]
    text = text[: edges[0]] + _BRACKETED.sub(lambda m: "_" * len(m[0]), text[edges[0] :])
    edges += [edge for m in part.finditer(text, edges[0]) for edge in m.span()] + [len(text)]
    pairs = zip(edges[::2], edges[1::2], strict=True)
    cells = (source.printed(span.start + a, span.start + b) for a, b in pairs)
    return tuple(cell for cell in cells if cell)


def _head(source: Source, line: int) -> Head | None:
    """Return the columns that a line announces: the first is that of the names."""
    if not _ORDER.search(source.line_text(line)):
        return None
    words = _cells(source, line, _OPEN, _PART_OF_HEAD)
    labels = [Printed(_NO_WORD.sub("", word.text), word.spans) for word in words]
    while labels and role_of(labels[0]) is not Role.NAME:
        del labels[0]
    return named_head([tuple(filter(None, labels))], [], 1) if labels else None


def _row(source: Source, cells: Row, head: Head) -> Row | None:
    """Put the words before the figures of a line together to a name; None where it is no row."""
    count = len(head.columns) - 1
    if len(cells) <= count:
        return None
    row = (source.stretch(cells[:-count]), *cells[-count:])
    return row if all(fits(row[i], head.columns[i].role) for i in head.measured) else None
