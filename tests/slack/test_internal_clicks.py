"""A plan marked internal stays in its channels, whatever is clicked from wherever."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from fakes import Always
from slack_limits import shown
from slack_office import Office
from slack_server import Body

from index.search import Searcher

QUESTION = "ジオツアー参加者数を増やす取組"
"""Answered with a figure, with quotes, and with further quotes behind a button."""
SECRET, ROOM, MEMBER, STRANGER = "mine", "C9", "U1", "U2"
REFUSED = "この計画は、ここではお答えできません。"


@pytest.fixture
def bot(start: object, slack: Office, searcher: Searcher) -> Iterator[object]:
    slack.members = {ROOM: [MEMBER]}
    plans = tuple(
        replace(plan, internal=True, channels=(ROOM,)) if plan.plan_id == SECRET else plan
        for plan in searcher.snapshot.plans
    )
    closed = Searcher(replace(searcher.snapshot, plans=plans), searcher.encoder)
    with start(live=Always(closed), admins=frozenset({"U8"})) as running:
        yield running


@pytest.fixture
def answer(slack: Office, bot: object) -> Body:
    posted = slack.ask(QUESTION, channel=ROOM, user=MEMBER)
    assert "1,800" in posted["text"]
    return posted


def leaks(slack: Office, since: int) -> bool:
    """Whether anything of the plan went out after the first `since` messages."""
    rest = str([slack.posted[since:], slack.views, slack.files])
    return "1,800" in rest or "ジオガイド" in rest


@pytest.mark.parametrize("action", ["around", "more", "csv", "good", "bad"])
def test_a_button_carried_elsewhere_or_pressed_by_a_stranger_is_refused(
    slack: Office, answer: Body, action: str
) -> None:
    slack.click(answer, action, user=STRANGER)
    slack.wait_for(lambda: len(slack.whispers()) == 1)
    slack.click(answer, action, user=MEMBER, channel="C1")
    slack.wait_for(lambda: len(slack.whispers()) == 2)
    assert set(slack.whispers()) == {REFUSED}
    assert not leaks(slack, 1)


def test_members_read_on_in_the_room_and_nobody_moves_their_modal_elsewhere(
    slack: Office, answer: Body
) -> None:
    slack.click(answer, "around", user=MEMBER)
    view = slack.view()
    assert "引用したところ" in "".join(shown(view))
    slack.click_view(view, "around_move:next", user=STRANGER)
    assert REFUSED in "".join(shown(slack.view(2)))


def test_the_private_csv_of_an_internal_plan_is_not_sent_out_of_the_room(
    slack: Office, bot: object
) -> None:
    slack.command(QUESTION, channel=ROOM, user=MEMBER)
    private = slack.wait_for(lambda: slack.posted)[0]
    assert "1,800" in private["text"]
    slack.click(private, "csv", user=MEMBER)
    told = slack.wait_for(lambda: slack.posted[1:])[0]
    assert "チャンネルに共有した答えから" in told["text"]
    assert slack.files == []


def test_a_private_answer_is_shared_in_the_room_and_nowhere_else(
    slack: Office, bot: object
) -> None:
    slack.command(QUESTION, channel=ROOM, user=MEMBER)
    private = slack.wait_for(lambda: slack.posted)[0]
    slack.click(private, "share", user=MEMBER, channel="C1")
    refused = slack.wait_for(lambda: slack.posted[1:])[0]
    assert refused["text"] == REFUSED
    slack.click(private, "share", user=MEMBER)
    shared = slack.wait_for(lambda: slack.posted[2:])[0]
    assert (shared["method"], shared["channel"]) == ("chat.postMessage", ROOM)


@pytest.mark.parametrize("user", [MEMBER, STRANGER, "U8"])
def test_the_home_tab_does_not_know_the_plan(slack: Office, bot: object, user: str) -> None:
    home = slack.open_home(user)
    assert "ジオパーク" not in str(home)
    assert "重点戦略 5" not in str(home)
    slack.homes.clear()
    slack.click_view(home, "home_plan", user=user, selected_option={"value": SECRET})
    again = slack.wait_for(lambda: slack.homes.get(user))
    assert "重点戦略 5" not in str(again)


def test_a_crafted_request_for_its_rows_is_refused(slack: Office, bot: object) -> None:
    home = slack.open_home(MEMBER)
    slack.homes.clear()
    slack.click_view(home, "home_plan", selected_option={"value": "kumamoto"})
    browsing = slack.wait_for(lambda: slack.homes.get(MEMBER))
    slack.click_view(browsing, "home_csv", value=f'{{"plan":"{SECRET}"}}')
    slack.wait_for(lambda: [p for p in slack.posted if p.get("channel") == MEMBER])
    assert slack.files == []


def test_the_forms_offer_it_in_the_room_only(slack: Office, bot: object) -> None:
    slack.command("settings", channel="C1", user=MEMBER)
    assert SECRET not in str(slack.view()["blocks"])
    slack.command("settings", channel=ROOM, user=STRANGER)
    assert SECRET not in str(slack.view(2)["blocks"])
    slack.command("settings", channel=ROOM, user=MEMBER)
    assert SECRET in str(slack.view(3)["blocks"])
    home = slack.open_home(MEMBER)
    slack.click_view(home, "home_ask")
    assert SECRET not in str(slack.view(4)["blocks"])
