"""Heads of tables: their columns, and what these are by each other and by what stands below."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from index.headings.markers import is_called
from index.kpi.labels import Column, is_empty, is_label
from index.kpi.names import is_name
from index.kpi.source import EMPTY, Row
from index.kpi.values import is_value
from index.kpi.vocabulary import ARROWS, COMPARISONS, OTHERS, VALUE_ROLES, Role, baseline_rank
from index.quantities import is_period, parse_period

UNCALLED = "見出しのない列を指標名と判断"
_WORD = re.compile(r"[一-鿿ァ-ヺー々の・]{2,8}")
_FIGURE, _NUMBERED = re.compile(r"\d"), re.compile(r"第(\d+)[次期]")
# 国の目標, and what was aimed at before: 当初の目標値, 前計画の目標値.
OF_OTHERS = re.compile(
    rf"{OTHERS}の|(?:前|旧)の?(?:期?計画|目標)|(?:計画)?当初(?!予算)|策定時の?目標"
    r"|(?:目標値?)?(?:見直し|改定|改訂|変更|修正)前|従前|これまで"
)
_NOT_OWN = re.compile(rf"{OTHERS}の|中間値")
_AIMED = re.compile(r"\d\D*(?:以上|以下|以内|未満|超)")
_PLACES = re.compile(
    r"(?:地[区域]|区域|エリア|学校|施設|路線|部署|サービス|款|科目)名?$"
)  # no indicators
_GENERAL = ("区分", "内容", "種別", "対象", "名称")
_FINAL = ("最終", "最終年度", "最終目標", "最終値")


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a table: its columns and the index of the first row below it."""

    columns: tuple[Column, ...]
    body: int
    doubts: tuple[str, ...] = ()

    def first(self, *roles: Role) -> int | None:
        """Return the index of the first column with one of these roles."""
        return next((i for i, c in enumerate(self.columns) if c.role in roles), None)

    def all(self, *roles: Role) -> list[int]:
        """Return the indices of the columns with one of these roles."""
        return [i for i, c in enumerate(self.columns) if c.role in roles]

    def with_roles(self, roles: Mapping[int, Role]) -> "Head":
        """Return the head with other roles of some columns."""
        columns = (replace(c, role=roles.get(i, c.role)) for i, c in enumerate(self.columns))
        return replace(self, columns=tuple(columns))

    @property
    def name_at(self) -> int:
        """The index of the column of the names; the first where none is called so."""
        return self.first(Role.NAME) or 0

    @property
    def values(self) -> list[int]:
        """The indices of the columns of values."""
        return self.all(*VALUE_ROLES)

    @property
    def measured(self) -> list[int]:
        """The indices of the columns of values and units."""
        return self.all(*VALUE_ROLES, Role.UNIT)

    @property
    def before(self) -> tuple[Column, ...]:
        """The columns before that of the names: numbers, groups."""
        return self.columns[: self.name_at]

    @property
    def behind(self) -> tuple[Column, ...]:
        """The columns behind the values and units: departments, explanations."""
        return self.columns[max(self.measured, default=-1) + 1 :]

    @property
    def compared(self) -> int:
        """How many columns right behind the values hold figures that compare them: 達成率."""
        return sum(1 for _ in takewhile(lambda c: COMPARISONS.search(c.label), self.behind))

    @property
    def part_at(self) -> int | None:
        """The index of a column of words between the names and the values: 対象."""
        between = range(self.name_at + 1, min(self.measured, default=0))
        called = [i for i in between if self.columns[i].tells_part]
        worded = [i for i in between if self.columns[i].role is Role.OTHER]
        return next(iter(called + worded), None)

    @property
    def tells_parts(self) -> bool:
        """Whether that column is called so."""
        return self.part_at is not None and self.columns[self.part_at].tells_part


def settled(head: Head, body: Sequence[Row]) -> Head | None:
    """Choose among several name columns, and say what the columns with only a year are."""
    head = settle_years(settle_goals(_settle_words(without_others(head), body)))
    head = _settle_names(_settle_pair(head, body), body)
    return head if head.first(Role.TARGET) is not None else None


