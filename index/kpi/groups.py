"""Tables side by side, columns for men and women, years of groups: a head said more than once."""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from index.kpi.heads import Head
from index.kpi.labels import Column, is_empty, is_label, name_label
from index.kpi.source import EMPTY, Printed, Row
from index.kpi.vocabulary import VALUE_ROLES, Role
from index.quantities import PERIOD, fold_same_length, is_period

_OF_WHOM = re.compile(
    r"男性?|女性?|男[子児]|女[子児]|小学(?:校|生)?|中学(?:校|生)?|高校生?|高等学校|児童|生徒|大人|子ども"
)
_OF_VALUES = re.compile(r"(?:中間|最終)?(?:目標|実績|現状|現況|基準|当初|策定時|見込み?|計画)値?")
_LABEL = re.compile(rf"(?P<first>{_OF_WHOM.pattern})?[^\d]*?(?P<last>{_OF_WHOM.pattern})?")


def beside(head: Head) -> list[range]:
    """Return the columns of each table, where several with the same labels stand side by side.

    All names are alike, アウトカム指標 like アウトプット指標; around the tables stand no values.
    """
    keys = [Role.NAME if _names(column) else column.label for column in head.columns]
    names = [i for i, key in enumerate(keys) if key is Role.NAME]
    count, width = len(names), names[1] - names[0] if len(names) > 1 else 0
    for start in range(max(0, names[0] - width + 1), names[0] + 1) if width > 1 else ():
        end = start + count * width
        block, around = keys[start : start + width], head.columns[:start] + head.columns[end:]
        unlike = len(set(block)) == width and not any(c.role in VALUE_ROLES for c in around)
        if unlike and keys[start:end] == block * count:
            return [range(at, at + width) for at in range(start, end, width)]
    return []


def _names(column: Column) -> bool:
    return column.role is Role.NAME or name_label(column.label).role in (Role.NAME, Role.GOAL)


def part_of(head: Head, part: range) -> Head:
    """Return the head of one of the tables that stand side by side."""
    columns = head.columns[part.start : part.stop]
    named = (replace(c, role=Role.NAME) if _names(c) else c for c in columns)
    return replace(head, columns=tuple(named))


@lru_cache(maxsize=8)
def by_group(head: Head) -> tuple[tuple[str, Head], ...]:
    """Return a head for each group that has its own values, as 男性 and 女性; else the head.

    What stands over targets of the same years is such a group, too: 利用者数 and 収支率.
    """
    for group in (_group, _topic):
        groups = {i: group(head.columns[i]) for i in head.values}
        aims: dict[str, list[str | None]] = {name: [] for name in groups.values()}
        for i in head.all(Role.TARGET):
            aims[groups[i]].append(head.columns[i].period)
        alike = group is _group or [*aims.values()] == [next(iter(aims.values()), [])] * len(aims)
        if len(aims) > 1 and "" not in aims and all(aims.values()) and alike:
            parts = ([i for i in groups if groups[i] == name] for name in aims)
            return tuple((name, _only(head, kept)) for name, kept in zip(aims, parts, strict=True))
    return (("", head),)


def _group(column: Column) -> str:
    found = _LABEL.fullmatch(column.label)
    return (found["first"] or found["last"] or "") if found else ""


def _topic(column: Column) -> str:
    return _OF_VALUES.sub("", column.label)


def _only(head: Head, kept: Sequence[int]) -> Head:
    """Return a head with the values of these columns only."""
    columns = (
        replace(column, role=Role.OTHER) if column.role in VALUE_ROLES and i not in kept else column
        for i, column in enumerate(head.columns)
    )
    return replace(head, columns=tuple(columns))


def of_group(row: Row, head: Head, group: str) -> Row:
    """Return a row whose name also says of whom its values are."""
    at = head.first(Role.NAME)
    if not group or at is None or at >= len(row) or not row[at]:
        return row
    named = Printed(f"{row[at].text} {group}", row[at].spans)
    return (*row[:at], named, *row[at + 1 :])


def with_group_years(rows: Sequence[Row], head: Head) -> Sequence[Row]:
    """Put the years, that the row of a group prints for all of its values, into the rows below it.

    The group ends where the next begins, or another head.
    """
    name, valued = head.first(Role.NAME), head.all(*VALUE_ROLES)
    if name is None or any(head.columns[i].period for i in valued):
        return rows
    found: list[Row] = []
    years: dict[int, Printed] = {}
    for row in rows:
        cells = {i: row[i] for i in valued if i < len(row)}
        told = bool(cells) and all(is_period(cell.text) for cell in cells.values())
        if told and not is_label(row[name]):
            years = cells
            continue
        if is_label(row[name] if name < len(row) else EMPTY) or (name and row[0]):
            years = {}
        found.append(tuple(_dated(cell, years.get(i, EMPTY)) for i, cell in enumerate(row)))
    return found


def _dated(cell: Printed, year: Printed) -> Printed:
    if not year or is_empty(cell) or PERIOD.search(fold_same_length(cell.text)):
        return cell
    return Printed(f"{cell.text}（{year.text.strip('()（） ')}）", cell.spans)
