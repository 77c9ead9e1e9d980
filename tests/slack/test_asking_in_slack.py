"""Where questions come from and where their answers go, from the outside."""

import pytest
from slack_office import Office
from slack_server import BOT, SlackServer

from bot.messages import say

QUESTION = "ジオツアー参加者数の目標値は？"
FIGURE = "1,800"

pytestmark = pytest.mark.usefixtures("bot")


def test_a_mention_is_answered_in_its_thread(slack: SlackServer) -> None:
    sent = slack.mention(QUESTION)
    (answer,) = slack.answered(sent)
    assert answer["channel"] == "C1"
    assert FIGURE in answer["text"]
    assert FIGURE in str(answer["blocks"])
    assert sent.acked_at is not None


def test_a_mention_in_a_thread_is_answered_there(slack: SlackServer) -> None:
    slack.ask(QUESTION, thread_ts="1700000000.000100")
    assert slack.posted[0]["thread_ts"] == "1700000000.000100"


def test_a_direct_message_shows_that_the_bot_searches_then_answers(slack: SlackServer) -> None:
    sent = slack.dm(QUESTION)
    slack.answered(sent)
    methods = [call.method for call in slack.calls]
    assert methods.index("assistant.threads.setStatus") < methods.index("chat.postMessage")
    (status,) = slack.to("assistant.threads.setStatus")
    assert (status.body["channel_id"], status.body["thread_ts"]) == ("DU1", sent.ts)


def test_a_mention_shows_that_the_bot_searches_but_a_follow_up_does_not(
    slack: SlackServer,
) -> None:
    sent = slack.mention(QUESTION)
    slack.answered(sent)
    slack.say("その現状値は？", thread_ts=sent.ts)
    slack.answered(sent, 2)
    (status,) = slack.to("assistant.threads.setStatus")
    assert (status.body["channel_id"], status.body["thread_ts"]) == ("C1", sent.ts)


def test_where_slack_shows_no_status_it_is_not_asked_again(slack: SlackServer) -> None:
    slack.fail("assistant.threads.setStatus", times=9, error="not_supported")
    for _ in range(2):
        slack.ask(QUESTION)
    assert len(slack.to("assistant.threads.setStatus")) == 1


def test_a_command_is_answered_to_the_asker_alone(slack: SlackServer) -> None:
    sent = slack.command(QUESTION, channel="C2", user="U7")
    (answer,) = slack.wait_for(lambda: slack.posted)
    assert answer["method"] == "response_url"
    assert (answer["channel"], answer["user"]) == ("C2", "U7")
    assert answer["response_type"] == "ephemeral"
    assert FIGURE in answer["text"]
    assert "チャンネルに共有" in str(answer["blocks"])
    slack.wait_for(lambda: sent.acked_at)


def test_kpi_command_answers_with_rows(slack: SlackServer) -> None:
    slack.command("kpi ジオツアー参加者数")
    (answer,) = slack.wait_for(lambda: slack.posted)
    assert FIGURE in answer["text"]


@pytest.mark.parametrize("text", ["", "help", "ヘルプ", "？"])
def test_help_comes_with_the_ack(slack: SlackServer, text: str) -> None:
    sent = slack.command(text)
    slack.wait_for(lambda: sent.ack)
    assert "計画の聞きかた" in sent.ack["text"]
    assert "/keikaku kpi" in str(sent.ack["blocks"])


def test_plans_are_listed_with_their_editions(slack: SlackServer) -> None:
    sent = slack.command("plans")
    slack.wait_for(lambda: sent.ack)
    assert "熊本市" in sent.ack["text"]
    assert "第六版" in str(sent.ack["blocks"])


def test_message_shortcut_looks_the_message_up(slack: SlackServer) -> None:
    slack.interact(
        "message_action",
        callback_id="ask_about_message",
        message={"text": QUESTION, "ts": slack.ts(), "user": "U2"},
        channel={"id": "C3"},
        response_url=f"{slack.url.removesuffix('api/')}response/C3/U1",
    )
    (answer,) = slack.wait_for(lambda: slack.posted)
    assert (answer["method"], answer["channel"]) == ("response_url", "C3")
    assert FIGURE in answer["text"]


