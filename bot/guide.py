"""What is said about the bot itself: how to ask, and which plans there are."""

import unicodedata
from contextlib import suppress
from enum import StrEnum
from typing import Final

from bot.asking import plans_for
from bot.blocks import Message
from bot.context import Context
from bot.elements import context as small_print
from bot.elements import header, section
from bot.examples import examples
from bot.messages import say
from bot.question_words import GREETINGS
from bot.views_home import Shelf, how_to_ask, plan_blocks, plan_lines
from index.errors import SnapshotError

COMMAND: Final = "/keikaku"


class Topic(StrEnum):
    """What can be asked about the bot."""

    HELP = "help"
    PLANS = "plans"


_WORDS: Final = {
    "help": Topic.HELP,
    "ヘルプ": Topic.HELP,
    "使い方": Topic.HELP,
    "使いかた": Topic.HELP,
    "聞き方": Topic.HELP,
    "?": Topic.HELP,
    "plans": Topic.PLANS,
    "計画": Topic.PLANS,
    "計画一覧": Topic.PLANS,
    "計画の一覧": Topic.PLANS,
}


def topic_of(text: str) -> Topic | None:
    """Return what about the bot is asked; None for a question to the plans.

    >>> topic_of("ヘルプ"), topic_of("こんにちは！"), topic_of("目標は？")
    (<Topic.HELP: 'help'>, <Topic.HELP: 'help'>, None)
    """
    if text in {say("prompt_plans"), say("prompt_plans", "en")}:
        return Topic.PLANS
    folded = unicodedata.normalize("NFKC", text).strip(" 。.!").lower()
    if folded and not GREETINGS.sub("", folded).strip(" 、。.,!\n"):
        return Topic.HELP
    return _WORDS.get(folded)


def guide(context: Context, topic: Topic, channel: str, user: str, language: str = "ja") -> Message:
    """Return the message about `topic`; only plans that may be asked there are named."""
    if topic is Topic.PLANS:
        return plans_message(shelves(context, channel, user), language)
    return help_message(language)


def help_message(language: str) -> Message:
    """Return how to ask."""
    lines = [
        *how_to_ask(language, COMMAND),
        *(say(f"help_{name}", language, command=COMMAND) for name in ("kpi", "plans", "settings")),
    ]
    title, intro = say("help_title", language), say("help_intro", language)
    return Message(
        text="\n".join([title, intro, *lines]),
        blocks=(header(title), section(intro), small_print(*lines)),
        fallbacks=((),),
    )


def plans_message(stock: tuple[Shelf, ...], language: str) -> Message:
    """Return the plans with their editions in force."""
    title = say("plans_title", language)
    lines = [" ".join(plan_lines(shelf.plan, len(shelf.rows), language)) for shelf in stock]
    return Message(
        text="\n".join([title, *(lines or [say("no_plans_here", language)])]),
        blocks=(header(title), *plan_blocks(stock, language)),
        fallbacks=((),),
    )


def shelves(context: Context, channel: str, user: str) -> tuple[Shelf, ...]:
    """Return the plans that may be asked there, each with the rows of its edition in force."""
    rows = context.live.searcher().snapshot.kpi_rows
    return tuple(
        Shelf(
            plan,
            tuple(r for r in rows if (r.plan_id, r.revision) == (plan.plan_id, plan.in_force)),
        )
        for plan in plans_for(context, channel, user)
    )


def suggestions(context: Context, channel: str, user: str, language: str) -> list[dict[str, str]]:
    """Return prompts for who opens the bot's messages: questions that the plans answer there."""
    found: dict[str, str] = {}
    with suppress(SnapshotError):
        plans = plans_for(context, channel, user)
        found = examples(context.live.searcher(), plans, language)
    found["plans"] = say("prompt_plans", language)
    return [
        {"title": say(f"prompt_{kind}_title", language), "message": question}
        for kind, question in found.items()
    ]
