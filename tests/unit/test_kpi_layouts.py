"""Whole rows out of every layout family, and none out of tables that only look like it."""

import re

import pytest
from kpi_texts import reading, said_all

from index.contract import kpi_row_json
from index.kpi.source import squeeze

ROWS = [
    "相談件数 [件] 58(R4) -> 120(R9)",
    "町産材を使う住宅の割合 [％] 41.2(R1) -> 75.0(R9)",
]
LAYOUTS = {
    "tabs": """KPI\t項目\t単位\t現状値(R4)\t目標値(R9)
\t相談件数\t件\t58\t120
\t町産材を使う住宅の割合\t％\t41.2 (R1)\t75.0
""",
    "cells in quotes as Excel copies them": """KPI\t項目\t単位\t現状値(R4)\t"全国平均
（R3）"\t"目標値
(R9)"
\t相談件数\t件\t58\t61\t120
森\t"町産材を使う
住宅の割合"\t％\t"41.2
(R1)"\t33.3\t75.0
""",
    "distractors": """番号 | 指標 | 単位 | 現状値 | 目標値 | 県内順位 | 目標設定の考え方 | 担当課
1 | 相談件数 | 件 | 58 （R4） | 120 （R9） | 5位 | 1人が月10件を受ける | 観光課
戦略２　森を使う | | | | | | |
2 | 町産材を使う住宅の割合 | ％ | 41.2 （R1） | 75.0 （R9） | ― | 過去最高の60を超える | 農林課
""",
    "markdown": """| No. | 重要業績評価指標（KPI） | 単位 | 基準値（R4） | 目標（R9） | 備考 |
|:-:|---|:-:|--:|--:|---|
| 1 | 相談件数 | 件 | 58 | **120** | |
| 2 | 町産材を使う<br>住宅の割合 | ％ | 41.2（R1） | 75.0 | 隔年 |
""",
    "aligned": """                                    現　状　値      目　標　値
指　　　標               単位      （R4）          （R9）      所　管
──────────────────────────────────────
相談件数                 件          58             120      観光課
町産材を使う             ％        41.2              75.0    農林課
住宅の割合                        （R1）
""",
    "raw": """指 標 単 位 現 状 値
（R4）
目 標 値
（R9）
相談件数 件 58 120
町産材を使う
住宅の割合 ％ 41.2
（R1）
75.0
""",
    "cells one below the other": """指標
単位
現状値（R4）
目標値（R9）
相談件数
件
58
120
町産材を使う住宅の割合
％
41.2
（R1）
75.0
""",
    "forms": """指標名：相談件数
単　位：件
現状値：58（R4）
目標値：120（R9）

指標名
　町産材を使う住宅の割合
単位
　％
現状値（R1）
　41.2
目標値（R9）
　75.0
""",
    "on its side": """指標\t相談件数\t町産材を使う住宅の割合
単位\t件\t％
現状値\t58（R4）\t41.2（R1）
目標値（R9）\t120\t75.0
""",
    "ruled": """┌──────┬──┬────┬────┐
│指　　標　　│単位│現状値　│目標値　│
├──────┼──┼────┼────┤
│相談件数　　│件　│58　　　│120 　　│
│　　　　　　│　　│（R4）　│（R9）　│
├──────┼──┼────┼────┤
│町産材を使う│％　│41.2　　│75.0　　│
│住宅の割合　│　　│（R1）　│（R9）　│
└──────┴──┴────┴────┘
""",
}


def folded(said: str) -> str:
    return said.replace("う 住", "う住")


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_same_rows_out_of_every_layout(layout):
    assert [folded(row) for row in said_all(LAYOUTS[layout])] == ROWS


# A text, and below it the row that it says.
INLINE = """
〔ＫＰＩ〕小さな店の数(2027年度):4か所(2022年度:1か所)
= 小さな店の数 [か所] 1か所(2022年度) -> 4か所(2027年度)
〔ＫＰＩ〕畑の再生面積(2023～27年度累計):2.5ha(2018～22年
度累計:0.8ha)
= 畑の再生面積 [ha] 0.8ha(2018～22年度累計) -> 2.5ha(2023～27年度累計)
〔ＫＰＩ〕平均稼働率(2027年度)：
45%以上(2022年度：－)
= 平均稼働率 [%] - -> 45%以上(2027年度)
〔ＫＰＩ〕手続の割合(2025年度):30%、(2027年度):65%(2022年度:8%)
= 手続の割合 [%] 8%(2022年度) -> 30%(2025年度), 65%(2027年度)
　◎目標　農業法人数　14法人（2019年度）→22法人（2024年度）
= 農業法人数 [法人] 14法人(2019年度) -> 22法人(2024年度)
・荒れた農地　27ha（2019年度）⇒19ha未満（2024年度）
= 荒れた農地 [ha] 27ha(2019年度) -> 19ha未満(2024年度)
①鉄道の利用者数
現状値(平成26年度):4,021人/日 目標値:4,300人/日
= 鉄道の利用者数 [人/日] 4,021人/日(平成26年度) -> 4,300人/日(-)
　◆移住者数　５年間で60人（令和２～６年度：41人）
= 移住者数 [人] 41人(令和２～６年度) -> ５年間で60人(-)
KPIの一覧
① 商品開発数:1.2件/年 → 2件/年
= 商品開発数 [件/年] 1.2件/年(-) -> 2件/年(-)
〈数値目標〉
　森の総生産額：52億円（2027年度）（2020年度：48億円）
= 森の総生産額 [億円] 48億円(2020年度) -> 52億円(2027年度)
○　団地の数　　14団地(R元)→20団地(R6)【再掲】
= 団地の数 [団地] 14団地(R元) -> 20団地(R6)
・塀の撤去件数（累計）　88件（R5）
　→150件（R10）
= 塀の撤去件数（累計） [件] 88件(R5) -> 150件(R10)
○　ため池の対策数　　−　→　45か所（2024年度）
= ため池の対策数 [か所] - -> 45か所(2024年度)
3.3 3.8\t指標: 健康づくりの校区数
\t現在(2020年): 68校区\t2023年: 92校区
= 健康づくりの校区数 [校区] 68校区(2020年) -> 92校区(2023年)
◎代表指標 灯りの見える道を安心して歩ける人の割合 52.7％（R5） ⇒ 80.0％（R11）
現状と課題
= 灯りの見える道を安心して歩ける人の割合 [％] 52.7％(R5) -> 80.0％(R11)
"""
CASES = re.findall(r"\n((?:[^=].*\n)+)= (.*)", INLINE)


