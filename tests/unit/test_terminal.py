"""An answer as the terminal shows it."""

from io import StringIO

from answers import answers
from hypothesis import given, settings
from rich.console import Console

from bot.domain import Answer, KpiFinding, Status
from bot.terminal import show
from index.domain import KpiRow, Span


def shown(answer: Answer) -> str:
    out = StringIO()
    show(answer, Console(file=out, width=200))
    return out.getvalue()


def test_names_are_shown_as_printed() -> None:
    row = KpiRow("k", "s", "p", "v1", (), Span(0, 1), (1, 1), "湖岸の延長[km]", "[km]")
    finding = KpiFinding(row, "計画", "みずうみ市", ())
    assert "湖岸の延長[km]" in shown(Answer("延長は？", Status.ANSWERED, "s", kpi=(finding,)))


@settings(max_examples=60, deadline=None)
@given(answers())
def test_any_answer_can_be_shown(answer: Answer) -> None:
    assert shown(answer).strip()
