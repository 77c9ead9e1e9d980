"""What changed between two editions of a plan, as far as a question asks."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from bot.answering.finding import edition_meant
from bot.question import Question
from bot.reading import words
from index.compare import compare
from index.domain import Change, ChangeKind, KpiRow, Passage, Plan
from index.matching import Meter
from index.search import Needle, Searcher

_SPOKEN_OF: Final = 0.6
_BESIDE: Final = 0.9
"""How much of what the best of them says a change must say that is told of beside it."""
_BEFORE: Final = Question(text="", topic="", edition="previous")
_KINDS: Final = (
    (words.DROPPED, frozenset({ChangeKind.KPI_DROPPED, ChangeKind.PASSAGE_DROPPED})),
    (words.ADDED, frozenset({ChangeKind.KPI_ADDED, ChangeKind.PASSAGE_ADDED})),
)
_OF_ROWS: Final = re.compile(r"指標|KPI|目標|indicator|target", re.IGNORECASE)


def changes(
    question: Question, needle: Needle, searcher: Searcher, plans: Sequence[Plan]
) -> tuple[Change, ...]:
    """Return the changes up to the edition in force, from the one meant or else the one before.

    Where the question has words of its own, only the changes that speak of them; where it asks
    for indicators, or for what was dropped or added, only these.
    """
    found = list(_all_changes(question, searcher, plans))
    for pattern, kinds in _KINDS:
        if pattern.search(question.text):
            found = [change for change in found if change.kind in kinds]
    rows = [change for change in found if _is_of_row(change)]
    others = [change for change in found if not _is_of_row(change)]
    if needle.passage_concepts:
        meter = Meter(needle.passage_concepts, searcher.vocabulary)
        rows, others = _spoken_of(rows, meter), _spoken_of(others, meter)
    if rows and _OF_ROWS.search(question.text):
        others = []
    return tuple(change for change in found if change in rows or change in others)


def can_compare(plans: Sequence[Plan]) -> bool:
    """Whether any of these plans has an edition before the one in force."""
    return any(edition_meant(_BEFORE, plan) for plan in plans)


def _all_changes(question: Question, searcher: Searcher, plans: Sequence[Plan]) -> Iterator[Change]:
    for plan in plans:
        names = [edition.revision for edition in plan.editions]
        meant = question if question.edition in names or question.as_of else _BEFORE
        before = edition_meant(meant, plan)
        if before in (None, plan.in_force):
            continue
        try:
            editions = [
                searcher.snapshot.reading(plan.plan_id, name) for name in (before, plan.in_force)
            ]
        except KeyError:  # One that cannot be read was let go.
            continue
        yield from compare(*editions)


def _spoken_of(found: Sequence[Change], meter: Meter) -> list[Change]:
    """Return the changes that speak of what is asked, about as much as the best of them does."""
    said = [max(meter(_text(item)) for item in (c.before, c.after) if item) for c in found]
    least = max(_SPOKEN_OF, _BESIDE * max(said, default=0.0))
    return [change for change, met in zip(found, said, strict=True) if met >= least]


def _is_of_row(change: Change) -> bool:
    return isinstance(change.after or change.before, KpiRow)


def _text(item: KpiRow | Passage) -> str:
    said = item.text if isinstance(item, Passage) else item.indicator
    return " ".join((*item.path[-1:], said))
