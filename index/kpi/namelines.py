"""Which of the lines around one with figures are of its name.

Of all ways to give each line with a piece of a name to the figures above or below it that one is
taken in which the names read best and lie around their figures; a row is left where another way
is as good.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from statistics import median

from index.kpi.broken import GOES_ON, LATE_START, display_width, is_balanced, is_filled
from index.kpi.layoutrows import is_whole_name
from index.kpi.names import is_of_part
from index.kpi.source import EMPTY, Printed, join
from index.kpi.words import Kind, kind_of

_MOST_PIECES = 4
# What speaks against a name: that there is none, that it reads badly, that its lines lie off the
# middle or blank lines go through it, and what it costs to leave a line to no name.
_NAMELESS, _FAULT, _OFF, _BLANK, _LEFT, _FAR = 10.0, 8.0, 1.0, 5.0, 12.0, 99.0
_SURE, _SLACK = 1.0, 4
WALL = 99
"""More blank lines than there are: a heading, or a head that comes again, stands between."""
_UNIT = re.compile(r"[（(]?単位[:：]")

Ends = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Strip:
    """A line below a head: its cells, and how many blank lines stand above it."""

    line: int
    cells: dict[int, Printed]
    blanks: int


@dataclass(frozen=True)
class Parting:
    """Which lines around those with figures are of the name of each."""

    strips: Sequence[Strip]
    valued: Sequence[int]
    name_at: int

    def best(self) -> list[range | None]:
        """Return for each line with figures the lines of its row; None where that is not plain."""
        ends = [-1, *self.valued, len(self.strips)]
        table = [
            {
                (first, last): self._cost(n, first, last)
                for first in range(max(above + 1, n - _MOST_PIECES), n + 1)
                for last in range(n, min(below, n + _MOST_PIECES + 1))
            }
            for above, n, below in zip(ends, self.valued, ends[2:], strict=False)
        ]
        ahead = self._ahead(table, -1)
        mirrored = [{(-b, -a): cost for (a, b), cost in ways.items()} for ways in table[::-1]]
        behind = self._ahead(mirrored, -len(self.strips))[::-1]
        spans: list[range | None] = []
        unsure: set[int] = set()
        for k, ways in enumerate(table):
            total = sorted(
                (ahead[k][a, b] + behind[k][-b, -a] - ways[a, b], (a, b)) for a, b in ways
            )
            (least, way), *others = total
            rivals = (cost for cost, other in others if self._named(*other) != self._named(*way))
            if next(rivals, least + _SURE) - least < _SURE or ways[way] >= _FAULT:
                unsure.add(k)
            if not self._named(*way) or ways[way] == _NAMELESS:
                unsure |= {k, *self._beside(k)}
            spans.append(range(way[0], way[1] + 1))
        # What is left over between two rows may be of either.
        taken = {i for span in spans if span for i in span}
        for k, (above, below) in enumerate(pairwise([*self.valued, len(self.strips)])):
            if below < len(self.strips) and not taken.issuperset(self._named(above, below - 1)):
                unsure |= {k, k + 1}
        return [None if k in unsure else span for k, span in enumerate(spans)]

    def _beside(self, k: int) -> Iterator[int]:
        """Yield the rows above and below one that no heading parts from it."""
        ends = [0, *self.valued, len(self.strips) - 1]
        for step, (above, below) in ((-1, ends[k : k + 2]), (1, ends[k + 1 : k + 3])):
            if all(s.blanks < WALL for s in self.strips[above + 1 : below + 1]):
                yield k + step

    def _ahead(self, table: Sequence[Mapping[Ends, float]], start: int) -> list[dict[Ends, float]]:
        """Return the least cost of the rows up to each way of each one, with what is left over."""
        found: list[dict[Ends, float]] = []
        for ways in table:
            above = found[-1] if found else {(start, start): 0.0}
            found.append(
                {
                    (first, last): cost
                    + min(
                        (
                            done + _LEFT * len(self._named(end + 1, first - 1))
                            for (_, end), done in above.items()
                            if end < first
                        ),
                        default=float("inf"),
                    )
                    for (first, last), cost in ways.items()
                }
            )
        return found

    def _named(self, first: int, last: int) -> list[int]:
        """Return which of some lines have a piece of a name."""
        lines = {abs(i) for i in range(first, last + 1)}
        return sorted(i for i in lines if self.name_at in self.strips[i].cells)

    @cached_property
    def _widest(self) -> int:
        """How wide names are that go on: most are as wide as their column."""
        names = [s.cells.get(self.name_at, EMPTY).text for s in self.strips]
        wraps = [
            display_width(name)
            for name, below, strip in zip(names, names[1:], self.strips[1:], strict=False)
            if name and below and not strip.blanks
        ]
        return int(median(wraps)) if wraps else max(map(display_width, names), default=0)

    def _cost(self, at: int, first: int, last: int) -> float:
        """Return what speaks against the pieces of some lines as the name of one."""
        strips, named = self.strips, self._named(first, last)
        whole = [strips[i].cells[self.name_at] for i in named]
        pieces = [piece for piece in whole if not is_unit_line(piece)]
        if not any(pieces) or any(map(_ends_with_part, pieces)):
            return _NAMELESS
        text = join(pieces).text
        faults = (
            len(whole) - len(pieces) > 1,
            not is_whole_name(pieces, 0),
            not is_balanced(text),
            bool(GOES_ON.search(text)),
            bool(LATE_START.match(text)),
            not is_filled(pieces, self._widest - _SLACK),
        )
        above, below = sum(i < at for i in named), sum(i > at for i in named)
        off = abs(above - below)
        walls = [strips[i].blanks for i in range(first + 1, last + 1)]
        return (
            _FAULT * sum(faults)
            + _OFF * (off / 2 + max(0, off - 1))
            + _BLANK * sum(blanks > 0 for blanks in walls)
            + _FAR * (max(walls, default=0) >= WALL)
        )


def _ends_with_part(piece: Printed) -> bool:
    """Whether a line of a name ends with the part that its figures are of: 男性."""
    return is_of_part(piece) or is_of_part(replace(piece, text=piece.text.split()[-1]))


def is_unit_line(piece: Printed) -> bool:
    """Whether a line of a name is its unit: ％, 単位：人／年."""
    return bool(piece) and (kind_of(piece.text) is Kind.UNIT or bool(_UNIT.match(piece.text)))
