"""The connection to Slack: refused, silent or overfull, it goes on."""

import pytest

QUESTION = "ジオツアー参加者数の目標値は？"


def test_a_refused_connection_is_tried_again(slack, start) -> None:
    slack.fail("link", times=2, status=503)
    with start() as bot:
        slack.ask(QUESTION)
        assert bot.context.metrics.value("connection_failures") == 2


def test_a_connection_that_has_fallen_silent_is_replaced(
    slack, start, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("PING_EVERY", "PONG_WITHIN", "GOODBYE"):
        monkeypatch.setattr(f"bot.serving.socket_mode.{name}", 0.1)
    slack.silent = True
    with start():
        slack.wait_for(lambda: slack.connections >= 2)


def test_everything_of_a_burst_is_acked(slack, bot) -> None:
    first = slack.mention(QUESTION)
    slack.answered(first)
    burst = [slack.again(first) for _ in range(300)]
    slack.wait_for(lambda: all(sent.acked_at for sent in burst))
    assert slack.connections == 1


def test_a_question_may_come_with_megabytes(slack, bot) -> None:
    event = slack.typed(f"<@UBOT> {QUESTION}", "C1", "U1", "app_mention")
    sent = slack.event(event | {"attachments": [{"text": "あ" * 500_000}]})
    slack.answered(sent)
    assert slack.connections == 1
