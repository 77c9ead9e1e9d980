"""Heads of several lines: which years a label reaches over, and figures that go in order."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from kpi_texts import reading, said_all

from index.kpi.labels import name_label, shared_out


@pytest.mark.parametrize(
    ("uppers", "unders", "counts"),
    [
        ("現状値 目標値", "R5 R11 R16", (1, 2)),
        ("現状値 目標値", "R3 R4 R5 R11", (3, 1)),
        ("現状値 目標値", "R5 R7 R11", ()),
        ("基準値 目標値", "（R5） R6 R7 R8", (1, 3)),
        ("実績値 中間値 目標値", "R4 R5 （R8） （R11）", (2, 1, 1)),
        ("基準値 中間目標 目標値", "R5 R7 R8 R9", (1, 1, 2)),
        ("基準値 目標値", "年度 値 年度 値", (2, 2)),
        ("実績値 目標値", "R4 R5 R6 R7", ()),
        ("実績値 見込値 目標値", "R4 R5 R6 R7", ()),
        ("基準値 目標値", "R9 R8 R7", ()),
        ("基準値 目標値", "R5", ()),
        ("", "R5 R6", ()),
    ],
)
def test_years_are_shared_out_where_it_is_plain(uppers: str, unders: str, counts: tuple[int, ...]):
    assert shared_out([name_label(u) for u in uppers.split()], unders.split()) == counts


@given(st.integers(1, 9), st.integers(1, 6), st.integers(1, 40))
def test_a_baseline_has_one_year_and_the_target_all_that_follow(base: int, gap: int, count: int):
    years = [f"R{base}", *(f"R{base + gap + n}" for n in range(count))]
    counts = shared_out((name_label("基準値"), name_label("目標値")), years)
    assert counts in ((1, count), ())
    assert counts or count > 12


LAYOUT = """成果指標
          重要業績評価指標                    基準値                目標値
                             単位                                         担当課
            （ＫＰＩ）                      （R5）   R7   R8   R9   R10
湖の船に乗った人の数                    人        1,200 1,300 1,400 1,500 1,600 観光課
花を植えた道の長さ                     km         3.5  －    4.5   5.0   6.0 みどり課
"""
PLAIN = """成果指標
重要業績評価指標 基準値 目標値
単位 担当課
（ＫＰＩ） （R5） R7 R8 R9 R10
湖の船に乗った人の数 人 1,200 1,300 1,400 1,500 1,600 観光課
花を植えた道の長さ km 3.5 － 4.5 5.0 6.0 みどり課
"""


@pytest.mark.parametrize("text", [LAYOUT, PLAIN])
def test_one_word_for_targets_reaches_over_all_their_years(text: str):
    assert said_all(text) == [
        "湖の船に乗った人の数 [人] 1,200(R5) -> 1,300(R7), 1,400(R8), 1,500(R9), 1,600(R10)",
        "花を植えた道の長さ [km] 3.5(R5) -> 4.5(R8), 5.0(R9), 6.0(R10)",
    ]


def test_results_and_targets_without_a_gap_between_their_years_are_not_guessed():
    text = """          指標                   実績値  目標値
                              R4   R5   R6   R7
湖の船に乗った人の数             1,200 1,300 1,400 1,500
花を植えた道の長さ               3.5   4.0   4.5   5.0
"""
    assert not reading(text).rows


def test_groups_stand_before_the_edge_at_which_the_names_begin():
    text = """  施策          指標         単位        基準値          目標値
                                  （R5）        （R10）
       湖の船に乗った人の数      人        1,200       1,600
 観光の振興 冬の祭りに来てくれた子どもと大    人          300        450
       人の数
       花を植えた道の長さ       km         3.5         6.0
 みどり  苗木を配った学校の数      校           12          20
"""
    names = [row.indicator for row in reading(f"{text}\n" * 3).rows]
    assert names[:4] == [
        "湖の船に乗った人の数",
        "冬の祭りに来てくれた子どもと大人の数",
        "花を植えた道の長さ",
        "苗木を配った学校の数",
    ]


def test_years_in_columns_of_their_own_before_the_values():
    text = """指標名 単位 基準値 目標値
年度 値 年度 値
"""
    centred = "成果指標\n基準値 目標値\n指標名 単位\n年度 値 年度 値\n"
    centred += "湖の船に乗った人の数 人 令和6年度 1,200 令和11年度 1,600\n"
    centred += "花を植えた道の長さ km 令和5年度 3.5 令和11年度 6.0\n"
    assert not reading(text).rows
    assert said_all(centred) == [
        "湖の船に乗った人の数 [人] 1,200(令和6年度) -> 1,600(令和11年度)",
        "花を植えた道の長さ [km] 3.5(令和5年度) -> 6.0(令和11年度)",
    ]


def test_a_heading_that_comes_again_and_again_goes_on_no_name():
    table = """まちの指標
      指標名       単位    現状値     目標値
                      （R5）    （R10）
