"""Tables of centred cells: pieces of a wrapped cell stand above and below the line of its row."""

import pytest
from kpi_texts import reading, said_all

ROWS = [
    "みずうみ祭りに来た人の数 [人] 1,250人(平成30年度) -> 2,000人(令和６年度)",
    "冬に花のあるまちだと思う小学生と中学生の割合 [％] 40.5％(令和元年度) -> 60％(令和６年度)",
    "空き店舗を使った店の数 [店] ３店(令和元年度) -> ９店(令和６年度)",
]
ONE_LINE = """１ 数値目標
指標 基準値 目標値（令和６年度） 担当課
1,250人（平成30
みずうみ祭りに来た人の数 2,000人 観光課
年度）
冬に花のあるまちだと思う小学生と中 40.5％（令和元年
60％ みどり公園課
学生の割合 度）
空き店舗を使った店の数 ３店（令和元年度） ９店 商工課
２ 進め方
"""
CENTRED_HEAD = """１ 数値目標
基準値 目標値
番号 指標 担当課
（令和元年度） （令和６年度）
1 みずうみ祭りに来た人の数 1,250人（平成30年度） 2,000人 観光課
冬に花のあるまちだと思う小学生と中
2 40.5％ 60％
学生の割合
みどり公園課
3 空き店舗を使った店の数 ３店 ９店
２ 進め方
"""
TORN = """１ 数値目標
|     | 基準値 | 目標値 |     |
| --- | --- | --- | --- |
指標 出典・備考
|     | 令和元年度 | 令和６年度 |     |
| --- | --- | --- | --- |
| みずうみ祭りに来た人の数 | 1,250人（平成30年度） | 2,000人 | 市調べ |
冬に花のあるまちだと思う小学生と中
|     | 40.5％ | 60％ | アンケート |
| --- | --- | --- | --- |
学生の割合
| 空き店舗を使った店の数 | ３店 | ９店 | 市調べ |
２ 進め方
"""


@pytest.mark.parametrize("text", [ONE_LINE, CENTRED_HEAD, TORN], ids=["one", "head", "torn"])
def test_pieces_above_and_below_a_row_are_of_its_cells(text: str) -> None:
    assert said_all(text) == ROWS


def test_the_order_of_years_does_not_matter_where_the_place_is_plain() -> None:
    """The wrapped cell is that of the column whose head prints no year."""
    text = """指標 基準値 目標値（令和６年度）
12億円（平成28
町の店の売上げ 15億円
年度）
湖の魚を使う店の数 ５店（平成30年度） ８店
"""
    assert said_all(text)[0] == "町の店の売上げ [億円] 12億円(平成28年度) -> 15億円(令和６年度)"


def test_values_that_could_be_of_either_column_are_not_guessed() -> None:
    text = """基準値 目標値
指標 担当課
（R5） （R10）
3,914千
畑の被害額 3,000千円 農林課
円
祭りに来た人の数 450人 550人 観光課
畑で働く人の数 45人 55人 農林課
"""
    assert said_all(text) == ["畑で働く人の数 [人] 45人(R5) -> 55人(R10)"]
    assert reading(text).unread_tables


PARTS = """基準値 目標値
指標 担当課
（R5） （R10）
畑地 9.1千t 5.2千t
肥料に使うわらの量
水田 6.5千t 3.8千t
農林課
駅の前 120台 90台
平日に止まる自転車の数 公園の前 80台 70台 交通課
港の前 60台 30台
"""


def test_a_label_in_the_middle_of_its_rows_is_part_of_their_names() -> None:
    assert [row.indicator for row in reading(PARTS).rows] == [
        "肥料に使うわらの量 畑地",
        "肥料に使うわらの量 水田",
        "平日に止まる自転車の数 駅の前",
        "平日に止まる自転車の数 公園の前",
        "平日に止まる自転車の数 港の前",
    ]


def test_a_label_that_is_in_the_middle_of_no_rows_leaves_all_unread() -> None:
    text = PARTS.replace("水田 6.5千t 3.8千t\n", "")
    assert not reading(text).rows
    assert reading(text).unread_tables


def test_results_of_several_years_below_one_label() -> None:
    text = """実績値 中間値 目標値
指標 単位 所管
R4 R5 （R8） （R11）
いつも本を読む人の割合 ％ 41.2 43.0 50 60 図書館
本を読む集まりに来た人の割合（中
％ 9.1 11.5 18 25
学生）
"""
    assert said_all(text) == [
        "いつも本を読む人の割合 [％] 43.0(R5) -> 50(R8), 60(R11)",
        "本を読む集まりに来た人の割合（中学生） [％] 11.5(R5) -> 18(R8), 25(R11)",
    ]
    torn = text.replace("実績値 中間値", "中間値").replace(" 図書館", "")
    assert not reading(torn).rows


@pytest.mark.parametrize("years", ["方向\n（R5） （R10）", "（R5） （R10）\n方向"])
def test_a_head_torn_into_more_lines_is_put_together_by_its_years(years: str) -> None:
    text = f"""|     | 現状値 | 目標値 | めざす |     |
| --- | --- | --- | --- | --- |
| 指標名 | 単位 |     |     | 指標の説明 |
{years}
町の中で図書館に来ることがある人の
| 図書館に来る人の割合 | ％ 38.7 | 60.0 | ↗ |     |
| --- | --- | --- | --- | --- |
割合
"""
    assert said_all(text) == ["図書館に来る人の割合 [％] 38.7(R5) -> 60.0(R10)"]
