"""scripts/kpi.py as a person and as a program use it."""

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FIELDS = [
    "plan", "revision", "section", "indicator", "unit", "baseline", "targets", "sdg_targets",
    "lines", "page", "doubts",
]  # fmt: skip


def kpi(*arguments: str) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "scripts/kpi.py", *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, check=False)  # noqa: S603


@pytest.fixture
def plan(tmp_path):
    path = tmp_path / "mizuumi.txt"
    path.write_text(
        "第１章　指標\n指標\t単位\t現状値(R4)\t目標値\n受入額\t百万円\t△86\t1,800以上\n",
        encoding="utf-8",
    )
    return str(path)


def test_json_has_the_fields_of_the_contract(plan):
    done = kpi(plan, "--json")
    (row,) = map(json.loads, done.stdout.decode().splitlines())
    assert list(row) == FIELDS
    assert (row["plan"], row["lines"], row["unit"]) == ("mizuumi", [3, 3], "百万円")
    assert row["baseline"] == {"value": "△86", "period": "R4", "number": "-86"}
    assert row["targets"] == [{"value": "1,800以上", "period": None, "number": "1800"}]


def test_the_corpus_is_read_where_no_file_is_named():
    done = kpi("--json", "--plan", "mine")
    rows = list(map(json.loads, done.stdout.decode().splitlines()))
    assert {row["plan"] for row in rows} == {"mine"}
    assert len(rows) == 8


def test_csv_opens_in_a_spreadsheet(plan):
    done = kpi(plan, "--csv")
    assert done.stdout.startswith(b"\xef\xbb\xbf")
    header, row = csv.reader(io.StringIO(done.stdout.decode("utf-8-sig")))
    assert row[header.index("目標値")] == "1,800以上"


def test_a_table_for_people(plan):
    text = kpi(plan).stdout.decode()
    assert "KPI 1件" in text
    assert "1,800以上" in text


def test_a_table_for_people_shows_names_as_printed(tmp_path):
    path = tmp_path / "lake.txt"
    path.write_text("指標\t現状値\t目標値\n湖岸の延長[km]\t8\t12\n", encoding="utf-8")
    assert "湖岸の延長[km]" in kpi(str(path)).stdout.decode()


def test_what_cannot_be_read_is_said_in_one_line(tmp_path):
    done = kpi(str(tmp_path / "none.txt"))
    assert done.returncode == 1
    assert "none.txt" in done.stderr.decode()
    assert kpi("--json", "--csv").returncode == 2


def test_a_file_that_cannot_be_read_hides_no_other(plan, tmp_path):
    odd = tmp_path / "rows.json"
    odd.write_text("{}", encoding="utf-8")
    done = kpi(str(odd), plan, "--json")
    assert done.returncode == 1
    assert "rows.json" in done.stderr.decode()
    assert [json.loads(line)["indicator"] for line in done.stdout.splitlines()] == ["受入額"]
