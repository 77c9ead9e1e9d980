"""What the columns are: naming them from their heads, and from what stands in them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from index.kpi.labels import LONGEST_LABEL, Column, dated, is_empty, name_label
from index.kpi.source import EMPTY, Printed, Row
from index.kpi.values import is_value
from index.kpi.vocabulary import BASELINE_ORDER, HEAD_HINT, VALUE_ROLES, Role
from index.quantities import fold_same_length, is_period, is_unit, parse_period

_IN_BRACKETS = re.compile(r"[(（\[［]")
_LONGEST_SUBLABEL = 15

UNCALLED = "見出しのない列を指標名と判断"


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a table: its columns and the index of the first row below it."""

    columns: tuple[Column, ...]
    body: int
    doubts: tuple[str, ...] = ()

    def first(self, *roles: Role) -> int | None:
        """Return the index of the first column with one of these roles."""
        return next((i for i, c in enumerate(self.columns) if c.role in roles), None)

    def all(self, role: Role) -> list[int]:
        """Return the indices of the columns with this role."""
        return [i for i, c in enumerate(self.columns) if c.role is role]


def read_head(rows: Sequence[Row], at: int) -> Head | None:
    """Read the head that begins at a row; None where none does."""
    if not _is_head_row(rows[at]):
        return None
    last = at
    while last + 1 < len(rows) and last - at < 3 and _continues_head(rows[last], rows[last + 1]):
        last += 1
    return named_head(rows[at : last + 1], rows[last + 1 :], last + 1)


def named_head(head: Sequence[Row], body: Sequence[Row], at: int) -> Head | None:
    """Name the columns under one or several rows of labels; `at` is where the body begins."""
    width = max(len(row) for row in head)
    labels = _spanned([_padded(row, width) for row in head])
    if any(_is_mixed([row[i] for row in labels]) for i in range(width)):
        return None
    columns = tuple(_column([row[i] for row in labels]) for i in range(width))
    columns = tuple(_beside(columns, labels, i) for i in range(width))
    return _settled(Head(_shifted(columns, body), at), body)


def _shifted(columns: tuple[Column, ...], body: Sequence[Row]) -> tuple[Column, ...]:
    """A head over a number and a name at once stands one column too far to the left."""
    at = next((i for i, c in enumerate(columns) if c.role is Role.NAME), None)
    last = len(columns) - 1
    filled = sum(1 for row in body if last < len(row) and row[last])
    if not last or columns[-1].role or columns[-1].label or filled * 2 <= len(body):
        return columns
    if at is None and columns[0].role in VALUE_ROLES and _texts(body, 0) * 2 > len(body):
        return (Column(Role.NAME), *columns[:-1])
    if at is None or at + 1 >= len(columns):
        return columns
    numbers = sum(1 for row in body if at < len(row) and re.fullmatch(r"\d{1,3}", row[at].key))
    if numbers * 2 <= len(body) or _texts(body, at + 1) * 2 <= len(body):
        return columns
    return (*columns[:at], Column(Role.NUMBER), *columns[at:-1])


def _padded(row: Row, width: int) -> Row:
    return row + (EMPTY,) * (width - len(row))


def _is_head_row(row: Row) -> bool:
    """Whether most cells are labels, one of them for values, one for names or units."""
    cells = [cell for cell in row if cell]
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
    """Whether a row still belongs to the head: years, value words and bracketed units only."""
    cells = [(i, cell) for i, cell in enumerate(row) if cell and above[i : i + 1] != (cell,)]
    if not all(_is_sublabel(cell) or _is_parted(above, i) for i, cell in cells):
        return False
    if not any(tells_of_values(cell) or _OF_AIMS.match(cell.key) for _, cell in cells):
        return False
    return not (row[0] and name_label(row[0].text).role in (Role.TARGET, Role.ACTUAL))