@pytest.mark.parametrize(("text", "row"), CASES)
def test_kpis_in_running_lines(text, row):
    assert said_all(text) == [row]


def test_yearly_results_are_no_targets():
    assert said_all("指標\tR3\tR4\tR5\t目標(R10)\n登録者数\t10人\t20人\t－\t90人") == [
        "登録者数 [人] 20人(R4) -> 90人(R10)"
    ]
    (row,) = reading(
        "指標\t単位\t策定時\t実績値\t\t中間目標\t最終目標\n"
        "\t\tR2\tR3\tR4\tR7\tR11\n歩数\t歩\t5\t6\t7\t8\t9"
    ).rows
    assert [m.text for m in row.targets] == ["8", "9"]
    assert [m.text for m in row.actuals] == ["6", "7"]


def test_when_a_target_is_reviewed_is_when_it_is_to_be_reached():
    text = "指標\t現状値\t目標値\t\n\tR5\t中間評価 R12\t最終評価 R18\n歩く人\t36％\t40％\t45％"
    assert said_all(text) == ["歩く人 [％] 36％(R5) -> 40％(R12), 45％(R18)"]


def test_a_year_over_several_places_is_of_the_first():
    text = "番号\t業務指標\t単位\tR4\t\t目標値\t\n\t\t\t本町\t類似団体平均\tR12\tR17\n"
    assert said_all(f"{text}A1\t耐震管率\t％\t13.4\t41.8\t19.0\t25.0") == [
        "耐震管率 [％] 13.4(R4) -> 19.0(R12), 25.0(R17)"
    ]


def test_a_grid_of_targets_and_results_by_year():
    text = (
        "指標：野菜をとる人の割合（％）\n区分\tR2（基準）\tR3\tR7\n"
        "目標値\t\t29.0\t37.0\n実績値\t27.2\t28.1\t"
    )
    assert said_all(text) == ["野菜をとる人の割合（％） [％] 27.2(R2) -> 29.0(R3), 37.0(R7)"]


def test_values_of_men_and_women_stay_together():
    text = (
        "指標 現状値（R4） 目標値（R9）\n育休の取得率 男性 25.8％ 女性 98.4％ 男性 50％ 女性 100％"
    )
    assert said_all(text) == [
        "育休の取得率 [％] 男性 25.8％ 女性 98.4％(R4) -> 男性 50％ 女性 100％(R9)"
    ]


def test_a_table_goes_on_over_a_page():
    text = "指標\t現状値\t目標値\n相談件数\t5件\t9件\n\n（つづき）\n登録者数\t3人\t6人\n"
    assert len(said_all(text)) == 2


def test_a_row_knows_its_place():
    text = "第１章　産業\n\n指標\t現状値\t目標値\n（柱１　店）\t\t\n相談件数\t5件\t9件\n"
    (row,) = reading(text).rows
    assert row.lines == (5, 5)
    assert row.path[-1] == "（柱１ 店）"
    assert row.span.slice(text) == "相談件数\t5件\t9件"


def test_a_missing_target_leaves_a_doubt():
    (row,) = reading("指標\t現状値\t目標値\n原価\t187.5\t－\n").rows
    assert (row.targets, row.doubts) == ((), ("目標値が空欄",))


def test_a_table_whose_rows_do_not_come_out_is_told():
    found = reading("指 標 現 状 値 目 標 値\n満足度 12 34 56\n来場者数 7 8\n")
    assert [row.indicator for row in found.rows] == ["来場者数"]
    assert found.unread_tables == ((1, 3),)


TRAPS = {
    "budget": "区分\tR5（決算見込）\tR6\tR7\n市税\t14,820\t14,905\t15,010\n市債\t2,760\t3,410\t2",
    "population": "区分\t2015年\t2020年\t2030年（推計）\n総人口（人）\t97,345\t95,018\t8",
    "schedule": "主な取組\tR5\tR6\tR7\n相談会\t実施\t検証\t実施\n調査\t２か所\t２か所\t１か所",
    "matrix": "施策\t目標１\t目標２\t目標３\n保育の充実\t◎\t－\t○\n治水\t○\t◎\t→",
    "survey": "質問\t平成29年調査\t令和２年調査\n今後も住み続けたい\t74.8％\t73.1％",
    "goals": "ゴール\t主な施策\n目標３　すべての人に健康と福祉を\t健康づくり、地域医療",
    "target years": "計画名\t期間\t目標年次\n基本構想\t平成30年度～令和９年度\t令和９年度",
    "contents": "第１章　KPIと目標値･･････････････１\n第２章　数値目標　…………………　12",
    "prose": "町内の作付面積を84ha（2019年度）から110ha（2024年度）に引き上げます。",
    "prose with a mark": "毎年８月に会議を開き、〔ＫＰＩ〕の到達状況を確認する。",
    "tasks": "項目\t現状\t目標\n連携\t年に一度開く。\t関係機関と切れ目のない支援を行います。",
    "services": "事業名\t事業内容\t目標\t担当課\n訪問指導\t保健師による訪問\t300件\t健康課",
    "task plan": "取組項目\t現状\tR5\tR6\tR7\t目標\n電子申請\t検討\t設計\t構築\t運用\t全手続",
    "a sentence of years": "数値目標は、R6年度(2024年度)：100人、R10年度(2028年度)：150人とする。",
    "forecast": "サービス種別\t単位\t前期実績\t今期見込\t目標\n居宅介護\t時間\t1,200\t1,300\t1,400",
    "timetable": "停留所\t1便\t2便\n月見野駅前\t7:10\t9:40",
    "steps": "区分 判定の基準\nＡ 中間目標を既に達成した\nＢ 策定時より改善した",
}


@pytest.mark.parametrize("trap", TRAPS)
def test_no_rows_out_of_other_tables(trap):
    assert said_all(TRAPS[trap]) == []


def test_a_list_may_print_targets_only():
    text = "【ＫＰＩ】\n○企業誘致件数：５件（Ｒ２～Ｒ６累計）\n○対象：65歳以上\n"
    assert said_all(text) == ["企業誘致件数 [件] - -> ５件(Ｒ２～Ｒ６累計)"]


