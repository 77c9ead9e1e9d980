"""Rows of centred tables: the lines parted into rows, labels of several rows, and what is left."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from index.kpi.centredcells import Cells
from index.kpi.labels import is_empty
from index.kpi.names import is_share
from index.kpi.shape import Reading, Shape, Words, goes_one_way, is_owner, merit
from index.kpi.source import EMPTY, Printed, join
from index.kpi.vocabulary import Role
from index.kpi.words import Kind, kind_of

# The more columns, the fewer lines may a row have, or the ways to read it were too many.
_MOST_LINES, _MANY_COLUMNS, _FEW_LINES = 5, 5, 3
_PER_LINE, _STRAY, _LABEL, _HOLE = 0.5, 1.5, 3.0, 6.0
_MOST_ROWS = 40
_MOST_HOLES, _LONGEST_STRAY, _SHORTEST_LABEL = 3, 8, 4
# The room above and below the lines of a row, in lines.
_PADDING = 0.5


@dataclass(frozen=True, slots=True)
class Step:
    """Lines that are a row, a label of several rows, a piece of another column, or unread."""

    first: int
    last: int
    cost: float
    reading: Reading | None = None
    label: Printed | None = None

    @property
    def is_hole(self) -> bool:
        """Whether the line could not be read."""
        return self.cost >= _HOLE


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows read, each with its first and last line; `last` is the last line of the table.

    `whole` tells that nothing was left out; `centred` counts the rows that show how cells lie.
    """

    rows: tuple[tuple[int, int, Reading], ...]
    last: int
    whole: bool
    centred: int


def read_rows(lines: Sequence[Words], shape: Shape) -> Rows:
    """Part the lines into rows; the table ends where no row can be read any more."""
    plain = _read(lines, shape)
    if plain.whole or not any(is_empty(word) for words in lines for word in words[1:3]):
        return plain
    parted = _read(lines, replace(shape, parted=True))
    return parted if len(parted.rows) > len(plain.rows) else plain


def _read(lines: Sequence[Words], shape: Shape) -> Rows:
    reader = _Reader(lines, shape)
    steps = _best(reader)
    if steps:
        reader.learn(steps)
        steps = _best(reader)
    sure = _sure(steps)
    rows = _named_by_labels(sure, shape, cut=len(sure) < len(steps))
    found = tuple((s.first, s.last, s.reading) for s in rows if s.reading)
    last = steps[-1].last if steps else -1
    whole = len(found) == sum(s.reading is not None for s in steps) and bool(found)
    whole = whole and not any(s.is_hole for s in steps) and not reader.has_figures(last + 1)
    last = last if steps else reader.last_figures()
    shown = sum(s.reading.is_wrapped for s in rows if s.reading)
    return Rows(found, last, whole, shown)


def _best(reader: "_Reader") -> tuple[Step, ...]:
    """Return the cheapest way through the lines, up to the last row that can be reached."""
    states: dict[int, tuple[float, tuple[Step, ...], int]] = {0: (0.0, (), 0)}
    furthest: tuple[Step, ...] = ()
    for at in range(len(reader.lines) + 1):
        if at not in states:
            continue
        cost, steps, holes = states.pop(at)
        if steps and steps[-1].reading:
            furthest = steps
        for step in reader.steps_at(at):
            unread = holes + 1 if step.is_hole else 0
            if unread > _MOST_HOLES:
                continue
            end, total = step.last + 1, cost + step.cost
            if end not in states or total < states[end][0]:
                states[end] = total, (*steps, step), unread
    return furthest


def _sure(steps: Sequence[Step]) -> list[Step]:
    """Leave out the rows beside lines that could not be read: these may be pieces of them."""
    holes = {i for i, step in enumerate(steps) if step.is_hole}
    return [s for i, s in enumerate(steps) if not s.is_hole and not {i - 1, i + 1} & holes]


