"""「計画で調べる」 on a message, and the search form from anywhere."""

from typing import Any, Final

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.display.views import note_view
from bot.display.views_forms import search_view
from bot.messages import say
from bot.serving import desk
from bot.serving.asking import Ask, Place, plans_for
from bot.serving.context import Context
from bot.serving.guide import example
from bot.serving.incoming import plain
from index.errors import SnapshotError

ON_MESSAGE: Final = "ask_about_message"
ANYWHERE: Final = "ask_plans"


def register(app: App, context: Context) -> None:
    """Listen to both shortcuts."""

    @app.message_shortcut(ON_MESSAGE)
    def look_up(ack: Ack, shortcut: dict[str, Any], client: WebClient) -> None:
        text = plain(shortcut["message"].get("text") or "")
        channel, user = shortcut["channel"]["id"], shortcut["user"]["id"]
        if not text:
            ack()
            _open_form(context, client, shortcut["trigger_id"], channel, user)
            return
        ask = Ask(
            key=f"shortcut:{shortcut['trigger_id']}",
            channel=channel,
            user=user,
            text=text,
            at=context.clock(),
            place=Place.PRIVATE,
            response_url=shortcut["response_url"],
        )
        fresh = desk.take(context, ask)
        ack()
        if fresh:
            desk.start(context, ask)

    @app.global_shortcut(ANYWHERE)
    def open_form(ack: Ack, shortcut: dict[str, Any], client: WebClient) -> None:
        ack()
        _open_form(context, client, shortcut["trigger_id"], "", shortcut["user"]["id"])


def _open_form(
    context: Context, client: WebClient, trigger_id: str, channel: str, user: str
) -> None:
    speech = context.language_of(user)
    try:
        known = example(context, channel, user, speech)
        view = search_view(plans_for(context, channel, user), speech, example=known)
    except SnapshotError:
        view = note_view(say("modal_search", speech), say("not_ready", speech), speech)
    client.views_open(trigger_id=trigger_id, view=view)
