"""How a question that comes as an event is taken: written down before the ack, started after."""

from collections.abc import Callable
from typing import Any

from slack_bolt import App, BoltContext, BoltResponse

from bot.serving import desk
from bot.serving.asking import Ask
from bot.serving.context import Context
from index.errors import StateError

Event = dict[str, Any]
Reader = Callable[[Event, str], Ask | None]
"""From an event and the bot's own user id to what it asks, or None to leave it alone."""


def questions(app: App, here: Context, event_type: str, read: Reader) -> None:
    """Listen to a type of event for what `read` finds to be questions."""

    def take(
        event: Event,
        body: dict[str, Any],
        context: BoltContext,
        next: Callable[[], BoltResponse],  # noqa: A002
    ) -> BoltResponse:
        ask = read(event, context.bot_user_id or "")
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


def message_key(channel: str, ts: str) -> str:
    """Return the key of what is asked in one message, by whatever event it is reported."""
    return f"{channel}:{ts}"