def _is_parted(row: Row, i: int) -> bool:
    """Whether the label of values above a cell reaches over several: R4 over 本市, 県平均."""
    at = i if i < len(row) and row[i] else i - 1
    reaches = 0 <= at < len(row) - 1 and (not row[at + 1] or row[at + 1] == row[at])
    reaches = reaches or (0 < at < len(row) and row[at - 1] == row[at])
    return bool(reaches and row[at]) and name_label(row[at].text).role in VALUE_ROLES


def _is_sublabel(cell: Printed) -> bool:
    other = name_label(cell.text).role is Role.OTHER and len(cell.text) <= _LONGEST_SUBLABEL
    return other or tells_of_values(cell)


def tells_of_values(cell: Printed) -> bool:
    """Whether a label says of when, in what unit or what kind the values below it are."""
    if is_period(cell.text) or _VALUES.fullmatch(cell.key) or _YEARS.fullmatch(cell.key):
        return True
    bracketed = re.fullmatch(r"[(（\[](.+)[)）\]]", cell.text)
    if bracketed and is_unit(bracketed[1]):
        return True
    return name_label(cell.text).role in VALUE_ROLES and len(cell.text) <= _LONGEST_SUBLABEL


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
            named = name_label(row[i - 1].text)
            # 現状値（R5） does not reach over R8.
            dated = named.period and is_period(below[0].text)
            if named.role in VALUE_ROLES and not dated:
                row[i] = row[i - 1]
    return [tuple(row) for row in filled]


def _beside(columns: Sequence[Column], labels: Sequence[Row], i: int) -> Column:
    """Name the column of years that shares the label of the values beside it: 数値, 年度."""
    near = [n for n in (i - 1, i + 1) if 0 <= n < len(columns)] if len(labels) > 1 else []
    shared = labels[0][i] and any(labels[0][n] == labels[0][i] for n in near)
    years = shared and _YEARS.fullmatch(labels[-1][i].key)
    return replace(columns[i], role=Role.WHEN) if years else columns[i]


def _is_mixed(labels: Sequence[Printed]) -> bool:
    """Whether 単位 and 目標 stand one below the other, as in a head broken within its cells."""
    roles = {name_label(cell.text).role for cell in labels if cell and cell.text[0] not in "(（"}
    return Role.UNIT in roles and bool(roles & {Role.TARGET, Role.BASELINE})


def _column(labels: list[Printed]) -> Column:
    """Name a column by the labels that stand one below the other."""
    distinct = [c for i, c in enumerate(labels) if c and c not in labels[:i]]
    named = [name_label(cell.text) for cell in distinct]
    worded = [c for c in named if c.role is not None and c.role is not Role.YEAR]
    worded = [c for c in worded if c.role is not Role.WHEN] or worded
    periods = [c.period for c in named if c.period]
    # 目標値 over 実績 is an actual result; 実績値 over R5 is one too.
    role = worded[-1].role if worded else (Role.YEAR if periods else None)
    if worded and worded[0].role is Role.TARGET and _OF_AIMS.match(worded[-1].label):
        role = Role.TARGET
    label = "".join(c.label for c in named)
    if len(named) > 1 and not any(_IN_BRACKETS.search(cell.text) for cell in distinct):
        role = Role.WHEN if name_label(label).role is Role.WHEN else role  # 目標 over 年次
    unit = next((c.unit for c in named if c.unit), None)
    since = next((c.since for c in named if c.since), None)
    return dated(Column(role, periods[-1] if periods else None, label, unit, since))


def _settled(head: Head, body: Sequence[Row]) -> Head | None:
    """Choose among several name columns, and say what the columns with only a year are."""
    head = settle_years(settle_goals(_settle_words(_without_others(head), body)))
    head = _settle_names(_settle_pair(head, body), body)
    return head if head.first(Role.TARGET) is not None else None


