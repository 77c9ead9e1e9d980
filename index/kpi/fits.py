"""What a cell may hold: whether it may stand in a column of values, of units or of years."""

import re

from index.kpi.broken import WHOLE
from index.kpi.labels import is_empty
from index.kpi.source import Printed
from index.kpi.values import is_value
from index.kpi.vocabulary import AUDIENCES, OWNERS, QUALITATIVE, Role
from index.kpi.words import Kind, kind_of
from index.quantities import fold_same_length, is_period, is_unit

_FIGURE = re.compile(r"[約延△▲]?\d[\d,.]*(?:[^\s\d()、。]{0,3}|[千万億]?t-)")
_MARKED = re.compile(r"[①-⑳]\s?[^\W\d]")
_AIMED = re.compile(rf"(?:{QUALITATIVE.pattern})(?:する|を?図る|を?目指す)$")
_TORN_WORD = re.compile("[ァ-ヶー]{1,2}")  # パーセン|ト
_UNIT = re.compile(r"[^\s\d()、。・のをがは]{1,6}")


def fits(cell: Printed, role: Role | None) -> bool:
    """Whether a cell may stand in a column: of units, of years, or else of values.

    >>> [fits(Printed(text, ()), Role.TARGET) for text in ("85％以上", "－", "現状維持", "総務課")]
    [True, True, True, False]
    >>> [fits(Printed(text, ()), Role.UNIT) for text in ("か所", "総務課", "利用者数")]
    [True, False, False]
    >>> fits(Printed("R4年度", ()), Role.WHEN), fits(Printed("R4年度", ()), Role.TARGET)
    (True, False)
    """
    if is_empty(cell):
        return True
    if role is Role.UNIT:
        return is_unit(cell.text) or may_be_unit(cell)
    if role is Role.WHEN:
        return is_period(cell.text)
    return (kind_of(cell.key) is Kind.VALUE or is_figure(cell)) and is_value(cell.text)


def is_figure(cell: Printed) -> bool:
    """Whether a cell is a value, or a figure with a few letters behind it.

    >>> [is_figure(Printed(text, ())) for text in ("12 人", "43.5千t-", "3年生", "R4", "②喫煙率")]
    [True, True, True, False, False]
    """
    kinds = {kind_of(word) for word in cell.text.split()}
    if AUDIENCES.fullmatch(cell.key) or _MARKED.match(cell.text):
        return False
    if Kind.VALUE in kinds and Kind.TEXT not in kinds:
        return True
    parts = re.sub(r"(?:\([^()]*\))+$", "", fold_same_length(cell.key)).split("/")
    return bool(kinds) and all(map(_FIGURE.fullmatch, parts))


def is_aim(cell: Printed) -> bool:
    """Whether words say what is aimed at.

    >>> [is_aim(Printed(text, ())) for text in ("必要な数の確保を目指す", "増加の理由")]
    [True, False]
    """
    return bool(_AIMED.search(cell.key)) and is_value(cell.text)


def may_be_unit(cell: Printed) -> bool:
    """Whether a word that is no known unit may be one: no department, no end of a name or word."""
    other = OWNERS.fullmatch(cell.key) or WHOLE.search(cell.key) or _TORN_WORD.fullmatch(cell.key)
    return bool(_UNIT.fullmatch(cell.key)) and not other
