"""Tables in raw PDF text: cells run on one after the other, parted by a space or a line end."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from index.kpi.broken import Strip, group_rows
from index.kpi.columns import Head
from index.kpi.grid import Table
from index.kpi.labels import Column, is_empty
from index.kpi.rawhead import head_tokens, raw_head
from index.kpi.source import EMPTY, Printed, Source, join
from index.kpi.values import is_value
from index.kpi.vocabulary import SHARES, VALUE_ROLES, Role
from index.kpi.words import Kind, kind_of
from index.quantities import is_period, is_unit, unit_of

_NOTE = re.compile(r"\s*(?:※|＊|\*|注\d*[)）:：]|\[|<|≪|《|■|◆|●|○|・|資料)")
_CUT_OFF = 1.0
_ENUMERATION = re.compile(r"\d{1,3}[.)]?|[①-⑳]")
_MOST_ROW_LINES, _MOST_BLANKS = 9, 4


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of the body: the words before the values, and the values."""

    line: int
    before: Printed
    values: tuple[Printed, ...]


def raw_tables(
    source: Source, stops: frozenset[int], taken: frozenset[int]
) -> Iterator[tuple[Table, Head, bool]]:
    """Yield tables whose heads are made of known words only; the last item: some rows were lost."""
    line = 0
    while line < source.count:
        found = None if line in taken else raw_head(source, line, stops, taken)
        if found is None:
            line += 1
            continue
        head, body = found
        lines, last = _body(source, body, head, stops, taken)
        rows, lost = _rows(lines, head)
        yield Table(tuple(rows), line, max(last, body - 1), certain=False), head, lost
        line = max(last + 1, body)


def _body(
    source: Source, body: int, head: Head, stops: frozenset[int], taken: frozenset[int]
) -> tuple[list[_Line], int]:
    lines: list[_Line] = []
    spaced = _is_spaced(source, body)
    last, blanks, idle = body - 1, 0, 0
    for line in range(body, source.count):
        if source.is_blank(line) or line in source.furniture:
            blanks += 1
            if blanks > _MOST_BLANKS:
                break
            continue
        if line in stops or line in taken or not source.is_readable(line):
            break
        text = source.line_text(line)
        if any(t.role for t in head_tokens(text) or ()):
            break
        read = _read_line(source, line, head)
        # In a column behind the values sentences may stand.
        sentence = text.rstrip().endswith("。") and not (read.values and _trails(head))
        note = sentence or bool(_NOTE.match(text))
        idle = 0 if read.values else idle + 1
        apart = blanks and not spaced and not _broken_page(source, last, line)
        if (note and not spaced) or idle > _MOST_ROW_LINES or apart:
            break
        blanks = 0
        if not (spaced and (note or _explains(lines, read))):
            lines.append(read)
            last = line
    return lines, last


def _is_spaced(source: Source, body: int) -> bool:
    """Whether blank lines part the cells, as in a page turned to text."""
    lines = range(body, min(body + 12, source.count))
    filled = [line for line in lines if not source.is_blank(line)]
    return bool(filled) and sum(source.is_blank(n - 1) for n in filled) * 4 > len(filled) * 3


def _explains(lines: Sequence[_Line], read: _Line) -> bool:
    """Whether a cell explains the name in the cell before it."""
    return not read.values and bool(lines) and not lines[-1].values


def _broken_page(source: Source, last: int, line: int) -> bool:
    return any(between in source.furniture for between in range(last + 1, line))


def _read_line(source: Source, line: int, head: Head) -> _Line:
    """Find the values of a line; with a column of words behind them, words may follow."""
    words = _without_number(_words(source, line), head)
    kinds = [kind_of(word.text) for word in words]
    runs = _runs(kinds)
    if not runs:
        return _Line(line, _whole(source, words), ())
    if not _trails(head):
        start, end = runs[-1] if runs[-1][1] == len(words) else (len(words), len(words))
    else:
        fitting = [part for run in runs for part in _parts(words, *run)]
        fitting = [part for part in fitting if _cells(words[slice(*part)], head) is not None]
        start, end = (fitting or runs)[0]
    while start < end and kinds[start] is Kind.TAIL and start:
        start += 1
    return _Line(line, _whole(source, words[:start]), tuple(words[start:end]))


def _without_number(words: list[Printed], head: Head) -> list[Printed]:
    """Leave out a number before a name, or the word of a column of groups."""
    if len(words) < 2 or kind_of(words[1].text) is not Kind.TEXT:
        return words
    grouped = len(words) > 2 and _is_grouped(head) and kind_of(words[0].text) is Kind.TEXT
    return words[1:] if grouped or _ENUMERATION.fullmatch(words[0].key) else words


def _whole(source: Source, words: Sequence[Printed]) -> Printed:
    """Return the words of one line as they are printed."""
    return source.printed(words[0].spans[0].start, words[-1].spans[-1].end) if words else EMPTY


def _is_grouped(head: Head) -> bool:
    """Whether a column of groups stands before the names."""
    group, name = head.first(Role.GROUP, Role.OTHER), head.first(Role.NAME)
    return group is not None and name is not None and group < name


