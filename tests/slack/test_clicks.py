"""Every button, form and the Home tab, from the outside."""

import csv
import io

import pytest
from slack_limits import every, message_problems, shown, view_problems
from slack_office import Office, elements, labels
from slack_server import Body

from bot.lessons import lessons
from bot.records import ChannelSettings

QUESTION = "ジオツアー参加者数の目標値は？"
UNKNOWN = "横浜市の待機児童数は？"


def asked(slack: Office, text: str = QUESTION, **more: str) -> Body:
    """Ask in a channel; return the answer's message."""
    answer = slack.ask(text, **more)
    assert message_problems(answer["text"], answer["blocks"]) == []
    return answer


def words(part: object) -> str:
    return "\n".join(shown(part))


def private(slack: Office, text: str = QUESTION, **more: str) -> Body:
    """Ask with the command; return the answer's message."""
    slack.command(text, **more)
    return slack.wait_for(lambda: slack.posted)[-1]


def test_reading_on_opens_a_modal_and_pages_through_the_plan(slack: Office, bot: object) -> None:
    answer = asked(slack)
    sent = slack.click(answer, "around")
    first = slack.view()
    assert slack.wait_for(lambda: sent.acked_at) - sent.at < 0.5
    assert first["title"]["text"] == "前後を読む"
    assert "引用したところ" in words(first)
    seen = [words(first)]
    for key in ("next", "previous", "previous"):
        view = slack.views[-1]
        if f"around_move:{key}" not in [e["action_id"] for e in elements(view)]:
            continue
        slack.click_view(view, f"around_move:{key}")
        seen.append(words(slack.view(len(seen) + 1)))
    assert len(set(seen)) > 1
    assert all(view_problems(view) == [] for view in slack.views)


def test_other_candidates_open_in_a_modal(slack: Office, bot: object) -> None:
    answer = asked(slack, "熊本市の子どもの貧困について")
    assert "ほかの候補" in labels(answer["blocks"])
    slack.click(answer, "more")
    assert view_problems(slack.view()) == []


def test_no_other_candidates_are_offered_where_none_may_answer(slack: Office, bot: object) -> None:
    assert "ほかの候補" not in labels(asked(slack)["blocks"])


def test_a_list_asked_for_as_a_file_comes_with_one(slack: Office, bot: object) -> None:
    slack.ask("美祢市の指標をCSVで")
    (file,) = slack.wait_for(lambda: slack.files)
    assert "kpi-mine.csv" in str(file["files"])


def test_a_file_asked_for_in_private_comes_in_private(slack: Office, bot: object) -> None:
    private(slack, "美祢市の指標をエクセルで")
    (file,) = slack.wait_for(lambda: slack.files)
    assert str(file["channel_id"]).startswith("D")


def test_what_is_wrong_with_what_was_not_found(slack: Office, bot: object) -> None:
    slack.click(asked(slack, UNKNOWN), "bad")
    assert "計画に書いてあるのに見つからない" in words(slack.view())
    assert "数字が違う" not in words(slack.view())


def test_the_places_to_read_around_bear_names(slack: Office, bot: object) -> None:
    slack.click(asked(slack, "5-2-1の指標を全部"), "around")
    named = labels(slack.view()["blocks"])
    assert named[0] == "木質バイオマスエネルギー" or "引用 1" not in named


def test_csv_goes_into_the_thread_once_however_often_it_is_clicked(
    slack: Office, bot: object
) -> None:
    answer = asked(slack)
    slack.click(answer, "csv")
    slack.click(answer, "csv")
    slack.wait_for(lambda: slack.files)
    slack.quiet()
    (file,) = slack.files
    assert "kpi-mine.csv" in str(file["files"])
    assert (file["channel_id"], file["thread_ts"]) == (answer["channel"], answer["thread_ts"])
    content = slack.content()
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
    assert ("ジオツアー参加者数", "1,196", "1,800") in [
        (row["指標"], row["現状値"], row["目標値"]) for row in rows
    ]


def test_a_private_answer_is_shared_once_with_its_question(slack: Office, bot: object) -> None:
    answer = private(slack)
    slack.click(answer, "share")
    slack.click(answer, "share")
    slack.wait_for(lambda: slack.to("chat.postMessage"))
    slack.quiet()
    (shared,) = [post for post in slack.posted if post["method"] == "chat.postMessage"]
    assert shared["channel"] == "C1"
    assert QUESTION in words(shared["blocks"])
    assert "U1" in str(shared["blocks"][0])
    assert slack.posted[-1]["replace_original"] is True