class _Reader:
    """The lines of a table, and what may begin at each."""

    def __init__(self, lines: Sequence[Words], shape: Shape) -> None:
        self.lines, self.shape = lines, shape
        self.cells = Cells(shape)
        self.figures = [sum(map(_may_be_figure, words)) for words in lines]
        self.least = sum(role is not Role.UNIT for role in shape.roles)
        self._found: dict[tuple[int, int], Reading | None] = {}

    def learn(self, steps: Sequence[Step]) -> None:
        """Take the widths of the columns from rows that have been read."""
        self.cells.learn([step.reading for step in steps if step.reading])
        self._found.clear()

    def steps_at(self, at: int) -> Iterator[Step]:
        """Yield what may begin at a line."""
        if at >= len(self.lines):
            return
        single = self._reading(at, 1)
        if single and not self._is_doubtful(at, single.name):
            yield Step(at, at, 0.0, single)
        else:
            yield Step(at, at, _HOLE)
        if self._is_stray(at):
            yield Step(at, at, _STRAY)
        label = self._label(at)
        if label:
            yield Step(at, at, _LABEL, label=label)
        yield from self._wrapped(at)

    def _wrapped(self, at: int) -> Iterator[Step]:
        """Yield the rows of several lines that may begin at a line; one of them may be whole."""
        most = _MOST_LINES if len(self.shape.roles) < _MANY_COLUMNS else _FEW_LINES
        whole = [bool(self._reading(n, 1)) for n in range(at, min(at + most, len(self.lines)))]
        for count in range(2, len(whole) + 1):
            if whole[0] or sum(whole[:count]) > 1:
                return
            reading = None if whole[count - 1] else self._reading(at, count)
            if reading:
                yield Step(at, at + count - 1, _PER_LINE * (count - 1), reading)

    def _reading(self, at: int, count: int) -> Reading | None:
        key = (at, count)
        if key not in self._found:
            filled = sum(self.figures[at : at + count]) >= self.least
            self._found[key] = self._one(self.lines[at : at + count]) if filled else None
        return self._found[key]

    def _one(self, lines: Sequence[Words]) -> Reading | None:
        """Return the one way to read lines as a row, or the one that fits years and values best."""
        found = {(r.name.text, r.texts): r for r in self.cells.readings(lines)}
        if len(found) < 2:
            return next(iter(found.values()), None)
        if len({name for name, _ in found}) > 1:
            return None
        best = max(merit(reading, self.shape) for reading in found.values())
        fitting = [r for r in found.values() if merit(r, self.shape) == best]
        if len(fitting) > 1:
            rising = [replace(r, doubtful=True) for r in fitting if goes_one_way(r, self.shape)]
            return rising[0] if len(rising) == 1 else None
        return fitting[0]

    def _is_doubtful(self, at: int, name: Printed) -> bool:
        """Whether the name of a whole line may go on above and below it."""
        inner = 0 < at < len(self.lines) - 1
        if not inner or self._reading(at - 1, 1) or self._reading(at + 1, 1):
            return False
        names = {r.name.text for r in self.cells.readings(self.lines[at - 1 : at + 2])}
        return bool(names - {name.text})

    def _is_stray(self, at: int) -> bool:
        """Whether a line is of a cell that reaches over several rows: a group, a department."""
        words = self.lines[at]
        if any(kind_of(word.text) is Kind.VALUE for word in words):
            return False
        if self.shape.grouped and len(words) < 3:
            return all(len(word.text) <= _LONGEST_STRAY for word in words)
        if not self.shape.trails or len(words) > 1:
            return False
        if not self.shape.owned:
            return len(words[0].text) <= _LONGEST_STRAY
        later = [line[-1] for line in self.lines[at + 1 : at + 4] if not is_owner(line[-1])]
        return any(is_owner(join((words[0], piece))) for piece in (EMPTY, *later))

    def _label(self, at: int) -> Printed | None:
        """Return the name that a line without values gives to the rows around it."""
        words = list(self.lines[at])
        if self.shape.numbered and len(words) > 1 and words[0].key.isdigit():
            words = words[1:]
        if self.shape.trails and len(words) > 1 and is_owner(words[-1]):
            words = words[:-1]
        if len(words) != 1 or kind_of(words[0].text) is not Kind.TEXT:
            return None
        return words[0] if len(words[0].text) >= _SHORTEST_LABEL else None

    def last_figures(self) -> int:
        """Return the last of the lines at the top that figures stand on or near; -1 for none."""
        last = -1
        while self.has_figures(last + 1):
            last += 1
        return last

    def has_figures(self, at: int) -> bool:
        """Whether a row of figures stands within the next few lines."""
        near = self.lines[at : at + 3]
        return any(sum(kind_of(w.text) is Kind.VALUE for w in line) > 1 for line in near)


