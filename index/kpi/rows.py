"""What a row says: the cells of a table with a head put together to KPI rows."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from index.domain import Measure
from index.kpi.columns import is_part_of, read_head, when_of
from index.kpi.drafts import Draft, Figures, drafted, measure_of, without_notes
from index.kpi.formlabels import Caption, caption_in, owner_in
from index.kpi.goals import sdg_targets
from index.kpi.grid import Table
from index.kpi.gridlines import gathered, is_of_grid
from index.kpi.groups import beside, by_group, of_group, part_of, with_group_years
from index.kpi.heads import Head, baselines, heading_of, is_other_head
from index.kpi.labels import Column, is_empty
from index.kpi.names import clean_name, is_name, is_part
from index.kpi.parts import with_parts
from index.kpi.reach import (
    VALUED,
    is_across,
    is_shifted,
    is_twofold,
    items_of,
    levelled,
    merged,
    with_years,
)
from index.kpi.source import EMPTY, Printed, Row, squeeze
from index.kpi.values import both_values, dated_values, is_torn
from index.kpi.vocabulary import ARROWS, Role
from index.kpi.within import Groups, is_remark
from index.kpi.words import Kind, kind_of
from index.quantities import PERIOD


@dataclass(frozen=True, slots=True)
class TableReading:
    """What a table gave, its last `heading` too; `unread`: one that looks like KPI lost rows."""

    drafts: tuple[Draft, ...] = ()
    head: Head | None = None
    unread: bool = False
    heading: str | None = None


def read_table(
    table: Table,
    carried: Head | None = None,
    caption: Caption = (None, None),
    heading: str | None = None,
) -> TableReading:
    """Read a table row by row; `carried` is the head of the table that it may continue, and
    `heading` the last one within that.

    `caption` is the name and unit printed above, for a table of one indicator that has no names.
    """
    if carried and (parts := beside(carried)):
        return _side_by_side(table, table.rows, parts, (), carried)
    head, owner = carried, None
    groups = Groups(carried if table.certain else None, table.rows)
    drafts: list[Draft] = []
    lost, at = False, 0
    seen_head = carried
    rows = _below(levelled(merged(table.rows)), carried, lone=not table.certain)
    while at < len(rows):
        found = read_head(rows, at)
        if found and (closed := with_years(rows[at:], found.body - at)):
            rows = (*rows[:at], *closed)
            found = read_head(rows, at)
        if found and (parts := beside(found)):
            return _side_by_side(table, rows[at:], parts, drafts)
        if found and found.first(Role.NAME) is None:
            drafts += _captioned(rows[found.body : found.body + 2], found, caption)
            caption = (None, None)
            head, seen_head, at = None, found, found.body + 1
            continue
        if found:
            head, seen_head, at = found, found, found.body
            groups = Groups(head if table.certain else None, rows[at:])
            rows = (*rows[:at], *with_parts(with_group_years(rows[at:], found), found))
            continue
        row, count = rows[at], 1
        caption, owner = caption_in(row, caption), owner_in(row) or owner
        head = None if head and is_other_head(row, head) else head
        if head:
            title = heading_of(row, head)
            heading = title or heading
            groups.said = {} if title else groups.said
            within = groups.of(row)
            row, each, count = gathered(rows, at, head) if table.certain else (row, head, 1)
            read = _read_groups(row, each, certain=table.certain) if row and not title else []
            read = [replace(d, heading=heading, owner=d.owner or owner) for d in read]
            drafts += [_within(draft, within) for draft in read]
            lost = lost or bool(any(rows[at]) and not (title or read or is_remark(rows[at])))
        at += count
    if not _has_figures(drafts):
        # All words and no figure: a table of tasks, not of values.
        return TableReading((), seen_head, lost or bool(drafts))
    return TableReading(tuple(without_notes(drafts)), seen_head, lost, heading)


def _below(rows: Sequence[Row], head: Head | None, *, lone: bool) -> Sequence[Row]:
    """Return the rows of a table that goes on below a head, without what is printed of it again."""
    if head is None or (rows and read_head(rows, 0)):
        return rows
    again = takewhile(lambda row: is_part_of(row, head), rows)
    return with_parts(rows[len(list(again)) :], head, lone=lone)


def _has_figures(drafts: Sequence[Draft]) -> bool:
    return any(re.search(r"\d", m.text) for draft in drafts for m in draft.measures)


def _side_by_side(
    table: Table,
    rows: Sequence[Row],
    parts: Sequence[range],
    drafts: Sequence[Draft],
    carried: Head | None = None,
) -> TableReading:
    """Read tables that stand side by side, each with a head of its own or its part of one."""
    columns = [tuple(row[part.start : part.stop] for row in rows) for part in parts]
    heads = [carried and part_of(carried, part) for part in parts]
    tables = [replace(table, rows=part) for part in columns]
    read = [read_table(part, head) for part, head in zip(tables, heads, strict=True)]
    found = [draft for reading in read for draft in reading.drafts]
    return TableReading(
        (*drafts, *sorted(found, key=lambda draft: draft.start)),
        None,
        any(reading.unread for reading in read),
    )


def _read_groups(row: Row, head: Head, *, certain: bool) -> list[Draft]:
    """Read a row, or one for each item of its cells and each group that has columns of its own."""
    read = [
        _read_row(of_group(item, each, group), each)
        for item in items_of(row, head)
        for group, each in by_group(head)
    ]
    doubts = () if certain else _joins(row, head)
    return [replace(draft, doubts=draft.doubts + doubts) for draft in read if draft]


def _joins(row: Row, head: Head) -> tuple[str, ...]:
    """Tell of a name put together from several lines."""
    name_at = head.first(Role.NAME)
    pieces = len(row[name_at].spans) if name_at is not None and name_at < len(row) else 0
    return (f"名称を{pieces}行から結合",) if pieces > 1 else ()


def _within(draft: Draft, groups: Sequence[str]) -> Draft:
    """Return a row with the groups that it stands in: a name that reaches over all is none."""
    name = squeeze(draft.indicator)
    return replace(draft, groups=tuple(g for g in groups if not name.startswith(squeeze(g))))


def _captioned(rows: Sequence[Row], head: Head, caption: Caption) -> list[Draft]:
    """Read the one row of a table whose indicator is named above it; none where years go down."""
    name, unit = caption
    if name is None or not rows or sum(bool(PERIOD.match(row[0].key)) for row in rows if row) > 1:
        return []
    columns = (Column(Role.NAME), Column(Role.UNIT), *head.columns)
    row = (name, Printed(unit or "", ()), *rows[0])
    draft = read_row(row, replace(head, columns=columns))
    return [draft] if draft else []


def _read_row(row: Row, head: Head) -> Draft | None:
    """Read a row; one of another length than its head may have lost its first cells, or more."""
    kept = tuple(cell for cell in row if not ARROWS.fullmatch(cell.text))
    row = kept if len(kept) == len(head.columns) else row
    draft = read_row(row, head)
    lack = len(head.columns) - len(row)
    if not lack:
        return draft
    from_right = read_row((EMPTY,) * lack + row[max(0, -lack) :], head)
    if draft and draft.targets:
        return None if from_right else draft
    if from_right is None or not from_right.targets:
        return None
    return replace(from_right, doubts=(*from_right.doubts, "列数が違うため右端で対応付け"))


def read_row(row: Row, head: Head) -> Draft | None:
    """Read one row under its head; None where it names or aims at nothing."""
    cells, head = _parted(row + (EMPTY,) * (len(head.columns) - len(row)), head)
    name_at = head.first(Role.NAME)
    if name_at is None:
        return None
    name, _ = clean_name(cells[name_at].text)
    beyond = any(cell and not is_empty(cell) for cell in cells[len(head.columns) :])
    if (
        beyond
        or not is_name(name)
        or is_part(name)
        or any(is_torn(cells[i].text) for i in head.all(*VALUED))
        or is_shifted(cells, head)
        or is_across(cells, head)
        or is_of_grid(cells, head)
        or is_twofold(cells, head)
    ):
        return None
    first = next(iter(baselines(head)), None)
    figures = Figures(
        None if first is None else _measure(cells, head, first),
        _measures(cells, head, Role.TARGET),
        _measures(cells, head, Role.ACTUAL),
        has_place=first is not None,
        due=[head.columns[i].period for i in head.all(Role.TARGET)],
        former=_measures(cells, head, Role.FORMER),
    )
    unit_at, owner_at = head.first(Role.UNIT), head.first(Role.OWNER)
    unit = None if unit_at is None or is_empty(cells[unit_at]) else cells[unit_at].text
    draft = drafted(cells[name_at].text, row, figures, unit)
    known = draft.baseline is not None and kind_of(draft.baseline.text) is Kind.VALUE
    if not (draft.targets or known):
        return None
    return replace(
        draft,
        unit=draft.unit or _unit_of_head(head),
        sdg_targets=tuple(s for i in head.all(Role.SDG) for s in sdg_targets(cells[i].text)),
        owner=cells[owner_at].text or None if owner_at is not None else None,
        doubts=head.doubts + draft.doubts + (() if draft.targets else ("目標値が空欄",)),
    )


def _parted(cells: Row, head: Head) -> tuple[Row, Head]:
    """Part a cell that says from what to what, 10人→50人, into a baseline and a target."""
    aims = head.all(Role.TARGET)
    both = both_values(cells[aims[0]].text) if len(aims) == 1 and not baselines(head) else None
    if both is None:
        return cells, head
    at, spans = aims[0], cells[aims[0]].spans
    first, then = (Printed(text, spans) for text in both)
    start = Column(Role.BASELINE, head.columns[at].since)
    columns = (*head.columns, *[Column(None)] * (len(cells) - len(head.columns)), start)
    return (*cells[:at], then, *cells[at + 1 :], first), replace(head, columns=columns)


def _unit_of_head(head: Head) -> str | None:
    """Return the unit that the heads of the values print, where they agree."""
    units = {head.columns[i].unit for i in head.all(*VALUED)}
    return units.pop() if len(units) == 1 else None


def _measures(cells: Row, head: Head, role: Role) -> list[Measure]:
    measures: list[Measure | None] = []
    for i in head.all(role):
        if i and cells[i] and cells[i] == cells[i - 1] and head.columns[i] == head.columns[i - 1]:
            continue  # A cell that reaches over several columns of one label.
        dated = dated_values(cells[i].text)
        if dated:
            measures += map(measure_of, dated)
        elif "見込" not in head.columns[i].label:
            measures.append(_measure(cells, head, i))
    return [measure for measure in measures if measure]


def _measure(cells: Row, head: Head, i: int) -> Measure | None:
    """Read a value cell with the year of its head, of the column beside it, or its own."""
    period = head.columns[i].period
    when = when_of(head.columns, i)
    if when is not None and not is_empty(cells[when]):
        period = cells[when].text.strip("()（） ")
    return measure_of(cells[i].text, period)
