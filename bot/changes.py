"""What changed between two editions of a plan, as far as a question asks."""

from collections.abc import Sequence

from bot.finding import edition_meant
from bot.question import Question
from index.compare import compare
from index.domain import Change, KpiRow, Passage, Plan
from index.matching import Meter
from index.search import Needle, Searcher

_SPOKEN_OF = 0.6
_BEFORE = Question(text="", topic="", edition="previous")


def changes(
    question: Question, needle: Needle, searcher: Searcher, plans: Sequence[Plan]
) -> tuple[Change, ...]:
    """Return the changes up to the edition in force, from the one meant or else the one before.

    Where the question has words of its own, only the changes that speak of them.
    """
    found: list[Change] = []
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
        found += compare(*editions)
    concepts = needle.passage_concepts
    if not concepts:
        return tuple(found)
    meter = Meter(concepts, searcher.vocabulary)
    return tuple(
        change
        for change in found
        if any(
            meter(_text(item)) >= _SPOKEN_OF
            for item in (change.before, change.after)
            if item is not None
        )
    )


def _text(item: KpiRow | Passage) -> str:
    said = item.text if isinstance(item, Passage) else item.indicator
    return " ".join((*item.path[-1:], said))
