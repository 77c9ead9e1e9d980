"""Any answer, as Slack would show it: inside the limits, nothing lost, nothing brought to life."""

import html
import json
import re
from dataclasses import replace
from decimal import Decimal

import pytest
from answers import NASTY, answers
from hypothesis import HealthCheck, given, settings
from slack_limits import message_problems, shown

from bot.blocks import Message, answer_message, plain_message
from bot.display.elements import Block, clip
from bot.display.quotes import QUOTE_LIMIT, QUOTES_SHOWN
from bot.display.views_home import plan_lines
from bot.domain import Answer, Citation, KpiFinding, Near, NearKind, Notice, Status
from bot.messages import say
from index.domain import (
    Change,
    ChangeKind,
    Edition,
    KpiRow,
    Measure,
    Passage,
    PassageKind,
    Plan,
    Span,
)

some = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))


def message(answer: Answer, **more: object) -> Message:
    return answer_message(answer, answer_id="a" * 18, **more)


def bare(text: str) -> str:
    return "".join(text.split())


def words(text: str) -> str:
    """Return a text without white space and marks of Markdown, and with signs for entities."""
    text = re.sub("&[a-z]+;", lambda entity: html.unescape(entity[0]), text)
    return bare(text).translate(str.maketrans("", "", "*|―"))


def parts(blocks: object, kind: str) -> list[Block]:
    found = [blocks] if isinstance(blocks, dict) and blocks.get("type") == kind else []
    inside = blocks.values() if isinstance(blocks, dict) else blocks
    if isinstance(blocks, dict | list | tuple):
        found += [part for item in inside for part in parts(item, kind)]
    return found


@some
@given(answers())
def test_every_step_of_the_ladder_stays_in_the_limits(answer: Answer) -> None:
    for more in ({}, {"shareable": True}, {"asked_by": "U1"}, {"desk": True}):
        posted = message(answer, **more)
        assert message_problems(posted.text, posted.blocks) == []
        for step in posted.fallbacks:
            assert message_problems(posted.text, step) == []
        assert posted.fallbacks[-1] == ()


@some
@given(answers())
def test_every_quote_is_shown_to_the_last_character(answer: Answer) -> None:
    blocks = message(answer).blocks
    quotes = parts(blocks, "rich_text_quote")
    assert len(quotes) == min(len(answer.citations), QUOTES_SHOWN)
    for quote, citation in zip(quotes, answer.citations, strict=False):
        if len(citation.quote) <= QUOTE_LIMIT:
            text = "".join(run["text"] for run in quote["elements"])
            assert words(text) == words(citation.quote)
            if "&" in citation.quote:
                continue  # A mark may end within an entity.
            bold = "".join(run["text"] for run in quote["elements"] if "style" in run)
            marked = "".join(span.slice(citation.quote) for span in citation.highlights)
            assert words(bold) == words(marked)


@some
@given(answers())
def test_no_text_of_a_plan_or_a_person_is_ever_parsed(answer: Answer) -> None:
    posted = message(answer, asked_by="U777")
    for blocks in (posted.blocks, *posted.fallbacks):
        assert {user["user_id"] for user in parts(blocks, "user")} <= {"U777"}
        for kind in ("broadcast", "usergroup", "channel", "link", "emoji", "markdown"):
            assert parts(blocks, kind) == []
        for parsed in parts(blocks, "mrkdwn"):
            assert re.fullmatch(r"<https://a\.jp/[^<>|\s]*\|[^<>|]*>", parsed["text"])
        assert not any(text.get("emoji") for text in parts(blocks, "plain_text"))
    assert not re.search(r"[<>*_~`]", posted.text)


@pytest.mark.parametrize("nasty", NASTY)
def test_what_slack_would_act_on_is_shown_as_it_is(nasty: str) -> None:
    posted = message(answered(quote=f"前{nasty}後"))
    (quote,) = parts(posted.blocks, "rich_text_quote")
    assert quote["elements"] == [{"type": "text", "text": f"前{html.unescape(nasty)}後"}]


def citation(quote: str = "取り組みます。", **more: object) -> Citation:
    given = {
        "plan_id": "mine",
        "plan_title": "総合計画",
        "publisher": "美祢市",
        "revision": "第一版",
        "path": ("総合計画", "第1章", "1-1 まち"),
        "span": Span(0, len(quote)),
        "lines": (12, 14),
        "page": None,
        "quote": quote,
        "passage_id": "p",
    }
    return Citation(**given | more)


