"""Tables of which every cell is a paragraph, in the orders that PDF text has."""

import pytest
from kpi_texts import reading, said_all

ROWS = [
    "灯りを替えた家の数（累計） [世帯] 312 世帯(2023 年度) -> 1,500 世帯(2030 年度)",
    "電気で走る車を置くところの数 [か所] 5 か所(2022 年度) -> 15 か所(2030 年度)",
    "町で使う力に占める風の力の割合 [％] -(-) -> 60％(2030 年度)",
]
LAYOUTS = {
    "row by row": """指標名

現状値
（2023 年度）

目標値
（2030 年度）

担当課

灯りを替えた家の数（累計）

312 世帯

1,500 世帯

環境課

電気で走る車を置くところの数

5 か所
（2022 年度）

15 か所

環境課
土木課

町で使う力に占める
風の力の割合

－

60％

環境課
""",
    "labels and years apart": """指標名

現状値

（2023 年度）

目標値

（2030 年度）

灯りを替えた家の数（累計）

312 世帯

1,500 世帯

電気で走る車を置くところの数

5 か所（2022 年度）

15 か所

町で使う力に占める風の力の割合

－

60％
""",
}


@pytest.mark.parametrize("text", LAYOUTS.values(), ids=LAYOUTS)
def test_cells_that_are_paragraphs(text: str):
    assert said_all(f"施策の方針です。\n\n{text}\n") == [r.replace("-(-)", "-") for r in ROWS]


def test_a_row_that_lacks_a_value_is_left_out_and_told_of():
    text = """指標名

現状値（2023 年度）

目標値（2030 年度）

灯りを替えた家の数

312 世帯

1,500 世帯

電気で走る車の数

15 台

風の力の割合

3％

6％
"""
    found = reading(text)
    assert said_all(text) == [
        "灯りを替えた家の数 [世帯] 312 世帯(2023 年度) -> 1,500 世帯(2030 年度)",
        "風の力の割合 [％] 3％(2023 年度) -> 6％(2030 年度)",
    ]
    assert found.unread_tables


def _paragraphs(*rows: tuple[str, ...]) -> str:
    return "\n\n".join(cell for row in rows for cell in row) + "\n"


CELLS = ("施策", "成果指標名", "基準値", "R9年度\n目標値", "全国の現状値", "出典")
BRIDGES = (
    "１－①\n橋を架け\n直す",
    "渡る人の\n数（累計）",
    "１回\n（R３年度）",
    "８回",
    "－",
    "橋の会調べ",
)
OARS = ("１－③\n櫂を削る", "櫂の数", "14本\n（R３年度）", "22本", "－", "港の会「舟の\n白書」")


def test_two_years_in_one_label_are_of_two_columns() -> None:
    head = ("指標", "現状", "令和12年度目標 令和17年度目標", "担当")
    rows = ("橋の数が\n増えた村の数", "７村\n（令和４年度）", "16村", "26村", "土木課")
    assert said_all(_paragraphs(head, rows)) in (
        [],
        ["橋の数が増えた村の数 [村] ７村(令和４年度) -> 16村(令和12年度), 26村(令和17年度)"],
    )


@pytest.mark.parametrize("figure", ["1\n4枚（2021年）", "14枚（202\n1年）"])
def test_a_figure_that_a_line_end_cuts_costs_its_row(figure: str) -> None:
    torn = ("１－④\n帆を縫う", "帆の数", figure, "22枚", "－", "港の会")
    assert said_all(_paragraphs(CELLS, BRIDGES, torn, OARS)) == [
        "渡る人の数（累計） [回] １回(R３年度) -> ８回(R9年度)",
        "櫂の数 [本] 14本(R３年度) -> 22本(R9年度)",
    ]
