"""Forms as plans for the SDGs print them: labels and figures in every order of lines."""

from time import process_time

import pytest
from kpi_texts import reading, said_all

from index.kpi.formlabels import label_of

WANTED = ["新しく起こした仕事の数 [件] 52件(2018年度) -> 120件(2030年)"]
FORMS = {
    "tabs": """ゴール、ターゲット番号\tKPI
8.3\t指標：新しく起こした仕事の数
9.1\t現在（2018年度）：\t2030年：
\t52件\t120件
""",
    "one cell a line": """ゴール、ターゲット番号
KPI
８．３
9.1
指標：新しく起こした
仕事の数
現在（2018年度）：
52件
2030年：
120件
""",
    "both values on one line": """8.3 指標：新しく起こした仕事の数
現在（2018年度）： 2030年：
9.1 52件 120件
""",
    "commas in the numbers of targets": """8,3 指標：新しく起こした仕事の数
9,1 現在（2018年度）：52件
2030年：120件
""",
    "both labels with their values": """8.3 指標①：新しく起こした仕事の数
9.1　現在（2018年度）：52件　→　2030年：120件
""",
    "blank lines between": """8.3
9.1

指標：新しく起こした仕事の数

現在（2018年度）：52件

2030年：120件

""",
    "bars": """| ゴール、ターゲット番号 | KPI |
|---|---|
| 8.3、9.1 | 指標：新しく起こした仕事の数<br>現在（2018年度）：52件<br>2030年：120件 |
""",
}


@pytest.mark.parametrize("text", FORMS.values(), ids=FORMS)
def test_a_form_is_read_in_every_order_of_its_lines(text):
    found = reading(f"1 資する取組\n\n{text}")
    assert said_all(f"1 資する取組\n\n{text}") == WANTED
    assert [row.sdg_targets for row in found.rows] == [("8.3", "9.1")]


def test_goals_of_one_heading_are_not_of_the_next():
    text = """（1） 仕事
ゴール、ターゲット番号
8.3
指標：商いを始めた数
現在（2018年）：3件
2030年：9件

（2） 便り
指標：便りを読む人の数
現在（2018年）：100人
2030年：300人
"""
    assert [row.sdg_targets for row in reading(text).rows] == [("8.3",), ()]


def test_goals_of_a_paragraph_of_their_own_end_no_form_and_are_of_none():
    text = """4,7 指標：浜の学び舎に通う人の数
現在（2023年度）：
840人

8,3
9,1

2026年：
2,000人

指標：舟を直す店の数
現在（2022年度）：
3店

2026年：
5店
"""
    assert said_all(text) == [
        "浜の学び舎に通う人の数 [人] 840人(2023年度) -> 2,000人(2026年)",
        "舟を直す店の数 [店] 3店(2022年度) -> 5店(2026年)",
    ]
    assert [row.sdg_targets for row in reading(text).rows] == [("4.7",), ()]


@pytest.mark.parametrize(
    ("figures", "wanted"),
    [
        ("13.3 41.2 万 t-CO2 22.3 万 t-CO2", "41.2 万 t-CO2(2018 年) -> 22.3 万 t-CO2(2030 年)"),
        ("約 3,200 万円 約 8,000 万円", "約 3,200 万円(2018 年) -> 約 8,000 万円(2030 年)"),
        ("27.4％ 40％以上 60％以下", "27.4％(2018 年) -> 40％以上 60％以下(2030 年)"),
        ("3,120 人※2 4,000 人", "3,120 人※2(2018 年) -> 4,000 人(2030 年)"),
        ("― 年間 80 人", "- -> 年間 80 人(2030 年)"),
        ("2021 年度に制度を創設 60 者", "2021 年度に制度を創設(2018 年) -> 60 者(2030 年)"),
    ],
)
def test_two_values_on_one_line_are_told_apart(figures: str, wanted: str):
    text = f"7.2 指標：海を守る\n13.2 取組の量\n現在（2018 年）： 2030 年：\n{figures}\n"
    found = said_all(text)
    assert [row.split("] ")[1] for row in found] == [wanted]
    assert found[0].startswith("海を守る取組の量 [")


