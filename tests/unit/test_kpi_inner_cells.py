"""Cells that name indicators themselves, in a column that says from what to what they are to go."""

from kpi_texts import said_all

HEAD = """| 施策 | 新しい視点 | 目標値（現状→令和11年度） |
|---|---|---|
"""
DEAR = "| ①　水辺 | 外来の草を抜く | 水草の刈取り面積<br>3.5ha→12ha |\n"


def test_a_cell_names_its_indicator() -> None:
    assert said_all(HEAD + DEAR) == ["水草の刈取り面積 [ha] 3.5ha(-) -> 12ha(令和11年度)"]


def test_a_cell_names_two_indicators() -> None:
    text = HEAD + DEAR + "| ②　道 | 木道 | 木道の延長<br>2km→5km<br>休憩所の数<br>１か所→４か所 |\n"
    assert said_all(text) == [
        "水草の刈取り面積 [ha] 3.5ha(-) -> 12ha(令和11年度)",
        "木道の延長 [km] 2km(-) -> 5km(令和11年度)",
        "休憩所の数 [か所] １か所(-) -> ４か所(令和11年度)",
    ]


def test_figures_of_several_indicators_are_none_of_the_row() -> None:
    text = """| 成果目標 | 現状 | 令和11年度の目標値 |
|---|---|---|
| 通いの場を充実する | 通いの場の利用者 ３人 | 通いの場の利用者 ８人<br>受入れ施設 ２か所 |
| 湖畔を歩く人の数 | 1,200人 | 1,800人 |
"""
    assert said_all(text) == ["湖畔を歩く人の数 [人] 1,200人(-) -> 1,800人(令和11年度)"]
