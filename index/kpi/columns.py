"""What the columns are: naming them from their heads, and from what stands in them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from index.kpi.source import EMPTY, Printed, squeeze
from index.kpi.vocabulary import BASELINE_ORDER, COLUMN_WORDS, DASHES, VALUE_ROLES, Role
from index.quantities import PERIOD, fold_same_length, is_period, is_unit, parse_period

Row = tuple[Printed, ...]

_BRACKETED = re.compile(r"[(\[](.*?)[)\]]")
_ONLY_YEAR_WORDS = re.compile(r"[年度末値の時点,・]*")
_LONGEST_LABEL = 30


@dataclass(frozen=True, slots=True)
class Column:
    """A named column; `period` is the year that its head prints."""

    role: Role | None
    period: str | None = None
    label: str = ""


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


def name_label(label: str) -> Column:
    """Name a column by its label: the word outside brackets, or else the one in them.

    >>> name_label("目標値（R10）"), name_label("R2（基準）").role.value, name_label("Ｒ３年度").role
    (Column(role=<Role.TARGET: 'target'>, period='R10', label='目標値'), 'baseline', <Role.YEAR: 'year'>)
    """
    folded = fold_same_length(label)
    found = PERIOD.search(folded)
    period = label[found.start() : found.end()].strip() if found else None
    outside = _bare(_BRACKETED.sub(" ", folded))
    inside = _bare("".join(_BRACKETED.findall(folded)))
    core = outside or inside
    if not core:
        return Column(Role.YEAR if period else None, period)
    if len(core) > _LONGEST_LABEL:
        return Column(None, period, core)
    for text in (outside, inside):
        for role, words in COLUMN_WORDS:
            if text and words.search(text):
                return _dated(Column(role, period, core))
        if text and not _ONLY_YEAR_WORDS.fullmatch(text):
            break
    return Column(None, period, core)


def _dated(column: Column) -> Column:
    """A 目標年度 that prints its year heads the values of that year."""
    if column.role is not Role.WHEN or column.period is None:
        return column
    words = ((Role.TARGET, "目標|最終|中間|達成"), (Role.BASELINE, "基準|現状"))
    role = next((role for role, word in words if re.search(word, column.label)), Role.YEAR)
    return replace(column, role=role)


def _bare(text: str) -> str:
    return re.sub(r"^[※*・:]+|[※*:]\d*$", "", squeeze(PERIOD.sub(" ", text)).strip("~-"))


def is_label(cell: Printed) -> bool:
    """Whether a cell could stand in a head: a known word or a year."""
    return (
        bool(cell) and len(cell.text) <= _LONGEST_LABEL and name_label(cell.text).role is not None
    )


def is_empty(cell: Printed) -> bool:
    """Whether a cell has no value: nothing, or a dash."""
    return not cell or bool(DASHES.fullmatch(cell.text))


def read_head(rows: Sequence[Row], at: int) -> Head | None:
    """Read the head that begins at a row; None where none does."""
    if not _is_head_row(rows[at]):
        return None
    last = at
    while last + 1 < len(rows) and last - at < 3 and _continues_head(rows[last + 1]):
        last += 1
    width = max(len(row) for row in rows[at : last + 1])
    labels = _spanned([_padded(row, width) for row in rows[at : last + 1]])
    columns = tuple(_column([row[i] for row in labels]) for i in range(width))
    body = rows[last + 1 :]
    return _settled(Head(columns, last + 1), body)


def _padded(row: Row, width: int) -> Row:
    return row + (EMPTY,) * (width - len(row))


def _is_head_row(row: Row) -> bool:
    """Whether most cells are labels, one of them for values, one for names or units."""
    cells = [cell for cell in row if cell]
    named = [name_label(cell.text) for cell in cells if len(cell.text) <= _LONGEST_LABEL]
    roles = [column.role for column in named if column.role is not None]
    values = [role for role in roles if role in VALUE_ROLES]
    others = [role for role in roles if role not in VALUE_ROLES]
    known = bool(values) and (bool(others) or len(set(values) - {Role.YEAR}) > 1)
    worded = any(role is not Role.YEAR for role in roles)
    return len(cells) > 1 and worded and known and len(roles) * 3 >= len(cells) * 2


def _continues_head(row: Row) -> bool:
    """Whether a row still belongs to the head: years, value words and bracketed units only."""
    cells = [cell for cell in row if cell]
    if not cells or not all(_is_sublabel(cell) for cell in cells):
        return False
    return not (row[0] and name_label(row[0].text).role in (Role.TARGET, Role.ACTUAL))


def _is_sublabel(cell: Printed) -> bool:
    if is_period(cell.text):
        return True
    bracketed = re.fullmatch(r"[(（\[](.+)[)）\]]", cell.text)
    if bracketed and is_unit(bracketed[1]):
        return True
    column = name_label(cell.text)
    return column.role in VALUE_ROLES | {Role.OTHER} and len(cell.text) <= 15


def _spanned(labels: list[Row]) -> list[Row]:
    """Let a label reach over the blank cells at its right that have a label below them."""
    if len(labels) < 2:
        return labels
    top, below = list(labels[0]), labels[1]
    for i in range(1, len(top)):
        reach = name_label(top[i - 1].text).role in VALUE_ROLES if top[i - 1] else False
        if not top[i] and below[i] and reach:
            top[i] = top[i - 1]
    return [tuple(top), *labels[1:]]


def _column(labels: list[Printed]) -> Column:
    """Name a column by the labels that stand one below the other."""
    distinct = [c for i, c in enumerate(labels) if c and c not in labels[:i]]
    named = [name_label(cell.text) for cell in distinct]
    worded = [c for c in named if c.role is not None and c.role is not Role.YEAR]
    periods = [c.period for c in named if c.period]
    # 目標値 over 実績 is an actual result; 実績値 over R5 is one too.
    role = worded[-1].role if worded else (Role.YEAR if periods else None)
    label = "".join(c.label for c in named)
    return _dated(Column(role, periods[-1] if periods else None, label))


def _settled(head: Head, body: Sequence[Row]) -> Head | None:
    """Choose among several name columns, and say what the columns with only a year are."""
    head = _settle_goals(head)
    head = _settle_years(head)
    head = _settle_names(head, body)
    has_values = head.first(Role.TARGET) is not None
    return head if has_values and head.first(Role.NAME) is not None else None


def _settle_goals(head: Head) -> Head:
    """数値目標 is a target where there is a name but no target, else a name."""
    has_name = head.first(Role.NAME) is not None
    has_target = head.first(Role.TARGET) is not None
    role = Role.TARGET if has_name and not has_target else Role.NAME
    return replace(
        head,
        columns=tuple(
            replace(c, role=Role.TARGET if c.period and not has_target else role)
            if c.role is Role.GOAL
            else c
            for c in head.columns
        ),
    )


def _settle_years(head: Head) -> Head:
    """Columns with only a year: between a baseline and 最終 they are targets, before it results."""
    columns = list(head.columns)
    final = next((i for i, c in enumerate(columns) if c.label in _FINAL), None)
    baseline = next((i for i, c in enumerate(columns) if c.role is Role.BASELINE), None)
    doubts = head.doubts
    for i, column in enumerate(columns):
        if column.role is not Role.YEAR:
            continue
        if final is not None and baseline is not None and baseline < i < final:
            columns[i] = replace(column, role=Role.TARGET)
            doubts = ("年度だけの列を目標と判断",)
        elif baseline is None and _precedes_target(columns, i):
            columns[i] = replace(column, role=Role.ACTUAL)
            doubts = ("年度だけの列を実績と判断",)
    return replace(head, columns=tuple(columns), doubts=doubts)


_FINAL = ("最終", "最終年度", "最終目標", "最終値")


def _precedes_target(columns: list[Column], i: int) -> bool:
    own = parse_period(columns[i].period)
    later = [parse_period(c.period) for c in columns if c.role is Role.TARGET]
    return bool(own and later) and all(t is not None and own.last < t.first for t in later if own)


def _settle_names(head: Head, body: Sequence[Row]) -> Head:
    """Of several name columns the fullest, and of two full ones the one called 指標, is the name."""
    names = head.all(Role.NAME)
    doubts = head.doubts
    if not names:
        loose = [i for i, c in enumerate(head.columns) if c.role in (None, Role.GROUP)]
        names = [i for i in loose if _texts(body, i) * 2 > len(body)][-1:]
        doubts += ("見出しのない列を指標名と判断",) if names else ()
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


def _texts(body: Sequence[Row], i: int) -> int:
    return sum(1 for row in body if i < len(row) and re.search(r"[^\W\d_]", row[i].text))


def baselines(head: Head) -> list[int]:
    """Return the baseline columns, the one that counts first."""

    def order(i: int) -> int:
        label = head.columns[i].label
        return next((n for n, word in enumerate(BASELINE_ORDER) if word in label), 99)

    return sorted(head.all(Role.BASELINE), key=order)
