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

from index.domain import Document
from index.lines import Line, close_up, is_row, lines_of, narrow
from index.normalize import fold_text

_DASH = r"[-－―─—–‐ー]"
_PAGE_MARK = re.compile(
    rf"\s*(?:--\s*\d+\s*of\s*\d+\s*--|{_DASH}+\s*[\dxvi]{{1,4}}\s*{_DASH}+|p(?:age)?\.?\s*\d{{1,4}})\s*",
    re.IGNORECASE,
)
_NUMBER_ONLY = re.compile(r"\s*\[?\s*(\d{1,4})\s*\]?\s*")
_NUMBER_AT_END = re.compile(rf"(.*?\S)(?:\s{{2,}}{_DASH}?|\s+{_DASH})\s?(\d{{1,4}})\s?{_DASH}?")
_NUMBER_AT_START = re.compile(
    rf"(?:{_DASH}\s?(?=\d+\s?{_DASH}))?(\d{{1,4}})(?:\s?{_DASH}|\s)\s+(\S.*)"
)
# Words that head a table: a line with one of them may repeat on every page and be content.
_TABLE_HEAD = re.compile(
    r"指標|目標|現状値|基準値|実績|単位|区分|項目|ゴール|ターゲット|ＫＰＩ|KPI"
)

_CONTENTS = re.compile(r"(?:目次|もくじ|contents|tableofcontents)(?:[（(].*)?")
_LEADER = re.compile(r"(?:[.・…‥･．·⋯_┈┄]\s?){4,}|[…⋯]{2,}|‥{2,}|[―─—]{4,}")
_LEADER_AND_PAGE = re.compile(rf"(?:{_LEADER.pattern})\s*(?:[pP]\.?\s?)?([\divxIVX]{{1,4}})\s*$")
_PAGE_AT_END = re.compile(r"\s+(?:[pP]\.?\s?)?(\d{1,4})\s*$")
_LIST_MARK = re.compile(r"^\s*(?:[-*+・○●■□◆◇]\s*|#+\s*)+")
_LONGEST_ENTRY = 120
_LONGEST_CONTENTS = 800
_PAGE = 8  # the fewest lines of a page
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
    contents = _contents(lines, narrowed, marks)
    edges = _edges(lines, marks, filled)
    found = marks | contents
    found |= _page_numbers(narrowed, edges, filled, contents)
    found |= _running_numbers(narrowed, filled, contents)
    if not edges:
        edges = _edges(lines, found - contents, filled)
    found |= _running_headers(lines, edges, filled, found)
    return Furniture(frozenset(found), frozenset(contents))


def _edges(lines: Sequence[Line], marks: set[int], filled: list[int]) -> dict[int, int]:
    """Return the lines nearest to each page break, with the number of the break."""
    breaks = sorted(marks | {line.index for line in lines if "\f" in line.text})
    edges: dict[int, int] = {}
    for number, at in enumerate(breaks):
        place = bisect_left(filled, at)
        for i in filled[max(place - _EDGE, 0) : place + _EDGE]:
            edges.setdefault(i, number)
    return edges


def _page_numbers(
    narrowed: list[str], edges: dict[int, int], filled: list[int], contents: set[int]
) -> set[int]:
    """Return the lines that are bare page numbers: they go up from page to page."""
    numbers = [
        (i, int(match[1]))
        for i in filled
        if i not in contents and (match := _NUMBER_ONLY.fullmatch(narrowed[i]))
    ]
    at_edges = [(i, number) for i, number in numbers if i in edges]
    values = [number for _, number in at_edges]
    if len(values) >= 3 and all(a < b for a, b in pairwise(values)):
        return {i for i, _ in at_edges}
    return set(_chain(numbers)) or set(_beside_headers(numbers, narrowed, filled))


def _chain(numbers: list[tuple[int, int]], least: int = 5) -> list[int]:
    """Return the lines of the numbers that count up by one or two, each pages apart."""
    chain: list[tuple[int, int]] = []
    for i, number in numbers:
        if not chain or (number - chain[-1][1] in (1, 2) and i - chain[-1][0] >= _PAGE):
            chain.append((i, number))
        elif len(chain) < 2:
            chain = [(i, number)]
    return [i for i, _ in chain] if len(chain) >= least else []


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
    titles = {i: _key(narrowed[i]) for i in filled[:10]}
    found: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for i in filled:
        if i in contents or "\t" in narrowed[i]:
            continue
        if match := _NUMBER_AT_END.fullmatch(narrowed[i].strip()):
            found[_key(match[1])].append((i, int(match[2])))
        elif match := _NUMBER_AT_START.fullmatch(narrowed[i].strip()):
            found[_key(match[2])].append((i, int(match[1])))
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
    pages: dict[str, set[int]] = defaultdict(set)
    keys: dict[int, str] = {}
    for i, page in edges.items():
        text = lines[i].text.strip()
        if i in known or len(text) > _LONGEST_ENTRY or is_row(text) or text.endswith("。"):
            continue
        key = _CHAPTER_NUMBER.sub("", _key(text))
        if len(key) >= 2 and not _TABLE_HEAD.search(text):
            keys[i] = key
            pages[key].add(page)
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


