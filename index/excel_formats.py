"""What a cell of a spreadsheet shows: its value in its number format.

Source: ECMA-376 Part 1, 18.8.31. Fractions and powers of ten are shown as General shows them, and
dates in one of three usual ways.
"""

import re
from datetime import date, time
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from index.periods import ERAS

_SECTION: Final = re.compile(r'(?:"[^"]*"|\\.|[^;"\\])+')
_SILENT: Final = re.compile(r"\[[^\]]*\]|[_*].")
_GENERAL: Final = re.compile(r"General|@|E[+-]|[#?]/", re.IGNORECASE)
_LITERAL: Final = r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)'
_NUMBER_PART: Final = re.compile(
    rf"{_LITERAL}|(?P<whole>[#0?,]*[#0?])(?:\.(?P<decimals>[#0?]+))?(?P<thousands>,*)|."
)


def shown(value: object, number_format: str) -> str:
    """Return what a cell shows, its breaks as blanks; empty where it holds nothing.

    >>> shown(0.853, '0.0%'), shown(1196, '#,##0"人"'), shown(-2500, '#,##0;"▲ "#,##0')
    ('85.3%', '1,196人', '▲ 2,500')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, date):
        return _date(value, number_format)
    if isinstance(value, int | float):
        return _number(Decimal(repr(value)), number_format)
    if isinstance(value, time):
        return f"{value.hour}:{value.minute:02}"
    return " ".join(str(value).split())


def _number(value: Decimal, number_format: str) -> str:
    sections = _SECTION.findall(number_format)
    if not sections or _GENERAL.search(number_format):
        return f"{float(value):.15g}" if value % 1 else f"{value:.0f}"
    section = sections[0]
    if value < 0 and len(sections) > 1:
        section, value = sections[1], -value
    elif value == 0 and len(sections) > 2:
        section = sections[2]
    section = _SILENT.sub("", section)
    value *= 100 if "%" in re.sub(_LITERAL, "", section) else 1
    words = "".join(_number_part(match, value) for match in _NUMBER_PART.finditer(section))
    return " ".join(words.split())


def _number_part(part: re.Match[str], value: Decimal) -> str:
    if not part["whole"]:
        return part["quoted"] or part["escaped"] or (part[0] if len(part[0]) == 1 else "")
    decimals = part["decimals"] or ""
    value = value.scaleb(-3 * len(part["thousands"]))
    value = value.quantize(Decimal(1).scaleb(-len(decimals)), ROUND_HALF_UP)
    text = f"{value:,f}" if "," in part["whole"] else f"{value:f}"
    for optional in reversed(decimals):
        if optional == "0" or not text.endswith("0"):
            break
        text = text[:-1]
    text = text.rstrip(".") if decimals else text
    return text.zfill(part["whole"].count("0") + len(decimals) + bool(decimals))


def _date(value: date, number_format: str) -> str:
    """Return 令和6年4月1日, 2024年4月1日 or 2024/4/1, and no day where the format has none."""
    form = _SILENT.sub("", number_format)
    parts = [value.month, *([value.day] if "d" in form else [])]
    if "g" in form or "e" in form:
        eras = ((name, value.year - before) for name, before in ERAS.items() if len(name) > 1)
        name, year = [(name, year) for name, year in eras if year > 0][-1]
        if (name, value.year) == ("令和", 2019) and value.month < 5:
            name, year = "平成", 31
        return f"{name}{year}年" + "".join(map("{}{}".format, parts, "月日"))
    if "年" in form:
        return f"{value.year}年" + "".join(map("{}{}".format, parts, "月日"))
    return "/".join(map(str, (value.year, *parts)))
