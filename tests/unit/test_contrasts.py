"""Words of one kind, of which one is never another."""

import pytest

from index.tokens import content_terms
from index.words.contrasts import CONTRASTS, is_other
from index.words.synonyms import load_synonyms


@pytest.mark.parametrize(
    ("asked", "said", "around", "other"),
    [
        ("イノシシの捕獲頭数", "ニホンジカの捕獲頭数", "鳥獣被害", True),
        ("イノシシの捕獲頭数", "イノシシ・ニホンジカの捕獲頭数", "", False),
        ("鹿の捕獲頭数", "ニホンジカの捕獲頭数", "", False),
        ("イノシシの捕獲頭数", "捕獲頭数 ニホンジカ", "イノシシ", False),
        ("イノシシの捕獲頭数", "捕獲頭数", "", False),
        ("小学校の数", "小中学校の数", "", False),
        ("大腸がん検診の受診率", "肺がん検診の受診率", "がん検診", True),
        ("がん検診の受診率", "肺がん検診の受診率", "", False),
        ("人口は何人になる", "関係人口の数", "", True),
        ("人口は何人になる", "将来人口", "", False),
    ],
)
def test_one_is_not_another(asked: str, said: str, around: str, *, other: bool) -> None:
    assert is_other(asked, (), said, around) is other


def test_what_english_words_are_called() -> None:
    assert is_other("nurses", [("看護", "師")], "医師数", "")


def test_the_list_is_well_formed() -> None:
    synonyms = load_synonyms(CONTRASTS.parent)
    for line in CONTRASTS.read_text("utf-8").splitlines():
        kinds = [
            {tuple(content_terms(name)): name for name in kind.split("＝")}
            for kind in line.split("#")[0].split("、")
            if line.split("#")[0].strip()
        ]
        assert len(kinds) != 1, line
        for i, kind in enumerate(kinds):
            others = {terms for other in (*kinds[:i], *kinds[i + 1 :]) for terms in other}
            likes = {
                like
                for terms, name in kind.items()
                for found in synonyms.find(name)
                if found.end - found.start == len(terms)
                for like in found.likes
            }
            assert () not in kind, line
            assert not kind.keys() & others or "小中" in line, line
            assert not likes & others - kind.keys(), line
