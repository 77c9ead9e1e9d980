"""An Answer in a terminal: KPI rows in a table, quotes with where they stand; and a bar."""

import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise

from rich.cells import cell_len
from rich.console import Console
from rich.padding import Padding
from rich.progress import BarColumn, MofNCompleteColumn, TaskID, TextColumn
from rich.progress import Progress as Bar
from rich.table import Table
from rich.text import Text

from bot.display.change_lines import change_headline, change_words
from bot.display.elements import one_line
from bot.display.figures import gap, in_words, spoken
from bot.display.notices import notice_lines
from bot.display.quotes import are_of_several_plans, citation_text, heads_text, plan_of_row
from bot.display.views_home import plan_lines
from bot.domain import Answer, Citation, KpiFinding
from bot.examples import examples
from bot.messages import say
from bot.reading.topics import Topic
from bot.shown import HIDDEN, unmarked
from index.domain import Change, KpiRow, Measure, Span
from index.layers import Progress
from index.search import Searcher

_MARK = "bold yellow"
_WHERE = "dim"
_PATIENCE = 1.0
"""Seconds after which a bar is shown."""
_INDENT = 2
_WIDE = 10_000
# A line may end between any two letters, but not inside figures and Latin words, nor before what
# closes: Rich would end it at blanks alone, of which Japanese has few.
_UNIT = re.compile(r"(?:[!-~]+|.)[、。，．・）」』】〉％ー々っゃゅょッャュョ]*")


@contextmanager
def progress_bar() -> Iterator[Progress]:
    """Show on the error output how far it is with what takes longer than a moment."""
    started = time.monotonic()
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    tasks: dict[str, TaskID] = {}
    console = Console(stderr=True)
    # In a log there is nothing to draw over: all that would be left of a bar is a blank line.
    hidden = not console.is_terminal
    with Bar(*columns, console=console, transient=True, disable=hidden) as bar:

        def progress(what: str, done: int, of: int) -> None:
            if time.monotonic() - started > _PATIENCE:
                if what not in tasks:
                    tasks[what] = bar.add_task(what)
                bar.update(tasks[what], completed=done, total=of)

        yield progress


def show(answer: Answer, console: Console) -> None:
    """Print an answer; the quotes are what the plans say, blank lines left out."""
    width = console.width - _INDENT
    if answer.kpi:
        _show_rows(answer, console)
        for finding in answer.kpi:
            for place in finding.places:
                console.print(
                    _wrapped(Text(citation_text(place, answer.language), style=_WHERE), width)
                )
    for text in (line for quoted in answer.citations for line in _cited(quoted, answer.language)):
        console.print(_wrapped(text, width))
    if answer.changes:
        headline = change_headline(answer.changes, answer.language, answer.revised)
        console.print(_wrapped(Text(headline, style="bold"), width))
    for change in answer.changes:
        console.print(_wrapped(_change(change, answer.language), width))
    if not (answer.kpi or answer.citations or answer.changes):
        console.print(say("not_found", answer.language))
        if answer.near:
            near = "、".join(near.text for near in answer.near)
            console.print(Text(say("not_found_near", answer.language) + near, style=_WHERE))
    for notice in notice_lines(answer):
        console.print(Text(notice, style="yellow"))


def show_guide(topic: Topic, searcher: Searcher, language: str, console: Console) -> None:
    """Print what is said about the bot itself: how to ask, or which plans there are."""
    plans = searcher.snapshot.plans
    if topic is Topic.THANKS:
        lines = [say("welcome", language)]
    elif topic is Topic.SORRY:
        lines = [say("not_found_hint", language)]
    elif topic is Topic.PLANS:
        lines = [say("plans_title", language)]
        for plan in plans:
            rows = [r for r in searcher.snapshot.kpi_rows if r.plan_id == plan.plan_id]
            rows = [row for row in rows if row.revision == plan.in_force]
            lines += ["　".join(plan_lines(plan, rows, language))]
    else:
        asked = examples(searcher, plans, language).values()
        lines = [say("help_title", language), say("help_intro", language)]
        lines += [say("for_example", language, example=question) for question in asked]
    for line in lines:
        console.print(_wrapped(Text(line.strip()), console.width - _INDENT))


