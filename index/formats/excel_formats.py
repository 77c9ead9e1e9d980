"""What a cell of a spreadsheet shows: its value in its number format.

Source: ECMA-376 Part 1, 18.8.30 and 18.8.31, as Excel shows it in Japan. Fractions and powers of
ten are shown as General shows them, and a point only where decimals follow.
"""

import operator
import re
from collections.abc import Callable, Sequence
from datetime import date, time, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, Final

from index.formats.excel_dates import LAST_DAY, dated, moment

IN_JAPAN: Final = {
    **dict.fromkeys((5, 6, 42), "¥#,##0;-¥#,##0"),
    **dict.fromkeys((7, 8, 44), "¥#,##0.00;-¥#,##0.00"),
    14: "yyyy/m/d",
    22: "yyyy/m/d h:mm",
    **dict.fromkeys((27, 36, 50, 57), "ge.m.d"),
    **dict.fromkeys((28, 29, 51, 54, 58), "ggge年m月d日"),
    30: "m/d/yy",
    31: "yyyy年m月d日",
    32: "h時mm分",
    33: "h時mm分ss秒",
    **dict.fromkeys((34, 52, 55), "yyyy年m月"),
    **dict.fromkeys((35, 53, 56), "m月d日"),
    **dict.fromkeys((37, 38), "#,##0;-#,##0"),
    **dict.fromkeys((39, 40), "#,##0.00;-#,##0.00"),
    41: '#,##0;-#,##0;"-"',
    43: '#,##0.00;-#,##0.00;"-"',
}
"""The formats that a file gives by number alone and that are others in Japan than elsewhere."""

_TOKEN: Final = re.compile(
    r'"(?P<quoted>[^"]*)"|[\\!](?P<escaped>.)|\[\$(?P<currency>[^\]-]*)[^\]]*\]'
    r"|\[(?P<compare>[<>=]+)(?P<limit>-?[\d.]+)\]"
    r"|(?P<general>General|@)|(?P<power>E[+-]|[#?0]\s*/\s*[#?\d])"
    r"|(?P<date>\[(?:h+|m+|s+)\]|AM/PM|A/P|y+|m+|d+|a{3,}|g+|e+|h+|s+)"
    r"|(?P<silent>\[[^\]]*\]|[_*].)|(?P<end>;)|(?P<digit>[#?0])|(?P<printed>.)",
    re.IGNORECASE | re.DOTALL,
)
# Words set upright: a letter a line.
_UPRIGHT: Final = re.compile(r"\S(?:\n\S)+")
_Section = Sequence[re.Match[str]]
_COMPARISONS: Final[dict[str, Callable[[Any, Any], bool]]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "=": operator.eq,
    "<>": operator.ne,
}
_GENERAL_WIDTH: Final = 11


def shown(value: object, number_format: str) -> str:
    """Return what a cell shows, its breaks as blanks; empty where it shows nothing.

    >>> shown(0.853, '0.0%'), shown(1196, '#,##0"人"'), shown(-2500, '#,##0;"▲ "#,##0')
    ('85.3%', '1,196人', '▲ 2,500')
    """
    sections = _sections(number_format)
    if isinstance(value, bool):
        words = str(value).upper()
    elif isinstance(value, date | time | timedelta):
        words = _date(value, sections[0])
    elif isinstance(value, int | float):
        words = _number(Decimal(repr(value)), sections)
    else:
        words = _text("" if value is None else str(value), sections)
    return words.replace("\n", "") if _UPRIGHT.fullmatch(words) else " ".join(words.split())


def _sections(number_format: str) -> Sequence[_Section]:
    """Part a format into those for positive, negative, zero and text."""
    sections: list[list[re.Match[str]]] = [[]]
    for token in _TOKEN.finditer(number_format or "General"):
        if token["end"]:
            sections.append([])
        else:
            sections[-1].append(token)
    return sections


def _literal(token: re.Match[str]) -> str:
    return token["quoted"] or token["escaped"] or token["currency"] or token["printed"] or ""


