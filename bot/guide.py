"""What is said about the bot itself: how to ask, and which plans there are."""

import re
import unicodedata
from contextlib import suppress
from enum import StrEnum
from typing import Final

from bot.asking import plans_for
from bot.blocks import Message, plain_message
from bot.context import Context
from bot.elements import context as small_print
from bot.elements import header, section
from bot.examples import examples
from bot.messages import say
from bot.question_words import GREETINGS
from bot.views_home import COMMAND, Shelf, how_to_ask, plan_blocks, plan_lines
from index.errors import SnapshotError


class Topic(StrEnum):
    """What can be asked about the bot."""

    HELP = "help"
    PLANS = "plans"
    THANKS = "thanks"


_PATTERNS: Final = {
    Topic.PLANS: re.compile(
        r"plans?|(聞ける|登録(されて|して)いる|収録)?(計画|プラン)(の?(一覧|リスト))?"
        r"|(ここ|これ)?(は|で|に|には)?(どんな|どの|何の|なんの)(計画|プラン)[がにをは]?"
        r"(聞け|あ[りる]|入って|載って|登録|使え|調べられ)[^。?]{0,10}"
        r"|(計画|プラン)(は|には|って)(何|どれ|どんなもの)が?(あ[りる]|入って|聞け)[^。?]{0,10}"
        r"|(which|what) plans[^?]{0,30}"
    ),
    Topic.HELP: re.compile(
        r"help|ヘルプ|助けて|[?]|((この)?(ボット|アプリ)の?)?(使い方|使いかた|聞き方|聞きかた|操作方法)"
        r"([をはが]|って)?(教えて|見せて|知りた|わから|分から)?[^。?]{0,10}"
        r"|(あなた|君|きみ|お前|おまえ|この(ボット|アプリ))(は|って|では|で)?"
        r"(誰|だれ|何|なに)(者|が)?(です|なの|だ|でき)?[^。?]{0,8}|自己紹介[^。?]{0,8}"
        r"|(何|なに)[がを](でき|聞け|教えてくれ|してくれ)(る|ます)[^。?]{0,6}"
        r"|どう(やって|すれば)?(聞け|使え|使い|質問すれ)(ば|ます)[^。?]{0,10}"
        r"|(who|what) are you|what can you do|how (do|can) i (use|ask)[^?]{0,20}"
    ),
    Topic.THANKS: re.compile(
        r"((どうも|とても|大変|本当に)?(助か|たすか)(り|った)|了解|承知|感謝)[^。?]{0,8}"
        r"|(わか|分か)りました|なるほど|どうも|ok|okay|got it|thank you (so|very) much"
    ),
}
_THANKS: Final = re.compile(r"ありがと|助か|thank")
_IDLE: Final = " 、。.,!?~\n"


def topic_of(text: str) -> Topic | None:
    """Return what about the bot is asked or said to it; None for a question to the plans.

    >>> topic_of("使い方を教えて"), topic_of("こんにちは！"), topic_of("目標は？")
    (<Topic.HELP: 'help'>, <Topic.HELP: 'help'>, None)
    >>> topic_of("どんな計画がありますか"), topic_of("ありがとう、助かりました！")
    (<Topic.PLANS: 'plans'>, <Topic.THANKS: 'thanks'>)
    """
    folded = unicodedata.normalize("NFKC", text).strip().lower()
    said = GREETINGS.sub("", folded).strip(_IDLE)
    if folded and not said:
        return Topic.THANKS if _THANKS.search(folded) else Topic.HELP
    found = (topic for topic, pattern in _PATTERNS.items() if pattern.fullmatch(said))
    return next(found, None)


def guide(context: Context, topic: Topic, channel: str, user: str, language: str = "ja") -> Message:
    """Return the message about `topic`; only plans that may be asked there are named."""
    if topic is Topic.THANKS:
        return plain_message(say("welcome", language))
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


def nothing_asked(context: Context, channel: str, user: str, language: str) -> Message:
    """Return the request to ask something, with a question that the plans answer there."""
    found: dict[str, str] = {}
    with suppress(SnapshotError):
        found = examples(context.live.searcher(), plans_for(context, channel, user), language)
    words = [say("empty_question", language)]
    words += [say("for_example", language, example=found["kpi"])] if "kpi" in found else []
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
