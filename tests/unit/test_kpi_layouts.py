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
①渡し舟の乗客数
現状値(平成27年度):1,318人/日 目標値:1,450人/日
= 渡し舟の乗客数 [人/日] 1,318人/日(平成27年度) -> 1,450人/日(-)
　◆移住者数　５年間で60人（令和２～６年度：41人）
= 移住者数 [人] 41人(令和２～６年度) -> ５年間で60人(-)
KPIの一覧
① 灯台の催し:3.4件/年 → 5件/年
= 灯台の催し [件/年] 3.4件/年(-) -> 5件/年(-)
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
    assert not found.rows  # most figures are of none
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
    "prose": "町内の作付面積を84haから110ha（2024年度）に引き上げます。",
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


def test_a_page_break_within_a_line_moves_no_cell():
    text = (
        "\f指標                現状値（R4）    目標値（R9）\n"
        "相談\f件数           58件            120件\n"
    )
    assert said_all(text)[0].endswith("[件] 58件(R4) -> 120件(R9)")


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


def test_from_what_to_what_in_one_cell():
    text = """重点目標 | 数値目標 | 目標値（令和4年現状値から令和9年目標値） |
---|---|---|
1 助け合う | 講座を終えた人の数 | 109人から毎年500人以上へ |
2 備える | 助け合いの組がある地区 | 西3地区から4地区へ 東2地区から5地区へ |
"""
    assert said_all(text) == ["講座を終えた人の数 [人] 109人(令和4年) -> 毎年500人以上(令和9年)"]
    assert reading(text).unread_tables


def test_a_figure_is_no_name():
    text = "指標\t現状値\t実績値\t目標値\n53.2% (R5)\t70% (R9)\t\t12 (R9)\n"
    assert said_all(text) == []
    assert reading(text).unread_tables


def test_a_figure_of_another_column_does_not_fill_an_empty_cell():
    text = """指標 現状値 目標値 全国順位 出典
林業の産出額 215億円
（2022年）
31位 農林水産省
"""
    assert said_all(text) == []
    assert reading(text).unread_tables


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


def test_lines_of_several_schools_are_not_one_row():
    text = """指標 目標(4年度まで) 4年度末実績 最新データ 評価
体力の平均 100以上 小学校88.5 小学校75.0 ×
100以上 中学校98.2 中学校92.6
"""
    assert said_all(text) == []
    assert reading(text).unread_tables


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


@pytest.mark.parametrize(
    "text",
    [
        """  指標名                    基準値            区分      H23      H24      H25
                            (時期)
  学力の調査で全国平均を    75%               目標値    80       85       100
  超えた項目の割合          (22年度)    ⇧     実績値    ※        75.0     37.5
                                              達成率    ※        75.0%    37.5%
  学校に来られない子の割合  0.31%             目標値    0.31     0.30     0.29
                            (21年度)    ⇩     実績値    0.33     0.24
                                              達成率    93.5%    120.0%
""",
        """  成果指標         単位         基準値（R5）        R6          R7          R8

図書館の年間貸出                            目標値   120,000     122,500     125,000
           冊        117,500
冊数                                  実績値   118,750     121,250
訓練に参加し                              目標値   24          26          28
           団体       22
た自治会の数                              実績値   23          25
""",
        """ 指標名    区分     令和6年度      令和7年度      令和8年度
図書館の年間貸出 目標値     120,000冊   122,500冊   125,000冊
冊数       実績値     118,750冊   121,250冊
窓口における相談 目標値     1,200件     1,240件     1,280件
の件数      実績値     1,180件     1,220件
""",
        """数値目標
図書館の年間貸出冊数
目標値 120,000 冊 122,500 冊 125,000 冊
実績値 118,750 冊 121,250 冊
""",
        """１ 数値目標
指標名                          区分        R6        R7
                               目標値        780       774
ごみの一人一日当たりの排出量       786
                               実績値        783       777
""",
    ],
)
def test_lines_of_targets_and_results_set_with_spaces_give_no_row(text):
    assert said_all(text) == []


