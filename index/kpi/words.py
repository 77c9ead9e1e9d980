"""What a word of a raw table is: a value, the tail of one, a share, a unit, or text."""

import re
from enum import StrEnum
from functools import lru_cache

from index.kpi.vocabulary import DASHES, LEADS, SHARES, VALUE_TAILS
from index.quantities import NOTE_MARK, OUT_OF, fold_same_length, is_period, is_unit
from index.tokens import tokenize

_NEAR = 8


class Kind(StrEnum):
    """The part that a word plays in a row."""

    VALUE = "value"
    TAIL = "tail"
    SHARE = "share"
    UNIT = "unit"
    TEXT = "text"


_VALUE = re.compile(
    r"(?P<lead>[^\s\d()、。△~-]{0,6}?)[△±+-]?\d(?:[\d,.]*\d)?(?:[十百千万億兆]+\d[\d,.]*)*[十百千万億兆]*"
    r"(?:\(\d[\d,.]*\)(?=[^\s()]))?"
    r"(?P<rest>[^\s()~]{0,16}?)(?:~[△±+-]?\d[\d,.]*(?P<more>[^\s()~]{0,8}?))?(?P<tail>\([^()]*\)|\([^()]{0,8})?"
)
_LEADS = re.compile(rf"[①-⑳]?(?:{LEADS}|年|月|平均|合計|最大|最低|最高|計)*")
_AFTER = re.compile(
    r"(?:以上|以下|未満|以内|超|程度|前後|を?(?:超える|維持|達成|確保)|増加?|減少?|短縮|削減|縮減|向上|上昇|低下|改善|/年度?|/月|台|余|弱|強)*"
)
_WORD_VALUE = re.compile(
    r"(?:(?:現状|水準)?(?:を?維持)|増加|減少|上昇|低下|向上|改善|黒字化?|ゼロ|延伸|拡大|縮小|継続|実施|検討"
    r"|全(?:校|地区|域|施設|市町村)|(?:制度|実績)?なし|半減|達成"
    r"|未(?:実施|開[設催始]|設[置定]|整備|策定|導入|着手|作成)|検討中|準備中"
    # 現状値以上, 全国平均並み, 前年度より増加: measured by another figure.
    r"|(?:現状|現況|基準|策定時|当初|前年度?|前回|全国|国|県|都|府|道)の?(?:平均|水準)?値?"
    r"(?:と?同(?:程度|水準|等)|並み|(?:より|から|を)?(?:以上|以下|未満|維持|増加?|減少?|向上|改善|上昇|低下|上回る|下回る)))"
    r"(?:を?目指(?:す|します)|を図る|させる|する|傾向)?へ?(?:\([^()]*\))?"
)


# 40%以上,60%以下 is one value.
_PAIR = re.compile(r"(?<=\D)[,・/](?=\d)")


@lru_cache(maxsize=1 << 13)
def kind_of(word: str) -> Kind:
    """Tell what a word is by itself.

    >>> [kind_of(w).value for w in ("780以下", "全19校", "未満", "(R4)")]
    ['value', 'value', 'tail', 'tail']
    >>> [kind_of(w).value for w in ("施策１", "男性", "人", "１㎥当たり")]
    ['text', 'share', 'unit', 'text']
    """
    folded = NOTE_MARK.sub("", fold_same_length(word))
    if DASHES.fullmatch(word) or _WORD_VALUE.fullmatch(folded):
        return Kind.VALUE
    if re.fullmatch(r"\(.*\)", folded) and is_unit(folded[1:-1]):
        return Kind.TEXT
    if is_period(word):
        return Kind.TAIL
    if is_unit(word):
        return Kind.UNIT
    if VALUE_TAILS.fullmatch(folded) or _is_dated_unit(folded):
        return Kind.TAIL
    if all(_is_figure(part) for part in _PAIR.split(OUT_OF.sub("", folded))):
        return Kind.VALUE
    if SHARES.fullmatch(word):
        return Kind.SHARE
    return Kind.TEXT


def _is_dated_unit(word: str) -> bool:
    """Whether a word is a unit and the year of the figure before it: 人(R5)."""
    found = re.fullmatch(r"([^()]+)\(([^()]+)\)", word)
    return bool(found) and is_unit(found[1]) and is_period(found[2])  # type: ignore[index]


def _is_figure(word: str) -> bool:
    """Whether a word is a figure with its unit, and not a piece of a name: 全19校, 市域の３％."""
    found = _VALUE.fullmatch(word)
    if not found:
        return False
    rests = [rest for rest in (found["rest"], found["more"]) if rest]
    plain = all(_is_unit_and_after(rest) for rest in rests)
    return plain and bool(_LEADS.fullmatch(found["lead"]) or rests)


def _is_unit_and_after(rest: str) -> bool:
    ends = [i for i in range(len(rest) + 1) if i == 0 or is_unit(rest[:i])]
    return any(_AFTER.fullmatch(rest, end) for end in ends)


@lru_cache(maxsize=1 << 12)
def cuts_word(above: str, below: str) -> bool:
    """Whether one word begins at the end of a line and ends on another.

    >>> cuts_word("保育士の充", "足率")
    True
    """
    near = above[-_NEAR:]
    tokens = tokenize(near + below[:_NEAR])
    return any(token.span.start < len(near) < token.span.end for token in tokens)
