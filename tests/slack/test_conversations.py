"""What is asked on in a thread, or of several plans at once, with two invented towns."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from corpora import searcher_of, write_corpus
from slack_limits import message_problems
from slack_office import Office
from slack_server import BOT

from bot.messages import say
from index.encoder import load_encoder
from index.errors import StateError
from index.search import Searcher

LAKE = """湖畔市観光振興計画

第１章　計画の考え方

１　めざす姿

　湖の水辺は訪れる人をもてなす舞台でもあります。遊覧船の切符は駅と宿でも売り、歩いて回れる道順を外国

湖畔市観光振興計画

- 3 -

語でも示します。

第２章　成果指標

指標\t単位\t現状値(R6)\t中間(R8)\t目標値(R10)\t担当課\t関連ターゲット\t調べかた
湖畔ガイドツアーの参加者数\t人\t1,240\t1,500\t1,800\t観光課\t8.9\t案内所の名簿
宿の満足度\t％\t61.0\t65.0\t70.0\t観光課・宿泊課\t8.9\t来訪者アンケート
体験農園の区画数\t区画\t12\t20\t30\t農政課\t2.4\t市の台帳
遊覧船に乗った市民の割合\t％\t18.0\t20.0\t25.0\t港湾課\t11.2\t市民意識調査

第３章　推進体制

　市長を本部長とする推進本部を置き、四半期ごとに進み具合を確かめます。

湖畔市観光振興計画

- 4 -
"""
LISTED = [
    "体験農園の区画数",
    "宿の満足度",
    "湖畔ガイドツアーの参加者数",
    "遊覧船に乗った市民の割合",
]
HILL = """丘野町こども計画

第１章　計画の考え方

　こどもの声を聴き、地域の居場所を増やします。広場の屋根は令和9年に完成します。

第２章　成果指標

指標\t単位\t現状値(R6)\t目標値(R10)\t担当課
こども食堂を開く校区の数\t校区\t9\t21\tこども課

第３章　推進体制

