"""Cells that reach over rows and columns: a name over the rows of its groups, a label over a value
and its year; and cells that hold several rows, marked with ① and ②.
"""

import re
from collections.abc import Collection, Sequence

from index.kpi.broken import WHOLE
from index.kpi.columns import tells_of_values
from index.kpi.fits import fits
from index.kpi.heads import Head
from index.kpi.labels import is_empty, is_label, name_label
from index.kpi.names import is_share
from index.kpi.source import EMPTY, Printed, Row
from index.kpi.values import is_value
from index.kpi.vocabulary import AUDIENCES, BULLETS, ENUMERATION, VALUE_ROLES, Role
from index.kpi.words import Kind, kind_of
from index.quantities import is_period, is_unit

VALUED = (Role.BASELINE, Role.TARGET)
# What holds no figures that a row could tell of.
_NO_FIGURES = frozenset({None, Role.OTHER, Role.OWNER, Role.YEAR})
_LONGEST_UNIT = 6
_LISTED = re.compile("[①-⑳]")
_DITTO = re.compile("[〃”]|′′|同上")
_IN_BRACKETS = re.compile(r"[(（]([^()（）]+)[)）]$")


def levelled(rows: Sequence[Row]) -> Sequence[Row]:
    """Put a second row of a head, which has lost the cells that reach down to it, into columns.

    Where it is not plain into which, it is left out: a year too few is better than a wrong one.
    """
    if len(set(map(len, rows))) < 2:
        return rows
    found: list[Row] = []
    for row in rows:
        above = found[-1] if found else ()
        if 0 < len(row) < len(above) and all(map(tells_of_values, row)):
            places = _below(above, len(row))
            cells = dict(zip(places, row, strict=False))
            row = tuple(cells.get(i, EMPTY) for i in range(len(above)))
        found.append(row)
    return found


def merged(rows: Sequence[Row]) -> list[Row]:
    """Make one cell of each label of a head that is printed again wherever it reaches.

    Where 〃 stands for words above it, its cell says them.
    """
    found: list[Row] = []
    said: dict[int, Printed] = {}
    for row in rows:
        above = found[-1] if found else ()
        heads = _labels(row)
        below = heads and _labels(above)
        cells: list[Printed] = []
        for i, cell in enumerate(row):
            if _DITTO.fullmatch(cell.key) and i in said and kind_of(said[i].text) is not Kind.VALUE:
                cell = Printed(said[i].text, cell.spans)
            over = above[i] if below and i < len(above) else EMPTY
            left = cells[-1] if heads and cells else EMPTY
            cells.append(next((c for c in (over, left) if cell and c.key == cell.key), cell))
        found.append(tuple(cells))
        said.update((i, cell) for i, cell in enumerate(cells) if cell)
    return found


def _labels(row: Row) -> bool:
    cells = [cell for cell in row if cell]
    named = [is_label(cell) or is_share(cell.text) for cell in cells]
    plain = all(n or not re.search(r"\d", c.key) for n, c in zip(named, cells, strict=True))
    return plain and sum(named) > 1


def _below(head: Row, count: int) -> range:
    """Return the columns that a row of labels stands in: all values that have no year, in a run."""
    columns = [name_label(cell.text) if cell else None for cell in head]
    open_: set[int] = set()
    for i, column in enumerate(columns):
        spanned = column is None and i - 1 in open_
        free = column is not None and column.role in VALUE_ROLES | {None} and not column.period
        open_ |= {i} if spanned or free else set()
    valued = {i for i in open_ if (c := columns[i]) and c.role in VALUE_ROLES}
    runs = [range(i, i + count) for i in range(len(head) - count + 1)]
    fitting = [run for run in runs if valued <= set(run) <= open_]
    return fitting[0] if len(fitting) == 1 and valued else range(0)


def spread(row: Row, head: Head) -> Row:
    """Put the cells of a row that has lost some, since they stand in a row above, into columns.

    All values must be there; of the columns before them those at the left are lost first.
    """
    width = len(head.columns)
    lack = width - len(row)
    inner = head.measured
    if lack <= 0 or not inner:
        return row
    before, behind = inner[0], width - 1 - inner[-1]
    found = []
    for kept in range(max(0, before - lack), before + 1):
        lost = lack - (before - kept)
        filled = (EMPTY,) * (before - kept) + row + (EMPTY,) * lost
        named = all(_is_text(cell) for cell in filled[:before])
        if lost <= behind and named and kept and _fits(filled, head):
            found.append(filled)
    return found[0] if len(found) == 1 else row


def _is_text(cell: Printed) -> bool:
    plain = kind_of(cell.text) is Kind.TEXT or bool(ENUMERATION.fullmatch(cell.key))
    return is_empty(cell) or plain or is_share(cell.text)


def _fits(row: Row, head: Head) -> bool:
    """Whether the cells of a row may stand in its columns of values and units."""
    return all(fits(row[i], head.columns[i].role) for i in head.measured)


def items_of(row: Row, head: Head) -> list[Row]:
    """Part a row of several indicators, ① and ② or dots in each cell, into a row for each.

    Else it is the row; none where only the names are listed.
    """
    name_at = head.first(Role.NAME)
    listed = [_listed(cell) for cell in row]
    count = len(listed[name_at]) if name_at is not None and name_at < len(row) else 0
    valued = [i for i in head.values if i < len(row)]
    plain = all(len(listed[i]) == count or is_empty(row[i]) for i in valued)
    if count < 2 or not plain or not any(listed[i] for i in valued):
        dotted = count > 1 and name_at is not None and row[name_at].text[0] in BULLETS
        return [] if dotted else [row]
    parts = [
        items if len(items) == count else [c] * count for items, c in zip(listed, row, strict=True)
    ]
    return list(zip(*parts, strict=True))


