"""scripts/kpi.py as a person and as a program use it."""

import csv
import io
import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from scripts.kpi import main

ROOT = Path(__file__).parents[2]
FIELDS = [
    "plan", "revision", "section", "indicator", "unit", "baseline", "targets", "sdg_targets",
    "lines", "page", "doubts",
]  # fmt: skip


Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def kpi(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Run:
    """Return what runs the script: exit code, what it printed, what it complained of."""
    monkeypatch.chdir(ROOT)

    def run(*arguments: str) -> tuple[int, str, str]:
        code = main(arguments)
        sys.stdout.flush()
        return code, *capfd.readouterr()

    return run


@pytest.fixture
def plan(tmp_path):
    path = tmp_path / "mizuumi.txt"
    path.write_text(
        "第１章　指標\n指標\t単位\t現状値(R4)\t目標値\n受入額\t百万円\t△86\t1,800以上\n",
        encoding="utf-8",
    )
    return str(path)


def test_json_has_the_fields_of_the_contract(kpi, plan):
    _, said, _ = kpi(plan, "--json")
    (row,) = map(json.loads, said.splitlines())
    assert list(row) == FIELDS
    assert (row["plan"], row["lines"], row["unit"]) == ("mizuumi", [3, 3], "百万円")
    assert row["baseline"] == {"value": "△86", "period": "R4", "number": "-86"}
    assert row["targets"] == [{"value": "1,800以上", "period": None, "number": "1800"}]


def test_the_corpus_is_read_where_no_file_is_named(kpi):
    _, said, _ = kpi("--json", "--plan", "mine")
    rows = list(map(json.loads, said.splitlines()))
    assert {row["plan"] for row in rows} == {"mine"}
    assert len(rows) == 8


def test_csv_opens_in_a_spreadsheet(kpi, plan):
    _, said, _ = kpi(plan, "--csv")
    assert said.startswith("\ufeff")
    header, row = csv.reader(io.StringIO(said.removeprefix("\ufeff")))
    assert row[header.index("目標値")] == "1,800以上"


def test_a_table_for_people(kpi, plan):
    _, text, _ = kpi(plan)
    assert "KPI 1件" in text
    assert "1,800以上" in text


def test_a_table_for_people_shows_names_as_printed(kpi, tmp_path):
    path = tmp_path / "lake.txt"
    path.write_text("指標\t現状値\t目標値\n湖岸の延長[km]\t8\t12\n", encoding="utf-8")
    assert "湖岸の延長[km]" in kpi(str(path))[1]


def test_what_cannot_be_read_is_said_in_one_line(kpi, tmp_path):
    code, _, complaint = kpi(str(tmp_path / "none.txt"))
    assert (code, complaint.count("\n"), "none.txt" in complaint) == (1, 1, True)
    with pytest.raises(SystemExit, match="2"):
        kpi("--json", "--csv")


def test_a_file_that_cannot_be_read_hides_no_other(kpi, plan, tmp_path):
    odd = tmp_path / "rows.json"
    odd.write_text("{}", encoding="utf-8")
    code, said, complaint = kpi(str(odd), plan, "--json")
    assert (code, "rows.json" in complaint) == (1, True)
    assert [json.loads(line)["indicator"] for line in said.splitlines()] == ["受入額"]
