"""Several questions in one message: which are told apart, and what is shown of each."""

import json
from functools import partial

import pytest
from corpora import plan_text, searcher_of

from bot.display.notices import notice_lines
from bot.domain import Notice
from bot.question import Question, parse
from bot.reading.parting import parts_of, ways_to_part
from bot.serving.follow_ups import follow_up
from bot.several import answer_all

GUIDES, DESK, FARM = "湖畔ガイドツアーの参加者数", "観光案内所の相談件数", "体験農園の区画数"


@pytest.fixture(scope="module")
def searcher(tmp_path_factory):
    return searcher_of(tmp_path_factory.mktemp("several"), {"mizuumi": {"初版": plan_text()}})


def asked(searcher, text):
    """Return the answer to a message."""
    read = partial(parse, catalogue=searcher.snapshot.plans, writing=searcher.writing)
    return answer_all(text, read, searcher)[1]


@pytest.mark.parametrize(
    ("text", "shown", "told"),
    [
        (f"{GUIDES}の目標値は？{DESK}の目標値は？", [GUIDES, DESK], []),
        (f"次の目標値をお願いします。\n・{GUIDES}\n・{DESK}\n・{FARM}", [GUIDES, DESK, FARM], []),
        (f"{GUIDES}と{FARM}の目標値は？", [GUIDES, FARM], []),
        (f"{GUIDES}、{DESK}と{FARM}の目標値", [GUIDES, DESK, FARM], []),
        (f"{GUIDES}と{DESK}と{FARM}の現状と目標をまとめて", [GUIDES, DESK, FARM], []),
        (f"{GUIDES}とごみの排出量の目標は？", [GUIDES], [Notice.PART_UNANSWERED]),
        (f"{GUIDES}の目標、あと{DESK}、それから{FARM}を教えてください", [GUIDES, DESK, FARM], []),
        (f"{GUIDES}を教えて。あと{FARM}も。", [GUIDES, FARM], []),
        (f"照会です。\n1. {GUIDES}\n2. {DESK}\n\n以上です。\n企画課", [GUIDES, DESK], []),
        (f"{GUIDES}の目標値は？いつまで？", [GUIDES], []),
        (f"{GUIDES}の目標値は？横浜市の待機児童数は？", [GUIDES], [Notice.PART_UNANSWERED]),
        (f"{GUIDES}の目標値も併せて教えてください", [GUIDES], []),
        (f"{GUIDES}、増やすんだよね？何人？", [GUIDES], []),
        ("火葬場と病院の使用料は？", [], []),
        (f"湖畔ガイドツアーの目標は？{DESK}の目標値は？", [GUIDES, DESK], []),
        (f"議会で聞かれそうなのですが、{GUIDES}の目標は", [GUIDES], []),
    ],
)
def test_each_part_is_answered_or_told_of(searcher, text, shown, told):
    found = asked(searcher, text)
    assert [finding.row.indicator for finding in found.kpi] == shown
    assert list(found.notices) == told


@pytest.mark.parametrize("text", ["みなと市の待機児童数と離職率", "待機児童数と離職率をまとめて"])
def test_a_word_is_not_parted(text):
    ((first, second),) = ways_to_part(text)
    assert (first[-2:], second[:3]) == ("童数", "離職率")


def test_what_is_missing_is_named(searcher):
    found = asked(searcher, f"・{GUIDES}\n・{FARM}の目標は？\n・ごみの排出量は？")
    assert found.unanswered == ("ごみの排出量は？",)
    assert notice_lines(found)[-1].startswith("「ごみの排出量」は計画に見つかりません")


def test_only_a_thing_is_named_as_missing(searcher):
    told = "市民から苦情を言われて困りました。"
    found = asked(searcher, f"{GUIDES}の目標は？{FARM}は？{told}教えて")
    assert found.unanswered == ()


def test_of_three_things_the_two_that_are_found_are_shown(searcher):
    found = asked(searcher, f"{GUIDES}と{FARM}とごみの排出量は？")
    assert [finding.row.indicator for finding in found.kpi] == [GUIDES, FARM]
    assert found.unanswered == ("ごみの排出量は",)


@pytest.mark.parametrize(
    "first", [f"{GUIDES}の目標値は？{FARM}の目標値は？", f"{GUIDES}と{FARM}の目標は？"]
)
@pytest.mark.parametrize("text", ["その担当課は？", "出典は？", "2年後は？"])
def test_what_points_back_is_about_all_that_was_answered(searcher, first, text):
    def read(said, before=None):
        question = parse(said, searcher.snapshot.plans, before, writing=searcher.writing)
        return follow_up(said, question, before) if before else question

    before, _ = answer_all(first, read, searcher)
    again = Question.from_json(json.loads(json.dumps(before.to_json())))
    _, found = answer_all(text, partial(read, before=again), searcher)
    assert [finding.row.indicator for finding in found.kpi] == [GUIDES, FARM]
    assert (Notice.ASKED_NOT_STATED in found.notices) is ("担当" in text)


@pytest.mark.parametrize(
    "text",
    [
        "5-2-1の指標を全部",
        "お世話になっております。企画課の田中です。\n参加者数の目標値を教えてください。",
        "目標は3.5%？ いつまで？",
        "参加者数の目標値は？",
    ],
)
def test_one_question_is_not_torn(text):
    assert parts_of(text) == ()


def test_beside_a_row_no_other_town_is_quoted(tmp_path):
    other = plan_text((), (f"{GUIDES}は隣の市で伸び、{GUIDES}を増やします。",), city="となり市")
    two = searcher_of(tmp_path, {"みずうみ": {"初版": plan_text()}, "となり": {"初版": other}})
    found = asked(two, f"{GUIDES}を増やす取組は？")
    assert [finding.publisher for finding in found.kpi] == ["みずうみ市"]
    assert "となり市" in {citation.publisher for citation in found.alternatives}
    assert not found.citations


def test_beside_a_row_its_own_table_is_not_quoted(searcher):
    found = asked(searcher, f"{GUIDES}について教えて")
    assert [finding.row.indicator for finding in found.kpi] == [GUIDES]
    assert not [citation for citation in found.citations if "\t" in citation.quote]
