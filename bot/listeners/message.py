"""Messages that do not name the bot: direct ones, and follow-ups in threads that it answered."""

from typing import Final

from slack_bolt import App
from slack_sdk import WebClient

from bot.listeners.taking import Event, message_key, questions
from bot.messages import say
from bot.serving.asking import Ask, Place
from bot.serving.context import Context
from bot.serving.guide import suggestions
from bot.serving.incoming import calls, meant_for_bot, plain
from bot.serving.languages import language_of

_TYPED: Final = frozenset({None, "file_share", "thread_broadcast"})
"""Subtypes of messages that a person typed; all others report edits, joins and the like."""


def register(app: App, context: Context) -> None:
    """Listen to message, and to the opening of the Messages tab."""

    def read(event: Event, bot_user: str) -> Ask | None:
        if event.get("subtype") not in _TYPED or event.get("bot_id") or not event.get("user"):
            return None
        if event.get("channel_type") == "im":
            return _direct(context, event)
        return _follow_up(context, event, bot_user)

    questions(app, context, "message", read)

    @app.event("app_home_opened", matchers=[_messages_tab])
    def suggest(event: Event, client: WebClient) -> None:
        language = language_of(context, event["user"])
        # Without thread_ts: an agent app's call with one fails silently.
        client.assistant_threads_setSuggestedPrompts(
            channel_id=event["channel"],
            title=say("prompts_title", language),
            prompts=suggestions(context, event["channel"], event["user"], language),
        )


def _messages_tab(event: Event) -> bool:
    return event.get("tab") == "messages"


def _direct(context: Context, event: Event) -> Ask:
    return Ask(
        key=message_key(event["channel"], event["ts"]),
        channel=event["channel"],
        user=event["user"],
        text=plain(event.get("text") or ""),
        at=context.clock(),
        thread_ts=event.get("thread_ts") or event["ts"],
    )


def _follow_up(context: Context, event: Event, bot_user: str) -> Ask | None:
    channel, thread_ts, text = event["channel"], event.get("thread_ts"), event.get("text") or ""
    # A message that names the bot comes as app_mention too: that one answers.
    if not thread_ts or calls(text, bot_user) or not meant_for_bot(text):
        return None
    settings = context.store.channel_settings(channel)
    if settings.mention_only or context.store.thread(channel, thread_ts) is None:
        return None
    return Ask(
        key=message_key(channel, event["ts"]),
        channel=channel,
        user=event["user"],
        text=plain(text),
        at=context.clock(),
        place=Place.PRIVATE if settings.ephemeral else Place.THREAD,
        thread_ts=thread_ts,
        follow_up=True,
    )