def test_numbers_of_goals_that_stand_alone_are_of_the_form_below():
    text = """ゴール、ターゲット番号
3.7 指標：生まれた子の数
5.4 現在（2020 年４月）： 2030 年４月：
1.46 1.80
3.4
3.8
指標：歩く人の数
現在（2018 年）：
12 人
2030 年：
20 人
"""
    found = reading(text).rows
    assert [row.sdg_targets for row in found] == [("3.7", "5.4"), ("3.4", "3.8")]
    assert said_all(text)[0] == "生まれた子の数 [] 1.46(2020 年４月) -> 1.80(2030 年４月)"


GOALS = "ゴール、\nターゲット番号\n\n"
AROUND = {
    "numbers before the values of a line": """8.2 指標：木の玩具の出荷額
8.3 現在（2019年）： 2030年：
9.2 ５億8,400万円 ９億円
2.3 指標：牛を飼う家の所得
2.4 現在（2019年）： 2030年：
612万円 850万円
""",
    "numbers between lines, a colon on its own": """      指標：木の玩具の出荷額
 8.2 8.3
      現在（2019年）
            ：           2030年：
 9.2
      ５億8,400万円         ９億円
      指標：牛を飼う家の所得
 2.3
      現在（2019年）
            ：           2030年：
 2.4
      612万円              850万円
""",
    "bars around some of the lines": """指標：木の玩具の出荷額
8.2
|      | 現在（2019年）：  | 2030年： |
| ---- | ----------- | ------ |
| 8.3 9.2 | ５億8,400万円 | ９億円 |
| 2.3 |     | 指標：牛を飼う家の所得 |        |
| --- | --- | ------------- | ------ |
| 2.4 |     | 現在（2019年）：  | 2030年： |
|     |     | 612万円       | 850万円 |
""",
}
FARMS = [
    "木の玩具の出荷額 [円] ５億8,400万円(2019年) -> ９億円(2030年)",
    "牛を飼う家の所得 [万円] 612万円(2019年) -> 850万円(2030年)",
]


@pytest.mark.parametrize("text", AROUND.values(), ids=AROUND)
def test_numbers_of_goals_are_never_figures(text):
    assert said_all(f"{GOALS}{text}") == FARMS
    found = reading(f"{GOALS}{text}").rows
    assert [row.sdg_targets for row in found] == [("8.2", "8.3", "9.2"), ("2.3", "2.4")]


def test_targets_below_several_indicators_are_dealt_out_in_order():
    names = (
        "指標：木の玩具の出荷額\n\n現在（2019年）：\n５億8,400万円\n\n指標：牛を飼う家の所得\n\n"
    )
    text = f"{GOALS}8.2\n\n2.3\n2.4\n\n{names}現在（2019年）：\n612万円\n\n2030年：\n９億円\n\n"
    assert said_all(f"{text}2030年：\n850万円\n") == FARMS
    found = reading(f"{text}2030年：\n850万円\n\n2030年：\n20人\n")
    assert found.rows == () and found.unread_tables


def test_values_for_women_below_those_for_men_are_of_the_same_year():
    text = """ゴール、
ターゲット番号
KPI
3.7 指標：歩く人の数
5.4 現在（2019 年）： 2030 年：
146人 180人
3.4
指標：健康に過ごせる年数の平均
現在（2018 年）：
男性 79.1 歳
女性 83.9 歳
2030 年：
寿命の伸びを上回る
"""
    rows = [row for row in reading(text).rows if "健康" in row.indicator]
    assert all("83.9" in row.baseline.text for row in rows if row.baseline)
    assert not any("83.9" in target.text for row in rows for target in row.targets)