def _listed(cell: Printed) -> list[Printed]:
    """Return what a cell lists behind ①, ② and so on or dots; nothing where it does not."""
    if cell.text[:1] in BULLETS:
        items = re.split(rf"(?:^|\s){re.escape(cell.text[:1])}\s*", cell.text)[1:]
        return [Printed(item, cell.spans) for item in items] if len(items) > 1 else []
    marks = _LISTED.findall(cell.text)
    first, *items = _LISTED.split(cell.text)
    in_order = [ord(mark) - ord("①") for mark in marks] == list(range(len(marks)))
    texts = [item.strip(" 、,/／") for item in items]
    return [Printed(text, cell.spans) for text in texts] if in_order and not first.strip() else []


def is_shifted(cells: Row, head: Head) -> bool:
    """Whether a figure stands in a column of something else, and a column of figures has none.

    Or the end of a name stands for a number, 2者数, or a name for a unit.
    """
    numbers = [cells[i] for i in head.all(Role.NUMBER) if len(cells[i].spans) > 1]
    units = (cells[i].key for i in head.all(Role.UNIT))
    if any(len(unit) > _LONGEST_UNIT and WHOLE.search(unit) for unit in units) or not all(
        ENUMERATION.fullmatch(number.key) for number in numbers
    ):
        return True
    valued = (cells[i] for i in head.all(*VALUED))
    lacks = any(not cell or kind_of(cell.text) is Kind.UNIT for cell in valued)
    loose = [i for i, column in enumerate(head.columns) if column.role in _NO_FIGURES]
    figures = (cells[i].key for i in loose if cells[i] and kind_of(cells[i].text) is Kind.VALUE)
    return lacks and not all(map(AUDIENCES.fullmatch, figures))


def is_across(cells: Row, head: Head) -> bool:
    """Whether a cell stands below names or units and values at once: it is of another table."""
    names = {cells[i] for i in head.all(Role.NAME, Role.UNIT) if cells[i]}
    return any(cells[i] in names for i in head.all(*VALUED))


def is_twofold(cells: Row, head: Head) -> bool:
    """Whether two targets are of one year: of 小学校 and 中学校, or of other things."""
    aims = {(head.columns[i].period, cells[i].key) for i in head.all(Role.TARGET)}
    dated = [period for period, key in aims if period and key]
    return len(set(dated)) < len(dated)


def with_years(rows: Sequence[Row], body: int) -> list[Row]:
    """Put values and the years or units beside them into one cell; nothing where none are so.

    The head, above the row `body`, has one label over both columns, and over years none of its own.
    """
    pairs = _pairs(rows[body:])
    heads = [_closed_up(head, pairs, max(map(len, rows))) for head in rows[:body]]
    dated = any(_is_year(cell) for row in rows[body:] for i in pairs for cell in row[i : i + 2])
    if not pairs or len(heads) != 1 or not _tells(heads[0], pairs, dated=dated):
        return []
    return [heads[0], *(_joined(row, pairs) for row in rows[body:])]


def _pairs(rows: Sequence[Row]) -> list[int]:
    """Return the first columns of two that hold years and values, in at least half of the rows."""
    width = max(map(len, rows), default=0)
    found: list[int] = []
    for i in range(1, width - 1):
        pairs = [(row[i], row[i + 1]) for row in rows if i + 1 < len(row) and row[i]]
        dated = sum(_is_pair(a, b) or _is_pair(b, a) or _is_counted(a, b) for a, b in pairs)
        if dated and dated * 2 >= len(pairs) and i - 1 not in found:
            found.append(i)
    return found


def _is_pair(year: Printed, value: Printed) -> bool:
    return _is_year(year) and (is_value(value.text) or is_empty(value))


def _is_counted(value: Printed, unit: Printed) -> bool:
    return is_value(value.text) and not _is_year(value) and is_unit(unit.text)


def _closed_up(head: Row, pairs: Collection[int], width: int) -> Row:
    """Return a head with a label for each pair of columns; empty where it is not plain which."""
    filled = head + (EMPTY,) * (width - len(head))
    if all(not filled[i + 1] or filled[i + 1] == filled[i] for i in pairs):
        return tuple(cell for i, cell in enumerate(filled) if i - 1 not in pairs)
    return head if len(head) == width - len(pairs) else ()


def _tells(head: Row, pairs: Sequence[int], *, dated: bool) -> bool:
    """Whether the labels over pairs are of values, and without a year where these have one."""
    labels = [head[i - n] for n, i in enumerate(pairs) if i - n < len(head)]
    named = [name_label(label.text) for label in labels]
    return bool(named) and all(
        c.role in VALUE_ROLES and not (dated and c.period is not None) for c in named
    )


def _is_year(cell: Printed) -> bool:
    """Whether a cell says only when: R12, or R12（R8） for one that is met earlier."""
    inner = _IN_BRACKETS.search(cell.text)
    outer = cell.text[: inner.start()] if inner else cell.text
    return is_period(outer.strip()) and (not inner or is_period(inner[1]))


def _joined(row: Row, pairs: Collection[int]) -> Row:
    joined: list[Printed] = []
    for i, cell in enumerate(row):
        before = row[i - 1] if i - 1 in pairs else None
        if before is None:
            joined.append(cell)
        elif not before or before.spans == cell.spans:
            joined[-1] = cell
        elif cell and (_is_year(before) or _is_year(cell)):
            year, value = (before, cell) if _is_year(before) else (cell, before)
            joined[-1] = Printed(f"{value.text}（{year.text}）", before.spans + cell.spans)
        elif _is_counted(before, cell):
            joined[-1] = Printed(before.text + cell.text, before.spans + cell.spans)
        elif cell and not is_empty(before):
            return row
    return tuple(joined)
