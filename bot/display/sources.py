"""Where KPI rows are printed: a line for each plan, its headings with their lines."""

from collections.abc import Sequence

from bot.display.elements import clip
from bot.display.quotes import path_text, place_text, source_name
from bot.domain import KpiFinding
from bot.messages import say

PLANS_SHOWN = 3
HEADINGS_SHOWN = 4
PLACES_SHOWN = 3
LINE_LIMIT = 300

Lines = tuple[int, int]
Place = tuple[str, int | None, Lines]


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
        row, old = finding.row, "" if finding.in_force else say("older_mark", language)
        name = source_name(finding.plan_title, finding.publisher, row.revision, language) + old
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
        lines.append(clip(f"{name}{between}{_shown(parts, HEADINGS_SHOWN, language)}", LINE_LIMIT))
    lines[:1] = [say("sources", language, line=line) for line in lines[:1]]
    rest = len(lines) - PLANS_SHOWN
    more = [say("sources_more", language, count=rest)] if rest > 0 else []
    return [*lines[:PLANS_SHOWN], *more]
