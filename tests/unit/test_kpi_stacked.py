"""Tables in which names stand above each other and the values drift below their rows."""

import pytest
from kpi_texts import reading, said_all

DRIFTING = """1 湖を守る

指標名      令和４年度・2022 年度  令和９年度・2027 年度
湖畔の清掃に加わった人の数
外来の魚の駆除量                                          令和３年度・2021 年度       900 人以上

                                                              640 人      2,500kg 以上

                                                    令和３年度・2021 年度

                                                             1,980kg

2 山を守る
"""


def test_the_nth_value_is_of_the_nth_name() -> None:
    assert said_all(DRIFTING) == [
        "湖畔の清掃に加わった人の数 [人] 640 人(令和３年度・2021 年度)"
        " -> 900 人以上(令和９年度・2027 年度)",
        "外来の魚の駆除量 [kg] 1,980kg(令和３年度・2021 年度)"
        " -> 2,500kg 以上(令和９年度・2027 年度)",
    ]


def test_rows_read_by_counting_say_so() -> None:
    assert all("縦に並んだ値を順に対応付け" in row.doubts for row in reading(DRIFTING).rows)


@pytest.mark.parametrize(
    ("printed", "instead"),
    [
        ("1,980kg\n", "\n"),  # a value is missing
        ("1,980kg", "1,980 人"),  # another unit than its target has
        ("900 人以上", "900 人    "),  # nothing tells which year aims
    ],
)
def test_what_does_not_count_alike_gives_no_row(printed: str, instead: str) -> None:
    text = DRIFTING.replace(printed, instead).replace("2,500kg 以上", "2,500kg")
    assert said_all(text) == []


def test_names_and_values_on_several_lines() -> None:
    text = """指標名                          現状値           目標値
                            令和４年度         令和９年度
 星の観察会に来た人の割合
（町内に住む人が、家族や友だちと
 来たもの）
 山小屋に泊まった人の数
                            令和３年度         男性 42.5％以上
                             男性 38.0％       女性 45.5％以上
                             女性 40.5％

                              1,200 人        2,000 人以上
                                             （５年間累計）
"""
    assert said_all(text) == [
        "星の観察会に来た人の割合（町内に住む人が、家族や友だちと来たもの） [％]"
        " 男性 38.0％ 女性 40.5％(令和３年度) -> 男性 42.5％以上 女性 45.5％以上(令和９年度)",
        "山小屋に泊まった人の数 [人] 1,200 人(令和４年度)"
        " -> 2,000 人以上（５年間累計）(令和９年度)",
    ]


def test_columns_that_nearly_touch_are_told_by_what_stands_side_by_side() -> None:
    text = """指標名  現状値（R4）     目標値（R9）
森の学校が楽しいと思う子どもの割合（森の学校の調べ）
                                              89.1％      95.0％以上

山の学校が楽しいと思う子どもの割合（山の学校の調べ）             85.7％             90.0％以上
"""
    assert said_all(text) == [
        "森の学校が楽しいと思う子どもの割合（森の学校の調べ） [％] 89.1％(R4) -> 95.0％以上(R9)",
        "山の学校が楽しいと思う子どもの割合（山の学校の調べ） [％] 85.7％(R4) -> 90.0％以上(R9)",
    ]
