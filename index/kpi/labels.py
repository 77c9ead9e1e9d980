"""Naming one label: which role a head word has, and which year it prints."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from index.kpi.source import Printed, squeeze
from index.kpi.vocabulary import COLUMN_WORDS, DASHES, VALUE_ROLES, Role
from index.quantities import PERIOD, fold_same_length, is_unit, parse_period

_BRACKETED = re.compile(r"[(\[](.*?)[)\]]")
_ONLY_YEAR_WORDS = re.compile(r"[年度末値の時点,・]*")
# 現状→目標: both values stand in one column.
_BOTH = re.compile(r"(?:現状|現在|基準|当初|策定).*(?:→|から).*目標")
LONGEST_LABEL = 30
_MOST_UPPERS, _MOST_UNDERS = 6, 14
# A target on the way, and the last one.
_MILESTONE = re.compile(r"中間|最終|\d+年後")
# Words of a sentence: 成果を示す指標.
_CLAUSE = re.compile(r"を(?!目指)|。|である")


@dataclass(frozen=True, slots=True)
class Column:
    """A named column; `period` and `unit` are what its head prints beside the word.

    A column of both values, 現状値（R4）→目標値（R9）, has the year of the first in `since`.
    """

    role: Role | None
    period: str | None = None
    label: str = ""
    unit: str | None = None
    since: str | None = None


@lru_cache(maxsize=8192)
def name_label(label: str) -> Column:
    """Name a column by its label: the word outside brackets, or else the one in them.

    >>> name_label("目標値（R10、％）")
    Column(role=<Role.TARGET: 'target'>, period='R10', label='目標値', unit=None, since=None)
    >>> name_label("R2（基準）").role.value, name_label("Ｒ３年度").role.value
    ('baseline', 'year')
    """
    folded = fold_same_length(label)
    if len(label) > 2 * LONGEST_LABEL or ("→" in folded and not _BOTH.search(folded)):
        return Column(None)
    periods = [label[m.start() : m.end()].strip() for m in PERIOD.finditer(folded)]
    since = periods[0] if len(periods) > 1 and _BOTH.search(folded) else None
    period = periods[1] if since else next(iter(periods), None)
    outside = _bare(_BRACKETED.sub(" ", folded))
    inside = _bare("".join(_BRACKETED.findall(folded)))
    core = outside or inside
    if not core:
        return Column(Role.YEAR if period else None, period)
    if len(core) > LONGEST_LABEL or _CLAUSE.search(core):
        return Column(None, period, core)
    for text in (outside, inside):
        for role, words in COLUMN_WORDS:
            if text and words.search(text):
                return dated(Column(role, period, core, _unit_in(label), since))
        if text and not _ONLY_YEAR_WORDS.fullmatch(text):
            break
    return Column(None, period, core)


def _unit_in(label: str) -> str | None:
    """Return the unit in the brackets of a head: 現状値（人）."""
    found = re.search(r"[(（\[［]([^()（）\[\]［］]+)[)）\]］]", label)
    return found[1].strip() if found and is_unit(found[1]) else None


def dated(column: Column) -> Column:
    """A 目標年度 that prints its year heads the values of that year."""
    if column.role is not Role.WHEN or column.period is None:
        return column
    return replace(column, role=role_of_years(column.label) or Role.YEAR)


def role_of_years(label: str) -> Role | None:
    """Return of which values a column called 目標年度 or 基準年 tells the years."""
    words = ((Role.TARGET, "目標|最終|中間|達成"), (Role.BASELINE, "基準|現状"))
    return next((role for role, word in words if re.search(word, label)), None)


def _bare(text: str) -> str:
    bare = squeeze(PERIOD.sub(" ", text)).strip("~-")
    return re.sub(r"^[※*・:]+|等?[※*:]\d*$|(?<=..)等$", "", bare)


def bare(label: str) -> str:
    """Return a label without white space and the brackets around it: 【Ｒ９】, （Ｒ５）.

    >>> bare("【Ｒ９】")
    'R9'
    """
    return squeeze(label).strip("()[]【】〔〕")


def is_label(cell: Printed) -> bool:
    """Whether a cell could stand in a head: a known word or a year."""
    return bool(cell) and len(cell.text) <= LONGEST_LABEL and name_label(cell.text).role is not None


def is_empty(cell: Printed) -> bool:
    """Whether a cell has no value: nothing, or a dash."""
    return not cell or bool(DASHES.fullmatch(cell.text))


def shared_out(uppers: Sequence[Column], unders: Sequence[str]) -> tuple[int, ...]:
    """Return over how many of the labels below it each label for values reaches; () if not plain.

    Where there are as many, each has one; labels that repeat stand below each alike; and of years
    a baseline has one and what it leads up to the others, unless a gap between the years parts
    results from targets. Where only some are in brackets these go on the one label above them.

    >>> shared_out((name_label("基準値"), name_label("目標値")), ("R5", "R7", "R8", "R9"))
    (1, 3)
    >>> shared_out((name_label("実績値"), name_label("目標値")), ("R3", "R4", "R5", "R11"))
    (3, 1)
    >>> shared_out((name_label("実績値"), name_label("目標値")), ("R4", "R5", "R6", "R7"))
    ()
    """
    count, rest = divmod(len(unders), max(1, len(uppers)))
    if count == 1 and not rest:
        return (1,) * len(uppers)
    if not uppers or not count or any(upper.role not in VALUE_ROLES for upper in uppers):
        return ()
    keys = [bare(under) for under in unders]
    if not rest and count > 1 and keys == keys[:count] * len(uppers):
        return (count,) * len(uppers)
    periods = [parse_period(key) for key in keys]
    years = [period.last for period in periods if period]
    if len(years) < len(unders) or any(a >= b for a, b in pairwise(years)):
        return ()
    bracketed = [key != squeeze(under) for key, under in zip(keys, unders, strict=True)]
    alone = bracketed if not all(bracketed) else [False] * len(unders)
    ways = shares(len(uppers), len(unders))
    return _plainest(uppers, [way for way in ways if _are_runs(uppers, way, years, alone)], years)


def shares(parts: int, count: int) -> Iterator[tuple[int, ...]]:
    """Yield the ways to share out labels in order, so that each part has one at least.

    Of more than a table has it yields none.
    """
    if parts > _MOST_UPPERS or count > _MOST_UNDERS:
        return
    if parts == 1:
        yield (count,)
    else:
        for first in range(1, count - parts + 2):
            yield from ((first, *rest) for rest in shares(parts - 1, count - first))


def _are_runs(
    uppers: Sequence[Column], way: Sequence[int], years: Sequence[int], alone: Sequence[bool]
) -> bool:
    """Whether each label may have its years: past ones follow each other, of 中間 there is one."""
    at = 0
    for upper, count in zip(uppers, way, strict=True):
        follow = years[at + count - 1] - years[at] == count - 1
        single = any(alone[at : at + count]) or bool(_MILESTONE.match(upper.label))
        if count > 1 and (single or (upper.role is not Role.TARGET and not follow)):
            return False
        at += count
    return True


def _plainest(
    uppers: Sequence[Column], ways: Sequence[tuple[int, ...]], years: Sequence[int]
) -> tuple[int, ...]:
    """Choose among ways: the one that parts the years at their gap, or with one year a baseline."""
    if len(ways) < 2:
        return ways[0] if ways else ()
    past = sum(upper.role is not Role.TARGET for upper in uppers)
    if any(upper.role is Role.TARGET for upper in uppers[:past]) or not 0 < past < len(uppers):
        return ()
    steps = {way: years[sum(way[:past])] - years[sum(way[:past]) - 1] for way in ways}
    widest = max(steps.values())
    parted = [way for way in ways if steps[way] == widest]
    if widest == 1 and past == 1 and uppers[0].role is Role.BASELINE:
        parted = [way for way in ways if way[0] == 1]
    return parted[0] if len(parted) == 1 else ()
