"""`/keikaku`: a question whose answer only the asker sees, and a few words about the bot."""

import re
from typing import Any, Final

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.display.views_home import COMMAND
from bot.listeners.settings import open_settings
from bot.messages import say
from bot.question import language
from bot.reading.topics import Topic, topic_of
from bot.serving import desk
from bot.serving.asking import Ask, Place
from bot.serving.context import Context
from bot.serving.guide import guide
from bot.serving.incoming import plain
from index.errors import SnapshotError, StateError

Command = dict[str, Any]
_KPI: Final = re.compile(r"(?:kpi|指標)\s+(?P<word>.*)", re.IGNORECASE | re.DOTALL)
_SETTINGS: Final = frozenset({"settings", "setting", "設定"})


def register(app: App, context: Context) -> None:
    """Listen to /keikaku."""

    @app.command(COMMAND)
    def on_command(ack: Ack, command: Command, client: WebClient) -> None:
        text = plain(command.get("text") or "")
        channel, user = command["channel_id"], command["user_id"]
        topic = topic_of(text) if text else Topic.HELP
        speech = language(text) if not text.isascii() else context.language_of(user)
        if topic is not Topic.HELP and not _is_ready(context):
            ack(text=say("not_ready", speech))
        elif topic:
            message = guide(context, topic, channel, user, speech)
            ack(text=message.text, blocks=message.blocks)
        elif text.lower() in _SETTINGS:
            ack()
            sorry = open_settings(context, client, command["trigger_id"], channel, user, speech)
            if sorry:
                client.chat_postEphemeral(channel=channel, user=user, text=sorry)
        else:
            _ask(ack, context, command, text)


def _is_ready(context: Context) -> bool:
    try:
        context.live.searcher()
    except SnapshotError:
        return False
    return True


def _ask(ack: Ack, context: Context, command: Command, text: str) -> None:
    kpi = _KPI.fullmatch(text)
    ask = Ask(
        key=f"command:{command['trigger_id']}",
        channel=command["channel_id"],
        user=command["user_id"],
        text=kpi["word"].strip() if kpi else text,
        at=context.clock(),
        place=Place.PRIVATE,
        response_url=command["response_url"],
        kpi_only=bool(kpi),
    )
    try:
        fresh = desk.take(context, ask)
    except StateError as error:
        desk.note_refusal(context, error)
        ack(text=say("not_taken", language(text)))
        return
    ack()
    if fresh:
        desk.start(context, ask)
