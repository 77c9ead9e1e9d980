"""Forms as plans for the SDGs print them: labels and figures in every order of lines."""

import pytest
from kpi_texts import reading, said_all

WANTED = ["新しく起こした仕事の数 [件] 52件(2018年度) -> 120件(2030年)"]
FORMS = {
    "tabs": """ゴール、ターゲット番号\tKPI
8.3\t指標：新しく起こした仕事の数
9.1\t現在（2018年度）：\t2030年：
\t52件\t120件
""",
    "labels in cells of their own": """ゴール、ターゲット番号\tKPI
8.3\t指標\t新しく起こした仕事の数
9.1\t現在（2018年度）\t52件
\t2030年\t120件
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
    "boxed labels": """8.3
9.1
【指標】新しく起こした仕事の数
【現在（2018年度）】52件
【2030年】120件
""",
}


@pytest.mark.parametrize("text", FORMS.values(), ids=FORMS)
def test_a_form_is_read_in_every_order_of_its_lines(text):
    found = reading(f"1 資する取組\n\n{text}")
    assert said_all(f"1 資する取組\n\n{text}") == WANTED
    assert [row.sdg_targets for row in found.rows] == [("8.3", "9.1")]


def test_values_by_sex_stand_on_lines_of_their_own():
    text = """3.4　　　指標：健康でいる年
　　　　　現在（2016年）：　　2030年：
　　　　　男性79.2歳　　　　　男性81.0歳
　　　　　女性83.8歳　　　　　女性85.0歳
"""
    assert said_all(text) == [
        "健康でいる年 [歳] 男性79.2歳 女性83.8歳(2016年) -> 男性81.0歳 女性85.0歳(2030年)"
    ]


def test_a_heading_is_no_value_of_a_form_that_lacks_one():
    text = """15.2 指標：間伐した面積
現在（2018年）： 2030年：

２　取組の推進

指標：木のおもちゃを使う園の数
現在（2018年）：3園
2030年：9園
"""
    assert said_all(text) == ["木のおもちゃを使う園の数 [園] 3園(2018年) -> 9園(2030年)"]


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
