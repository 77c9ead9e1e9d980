"""Pages turned to text: each cell is closed by a bar, and a line break within it stays.

指標 | 目標値 |        A row is whole when it has as many bars as the rule below the head has.
---|---|---|           A cell that reaches down, or to the right, stands once: the rows below it
方針 |                 lack a cell, and bars at the end of the row make up for it.
相談の件数 | 10件
/年 |
"""

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from index.kpi.columns import tells_of_values
from index.kpi.fits import is_figure
from index.kpi.labels import is_empty, is_label
from index.kpi.source import EMPTY, Printed, Row, Source, join, unmarked

_RULE = re.compile(r"(?:-{3,}\|){2,}")
_EMPTY = re.compile(rf"{_RULE.pattern}|\|")
_BAR = re.compile(r"\|")
_MOST_ABOVE, _MOST_LINES = 16, 60


def closed_rows(source: Source, first: int) -> tuple[list[Row], int] | None:
    """Read the table that begins on a line; its rows and its last line, None where it is no such.

    What its rows lack, since a cell reaches over it, is made up for.
    """
    rule = _rule_below(source, first)
    if rule is None:
        return None
    columns = source.line_text(rule).count("-|")
    rows, last, top = [], rule, 0
    for row, line in _rows(source, first, columns):
        rows.append(row)
        last, top = max(last, line), top + (line < rule)
    if len(rows) < 2 or not top:
        return None
    return _filled_up(rows, top), last


def _rule_below(source: Source, first: int) -> int | None:
    """Return the rule below the head that begins on a line."""
    near = range(first + 1, min(first + _MOST_ABOVE, source.count))
    lines = takewhile(source.is_readable, near)
    return next((n for n in lines if _RULE.fullmatch(source.line_text(n).strip())), None)


def _rows(source: Source, first: int, columns: int) -> Iterator[tuple[Row, int]]:
    """Yield each row that has all of its cells, and its last line."""
    row: list[Printed] = []
    cell: list[Printed] = []
    begun = first
    for line in range(first, source.count):
        text = source.line_text(line)
        if not row and not cell and _EMPTY.fullmatch(text.strip()):
            begun = line + 1
            continue
        opens = not row and not cell and "|" not in text
        if opens or not source.is_readable(line) or line - begun > _MOST_LINES:
            return
        start = source.starts[line]
        for bar in [m.start() for m in _BAR.finditer(text)]:
            cell.append(unmarked(source, start, source.starts[line] + bar))
            row.append(join(filter(None, cell)))
            cell, start = [], source.starts[line] + bar + 1
        rest = source.printed(start, source.ends[line])
        cell += [rest] if rest else []
        if len(row) > columns or (len(row) == columns and cell):
            return
        if len(row) == columns:
            yield tuple(row), line
            row, begun = [], line + 1


def _filled_up(rows: Sequence[Row], top: int) -> list[Row]:
    """Put the cells of rows that lack some into their columns; `top` rows stand above the rule."""
    top += sum(1 for _ in takewhile(_is_of_head, rows[top:]))
    body = rows[top:]
    whole = _looks_of_whole([row for row in body if row[-1]])
    return [*rows[:top], *(_in_columns(row, whole) for row in body)]


def _is_of_head(row: Row) -> bool:
    """Whether a row below the rule goes on with the head: labels that reach over others."""
    cells = [cell for cell in row if cell]
    return bool(cells) and all(is_label(c) or tells_of_values(c) for c in cells) and not row[-1]


def _looks(row: Row) -> tuple[bool | None, ...]:
    """Tell of each cell if it holds a figure; None where it is empty."""
    return tuple(is_figure(cell) or is_empty(cell) if cell else None for cell in row)


def _looks_of_whole(rows: Sequence[Row]) -> set[tuple[bool | None, ...]]:
    """Tell of whole rows what their cells look like; a dash looks like the rest of its column."""
    columns = ([c for c in column if not is_empty(c)] for column in zip(*rows, strict=True))
    worded = [bool(cells) and not any(map(is_figure, cells)) for cells in columns]
    return {
        tuple(
            look and not (words and is_empty(cell))
            for look, words, cell in zip(_looks(row), worded, row, strict=True)
        )
        for row in rows
    }


def _agree(looks: Sequence[bool | None], others: Sequence[bool | None]) -> bool:
    return all(a is None or b is None or a == b for a, b in zip(looks, others, strict=True))


def _in_columns(row: Row, whole: set[tuple[bool | None, ...]]) -> Row:
    """Shift a row by the cells that it lacks at its left; without figures where these are torn."""
    lack = sum(1 for _ in takewhile(lambda cell: not cell, reversed(row)))
    shifted = (EMPTY,) * lack + row[: len(row) - lack]
    if not (lack and any(map(is_figure, filter(None, row)))) or not whole:
        return row
    if any(_agree(_looks(row), looks) for looks in whole):
        figures = any(any(looks[len(row) - lack :]) for looks in whole)
        return (EMPTY,) * len(row) if figures else row
    return shifted if any(_agree(_looks(shifted), looks) for looks in whole) else row
