"""Tables between tabs whose cells stand on several lines, each with all its tabs."""

import pytest
from kpi_texts import reading, said

HEAD = "指標\t単位\t現状値（R4）\t目標値（R9）"
CALM = "湖畔を歩く人の数\t人\t1,200\t1,800"


def said_all(*lines: str) -> list[str]:
    return [said(row) for row in reading("\n".join(lines)).rows]


READ = [
    "水草の刈取りに加わった市民と学生の人数 [人] 140(R4) -> 260(R9)",
    "湖畔を歩く人の数 [人] 1,200(R4) -> 1,800(R9)",
]


@pytest.mark.parametrize(
    "lines",
    [
        ["水草の刈取りに加わった\t\t\t", "\t人\t140\t260", "市民と学生の人数\t\t\t", CALM],
        ["水草の刈取りに加わった\t人\t140\t260", "市民と学生の人数\t\t\t", CALM],
    ],
    ids=["in the middle", "on top"],
)
def test_a_name_on_several_lines_is_whole(lines: list[str]) -> None:
    assert said_all(HEAD, *lines) == READ


def test_labels_in_the_middle_of_a_head_of_several_lines() -> None:
    rows = said_all(
        "\t\t基準値\t中間目標\t目標値",
        "指標\t単位\t\t\t",
        "\t\t令和４年度\t令和７年度\t令和９年度",
        "湖畔を歩く人の数\t人\t1,200\t1,500\t1,800",
        "透明度\tｍ\t3.5\t4.0\t5.0",
    )
    assert rows == [
        "湖畔を歩く人の数 [人] 1,200(令和４年度) -> 1,500(令和７年度), 1,800(令和９年度)",
        "透明度 [ｍ] 3.5(令和４年度) -> 4.0(令和７年度), 5.0(令和９年度)",
    ]


def test_a_heading_between_the_rows_is_no_part_of_a_name() -> None:
    rows = said_all(
        HEAD,
        "水草の刈取りに加わった市民の人数\t人\t140\t260",
        "施策２　湖畔の道と橋を直します\t\t\t",
        CALM,
    )
    assert [row.split(" ")[0] for row in rows] == [
        "水草の刈取りに加わった市民の人数",
        "湖畔を歩く人の数",
    ]


def test_a_short_line_does_not_go_on_below() -> None:
    rows = said_all(
        HEAD,
        "透明度\tｍ\t3.5\t5.0",
        "湖の南\t\t\t",
        CALM,
        "湖畔に泊まる人のうち市外の人の数\t人\t40\t90",
    )
    assert rows[0] == "透明度 [ｍ] 3.5(R4) -> 5.0(R9)"


def test_years_below_a_head_of_which_another_label_is_broken() -> None:
    rows = said_all(
        "成果指標\t単位\t基準値\t中間目標\t目標値\t方向",
        "\t\t令和４年度\t令和７年度\t令和９年度\t性",
        "湖畔を歩く人の数\t人\t1,200\t1,500\t1,800\t↑",
        "透明度\tｍ\t3.5\t4.0\t5.0\t↑",
    )
    assert rows == [
        "湖畔を歩く人の数 [人] 1,200(令和４年度) -> 1,500(令和７年度), 1,800(令和９年度)",
        "透明度 [ｍ] 3.5(令和４年度) -> 4.0(令和７年度), 5.0(令和９年度)",
    ]


