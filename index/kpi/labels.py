"""Naming one label: which role a head word has, and which year it prints."""

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from index.kpi.source import Printed, squeeze
from index.kpi.vocabulary import COLUMN_WORDS, DASHES, Role
from index.quantities import PERIOD, fold_same_length, is_unit

_BRACKETED = re.compile(r"[(\[](.*?)[)\]]")
_ONLY_YEAR_WORDS = re.compile(r"[年度末値の時点,・]*")
# 現状→目標: both values stand in one column.
_BOTH = re.compile(r"(?:現状|現在|基準|当初|策定).*(?:→|から).*目標")
LONGEST_LABEL = 30
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
    words = ((Role.TARGET, "目標|最終|中間|達成"), (Role.BASELINE, "基準|現状"))
    role = next((role for role, word in words if re.search(word, column.label)), Role.YEAR)
    return replace(column, role=role)


def _bare(text: str) -> str:
    bare = squeeze(PERIOD.sub(" ", text)).strip("~-")
    return re.sub(r"^[※*・:]+|等?[※*:]\d*$|(?<=..)等$", "", bare)


def is_label(cell: Printed) -> bool:
    """Whether a cell could stand in a head: a known word or a year."""
    return bool(cell) and len(cell.text) <= LONGEST_LABEL and name_label(cell.text).role is not None


def is_empty(cell: Printed) -> bool:
    """Whether a cell has no value: nothing, or a dash."""
    return not cell or bool(DASHES.fullmatch(cell.text))
