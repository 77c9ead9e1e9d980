"""The Home tab: shown when it is opened, and again whenever something is chosen on it."""

from datetime import UTC, datetime

from slack_bolt import App
from slack_sdk import WebClient

from bot.display.csv_export import feedback_csv, kpi_csv, unanswered_csv
from bot.display.elements import Do, unpack
from bot.display.views_forms import search_view
from bot.display.views_home import Admin, Home, home_view, rows_under, unready_view
from bot.listeners.clicks import Body, Click, Gone, listen, send_csv
from bot.messages import say
from bot.serving.asking import plans_for
from bot.serving.context import Context
from bot.serving.guide import example, shelves
from index.errors import SnapshotError

DAYS = 30
NOWHERE = ""
"""No channel: what may be asked everywhere may be seen on the Home tab."""


def register(app: App, context: Context) -> None:
    """Listen to the Home tab and to everything on it."""

    def opened(client: WebClient, event: Body) -> None:
        publish(context, client, event["user"])

    app.event("app_home_opened", matchers=[lambda event: event.get("tab") == "home"])(opened)
    listen(app, context, Do.HOME_PLAN, choose)
    listen(app, context, Do.HOME_SECTION, choose)
    listen(app, context, Do.HOME_ASK, ask)
    listen(app, context, Do.HOME_AGAIN, ask)
    listen(app, context, Do.HOME_CSV, upload_rows)
    listen(app, context, Do.HOME_EXPORT, export)


def _built(context: Context) -> str:
    """Return the day on which the index in use was published."""
    try:
        at = (context.settings.index_dir / "CURRENT").stat().st_mtime
    except OSError:
        return "―"
    return datetime.fromtimestamp(at, UTC).astimezone().strftime("%Y-%m-%d %H:%M")


def publish(
    context: Context,
    client: WebClient,
    user: str,
    plan: str | None = None,
    heading: int | None = None,
) -> None:
    """Show a user the Home tab."""
    language = context.language_of(user)
    try:
        snapshot = context.live.searcher().snapshot
    except SnapshotError:
        client.views_publish(user_id=user, view=unready_view(language))
        return
    since = context.clock() - DAYS * 86_400
    admin = Admin(
        snapshot.snapshot_id,
        snapshot.counts,
        context.store.unanswered(since),
        context.store.feedback(since),
    )
    home = Home(
        shelves=shelves(context, NOWHERE, user),
        built=_built(context),
        last=context.store.recent_questions(user),
        plan=plan,
        heading=heading,
        admin=admin if user in context.settings.admins else None,
        language=language,
    )
    client.views_publish(user_id=user, view=home_view(home))


def choose(context: Context, click: Click) -> None:
    """A plan or a heading of the KPI browser."""
    if click.action == Do.HOME_PLAN:
        publish(context, click.client, click.user, click.value)
        return
    heading = int(click.value) if click.value.isdecimal() else None
    publish(context, click.client, click.user, click.metadata.get("plan"), heading)


def ask(context: Context, click: Click) -> None:
    """「計画に聞く」 and 「もう一度聞く」: the form, with the question in it."""
    plans = plans_for(context, NOWHERE, click.user)
    question = str(unpack(click.value).get("q", ""))
    known = example(context, NOWHERE, click.user, click.language)
    view = search_view(plans, click.language, question=question, example=known)
    click.client.views_open(trigger_id=click.trigger_id, view=view)


def upload_rows(context: Context, click: Click) -> None:
    """「CSV」 of what is being browsed, into the person's direct message."""
    wanted = unpack(click.value)
    stock = shelves(context, NOWHERE, click.user)
    shelf = next((s for s in stock if s.plan.plan_id == wanted.get("plan")), None)
    if shelf is None:
        raise Gone("gone")
    rows = rows_under(shelf.rows, wanted.get("heading"))
    sentence = say("csv_ready", click.language, count=len(rows))
    content = kpi_csv(rows, [shelf.plan], click.language)
    send_csv(click, content, f"kpi-{shelf.plan.plan_id}.csv", sentence)


def export(context: Context, click: Click) -> None:
    """「CSVで出力」, for administrators."""
    if click.user not in context.settings.admins:
        raise Gone("admins_only")
    since = context.clock() - DAYS * 86_400
    language = click.language
    if click.value == "feedback":
        content = feedback_csv(context.store.feedback(since), language)
    else:
        content = unanswered_csv(context.store.unanswered(since), language)
    sentence = say(f"button_export_{click.value}", language)
    send_csv(click, content, f"{click.value}.csv", sentence)
