"""What is said about the bot itself: how to ask, and which plans there are."""

from contextlib import suppress

from bot.blocks import Message, plain_message
from bot.display.elements import context as small_print
from bot.display.elements import header, section
from bot.display.views_home import COMMAND, Shelf, how_to_ask, plan_blocks, plan_lines
from bot.examples import examples
from bot.messages import say
from bot.reading.topics import Topic
from bot.serving.asking import plans_for
from bot.serving.context import Context
from index.errors import SnapshotError


def guide(context: Context, topic: Topic, channel: str, user: str, language: str = "ja") -> Message:
    """Return the message about `topic`; only plans that may be asked there are named."""
    if topic is Topic.THANKS:
        return plain_message(say("welcome", language))
    if topic is Topic.SORRY:
        return plain_message(say("sorry", language))
    if topic is Topic.PLANS:
        return plans_message(shelves(context, channel, user), language)
    return help_message(language)


def help_message(language: str) -> Message:
    """Return how to ask."""
    lines = [
        *how_to_ask(language),
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
    lines = [" ".join(plan_lines(shelf.plan, shelf.rows, language)) for shelf in stock]
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


def example(context: Context, channel: str, user: str, language: str) -> str:
    """Return a question that the plans answer there, nothing where none is found."""
    with suppress(SnapshotError):
        plans = plans_for(context, channel, user)
        return examples(context.live.searcher(), plans, language).get("kpi", "")
    return ""


def nothing_asked(context: Context, channel: str, user: str, language: str) -> Message:
    """Return the request to ask something, with a question that the plans answer there."""
    question = example(context, channel, user, language)
    words = [say("empty_question", language)]
    words += [say("for_example", language, example=question)] if question else []
    return plain_message("".join(words))


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
