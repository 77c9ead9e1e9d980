"""Tables side by side, and columns for men and women: what one head names more than once."""

import re
from collections.abc import Sequence
from dataclasses import replace

from index.kpi.heads import Head
from index.kpi.labels import Column
from index.kpi.source import Printed, Row
from index.kpi.vocabulary import VALUE_ROLES, Role

_OF_WHOM = re.compile(
    r"男性?|女性?|男[子児]|女[子児]|小学(?:校|生)?|中学(?:校|生)?|高校生?|高等学校|児童|生徒|大人|子ども"
)
_LABEL = re.compile(rf"(?P<first>{_OF_WHOM.pattern})?[^\d]*?(?P<last>{_OF_WHOM.pattern})?")


def beside(head: Head) -> list[range]:
    """Return the columns of each table, where several with the same labels stand side by side."""
    labels = [column.label for column in head.columns]
    for count in range(2, len(labels) // 2 + 1):
        width, rest = divmod(len(labels), count)
        unlike = all(labels[:width]) and len(set(labels[:width])) == width
        if unlike and not rest and labels == labels[:width] * count:
            return [range(at, at + width) for at in range(0, len(labels), width)]
    return []


def by_group(head: Head) -> list[tuple[str, Head]]:
    """Return a head for each group that has its own values, as 男性 and 女性; else nothing."""
    groups = {i: _group(c) for i, c in enumerate(head.columns) if c.role in VALUE_ROLES}
    names = list(dict.fromkeys(groups.values()))
    aimed = {groups[i] for i in head.all(Role.TARGET)}
    if len(names) < 2 or "" in names or aimed != set(names):
        return []
    return [(name, _only(head, [i for i in groups if groups[i] == name])) for name in names]


def _group(column: Column) -> str:
    found = _LABEL.fullmatch(column.label)
    return (found["first"] or found["last"] or "") if found else ""


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
    if at is None or at >= len(row) or not row[at]:
        return row
    named = Printed(f"{row[at].text} {group}", row[at].spans)
    return (*row[:at], named, *row[at + 1 :])