def without_others(head: Head) -> Head:
    """国の目標 is none of the plan's own, nor 当初の目標 or that of 第３次 beside 第４次 any more.

    Nor is what stands at the middle, 中間値 between 策定時 and 最終目標: it may be a result.
    """
    labels = [column.label for column in head.columns]
    middle = any("策定時" in labels[i] for i in head.all(Role.BASELINE)) and "中間値" in labels
    none = [OF_OTHERS.match(label) or (middle and label == "中間値") for label in labels]
    numbers = {i: int(n[1]) for i, label in enumerate(labels) if (n := _NUMBERED.match(label))}
    none = [n or numbers.get(i, 99) < max(numbers.values(), default=0) for i, n in enumerate(none)]
    own = [i for i in head.all(Role.TARGET) if not none[i]]
    others = set(head.all(Role.TARGET)) - set(own) if own else set()
    return head.with_roles(
        {i: Role.OTHER if _NOT_OWN.match(labels[i]) else Role.FORMER for i in others}
    )


def _settle_words(head: Head, body: Sequence[Row]) -> Head:
    """Of several columns called 目標 one of words holds names, or before these their groups."""
    columns, name = list(head.columns), head.first(Role.NAME) or 0
    for i in head.all(Role.TARGET):
        cells = [row[i] for row in body if i < len(row) and not is_empty(row[i])]
        figures = sum(bool(_FIGURE.search(c.text)) and is_value(c.text) for c in cells)
        several = sum(c.role is Role.TARGET for c in columns) > 1
        if several and not columns[i].period and (i < name or figures * 2 < len(cells)):
            columns[i] = replace(columns[i], role=Role.GROUP if i < name else Role.NAME)
    return replace(head, columns=tuple(columns))


def _settle_pair(head: Head, body: Sequence[Row]) -> Head:
    """Of indicators and two bare years the second aims, where its values alone say 以上 or 以下.

    It does too where a column says in which direction they are to go, or arrows stand between.
    """
    valued = head.values
    years = [year for i in valued if (year := parse_period(head.columns[i].period))]
    named = any(re.search("指標|KPI|KGI", head.columns[i].label) for i in head.all(Role.NAME))
    if head.all(Role.YEAR) != valued or not len(valued) == len(years) == 2 or not named:
        return head
    start, aim = ([row[i].text for row in body if i < len(row)] for i in valued)
    amid = [row[i].text for row in body for i in range(valued[0] + 1, valued[1]) if i < len(row)]
    directed = any("方向" in c.label for c in head.columns) or any(map(ARROWS.fullmatch, amid))
    directed = directed and years[0].last < years[1].first
    if not directed and (not any(map(_AIMED.search, aim)) or any(map(_AIMED.search, start))):
        return head
    roles = dict(zip(valued, (Role.BASELINE, Role.TARGET), strict=True))
    return replace(head.with_roles(roles), doubts=("年度だけの列を現状値と目標値と判断",))


def settle_goals(head: Head) -> Head:
    """数値目標 is a target where there is a name but no target, else a name."""
    has_target = head.first(Role.TARGET) is not None
    for i in head.all(Role.GOAL):
        named = head.first(Role.NAME) is not None
        aims = not has_target and (named or head.columns[i].period is not None)
        head = head.with_roles({i: Role.TARGET if aims else Role.NAME})
    return head


