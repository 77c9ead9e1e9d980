"""`python -m bot` as operators run it: start, refusal to start, and the end."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import save_file
from slack_server import APP_TOKEN, BOT, BOT_TOKEN, SECRET, SlackServer
from slack_wire import request, signed
from tokenizers import Tokenizer
from tokenizers.models import WordLevel

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def encoder(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A folder with the smallest encoder there can be."""
    folder = tmp_path_factory.mktemp("encoder")
    Tokenizer(WordLevel({"?": 0}, unk_token="?")).save(str(folder / "tokenizer.json"))
    modules = [{"path": "", "type": "sentence_transformers.models.StaticEmbedding"}]
    (folder / "modules.json").write_text(json.dumps(modules))
    save_file({"embedding.weight": np.ones((1, 4), np.float32)}, folder / "model.safetensors")
    return str(folder)


@contextmanager
def running(
    slack: SlackServer, folder: Path, *arguments: str, **env: str
) -> Iterator[subprocess.Popen[str]]:
    given = {
        "PATH": os.environ["PATH"],
        "SLACK_BOT_TOKEN": BOT_TOKEN,
        "SLACK_APP_TOKEN": APP_TOKEN,
        "SLACK_SIGNING_SECRET": SECRET,
        "SLACK_API_URL": slack.url,
        "KEIKAKU_STATE": str(folder / "state.sqlite"),
        "KEIKAKU_INDEX": str(folder / "index"),
    }
    process = subprocess.Popen(  # noqa: S603
        [sys.executable, "-m", "bot", *arguments],
        cwd=ROOT,
        env={name: value for name, value in (given | env).items() if value},
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def ended(process: subprocess.Popen[str], within: float = 15.0) -> tuple[int, str]:
    _, errors = process.communicate(timeout=within)
    return process.returncode, errors


def up(slack: SlackServer, process: subprocess.Popen[str]) -> None:
    slack.wait_for(lambda: slack.linked or process.poll() is not None, timeout=20)
    assert process.poll() is None, ended(process)


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


def test_missing_tokens_are_named_together(slack, tmp_path, encoder) -> None:
    with running(slack, tmp_path, SLACK_BOT_TOKEN="", SLACK_APP_TOKEN="xoxb-1") as process:
        code, errors = ended(process)
    assert code == 2
    assert "SLACK_BOT_TOKEN" in errors
    assert "SLACK_APP_TOKEN" in errors
    assert "Traceback" not in errors


def test_tokens_that_slack_refuses_are_named_together(slack, tmp_path, encoder) -> None:
    slack.refused_tokens |= {BOT_TOKEN, APP_TOKEN}
    with running(slack, tmp_path, PLAN_ENCODER=encoder) as process:
        code, errors = ended(process)
    assert code == 2
    assert "SLACK_BOT_TOKEN" in errors
    assert "SLACK_APP_TOKEN" in errors
    assert "invalid_auth" in errors
    assert BOT_TOKEN not in errors
    assert APP_TOKEN not in errors


def test_sigterm_finishes_the_answer_and_leaves(slack, tmp_path, encoder) -> None:
    with running(slack, tmp_path, PLAN_ENCODER=encoder) as process:
        up(slack, process)
        slack.fail("chat.postMessage", times=2, status=503, delay=0.3)
        sent = slack.mention("目標は？")
        slack.wait_for(lambda: slack.calls[-1].method == "chat.postMessage", timeout=10)
        process.send_signal(signal.SIGTERM)
        code, errors = ended(process)
    assert code == 0, errors
    assert len(slack.answers(sent)) == 1
    assert "目標は" not in errors
    assert BOT_TOKEN not in errors
    for line in errors.splitlines():
        json.loads(line)


def test_it_starts_once_slack_can_be_reached(slack, tmp_path, encoder) -> None:
    slack.fail("auth.test", times=1, status=503)
    with running(slack, tmp_path, PLAN_ENCODER=encoder) as process:
        up(slack, process)
        process.send_signal(signal.SIGTERM)
        assert ended(process)[0] == 0


def test_it_gives_up_when_slack_stays_away(slack, tmp_path, encoder) -> None:
    with running(slack, tmp_path, PLAN_ENCODER=encoder, KEIKAKU_OFFLINE_MINUTES="0.01") as process:
        up(slack, process)
        slack.fail("apps.connections.open", times=10_000, status=503)
        slack.drop()
        assert ended(process)[0] == 75


def test_the_local_page_tells_how_it_is(slack, tmp_path, encoder) -> None:
    port = free_port()
    with running(slack, tmp_path, PLAN_ENCODER=encoder, KEIKAKU_PORT=str(port)) as process:
        up(slack, process)
        sent = slack.mention("目標は？")
        slack.wait_for(lambda: slack.answers(sent), timeout=10)
        status, health = request(port, "GET", "/healthz")
        facts = json.loads(health)
        assert (status, facts["connected"], facts["snapshot"]) == (503, True, None)
        assert facts["state"] is True
        asked = b'keikaku_questions_total{outcome="not_ready",place="thread"} 1'
        slack.wait_for(lambda: asked in request(port, "GET", "/metrics")[1])
        status, metrics = request(port, "GET", "/metrics")
        assert status == 200
        assert b"keikaku_ack_seconds_count 1" in metrics
        assert request(port, "GET", "/other")[0] == 404


class TestHttp:
    @pytest.fixture
    def port(self, slack, tmp_path, encoder) -> Iterator[int]:
        port = free_port()
        with running(
            slack, tmp_path, "--http", str(port), SLACK_APP_TOKEN="", PLAN_ENCODER=encoder
        ):
            slack.wait_for(lambda: _open(port), timeout=20)
            yield port

    def test_only_what_slack_signed_just_now_is_taken(self, slack, port) -> None:
        event = slack.typed(f"<@{BOT}> 目標は？", "C1", "U1", "app_mention")
        body = json.dumps(
            {"type": "event_callback", "event_id": "Ev1", "team_id": "T1", "event": event}
        ).encode()
        path, now = "/slack/events", time.time()
        forged = [
            signed("wrong", body, now),
            signed(SECRET, body, now - 600),
            signed(SECRET, body + b" ", now),
            {"Content-Type": "application/json"},
        ]
        assert [request(port, "POST", path, body, headers)[0] for headers in forged] == [401] * 4
        slack.quiet()
        assert not slack.posted
        assert request(port, "POST", path, body, signed(SECRET, body, now))[0] == 200
        slack.wait_for(lambda: slack.posted, timeout=10)
        assert request(port, "POST", path, body, signed(SECRET, body, now))[0] == 200
        slack.quiet()
        assert len(slack.posted) == 1

        hello = json.dumps({"type": "url_verification", "challenge": "c-1"}).encode()
        status, reply = request(port, "POST", path, hello, signed(SECRET, hello, now))
        assert (status, json.loads(reply)["challenge"]) == (200, "c-1")
        assert request(port, "POST", "/other", body, signed(SECRET, body, now))[0] == 404
        huge = {"Content-Length": str(1 << 30)} | signed(SECRET, b"", now)
        assert request(port, "POST", path, b"", huge)[0] == 413


def _open(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0
