"""What a revision changed, as a table: what it is about, which part, before and after."""

from collections.abc import Sequence
from itertools import takewhile

from bot.elements import clip, one_line
from bot.figures import Cell
from bot.messages import say
from bot.tables import CELL_LIMIT, TABLE_CHARS, Table, fitting
from index.domain import Change, ChangeKind, KpiRow, Passage

LEAD = 15


def change_subject(change: Change) -> str:
    """Return what a change is about: the indicator, or the innermost heading."""
    item = change.after or change.before
    if isinstance(item, KpiRow):
        return one_line(item.indicator)
    return one_line(item.path[-1]) if item and item.path else "―"


def _side(change: Change, item: KpiRow | Passage | None) -> str:
    """Return what a change shows of one side: the figure that moved, or the words."""
    if item is None:
        return ""
    if isinstance(item, Passage):
        return item.text
    match change.kind:
        case ChangeKind.TARGET_MOVED:
            return "、".join(target.text for target in item.targets)
        case ChangeKind.BASELINE_CORRECTED:
            return item.baseline.text if item.baseline else ""
        case ChangeKind.YEAR_MOVED:
            measures = (*((item.baseline,) if item.baseline else ()), *item.targets)
            return "、".join(measure.period for measure in measures if measure.period)
        case _:
            return item.indicator


def change_sides(change: Change, language: str) -> tuple[str, str]:
    """Return the figures (or words) before and after, from where they differ on.

    A missing side is `―`.
    """
    missing = say("missing", language)
    before, after = (one_line(_side(change, item)) for item in (change.before, change.after))
    if "―" not in (before, after) and len(before) + len(after) > CELL_LIMIT:
        same = sum(
            1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(before, after, strict=False))
        )
        start = max(0, same - LEAD)
        before, after = ("…" * (start > 0) + side[start:] for side in (before, after))
    return (
        clip(before, CELL_LIMIT) if change.before else missing,
        clip(after, CELL_LIMIT) if change.after else missing,
    )


def _head(key: str, items: Sequence[KpiRow | Passage | None], language: str) -> Cell:
    """Return `前（第一版）` where all stand in one edition, else `前`."""
    revisions = {item.revision for item in items if item is not None}
    head = say(f"col_{key}", language)
    return Cell(f"{head}（{revisions.pop()}）" if len(revisions) == 1 else head)


def change_table(changes: Sequence[Change], language: str, budget: int = TABLE_CHARS) -> Table:
    """Return a line for each change."""
    heads = (
        Cell(say("col_subject", language)),
        Cell(say("col_what", language)),
        _head("before", [change.before for change in changes], language),
        _head("after", [change.after for change in changes], language),
    )
    lines = [
        (
            Cell(change_subject(change)),
            Cell(say(f"change_{change.kind}", language)),
            *map(Cell, change_sides(change, language)),
        )
        for change in changes
    ]
    fits = fitting(lines, budget)
    caption = say("caption_changes", language, count=len(changes))
    return Table(caption, (heads, *lines[:fits]), len(changes) - fits)
