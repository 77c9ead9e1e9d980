"""Tables of which each cell stands on a line of its own, row after row, as PDF text gives them."""

from kpi_texts import reading, said, said_all

EXPLAINED = """成果指標
指標名
単
位
現状値
目標値
めざ
す
方向
指標の説明
（R5）
（R10）
灯りを替えた家の数（累計）
世帯
312
1,500
↗
町の補助を受けて灯りを替えた家を、初めの年
から数えたもの
風車を見に来る人のうち町に泊まる人の
割合
％
12.4（R4）
20.0
↗
町の風車を見に来た人に聞いたもの
海辺の道を歩く人の数（一日当たり）
人
85
120
↗
休みの日に三か所で数えたもの
"""

NUMBERED = """番号
指標
現状値
（令和5年度）
目標値
（令和11年度）
所管課
1
風車の音が気にならない住民の割合
－
61.0％
75％
環境課
2
風車の案内人になった人の割合
女性
12.5％
20％
観光課
男性
8.1％
20％
3
風車の下で開く市の数
－
4回
9回
観光課
"""

SPREAD = """指標
単位
実績値
中間値
（R8）
目標値
（R11）
所管
R4
R5
風車の見学者の数
人
410
433
600
900
観光課
風車の写真を撮る会の数
会
２
３
４
５
風車を描く子の割合
％
14.0
15.5
20
30
教育課
"""


PARTS = """環境指標
基準値
目標値
担当課
令和５年度
令和16年度
風車の点検を済ませた割合（町が持つもの）
71.0％
95.0％
環境課
風車の音を測った数
昼の間
12回
24回
環境課
夜の間
3回
12回
風車の見学会の開催件数
4件
9件
"""


def test_groups_below_one_name_are_rows() -> None:
    """A dash stands for the group of a row that has none; the name reaches down."""
    rows = reading(NUMBERED).rows
    assert [said(row) for row in rows] == [
        "風車の音が気にならない住民の割合 [％] 61.0％(令和5年度) -> 75％(令和11年度)",
        "風車の案内人になった人の割合 女性 [％] 12.5％(令和5年度) -> 20％(令和11年度)",
        "風車の案内人になった人の割合 男性 [％] 8.1％(令和5年度) -> 20％(令和11年度)",
        "風車の下で開く市の数 [回] 4回(令和5年度) -> 9回(令和11年度)",
    ]
    assert [row.owner for row in rows[:2]] == ["環境課", "観光課"]


def test_parts_without_a_column_are_told_by_what_ends_names() -> None:
    """昼の間 below a whole name is a part of it, and so is 夜 below that."""
    assert [row.indicator for row in reading(PARTS).rows] == [
        "風車の点検を済ませた割合（町が持つもの）",
        "風車の音を測った数 昼の間",
        "風車の音を測った数 夜の間",
        "風車の見学会の開催件数",
    ]


def test_what_can_be_read_in_two_ways_is_listed_and_not_read() -> None:
    """Where nothing tells the end of an explanation from a name, the row is unread."""
    lines = "町の風車を見に来た人に町の会館で聞いたもの\n風車を見に来る人のうち町で生まれた人\n"
    text = EXPLAINED.replace("町の風車を見に来た人に聞いたもの\n海辺の道を", f"{lines}町の道を")
    found = reading(text)
    assert [row.indicator for row in found.rows] == [
        "灯りを替えた家の数（累計）",
        "風車を見に来る人のうち町に泊まる人の割合",
    ]
    assert found.unread_tables


def test_figures_that_are_too_many_give_no_row() -> None:
    """A row with a value more than the head has columns is not guessed at."""
    text = SPREAD.replace("２\n３\n４\n５\n", "２\n３\n４\n５\n６\n")
    found = reading(text)
    assert "風車の写真を撮る会の数" not in [row.indicator for row in found.rows]
    assert found.unread_tables


RUN_ON = """指標名 単位 現状値 目標値 めざす
方向 指標の説明
（R5） （R10）
灯りを替えた家の数（累計） 世帯 312 1,500 ↗ 町の補助を受けて灯りを替えた家を、初めの
年から数えたもの
風車を見に来る人のうち町に泊まる人の
割合 ％ 12.4（R4） 20.0 ↗ 町の風車を見に来た人に聞いたもの
海辺の道を歩く人の数（一日当たり） 人 85 120 ↗ 休みの日に三か所で数えたもの
"""


def test_cells_run_on_in_a_line_and_a_row_begins_with_one():
    assert said_all(RUN_ON) == said_all(EXPLAINED)
    assert not reading(RUN_ON).unread_tables


