"""The pieces of a line below an aligned head, put on its columns: in order, or by their places."""

import re
from collections.abc import Callable, Sequence, Set
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby, pairwise

from index.kpi.broken import is_balanced
from index.kpi.fits import fits, may_be_unit
from index.kpi.fragments import Fragment, fragments, nearest_range, over_ranges, parted
from index.kpi.gapedges import NARROW, Cells, Edges
from index.kpi.gaplines import ungrouped
from index.kpi.heads import Head
from index.kpi.labels import POINTERS, is_empty
from index.kpi.source import Printed, Source
from index.kpi.vocabulary import ENUMERATION, VALUE_ROLES, Role
from index.kpi.words import Kind, kind_of
from index.quantities import is_period

# What is known by itself before the figures: the first word, the last, or any.
_SHORT: tuple[tuple[Role, int | None, Callable[[str], object]], ...] = (
    (Role.NUMBER, 0, ENUMERATION.fullmatch),
    (Role.UNIT, -1, lambda text: kind_of(text) is Kind.UNIT),
    (Role.SDG, None, re.compile(r"ゴール\d{0,2}|\d{1,2}(?:\.(?:\d{1,2}|[a-d]))?").fullmatch),
)
_MOST_LOOKED_AT, _FAR, _LAST_ROOM, _SPARE = 60, 9, 12, 2
_TAILS, _VALUED = (Kind.UNIT, Kind.TAIL), VALUE_ROLES | {Role.WHEN}


