"""Cards as slides print them: a name by itself, below it labels, and below each a figure."""

import pytest
from kpi_texts import said_all

CARD = """
   湖畔を歩く人の数
現状（R6）        目標（R11）
1,200人            1,800人
"""
TWO = CARD + "     担当：観光課\n\n   透明度調査の回数\n現状（R6）   目標（R11）\n 2回   4回\n"
WALK = "湖畔を歩く人の数 [人] 1,200人(R6) -> 1,800人(R11)"


def test_a_card_is_a_row() -> None:
    assert said_all(CARD) == [WALK]
    assert said_all(TWO) == [WALK, "透明度調査の回数 [回] 2回(R6) -> 4回(R11)"]


@pytest.mark.parametrize(
    "text",
    [
        "湖畔を歩く\n" + CARD.lstrip("\n"),  # the beginning of its name may be above
        CARD + " 400人    600人\n",  # a further row, whose name is not known
        CARD + "                   以上\n",  # the end of a figure
        CARD.replace("の数", ""),  # a heading
        CARD.replace("1,800人", ""),
    ],
)
def test_a_card_that_is_not_whole_is_no_row(text: str) -> None:
    assert said_all(text) == []


def test_an_arrow_beside_a_label_is_not_of_it() -> None:
    table = "指標\t現状値（R6） →\t目標値（R11）\n湖畔を歩く人の数\t1,200人\t1,800人\n"
    assert said_all(table) == [WALK]


BLOCKS = """めざす数字

舟に乗った人の数
84人 ▶ 100人
R5            R12
湧水の地点の数
－ ▶ 60地点
R5            R12
※令和7年に調べはじめる
葦原の面積
6.1ha ▶ 7.5ha
R5            R12
"""


@pytest.mark.parametrize(
    ("printed", "other", "found"),
    [
        ("", "", ["舟に乗った人の数", "湧水の地点の数", "葦原の面積"]),
        ("舟に乗った人の数", "舟に乗った町の\n外の人の数", ["湧水の地点の数", "葦原の面積"]),
        ("R5            R12\n湧水", "R12            R5\n湧水", ["葦原の面積"]),
        ("－ ▶ 60地点", "－ ▶ ▶", ["舟に乗った人の数", "葦原の面積"]),
        ("地点の数", "地点の", ["舟に乗った人の数", "葦原の面積"]),
    ],
)
def test_blocks_of_a_name_an_arrow_and_two_years(
    printed: str, other: str, found: list[str]
) -> None:
    text = BLOCKS.replace(printed, other) if printed else BLOCKS
    rows = {
        "舟に乗った人の数": "舟に乗った人の数 [人] 84人(R5) -> 100人(R12)",
        "湧水の地点の数": "湧水の地点の数 [地点] - -> 60地点(R12)",
        "葦原の面積": "葦原の面積 [ha] 6.1ha(R5) -> 7.5ha(R12)",
    }
    assert said_all(text) == [rows[name] for name in found]


YEARS = """| 指標 | 現状値（R6） | 目標値（R12） |
|---|---|---|
| ごみの量 | 320トン | 300トン |
| 田の広さ | 80ha | 90ha |

ここを変えます
                    葦原の面積
     R6                              R12
   6.1ha           ６年で          7.5ha

"""


@pytest.mark.parametrize(
    ("printed", "other"),
    [
        ("", ""),
        ("ここを変えます", "湖の周りの広い土地にある広い"),  # the beginning of the name
        ("R12\n   6", "R11\n   6"),  # no other row goes to that year
        ("   R12\n   6", "\n   6"),
        ("7.5ha", "     7.5"),
        ("7.5ha", "  7.5ha  8ha"),
        ("7.5ha\n", "7.5ha\n以上\n"),
        ("葦原の面積", "葦原の"),
    ],
)
def test_two_years_from_which_to_which_other_rows_go_are_labels(printed: str, other: str) -> None:
    text = YEARS.replace(printed, other) if printed else YEARS
    found = ["葦原の面積 [ha] 6.1ha(R6) -> 7.5ha(R12)"]
    assert said_all(text)[2:] == ([] if printed else found)


@pytest.mark.parametrize(
    ("first", "then", "found"),
    [
        ("R3", "R12", True),  # what is counted every five years
        ("R2～R6", "R8～R12", True),
        ("R7", "R12", False),  # later than what the others start from: a forecast
        ("R3", "R6", False),  # how it was
    ],
)
def test_years_are_labels_where_several_rows_aim_at_the_later_one(
    first: str, then: str, found: bool
) -> None:
    text = YEARS.replace("R12\n   6", f"{then}\n   6").replace("     R6   ", f"   {first}   ")
    row = f"葦原の面積 [ha] 6.1ha({first}) -> 7.5ha({then})".replace("～", "~")
    assert [words.replace("～", "~") for words in said_all(text)[2:]] == ([row] if found else [])


@pytest.mark.parametrize(
    ("aside", "found"),
    [
        ("市の通行量調査（10月）", True),
        ("各館の合計", True),
        ("都市課調べ", True),
        ("山に登った人の数", False),  # another indicator
        ("単位", False),  # the head of a table
    ],
)
def test_who_tells_the_figures_stands_beside_the_name(aside: str, found: bool) -> None:
    card = f"   ＫＰＩ    湖畔を歩く人の数                    {aside}\n"
    card += "       現状値 R6　1,200人                目標値 R11　1,800人\n"
    assert said_all(f"１　計画\n\n{card}") == ([WALK] if found else [])