def test_lines_for_men_and_women_have_a_name_each():
    text = "指標\t区分\t現状値\t目標値\n健康寿命\t男性\t79.5年\t80.5年\n\t女性\t83.8年\t84.8年\n"
    assert said_all(text) == [
        "健康寿命 男性 [年] 79.5年(-) -> 80.5年(-)",
        "健康寿命 女性 [年] 83.8年(-) -> 84.8年(-)",
    ]


def test_what_a_line_end_has_cut_in_two_is_left_out():
    text = (
        "〔ＫＰＩ〕小さな拠点の数(2027年度):4か所(2022年\n"
        "〔ＫＰＩ〕支援員の人数(2027年度):8人(2022年度:3\n"
        "〔ＫＰＩ〕年間の利用回数(2027年度):4,5\n"
        "〔ＫＰＩ〕間伐の面積(2027年度):600ha(2022年度:96ha\n"
    )
    assert said_all(text) == [
        "小さな拠点の数 [か所] - -> 4か所(2027年度)",
        "支援員の人数 [人] - -> 8人(2027年度)",
        "間伐の面積 [ha] 96ha(2022年度) -> 600ha(2027年度)",
    ]
    assert all("行の途中で切れている" in row.doubts for row in reading(text).rows)


def test_a_line_without_end_stops_nothing():
    head = (
        "指標                現状値（R4）    目標値（R9）\n"
        "相談件数            58件            120件\n"
    )
    text = head + "相談件数   58件   " * 60_000 + "\n" + head
    assert said_all(text) == ["相談件数 [件] 58件(R4) -> 120件(R9)"] * 2


def test_a_page_break_within_a_line_moves_no_cell():
    text = (
        "\f指標                現状値（R4）    目標値（R9）\n"
        "相談\f件数           58件            120件\n"
    )
    assert said_all(text)[0].endswith("[件] 58件(R4) -> 120件(R9)")


def test_from_and_to_may_share_a_cell():
    head = "指標\t現状値（R5） → 目標値（R9）\t担当課\n"
    assert said_all(head + "登録者数\t10人 → 50人\t市民課") == [
        "登録者数 [人] 10人(R5) -> 50人(R9)"
    ]


def test_a_numbered_row_is_no_heading():
    text = """№ 指標名 現状値(R6) 目標値(R11) めざす方向
1 出生数 74 人 80 人 ↗
2 転入超過数 △12 人(R5) 10 人 ↗
町民満足度(子育て支援) 現状 3.12 点 第 8 位 / 28 施策
"""
    assert said_all(text) == [
        "出生数 [人] 74人(R6) -> 80人(R11)",
        "転入超過数 [人] △12人(R5) -> 10人(R11)",
    ]


def test_blank_lines_may_part_whole_rows():
    text = """指標
単位
現況
2022年度
目標
2033年度

電動車の比率
％
12.5
100

ごみの排出量
g
938
820

2020
14,210
182,300
"""
    assert said_all(text) == [
        "電動車の比率 [％] 12.5(2022年度) -> 100(2033年度)",
        "ごみの排出量 [g] 938(2022年度) -> 820(2033年度)",
    ]


def test_a_column_of_audiences_is_no_part_of_the_name():
    text = """項目 対象 基準値
（R4）
目標値
（R17）
肥満の割合 男性 33.4% 28%
40～64歳女性 19.8% 18%
食塩の摂取量 20歳以上 10.2g 7g
"""
    assert said_all(text) == [
        "肥満の割合 [%] 33.4%(R4) -> 28%(R17)",
        "食塩の摂取量 [g] 10.2g(R4) -> 7g(R17)",
    ]


def test_a_cell_of_two_lines_does_not_break_its_row():
    text = """指標\t現状値（R5）\t目標値（R10）\t担当課
両立できていると思う割合\t男性　25.8％
女性　31.2％（R4）\t男性　40％
女性　45％\t市民課
相談窓口の認知度\t58.7％\t75％\t市民課
"""
    assert said_all(text) == [
        "両立できていると思う割合 [％] 男性 25.8％ 女性 31.2％(R4) -> 男性 40％ 女性 45％(R10)",
        "相談窓口の認知度 [％] 58.7％(R5) -> 75％(R10)",
    ]


def test_departments_and_page_numbers_are_no_names():
    text = """指標名 単位
基準値
（R3）
目標値
（R12）
関係課
発電設備の導入容
量
kW 812 3,500 環境課
管財課
充電設備の設置基
数
基 24 100 環境課
25
"""
    assert said_all(text) == [
        "発電設備の導入容量 [kW] 812(R3) -> 3,500(R12)",
        "充電設備の設置基数 [基] 24(R3) -> 100(R12)",
    ]


@pytest.mark.parametrize(
    ("label", "section", "path"),
    [
        ("■成果指標", "１　森を育てる", "１ 森を育てる"),
        ("（指標の推移）", "１　森を育てる", "１ 森を育てる"),
        ("（経済）", "１　森を育てる", "(経済)"),
    ],
)
def test_a_label_above_a_table_is_no_section(label, section, path):
    text = f"""第１章　産業
{section}

森を育てる人を増やし、町の木を使います。

{label}
指標\t現状値（R4）\t目標値（R9）
林業に就く人の数\t12人\t20人
"""
    (row,) = reading(text).rows
    assert squeeze(row.path[-1]) == squeeze(path)
    assert squeeze(kpi_row_json(row)["section"][-1]) == squeeze(section)


def test_words_that_head_a_part_of_every_chapter_are_no_section_of_a_row():
    text = "\n".join(
        f"""基本目標{goal}

数値目標

次の値を目指します。

指標\t現状値（R4）\t目標値（R9）
{row}
"""
        for goal, row in (
            ("１　森を育てる", "林業に就く人の数\t12人\t20人"),
            ("２　川を守る", "魚道の数\t1か所\t4か所"),
        )
    )
    rows = reading(text).rows
    assert [row.path for row in rows] == [("基本目標１ 森を育てる",), ("基本目標２ 川を守る",)]