@dataclass(frozen=True)
class Columns:
    """The columns below an aligned head and where they stand."""

    source: Source
    ranges: tuple[tuple[int, int], ...]
    head: Head
    body: int

    def cells(self, line: int) -> Cells:
        """Put the pieces of a line on the columns."""
        pieces = self.pieces(line)
        cells = self._in_order(pieces) or [cell for f in pieces for cell in self._placed(f)]
        cells = self.edges.parted(cells, pieces)
        names = [kind_of(cell.text) for i, cell in cells if i == self.head.name_at]
        if len(names) < 2 or Kind.VALUE not in names or Kind.TEXT not in names:
            return cells
        # A figure beside a name is of another column: of 事業費.
        return [
            (i, cell)
            for i, cell in cells
            if i != self.head.name_at or kind_of(cell.text) is not Kind.VALUE
        ]

    def pieces(self, line: int) -> list[Fragment]:
        """Cut a line at its gaps."""
        label = self.ranges[self.head.name_at]
        pieces = self._closed_up(ungrouped(self.source, line, self.body, label))
        return [piece for piece in pieces if piece.cell.text.strip(POINTERS)]

    def names_beside(self, line: int) -> bool:
        """Whether words stand where names begin, and at their left others: those of groups."""
        return any(map(self.edges.has, self.edges.words(self.pieces(line))[1:]))

    def is_of_group(self, line: int) -> bool:
        """Whether a line goes on with a group only: it ends where names begin, at the latest."""
        edge = self.edges.at.get(self.head.name_at, 0)
        grouped = self._roles[: self.head.name_at] == [Role.GROUP]
        return grouped and all(piece.right <= edge for piece in fragments(self.source, line))

    def _closed_up(self, pieces: Sequence[Fragment]) -> list[Fragment]:
        """Join words that one full-width space parts, 道の整備　設計, below no label."""
        found: list[Fragment] = []
        for piece in pieces:
            above = found[-1] if found else None
            if above and self._is_one(above, piece):
                whole = self.source.stretch([above.cell, piece.cell])
                found[-1] = Fragment(whole, above.left, piece.right)
            else:
                found.append(piece)
        return found

    def _is_one(self, above: Fragment, piece: Fragment) -> bool:
        gap = slice(above.cell.spans[-1].end, piece.cell.spans[0].start)
        if self.source.text[gap] != "\u3000":
            return False
        headed = over_ranges(piece, self.ranges)
        texts = (above.cell.text, piece.cell.text)
        return not headed and all(kind_of(text) is Kind.TEXT for text in texts)

    @cached_property
    def _inner(self) -> range:
        """The columns of figures and their years, and those between them."""
        found = [i for i, column in enumerate(self.head.columns) if column.role in _VALUED]
        return range(found[0], found[-1] + 1)

    def _in_order(self, pieces: Sequence[Fragment]) -> Cells:
        """Put the figures of a line that has one for each column on these, wherever they stand.

        Nothing where there are more or fewer; what stands before and behind goes by its place.
        """
        words = self._words(pieces)
        run = self._run(words)
        if run is None:
            return []
        before, behind = (
            [word for word in side if not is_empty(word.cell)]
            for side in (words[: run.start], words[run.stop :])
        )
        before = self.edges.numbered(before)
        cells = self._narrow(before, {piece.left for piece in pieces})
        if any(kind_of(w.cell.text) in (Kind.VALUE, Kind.SHARE) for w in (*before, *behind)):
            return []
        sides = (before, range(self._inner.start)), (behind, range(self._inner.stop, self._width))
        for side, columns in sides:
            free = [i for i in columns if all(i != at for at, _ in cells)]
            if side and not free:
                return []
            begun = [sum(piece.left <= part.left for piece in pieces) for part in side]
            if len(set(begun)) == len(free):
                # As many pieces as columns: each has one, wherever it stands.
                order = {n: at for n, at in zip(sorted(set(begun)), free, strict=True)}
                placed = [(order[n], part) for n, part in zip(begun, side, strict=True)]
            else:
                placed = [(self.edges.among(part, free), part) for part in side]
            for at, same in groupby(placed, key=lambda each: each[0]):
                cells.append((at, self.source.stretch([part.cell for _, part in same])))
        cells += [(i, words[at].cell) for i, at in zip(self._inner, run, strict=True)]
        return sorted(cells, key=lambda cell: cell[0])

    def _narrow(self, before: list[Fragment], begun: Set[int]) -> Cells:
        """Take a number, a unit and SDG targets out of what stands before the figures.

        What begins a piece nearest the label of the units is one, though not known for it: 口.
        """
        cells: Cells = []
        for role, at, is_so in _SHORT:
            column = self.head.first(role)
            if column is not None and column < self._inner.start and before:
                places = range(len(before)) if at is None else (at % len(before),)
                found = [i for i in places if is_so(before[i].cell.text)]
                cells += [(column, before[i].cell) for i in found]
                before[:] = [word for i, word in enumerate(before) if i not in found]
        unit = self.head.first(Role.UNIT)
        last = before[-1] if len(before) > 1 and before[-1].left in begun else None
        free = unit is not None and unit not in dict(cells)
        if free and last and may_be_unit(last.cell) and nearest_range(last, self.ranges) == unit:
            cells.append((unit, before.pop().cell))
        return cells

    def _run(self, words: Sequence[Fragment]) -> range | None:
        """Return which words of a line are the figures, one for each of their columns."""
        inner = self._inner
        runs = [range(at, at + len(inner)) for at in range(len(words) - len(inner) + 1)]
        fitting = [run for run in runs if self._fit([words[i].cell for i in run])]
        placed = [(run, [words[i] for i in run]) for run in fitting]
        fitting = [run for run, ws in placed if not all(map(self._is_astray, inner, ws))]
        if len(fitting) > 1:
            # A dash beside the figures stands in another column.
            off = {run: self._off([words[i] for i in run]) for run in fitting}
            fitting.sort(key=off.__getitem__)
            fitting = fitting[:1] if off[fitting[0]] * 2 < off[fitting[1]] else []
        return fitting[0] if fitting and len(inner) > 1 else None

    def _fit(self, cells: Sequence[Printed]) -> bool:
        """Whether each of some words may stand in its column of figures, or of years."""
        return all(map(fits, cells, (self.head.columns[i].role for i in self._inner)))

    def _is_astray(self, column: int, word: Fragment) -> bool:
        """Whether a word stands below other columns; where all do, one of the figures is lost."""
        over = over_ranges(word, self.ranges)
        return bool(over) and column not in over

    def _off(self, words: Sequence[Fragment]) -> float:
        """Return how far words are from their columns in all."""
        places = [self.ranges[i] for i in self._inner]
        pairs = zip(words, places, strict=True)
        return sum(abs(word.left + word.right - sum(place)) / 2 for word, place in pairs)

    @cached_property
    def edges(self) -> Edges:
        """Where the words of each column before the figures begin."""
        roles = tuple(self._roles[: self._inner.start])
        return Edges(self.source, self.ranges, roles, self.head.name_at, self._begun)

    @cached_property
    def _rows(self) -> dict[int, tuple[list[Fragment], range]]:
        """The words of the lines that have a figure for each column, and which these are."""
        lines = range(self.body, min(self.body + _MOST_LOOKED_AT, self.source.count))
        words = {line: self._words(fragments(self.source, line)) for line in lines}
        return {line: (words[line], run) for line in lines if (run := self._run(words[line]))}

    @cached_property
    def _begun(self) -> list[list[Fragment]]:
        """What stands before the figures in the lines that have one for each column."""
        return [words[: run.start] for words, run in self._rows.values()]

    @cached_property
    def _beyond_figures(self) -> int | None:
        """Where all figures have ended, and the texts of the one column behind them may begin."""
        if self._width - self._inner.stop != 1:
            return None
        ended = (words[run[-1]].right for words, run in self._rows.values() if words[run.stop :])
        return max(ended, default=None)

    def below_labels(self) -> "Columns":
        """Return the columns of figures where these stand, if labels do not stand apart."""
        if all(a[1] <= b[0] for a, b in pairwise(self.ranges)):
            return self
        start, last, ranges = self._inner.start, self.body, list(self.ranges)
        rows: list[list[Fragment]] = []
        for line, (words, run) in self._rows.items():
            if line - last > _FAR:
                break
            rows.append(words[run.start :])
            last = line
        for i in range(start, self._width):
            each = [r[i - start] for r in rows if i in self._inner or len(r) == self._width - start]
            if each:
                ranges[i] = min(w.left for w in each), max(w.right for w in each)
        return replace(self, ranges=tuple(ranges))

    def room(self, column: int) -> int:
        """Return how far a piece in a column may reach: near the next, or as far as others do."""
        beyond = self.ranges[column + 1 :]
        room = (beyond[0][0] if beyond else self.ranges[column][1] + _LAST_ROOM) + _SPARE
        before = column < self._inner.start
        return max([room, *(w.right for words in self._begun for w in words if before)])

    def _words(self, pieces: Sequence[Fragment]) -> list[Fragment]:
        """Part pieces into words; what goes with a figure stays: 34 人, R6 12, 12 （R4）."""
        found: list[Fragment] = []
        trailing = self._inner.stop == self._width
        roles = [self.head.columns[i].role for i in self._inner]
        dated = all(a is not Role.WHEN or b is Role.WHEN for a, b in pairwise(roles))
        for piece in pieces:
            words: list[str] = []
            for word in piece.cell.text.split():
                kind, above = kind_of(word), words[-1] if words else ""
                tail = kind in _TAILS and kind_of(above) is Kind.VALUE
                tail = tail and (word[0] in "(（" or trailing)
                if tail or (dated and kind is Kind.VALUE and is_period(above)):
                    words[-1] += f" {word}"
                else:
                    words.append(word)
            found += parted(self.source, piece, words)
        return found

    @property
    def _width(self) -> int:
        return len(self.ranges)

    def _placed(self, piece: Fragment) -> Cells:
        """Put a piece on its column; figures, and words at an edge, may each have one of theirs."""
        words = parted(self.source, piece, piece.cell.text.split())
        over = over_ranges(piece, self.ranges)
        figures = len(over) > 1 and all(kind_of(w.cell.text) is Kind.VALUE for w in words)
        apart = figures or any(map(self.edges.has, words[1:]))
        parts = words if apart else self._up_to_figures(piece, words)
        placed = [(self._column_of(part), part) for part in parts]
        return [
            (at, self.source.stretch([part.cell for _, part in same]))
            for at, same in groupby(placed, key=lambda each: each[0])
        ]

    def _up_to_figures(self, piece: Fragment, words: Sequence[Fragment]) -> list[Fragment]:
        """Part a piece whose last words, in no bracket, stand a space behind it below figures."""
        own = [i for i, role in enumerate(self._roles) if role in _VALUED or role is Role.UNIT]
        kinds = [kind_of(word.cell.text) for word in words]
        ends = [nearest_range(word, self.ranges) in own for word in words]
        at = len(words)
        while at > 1 and ends[at - 1] and kinds[at - 1] in (Kind.VALUE, *_TAILS):
            at -= 1
        opened = not is_balanced("".join(word.cell.text for word in words[:at]))
        if at == len(words) or ends[0] or opened:
            return [piece]
        name = self.source.stretch([word.cell for word in words[:at]])
        return [Fragment(name, piece.left, words[at - 1].right), *words[at:]]

    @cached_property
    def _roles(self) -> list[Role | None]:
        return [column.role for column in self.head.columns]

    def _column_of(self, fragment: Fragment) -> int:
        """Return the column of a piece; names begin left of their label, right of numbers."""
        column = nearest_range(fragment, self.ranges)
        beyond, text = self._beyond_figures, fragment.cell.text
        texts = kind_of(text) is Kind.TEXT and not is_period(text)
        if beyond is not None and texts and fragment.left >= beyond:
            return self._inner.stop
        if column < self.head.name_at and fragment.left >= self.ranges[column][1]:
            counted = (is_so for role, _, is_so in _SHORT if role is self._roles[column])
            column += any(not is_so(fragment.cell.text) for is_so in counted)
        named = [i for i in range(self._inner.start) if self.head.columns[i].role not in NARROW]
        return self.edges.among(fragment, named) if column in named and self.edges.at else column
