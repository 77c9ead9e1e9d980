"""A local Slack for tests: the Web API over HTTP, Socket Mode over WebSocket, everything recorded.

with SlackServer() as slack:
    ...connect the bot to slack.url...
    sent = slack.mention("質問")
    (answer,) = slack.answered(sent)
"""

import contextlib
import itertools
import json
import socket
import threading
import time
import urllib.parse
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from fnmatch import fnmatch
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self

from slack_wire import BINARY, REPLIES, TEXT, frame, frames, respond, shake_hands

BOT, TEAM, APP = "UBOT", "T1", "A1"
BOT_TOKEN, APP_TOKEN, SECRET = "xoxb-test-1", "xapp-test-1", "s3cret"
POSTS = ("chat.postMessage", "chat.postEphemeral", "response_url")

Body = dict[str, Any]


@dataclass
class Call:
    """One request of the bot; `status` is what it was answered with."""

    method: str
    body: Body
    at: float
    status: int = 200


@dataclass
class Sent:
    """One thing sent to the bot, and when it was acked."""

    payload: Body
    envelope_id: str
    at: float
    ts: str = ""
    acked_at: float | None = None
    ack: Body = field(default_factory=dict)


@dataclass
class Fault:
    """What to do to the next calls of a method instead of answering them."""

    method: str
    times: int
    status: int = 200
    error: str = ""
    retry_after: int | None = None
    delay: float = 0.0
    cut: bool = False
    after: bool = False
    """The call takes effect before it goes wrong."""


