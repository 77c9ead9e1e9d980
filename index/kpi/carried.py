"""Whether a table goes on below another, whose head is then its own: what stands between them."""

import re
from collections.abc import Iterable, Set

from index.kpi.grid import Table
from index.kpi.source import Source, squeeze

# Only blank lines, notes, and lines this short stand between.
_LONGEST = 20
_RULE = re.compile(r"\s*(?:-{3,}|\*{3,}|_{3,})\s*")
_NOTE = re.compile(r"\s*(?:[※＊¹²³⁴-⁹]|\*(?![*\s])|[(\[]?注|資料\s*:|出典\s*:)")
_CAPTION = re.compile(r"[<(\[*]*(?:図表|表|図)\d")
_GOES_ON = re.compile(
    r"[(\[<](?:つづき|続き?|前(?:ページ|頁)(?:の|から)?(?:の?(?:つづき|続き))?)[)\]>]"
)


def goes_on_below(
    source: Source, before: Table, table: Table, stops: Set[int], *, near: bool
) -> bool:
    """Whether nothing ends a table before another that may have no head of its own.

    Where `near` is not enough a page must end between them. A caption of its own begins a table
    of its own, unless it says that it goes on, or is that of the table before.
    """
    lines = [n for n in range(before.last + 1, table.first) if source.is_readable(n)]
    if not near and not (_page_ends(source, before.last, table.first) and stops.isdisjoint(lines)):
        return False
    above = set(_words(source, range(max(0, before.first - 3), before.first)))
    return all(
        _GOES_ON.search(words) or words in above or not (_CAPTION.match(words) or _is_text(words))
        for words in _words(source, lines)
    )


def _page_ends(source: Source, last: int, line: int) -> bool:
    ruled = any(_RULE.fullmatch(source.line_text(n)) for n in range(last + 1, line))
    return ruled or source.page_ended(last, line)


def _is_text(words: str) -> bool:
    return len(words) > _LONGEST and not _NOTE.match(words)


def _words(source: Source, lines: Iterable[int]) -> list[str]:
    return [squeeze(source.cell(n).text) for n in lines if source.is_readable(n)]