def _show_rows(answer: Answer, console: Console) -> None:
    """Print a table, or words where it would have to break 2016年 in two."""
    table = _table(answer.kpi, answer.language)
    if console.measure(table, options=console.options.update(width=_WIDE)).maximum <= console.width:
        console.print(table)
        return
    for finding in answer.kpi:
        console.print(_wrapped(_in_words(finding, answer), console.width - _INDENT))


def _table(findings: tuple[KpiFinding, ...], language: str) -> Table:
    table = Table(header_style="bold", pad_edge=False)
    of_many = are_of_several_plans(findings)
    names = ("col_indicator", "col_baseline", "col_target", "col_gap", "col_sdgs")
    for name in (*names[:1], *(("col_plan",) if of_many else ()), *names[1:]):
        table.add_column(say(name, language), overflow="fold")
    for finding in findings:
        row = finding.row
        ways = [gap(row, target, language) for target in row.targets]
        cells = (
            one_line(row.indicator),
            *((plan_of_row(finding, language),) if of_many else ()),
            _measure(row.baseline, row) if row.baseline else say("missing", language),
            "\n".join(_measure(t, row) for t in row.targets) or say("missing", language),
            "\n".join(way.text if way else "" for way in ways),
            " ".join(row.sdg_targets),
        )
        table.add_row(*map(Text, cells))  # as printed: rich takes [km] for its own
    return table


def _in_words(finding: KpiFinding, answer: Answer) -> Text:
    of_many = are_of_several_plans(answer.kpi)
    plan = "  " + plan_of_row(finding, answer.language) if of_many else ""
    figures = in_words(finding.row, answer.language)
    return Text.assemble((one_line(finding.row.indicator), "bold"), plan, "\n", figures)


def _measure(measure: Measure, row: KpiRow) -> str:
    return spoken((measure,), row.unit, "ja")


def _cited(citation: Citation, language: str) -> Iterator[Text]:
    """Yield a quote and where it stands, below the heads of its columns where it lacks them."""
    yield Text(" ")
    if citation.heads:
        yield Text(heads_text(citation.heads, language), style=_WHERE)
    yield _quote(citation)
    yield Text(citation_text(citation, language), style=_WHERE)


def _quote(citation: Citation) -> Text:
    """Return a quote without the marks of its layout; columns that are set with spaces stay so."""
    text = Text()
    said, _ = unmarked(citation.quote)
    marks, omitted = citation.highlights, citation.omitted
    edges = {edge for span in (*marks, *omitted) for edge in (span.start, span.end)}
    for start, end in pairwise(sorted({0, len(citation.quote), *edges})):
        piece = Span(start, end)
        if not any(piece in span for span in omitted):
            marked = any(piece in span for span in marks)
            text.append(said[start:end].replace(HIDDEN, ""), style=_MARK if marked else None)
    lines = [line for line in text.split("\n") if line.plain.strip()]
    return Text("\n").join(lines)


def _wrapped(text: Text, width: int) -> Padding:
    """Return the text indented, with the lines that Japanese would have at that width."""
    lines: list[Text] = []
    for line in text.split("\n", allow_blank=True):
        ends, at = [], 0
        for unit in _UNIT.finditer(line.plain):
            if cell_len(line.plain[at : unit.end()].rstrip()) > width:
                at = unit.start()
                ends.append(at)
        lines += line.divide(ends)
    return Padding(Text("\n").join(lines), (0, 0, 0, _INDENT), expand=False)


def _change(change: Change, language: str) -> Text:
    subject, words = change_words(change, language)
    return Text.assemble((subject, "bold"), "  ", " ".join(words.split()))