class SlackServer:
    """Listens on a free port; use it as a context manager."""

    def __init__(self) -> None:
        self.calls: list[Call] = []
        self.sent: dict[str, Sent] = {}
        self.members: dict[str, list[str]] = {}
        self.refused_tokens: set[str] = set()
        self.posted: list[Body] = []
        self._faults: list[Fault] = []
        self._sockets: list[socket.socket] = []
        self._changed = threading.Condition()
        self._clock = itertools.count(int(time.time() * 1_000_000))
        self.connections = 0
        self.silent = False
        """Whether pings get no answer."""

    def __enter__(self) -> Self:
        slack = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                slack._link(self)

            def do_POST(self) -> None:
                slack._api(self)

            def log_message(self, *_: object) -> None:
                return

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.port = self._server.server_address[1]
        self.url = f"http://127.0.0.1:{self.port}/api/"
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.drop()
        self._server.shutdown()
        self._server.server_close()

    # What happens in Slack.

    def ts(self) -> str:
        """Return a new message timestamp."""
        micros = next(self._clock)
        return f"{micros // 1_000_000}.{micros % 1_000_000:06d}"

    def event(self, event: Body, **sending: Any) -> Sent:
        """Send an event of any kind."""
        payload = {
            "type": "event_callback",
            "team_id": TEAM,
            "api_app_id": APP,
            "event_id": f"Ev{uuid.uuid4().hex[:10]}",
            "event": event,
            "authorizations": [{"team_id": TEAM, "user_id": BOT, "is_bot": True}],
        }
        sent = self.deliver("events_api", payload, **sending)
        sent.ts = event.get("ts", "")
        return sent

    def mention(self, text: str, channel: str = "C1", user: str = "U1", **more: Any) -> Sent:
        """Mention the bot in a channel."""
        return self.event(self.typed(f"<@{BOT}> {text}", channel, user, "app_mention", **more))

    def dm(self, text: str, user: str = "U1", **more: Any) -> Sent:
        """Write to the bot directly."""
        return self.event(self.typed(text, f"D{user}", user, channel_type="im", **more))

    def say(self, text: str, channel: str = "C1", user: str = "U1", **more: Any) -> Sent:
        """Write in a channel that the bot may read."""
        return self.event(self.typed(text, channel, user, channel_type="channel", **more))

    def typed(self, text: str, channel: str, user: str, kind: str = "message", **more: Any) -> Body:
        """Return the event of a message, not sent yet."""
        event = {"type": kind, "text": text, "channel": channel, "user": user, "ts": self.ts()}
        return event | more

    def command(self, text: str, channel: str = "C1", user: str = "U1") -> Sent:
        """Type `/keikaku text`."""
        payload = {
            "command": "/keikaku",
            "text": text,
            "channel_id": channel,
            "user_id": user,
            "team_id": TEAM,
            "api_app_id": APP,
            "trigger_id": uuid.uuid4().hex,
            "response_url": f"{self.url.removesuffix('api/')}response/{channel}/{user}",
        }
        return self.deliver("slash_commands", payload)

    def interact(self, kind: str, user: str = "U1", **more: Any) -> Sent:
        """Send any interactive payload: shortcut, message_action, block_actions, …"""
        payload = {
            "type": kind,
            "user": {"id": user, "team_id": TEAM},
            "team": {"id": TEAM},
            "api_app_id": APP,
            "trigger_id": uuid.uuid4().hex,
        }
        return self.deliver("interactive", payload | more)

    # Delivery.

    def deliver(self, kind: str, payload: Body, retry: int = 0) -> Sent:
        """Send an envelope over the newest connection."""
        sent = Sent(payload, str(uuid.uuid4()), time.time())
        envelope = {
            "type": kind,
            "envelope_id": sent.envelope_id,
            "payload": payload,
            "accepts_response_payload": kind != "events_api",
        }
        if kind == "events_api":
            envelope |= {"retry_attempt": retry, "retry_reason": "timeout" if retry else ""}
        self.sent[sent.envelope_id] = sent
        self.raw(json.dumps(envelope))
        return sent

    def again(self, sent: Sent, retry: int = 1) -> Sent:
        """Send the same payload once more, as Slack does when it got no ack."""
        repeated = self.deliver("events_api", sent.payload, retry)
        repeated.ts = sent.ts
        return repeated

    def raw(self, text: str | bytes) -> None:
        """Send a frame as it is, on the newest connection that is not closed just now."""
        binary = isinstance(text, bytes)
        payload = text if isinstance(text, bytes) else text.encode()
        sent = frame(payload, BINARY if binary else TEXT)

        def send() -> bool:
            with contextlib.suppress(OSError, IndexError):
                self._sockets[-1].sendall(sent)
                return True
            return False

        self.wait_for(send, what="a connection")

    def refresh(self) -> None:
        """Ask the bot for a new connection, as Slack does every few hours."""
        self.raw(json.dumps({"type": "disconnect", "reason": "refresh_requested"}))

    def drop(self) -> None:
        """Cut every connection."""
        for link in list(self._sockets):
            with contextlib.suppress(OSError):
                link.shutdown(socket.SHUT_RDWR)

    def fail(self, method: str, times: int = 1, **how: Any) -> None:
        """Let the next calls of a method (a glob) go wrong; "link" is the WebSocket."""
        self._faults.append(Fault(method, times, **how))

    def recover(self) -> None:
        """Let nothing go wrong any more."""
        self._faults.clear()

    # What the bot did.

    @property
    def linked(self) -> bool:
        """Whether the bot holds a connection."""
        return bool(self._sockets)

    def to(self, method: str) -> list[Call]:
        """Return the calls of a method (a glob) that were answered."""
        return [c for c in self.calls if fnmatch(c.method, method) and c.status == 200]

    def answers(self, sent: Sent | None = None) -> list[Body]:
        """Return what was posted, in the thread of what was sent if that is given."""
        if sent is None:
            return list(self.posted)
        event = sent.payload.get("event", {})
        thread = event.get("thread_ts") or sent.ts
        return [body for body in self.posted if body.get("thread_ts") == thread]

    def answered(self, sent: Sent, times: int = 1) -> list[Body]:
        """Wait until so many answers stand where something was sent, and return them."""
        self.wait_for(lambda: len(self.answers(sent)) >= times, what=f"answer {times}")
        return self.answers(sent)

    def ask(self, text: str, **more: Any) -> Body:
        """Mention the bot; wait for its one answer and return it."""
        (answer,) = self.answered(self.mention(text, **more))
        return answer

    def wait_for(self, fact: Callable[[], Any], timeout: float = 5.0, what: str = "it") -> Any:
        """Wait until `fact` is true and return it."""
        deadline = time.time() + timeout
        with self._changed:
            while not (found := fact()):
                left = deadline - time.time()
                assert left > 0, f"waited for {what} in vain; calls: {self.calls[-5:]}"
                self._changed.wait(min(left, 0.05))
        return found

    def quiet(self, seconds: float = 0.2) -> None:
        """Wait until the bot has called nothing for so long."""
        last = -1
        while last != len(self.calls):
            last = len(self.calls)
            time.sleep(seconds)

    # The Web API.

    def _api(self, handler: BaseHTTPRequestHandler) -> None:
        raw = handler.rfile.read(int(handler.headers.get("Content-Length") or 0)).decode()
        if "json" in (handler.headers.get("Content-Type") or ""):
            body = json.loads(raw or "{}")
        else:
            body = dict(urllib.parse.parse_qsl(raw))
        path = handler.path.strip("/").split("/")
        method = "response_url" if path[0] == "response" else path[-1]
        token = (handler.headers.get("Authorization") or "").removeprefix("Bearer ")
        call = Call(method, body, time.time())
        fault = self._fault(method)
        if fault is None or fault.after:
            reply = self._reply(method, body, token, path)
        with self._changed:
            self.calls.append(call)
            self._changed.notify_all()
        if fault is None:
            respond(handler, 200, reply)
            return
        call.status = fault.status if not fault.cut else 0
        time.sleep(fault.delay)
        if fault.cut:
            handler.close_connection = True
            handler.connection.shutdown(socket.SHUT_RDWR)
            return
        headers = {} if fault.retry_after is None else {"Retry-After": str(fault.retry_after)}
        error = fault.error or ("ratelimited" if fault.status == 429 else "internal_error")
        respond(handler, fault.status, {"ok": False, "error": error}, headers)

    def _fault(self, method: str) -> Fault | None:
        with self._changed:
            for fault in self._faults:
                if fault.times > 0 and fnmatch(method, fault.method):
                    fault.times -= 1
                    return fault
        return None

    def _reply(self, method: str, body: Body, token: str, path: list[str]) -> Body:
        known = {"apps.connections.open": APP_TOKEN}.get(method, BOT_TOKEN)
        if method != "response_url" and (token != known or token in self.refused_tokens):
            return {"ok": False, "error": "invalid_auth"}
        if method in POSTS:
            post = body | {"ts": self.ts(), "method": method}
            if method == "response_url":
                post |= {"channel": path[1], "user": path[2]}
            self.posted.append(post)
            return {"ok": True, "ts": post["ts"], "channel": body.get("channel")}
        return {"ok": True} | self._read(method, body)

    def _read(self, method: str, body: Body) -> Body:
        if method == "auth.test":
            return {"user_id": BOT, "bot_id": "B1", "team_id": TEAM, "user": "keikaku"}
        if method == "apps.connections.open":
            return {"url": f"ws://127.0.0.1:{self.port}/link?ticket={uuid.uuid4().hex}"}
        if method == "conversations.replies":
            thread = [p for p in self.posted if p.get("thread_ts") == body["ts"]]
            return {"messages": [p for p in thread if p["method"] == "chat.postMessage"]}
        if method == "conversations.members":
            return {"members": self.members.get(body["channel"], [])}
        return {}

    # Socket Mode.

    def _link(self, handler: BaseHTTPRequestHandler) -> None:
        if fault := self._fault("link"):
            respond(handler, fault.status, {"ok": False})
            return
        shake_hands(handler)
        link = handler.connection
        link.sendall(frame(json.dumps({"type": "hello", "num_connections": 1}).encode(), TEXT))
        with self._changed:
            self._sockets.append(link)
            self.connections += 1
            self._changed.notify_all()
        with contextlib.suppress(OSError, ValueError):
            for opcode, payload in frames(handler.rfile):
                if opcode in REPLIES and not self.silent:
                    link.sendall(frame(payload, REPLIES[opcode]))
                if opcode == TEXT:
                    self._acked(json.loads(payload))
        self._sockets.remove(link)

    def _acked(self, ack: Body) -> None:
        sent = self.sent[ack["envelope_id"]]
        with self._changed:
            sent.acked_at, sent.ack = time.time(), ack.get("payload") or {}
            self._changed.notify_all()
