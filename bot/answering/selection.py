"""Which of the quotes found are shown, and which stand behind 「ほかの候補」."""

from collections.abc import Sequence
from typing import Final

from bot.answering import weights
from bot.answering.finding import Quote, first_by_plan, headed_in_plans
from bot.question import Kind, Question

FAINT: Final = 0.04
"""Below this a quote is never shown: of 5,000 such beside the answers for the towns none helped."""
_SHARE: Final = 4
"""So many times less sure than the first, a quote that is no answer by itself is not shown."""


def select(
    question: Question, quotes: list[Quote], top: int, *, beside_rows: bool, sparing: bool
) -> tuple[list[Quote], list[Quote]]:
    """Part the quotes into those to show and the further ones.

    A list needs none; where a figure is asked for, the table that its row stands in adds none.
    A `sparing` answer, as on a phone, leaves out what is much less sure than its first quote.
    """
    rest = [quote for quote in quotes if quote.probability >= FAINT]
    if beside_rows and question.kind is Kind.LIST:
        return [], rest
    if not beside_rows and not (quotes and quotes[0].probability >= weights.ENOUGH):
        return [], rest
    same = beside_rows and question.kind is Kind.VALUE
    good = [q for q in _by_plan(question, rest) if not (same and q.holds_rows)]
    page = good[:top]
    if sparing and not headed_in_plans(question, page):
        page = _worthy(page)
    if question.more and len(good) > len(page):
        page = good[len(page) : len(page) + top]
    return page, [quote for quote in rest if quote not in page]


def _by_plan(question: Question, quotes: Sequence[Quote]) -> list[Quote]:
    """Put first the best answer of each plan, where several are named or have the heading."""
    best = headed_in_plans(question, quotes)
    if len(question.plans) > 1:
        sure = (quote for quote in quotes if quote.probability >= weights.ENOUGH)
        best = list(first_by_plan(sure, lambda quote: quote.match.passage.plan_id).values())
    return [*best, *(quote for quote in quotes if quote not in best)]


def _worthy(quotes: Sequence[Quote]) -> list[Quote]:
    """Return the quotes that are worth their place below the first."""
    first = quotes[0].probability if quotes else 0.0
    least = min(weights.ENOUGH, first / _SHARE)
    return [quote for quote in quotes if quote.probability >= least]
