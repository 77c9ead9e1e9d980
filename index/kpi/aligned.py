"""Tables set with spaces: columns stand one below the other, names and values wrap."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from index.kpi.alignedcells import Columns
from index.kpi.alignedhead import RULE, aligned_head, begins_other
from index.kpi.alignedlines import is_template
from index.kpi.broken import CLOSES, GOES_ON, LATE_START, Strip, group_rows, joined_row
from index.kpi.fragments import counts_letters, fragments, is_beyond
from index.kpi.grid import Table, guessed
from index.kpi.labels import is_label
from index.kpi.names import is_of_part
from index.kpi.source import Printed, Source, join, squeeze
from index.kpi.stacked import Piece, items_of
from index.kpi.values import both_values, is_value
from index.kpi.vocabulary import DASHES, ENUMERATION, REMARK, SHARE, SHARES, Role
from index.kpi.words import Kind, kind_of
from index.quantities import is_period

# Between the parts of a table that goes over a page: （つづき）, （単位：％）.
_NOTE = re.compile(r"\s*[(\[][^()\[\]]{1,30}[)\]]\s*")
_LETTER = re.compile(r"(?![約全各])[一-鿿]")
_GOES_ON = re.compile(r"[／/]$|[(（][^()（）]*$")
_FIGURED = re.compile(r"[\d()（）]")
_MOST_BLANKS, _MOST_ROW_LINES = 3, 9
_CUT_OFF, _NEAR, _MOSTLY = 3.0, 2, 5


def aligned_tables(source: Source, stops: frozenset[int]) -> Iterator[Table]:
    """Yield the tables below each aligned head; `stops` are lines that no table goes over."""
    line = 0
    while line < source.count:
        found = aligned_head(source, line, stops)
        if found is None:
            line += 1
            continue
        ranges, head, body = found
        columns = Columns(source, tuple(ranges), head, body)
        frame = _Frame(source, columns, stops, squeeze(source.line_text(line)))
        parts, last = frame.parts(body)
        first, last = line, max(last, body - 1)
        if frame.shares_names(parts):
            yield guessed((), (first, last), head, lost=True)
            line, parts = last + 1, []
        while parts:
            groups = [frame.told_apart(group) for group in frame.rows(parts)]
            rows = [joined_row(group, len(ranges)) for group in groups]
            yield guessed(rows, (first, last), head)
            line = last + 1
            first, last, parts = frame.more(last)


@dataclass(frozen=True, slots=True)
class _Frame:
    """The columns below a head, and the lines that no table goes over."""

    source: Source
    columns: Columns
    stops: frozenset[int]
    head_text: str

    def parts(self, body: int) -> tuple[list[list[Strip]], int]:
        """Read the lines below the head as far as they fit its columns; blank ones part them."""
        source = self.source
        parts: list[list[Strip]] = [[]]
        blanks, last, passed = 0, body - 1, 0
        for line in self._lines(body):
            if source.is_blank(line):
                blanks = max(blanks, 0) + 1
                if blanks > _MOST_BLANKS:
                    break
                continue
            if blanks < 0 or self._is_aside(line, after_blank=blanks > 0):
                blanks = min(blanks, 1) if line in source.furniture else blanks
                continue
            strip = self.strip(line) if source.is_readable(line) else None
            if strip is None:
                break
            goes_on = not passed and (source.page_ended(last, line) or not parts[-1])
            if blanks and not goes_on and not self._is_row(line):
                # What is no row as it stands is passed over where rows go on behind it.
                passed, blanks = passed + 1, -1
                if passed > 1 or all(is_label(cell) for _, cell in strip.cells):
                    break
                continue
            parts += [[]] if blanks and not goes_on else []
            passed = blanks = 0
            if parts[-1] and self._runs_on(parts[-1][-1], strip):
                strip = replace(strip, has_values=False)
            last = line
            # What explains a row has lines of its own, which tell nothing of where it begins.
            if any(i <= max(self.columns.values) for i, _ in strip.cells):
                parts[-1].append(strip)
        return parts, last

    def shares_names(self, parts: Sequence[Sequence[Strip]]) -> bool:
        """Whether a name may be of several lines, each of a part: which ones does not show."""
        strips = [(s, {i for i, _ in s.cells} & self.columns.values) for p in parts for s in p]
        wraps = self.columns.head.tells_parts and any(bool(s.name) != bool(v) for s, v in strips)
        return wraps or any(s.has_values and is_of_part(s.name) for s, _ in strips)

    def _lines(self, body: int) -> Iterator[int]:
        """Yield the lines up to a heading or the head of another table, without notes."""
        for line in range(body, self.source.count):
            ends = (
                line in self.stops
                or is_template(self.source, line)
                or begins_other(self.source, line)
            )
            ends = ends or (line > body and self._is_head(line))
            ends = ends and not self._is_aside(line, after_blank=True)
            if ends or (line > body and is_beyond(self.source, body, line)):
                return
            if not self._is_note(line):
                yield line

    def more(self, last: int) -> tuple[int, int, list[list[Strip]]]:
        """Read the rows below a heading that has no head of its own; none where they are not sure.

        Return their first and last line, too.
        """
        near = range(last + 1, min(last + 2 * _MOST_BLANKS + 2, self.source.count))
        heading, *below = [n for n in near if self.source.is_readable(n)][:2] or (-1,)
        if heading not in self.stops or not below or below[0] in self.stops:
            return 0, 0, []
        parts, end = self.parts(below[0])
        bands = [band for strips in parts for band in self._bands(strips)]
        sure = all(self._is_whole(band) and self._is_one(band) for band in bands)
        return (below[0], end, parts) if bands and sure else (0, 0, [])

    def rows(self, parts: Sequence[Sequence[Strip]]) -> list[list[Strip]]:
        """Part lines into rows: where all columns have gaps, and else so that names read best.

        Of rows that stand apart a few may have lost their names or values; these are left out.
        """
        bands = [band for strips in parts for band in self._bands(strips)]
        whole = sum(map(self._is_whole, bands))
        if len(bands) == len(parts) or whole * _MOSTLY < len(bands) * (_MOSTLY - 1):
            return group_rows(parts, _CUT_OFF)
        return [
            row
            for band in filter(self._is_whole, bands)
            for row in ([band] if self._is_one(band) else group_rows([band], _CUT_OFF))
        ]

    def _bands(self, strips: Sequence[Strip]) -> list[list[Strip]]:
        """Part lines where no cell that tells of a row goes over."""
        found: list[list[Strip]] = []
        for strip in strips:
            above = found[-1][-1] if found else None
            if above and self._is_next(above, strip) and self._told(above) & self._told(strip):
                found[-1].append(strip)
            else:
                found.append([strip])
        return found

    def _is_next(self, above: Strip, strip: Strip) -> bool:
        """Whether no line of another column, only the end of a page, stands between two."""
        return not any(map(self.source.is_readable, range(above.line + 1, strip.line)))

    def _told(self, strip: Strip) -> set[int]:
        """Return the columns that have a piece on a line: that of the names, and of the values."""
        return {i for i, _ in strip.cells} & {self.columns.head.name_at, *self.columns.values}

    def _is_whole(self, band: Sequence[Strip]) -> bool:
        told = {i for strip in band for i in self._told(strip)}
        head = self.columns.head
        return head.name_at in told and not told.isdisjoint(head.all(Role.TARGET))

    def _is_one(self, band: Sequence[Strip]) -> bool:
        """Whether each column of values has one."""
        stacks = [
            [Piece(s.line, cell) for s in band for at, cell in s.cells if at == i]
            for i in self.columns.values
        ]
        return all(len(items_of(stack)) == 1 for stack in stacks if stack)

    def _is_head(self, line: int) -> bool:
        """Whether the whole head comes again, as at the top of a page: columns stand anew."""
        if squeeze(self.source.line_text(line)) != self.head_text:
            return False
        found = aligned_head(self.source, line, self.stops)
        return found is not None and found[1] == self.columns.head

    def _runs_on(self, above: Strip, strip: Strip) -> bool:
        """Whether a line goes on with values above: 小学生 4％／, 9人（R5～, 男 9年 above 女 8."""
        values = [cell for i, cell in above.cells if i in self.columns.values]
        if any(_GOES_ON.search(cell.text) for cell in values):
            return True
        if LATE_START.match(strip.name.text) and any(GOES_ON.search(c.text) for c in values):
            return True
        below = [cell for i, cell in strip.cells if i in self.columns.values]
        pairs = [
            (SHARE.match(a.text), SHARE.match(b.text)) for a, b in zip(values, below, strict=False)
        ]
        shared = bool(pairs) and all(a and b and a[1] != b[1] for a, b in pairs)
        return shared and len(values) == len(below)

    def _is_aside(self, line: int, *, after_blank: bool) -> bool:
        """Whether a line is no content of the table but does not end it either."""
        text = self.source.line_text(line)
        ruled = bool(RULE.fullmatch(text)) or (after_blank and bool(_NOTE.fullmatch(text)))
        return line in self.source.furniture or ruled

    def _is_note(self, line: int) -> bool:
        """Whether a line explains a row, and is no row with its values itself."""
        if not REMARK.match(self.source.line_text(line)):
            return False
        return len({i for i, _ in self.columns.cells(line)} & set(self.columns.values)) < 2

    def _is_row(self, first: int) -> bool:
        """Whether the lines up to the next blank one are a whole row."""
        strips: list[Strip] = []
        for line in range(first, min(first + _MOST_ROW_LINES, self.source.count)):
            if not self.source.is_readable(line):
                break
            strip = self.strip(line)
            if strip is None and not self._is_note(line):
                return False
            strips += [strip] if strip else []
        named = any(strip.name for strip in strips)
        return named and sum(strip.has_values for strip in strips) == 1

    def strip(self, line: int) -> Strip | None:
        """Put the pieces of a line on the columns; None for a line that is no row of them."""
        cells = self.columns.cells(line)
        if not cells or (len(cells) == 1 and not self._fits(line, *cells[0])):
            return None
        values = self.columns.values
        target, name_at = set(self.columns.head.all(Role.TARGET)), self.columns.head.name_at
        filled = {i for i, cell in cells if not is_period(cell.text)}
        names = [cell for i, cell in cells if i == name_at]
        if len(names) > 1 and ENUMERATION.fullmatch(names[0].key):
            cells.remove((name_at, names.pop(0)))
        aimed = join([cell for i, cell in cells if i in target])
        lone = bool(names) and bool(re.match(r"[^（(]*\d", aimed.text)) and _is_aim(aimed.text)
        goes_on = not names and bool(SHARES.match(aimed.text))
        has_values = bool(filled & target) and (len(filled & values) > 1 or lone) and not goes_on
        return Strip(line, tuple(cells), join(names), has_values)

    def told_apart(self, row: Sequence[Strip]) -> Sequence[Strip]:
        """Return the lines of a row, without its values where two figures are in one column.

        Where letters count for columns, words of others may have come to stand by the figures.
        """
        values = self.columns.values
        cells = [(i, cell) for strip in row for i, cell in strip.cells if i in values]
        whole = [join([c for at, c in cells if at == i]).text for i in values]
        shares = {bool(SHARE.match(text)) for text in whole if re.search(r"\d", text)}
        plain = len(shares) < 2 and all(map(_is_plain, whole))
        strange = counts_letters(self.source) or any(_is_mixed(cells, i) for i in values)
        mixed = strange and not plain
        if not mixed and not _collide([(i, cell.text) for i, cell in cells]):
            return row
        return [
            replace(strip, cells=tuple(cell for cell in strip.cells if cell[0] not in values))
            for strip in row
        ]

    def _fits(self, line: int, column: int, printed: Printed) -> bool:
        """Whether a lone fragment is narrow enough to be a piece of a cell, and no sentence."""
        fragment, last = fragments(self.source, line)[0], column + 1 == len(self.columns.ranges)
        if last and abs(fragment.left - self.columns.ranges[column][0]) <= _NEAR:
            return True
        sentence = printed.text.startswith(("※", "＊", "注", "資料"))
        return fragment.right <= self.columns.room(column) and not sentence


def _collide(cells: Sequence[tuple[int, str]]) -> bool:
    """Whether two figures, or a letter and one, fall into a column: it is not that of the head."""
    figures = [i for i, text in cells if _is_figure(text)]
    letters = {i for i, text in cells if _LETTER.fullmatch(text) and not SHARES.fullmatch(text)}
    return len(set(figures)) < len(figures) or not letters.isdisjoint(figures)


def _is_mixed(cells: Sequence[tuple[int, Printed]], column: int) -> bool:
    """Whether words stand in a column behind a whole figure: these may be of another."""
    texts = [cell.text for i, cell in cells if i == column and not is_period(cell.text)]
    kinds = [kind_of(t) for t in texts if kind_of(t) is Kind.VALUE or not _FIGURED.search(t)]
    return Kind.VALUE in kinds and Kind.TEXT in kinds[kinds.index(Kind.VALUE) :]


def _is_figure(text: str) -> bool:
    begins = re.match(r"[約△▲]?[\d０-９]", text) and not (is_period(text) or CLOSES.match(text))
    return bool(DASHES.fullmatch(text) or begins)


def _is_plain(text: str) -> bool:
    """Whether a cell holds a figure with its unit, or words without figures, or nothing."""
    kind = kind_of(text) if text else Kind.VALUE
    return kind in (Kind.VALUE, Kind.TAIL) or (kind is Kind.TEXT and not re.search(r"\d", text))


def _is_aim(text: str) -> bool:
    return is_value(text) or both_values(text) is not None