def test_a_name_left_over_from_another_page_is_no_part_of_the_head():
    text = """KPI\t単位\t現状値（R4）\t目標\t
\t\t\t中間（R6）\t最終（R9）
バス便の割合\t\t\t\t
駐車場の区画数\t区画\t35\t―\t80
"""
    assert said_all(text) == ["駐車場の区画数 [区画] 35(R4) -> 80(R9)"]


def test_from_what_to_what_in_one_cell():
    text = """重点目標 | 数値目標 | 目標値（令和4年現状値から令和9年目標値） |
---|---|---|
1 助け合う | 講座を終えた人の数 | 109人から毎年500人以上へ |
2 備える | 助け合いの組がある地区 | 西3地区から4地区へ 東2地区から5地区へ |
"""
    assert said_all(text) == ["講座を終えた人の数 [人] 109人(令和4年) -> 毎年500人以上(令和9年)"]
    assert reading(text).unread_tables


def test_a_column_called_goal_may_hold_the_names():
    text = """| 番号 | 小項目 | 目標 | 現状 | 目標値 |
|---|---|---|---|---|
| 1 | 起業の支援 | 支援を受けて起業した人の数 | 12人／年 (R4) | 80人 (R5～R9) |
| 2 |  | 融資を受けた店の数 | 9店 (R4) ※見込み | 20店 (R9) |
"""
    assert said_all(text) == [
        "支援を受けて起業した人の数 [人] 12人／年(R4) -> 80人(R5～R9)",
        "融資を受けた店の数 [店] 9店(R4) -> 20店(R9)",
    ]


def test_a_mark_before_a_name_is_no_part_of_it():
    text = """指標名 単位 現状値 目標値 出典
KGI まちを好きな人の割合 ％ 54.3（R4） 70.7（R9） アンケート
KPI 広報紙を読む人の割合 ％ 26.5（R4） 31.0（R9） アンケート
"""
    assert said_all(text) == [
        "まちを好きな人の割合 [％] 54.3(R4) -> 70.7(R9)",
        "広報紙を読む人の割合 [％] 26.5(R4) -> 31.0(R9)",
    ]


def test_a_figure_is_no_name():
    text = "指標\t現状値\t実績値\t目標値\n53.2% (R5)\t70% (R9)\t\t12 (R9)\n"
    assert said_all(text) == []
    assert reading(text).unread_tables


def test_cells_of_other_columns_behind_the_figures_are_no_names():
    text = """指標 現状値 目標値 全国順位 データ出典 設定の考え方
林業の産出額 215億円
（2022年）
350億円
（2028年）
31位 農林水産省「生産林
業統計」
十年前の額（340億円）
を上回る水準
町の木を使った公共の
建物の割合
38.4％
（2023年）
60.0％
（2028年）
－ 町調べ 近隣の町の水準
林業に就く若い人の延
べ人数
58人
（2023年）
100人
（2028年）
12位 県調べ 毎年８人の増加を見
込む
"""
    assert said_all(text) == [
        "林業の産出額 [億円] 215億円(2022年) -> 350億円(2028年)",
        "町の木を使った公共の建物の割合 [％] 38.4％(2023年) -> 60.0％(2028年)",
        "林業に就く若い人の延べ人数 [人] 58人(2023年) -> 100人(2028年)",
    ]


def test_a_figure_of_another_column_does_not_fill_an_empty_cell():
    text = """指標 現状値 目標値 全国順位 出典
林業の産出額 215億円
（2022年）
31位 農林水産省
"""
    assert said_all(text) == []
    assert reading(text).unread_tables


def test_headings_within_a_raw_table_part_its_rows():
    text = """指標項目 現状値 実績値 目標値
重点課題1
子どもが育つ環境
【市民の意識】
1 子育てしやすいと思う人の割合 43.3%
(R2年度)
41.0%
(R3年度)
60%
(R6年度)
【社会の成果】
2 育児休業を取った人の数 504人
(R2年度)
605人
(R3年度)
700人
(R6年度)
重点課題2
学びの環境
【社会の成果】
3 授業を開く学校の割合 75.1%
(R2年度)
77.7%
(R3年度)
100%
(R6年度)
"""
    assert said_all(text) == [
        "子育てしやすいと思う人の割合 [%] 43.3%(R2年度) -> 60%(R6年度)",
        "育児休業を取った人の数 [人] 504人(R2年度) -> 700人(R6年度)",
        "授業を開く学校の割合 [%] 75.1%(R2年度) -> 100%(R6年度)",
    ]


def test_items_broken_within_their_names_or_figures_are_put_together():
    text = """（重要業績指標）
・大きな災害や事故が起きた場所ですぐに働くことができる災害派遣医療の組（
ＤＭＡＴ）の数　【現状】39チーム（R4年度） → 【目標】55チーム（R8年度）
・手話や要約筆記を行う人として町に登録した人の数　【現状】224人（R4年度） → 【目標】309
人（R8年度）
・町の水道の管のうち地震に強いものの割合　【現状】24.7％（R3年度） → 【目標】34.6％
（R8年度）
・水を大切に使う人の割合　【現状】80.6％（R3年度） → 【目標】86％以上（R8年度）
・高齢者の交通事故の死者数　【現状】7.9人（R4年） → 【目標】
6.5人以下（R8年）
"""
    assert said_all(text) == [
        "大きな災害や事故が起きた場所ですぐに働くことができる災害派遣医療の組（ＤＭＡＴ）の数"
        " [チーム] 39チーム(R4年度) -> 55チーム(R8年度)",
        "手話や要約筆記を行う人として町に登録した人の数 [人] 224人(R4年度) -> 309人(R8年度)",
        "町の水道の管のうち地震に強いものの割合 [％] 24.7％(R3年度) -> 34.6％(R8年度)",
        "水を大切に使う人の割合 [％] 80.6％(R3年度) -> 86％以上(R8年度)",
        "高齢者の交通事故の死者数 [人] 7.9人(R4年) -> 6.5人以下(R8年)",
    ]


def test_years_before_the_figures_and_what_they_are_behind():
    text = """・木材の生産量 R1 31万m3(現状)⇒R7 40万m3(中間)⇒R12 50万m3(目標)
・新しく森で働く人の数 R1 47人/年(現状)⇒R12 50人/年(目標)※R2～R12の累計500人
"""
    assert said_all(text) == [
        "木材の生産量 [万m3] 31万m3(R1) -> 40万m3(R7), 50万m3(R12)",
        "新しく森で働く人の数 [人/年] 47人/年(R1) -> 50人/年(R12)",
    ]


