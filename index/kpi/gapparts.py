"""Which lines below a head make up each row: of all ways to part them the one that reads best.

Each line is of a row or left over. A row is taken where no other way with its values is as good,
and where nothing is left over beside it that may be of it.
"""

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

from index.kpi.gaprows import FAULT, Run, Runs
from index.kpi.gapstyles import STYLES
from index.kpi.source import Row
from index.kpi.words import Kind, kind_of

WALL = 99
"""More blank lines than there are: a heading, or a head that comes again, stands between."""
# The cost of a line left over between values, and above and below all; how much a rival costs more.
_LEFT, _LEFT_AT_END, _SURE = 12.0, 6.0, 1.0
_MOST_LINES, _MOSTLY = 9, 5


@dataclass(frozen=True, slots=True)
class Parted:
    """The runs of lines that are sure to be rows, and how many others are `lost`."""

    runs: tuple[Run, ...]
    lost: int

    @property
    def rows(self) -> list[Row]:
        """The rows that the runs make."""
        return [row for run in self.runs for row in run.rows]


@dataclass(frozen=True)
class Parting:
    """The lines below a head, to be parted into rows."""

    lines: Runs

    def sure(self) -> Parted:
        """Return the rows that are sure."""
        bands = self._bands()
        runs = [self.lines.run(first, last) for first, last in bands]
        whole = sum(run is not None and run.cost < FAULT for run in runs)
        if len(bands) > 1 and whole * _MOSTLY >= len(bands) * (_MOSTLY - 1):
            begun = {first for first, _ in bands}
            strips = [
                replace(strip, blanks=WALL) if n in begun else strip
                for n, strip in enumerate(self.lines.strips)
            ]
            return Parting(replace(self.lines, strips=strips)).best()
        return self.best()

    def _bands(self) -> list[tuple[int, int]]:
        """Return the ends of each run of lines with names and values: between them are gaps.

        A column beside these may wrap over more lines, and blank ones may stand between rows.
        """
        found: list[tuple[int, int]] = []
        for n, strip in enumerate(self.lines.strips):
            if self.lines.told.isdisjoint(strip.cells):
                continue
            goes_on = found and found[-1][1] == n - 1 and not strip.blanks
            first = found.pop()[0] if goes_on else n
            found.append((first, n))
        return found

    def best(self) -> Parted:
        """Return the rows of the best way that are sure."""
        ways = [_Way(self, style) for style in range(len(STYLES))]
        best = min(ways, key=lambda way: way.cost)
        unsure: set[int] = set()
        for k, run in enumerate(best.runs):
            if run.cost >= FAULT or best.has_rival(run) or self._is_beside_rest(run, best.taken):
                unsure.add(k)
            if run.nameless:
                # Its name may be among the lines of those above and below it.
                unsure |= {k, *best.beside(k)}
        kept = tuple(run for k, run in enumerate(best.runs) if k not in unsure)
        return Parted(kept, len(unsure))

    def _is_beside_rest(self, run: Run, taken: Collection[int]) -> bool:
        """Whether a piece of a name, or a figure, is left over beside a row."""
        strips, head = self.lines.strips, self.lines.head
        for at, step, wall in ((run.first - 1, -1, 1), (run.last + 1, 1, 0)):
            while 0 <= at < len(strips) and at not in taken and strips[at + wall].blanks < WALL:
                cells = strips[at].cells
                told = (cells[i].text for i in self.lines.told if i in cells)
                # （累計） behind the end of a group is of a name.
                glossed = any(
                    re.search(r"\s[(（]", cells[i].text) for i in cells if i < head.name_at
                )
                text = any(
                    re.search(r"\d", t) or (len(t) > 2 and kind_of(t) is Kind.TEXT) for t in told
                )
                if head.name_at in cells or glossed or text:
                    return True
                at += step
        return False

    @cached_property
    def runs(self) -> list[Run]:
        """All runs of lines that may be rows."""
        strips = self.lines.strips
        found: list[Run] = []
        for first in range(len(strips)):
            for last in range(first, min(first + _MOST_LINES, len(strips))):
                if last > first and strips[last].blanks >= WALL:
                    break
                run = self.lines.run(first, last)
                found += [run] if run else []
        return found

    @cached_property
    def rest(self) -> list[float]:
        """What it costs to leave each line to no row."""
        strips, values = self.lines.strips, self.lines.head.values
        valued = [n for n, strip in enumerate(strips) if any(i in strip.cells for i in values)]
        inner = range(valued[0], valued[-1] + 1) if valued else range(0)
        costs = (_LEFT if n in inner else _LEFT_AT_END for n in range(len(strips)))
        told = (not self.lines.told.isdisjoint(strip.cells) for strip in strips)
        return [cost * is_told for cost, is_told in zip(costs, told, strict=True)]


