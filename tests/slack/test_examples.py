"""Questions to begin with are those that the plans answer."""

import pytest

from bot.answer import answer
from bot.domain import Status
from bot.examples import examples
from index.search import Searcher


@pytest.mark.parametrize("language", ["ja", "en"])
def test_every_example_is_answered(searcher: Searcher, language: str) -> None:
    found = examples(searcher, searcher.snapshot.plans, language)
    assert set(found) == {"kpi", "text", "list"}
    for question in found.values():
        assert answer(question, searcher).status is Status.ANSWERED


def test_examples_are_taken_from_the_plans_that_may_be_asked(searcher: Searcher) -> None:
    for plan in searcher.snapshot.plans:
        found = examples(searcher, [plan], "ja")
        answered = answer(found["kpi"], searcher, within=[plan.plan_id])
        assert {finding.row.plan_id for finding in answered.kpi} == {plan.plan_id}


def test_without_plans_there_are_no_examples(searcher: Searcher) -> None:
    assert examples(searcher, [], "ja") == {}