def test_a_part_of_an_item_is_no_indicator():
    text = """・広さの水準に達する子育て世帯の割合
全国42%(H15)⇒50%(H22)
大都市37%(H15)⇒50%(H27)
"""
    assert said_all(text) == []


def test_rows_that_lost_their_first_cells_are_matched_from_the_right():
    text = """目標項目 | 数値目標 | (時期) | 最新値 | (時期) | 目標設定時最新値 | (時期) | 取組 |
青葉町 | 計画へ | 育休を取る男性の割合 | 13% | (2019年) | 7% | (2017年) | 3% | (2013年) | 面談 |
管理職の女性の割合 | 15% | (2019年) | 13% | (2018年) | 7% | (2014年) | 研修 |
"""
    assert said_all(text) == [
        "育休を取る男性の割合 [%] 3%(2013年) -> 13%(2019年)",
        "管理職の女性の割合 [%] 7%(2014年) -> 15%(2019年)",
    ]
    assert [bool(row.doubts) for row in reading(text).rows] == [True, False]


def test_words_that_are_no_aim_are_no_target():
    text = "指標\t現状値\t目標値\n相談件数\t58件\t計画のページへ\n"
    assert [row for row in reading(text).rows if row.targets] == []


def test_blank_lines_may_part_a_head_and_the_rows_below_it():
    text = """指標

現況

目標
（R7年度）

見直し後の目標
（R8年度）

県外から来る人の数
7,770千人
（R4年）
10,171千人
（R7年）
10,200千人
（R8年）

町の資料館の目録への
登録件数（画像あり）
23,110件
（R4年度）
23,330件
（R7年度）
23,430件
（R8年度）
"""
    assert said_all(text) == [
        "県外から来る人の数 [千人] 7,770千人(R4年) -> 10,171千人(R7年), 10,200千人(R8年)",
        "町の資料館の目録への登録件数（画像あり） [件]"
        " 23,110件(R4年度) -> 23,330件(R7年度), 23,430件(R8年度)",
    ]


def test_rows_set_with_spaces_may_be_parted_by_blank_lines():
    text = """
番号  指標名              現況値           目標値        見直し後      指標の概要          所管課
                          （Ｒ４年度）     （Ｒ７年度）  （Ｒ８年度）
1     新しい農家の数      717人            750人         860人         始めた者の数        農業課
                          （H28～R2年度）  （R3～7年度） （R3～8年度）

      町の品種の作付面積  261ha                                        町が育てた品種の
2     （野菜、花、オリー  （R3年度）       300ha         310ha         面積の合計          農産課
      ブ）

3     森の大切さを知る人  50％             60％          65％          「知っている」と    森林課
      の割合              （R5.6現在）                                 答えた者の割合
"""
    assert said_all(text) == [
        "新しい農家の数 [人] 717人(H28～R2年度) -> 750人(R3～7年度), 860人(R3～8年度)",
        "町の品種の作付面積（野菜、花、オリーブ） [ha]"
        " 261ha(R3年度) -> 300ha(Ｒ７年度), 310ha(Ｒ８年度)",
        "森の大切さを知る人の割合 [％] 50％(R5.6現在) -> 60％(Ｒ７年度), 65％(Ｒ８年度)",
    ]


def test_a_table_of_one_indicator_is_named_by_the_line_above_it():
    text = """観光の施設へ道がつながる拠点の数

アウトカム指標の現況値及び目標値一覧
当初現況値
(平成30年度当初)
中間目標値
(平成32年度末)
最終目標値
(平成34年度末)
0箇所 20箇所 47箇所

着くまでの時間の短縮率

アウトカム指標の現況値及び目標値
当初現況値(平成30年度当初) 最終目標値(平成34年度末) 最終実績値(平成34年度末)
約20分 約25%短縮 約35%短縮
"""
    assert said_all(text) == [
        "観光の施設へ道がつながる拠点の数 [箇所]"
        " 0箇所(平成30年度) -> 20箇所(平成32年度末), 47箇所(平成34年度末)",
        "着くまでの時間の短縮率 [分] 約20分(平成30年度) -> 約25%短縮(平成34年度末)",
    ]


def test_rows_below_a_head_without_a_column_of_names():
    text = """目標値 実績
(令和4年度)
達成率
1.施設
1-1 本館と分館の数 2館 2館 100%
1-2 車の数 2台 1台 50%
2.資料
2-1 本の数 3,500冊 3,150冊 90%
2-2 新しい本の割合 11.3% 10.7%
"""
    assert said_all(text) == [
        "本館と分館の数 [館] 2館(令和4年度) -> 2館(-)",
        "車の数 [台] 1台(令和4年度) -> 2台(-)",
        "本の数 [冊] 3,150冊(令和4年度) -> 3,500冊(-)",
    ]


def test_lines_of_several_schools_are_not_one_row():
    text = """指標 目標(4年度まで) 4年度末実績 最新データ 評価
体力の平均 100以上 小学校88.5 小学校75.0 ×
100以上 中学校98.2 中学校92.6
"""
    assert said_all(text) == []
    assert reading(text).unread_tables


def test_what_a_form_explains_is_passed_over():
    text = """番号：66
指標：若い人（25～29歳）の就業率
説明：25～29歳の人のうち、仕事に就いている人の割合。就業率は、就業者を
人口で割った値。
現状：85.8％（2023年）
中間：87.2％（2028年）
目標：88.6％（2033年）
考え方：就業率を少しずつ高めることを
目指す。

番号：67
指標：一年の労働時間
現状：1954時間（2022年）
目標：1923時間（2032年）
"""
    assert said_all(text) == [
        "若い人（25～29歳）の就業率 [％] 85.8％(2023年) -> 87.2％(2028年), 88.6％(2033年)",
        "一年の労働時間 [時間] 1954時間(2022年) -> 1923時間(2032年)",
    ]


