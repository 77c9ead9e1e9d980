"""Whether two printings of a figure mean the same."""

import re
from collections.abc import Callable
from decimal import Decimal

from index.domain import ChangeKind, Comparator, KpiRow, Measure
from index.normalize import squeeze
from index.quantities import SCALES, Period, in_unit, parse_period, scale_of

_PLACES = re.compile("[箇個カヵヶケ]所")

Meaning = tuple[Decimal | str, Comparator]


def changed_figures(before: KpiRow, after: KpiRow) -> tuple[ChangeKind, ...]:
    """Return what happened to the figures of a row, to their unit and to who answers for them.

    Figures are compared as amounts: 1.8億円 and 180百万円 are the same, R6 and 2024年度 too.
    """
    absolute = _counter(before.unit) == _counter(after.unit)
    ours = [_target(row, before.unit, absolute=absolute) for row in before.targets]
    theirs = [_target(row, after.unit, absolute=absolute) for row in after.targets]
    moved = year = False
    for period in {p for p, _ in ours if p} & {p for p, _ in theirs}:
        mine = [pair for pair in ours if pair[0] == period]
        yours = [pair for pair in theirs if pair[0] == period]
        moved |= [value for _, value in mine] != [value for _, value in yours]
        ours = [pair for pair in ours if pair not in mine]
        theirs = [pair for pair in theirs if pair not in yours]
    moved |= len(ours) != len(theirs)
    for (our_period, our_value), (their_period, their_value) in zip(ours, theirs, strict=False):
        moved |= our_value != their_value
        year |= bool(our_period and their_period)
    baselines = [_baseline(before, absolute=absolute), _baseline(after, absolute=absolute)]
    return (
        *([ChangeKind.TARGET_MOVED] if moved else []),
        *([ChangeKind.YEAR_MOVED] if year else []),
        *([ChangeKind.BASELINE_CORRECTED] if _differ(*baselines) else []),
        *([ChangeKind.UNIT_CHANGED] if _reworded(before.unit, after.unit, _counter) else []),
        *([ChangeKind.OWNER_CHANGED] if _reworded(before.owner, after.owner, squeeze) else []),
    )


def same_baseline(before: KpiRow, after: KpiRow) -> bool:
    """Whether both rows print a baseline, and the same one."""
    ours, theirs = _baseline(before, absolute=False), _baseline(after, absolute=False)
    return ours is not None and not _differ(ours, theirs)


def same_targets(before: KpiRow, after: KpiRow) -> bool:
    """Whether both rows print targets, and the same values in the same order."""
    ours = [_meaning(m, before.unit, absolute=False) for m in before.targets]
    theirs = [_meaning(m, after.unit, absolute=False) for m in after.targets]
    return bool(ours) and ours == theirs


def targets_disagree(one: KpiRow, other: KpiRow) -> bool:
    """Whether both rows give a target for the same period, or for none, and not the same one."""
    ours = dict(_target(m, one.unit, absolute=False) for m in one.targets)
    theirs = dict(_target(m, other.unit, absolute=False) for m in other.targets)
    return any(ours[period] != theirs[period] for period in ours.keys() & theirs.keys())


def _target(measure: Measure, unit: str | None, *, absolute: bool) -> tuple[Period | None, Meaning]:
    return parse_period(measure.period), _meaning(measure, unit, absolute=absolute)


def _baseline(row: KpiRow, *, absolute: bool) -> tuple[Period | None, Meaning] | None:
    return _target(row.baseline, row.unit, absolute=absolute) if row.baseline else None


def _differ(
    ours: tuple[Period | None, Meaning] | None, theirs: tuple[Period | None, Meaning] | None
) -> bool:
    if ours is None or theirs is None:
        return ours is not theirs
    other_year = ours[0] is not None and theirs[0] is not None and ours[0] != theirs[0]
    return other_year or ours[1] != theirs[1]


def _meaning(measure: Measure, unit: str | None, *, absolute: bool) -> Meaning:
    """Return the amount, counted in its unit or without scale words; else the squeezed text."""
    value = in_unit(measure, unit)
    if value is None:
        return squeeze(measure.text), measure.comparator
    if absolute:
        value *= scale_of(squeeze(unit or ""))
    return value, measure.comparator


def _reworded(ours: str | None, theirs: str | None, same: Callable[[str], str]) -> bool:
    """Whether both rows print it, and not the same; a plan that prints none takes none back."""
    return bool(ours and theirs) and same(ours or "") != same(theirs or "")


def _counter(unit: str | None) -> str:
    """Return a unit without its scale words: 百万円 is 円; 箇所 is か所."""
    return _PLACES.sub("か所", squeeze(unit or "")).lstrip("".join(SCALES))
