"""The composition root: everything is put together here, and nothing happens at import."""

import logging
import ssl
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Final

from slack_bolt import App
from slack_sdk import WebClient
from slack_sdk.http_retry.builtin_handlers import (
    ConnectionErrorRetryHandler,
    RateLimitErrorRetryHandler,
)
from slack_sdk.http_retry.handler import RetryHandler
from slack_sdk.http_retry.request import HttpRequest
from slack_sdk.http_retry.response import HttpResponse
from slack_sdk.http_retry.state import RetryState

from bot.config import Settings
from bot.listeners import (
    actions,
    command,
    feedback,
    home,
    message,
    settings,
    shortcut,
    views,
)
from bot.live import Live
from bot.metrics import Metrics
from bot.serving.context import Context, Searchers
from bot.serving.lanes import Lanes
from bot.serving.members import Members
from bot.store import Store
from index.encoder import load_encoder

LISTENER_THREADS: Final = 20
ANSWER_THREADS: Final = 24
TIMEOUT: Final = 15
LISTENERS: Final = (message, command, shortcut, actions, views, home, settings, feedback)


class ServerErrors(RetryHandler):
    """Tries again when Slack answers 500 or more."""

    def _can_retry(
        self,
        *,
        state: RetryState,
        request: HttpRequest,
        response: HttpResponse | None = None,
        error: Exception | None = None,
    ) -> bool:
        return response is not None and response.status_code >= 500


def web_client(settings: Settings) -> WebClient:
    """Return a client that calls once and never waits; one TLS context serves all its calls."""
    return WebClient(
        token=settings.bot_token,
        base_url=settings.api_url,
        timeout=TIMEOUT,
        ssl=ssl.create_default_context(),
        retry_handlers=[],
    )


def patient(client: WebClient) -> WebClient:
    """Return the same client for listeners: it waits where Slack asks it to, for a while."""
    return WebClient(
        token=client.token,
        base_url=client.base_url,
        timeout=client.timeout,
        ssl=client.ssl,
        proxy=client.proxy,
        retry_handlers=[
            ConnectionErrorRetryHandler(max_retry_count=1),
            RateLimitErrorRetryHandler(max_retry_count=3),
            ServerErrors(max_retry_count=3),
        ],
    )


def _live(settings: Settings) -> Live:
    encoder = load_encoder(settings.encoder)
    encoder.encode_questions([""])  # A model that cannot be loaded stops here, not at a question.
    return Live(settings.index_dir, encoder, settings.corpus_dir)


def build_app(settings: Settings, *, live: Searchers | None = None) -> tuple[App, Context]:
    """Put the bot together; raise BoltError when Slack refuses the token."""
    client = web_client(settings)
    context = Context(
        settings=settings,
        live=live or _live(settings),
        store=Store(settings.state_file),
        pool=Lanes(ANSWER_THREADS, settings.queue),
        clock=time.time,
        metrics=Metrics(),
        client=client,
        members=Members(client, time.time),
    )
    context.metrics.gauge("queue", lambda: context.pool.held)
    app = App(
        client=patient(client),
        signing_secret=settings.signing_secret,
        listener_executor=ThreadPoolExecutor(LISTENER_THREADS, thread_name_prefix="listener"),
        logger=logging.getLogger("bot.bolt"),
    )
    for listener in LISTENERS:
        listener.register(app, context)
    return app, context
