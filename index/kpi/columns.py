"""Reading the head of a table: which rows of labels it is, and what they call the columns."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from index.kpi.broken import is_balanced
from index.kpi.gridlines import with_aims
from index.kpi.heads import Head, settled
from index.kpi.labels import (
    LONGEST_LABEL,
    Column,
    dated,
    is_label,
    name_label,
    role_of,
    role_of_years,
)
from index.kpi.names import is_share
from index.kpi.source import EMPTY, Printed, Row, join
from index.kpi.vocabulary import HEAD_HINT, VALUE_ROLES, Role
from index.kpi.words import Kind, kind_of
from index.quantities import PERIOD, fold_same_length, is_period, is_unit, parse_period, unit_of

_IN_BRACKETS, _OPEN = re.compile(r"[(（\[［]"), re.compile(r"[(（][^()（）]*$")
_LONGEST_SUBLABEL, _LONGEST_END = 15, 2
_VALUES = re.compile("数値|値")
_TORN = re.compile("[標度]")
_YEARS = re.compile("年度|年次|年|時期|時点")
# The labels of two columns: 現状（R5）目標値, 中間目標目標値, 令和9年度目標令和11年度.
_TWO = re.compile(
    r"(?:(?:現[状況在]|基準|実績|当初)値?(?:\([^()]*\))?(?:中間)?|目標値?(?:\([^()]*\))?)目標"
    rf"|(?:{PERIOD.pattern})目標値?(?:{PERIOD.pattern})|基準値(?:\([^()]*\))?中間"
)
# Below 目標値: 中間評価, when it is to be reached.
_OF_AIMS = re.compile("中間|最終")


def read_head(rows: Sequence[Row], at: int) -> Head | None:
    """Read the head that begins at a row; None where none does."""
    rows = [*rows[:at], _unsplit(rows[at]), *rows[at + 1 :]]
    if not _is_head_row(rows[at]):
        return None
    last = at
    while last + 1 < len(rows) and last - at < 3 and _continues_head(rows[last], rows[last + 1]):
        last += 1
    first = at - 1 if at and _is_over(rows[at - 1], rows[at]) else at
    return named_head(rows[first : last + 1], rows[last + 1 :], last + 1)


def _is_over(above: Row, row: Row) -> bool:
    """Whether labels, the first of which reaches down beside a head, go over it: 事業費 over R6."""
    cells = [cell for cell in above if cell]
    if cells and not above[0] and all(map(tells_of_values, cells)):
        return True
    reaches = bool(above and row and above[0]) and (not row[0] or row[0] == above[0])
    short = all(
        is_period(c.text) or (len(c.text) <= _LONGEST_SUBLABEL and not re.search(r"\d", c.key))
        for c in cells
    )
    return reaches and short and len(cells) > 1


def named_head(head: Sequence[Row], body: Sequence[Row], at: int) -> Head | None:
    """Name the columns under one or several rows of labels; `at` is where the body begins."""
    width = max(len(row) for row in head)
    labels = _spanned([_padded(_unsplit(row), width) for row in head])
    if any(_is_mixed([row[i] for row in labels]) for i in range(width)):
        return None
    columns = tuple(_column([row[i] for row in labels]) for i in range(width))
    columns = tuple(_beside(columns, labels, i) for i in range(width))
    found = settled(with_aims(Head(_moved(columns, body), at), body), body)
    return None if found and _lacks_labels(found, body) else found


def _lacks_labels(head: Head, body: Sequence[Row]) -> bool:
    """Whether figures stand below no label beside like ones: the years below 目標値 are lost."""
    for i, (beside, column) in enumerate(pairwise(head.columns)):
        named = column.role or column.label or beside.period
        if named or beside.role not in (Role.TARGET, Role.ACTUAL, Role.BASELINE):
            continue
        pairs = [(row[i].text, row[i + 1].text) for row in body if i + 1 < len(row)]
        pairs = [(a, b) for a, b in pairs if _is_figure(a)]
        alike = sum(_is_figure(b) and unit_of(a) == unit_of(b) for a, b in pairs)
        if alike * 2 > len(pairs):
            return True
    return False


def _is_figure(text: str) -> bool:
    return kind_of(text) is Kind.VALUE and not PERIOD.search(fold_same_length(text))


def _moved(columns: tuple[Column, ...], body: Sequence[Row]) -> tuple[Column, ...]:
    """Put labels over the cells beside them, which text of a PDF gives a column of their own."""
    filled = [any(row[i] for row in body if i < len(row)) for i in range(len(columns))]
    found = list(columns)
    for i, column in enumerate(columns):
        near = [n for n in (i - 1, i + 1) if 0 <= n < len(columns) and filled[n]]
        near = [n for n in near if found[n] in (Column(None), column)]
        if not filled[i] and column != Column(None) and len(near) == 1:
            found[i], found[near[0]] = Column(None), column
    return tuple(found)


def _padded(row: Row, width: int) -> Row:
    cells = (EMPTY if _TORN.fullmatch(cell.key) else cell for cell in row)
    return (*cells, *[EMPTY] * (width - len(row)))


def _is_head_row(row: Row) -> bool:
    """Whether most cells are labels, one of them for values, one for names or units."""
    cells = [cell for i, cell in enumerate(row) if cell and row[max(0, i - 1) : i] != (cell,)]
    if not any(HEAD_HINT.search(fold_same_length(cell.text)) for cell in cells):
        return False
    named = [name_label(cell.text) for cell in cells if len(cell.text) <= LONGEST_LABEL]
    roles = [column.role for column in named if column.role is not None]
    values = [role for role in roles if role in VALUE_ROLES]
    others = [role for role in roles if role not in VALUE_ROLES]
    known = bool(values) and (bool(others) or len(set(values) - {Role.YEAR}) > 1)
    worded = any(role is not Role.YEAR for role in roles)
    return len(cells) > 1 and worded and known and len(roles) * 3 >= len(cells) * 2


def _continues_head(above: Row, row: Row) -> bool:
    """Whether a row still belongs to the head: years, value words and bracketed units only.

    Labels may stand at its foot, below nothing; with 指標 few other words may: 標 of 最終目標.
    """
    cells = [(i, cell) for i, cell in enumerate(row) if cell and above[i : i + 1] != (cell,)]
    foot = {i for i, cell in cells if is_label(cell) and not any(above[i : i + 1])}
    named = Role.NAME in [role_of(row[i]) for i in foot] and len(foot) * 3 >= len(cells) * 2
    named = named and not any(re.search(r"\d", cell.key) for _, cell in cells)
    rest = [(i, c) for i, c in cells if i not in foot and not (named and not any(above[i : i + 1]))]
    if not all(_is_sublabel(cell) or _is_parted(above, i) for i, cell in rest):
        return False
    if not any(
        named
        or tells_of_values(cell)
        or is_share(cell.text)
        or _OF_AIMS.match(cell.key)
        or (role_of(cell) is Role.OTHER and _is_parted(above, i))
        for i, cell in cells
    ):
        return False
    return not any(i == 0 and role_of(cell) in (Role.TARGET, Role.ACTUAL) for i, cell in cells)


def _is_parted(row: Row, i: int) -> bool:
    """Whether the label of values above a cell reaches over several: R4 over 本市, 県平均."""
    at = i if i < len(row) and row[i] else i - 1
    reaches = 0 <= at < len(row) - 1 and (not row[at + 1] or row[at + 1] == row[at])
    reaches = reaches or (0 < at < len(row) and row[at - 1] == row[at])
    return bool(reaches and row[at]) and role_of(row[at]) in VALUE_ROLES


def _is_sublabel(cell: Printed) -> bool:
    other = role_of(cell) is Role.OTHER and len(cell.text) <= _LONGEST_SUBLABEL
    return other or tells_of_values(cell) or is_share(cell.text)


def halves(cell: Printed) -> bool:
    """Whether a label below 現状値 parts it into values and their years: 数値, 年度."""
    return bool(_VALUES.fullmatch(cell.key) or _YEARS.fullmatch(cell.key))


def is_part_of(row: Row, head: Head) -> bool:
    """Whether a row is part of a head, as printed again at the top of a page: without its years."""
    columns = zip(row, head.columns, strict=False)
    labels = [(name_label(c.text).label, column.label) for c, column in columns if c]
    return len(labels) > 1 and all(label and label in whole for label, whole in labels)


def tells_of_values(cell: Printed) -> bool:
    """Whether a label says of when, in what unit or what kind the values below it are."""
    if is_period(cell.text) or halves(cell):
        return True
    bracketed = re.fullmatch(r"[(（\[](.+)[)）\]]", cell.text)
    if bracketed and is_unit(bracketed[1]):
        return True
    return role_of(cell) in VALUE_ROLES and len(cell.text) <= _LONGEST_SUBLABEL


def _unsplit(row: Row) -> Row:
    """Put a label together whose end stands in the column beside it, 目標|値; it heads both.

    So does what is within its brackets: 目標値（|R9）.
    """
    found = list(row)
    for i, (cell, end) in enumerate(pairwise(row)):
        torn = role_of(end) is None and (_VALUES.fullmatch(end.key) or role_of(cell) is None)
        torn = torn and len(end.text) <= _LONGEST_END
        torn = torn or (bool(_OPEN.search(cell.text)) and is_balanced(cell.text + end.text))
        whole = join([cell, end]) if cell and end and torn else EMPTY
        if role_of(whole) in VALUE_ROLES:
            found[i : i + 2] = [whole, whole]
    return tuple(found)


def _spanned(labels: list[Row]) -> list[Row]:
    """Let a label reach over the blank cells at its right that have a label below them."""
    if len(labels) < 2:
        return labels
    filled = [list(row) for row in labels]
    for n, row in enumerate(filled[:-1]):
        for i in range(1, len(row)):
            below = [lower[i] for lower in labels[n + 1 :] if lower[i]]
            if row[i] or not row[i - 1] or not below or not _is_sublabel(below[0]):
                continue
            if any(role_of(upper[i]) in VALUE_ROLES for upper in labels[:n]):
                continue  # 数値目標 does not reach below 現状.
            named = name_label(row[i - 1].text)
            # 現状値（R5） does not reach over R8, nor 担当課, with nothing below, over anything.
            dated = named.period and is_period(below[0].text)
            other = named.role in (None, Role.OTHER)
            other = other and any(lower[i - 1] for lower in labels[n + 1 :])
            if named.role is Role.BASELINE and _is_apart(labels[n + 1 :], i):
                aim = next((n for n in range(i, len(row)) if row[n]), i)
                aimed = role_of(row[aim]) is Role.TARGET
                row[i:aim] = [row[aim] if aimed else EMPTY] * (aim - i)
            elif (named.role in VALUE_ROLES and not dated) or other:
                row[i] = row[i - 1]
    return [tuple(row) for row in filled]


def _is_apart(lower: Sequence[Row], i: int) -> bool:
    """Whether the year below a column is not the one before it, nor the next."""
    years = [parse_period(next((row[n].text for row in lower if row[n]), "")) for n in (i - 1, i)]
    return all(years) and years[1].last - years[0].last > 1  # type: ignore[union-attr]


def _beside(columns: Sequence[Column], labels: Sequence[Row], i: int) -> Column:
    """Name the column of years that shares the label of the values beside it: 数値, 年度."""
    near = [n for n in (i - 1, i + 1) if 0 <= n < len(columns)] if len(labels) > 1 else []
    shared = labels[0][i] and any(labels[0][n] == labels[0][i] for n in near)
    years = shared and _YEARS.fullmatch(labels[-1][i].key)
    return replace(columns[i], role=Role.WHEN) if years else columns[i]


def _is_mixed(labels: Sequence[Printed]) -> bool:
    """Whether 単位 and 目標 stand one below the other, as in a head broken within its cells.

    Or the labels of two columns in one cell: 現状（R5） 目標値.
    """
    if any(_TWO.search(cell.key) for cell in labels):
        return True
    roles = {role_of(cell) for cell in labels if cell and cell.text[0] not in "(（"}
    return Role.UNIT in roles and bool(roles & {Role.TARGET, Role.BASELINE})


def _column(labels: list[Printed]) -> Column:
    """Name a column by the labels that stand one below the other."""
    distinct = [c for i, c in enumerate(labels) if c and c not in labels[:i]]
    named = [name_label(cell.text) for cell in distinct]
    worded = [c for c in named if c.role is not None and c.role is not Role.YEAR]
    beside = {Role.WHEN, Role.UNIT} if worded[:1] and worded[0].role is Role.NAME else {Role.WHEN}
    worded = [c for c in worded if c.role not in beside] or worded  # 指標 over （単位） is 指標
    periods = [c.period for c in named if c.period]
    # 目標値 over 実績 is an actual result; 実績値 over R5 is one too.
    role = worded[-1].role if worded else (Role.YEAR if periods else None)
    if worded and worded[0].role is Role.TARGET and _OF_AIMS.match(worded[-1].label):
        role = Role.TARGET
    label = "".join(c.label for c in named)
    if role is Role.NUMBER and worded[0].role is Role.SDG:
        role = Role.SDG  # ゴール、 over ターゲット over 番号
    if len(named) > 1 and not any(_IN_BRACKETS.search(cell.text) for cell in distinct):
        role = Role.WHEN if name_label(label).role is Role.WHEN else role  # 目標 over 年次
    unit = next((c.unit for c in named if c.unit), None)
    since = next((c.since for c in named if c.since), None)
    return dated(Column(role, periods[-1] if periods else None, label, unit, since))


def when_of(columns: Sequence[Column], i: int) -> int | None:
    """Return the column of the years of a value column: one called so, or the one beside it."""
    named = [n for n, column in enumerate(columns) if column.role is Role.WHEN]
    behind = bool(named) and columns[max(0, named[0] - 1)].role in VALUE_ROLES
    near = i + 1 if behind else i - 1
    called = [n for n in named if role_of_years(columns[n].label) is columns[i].role]
    if len(called) > 1:
        return near if near in called else None
    beside = [n for n in named if n == near and not role_of_years(columns[n].label)]
    return next(iter(called or beside), None)