def test_the_labels_of_a_form_may_stand_in_columns():
    text = """（経済）
    ゴール、           ＫＰＩ
    ターゲット番号
             9.2       指標：新しい経営の計画の承認件数
    9．                現在（H28～R2年度）：       R3～8年度：
                       146件                       275件

             8.3       指標：商工会などによる一年の相談
                       対応件数
    8．                現在（R4年度）：            R8年度：
                       281件                       336件
"""
    assert said_all(text) == [
        "新しい経営の計画の承認件数 [件] 146件(H28～R2年度) -> 275件(R3～8年度)",
        "商工会などによる一年の相談対応件数 [件] 281件(R4年度) -> 336件(R8年度)",
    ]
    assert [row.sdg_targets for row in reading(text).rows] == [("9.2",), ("8.3",)]


def test_labels_of_a_form_before_a_wide_blank():
    text = """指標番号 47
指標名　医療を受けられる圏域の数
指標の説明　医療の機関が整備された第
三次の圏域の数（4月1日時点）
単位　圏域
現状値（2023年）　4圏域
中間目標値（2028年）　6圏域
最終目標値（2033年）　6圏域
目標設定の考え方　早く整備することを目
指す。
"""
    assert said_all(text) == [
        "医療を受けられる圏域の数 [圏域] 4圏域(2023年) -> 6圏域(2028年), 6圏域(2033年)"
    ]


def test_a_form_under_a_numbered_name_may_lack_its_present_value():
    text = """目標番号50　新しく働く人の数
　現状値：－
　目標値：1,900人（R4～R8年度）

目標番号51　学校を出て就職した人の割合
　現状値：87.3%（R2年度）
　目標値：91.0%（R8年度）
"""
    assert said_all(text) == [
        "新しく働く人の数 [人] - -> 1,900人(R4～R8年度)",
        "学校を出て就職した人の割合 [%] 87.3%(R2年度) -> 91.0%(R8年度)",
    ]


def test_one_row_that_cannot_be_read_does_not_end_a_table_of_blocks():
    text = """指標名
現状値
目標値
（R12）

届け出られた犯罪の件数
14,675件
（R6）
12,000件

国際的な評価
ゴールドの認定
（R6）
なし

環境を守る活動をする人の割
合
69.8％
（R5）
75.0％
"""
    assert said_all(text) == [
        "届け出られた犯罪の件数 [件] 14,675件(R6) -> 12,000件(R12)",
        "環境を守る活動をする人の割合 [％] 69.8％(R5) -> 75.0％(R12)",
    ]
    assert reading(text).unread_tables


def test_lines_of_bars_end_the_rows_of_cells_set_line_by_line():
    text = """課題 |
指標項目 |
現状値 |
目標値 |
|
1-1 育てやすい町 |
【意識】 |
||||
1 |
育てやすいと思う人の割合 |
54.6% (R2) |
70% (R6) |
|
2 |
相談できる人の割合 |
46.7% (R2) |
50% (R6) |
|
【成果】 |
|||
3 |
待機児童の数 |
13人 (R3) |
0人 (R7) |
|
"""
    assert said_all(text) == [
        "育てやすいと思う人の割合 [%] 54.6%(R2) -> 70%(R6)",
        "相談できる人の割合 [%] 46.7%(R2) -> 50%(R6)",
        "待機児童の数 [人] 13人(R3) -> 0人(R7)",
    ]


def test_lines_of_targets_and_results_set_with_spaces():
    text = """  指標名                    基準値            区分      H23      H24      H25
                            (時期)
  学力の調査で全国平均を    75%               目標値    80       85       100
  超えた項目の割合          (22年度)    ⇧     実績値    ※        75.0     37.5
                                              達成率    ※        75.0%    37.5%
  学校に来られない子の割合  0.31%             目標値    0.31     0.30     0.29
                            (21年度)    ⇩     実績値    0.33     0.24
                                              達成率    93.5%    120.0%
"""
    assert said_all(text) == [
        "学力の調査で全国平均を超えた項目の割合 [%] 75%(22年度) -> 80(H23), 85(H24), 100(H25)",
        "学校に来られない子の割合 [%] 0.31%(21年度) -> 0.31(H23), 0.30(H24), 0.29(H25)",
    ]
    assert [len(row.actuals) for row in reading(text).rows] == [2, 2]


def test_a_table_that_runs_on_in_one_line():
    text = (
        "総合計画 指標一覧 食と農 この章の指標は次のとおりです 指標名 単位 現状値 中間目標値"
        " 最終目標値 ① 食料の自給率（熱量） ％ 223 (2021年) 244 (2026年) 268 (2030年)"
        " ② 農業の産出額 億円 12,919 (2022年) 13,200 (2026年) 13,600 (2030年)"
        " ③ 町の 良さを 知る人 人 5 (2022年) 8 (2026年) 9 (2030年)\n"
    )
    assert said_all(text) == [
        "食料の自給率（熱量） [％] 223(2021年) -> 244(2026年), 268(2030年)",
        "農業の産出額 [億円] 12,919(2022年) -> 13,200(2026年), 13,600(2030年)",
    ]
    assert all(row.doubts for row in reading(text).rows)
    assert reading(text).unread_tables


def test_two_indicators_of_one_mark():
    text = """〔ＫＰＩ〕豆腐の売上高(2027年度)：4,200万円(2022年度：2,870万円)、新商品の数
(2027年度)：５品(2022年度：１品)
〔ＫＰＩ〕店の数(2027年度)：９店(2022年度：７店)、客の数(2027年度)：50人(2022年度：30人)
"""
    assert said_all(text) == [
        "豆腐の売上高 [万円] 2,870万円(2022年度) -> 4,200万円(2027年度)",
        "新商品の数 [品] １品(2022年度) -> ５品(2027年度)",
        "店の数 [店] ７店(2022年度) -> ９店(2027年度)",
        "客の数 [人] 30人(2022年度) -> 50人(2027年度)",
    ]


def test_words_between_rows_are_of_the_column_that_explains_where_figures_begin_the_rows():
    text = """指標名 現状値（令和5年度） 目標値（令和10年度） 指標の説明
市民満足度 65.2% 75.0% 「満足」「やや満足」と回答した人の割合
公園の利用者数 12.5万人 15万人 市内の主な公園の
年間の利用者数
刊行物の発行回数 4回 6回 広報課が年間に
発行する回数
"""
    assert said_all(text) == [
        "市民満足度 [%] 65.2%(令和5年度) -> 75.0%(令和10年度)",
        "公園の利用者数 [万人] 12.5万人(令和5年度) -> 15万人(令和10年度)",
        "刊行物の発行回数 [回] 4回(令和5年度) -> 6回(令和10年度)",
    ]