def settle_years(head: Head) -> Head:
    """Columns with only a year: behind what a plan starts from they are targets, else results.

    They are targets between a baseline and 最終, where they lead up to the year of a target or
    go on behind it, and where no column is called by 目標.
    """
    columns = list(head.columns)
    baseline = next((i for i, c in enumerate(columns) if c.role is Role.BASELINE), None)
    known = baseline if baseline is not None else _expected(columns)
    final = next((i for i, c in enumerate(columns) if c.label in _FINAL), None)
    final = _led_to(columns) if final is None else final
    start = _start_of_years(head)
    doubts = head.doubts
    if start is not None and columns[start].role is Role.ACTUAL:
        columns[start] = replace(columns[start], role=Role.BASELINE)
    for i, column in enumerate(columns):
        if column.role is not Role.YEAR:
            continue
        if i < head.name_at:
            columns[i] = replace(column, role=Role.OTHER)  # of what is done, not of the indicator
            continue
        between = final is not None and known is not None and known < i < final
        if between or start is not None or _goes_beyond_target(columns, i):
            columns[i] = replace(column, role=Role.TARGET)
            doubts = ("年度だけの列を目標と判断",)
        elif baseline is None and _precedes_target(columns, i):
            columns[i] = replace(column, role=Role.ACTUAL)
            doubts = ("年度だけの列を実績と判断",)
    return replace(head, columns=tuple(columns), doubts=doubts)


def _expected(columns: Sequence[Column]) -> int | None:
    """Return the column of 見込み: what stands behind it is still to come."""
    return next((i for i, c in enumerate(columns) if "見込" in c.label), None)


def _goes_beyond_target(columns: Sequence[Column], i: int) -> bool:
    """Whether a year follows that of a target before it: 目標値（R9）, R10; R10（中間）, R12."""
    dated = [column for column in columns[:i] if column.period]
    above, own = parse_period(dated[-1].period if dated else None), parse_period(columns[i].period)
    if not (own and above and dated[-1].role is Role.TARGET):
        return False
    return above.last + 1 == own.first or ("中間" in dated[-1].label and above.last < own.first)


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
        names = [i for i in loose if texts_in(body, i) * 2 > len(body)][-1:]
        doubts += (UNCALLED,) if names else ()
    if not names:
        return head

    def merit(i: int) -> tuple[int, bool, int]:
        label = head.columns[i].label
        return texts_in(body, i), bool(re.search("指標|KPI|KGI", label)), i

    best = max(names, key=merit)
    roles = {i: Role.NAME if i == best else Role.GROUP for i in names}
    return replace(head.with_roles(roles), doubts=doubts)


def _may_name(column: Column) -> bool:
    """Whether a column that is called something else, or nothing, may hold the names."""
    general = column.role in (None, Role.GROUP) or column.label in _GENERAL
    return general and not _PLACES.search(column.label)


def texts_in(body: Sequence[Row], i: int) -> int:
    return sum(1 for row in body if i < len(row) and re.search(r"[^\W\d_]", row[i].text))


def baselines(head: Head) -> list[int]:
    """Return the baseline columns, the one that counts first: by its word, then the latest."""

    def order(i: int) -> tuple[int, int]:
        label, period = head.columns[i].label, parse_period(head.columns[i].period)
        return baseline_rank(label), -period.last if period else 0

    return sorted(head.all(Role.BASELINE), key=order)


def is_other_head(row: Row, head: Head) -> bool:
    """Whether a row heads another table, one without targets: 取組 | R5 | R6, 事業名 | 概要."""
    cells = [cell for cell in row if cell]
    if 2 < len(cells) <= sum(is_period(cell.text) for cell in cells) * 1.5:
        return True
    name_at = head.first(Role.NAME)
    name = row[name_at] if name_at is not None and name_at < len(row) else EMPTY
    valued = [row[i].text for i in head.all(Role.BASELINE, Role.TARGET) if i < len(row) and row[i]]
    worded = bool(valued) and all(_WORD.fullmatch(t) and not is_value(t) for t in valued)
    return worded and is_label(name)


def heading_of(row: Row, head: Head) -> str | None:
    """Return the text of a row that is a heading inside the table."""
    cells = {cell.key: i for i, cell in reversed(list(enumerate(row))) if cell}
    if len(cells) != 1 or len(row) < 3:
        return None
    i = next(iter(cells.values()))
    return row[i].text if is_name(row[i].text) or is_called(row[i].text) else None
