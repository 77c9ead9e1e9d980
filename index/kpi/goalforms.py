"""Forms of SDGs未来都市計画: 指標：…, 現在（2020年）：, 2030年：, and numbers of SDG targets.

Whatever made text of the form, its words come label by label or column by column, and the numbers
of the targets anywhere between. So a form is read word by word: each is a label, the number of a
target, or of a value; and as many values must be met as there are labels.
"""

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, field, replace
from itertools import groupby

from index.kpi.drafts import Draft, Figures, drafted, measure_of
from index.kpi.goals import sdg_targets
from index.kpi.goalwords import Word, goals_above, is_of_goals, name_in, words_of
from index.kpi.names import is_name
from index.kpi.source import EMPTY, Printed, Source, join
from index.kpi.values import is_value, values_of
from index.kpi.vocabulary import DRAWN_RULE, SHARE
from index.quantities import parse_period

_GAP = re.compile(r"[\t|\n]|\s{3}")
_MOST_LINES, _MOST_NAME_LINES = 60, 3


@dataclass(slots=True)
class _Slot:
    """A label, and the value that stands behind or below it."""

    printed: Printed
    period: str
    is_baseline: bool
    value: Printed | None = None


@dataclass(slots=True)
class _Form:
    """What has been read of one indicator; `last` is the last line that is of it."""

    first: int
    last: int
    name: list[Printed] = field(default_factory=list)
    slots: list[_Slot] = field(default_factory=list)
    words: list[Printed] = field(default_factory=list)
    goals: list[Printed] = field(default_factory=list)
    last_filled: list[_Slot] = field(default_factory=list)

    @property
    def waiting(self) -> list[_Slot]:
        """The labels without a value."""
        return [slot for slot in self.slots if slot.value is None]

    @property
    def is_whole(self) -> bool:
        """Whether every label has its value, and no word is left."""
        return bool(self.slots) and not self.waiting

    def settle(self, source: Source) -> None:
        """Give the words read to the labels that wait, where there is one way to."""
        waiting = self.waiting
        cells = list(_cells(source, self.words))
        texts = [" ".join(word.text for word in cell) for cell in cells]
        if len(cells) != len(waiting) or not all(map(is_value, texts)):
            words = iter(self.words)
            values = values_of([word.text for word in self.words], len(waiting))
            cells = [[next(words) for _ in value.split()] for value in values]
        if cells:
            for slot, cell in zip(waiting, cells, strict=True):
                slot.value = _as_printed(source, cell)
            self.last_filled, self.words = waiting, []

    def add_shares(self, source: Source) -> None:
        """Put a line 女性 84％ 女性 90％ below the values for 男性 that it goes on with."""
        texts = [word.text for word in self.words]
        starts = [i for i in range(len(texts)) if SHARE.match(" ".join(texts[i : i + 2]))]
        if not starts or len(starts) != len(self.last_filled):
            return
        for slot, a, b in zip(self.last_filled, starts, [*starts[1:], None], strict=True):
            slot.value = join((slot.value or EMPTY, _as_printed(source, self.words[a:b])))
        self.words = []

    def draft(self) -> Draft | None:
        """Return the row; None where the form is not whole."""
        name = join(self.name).text
        if not self.is_whole or not is_name(name):
            return None
        slots = [
            (slot, measure_of(slot.value.text, slot.period)) for slot in self.slots if slot.value
        ]
        since = [measure for slot, measure in slots if slot.is_baseline and measure]
        until = [measure for slot, measure in slots if not slot.is_baseline and measure]
        if not since and len(until) > 1:
            since, until = until[:1], until[1:]
        cells = [slot.value for slot, _ in slots if slot.value]
        labels = [slot.printed for slot in self.slots]
        figures = Figures(next(iter(since), None), until, has_place=True)
        if not until and figures.baseline is None:
            return None
        draft = drafted(name, (*self.name, *labels, *cells, *self.goals), figures)
        goals = (goal for cell in self.goals for goal in sdg_targets(cell.text))
        told = () if until else ("目標値の記載なし",)
        return replace(draft, sdg_targets=tuple(dict.fromkeys(goals)), doubts=draft.doubts + told)


@dataclass(frozen=True, slots=True)
class GoalForms:
    """The rows of such forms, and the lines (indices, first and last) of those that gave none."""

    drafts: tuple[Draft, ...]
    unread: tuple[tuple[int, int], ...]


def read_goal_forms(source: Source, stops: Set[int]) -> GoalForms:
    """Read every such form; none goes on over the lines `stops`."""
    firsts = [line for line in range(source.count) if name_in(source, line)]
    limits = [*firsts[1:], source.count]
    forms = [_read(source, a, b, stops) for a, b in zip(firsts, limits, strict=False)]
    forms = [form for form in forms if form.slots]
    _share_targets(forms)
    drafts = [(form, form.draft()) for form in forms]
    return GoalForms(
        tuple(draft for _, draft in drafts if draft),
        tuple((form.first, form.last) for form, draft in drafts if draft is None),
    )