def _parts(words: Sequence[Printed], start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield a run, and what is left of it without words (but no figures) at its end."""
    yield start, end
    while end > start and not re.search(r"\d", words[end - 1].key):
        end -= 1
        yield start, end


def _runs(kinds: Sequence[Kind]) -> list[tuple[int, int]]:
    """Return the ranges of words that are no text."""
    runs: list[tuple[int, int]] = []
    for i, kind in enumerate(kinds):
        if kind is Kind.TEXT:
            continue
        if runs and runs[-1][1] == i:
            runs[-1] = (runs[-1][0], i + 1)
        else:
            runs.append((i, i + 1))
    return runs


def _words(source: Source, line: int) -> list[Printed]:
    span = source.span(line)
    found = re.finditer(r"[^\s\u3000]+", source.text[span.start : span.end])
    return [source.printed(span.start + m.start(), span.start + m.end()) for m in found]


def _trails(head: Head) -> bool:
    """Whether a column of words follows the values."""
    values = [i for i, c in enumerate(head.columns) if c.role in VALUE_ROLES]
    return max(values) < len(head.columns) - 1


def _rows(lines: Sequence[_Line], head: Head) -> tuple[list[tuple[Printed, ...]], bool]:
    """Put the lines together to rows of cells; True where a row did not come out even."""
    strips, lost = [], False
    name_at = head.first(Role.NAME) or 0
    order = [i for i, c in enumerate(head.columns) if _has_value(c)]
    for block in _blocks(_settled(lines)):
        cells = _cells([v for line in block for v in line.values], head)
        name = join([line.before for line in block if line.before])
        if any(line.values for line in block) and cells is None:
            lost = True
            cells = [EMPTY] * len(order)
        filled = tuple((i, c) for i, c in zip(order, cells or (), strict=False) if c)
        has = bool(block[0].values) or len(block) > 1
        strips.append(Strip(block[0].line, ((name_at, name), *filled), name, has))
    rows = []
    for group in group_rows(strips, _CUT_OFF):
        columns: list[list[Printed]] = [[] for _ in head.columns]
        for strip in group:
            for i, cell in strip.cells:
                columns[i].append(cell)
        rows.append(tuple(join(cells) for cells in columns))
    return rows, lost


def _settled(lines: Sequence[_Line]) -> list[_Line]:
    """A bracket alone on its line goes with the name where no figures stand before it."""
    settled: list[_Line] = []
    for line in lines:
        alone = not line.before and all(kind_of(v.text) is Kind.TAIL for v in line.values)
        named = settled and settled[-1].before and not settled[-1].values
        if line.values and alone and named and not re.search(r"\d", line.values[0].key):
            line = replace(line, before=join(line.values), values=())
        settled.append(line)
    return settled


def _blocks(lines: Sequence[_Line]) -> list[list[_Line]]:
    """Put lines together whose values run on: no name stands between them."""
    blocks: list[list[_Line]] = []
    for line in lines:
        runs_on = blocks and line.values and not line.before and blocks[-1][-1].values
        if runs_on:
            blocks[-1].append(line)
        else:
            blocks.append([line])
    return blocks


def _cells(words: Sequence[Printed], head: Head) -> list[Printed] | None:
    """Part the words into as many cells as there are columns; None where it does not come out."""
    cells: list[list[Printed]] = []
    shares: list[str] = []
    for word in words:
        kind = kind_of(word.text)
        unit_follows = kind is Kind.UNIT and not _has_unit_column(head)
        if (kind is Kind.TAIL or unit_follows) and cells:
            cells[-1].append(word)
        elif kind is Kind.SHARE:
            if not shares or word.text in shares:
                shares = []
                cells.append([])
            shares.append(word.text)
            cells[-1].append(word)
        elif shares and cells and kind_of(cells[-1][-1].text) is Kind.SHARE:
            cells[-1].append(word)
        else:
            shares = []
            cells.append([word])
    joined = _without_page_number([_spaced(cell) for cell in cells], head)
    return joined if _plausible(joined, head) else None


def _without_page_number(cells: list[Printed], head: Head) -> list[Printed]:
    """Leave out a bare number too many at an end, where all the others have a unit."""
    count = sum(_has_value(column) for column in head.columns)
    for rest, spare in ((cells[:-1], cells[-1:]), (cells[1:], cells[:1])):
        bare = bool(spare) and bool(re.fullmatch(r"\d{1,3}", spare[0].key))
        if bare and len(rest) == count and all(is_empty(c) or unit_of(c.text) for c in rest):
            return rest
    return cells


def _has_value(column: Column) -> bool:
    return column.role in VALUE_ROLES or column.role is Role.UNIT


def _has_unit_column(head: Head) -> bool:
    return head.first(Role.UNIT) is not None


def _spaced(words: Sequence[Printed]) -> Printed:
    apart = any(SHARES.fullmatch(w.text) or is_period(w.text) for w in words)
    text = " ".join(w.text for w in words) if apart else ""
    joined = join(words)
    return replace(joined, text=text) if text else joined


def _plausible(cells: Sequence[Printed], head: Head) -> bool:
    """Whether there is a fitting cell for each column."""
    order = [column.role for column in head.columns if _has_value(column)]
    if len(order) != len(cells):
        return False
    return all(
        is_empty(cell) or (is_unit(cell.text) if role is Role.UNIT else is_value(cell.text))
        for role, cell in zip(order, cells, strict=True)
    )
