"""One asking: who asked what, where the answer goes, and which plans may answer there."""

import json
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from typing import Final

from slack_sdk.errors import SlackApiError

from bot.answer import answer
from bot.context import Context
from bot.question import Kind, Question, parse
from index.domain import Answer, Plan

MEMBERS_PER_PAGE: Final = 1000


class Place(StrEnum):
    """Where an answer goes."""

    THREAD = "thread"
    PRIVATE = "private"


@dataclass(frozen=True, slots=True)
class Ask:
    """A question on its way; `key` is the same for everything that Slack says about it.

    `thread_ts` is None where there is no thread to answer in; `plans` are those chosen by the
    user, none meaning any. `follow_up` asks without naming the bot, so it may be talk; `direct`
    is a direct message.
    """

    key: str
    channel: str
    user: str
    text: str
    at: float
    place: Place = Place.THREAD
    thread_ts: str | None = None
    response_url: str | None = None
    plans: tuple[str, ...] = ()
    kpi_only: bool = False
    follow_up: bool = False
    direct: bool = False

    def to_json(self) -> str:
        """Write the asking for the inbox."""
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> "Ask":
        """Read what `to_json` wrote."""
        values = json.loads(text)
        return cls(**values | {"place": Place(values["place"]), "plans": tuple(values["plans"])})


def plans_for(context: Context, channel: str, user: str) -> tuple[Plan, ...]:
    """Return the plans that `user` may ask in `channel`.

    An internal plan answers only in the channels named for it, and there only to their members.
    """
    plans = context.live.searcher().snapshot.plans
    here = [plan for plan in plans if plan.internal and channel in plan.channels]
    member = bool(here) and user in _members(context, channel)
    return tuple(plan for plan in plans if not plan.internal or (member and plan in here))


def answer_ask(context: Context, ask: Ask) -> tuple[Question, Answer]:
    """Answer with the plans that may be asked, leaning on what the thread asked before."""
    searcher = context.live.searcher()
    open_here = plans_for(context, ask.channel, ask.user)
    chosen = set(ask.plans or context.store.channel_settings(ask.channel).plans)
    usable = [plan for plan in open_here if not chosen or plan.plan_id in chosen]
    question = parse(ask.text, usable, _previous(context, ask))
    if ask.kpi_only:
        question = replace(question, asks_kpi=True, kind=Kind.LIST)
    return question, answer(question, searcher, within=[plan.plan_id for plan in usable])


def _previous(context: Context, ask: Ask) -> Question | None:
    thread = context.store.thread(ask.channel, ask.thread_ts) if ask.thread_ts else None
    return Question.from_json(json.loads(thread.question)) if thread and thread.question else None


def _members(context: Context, channel: str) -> frozenset[str]:
    """Return who is in a channel; nobody where Slack does not tell."""
    members: set[str] = set()
    cursor = ""
    while True:
        try:
            page = context.client.conversations_members(
                channel=channel, cursor=cursor, limit=MEMBERS_PER_PAGE
            )
        except SlackApiError:
            return frozenset()
        members.update(page["members"])
        cursor = (page.get("response_metadata") or {}).get("next_cursor") or ""
        if not cursor:
            return frozenset(members)
