"""What changed between two editions of a plan, as far as a question asks."""

from collections.abc import Sequence

from bot.question import Question
from index.compare import compare
from index.domain import Change, KpiRow, Passage, Plan
from index.matching import Meter
from index.search import Needle, Searcher

_SPOKEN_OF = 0.6


def changes(
    question: Question, needle: Needle, searcher: Searcher, plans: Sequence[Plan]
) -> tuple[Change, ...]:
    """Return the changes up to the edition in force, from the edition named or the one before.

    Where the question has words of its own, only the changes that speak of them.
    """
    found: list[Change] = []
    for plan in plans:
        names = [edition.revision for edition in plan.editions]
        now = names.index(plan.in_force)
        before = names.index(question.edition) if question.edition in names else now - 1
        if before < 0 or before == now:
            continue
        found += compare(
            searcher.snapshot.reading(plan.plan_id, names[before]),
            searcher.snapshot.reading(plan.plan_id, plan.in_force),
        )
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
