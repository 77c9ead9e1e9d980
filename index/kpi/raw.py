"""Tables in raw PDF text: cells run on one after the other, parted by a space or a line end."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from index.kpi.broken import Strip, group_rows
from index.kpi.columns import Head
from index.kpi.grid import Table
from index.kpi.rawhead import head_tokens, raw_head
from index.kpi.rawlines import Line, cells_of, has_value, parts_name, read_line, trails, words_of
from index.kpi.source import EMPTY, Printed, Source, join
from index.kpi.vocabulary import AUDIENCES, OWNERS, Role
from index.kpi.words import Kind, kind_of

_NOTE = re.compile(r"\s*(?:※|＊|\*|注\d*[)）:：]|\[|<|≪|《|■|◆|●|○|・|資料)")
_DIRECTION = re.compile(r"[\s↑↓↗↘→⇒⇗⇘⇑⇓➡⬆⬇]+")
_CUT_OFF = 1.0
_MOST_ROW_LINES, _MOST_BLANKS = 9, 4


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
) -> tuple[list[Line], int]:
    lines: list[Line] = []
    spaced, numbered = _is_spaced(source, body), _has_number(source, body, head)
    last, blanks, idle = body - 1, 0, 0
    for line in range(body, source.count):
        if source.is_blank(line) or line in source.furniture:
            blanks += 1
            if blanks > _MOST_BLANKS:
                break
            continue
        if line in taken or not source.is_readable(line):
            break
        read = read_line(source, line, head)
        if (line in stops and not _is_row(source, line, read, head)) or (
            numbered and _is_unnumbered(source, line, read, lines[-1:])
        ):
            break
        idle = 0 if read.values else idle + 1
        apart = blanks and not spaced and not _goes_on(source, last, line, head)
        note = _is_note(source, line, read, head)
        if _is_head(source, line) or (note and not spaced) or idle > _MOST_ROW_LINES or apart:
            break
        blanks = 0
        if _DIRECTION.fullmatch(source.line_text(line)) or _is_owner(read, head):
            continue
        if not (spaced and (note or _explains(lines, read))):
            lines.append(_named_above(lines, read, head))
            last = line
    return lines, last


def _is_head(source: Source, line: int) -> bool:
    # 達成率 alone may be the end of a name.
    tokens = head_tokens(source.line_text(line)) or ()
    return any(token.role not in (None, Role.OTHER) for token in tokens)


def _is_note(source: Source, line: int, read: Line, head: Head) -> bool:
    """Whether a line is a note or a sentence; in a column behind the values one may stand."""
    text = source.line_text(line)
    sentence = text.rstrip().endswith("。") and not (read.values and trails(head))
    return sentence or bool(_NOTE.match(text))


def _goes_on(source: Source, last: int, line: int, head: Head) -> bool:
    """Whether a line after blank ones is still of the table: a page ended, or it begins a row.

    A row among blank lines has its name and all its values before the next blank line.
    """
    if any(between in source.furniture for between in range(last + 1, line)):
        return True
    block: list[Line] = []
    for following in range(line, min(line + _MOST_ROW_LINES, source.count)):
        if not source.is_readable(following):
            break
        block.append(read_line(source, following, head))
    words = [word for read in block for word in read.values]
    return bool(block and block[0].before) and cells_of(words, head) is not None


def _is_row(source: Source, line: int, read: Line, head: Head) -> bool:
    """Whether a line has a value for each column behind its name, or a number for its own."""
    if read.before and cells_of(read.values, head) is not None:
        return True
    return _has_number(source, line, head)


def _has_number(source: Source, line: int, head: Head) -> bool:
    """Whether a line begins with the number for which the head has a column."""
    words = words_of(source, line) if line < source.count else []
    return head.first(Role.NUMBER) is not None and bool(words) and words[0].key.isdigit()


def _is_unnumbered(source: Source, line: int, read: Line, above: Sequence[Line]) -> bool:
    """Whether a line with a name and values begins a row, but not with a number as the others."""
    begins = bool(above) and bool(above[0].values) and bool(read.before and read.values)
    return begins and not words_of(source, line)[0].key.isdigit()


def _is_spaced(source: Source, body: int) -> bool:
    """Whether blank lines part the cells, as in a page turned to text."""
    lines = range(body, min(body + 12, source.count))
    filled = [line for line in lines if not source.is_blank(line)]
    return bool(filled) and sum(source.is_blank(n - 1) for n in filled) * 4 > len(filled) * 3


def _is_owner(read: Line, head: Head) -> bool:
    """Whether a line is one more department of the column of departments."""
    alone = head.first(Role.OWNER) is not None and not read.values
    return alone and bool(OWNERS.fullmatch(read.before.key))


def _named_above(lines: Sequence[Line], read: Line, head: Head) -> Line:
    """Give a line that says only for whom its values are the name of the line above it."""
    alone = parts_name(head) and AUDIENCES.fullmatch(read.before.key)
    named = alone and lines and lines[-1].values
    return replace(read, before=lines[-1].before) if named else read


def _explains(lines: Sequence[Line], read: Line) -> bool:
    """Whether a cell explains the name in the cell before it."""
    return not read.values and bool(lines) and not lines[-1].values


def _rows(lines: Sequence[Line], head: Head) -> tuple[list[tuple[Printed, ...]], bool]:
    """Put the lines together to rows of cells; True where a row did not come out even."""
    strips, lost = [], False
    name_at = head.first(Role.NAME) or 0
    order = [i for i, c in enumerate(head.columns) if has_value(c)]
    for block in _blocks(_settled(lines)):
        words = [v for line in block for v in line.values]
        cells = cells_of(words, head)
        if cells is None and len(block[-1].values) == 1 and words[-1].key.isdigit():
            # The number of the page below the last row.
            cells = cells_of(words[:-1], head)
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


def _settled(lines: Sequence[Line]) -> list[Line]:
    """A bracket alone on its line goes with the name where no figures stand before it."""
    settled: list[Line] = []
    for line in lines:
        alone = not line.before and all(kind_of(v.text) is Kind.TAIL for v in line.values)
        named = settled and settled[-1].before and not settled[-1].values
        if line.values and alone and named and not re.search(r"\d", line.values[0].key):
            line = replace(line, before=join(line.values), values=())
        settled.append(line)
    return settled


def _blocks(lines: Sequence[Line]) -> list[list[Line]]:
    """Put lines together whose values run on: no name stands between them."""
    blocks: list[list[Line]] = []
    for line in lines:
        runs_on = blocks and line.values and not line.before and blocks[-1][-1].values
        if runs_on:
            blocks[-1].append(line)
        else:
            blocks.append([line])
    return blocks