@pytest.mark.parametrize("command", [QUESTION, "kpi ジオツアー参加者数"])
def test_below_a_shared_answer_questions_lean_on_it(
    slack: Office, bot: object, command: str
) -> None:
    slack.command(command)
    slack.click(slack.wait_for(lambda: slack.posted)[0], "share")
    _, shared, _ = slack.wait_for(lambda: slack.posted[2:] and slack.posted)
    slack.say("その現状値は？", thread_ts=shared["ts"], user="U2")
    answer = slack.wait_for(lambda: slack.posted[3:])[0]
    assert answer["thread_ts"] == shared["ts"]
    assert "1,196" in answer["text"]


def test_the_csv_of_a_private_answer_goes_to_the_person_alone(slack: Office, bot: object) -> None:
    slack.click(private(slack), "csv")
    (file,) = slack.wait_for(lambda: slack.files)
    assert file["channel_id"] == "DU1"


def test_a_near_thing_is_asked_for_once(slack: Office, bot: object) -> None:
    sent = slack.mention("横浜市のジオツアー参加者数は？")
    (answer,) = slack.answered(sent)
    assert answer["text"].startswith("計画の中に答えが見つかりませんでした。")
    for _ in range(2):
        slack.click(answer, "near:0", user="U2")
    slack.answered(sent, 2)
    slack.quiet()
    assert len(slack.answers(sent)) == 2


def test_a_question_is_handed_to_the_planning_office(slack: Office, start: object) -> None:
    with start(ask_channel="CDESK"):
        answer = asked(slack, UNKNOWN)
        slack.click(answer, "desk")
        form = slack.view()
        assert view_problems(form) == []
        assert UNKNOWN in words(form)
        for _ in range(2):
            slack.submit(form, note={"type": "plain_text_input", "value": "<!channel> 急ぎ"})
        slack.wait_for(lambda: [p for p in slack.posted if p["channel"] == "CDESK"])
        slack.quiet()
        (handed,) = [p for p in slack.posted if p["channel"] == "CDESK"]
        assert UNKNOWN in words(handed["blocks"])
        assert {"type": "text", "text": "<!channel> 急ぎ"} in every(handed["blocks"])
        assert {"type": "user", "user_id": "U1"} in every(handed["blocks"])
        assert "送りました" in words(slack.views[-1])


def test_without_an_office_nothing_is_offered(slack: Office, bot: object) -> None:
    assert "企画課に聞く" not in labels(asked(slack, UNKNOWN)["blocks"])


def test_the_last_word_of_a_person_counts(slack: Office, bot: object) -> None:
    answer = asked(slack)
    slack.click(answer, "good")
    slack.wait_for(slack.whispers)
    slack.click(answer, "good", user="U2")
    slack.click(answer, "bad")
    form = slack.view()
    assert view_problems(form) == []
    slack.submit(
        form,
        reason={"selected_option": {"value": "figure"}},
        comment={"value": "1,900 では"},
    )
    said = slack.wait_for(lambda: [f for f in bot.context.store.feedback() if f.reason])
    assert "ありがとう" in words(slack.view(2))
    verdicts = {f.user: f.verdict for f in bot.context.store.feedback()}
    assert verdicts == {"U1": "bad", "U2": "good"}
    assert (said[0].comment, said[0].message_ts) == ("1,900 では", answer["ts"])
    (lesson,) = lessons(said, bot.context.store.answer)
    assert lesson["q"] == QUESTION
    assert lesson["kpi"] == {"indicator": None, "baseline": None, "target": None}
    assert lesson["todo"] == "数字が違う：1,900 では"


def test_what_was_praised_becomes_a_test_that_is_whole(slack: Office, bot: object) -> None:
    slack.click(asked(slack), "good")
    slack.wait_for(slack.whispers)
    (lesson,) = lessons(bot.context.store.feedback(), bot.context.store.answer)
    assert lesson["kind"] == "kpi"
    assert lesson["kpi"]["target"] == "1,800"