def figure(text: str, period: str | None = None) -> Measure:
    return Measure(text, period, Decimal(text.replace(",", "")))


def finding(**more: object) -> KpiFinding:
    given = {
        "kpi_id": "k",
        "section_id": "s",
        "plan_id": "mine",
        "revision": "第一版",
        "path": ("1-1 まち",),
        "span": Span(0, 1),
        "lines": (21, 21),
        "indicator": "参加者数",
    }
    row = KpiRow(**given | more)
    return KpiFinding(row, "総合計画", "美祢市", (citation(lines=(21, 21)),))


def answered(quote: str = "", rows: tuple[KpiFinding, ...] = (), **more: object) -> Answer:
    quotes = (citation(quote),) if quote else ()
    return Answer("質問", Status.ANSWERED, "s", kpi=rows, citations=quotes, **more)


def cells(posted: Message) -> list[list[str]]:
    (table,) = parts(posted.blocks, "data_table")
    return [[cell["text"] for cell in row] for row in table["rows"]]


def test_a_missing_value_is_a_dash_and_each_year_of_targets_has_a_column() -> None:
    rows = (
        finding(
            unit="%",
            baseline=figure("5.9", "2018"),
            targets=(figure("50", "2023"), figure("80", "2030")),
        ),
        finding(indicator="設立数", targets=(Measure("上昇"),)),
        finding(indicator="率"),
    )
    aims = ["目標値（2023）", "目標値（2030）", "目標値"]
    assert cells(message(answered(rows=rows))) == [
        [*["指標", "単位", "現状値", "時点"], *aims, "最後の目標まで（計算）"],
        ["参加者数", "%", "5.9", "2018", "50", "80", "―", "+74.1ポイント"],
        ["設立数", "―", "―", "―", "―", "―", "上昇", "―"],
        ["率", "―", "―", "―", "―", "―", "―", "―"],
    ]


def test_of_too_many_years_the_targets_share_a_column() -> None:
    years = [figure(str(n), f"R{n}") for n in range(1, 9)]
    posted = message(answered(rows=(finding(targets=tuple(years)), finding(indicator="率"))))
    assert cells(posted)[1][-1].startswith("1（R1）、2（R2）、")
    assert cells(posted)[2][-1] == "―"


def test_the_figures_of_one_row_stand_one_below_the_other() -> None:
    row = finding(
        unit="人",
        baseline=figure("5", "R5"),
        targets=(figure("8", "R7"), figure("10", "R9")),
        actuals=(figure("6", "R6"),),
    )
    assert cells(message(answered(rows=(row,)))) == [
        ["区分", "値", "差（計算）"],
        ["現状値（R5）", "5人", "―"],
        ["実績（R6）", "6人", "―"],
        ["目標値（R7）", "8人", "+3人"],
        ["目標値（R9）", "10人", "+5人"],
    ]


def test_of_several_targets_the_words_say_in_bold_that_of_the_year_asked_for() -> None:
    row = finding(baseline=figure("5", "R5"), targets=(figure("8", "R7"), figure("10", "R9")))
    posted = message(answered(rows=(row,), years=(2027,)))
    texts = list(shown(posted.blocks[:1]))
    assert "".join(texts) == "参加者数（美祢市）\n目標値 10（R9）、現状値 5（R5）"
    bold = [run["text"] for run in parts(posted.blocks[:1], "text") if "style" in run]
    assert bold == ["参加者数", "10（R9）"]
    assert posted.text.startswith("参加者数（美祢市）：目標値 8（R7）、10（R9）、")
    other = message(answered(rows=(row,), years=(2040,)))
    assert "".join(shown(other.blocks[:1])).endswith("8（R7）、10（R9）、現状値 5（R5）")


def test_rows_of_one_name_are_told_apart_by_their_headings() -> None:
    rows = (finding(targets=(figure("8"),)), finding(targets=(figure("9"),), path=("2-1 水",)))
    posted = message(answered(rows=rows))
    words = "".join(shown(posted.blocks[:1]))
    assert words.index("1-1 まち") < words.index("8") < words.index("2-1 水") < words.index("9")
    assert "2-1 水：目標値 9" in posted.text


def test_where_nothing_can_be_computed_there_is_no_column_for_it() -> None:
    rows = (finding(targets=(figure("1,800"),)), finding(indicator="率"))
    posted = message(answered(rows=rows))
    assert cells(posted)[0][-1] == "目標年"
    assert "計算" not in "".join(shown(posted.blocks))