　町民会議が毎年度の点検を担い、結果を広報で知らせます。
"""


@pytest.fixture(scope="module")
def searcher(tmp_path_factory: pytest.TempPathFactory) -> Searcher:
    plans = {"湖畔": {"初版": LAKE}, "丘野": {"初版": HILL}}
    return searcher_of(tmp_path_factory.mktemp("towns"), plans, encoder=load_encoder())


@pytest.fixture(autouse=True)
def running(start) -> Iterator[object]:
    with start() as bot:
        yield bot


def talk(slack: Office, *lines: str) -> str:
    """Ask the first line, say the others in its thread; return the last answer."""
    first = slack.mention(lines[0])
    slack.answered(first)
    for number, line in enumerate(lines[1:], 2):
        slack.say(line, thread_ts=first.ts)
        slack.answered(first, number)
    answer = slack.answers(first)[-1]
    assert message_problems(answer["text"], answer["blocks"]) == []
    return answer["text"]


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        (("こども食堂の目標は？", "2027年度は？"), say("notice_period_not_stated")),
        (("こども食堂の目標は？", "それは何年？"), "21校区（R10）"),
        (("こども食堂の目標は？", "それは何年と比べて？"), "現状値 9校区（R6）"),
        (("こども食堂の目標は？", "いつの数字？"), "現状値 9校区（R6）"),
        (("ガイドツアーの参加者数は？", "2026年は？", "体験農園の区画数は？"), "20区画（R8）"),
        (
            ("ガイドツアーの参加者数は？", "2026年は？", "こども食堂を開く校区の数は？"),
            "21校区（R10）",
        ),
        (("What is the target for こども食堂?", "which department?"), "こども課"),
        (("宿の満足度の目標は？", "調べかたは？"), "来訪者アンケート"),
        (("湖畔市の第1章の内容は？", "もっと詳しく"), "訪れる人をもてなす舞台"),
        (("こども食堂の目標は？", "なんで？"), say("notice_may_not_say")),
        (("こども食堂の目標は？", "担当どこ？"), "担当 こども課"),
        (("こども食堂の目標は？", "どこが担当？"), "担当 こども課"),
        (("こども食堂の目標は？", "どこの課？"), "担当 こども課"),
        (("こども食堂の目標は？", "あと何校区足りない？"), "21校区（R10）"),
        (("こども食堂の目標は？", "目標まであとどれくらい？"), "21校区（R10）"),
        (("こども食堂の目標は？", "何％増？"), "21校区（R10）"),
        (("こども食堂の目標は？", "もう一度"), "21校区（R10）"),
        (("こども食堂の目標は？", "あ、それじゃなくて体験農園のほう"), "30区画（R10）"),
        (("こども食堂を開く校区の数と体験農園の区画数の目標", "それぞれの現状値"), "12区画（R6）"),
        (("校区の数が21になるのはいつ？",), "21校区（R10）"),
        (("宿の満足度の目標は？", "R8の実績は？"), say("notice_result_not_stated")),
        (("宿の満足度の目標は？", "R6の目標は？"), say("notice_target_not_stated")),
        (("宿の満足度のR8とR9の目標は？",), say("notice_some_periods")),
        (("宿の満足度の目標は？", "体験農園は？"), "30区画（R10）"),
        (("宿の満足度の目標は？", "ツアーは？", "宿は？"), "70.0％（R10）"),
        # What the plans have words for is asked of the bot: silence would be no answer.
        (("宿の満足度の目標は？", "道順の満足度は？"), say("not_found")),
        (("宿の満足度の目標は？", "20代は？"), say("not_found")),
        # A row that shares a word with the part is no answer to it.
        (("遊覧船に乗った市民の割合は？", "道順の割合は？"), say("not_found")),
        (("体験農園の区画数の目標は？", "増加率は？"), "30区画（R10）"),
        (("体験農園の区画数の目標は？", "R6から何区画増える？"), "30区画（R10）"),
        (("What is the target for こども食堂?", "who is responsible for it?"), "こども課"),
    ],
)
def test_what_is_asked_on(slack: Office, lines: tuple[str, ...], told: str) -> None:
    assert told in talk(slack, *lines)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("使えないなあ", "sorry"),
        ("答えが間違ってる", "sorry"),
        ("間違えました", "welcome"),
        ("さっきの質問取り消し", "welcome"),
        ("thx", "welcome"),
        ("元気？", "help_intro"),
        ("君の名前は？", "help_intro"),
        ("この計画を3行で要約して", "help_intro"),
        ("計画書のPDFください", "plans_title"),
    ],
)
def test_what_is_said_to_the_bot_is_no_question_to_the_plans(
    slack: Office, text: str, told: str
) -> None:
    assert say(told) in talk(slack, text)


def test_a_year_without_a_figure_is_not_asked_on(slack: Office) -> None:
    asked = ("こども食堂の目標は？", "2027年度は？", "体験農園の区画数は？")
    assert say("notice_period_not_stated") not in talk(slack, *asked)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("割合の指標を全部", ["宿の満足度", "遊覧船に乗った市民の割合"]),
        ("単位が区画の指標を全部", ["体験農園の区画数"]),
        ("観光課の担当は？", ["湖畔ガイドツアーの参加者数", "宿の満足度"]),
        ("観光課が担当しているのは？", ["湖畔ガイドツアーの参加者数", "宿の満足度"]),
        ("2.4に関連する指標", ["体験農園の区画数"]),
        ("SDGs 8", ["湖畔ガイドツアーの参加者数", "宿の満足度"]),
        ("4.5に関連する指標", []),
        ("一番高い目標は？", []),
        ("宿泊課の担当は？", ["宿の満足度"]),
        ("湖畔市の第2章の担当課は？", LISTED),
        ("湖畔市の指標を全部", LISTED),
        ("観光課の担当は誰？", []),
        ("観光課の電話番号は？", []),
    ],
)
def test_only_the_rows_that_are_asked_for(slack: Office, text: str, shown: list[str]) -> None:
    answer = slack.ask(text)
    said = re.findall(r"^(.+?)(?:（..市）)?：(?:目標値|target)", answer["text"], re.MULTILINE)
    assert sorted(said) == sorted(shown)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("観光課だけ", ["宿の満足度", "湖畔ガイドツアーの参加者数"]),
        ("割合だけ", ["宿の満足度", "遊覧船に乗った市民の割合"]),
        ("農園に絞って", ["体験農園の区画数"]),
        ("ゴール2のもの", ["体験農園の区画数"]),
        ("CSVで", LISTED),
        ("表にして", LISTED),
    ],
)
def test_one_part_of_a_list(slack: Office, text: str, shown: list[str]) -> None:
    told = talk(slack, "湖畔市の指標を全部", text)
    said = re.findall(r"^(.+?)(?:（..市）)?：目標値", told, re.MULTILINE)
    assert sorted(said) == sorted(shown)


def test_talk_of_only_one_thing_is_left_alone(slack: Office) -> None:
    first = slack.mention("湖畔市の指標を全部")
    slack.answered(first)
    for text in ("確認だけ", "資料だけ先に送りますね"):
        slack.say(text, thread_ts=first.ts)
    slack.quiet()
    assert len(slack.posted) == 1


@pytest.mark.parametrize("text", ["第1章では何をしますか", "1章の内容", "湖畔市の第1章の取組は？"])
def test_a_section_named_by_its_number_is_quoted(slack: Office, text: str) -> None:
    told = talk(slack, text)
    assert "湖の水辺は訪れる人をもてなす舞台でもあります" in told
    assert ("地域の居場所を増やします" in told) is ("湖畔" not in text)
    assert (say("notice_several_plans") in told) is ("湖畔" not in text)


@pytest.mark.parametrize("text", ["第9章では何をしますか", "施策7の取組は？"])
def test_a_section_that_is_not_there_is_not_answered_by_another(slack: Office, text: str) -> None:
    assert say("not_found") in talk(slack, text)


def test_what_a_table_says_beside_the_figures_is_marked(slack: Office) -> None:
    answer = slack.ask("体験農園の区画数の調べかたは？")
    bold = {"type": "text", "text": "市の台帳", "style": {"bold": True}}
    assert json.dumps(bold) in json.dumps(answer["blocks"])


def test_what_is_near_says_a_part_of_what_is_asked(slack: Office) -> None:
    assert "体験農園の区画数" in talk(slack, "体験農園の面積は？")
    assert say("not_found_near") not in talk(slack, "火葬場の使用料は？")


def test_two_lists_and_things_within_one_of_several_questions(slack: Office) -> None:
    both = talk(slack, "港湾課の指標は？農政課の指標は？")
    assert "遊覧船に乗った市民の割合" in both
    assert "体験農園の区画数" in both
    three = talk(slack, "宿の満足度と体験農園の区画数の目標は？あとこども食堂を開く校区の数は？")
    assert all(figure in three for figure in ("70.0％", "30区画", "21校区"))


def test_words_in_capitals_are_no_english(slack: Office) -> None:
    assert "目標値" in talk(slack, "SDGs 2")


def test_how_it_went_is_not_known(slack: Office) -> None:
    assert say("notice_not_latest") in talk(slack, "目標を達成できなかった指標は？")


def test_six_rows_are_told_in_words_too_for_who_reads_on_a_phone(slack: Office) -> None:
    answer = slack.ask("指標を全部")
    words = json.dumps(answer["blocks"][0], ensure_ascii=False)
    assert all(figure in words for figure in ("1,800人", "70.0％", "30区画", "21校区"))


def test_the_gap_is_no_second_thing(slack: Office) -> None:
    told = talk(slack, "体験農園の区画数、今と目標の差は？")
    assert "30区画" in told
    assert "見つかりません" not in told


def test_japanese_in_latin_letters_is_answered_in_japanese(slack: Office) -> None:
    assert "目標値 21校区" in talk(slack, "kodomo shokudo no mokuhyo wa?")


def test_what_cannot_be_ranked_is_told(slack: Office) -> None:
    assert say("notice_not_ranked") in talk(slack, "一番高い目標は？")
    assert say("notice_not_ranked") in talk(slack, "割合の指標を全部", "どれが一番高い？")


def test_plans_are_not_set_against_each_other(slack: Office) -> None:
    assert say("notice_plans_not_compared") in talk(slack, "湖畔市と丘野市の計画の違いは？")


def test_a_heading_of_several_plans_is_quoted_from_each(slack: Office) -> None:
    told = talk(slack, "推進体制は？")
    assert "市長を本部長とする推進本部" in told
    assert "町民会議が毎年度の点検を担い" in told
    assert say("notice_several_plans") in told
    only = talk(slack, "湖畔市の推進体制は？")
    assert "町民会議" not in only
    assert say("notice_several_plans") not in only


def test_a_paragraph_across_two_pages_reads_on(slack: Office) -> None:
    answer = slack.ask("歩いて回れる道順は？")
    assert "歩いて回れる道順を外国語でも示します。" in answer["text"]
    assert "- 3 -" not in json.dumps(answer["blocks"], ensure_ascii=False)


def test_two_things_asked_in_one_sentence(slack: Office) -> None:
    told = talk(slack, "体験農園の区画数の目標と、広場の屋根はいつ完成しますか")
    assert "30区画" in told
    assert "令和9年に完成します" in told


@pytest.mark.parametrize("rest", ["これ本当？", f"<@{BOT}> どう？", "これは何年の目標ですか"])
def test_quoted_lines_are_asked_about_where_the_rest_only_points(slack: Office, rest: str) -> None:
    sent = slack.dm(f"&gt; こども食堂を開く校区は21校区が目標\n{rest}")
    (answer,) = slack.answered(sent)
    assert "21校区" in answer["text"]


def test_a_thank_you_below_a_quote_is_no_question(slack: Office) -> None:
    sent = slack.dm("&gt; こども食堂を開く校区は21校区が目標\nありがとうございます")
    (answer,) = slack.answered(sent)
    assert answer["text"] == say("welcome")


def fill_the_disk(running) -> None:
    """Let the state file grow no more, as on a full disk."""
    store = running.context.store
    ((pages,),) = store._rows("PRAGMA page_count")
    store._do(f"PRAGMA max_page_count={pages}")
    with pytest.raises(StateError):
        for number in range(10_000):
            store.accept(f"C0:{number}", None, "", 0.0)


def test_on_a_full_disk_who_asks_is_told_and_slack_need_not_send_again(slack, running) -> None:
    fill_the_disk(running)
    sent = slack.mention("こども食堂の目標は？")
    (answer,) = slack.answered(sent)
    assert answer["text"] == say("not_taken")
    slack.wait_for(lambda: sent.acked_at)
    command = slack.command("こども食堂の目標は？")
    slack.wait_for(lambda: command.acked_at)
    assert command.ack["text"] == say("not_taken")


def test_a_disk_that_fills_under_way_keeps_no_answer_back(slack, running, monkeypatch) -> None:
    filled = []

    def fill(*_: object) -> None:
        if not filled:
            filled.append(True)
            fill_the_disk(running)

    monkeypatch.setattr(running.context.turns, "give_way", fill)
    answer = slack.ask("こども食堂の目標は？")
    assert "21校区" in answer["text"]


def test_the_terminal_tells_how_to_ask(tmp_path: Path) -> None:
    corpus = write_corpus(tmp_path / "corpus", {"湖畔": {"初版": LAKE}})
    script = Path(__file__).parents[2] / "scripts/ask.py"

    def ask(*arguments: str) -> str:
        command = [sys.executable, str(script), *arguments, "--corpus", str(corpus)]
        command += ["--snapshot", str(tmp_path / "index")]
        done = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603
        return done.stdout

    assert say("help_intro") in ask("使い方").replace("\n", "")
    assert "湖畔市" in ask("どんな計画がありますか")
    assert json.loads(ask("使い方", "--json"))["status"] == "not_found"
    both = json.loads(ask("宿の満足度の目標は？体験農園の区画数の目標は？", "--json"))
    assert [row["indicator"] for row in both["kpi_rows"]] == ["宿の満足度", "体験農園の区画数"]
