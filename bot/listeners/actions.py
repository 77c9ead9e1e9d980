"""The buttons under an answer, and in the modal that reads around a quote."""

from dataclasses import replace

from slack_bolt import App

from bot.blocks import answer_message
from bot.display.csv_export import file_name, kpi_csv
from bot.display.elements import Block, Do, unpack
from bot.display.views_forms import desk_view
from bot.display.views_reading import Spot, around_view, more_view, places
from bot.listeners.clicks import Click, Gone, kept_answer, listen, plan_ids, send_csv, whisper
from bot.messages import say
from bot.records import KeptAnswer
from bot.serving import desk, posting
from bot.serving.asking import Ask, Place
from bot.serving.context import Context


def register(app: App, context: Context) -> None:
    """Listen to every button of an answer."""
    listen(app, context, Do.AROUND, open_around)
    listen(app, context, Do.AROUND_MOVE, move_around)
    listen(app, context, Do.AROUND_QUOTE, move_around)
    listen(app, context, Do.MORE, open_more)
    listen(app, context, Do.CSV, upload_rows)
    listen(app, context, Do.SHARE, share)
    listen(app, context, Do.NEAR, ask_near)
    listen(app, context, Do.DESK, open_desk)


def _around(context: Context, kept: KeptAnswer, spot: Spot, channel: str) -> Block:
    """Return the modal; raise Gone where the edition that was quoted is no longer there."""
    quotes = places(kept.answer)
    if not quotes:
        raise Gone("gone")
    quoted = quotes[min(spot.number, len(quotes) - 1)]
    try:
        reading = context.live.searcher().snapshot.reading(quoted.plan_id, quoted.revision)
    except KeyError as error:
        raise Gone("gone") from error
    return around_view(kept.answer, spot, reading, channel)


def open_around(context: Context, click: Click) -> None:
    """「前後を読む」"""
    kept = kept_answer(context, click, click.value)
    view = _around(context, kept, Spot(kept.answer_id), click.channel)
    click.client.views_open(trigger_id=click.trigger_id, view=view)


def move_around(context: Context, click: Click) -> None:
    """「前を読む」「後を読む」「引用 2」: the window moves inside the open modal."""
    kept = kept_answer(context, click, str(click.metadata.get("a", "")))
    number = int(click.metadata.get("n", 0))
    to = int(click.value)
    spot = Spot(kept.answer_id, number, to)
    if click.action.startswith(Do.AROUND_QUOTE):
        spot = Spot(kept.answer_id, to)
    view = _around(context, kept, spot, click.channel)
    click.client.views_update(view_id=click.view["id"], view=view)


def open_more(context: Context, click: Click) -> None:
    """「ほかの候補」"""
    kept = kept_answer(context, click, click.value)
    click.client.views_open(trigger_id=click.trigger_id, view=more_view(kept.answer))


def upload_rows(context: Context, click: Click) -> None:
    """「CSV」: into the thread, or to the person alone where the answer was private."""
    kept = kept_answer(context, click, click.value)
    snapshot = context.live.searcher().snapshot
    internal = {plan.plan_id for plan in snapshot.plans if plan.internal}
    if click.private and plan_ids(kept.answer) & internal:
        raise Gone("internal_csv")
    rows = [finding.row for finding in kept.answer.kpi]
    language = kept.answer.language
    with context.once.first(f"csv:{click.user}:{click.channel}:{click.ts}") as first:
        if first:
            send_csv(
                click,
                kpi_csv(rows, snapshot.plans, language),
                file_name(rows),
                say("csv_ready", language, count=len(rows)),
            )


def share(context: Context, click: Click) -> None:
    """「チャンネルに共有」: the private answer, under its question and who asked it."""
    kept = kept_answer(context, click, click.value)
    ask = Ask(
        key=f"share:{kept.answer_id}:{click.ts}",
        channel=click.channel,
        user=click.user,
        text=kept.answer.question,
        at=context.clock(),
        thread_ts=kept.thread_ts,
    )
    message = answer_message(
        kept.answer,
        answer_id=kept.answer_id,
        asked_by=kept.user,
        desk=context.settings.ask_channel is not None,
    )
    with context.once.first(f"share:{kept.answer_id}") as first:
        if not first:
            return
        ts = posting.send(click.client, ask, message)
    if ts and kept.thread_ts is None:
        _open_thread(context, click, kept, ts)
    whisper(click, say("shared", kept.answer.language), replace=True)


def _open_thread(context: Context, click: Click, kept: KeptAnswer, ts: str) -> None:
    """Let questions below a shared answer lean on the one that it answers."""
    asked = context.store.thread(kept.channel, kept.answer_id)
    if asked:
        context.store.keep_thread(replace(asked, channel=click.channel, thread_ts=ts))


def ask_near(context: Context, click: Click) -> None:
    """A heading or an indicator close to the question: ask for it, once a button."""
    wanted = unpack(click.value)
    question = str(wanted.get("q", ""))
    if not question:
        raise Gone("gone")
    ask = Ask(
        # The message's own time stands last: an answer to this click cannot be older.
        key=f"{click.action}:{click.user if click.private else ''}:{click.channel}:{click.ts}",
        channel=click.channel,
        user=click.user,
        text=question,
        at=context.clock(),
        plans=(str(wanted["plan"]),) if wanted.get("plan") else (),
    )
    if click.private:
        ask = replace(ask, place=Place.PRIVATE, response_url=click.response_url or None)
    else:
        ask = replace(ask, thread_ts=click.thread_ts)
    desk.put(context, ask)


def open_desk(context: Context, click: Click) -> None:
    """「企画課に聞く」: show what would be sent, and let the person confirm."""
    kept = kept_answer(context, click, click.value)
    if context.settings.ask_channel is None:
        raise Gone("desk_failed")
    metadata: dict[str, object] = {"a": kept.answer_id, "c": click.channel, "ts": click.ts}
    view = desk_view(kept.answer.question, kept.answer.language, metadata)
    click.client.views_open(trigger_id=click.trigger_id, view=view)
