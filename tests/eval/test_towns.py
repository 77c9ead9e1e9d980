"""Invented towns with their gold: what it says stands in their plans, and most of it is found.

The towns in `unseen` are there to be measured, not read: only their sums are looked at.
"""

import re
import tomllib
from pathlib import Path

import pdfplumber
import pytest

from bot.answer import answer
from bot.answer_json import answer_json
from bot.scoring import RowsScored, fold, score, score_rows, summary
from index.contract import kpi_row_json
from index.documents import read_file
from index.encoder import load_encoder
from index.encodings import decode
from index.json_lines import QUESTION_FIELDS, read_json_lines
from index.opening import open_searcher

HERE = Path(__file__).parent
OPEN = sorted((HERE / "towns").iterdir())
TOWNS = [*OPEN, *sorted((HERE / "unseen").iterdir())]
TAG = re.compile("<[^<>]+>")
ROW_FIELDS = ("plan", "indicator", "baseline", "targets")
KINDS = {"kpi": "kpi", "kpi_list": "indicators", "fact": "quote_any"}


def text_of(file: Path) -> str:
    if file.suffix in (".docx", ".xlsx"):
        return read_file(file).text
    if file.suffix != ".pdf":
        return decode(file.read_bytes(), file)
    with pdfplumber.open(file) as pdf:
        drawn = "".join(page.extract_text() for page in pdf.pages)
    return drawn + read_file(file).text  # large figures with small units are only read as one here


@pytest.mark.parametrize("town", TOWNS, ids=lambda town: town.name)
def test_the_gold_is_of_the_plans(town: Path) -> None:
    catalogue = tomllib.loads((town / "plans.toml").read_text("utf-8"))
    files = {
        plan["id"]: [town / file for edition in plan["edition"] for file in edition["files"]]
        for plan in catalogue["plan"]
    }
    figures = {
        plan_id: fold(TAG.sub("", "".join(map(text_of, paths)))) for plan_id, paths in files.items()
    }
    questions = read_json_lines(town / "questions.jsonl", QUESTION_FIELDS)
    assert len({question["id"] for question in questions}) == len(questions)
    for question in questions:
        assert question["plan"] in figures or question["kind"] == "none"
        assert question["kind"] == "none" or question[KINDS[question["kind"]]]
    for row in read_json_lines(town / "rows.jsonl", ROW_FIELDS):
        measures = [measure for measure in (row["baseline"], *row["targets"]) if measure]
        # A cell may be torn: its words stand on several lines then.
        words = [word for measure in measures for word in measure["value"].split()]
        assert all(fold(word) in figures[row["plan"]] for word in words), row


def test_most_is_found(tmp_path: Path) -> None:
    encoder = load_encoder()
    rows, scored = RowsScored((), (), 0, 0), []
    for town in OPEN:
        searcher = open_searcher(town, tmp_path / town.name, encoder=encoder)
        found = [kpi_row_json(row) for row in searcher.snapshot.kpi_rows]
        rows += score_rows(found, read_json_lines(town / "rows.jsonl", ROW_FIELDS))
        for question in read_json_lines(town / "questions.jsonl", QUESTION_FIELDS):
            given = answer_json(answer(question["q"], searcher), question["id"], 0.0)
            scored.append(score(question, given))
    assert len(rows.wrong) <= 0.02 * rows.found, rows.wrong
    assert len(rows.missed) <= 0.15 * rows.gold, rows.missed
    figures = summary(scored)
    assert figures["right"][0] >= 82
    assert figures["answered"][0] >= 90
