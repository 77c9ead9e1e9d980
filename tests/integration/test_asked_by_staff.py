"""What staff asked of two invented towns and was answered wrongly, with the encoder that ships."""

from functools import partial
from pathlib import Path

import pytest

from bot.answer import answer
from bot.domain import Answer, Notice
from bot.question import parse
from bot.several import answer_all
from index.encoder import load_encoder
from index.opening import open_searcher
from index.search import Searcher

TOWNS = Path(__file__).resolve().parents[1] / "eval" / "towns"


def opened(town: str, folder: Path) -> Searcher:
    return open_searcher(TOWNS / town, folder / town, encoder=load_encoder())


@pytest.fixture(scope="module")
def care(tmp_path_factory: pytest.TempPathFactory) -> Searcher:
    return opened("wakabano", tmp_path_factory.mktemp("index"))


@pytest.fixture(scope="module")
def resort(tmp_path_factory: pytest.TempPathFactory) -> Searcher:
    return opened("oborodani", tmp_path_factory.mktemp("index"))


def asked(searcher: Searcher, text: str) -> Answer:
    read = partial(parse, catalogue=searcher.snapshot.plans, writing=searcher.writing)
    return answer_all(text, read, searcher, sparing=True)[1]


@pytest.mark.parametrize(
    "text", ["表4-2の訪問介護", "表4-2の訪問介護の見込量", "表4-2の令和8年度の通所介護"]
)
def test_a_row_of_a_table_named_by_its_number(care: Searcher, text: str) -> None:
    found = asked(care, text)
    assert [citation.path[-1][:4] for citation in found.citations[:1]] == ["表4-2"]
    assert "介護（回）" in found.citations[0].quote


def test_a_numbered_table_without_such_a_row_says_nothing(care: Searcher) -> None:
    assert asked(care, "表4-2の火葬場").citations == ()


def test_a_place_may_be_a_shop(care: Searcher) -> None:
    assert "駅前の喫茶店" in asked(care, "認知症カフェはどこ").citations[0].quote


def test_figures_over_the_years(care: Searcher) -> None:
    found = asked(care, "高齢化率の推移")
    assert "高齢化率" in found.citations[0].quote
    assert asked(care, "出生数の推移").citations == ()


def test_the_whole_comes_before_a_part_that_was_not_asked_for(resort: Searcher) -> None:
    def shown(text: str) -> list[str]:
        return [finding.row.indicator for finding in asked(resort, text).kpi]

    part = "1月・2月の延べ宿泊客数"
    assert shown("2026年の宿泊者数の目標") == ["延べ宿泊客数", part]
    assert shown("2026年の1月の宿泊者数の目標") == [part]


def test_quotes_much_less_sure_than_the_first_are_candidates(care: Searcher) -> None:
    text = "坂のまち体操って誰が考えたの？"
    whole, short = answer(text, care), answer(text, care, sparing=True)
    assert len(short.citations) < len(whole.citations)
    assert set(whole.citations) <= {*short.citations, *short.alternatives}


def test_a_town_that_is_named_and_says_nothing_is_told_of(tmp_path: Path) -> None:
    searcher = open_searcher(None, tmp_path, encoder=load_encoder())
    found = asked(searcher, "美祢市と熊本市のジオツアー参加者数の目標")
    assert [finding.row.plan_id for finding in found.kpi] == ["mine"]
    assert found.silent == ("熊本市",)
    assert Notice.TOWN_SILENT in found.notices
    assert asked(searcher, "美祢市と熊本市の脱炭素の取組").silent == ()


def test_a_row_named_by_all_words_is_meant_whatever_the_year(tmp_path: Path) -> None:
    searcher = open_searcher(None, tmp_path, encoder=load_encoder())
    found = asked(searcher, "地域活動に参加した市民の割合の2023年の目標は？")
    assert [finding.row.indicator[:4] for finding in found.kpi] == ["地域活動"]
    assert Notice.PERIOD_NOT_STATED in found.notices
