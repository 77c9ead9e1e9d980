"""A bot that was started before an index was built says so, wherever it is spoken to."""

from collections.abc import Iterator

import pytest
from slack_limits import shown, view_problems
from slack_office import Office

from bot.messages import say
from index.errors import SnapshotMissing

NOT_READY = say("not_ready")


class Empty:
    """Has no searcher to give."""

    def searcher(self) -> object:
        raise SnapshotMissing("There is none.")


@pytest.fixture(autouse=True)
def bot(start) -> Iterator[object]:
    with start(live=Empty()) as running:
        yield running


def test_a_question(slack: Office) -> None:
    answer = slack.ask("目標値は？")
    assert answer["text"] == NOT_READY


@pytest.mark.parametrize("text", ["plans", "settings", "目標値は？"])
def test_a_command(slack: Office, text: str) -> None:
    sent = slack.command(text)
    slack.wait_for(lambda: sent.ack)
    assert sent.ack["text"] == NOT_READY


def test_help_needs_none(slack: Office) -> None:
    sent = slack.command("help")
    slack.wait_for(lambda: sent.ack)
    assert say("help_title") in sent.ack["text"]


def test_the_home_tab(slack: Office) -> None:
    home = slack.open_home()
    assert NOT_READY in "".join(shown(home))
    assert view_problems(home) == []


def test_the_search_form(slack: Office) -> None:
    slack.interact("shortcut", callback_id="ask_plans")
    assert NOT_READY in "".join(shown(slack.view()))
