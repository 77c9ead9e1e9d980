"""Pages turned to text: bars close the cells, and a line break within a cell stays."""

import pytest
from kpi_texts import said_all

HEAD = "指標 | 基準値 | 目標値 |\n---|---|---|\n"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        # A value goes on below, and so does the row.
        (
            HEAD + "畑の数 | 12枚\n(R4) |\n30枚\n(R9) |\n橋の数 | 5本 | 9本 |\n",
            ["畑の数 [枚] 12枚(R4) -> 30枚(R9)", "橋の数 [本] 5本(-) -> 9本(-)"],
        ),
        # Labels may go on below, too.
        (
            "指標 | 基準値\n（R4） | 目標値\n（R9） |\n---|---|---|\n畑の数 | 12枚 | 30枚 |\n",
            ["畑の数 [枚] 12枚(R4) -> 30枚(R9)"],
        ),
        # A row without cells is a bar.
        (
            HEAD
            + "畑の数 | 12枚 | 30枚 |\n|\nこの計画では、畑を守ります。\n\n"
            + HEAD
            + "橋の数 | 5本 | 9本 |\n",
            ["畑の数 [枚] 12枚(-) -> 30枚(-)", "橋の数 [本] 5本(-) -> 9本(-)"],
        ),
        # What follows below the table is none of it.
        (
            HEAD + "畑の数 | 12枚 | 30枚 |\n橋の数 | 5本 | 9本 |\n資料による\n井戸の数 | 1本 |\n",
            ["畑の数 [枚] 12枚(-) -> 30枚(-)", "橋の数 [本] 5本(-) -> 9本(-)"],
        ),
        # A cell that reaches down stands once: bars at the end of the row make up for it.
        (
            "方針 | 指標 | 基準値 | 目標値 | 課 |\n---|---|---|---|---|\n"
            "水を守る | 井戸の数 | 3本 | 5本 | 水道課 |\n泉の数 | 4か所 | 8か所 | 水道課 | |\n",
            ["井戸の数 [本] 3本(-) -> 5本(-)", "泉の数 [か所] 4か所(-) -> 8か所(-)"],
        ),
        # Where a value is lost at the end, another may have reached down in its stead.
        (
            HEAD + "畑の数 | 12枚 | 30枚 |\n橋の数 | 9本 | |\n井戸の数 | 1本 | 3本 |\n",
            ["畑の数 [枚] 12枚(-) -> 30枚(-)", "井戸の数 [本] 1本(-) -> 3本(-)"],
        ),
        # The years of a group stand in a row of their own.
        (
            "項目 | 指標 | 策定時 | 現状値 | 目標値 |\n---|---|---|---|---|\n"
            "1 | 学ぶ場 | (R1年度) | (R4年度) | (R7年度) |\n"
            "講座の数 | 9件 | 10件 | 15件 | |\n"
            "2 | 教室の数 | (R2年度)\n3室 |\n(R4年度)\n4室 |\n(R8年度)\n6室 |\n",
            [
                "講座の数 [件] 9件(R1年度) -> 15件(R7年度)",
                "教室の数 [室] 3室(R2年度) -> 6室(R8年度)",
            ],
        ),
        # Of two bare years the later aims where it is said which way the values are to go.
        (
            "指標項目 | 平成26年度 | 方向性 | 平成36年度 |\n---|---|---|---|\n"
            "住みよいと思う人の割合 | 58.9% | ↗ |\n65.0% |\n",
            ["住みよいと思う人の割合 [%] 58.9%(平成26年度) -> 65.0%(平成36年度)"],
        ),
        (
            "指標項目 | 平成26年度 | 順位 | 平成30年度 |\n---|---|---|---|\n"
            "住みよいと思う人の割合 | 58.9% | 4 |\n65.0% |\n",
            [],
        ),
    ],
)
def test_closed_cells(text: str, wanted: list[str]) -> None:
    assert said_all(text) == wanted