湖の船に乗った人の数    人      1,200    1,600
花を植えた道（国道）    km       3.5      6.0
主な取組
"""
    rows = [row.indicator for row in reading(table * 3).rows]
    assert rows == ["湖の船に乗った人の数", "花を植えた道（国道）"] * 3


def test_results_of_several_years_before_one_target_where_cells_are_lines():
    rows = [("湖の船に乗った人の数", "900 1,000 1,200 1,600"), ("花を植えた道の数", "3 4 5 9")]
    cells = ["指標", "実績値", "目標値", "出典", "R3", "R4", "R5", "R11"]
    cells += [cell for name, values in rows for cell in (name, *values.split(), "市調べ")]
    assert said_all("成果指標\n" + "\n".join(cells) + "\n") == [
        "湖の船に乗った人の数 [] 1,200(R5) -> 1,600(R11)",
        "花を植えた道の数 [] 5(R5) -> 9(R11)",
    ]


def test_a_row_whose_figures_stand_beside_their_columns_is_not_read():
    text = """|  | 指標 | 単位 | 現状値(R5) |  | 目標値(R10) | 担当課 |
| --- | --- | --- | --- | --- | --- | --- |
|  | 湖の船に乗った人の数 | 人 |  | 1,200 | 1,600 | 観光課 |
|  | 花を植えた道の長さ | km | 3.5 |  | 6.0 | みどり課 |
"""
    assert [row.indicator for row in reading(text).rows] == ["花を植えた道の長さ"]
    assert reading(text).unread_tables


DATED = [
    "乗った人の数 [人] 1,200人(R5) -> 1,600人(R10)",
    "花を植えた道の長さ [km] 3.5km(R4) -> 現状維持(R10（R8）)",
    "話を聞いた件数 [件] 19件(R5) -> ",
]


@pytest.mark.parametrize(
    "head", ["指標の名称\t現況値\t\t目標値\t", "指標の名称\t現況値\t目標値"], ids=["blank", "lost"]
)
def test_years_in_columns_without_a_label_are_of_the_values_beside_them(head: str):
    rows = (
        "乗った人の数\tR5\t1,200人\tR10\t1,600人",
        "花を植えた道の長さ\tR4\t3.5km\tR10（R8）\t現状維持",
        "話を聞いた件数\tR5\t19件\t数えるだけで目標は設けない。",
    )
    assert said_all("\n".join(["成果指標", head, *rows])) == DATED


@pytest.mark.parametrize("gap", ["\t", " "])
def test_the_aims_of_the_country_are_none_of_the_plan(gap: str):
    rows = ["指標|現状値|目標値|国の目標", "歩く人の割合|25％|30％|60％", "船の数|1隻|2隻|9隻"]
    found = said_all("成果指標\n" + "\n".join(row.replace("|", gap) for row in rows))
    assert not any("60％" in row or "9隻" in row for row in found)
    assert found[:1] in ([], ["歩く人の割合 [％] 25％(-) -> 30％(-)"])


@pytest.mark.parametrize("gap", [" ", "\n"])
def test_a_row_that_lacks_a_value_gives_its_name_to_no_other(gap: str):
    cells = "指標|単位|基準値|目標値", "乗った人の数|人|160", "船の数|隻|1|2"
    found = reading("成果指標\n" + "\n".join(cells).replace("|", gap))
    assert not [row for row in found.rows if row.indicator != "船の数"]
    assert found.unread_tables


@pytest.mark.parametrize(
    "labels",
    [
        # A label stands in the middle of the columns that it heads, or is cut in two.
        "|指標|現状値||目標値|\n|---|---|---|---|\n||R5|R8|R11|\n",
        "|指標|基準値|目標|値|\n|---|---|---|---|\n||R5|R8|R11|\n",
    ],
)
def test_a_baseline_reaches_over_no_year_to_come(labels: str) -> None:
    assert said_all(f"# 計画\n\n{labels}|舟の数|7隻|8隻|9隻|\n") == [
        "舟の数 [隻] 7隻(R5) -> 8隻(R8), 9隻(R11)"
    ]


def test_two_labels_in_one_cell_name_no_column() -> None:
    text = "|指標|現状（R5）<br>目標値|（R11）|\n|---|---|---|\n|舟の数|7隻|9隻|\n"
    assert said_all(f"# 計画\n\n{text}") == []


def test_a_rule_may_cut_the_label_over_two_years():
    text = """|成果指標|現況値|目|標値|
|---|---|---|---|
||R5|R8|R11|
|風車の数|3基|6基|9基|
"""
    assert said_all(text) == ["風車の数 [基] 3基(R5) -> 6基(R8), 9基(R11)"]
