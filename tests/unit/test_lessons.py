"""Feedback as questions of an evaluation, through the script that writes them."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.domain import Answer, Citation, KpiFinding, Status
from bot.records import Feedback, KeptAnswer
from bot.store import Store
from index.domain import KpiRow, Measure, Span
from scripts.feedback import main

QUOTE = "受入環境の整備を行います。"
CITATION = Citation(
    *("mine", "総合計画", "美祢市", "第一版", ("1-1",), Span(0, 13), (1, 1), None, QUOTE, "p"),
    highlights=(Span(0, 5),),
)
ROW = KpiRow(
    *("k", "s", "mine", "第一版", ("1-1",), Span(0, 1), (1, 1), "参加者数", "人"),
    baseline=Measure("1,196", "H30"),
    targets=(Measure("1,500", "R4"), Measure("1,800", "R6")),
)
FINDING = KpiFinding(ROW, "総合計画", "美祢市", (CITATION,))


def answered(question: str, **more: object) -> Answer:
    return Answer(question, Status.ANSWERED, "s", **more)


@pytest.fixture
def lines(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., list[dict]]:
    """Keep answers with what was said of them; return what the script writes."""

    def written(*said: tuple[Answer, str, str, str], arguments: tuple[str, ...] = ()) -> list[dict]:
        store = Store(tmp_path / "state.sqlite")
        for at, (answer, verdict, reason, comment) in enumerate(said):
            store.keep_answer(KeptAnswer(str(at), answer, "C1", "U1", None, float(at)))
            place = ("U1", "C1", str(at), str(at))
            store.put_feedback(
                Feedback(*place, verdict, answer.question, "s", float(at), reason, comment)
            )
        store.close()
        assert main(["--state", str(tmp_path / "state.sqlite"), *arguments]) == 0
        return [json.loads(line) for line in capsys.readouterr().out.splitlines()]

    return written


def test_what_was_praised_keeps_its_answer_as_the_gold(lines: Callable) -> None:
    nothing = Answer("横浜市は？", Status.NOT_FOUND, "s")
    found = lines(
        (answered("参加者数は？", kpi=(FINDING,)), "good", "", ""),
        (answered("何をする？", citations=(CITATION,)), "good", "", ""),
        (nothing, "good", "", ""),
    )
    assert found == [
        {"id": "feedback-001", "q": "横浜市は？", "kind": "none", "plan": None},
        {
            "id": "feedback-002",
            "q": "何をする？",
            "kind": "fact",
            "plan": "mine",
            "quote_any": [["受入環境の"]],
        },
        {
            "id": "feedback-003",
            "q": "参加者数は？",
            "kind": "kpi",
            "plan": "mine",
            "kpi": {"indicator": "参加者数", "baseline": "1,196", "target": "1,800"},
        },
    ]


def test_what_was_wrong_is_to_be_filled_in(lines: Callable) -> None:
    wrong = answered("参加者数は？", kpi=(FINDING,))
    (lesson,) = lines((wrong, "bad", "figure", "1,900\nでは"))
    assert lesson["kpi"] == {"indicator": None, "baseline": None, "target": None}
    assert lesson["todo"] == "数字が違う：1,900 では"


def test_what_should_not_have_been_answered_is_a_test_already(lines: Callable) -> None:
    wrong = answered("市長は？", citations=(CITATION,))
    assert lines((wrong, "bad", "missing", "")) == [
        {"id": "feedback-001", "q": "市長は？", "kind": "none", "plan": None}
    ]


def test_the_last_thing_said_of_a_question_counts(lines: Callable) -> None:
    answer = answered("何をする？", citations=(CITATION,))
    said = ((answer, "bad", "place", ""), (answer, "good", "", ""))
    (lesson,) = lines(*said)
    assert "todo" not in lesson
    (lesson,) = lines(*said, arguments=("--wrong",))
    assert lesson["todo"] == "引用の場所が違う"


def test_a_file_that_is_no_state_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    state = tmp_path / "state.sqlite"
    assert main(["--state", str(state)]) == 2
    state.write_text("これは控えではない", "utf-8")
    assert main(["--state", str(state)]) == 1
    assert "state.sqlite を開けません" in capsys.readouterr().err
