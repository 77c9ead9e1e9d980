"""Where the words of each column before the figures begin, below an aligned head."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from index.kpi.fragments import Fragment, nearest_range, parted
from index.kpi.source import Printed, Source
from index.kpi.vocabulary import ENUMERATION, Role

Cells = list[tuple[int, Printed]]
NARROW = (Role.NUMBER, Role.UNIT)
_NEAR = 1


@dataclass(frozen=True)
class Edges:
    """The edges of columns: `ranges` of their labels, `roles` of those before the figures.

    They are told by `lines`: the words before the figures in lines that have all of these.
    """

    source: Source
    ranges: Sequence[tuple[int, int]]
    roles: Sequence[Role | None]
    name_at: int
    lines: Sequence[Sequence[Fragment]]

    @cached_property
    def at(self) -> dict[int, int]:
        """Where the words of each column begin that has another at its left."""
        columns = [i for i, role in enumerate(self.roles) if role not in NARROW]
        words = [word for line in self.lines for word in line]
        begun = Counter(word.left for word in words)
        edges: dict[int, int] = {}
        for one, other in pairwise(columns):
            places = range(self.ranges[one][0] + 1, self.ranges[other][1])
            free = [x for x in places if not any(w.left + _NEAR < x < w.right for w in words)]
            best = max(free, key=lambda x: begun[x], default=None)
            if best is not None:
                near = (x for x in range(best - _NEAR, best) if begun[x] and x in free)
                edges[other] = next(near, best)
        return edges

    def has(self, word: Fragment) -> bool:
        """Whether a word begins at an edge."""
        return any(0 <= word.left - edge <= _NEAR for edge in self.at.values())

    def words(self, pieces: Sequence[Fragment]) -> list[Fragment]:
        """Part pieces into words."""
        return [w for piece in pieces for w in parted(self.source, piece, piece.cell.text.split())]

    def among(self, part: Fragment, columns: Sequence[int]) -> int:
        """Return in which of some columns a word stands."""
        begun = [i for i in columns if i in self.at and part.left >= self.at[i]]
        if begun:
            return begun[-1]
        before = [i for i in columns if i not in self.at] or columns
        return before[nearest_range(part, [self.ranges[i] for i in before])]

    def parted(self, cells: Cells, pieces: Sequence[Fragment]) -> Cells:
        """Part the word of a group from a name behind it by where most names begin."""
        at, edge = self.name_at, self.at.get(self.name_at)
        if edge is None or self.roles[at - 1] is not Role.GROUP:
            return cells
        spans = [span for i, cell in cells if i in (at - 1, at) for span in cell.spans]
        words = [
            word
            for word in self.words(pieces)
            if any(span.start <= word.cell.spans[0].start < span.end for span in spans)
        ]
        off = [abs(word.left - edge) for word in words]
        if not off or min(off) > _NEAR:
            return cells
        first = off.index(min(off))
        sides = (at - 1, words[:first]), (at, words[first:])
        parts = [(i, self.source.stretch([w.cell for w in side])) for i, side in sides if side]
        return sorted([c for c in cells if c[0] not in (at - 1, at)] + parts, key=lambda c: c[0])

    def numbered(self, before: list[Fragment]) -> list[Fragment]:
        """Join the number of a group to its words: 3 まちの緑."""
        if len(before) < 2 or not self.at:
            return before
        number, word, *others = before
        place = nearest_range(number, self.ranges)
        grouped = place < len(self.roles) and self.roles[place] is Role.GROUP
        if not (grouped and ENUMERATION.fullmatch(number.cell.key)):
            return before
        whole = self.source.stretch([number.cell, word.cell])
        return [Fragment(whole, number.left, word.right), *others]
