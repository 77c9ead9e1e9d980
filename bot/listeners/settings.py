"""「/keikaku settings」: how a channel wants to be answered."""

from slack_bolt import App
from slack_sdk import WebClient

from bot.display.elements import Form
from bot.display.views_forms import settings_view
from bot.listeners.clicks import Click, submitted, ticked, values, whisper
from bot.messages import say
from bot.records import ChannelSettings
from bot.serving.asking import plans_for
from bot.serving.context import Context


def register(app: App, context: Context) -> None:
    """Listen to the settings form."""
    submitted(app, context, Form.SETTINGS, save)


def open_settings(
    context: Context, client: WebClient, trigger_id: str, channel: str, user: str, language: str
) -> str | None:
    """Open the form for a channel; return a sentence to say instead where there is nothing to set.

    A direct message has no settings; an internal plan is offered only where it may be asked.
    """
    if not channel.startswith(("C", "G")):
        return say("settings_no_channel", language)
    plans = plans_for(context, channel, user)
    view = settings_view(channel, context.store.channel_settings(channel), plans, language)
    client.views_open(trigger_id=trigger_id, view=view)
    return None


def save(context: Context, click: Click) -> None:
    """Keep what was filled in, for the plans that may be asked in this channel."""
    said = values(click)
    allowed = {plan.plan_id for plan in plans_for(context, click.channel, click.user)}
    settings = ChannelSettings(
        plans=tuple(plan for plan in ticked(click, "plans") if plan in allowed),
        ephemeral=said.get("where") == "ephemeral",
        mention_only="mention_only" in ticked(click, "mention"),
    )
    context.store.save_channel_settings(click.channel, settings, click.user, context.clock())
    whisper(click, say("settings_saved", click.language))
