"""An answer as the terminal shows it."""

from decimal import Decimal
from io import StringIO

from answers import answers
from hypothesis import given, settings
from rich.console import Console

from bot.domain import Answer, KpiFinding, Status
from bot.terminal import show
from index.domain import KpiRow, Measure, Span


def shown(answer: Answer, width: int = 200) -> str:
    out = StringIO()
    show(answer, Console(file=out, width=width))
    return out.getvalue()


def test_names_are_shown_as_printed() -> None:
    row = KpiRow("k", "s", "p", "v1", (), Span(0, 1), (1, 1), "湖岸の延長[km]", "[km]")
    finding = KpiFinding(row, "計画", "みずうみ市", ())
    assert "湖岸の延長[km]" in shown(Answer("延長は？", Status.ANSWERED, "s", kpi=(finding,)))


def test_a_narrow_window_breaks_no_figure() -> None:
    baseline = Measure("8,162千トン", "2016年", Decimal(8162))
    row = KpiRow(
        "k", "s", "p", "v1", (), Span(0, 1), (1, 1), "温室効果ガス排出量", baseline=baseline
    )
    finding = KpiFinding(row, "計画", "みずうみ市", ())
    answer = Answer("排出量は？", Status.ANSWERED, "s", kpi=(finding,))
    for width in (40, 60, 200):
        assert "8,162千トン（2016年）" in shown(answer, width)


@settings(max_examples=60, deadline=None)
@given(answers())
def test_any_answer_can_be_shown(answer: Answer) -> None:
    assert shown(answer).strip()
