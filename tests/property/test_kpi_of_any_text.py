"""No text stops the KPI reader, however its tables were torn."""

from hypothesis import example, given, settings
from hypothesis import strategies as st
from kpi_texts import document

from index.kpi.reader import read_kpi_rows
from index.kpi.words import Kind, kind_of
from index.sections import read_sections

LINES = [
    "■成果指標",
    "指標 単位 基準値 目標値",
    "指標名          現状値（R5）      目標値（R11）",
    "目標値（R11）      指標名      現状値（R5）",
    "指標\t現状値\t\t目標値\t",
    "項目 基本",
    "方針",
    "計画策定時",
    "の値",
    "（R5）",
    "R8年度：",
    "現在（R4年）：",
    "        ：           281,866件          336,800件",
    "指標：船の数",
    "17.2",
    "船に乗った人の数 人 160 240",
    "船に乗った人の数\tR5\t160人\tR11\t240人",
    "湖を歩いた          160人          240人",
    "人の割合",
    "男性                25％            30％",
    "5％",
    "―",
    "現状維持",
    "【数値目標】",
    "・船の数　4隻",
    "**船の数1隻(2014年度)→年2隻(2019年度)**",
    "船の数 1隻(R5実績) 2隻(R11目標)",
    "|船の数|1隻|2隻|",
    "①",
    "※ 注",
    "",
]


@settings(max_examples=150, deadline=None)
@example(["指標名          現状値（R5）      目標値（R11）", "船の数\tR5\t160隻\tR11\t240隻"], 0, 0)
@given(st.lists(st.sampled_from(LINES), max_size=30), st.integers(0, 200), st.integers(0, 200))
def test_rows_are_of_the_text(lines: list[str], first: int, last: int) -> None:
    text = "\n".join(lines)
    text = text[min(first, len(text)) : max(0, len(text) - last)]
    plan = document(text)
    for row in read_kpi_rows(plan, read_sections(plan)).rows:
        assert 0 <= row.span.start < row.span.end <= len(text)
        assert row.indicator
        assert row.baseline or row.targets


@given(st.sampled_from(".…・-1年"), st.sampled_from(["現状値", "3", "（"]))
def test_a_long_run_of_one_letter_is_read_at_once(letter: str, end: str) -> None:
    assert kind_of(letter * 300 + end + letter * 5) in Kind
