"""Lines of a plan that are not content: page marks, running headers, the table of contents.

A line counts as furniture only with evidence from elsewhere in the document: it repeats at the
edges of pages, its number goes up with the pages, its entry is met again as a heading.
"""

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from math import log

from index.domain import Document
from index.headings.table_of_contents import NUMBER_ONLY, contents_of
from index.lines import Line, is_row, lines_of, narrow
from index.normalize import squeeze
from index.quantities import is_period

_DASH = r"[-－―─—–‐ー]"
_PAGE_MARK = re.compile(
    rf"\s*(?:--\s*\d+\s*of\s*\d+\s*--|{_DASH}+\s*[\dxvi]{{1,4}}\s*{_DASH}+|p(?:age)?\.?\s*\d{{1,4}})\s*",
    re.IGNORECASE,
)
_NUMBER_AT_END = re.compile(rf"(.*?\S)(?:\s{{2,}}{_DASH}?|\s+{_DASH})\s?(\d{{1,4}})\s?{_DASH}?")
_NUMBER_AT_START = re.compile(
    rf"(?:{_DASH}\s?(?=\d+\s?{_DASH}))?(\d{{1,4}})(?:\s?{_DASH}|\s)\s+(\S.*)"
)
_WIDE_DIGIT = re.compile("[０-９]")
# Words that head a table: a line with one of them may repeat on every page and be content.
_TABLE_HEAD = re.compile(
    r"指標|目標|現状値|基準値|実績|単位|区分|項目|ゴール|ターゲット|ＫＰＩ|KPI"
    r"|^(?:担当|所管|主管)(?:課|部署|部局|部)?\s?[:：]"  # the department of each page's measure
)

_LONGEST_ENTRY = 120
_PAGE = 8  # the fewest lines of a page
_LEAST_NUMBERS = 5  # of pages that count up
_CLOSE, _LEAST_ROWS = 20, 3  # rows of a table whose numbers count up
_MOST_WAYS = 16  # to a number that are looked at
_EDGE = 2  # how many lines of text next to a page break may be running headers


@dataclass(frozen=True, slots=True)
class Furniture:
    """Indices of the lines that are not content, and which of them are a table of contents."""

    lines: frozenset[int]
    contents: frozenset[int]


def furniture(document: Document) -> frozenset[int]:
    """Return the indices of the lines (split by line feeds) that are not content."""
    return survey(document.text).lines


# Sections, passages and KPI rows are read out of the same text, one after the other.
@lru_cache(maxsize=2)
def survey(text: str) -> Furniture:
    """Find the furniture among the lines of a text."""
    lines = lines_of(text)
    narrowed = [narrow(line.text) if len(line.text) <= _LONGEST_ENTRY else "" for line in lines]
    marks = {i for i, text in enumerate(narrowed) if text and _PAGE_MARK.fullmatch(text)}
    filled = [i for i, line in enumerate(lines) if line.text.strip() and i not in marks]
    contents = contents_of(lines, narrowed, marks)
    edges = _edges(lines, marks, filled)
    found = marks | contents
    found |= _page_numbers(lines, narrowed, edges, [i for i in filled if i not in contents])
    found |= _running_numbers(narrowed, filled, contents)
    if not edges:
        edges = _edges(lines, found - contents, filled)
    found |= _running_headers(lines, edges, filled, found)
    return Furniture(frozenset(found), frozenset(contents))


def _edges(lines: Sequence[Line], marks: set[int], filled: list[int]) -> dict[int, int]:
    """Return the lines nearest to each page break, with its number: below zero at the foot."""
    breaks = sorted(marks | {line.index for line in lines if "\f" in line.text})
    edges: dict[int, int] = {}
    for number, at in enumerate(breaks, 1):
        place = bisect_left(filled, at)
        for i in filled[max(place - _EDGE, 0) : place]:
            edges.setdefault(i, -number)
        for i in filled[place : place + _EDGE]:
            edges.setdefault(i, number)
    return edges


def _page_numbers(
    lines: Sequence[Line], narrowed: list[str], edges: dict[int, int], filled: list[int]
) -> set[int]:
    """Return the lines that are bare page numbers: they go up from page to page."""
    numbers = [(i, int(match[1])) for i in filled if (match := NUMBER_ONLY.fullmatch(narrowed[i]))]
    at_edges = [(i, number) for i, number in numbers if i in edges]
    values = [number for _, number in at_edges]
    if len(values) >= 3 and all(a < b for a, b in pairwise(values)):
        return {i for i, _ in at_edges}
    ended = [i for i in filled if "。" in lines[i].text]
    numbers = sorted(at for run in _runs(numbers, ended) if len(run) < _LEAST_ROWS for at in run)
    # All are set in one width; other numbers may be in the other.
    widths: dict[bool, list[tuple[int, int]]] = {False: [], True: []}
    for i, number in numbers:
        widths[bool(_WIDE_DIGIT.search(lines[i].text))].append((i, number))
    found = max(map(_chain, widths.values()), key=len)
    return set(found or _beside_headers(numbers, narrowed, filled))


def _runs(numbers: list[tuple[int, int]], ended: Sequence[int]) -> list[list[tuple[int, int]]]:
    """Return the numbers that count up close together, as those of rows do: no sentence between.

    Of each they are the places and the numbers; `ended` are the lines that sentences end on.
    """
    runs: list[list[tuple[int, int]]] = []
    open_: dict[int, list[tuple[int, int]]] = {}
    for i, number in numbers:
        run = open_.pop(number - 1, [])
        above = run[-1][0] if run else i - _CLOSE
        if i - above >= _CLOSE or bisect_left(ended, above) < bisect_left(ended, i):
            run = []
        runs += [] if run else [run]
        run.append((i, number))
        open_[number] = run
    return runs


