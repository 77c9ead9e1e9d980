"""Folding, and the way back to the source."""

import pytest

from index.domain import Span
from index.normalize import fold, fold_text, hiragana

FOLDED = [
    ("ＳＤＧｓ", "sdgs"),
    ("ｶﾞｲﾄﾞ養成", "ガイド養成"),  # half-width kana with voicing marks of their own
    ("か\u3099いと\u3099", "がいど"),  # combining voicing marks
    ("８５％以上", "85%以上"),
    ("㌫", "パーセント"),
    ("①⑴Ⅳ", "1(1)iv"),
    ("令和６年度～", "令和6年度~"),
    ("令和６年度〜", "令和6年度~"),  # the other wave
    ("２０２２－２０２６", "2022-2026"),
    ("２０２２―２０２６", "2022-2026"),
    ("⾼齢者の⽣活", "高齢者の生活"),  # Kangxi radicals from a PDF
    ("⻑期", "長期"),  # a radical that NFKC leaves alone
    ("コー\u200bヒー", "コーヒー"),
]


@pytest.mark.parametrize(("text", "folded"), FOLDED)
def test_folds(text: str, folded: str) -> None:
    assert fold_text(text) == folded
    assert fold(text).text == folded


def test_finds_the_way_back() -> None:
    text = "ｼﾞｵｶﾞｲﾄﾞの㌫"
    folded = fold(text)
    at = folded.text.index("ガイド")
    assert folded.to_source(Span(at, at + 3)).slice(text) == "ｶﾞｲﾄﾞ"
    at = folded.text.index("セン")
    assert folded.to_source(Span(at, at + 2)).slice(text) == "㌫"
    assert folded.to_source(Span(0, len(folded.text))) == Span(0, len(text))
    assert fold("").to_source(Span(0, 0)) == Span(0, 0)


def test_hiragana() -> None:
    assert hiragana("ゴミ・クリーン") == "ごみ・くりーん"