def test_words_between_rows_are_not_guessed_where_figures_stand_in_the_middle():
    text = """指標名 現状値（令和5年度） 目標値（令和10年度） 指標の説明
市民の声を聞いて町の
65.2% 75.0% 「満足」と答えた人の割合
取組に満足する人の割合
公園の 市内の主な公園の
利用者数 12.5万人 15万人 年間の
利用者数
"""
    found = reading(text)
    assert found.rows == ()
    assert found.unread_tables


def test_several_items_on_one_line_are_a_row_each():
    text = "【数値目標】\n・婚姻率　5.5‰（H25）→5.9‰（H31） ・出生数　3,823人（H26）→4,107人（H31）"
    assert said_all(text) == [
        "婚姻率 [‰] 5.5‰(H25) -> 5.9‰(H31)",
        "出生数 [人] 3,823人(H26) -> 4,107人(H31)",
    ]


def test_three_values_between_narrow_blanks_are_three():
    text = """成果指標　　基準値（Ｈ30）　中間値（Ｒ4）　目標値（Ｒ9）
健康寿命（男性）　79.5歳　80.1歳　81.0歳
健康寿命（女性）　83.2歳　83.9歳　84.5歳
"""
    assert said_all(text) == [
        "健康寿命（男性） [歳] 79.5歳(Ｈ30) -> 80.1歳(Ｒ4), 81.0歳(Ｒ9)",
        "健康寿命（女性） [歳] 83.2歳(Ｈ30) -> 83.9歳(Ｒ4), 84.5歳(Ｒ9)",
    ]


def test_years_alone_go_on_with_the_results_before_them():
    text = """指標名 基準値 R5 目標値 R10 実績値 R6 R7 達成度
移り住んだ人の数 120人 200人 130人 150人 Ａ
相談の件数 300件 500件 320件 － Ｃ
"""
    assert said_all(text) == [
        "移り住んだ人の数 [人] 120人(R5) -> 200人(R10)",
        "相談の件数 [件] 300件(R5) -> 500件(R10)",
    ]


def test_an_arrow_far_from_the_word_for_targets_is_doubted():
    text = "○財政力指数　0.52（R3）→ 0.51（R4）\n"
    (row,) = reading(text).rows
    assert row.doubts
    (row,) = reading("【取組の目標】\n" + text).rows
    assert not row.doubts


def test_words_in_brackets_say_what_the_years_before_them_are():
    text = """項目 単位 平成30年度
(基準) 令和5年度
(中間) 令和10年度
(目標)
一人が一日に出すごみの量 g 980 930 880
再び使われる割合 % 19.8 22.0 25.0
"""
    assert said_all(text) == [
        "一人が一日に出すごみの量 [g] 980(平成30年度) -> 930(令和5年度), 880(令和10年度)",
        "再び使われる割合 [%] 19.8(平成30年度) -> 22.0(令和5年度), 25.0(令和10年度)",
    ]


def test_a_year_and_a_colon_before_each_figure():
    text = "（重要業績指標）\n・電柱をなくした道の延長　R2：1.2km　→　R7：2.5km\n"
    assert said_all(text) == ["電柱をなくした道の延長 [km] 1.2km(R2) -> 2.5km(R7)"]


def test_a_note_between_two_rows_does_not_end_the_table():
    text = """指標 基準値(2020) 目標値(2025)
学びを助ける場所の数 3箇所 10箇所
※基準値は年度末の値
食べ物の銀行を使う人 120人 300人
"""
    assert said_all(text) == [
        "学びを助ける場所の数 [箇所] 3箇所(2020) -> 10箇所(2025)",
        "食べ物の銀行を使う人 [人] 120人(2020) -> 300人(2025)",
    ]


def test_a_value_and_its_year_may_have_a_column_each():
    text = """指標名\t現状値\t\t目標値\t\t出典
\t数値\t年度\t数値\t年度\t
健診を受ける人の割合\t35.2%\tR4\t60%\tR11\t国保年金課
散歩をする人の割合\t22.1%\tR3\t28%\tR11\t国保年金課
"""
    assert said_all(text) == [
        "健診を受ける人の割合 [%] 35.2%(R4) -> 60%(R11)",
        "散歩をする人の割合 [%] 22.1%(R3) -> 28%(R11)",
    ]


def test_figures_of_an_unknown_unit_are_values_and_no_names():
    text = """指標名 基準値 目標値
（令和元年度） （令和６年度）
加工に取り組む人の
数 12営農者 20営農者
離れて働く場所の利
用者の数 540人 1,200人
山の手入れ 3か村 4巡目
海の手入れの回数 3回 4回
"""
    assert said_all(text)[:2] == [
        "加工に取り組む人の数 [営農者] 12営農者(令和元年度) -> 20営農者(令和６年度)",
        "離れて働く場所の利用者の数 [人] 540人(令和元年度) -> 1,200人(令和６年度)",
    ]
    assert not any("巡" in said for said in said_all(text))


def test_figures_that_fall_into_one_column_are_read_word_by_word():
    text = """目標指標　単位　Ｈ30実績　Ｒ５目標　Ｒ10目標
ごみの総排出量　トン　25,310　24,000　22,500
資源になる割合　％　18.2　22.0　26.0
"""
    assert said_all(text) == [
        "ごみの総排出量 [トン] 25,310(Ｈ30) -> 24,000(Ｒ５), 22,500(Ｒ10)",
        "資源になる割合 [％] 18.2(Ｈ30) -> 22.0(Ｒ５), 26.0(Ｒ10)",
    ]


def test_a_name_in_brackets_is_a_part_of_another():
    text = """指標 | 策定時 | 目標
---|---|---
肥満の人の割合（男性） | 32.1%（H28） | 28%
（女性） | 20.4%（H28） | 18%
"""
    assert said_all(text) == ["肥満の人の割合（男性） [%] 32.1%(H28) -> 28%(-)"]


