"""Names over the lines of several parts, headings between rows, and tables of one indicator."""

import pytest
from kpi_texts import said_all

HEAD = "指標                対象      現状値（R5）    目標値（R11）\n"
PLAIN = "指標                現状値（R5）    目標値（R11）\n"
PARTS = [
    "池で魚を見た人の割合 男性 [％] 13％(R5) -> 21％(R11)",
    "池で魚を見た人の割合 女性 [％] 14％(R5) -> 22％(R11)",
    "葦を刈る人の数 小学生 [人] 3人(R5) -> 5人(R11)",
    "葦を刈る人の数 中学生 [人] 4人(R5) -> 6人(R11)",
]
BOAT = "舟の数 [隻] 7隻(R5) -> 8隻(R11)"


@pytest.mark.parametrize(
    "text",
    [
        # On top of the lines.
        HEAD + "池で魚を見た人の    男性      13％            21％\n"
        "割合                女性      14％            22％\n"
        "葦を刈る人の数      小学生    3人             5人\n"
        "                    中学生    4人             6人\n"
        "舟の数              －        7隻             8隻\n",
        # On a line between them.
        HEAD + "                    男性      13％            21％\n"
        "池で魚を見た人の割合\n"
        "                    女性      14％            22％\n"
        "                    小学生    3人             5人\n"
        "葦を刈る人の数\n"
        "                    中学生    4人             6人\n"
        "舟の数              －        7隻             8隻\n",
        # Above them, in the column of the names.
        PLAIN + "池で魚を見た人の\n割合\n"
        "　男性              13％            21％\n"
        "　女性              14％            22％\n"
        "葦を刈る人の数\n"
        "　小学生            3人             5人\n"
        "　中学生            4人             6人\n"
        "舟の数              7隻             8隻\n",
        "指標\t現状値（R5）\t目標値（R11）\n池で魚を見た人の割合\t\t\n・男性\t13％\t21％\n・女性\t14％\t22％\n"
        "葦を刈る人の数\t\t\n小学生\t3人\t5人\n中学生\t4人\t6人\n舟の数\t7隻\t8隻\n",
    ],
)
def test_a_name_is_that_of_the_lines_of_its_parts(text: str) -> None:
    assert said_all(f"■成果指標\n{text}") == [*PARTS, BOAT]


def test_parts_whose_name_may_end_anywhere_are_refused() -> None:
    rows = (
        "池で魚を見た人と    男性      13％            21％\n"
        "葦を刈る人の        女性      14％            22％\n"
    )
    assert said_all(f"■成果指標\n{HEAD}{rows}") == []


@pytest.mark.parametrize("title", ["【池を守る】", "第1分野　池を守る", "◎池を守る"])
def test_headings_between_rows_are_no_pieces_of_names(title: str) -> None:
    rows = (
        f"{title}\n池で魚を見た人の    13％            21％\n割合\n"
        f"{title.replace('池', '舟').replace('1', '2')}\n舟の数              7隻             8隻\n"
    )
    assert said_all(f"■成果指標\n{PLAIN}{rows}") == [
        "池で魚を見た人の割合 [％] 13％(R5) -> 21％(R11)",
        BOAT,
    ]


@pytest.mark.parametrize("name", ["指標1 舟の数", "舟の数"])
@pytest.mark.parametrize(
    "table",
    [
        "\t基準値\t目標値\n数値\t7隻\t8隻\n時点\tR5\tR11\n",
        "| 基準値 | 目標値 |\n---|---|---|\n数値 | 7隻 | 8隻 |\n時点 | R5 | R11 |\n",
        "区分\t基準値\t目標値\n数値\t7隻（R5）\t8隻（R11）\n",
    ],
)
def test_the_lines_of_figures_and_years_of_one_indicator(name: str, table: str) -> None:
    assert said_all(f"池の会計画\n{name}\n{table}") == [BOAT]
