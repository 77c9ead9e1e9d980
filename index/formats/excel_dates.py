"""What a cell of a spreadsheet shows of a date, a time or a length of time.

Source: ECMA-376 Part 1, 18.8.31; g and e are the era and its year, aaa the day of the week.
"""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Final

_DAY_ZERO: Final = datetime(1899, 12, 30)  # noqa: DTZ001 (sheets know no zones)
LAST_DAY: Final = 2_958_465
"""A number of days up to this one can be a date."""
_ERAS: Final = (
    (date(2019, 5, 1), "R", "令和"),
    (date(1989, 1, 8), "H", "平成"),
    (date(1926, 12, 25), "S", "昭和"),
    (date(1912, 7, 30), "T", "大正"),
    (date(1868, 1, 25), "M", "明治"),
)
_WEEKDAYS: Final = "月火水木金土日"
_UNITS: Final = {
    "h": timedelta(hours=1),
    "m": timedelta(minutes=1),
    "s": timedelta(seconds=1),
}


def moment(value: date | time | timedelta | float) -> datetime:
    """Return the moment that a sheet means: it counts days, and lengths of time, from day zero."""
    match value:
        case datetime():
            return value
        case date():
            return datetime.combine(value, time())
        case time():
            return datetime.combine(_DAY_ZERO, value)
        case timedelta():
            return _DAY_ZERO + value
        case _:
            return _DAY_ZERO + timedelta(days=value)


def dated(value: datetime, parts: Sequence[str]) -> list[str]:
    """Return what each part of a format shows of a moment; m beside h or s is of minutes.

    >>> dated(datetime(2024, 4, 1), ["ggg", "e", "m", "dd"])
    ['令和', '6', '4', '01']
    """
    parts = [part.lower() for part in parts]
    by_halves = any("/" in part for part in parts)
    minutes = [
        part in ("m", "mm") and ("h" in before or "s" in after)
        for before, part, after in zip(["", *parts], parts, [*parts[1:], ""], strict=False)
    ]
    return [
        f"{value.minute:0{len(part)}}" if of_hour else _part(value, part, by_halves)
        for part, of_hour in zip(parts, minutes, strict=True)
    ]


def _part(value: datetime, part: str, by_halves: bool) -> str:
    if part[0] == "[":
        return f"{(value - _DAY_ZERO) // _UNITS[part[1]]:0{len(part) - 2}}"
    day = value.date()
    first, letter, era = next((e for e in _ERAS if e[0] <= day), _ERAS[-1])
    weekday, half = _WEEKDAYS[day.weekday()], "AM" if value.hour < 12 else "PM"
    words = {
        "g": letter,
        "gg": era[0],
        "ggg": era,
        "aaa": weekday,
        "aaaa": f"{weekday}曜日",
        "ddd": f"{day:%a}",
        "dddd": f"{day:%A}",
        "mmm": f"{day:%b}",
        "mmmm": f"{day:%B}",
        "am/pm": half,
        "a/p": half[0],
    }
    numbers = {
        "y": day.year if len(part) > 2 else f"{day:%y}",
        "e": day.year - first.year + 1,
        "m": day.month,
        "d": day.day,
        "h": (value.hour - 1) % 12 + 1 if by_halves else value.hour,
        "s": value.second,
    }
    return words.get(part) or f"{numbers[part[0]]:0>{min(len(part), 2)}}"