def test_a_form_whose_targets_are_of_one_year_and_nothing_before_them_is_none():
    assert reading("指標：船の数\nR8年度：\nR8年度：\n5隻\n").rows == ()


@pytest.mark.parametrize(
    "text",
    [
        "指標：船に乗る人の数\n現状値（R4）：5.8人\n目標値（R9）：12.1人\n",
        "1.1 指標：船に乗る人の数\n現状値（R4）：5.8人　目標値（R9）：12.1人\n",
        "指標：船に乗る人の数\nR4：5.8人\nR9：12.1人\n",
    ],
    ids=["lines", "one line", "years alone"],
)
def test_forms_one_after_the_other_keep_both_values(text):
    other = "\n指標：船の数\n現状値：3隻（R4）　目標値：9隻（R9）\n"
    assert said_all(text + other) == [
        "船に乗る人の数 [人] 5.8人(R4) -> 12.1人(R9)",
        "船の数 [隻] 3隻(R4) -> 9隻(R9)",
    ]


@pytest.mark.parametrize("mark", ["、", "／", "　"], ids=["comma", "stroke", "space"])
def test_labels_on_one_line_are_parted_by_a_mark_and_several_forms_may_follow(mark):
    ships = mark.join(
        ("指標：船の数", "直近値：3隻（R4）", "目標値：9隻（R9）", "目標の方向：増加")
    )
    seats = mark.join(("指標：席の数", "直近値：7席（R4）", "目標値：8席（R9）", "出典：港の会"))
    wanted = ["船の数 [隻] 3隻(R4) -> 9隻(R9)", "席の数 [席] 7席(R4) -> 8席(R9)"]
    assert said_all(f"{ships}\n{seats}\n") == wanted
    assert said_all(f"一覧 No1 {ships} No2 {seats}\n") == wanted


def test_a_table_of_one_row_is_named_by_the_line_above_it():
    table = "\n現状値(2022年) | 目標値(2026年)又は実施の時期 |\n7件 | 57件 |\n"
    assert said_all(f"取組\n港と町の取組の件数（累計）{table}") == [
        "港と町の取組の件数（累計） [件] 7件(2022年) -> 57件(2026年)"
    ]
    assert said_all(f"取組\n港と町の取組{table}") == []
    assert said_all(f"取組\n港と町の取組の件数{table}9件 | 12件 |\n") == []


def test_labels_in_brackets_on_one_line_name_no_indicator():
    text = (
        "【指標名】櫂の数　【現状値】7本(R5)　【目標値】9本(R10)\n"
        "【指標名】帆の数　【現状値】2枚(R5)　【目標値】3枚(R10)\n"
    )
    assert said_all(text) == [
        "櫂の数 [本] 7本(R5) -> 9本(R10)",
        "帆の数 [枚] 2枚(R5) -> 3枚(R10)",
    ]


@pytest.mark.parametrize("line", ["現状値{}い", "{}い", "あ{}5％", "目標値（{}い", "（1）{}："])
def test_a_line_of_many_blanks_is_read_at_once(line: str) -> None:
    started = process_time()
    label_of(line.format(" ・" * 5_000))
    label_of(line.format(" " * 10_000))
    assert process_time() - started < 2


def test_numbers_of_targets_are_a_cell_where_all_lines_stand_as_far_apart() -> None:
    form = ["8.9", "12.b", "指標：浜の店の数", "当初値（2022年）：", "2030年：", "3店", "9店"]
    other = ["2.3", "2.4", "8.5", "指標：漁を始めた人の数", "当初値（2022年）：4人", "2030年：8人"]
    found = reading("\n\n".join([*form, *other])).rows
    assert [row.sdg_targets for row in found] == [("8.9", "12.b"), ("2.3", "2.4", "8.5")]
    # A column of which no row is known.
    assert not any(row.sdg_targets for row in reading("8.9\n\n12.b\n" + "\n".join(form[2:])).rows)
