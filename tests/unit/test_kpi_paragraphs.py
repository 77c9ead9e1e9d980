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


def test_a_table_without_a_word_for_its_names_may_have_a_unit_above():
    text = """（単位：千t-CO2）

部門・分野

2013 年度
（基準年度）

2030 年度
（目標）

ものを作る部門

263.4

139.0

ごみを燃やす分野

21.2

22.6
"""
    assert said_all(text) == [
        "ものを作る部門 [千t-CO2] 263.4(2013 年度) -> 139.0(2030 年度)",
        "ごみを燃やす分野 [千t-CO2] 21.2(2013 年度) -> 22.6(2030 年度)",
    ]


def test_years_may_stand_before_the_words_for_them():
    text = (
        "力の種別\n\n2023 年度末\n\n2030 年度末\n\n導入済み\n\n目標\n\n風の力\n\n198 kW\n\n350 kW\n"
    )
    assert said_all(text) == ["風の力 [kW] 198 kW(2023 年度末) -> 350 kW(2030 年度末)"]


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


def test_cells_that_stand_column_by_column_make_no_form_of_several_names():
    names = "指標名\n\n灯りを替えた家の数\n\n電気で走る車の数\n\n"
    figures = (
        "現状値（2023 年度）\n\n312 世帯\n\n5 台\n\n目標値（2030 年度）\n\n1,500 世帯\n\n15 台\n"
    )
    assert said_all(names + figures) == []


def test_paragraphs_of_an_enquiry_are_no_table_of_targets():
    cells = (
        "設問",
        "市民",
        "事業者",
        "関心がある",
        "88.2％",
        "79.2％",
        "知っている",
        "7.4％",
        "9.6％",
    )
    text = "\n\n".join(cells)
    assert said_all(text) == []


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
SHIPS = (
    "１－②\n舟を造る",
    "舟の数",
    "76.4隻\n（R３年度）",
    "必要な数の\n確保を目指す",
    "－",
    "港の会",
)
OARS = ("１－③\n櫂を削る", "櫂の数", "14本\n（R３年度）", "22本", "－", "港の会「舟の\n白書」")


def test_cells_of_several_lines_are_paragraphs() -> None:
    marks = ("優先\n課題\n⑧",)
    assert said_all(_paragraphs(CELLS, BRIDGES, marks, SHIPS, OARS)) == [
        "渡る人の数（累計） [回] １回(R３年度) -> ８回(R9年度)",
        "舟の数 [隻] 76.4隻(R３年度) -> 必要な数の確保を目指す(R9年度)",
        "櫂の数 [本] 14本(R３年度) -> 22本(R9年度)",
    ]


def test_a_row_that_lacks_a_paragraph_is_not_read() -> None:
    # What stands for the country would be aimed at.
    short = (*BRIDGES[:2], *BRIDGES[3:])
    assert said_all(_paragraphs(CELLS, short, SHIPS, OARS)) == [
        "舟の数 [隻] 76.4隻(R３年度) -> 必要な数の確保を目指す(R9年度)",
        "櫂の数 [本] 14本(R３年度) -> 22本(R9年度)",
    ]


def test_two_years_in_one_label_are_of_two_columns() -> None:
    head = ("指標", "現状", "令和12年度目標 令和17年度目標", "担当")
    rows = ("橋の数が\n増えた村の数", "７村\n（令和４年度）", "16村", "26村", "土木課")
    assert said_all(_paragraphs(head, rows)) in (
        [],
        ["橋の数が増えた村の数 [村] ７村(令和４年度) -> 16村(令和12年度), 26村(令和17年度)"],
    )
