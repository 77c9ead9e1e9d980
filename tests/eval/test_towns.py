"""Invented towns with their gold: what it says stands in their plans, and most of it is found.

The towns in `unseen` are there to be measured, not read: only their sums are looked at.
"""

import json
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from bot.answer import answer
from bot.answer_json import answer_json
from bot.scoring import RowsScored, fold, score, score_rows, summary
from index.contract import kpi_row_json
from index.encoder import load_encoder
from index.opening import open_searcher

HERE = Path(__file__).parent
OPEN = sorted((HERE / "towns").iterdir())
TOWNS = [*OPEN, *sorted((HERE / "unseen").iterdir())]
TAG = re.compile("<[^<>]+>")
KINDS = {"kpi": "kpi", "kpi_list": "indicators", "fact": "quote_any"}


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


@pytest.mark.parametrize("town", TOWNS, ids=lambda town: town.name)
def test_the_gold_is_of_the_plans(town: Path) -> None:
    catalogue = tomllib.loads((town / "plans.toml").read_text("utf-8"))
    files = {
        plan["id"]: [town / file for edition in plan["edition"] for file in edition["files"]]
        for plan in catalogue["plan"]
    }
    figures = {
        plan_id: fold(TAG.sub("", "".join(file.read_text("utf-8-sig") for file in paths)))
        for plan_id, paths in files.items()
    }
    questions = lines(town / "questions.jsonl")
    assert len({question["id"] for question in questions}) == len(questions)
    for question in questions:
        assert question["plan"] in figures or question["kind"] == "none"
        assert question["kind"] == "none" or question[KINDS[question["kind"]]]
    for row in lines(town / "rows.jsonl"):
        measures = [measure for measure in (row["baseline"], *row["targets"]) if measure]
        assert all(fold(measure["value"]) in figures[row["plan"]] for measure in measures), row


def test_most_is_found(tmp_path: Path) -> None:
    encoder = load_encoder()
    rows, scored = RowsScored((), (), 0, 0), []
    for town in OPEN:
        searcher = open_searcher(town, tmp_path / town.name, encoder=encoder)
        found = [kpi_row_json(row) for row in searcher.snapshot.kpi_rows]
        rows += score_rows(found, lines(town / "rows.jsonl"))
        for question in lines(town / "questions.jsonl"):
            given = answer_json(answer(question["q"], searcher), question["id"], 0.0)
            scored.append(score(question, given))
    assert len(rows.wrong) <= 0.02 * rows.found, rows.wrong
    assert len(rows.missed) <= 0.12 * rows.gold, rows.missed
    figures = summary(scored)
    assert figures["right"][0] >= 82
    assert figures["answered"][0] >= 90