class _Way:
    """The best way to part lines, where the cells of all rows lie in one style."""

    def __init__(self, parting: Parting, style: int) -> None:
        self._parting = parting
        self._style = style
        self._ahead, steps = self._least()
        self._behind = self._least_behind()
        self.cost = self._ahead[-1]
        found: list[Run] = []
        end = len(parting.rest)
        while end:
            run = steps[end]
            found += [run] if run else []
            end = run.first if run else end - 1
        self.runs = found[::-1]
        self.taken = frozenset(n for run in found for n in range(run.first, run.last + 1))

    def _least(self) -> tuple[list[float], list[Run | None]]:
        """Return the least cost of the lines up to each, and the run that ends before it."""
        ending = _by(self._parting.runs, lambda run: (run.last,))
        costs: list[float] = [0.0]
        steps: list[Run | None] = [None]
        for at, rest in enumerate(self._parting.rest):
            ways: list[tuple[float, Run | None]] = [(costs[at] + rest, None)]
            ways += [(costs[run.first] + self._cost(run), run) for run in ending.get(at, ())]
            cost, step = min(ways, key=lambda way: way[0])
            costs.append(cost)
            steps.append(step)
        return costs, steps

    def _least_behind(self) -> list[float]:
        """Return the least cost of the lines from each on."""
        beginning = _by(self._parting.runs, lambda run: (run.first,))
        rest = self._parting.rest
        costs = [0.0] * (len(rest) + 1)
        for at in reversed(range(len(rest))):
            ways = (costs[run.last + 1] + self._cost(run) for run in beginning.get(at, ()))
            costs[at] = min(costs[at + 1] + rest[at], *ways, float("inf"))
        return costs

    def _cost(self, run: Run) -> float:
        return run.cost + run.offs[self._style]

    @cached_property
    def _by_value(self) -> Mapping[int, Sequence[Run]]:
        return _by(self._parting.runs, lambda run: run.valued)

    def has_rival(self, run: Run) -> bool:
        """Whether a way that gives the values of a row another name or others is about as good."""
        rivals = (other for line in run.valued for other in self._by_value[line])
        return any(
            self._ahead[other.first] + self._cost(other) + self._behind[other.last + 1] - self.cost
            < _SURE
            for other in rivals
            if (other.named, other.valued) != (run.named, run.valued)
        )

    def beside(self, k: int) -> Iterator[int]:
        """Yield the rows above and below one that no heading parts from it."""
        for n, (above, below) in enumerate(pairwise(self.runs)):
            between = self._parting.lines.strips[above.last + 1 : below.first + 1]
            if k in (n, n + 1) and all(strip.blanks < WALL for strip in between):
                yield n if k > n else n + 1


def _by(runs: Sequence[Run], lines: Callable[[Run], Sequence[int]]) -> Mapping[int, Sequence[Run]]:
    """Return the runs by lines of theirs."""
    found: dict[int, list[Run]] = {}
    for run in runs:
        for line in lines(run):
            found.setdefault(line, []).append(run)
    return found
