"""An Answer in a terminal: KPI rows in a table, quotes with where they stand; and a bar."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.padding import Padding
from rich.progress import BarColumn, MofNCompleteColumn, TaskID, TextColumn
from rich.progress import Progress as Bar
from rich.table import Table
from rich.text import Text

from bot.change_lines import change_words
from bot.figures import gap, spoken
from bot.messages import say
from index.domain import Answer, Change, Citation, KpiFinding, KpiRow, Measure
from index.layers import Progress

_MARK = "bold yellow"
_WHERE = "dim"
_PATIENCE = 1.0
"""Seconds after which a bar is shown."""


@contextmanager
def progress_bar() -> Iterator[Progress]:
    """Show on the error output how far it is with what takes longer than a moment."""
    started = time.monotonic()
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    tasks: dict[str, TaskID] = {}
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:

        def progress(what: str, done: int, of: int) -> None:
            if time.monotonic() - started > _PATIENCE:
                if what not in tasks:
                    tasks[what] = bar.add_task(what)
                bar.update(tasks[what], completed=done, total=of)

        yield progress


def show(answer: Answer, console: Console) -> None:
    """Print an answer; the quotes are exactly what the plans say, blank lines left out."""
    if answer.kpi:
        console.print(_table(answer.kpi, answer.language))
        for finding in answer.kpi:
            for place in finding.places:
                console.print(Text(f"  {where(place, answer.language)}", style=_WHERE))
    for citation in answer.citations:
        console.print()
        console.print(Padding(_quote(citation), (0, 0, 0, 2)))
        console.print(Text(f"  {where(citation, answer.language)}", style=_WHERE))
    for change in answer.changes:
        console.print(Padding(_change(change, answer.language), (0, 0, 0, 2)))
    if not (answer.kpi or answer.citations or answer.changes):
        console.print(say("not_found", answer.language))
        if answer.near:
            near = "、".join(near.text for near in answer.near)
            console.print(Text(say("not_found_near", answer.language) + near, style=_WHERE))
    for notice in answer.notices:
        console.print(Text(say(f"notice_{notice.value}", answer.language), style="yellow"))


def where(citation: Citation, language: str) -> str:
    """Return plan, edition, headings and lines of a citation on one line."""
    parts = [
        say(
            "citation",
            language,
            publisher=citation.publisher,
            title=citation.plan_title,
            revision=citation.revision,
        ),
        " › ".join(citation.path),
    ]
    first, last = citation.lines
    if first == last:
        parts.append(say("line", language, first=first))
    else:
        parts.append(say("lines", language, first=first, last=last))
    if citation.page is not None:
        parts.append(say("page", language, page=citation.page))
    return "  ".join(part for part in parts if part)


def _table(findings: tuple[KpiFinding, ...], language: str) -> Table:
    table = Table(header_style="bold", pad_edge=False)
    names = ("col_indicator", "col_baseline", "col_target", "col_gap", "col_sdgs")
    for name in names:
        table.add_column(say(name, language), overflow="fold")
    for finding in findings:
        row = finding.row
        ways = [gap(row, target, language) for target in row.targets]
        table.add_row(
            _folded(row.indicator),
            _measure(row.baseline, row) if row.baseline else say("missing", language),
            "\n".join(_measure(t, row) for t in row.targets) or say("missing", language),
            "\n".join(way.text if way else "" for way in ways),
            " ".join(row.sdg_targets),
        )
    return table


def _folded(text: str) -> str:
    return " ".join(text.split())


def _measure(measure: Measure, row: KpiRow) -> str:
    return spoken((measure,), row.unit, "ja")


def _quote(citation: Citation) -> Text:
    text = Text()
    at = 0
    for mark in citation.highlights:
        text.append(citation.quote[at : mark.start])
        text.append(citation.quote[mark.start : mark.end], style=_MARK)
        at = mark.end
    text.append(citation.quote[at:])
    lines = [line for line in text.split("\n") if line.plain.strip()]
    return Text("\n").join(lines)


def _change(change: Change, language: str) -> Text:
    subject, words = change_words(change, language)
    return Text.assemble((subject, "bold"), "  ", " ".join(words.split()))
