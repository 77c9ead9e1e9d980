"""Questions that people type: mentions, direct messages, follow-ups in threads it answered.

Each is written down before the ack, and started after it.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any, Final

from slack_bolt import App, BoltContext, BoltResponse
from slack_sdk import WebClient

from bot.messages import say
from bot.serving import desk
from bot.serving.asking import Ask, Place
from bot.serving.context import Context
from bot.serving.guide import suggestions
from bot.serving.incoming import calls, meant_for_bot, plain
from index.errors import StateError

Event = dict[str, Any]
Reader = Callable[[Context, Event, str], Ask | None]
"""From an event and the bot's own user id to what it asks, or None to leave it alone."""

_TYPED: Final = frozenset({None, "file_share", "thread_broadcast"})
"""Subtypes of messages that a person typed; all others report edits, joins and the like."""


def register(app: App, context: Context) -> None:
    """Listen to app_mention and message, and to the opening of the Messages tab."""
    _listen(app, context, "app_mention", _mention)
    _listen(app, context, "message", _message)

    @app.event("app_home_opened", matchers=[lambda event: event.get("tab") == "messages"])
    def suggest(event: Event, client: WebClient) -> None:
        language = context.language_of(event["user"])
        # Without thread_ts: an agent app's call with one fails silently.
        client.assistant_threads_setSuggestedPrompts(
            channel_id=event["channel"],
            title=say("prompts_title", language),
            prompts=suggestions(context, event["channel"], event["user"], language),
        )


def _listen(app: App, here: Context, event_type: str, read: Reader) -> None:
    """Listen to a type of event for what `read` finds to be questions."""

    def take(
        event: Event,
        body: dict[str, Any],
        context: BoltContext,
        next: Callable[[], BoltResponse],  # noqa: A002
    ) -> BoltResponse:
        typed = event.get("subtype") in _TYPED and event.get("user") and not event.get("bot_id")
        ask = read(here, event, context.bot_user_id or "") if typed else None
        try:
            if ask is None or not desk.take(here, ask, body.get("event_id")):
                return BoltResponse(status=200)
        except StateError as error:
            if ask is None or not desk.turned_away(here, ask, error):
                raise  # Slack sends it again.
            return BoltResponse(status=200)
        context["ask"] = ask
        return next()

    def start(context: BoltContext) -> None:
        desk.start(here, context["ask"])

    app.event(event_type, middleware=[take])(start)


def _mention(context: Context, event: Event, bot_user: str) -> Ask | None:
    if not calls(event["text"], bot_user):
        return None
    ask = _ask(context, event)
    # An ephemeral reply to a message that has no thread yet would open one nobody sees.
    opens = ask.place is Place.THREAD
    return replace(ask, thread_ts=ask.thread_ts or event["ts"]) if opens else ask


def _message(context: Context, event: Event, bot_user: str) -> Ask | None:
    """Read a direct message, or one that goes on in a thread without naming the bot."""
    if event.get("channel_type") == "im":
        ask = _ask(context, event)
        return replace(ask, place=Place.THREAD, thread_ts=ask.thread_ts or event["ts"])
    thread_ts, text = event.get("thread_ts"), event.get("text") or ""
    # A message that names the bot comes as app_mention too: that one answers.
    if not thread_ts or calls(text, bot_user) or not meant_for_bot(text):
        return None
    if context.store.channel_settings(event["channel"]).mention_only:
        return None
    asked = context.store.thread(event["channel"], thread_ts)
    return replace(_ask(context, event), follow_up=True) if asked else None


def _ask(context: Context, event: Event) -> Ask:
    """Return what is asked in one message, under the same key by whatever event it is reported."""
    channel = event["channel"]
    ephemeral = context.store.channel_settings(channel).ephemeral
    return Ask(
        key=f"{channel}:{event['ts']}",
        channel=channel,
        user=event["user"],
        text=plain(event.get("text") or ""),
        at=context.clock(),
        place=Place.PRIVATE if ephemeral else Place.THREAD,
        thread_ts=event.get("thread_ts"),
    )
