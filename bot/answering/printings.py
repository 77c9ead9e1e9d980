"""One KPI row out of the many places of an edition that print it."""

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
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
    """Whether `a` gives a figure of a time of which `b` gives only others."""
    starts = [[row.baseline] if row.baseline else [] for row in (a, b)]
    return any(
        _is_other(measure, others)
        for ours, others in ((a.targets, b.targets), starts)
        for measure in ours
    )


def _is_other(measure: Measure, others: Iterable[Measure]) -> bool:
    period = parse_period(measure.period)
    given = [_said(other) for other in others if parse_period(other.period) == period]
    return bool(given) and _said(measure) not in given


def _said(measure: Measure) -> Decimal | str:
    return indicator_key(measure.text) if measure.value is None else measure.value
