"""Socket Mode: envelopes in, acks out, and a connection that is replaced before it ends."""

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

from bot.calling import Later, call
from bot.metrics import Metrics
from bot.turns import Turns
from bot.websocket import Closed, Opcode, WebSocket

Envelope = dict[str, Any]
Dispatch = Callable[[Envelope], dict[str, Any] | None]
"""From an envelope to the payload of its ack; None where it is not to be acked."""

_Item = tuple[WebSocket, Envelope, float] | threading.Event | None
"""An envelope with the time it came, something to tell when it is reached, or the end."""

PING_EVERY: Final = 5.0
SILENT_AFTER: Final = 20.0
DRAIN: Final = 10.0
"""Seconds for which a connection that Slack is about to end is still read."""
GOODBYE: Final = 2.0
ACK_WITHIN: Final = 2.5
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
        self._current: WebSocket | None = None
        self._heard = 0.0
        self._connected_at = time.monotonic()
        self._receivers: dict[WebSocket, threading.Thread] = {}
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
        deadline = time.monotonic() + GOODBYE
        receivers = dict(self._receivers)
        for socket in receivers:
            with suppress(Closed):
                socket.send(b"", Opcode.CLOSE)
        for thread in receivers.values():
            if thread.is_alive():
                thread.join(max(0.0, deadline - time.monotonic()))
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
            self._watch()

    def _replace(self) -> None:
        """Open a new connection; the old one is read on until it ends."""
        opened = call(self._client.apps_connections_open, app_token=self._app_token)
        socket = WebSocket(opened["url"], tls=self._client.ssl, proxy=self._client.proxy)
        self._renew.clear()
        old, self._current = self._current, socket
        self._heard = time.monotonic()
        self._metrics.count("connections")
        _log.info("Connected to Slack.")
        receiver = threading.Thread(target=self._receive, args=(socket,), daemon=True)
        self._receivers[socket] = receiver
        receiver.start()
        if old:
            timer = threading.Timer(DRAIN, old.close)
            timer.daemon = True
            timer.start()

    def _watch(self) -> None:
        """Return when another connection is wanted."""
        while not self._renew.wait(PING_EVERY):
            socket = self._current
            if socket is None:
                return
            if time.monotonic() - self._heard > SILENT_AFTER:
                _log.warning("Slack has fallen silent.")
                socket.close()
                return
            try:
                socket.send(b"keikaku", Opcode.PING)
            except Closed:
                return

    def _receive(self, socket: WebSocket) -> None:
        text = b""
        try:
            while True:
                frame = socket.receive()
                self._heard = time.monotonic()
                if frame.opcode == Opcode.PING:
                    socket.send(frame.payload, Opcode.PONG)
                elif frame.opcode == Opcode.CLOSE:
                    break
                elif frame.opcode in {Opcode.TEXT, Opcode.CONTINUATION}:
                    text += frame.payload
                    if frame.final:
                        self._sort(socket, text)
                        text = b""
        except Closed:
            pass
        finally:
            socket.close()
            socket.release()
            self._receivers.pop(socket, None)
            if self._current is socket:
                self._current, self._connected_at = None, time.monotonic()
                self._renew.set()

    def _sort(self, socket: WebSocket, text: bytes) -> None:
        """Send a frame where it is handled; frames that make no sense are counted and dropped."""
        try:
            envelope = json.loads(text)
        except ValueError:
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

    def _handle(self, socket: WebSocket, envelope: Envelope, came: float) -> None:
        try:
            payload = self._dispatch(envelope)
        except Exception:
            _log.exception("An envelope could not be handled.")
            return
        if payload is None or "envelope_id" not in envelope:
            return
        ack = {"envelope_id": envelope["envelope_id"]} | ({"payload": payload} if payload else {})
        if self._acked(socket, json.dumps(ack).encode()):
            self._metrics.observe("ack", time.monotonic() - came)

    def _acked(self, socket: WebSocket, ack: bytes) -> bool:
        """Send an ack where the envelope came from, or over the connection that comes next."""
        deadline = time.monotonic() + ACK_WITHIN
        target: WebSocket | None = socket
        while True:
            try:
                if target is not None:
                    target.send(ack)
                    return True
            except Closed:
                pass
            if time.monotonic() > deadline or self._leaving.wait(0.02):
                return False
            target = self._current
