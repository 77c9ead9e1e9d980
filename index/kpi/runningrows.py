"""Rows that run on in one line: where the values of each stand, and which words are its name.

A word is what was a line of a cell. Words are one name where a mark stands before the first of
them, or where each reads on in the next one; a name that is not known so costs its row.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise, takewhile

from index.kpi.broken import GOES_ON, LATE_START, USUAL_END, is_balanced
from index.kpi.heads import Head
from index.kpi.names import is_share, is_source
from index.kpi.rawlines import cells_of, is_way, number_of, years_behind
from index.kpi.source import EMPTY, Printed, Row, join
from index.kpi.vocabulary import AUDIENCES, ENUMERATION, MARKS, OWNERS, SHARE, Role
from index.kpi.words import Kind, kind_of
from index.quantities import fold_same_length, is_period
from index.tokens import tokenize

# What stands before the name of a row, and behind the values: a department, a grade.
_MARK = re.compile(r"[ア-ン](?![^\s])|[①-⑳・○●◯■◆▼★☆]|[(（]\d{1,2}[)）]")
_MARK_ALONE = re.compile(rf"{ENUMERATION.pattern}|[ア-ン]")
_TAIL = re.compile(rf"{OWNERS.pattern}|{MARKS.pattern}|[A-EＡ-ＥSＳ]")
_SENTENCE = re.compile(r"。$")
_MOST_WORDS, _MOST_GAP, _NEAR, _LEAST_NUMBERS = 24, 30, 8, 3
_BEFORE = frozenset({Role.GROUP, Role.OTHER, None})


@dataclass(slots=True)
class _Found:
    """A row: the words of its name and its values; not `sure` where other words may be of it."""

    name: list[Printed]
    values: list[Printed]
    sure: bool


@dataclass(slots=True)
class RunningRows:
    """The rows that words below a head make.

    They are read as if it were the head `said`, which has a column of values more.
    """

    head: Head
    said: Head
    found: list[_Found] = field(default_factory=list)
    lost: bool = False
    astray: bool = False  # the last figures are of no row

    def read(self, words: Sequence[Printed]) -> None:
        """Find the values of each row, and its name among the words before them."""
        at = begun = 0
        marks = set(map(id, numbers_of(words)))
        while at < len(words) and at - begun <= _MOST_GAP:
            word = words[at]
            if not self._may_be_value(word) or id(word) in marks:
                if _SENTENCE.search(word.text) and not self.said.behind:
                    return
                at += 1
                continue
            near = takewhile(lambda word: id(word) not in marks, words[at : at + _MOST_WORDS])
            run = list(takewhile(self._may_be_value, near))
            at += len(run)
            if values := self._values(run):
                self._add(words[begun : at - len(run)], values)
                begun = at
            elif at - len(run) > begun or self.found:
                self.lost = self.astray = True
                begun = at
                self.found[-1:] = [row for row in self.found[-1:] if _is_whole(row.name)]

    def rows(self) -> list[Row]:
        """Return the rows whose names are sure."""
        return [self._row(row) for row in self.found if row.sure]

    def _row(self, row: _Found) -> Row:
        cells = [EMPTY] * len(self.head.columns)
        shared = len(row.name) > 1 and is_share(row.name[-1].text)
        name = join(row.name[:-1] if shared else row.name)
        share = row.name[-1] if shared else EMPTY
        cells[self.head.name_at] = Printed(
            f"{name.text} {share.text}".strip(), name.spans + share.spans
        )
        for i, value in zip(self.said.measured, row.values, strict=True):
            cells[i] = value
        return tuple(cells)

    def _may_be_value(self, word: Printed) -> bool:
        for_whom = word.key[:1].isdigit() and AUDIENCES.fullmatch(word.key)
        of_source = self.dated and is_period(word.text) and word.text[0] not in "(（"
        if for_whom or of_source:
            return False
        return is_way(word, self.said) or kind_of(word.text) is not Kind.TEXT

    @property
    def dated(self) -> bool:
        """Whether a year among the words is of a source: the head says those of all values."""
        columns = self.head.columns
        values = [columns[i] for i in self.said.measured if columns[i].role is not Role.UNIT]
        return bool(self.said.behind) and all(column.period for column in values)

    def _values(self, run: Sequence[Printed]) -> list[Printed] | None:
        """Return a cell for each column of values; None where they do not come out even."""
        units = self.head.all(Role.UNIT)
        for count in range(len(run), 0, -1):
            rest = run[count:]
            told = bool(self.said.behind) and not any(re.search(r"\d", w.key) for w in rest)
            if len(rest) > self.said.compared and not told:
                return None
            words = [word for word in run[:count] if not is_way(word, self.said)]
            cells = words and cells_of(years_behind(words) or words, self.said)
            if not cells and units and words and kind_of(words[0].text) is Kind.VALUE:
                # A unit may be left out.
                cells = cells_of([Printed("－", words[0].spans[:0]), *words], self.said)
            if cells:
                return cells
        return None

    def _add(self, gap: Sequence[Printed], values: list[Printed]) -> None:
        """Add the row of some values, whose name is among the words between it and the last."""
        first, gap = gap[:1], self._without_tails(gap)
        self.astray = self.astray and gap[:1] == first
        above = self.found[-1] if self.found else None
        marks = [i for i, word in enumerate(gap) if self._marks(gap, i)]
        if marks:
            rest, name = list(gap[: marks[-1]]), list(gap[marks[-1] :])
            name = name[1:] if _MARK_ALONE.fullmatch(name[0].key) else name
        else:
            at = len(gap) - 1
            while at > 0 and (reads_on(gap[at - 1], gap[at]) or _is_share(gap, at)):
                at -= 1
            rest, name = list(gap[:at]), list(gap[at:])
        while above and rest and reads_on(above.name[-1], rest[0]):
            above.name.append(rest.pop(0))
        if above and not _is_whole(above.name):
            above.sure = above.sure and not rest
        groups = sum(column.role in _BEFORE for column in self.head.before)
        whole = bool(marks) or (len(rest) <= groups and not self.astray)
        joins = pairwise(name[:-1] if name and _is_share(name, len(name) - 1) else name)
        sure = bool(name) and whole and all(_ends_low(a) or reads_on(a, b) for a, b in joins)
        sure = sure and len({bool(SHARE.match(value.text)) for value in values if value}) == 1
        self.astray = False
        self.lost = self.lost or not sure
        self.found.append(_Found(name or list(gap), values, sure))

    def _marks(self, gap: Sequence[Printed], i: int) -> bool:
        number = ENUMERATION.fullmatch(gap[i].key) and i + 1 < len(gap)
        return bool(number or _MARK.match(gap[i].text))

    def _without_tails(self, gap: Sequence[Printed]) -> Sequence[Printed]:
        """Leave out the words of the columns behind the values of the row above."""
        if not self.said.behind or not self.found:
            return gap
        ended = [i for i, word in enumerate(gap[:-1]) if _SENTENCE.search(word.text)]
        if ended:
            return gap[ended[-1] + 1 :]
        few = gap[: len(self.said.behind)]
        told = takewhile(lambda word: _TAIL.fullmatch(word.text) or is_source(word.text), few)
        return gap[sum(1 for _ in told) :]


def numbers_of(words: Sequence[Printed]) -> list[Printed]:
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
    if _MARK.match(more):
        return False
    if GOES_ON.search(text) or LATE_START.match(more) or not is_balanced(text):
        return True
    near = text[-_NEAR:]
    tokens = tokenize(near + more[:_NEAR])
    return any(token.span.start < len(near) < token.span.end for token in tokens)


def _ends_low(word: Printed) -> bool:
    """Whether a word ends as those do that say more of what follows: 湖の魚を知っている."""
    return bool(re.search(r"[ぁ-ん]$", word.text))


def _is_share(gap: Sequence[Printed], at: int) -> bool:
    return at == len(gap) - 1 and is_share(gap[at].text)


def _is_whole(name: Sequence[Printed]) -> bool:
    """Whether a name ends as names do, or in a word that says for whom it is."""
    text = name[-1].text if name else ""
    return bool(USUAL_END.search(text) or is_share(fold_same_length(text)))
