"""Rows that may not be what is asked for: it is said, or a surer sentence stands in their place."""

from collections.abc import Callable
from pathlib import Path

import pytest

from bot.answer import answer
from bot.domain import Notice
from index.encoder import load_encoder
from index.opening import open_searcher
from index.search import Searcher

TOWNS = Path(__file__).resolve().parents[1] / "eval" / "towns"
Open = Callable[[str], Searcher]


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Open:
    folder, opened = tmp_path_factory.mktemp("index"), dict[str, Searcher]()

    def open_town(name: str) -> Searcher:
        if name not in opened:
            opened[name] = open_searcher(TOWNS / name, folder / name, encoder=load_encoder())
        return opened[name]

    return open_town


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("aizomeno", "特定健診の受診率の目標"),
        ("hagoromose", "保育士の新規就職者数の目標は？"),
        ("shiomisaki", "産業部門だけの温室効果ガスの2030年目標は何千トンですか"),
    ],
)
def test_a_row_that_may_be_another_says_so(town: Open, name: str, text: str) -> None:
    found = answer(text, town(name))
    assert Notice.OTHER_NAME in found.notices or not found.kpi


def test_a_row_that_is_surely_meant_says_nothing(town: Open) -> None:
    found = answer("温室効果ガス排出量の2030年の目標は？", town("shiomisaki"))
    assert found.kpi
    assert Notice.OTHER_NAME not in found.notices


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("shiomisaki", "外国人って市内に何人住んでるの？", "5,230人"),
        ("yanasebara", "町税の令和9年度の見込み", "1,347"),
    ],
)
def test_a_surer_sentence_stands_in_the_place_of_a_row(
    town: Open, name: str, text: str, said: str
) -> None:
    found = answer(text, town(name))
    assert not found.kpi
    assert said in found.citations[0].quote