def test_a_long_list_is_in_words_for_phones_and_folds() -> None:
    rows = tuple(
        finding(
            indicator=f"第{n}の講座の参加者数",
            unit="人",
            baseline=figure("5"),
            targets=(figure("9"),),
        )
        for n in range(99)
    )
    (few,) = [section for section in parts(message(answered(rows=rows[:11])).blocks, "section")]
    assert few["expand"] is False
    assert few["text"]["text"].splitlines()[:3] == [
        "現状値 → 目標値",
        "・第0の講座の参加者数",
        "5人 → 9人",
    ]
    (many,) = parts(message(answered(rows=rows)).blocks, "section")
    assert many["text"]["text"].endswith("件は下の表にあります。")


def test_a_unit_that_every_figure_prints_has_no_column() -> None:
    printed = finding(unit="件", baseline=Measure("89 件", None, Decimal(89)))
    bare = finding(unit="人", targets=(figure("1,800"),))
    assert "単位" not in cells(message(answered(rows=(printed, printed))))[0]
    assert "単位" in cells(message(answered(rows=(printed, bare))))[0]


def test_one_row_is_said_in_words_and_every_place_is_named() -> None:
    row = finding(unit="人", baseline=figure("1,196", "H30"), targets=(figure("1,800"),))
    posted = message(answered(rows=(row,)))
    assert posted.text.startswith("参加者数（美祢市）：目標値 1,800人、現状値 1,196人（H30）")
    named = message(replace(answered(rows=(row,)), question="美祢市の参加者数は？"))
    assert named.text.startswith("参加者数：")
    texts = list(shown(list(posted.blocks)))
    assert "参加者数" in texts
    assert "目標まで +604人（計算した値）" in texts
    assert not parts(posted.blocks, "data_table")
    assert "出典：美祢市『総合計画』第一版 › 第1章 › 1-1 まち（21行）" in texts


def test_a_pdf_is_opened_at_the_page_and_anything_but_http_is_no_link() -> None:
    pdf = message(
        Answer(
            "質問",
            Status.ANSWERED,
            "s",
            citations=(citation(url="https://a.jp/計画.pdf", page=7), citation(url="file:///etc")),
        )
    )
    assert [link["text"] for link in parts(pdf.blocks, "mrkdwn")] == [
        "<https://a.jp/%E8%A8%88%E7%94%BB.pdf#page=7|原文を開く>"
    ]


def test_what_a_revision_changed_is_said_with_both_sides() -> None:
    before = finding(indicator="設立数", targets=(figure("96", "R5"),)).row
    after = replace(before, revision="第二版", targets=(figure("98", "R5"),))
    moved = Change(ChangeKind.TARGET_MOVED, "mine", before, after)
    new = Change(ChangeKind.KPI_ADDED, "mine", None, replace(after, indicator="利用件数"))
    posted = message(Answer("改定は？", Status.ANSWERED, "s", changes=(moved, new)))
    assert posted.text.split("\n") == [
        "改定で変わったところ：2 件（第一版 → 第二版）",
        "設立数（目標値）：96 → 98",
        "利用件数：追加された指標",
    ]
    two = replace(after, targets=(figure("97", "R5"), figure("98", "R9")))
    moved = Change(ChangeKind.TARGET_MOVED, "mine", before, two)
    dated = message(Answer("改定は？", Status.ANSWERED, "s", changes=(moved,)))
    assert dated.text.endswith("設立数（目標値）：96（R5） → 97（R5）、98（R9）")
    texts = list(shown(list(posted.blocks)))
    assert {"設立数（目標値）", "\n96 → 98", "利用件数", "\n追加された指標"} <= set(texts)


def test_a_long_change_is_shown_from_where_it_begins() -> None:
    same = "同じ書き出し" * 30
    sides = [
        Passage("p", "s", "mine", "版", (), Span(0, 1), same + end, PassageKind.PROSE, (1, 1))
        for end in ("を行う。", "をやめる。")
    ]
    posted = message(
        Answer(
            "改定は？",
            Status.ANSWERED,
            "s",
            changes=(Change(ChangeKind.PASSAGE_REWORDED, "mine", *sides),),
        )
    )
    assert "書き出しを行う。 → …" in posted.text
    assert posted.text.endswith("書き出しをやめる。")


