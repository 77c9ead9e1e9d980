"""The KPI rows of the two plans, read by a person; write anew with scripts/kpi.py --json."""

from pathlib import Path

from index.catalogue import load_catalogue
from index.contract import kpi_row_json
from index.documents import read_document
from index.json_lines import read_json_lines
from index.kpi.reader import read_kpi_rows
from index.sections import read_sections

CORPUS = Path(__file__).parents[2] / "corpus"
GOLDEN = Path(__file__).with_name("kpi_rows.jsonl")


def test_the_rows_of_the_corpus():
    rows = []
    for plan in load_catalogue(CORPUS):
        document = read_document(CORPUS, plan, plan.editions[-1])
        rows += map(kpi_row_json, read_kpi_rows(document, read_sections(document)).rows)
    golden = read_json_lines(GOLDEN, ())
    for row in (*rows, *golden):
        row.pop("section")  # the headings have their own tests
    assert rows == golden
