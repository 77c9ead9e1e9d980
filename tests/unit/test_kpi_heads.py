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


def test_a_label_nobody_knows_may_stand_above_a_year():
    text = """            指標                  改修前       現状値        目標値
                              令和元年      令和４年       令和10年
湖の船に乗った人の数                 162人       118人        165人
花を植えた道の長さ                  26km        18km        28km
"""
    assert said_all(text) == [
        "湖の船に乗った人の数 [人] 118人(令和４年) -> 165人(令和10年)",
        "花を植えた道の長さ [km] 18km(令和４年) -> 28km(令和10年)",
    ]


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


def test_a_year_that_goes_on_behind_the_target_is_one_more():
    text = """| 指標 | 現状値(R5) |  | 目標値 |  |
| --- | --- | --- | --- | --- |
|  |  | R8 | R9 | R10 |
| 湖の船に乗った人の数 | 1,200人 | 1,300人 | 1,400人 | 1,600人 |
"""
    assert said_all(text) == [
        "湖の船に乗った人の数 [人] 1,200人(R5) -> 1,300人(R8), 1,400人(R9), 1,600人(R10)"
    ]


def test_the_first_line_of_a_head_may_be_torn_in_two():
    text = """成果指標
目標値
| 重要業績評価指標 |  |  | 基準値 |  |  |
| --- | --- | --- | --- | --- | --- |
単位 担当課
|  | （ＫＰＩ） |  | （R5） | R7 | R8 |
| --- | --- | --- | --- | --- | --- |
| 湖の船に乗った人の数 |  | 人 | 1,200 | 1,300 | 1,600 観光課 |
花を植えて手入れをした道の
|  |  | km | 3.5 | 5.0 | 6.0 みどり課 |
| --- | --- | --- | --- | --- | --- |
長さ
具体的な事業
"""
    assert said_all(text) == [
        "湖の船に乗った人の数 [人] 1,200(R5) -> 1,300(R7), 1,600(R8)",
        "花を植えて手入れをした道の長さ [km] 3.5(R5) -> 5.0(R7), 6.0(R8)",
    ]


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


def test_years_may_stand_behind_their_values():
    text = "成果指標\n指標\t現状値（年度）\t\t目標値（年度）\t\n乗った人の数\t10人\tR5\t16人\tR10\n"
    assert said_all(text) == ["乗った人の数 [人] 10人(R5) -> 16人(R10)"]


def test_a_name_does_not_end_with_the_year_of_a_column():
    rows = "乗った人の数 R5 10人 R10 16人\n道の長さ R5 3km R10 5km\n"
    assert said_all(f"成果指標\n指標 年度 現状値 年度 目標値\n{rows}") == [
        "乗った人の数 [人] 10人(R5) -> 16人(R10)",
        "道の長さ [km] 3km(R5) -> 5km(R10)",
    ]


def test_years_that_have_a_label_are_no_such_columns():
    text = "成果指標\n指標\t目標年度\t目標値\n乗った人の数\tR10\t1,600人\n"
    assert said_all(text) == ["乗った人の数 [人] - -> 1,600人(R10)"]


def test_men_and_women_with_columns_of_their_own_have_a_row_each():
    head = "指標\t男性 現状\t男性 目標\t女性 現状\t女性 目標"
    assert said_all(f"成果指標\n{head}\n歩く人の割合\t25％\t30％\t18％\t20％\n") == [
        "歩く人の割合 男性 [％] 25％(-) -> 30％(-)",
        "歩く人の割合 女性 [％] 18％(-) -> 20％(-)",
    ]


def test_tables_side_by_side_are_read_each():
    head = "\t".join(["指標\t現状値\t目標値"] * 2)
    text = (
        f"成果指標\n{head}\n乗った人の数\t10人\t16人\t道の長さ\t3km\t5km\n船の数\t1隻\t2隻\t\t\t\n"
    )
    assert said_all(text) == [
        "乗った人の数 [人] 10人(-) -> 16人(-)",
        "道の長さ [km] 3km(-) -> 5km(-)",
        "船の数 [隻] 1隻(-) -> 2隻(-)",
    ]