def _without_others(head: Head) -> Head:
    """国の目標 is none of the plan's own where another column has that."""
    own = [i for i in head.all(Role.TARGET) if not _OF_OTHERS.match(head.columns[i].label)]
    others = set(head.all(Role.TARGET)) - set(own) if own else set()
    columns = (
        replace(c, role=Role.OTHER) if i in others else c for i, c in enumerate(head.columns)
    )
    return replace(head, columns=tuple(columns))


def _settle_words(head: Head, body: Sequence[Row]) -> Head:
    """A column called 目標 that holds words holds names, where another one holds the targets."""
    columns = list(head.columns)
    for i in head.all(Role.TARGET):
        cells = [row[i] for row in body if i < len(row) and not is_empty(row[i])]
        figures = sum(bool(_FIGURE.search(c.text)) and is_value(c.text) for c in cells)
        if sum(c.role is Role.TARGET for c in columns) > 1 and figures * 2 < len(cells):
            columns[i] = replace(columns[i], role=Role.NAME)
    return replace(head, columns=tuple(columns))


def _settle_pair(head: Head, body: Sequence[Row]) -> Head:
    """Of indicators and two bare years the second aims, where its values alone say 以上 or 以下."""
    valued = [i for i, column in enumerate(head.columns) if column.role in VALUE_ROLES]
    years = [parse_period(head.columns[i].period) for i in valued]
    named = any(re.search("指標|KPI|KGI", head.columns[i].label) for i in head.all(Role.NAME))
    if head.all(Role.YEAR) != valued or len(valued) != 2 or not named or not all(years):
        return head
    start, aim = ([row[i].text for row in body if i < len(row)] for i in valued)
    if not any(map(_AIMED.search, aim)) or any(map(_AIMED.search, start)):
        return head
    columns = list(head.columns)
    for i, role in zip(valued, (Role.BASELINE, Role.TARGET), strict=True):
        columns[i] = replace(columns[i], role=role)
    return replace(head, columns=tuple(columns), doubts=("年度だけの列を現状値と目標値と判断",))


def settle_goals(head: Head) -> Head:
    """数値目標 is a target where there is a name but no target, else a name."""
    columns = list(head.columns)
    has_target = head.first(Role.TARGET) is not None
    for i in head.all(Role.GOAL):
        named = any(c.role is Role.NAME for c in columns)
        aims = not has_target and (named or columns[i].period is not None)
        columns[i] = replace(columns[i], role=Role.TARGET if aims else Role.NAME)
    return replace(head, columns=tuple(columns))


def settle_years(head: Head) -> Head:
    """Columns with only a year: behind what a plan starts from they are targets, else results.

    They are targets between a baseline and 最終, where they lead up to the year of a target or
    go on behind it, and where no column is called by 目標.
    """
    columns = list(head.columns)
    baseline = next((i for i, c in enumerate(columns) if c.role is Role.BASELINE), None)
    final = next((i for i, c in enumerate(columns) if c.label in _FINAL), None)
    final = _led_to(columns) if final is None else final
    start = _start_of_years(head)
    doubts = head.doubts
    if start is not None and columns[start].role is Role.ACTUAL:
        columns[start] = replace(columns[start], role=Role.BASELINE)
    for i, column in enumerate(columns):
        if column.role is not Role.YEAR:
            continue
        between = final is not None and baseline is not None and baseline < i < final
        if between or start is not None or _goes_beyond_target(columns, i):
            columns[i] = replace(column, role=Role.TARGET)
            doubts = ("年度だけの列を目標と判断",)
        elif baseline is None and _precedes_target(columns, i):
            columns[i] = replace(column, role=Role.ACTUAL)
            doubts = ("年度だけの列を実績と判断",)
    return replace(head, columns=tuple(columns), doubts=doubts)


def _goes_beyond_target(columns: Sequence[Column], i: int) -> bool:
    """Whether a year follows that of a target before it: R8, 目標値（R9）, R10."""
    dated = [column for column in columns[:i] if column.period]
    above, own = parse_period(dated[-1].period if dated else None), parse_period(columns[i].period)
    aims = bool(dated) and dated[-1].role is Role.TARGET
    return bool(aims and own and above and above.last + 1 == own.first)