def _first_headings(lines: Sequence[Line], filled: list[int], found: set[int]) -> Iterator[int]:
    chapters = {i for i in found if _CHAPTER.match(narrow(lines[i].text))}
    if not chapters:
        return
    seen = {_key(lines[i].text) for i in filled if i not in found}
    for i in sorted(found):
        key = _key(lines[i].text)
        if key not in seen and i in chapters:
            yield i
        seen.add(key)


def _key(text: str) -> str:
    return re.sub(r"\s+", "", fold_text(text))


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of a table of contents: its key without leaders, blanks and page number."""

    key: str
    dotted: bool
    page: int | None


def entry_of(text: str) -> Entry:
    """Read a line as an entry of a table of contents."""
    text = narrow(_LIST_MARK.sub("", text))
    dotted = _LEADER.search(text)
    if dotted:
        rest = text[dotted.end() :].strip()
        return Entry(_key(text[: dotted.start()]), True, int(rest) if rest.isdecimal() else None)
    paged = _PAGE_AT_END.search(text)
    if paged:
        return Entry(_key(text[: paged.start()]), False, int(paged[1]))
    return Entry(_key(text), False, None)


def _contents(lines: Sequence[Line], narrowed: list[str], marks: set[int]) -> set[int]:
    """Return the lines of every table of contents, headed as one or known by its leaders."""
    found: set[int] = set()
    scanned = 0
    for i, text in enumerate(narrowed):
        if i < scanned or not text or not _is_contents_head(text):
            continue
        block, scanned = _headed_block(lines, narrowed, marks, i)
        found |= set(block)
    return found | _dotted_runs(narrowed, found)


def _is_contents_head(text: str) -> bool:
    bare = re.sub(r"[\s<>＜＞【】\[\]〔〕《》■●◆#*:~-]+", "", fold_text(text))
    return len(text) <= 40 and _CONTENTS.fullmatch(bare) is not None


def _headed_block(
    lines: Sequence[Line], narrowed: list[str], marks: set[int], head: int
) -> tuple[range, int]:
    """Return the lines from a heading 目次 to where one of its entries is met as a heading.

    Beside them, the line at which the search ended.
    """
    entries: set[str] = set()
    last_sure = i = head
    for i in range(head + 1, min(head + _LONGEST_CONTENTS, len(lines))):
        if not lines[i].text.strip() or i in marks or _is_contents_head(narrowed[i]):
            continue
        if _NUMBER_ONLY.fullmatch(narrowed[i]):
            last_sure = i if last_sure > head else head
            continue
        if not _may_be_entry(lines[i].text, narrowed[i]):
            break
        entry = entry_of(lines[i].text)
        if entry.dotted or entry.page is not None:
            last_sure = i
        elif entry.key in entries and not _entries_follow(lines, narrowed, i):
            # The entry again, as a heading: everything above it was the table of contents.
            return range(head, i), i
        entries.add(entry.key)
    return range(head, last_sure + 1), i


def _entries_follow(lines: Sequence[Line], narrowed: list[str], at: int) -> bool:
    """Whether one of the next few lines has a leader or ends in a page number."""
    near = [i for i in range(at + 1, min(at + 9, len(lines))) if narrowed[i].strip()][:4]
    return any(
        _LEADER.search(narrowed[i])
        or (_PAGE_AT_END.search(narrowed[i]) and not is_row(narrowed[i]))
        for i in near
    )


def _may_be_entry(text: str, narrowed: str) -> bool:
    """Whether a line is short, no sentence and no row of a table."""
    if not narrowed or text.rstrip().endswith(("。", "、")):
        return False
    if _LEADER.search(narrowed):
        return True
    bare = _PAGE_AT_END.sub("", narrowed.strip())
    return len(bare) <= 70 and not is_row(bare)


def _dotted_runs(narrowed: list[str], known: set[int]) -> set[int]:
    """Return runs of at least three lines with leaders and page numbers that do not go down."""
    found: set[int] = set()
    run: list[tuple[int, int]] = []
    for i, text in enumerate([*narrowed, "。"]):
        match = _LEADER_AND_PAGE.search(text) if text and i not in known else None
        page = int(match[1]) if match and match[1].isdecimal() else 0
        if match and (not run or (i - run[-1][0] <= 4 and page >= run[-1][1])):
            run.append((i, page))
        elif match or (run and i - run[-1][0] > 4) or text == "。":
            if len(run) >= 3:
                found.update(range(run[0][0], run[-1][0] + 1))
            run = [(i, page)] if match else []
    return found


def contents_keys(lines: Sequence[Line], contents: frozenset[int]) -> frozenset[str]:
    """Return the keys of the entries that the tables of contents list."""
    keys = (entry_of(close_up(lines[i].text)).key for i in contents if len(lines[i].text) <= 200)
    return frozenset(key for key in keys if len(key) >= 2)