@pytest.mark.parametrize("gap", ["\t", " "])
def test_the_aims_of_the_country_are_none_of_the_plan(gap: str):
    rows = ["指標|現状値|目標値|国の目標", "歩く人の割合|25％|30％|60％", "船の数|1隻|2隻|9隻"]
    found = said_all("成果指標\n" + "\n".join(row.replace("|", gap) for row in rows))
    assert not any("60％" in row or "9隻" in row for row in found)
    assert found[:1] in ([], ["歩く人の割合 [％] 25％(-) -> 30％(-)"])


def test_how_far_aims_were_met_is_no_aim():
    text = "成果指標\n指標 平成30年度 令和5年度 目標達成状況\n乗った人の数 10人 16人 達成\n"
    assert said_all(text) == []


def test_the_lines_of_a_table_of_one_indicator_are_no_indicators():
    rows = ["|基準値|当初値|目標値|", "数値|－|200人|240人|", "時点|－|R5|R10|"]
    assert said_all("測定指標\n" + "\n".join(rows) + "\n") == []


@pytest.mark.parametrize("gap", [" ", "\n"])
def test_a_row_that_lacks_a_value_gives_its_name_to_no_other(gap: str):
    cells = "指標|単位|基準値|目標値", "乗った人の数|人|160", "船の数|隻|1|2"
    assert said_all("成果指標\n" + "\n".join(cells).replace("|", gap)) == [
        "船の数 [隻] 1(-) -> 2(-)"
    ]


def test_a_head_whose_words_are_broken_over_lines():
    head = "NO. 項目 基本\n方針\n計画策定時\nの値\n現状値\n※R6.2月現在\n目標値\n(R7年度)\n"
    rows = "朝に歩く人の割合 90.3%\n(R1年度)\n93.7%\n(R5年度)\n100%\n"
    more = "山に登る人の割合 51.7%\n(R1年度)\n61.7%\n(R4年度)\n増加\n"
    assert said_all(f"目標値\n\n{head}{rows}{more}") == [
        "朝に歩く人の割合 [%] 90.3%(R1年度) -> 100%(R7年度)",
        "山に登る人の割合 [%] 51.7%(R1年度) -> 増加(R7年度)",
    ]


def test_a_column_called_by_when_the_present_is_tells_its_year():
    text = "成果指標\n指標\t現況\t単位\t現況の時点\t目標\t目標の時点\n船の数\t1\t隻\tR5\t2\tR11\n"
    assert said_all(text) == ["船の数 [隻] 1(R5) -> 2(R11)"]


def test_results_of_the_year_of_the_target_are_not_what_a_plan_started_from():
    head = "指標\t策定値（H26年度）\t目標値（R2年度）\t現状値（R2年度）\t評価\n"
    found = said_all("目標項目の評価\n" + head + "船の数（隻）\t1\t3\t2\t未達成\n")
    assert found == ["船の数（隻） [隻] 1(H26年度) -> 3(R2年度)"]


def test_on_what_condition_a_target_is_met_is_no_target():
    head = "目標項目\t現状値（R2）\t目標値（R8）\t目標の条件\n"
    rows = "船の数\t5\t減少\t\n橋の数\t7\t増加\t\n港の数\t2\t4\t以上\n"
    assert said_all("成果指標\n" + head + rows) == [
        "船の数 [] 5(R2) -> 減少(R8)",
        "橋の数 [] 7(R2) -> 増加(R8)",
        "港の数 [] 2(R2) -> 4(R8)",
    ]


def test_a_group_is_no_end_of_the_name_above_it():
    head = "指標\t基準（R5）\t目標（R12）\n森の面積（10年前と比べて）\t10\t50\n"
    rows = "乗った人の数（人）\t\t\n　東の船\t320\t328\n　西の船\t203\t230\n"
    assert said_all("目標1 海\n" + head + rows) == [
        "森の面積（10年前と比べて） [] 10(R5) -> 50(R12)",
        "東の船 [] 320(R5) -> 328(R12)",
        "西の船 [] 203(R5) -> 230(R12)",
    ]
