"""Whether a KPI row is named by another compound than the one asked about."""

import re
from collections.abc import Collection, Iterator
from functools import lru_cache
from itertools import takewhile
from typing import Final

from index.matching import letters_of
from index.normalize import hiragana
from index.quantities import fold_same_length
from index.tokens import Token, tokenize

_NOUNS: Final = frozenset({"名詞", "形状詞", "接頭辞", "接尾辞"})
_IN_BRACKETS: Final = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_GENERAL: Final = re.compile(
    "年間|月間|[年月]平均|一日|[市区町村県都道府]内|[市町村]民|[市町村]?役[所場]|全[市町村国]|[市町村県]|延べ?|総|累計|合計|全体"
    "|現在|最新|直近|目標|計画|最終|中間|今年度?|来年度?|年度|指標"
)
"""What may stand before a name and asks for nothing else."""
_PART: Final = re.compile(
    "(?:計画|戦略|プラン|ビジョン|構想|大綱|方針|施策|政策|目標|分野|[章編節期])$"
)
"""What a plan or a part of one is called by: of it a row is, in whatever words it is named."""


def is_narrower(topic: str, indicator: str, around: str) -> bool:
    """Whether what is asked about ends with the name of a row that says less.

    What the headings `around` say is said of the row as well.

    >>> is_narrower("外国人の宿泊者数", "市内の宿泊者数", "")
    True
    >>> is_narrower("年間宿泊者数", "宿泊者数", "")
    False
    >>> is_narrower("観光計画の宿泊者数", "宿泊者数", "")
    False
    """
    name = _IN_BRACKETS.sub("", fold_same_length(indicator)).strip()
    name = re.sub(rf"^(?:(?:{_GENERAL.pattern})の?)+", "", name)
    pattern = rf"(?<![一-鿿ァ-ヶー])([一-鿿ァ-ヶー]{{2,}})の?{re.escape(name)}"
    found = re.search(pattern, fold_same_length(topic)) if name else None
    before = _GENERAL.sub("", found[1]) if found and not _PART.search(found[1]) else ""
    return bool(before) and letters_of(before) not in letters_of(around)


def is_beside(topic: str, indicator: str, around: str, met: Collection[str]) -> bool:
    """Whether a compound is asked about, and a row names another one with the same end.

    What the headings `around` say, or the row has `met` in whatever words, is no other.

    >>> is_beside("胃がん検診の受診率", "歯周病検診の受診率", "", {"検診", "受診", "率"})
    True
    >>> is_beside("検診の受診率", "歯周病検診の受診率", "", {"検診", "受診", "率"})
    False
    """
    known, asked = letters_of(around), letters_of(topic)
    for own in _compounds(topic):
        for other in _compounds(indicator):
            pairs = zip(reversed(own), reversed(other), strict=False)
            same = sum(1 for _ in takewhile(lambda pair: pair[0].lemma == pair[1].lemma, pairs))
            before, beside = own[: len(own) - same], other[: len(other) - same]
            if not same or any(hiragana(token.lemma) in met for token in before):
                continue
            missing, named = _said(before), _said(beside)
            if missing and named and missing not in known and named not in asked:
                return True
    return False


@lru_cache(maxsize=1 << 12)
def _compounds(text: str) -> tuple[tuple[Token, ...], ...]:
    """Return the nouns of a text that stand together."""
    return tuple(_runs(tokenize(text)))


def _runs(tokens: Collection[Token]) -> Iterator[tuple[Token, ...]]:
    run: list[Token] = []
    for token in tokens:
        if run and (token.pos not in _NOUNS or token.span.start != run[-1].span.end):
            yield tuple(run)
            run = []
        if token.pos in _NOUNS:
            run.append(token)
    if run:
        yield tuple(run)


def _said(tokens: Collection[Token]) -> str:
    """Return the letters of what stands before a name, without what asks for nothing else."""
    return letters_of(_GENERAL.sub("", "".join(token.surface for token in tokens)))
