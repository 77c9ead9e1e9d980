"""What a click or a filled-in form tells, and how to answer it: ack, work, never twice."""

import hashlib
import logging
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Final

from slack_bolt import Ack, App
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.webhook import WebhookClient

from bot.blocks import plain_message
from bot.display.elements import Form, unpack
from bot.display.views import note_view
from bot.domain import Answer
from bot.messages import say
from bot.records import KeptAnswer
from bot.serving.asking import plans_for
from bot.serving.context import Context
from bot.serving.posting import File, upload
from index.errors import KeikakuError, SnapshotError

Body = dict[str, Any]
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Click:
    """Who clicked what, and where; `channel` is empty on the Home tab.

    `ts` and `thread_ts` are those of the clicked message; `metadata` is that of a modal;
    `language` is the modal's, else the one that the person asks in.
    """

    client: WebClient
    user: str
    channel: str
    ts: str
    thread_ts: str
    action: str
    value: str
    trigger_id: str
    response_url: str
    private: bool
    view: Body
    metadata: Body
    language: str


Work = Callable[[Context, Click], None]


def read_click(context: Context, client: WebClient, body: Body) -> Click:
    """Read the payload of block_actions or view_submission; what is missing is empty."""
    container, message = body.get("container") or {}, body.get("message") or {}
    view = body.get("view") or {}
    metadata = unpack(view.get("private_metadata") or "")
    action = (body.get("actions") or [{}])[0]
    chosen = action.get("selected_option") or {}
    ts = container.get("message_ts") or message.get("ts") or ""
    channel = (body.get("channel") or {}).get("id") or container.get("channel_id")
    user = body["user"]["id"]
    return Click(
        client=client,
        user=user,
        channel=channel or metadata.get("c") or "",
        ts=ts,
        thread_ts=message.get("thread_ts") or container.get("thread_ts") or ts,
        action=action.get("action_id") or "",
        value=action.get("value") or chosen.get("value") or "",
        trigger_id=body.get("trigger_id") or "",
        response_url=body.get("response_url") or "",
        private=bool(container.get("is_ephemeral")),
        view=view,
        metadata=metadata,
        language=str(metadata.get("lang") or context.language_of(user)),
    )


def values(click: Click) -> dict[str, str]:
    """Return the text or the chosen value of every field of a form that has one."""
    found = {}
    for name, state in _filled_in(click).items():
        chosen = (state.get("selected_option") or {}).get("value")
        found[name] = (state.get("value") or chosen or "").strip()
    return found


def ticked(click: Click, name: str) -> tuple[str, ...]:
    """Return the values ticked or selected in a field of several."""
    options = _filled_in(click).get(name, {}).get("selected_options") or ()
    return tuple(option["value"] for option in options)


def _filled_in(click: Click) -> dict[str, Body]:
    """Return the state of each field of a form: its block and its element have one name."""
    blocks = click.view.get("state", {}).get("values", {})
    return {name: elements.get(name) or {} for name, elements in blocks.items()}


def listen(app: App, context: Context, action: str, work: Work) -> None:
    """Call `work` for clicks on `action`, also where a number stands after it."""

    def clicked(ack: Ack, client: WebClient, body: Body) -> None:
        ack()
        context.metrics.count("clicks", action=action)
        guarded(context, read_click(context, client, body), work)

    app.action(re.compile(rf"^{action}(:\w+)?$"))(clicked)


def submitted(app: App, context: Context, form: Form, work: Work) -> None:
    """Call `work` with a filled-in form, which says that it is being sent meanwhile."""

    def sent(ack: Ack, client: WebClient, body: Body) -> None:
        click = read_click(context, client, body)
        title = click.view["title"]["text"]
        note = note_view(title, say("sending", click.language), click.language)
        ack(response_action="update", view=note)
        guarded(context, click, work)

    app.view(form)(sent)


