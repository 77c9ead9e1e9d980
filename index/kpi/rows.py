"""What a row says: the cells of a table with a head put together to KPI rows."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from index.domain import Measure, Span
from index.kpi.columns import Column, Head, Row, baselines, is_empty, read_head
from index.kpi.grid import Table
from index.kpi.source import EMPTY, Printed, join
from index.kpi.vocabulary import MARKS, QUALITATIVE, VALUE_ROLES, Role
from index.quantities import (
    fold_same_length,
    is_period,
    is_unit,
    parse_measure,
    parse_period,
    unit_of,
)

_SDG = re.compile(r"(?<![\d.])(?:1[0-7]|[1-9])\.(?:\d{1,2}|[a-d])(?![\d.A-Za-z%])")
_NAME_UNIT = re.compile(r"[(（\[]([^()（）\[\]]+)[)）\]]\s*[※*]?\d*$")
_LETTER = re.compile(r"[^\W\d_]")
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
    if not text or "。" in text or (MARKS.fullmatch(text) and not re.search(r"[↑↗]", text)):
        return False
    if re.search(r"\d", fold_same_length(text)):
        return len(text) <= _LONGEST_VALUE
    return len(text) <= 12 or (len(text) <= _LONGEST_WORDS and bool(QUALITATIVE.search(text)))


def is_name(text: str) -> bool:
    """Whether a cell could be the name of an indicator."""
    words = bool(_LETTER.search(text)) and not is_period(text)
    return words and 1 < len(text) <= _LONGEST_NAME and not text.endswith("。")


def sdg_targets(text: str) -> tuple[str, ...]:
    """Return the SDG target numbers in a text, each once.

    >>> sdg_targets("4.1 4.2、11.b"), sdg_targets("2,620.5")
    (('4.1', '4.2', '11.b'), ())
    """
    return tuple(dict.fromkeys(_SDG.findall(fold_same_length(text))))


def unit_for(name: str, cell: str | None, measures: Sequence[Measure]) -> str | None:
    """Return the unit: of the unit column, else as printed on a value, else at the end of the name."""
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


def read_table(table: Table, carried: Head | None = None) -> TableReading:
    """Read a table row by row; `carried` is the head of the table that it may continue."""
    head, heading = carried, None
    drafts: list[Draft] = []
    lost, at = False, 0
    seen_head = carried
    while at < len(table.rows):
        found = read_head(table.rows, at)
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
                drafts.append(replace(draft, heading=heading))
            lost = lost or bool(not title and not draft and any(row))
        at += 1
    return TableReading(tuple(drafts), seen_head, lost)


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
    if name_at is None or not is_name(cells[name_at].text):
        return None
    name = cells[name_at]
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
    doubts = head.doubts + (() if targets else ("目標値が空欄",))
    return Draft(
        name.text,
        tuple(span for cell in row if cell for span in cell.spans),
        unit_for(name.text, unit, [m for m in (baseline, *targets) if m]),
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


__all__ = ["Draft", "TableReading", "join", "read_row", "read_table"]
