"""One KPI row out of the many places of an edition that print it."""

import re
from collections.abc import Iterable, Sequence
from typing import Final

from index.domain import KpiRow, Measure
from index.normalize import fold_text
from index.quantities import parse_period

_SIGNS: Final = re.compile(r"[\s「」『』【】\"'・,、.。:：]+")


def indicator_key(indicator: str) -> str:
    """Return an indicator without what differs from place to place.

    >>> indicator_key("農家 1 戸あたりの「出荷額」（推計）")
    '農家1戸あたりの出荷額(推計)'
    """
    return _SIGNS.sub("", fold_text(indicator))


def merge(rows: Iterable[KpiRow]) -> list[tuple[KpiRow, ...]]:
    """Group rows of the same indicator in the same edition, the most complete first, in order."""
    groups: dict[tuple[str, str, str], list[KpiRow]] = {}
    for row in rows:
        groups.setdefault((row.plan_id, row.revision, indicator_key(row.indicator)), []).append(row)
    return [tuple(sorted(group, key=completeness, reverse=True)) for group in groups.values()]


def completeness(row: KpiRow) -> tuple[int, int, int, int]:
    """Return a key that grows with what a row says."""
    return (
        len(row.targets),
        len(row.measures),
        sum(m.period is not None for m in row.measures) + (row.unit is not None),
        len(row.sdg_targets),
    )


def versions(rows: Sequence[KpiRow]) -> list[tuple[KpiRow, ...]]:
    """Part printings of one indicator into groups that agree, the most complete first.

    A target missing in one place is no disagreement.
    """
    groups: list[list[KpiRow]] = []
    for row in rows:
        alike = (g for g in groups if not any(_differ(row, o) or _differ(o, row) for o in g))
        group = next(alike, None)
        if group is None:
            groups.append([row])
        else:
            group.append(row)
    return [tuple(group) for group in groups]


def _differ(a: KpiRow, b: KpiRow) -> bool:
    if a.baseline and b.baseline and _clash(a.baseline, b.baseline):
        return True
    return any(
        all(_clash(x, y) for y in b.targets) and _same_time(x, b.targets)
        for x in a.targets
        if b.targets
    )


def _same_time(measure: Measure, others: Sequence[Measure]) -> bool:
    return any(parse_period(measure.period) == parse_period(other.period) for other in others)


def _clash(a: Measure, b: Measure) -> bool:
    if parse_period(a.period) != parse_period(b.period):
        return False
    if a.value is not None and b.value is not None:
        return a.value != b.value
    return indicator_key(a.text) != indicator_key(b.text)
