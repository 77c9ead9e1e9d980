"""Logs, metrics and gates."""

import json
import logging

import pytest

from bot.logs import JsonLines, masked
from bot.metrics import Metrics
from bot.serving.turns import Gates


@pytest.mark.parametrize(
    "text",
    [
        "xoxb-12-ab34",
        "Bearer xapp-1-A1-99-ff",
        "wss://wss.slack.com/link/?ticket=abc-def&app_id=1",
        "https://hooks.slack.com/services/T1/B1/abc",
    ],
)
def test_tokens_are_masked(text: str) -> None:
    shown = masked(text)
    assert "…" in shown
    assert not any(secret in shown for secret in ("12-ab34", "A1-99", "abc-def", "B1/abc"))


def test_a_record_is_one_line_of_json_with_its_extra_fields() -> None:
    record = logging.makeLogRecord(
        {
            "name": "bot.desk",
            "levelno": 20,
            "levelname": "INFO",
            "msg": "Answered.",
            "ms": 12,
        }
    )
    line = JsonLines().format(record)
    assert "\n" not in line
    fields = json.loads(line)
    assert (fields["message"], fields["ms"], fields["level"]) == ("Answered.", 12, "info")


def test_metrics_are_prometheus_text() -> None:
    metrics = Metrics()
    metrics.count("questions", outcome="answered", place="thread")
    metrics.count("questions", outcome="answered", place="thread")
    metrics.observe("answer", 0.3)
    metrics.gauge("queue", lambda: 3.0)
    lines = metrics.text().splitlines()
    assert 'keikaku_questions_total{outcome="answered",place="thread"} 2' in lines
    assert 'keikaku_answer_seconds_bucket{le="0.25"} 0' in lines
    assert 'keikaku_answer_seconds_bucket{le="0.5"} 1' in lines
    assert 'keikaku_answer_seconds_bucket{le="+Inf"} 1' in lines
    assert "keikaku_answer_seconds_count 1" in lines
    assert "keikaku_queue 3" in lines
    assert metrics.value("questions", outcome="answered", place="thread") == 2


def test_a_gate_opens_when_its_time_has_come() -> None:
    now = 100.0
    gates = Gates(lambda: now)
    assert gates.wait("C1") == 0.0
    gates.shut("C1", 2.0)
    gates.shut("C1", 1.0)
    assert gates.wait("C1") == 2.0
    assert gates.wait("C2") == 0.0
    now = 102.0
    assert gates.wait("C1") == 0.0


def test_what_broke_is_told_without_the_words_of_people() -> None:
    try:
        {}["秘密の質問"]
    except KeyError as error:
        record = logging.makeLogRecord({"msg": "x", "exc_info": (KeyError, error, None)})
    line = JsonLines().format(record)
    assert json.loads(line)["error"] == "KeyError"
    assert "秘密の質問" not in json.loads(line)["said"]
