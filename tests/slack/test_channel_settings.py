"""How a channel wants to be answered."""

import time

import pytest
from slack_server import SlackServer

from bot.records import ChannelSettings

QUESTION = "ジオツアー参加者数の目標値は？"


@pytest.fixture
def wants(bot):
    """Return what sets the wishes of channel C1."""
    return lambda **wishes: bot.context.store.save_channel_settings(
        "C1", ChannelSettings(**wishes), "U1", time.time()
    )


def test_a_channel_may_want_answers_for_the_asker_alone(slack: SlackServer, wants) -> None:
    wants(ephemeral=True)
    slack.mention(QUESTION, user="U5")
    (answer,) = slack.wait_for(lambda: slack.posted)
    assert (answer["method"], answer["user"]) == ("chat.postEphemeral", "U5")
    assert "チャンネルに共有" in str(answer["blocks"])
    assert "thread_ts" not in answer


def test_a_channel_may_want_to_be_answered_only_when_it_calls(slack: SlackServer, wants) -> None:
    wants(mention_only=True)
    first = slack.mention(QUESTION)
    slack.wait_for(lambda: slack.posted)
    slack.say("その現状値は？", thread_ts=first.ts)
    slack.quiet()
    assert len(slack.posted) == 1
    slack.mention("その現状値は？", thread_ts=first.ts)
    slack.wait_for(lambda: slack.posted[1:])


def test_a_channel_may_ask_some_plans_only(slack: SlackServer, wants) -> None:
    wants(plans=("kumamoto",))
    elsewhere, here = slack.mention(QUESTION, channel="C2"), slack.mention(QUESTION, channel="C1")
    slack.wait_for(lambda: len(slack.posted) == 2)
    assert "1,800" in slack.answers(elsewhere)[0]["text"]
    assert "1,800" not in slack.answers(here)[0]["text"]
