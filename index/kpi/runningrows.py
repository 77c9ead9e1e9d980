"""Rows that run on in one line: where the values of each stand, and which words are its name.

A word is what was a line of a cell. Words are one name where each reads on in the next one; what
else stands before it must be marked off, or its row is lost.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise, takewhile

from index.kpi.broken import GOES_ON, LATE_START, USUAL_END, display_width, is_balanced
from index.kpi.heads import Head
from index.kpi.names import is_share, is_source
from index.kpi.rawlines import cells_of, is_way, number_of, years_behind
from index.kpi.source import EMPTY, Printed, Row, join
from index.kpi.vocabulary import AUDIENCES, ENUMERATION, MARKS, OWNERS, SHARE, Role
from index.kpi.words import Kind, kind_of
from index.quantities import is_period, unit_of
from index.tokens import tokenize

# What stands before the name of a row, and behind the values: a department, a grade.
_NUMBER = re.compile(rf"{ENUMERATION.pattern}|[ア-ン]")
_MARK = re.compile(r"[①-⑳・○●◯■◆▼★☆]|[(（]\d{1,2}[)）]")
_TAIL = re.compile(rf"{OWNERS.pattern}|{MARKS.pattern}|[A-EＡ-ＥSＳ]")
_LOW = re.compile(r"[ぁ-ん]$")  # 湖の魚を知っている
_CUT = re.compile(r"\d$")  # 1日2|回以上
_MOST_WORDS, _MOST_GAP, _NEAR, _LEAST_NUMBERS, _SLACK = 24, 30, 8, 3, 3


@dataclass(slots=True)
class _Found:
    """The words of a name, and those of the groups before it and of for whom its values are."""

    groups: list[Printed]
    name: list[Printed]
    share: Printed
    values: list[Printed]
    sure: bool


@dataclass(slots=True)
class RunningRows:
    """The rows below a head, read as if it were the head `said`, which may have more values."""

    head: Head
    said: Head
    found: list[_Found] = field(default_factory=list)
    lost: bool = False
    astray: bool = False  # the last figures are of no row

    def read(self, words: Sequence[Printed]) -> None:
        """Find the values of each row, and its name among the words before them."""
        at = begun = 0
        numbers = set(map(id, _numbers(words)))
        while at < len(words) and at - begun <= _MOST_GAP:
            near = takewhile(lambda word: id(word) not in numbers, words[at : at + _MOST_WORDS])
            run = list(takewhile(self._may_be_value, near))
            at += len(run) or 1
            if not run and words[at - 1].text.endswith("。") and not self.said.behind:
                return
            if values := self._values(run):
                self._add(words[begun : at - len(run)], values)
            elif run and (at - len(run) > begun or self.found):
                self.lost = self.astray = True
                self.found[-1:] = [row for row in self.found[-1:] if _is_whole(row)]
            begun = at if run else begun
        self._go_on(list(self._without_tails(words[begun:])))

    def rows(self) -> list[Row]:
        """Return the rows whose names are sure: a word before one is no part that fills a line."""
        widths = [display_width(word.text) for row in self.found for word in row.name]
        full = max(widths, default=0) - _SLACK
        short = [all(display_width(w.text) < full for w in row.groups) for row in self.found]
        rows = zip(self.found, short, strict=True)
        return [self._row(row) for row, sure in rows if row.sure and sure]

    def _row(self, row: _Found) -> Row:
        name = join(row.name)
        alike = [other for other in self.found if join(other.name).text == name.text]
        # For whom it is tells names apart that are the same.
        text = f"{name.text} {row.share.text}".strip() if len(alike) > 1 else name.text
        cells = [EMPTY] * len(self.head.columns)
        cells[self.head.name_at] = Printed(text, name.spans + row.share.spans)
        for i, value in zip(self.said.measured, row.values, strict=True):
            cells[i] = value
        return tuple(cells)

    def _may_be_value(self, word: Printed) -> bool:
        """Whether a word is no text: neither for whom values are, nor the year of a source."""
        values = [self.head.columns[i] for i in self.said.measured]
        dated = self.said.behind and all(c.period or c.role is Role.UNIT for c in values)
        if dated and is_period(word.text) and word.text[0] not in "(（":
            return False
        whom = word.key[:1].isdigit() and AUDIENCES.fullmatch(word.key)
        return not whom and (is_way(word, self.said) or kind_of(word.text) is not Kind.TEXT)

    def _values(self, run: Sequence[Printed]) -> list[Printed] | None:
        """Return a cell for each column of values; None where they do not come out even."""
        for count in range(len(run), 0, -1):
            rest = [word for word in run[count:] if re.search(r"\d", word.key)]
            heading = (
                len(run) - count == 1 and number_of(run[-1]) and all(map(unit_of, _texts(run[:-1])))
            )
            if (
                len(run) - count > self.said.compared
                and not heading
                and (rest or not self.said.behind)
            ):
                return None
            words = [word for word in run[:count] if not is_way(word, self.said)]
            # A unit may be left out.
            unit = [Printed("－", ())] if self.head.first(Role.UNIT) is not None else []
            for each in (words, [*unit, *words]):
                if each and (cells := cells_of(years_behind(each) or each, self.said)):
                    return cells
        return None

    def _add(self, gap: Sequence[Printed], values: list[Printed]) -> None:
        """Add the row of some values, whose name is among the words between it and the last."""
        first, gap = gap[:1], self._without_tails(gap)
        share = gap[-1] if len(gap) > 1 and is_share(gap[-1].text) else EMPTY
        gap = list(gap[:-1] if share else gap)
        marks = [i for i, word in enumerate(gap) if _NUMBER.fullmatch(word.key) or _marked(word)]
        at = marks[-1] if marks else max(0, len(gap) - 1)
        while not marks and at > 0 and reads_on(gap[at - 1], gap[at]):
            at -= 1
        rest, name = gap[:at], gap[at + bool(marks and _NUMBER.fullmatch(gap[at].key)) :]
        self._go_on(rest)
        groups = sum(c.role in (Role.GROUP, Role.OTHER, None) for c in self.head.before)
        astray = self.astray and gap[:1] == list(first)
        joins = all(_LOW.search(a.text) or reads_on(a, b) for a, b in pairwise(name))
        shared = [bool(SHARE.match(value.text)) for value in values if value]
        alike = len(set(shared)) == 1 or (bool(marks) and shared[0] and not any(shared[1:]))
        sure = bool(name and joins and alike and (marks or (len(rest) <= groups and not astray)))
        self.astray, self.lost = False, self.lost or not sure
        self.found.append(_Found([] if marks else rest, name or [EMPTY], share, values, sure))

    def _go_on(self, words: list[Printed]) -> None:
        """Put words behind the values of the last row to its name, as far as it reads on there."""
        above = self.found[-1] if self.found else None
        while above and words and not above.share and reads_on(above.name[-1], words[0]):
            above.name.append(words.pop(0))
        if above and words and not _is_whole(above):
            above.sure = False

    def _without_tails(self, gap: Sequence[Printed]) -> Sequence[Printed]:
        """Leave out the words of the columns behind the values of the row above."""
        if not self.said.behind or not self.found:
            return gap
        ends = [i + 1 for i, word in enumerate(gap[:-1]) if word.text.endswith("。")]
        few = gap[: len(self.said.behind)]
        tails = takewhile(lambda word: _TAIL.fullmatch(word.text) or is_source(word.text), few)
        return gap[ends[-1] if ends else len(list(tails)) :]


def _numbers(words: Sequence[Printed]) -> list[Printed]:
    """Return the numbers of rows: at least three that count on, each before text."""
    chains: dict[int, list[Printed]] = {}
    for word, below in pairwise(words):
        number = number_of(word)
        follows = kind_of(below.text) is Kind.TEXT or number_of(below) == (number or 0) + 1
        if number and follows:
            chains[number] = [*chains.get(number - 1, []), word]
    best = max(chains.values(), key=len, default=[])
    return best if len(best) >= _LEAST_NUMBERS else []


def reads_on(above: Printed, below: Printed) -> bool:
    """Whether two words are one that a line end has parted: 人の|割合, 充|足率, 利用者|（累計）."""
    text, more = above.text, below.text
    if _marked(below):
        return False
    if GOES_ON.search(text) or LATE_START.match(more) or not is_balanced(text) or _CUT.search(text):
        return True
    near = text[-_NEAR:]
    tokens = tokenize(near + more[:_NEAR])
    return any(token.span.start < len(near) < token.span.end for token in tokens)


def _texts(words: Sequence[Printed]) -> list[str]:
    return [word.text for word in words]


def _marked(word: Printed) -> bool:
    return bool(_MARK.match(word.text))


def _is_whole(row: _Found) -> bool:
    """Whether a name ends as names do, or in a word that says for whom it is."""
    return bool(row.share or USUAL_END.search(row.name[-1].text))
