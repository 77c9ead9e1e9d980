"""The words of a form dealt out: which value stands below which of its labels.

One form may number several indicators, 指標：①… ②…, and below each label their figures, ① and ②.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from index.domain import Measure
from index.kpi.drafts import Figures
from index.kpi.source import EMPTY, Printed, join
from index.kpi.vocabulary import Role, baseline_rank
from index.quantities import PERIOD, fold_same_length

_MARK = re.compile(r"(?:[①-⑳]|\(?\d{1,2}\))\s*")
_NEXT = re.compile(r"(?<=\S)\s*(?=[①-⑳])|(?<=\S)\s+(?=\(?\d{1,2}\)\s*\S)")
_NUMBER = re.compile(r"\d+")
_YEAR = re.compile(rf"\(\s*(?:{PERIOD.pattern})\s*\)$")

Item = tuple[int, list[Printed]]


@dataclass(slots=True)
class Slot:
    """A label, and the cells that stand behind or below it."""

    role: Role
    period: str | None = None
    cells: list[Printed] = field(default_factory=list)
    label: Printed | None = None

    @property
    def rank(self) -> int:
        """Which of several baselines it is: the first counts."""
        return baseline_rank(self.label.text) if self.label and self.role is Role.BASELINE else 0


def items_of(cells: Sequence[Printed]) -> list[list[Printed]]:
    """Return the lines of each of several numbered names, without their numbers.

    Nothing where they are not numbered from 1 on.
    """
    items = list(_items(cells))
    numbers = [number for number, _ in items]
    counted = len(items) > 1 and numbers == [*range(1, len(items) + 1)]
    return [lines for _, lines in items] if counted else []


def dealt_by_number(cells: Sequence[Printed], count: int, labels: int) -> list[list[Printed]]:
    """Return below each of some labels the figures 1 to `count`; nothing where one is missing.

    They may come label by label or, where labels stand side by side, number by number.
    """
    items = list(_items(cells))
    own = [
        [Printed("".join(line.text for line in lines), lines[0].spans) for number, lines in items
         if number == i + 1]
        for i in range(count)
    ]  # fmt: skip
    whole = len(items) == count * labels and all(len(each) == labels for each in own)
    return [list(figures) for figures in zip(*own, strict=True)] if whole and labels else []


def _items(cells: Sequence[Printed]) -> Iterator[Item]:
    """Yield the items that begin with a number, 0 for what stands before the first of them."""
    lines: list[Printed] = []
    number = 0
    for cell in cells:
        for text in _NEXT.split(cell.text):
            mark = _MARK.match(fold_same_length(text))
            if mark:
                if lines:
                    yield number, lines
                number, lines, text = _number(mark[0]), [], text[mark.end() :]
            lines.append(Printed(text, cell.spans))
    if lines:
        yield number, lines


def _number(mark: str) -> int:
    found = _NUMBER.search(unicodedata.normalize("NFKC", mark))
    return int(found[0]) if found else 0


def says_year(cell: Printed) -> bool:
    """Whether a year in brackets stands behind a value: 12人（R4）."""
    year = _YEAR.search(fold_same_length(cell.text))
    return bool(year and year.start())


def with_years(cells: Sequence[Printed]) -> Iterator[Printed]:
    """Yield the cells of a line, a value and the year in brackets beside it as one."""
    value = EMPTY
    for cell in cells:
        year = value and _YEAR.fullmatch(fold_same_length(cell.text))
        if not year:
            yield from [value] if value else []
        value = Printed(value.text + cell.text, value.spans + cell.spans) if year else cell
    yield from [value] if value else []


def dealt_by_words(cells: Sequence[Printed], values: Sequence[str]) -> Iterator[Printed]:
    """Yield the values that the words of some cells were parted into, each with its place."""
    words = ((word, cell) for cell in cells for word in cell.text.split())
    for value in values:
        taken = [next(words) for _ in value.split()]
        runs = groupby(taken, key=lambda each: each[1])
        yield join([Printed(" ".join(w for w, _ in run), cell.spans) for cell, run in runs])


def figures_of(roles: dict[Role, list[Measure]]) -> Figures:
    """Put measures together by their labels; of years alone the first may be of the present."""
    since = roles.get(Role.BASELINE, [])
    until = [*roles.get(Role.TARGET, []), *roles.get(Role.YEAR, [])]
    actuals = roles.get(Role.ACTUAL, [])
    if not (since or actuals or Role.BASELINE in roles) and len(roles.get(Role.YEAR, [])) > 1:
        since, until = until[:1], until[1:]
    return Figures(next(iter(since), None), until, actuals)
