"""Internal plans, from the outside: only in their channels, and there only to their members."""

from pathlib import Path

import pytest
from fakes import BigramEncoder
from slack_server import SlackServer

from bot.live import Live
from index.rebuild import rebuild

SECRET_WORDS = "機密庁舎移転"
QUESTION = "機密庁舎移転の方針は？"

PLANS = """
[[plan]]
id = "open"
title = "山田市みどりの計画"
publisher = "山田市"
in_force = "第1版"
  [[plan.edition]]
  revision = "第1版"
  files = ["plans/open/1.txt"]

[[plan]]
id = "inner"
title = "山田市庁舎内部計画"
publisher = "山田市"
in_force = "第1版"
internal = true
channels = ["CIN"]
  [[plan.edition]]
  revision = "第1版"
  files = ["plans/inner/1.txt"]
"""


@pytest.fixture
def bot(slack: SlackServer, start, tmp_path: Path):
    corpus = tmp_path / "corpus"
    for plan, text in {
        "open": "第1章 みどり\n\n街路樹を増やし、公園の緑を市民とともに守る。\n",
        "inner": f"第1章 庁舎\n\n{SECRET_WORDS}の方針は、駅前の用地を先に求めることである。\n",
    }.items():
        folder = corpus / "plans" / plan
        folder.mkdir(parents=True)
        (folder / "1.txt").write_text(f"山田市 計画\n\n{text}", encoding="utf-8")
    (corpus / "plans.toml").write_text(PLANS, encoding="utf-8")
    encoder = BigramEncoder()
    rebuild(corpus, tmp_path / "index", encoder)
    slack.members = {"CIN": ["U1"], "C1": ["U1", "U2"]}
    live = Live(tmp_path / "index", encoder)
    with start(live=live) as running:
        yield running
    live.close()


def leaked(slack: SlackServer) -> bool:
    return "駅前" in str(slack.posted) or "内部計画" in str(slack.posted)


def test_a_member_is_answered_in_the_channel_named_for_it(slack, bot) -> None:
    answer = slack.ask(QUESTION, channel="CIN", user="U1")
    assert "駅前" in answer["text"]


@pytest.mark.parametrize("ask", ["mention", "dm", "command", "outsider"])
def test_nobody_else_and_nowhere_else(slack, bot, ask: str) -> None:
    if ask == "mention":
        slack.mention(QUESTION, channel="C1", user="U1")
    elif ask == "dm":
        slack.dm(QUESTION, user="U1")
    elif ask == "command":
        slack.command(QUESTION, channel="C1", user="U1")
    else:
        slack.command(QUESTION, channel="CIN", user="U2")
    slack.wait_for(lambda: slack.posted)
    assert not leaked(slack)


def test_the_list_of_plans_names_it_only_there(slack, bot) -> None:
    outside, inside = slack.command("plans", channel="C1"), slack.command("plans", channel="CIN")
    slack.wait_for(lambda: outside.ack and inside.ack)
    assert "内部計画" not in str(outside.ack)
    assert "内部計画" in str(inside.ack)


def test_a_thread_does_not_carry_it_to_an_outsider(slack, bot) -> None:
    first = slack.mention(QUESTION, channel="CIN", user="U1")
    slack.answered(first)
    slack.say("もっと詳しく", channel="CIN", user="U2", thread_ts=first.ts)
    (_, refused) = slack.wait_for(lambda: len(slack.posted) == 2 and slack.posted)
    assert "駅前" not in str(refused)
    assert "庁舎" not in refused["text"]


def test_while_slack_cannot_tell_the_members_the_question_waits(slack, bot) -> None:
    slack.fail("conversations.members", times=2, status=503)
    answer = slack.ask(QUESTION, channel="CIN", user="U1")
    assert "駅前" in answer["text"]


def test_members_are_asked_for_once_a_minute(slack, bot) -> None:
    for _ in range(3):
        slack.ask(QUESTION, channel="CIN", user="U1")
    assert len(slack.to("conversations.members")) == 1
