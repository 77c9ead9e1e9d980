"""Who asked in English last is spoken to in English, wherever nothing was said just now."""

import pytest
from slack_limits import shown
from slack_office import Office

ENGLISH = "What is the target for geo tour participants?"
JAPANESE = "ジオツアー参加者数の目標値は？"


@pytest.fixture
def english(slack: Office, bot: object) -> Office:
    """A Slack where U1 has asked in English."""
    slack.ask(ENGLISH)
    return slack


def words(view: object) -> str:
    return "".join(shown(view))


def test_the_home_tab_and_its_form(english: Office) -> None:
    home = english.open_home()
    assert "Your last questions" in words(home)
    english.click_view(home, "home_ask")
    assert english.view()["submit"]["text"] == "Search"
    assert "最近の質問" in words(english.open_home("U2"))


@pytest.mark.parametrize(("text", "said"), [("help", "How to ask"), ("plans", "In force")])
def test_help_and_plans(english: Office, text: str, said: str) -> None:
    sent = english.command(text)
    english.wait_for(lambda: sent.ack)
    assert said in sent.ack["text"]


def test_settings_and_the_form_from_anywhere(english: Office) -> None:
    english.command("settings")
    assert english.view()["submit"]["text"] == "Save"
    english.interact("shortcut", callback_id="ask_plans")
    assert english.view(2)["submit"]["text"] == "Search"


def test_suggested_prompts(english: Office) -> None:
    english.event({"type": "app_home_opened", "user": "U1", "channel": "DU1", "tab": "messages"})
    (call,) = english.wait_for(lambda: english.to("assistant.threads.setSuggestedPrompts"))
    assert "target" in str(call.body["prompts"])


def test_a_refusal_under_an_answer_is_in_the_language_of_who_clicked(english: Office) -> None:
    english.click(english.answers()[0], "good", value="forgotten")
    (said,) = english.wait_for(english.whispers)
    assert said.startswith("This answer")


def test_a_question_in_japanese_brings_japanese_back_and_one_without_words_changes_nothing(
    english: Office,
) -> None:
    sent = english.mention("2030?")
    english.answered(sent)
    assert "Your last questions" in words(english.open_home())
    sent = english.mention(JAPANESE)
    english.answered(sent)
    assert "最近の質問" in words(english.open_home())


@pytest.mark.parametrize("text", ["ヘルプ", "使い方"])
def test_who_types_japanese_is_answered_in_it(english: Office, text: str) -> None:
    sent = english.command(text)
    english.wait_for(lambda: sent.ack)
    assert "計画の聞きかた" in sent.ack["text"]


def test_one_latin_word_is_no_english(slack: Office, bot: object) -> None:
    slack.ask("settings")
    assert "最近の質問" in words(slack.open_home())