def guarded(context: Context, click: Click, work: Work) -> None:
    """Do the work; where it fails, log it and tell the person who clicked, nobody else."""
    try:
        work(context, click)
    except Gone as refusal:
        whisper(click, say(refusal.key, click.language))
    except SnapshotError:
        whisper(click, say("not_ready", click.language))
    except (KeikakuError, SlackApiError) as error:
        reason = error.response["error"] if isinstance(error, SlackApiError) else str(error)
        _log.warning("A click failed.", extra={"action": click.action, "reason": reason})
        whisper(click, say(_SORRY.get(str(reason), "click_failed"), click.language))
    except Exception:
        reference = hashlib.blake2b(repr(click.trigger_id).encode(), digest_size=4).hexdigest()
        _log.exception("A click could not be handled.", extra={"reference": reference})
        context.metrics.count("failed", reason="click")
        whisper(click, say("failed", click.language, reference=reference))


_SORRY: Final = {
    "not_in_channel": "not_in_channel",
    "channel_not_found": "not_in_channel",
    "is_archived": "not_in_channel",
}


class Gone(Exception):
    """What was clicked on cannot be shown; `key` is the sentence that says so."""

    def __init__(self, key: str) -> None:
        """Keep the sentence."""
        super().__init__(key)
        self.key = key


def whisper(click: Click, sentence: str, *, replace: bool = False) -> None:
    """Say something to the person alone, where they clicked; never raises.

    `replace` puts it in the place of the private message that was clicked.
    """
    try:
        _whisper(click, sentence, replace=replace)
    except (SlackApiError, OSError) as error:
        _log.warning("A line could not be sent.", extra={"reason": str(error)})


def _whisper(click: Click, sentence: str, *, replace: bool) -> None:
    message = plain_message(sentence)
    if click.view.get("type") == "modal":
        title = click.view["title"]["text"]
        note = note_view(title, sentence, click.language)
        click.client.views_update(view_id=click.view["id"], view=note)
    elif not click.channel:
        click.client.chat_postMessage(channel=click.user, text=message.text, blocks=message.blocks)
    elif click.private and click.response_url:
        # The bot may not be in a channel where someone used its command.
        hook = WebhookClient(click.response_url, timeout=click.client.timeout)
        hook.send(text=message.text, blocks=message.blocks, replace_original=replace)
    else:
        click.client.chat_postEphemeral(
            channel=click.channel,
            user=click.user,
            text=message.text,
            blocks=message.blocks,
            thread_ts=click.thread_ts if click.thread_ts != click.ts else None,
        )


def plan_ids(answer: Answer) -> frozenset[str]:
    """Return the plans that an answer shows anything of."""
    return frozenset(
        [finding.row.plan_id for finding in answer.kpi]
        + [citation.plan_id for citation in (*answer.citations, *answer.alternatives)]
        + [change.plan_id for change in answer.changes]
    )


def permit(context: Context, click: Click, plans: Iterable[str]) -> None:
    """Raise Gone unless all of these plans may be read by this person in this place."""
    wanted = set(plans)
    everything = context.live.searcher().snapshot.plans
    if not wanted <= {plan.plan_id for plan in everything}:
        raise Gone("gone")
    if any(plan.internal for plan in everything if plan.plan_id in wanted):
        here = {plan.plan_id for plan in plans_for(context, click.channel, click.user)}
        if not wanted <= here:
            raise Gone("internal_refused")


def kept_answer(context: Context, click: Click, answer_id: str) -> KeptAnswer:
    """Return a kept answer that this person may read here; raise Gone otherwise."""
    kept = context.store.answer(answer_id)
    if kept is None:
        raise Gone("gone")
    permit(context, click, plan_ids(kept.answer))
    return kept


def send_csv(click: Click, content: bytes, filename: str, sentence: str) -> None:
    """Upload a CSV into the thread that was clicked in, or to the person alone."""
    channel = "" if click.private else click.channel
    file = File(filename, content, sentence)
    upload(click.client, channel, click.thread_ts, file, user=click.user)
