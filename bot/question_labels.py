"""The numbers that a question names: SDG goals and targets, and those of sections."""

import re
from typing import Final

_GOAL: Final = re.compile(
    r"(?:ゴール|SDGs?(?:の)?(?:ゴール|目標)?|goals?|SDG)\s*(?:No\.?)?\s*(1[0-7]|[1-9])(?![\d.%]|番)"
    r"|(1[0-7]|[1-9])番(?:目)?の?(?:ゴール|目標)",
    re.IGNORECASE,
)
_TARGET: Final = re.compile(
    r"(?:ターゲット|ゴール|SDGs?の?|target|goal)\s*(1[0-7]\.[1-9a-f]\d?|[1-9]\.[1-9a-f]\d?)(?!\d*[%件人])",
    re.IGNORECASE,
)
_LABEL: Final = re.compile(
    r"(?:(?:基本|重点|主要|個別|戦略)?(?:目標|方針|施策|戦略|取組|取り組み|政策|分野|テーマ|柱)|重点プロジェクト)"
    r"\s?(?:\d{1,2}(?:-\d+)*|[IVⅠ-Ⅻ]+|[一二三四五六七八九十]+)"
    r"(?![\d.,%つ個件割人年番位本校種回円覧般部]|-\d)"
    r"|\d+(?:-\d+)+(?:-?[ア-ン])?"
    r"|第\s?[\d一二三四五六七八九十]+\s?[章節編部項]"
    r"|(?:(?<=^)|(?<=[\sの、「]))[ア-コ](?=の(?:指標|KPI|目標|ところ|プロジェクト|項目))"
    r"|(?<=[「『(])[ア-コ](?=[」』)])"
)


def goals_in(text: str) -> tuple[int, ...]:
    """Return the SDG goals named.

    >>> goals_in("ゴール11のKPI"), goals_in("SDGs 3と6番の目標"), goals_in("11.3の指標")
    ((11,), (3, 6), ())
    """
    return tuple(int(a or b) for a, b in _GOAL.findall(text))


def sdg_targets_in(text: str) -> tuple[str, ...]:
    """Return the SDG targets named: 11.3."""
    return tuple(_TARGET.findall(text))


def labels_in(text: str) -> tuple[str, ...]:
    """Return the numbers of sections named, without blanks.

    >>> labels_in("5-2-1の指標"), labels_in("第3章のKPI"), labels_in("戦略方針 2とエの目標")
    (('5-2-1',), ('第3章',), ('戦略方針2',))
    >>> labels_in("施策一覧"), labels_in("施策一の指標")
    ((), ('施策一',))
    """
    return tuple(label.replace(" ", "") for label in _LABEL.findall(text))


def without_labels(text: str) -> str:
    """Return a text without the labels of sections that it names."""
    return _LABEL.sub(" ", text)
