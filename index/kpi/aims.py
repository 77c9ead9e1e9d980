"""What a row aims at, held against what is known: of years that are over, or no figures at all."""

import re
from collections.abc import Collection, Iterable
from itertools import pairwise, starmap

from index.kpi.drafts import BARE, Draft
from index.kpi.goals import only_targets
from index.kpi.heads import Head
from index.kpi.labels import Column
from index.kpi.vocabulary import Role
from index.quantities import parse_period

# Of a year to come for which something is expected, not aimed at.
_GUESSED = re.compile("見込|見通|推計|予測|想定")


def aims_at_goals(draft: Draft, *, goals: bool) -> bool:
    """Whether numbers of SDG targets stand for a figure; one may where a column has `goals`."""
    texts = [measure.text for measure in draft.measures]
    loose = goals and not draft.sdg_targets
    return any(only_targets(t) and (loose or not BARE.fullmatch(t)) for t in texts)


def aims_back(draft: Draft, head: Head | None = None) -> bool:
    """Whether a target is of a year before that of the baseline: a value lies in another column.

    Or of one before all that its head has, and the baseline of none: then the year is its. Or a
    year alone heads a column right before that of the baseline, or of targets before it. Or all
    are of years of which the result is known, from where it began: the plan before aimed at them.
    """
    if head is not None and any(starmap(_is_loose, pairwise(head.columns))):
        return True
    start = parse_period(draft.baseline.period) if draft.baseline else None
    if start is None and head is not None:
        years = [parse_period(head.columns[i].period) for i in head.all(Role.TARGET)]
        start = min((year for year in years if year), key=lambda y: y.first, default=None)
    ends = [year for target in draft.targets if (year := parse_period(target.period))]
    known = [year.last for result in draft.actuals if (year := parse_period(result.period))]
    judged = draft.baseline and known and 0 < len(draft.targets) == len(ends)
    if judged and all(end.last <= max(known) for end in ends):
        return True
    return start is not None and any(end.last < start.first for end in ends)


def years_aimed_at(drafts: Iterable[Draft]) -> frozenset[int]:
    """Return the years that rows aim at."""
    periods = (parse_period(target.period) for draft in drafts for target in draft.targets)
    return frozenset(year.last for year in periods if year)


def is_aimed_at(draft: Draft, begun: int | None, years: Collection[int]) -> bool:
    """Whether a change that nothing calls an aim ends in a year that the plan aims at.

    Those are the `years` of its other rows, if any: surveys, budgets and projections go from one
    year to another too. None is before it has `begun`.
    """
    if any(_GUESSED.search(target.period or "") for target in draft.targets):
        return False
    ends = years_aimed_at([draft])
    return ends <= set(years or ends) and not any(begun and end < begun for end in ends)


def _is_loose(column: Column, behind: Column) -> bool:
    """Whether a column has nothing but a year that may be of the one behind it, or of no column."""
    year, aim = parse_period(column.period), parse_period(behind.period)
    if column.role is not Role.YEAR or column.label or not year:
        return False
    past = behind.role is Role.TARGET and aim is not None and aim.last < year.first
    return behind.role is Role.BASELINE or past
