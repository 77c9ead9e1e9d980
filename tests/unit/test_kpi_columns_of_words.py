"""Raw tables with columns of words beside the names: groups, numbers, sources."""

import pytest
from kpi_texts import reading, said_all

ROWS = [
    "町の木で家を建てた人の数（累計） [人] 58人(R5) -> 120人(R11)",
    "川をきれいにする集まりに来た人の割合 [％] 41.2％(R5) -> 75.0％(R11)",
    "道の駅の客の数 [万人] 21万人(R5) -> 38万人(R11)",
]
TEXTS = {
    "group and number first": """分野 No. 指標名 現状値（R5） 目標値（R11） 出典
産業 1 町の木で家を建てた人の数 58人 120人 町の調べ
（累計）
環境・健康 2 川をきれいにする集まりに 41.2％ 75.0％ 市民調査
来た人の割合
観光 3 道の駅の客の数 21万人 38万人 庁内調査
""",
    "figures in the middle line": """分野 指標名 現状値（R5） 目標値（R11）
町の木で家を建てた人の数
産業 58人 120人
（累計）
川をきれいにする集まりに来た人の割
環境 41.2％ 75.0％
合
観光 道の駅の客の数 21万人 38万人
""",
    "figures in the last line": """No. 指標名 現状値（R5） 目標値（R11）
町の木で家を建てた人の
1 数（累計） 58人 120人
川をきれいにする集まり
2 に来た人の割合 41.2％ 75.0％
3 道の駅の客の数 21万人 38万人
""",
    "one cell a line": """分野
No.
指標名
現状値（R5）
目標値（R11）
出典
産業
1
町の木で家を建てた人の数
（累計）
58人
120人
町の調べ
環境
2
川をきれいにする集まりに
来た人の割合
41.2％
75.0％
市民調査
観光
3
道の駅の客の数
21万人
38万人
庁内調査
""",
    "one cell a line, without numbers": """分野
指標名
現状値（R5）
目標値（R11）
産業
町の木で家を建てた人の数（累計）
58人
120人
環境
川をきれいにする集まりに来た人の
割合
41.2％
75.0％
観光
道の駅の客の数
21万人
38万人
""",
}


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_words_beside_a_name_are_not_of_it(text: str):
    # Where words stand on both sides, a name that goes on below its values is given up.
    assert said_all(text) == (ROWS[2:] if text is TEXTS["group and number first"] else ROWS)


def test_a_name_that_may_be_a_source_gives_no_row():
    text = """指標名
現状値（R5）
目標値（R11）
出典
道の駅の客の数
21万人
38万人
庁内の
調べによる
山に登る人の数
3人
9人
庁内調査
"""
    found = [row.indicator for row in reading(text).rows]
    assert found[0] == "道の駅の客の数"
    assert "調べによる山に登る人の数" not in found


def test_the_first_line_of_a_wrapped_cell_is_no_label() -> None:
    text = """取組項目                        現況                    計画内容              目標
                                (令和7年度末)           (令和8～10年度)       (令和10年度末)
                                                        つり橋の床
つり橋の架替                    測量                    つり橋の床            渡り初め
                                                        木の伐採
谷の見回り                      72km                    60km                  132km
"""
    assert "谷の見回り [km] 72km(令和7年度末) -> 132km(令和10年度末)" in said_all(text)
