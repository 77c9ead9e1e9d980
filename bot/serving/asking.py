"""One asking: who asked what, where the answer goes, and which plans may answer there."""

import json
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, fields, replace
from enum import StrEnum

from bot.answer import answer
from bot.answering.answer_notices import years_unstated
from bot.domain import Answer, Notice
from bot.question import Kind, Question, parse
from bot.reading.parts import has_content, ignored_terms
from bot.reading.words import AGE
from bot.serving.context import Context
from bot.serving.follow_ups import follow_up, points_back, second_reading
from bot.serving.incoming import leans
from bot.serving.leaning import (
    is_better,
    is_unsure,
    kept,
    leaning,
    names_all,
    refused,
    settled,
    strays,
)
from bot.several import answer_all, brief
from index.domain import Plan
from index.errors import SnapshotError
from index.search import Searcher
from index.tokens import content_terms


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
    if previous:
        question, found = _again(question, found, previous, searcher, within)
        question = settled(question, found, previous)
        found = replace(found, question=ask.text)
    if previous and not previous.plans and question.plans == previous.told:
        # The plan that answered, unless it was named: what is asked next may be of another.
        question = replace(question, plans=parse(ask.text, plans).plans)
    return question, found


def _again(
    question: Question, found: Answer, previous: Question, searcher: Searcher, within: Sequence[str]
) -> tuple[Question, Answer]:
    """Return a question and its answer, or what answers it as one that leans on `previous`."""
    part = leaning(question, previous)
    needle = searcher.needle(question.topic, "", ignored_terms()) if part else None
    if part and needle and strays(found, question, previous, needle):
        given = brief(answer(part, searcher, within=within, sparing=True), searcher)
        if given.kpi and given.citations and strays(given, question, previous, needle):
            given = replace(given, kpi=(), notices=())
        if is_better(given, found, question) and not strays(given, question, previous, needle):
            return part, given
        alone = replace(question, aside="")
        given = brief(answer(alone, searcher, within=within, sparing=True), searcher)
        if names_all(given, needle):
            return alone, given
        found = refused(found) if is_unsure(found) else found
    elif part:
        found = kept(found, question, previous)
    again = None if found.kpi else second_reading(question, previous)
    if again:
        row = brief(answer(again, searcher, within=within), searcher)
        if row.kpi and not (needle and strays(row, question, previous, needle)):
            return again, replace(row, notices=_second_notices(question, again, row))
    return question, found


def _second_notices(question: Question, again: Question, row: Answer) -> tuple[Notice, ...]:
    """Return what to know of a row that says nothing of the year asked for."""
    undated = not any(target.period for finding in row.kpi for target in finding.row.targets)
    unstated = None if again.years else years_unstated(question, row.kpi)
    said = [unstated] if unstated else []
    said += [Notice.ASKED_NOT_STATED] if question.wants == "date" and undated else []
    # That the results of one year are not there says more.
    told = [notice for notice in row.notices if not (unstated and notice is Notice.NOT_LATEST)]
    return tuple(dict.fromkeys((*told, *said)))


def is_pointed(context: Context, ask: Ask, plans: Sequence[Plan]) -> bool:
    """Whether a follow-up is surely for the bot: it points back, names a plan, or only a time.

    Or it asks of what was asked before for a part in words that the plans know: 妊婦の喫煙率は？
    """
    read, previous = parse(ask.text, plans), _previous(context, ask)
    if previous and leaning(read, replace(previous, wants=read.wants)):
        known = context.live.searcher().vocabulary.terms
        if AGE.search(read.topic) or all(term in known for term in content_terms(read.topic)):
            return True
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
