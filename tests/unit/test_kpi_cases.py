"""Texts and the rows that they say: kpi_cases/*.txt, a heading for each case and `=` before rows.

A lone `=` says that no row may be read. Each case is quoted in full in its file, tabs and all.
"""

import re
from pathlib import Path

import pytest
from kpi_texts import said_all

FILES = sorted((Path(__file__).parent / "kpi_cases").glob("*.txt"))
CASE = re.compile(r"^## (.+)\n((?:(?!=).*\n)+)((?:=.*\n)+)", re.MULTILINE)
CASES = {
    f"{path.stem}: {name}": (text, [row[2:] for row in rows.splitlines() if row != "="])
    for path in FILES
    for name, text, rows in CASE.findall(path.read_text(encoding="utf-8"))
}


@pytest.mark.parametrize("case", CASES)
def test_a_text_gives_its_rows(case: str) -> None:
    text, rows = CASES[case]
    assert said_all(text) == rows


def test_no_case_is_passed_over() -> None:
    headings = [path.read_text(encoding="utf-8").count("\n## ") + 1 for path in FILES]
    assert sum(headings) == len(CASES)