def test_global_shortcut_opens_the_search_form(slack: Office) -> None:
    slack.interact("shortcut", callback_id="ask_plans")
    assert "question" in {block.get("block_id") for block in slack.view()["blocks"]}


def test_opening_the_messages_tab_pins_prompts(slack: SlackServer) -> None:
    slack.event({"type": "app_home_opened", "tab": "messages", "channel": "DU1", "user": "U1"})
    (call,) = slack.wait_for(lambda: slack.to("assistant.threads.setSuggestedPrompts"))
    assert "thread_ts" not in call.body
    prompts = [prompt["message"] for prompt in call.body["prompts"]]
    assert len(prompts) == 4
    for prompt in prompts:
        sent = slack.dm(prompt)
        (answer,) = slack.answered(sent)
        assert say("not_found") not in answer["text"]


def test_a_suggested_prompt_about_plans_lists_them(slack: SlackServer) -> None:
    sent = slack.dm("どの計画に聞けますか？")
    (answer,) = slack.answered(sent)
    assert "美祢市" in answer["text"]


def test_a_mention_without_words_is_told_how_to_ask(slack: SlackServer) -> None:
    answer = slack.ask("")
    told, example = answer["text"].split("例：")
    assert "質問を書いてください" in told
    again = slack.dm(example.strip("「」"))
    (answer,) = slack.answered(again)
    assert "目標値" in answer["text"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("使い方を教えて", "help_title"),
        ("あなたは誰？", "help_title"),
        ("どんな計画がありますか", "plans_title"),
        ("ありがとうございます！助かりました", "welcome"),
    ],
)
def test_what_is_said_to_the_bot_is_no_question_to_the_plans(
    slack: SlackServer, text: str, told: str
) -> None:
    for sent in (slack.mention(text), slack.dm(text)):
        (answer,) = slack.answered(sent)
        assert answer["text"].startswith(say(told))


def test_several_questions_of_a_message_are_answered_in_one(slack: SlackServer) -> None:
    sent = slack.dm("ジオツアー参加者数の目標値は？あと人工林の間伐面積の目標も教えて")
    (answer,) = slack.answered(sent)
    assert "1,800人" in answer["text"]
    assert "290ha" in answer["text"]


def test_what_one_of_several_questions_does_not_find_is_told(slack: SlackServer) -> None:
    sent = slack.dm("ジオツアー参加者数の目標値は？ 横浜市の待機児童数は？")
    (answer,) = slack.answered(sent)
    assert FIGURE in answer["text"]
    assert "「横浜市の待機児童数」は計画に見つかりません" in answer["text"]


def test_an_overlong_question_is_cut_with_a_note(slack: SlackServer) -> None:
    answer = slack.ask(QUESTION + "あ" * 2000)
    assert "1,000" in answer["text"]


def test_an_english_question_is_answered_in_english(slack: SlackServer) -> None:
    sent = slack.dm("zzxxqq wwvvkk?")
    (answer,) = slack.answered(sent)
    assert say("label_good", "en") in str(answer["blocks"])


@pytest.mark.parametrize(
    "event",
    [
        {"subtype": "message_changed", "message": {"text": QUESTION, "user": "U1"}},
        {"subtype": "message_deleted"},
        {"subtype": "channel_join", "user": "U1", "text": QUESTION},
        {"subtype": "bot_message", "bot_id": "B9", "text": QUESTION},
        {"bot_id": "B9", "user": "UB9", "text": QUESTION},
        {"user": BOT, "bot_id": "B1", "text": QUESTION},
    ],
)
def test_edits_joins_and_bots_are_left_alone(slack: SlackServer, event: dict[str, object]) -> None:
    message = {"type": "message", "channel": "DU1", "channel_type": "im", "ts": slack.ts()}
    sent = slack.event(message | event)
    slack.wait_for(lambda: sent.acked_at)
    slack.quiet()
    assert not slack.posted


def test_a_mention_by_another_bot_or_in_a_quoted_line_is_left_alone(slack: SlackServer) -> None:
    slack.mention(QUESTION, bot_id="B9")
    quoted = slack.typed(f"&gt; <@{BOT}> {QUESTION}\nこれ見た", "C1", "U1", "app_mention")
    slack.event(quoted)
    slack.quiet()
    assert not slack.posted