def test_a_column_of_units_may_be_named_behind_that_of_the_targets():
    text = """重要業績評価指標 基準値 目標値
単位 担当課
（ＫＰＩ） （R5） R7 R8 R9 R10 R11
豆の畑の広さ ha 48 52 56 60 65 70 農政課
豆で作った品の数（累計） 品 17 20 22 25 28 30 農政課
新しく畑を始めた人の数 人 9 11 13 15 17 20 農政課
"""
    assert said_all(text)[0] == (
        "豆の畑の広さ [ha] 48(R5) -> 52(R7), 56(R8), 60(R9), 65(R10), 70(R11)"
    )
    assert [row.owner for row in reading(text).rows] == ["農政課"] * 3


def test_years_that_may_be_of_results_or_of_targets_give_no_row():
    text = """指標名
実績値 目標値
R3 R4 R5 R6
灯台守の人数 306人 298人 292人 300人
海に詳しい人の数 41人 47人 55人 100人
"""
    assert reading(text).rows == ()


def test_groups_and_numbers_run_on_too():
    text = """番号 指標 現状値
（令和5年度）
目標値
（令和11年度） 所管課
1 風車の音が気にならない住民の割合 － 61.0％ 75％ 環境課
2 風車の案内人になった人の割合 女性 12.5％ 20％ 観光課
男性 8.1％ 20％
3 風車の羽根を替えた数（累計） － 3枚 8枚 環境課
"""
    assert [row.indicator for row in reading(text).rows] == [
        "風車の音が気にならない住民の割合",
        "風車の案内人になった人の割合 女性",
        "風車の案内人になった人の割合 男性",
        "風車の羽根を替えた数（累計）",
    ]
    assert said_all(text)[0].endswith("61.0％(令和5年度) -> 75％(令和11年度)")


def test_a_label_lost_from_the_head_gives_no_row():
    """Three figures stand below two labels: which are theirs is not told."""
    text = """指標名 単位 基準値（R元） 目標値（R9） 評価
灯りを替えた家の割合 ％ 84.4 85.9 90.0 Ｂ
風の力の割合 ％ 73.1 72.6 80.0 Ｃ
"""
    found = reading(text)
    assert found.rows == ()


def test_figures_above_their_names_give_no_row():
    text = """指標名

現状値（R5）

目標値（R11）

8.6km

11.2km

田んぼの広さ

35ha

140ha

道の長さ
"""
    assert reading(text).rows == ()


def test_columns_one_after_the_other_give_no_row():
    text = """指標名

現状値（R5）

目標値（R11）

道の長さ

田んぼの広さ

8.6km

35ha

11.2km

140ha
"""
    assert reading(text).rows == ()


def test_a_figure_for_men_and_one_for_women_are_no_figures_of_two_years():
    text = """指標名 現状値（R5） 目標値（R11）
歩く人の割合 61.0％ 75％
健康に過ごせる年数
男性 79.1 歳 女性 83.9 歳
寿命の伸びを上回る
泳ぐ人の割合 12.5％ 20％
"""
    assert not any("83.9" in said for said in said_all(text))


def test_names_may_go_on_below_their_values():
    text = """成果指標
ＫＰＩ 単位 現状値(R5) 目標値 担当課
R8 R9 R10
風車を見に来た人の数 人 39 40 48 52 観光課
灯りのことに満足している家 ％ 42.9 43.2 44.2 45.9 環境課
族の割合
島の学校で作った味噌を食べ 回 9 12 13 15 教育課
た回数
豆の畑の広さ ha 48 52 56 60 農政課
"""
    assert [row.indicator for row in reading(text).rows] == [
        "風車を見に来た人の数",
        "灯りのことに満足している家族の割合",
        "島の学校で作った味噌を食べた回数",
        "豆の畑の広さ",
    ]


def test_a_column_of_measures_before_the_names_is_none_of_them():
    text = """取組項目
ＫＰＩ
現状値
目標値
【R9】
把握方法
豆の畑の再生
豆の畑の広さ
4.6ha（R4）
8.0ha
農政課調べ
豆腐の売上額
３億2,700万円
（R4）
４億5,000万円
組合調べ
"""
    names = {row.indicator for row in reading(text).rows}
    assert names <= {"豆の畑の広さ", "豆腐の売上額"}
    assert "豆腐の売上額" in names


def test_a_source_in_the_place_of_a_name_tells_that_the_columns_are_shifted():
    text = """指標名
現状値（R5）
目標値（R9）
出典
3,260人
20,000人
町の観光統計
風車を見に来た人の数
41,200人
60,000人
町の観光統計
"""
    assert not reading(text).rows


def test_a_heading_of_results_ends_a_table_with_groups() -> None:
    text = """数値目標
施策 指標名 現状値（R5） 目標値（R10）
健康づくり 検診の受診率 35.0％ 50.0％
子育て 保育所の待機児童数 5人 0人
２ これまでの実績
講座の開催回数 10回 12回
講座の参加者数 100人 120人
"""
    assert "講座" not in "".join(said_all(text))
