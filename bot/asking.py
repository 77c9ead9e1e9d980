"""One asking: who asked what, where the answer goes, and which plans may answer there."""

import json
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, fields, replace
from enum import StrEnum

from bot.answer import answer
from bot.context import Context
from bot.domain import Answer, Notice
from bot.follow_ups import follow_up, points_back, second_reading
from bot.incoming import leans
from bot.question import Kind, Question, parse
from bot.question_parts import has_content
from bot.several import answer_all, brief
from index.domain import Plan
from index.errors import SnapshotError


class Place(StrEnum):
    """Where an answer goes."""

    THREAD = "thread"
    PRIVATE = "private"


@dataclass(frozen=True, slots=True)
class Ask:
    """A question on its way; `key` is the same for everything that Slack says about it.

    `thread_ts` is None where there is no thread to answer in; `plans` are those chosen by the
    user, none meaning any. `follow_up` asks without naming the bot, so it may be talk.
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

    def to_json(self) -> str:
        """Write the asking for the inbox."""
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> "Ask":
        """Read what `to_json` wrote; what an older version wrote besides is passed over."""
        known = {field.name for field in fields(cls)}
        values = {name: value for name, value in json.loads(text).items() if name in known}
        return cls(**values | {"place": Place(values["place"]), "plans": tuple(values["plans"])})


def plans_for(context: Context, channel: str, user: str) -> tuple[Plan, ...]:
    """Return the plans that `user` may ask in `channel`.

    An internal plan answers only in the channels named for it, and there only to their members.
    Raises Later where Slack cannot tell now who they are.
    """
    plans = context.live.searcher().snapshot.plans
    here = [plan for plan in plans if plan.internal and channel in plan.channels]
    member = bool(here) and context.members.has(channel, user)
    return tuple(plan for plan in plans if not plan.internal or (member and plan in here))


def plans_of(context: Context, ask: Ask) -> tuple[Plan, ...]:
    """Return the plans to ask: those chosen by the user or the channel that may be asked there."""
    chosen = ask.plans or context.store.channel_settings(ask.channel).plans
    open_here = plans_for(context, ask.channel, ask.user)
    return tuple(plan for plan in open_here if not chosen or plan.plan_id in chosen)


def answer_ask(context: Context, ask: Ask, plans: Sequence[Plan]) -> tuple[Question, Answer]:
    """Answer from these plans, leaning on what the thread asked before."""
    searcher = context.live.searcher()
    previous = _previous(context, ask)
    within = [plan.plan_id for plan in plans]

    def read(text: str) -> Question:
        question = parse(text, plans, previous, writing=searcher.writing)
        return follow_up(text, question, previous, within) if previous else question

    if ask.kpi_only:
        question = replace(read(ask.text), asks_kpi=True, kind=Kind.LIST)
        return question, answer(question, searcher, within=within)
    question, found = answer_all(ask.text, read, searcher, within, sparing=True)
    if previous and not found.kpi and (again := second_reading(question, previous)):
        row = brief(answer(again, searcher, within=within), searcher)
        if row.kpi:
            told = _second_notices(question, again, row)
            question, found = again, replace(row, question=ask.text, notices=told)
    if previous and not previous.plans and question.plans == previous.told:
        # The plan that answered, unless it was named: what is asked next may be of another.
        question = replace(question, plans=parse(ask.text, plans).plans)
    return question, found


def _second_notices(question: Question, again: Question, row: Answer) -> tuple[Notice, ...]:
    """Return what to know of a row that says nothing of the year asked for."""
    undated = not any(target.period for finding in row.kpi for target in finding.row.targets)
    said = [Notice.PERIOD_NOT_STATED] if question.years and not again.years else []
    said += [Notice.ASKED_NOT_STATED] if question.wants == "date" and undated else []
    return tuple(dict.fromkeys((*row.notices, *said)))


def is_pointed(ask: Ask, plans: Sequence[Plan]) -> bool:
    """Whether a follow-up is surely for the bot: it points back, names a plan, or only a time."""
    read = parse(ask.text, plans)
    bare = not has_content(read.topic)
    pointing = leans(ask.text) or points_back(ask.text)
    return pointing or bool(read.plans or (bare and (read.years or read.edition)))


def warm(context: Context) -> None:
    """Ask something once, so that the first to ask does not wait for what is made on first use."""
    with suppress(SnapshotError):
        searcher = context.live.searcher()
        answer("もくひょうちは?", searcher)


def _previous(context: Context, ask: Ask) -> Question | None:
    thread = context.store.thread(ask.channel, ask.thread_ts) if ask.thread_ts else None
    return Question.from_json(json.loads(thread.question)) if thread and thread.question else None