def test_a_button_whose_answer_is_forgotten_says_so(slack: Office, bot: object) -> None:
    slack.click(asked(slack), "around", value="0" * 18)
    assert slack.wait_for(slack.whispers) == [
        "この答えの記録はもうありません。もう一度お尋ねください。"
    ]


def test_a_click_that_slack_refuses_is_told_to_the_person_alone(slack: Office, bot: object) -> None:
    answer = asked(slack)
    slack.fail("views.open", error="expired_trigger_id")
    slack.click(answer, "around")
    assert slack.wait_for(slack.whispers) == ["うまくいきませんでした。もう一度お試しください。"]


def test_the_settings_of_a_channel(slack: Office, bot: object) -> None:
    slack.command("settings", channel="C5")
    form = slack.view()
    assert view_problems(form) == []
    slack.submit(
        form,
        plans={"selected_options": [{"value": "mine"}, {"value": "nonsense"}]},
        where={"selected_option": {"value": "ephemeral"}},
        mention={"selected_options": [{"value": "mention_only"}]},
    )
    wanted = ChannelSettings(plans=("mine",), ephemeral=True, mention_only=True)
    slack.wait_for(lambda: bot.context.store.channel_settings("C5") == wanted)
    assert "変えました" in words(slack.view(2))
    slack.command("settings", channel="C5")
    chosen = pressed_option(slack.view(3))
    assert chosen == ["mine"]


def pressed_option(view: Body) -> list[str]:
    element = next(b for b in view["blocks"] if b.get("block_id") == "plans")["element"]
    return [option["value"] for option in element.get("initial_options", [])]


def test_a_question_from_the_form_is_answered_in_the_direct_message(
    slack: Office, bot: object
) -> None:
    home = slack.open_home()
    slack.click_view(home, "home_ask")
    form = slack.view()
    assert view_problems(form) == []
    slack.submit(
        form,
        question={"value": QUESTION},
        plan={"selected_option": {"value": "mine"}},
        kpi={"selected_options": []},
    )
    slack.wait_for(lambda: len(slack.posted) == 2)
    top, answer = slack.posted
    assert (top["channel"], answer["channel"]) == ("DU1", "DU1")
    assert QUESTION in top["text"]
    assert answer["thread_ts"] == top["ts"]
    assert "1,800" in answer["text"]


def test_the_home_tab_shows_plans_rows_and_ones_own_questions(slack: Office, bot: object) -> None:
    asked(slack)
    home = slack.open_home()
    assert view_problems(home) == []
    assert "重点戦略 5" in words(home)
    assert QUESTION in words(home)
    assert "管理者" not in words(home)
    slack.homes.clear()
    slack.click_view(home, "home_plan", selected_option={"value": "mine"})
    home = slack.wait_for(lambda: slack.homes.get("U1"))
    assert "マイナンバーカード発行枚数" in words(home)
    slack.homes.clear()
    slack.click_view(home, "home_section", selected_option={"value": "0"})
    home = slack.wait_for(lambda: slack.homes.get("U1"))
    assert "ジオツアー参加者数" in words(home)
    assert view_problems(home) == []
    slack.click_view(home, "home_csv")
    (file,) = slack.wait_for(lambda: slack.files)
    assert file["channel_id"] == "DU1"
    assert "1,800" in slack.content().decode()
    slack.click_view(home, "home_again:0")
    assert QUESTION in str(slack.view()["blocks"][0]["element"]["initial_value"])


def test_administrators_see_what_was_not_answered(slack: Office, start: object) -> None:
    with start(admins=frozenset({"U9"})) as bot:
        asked(slack, UNKNOWN)
        home = slack.open_home("U9")
        assert UNKNOWN in words(home)
        assert bot.context.live.searcher().snapshot.snapshot_id in words(home)
        slack.click_view(home, "home_export:unanswered", user="U9")
        (file,) = slack.wait_for(lambda: slack.files)
        assert file["channel_id"] == "DU9"
        assert UNKNOWN in slack.content().decode()


def test_nobody_else_gets_what_administrators_see(slack: Office, start: object) -> None:
    with start(admins=frozenset({"U9"})):
        asked(slack, UNKNOWN)
        home = slack.open_home("U9")
        slack.click_view(home, "home_export:feedback", user="U1")
        (told,) = slack.wait_for(lambda: [p for p in slack.posted if p.get("channel") == "U1"])
        assert told["text"] == "管理者だけが使えます。"
        assert slack.files == []
