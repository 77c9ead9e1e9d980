"""Dates as people write them, and which edition of a plan was in force at one.

>>> [str(last_day(t)) for t in ("2023年4月", "令和5年度", "R5.11.7", "2023", "1 April 2023")]
['2023-04-30', '2024-03-31', '2023-11-07', '2023-12-31', '2023-04-01']
>>> [str(first_day(t)) for t in ("2023-11", "令和元年度", "平成31年（2019年）4月1日", "近年")]
['2023-11-01', '2019-04-01', '2019-04-01', 'None']
"""

import re
from datetime import date, timedelta

from index.domain import Edition, Plan
from index.periods import ERAS, fold_same_length

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ERA = "|".join(ERAS)
_JAPANESE = (
    rf"(?<![\dA-Za-z.])(?:FY\s?)?(?:(?:{_ERA})\.?\s?(?:元|\d{{1,2}})|(?:19|20)\d\d)(?!\d)"
    r"\s?(?:年度|年|[-/.](?=\d))?(?:\s?\([^()]{2,12}\))?"
    r"(?:\s?(?:1[0-2]|0?[1-9])(?!\d)\s?(?:月|[-/.](?=\d)|(?!年))(?:\s?\d{1,2}(?!\d)日?)?)?"
)
_ENGLISH = rf"(?:\d{{1,2}}\s+)?(?:{'|'.join(_MONTHS)})[a-z]*\.?(?:\s+\d{{1,2}},)?\s+(?:19|20)\d\d"
DATE = rf"(?:(?i:{_ENGLISH})|{_JAPANESE})"
"""Finds a date in folded text: a year, a fiscal year, a month or a day."""

_BRACKETS = re.compile(r"\([^()]*\)")
_YEAR = re.compile(rf"(?P<era>{_ERA})?\.?\s?(?P<year>元|\d+)\s?(?P<fiscal>年度)?")
_FIRST_MONTH = 4
"""Of a fiscal year."""


def first_day(text: str) -> date | None:
    """Return the first day that a date means, None if the text is none."""
    days = _days(text)
    return days and days[0]


def last_day(text: str) -> date | None:
    """Return the last day that a date means, None if the text is none."""
    days = _days(text)
    return days and days[1]


def edition_at(plan: Plan, day: date) -> Edition | None:
    """Return the edition in force on a day by the dates in plans.toml, None if there was none."""
    dated = [
        (since, place, edition)
        for place, edition in enumerate(plan.editions)
        if (since := first_day(edition.effective_from or "")) and since <= day
    ]
    return max(dated, key=lambda found: found[:2])[2] if dated else None


def has_dates(plan: Plan) -> bool:
    """Whether any edition says since when it is in force."""
    return any(first_day(edition.effective_from or "") for edition in plan.editions)


def _days(text: str) -> tuple[date, date] | None:
    found = re.search(DATE, fold_same_length(text))
    if not found:
        return None
    written = _BRACKETS.sub(" ", found.group())
    year, month, day, fiscal = _english(written) or _numbers(written)
    try:
        if day and month:
            only = date(year, month, day)
            return only, only
        if month:
            return date(year, month, 1), _next_month(year, month) - timedelta(1)
        start = _FIRST_MONTH if fiscal else 1
        return date(year, start, 1), date(year + 1, start, 1) - timedelta(1)
    except ValueError:  # 13月, 2月30日
        return None


def _english(written: str) -> tuple[int, int, int | None, bool] | None:
    """Return year, month and day of `1 April 2023`; None for a date without a month's name."""
    words = re.findall(r"[a-z]+|\d+", written.lower())
    named = [_MONTHS.index(word[:3]) + 1 for word in words if word[:3] in _MONTHS]
    if not named:
        return None
    *days, year = (int(word) for word in words if word.isdecimal())
    return year, named[0], (days[0] if days else None), False


def _numbers(written: str) -> tuple[int, int | None, int | None, bool]:
    """Return year, month and day of `令和5年4月1日` or `2023-04`, and whether it is fiscal."""
    head = next(_YEAR.finditer(written))
    number = 1 if head["year"] == "元" else int(head["year"])
    rest = [int(part) for part in re.findall(r"\d+", written[head.end() :])]
    month, day = (*rest, None, None)[:2]
    year = number + (ERAS[head["era"]] if head["era"] else 0)
    fiscal = month is None and (bool(head["fiscal"]) or written.startswith("FY"))
    if head["fiscal"] and month and month < _FIRST_MONTH:
        year += 1
    return year, month, day, fiscal


def _next_month(year: int, month: int) -> date:
    return date(year + month // 12, month % 12 + 1, 1)