class TestFollowUps:
    def test_a_question_in_an_answered_thread_needs_no_mention(self, slack: SlackServer) -> None:
        first = slack.mention(QUESTION)
        slack.answered(first)
        slack.say("その現状値は？", thread_ts=first.ts)
        answers = slack.answered(first, 2)[1:]
        assert "1,196" in answers[0]["text"]

    @pytest.mark.parametrize(
        "text",
        [
            "<@U2> これどう思う？",
            "了解です、ありがとうございます",
            "あとで資料に入れます",
            "これ高すぎない？",
            "これでいいと思う？",
        ],
    )
    def test_talk_among_people_is_left_alone(self, slack: SlackServer, text: str) -> None:
        first = slack.mention(QUESTION)
        slack.answered(first)
        slack.say(text, thread_ts=first.ts)
        slack.quiet()
        assert len(slack.posted) == 1

    def test_other_threads_and_channels_are_left_alone(self, slack: SlackServer) -> None:
        slack.say(QUESTION, thread_ts="1700000000.000100")
        slack.say(QUESTION)
        slack.quiet()
        assert not slack.posted

    def test_what_the_plans_do_not_say_is_passed_over_in_silence(self, slack: SlackServer) -> None:
        first = slack.mention(QUESTION)
        slack.answered(first)
        slack.say("昨日のqqzzxのvvkkwはどうだった？", thread_ts=first.ts)
        slack.quiet()
        assert len(slack.posted) == 1

    def test_unless_it_points_at_the_answer_before_it(self, slack: SlackServer) -> None:
        first = slack.mention("qqzzxのvvkkwは？")
        slack.answered(first)
        slack.say("その担当課は？", thread_ts=first.ts)
        slack.answered(first, 2)

    @pytest.mark.parametrize(
        ("text", "told"),
        [
            ("じゃあ2年後は？", FIGURE),
            ("どっちが多い？", FIGURE),
            ("そのうち一番目標が高いのは？", FIGURE),
            ("前の計画だとどうだった？", say("notice_no_edition")),
            ("達成した？", say("notice_not_latest")),
            ("ほかには？", say("notice_nothing_more")),
            ("もっと詳しく", say("notice_nothing_more")),
            ("by 2030?", "目標値"),
        ],
    )
    def test_what_points_at_the_question_before_goes_on_from_it(
        self, slack: SlackServer, text: str, told: str
    ) -> None:
        first = slack.mention(QUESTION)
        slack.answered(first)
        slack.say(text, thread_ts=first.ts)
        (answer,) = slack.answered(first, 2)[1:]
        assert told in answer["text"]

    def test_a_plan_that_was_only_answered_from_does_not_hold_what_is_asked_next(
        self, slack: SlackServer
    ) -> None:
        first = slack.mention(QUESTION)
        slack.answered(first)
        slack.say("その目標年は？", thread_ts=first.ts)
        slack.answered(first, 2)
        slack.say("大型蓄電池設置箇所数は？", thread_ts=first.ts)
        (answer,) = slack.answered(first, 3)[2:]
        assert "6箇所" in answer["text"]

    @pytest.mark.parametrize("text", ["ほかの町では？", "よその市は？"])
    def test_elsewhere_is_not_where_it_was_found(self, slack: SlackServer, text: str) -> None:
        first = slack.mention(QUESTION)
        slack.answered(first)
        slack.say(text, thread_ts=first.ts)
        (answer,) = slack.answered(first, 2)[1:]
        assert FIGURE not in answer["text"]
        assert say("not_found") in answer["text"]

    def test_what_is_not_stated_is_told_to_who_asks_for_it(self, slack: SlackServer) -> None:
        first = slack.mention(QUESTION)
        slack.answered(first)
        for number, text in enumerate(("その目標年は？", "出典は？", "担当課は？", "現状は？"), 1):
            slack.say(text, thread_ts=first.ts)
            slack.answered(first, number + 1)
        told = say("notice_asked_not_stated")
        assert [told in str(answer["blocks"]) for answer in slack.answers(first)[1:]] == [
            True,
            False,
            True,
            False,
        ]
