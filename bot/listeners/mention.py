"""A mention in a channel, answered in its thread."""

from slack_bolt import App

from bot.listeners.taking import Event, message_key, questions
from bot.serving.asking import Ask, Place
from bot.serving.context import Context
from bot.serving.incoming import calls, plain


def register(app: App, context: Context) -> None:
    """Listen to app_mention."""

    def read(event: Event, bot_user: str) -> Ask | None:
        if event.get("bot_id") or not event.get("user") or not calls(event["text"], bot_user):
            return None
        channel, ts = event["channel"], event["ts"]
        settings = context.store.channel_settings(channel)
        return Ask(
            key=message_key(channel, ts),
            channel=channel,
            user=event["user"],
            text=plain(event["text"]),
            at=context.clock(),
            place=Place.PRIVATE if settings.ephemeral else Place.THREAD,
            # An ephemeral reply to a message that has no thread yet would open one nobody sees.
            thread_ts=event.get("thread_ts") or (None if settings.ephemeral else ts),
        )

    questions(app, context, "app_mention", read)
