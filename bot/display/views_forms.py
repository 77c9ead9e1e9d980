"""The modals that are filled in: asking, saying what is wrong, settings, asking the office."""

from collections.abc import Mapping, Sequence

from bot.display.elements import (
    Block,
    Form,
    clip,
    context,
    one_line,
    option,
    paragraph,
    plain,
    quote,
    rich,
    run,
)
from bot.display.quotes import source_name
from bot.display.views import field, modal, text_field
from bot.messages import say
from bot.records import ChannelSettings
from index.domain import Plan

ALL_PLANS = "*"
REASONS = ("figure", "place", "exists", "missing", "other")
REASONS_IF_NOT_FOUND = ("exists", "other")
MAX_OPTIONS = 100
MAX_PLAN_ID = 150


def plan_options(plans: Sequence[Plan], language: str) -> list[Block]:
    """Return an option for each plan that a select can hold."""
    return [
        option(source_name(plan.title, plan.publisher, "", language), plan.plan_id)
        for plan in plans
        if len(plan.plan_id) <= MAX_PLAN_ID
    ][:MAX_OPTIONS]


def search_view(
    plans: Sequence[Plan],
    language: str,
    *,
    question: str = "",
    example: str,
) -> Block:
    """Return the modal that asks the plans; `example` is a question that they answer."""
    everything = option(say("field_all_plans", language), ALL_PLANS)
    choices = [everything, *plan_options(plans, language)][:MAX_OPTIONS]
    only_kpi = {"type": "checkboxes", "options": [option(say("field_kpi_only", language), "kpi")]}
    select: Block = {"type": "static_select", "options": choices, "initial_option": everything}
    select["placeholder"] = everything["text"]
    blocks = [
        field(
            "question",
            say("field_question", language),
            text_field(question, example=example),
            hint=say("field_question_hint", language),
        ),
        field("plan", say("field_plan", language), select),
        field("kpi", say("field_options", language), only_kpi, optional=True),
    ]
    return modal(Form.SEARCH, blocks, language, submit="search")


def wrong_view(
    question: str, language: str, metadata: Mapping[str, object], *, found: bool = True
) -> Block:
    """Return the short modal behind 「違う」; what was not found has no wrong figure."""
    possible = REASONS if found else REASONS_IF_NOT_FOUND
    reasons = [option(say(f"reason_{reason}", language), reason) for reason in possible]
    blocks = [
        context(say("question_line", language, question=clip(one_line(question), 300))),
        field(
            "reason",
            say("field_reason", language),
            {"type": "radio_buttons", "options": reasons, "initial_option": reasons[0]},
        ),
        field(
            "comment",
            say("field_comment", language),
            text_field(lines=True),
            optional=True,
        ),
    ]
    return modal(Form.WRONG, blocks, language, submit="send", metadata=metadata)


def settings_view(
    channel: str, settings: ChannelSettings, plans: Sequence[Plan], language: str
) -> Block:
    """Return the settings of a channel; `plans` are those that may be asked in it."""
    blocks: list[Block] = []
    if options := plan_options(plans, language):
        chosen = [choice for choice in options if choice["value"] in settings.plans]
        select: Block = {"type": "multi_static_select", "options": options}
        select["placeholder"] = plain(say("field_all_plans", language))
        blocks.append(
            field(
                "plans",
                say("field_plans", language),
                select | ({"initial_options": chosen} if chosen else {}),
                hint=say("field_plans_hint", language),
                optional=True,
            )
        )
    where = [option(say(f"where_{place}", language), place) for place in ("thread", "ephemeral")]
    mention = [option(say("mention_only", language), "mention_only")]
    boxes: Block = {"type": "checkboxes", "options": mention}
    blocks += [
        field(
            "where",
            say("field_where", language),
            {
                "type": "radio_buttons",
                "options": where,
                "initial_option": where[settings.ephemeral],
            },
        ),
        field(
            "mention",
            say("field_mention", language),
            boxes | ({"initial_options": mention} if settings.mention_only else {}),
            hint=say("mention_only_hint", language),
            optional=True,
        ),
    ]
    return modal(Form.SETTINGS, blocks, language, submit="save", metadata={"c": channel})


def desk_view(question: str, language: str, metadata: Mapping[str, object]) -> Block:
    """Return the modal that confirms handing a question to the planning office."""
    blocks = [
        rich(paragraph(run(say("desk_confirm", language)))),
        rich(quote(run(clip(question, 1000) or "―"))),
        field("note", say("desk_note", language), text_field(most=500, lines=True), optional=True),
    ]
    return modal(Form.DESK, blocks, language, submit="send", metadata=metadata)
