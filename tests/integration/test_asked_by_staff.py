"""What staff asked of two invented towns and was answered wrongly, with the encoder that ships."""

from functools import partial
from pathlib import Path

import pytest

from bot.answer import answer
from bot.domain import Answer, NearKind, Notice
from bot.question import Question, parse
from bot.serving.follow_ups import follow_up
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


@pytest.fixture(scope="module")
def weavers(tmp_path_factory: pytest.TempPathFactory) -> Searcher:
    return opened("hagoromose", tmp_path_factory.mktemp("index"))


def asked(searcher: Searcher, *lines: str) -> Answer:
    """Ask one line after the other, as in a thread; return the last answer."""
    before: Question | None = None
    for text in lines:
        read = partial(_read, searcher=searcher, before=before)
        before, found = answer_all(text, read, searcher, sparing=True)
    return found


def _read(text: str, *, searcher: Searcher, before: Question | None) -> Question:
    question = parse(text, searcher.snapshot.plans, before, writing=searcher.writing)
    return follow_up(text, question, before) if before else question


@pytest.mark.parametrize(
    "text", ["表4-2の訪問介護", "表4-2の訪問介護の見込量", "表4-2の令和8年度の通所介護"]
)
def test_a_row_of_a_table_named_by_its_number(care: Searcher, text: str) -> None:
    found = asked(care, text)
    assert [citation.path[-1][:4] for citation in found.citations[:1]] == ["表4-2"]
    assert "介護（回）" in found.citations[0].quote


def test_a_numbered_table_without_such_a_row_says_nothing(care: Searcher) -> None:
    assert asked(care, "表4-2の火葬場").citations == ()


def test_who_asks_for_indicators_is_not_answered_by_a_line_of_text(care: Searcher) -> None:
    assert asked(care, "表4-2の訪問介護の指標を全部").citations == ()


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


def test_what_is_asked_besides_is_of_what_was_asked_first(weavers: Searcher) -> None:
    found = asked(weavers, "織りの学校っていつできるの？定員は？授業料は？")
    assert found.kpi == ()
    assert "定員は８人" in found.citations[0].quote


@pytest.mark.parametrize(
    ("lines", "quoted"),
    [
        (("空き店舗の補助っていくらもらえるの", "何年間？"), "空き店舗"),
        (("羽衣瀬市の人口は何人？", "いつの数字？", "令和11年は？"), "人口"),
    ],
)
def test_what_leans_on_the_question_before(
    weavers: Searcher, lines: tuple[str, ...], quoted: str
) -> None:
    assert quoted in asked(weavers, *lines).citations[0].quote


def test_no_budget_of_another_thing_is_that_of_this(weavers: Searcher) -> None:
    found = asked(weavers, "織りの学校はいつできるの？", "それの予算は？")
    assert not any("213 億円" in citation.quote for citation in found.citations)


def test_the_period_of_a_plan_is_no_indicator(weavers: Searcher) -> None:
    found = asked(weavers, "計画期間は？")
    assert found.kpi == ()
    assert "基本計画" in found.citations[0].quote


def test_the_number_of_a_picture_counts_nothing(weavers: Searcher) -> None:
    first = asked(weavers, "羽衣瀬市の人口は何人？").citations[0]
    assert "４" not in "".join(mark.slice(first.quote) for mark in first.highlights)


def test_of_rows_that_fit_alike_the_one_with_the_word_asked_for_is_first(tmp_path: Path) -> None:
    found = asked(opened("niogaura", tmp_path), "ごみの総排出量の目標は？")
    assert ["総排出量" in finding.row.indicator for finding in found.kpi][:2] == [True, False]


def test_a_year_without_a_figure_is_told_of_and_what_would_answer_is_near(
    weavers: Searcher,
) -> None:
    found = asked(weavers, "新規就農者数の2045年の目標は？")
    assert (found.kpi, found.notices) == ((), (Notice.YEAR_LACKING,))
    assert found.near[0].text == "新規就農者数"


def test_an_edition_that_is_not_kept_is_answered_by_no_other(tmp_path: Path) -> None:
    searcher = open_searcher(None, tmp_path, encoder=load_encoder())
    found = asked(searcher, "第二版のときの大型蓄電池の目標は何箇所だった？")
    assert found.kpi == ()
    assert Notice.NO_EDITION in found.notices
    assert len(asked(searcher, "第6版では大型蓄電池の目標は？").kpi) == 1
    draft = asked(searcher, "素案の段階では大型蓄電池の目標は何箇所だった？")
    assert (draft.kpi, draft.notices) == ((), (Notice.NO_EDITION,))


def test_the_former_half_of_a_plan_is_not_answered_by_the_latter(tmp_path: Path) -> None:
    latter = opened("yanasebara", tmp_path)
    found = asked(latter, "前期基本計画のときの観光入込客数の目標は何人だった？")
    assert (found.kpi, found.notices) == ((), (Notice.NO_EDITION,))
    assert asked(latter, "後期基本計画の観光入込客数の目標は？").kpi


def test_what_may_not_answer_is_told_of_or_not_shown(tmp_path: Path) -> None:
    searcher = open_searcher(None, tmp_path, encoder=load_encoder())
    assert Notice.MAY_NOT_SAY in asked(searcher, "ジオツアーの担当課はどこ？").notices
    assert Notice.MAY_NOT_SAY in asked(searcher, "健康寿命の目標値は？").notices
    changed = asked(searcher, "美祢市の計画は何が変わった？")
    assert (changed.citations, changed.notices) == ((), (Notice.NOTHING_TO_COMPARE,))
    confirmed = asked(searcher, "涵養量の2020年の数字と単位を確認したいです")
    assert (len(confirmed.kpi), confirmed.notices) == (1, ())
    who = asked(searcher, "ジオツアーを運営する会社はどこ？")
    assert {near.kind for near in who.near} == {NearKind.HEADING}


@pytest.mark.parametrize("town", ["三ツ谷町", "沖代市"])
def test_a_town_of_any_name_is_not_answered_with_the_figures_of_another(
    weavers: Searcher, town: str
) -> None:
    name = weavers.snapshot.kpi_rows[0].indicator
    assert asked(weavers, f"{name}の目標は？").kpi
    assert not asked(weavers, f"{town}の{name}の目標は？").kpi
