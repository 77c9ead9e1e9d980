"""What a revision changed: what it is about, which part of it, before and after."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from bot.display.elements import Block, bullets, clip, context, one_line, paragraph, rich, run
from bot.display.figures import spoken
from bot.display.quotes import source_name
from bot.domain import Revised
from bot.messages import say
from index.domain import Change, ChangeKind, KpiRow, Measure, Passage
from index.likeness import apart

SIDE_LIMIT = 120
CHANGES_LIMIT = 3000
LEAD = 15
SHORT = 20


def change_subject(change: Change) -> str:
    """Return what a change is about: the indicator, or the innermost heading."""
    item = change.after or change.before
    if isinstance(item, KpiRow):
        return one_line(item.indicator)
    return one_line(item.path[-1]) if item and item.path else "―"


def _side(change: Change, item: KpiRow | Passage | None, language: str) -> str:
    """Return what a change shows of one side: the figure that moved, or the words."""
    if item is None:
        return ""
    if isinstance(item, Passage):
        return item.text
    baseline = (item.baseline,) if item.baseline else ()
    match change.kind:
        case ChangeKind.TARGET_MOVED:
            rows = (row for row in (change.before, change.after) if isinstance(row, KpiRow))
            several = any(len(row.targets) > 1 for row in rows)
            dated = item.targets if several else _undated(item.targets)
            return spoken(dated, item.unit, language)
        case ChangeKind.BASELINE_CORRECTED:
            return spoken(_undated(baseline), item.unit, language)
        case ChangeKind.YEAR_MOVED:
            years = [measure.period for measure in (*baseline, *item.targets) if measure.period]
            return "、".join(years)
        case ChangeKind.UNIT_CHANGED:
            return item.unit or ""
        case ChangeKind.OWNER_CHANGED:
            return item.owner or ""
        case _:
            return item.indicator


def _undated(measures: Sequence[Measure]) -> list[Measure]:
    return [replace(measure, period=None) for measure in measures]


def change_sides(change: Change, language: str) -> tuple[str, str]:
    """Return the figures (or words) before and after, from where they differ on.

    A missing side is `―`.
    """
    missing = say("missing", language)
    before, after = (
        one_line(_side(change, item, language)) for item in (change.before, change.after)
    )
    if "―" not in (before, after) and len(before) + len(after) > SIDE_LIMIT:
        before, after = apart(before, after, LEAD, SIDE_LIMIT - 2)
    return (
        clip(before, SIDE_LIMIT) if change.before else missing,
        clip(after, SIDE_LIMIT) if change.after else missing,
    )


def change_words(change: Change, language: str) -> tuple[str, str]:
    """Return `設立数（目標値）`, and `96件 → 98件` or, for one side only, that side."""
    subject = clip(change_subject(change), SIDE_LIMIT)
    kind = say(f"change_{change.kind}", language)
    before, after = change_sides(change, language)
    if change.kind in (ChangeKind.KPI_ADDED, ChangeKind.KPI_DROPPED):
        return subject, kind
    if change.before is None or change.after is None:
        return f"{subject}（{kind}）", after if change.before is None else before
    arrow = "\n→ " if max(len(before), len(after)) > SHORT else " → "
    return f"{subject}（{kind}）", f"{before}{arrow}{after}"


def _editions(changes: Sequence[Change]) -> str:
    """Return `第一版 → 第二版` where all changes are between these two; nothing otherwise."""
    sides = ([c.before for c in changes], [c.after for c in changes])
    names = [{item.revision for item in items if item is not None} for items in sides]
    return " → ".join(name for (name,) in names) if all(len(n) == 1 for n in names) else ""


def change_headline(
    changes: Sequence[Change], language: str, revised: Sequence[Revised] = ()
) -> str:
    """Return how much changed, of which plan, and between which editions."""
    plan = _plan_name(revised[0], language) if len(revised) == 1 else ""
    headline = say("headline_changes", language, count=len(changes))
    between = f"{plan}{_editions(changes)}"
    return headline + (f"（{between}）" if between else "")


def _plan_name(plan: Revised, language: str) -> str:
    return source_name(plan.plan_title, plan.publisher, "", language)


def change_blocks(
    changes: Sequence[Change], language: str, revised: Sequence[Revised] = ()
) -> list[Block]:
    """Return a point for each change, as many as fit, and how many were left out.

    Where they are of several plans, those of each stand under its name.
    """
    names = {plan.plan_id: _plan_name(plan, language) for plan in revised}
    blocks: list[Block] = []
    used = shown = 0
    for plan_id, group in groupby(changes, lambda change: change.plan_id):
        points: list[Block] = []
        for change in group:
            subject, words = change_words(change, language)
            used += len(subject) + len(words)
            if shown and used > CHANGES_LIMIT:
                break
            points.append(paragraph(run(subject, bold=True), run("\n" + words)))
            shown += 1
        if not points:
            break
        if len(names) > 1:
            blocks.append(rich(paragraph(run(names[plan_id], bold=True))))
        blocks.append(bullets(points))
    if rest := len(changes) - shown:
        blocks.append(context(say("rows_cut_no_csv", language, count=rest)))
    return blocks
