"""What a row says: the cells of a table with a head put together to KPI rows."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from index.domain import Measure, Span
from index.kpi.columns import Head, Row, baselines, read_head
from index.kpi.grid import Table
from index.kpi.labels import Column, is_empty, name_label
from index.kpi.source import EMPTY, Printed
from index.kpi.vocabulary import MARKS, QUALITATIVE, VALUE_ROLES, Role
from index.quantities import (
    PERIOD,
    fold_same_length,
    is_period,
    is_unit,
    parse_measure,
    parse_period,
    unit_of,
)

_SDG = re.compile(r"(?<![\d.])(?:1[0-7]|[1-9])\.(?:\d{1,2}|[a-d])(?![\d.A-Za-z%])")
_NAME_UNIT = re.compile(r"[(（\[【〔［]([^()（）\[\]【】〔〕［］]+)[)）\]】〕］]\s*[※*]{0,2}\d*$")
_ALL_BRACKET = re.compile(r"[（(][^（）()]*[)）]")
# What stands before a name: an enumeration, a bullet, a sign that the indicator is new.
_LEAD = re.compile(
    r"^(?:[・○●◎■□◆◇▼▽▶*※★☆△▲〇◯\s]|[①-⑳⑴-⒇❶-❿]|[(（]\d{1,2}[)）]|\d{1,3}[.)．]?\s+|(?:新|新規|再掲|拡充)\s)+"
)
_SENTENCE = re.compile(r"(?:。|ます|ました|める|[めゆ]ざす|目指す|いく|図る|行う|努める|する)$")
# An indicator that is explained in the same cell: 活動カバー率 各市町村において、…の割合
_EXPLAINED = re.compile(
    r"^(\S{4,40}?(?:数|率|額|量|割合|面積|件|延長|人|度|比|値|指数|[)）]))\s+(\S.{14,})$"
)
_EXPLAINS = re.compile(r"[、,]|(?:数|率|額|量|割合|こと|もの)$")
_EXPLAINED_FROM = 24
_LETTER = re.compile(r"[^\W\d_]")
_LONG_WORD = re.compile(r"[^\W\d_a-zA-Z]{13,}")
_LONGEST_NAME, _LONGEST_VALUE, _LONGEST_WORDS = 120, 80, 40


@dataclass(frozen=True, slots=True)
class Draft:
    """A KPI row before its section, lines and id are known."""

    indicator: str
    spans: tuple[Span, ...]
    unit: str | None = None
    baseline: Measure | None = None
    targets: tuple[Measure, ...] = ()
    actuals: tuple[Measure, ...] = ()
    sdg_targets: tuple[str, ...] = ()
    owner: str | None = None
    heading: str | None = None
    doubts: tuple[str, ...] = ()

    @property
    def start(self) -> int:
        """Where the row begins."""
        return min(span.start for span in self.spans)


@dataclass(frozen=True, slots=True)
class TableReading:
    """What a table gave; `unread` tells that it looks like a KPI table but lost rows."""

    drafts: tuple[Draft, ...] = ()
    head: Head | None = None
    unread: bool = False


def is_value(text: str) -> bool:
    """Whether a cell could be a value: a figure, or a few words like 現状維持.

    >>> [is_value(t) for t in ("85％以上", "現状維持", "◎", "関係機関と連携して取組を進めます。")]
    [True, True, False, False]
    """
    if (
        not text
        or "。" in text
        or _ALL_BRACKET.fullmatch(text)
        or (MARKS.fullmatch(text) and not re.search(r"[↑↗]", text))
    ):
        return False
    folded = fold_same_length(text)
    if re.search(r"\d", folded):
        return len(text) <= _LONGEST_VALUE and not _LONG_WORD.search(PERIOD.sub(" ", folded))
    return len(text) <= 12 or (len(text) <= _LONGEST_WORDS and bool(QUALITATIVE.search(text)))


def is_name(text: str) -> bool:
    """Whether a cell could be the name of an indicator."""
    words = (
        bool(_LETTER.search(text))
        and text[0] not in "【≪《＜<"
        and not is_period(text)
        and not _SENTENCE.search(text)
    )
    return words and 1 < len(text) <= _LONGEST_NAME and not is_head_word(text)


def is_head_word(text: str) -> bool:
    """Whether a text is a word that heads a column, and nothing more: 目標の内容."""
    return len(text) <= 8 and name_label(text).role in VALUE_ROLES | {Role.NAME, Role.UNIT}


def clean_name(text: str) -> tuple[str, tuple[str, ...]]:
    """Return a name without its bullet and its explanation, and the doubts that this leaves.

    >>> clean_name("③ 商品開発数"), clean_name("新 開業率")[0], clean_name("60歳の歯の数")[0]
    (('商品開発数', ()), '開業率', '60歳の歯の数')
    """
    bare = _LEAD.sub("", text)
    bare = bare if _LETTER.search(bare) else text
    found = _EXPLAINED.match(bare)
    if found and len(bare) > _EXPLAINED_FROM and _EXPLAINS.search(found[2]):
        return found[1], ("説明文を指標名から除いた",)
    return bare, ()


def sdg_targets(text: str) -> tuple[str, ...]:
    """Return the SDG target numbers in a text, each once.

    >>> sdg_targets("4.1 4.2、11.b"), sdg_targets("2,620.5")
    (('4.1', '4.2', '11.b'), ())
    """
    return tuple(dict.fromkeys(_SDG.findall(fold_same_length(text))))


def unit_for(name: str, cell: str | None, measures: Sequence[Measure]) -> str | None:
    """Return the unit of the unit column, else as printed on a value or after the name."""
    if cell:
        return cell
    for measure in measures:
        printed = unit_of(measure.text)
        if printed:
            return printed
    found = _NAME_UNIT.search(name)
    return found[1].strip() if found and is_unit(found[1]) else None


def in_order(measures: Sequence[Measure]) -> tuple[Measure, ...]:
    """Sort targets by year; those without a year stay where they are printed."""
    years = [parse_period(m.period) for m in measures]
    if any(year is None for year in years):
        return tuple(measures)
    order = sorted(range(len(measures)), key=lambda i: (years[i].last, i))  # type: ignore[union-attr]
    return tuple(measures[i] for i in order)


def read_table(
    table: Table,
    carried: Head | None = None,
    caption: tuple[Printed | None, str | None] = (None, None),
) -> TableReading:
    """Read a table row by row; `carried` is the head of the table that it may continue.

    `caption` is the name and unit printed above, for a table of one indicator that has no names.
    """
    head, heading = carried, None
    drafts: list[Draft] = []
    lost, at = False, 0
    seen_head = carried
    while at < len(table.rows):
        found = read_head(table.rows, at)
        if found and found.first(Role.NAME) is None:
            drafts += _captioned(table.rows[found.body : found.body + 1], found, caption)
            head, at = None, found.body + 1
            continue
        if found:
            head, seen_head, at = found, found, found.body
            continue
        row = table.rows[at]
        if head and _is_other_head(row):
            head = None
        if head:
            title = heading_of(row, head)
            heading = title or heading
            draft = None if title else read_row(row, head)
            if draft:
                doubts = draft.doubts + (() if table.certain else _joins(row, head))
                drafts.append(replace(draft, heading=heading, doubts=doubts))
            lost = lost or bool(not title and not draft and any(row))
        at += 1
    return TableReading(tuple(drafts), seen_head, lost)


def _joins(row: Row, head: Head) -> tuple[str, ...]:
    """Tell of a name put together from several lines."""
    name_at = head.first(Role.NAME)
    pieces = len(row[name_at].spans) if name_at is not None and name_at < len(row) else 0
    return (f"名称を{pieces}行から結合",) if pieces > 1 else ()


def _captioned(
    rows: Sequence[Row], head: Head, caption: tuple[Printed | None, str | None]
) -> list[Draft]:
    """Read the one row of a table whose indicator is named above it."""
    name, unit = caption
    if name is None or not rows:
        return []
    columns = (Column(Role.NAME), Column(Role.UNIT), *head.columns)
    row = (name, Printed(unit or "", ()), *rows[0])
    draft = read_row(row, replace(head, columns=columns))
    return [draft] if draft else []


def _is_other_head(row: Row) -> bool:
    """Whether a row heads another table, one without targets: 取組 | R5 | R6 | R7."""
    cells = [cell for cell in row if cell]
    return len(cells) > 2 and sum(is_period(cell.text) for cell in cells) * 3 >= len(cells) * 2


def heading_of(row: Row, head: Head) -> str | None:
    """Return the text of a row that is a heading inside the table."""
    cells = {cell.spans: i for i, cell in reversed(list(enumerate(row))) if cell}
    if len(cells) != 1 or len(row) < 3:
        return None
    i = next(iter(cells.values()))
    if i < len(head.columns) and head.columns[i].role in VALUE_ROLES and i > 0:
        return None
    return row[i].text if is_name(row[i].text) else None


def read_row(row: Row, head: Head) -> Draft | None:
    """Read one row under its head; None where it names or aims at nothing."""
    cells = row + (EMPTY,) * (len(head.columns) - len(row))
    name_at = head.first(Role.NAME)
    if name_at is None:
        return None
    name, explained = clean_name(cells[name_at].text)
    if not is_name(name):
        return None
    targets = [m for i in head.all(Role.TARGET) if (m := _measure(cells, head, i))]
    first = next(iter(baselines(head)), None)
    baseline = _measure(cells, head, first) if first is not None else None
    actuals = in_order([m for i in head.all(Role.ACTUAL) if (m := _measure(cells, head, i))])
    if first is None and actuals:
        baseline, actuals = actuals[-1], actuals[:-1]
    if not targets and not baseline:
        return None
    unit_at = head.first(Role.UNIT)
    unit = None if unit_at is None or is_empty(cells[unit_at]) else cells[unit_at].text
    owner_at = head.first(Role.OWNER)
    doubts = head.doubts + explained + (() if targets else ("目標値が空欄",))
    return Draft(
        name,
        tuple(span for cell in row if cell for span in cell.spans),
        unit_for(name, unit, [m for m in (baseline, *targets) if m]),
        baseline,
        in_order(targets),
        actuals,
        tuple(s for i in head.all(Role.SDG) for s in sdg_targets(cells[i].text)),
        cells[owner_at].text or None if owner_at is not None else None,
        doubts=doubts,
    )


def _measure(cells: Row, head: Head, i: int) -> Measure | None:
    """Read a value cell with the year of its head, of the column beside it, or its own."""
    cell = cells[i]
    if is_empty(cell):
        return None
    period = head.columns[i].period
    when = _when(head.columns, i)
    if when is not None and is_period(cells[when].text):
        period = cells[when].text
    measure = parse_measure(cell.text, period)
    return measure if is_value(measure.text) and not is_empty(Printed(measure.text, ())) else None


def _when(columns: Sequence[Column], i: int) -> int | None:
    """Return the column that holds the years of a value column."""
    if not any(c.role is Role.WHEN for c in columns):
        return None
    words = {Role.TARGET: "目標|最終|達成", Role.BASELINE: "基準|現状"}.get(
        columns[i].role or Role.NAME
    )
    named = [n for n, c in enumerate(columns) if c.role is Role.WHEN]
    for n in named:
        if words and re.search(words, columns[n].label):
            return n
    plain = [n for n in named if not re.search("目標|最終|達成|基準|現状", columns[n].label)]
    before = named and columns[min(named) - 1].role in VALUE_ROLES if min(named) else False
    beside = i + 1 if before else i - 1
    return beside if beside in plain else None