def _text(value: str, sections: Sequence[_Section]) -> str:
    if len(sections) < 4 and not _is_of_text(sections[-1]):
        return value
    return "".join(value if token["general"] else _literal(token) for token in sections[-1])


def _is_of_text(section: _Section) -> bool:
    return any(token[0] == "@" for token in section)


def _number(value: Decimal, sections: Sequence[_Section]) -> str:
    numeric = sections[:-1] if len(sections) > 1 and _is_of_text(sections[-1]) else sections[:3]
    section, value = _chosen(value, numeric)
    if any(token["power"] for token in section):
        return _general(value)
    of_date = any(token["date"] for token in section)
    if of_date and not any(token["digit"] for token in section) and 0 <= value <= LAST_DAY:
        return _date(float(value), section)  # openpyxl takes a format of g and e alone for none
    words, is_zero = _filled(abs(value), section)
    return f"-{words}" if value < 0 and words and not is_zero else words


def _chosen(value: Decimal, sections: Sequence[_Section]) -> tuple[_Section, Decimal]:
    """Return the section that a number is shown in, and the number with the sign it still needs."""
    limits = [(section, token) for section in sections for token in section if token["compare"]]
    for section, token in limits:
        compare, limit = token["compare"], Decimal(token["limit"])
        if _COMPARISONS[compare](value, limit):
            return section, abs(value) if compare.startswith("<") and limit <= 0 else value
    if limits:
        return sections[-1], value
    if value < 0 and len(sections) > 1:
        return sections[1], -value
    return sections[2 if value == 0 and len(sections) > 2 else 0], value


def _general(value: Decimal) -> str:
    """Return a number as General shows it in a column that is wide enough."""
    if value == value.to_integral_value():
        return f"{value:.0f}"
    room = _GENERAL_WIDTH - len(f"{abs(value):.0f}") - 1
    words = f"{round(value, max(room, 0)):f}"
    return words.rstrip("0").rstrip(".")


def _filled(value: Decimal, section: _Section) -> tuple[str, bool]:
    """Return a section with a number's digits in their places, and whether they are all 0."""
    marks = [token["digit"] or token["printed"] or "" for token in section]
    digits = [at for at, token in enumerate(section) if token["digit"]]
    point = marks.index(".") if "." in marks else len(marks)
    whole = [at for at in digits if at < point]
    decimals = [at for at in digits if at > point]
    last = whole[-1] if whole else point
    commas = [at for at, mark in enumerate(marks) if mark == "," and digits and at > digits[0]]
    value *= 100 ** marks.count("%")
    value = value.scaleb(-3 * sum(at > last for at in commas))  # parts, but divides at the end
    if digits:
        value = value.quantize(Decimal(1).scaleb(-len(decimals)), ROUND_HALF_UP)
    integer, _, fraction = f"{value:f}".partition(".")
    least = len(whole) - next((n for n, at in enumerate(whole) if marks[at] == "0"), len(whole))
    figures = list(integer.lstrip("0").zfill(least))
    if any(at < last for at in commas):
        behind = range(len(figures) - 1, -1, -1)
        figures = [f"{f}," if n and n % 3 == 0 else f for n, f in zip(behind, figures, strict=True)]
    words = [_general(value) if token["general"] else _literal(token) for token in section]
    for at in commas:
        words[at] = ""
    for at in reversed(whole[1:]):
        words[at] = figures.pop() if figures else ""
    for n, at in enumerate(decimals):
        words[at] = fraction[n] if marks[at] == "0" or fraction[n:].strip("0") else ""
    if decimals and not any(words[at] for at in decimals):
        words[point] = ""
    if digits:
        first = whole[0] if whole else point
        words[first] = "".join(figures) + (words[first] if first == point else "")
    return "".join(words), not value


def _date(value: date | time | timedelta | float, section: _Section) -> str:
    parts = [token["date"] for token in section if token["date"]]
    if not parts:
        return _date(value, _sections("yyyy/m/d")[0])
    said = iter(dated(moment(value), parts))
    return "".join(next(said) if token["date"] else _literal(token) for token in section)