def _cells(source: Source, words: Sequence[Printed]) -> Iterator[list[Printed]]:
    """Part words where a tab, a bar, a wide gap or the end of a line stands between them."""
    cell: list[Printed] = []
    for word in words:
        if cell and _GAP.search(source.text, cell[-1].spans[-1].end, word.spans[0].start):
            yield cell
            cell = []
        cell.append(word)
    if cell:
        yield cell


def _as_printed(source: Source, words: Sequence[Printed]) -> Printed:
    """Return words as they are printed, closed up where they stand on several lines."""
    lines = groupby(words, key=lambda word: source.line_of(word.spans[0].start))
    pieces = [list(pieces) for _, pieces in lines]
    return join(map(source.stretch, pieces))


def _read(source: Source, first: int, limit: int, stops: Set[int]) -> _Form:
    named = name_in(source, first)
    begins = named.end("before") if named else 0
    form = _Form(first, first, goals=[source.cell(line) for line in goals_above(source, first)])
    for line in range(first, min(limit, first + _MOST_LINES)):
        text = source.line_text(line)
        if not source.is_readable(line) or DRAWN_RULE.fullmatch(text):
            continue
        words = list(words_of(source, line))
        if line == first:
            words = [w for w in words if w.is_goal or w.start >= source.starts[line] + begins]
        elif _ends(form, text, words, stop=line in stops) and not (
            words and _is_followed_by_label(source, line, limit)
        ):
            break
        _take(source, form, words)
        form.last = line
    below = list(_goals_below(source, form.last, limit)) if form.is_whole else []
    if len(below) == 1:  # several are a column of which no row is known
        form.goals.append(source.cell(below[0]))
        form.last = below[0]
    return form


def _is_followed_by_label(source: Source, line: int, limit: int) -> bool:
    """Whether numbers of targets stand between a value and the label of another."""
    while line < limit and (not source.is_readable(line) or is_of_goals(source, line)):
        line += 1
    following = next(words_of(source, line), None) if line < limit else None
    return bool(following and following.until)


def _ends(form: _Form, text: str, words: Sequence[Word], *, stop: bool) -> bool:
    """Whether a line is no more of a form."""
    labels = [word for word in words if word.is_label]
    heads = stop and not (words and words[0].is_goal)
    if heads or "。" in text:
        return True
    if labels:
        dated = any(slot.is_baseline for slot in form.slots)
        return form.is_whole and dated and any(word.since for word in labels)
    if all(word.is_goal for word in words):
        return form.is_whole
    if form.is_whole and SHARE.match(text.lstrip()):
        return False
    return form.is_whole or (not form.slots and len(form.name) >= _MOST_NAME_LINES)


def _take(source: Source, form: _Form, words: Sequence[Word]) -> None:
    """Put the words of a line into a form."""
    name: list[Word] = []
    for word in words:
        if word.is_label:
            form.settle(source)
            period = word.since or word.until or ""
            form.slots.append(_Slot(word.printed, period, is_baseline=bool(word.since)))
        elif word.is_goal:
            form.goals.append(word.printed)
        elif form.slots:
            form.words.append(word.printed)
        else:
            name.append(word)
    if name:
        form.name.append(source.printed(name[0].start, name[-1].printed.spans[-1].end))
    form.add_shares(source)
    form.settle(source)


def _goals_below(source: Source, last: int, limit: int) -> Iterator[int]:
    """Yield the lines below a form that are numbers of targets, where no name follows on them."""
    found: list[int] = []
    for line in range(last + 1, source.count):
        if not source.is_readable(line):
            continue
        if not is_of_goals(source, line):
            yield from () if line == limit else found
            return
        found.append(line)
    yield from found


def _share_targets(forms: Sequence[_Form]) -> None:
    """Deal out targets that stand below all of several indicators, as columns give them."""
    for at, form in enumerate(forms):
        until = [slot for slot in form.slots if not slot.is_baseline]
        years = {period.last for slot in until if (period := parse_period(slot.period))}
        if len(years) == len(until):
            continue
        run = [form]
        for above in reversed(forms[:at]):
            if not above.is_whole or not all(slot.is_baseline for slot in above.slots):
                break
            run.insert(0, above)
        form.slots = [slot for slot in form.slots if slot.is_baseline]
        fits = len(run) == len(until) and len(years) == 1
        for one, slot in zip(run, until if fits else [None] * len(run), strict=True):
            if slot or one.slots:
                one.slots.append(slot or replace(one.slots[0], value=None))
