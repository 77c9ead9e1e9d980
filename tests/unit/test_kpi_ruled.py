"""Tables whose rules say where the cells are, and cells that reach over rows and columns."""

import pytest
from kpi_texts import reading, said_all

SIMPLE = """
  指標名          基準値（R4）   目標値（R9）
  --------------- -------------- --------------
  湖の透明度      4.1m           5.0m
  水草の刈取量    12t            40t

おわりに
"""
MARKED = """
===============  ============  ============
指標名           基準値（R4）  目標値（R9）
===============  ============  ============
湖の透明度       4.1m          5.0m
水草の刈取量     12t           40t
===============  ============  ============
"""
LISTED = """
+--------------+--------------+--------------+
| 指標名       | 基準値（R4） | 目標値（R9） |
+--------------+--------------+--------------+
| 湖の透明度   | 4.1m         | 5.0m         |
| 水草の刈取量 | 12t          | 40t          |
+--------------+--------------+--------------+
"""
TWO = ["湖の透明度 [m] 4.1m(R4) -> 5.0m(R9)", "水草の刈取量 [t] 12t(R4) -> 40t(R9)"]


@pytest.mark.parametrize("text", [SIMPLE, MARKED, LISTED])
def test_rules_say_where_the_columns_are(text):
    assert said_all(text) == TWO


PARTED = {
    "rows that lost what reaches down": """
| 指標 | | 基準値 | 目標値 | 所管課 |
| --- | --- | --- | --- | --- |
| 令和４年度 | 令和９年度 |
| 湖の透明度 | － | 4.1m | 5.0m | 環境課 |
| 湖を訪れる人 | 夏 | 1,200人 | 1,500人 | 観光課 |
| 冬 | 300人 | 500人 |
""",
}


@pytest.mark.parametrize("layout", PARTED)
def test_parts_of_an_indicator_have_a_name_each(layout):
    assert said_all(PARTED[layout]) == [
        "湖の透明度 [m] 4.1m(令和４年度) -> 5.0m(令和９年度)",
        "湖を訪れる人 夏 [人] 1,200人(令和４年度) -> 1,500人(令和９年度)",
        "湖を訪れる人 冬 [人] 300人(令和４年度) -> 500人(令和９年度)",
    ]


LOST = """
| 施策 | 指標 | 経緯 | 現状値 | | 目標値（R9） | 担当課 |
| --- | --- | --- | --- | --- | --- | --- |
| R2 | 数値 | 年度 |
| 水質 | 湖の透明度 | 3.0m | 4.1m | R4 | 5.0m | 環境課 |
| 水草の刈取量 | 10t | 12t | R5 | 40t |
"""


def test_a_second_row_of_a_head_stands_below_what_has_no_year():
    assert said_all(LOST) == [
        "湖の透明度 [m] 4.1m(R4) -> 5.0m(R9)",
        "水草の刈取量 [t] 12t(R5) -> 40t(R9)",
    ]
    unknown = LOST.replace("| R2 | 数値 | 年度 |", "| R2 | R4 |").replace("| R4 | 5", "|  | 5")
    assert said_all(unknown)[0] == "湖の透明度 [m] 4.1m(-) -> 5.0m(R9)"


YEARS = """
指標名\t単位\t基準値（R4）\tR5\tR6\tR7\t目標値（R8）
水草の刈取量\tt\t12\t15\t20\t30\t40
"""


def test_years_that_lead_up_to_a_target_are_targets():
    assert said_all(YEARS) == ["水草の刈取量 [t] 12(R4) -> 15(R5), 20(R6), 30(R7), 40(R8)"]
    without = YEARS.replace("\tR7", "").replace("\t30", "")
    assert said_all(without) == ["水草の刈取量 [t] 12(R4) -> 40(R8)"]


SET_BY_LETTERS = """
                            現状                  目標
     評価指標（ＫＰＩ）                                               担当課
                        数値        年度        数値        年度
湖を訪れる人の数                212人      R4        300人      R9      観光課
水草の刈取量                  12t       R5        40t       R9      農林課
湖の水質を調べる町民の会の会員の数       31人       R4        60人       R9      環境課
湖の透明度                   4.1m      R4        5.0m      R9      環境課
水辺の清掃に参加した事業所の割合        －         R4        40％       R9      環境課
漁獲量                     80t       R4        －         －       農林課
観察会の回数                  ８回        R5        12回       R9      環境課
"""


PACKED = (
    SET_BY_LETTERS
    + """
おわりに、次の指標も見ていきます。

          指標名            単位 現状値（R5） 目標値（R10） 担当課
湖を案内する町民の会の会員の延べ人数       人 142      200      観光課
水質の検査を行う川と用水路の地点の数      か所 11 20            環境課
"""
)


def test_one_space_may_part_cells_where_letters_count():
    assert said_all(PACKED)[7:] == [
        "湖を案内する町民の会の会員の延べ人数 [人] 142(R5) -> 200(R10)",
        "水質の検査を行う川と用水路の地点の数 [か所] 11(R5) -> 20(R10)",
    ]
    torn = PACKED.replace("142      200      観光課", "142課      200      観光")
    assert said_all(torn)[7:] == said_all(PACKED)[8:]
    assert reading(torn).unread_tables


def test_a_rule_that_ends_within_a_letter_stops_nothing():
    assert said_all("+--+---+\n| 湖 | 目標値\n+--+--＋\n| 指標 |湖\n+--+---+\n") == []
    assert said_all("+-+--+\n|a|湖湖\n+-+--+-\n|a|湖湖湖\n") == []
