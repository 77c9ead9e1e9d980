"""The two plans of the corpus, asked with the encoder that ships."""

import json
from pathlib import Path

import pytest

from bot.answer import answer
from bot.answer_json import answer_json
from bot.domain import Answer, Status
from bot.scoring import Scored, score, summary
from index.domain import Span
from index.json_lines import QUESTION_FIELDS, read_json_lines
from index.opening import open_searcher
from index.pages import lines_on
from index.search import Searcher
from index.windows import QUOTE_LIMIT
from scripts import ask

ROOT = Path(__file__).parent.parent.parent
LEAST_RIGHT = {"questions": 95.0, "asked": 84.0, "council": 60.0}
SETS = {
    name: read_json_lines(ROOT / f"tests/eval/{name}.jsonl", QUESTION_FIELDS)
    for name in LEAST_RIGHT
}
QUESTIONS = [question for questions in SETS.values() for question in questions]


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("index")


@pytest.fixture(scope="module")
def searcher(index: Path) -> Searcher:
    return open_searcher(ROOT / "corpus", index)


@pytest.fixture(scope="module")
def answers(searcher: Searcher) -> dict[str, Answer]:
    return {question["id"]: answer(question["q"], searcher) for question in QUESTIONS}


def test_every_quote_is_cut_out_of_a_plan(searcher: Searcher, answers: dict[str, Answer]) -> None:
    for found in answers.values():
        places = [place for finding in found.kpi for place in finding.places]
        for citation in (*found.citations, *found.alternatives, *places):
            document = searcher.snapshot.reading(citation.plan_id, citation.revision).document
            assert citation.quote == document.text[citation.span.start : citation.span.end]
            assert citation.lines == lines_on(document, citation.span)
            whole = Span(0, len(citation.quote))
            assert all(mark in whole and mark.start < mark.end for mark in citation.highlights)
        for citation in found.citations:
            assert len(" ".join(citation.quote.split())) <= QUOTE_LIMIT


def test_every_figure_stands_in_the_plan(searcher: Searcher, answers: dict[str, Answer]) -> None:
    for finding in (finding for found in answers.values() for finding in found.kpi):
        row = finding.row
        text = searcher.snapshot.document_text(row.plan_id, row.revision)
        printed = "".join(text.split())
        measures = [m for m in (row.baseline, *row.targets) if m]
        for string in (row.indicator, *(measure.text for measure in measures)):
            assert "".join(string.split()) in printed


def test_answers_are_short(answers: dict[str, Answer]) -> None:
    for question in QUESTIONS:
        found = answers[question["id"]]
        assert len(found.citations) <= 3
        if question["kind"] == "kpi":
            assert len(found.kpi) <= 3
        if found.status is Status.NOT_FOUND and question in SETS["questions"]:
            assert found.near or question["kind"] == "none"


@pytest.mark.parametrize("name", SETS)
def test_most_answers_are_right(answers: dict[str, Answer], name: str) -> None:
    scored = [score(q, answer_json(answers[q["id"]], q["id"], 0.0)) for q in SETS[name]]
    right, _ = summary(scored)["right"]
    assert right >= LEAST_RIGHT[name], _missed(scored)


def _missed(scored: list[Scored]) -> str:
    return "\n".join(f"{s.question['id']} {s.question['q']}" for s in scored if not s.right)


def test_ask_prints_the_contract(
    searcher: Searcher, index: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert searcher.snapshot.plans  # what opened it has built the index
    batch = tmp_path / "questions.txt"
    batch.write_text(
        'ジオツアー参加者数の目標値は？\n{"id": "x", "q": "明日の天気は？"}\n', "utf-8"
    )
    assert ask.main(["--batch", str(batch), "--snapshot", str(index)]) == 0
    first, second = map(json.loads, capsys.readouterr().out.splitlines())
    fields = ["id", "question", "status", "kpi_rows", "quotes", "near", "elapsed_ms", "notices"]
    assert list(first) == list(second) == fields
    assert first["status"] == "answered"
    row = first["kpi_rows"][0]
    assert row["indicator"] == "ジオツアー参加者数"
    assert row["targets"] == [{"value": "1,800", "period": None, "number": "1800"}]
    assert (second["id"], second["status"], second["quotes"]) == ("x", "not_found", [])


def test_ask_refuses_what_it_cannot_use(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    missing = str(tmp_path / "none")
    for code, arguments in ((1, ["質問", "--corpus", missing]), (1, ["--batch", missing]), (2, [])):
        assert ask.main(arguments) == code
        assert capsys.readouterr().err.strip()
