"""CSV that Excel opens as it stands, and never runs."""

import csv
import io
from decimal import Decimal

import pytest
from answers import kpi_rows
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.display.csv_export import feedback_csv, kpi_csv, safe, unanswered_csv
from bot.records import Feedback, Unanswered
from index.domain import Edition, KpiRow, Measure, Plan, Span

PLAN = Plan("mine", "総合計画", "美祢市", (Edition("第一版", ("a.txt",)),), "第一版")
ROW = KpiRow(
    kpi_id="k",
    section_id="s",
    plan_id="mine",
    revision="第一版",
    path=("第1章", "1-1 まち"),
    span=Span(0, 1),
    lines=(21, 22),
    indicator="参加者数,\n延べ",
    unit="人",
    baseline=Measure("1,196", "H30", Decimal(1196)),
    targets=(Measure("1,500", "R4", Decimal(1500)), Measure("1,800", None, Decimal(1800))),
    sdg_targets=("11.3", "13.1"),
    page=7,
)


def read(content: bytes) -> list[list[str]]:
    assert content.startswith(b"\xef\xbb\xbf")
    text = content.decode("utf-8-sig")
    assert text.count("\n") == text.count("\r\n")
    return list(csv.reader(io.StringIO(text, newline="")))


def test_a_line_for_each_target() -> None:
    heads, first, second = read(kpi_csv([ROW], [PLAN], "ja"))
    assert heads[:4] == ["計画", "版", "見出し", "指標"]
    place = ["総合計画", "第一版", "第1章 › 1-1 まち", "参加者数, 延べ", "人", "1,196", "H30", ""]
    assert first == [*place, "1,500", "R4", "+304人", "11.3、13.1", "", "7", "21～22", ""]
    assert second == [*place, "1,800", "", "+604人", "11.3、13.1", "", "7", "21～22", ""]


@settings(max_examples=50, suppress_health_check=list(HealthCheck))
@given(st.lists(kpi_rows(), max_size=5))
def test_every_row_is_there_and_no_cell_is_a_formula(rows: list[KpiRow]) -> None:
    heads, *lines = read(kpi_csv(rows, [PLAN], "ja"))
    assert len(lines) == sum(max(1, len(row.targets)) for row in rows)
    for line in lines:
        assert len(line) == len(heads)
        assert not any(cell.startswith(("=", "@")) for cell in line)


@pytest.mark.parametrize("text", ["=1+1", "@SUM(A1)", "+cmd|' /C calc'!A0", "-2+3", "\t=1", "＝1"])
def test_what_a_spreadsheet_would_run_is_quoted(text: str) -> None:
    assert safe(text) == "'" + text


@pytest.mark.parametrize(
    "text", ["-5", "-3.2％", "+12.9ポイント", "△1,624人", "−5件", "―", "", "a=b"]
)
def test_figures_are_left_as_they_are(text: str) -> None:
    assert safe(text) == text


def test_what_people_said() -> None:
    said = Feedback("U1", "C1", "1.2", "a", "bad", "質問", "s", 0.0, "figure", "1,900では")
    heads, line = read(feedback_csv([said], "ja"))
    assert dict(zip(heads, line, strict=True))["理由"] == "数字が違う"
    assert line[1:5] == ["違う", "質問", "数字が違う", "1,900では"]
    _, asked = read(unanswered_csv([Unanswered("=質問", "C1", "U1", "s", 0.0)], "ja"))
    assert asked[1:] == ["'=質問", "C1", "U1", "s"]
