"""Socket Mode: envelopes in, acks out, and a connection that is replaced before it ends.

The client of slack_sdk spins when a connection is cut, recurses once per frame of a burst, and
stops reading for up to three seconds while one connection replaces another; questions and acks
are late or lost then. So frames are left to `websockets`, and the rest is here.
"""

import json
import logging
import queue
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Any, Final

from slack_sdk import WebClient
from websockets.exceptions import ConnectionClosed
from websockets.protocol import State
from websockets.sync.client import ClientConnection, connect

from bot.metrics import Metrics
from bot.serving.calling import Later, call
from bot.serving.turns import Turns

Envelope = dict[str, Any]
Dispatch = Callable[[Envelope], dict[str, Any] | None]
"""From an envelope to the payload of its ack; None where it is not to be acked."""

_Item = tuple[ClientConnection, Envelope, float] | threading.Event | None
"""An envelope with the time it came, something to tell when it is reached, or the end."""

PING_EVERY: Final = 5.0
PONG_WITHIN: Final = 15.0
DRAIN: Final = 10.0
"""Seconds for which a connection that Slack is about to end is still read."""
GOODBYE: Final = 2.0
ACK_WITHIN: Final = 2.5
MOST_BYTES: Final = 16 * 1024 * 1024
BACKOFF: Final = (0.1, 0.5, 1.0, 2.0, 5.0, 10.0)
WORKERS: Final = 16

_log = logging.getLogger(__name__)


class SocketMode:
    """Keeps a connection to Slack open and hands every envelope to `dispatch`.

    Events are dispatched one after the other, in the order of their arrival; commands, buttons
    and forms, whose acks wait for a listener, side by side.
    """

    def __init__(
        self,
        client: WebClient,
        app_token: str,
        dispatch: Dispatch,
        metrics: Metrics,
        turns: Turns,
    ) -> None:
        """Prepare; `start` connects."""
        self._client = client
        self._app_token = app_token
        self._dispatch = dispatch
        self._metrics = metrics
        self._turns = turns
        self._events: queue.SimpleQueue[_Item] = queue.SimpleQueue()
        self._workers = ThreadPoolExecutor(WORKERS, thread_name_prefix="envelope")
        self._current: ClientConnection | None = None
        self._connected_at = time.monotonic()
        self._receivers: dict[ClientConnection, threading.Thread] = {}
        self._event_thread = threading.Thread(target=self._handle_events, name="events")
        self._renew = threading.Event()
        self._leaving = threading.Event()
        metrics.gauge("connected", lambda: float(self.connected))

    @property
    def connected(self) -> bool:
        """Whether a connection is open and has been heard of lately."""
        return self._current is not None

    @property
    def offline_seconds(self) -> float:
        """For how long there has been no connection."""
        return 0.0 if self.connected else time.monotonic() - self._connected_at

    def start(self) -> None:
        """Connect, and stay connected from now on."""
        self._event_thread.daemon = True
        self._event_thread.start()
        threading.Thread(target=self._keep_connected, name="connection", daemon=True).start()

    def leave(self) -> None:
        """Say goodbye, take in what was sent until then, and end."""
        self._leaving.set()
        self._renew.set()
        # What has come in by now is acked before the goodbye, after which no ack is heard.
        handled = threading.Event()
        self._events.put(handled)
        handled.wait(GOODBYE)
        for socket, receiver in dict(self._receivers).items():
            socket.close()
            if receiver.is_alive():  # It may not have begun.
                receiver.join(GOODBYE)
        self._events.put(None)
        self._event_thread.join(GOODBYE)
        self._workers.shutdown(wait=True)

    def _keep_connected(self) -> None:
        failures = 0
        while not self._leaving.is_set():
            try:
                self._replace()
                failures = 0
            except Exception as error:
                failures += 1
                self._metrics.count("connection_failures")
                _log.warning("Slack cannot be reached.", extra={"reason": str(error)})
                wait = BACKOFF[min(failures, len(BACKOFF)) - 1]
                if isinstance(error, Later) and error.seconds:
                    wait = error.seconds
                self._leaving.wait(wait)
                continue
            self._renew.wait()

    def _replace(self) -> None:
        """Open a new connection; the old one is read on until it ends."""
        opened = call(self._client.apps_connections_open, app_token=self._app_token)
        socket = self._open(opened["url"])
        self._renew.clear()
        old, self._current = self._current, socket
        self._metrics.count("connections")
        _log.info("Connected to Slack.")
        receiver = threading.Thread(target=self._receive, args=(socket,), daemon=True)
        self._receivers[socket] = receiver
        receiver.start()
        if old:
            timer = threading.Timer(DRAIN, old.close)
            timer.daemon = True
            timer.start()

    def _open(self, url: str) -> ClientConnection:
        secure = url.startswith("wss:")
        return connect(
            url,
            ssl=self._client.ssl if secure else None,
            proxy=self._client.proxy if secure else None,
            compression=None,
            ping_interval=PING_EVERY,
            ping_timeout=PONG_WITHIN,
            close_timeout=GOODBYE,
            max_size=MOST_BYTES,
        )

    def _receive(self, socket: ClientConnection) -> None:
        try:
            while True:
                self._sort(socket, socket.recv(decode=False))
        except ConnectionClosed as end:
            _log.info("A connection to Slack has ended.", extra={"reason": str(end)})
        finally:
            self._receivers.pop(socket, None)
            if self._current is socket:
                self._current, self._connected_at = None, time.monotonic()
                self._renew.set()

    def _sort(self, socket: ClientConnection, text: bytes) -> None:
        """Send a frame where it is handled; frames that make no sense are counted and dropped."""
        try:
            envelope = json.loads(text)
        except (ValueError, RecursionError):
            envelope = None
        kind = envelope.get("type") if isinstance(envelope, dict) else None
        if kind == "disconnect":
            _log.info("Slack asks for a new connection.", extra={"reason": envelope.get("reason")})
            self._renew.set()
        elif kind == "hello":
            _log.info("Slack says hello.", extra={"connections": envelope.get("num_connections")})
        elif kind is None or not isinstance(envelope.get("payload"), dict):
            self._metrics.count("malformed_frames")
        elif kind == "events_api":
            self._turns.begin()
            self._events.put((socket, envelope, time.monotonic()))
        else:
            with suppress(RuntimeError):  # Too late: the bot has left.
                self._workers.submit(self._handle, socket, envelope, time.monotonic())

    def _handle_events(self) -> None:
        while (item := self._events.get()) is not None:
            if isinstance(item, threading.Event):
                item.set()
            else:
                self._handle(*item)
                self._turns.end()

    def _handle(self, socket: ClientConnection, envelope: Envelope, came: float) -> None:
        try:
            payload = self._dispatch(envelope)
        except Exception:
            _log.exception("An envelope could not be handled.")
            return
        if payload is None or "envelope_id" not in envelope:
            return
        ack = {"envelope_id": envelope["envelope_id"]} | ({"payload": payload} if payload else {})
        if self._acked(socket, json.dumps(ack)):
            self._metrics.observe("ack", time.monotonic() - came)

    def _acked(self, socket: ClientConnection, ack: str) -> bool:
        """Send an ack where the envelope came from, or over the connection that comes next."""
        deadline = time.monotonic() + ACK_WITHIN
        target: ClientConnection | None = socket
        while True:
            # Sending over a connection that is closing would wait for its end.
            if target is not None and target.state is State.OPEN:
                with suppress(ConnectionClosed):
                    target.send(ack)
                    return True
            if time.monotonic() > deadline or self._leaving.wait(0.02):
                return False
            target = self._current