def _led_to(columns: Sequence[Column]) -> int | None:
    """Return the column of a target to which years lead up: R5, R6, R7, 目標値（R8）."""
    found = None
    for i, column in enumerate(columns):
        own = parse_period(column.period)
        above = parse_period(columns[i - 1].period) if i else None
        led = column.role is Role.TARGET and i and columns[i - 1].role is Role.YEAR
        if led and own and above and above.last + 1 == own.first:
            found = i
    return found


def _start_of_years(head: Head) -> int | None:
    """Return the column of 基準値, or of 実績, behind which only later years stand."""
    known = [i for i, c in enumerate(head.columns) if c.role in (Role.BASELINE, Role.ACTUAL)]
    named = any(re.search("指標|KPI|KGI", head.columns[i].label) for i in head.all(Role.NAME))
    if not named or len(known) != 1 or head.first(Role.TARGET) is not None:
        return None
    begun = parse_period(head.columns[known[0]].period)
    years = [(i, parse_period(head.columns[i].period)) for i in head.all(Role.YEAR)]
    later = [
        i > known[0] and bool(y) and (not begun or y.first > begun.last) for i, y in years if y
    ]
    return known[0] if years and all(later) and len(later) == len(years) else None


_FIGURE = re.compile(r"\d")
_OF_OTHERS = re.compile(r"(?:国|全国|[都道府]|県|都道府県|健康日本21)の")
_AIMED = re.compile(r"\d\D*(?:以上|以下|以内|未満|超)")
# What stands below 現状値 where the value and its year have a column each.
_VALUES = re.compile("数値|値")
_YEARS = re.compile("年度|年次|年|時期|時点")
# Below 目標値: 中間評価, when it is to be reached.
_OF_AIMS = re.compile("中間|最終")
_GENERAL = ("区分", "内容", "種別", "対象", "名称")
_FINAL = ("最終", "最終年度", "最終目標", "最終値")


def _precedes_target(columns: list[Column], i: int) -> bool:
    own = parse_period(columns[i].period)
    later = [parse_period(c.period) for c in columns if c.role is Role.TARGET]
    return bool(own and later) and all(t is not None and own.last < t.first for t in later if own)


def _settle_names(head: Head, body: Sequence[Row]) -> Head:
    """Of several name columns the fullest is the name, and of two full ones that called 指標."""
    names = head.all(Role.NAME)
    doubts = head.doubts
    if not names and head.first(Role.BASELINE) is not None:
        loose = [i for i, c in enumerate(head.columns) if _may_name(c)]
        names = [i for i in loose if _texts(body, i) * 2 > len(body)][-1:]
        doubts += (UNCALLED,) if names else ()
    if not names:
        return head

    def merit(i: int) -> tuple[int, bool, int]:
        label = head.columns[i].label
        return _texts(body, i), bool(re.search("指標|KPI|KGI", label)), i

    best = max(names, key=merit)
    columns = tuple(
        replace(c, role=Role.NAME if i == best else Role.GROUP) if i in names else c
        for i, c in enumerate(head.columns)
    )
    return replace(head, columns=columns, doubts=doubts)


def _may_name(column: Column) -> bool:
    """Whether a column that is called something else, or nothing, may hold the names."""
    return column.role in (None, Role.GROUP) or column.label in _GENERAL


def _texts(body: Sequence[Row], i: int) -> int:
    return sum(1 for row in body if i < len(row) and re.search(r"[^\W\d_]", row[i].text))


def baselines(head: Head) -> list[int]:
    """Return the baseline columns, the one that counts first: by its word, then the latest."""

    def order(i: int) -> tuple[int, int]:
        label, period = head.columns[i].label, parse_period(head.columns[i].period)
        word = next((n for n, word in enumerate(BASELINE_ORDER) if word in label), 99)
        return word, -period.last if period else 0

    return sorted(head.all(Role.BASELINE), key=order)
