"""`python -m bot`: Socket Mode, or with --http PORT a server that Slack sends requests to."""

import argparse
import logging
import os
import signal
import sys
import threading
from collections.abc import Callable, Sequence

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.web import SlackResponse

from bot.app import build_app, web_client
from bot.config import Settings, complaint, where
from bot.logs import masked, start_logging
from bot.serving.asking import warm
from bot.serving.calling import Later, call
from bot.serving.service import LOST, Service
from index.errors import ConfigError, KeikakuError

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
    # Acks must not wait while an answer is worked out: let threads take turns ten times as often.
    sys.setswitchinterval(0.0005)
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    if not _reached(settings, stop):
        return 0 if stop.is_set() else LOST
    app, context = build_app(settings)
    warm(context)
    service = Service(app, context)
    if port is None:
        service.connect()
    else:
        service.listen(host, port)
    if settings.port is not None:
        service.show(settings.port)
    code = service.stay(stop)
    service.stop()
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


if __name__ == "__main__":
    sys.exit(main())
