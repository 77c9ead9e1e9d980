"""Naming one label: which role a head word has, and which year it prints."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from index.kpi.source import Printed, squeeze
from index.kpi.vocabulary import COLUMN_WORDS, DASHES, PARTS, VALUE_ROLES, Role
from index.quantities import PERIOD, fold_same_length, is_unit, parse_period

_BRACKETED = re.compile(r"[(\[](.*?)[)\]]")
_ONLY_YEAR_WORDS = re.compile(r"[年度末値の時点,・]*")
# 現状→目標, 目標値（現状→R9）: both values stand in one column.
_BOTH = re.compile(r"(?:現状|現在|基準|当初|策定).*(?:→|から).*目標|目標.*(?:現状|現在|基準).*→")
LONGEST_LABEL = 30
POINTERS = "→⇒➡⇨▶► 　"  # drawn between the columns of figures
# Words of a sentence: 成果を示す指標.
_FIGURED = re.compile(r"(?:値|:)[約△]?\d")  # A label and its value: 現状値14団体.
_SURVEY = re.compile("調査$|統計$|速報|確報|決算")  # 令和２年（国勢調査）
_CIRCLED, _MARKED = re.compile("[①-⑳]"), re.compile(r"^[※*・:]+|等?[※*:]\d*$|(?<=..)等$")
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

    @property
    def tells_part(self) -> bool:
        """Whether its label says of which part of an indicator a value is, or says nothing."""
        worded = self.role in (None, Role.OTHER) and self.period is None
        return worded and bool(PARTS.fullmatch(self.label))


@lru_cache(maxsize=8192)
def name_label(label: str) -> Column:
    """Name a column by its label: the word outside brackets, or else the one in them.

    >>> name_label("目標値（R10、％）")
    Column(role=<Role.TARGET: 'target'>, period='R10', label='目標値', unit=None, since=None)
    >>> name_label("現状値 →").role.value
    'baseline'
    >>> name_label("R2（基準）").role.value, name_label("Ｒ３年度").role.value
    ('baseline', 'year')
    """
    label = label.strip(POINTERS)
    folded = fold_same_length(label)
    if (
        len(label) > 2 * LONGEST_LABEL
        or label.startswith(("■", "◆"))
        or ("→" in folded and not _BOTH.search(folded))
    ):
        return Column(None)
    periods = [label[m.start() : m.end()].strip() for m in PERIOD.finditer(folded)]
    since = periods[0] if len(periods) > 1 and _BOTH.search(folded) else None
    period = periods[1] if since else next(iter(periods), None)
    undated = PERIOD.sub(" ", folded)
    outside = _bare(_BRACKETED.sub(" ", undated))
    inside = _bare("".join(_BRACKETED.findall(undated)))
    inside = "" if period and not outside and _SURVEY.search(inside) else inside
    core = outside or inside
    if not core:
        return Column(Role.YEAR if period else None, period)
    if len(core) > LONGEST_LABEL or _CLAUSE.search(core) or _FIGURED.search(core):
        return Column(None, period, core)
    for text in (outside, inside):
        for role, words in COLUMN_WORDS:
            if text and words.search(text):
                return dated(Column(role, period, core, _unit_in(label), since))
        if text and not _ONLY_YEAR_WORDS.fullmatch(text):
            break
    return Column(None, period, core)


def role_of(cell: Printed) -> Role | None:
    """Return what a column would hold that a cell heads."""
    return name_label(cell.text).role


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
    words = (
        (Role.TARGET, "目標|最終|中間|達成|target|goal"),
        (Role.BASELINE, "基準|現[状況在]|当初|実績|base|current"),
    )
    return next((role for role, word in words if re.search(word, label)), None)


def _bare(text: str) -> str:
    return _MARKED.sub("", squeeze(_CIRCLED.sub("", PERIOD.sub(" ", text))).strip("~-"))


def bare(label: str) -> str:
    """Return a label without white space and the brackets around it: 【Ｒ９】, （Ｒ５）.

    >>> bare("【Ｒ９】")
    'R9'
    """
    return squeeze(label).strip("()[]【】〔〕")


def is_label(cell: Printed) -> bool:
    """Whether a cell could stand in a head: a known word or a year."""
    return bool(cell) and len(cell.text) <= LONGEST_LABEL and role_of(cell) is not None


def is_empty(cell: Printed) -> bool:
    """Whether a cell has no value: nothing, or a dash."""
    return not cell or bool(DASHES.fullmatch(cell.text))


def shared_out(uppers: Sequence[Column], unders: Sequence[str]) -> tuple[int, ...]:
    """Return over how many of the labels below it each label for values reaches; () if not plain.

    Where there are as many, each has one; labels that repeat stand below each alike; and of years
    the widest gap parts results from targets, if the results are of one year after the other, and
    a baseline has one where as wide a gap follows; of several labels for targets all but the last
    have one.

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
    years = [period.last for key in keys if (period := parse_period(key))]
    steps = [then - year for year, then in pairwise(years)]
    if not rest and keys == keys[:count] * len(uppers):
        leaps = [uppers[0].role] == [Role.BASELINE] and max(steps, default=1) > 1
        return () if leaps and len(uppers) == 1 else (count,) * len(uppers)
    aims = [upper.role is Role.TARGET for upper in uppers]
    if (
        len(years) < len(unders)
        or min(steps) < 1
        or aims != sorted(aims)
        or sum(aims) != len(aims) - 1
    ):
        return ()
    # The last target has all the years that are left.
    steps = steps[: len(years) - sum(aims)]
    ends = [at for at, step in enumerate(steps, 1) if step == max(steps)]
    ends = [1] if ends[0] == 1 and uppers[0].role is Role.BASELINE else ends
    single = (1,) * (sum(aims) - 1)
    if any(step > 1 for step in steps[: ends[0] - 1]):
        return ()  # R5, R7, R11: R7 may be of either.
    return (ends[0], *single, len(years) - ends[0] - len(single)) if len(ends) == 1 else ()
