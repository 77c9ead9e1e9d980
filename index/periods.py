"""Printed years: eras, fiscal years, ranges. Text is folded one character for one.

>>> parse_period("平成30年度"), parse_period("R元")
(Period(first=2018, last=2018), Period(first=2019, last=2019))
>>> parse_period("2023～27年度累計"), parse_period("'28")
(Period(first=2023, last=2027), Period(first=2028, last=2028))
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from index.normalize import fold_text

# One character for one, so that offsets in the folded text are offsets in the printed one.
_SAME_LENGTH: dict[str, str] = (
    {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
    | dict.fromkeys("〜∼～", "~")
    | dict.fromkeys("‐‑‒–—―−─－", "-")
    | dict.fromkeys("’‘`´", "'")
    | dict.fromkeys("〔【［〈", "[")
    | dict.fromkeys("〕】］〉", "]")
    | dict.fromkeys("、，", ",")
    | dict.fromkeys("∕⁄", "/")
    | {c: f for c in map(chr, range(0x2E80, 0x2FD6)) if len(f := fold_text(c)) == 1}
    | {"\u3000": " ", "\u00a0": " ", "⇒": "→", "➡": "→", "⇨": "→", "▲": "△", "ヶ": "か", "ヵ": "か"}
)
_FOLDED = re.compile(f"[{re.escape(''.join(_SAME_LENGTH))}]")
ERAS = {
    "明治": 1867,
    "大正": 1911,
    "昭和": 1925,
    "平成": 1988,
    "令和": 2018,
    "M": 1867,
    "T": 1911,
    "S": 1925,
    "H": 1988,
    "R": 2018,
}
_ERA = r"(?:明治|大正|昭和|平成|令和|(?<![A-Za-z])[MTSHR](?=\.?\s?(?:元|\d)))"
# 2000人 is a figure, not a year.
_COUNTED = (
    r"\s?(?:人(?!口)|名|件|円|千|万|億|回|[か箇カケ]所|世帯|戸|店|社|台(?!帳|風)|冊|枚|団体|施設|校|点|時間|分|歳|個"
    r"|歩|泊|席|床|頭|羽|尾|組|%|ポイント|[kmc]?[gml](?![a-z])|k[mWwl]|ha|t(?![a-z])|㎡|㎥|[MG]?W)"
)
_YEAR = (
    rf"(?:{_ERA}\.?\s?(?:元|\d{{1,2}})(?:\.(?:1[0-2]|[1-9])(?:\.\d{{1,2}})?)?(?![\d.,]*\d)"
    rf"|(?<![\d.])(?:19|20)\d\d(?![\d,.]*\d)(?!{_COUNTED})|(?<!\d)'\d\d(?!\d))"
)
# One year in both calendars: 令和元年度・2019年度.
_TWICE = rf"{_ERA}\.?\s?(?:元|\d{{1,2}})\s?年度?\s?[・/]\s?20\d\d(?=\s?年)"
_OF_YEAR = r"\s?(?:年度?|FY)?(?:\s?\d{1,2}\s?月(?:\s?\d{1,2}\s?日)?)?"
_GLOSS = rf"(?:\s?\(\s?{_YEAR}{_OF_YEAR}\s?\))?{_OF_YEAR}"
_RANGE = rf"(?:\s?(?:~|-|から)\s?(?:{_YEAR}|\d{{1,2}}(?![\d.,%])){_GLOSS})?"
_TAIL = r"(?:\s?(?:中間|期)?(?:末(?:時点)?|累計|時点|現在|まで(?:の累計)?|以降|平均|合計|間))*"
PERIOD = re.compile(rf"(?:{_TWICE}|{_YEAR}){_GLOSS}{_RANGE}{_TAIL}")
_ONE_YEAR = re.compile(rf"({_ERA})?\.?\s?(元|\d{{1,4}})|'(\d\d)")


@dataclass(frozen=True, slots=True)
class Period:
    """First and last calendar or fiscal year, both included."""

    first: int
    last: int


# Each shape of KPI is looked for in the same lines.
@lru_cache(maxsize=1 << 13)
def fold_same_length(text: str) -> str:
    """Fold widths, dashes and brackets one character for one, so that offsets stay.

    >>> fold_same_length("（Ｒ５年度）　△１，２３４")
    '(R5年度) △1,234'
    """
    # Of a Japanese text few letters change: str.translate asks for each of them.
    return _FOLDED.sub(lambda found: _SAME_LENGTH[found[0]], text)


def parse_period(text: str | None) -> Period | None:
    """Return the years that a printed period names, None if it names none.

    >>> parse_period("R6～R10"), parse_period("２０２４年"), parse_period("上昇")
    (Period(first=2024, last=2028), Period(first=2024, last=2024), None)
    """
    found = PERIOD.search(fold_same_length(text or ""))
    return _years_of(found.group()) if found else None


@lru_cache(maxsize=4096)
def _years_of(printed: str) -> Period | None:
    base, years = 0, []
    for part in re.split(r"~|-|から", printed):
        year = _ONE_YEAR.search(part)
        if not year:
            continue
        era, number, short = year.groups()
        if era:
            base = ERAS[era]
        if short:
            years.append(2000 + int(short))
        elif number == "元":
            years.append(base + 1)
        elif len(number) == 4:
            years.append(int(number))
        elif base:
            years.append(base + int(number))
        elif years:
            years.append(years[0] - years[0] % 100 + int(number))
    return Period(years[0], max(years)) if years else None


def is_period(text: str) -> bool:
    """Whether the text is nothing but a period, with or without brackets.

    >>> is_period("（令和５年度）"), is_period("2018"), is_period("2021年度より運用開始")
    (True, True, False)
    """
    bare = fold_same_length(text).strip().strip("()[]:").strip()
    found = PERIOD.match(bare)
    return bool(found) and found.end() == len(bare) if found else False
