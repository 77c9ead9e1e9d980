"""The lines of a document that may be headings, before anyone asks which stands above which."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from index.domain import Document
from index.headings.furniture import survey
from index.headings.grid_lines import read_cells
from index.headings.items import holds_next, known_labels, without_charts, without_lists
from index.headings.large import Letters, with_large
from index.headings.listed import as_listed
from index.headings.markers import FORM, STYLES, Heading, Kind, heading_of, number_of
from index.headings.table_of_contents import contents_entries, entry_of
from index.lines import Line, close_up, is_blank, is_row, is_rule, lines_of, narrow, width
from index.normalize import squeeze

_MATTER = re.compile(
    r"(?:はじめに|おわりに|まえがき|あとがき|序論?|序章|終章|結びに?|むすびに?|巻頭言|ごあいさつ|"
    r"(?:参考)?資料編?|付属?資料|附属資料|巻末資料|資料集|用語(?:の?解説|集|説明)|付録|別紙|別添)(?:\s.{1,20})?"
)
_LONGEST_LABEL = 24
_SELDOM = 2  # so often a heading stands in a text, running headers more often
_LONGEST_ROW = 6  # lines of a table, set as raw text
_SENTENCE, _FEW = re.compile("[、。]"), 20  # cells a line each are no text
_FINISHED = re.compile(r"[。！？!?」』）)：:]\s*$")
# Prose that goes on: it has commas or stops, or ends within a word's ending.
_RUNNING = re.compile(r"(?:[、。].*|[ぁ-ん])(?<![。！？!?」』）)：:])\s*$")
# Words that no title ends with, and with which no sentence begins.
_UNFINISHED = re.compile(r"(?:[をがへ、]|(?<!と)は|(?<![ぁ-ん])[にでと])$")
_IN_A_WORD = re.compile(r"[ぁ-ん]")
_FIRST_BEHIND_LABEL = re.compile(r"[^:：①]{1,16}[:：]\s*(?=[①(（]?[1１①])")  # 指標：①…, above ②…
_FIGURE = re.compile(r"[\d,.]+\s?")
_LIST_ITEM = re.compile(r"^\s*(?:[-・･○◎●＊*※→⇒▸✓✔]|[一二三四五六七八九十]、)")


@dataclass(frozen=True, slots=True)
class Overview:
    """The lines of a document, looked over once for headings and passages.

    By their indices `skip` are furniture and `filled` are content; `entries` are the lines of
    tables of contents by their keys, `wrap` is the width at which nine of ten lines have ended.
    `hard` says that lines are broken to fit: of those that are full few end with a sentence.
    """

    lines: tuple[Line, ...]
    skip: frozenset[int]
    entries: Mapping[str, str]
    filled: tuple[int, ...]
    wrap: int
    hard: bool

    @staticmethod
    @lru_cache(maxsize=2)
    def of(text: str) -> "Overview":
        """Look over the lines of a text."""
        lines = lines_of(text)
        found = survey(text)
        filled = [
            line.index
            for line in lines
            if line.index not in found.lines and not is_blank(line.text) and not is_rule(line.text)
        ]
        words = [t for i in filled if len(t := lines[i].text) < 200 and not is_row(t)]
        said = [text for text in words if _SENTENCE.search(text)]
        widths = sorted(map(width, said if len(said) >= _FEW else words))
        wrap = widths[len(widths) * 9 // 10] if widths else 0
        entries = contents_entries(lines, found.contents)
        wrap = max(wrap, 40)
        full = [text for i in filled if width(text := lines[i].text) * 100 >= wrap * 80]
        words = [text for text in full if not is_row(text)]
        hard = sum(text.rstrip().endswith("。") for text in words) * 2 <= len(words)
        return Overview(lines, found.lines, entries, tuple(filled), wrap, hard)

    def at(self, offset: int) -> int:
        """Return the index of the line that an offset is on."""
        return bisect_right(self.lines, offset, key=lambda line: line.start) - 1

    def has_body(self, above: int, below: int) -> bool:
        """Whether content stands between two lines."""
        place = bisect_right(self.filled, above)
        return place < len(self.filled) and self.filled[place] < below

    def next_filled(self, index: int) -> Line | None:
        """Return the next line of content."""
        place = bisect_right(self.filled, index)
        return self.lines[self.filled[place]] if place < len(self.filled) else None

    def before(self, index: int) -> str:
        """Return the line directly above, empty where that is blank or furniture."""
        if index == 0 or index - 1 in self.skip:
            return ""
        return self.lines[index - 1].text.strip()

    def is_apart(self, index: int) -> bool:
        """Whether a blank line stands below a line, and one or a heading above it."""
        head = heading_of(0, self.before(index)) if self.before(index) else None
        above = head is not None and head.titled if self.before(index) else True
        return above and index + 1 < len(self.lines) and is_blank(self.lines[index + 1].text)

    def continues(self, index: int) -> bool:
        """Whether a line goes on with a sentence that the line above did not end."""
        above = self.before(index)
        if not above or len(above) < 15 or not _RUNNING.search(above) or is_row(above):
            return False
        return self._is_full(above) and heading_of(0, above) is None

    def runs_on(self, index: int) -> bool:
        """Whether a line breaks off within a sentence that the line below it ends."""
        words = self.lines[index].text.strip()
        if index + 1 >= len(self.lines) or index + 1 in self.skip:
            return False
        below = self.lines[index + 1].text.strip()
        if "。" not in below or is_row(below) or heading_of(0, below) is not None:
            return False
        if _UNFINISHED.search(words):
            return True
        return "、" in words and (self._is_full(words) or bool(_IN_A_WORD.match(below)))

    def _is_full(self, text: str) -> bool:
        """Whether a line is so long that it may be broken at its end."""
        return width(text) * 100 >= self.wrap * 85


def candidates(document: Document, overview: Overview) -> list[Heading]:
    """Return the lines that look like headings, in order, items of lists left out."""
    letters = Letters.of(document, overview.lines, overview.filled)
    found = without_charts(_lookalikes(document, overview, letters), overview.lines)
    found = as_listed(without_lists(found, overview.has_body), overview.entries)
    return with_large(found, overview.filled, letters)


def _lookalikes(document: Document, overview: Overview, letters: Letters) -> list[Heading]:
    marked = {
        overview.at(span.start): (close_up(span.slice(document.text).replace("**", "")), level)
        for span, level in document.headings
    }
    flat = _is_flat(marked.values())
    celled = read_cells(document, overview.lines)
    found, labels = list[Heading](), list[Heading]()
    rows = _NumberedRows()
    for place, index in enumerate(overview.filled):
        text = celled.get(index, overview.lines[index].text)
        if index in marked:
            words, level = marked[index]
            found.append(_as_marked(index, words, 0 if flat else level, overview))
            continue
        if rows.take(place, text):
            continue
        heading = heading_of(index, text)
        if heading is None:
            heading = _wordy(index, text, overview)
            if heading is not None and heading.kind is Kind.LABEL:
                labels.append(heading)
                continue
        if heading is not None and (index in celled or not _misplaced(heading, overview, letters)):
            titled = heading if heading.titled else _with_title(heading, overview)
            if titled is not None:
                found.append(titled)
    known = known_labels(found)
    return sorted([*known, *_recurring(labels, known, overview)], key=lambda heading: heading.line)


def _as_marked(index: int, words: str, level: int, overview: Overview) -> Heading:
    """Return a heading that the format marks; where its level says nothing, 0, as it reads."""
    known = None if level else heading_of(index, words) or _wordy(index, words, overview)
    if known and known.kind is not Kind.LABEL:
        return known
    kind, value = (Kind.FORMAT, (level,)) if level else (Kind.LABEL, ())
    return Heading(index, kind, f"h{level}", value, words)


def _is_flat(marked: Collection[tuple[str, int]]) -> bool:
    """Whether all headings that the format marks are of one level, and their numbers of several.

    What reads text from pictures marks headings so: their numbers tell which stands above which.
    """
    numbers = [number[0] for words, _ in marked if (number := number_of(words))]
    levels = {level for _, level in marked}
    return len(levels) == 1 and len(set(numbers)) > 1 and len(numbers) * 2 >= len(marked)


class _NumberedRows:
    """Rows of a table that are numbered: what has the next number soon after is one as well."""

    def __init__(self) -> None:
        self._last: dict[str, tuple[int, tuple[int, ...]]] = {}

    def take(self, place: int, text: str) -> bool:
        """Whether a line, the `place`th of content, is such a row; it may be the first."""
        labelled = _FIRST_BEHIND_LABEL.match(text)
        style, value = number_of(text[labelled.end() if labelled else 0 :]) or ("", ())
        if not style:
            return False
        before, last = self._last.get(style, (-_LONGEST_ROW, (0,)))
        follows = place - before < _LONGEST_ROW and value == (*last[:-1], last[-1] + 1)
        if follows or labelled or is_row(text):
            self._last[style] = place, value
        return follows


def _misplaced(heading: Heading, overview: Overview, letters: Letters) -> bool:
    """Whether a line that looks like a heading is a part of what stands above it."""
    at = heading.line
    if overview.continues(at) and not letters.differ(at - 1, at):
        return True
    if overview.runs_on(at) and not letters.differ(at, at + 1):
        return True
    above = overview.before(heading.line)
    if holds_next(heading) or (heading.style == "." and FORM.search(narrow(above))):
        return True
    counted = _FIGURE.match(above)
    if counted and heading.marker.isdigit():
        # ９講座 above 20 講座
        return squeeze(above[counted.end() :]) == squeeze(heading.text[len(heading.marker) :])
    if heading.kind is not Kind.MARK or heading.style not in "([<〔":
        return False
    ends = above.endswith(("。", "」", "）", ")")) or _LIST_ITEM.match(above)
    return bool(above) and (is_row(above) or not (ends or heading_of(0, above)))


def _with_title(heading: Heading, overview: Overview) -> Heading | None:
    """Take the next line as the title of a heading whose number stands alone on its line.

    A chapter is one without a title too; a label with a bare number, 目標 1, is not. Around ① are
    blank lines: it is no cell.
    """
    untitled = None if heading.style not in STYLES else heading
    if heading.style == "①" and not overview.is_apart(heading.line):
        return None
    below = overview.next_filled(heading.line)
    if below is None or below.index > heading.line + 3 or len(below.text) > 60:
        return untitled
    title = close_up(below.text)
    if (
        len(title) < (4 if untitled is None else 2)
        or _FINISHED.search(title)
        or is_row(below.text)
        or heading_of(0, below.text)
    ):
        return untitled
    return replace(heading, text=f"{heading.text} {title}")


def _wordy(index: int, text: str, overview: Overview) -> Heading | None:
    """Read a line as a heading without a number: front or back matter, or a possible label."""
    if len(text) > 100 or _LIST_ITEM.match(text) or "\t" in text.strip():
        return None
    words = close_up(text).strip("*")
    if not 2 <= len(words) <= _LONGEST_LABEL or _FINISHED.search(words) or is_row(text):
        return None
    if words.endswith(("、", "，", ",")) or re.search(r"\d", words):
        return None
    if _MATTER.fullmatch(words) and not overview.continues(index):
        return Heading(index, Kind.MATTER, "はじめに", (), words)
    return Heading(index, Kind.LABEL, words, (), words)


def _recurring(
    labels: list[Heading], found: list[Heading], overview: Overview
) -> Iterator[Heading]:
    """Yield the labels that recur over the document, or that a table of contents lists.

    A label heads something: prose or another heading stands under it, a blank line above.
    """
    numbered = {heading.line for heading in found}
    heads, places = Counter[str](), Counter(label.text for label in labels)
    for label in labels:
        below = overview.next_filled(label.line)
        if overview.before(label.line) or below is None:
            continue
        prose = "。" in below.text or overview.runs_on(below.index)
        heads[label.text] += below.index in numbered or prose
    for label in labels:
        listed = places[label.text] <= _SELDOM and entry_of(label.text).key in overview.entries
        often = places[label.text] > 1 and heads[label.text] * 10 >= places[label.text] * 8
        if (listed or often) and not overview.continues(label.line):
            yield replace(label, style="label")
