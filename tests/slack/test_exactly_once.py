"""Every question answered once, in its place, whatever Slack, the network or the operator do."""

import threading
import time

import pytest

QUESTION = "ジオツアー参加者数の目標値は？"
LIST = "5-1-1の指標を全部"


def test_a_duplicate_is_answered_once(slack, bot) -> None:
    sent = slack.mention(QUESTION)
    for retry in (1, 2, 3):
        slack.again(sent, retry)
    slack.wait_for(lambda: slack.posted)
    slack.quiet()
    assert len(slack.posted) == 1
    assert all(delivery.acked_at for delivery in slack.sent.values())
    assert bot.context.metrics.value("duplicates") == 3


def test_mention_and_message_of_the_same_words_are_answered_once(slack, bot) -> None:
    event = slack.typed(f"<@UBOT> {QUESTION}", "C1", "U1")
    slack.event(event | {"channel_type": "channel"})
    slack.event(event | {"type": "app_mention"})
    slack.event(event | {"channel_type": "channel"})
    slack.wait_for(lambda: slack.posted)
    slack.quiet()
    assert len(slack.posted) == 1


def test_mention_and_message_in_an_answered_thread_are_answered_once(slack, bot) -> None:
    first = slack.mention(QUESTION)
    slack.wait_for(lambda: slack.posted)
    event = slack.typed(f"<@UBOT> {QUESTION}", "C1", "U1", thread_ts=first.ts)
    slack.event(event | {"channel_type": "channel"})
    slack.event(event | {"type": "app_mention"})
    slack.wait_for(lambda: slack.posted[1:])
    slack.quiet()
    assert len(slack.posted) == 2


def test_a_retry_after_a_failure_is_run_again_once(slack, bot) -> None:
    slack.fail("chat.postMessage", times=1, error="channel_not_found")
    sent = slack.mention(QUESTION)
    slack.wait_for(lambda: bot.context.metrics.value("failed", reason="channel_not_found"))
    assert not slack.posted
    slack.again(sent)
    slack.wait_for(lambda: slack.posted)
    slack.again(sent, 2)
    slack.quiet()
    assert len(slack.posted) == 1


def test_a_rate_limit_is_kept_and_blocks_nobody_else(slack, bot) -> None:
    slack.fail("chat.postMessage", times=1, status=429, retry_after=1)
    limited = slack.mention(QUESTION, channel="C1")
    slack.wait_for(lambda: slack.calls and slack.calls[-1].status == 429)
    other = slack.mention(QUESTION, channel="C2")
    slack.wait_for(lambda: slack.answers(other), timeout=0.8)
    slack.answered(limited)
    refused, *_, answered = [c for c in slack.calls if c.body.get("channel") == "C1"]
    assert answered.at - refused.at >= 1.0
    assert len(slack.posted) == 2


@pytest.mark.parametrize("status", [500, 502, 503, 504])
def test_server_errors_are_tried_again(slack, bot, status: int) -> None:
    slack.fail("chat.postMessage", times=2, status=status)
    slack.ask(QUESTION)
    slack.quiet()
    assert len(slack.posted) == 1


@pytest.mark.parametrize("how", [{"status": 500}, {"cut": True}])
def test_an_answer_that_arrived_before_the_error_is_not_posted_again(slack, bot, how) -> None:
    slack.fail("chat.postMessage", times=1, after=True, **how)
    slack.mention(QUESTION)
    slack.wait_for(lambda: slack.to("conversations.replies"))
    slack.quiet()
    assert len(slack.posted) == 1


def test_refused_blocks_fall_back_down_the_ladder(slack, bot) -> None:
    slack.fail("chat.postMessage", times=1, error="invalid_blocks")
    answer = slack.ask(LIST)
    first, second = [c for c in slack.calls if c.method == "chat.postMessage"]
    assert first.body["blocks"] != second.body["blocks"]
    assert "1,800" in str(answer["blocks"])


def test_when_every_form_is_refused_the_text_remains(slack, bot) -> None:
    slack.fail("chat.postMessage", times=3, error="msg_blocks_too_long")
    answer = slack.ask(LIST)
    assert not answer.get("blocks")
    assert "1,800" in answer["text"]


def test_five_at_once_get_their_own_answers(slack, bot) -> None:
    questions = [slack.mention(QUESTION, channel=f"C{n}", user=f"U{n}") for n in range(5)]
    for sent in questions:
        slack.answered(sent)
    slack.quiet()
    assert sorted(post["channel"] for post in slack.posted) == [f"C{n}" for n in range(5)]


