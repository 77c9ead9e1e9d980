"""Tables set with spaces: columns stand one below the other, names and values wrap."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from index.kpi.broken import Strip, group_rows, joined_row
from index.kpi.columns import Head, named_head, tells_of_values
from index.kpi.fragments import (
    GAP,
    Fragment,
    fragments,
    merged_ranges,
    nearest_range,
    reaching,
    width_in,
)
from index.kpi.grid import Row, Table
from index.kpi.labels import is_label
from index.kpi.source import Printed, Source, join
from index.kpi.values import both_values, is_value
from index.kpi.vocabulary import DASHES, ENUMERATION, HEAD_HINT, SHARE, SHARES, Role
from index.kpi.words import Kind, kind_of
from index.quantities import is_period

_RULE = re.compile(r"[\s─━=\-―—_・*┄┈]{6,}")
# Between the parts of a table that goes over a page: （つづき）, （単位：％）.
_NOTE = re.compile(r"\s*[(\[][^()\[\]]{1,30}[)\]]\s*")
# What explains a head on its second line: (評価の年), (参考).
_GLOSS = re.compile(r"[(（\[［][^()（）\[\]［］]{1,10}[)）\]］]")
_ANY_LABEL = re.compile(r"[一-鿿ァ-ヺー々の]{2,6}")
_MOST_HEAD_LINES, _FEW_COLUMNS = 3, 3
_MOST_BLANKS, _MOST_ROW_LINES = 3, 9
_CUT_OFF, _NEAR = 3.0, 2


def aligned_tables(source: Source, stops: frozenset[int]) -> Iterator[tuple[Table, Head]]:
    """Yield the tables below each aligned head; `stops` are lines that no table goes over."""
    line = 0
    while line < source.count:
        found = _head_at(source, line, stops)
        if found is None:
            line += 1
            continue
        ranges, head, body = found
        frame = _Frame(source, tuple(ranges), head, stops)
        parts, last = frame.parts(body)
        groups = [frame.told_apart(group) for group in group_rows(parts, _CUT_OFF)]
        rows = [joined_row(group, len(ranges)) for group in groups]
        yield Table(tuple(rows), line, max(last, body - 1), certain=False), head
        line = max(last + 1, body)


def _head_at(
    source: Source, line: int, stops: frozenset[int]
) -> tuple[list[tuple[int, int]], Head, int] | None:
    """Read an aligned head of up to three lines: its column ranges, roles and next line."""
    if not source.is_readable(line) or line in stops or "\t" in source.line_text(line):
        return None
    span, last = source.span(line), min(line + _MOST_HEAD_LINES, source.count) - 1
    if not HEAD_HINT.search(source.folded, span.start, source.span(last).end):
        return None
    if not GAP.search(source.text, span.start, span.end):
        return None
    lines = [fragments(source, line)]
    if len(lines[0]) < 2:
        return None
    best: tuple[list[tuple[int, int]], Head, int] | None = None
    for following in range(line, min(line + _MOST_HEAD_LINES, source.count)):
        if following > line:
            if not source.is_readable(following) or _RULE.fullmatch(source.line_text(following)):
                break
            lines.append(fragments(source, following))
        reach = [reaching(lines[n], lines[n + 1 :]) for n in range(len(lines))]
        narrow = [
            [f for i, f in enumerate(pieces) if i not in wide]
            for pieces, wide in zip(lines, reach, strict=True)
        ]
        ranges = merged_ranges(narrow)
        labels = [
            _on_columns(
                [*pieces, *(Fragment(f.cell, at, at) for at, f in _spread(row, wide))], ranges
            )
            for pieces, row, wide in zip(narrow, lines, reach, strict=True)
        ]
        if _is_head(labels):
            head = named_head(labels, (), 0)
            named = head is not None and head.first(Role.NAME) is not None
            best = (ranges, head, following + 1) if head and named else best
    return best


def _spread(
    pieces: Sequence[Fragment], reach: Mapping[int, Sequence[int]]
) -> list[tuple[int, Fragment]]:
    return [(at, pieces[i]) for i, ends in reach.items() for at in ends]


def _is_head(labels: Sequence[Row]) -> bool:
    """Whether the lines hold labels only; one column of several may be called by any word."""
    unknown = []
    for column in zip(*labels, strict=True):
        cells = [
            cell
            for line, cell in enumerate(column)
            if cell and not (line and _GLOSS.fullmatch(cell.text))
        ]
        # 施 above 策: the letters of a label may stand one below the other.
        stacked = all(len(cell.key) == 1 for cell in cells) and is_label(join(cells))
        if not stacked and not all(is_label(cell) or tells_of_values(cell) for cell in cells):
            unknown.append(cells)
    named = len(unknown) == 1 and all(_ANY_LABEL.fullmatch(cell.key) for cell in unknown[0])
    return not unknown or (named and sum(map(bool, labels[0])) > _FEW_COLUMNS)


def _on_columns(pieces: Sequence[Fragment], ranges: Sequence[tuple[int, int]]) -> Row:
    """Put the fragments of a line of the head on the columns."""
    cells = [[p.cell for p in pieces if left <= p.left < right] for left, right in ranges]
    return tuple(join(parts) for parts in cells)


@dataclass(frozen=True, slots=True)
class _Frame:
    """A head with the ranges of its columns, and the lines that no table goes over."""

    source: Source
    ranges: tuple[tuple[int, int], ...]
    head: Head
    stops: frozenset[int]

    def parts(self, body: int) -> tuple[list[list[Strip]], int]:
        """Read the lines below the head as far as they fit its columns; blank ones part them."""
        source = self.source
        parts: list[list[Strip]] = [[]]
        blanks, last, skip = 0, body - 1, body
        for line in range(body, source.count):
            if source.is_blank(line):
                blanks += 1
                if blanks > _MOST_BLANKS:
                    break
                continue
            skip = max(skip, self._repeated(line))
            if line < skip or self._is_aside(line, after_blank=blanks > 0):
                continue
            strip = self.strip(line) if source.is_readable(line) else None
            if line in self.stops or strip is None:
                break
            page_ended = source.page_ended(last, line)
            if blanks and not page_ended and not self._is_row(line):
                break
            parts += [[]] if blanks and not page_ended else []
            blanks = 0
            if parts[-1] and self._runs_on(parts[-1][-1], strip):
                strip = replace(strip, has_values=False)
            last = line
            # What explains a row has lines of its own, which tell nothing of where it begins.
            if any(i <= max(self.values) for i, _ in strip.cells):
                parts[-1].append(strip)
        return parts, last

    def _runs_on(self, above: Strip, strip: Strip) -> bool:
        """Whether a line goes on with the values above it: 小学生 4％／, 男 79年 above 女 84年."""
        values = [cell for i, cell in above.cells if i in self.values]
        if any(cell.key.endswith(("／", "/")) for cell in values):
            return True
        below = [cell for i, cell in strip.cells if i in self.values]
        pairs = [
            (SHARE.match(a.text), SHARE.match(b.text)) for a, b in zip(values, below, strict=False)
        ]
        shared = bool(pairs) and all(a and b and a[1] != b[1] for a, b in pairs)
        return shared and len(values) == len(below)

    def _repeated(self, line: int) -> int:
        """Return the line below the same head again; 0 where it does not stand here."""
        again = _head_at(self.source, line, self.stops)
        same = again and [c.role for c in again[1].columns] == [c.role for c in self.head.columns]
        return again[2] if again and same else 0

    def _is_aside(self, line: int, *, after_blank: bool) -> bool:
        """Whether a line is no content of the table but does not end it either."""
        text = self.source.line_text(line)
        ruled = bool(_RULE.fullmatch(text)) or (after_blank and bool(_NOTE.fullmatch(text)))
        return line in self.source.furniture or ruled

    def _is_row(self, first: int) -> bool:
        """Whether the lines up to the next blank one are a whole row."""
        strips: list[Strip] = []
        for line in range(first, min(first + _MOST_ROW_LINES, self.source.count)):
            if not self.source.is_readable(line):
                break
            strip = self.strip(line)
            if strip is None:
                return False
            strips.append(strip)
        named = any(strip.name for strip in strips)
        return named and sum(strip.has_values for strip in strips) == 1

    def strip(self, line: int) -> Strip | None:
        """Put the pieces of a line on the columns; None for a line that is no row of them."""
        pieces = [part for f in fragments(self.source, line) for part in self._figures_of(f)]
        cells = [(nearest_range(f, self.ranges), f.cell) for f in pieces]
        if not cells or (len(cells) == 1 and not self._fits(line, *cells[0])):
            return None
        values = self.values
        target, name_at = set(self.head.all(Role.TARGET)), self.head.first(Role.NAME)
        filled = {i for i, cell in cells if not is_period(cell.text)}
        names = [cell for i, cell in cells if i == name_at]
        if len(names) > 1 and ENUMERATION.fullmatch(names[0].key):
            cells.remove((name_at, names.pop(0)))  # type: ignore[arg-type]
        aimed = join([cell for i, cell in cells if i in target])
        lone = bool(names) and bool(re.match(r"[^（(]*\d", aimed.text)) and _is_aim(aimed.text)
        goes_on = not names and bool(SHARES.match(aimed.text))
        has_values = bool(filled & target) and (len(filled & values) > 1 or lone) and not goes_on
        return Strip(line, tuple(cells), join(names), has_values)

    def _figures_of(self, fragment: Fragment) -> list[Fragment]:
        """Part figures that one space parts, where they reach over several columns."""
        over = [c for c in self.ranges if c[0] < fragment.right and fragment.left < c[1]]
        words = fragment.cell.text.split()
        if len(over) < 2 or len(words) < 2 or any(kind_of(w) is not Kind.VALUE for w in words):
            return [fragment]
        found, at = [], fragment.cell.spans[0].start
        for word in words:
            begins = self.source.text.index(word, at)
            between = self.source.text[fragment.cell.spans[0].start : begins]
            left = fragment.left + width_in(self.source, between)
            at = begins + len(word)
            cell = self.source.printed(begins, at)
            found.append(Fragment(cell, left, left + width_in(self.source, word)))
        return found

    @property
    def values(self) -> frozenset[int]:
        """The columns of figures."""
        roles = (Role.TARGET, Role.BASELINE, Role.ACTUAL)
        return frozenset(i for role in roles for i in self.head.all(role))

    def told_apart(self, row: Sequence[Strip]) -> Sequence[Strip]:
        """Return the lines of a row, without its values where two figures are in one column."""
        cells = [(i, cell.text) for strip in row for i, cell in strip.cells if i in self.values]
        if not _collide(cells):
            return row
        return [
            replace(strip, cells=tuple(cell for cell in strip.cells if cell[0] not in self.values))
            for strip in row
        ]

    def _fits(self, line: int, column: int, printed: Printed) -> bool:
        """Whether a lone fragment is narrow enough to be a piece of a cell, and no sentence."""
        beyond = self.ranges[column + 1 :]
        room = (beyond[0][0] if beyond else self.ranges[column][1] + 12) + 2
        fragment = fragments(self.source, line)[0]
        if not beyond and abs(fragment.left - self.ranges[column][0]) <= _NEAR:
            return True
        return fragment.right <= room and not printed.text.startswith(("※", "＊", "注", "資料"))


def _collide(cells: Sequence[tuple[int, str]]) -> bool:
    """Whether two figures fall into one column: the columns are not those of the head."""
    figures = [
        i
        for i, text in cells
        if DASHES.fullmatch(text) or (re.match(r"[約△▲]?[\d０-９]", text) and not is_period(text))
    ]
    return len(set(figures)) < len(figures)


def _is_aim(text: str) -> bool:
    return is_value(text) or both_values(text) is not None