@pytest.mark.parametrize(
    ("rows", "wanted"),
    [
        # A name goes on in a row of its own, beside one that has its lines in one cell.
        (
            "|池で魚を見た市内の人|13％|21％|\n|の割合|||\n|葦を刈る<br>人の数|3人|5人|\n",
            [
                "池で魚を見た市内の人の割合 [％] 13％(R5) -> 21％(R11)",
                "葦を刈る 人の数 [人] 3人(R5) -> 5人(R11)",
            ],
        ),
        # The years of values stand below them.
        (
            "|池で魚を見た市内の人|13％|21％|\n|の割合|（R4）|（R10）|\n|葦を刈る人の数|3人|5人|\n",
            [
                "池で魚を見た市内の人の割合 [％] 13％(R4) -> 21％(R10)",
                "葦を刈る人の数 [人] 3人(R5) -> 5人(R11)",
            ],
        ),
        # The number of a page is no row.
        (
            "|池で魚を見た市内の人|13％|21％|\n|の割合|||\n||2||\n",
            ["池で魚を見た市内の人の割合 [％] 13％(R5) -> 21％(R11)"],
        ),
    ],
)
def test_rows_of_markdown_may_be_torn(rows: str, wanted: list[str]) -> None:
    head = "|指標|現状値（R5）|目標値（R11）|\n|---|---|---|\n"
    assert said_all(f"# 計画\n\n{head}{rows}") == wanted


def test_the_lines_of_parts_may_share_a_torn_name() -> None:
    text = (
        "|指標|区分|現状値（R5）|目標値（R11）|\n|---|---|---|---|\n"
        "|池で魚を見た市内の人|男性|13％|21％|\n|の割合|女性|14％|22％|\n|葦を刈る人の数|男性|3人|5人|\n"
        "||女性|4人|6人|\n"
    )
    assert said_all(f"# 計画\n\n{text}") == [
        "池で魚を見た市内の人の割合 男性 [％] 13％(R5) -> 21％(R11)",
        "池で魚を見た市内の人の割合 女性 [％] 14％(R5) -> 22％(R11)",
        "葦を刈る人の数 男性 [人] 3人(R5) -> 5人(R11)",
        "葦を刈る人の数 女性 [人] 4人(R5) -> 6人(R11)",
    ]


# As PDF tools leave names that reach over two parts, and cells of two lines.
OVER_PARTS = """|指標|区分|現状（R5）|目標値（R11）|
|---|---|---|---|
|町の湖の周りを一人で歩いた|男性|61人|90人|
|人の数|女性|50人|80人|
||男性|3日|9日|
|灯台に泊まった日数|女性|2日|8日|
|湖た合|男性|31％|40％|
|を見人の割|女性|25％|35％|
"""


def test_a_name_over_parts_is_put_together_where_its_lines_are_full():
    """The letters of a line on the rule itself may be in disorder: that is no name."""
    assert said_all(OVER_PARTS) == [
        "町の湖の周りを一人で歩いた人の数 男性 [人] 61人(R5) -> 90人(R11)",
        "町の湖の周りを一人で歩いた人の数 女性 [人] 50人(R5) -> 80人(R11)",
        "灯台に泊まった日数 男性 [日] 3日(R5) -> 9日(R11)",
        "灯台に泊まった日数 女性 [日] 2日(R5) -> 8日(R11)",
    ]


def test_years_and_ends_of_units_below_their_figures():
    text = """|指標|現状値|目標値|
|---|---|---|
|湖の教室の数|3室|9室|
||（R5）|（R11）|
|湖の名を知っている町の|14.2パーセン|25パーセン|
|人の割合|ト（R6）|ト（R11）|
|霧の日の数|5日（R4）|2日（R11）|
|灯台を見た子供の|8パーセン|9パー|
"""
    assert said_all(text) == [
        "湖の教室の数 [室] 3室(R5) -> 9室(R11)",
        "湖の名を知っている町の人の割合 [パーセント] 14.2パーセント(R6) -> 25パーセント(R11)",
        "霧の日の数 [日] 5日(R4) -> 2日(R11)",
    ]


def test_cells_that_pandas_calls_empty():
    text = """| Unnamed: 0 | 現状値 | 目標値 | NaN |
| --- | --- | --- | --- |
| 指標 | R5 | R8 | R11 |
| 湖の教室の数 | 3室 | 6室 | 9室 |
"""
    assert said_all(text) == ["湖の教室の数 [室] 3室(R5) -> 6室(R8), 9室(R11)"]
