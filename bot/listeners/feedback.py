"""「役に立った」 and 「違う」: one word a person and message, the last one counts."""

from slack_bolt import App

from bot.display.elements import Do, Form
from bot.display.views_forms import wrong_view
from bot.domain import Status
from bot.listeners.clicks import Click, kept_answer, listen, submitted, values, whisper
from bot.messages import say
from bot.records import Feedback
from bot.serving.context import Context


def register(app: App, context: Context) -> None:
    """Listen to both buttons and to the form behind the second."""
    listen(app, context, Do.GOOD, praise)
    listen(app, context, Do.BAD, complain)
    submitted(app, context, Form.WRONG, explain)


def _put(context: Context, click: Click, verdict: str, reason: str = "", comment: str = "") -> str:
    """Write down what someone says of a message; return the language of its answer."""
    in_form = bool(click.view)
    answer_id = str(click.metadata.get("a", "")) if in_form else click.value
    kept = kept_answer(context, click, answer_id)
    context.store.put_feedback(
        Feedback(
            user=click.user,
            channel=click.channel,
            message_ts=str(click.metadata.get("ts", "")) if in_form else click.ts,
            answer_id=answer_id,
            verdict=verdict,
            question=kept.answer.question,
            snapshot_id=kept.answer.snapshot_id,
            at=context.clock(),
            reason=reason,
            comment=comment,
        )
    )
    context.metrics.count("feedback", verdict=verdict)
    return kept.answer.language


def praise(context: Context, click: Click) -> None:
    """「役に立った」"""
    whisper(click, say("thanks", _put(context, click, "good")))


def complain(context: Context, click: Click) -> None:
    """「違う」: counted at once, and asked about in a short form."""
    language = _put(context, click, "bad")
    kept = kept_answer(context, click, click.value)
    metadata: dict[str, object] = {"a": click.value, "c": click.channel, "ts": click.ts}
    found = kept.answer.status is Status.ANSWERED
    view = wrong_view(kept.answer.question, language, metadata, found=found)
    click.client.views_open(trigger_id=click.trigger_id, view=view)


def explain(context: Context, click: Click) -> None:
    """The form: why it is wrong, and what would be right."""
    said = values(click)
    language = _put(context, click, "bad", said.get("reason", ""), said.get("comment", ""))
    whisper(click, say("thanks_bad", language))
