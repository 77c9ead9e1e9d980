"""The Home tab: which plans there are, their indicators, one's own questions, and for whom it is
theirs to know, how the bot is doing."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from bot.answering.printings import merge
from bot.display.elements import (
    Block,
    Do,
    actions,
    bullets,
    button,
    clip,
    context,
    divider,
    header,
    one_line,
    option,
    pack,
    paragraph,
    run,
    section,
)
from bot.display.figures import in_words
from bot.display.quotes import path_text, source_name
from bot.display.views import MAX_BLOCKS
from bot.display.views_forms import MAX_OPTIONS, plan_options
from bot.messages import say
from bot.records import Asked, Feedback, Unanswered
from index.domain import KpiRow, Plan

COMMAND: Final = "/keikaku"
PLANS_SHOWN = 15
ROWS_SHOWN = 30
ROWS_CHARS = 5000
QUESTIONS_SHOWN = 5
UNANSWERED_SHOWN = 10


@dataclass(frozen=True, slots=True)
class Shelf:
    """A plan on the Home tab, and the indicators of its edition in force."""

    plan: Plan
    rows: tuple[KpiRow, ...]


@dataclass(frozen=True, slots=True)
class Admin:
    """What administrators see: the index and the last 30 days."""

    snapshot_id: str
    counts: dict[str, int]
    unanswered: tuple[Unanswered, ...]
    feedback: tuple[Feedback, ...]


@dataclass(frozen=True, slots=True)
class Home:
    """Everything on the Home tab of one user; `plan` and `heading` are what is being browsed."""

    shelves: tuple[Shelf, ...]
    built: str
    last: tuple[Asked, ...]
    plan: str | None = None
    heading: int | None = None
    admin: Admin | None = None
    language: str = "ja"


def home_view(home: Home) -> Block:
    """Return the Home tab."""
    language = home.language
    blocks = [
        header(say("home_title", language)),
        section(say("help_intro", language)),
        actions([button(say("button_ask", language), Do.HOME_ASK, style="primary")]),
        context(*how_to_ask(language)),
        *_plans(home),
        *_browser(home),
        *_last(home),
        *(_admin(home.admin, language) if home.admin else ()),
    ]
    return {
        "type": "home",
        "blocks": blocks[:MAX_BLOCKS],
        "private_metadata": pack({"plan": home.plan, "lang": language}),
    }


def unready_view(language: str) -> Block:
    """Return the Home tab of a bot that has no index yet."""
    blocks = [header(say("home_title", language)), section(say("not_ready", language))]
    return {"type": "home", "blocks": blocks}


def how_to_ask(language: str) -> list[str]:
    """Return the ways to ask, one a line."""
    return [
        say("help_mention", language, bot=say("help_bot", language)),
        say("help_dm", language),
        say("help_command", language, command=COMMAND),
        say("help_shortcut", language),
    ]


def plan_lines(plan: Plan, rows: Sequence[KpiRow], language: str) -> tuple[str, str]:
    """Return a plan's name, its edition in force with its date, and how many indicators it has."""
    edition = next((e for e in plan.editions if e.revision == plan.in_force), plan.editions[-1])
    since = edition.effective_from
    date = say("plan_dated", language, date=since) if since else say("plan_undated", language)
    details = [
        say("plan_detail", language, revision=edition.revision, date=date, rows=len(merge(rows)))
    ]
    if len(plan.editions) > 1:
        details.append(say("plan_editions", language, count=len(plan.editions)))
    if plan.internal:
        details.append(say("plan_internal", language))
    return source_name(plan.title, plan.publisher, "", language), "・".join(details)


def plan_blocks(shelves: Sequence[Shelf], language: str) -> list[Block]:
    """Return a list of plans, for the Home tab and for `/keikaku plans`."""
    items = []
    for shelf in shelves[:PLANS_SHOWN]:
        name, details = plan_lines(shelf.plan, shelf.rows, language)
        items.append(paragraph(run(name, bold=True), run("\n" + details)))
    if not items:
        return [section(say("no_plans_here", language))]
    rest = len(shelves) - PLANS_SHOWN
    more = [context(say("rows_cut_no_csv", language, count=rest))] if rest > 0 else []
    return [bullets(items), *more]


def _plans(home: Home) -> list[Block]:
    built = context(say("home_fresh", home.language, date=home.built))
    title = header(say("home_plans", home.language))
    return [divider(), title, *plan_blocks(home.shelves, home.language), built]


def headings(rows: Sequence[KpiRow]) -> list[tuple[tuple[str, ...], int]]:
    """Return the headings that rows stand under, in order, with how many rows each has."""
    return list(Counter(row.path for row in rows).items())


