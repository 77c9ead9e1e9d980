"""The forms that send something: a question to the plans, a question to the planning office."""

from slack_bolt import App
from slack_sdk.errors import SlackApiError

from bot.blocks import plain_message
from bot.display.elements import (
    Block,
    Form,
    about_user,
    clip,
    escape,
    link,
    paragraph,
    quote,
    rich,
    run,
)
from bot.display.views_forms import ALL_PLANS
from bot.listeners.clicks import Click, Gone, kept_answer, submitted, ticked, values, whisper
from bot.messages import say
from bot.serving import desk
from bot.serving.asking import Ask
from bot.serving.context import Context


def register(app: App, context: Context) -> None:
    """Listen to the search form and to 「企画課に聞く」."""
    submitted(app, context, Form.SEARCH, search)
    submitted(app, context, Form.DESK, hand_on)


def search(context: Context, click: Click) -> None:
    """Ask in the person's direct message: the question on top, the answer in its thread."""
    said = values(click)
    question, plan = said.get("question", ""), said.get("plan") or ALL_PLANS
    if not question:
        whisper(click, say("empty_question", click.language))
        return
    with context.once.first(f"search:{click.view.get('id')}") as first:
        if not first:
            return
        channel = click.client.conversations_open(users=click.user)["channel"]["id"]
        top = plain_message(say("question_line", click.language, question=clip(question, 1000)))
        posted = click.client.chat_postMessage(channel=channel, text=top.text, blocks=top.blocks)
    ts = str(posted["ts"])
    ask = Ask(
        key=f"{channel}:{ts}",
        channel=channel,
        user=click.user,
        text=question,
        at=context.clock(),
        thread_ts=ts,
        plans=() if plan == ALL_PLANS else (plan,),
        kpi_only="kpi" in ticked(click, "kpi"),
    )
    desk.put(context, ask)
    whisper(click, say("answer_in_dm", click.language))


def hand_on(context: Context, click: Click) -> None:
    """Post the unanswered question to the planning office, with who asked and a word of theirs."""
    kept = kept_answer(context, click, str(click.metadata.get("a", "")))
    channel = context.settings.ask_channel
    if channel is None:
        raise Gone("desk_failed")
    language = kept.answer.language
    top = paragraph(*about_user(say("desk_post", language, user="\0"), click.user))
    note = values(click).get("note", "")
    question = clip(kept.answer.question, 1000)
    blocks: list[Block] = [rich(top, quote(run(question)))]
    if note:
        blocks.append(rich(paragraph(run(note))))
    if url := _permalink(click):
        blocks.append(rich(paragraph(link(url, say("open_thread", language)))))
    with context.once.first(f"desk:{kept.answer_id}:{click.user}") as first:
        if not first:
            return
        click.client.chat_postMessage(
            channel=channel,
            text=escape(f"{say('desk_title', language)} {question}"),
            blocks=blocks,
            unfurl_links=False,
        )
    context.metrics.count("handed_on")
    whisper(click, say("desk_sent", language))


def _permalink(click: Click) -> str | None:
    """Return where the question was asked, unless only the person can go there."""
    if not click.channel.startswith(("C", "G")):
        return None
    try:
        found = click.client.chat_getPermalink(
            channel=click.channel, message_ts=str(click.metadata.get("ts", ""))
        )
    except SlackApiError:
        return None
    return str(found["permalink"])