def test_questions_of_one_thread_are_answered_in_order(slack, bot) -> None:
    slack.fail("chat.postMessage", times=1, status=503)
    first = slack.dm("ジオツアー参加者数の目標値は？")
    for text in ("ジオツアー参加者数の現状値は？", "SDGs 11.3 の指標は？"):
        slack.dm(text, thread_ts=first.ts)
    slack.wait_for(lambda: len(slack.posted) == 3)
    keys = [post["metadata"]["event_payload"]["key"] for post in slack.posted]
    assert keys == sorted(keys)


def test_malformed_frames_are_dropped_and_the_next_question_answered(slack, bot) -> None:
    frames = [
        "not json", "{", "[]", "null", "", '{"type":"unknown"}', '{"type":"events_api"}',
        '{"envelope_id":"e1","type":"events_api","payload":null}',
        '{"envelope_id":"e2","type":"events_api","payload":{"event":{}}}',
        '{"envelope_id":"e3","type":"events_api","payload":{"event":null}}',
        '{"envelope_id":"e4","type":"events_api","payload":{"event":{"type":"app_mention"}}}',
        '{"envelope_id":"e5","type":"interactive","payload":{}}',
        b"\x00\xff",
    ]  # fmt: skip
    for frame in frames:
        slack.raw(frame)
    slack.ask(QUESTION)


def test_a_new_connection_takes_over_without_a_gap(slack, bot) -> None:
    sent = []
    for _ in range(3):
        slack.refresh()
        for _ in range(5):
            sent.append(slack.mention(QUESTION))
            time.sleep(0.01)
    for question in sent:
        slack.answered(question)
    slack.quiet()
    assert len(slack.posted) == len(sent)
    assert slack.connections >= 2
    assert max(question.acked_at - question.at for question in sent) < 0.5


def test_a_cut_connection_is_replaced(slack, bot) -> None:
    slack.drop()
    slack.wait_for(lambda: slack.connections == 2)
    slack.ask(QUESTION)


def test_a_stop_finishes_what_is_being_answered(slack, start) -> None:
    slack.fail("chat.postMessage", times=1, status=503)
    with start() as bot:
        sent = slack.mention(QUESTION)
        slack.wait_for(lambda: slack.calls and slack.calls[-1].method == "chat.postMessage")
        assert bot.stop()
    assert len(slack.answers(sent)) == 1


def test_what_was_taken_before_a_restart_is_answered_after_it(slack, start) -> None:
    slack.fail("chat.postMessage", times=1000, status=503)
    with start() as bot:
        sent = slack.mention(QUESTION)
        slack.wait_for(lambda: slack.calls and slack.calls[-1].method == "chat.postMessage")
        assert not bot.stop(grace=0.0)
    slack.recover()
    with start():
        slack.again(sent)
        slack.answered(sent)
        slack.quiet()
    assert len(slack.posted) == 1


def test_an_answered_question_stays_answered_after_a_restart(slack, start) -> None:
    with start():
        sent = slack.mention(QUESTION)
        slack.answered(sent)
    with start():
        slack.again(sent)
        slack.say("その現状値は？", thread_ts=sent.ts)
        slack.answered(sent, 2)
        slack.quiet()
    assert len(slack.posted) == 2


def test_a_full_queue_says_so_at_once(slack, start) -> None:
    slack.fail("chat.postMessage", times=1, status=429, retry_after=1)
    with start(queue=1) as bot:
        first = slack.mention(QUESTION)
        slack.wait_for(lambda: slack.calls and slack.calls[-1].status == 429)
        second = slack.mention(QUESTION)
        (answer,) = slack.wait_for(lambda: slack.answers(second), timeout=0.8)
        assert "混み合って" in answer["text"]
        assert bot.context.metrics.value("refused") == 1
        slack.answered(first)


def test_acks_do_not_wait_for_slow_posts(slack, bot) -> None:
    slack.fail("chat.postMessage", times=30, delay=0.5, status=503)
    sent = [slack.mention(QUESTION) for _ in range(30)]
    command = slack.command("help")
    slack.wait_for(lambda: command.acked_at and all(one.acked_at for one in sent))
    assert max(one.acked_at - one.at for one in (*sent, command)) < 0.5
    slack.wait_for(lambda: len(slack.posted) == 30, timeout=10)


def test_no_thread_of_the_bot_dies(slack, bot) -> None:
    failures = []
    threading.excepthook = failures.append
    try:
        slack.refresh()
        slack.drop()
        slack.wait_for(lambda: slack.connections >= 2)
    finally:
        threading.excepthook = threading.__excepthook__
    assert not failures