def rows_under(rows: Sequence[KpiRow], heading: int | None) -> tuple[KpiRow, ...]:
    """Return the rows under the heading of this number; all of them for None."""
    paths = [path for path, _ in headings(rows)]
    if heading is None or heading >= len(paths):
        return tuple(rows)
    return tuple(row for row in rows if row.path == paths[heading])


def _select(action: str, hint: str, options: list[Block], chosen: str | None) -> Block:
    """Return a select that shows what is chosen."""
    element: Block = {
        "type": "static_select",
        "action_id": action,
        "placeholder": {"type": "plain_text", "text": hint, "emoji": False},
        "options": options,
    }
    initial = next((choice for choice in options if choice["value"] == chosen), None)
    return element | ({"initial_option": initial} if initial else {})


def _browser(home: Home) -> list[Block]:
    language = home.language
    blocks = [divider(), header(say("home_browse", language))]
    plans = plan_options([shelf.plan for shelf in home.shelves], language)
    if not plans:
        return []
    row = [_select(Do.HOME_PLAN, say("home_choose_plan", language), plans, home.plan)]
    shelf = next((s for s in home.shelves if s.plan.plan_id == home.plan), None)
    if shelf is None:
        return [*blocks, context(say("home_browse_hint", language)), actions(row)]
    if not shelf.rows:
        return [*blocks, actions(row), context(say("home_no_rows", language))]
    options = []
    for number, (path, count) in enumerate(headings(shelf.rows)[:MAX_OPTIONS]):
        name = clip(path_text(path, shelf.plan.title, 1) or "―", 65)
        label = say("home_section_rows", language, section=name, count=count)
        options.append(option(label, str(number)))
    chosen = None if home.heading is None else str(home.heading)
    row.append(_select(Do.HOME_SECTION, say("home_choose_section", language), options, chosen))
    shown = rows_under(shelf.rows, home.heading)
    title = []
    if home.heading is not None:
        title = [context(path_text(shown[0].path, shelf.plan.title) or "―")]
    csv = pack({"plan": home.plan, "heading": home.heading})
    save = actions([button(say("button_csv", language), Do.HOME_CSV, csv)])
    return [*blocks, actions(row), *title, *_rows(shown, language), save]


def _rows(rows: Sequence[KpiRow], language: str) -> list[Block]:
    items: list[Block] = []
    used = 0
    for row in rows[:ROWS_SHOWN]:
        name, figures = one_line(row.indicator), in_words(row, language)
        used += len(name) + len(figures)
        if items and used > ROWS_CHARS:
            break
        items.append(paragraph(run(clip(name, 500), bold=True), run("\n" + clip(figures, 500))))
    if not items:
        return []
    blocks = [bullets(items)]
    if len(items) < len(rows):
        blocks.append(context(say("home_rows_cut", language, shown=len(items))))
    return blocks


def _last(home: Home) -> list[Block]:
    language = home.language
    blocks = [divider(), header(say("home_last", language))]
    if not home.last:
        return [*blocks, context(say("home_no_last", language))]
    for number, asked in enumerate(home.last[:QUESTIONS_SHOWN]):
        question = clip(one_line(asked.question), 1000)
        again = button(
            say("button_again", language), f"{Do.HOME_AGAIN}:{number}", pack({"q": question})
        )
        blocks.append(section(clip(question, 200), again))
    return blocks


def _admin(admin: Admin, language: str) -> list[Block]:
    counts = admin.counts
    verdicts = Counter(feedback.verdict for feedback in admin.feedback)
    lines = [
        say("home_index", language, snapshot=admin.snapshot_id),
        say(
            "home_counts",
            language,
            plans=counts.get("plans", 0),
            passages=counts.get("passages", 0),
            rows=counts.get("kpi_rows", 0),
        ),
        say("home_feedback", language, good=verdicts["good"], bad=verdicts["bad"]),
        say("home_unanswered", language, count=len(admin.unanswered)),
    ]
    questions = dict.fromkeys(clip(one_line(asked.question), 200) for asked in admin.unanswered)
    items = [paragraph(run(question)) for question in list(questions)[:UNANSWERED_SHOWN]]
    exports = [
        button(say(f"button_export_{what}", language), f"{Do.HOME_EXPORT}:{what}", what)
        for what in ("unanswered", "feedback")
    ]
    return [
        divider(),
        header(say("home_admin", language)),
        section("\n".join(lines)),
        *([bullets(items)] if items else []),
        actions(exports),
    ]
