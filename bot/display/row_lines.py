"""KPI rows in words, as a phone shows them, and where they are printed.

A table there shows little but its first column.
"""

from collections.abc import Sequence
from dataclasses import replace

from bot.answering.years import measure_years
from bot.display.elements import Block, clip, one_line, run
from bot.display.figures import ASKED, in_short, in_words
from bot.display.quotes import (
    HEAD_LIMIT,
    are_of_several_plans,
    path_text,
    place_text,
    plan_of_row,
    source_name,
)
from bot.display.tables import alike, heading_of, named
from bot.domain import Answer, KpiFinding
from bot.messages import say
from index.domain import KpiRow

LINE_LIMIT = 200
LIST_LIMIT = 1500
PLANS_SHOWN = 3
HEADINGS_SHOWN = 4
PLACES_SHOWN = 3
SOURCE_LIMIT = 300

Lines = tuple[int, int]
Place = tuple[str, int | None, Lines]


def row_runs(finding: KpiFinding, answer: Answer) -> tuple[Block, ...]:
    """Return a new line, an indicator, whose it is, and its figures, those asked for in bold."""
    name = run(clip(one_line(finding.row.indicator), LINE_LIMIT), bold=True)
    of, row = _whose(finding, answer), _asked(finding.row, answer)
    figures = _whole(in_words(row, answer.language, answer.years)).split(ASKED)
    runs = [run(words, bold=n % 2 == 1) for n, words in enumerate(figures) if words]
    return run("\n"), name, *([run(of)] if of else []), run("\n"), *runs


def row_text(finding: KpiFinding, answer: Answer) -> str:
    """Return a row with all its figures in a line of text."""
    of = _whose(finding, answer).replace("\n", " ")
    return f"{one_line(finding.row.indicator)}{of}：{in_words(finding.row, answer.language)}"


def long_list(answer: Answer) -> str:
    """Return many rows as text: as many as fit; the table has them all."""
    lines = [say("list_heads", answer.language)]
    used, plan = 0, ""
    for shown, finding in enumerate(answer.kpi):
        whose = plan_of_row(finding, answer.language)
        heads = [whose] if are_of_several_plans(answer.kpi) and whose != plan else []
        name = clip(one_line(finding.row.indicator), LINE_LIMIT)
        figures = _whole(in_short(_asked(finding.row, answer), answer.language))
        added = [*heads, f"・{name}", figures]
        used, plan = used + sum(len(line) + 1 for line in added), whose
        if used > LIST_LIMIT:
            rest = len(answer.kpi) - shown
            return "\n".join([*lines, say("rows_in_table", answer.language, count=rest)])
        lines += added
    return "\n".join(lines)


def _asked(row: KpiRow, answer: Answer) -> KpiRow:
    """Return a row with no targets but those of the years asked for, where it has such.

    The table below has them all.
    """
    years = set(answer.years)
    targets = tuple(target for target in row.targets if measure_years(target) & years)
    return replace(row, targets=targets) if targets else row


def _whose(finding: KpiFinding, answer: Answer) -> str:
    """Return the plan of a row where they are of several, else once the town that was not named.

    And its heading, where another row has the same name.
    """
    heading = heading_of(finding) if named(finding) in alike(answer.kpi) else ""
    under = f"\n{heading}" if heading else ""
    if are_of_several_plans(answer.kpi):
        return "\n" + plan_of_row(finding, answer.language) + under
    town = finding.publisher.strip()
    is_known = not town or town in answer.question or finding != answer.kpi[0]
    return ("" if is_known else f"（{clip(one_line(town), HEAD_LIMIT)}）") + under


def _whole(words: str) -> str:
    """Return words that are too long for a line as far as the last whole figure."""
    end = len(words) if len(words) <= LINE_LIMIT else words.rfind("、", 0, LINE_LIMIT)
    return words if end == len(words) else clip(words, end + 1 if end > 0 else LINE_LIMIT)


def _joined(places: Sequence[Place]) -> list[Place]:
    """Return the places in order, those that follow one another on a page as one."""
    found: list[Place] = []
    for file, page, (first, last) in sorted(set(places), key=lambda place: place[2]):
        if found and found[-1][:2] == (file, page) and first <= found[-1][2][1] + 1:
            start, end = found[-1][2]
            found[-1] = (file, page, (start, max(end, last)))
        else:
            found.append((file, page, (first, last)))
    return found


def _shown(parts: Sequence[str], most: int, language: str) -> str:
    """Return the first parts, and how many more there are."""
    more = say("sources_more", language, count=len(parts) - most)
    return "、".join([*parts[:most], *([more] if len(parts) > most else [])])


def source_lines(findings: Sequence[KpiFinding], language: str) -> list[str]:
    """Return a line for each edition that prints one of these rows."""
    by_plan: dict[str, dict[tuple[str, ...], list[Place]]] = {}
    titles: dict[str, str] = {}
    for finding in findings:
        row, titled = finding.row, (finding.plan_title, finding.publisher, finding.row.revision)
        name = source_name(*titled, language, in_force=finding.in_force)
        titles[name] = finding.plan_title
        printed = [(p.path, (p.file, p.page, p.lines)) for p in finding.places]
        for path, place in printed or [(row.path, ("", row.page, row.lines))]:
            by_plan.setdefault(name, {}).setdefault(path, []).append(place)
    lines = []
    for name, headings in by_plan.items():
        depth = 2 if len(headings) == 1 else 1
        parts = []
        for path, places in headings.items():
            where = [place_text(span, page, language, file) for file, page, span in _joined(places)]
            heading = path_text(path, titles[name], depth)
            parts.append(f"{heading}（{_shown(where, PLACES_SHOWN, language)}）")
        between = " › " if path_text(next(iter(headings)), titles[name]) else ""
        lines.append(
            clip(f"{name}{between}{_shown(parts, HEADINGS_SHOWN, language)}", SOURCE_LIMIT)
        )
    lines[:1] = [say("sources", language, line=line) for line in lines[:1]]
    rest = len(lines) - PLANS_SHOWN
    more = [say("sources_more", language, count=rest)] if rest > 0 else []
    return [*lines[:PLANS_SHOWN], *more]
