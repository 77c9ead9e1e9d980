"""Tables set with spaces: columns stand one below the other, names and values wrap."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.kpi.broken import Strip, display_width, group_rows, joined_row
from index.kpi.columns import Head, Row, named_head
from index.kpi.grid import Table
from index.kpi.labels import is_label
from index.kpi.source import Printed, Source, join
from index.kpi.values import both_values, is_value
from index.kpi.vocabulary import HEAD_HINT, SHARES, Role

_RULE = re.compile(r"[\s─━=\-―—_・*┄┈]{6,}")
# Between the parts of a table that goes over a page: （つづき）, （単位：％）.
_NOTE = re.compile(r"\s*[(\[][^()\[\]]{1,30}[)\]]\s*")
_ENUMERATION = re.compile(r"\d{1,3}[.)]?|[①-⑳]")
_GAP = re.compile(r"[ \t]{2,}|[ \t]?\u3000[ \t\u3000]*|[ \t]\u3000")
_MOST_HEAD_LINES = 3
_MOST_BLANKS = 3
_CUT_OFF = 3.0


@dataclass(frozen=True, slots=True)
class Fragment:
    """A piece of a line between gaps; `left` and `right` are display columns."""

    cell: Printed
    left: int
    right: int


def fragments(source: Source, line: int) -> list[Fragment]:
    """Cut a line at its gaps; letters spaced out over a heading stay one word."""
    end = source.span(line).end
    text = source.text[source.starts[line] : end].lstrip("\f\ufeff").replace("\f", " ")
    start = end - len(text)
    found: list[Fragment] = []
    at = width = column = measured = 0
    for gap in [*_GAP.finditer(text), None]:
        stop = gap.start() if gap else len(text)
        cell = source.printed(start + at, start + stop)
        if cell:
            begins = cell.spans[0].start - start
            column, measured = column + display_width(text[measured:begins]), begins
            piece = Fragment(cell, column, column + display_width(cell.text))
            between = text[at - width : at] if found else ""
            if _is_spaced(found[-1].cell.text if found else "", between, cell.text):
                word = found[-1].cell
                spaced = Printed(word.text + cell.text, word.spans + cell.spans)
                found[-1] = Fragment(spaced, found[-1].left, piece.right)
            else:
                found.append(piece)
        at, width = (gap.end(), len(gap.group())) if gap else (stop, 0)
    return found


def _is_spaced(word: str, gap: str, letter: str) -> bool:
    """Whether a letter goes on a word that is spaced out: 目　標　値."""
    letters = re.fullmatch(r"[一-鿿々]{1,4}", word) and re.fullmatch(r"[一-鿿々]", letter)
    return bool(letters) and not gap.strip("\u3000")


def aligned_tables(source: Source, stops: frozenset[int]) -> Iterator[tuple[Table, Head]]:
    """Yield the tables below each aligned head; `stops` are lines that no table goes over."""
    line = 0
    while line < source.count:
        found = _head_at(source, line, stops)
        if found is None:
            line += 1
            continue
        ranges, head, body = found
        strips, last = _strips(source, body, ranges, head, stops)
        rows = [joined_row(group, len(ranges)) for group in group_rows([strips], _CUT_OFF)]
        yield Table(tuple(rows), line, max(last, body - 1), certain=False), head
        line = max(last + 1, body)


def _head_at(
    source: Source, line: int, stops: frozenset[int]
) -> tuple[list[tuple[int, int]], Head, int] | None:
    """Read an aligned head of up to three lines: its column ranges, roles and next line."""
    if not source.is_readable(line) or line in stops or "\t" in source.line_text(line):
        return None
    last = min(line + _MOST_HEAD_LINES, source.count) - 1
    near = source.folded[source.starts[line] : source.span(last).end]
    first = fragments(source, line) if HEAD_HINT.search(near) else []
    if len(first) < 2:
        return None
    lines = [first]
    best: tuple[list[tuple[int, int]], Head, int] | None = None
    for following in range(line, min(line + _MOST_HEAD_LINES, source.count)):
        if following > line:
            if not source.is_readable(following) or _RULE.fullmatch(source.line_text(following)):
                break
            lines.append(fragments(source, following))
        ranges = _merged(lines)
        labels = [_on_columns(pieces, ranges) for pieces in lines]
        if all(is_label(cell) for row in labels for cell in row if cell):
            head = named_head(labels, (), 0)
            named = head is not None and head.first(Role.NAME) is not None
            best = (ranges, head, following + 1) if head and named else best
    return best


def _on_columns(pieces: Sequence[Fragment], ranges: Sequence[tuple[int, int]]) -> Row:
    """Put the fragments of a line of the head on the columns."""
    cells = [[p.cell for p in pieces if left <= p.left < right] for left, right in ranges]
    return tuple(join(parts) for parts in cells)


def _merged(lines: Sequence[Sequence[Fragment]]) -> list[tuple[int, int]]:
    """Merge the ranges of the fragments of a head that stand over one another."""
    columns: list[tuple[int, int]] = []
    for fragment in (f for line in lines for f in line):
        over = [c for c in columns if c[0] < fragment.right and fragment.left < c[1]]
        rest = [c for c in columns if c not in over]
        left = min([fragment.left, *(c[0] for c in over)])
        right = max([fragment.right, *(c[1] for c in over)])
        columns = sorted([*rest, (left, right)])
    return columns


def _strips(
    source: Source,
    body: int,
    ranges: Sequence[tuple[int, int]],
    head: Head,
    stops: frozenset[int],
) -> tuple[list[Strip], int]:
    """Read the lines below a head as far as they fit its columns."""
    strips: list[Strip] = []
    name_at = head.first(Role.NAME)
    blanks, last, skip = 0, body - 1, body
    for line in range(body, source.count):
        if source.is_blank(line):
            blanks += 1
            if blanks > _MOST_BLANKS:
                break
            continue
        if line in source.furniture:
            continue
        if not source.is_readable(line):
            break
        text = source.line_text(line)
        if _RULE.fullmatch(text) or (blanks and _NOTE.fullmatch(text)):
            continue
        again = _head_at(source, line, stops)
        if again and [c.role for c in again[1].columns] == [c.role for c in head.columns]:
            skip = again[2]
        if line < skip:
            continue
        strip = _strip(source, line, ranges, name_at, head)
        if line in stops or strip is None or (blanks and not _goes_on(source, line, last, strip)):
            break
        blanks = 0
        strips.append(strip)
        last = line
    return strips, last


def _goes_on(source: Source, line: int, last: int, strip: Strip) -> bool:
    """Whether a line after blank ones is still of the table: only over a page break."""
    broken = any(between in source.furniture for between in range(last + 1, line))
    return broken and bool(strip.cells)


def _strip(
    source: Source,
    line: int,
    ranges: Sequence[tuple[int, int]],
    name_at: int | None,
    head: Head,
) -> Strip | None:
    cells: list[tuple[int, Printed]] = []
    for fragment in fragments(source, line):
        column = _column_of(fragment, ranges)
        cells.append((column, fragment.cell))
    if not cells or (len(cells) == 1 and not _fits(source, line, ranges, cells[0], name_at)):
        return None
    values = {i for role in (Role.TARGET, Role.BASELINE, Role.ACTUAL) for i in head.all(role)}
    target = set(head.all(Role.TARGET))
    filled = {i for i, _ in cells}
    names = [cell for i, cell in cells if i == name_at]
    if len(names) > 1 and _ENUMERATION.fullmatch(names[0].key):
        cells.remove((name_at, names.pop(0)))  # type: ignore[arg-type]
    aimed = join([cell for i, cell in cells if i in target])
    lone = bool(names) and bool(re.match(r"[^（(]*\d", aimed.text)) and _is_aim(aimed.text)
    goes_on = not names and bool(SHARES.match(aimed.text))
    has_values = bool(filled & target) and (len(filled & values) > 1 or lone) and not goes_on
    merged = tuple(cells)
    return Strip(line, merged, join(names), has_values)


def _is_aim(text: str) -> bool:
    return is_value(text) or both_values(text) is not None


def _fits(
    source: Source,
    line: int,
    ranges: Sequence[tuple[int, int]],
    cell: tuple[int, Printed],
    name_at: int | None,
) -> bool:
    """Whether a lone fragment is narrow enough to be a piece of a cell, and no sentence."""
    column, printed = cell
    room = (ranges[column + 1][0] if column + 1 < len(ranges) else ranges[column][1] + 12) + 2
    fragment = fragments(source, line)[0]
    return fragment.right <= room and not printed.text.startswith(("※", "＊", "注", "資料"))


def _column_of(fragment: Fragment, ranges: Sequence[tuple[int, int]]) -> int:
    """Return the column a fragment stands in: the most overlap, else the nearest."""

    def distance(column: int) -> tuple[int, int]:
        left, right = ranges[column]
        overlap = min(fragment.right, right) - max(fragment.left, left)
        return (-overlap, abs(fragment.left - left))

    return min(range(len(ranges)), key=distance)
