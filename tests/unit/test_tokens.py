"""Words, their places, and the terms that are counted."""

import threading

import pytest

from index.tokens import DICTIONARY, content_terms, tokenize

TERMS = [
    ("ジオツアーの参加者数は？", ["じお", "つあー", "参加", "者", "数"]),
    ("3,000万", ["3000", "万"]),  # one number, not 3 and 000
    ("５－１－１．のＷｉ－Ｆｉ", ["5-1-1", "wi-fi"]),
    ("H30のCO2", ["h30", "co2"]),
    ("ごみとゴミ", ["塵", "塵"]),  # one lemma, whichever kana
    ("ｶﾞｲﾄﾞとガイド", ["がいど", "がいど"]),
    ("取り組みました", ["取り組む"]),
    ("これは何ですか。教えてください", []),
    ("電話中ジオの講座", ["電話", "中", "じお", "講座"]),  # no 塩, which is read so behind a noun
    ("事業所がある所", ["事業", "所"]),  # what is put to a noun says what it is
    ('"引用, 符"', ["引用", "符"]),  # a comma and quotes in the features
    ("", []),
]


@pytest.mark.parametrize(("text", "terms"), TERMS)
def test_content_terms(text: str, terms: list[str]) -> None:
    assert content_terms(text) == terms


@pytest.mark.parametrize(
    "text", ["観光\0ガイド", "観光ガイド  ", " 観光\n\tガイド", "観光\ud800ガイド", "観光　ガイド"]
)
def test_traps_of_mecab_lose_nothing(text: str) -> None:
    words = [token.surface for token in tokenize(text) if token.surface.strip()]
    assert [word for word in words if word in ("観光", "ガイド")] == ["観光", "ガイド"]
    assert all(token.span.slice(text) == token.surface for token in tokenize(text))


def test_reading() -> None:
    assert [token.reading for token in tokenize("地下水を守る")] == ["チカ", "スイ", "ヲ", "マモル"]


def test_a_word_met_before_is_what_it_was() -> None:
    texts = ["上手な人が上手に回る", "市場の市場調査", "人気のない人気店", "がぎぐ・ブヌヨ"]
    first = [tokenize(text) for text in texts]
    assert [tokenize(text) for text in texts] == first


@pytest.mark.parametrize("blanks", [1, 5, 9000])
def test_blanks_at_a_cut_are_not_lost(blanks: int) -> None:
    text = "あ" * 3999 + " " * blanks + "第3回"
    assert tokenize(text)[-1].span.slice(text) == "回"
    assert content_terms(text)[-2:] == ["3", "回"]


def test_long_text_is_cut_without_loss() -> None:
    text = "湖の水質を保全する。" * 1500
    assert content_terms(text) == content_terms("湖の水質を保全する。") * 1500


def test_several_threads_at_once() -> None:
    expected = content_terms("湖の水質を保全する計画")
    found: list[list[str]] = []
    threads = [
        threading.Thread(target=lambda: found.append(content_terms("湖の水質を保全する計画")))
        for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [expected] * 8


def test_names_its_dictionary() -> None:
    assert DICTIONARY.startswith("unidic-lite/1.")


def test_a_name_in_kana_is_read_the_same_with_brackets_and_without() -> None:
    bare = content_terms("わかば号の利用者数")
    assert "号" in bare
    assert content_terms("「わかば号」の利用者数") == bare
    text = "バス「わかば号」の数"
    assert all(token.span.slice(text) == token.surface for token in tokenize(text))
