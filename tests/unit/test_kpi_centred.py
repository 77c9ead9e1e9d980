"""Tables of centred cells in text: a name stands around its figures, in its head and below it."""

import pytest
from kpi_texts import reading, said_all

ROWS = [
    "みずうみ祭りに来た人の数 [人] 1,250人(令和元年度) -> 2,000人(令和６年度)",
    "冬に花のあるまちだと思う小学生と中学生の割合 [％] 40.5％(令和元年度) -> 60％(令和６年度)",
    "空き店舗を使った店の数 [店] ３店(令和元年度) -> ９店(令和６年度)",
]
HEAD = """１ 数値目標
基準値 目標値
指標 担当課
（令和元年度） （令和６年度）
みずうみ祭りに来た人の数 1,250人 2,000人 観光課
冬に花のあるまちだと思う小学生と
40.5％ 60％ みどり公園課
中学生の割合
空き店舗を使った店の数 ３店 ９店 商工課
２ 進め方
"""
# As a converter writes it that looks for tables line by line.
TORN = """１ 数値目標
|     | 基準値 | 目標値 |
| --- | --- | --- |
指標
|     | 令和元年度 | 令和６年度 |
| --- | --- | --- |
| みずうみ祭りに来た人の数 | 1,250人 | 2,000人 |
冬に花のあるまちだと思う小学生と中
|     | 40.5％ | 60％ |
| --- | --- | --- |
学生の割合
| 空き店舗を使った店の数 | ３店 | ９店 |
２ 進め方
"""
BEHIND = """１ 数値目標
|     | 基準値 | 目標値 |     |
| --- | --- | --- | --- |
指標 出典・備考
|     | 令和元年度 | 令和６年度 |     |
| --- | --- | --- | --- |
| みずうみ祭りに来た人の数 | 1,250人 | 2,000人 | 市調べ |
冬に花のあるまちだと思う小学生と中
|     | 40.5％ | 60％ | アンケート |
| --- | --- | --- | --- |
学生の割合
| 空き店舗を使った店の数 | ３店 | ９店 | 市調べ |
２ 進め方
"""


@pytest.mark.parametrize("text", [HEAD, TORN], ids=["head", "torn"])
def test_names_stand_around_their_figures(text: str) -> None:
    assert said_all(text) == ROWS


def test_what_stands_behind_the_figures_may_cut_a_name() -> None:
    assert said_all(BEHIND) == [ROWS[0], ROWS[2]]
    assert reading(BEHIND).unread_tables


def test_a_box_with_rules_between_its_rows_is_not_torn() -> None:
    box = "指標名|現状値|目標値\n湖の深さ|4m|5m\n".replace("|", " | ").splitlines()
    text = "\n".join(f"+{'-' * 20}+\n| {row} |" for row in box)
    assert all("+" not in row for row in said_all(text))


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


ONE_LINE = """指標 基準値 目標値（令和６年度） 担当課
1,250人（平成30
みずうみ祭りに来た人の数 2,000人 観光課
年度）
空き店舗を使った店の数 ３店（令和元年度） ９店 商工課
"""
OWNERS = """基準値 目標値
指標 担当課
（R5） （R10）
みずうみ祭りに来た人 みどり
1,250人 2,000人
の数 公園課
空き店舗を使った店の数 ３店 ９店 商工課
"""


@pytest.mark.parametrize(
    "text",
    [PARTS, PARTS.replace("水田 6.5千t 3.8千t\n", ""), ONE_LINE, OWNERS],
    ids=["parts", "a part", "values", "owners"],
)
def test_what_may_be_of_several_rows_or_columns_gives_no_row(text: str) -> None:
    """Names amid their parts; values, or departments, on lines around those of the names."""
    assert [row for row in said_all(text) if "商工" not in row and "店舗" not in row] == []
    assert reading(text).unread_tables
