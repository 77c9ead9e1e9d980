"""The numbers that a question names: SDG goals and targets, and those of sections."""

import re
from typing import Final

_GOAL: Final = re.compile(
    r"(?:ゴール|SDGs?(?:の)?(?:ゴール|目標)?|goals?|SDG)\s*(?:No\.?)?\s*(1[0-7]|[1-9])(?![\d.%])"
    r"|(1[0-7]|[1-9])番(?:目)?の?(?:ゴール|目標)",
    re.IGNORECASE,
)
_TARGET: Final = re.compile(
    r"(?:ターゲット|ゴール|SDGs?の?|target|goal)\s*(1[0-7]\.[1-9a-f]\d?|[1-9]\.[1-9a-f]\d?)(?!\d*[%件人])"
    r"|(?<![\d.,-])((?:1[0-7]|[1-9])\.[1-9a-f])(?=(?:に|と)(?:関連|関係|関す|紐|ひも|対応|当た)|のターゲット)",
    re.IGNORECASE,
)
_KINDS: Final = (
    "(?:(?:基本|重点|主要|個別|戦略)?"
    "(?:目標|方針|施策|戦略|取組|取り組み|政策|分野|テーマ|柱)|重点プロジェクト)"
)
_RANGE: Final = re.compile(
    rf"(?P<kind>{_KINDS})\s?(?P<first>\d{{1,2}})\s?"
    rf"(?P<to>から|[~〜～]|と|・|及び)\s?(?:{_KINDS}\s?)?(?P<last>\d{{1,2}})"
    r"(?![\d.,%つ個件割人年番位本校種回円]|-\d)(?:まで)?"
)
_FROM: Final = ("から", "~", "〜", "～")
_MOST: Final = 12
_LABEL: Final = re.compile(
    rf"{_KINDS}"
    r"\s?(?:\d{1,2}(?:-\d+)*|[IVⅠ-Ⅻ]+|[一二三四五六七八九十]+)"
    r"(?![\d.,%つ個件割人年番位本校種回円覧般部]|-\d)"
    r"|\d+(?:-\d+)+(?:-?[ア-ン])?"
    r"|第\s?[\d一二三四五六七八九十]+\s?[章節編部項]|(?<![\d.-])\d{1,2}[章節](?!句)"
    r"|(?:(?<=^)|(?<=[\sの、「]))[ア-コ](?=の(?:指標|KPI|目標|ところ|プロジェクト|項目))"
    r"|(?<=[「『(])[ア-コ](?=[」』)])"
    r"|(?<![A-Za-z\d-])[A-Z]-\d{1,2}(?=の(?:指標|KPI|目標|ところ|とこ|取組|施策|項目))"
)
_ENGLISH: Final = re.compile(
    r"\b(?:(basic (?:goal|objective))|(strategy)|(measure)|(pillar)"
    r"|(priority (?:initiative|action|measure))) (\d{1,2}(?:-\d{1,2})*)\b(?![.,]\d| ?%)",
    re.IGNORECASE,
)
_JAPANESE: Final = ("基本目標", "戦略", "施策", "柱", "重点取組")
_CHAPTER: Final = re.compile(r"\bchapter (\d{1,2})\b", re.IGNORECASE)
_SPOKEN: Final = re.compile(r"(?<![\d.])(\d{1,2})の(\d{1,2})(?=の(?:指標|KPI|目標))")
_ORDINAL: Final = re.compile(
    r"([1-9])(?:つ|番)[目め]の((?:基本|重点)?(?:目標|方針|施策|戦略|取組|柱))(?=の|に|は)"
)


def as_printed(text: str) -> str:
    """Return a text with the numbers of sections as plans print them.

    >>> as_printed("KPIs of basic goal 4"), as_printed("2の1の指標"), as_printed("1つめの柱の指標")
    ('KPIs of 基本目標4', '2-1の指標', '柱1の指標')
    """
    text = _ENGLISH.sub(_in_japanese, text)
    text = _CHAPTER.sub(r"第\1章", text)
    return _ORDINAL.sub(r"\2\1", _SPOKEN.sub(r"\1-\2", text))


def _in_japanese(found: re.Match[str]) -> str:
    kinds = zip(found.groups(), _JAPANESE, strict=False)
    return next(japanese for english, japanese in kinds if english) + found[6]


def goals_in(text: str) -> tuple[int, ...]:
    """Return the SDG goals named.

    >>> goals_in("ゴール11のKPI"), goals_in("SDGs 3と6番の目標"), goals_in("11.3の指標")
    ((11,), (3, 6), ())
    >>> goals_in("SDGsの11番が付いている指標")
    (11,)
    """
    return tuple(int(a or b) for a, b in _GOAL.findall(text))


def sdg_targets_in(text: str) -> tuple[str, ...]:
    """Return the SDG targets named.

    >>> [sdg_targets_in(text) for text in ("ターゲット11.3", "4.5に関連する指標", "4.5%")]
    [('11.3',), ('4.5',), ()]
    """
    return tuple(named or bare for named, bare in _TARGET.findall(text))


def without_goals(text: str) -> str:
    """Return a text without the SDG goals and targets that it names."""
    return _GOAL.sub(" ", _TARGET.sub(" ", text))


def labels_in(text: str) -> tuple[str, ...]:
    """Return the numbers of sections named, without blanks.

    >>> labels_in("5-2-1の指標"), labels_in("第3章のKPI"), labels_in("戦略方針 2とエの目標")
    (('5-2-1',), ('第3章',), ('戦略方針2',))
    >>> labels_in("施策一覧"), labels_in("施策一の指標"), labels_in("目標1から3まで")
    ((), ('施策一',), ('目標1', '目標2', '目標3'))
    >>> labels_in("A-2の指標"), labels_in("B-1グランプリの来場者")
    (('A-2',), ())
    """
    named = _LABEL.findall(_RANGE.sub(_each, text))
    return tuple(dict.fromkeys(label.replace(" ", "") for label in named))


def without_labels(text: str) -> str:
    """Return a text without the labels of sections that it names."""
    return _LABEL.sub(" ", _RANGE.sub(" ", text))


def _each(found: re.Match[str]) -> str:
    """Return the numbers from one to another: 目標1から3まで is 目標1 目標2 目標3."""
    first, last = int(found["first"]), int(found["last"])
    between = range(first, last + 1) if found["to"] in _FROM else (first, last)
    return " ".join(f"{found['kind']}{number}" for number in between[:_MOST]) + " "