def _chain(numbers: list[tuple[int, int]]) -> list[int]:
    """Return the lines of the numbers that count up by one or two, each pages apart.

    Of all that do so they are those that stand furthest apart: numbers of rows stand close.
    """
    ways: dict[int, list[tuple[float, list[int]]]] = defaultdict(list)
    for i, number in numbers:
        above = ways[number - 1][-_MOST_WAYS:] + ways[number - 2][-_MOST_WAYS:]
        further = [(d + log(i - way[-1]), way) for d, way in above if i - way[-1] >= _PAGE]
        far, lines = max(further, default=(0.0, []))
        if not ways[number] or far > ways[number][-1][0]:  # Else what is above does for all below.
            ways[number].append((far, [*lines, i]))
    _, best = max((found[-1] for found in ways.values() if found), default=(0.0, []))
    return best if len(best) >= _LEAST_NUMBERS else []


def _beside_headers(
    numbers: list[tuple[int, int]], narrowed: list[str], filled: list[int]
) -> list[int]:
    """Return the lines of rising numbers behind which the head of a chapter runs along."""
    above: list[tuple[int, int]] = []
    for i, number in numbers:
        place = bisect_left(filled, i) + 1
        if place < len(filled) and _CHAPTER.match(narrowed[filled[place]]):
            above.append((i, number))
    rising = all(a[1] < b[1] and b[0] - a[0] >= _PAGE for a, b in pairwise(above))
    return [i for i, _ in above] if rising and len(above) >= 2 else []


def _running_numbers(narrowed: list[str], filled: list[int], contents: set[int]) -> set[int]:
    """Return the lines that are a running title with a page number beside it."""
    titles = {i: squeeze(narrowed[i]) for i in filled[:10] if i not in contents}
    found: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for i in filled:
        if i in contents or "\t" in narrowed[i]:
            continue
        if match := _NUMBER_AT_END.fullmatch(narrowed[i].strip()):
            found[squeeze(match[1])].append((i, int(match[2])))
        elif match := _NUMBER_AT_START.fullmatch(narrowed[i].strip()):
            found[squeeze(match[2])].append((i, int(match[1])))
    lines: set[int] = set()
    for key, places in found.items():
        rising = all(a[1] < b[1] for a, b in pairwise(places))
        lines_of_key = {i for i, _ in places}
        titled = len(key) >= 4 and any(
            key in title for i, title in titles.items() if i not in lines_of_key
        )
        if key and rising and (titled or (_spread(places) and len(places) >= 4)):
            lines |= lines_of_key
    return lines


def _spread(places: list[tuple[int, int]]) -> bool:
    return all(b[0] - a[0] >= _PAGE for a, b in pairwise(places))


def _running_headers(
    lines: Sequence[Line], edges: dict[int, int], filled: list[int], known: set[int]
) -> set[int]:
    """Return the lines that stand, numbers of chapters apart, at the edges of several pages."""
    pages: dict[tuple[str, bool], set[int]] = defaultdict(set)
    keys: dict[int, tuple[str, bool]] = {}
    for i, page in edges.items():
        text = lines[i].text.strip()
        if i in known or len(text) > _LONGEST_ENTRY or is_row(text) or text.endswith("。"):
            continue
        if is_period(text):
            continue  # （2021） at the foot of a page is the year of the last value above it.
        beside = _BESIDE_CHAPTER.fullmatch(narrow(text))
        text = beside[1] or beside[2] if beside else text
        key = _CHAPTER_NUMBER.sub("", squeeze(text))
        if len(key) >= 2 and not _TABLE_HEAD.search(text):
            keys[i] = key, page > 0
            pages[keys[i]].add(page)
    repeated = {key for key, places in pages.items() if len(places) >= 2}
    found = {i for i, key in keys.items() if key in repeated}
    if not found:
        return found
    # What stands within pages more often than at their edges is content: （現状と課題）.
    at_edges = Counter(lines[i].text.strip() for i in found)
    everywhere = Counter(t for i in filled if (t := lines[i].text.strip()) in at_edges)
    found = {i for i in found if 2 * at_edges[t := lines[i].text.strip()] >= everywhere[t]}
    # A heading may run along the pages of its chapter: where it is first met it is a heading.
    return found - set(_first_headings(lines, filled, found))


_CHAPTER_NUMBER = re.compile(r"第\d+[編部章節]")
_CHAPTER = re.compile(r"^\s*第\s*[\d一二三四五六七八九十]+\s*[編部章節]")
# A title with the head of the chapter beside it, which changes from page to page.
_TITLE, _OF_CHAPTER = r"(\S+(?: \S+)*)", _CHAPTER.pattern[1:]
_BESIDE_CHAPTER = re.compile(rf"{_TITLE}\s{{3,}}{_OF_CHAPTER}.*|{_OF_CHAPTER}.*?\s{{3,}}{_TITLE}")


def _first_headings(lines: Sequence[Line], filled: list[int], found: set[int]) -> Iterator[int]:
    texts = ((i, narrow(lines[i].text).strip()) for i in found)
    chapters = {i for i, t in texts if _CHAPTER.match(t) and not _BESIDE_CHAPTER.fullmatch(t)}
    if not chapters:
        return
    seen = {squeeze(lines[i].text) for i in filled if i not in found}
    for i in sorted(found):
        key = squeeze(lines[i].text)
        if key not in seen and i in chapters:
            yield i
        seen.add(key)
