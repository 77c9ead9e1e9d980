"""Tables set with spaces: columns stand one below the other, names and values wrap."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from index.kpi.alignedhead import RULE, aligned_head
from index.kpi.broken import Strip, group_rows, joined_row
from index.kpi.columns import Head
from index.kpi.fragments import (
    Fragment,
    counts_letters,
    fragments,
    nearest_range,
    parted,
)
from index.kpi.grid import Table
from index.kpi.source import Printed, Source, join
from index.kpi.values import both_values, is_value
from index.kpi.vocabulary import DASHES, ENUMERATION, SHARE, SHARES, Role
from index.kpi.words import Kind, kind_of
from index.quantities import is_period

# Between the parts of a table that goes over a page: （つづき）, （単位：％）.
_NOTE = re.compile(r"\s*[(\[][^()\[\]]{1,30}[)\]]\s*")
_MOST_BLANKS, _MOST_ROW_LINES = 3, 9
_CUT_OFF, _NEAR = 3.0, 2


def aligned_tables(source: Source, stops: frozenset[int]) -> Iterator[tuple[Table, Head]]:
    """Yield the tables below each aligned head; `stops` are lines that no table goes over."""
    line = 0
    while line < source.count:
        found = aligned_head(source, line, stops)
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
        again = aligned_head(self.source, line, self.stops)
        same = again and [c.role for c in again[1].columns] == [c.role for c in self.head.columns]
        return again[2] if again and same else 0

    def _is_aside(self, line: int, *, after_blank: bool) -> bool:
        """Whether a line is no content of the table but does not end it either."""
        text = self.source.line_text(line)
        ruled = bool(RULE.fullmatch(text)) or (after_blank and bool(_NOTE.fullmatch(text)))
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
        cells = [cell for f in fragments(self.source, line) for cell in self._cells_of(f)]
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
        """Part figures that one space parts, where they reach over several columns.

        Where letters count for columns one space is all that is left between a name and a figure.
        """
        words = fragment.cell.text.split()
        if len(words) < 2:
            return [fragment]
        over = [c for c in self.ranges if c[0] < fragment.right and fragment.left < c[1]]
        kinds = [kind_of(word) for word in words]
        if counts_letters(self.source):
            plain = [n for n, kind in enumerate(kinds) if kind in (Kind.VALUE, Kind.UNIT)]
            if not plain or (len(over) < 2 and not ENUMERATION.fullmatch(words[0])):
                return [fragment]
            words = _runs(words, kinds)
        elif len(over) < 2 or any(kind is not Kind.VALUE for kind in kinds):
            return [fragment]
        return parted(self.source, fragment, words)

    def _cells_of(self, fragment: Fragment) -> list[tuple[int, Printed]]:
        """Put a piece, or the figures that it is made of, on the columns; these on neighbours."""
        parts = self._figures_of(fragment)
        places = [self._column_of(part) for part in parts]
        if len(parts) > 1 and counts_letters(self.source):
            runs = [range(at, at + len(parts)) for at in range(len(self.ranges) - len(parts) + 1)]
            fitting = [run for run in runs if all(map(self._takes, run, parts))]
            if fitting:
                places = list(min(fitting, key=lambda run: abs(sum(run) - sum(places))))
        return [(at, part.cell) for at, part in zip(places, parts, strict=True)]

    def _takes(self, column: int, part: Fragment) -> bool:
        """Whether what stands in a piece is of the kind of a column."""
        role, kind = self.head.columns[column].role, kind_of(part.cell.text)
        if kind is Kind.UNIT:
            return role is Role.UNIT
        if column in self.values:
            return kind is Kind.VALUE
        return kind is Kind.TEXT or role is Role.NUMBER

    def _column_of(self, fragment: Fragment) -> int:
        """Return the column of a piece; words below the head of numbers are of names beside it."""
        column = nearest_range(fragment, self.ranges)
        beside = self.head.columns[column].role is Role.NUMBER
        beside = beside and self.head.first(Role.NAME) == column + 1
        worded = kind_of(fragment.cell.text.split()[0]) is Kind.TEXT
        return column + 1 if beside and worded else column

    @property
    def values(self) -> frozenset[int]:
        """The columns of figures."""
        roles = (Role.TARGET, Role.BASELINE, Role.ACTUAL)
        return frozenset(i for role in roles for i in self.head.all(role))

    def told_apart(self, row: Sequence[Strip]) -> Sequence[Strip]:
        """Return the lines of a row, without its values where two figures are in one column.

        Where letters count for columns, words of others may have come to stand by the figures.
        """
        cells = [(i, cell) for strip in row for i, cell in strip.cells if i in self.values]
        whole = [join([c for at, c in cells if at == i]).text for i in self.values]
        shares = {bool(SHARE.match(text)) for text in whole if re.search(r"\d", text)}
        plain = len(shares) < 2 and all(map(_is_plain, whole))
        mixed = counts_letters(self.source) and not plain
        if not mixed and not _collide([(i, cell.text) for i, cell in cells]):
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


def _runs(words: Sequence[str], kinds: Sequence[Kind]) -> list[str]:
    """Put words of text together that only a space parts."""
    runs: list[str] = []
    for word, kind, above in zip(words, kinds, [None, *kinds], strict=False):
        if kind is above is Kind.TEXT:
            runs[-1] += f" {word}"
        else:
            runs.append(word)
    return runs


def _collide(cells: Sequence[tuple[int, str]]) -> bool:
    """Whether two figures fall into one column: the columns are not those of the head."""
    figures = [
        i
        for i, text in cells
        if DASHES.fullmatch(text) or (re.match(r"[約△▲]?[\d０-９]", text) and not is_period(text))
    ]
    return len(set(figures)) < len(figures)


def _is_plain(text: str) -> bool:
    """Whether a cell holds a figure with its unit, or words without figures, or nothing."""
    kind = kind_of(text) if text else Kind.VALUE
    return kind in (Kind.VALUE, Kind.TAIL) or (kind is Kind.TEXT and not re.search(r"\d", text))


def _is_aim(text: str) -> bool:
    return is_value(text) or both_values(text) is not None