def test_what_was_not_found_offers_the_nearest_things_and_a_person() -> None:
    near = (Near(NearKind.INDICATOR, "交流人口", "mine"), Near(NearKind.HEADING, "交流", "mine"))
    nothing = Answer("横浜市は？", Status.NOT_FOUND, "s", near=near)
    labels = [button["text"]["text"] for button in parts(message(nothing).blocks, "button")]
    assert labels == ["交流人口", "交流", "役に立った", "違う"]
    with_desk = parts(message(nothing, desk=True).blocks, "button")
    assert "企画課に聞く" in [button["text"]["text"] for button in with_desk]
    values = [json.loads(button["value"]) for button in with_desk[:2]]
    assert values[0] == {"q": "交流人口", "plan": "mine"}
    english = message(Answer("Yokohama?", Status.NOT_FOUND, "s", language="en"))
    assert english.text == "The plans do not say."


def test_rows_of_several_plans_name_them_where_a_phone_shows_it() -> None:
    alone, other = finding(), replace(finding(plan_id="other"), publisher="湖市")
    assert not any("湖市" in text for text in shown(message(answered(rows=(alone,))).blocks[:1]))
    several = "".join(shown(message(answered(rows=(alone, other))).blocks[:1]))
    assert several.index("美祢市") < several.index("湖市")


def test_notices_are_said_once_and_in_the_language_of_the_question() -> None:
    twice = (Notice.DISAGREEMENT, Notice.DISAGREEMENT, Notice.QUESTION_CUT)
    posted = message(answered("引用", notices=twice, language="en"))
    texts = [text for text in shown(list(posted.blocks)) if text.startswith("※")]
    assert texts == [
        "※ The same edition prints different figures; both are shown.",
        "※ The question was long: only up to 1,000 characters of it were used.",
    ]


def test_quotes_that_may_not_answer_stand_under_that_and_one_doubt_of_rows_is_enough() -> None:
    quoted = list(shown(message(answered("引用", notices=(Notice.MAY_NOT_SAY,))).blocks))
    assert quoted[0] == say("notice_may_not_say")
    assert say("headline_quotes") not in quoted
    assert not any(text.startswith("※") for text in quoted)
    both = (Notice.SEVERAL_FIT, Notice.OTHER_NAME)
    rows = message(answered(rows=(finding(), finding(indicator="率")), notices=both))
    assert [text for text in shown(rows.blocks) if text.startswith("※")] == [
        f"※ {say('notice_several_fit')}"
    ]


def test_a_row_under_no_heading_has_nothing_between_its_plan_and_its_line() -> None:
    row = replace(finding(), places=(citation(path=(), lines=(94, 94)),))
    texts = list(shown(message(answered(rows=(row,))).blocks))
    assert "出典：美祢市『総合計画』第一版（94行）" in texts


def test_an_indicator_that_is_printed_twice_is_one_of_its_plan() -> None:
    rows = [finding().row, finding(path=("2-1 一覧",)).row, finding(indicator="率").row]
    plan = Plan("mine", "総合計画", "美祢市", (Edition("第一版", ()),), "第一版")
    assert plan_lines(plan, rows, "ja")[1].endswith("指標2件")


def test_the_ladder_leads_from_data_table_to_plain_text() -> None:
    posted = message(answered(rows=(finding(), finding())))
    kinds = [
        {block["type"] for block in step} & {"data_table", "table"} for step in posted.fallbacks
    ]
    assert kinds == [{"table"}, set(), set()]
    assert parts(posted.fallbacks[1], "rich_text_preformatted")
    assert message(answered("引用")).fallbacks == ((),)


def test_a_shared_answer_names_who_asked_and_a_private_one_the_question() -> None:
    shared = message(answered("引用"), asked_by="U5").blocks[0]
    assert [run["type"] for run in shared["elements"][0]["elements"]] == ["user", "text", "text"]
    private = message(answered("引用"), shareable=True)
    assert "質問：質問" in list(shown(list(private.blocks)))
    assert "チャンネルに共有" in list(shown(list(private.blocks)))


def test_a_sentence_is_literal_too() -> None:
    assert plain_message("<!here> & *x*").text == "＜!here＞ &amp; ＊x＊"


def test_what_is_cut_short_ends_with_no_half_a_figure() -> None:
    assert clip("受入額は年間で1,234万円", 12) == "受入額は年間で…"
    assert clip("受入額は1,234万円", 10) == "受入額は…"
    assert clip("受入額は1,234万円です", 11) == "受入額は1,234万…"
    assert clip("1" * 99, 60) == "1" * 40 + "…"
