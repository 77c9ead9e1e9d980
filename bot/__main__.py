"""`python -m bot`: Socket Mode, or with --http PORT a server that Slack sends requests to."""

import argparse
import json
import logging
import os
import signal
import sys
import threading
from collections.abc import Callable, Sequence
from typing import Any, Final

from slack_bolt import App, BoltRequest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.web import SlackResponse

from bot import desk, web
from bot.app import build_app, web_client
from bot.config import Settings, complaint, where
from bot.context import Context
from bot.logs import masked, start_logging
from bot.posting import Later, call
from bot.socket_mode import Dispatch, Envelope, SocketMode
from index.errors import ConfigError, KeikakuError

GRACE: Final = 8.0
"""Seconds to finish answers after SIGTERM; the rest is answered after the next start."""

PRUNE_EVERY: Final = 3600.0
LOST: Final = 75
"""Exit code when Slack could not be reached for too long (EX_TEMPFAIL)."""

_log = logging.getLogger("bot")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the bot until it is told to stop; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m bot", description=__doc__)
    parser.add_argument("--http", type=int, metavar="PORT", help="receive requests from Slack here")
    parser.add_argument("--host", default="127.0.0.1", help="address for --http (127.0.0.1)")
    options = parser.parse_args(arguments)
    start_logging()
    try:
        settings = Settings.from_env(os.environ, http=options.http is not None)
        return _run(settings, options.host, options.http)
    except KeikakuError as error:
        sys.stderr.write(masked(f"{error}\n"))
        return 2


def _run(settings: Settings, host: str, port: int | None) -> int:
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    if not _reached(settings, stop):
        return 0 if stop.is_set() else LOST
    app, context = build_app(settings)
    doors: list[Callable[[], None]] = []
    link: SocketMode | None = None
    if port is None:
        link = SocketMode(context.client, settings.app_token, dispatcher(app), context.metrics)
        doors.append(link.leave)
        link.start()
    else:
        doors.append(web.serve(host, port, {("POST", "/slack/events"): _slack_route(app)}).shutdown)
    if settings.port is not None:
        web.serve("127.0.0.1", settings.port, _watch_routes(context, link))
    _log.info("Started.", extra={"resumed": desk.resume(context)})
    code = _stay(context, link, stop)
    for leave in doors:
        leave()
    finished = context.pool.close(GRACE)
    _log.info("Stopped.", extra={"finished": finished})
    context.store.close()
    return code


def _reached(settings: Settings, stop: threading.Event) -> bool:
    """Wait for Slack to take the tokens; raise ConfigError naming all those that it refuses."""
    client = web_client(settings)
    deadline = settings.offline_minutes * 60
    waited = 0.0
    while not stop.is_set() and waited <= deadline:
        try:
            if problems := _refusals(client, settings):
                raise ConfigError(complaint(problems))
            return True
        except Later as later:
            _log.warning("Slack cannot be reached.", extra={"reason": str(later)})
            pause = later.seconds or min(1.0 + waited, 15.0)
            stop.wait(pause)
            waited += pause
    return False


def _refusals(client: WebClient, settings: Settings) -> list[str]:
    """Return a line for each token that Slack does not take."""
    checks: list[tuple[str, Callable[..., SlackResponse], dict[str, str]]] = [
        ("SLACK_BOT_TOKEN", client.auth_test, {})
    ]
    if settings.app_token:
        token = {"app_token": settings.app_token}
        checks.append(("SLACK_APP_TOKEN", client.apps_connections_open, token))
    problems = []
    for name, method, arguments in checks:
        try:
            call(method, **arguments)
        except SlackApiError as error:
            reason = error.response["error"]
            problems.append(
                f"- {name} が Slack に断られました（{reason}）。{where(name)}か確かめてください。"
            )
    return problems


def _stay(context: Context, link: SocketMode | None, stop: threading.Event) -> int:
    """Wait for the signal to stop; return LOST when Slack is away for too long."""
    pruned = 0.0
    while not stop.wait(1.0):
        if context.clock() - pruned > PRUNE_EVERY:
            pruned = context.clock()
            context.store.prune(pruned)
        if link and link.offline_seconds > context.settings.offline_minutes * 60:
            _log.error("Slack has been out of reach for too long.")
            return LOST
    return 0


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


def _slack_route(app: App) -> web.Route:
    def route(headers: web.Headers, body: bytes) -> web.Reply:
        request = BoltRequest(body=body.decode("utf-8", "replace"), headers=dict(headers))
        response = app.dispatch(request)
        return response.status, dict(response.first_headers()), (response.body or "").encode()

    return route


def _watch_routes(context: Context, link: SocketMode | None) -> dict[tuple[str, str], web.Route]:
    def healthz(headers: web.Headers, body: bytes) -> web.Reply:
        connected = link is None or link.connected
        try:
            snapshot: str | None = context.live.searcher().snapshot.snapshot_id
        except KeikakuError:
            snapshot = None
        facts = {"connected": connected, "snapshot": snapshot, "queue": context.pool.held}
        return web.health(connected and snapshot is not None, facts)

    def metrics(headers: web.Headers, body: bytes) -> web.Reply:
        return web.text(context.metrics.text())

    return {("GET", "/healthz"): healthz, ("GET", "/metrics"): metrics}


if __name__ == "__main__":
    sys.exit(main())