def test_a_table_that_runs_on_in_one_line():
    text = (
        "総合計画 指標一覧 食と農 この章の指標は次のとおりです 指標名 単位 現状値 中間目標値"
        " 最終目標値 ① 食料の自給率（熱量） ％ 223 (2021年) 244 (2026年) 268 (2030年)"
        " ② 農業の産出額 億円 12,919 (2022年) 13,200 (2026年) 13,600 (2030年)"
        " ③ 町 良さを 知る人 人 5 (2022年) 8 (2026年) 9 (2030年)\n"
    )
    assert said_all(text) == [
        "食料の自給率（熱量） [％] 223(2021年) -> 244(2026年), 268(2030年)",
        "農業の産出額 [億円] 12,919(2022年) -> 13,200(2026年), 13,600(2030年)",
    ]
    assert all(row.doubts for row in reading(text).rows)
    assert reading(text).unread_tables


def test_names_that_go_on_behind_the_values_of_a_line_give_no_row():
    text = (
        "総合計画 数値目標 現状 目標値 （令和5年度） （令和11年度） 風車を見た人の割 94.8％ 98.0％"
        " 合 湖の岸の面積 9.4ha 14.0ha 渡し船の数 6か所 25か所 湖の町に泊まる旅行者１人 14,200円"
        " 18,000円 当たり消費額 湖の舟の数 10隻 12隻\n"
    )
    sure = ["渡し船の数 [か所] 6か所(令和5年度) -> 25か所(令和11年度)"]
    assert set(said_all(text)) <= set(sure)


def test_a_year_behind_a_target_may_be_that_of_the_baseline():
    text = (
        "総合計画 数値目標 現状 目標値 （令和11年度） 風車の下の畑の面積（累計） 4.2ha 15.0ha"
        " （R5） 湖の底の藻の面積（累計） 4.2ha 8ha （R4） 市域の湖を出る水の量 328千ｔ 171千ｔ"
        " （R5） 湖の船を使った親の割合 9.6％ 25.0％ （R6）\n"
    )
    assert said_all(text) == []


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


def test_an_arrow_far_from_the_word_for_targets_is_doubted():
    text = "○財政力指数　0.52（R3）→ 0.51（R4）\n"
    (row,) = reading(text).rows
    assert row.doubts
    (row,) = reading("【取組の目標】\n" + text).rows
    assert not row.doubts


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


def test_the_word_of_a_group_beside_a_name_is_no_part_of_it() -> None:
    """As pdftotext -layout sets it; heads come again on the next page, where columns moved."""
    page = """{pad}                指標名          現状値      目標値
{pad}                              （R5）     （R11）
{pad}       検診を受けた人の         41％       60％
 健康 {pad} 割合
{pad}       通いの場の数           8か所      15か所
  医 {pad} 在宅医療の利用者数        112人      180人
  療 {pad} 救急講習の受講者数         95人      200人
{pad}       かかりつけ医を持つ人       58％       70％
{pad}       の割合
"""
    rows = reading("\f".join((page.format(pad=""), page.format(pad="    ")))).rows
    assert [row.indicator for row in rows] == 2 * [
        "検診を受けた人の割合",
        "通いの場の数",
        "在宅医療の利用者数",
        "救急講習の受講者数",
        "かかりつけ医を持つ人の割合",
    ]


def test_a_name_whose_last_line_is_lost_gives_no_row() -> None:
    """It fills its line, as the first lines of others do, and ends as no name does."""
    text = """  指標                 現状値（R5）   目標値（R11）
  湖をきれいにする集いに来   58人          120人
  た人の数
  イノシシによる農作物の被   3,920万円     1,500万円
"""
    assert said_all(text) == ["湖をきれいにする集いに来た人の数 [人] 58人(R5) -> 120人(R11)"]
    assert reading(text).unread_tables


CUT_DEPARTMENT = """区分けの名           昨年      今年      所在
湖の透明度           3.1     4.0     市内
鳥の種類の数          88      95      市内
林道を直した長さ        12      30      市内
苗木を植えた人の数       140     300     市内
薪を使う家の数         52      90      市内
川の清掃に出た団体の数     17      25      市内
ほたるの見られる沢の数     6       9       市内
木の名札を付けた木の数     310     500     市内


    指標                  単位    現状値       目標値       担当課
                              （R6）      （R12）
湖に来た鳥の種類の数              種     88        95        水辺課
川の清掃に出た団体の数             団体    17        25        水辺の生き
                                                  もの課
ほたるの見られる沢の数             か所    6         9         水辺課
"""


def test_the_first_line_of_a_department_is_none() -> None:
    owners = [row.owner for row in reading(CUT_DEPARTMENT).rows]
    assert owners == ["水辺課", None, "水辺課"]