def test_numbered_rows_are_no_headings_and_words_may_be_aims():
    text = """５　めざす値

                指標                    現状値              目標値
                                      （R2年度）          （R22年度）
① 湖畔に住む人の密度                  １２５人／ha        現状値以上
② 船着き場の近くにある
  店の割合                            ８３.２％           全国平均以上
③ 空き家率                            ９.５％             現状値以下
"""
    rows = reading(text).rows
    assert [(row.indicator, row.targets[0].text) for row in rows] == [
        ("湖畔に住む人の密度", "現状値以上"),
        ("船着き場の近くにある店の割合", "全国平均以上"),
        ("空き家率", "現状値以下"),
    ]
    assert {row.path for row in rows} == {("５ めざす値",)}


def test_figures_that_run_into_other_words_go_in_order():
    text = """　　　　                          基準値        目標値
　　指標                        （Ｒ５）      （Ｒ10）     指標の考え方
　本を借りた冊数                ３．２冊      ４．０冊     市民一人当たり
　講座の参加者数                １，２００人  １，５００人 年間延べ人数
"""
    assert said_all(text) == [
        "本を借りた冊数 [冊] ３．２冊(Ｒ５) -> ４．０冊(Ｒ10)",
        "講座の参加者数 [人] １，２００人(Ｒ５) -> １，５００人(Ｒ10)",
    ]


def test_an_explanation_may_end_like_the_head_of_a_group():
    text = """指標名　ごみの総排出量
指標の説明　家庭系と事業系の合計
単位　ｔ
基準値（R4）　12,300
目標値（R9）　11,000
"""
    assert said_all(text) == ["ごみの総排出量 [ｔ] 12,300(R4) -> 11,000(R9)"]


def test_a_head_may_explain_itself_in_brackets_on_its_second_line():
    text = """                                     現状値          目標値
指標                                 (調査の時期)    (R27 年度)
湖畔に住む人の割合                     95.5%(R2)       95.6%
今の住まいに満足して暮らしている       80.8%(R5)       現状値以上
人の割合
"""
    assert said_all(text) == [
        "湖畔に住む人の割合 [%] 95.5%(R2) -> 95.6%(R27 年度)",
        "今の住まいに満足して暮らしている人の割合 [%] 80.8%(R5) -> 現状値以上(R27 年度)",
    ]


def test_values_that_go_on_and_years_in_a_column_of_two_lines():
    text = """  領域    指標名                          現状値            目標値          目標  出典
                                                                            年次
  子育て    安心して子育てができると思う  R6 73.8％         84.0％          R12    こども課調べ
            人の割合
            相談する相手がいる子の割合    R6 小学生4.8％／  小学生2.4％／   R10    学校教育課調べ
                                          中学生7.3％       中学生3.6％
"""
    assert said_all(text) == [
        "安心して子育てができると思う人の割合 [％] 73.8％(R6) -> 84.0％(R12)",
        "相談する相手がいる子の割合 [％] 小学生4.8％／中学生7.3％(R6) "
        "-> 小学生2.4％／中学生3.6％(R10)",
    ]


def test_a_word_for_plans_or_results_is_no_name_however_it_is_spaced():
    text = """指 標 名\t講座の受講者数\t\t\t
目 標 値\t単位\t\t計画策定時\tR5
\t人\t計 画\t\t5,300
\t\t実 績\t5,200\t5,352
"""
    assert "実 績" not in [row.indicator for row in reading(text).rows]


def test_figures_of_two_boxes_on_one_line_give_no_row():
    text = """成果目標
灯りを替えた家の割合（町の北） 灯りの教室が楽しいと思う町民の割
63.2％ （R5） ➡ 75％ （R11） 合
島の暮らしの状況調査 46.8％ （R5） ➡ 60％ （R11）
"""
    assert not reading(text).rows


def test_a_name_cut_before_its_brackets_end_is_no_row():
    text = """指標\t現状値（R4）\t目標値（R9）
湖畔を歩く人の数（学校を除く。\t1,200人\t1,800人
清掃（団体\t14団体\t20団体
透明度（学校の前を除く。）\t3.5ｍ\t5ｍ
"""
    assert said_all(text) == ["透明度（学校の前を除く。） [ｍ] 3.5ｍ(R4) -> 5ｍ(R9)"]
    assert reading(text).unread_tables


def test_a_line_that_is_half_empty_is_broken_by_nobody():
    text = """取組項目                        現況            計画内容        目標
                                (令和7年度末)   (令和8年度)     (令和10年度末)
水路の整備（湖の南の重点地区）  6施設           6施設           12施設
整備
水路の整備（湖の南の重点地区）  8施設           6施設           14施設
設計
ポンプ場の耐水化                3か所           1か所           4か所
"""
    assert [row.indicator for row in reading(text).rows] == [
        "水路の整備（湖の南の重点地区）整備",
        "水路の整備（湖の南の重点地区）設計",
        "ポンプ場の耐水化",
    ]


def test_the_year_of_a_label_may_end_on_its_next_line():
    head = "指標                 現状値（令和5    中間目標（令和9    最終目標（令和12\n"
    ends = "                       年度）             年度）              年度）\n"
    rows = "船の数                  3隻              5隻              → 8隻\n"
    rows += "橋の数                  1本              2本                 4本\n"
    assert said_all("目標\n\n" + head + ends + rows) == [
        "船の数 [隻] 3隻(令和5年度) -> 5隻(令和9年度), 8隻(令和12年度)",
        "橋の数 [本] 1本(令和5年度) -> 2本(令和9年度), 4本(令和12年度)",
    ]


def test_figures_below_other_columns_are_not_put_on_these_in_order():
    head = "指標            区分    現状値（R5）    目標値（R18）    備考\n"
    rows = "船の数          東側    3隻             5隻              調べ\n"
    rows += "港の数          西側    7隻             8隻              調べ\n"
    lost = "橋の数          －      4本                              調べ\n"
    found = said_all("目標\n\n" + head + rows + lost)
    assert found
    assert not any("4本" in row for row in found)


@pytest.mark.parametrize(
    "torn",
    [
        "ューアル3隻     5隻             課",
        "3隻             5隻以上        課\nの合計                         よる集計",
        "3隻             5％Ｒ１２       課",
    ],
)
def test_a_figure_beside_what_is_not_its_own_is_left_out(torn: str):
    head = "指標            現状値（R5）    目標値（R9）    担当\n"
    rows = "港の数          7本             8本             課\n"
    assert said_all("目標\n\n" + head + rows + f"船の数          {torn}\n") == [
        "港の数 [本] 7本(R5) -> 8本(R9)"
    ]
