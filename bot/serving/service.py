"""The running bot: its doors to Slack, its start and its end."""

import json
import logging
import threading
from collections.abc import Callable, Sequence
from typing import Any, Final

from slack_bolt import App, BoltRequest

from bot.serving import desk, web
from bot.serving.context import Context
from bot.serving.socket_mode import Dispatch, Envelope, SocketMode
from bot.serving.turns import Turns
from index.errors import KeikakuError

GRACE: Final = 8.0
"""Seconds to finish answers when told to stop; the rest is answered after the next start."""

PRUNE_EVERY: Final = 3600.0
LOST: Final = 75
"""Exit code when Slack could not be reached for too long (EX_TEMPFAIL)."""

_log = logging.getLogger(__name__)


class Service:
    """Takes what Slack sends, over Socket Mode or HTTP, until it is stopped."""

    def __init__(self, app: App, context: Context) -> None:
        """Prepare; nothing is opened yet."""
        self._app = app
        self._context = context
        self._link: SocketMode | None = None
        self._doors: list[Callable[[], None]] = []

    def connect(self) -> None:
        """Open the door to Socket Mode."""
        context = self._context
        link = SocketMode(
            context.client,
            context.settings.app_token,
            dispatcher(self._app),
            context.metrics,
            context.turns,
        )
        link.start()
        self._link = link
        self._doors.append(link.leave)

    def listen(self, host: str, port: int) -> int:
        """Open the door for requests from Slack; return the port."""
        route = slack_route(self._app, self._context.turns)
        server = web.serve(host, port, {("POST", "/slack/events"): route})
        self._doors.append(server.shutdown)
        return server.server_port

    def show(self, port: int) -> int:
        """Open the local page for watchers; return its port."""
        return web.serve("127.0.0.1", port, self._pages()).server_port

    def resume(self) -> int:
        """Start again what the process before this one left open; return how many."""
        return desk.resume(self._context)

    def stay(self, stop: threading.Event) -> int:
        """Answer until told to stop; return the exit code, LOST when Slack is gone for too long."""
        context, pruned = self._context, 0.0
        limit = context.settings.offline_minutes * 60
        _log.info("Started.", extra={"resumed": self.resume()})
        while not stop.wait(1.0):
            if context.clock() - pruned > PRUNE_EVERY:
                pruned = context.clock()
                context.store.prune(pruned)
            if self._link and self._link.offline_seconds > limit:
                _log.error("Slack has been out of reach for too long.")
                return LOST
        return 0

    def stop(self, grace: float = GRACE) -> bool:
        """Close the doors, finish what is being answered; whether all of it was finished."""
        for close in self._doors:
            close()
        finished = self._context.pool.close(grace)
        self._context.store.close()
        _log.info("Stopped.", extra={"finished": finished})
        return finished

    def _pages(self) -> dict[tuple[str, str], web.Route]:
        def healthz(headers: web.Headers, body: bytes) -> web.Reply:
            connected = self._link is None or self._link.connected
            try:
                snapshot: str | None = self._context.live.searcher().snapshot.snapshot_id
            except KeikakuError:
                snapshot = None
            queue = self._context.pool.held
            writes = self._context.store.can_write()
            facts = {"connected": connected, "snapshot": snapshot, "state": writes, "queue": queue}
            return web.health(connected and writes and snapshot is not None, facts)

        def metrics(headers: web.Headers, body: bytes) -> web.Reply:
            return web.text(self._context.metrics.text())

        return {("GET", "/healthz"): healthz, ("GET", "/metrics"): metrics}


def dispatcher(app: App) -> Dispatch:
    """Return what hands a Socket Mode envelope to Bolt."""

    def dispatch(envelope: Envelope) -> dict[str, Any] | None:
        retry = envelope.get("retry_attempt")
        headers: dict[str, str | Sequence[str]] = {"x-slack-retry-num": str(retry)} if retry else {}
        response = app.dispatch(
            BoltRequest(mode="socket_mode", body=envelope["payload"], headers=headers)
        )
        if response.status != 200:
            # An event that nobody listens to is acked too, or Slack would send it again.
            known = "type" in (envelope["payload"].get("event") or {})
            return {} if known else None
        if not response.body:
            return {}
        kind = response.headers.get("content-type", [""])[0]
        if kind.startswith("application/json"):
            payload: dict[str, Any] = json.loads(response.body)
            return payload
        return {"text": response.body}

    return dispatch


def slack_route(app: App, turns: Turns) -> web.Route:
    """Return what hands a request from Slack to Bolt, which checks its signature first."""

    def route(headers: web.Headers, body: bytes) -> web.Reply:
        request = BoltRequest(body=body.decode("utf-8", "replace"), headers=dict(headers))
        with turns.urgent():
            response = app.dispatch(request)
        return response.status, dict(response.first_headers()), (response.body or "").encode()

    return route
