"""Whether a table goes on below another, whose head is then its own: what stands between them."""

import re
from collections.abc import Iterable, Sequence, Set

from index.kpi.columns import is_part_of
from index.kpi.grid import Table
from index.kpi.heads import Head
from index.kpi.labels import is_empty
from index.kpi.source import Row, Source, squeeze
from index.kpi.values import is_value

# Only blank lines, notes, and lines this short stand between.
_LONGEST = 20
_RULE = re.compile(r"\s*(?:-{3,}|\*{3,}|_{3,})\s*")
_NOTE = re.compile(r"\s*(?:[※＊¹²³⁴-⁹]|\*(?![*\s])|[(\[]?注|資料\s*:|出典\s*:)")
_CAPTION = re.compile(r"[<(\[*]*(?:図表|表|図)\d+(?:[-.]\d+)*[^\d.-]{2}")
_GOES_ON = re.compile(
    r"[(\[<](?:つづき|続き?|前(?:ページ|頁)(?:の|から)?(?:の?(?:つづき|続き))?)[)\]>]"
)


def goes_on_below(
    source: Source, before: Table, head: Head, table: Table, stops: Set[int], *, near: bool
) -> bool:
    """Whether nothing ends a table before another of as many columns, and that has no head.

    Where `near` is not enough a page must end between them. A caption of its own begins a table
    of its own, unless it says that it goes on, or is that of the table before.
    """
    if len(head.columns) != table.width or _is_headed(table.rows, head):
        return False
    lines = [n for n in range(before.last + 1, table.first) if source.is_readable(n)]
    ended = _page_ends(source, before.last, table.first)
    if not near and not (ended and stops.isdisjoint(lines)):
        return False
    above = set(_words(source, range(max(0, before.first - 3), before.first)))
    return all(
        _GOES_ON.search(words) or words in above or _is_aside(words, ended)
        for words in _words(source, lines)
    )


def _is_aside(words: str, ended: bool) -> bool:
    """Whether a line is but a word or, where a page ends, a note; no caption."""
    short = len(words) <= _LONGEST and not _CAPTION.match(words)
    return short or (ended and bool(_NOTE.match(words)))


def _is_headed(rows: Sequence[Row], head: Head) -> bool:
    """Whether words stand first where the values would, and figures only below: 港 | 長さ | 幅."""
    cells = ([row[i] for i in head.values if i < len(row)] for row in rows[:2])
    told = [[cell.text for cell in row if not is_empty(cell)] for row in cells]
    worded = [not any(map(is_value, row)) for row in told if row]
    return len(worded) == 2 and worded[0] and not worded[1] and not is_part_of(rows[0], head)


def _page_ends(source: Source, last: int, line: int) -> bool:
    ruled = any(_RULE.fullmatch(source.line_text(n)) for n in range(last + 1, line))
    return ruled or source.page_ended(last, line)


def _words(source: Source, lines: Iterable[int]) -> list[str]:
    return [squeeze(source.cell(n).text) for n in lines if source.is_readable(n)]
