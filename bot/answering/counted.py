"""What a question counts, and whether a KPI row counts the same."""

import re
from collections.abc import Collection
from typing import Final

from bot.question import Question
from index.domain import KpiRow
from index.quantities import fold_same_length

_MEASURES: Final = frozenset(
    ("数", "面積", "額", "金額", "残高", "率", "割合", "比率", "量", "件数", "回数", "台数", "費用")
)
_COUNTED: Final = re.compile(
    # From where a word begins: a text without blanks would be searched from every letter of it.
    r"(?<![一-鿿ァ-ヶーA-Za-z])([一-鿿ァ-ヶーA-Za-z]+)(?:の?数(?=[はをがって?、。？\s]|$)"
    r"|(?:[はがも]|って)?、?(?:全部で)?いくつ(?!まで|から|[にをへ]))"
)
_PERSONS: Final = re.compile(r"(?:[人者員客民生士師名子徒親性]|世帯|児童|高齢|子ども|こども)$")


_PER_HEAD: Final = re.compile(r"[1一]人\s?(?:[1一]日|[当あ]たり|につき)")
_OF_ONE: Final = re.compile(r"[1一]人|[当あ]たり|/\s?人|人\s?[・/]\s?日|人日")


def is_measure(terms: Collection[str]) -> bool:
    """Whether words say only what something is measured in: 面積 is nobody's by itself."""
    return _MEASURES.issuperset(terms)


def miscounts(row: KpiRow, question: Question) -> bool:
    """Whether the number of things is asked for, and a row names them but counts something else.

    講座の数 is not 講座の参加者数, 市民の数 is not the number of 校区 that do something for them;
    what is asked for each person is not the sum.
    """
    asked = _COUNTED.search(fold_same_length(question.topic))
    unit = fold_same_length(row.unit or "")
    name = fold_same_length(row.indicator)
    if _PER_HEAD.search(fold_same_length(question.text)):
        return not _OF_ONE.search(f"{name} {unit}")
    if not asked or not unit or f"{asked[1]}数" in name:
        return False
    if asked[1] not in name:
        return not _PERSONS.search(asked[1]) and bool(re.search("[人名円]", unit))
    if re.search(rf"{re.escape(asked[1])}の?[一-鿿]{{0,4}}(?<![者員人客件])[数率割]", name):
        return False
    if _PERSONS.search(asked[1]):
        return not re.search("[人名件%]|世帯", unit)
    return bool(re.search("[人名円]", unit)) or name.endswith("件数")