def _may_be_figure(word: Printed) -> bool:
    """Whether a word may be, or begin, a value."""
    return kind_of(word.text) is not Kind.TEXT or bool(re.search(r"\d", word.key))


def _named_by_labels(steps: Sequence[Step], shape: Shape, *, cut: bool) -> list[Step]:
    """Put the labels of several rows before their names; nothing where it is not clear of which.

    A label stands in the middle of its rows: between two of them, or on the line of one. `cut`
    tells that lines are missing.
    """
    rows = [step for step in steps if step.reading]
    labels = [(step.first, step.label) for step in steps if step.label]
    leads = [(row.first, row.reading.lead) for row in rows if row.reading and row.reading.lead]
    if not labels and (shape.parted or not leads):
        return [] if shape.parted else rows
    alone = [_is_alone(step, shape) for step in rows]
    if not any(alone) or all(alone):
        alone = [False] * len(rows)
    both = sorted((*labels, *leads), key=lambda label: label[0])
    ways = list(_tilings(rows, both, alone)) if len(rows) <= _MOST_ROWS else []
    if not labels:
        # A gap within a name, unless the rows around it could be of one indicator.
        return [] if ways else rows
    if cut or len(ways) != 1:
        return []
    return [_labelled(row, label) for row, label in zip(rows, ways[0], strict=True)]


def _labelled(row: Step, label: Printed | None) -> Step:
    """Put the label of several rows before the name of one."""
    reading = row.reading
    if label is None or reading is None:
        return row
    own = reading.name
    if reading.lead is not None:
        own = Printed(own.text.removeprefix(reading.lead.text).strip(), own.spans)
    name = Printed(f"{label.text} {own.text}", label.spans + own.spans)
    return replace(row, reading=replace(reading, name=name))


def _is_alone(step: Step, shape: Shape) -> bool:
    """Whether a row has a whole name of its own, where others have only that of a share."""
    if step.reading is None:
        return False
    return step.reading.alone if shape.parted else not is_share(step.reading.name.text)


def _tilings(
    rows: Sequence[Step], labels: Sequence[tuple[int, Printed]], alone: Sequence[bool]
) -> Iterator[tuple[Printed | None, ...]]:
    """Yield each way to give all labels to rows that lie around them, and a label to each row."""
    if not rows:
        if not labels:
            yield ()
        return
    if alone[0]:
        for rest in _tilings(rows[1:], labels, alone[1:]):
            yield (None, *rest)
        return
    if not labels:
        return
    line, label = labels[0]
    for count in range(2, len(rows) + 1):
        if any(alone[:count]) or (len(labels) > 1 and labels[1][0] <= rows[count - 1].last):
            return
        if _is_middle(rows[:count], line):
            for rest in _tilings(rows[count:], labels[1:], alone[count:]):
                yield (*[label] * count, *rest)


def _is_middle(rows: Sequence[Step], line: int) -> bool:
    """Whether a line is the middle of rows: between two of them, or on the only line of one."""
    heights = [row.reading.height + _PADDING for row in rows if row.reading]
    above = sum(h for h, row in zip(heights, rows, strict=True) if row.last < line)
    on = next((h for h, row in zip(heights, rows, strict=True) if row.first == line), 0.0)
    return abs(sum(heights) / 2 - above - on / 2) < _PADDING
