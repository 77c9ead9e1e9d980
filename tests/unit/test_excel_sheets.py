"""Workbooks that planning sections keep: what their sheets say of indicators, and where."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import openpyxl
import pytest

from index.documents import read_file
from index.domain import Document
from index.kpi.reader import KpiReading, read_kpi_rows
from index.sections import read_sections

WIDE = 3
"""How many narrow columns each column of a sheet takes, as on graph paper."""


@pytest.fixture
def workbook(tmp_path: Path) -> "Workbook":
    return Workbook(tmp_path / "plan.xlsx")


class Workbook:
    """A book of sheets on graph paper; `<` is of the cell at its left, `^` of that above."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.book = openpyxl.Workbook()
        self.book.remove(self.book.active)

    def sheet(self, title: str, lines: Sequence[Sequence[Any]]) -> None:
        sheet = self.book.create_sheet(title)
        for at, line in enumerate(lines):
            for column, value in enumerate(line):
                if value in ("<", "^"):
                    continue
                across, down = 1, 1
                while line[column + across : column + across + 1] == ["<"]:
                    across += 1
                while at + down < len(lines) and lines[at + down][column : column + 1] == ["^"]:
                    down += 1
                row, left = 2 + at, 2 + WIDE * column
                sheet.cell(row, left, value)
                last = (row + down - 1, left + WIDE * across - 1)
                sheet.merge_cells(None, row, left, *last)

    def read(self) -> Document:
        self.book.save(self.path)
        return read_file(self.path)


def reading_of(document: Document) -> KpiReading:
    return read_kpi_rows(document, read_sections(document))


def rows_of(document: Document) -> list[tuple[str, str | None, str | None, str]]:
    """Return the indicators with their units, baselines and targets; dated."""
    return [
        (
            row.indicator,
            row.unit,
            row.baseline and f"{row.baseline.text} {row.baseline.period}",
            " ".join(f"{m.text} {m.period}" for m in row.targets),
        )
        for row in reading_of(document).rows
    ]


def test_lines_of_targets_results_and_shares_are_one_row(workbook: Workbook) -> None:
    workbook.sheet(
        "施策1",
        [
            ["分野", "指標名", "単位", "区分", "基準", "計画期間", "<"],
            ["^", "^", "^", "^", "令和６年度", "令和７年度", "令和８年度"],
            ["湖", "湖畔を歩く人の数", "人", "目標", 1200, 1300, 1500],
            ["^", "^", "^", "実績", None, 1250, None],
            ["^", "^", "^", "達成率", None, "96.2%", None],
            ["^", "透明度", "ｍ", "目標", 3.5, 4, 5],
            ["^", "^", "^", "実績", None, 3.9, None],
            ["^", "^", "^", "達成率", None, "97.5%", None],
        ],
    )
    document = workbook.read()
    assert rows_of(document) == [
        ("湖畔を歩く人の数", "人", "1200 令和６年度", "1300 令和７年度 1500 令和８年度"),
        ("透明度", "ｍ", "3.5 令和６年度", "4 令和７年度 5 令和８年度"),
    ]
    assert reading_of(document).unread_tables == ()


def test_lines_that_say_what_they_hold_go_below_the_head_of_their_table(
    workbook: Workbook,
) -> None:
    workbook.sheet(
        "管理表",
        [
            [
                "施策",
                "指標",
                "<",
                "単位",
                "基準値",
                "<",
                "区分",
                "計画期間",
                "<",
                "R7評価",
                "担当課",
            ],
            ["^", "^", "^", "^", "値", "年度", "^", "R6", "R7", "^", "^"],
            ["湖を守る", "透明度", "<", "ｍ", 3.5, "R4", "計画", 4, 5, "◎", "環境課"],
            ["^", "^", "^", "^", "^", "^", "実績", 4.1, None, "^", "^"],
            ["体力", "歩く人の割合", "男性", "％", 20, "R3", "実績", 31, None, "R5から", "健康課"],
            ["^", "^", "^", "^", "^", "^", "計画", 30, 40, "^", "^"],
            ["^", "^", "女性", "^", 10, "R3", "計画", 20, None, "H28", "^"],
            ["^", "^", "^", "^", "^", "^", "実績", 21, None, "^", "^"],
        ],
    )
    document = workbook.read()
    assert rows_of(document) == [
        ("透明度", "ｍ", "3.5 R4", "4 R6 5 R7"),
        ("歩く人の割合 男性", "％", "20 R3", "30 R6 40 R7"),
        ("歩く人の割合 女性", "％", "10 R3", "20 R6"),
    ]
    rows = reading_of(document).rows
    assert [(row.path[-1], row.owner) for row in rows] == [
        ("湖を守る", "環境課"),
        ("体力", "健康課"),
        ("体力", "健康課"),
    ]
    assert [" ".join(m.text for m in row.actuals) for row in rows] == ["4.1", "31", "21"]


def test_a_legend_beside_a_row_of_years_does_not_hide_it(workbook: Workbook) -> None:
    workbook.sheet(
        "進捗",
        [
            ["数値目標", "単位", "計画期間", "<", "判定", "達成率（実績÷目標）"],
            ["^", "^", "R6", "R7", "Ａ", "100％以上"],
            ["空き家の成約件数", "件", 30, 40, "Ｂ", "80％以上100％未満"],
            ["^", "^", 31, None, "Ｃ", "80％未満"],
            ["※ 上段は目標値、下段は実績値。", "<", "<", "<", "<", "<"],
        ],
    )
    assert rows_of(workbook.read()) == [("空き家の成約件数", "件", "31 R6", "30 R6 40 R7")]


def test_lines_of_what_was_aimed_at_before_a_change_do_not_count(workbook: Workbook) -> None:
    workbook.sheet(
        "見直し",
        [
            ["指標", "区分", "R5（基準）", "R6", "R7"],
            ["訪問指導の件数（件）", "当初計画", 80, 85, 90],
            ["^", "変更後", None, None, 100],
            ["^", "実績", 80, 97, None],
        ],
    )
    assert rows_of(workbook.read()) == [("訪問指導の件数（件）", "件", "80 R5", "100 R7")]


def test_what_stands_for_the_words_above_says_them(workbook: Workbook) -> None:
    workbook.sheet(
        "一覧",
        [
            ["指標", "単位", "現状値", "年度", "目標値（R10）", "担当課"],
            ["窯の見学者数", "人", 1210, "R4", 1500, "商工観光課"],
            ["宿泊者数", "〃", 800, "〃", 900, "同上"],
            ["体験教室の回数", "回", 4, "〃", "〃", "〃"],
        ],
    )
    document = workbook.read()
    assert rows_of(document)[:2] == [
        ("窯の見学者数", "人", "1210 R4", "1500 R10"),
        ("宿泊者数", "人", "800 R4", "900 R10"),
    ]
    owners = {row.owner for row in reading_of(document).rows}
    assert owners == {"商工観光課"}


def test_a_table_goes_on_below_a_blank_row_with_rows_like_those_above(workbook: Workbook) -> None:
    workbook.sheet(
        "一覧",
        [
            ["施策", "指標", "現状値（R5）", "目標値（R10）"],
            ["観光", "宿泊者数（人）", 800, 900],
            [None],
            ["農業", "直売所の来客数（人）", 1210, 1500],
            ["^", "農家民宿の数（軒）", 3, 5],
            [None],
            ["事業", "内容", "令和８年度", "令和９年度"],
            ["橋の補修", "橋脚の塗り替え", 500, 600],
        ],
    )
    assert [row[0] for row in rows_of(workbook.read())] == [
        "宿泊者数（人）",
        "直売所の来客数（人）",
        "農家民宿の数（軒）",
    ]


def test_boxes_side_by_side_whose_lines_say_what_they_hold(workbook: Workbook) -> None:
    workbook.sheet(
        "目標４",
        [
            ["住みごこち", "<", "健康寿命（平均自立期間）", "<", "<"],
            ["「住みつづけたい」市民の割合", "<", "区分", "男性", "女性"],
            ["基準（R5）", "71.3%", "基準（R3）", "79.8年", "83.9年"],
            ["目標（R10）", "75.0%", "目標（R9）", "80.6年", "84.4年"],
        ],
    )
    assert rows_of(workbook.read()) == [
        ("「住みつづけたい」市民の割合", "%", "71.3% R5", "75.0% R10"),
        ("健康寿命（平均自立期間） 男性", "年", "79.8年 R3", "80.6年 R9"),
        ("健康寿命（平均自立期間） 女性", "年", "83.9年 R3", "84.4年 R9"),
    ]


def test_goals_before_the_names_are_no_targets_and_examples_no_rows(workbook: Workbook) -> None:
    workbook.sheet(
        "一覧",
        [
            ["目標", "指標", "現状値（R5）", "目標値（R10）"],
            ["基\n本\n目\n標\n１", "農地の集積率", "41.2％", "48.0％"],
            ["^", "○○教室の参加者数", "100人", "150人"],
        ],
    )
    example = [["指標", "現状値（R5）", "目標値（R10）"], ["教室の参加者数", "100人", "150人"]]
    workbook.sheet("様式１（記入例）", example)
    document = workbook.read()
    assert document.notices == (
        "plan.xlsx のシート「様式１（記入例）」は記入の例とみて、読んでいません。",
    )
    assert rows_of(document) == [("農地の集積率", "％", "41.2％ R5", "48.0％ R10")]
    assert reading_of(document).rows[0].path[-1] == "基本目標１"


def test_a_form_for_each_indicator_has_its_years_in_a_line(workbook: Workbook) -> None:
    forms = [
        [
            [f"指標{mark}", name, "<", "<"],
            ["年度", "令和６年度（基準）", "令和７年度", "令和８年度"],
            ["目標", None, *aims],
            ["実績", start, None, None],
            [None],
        ]
        for mark, name, start, aims in (
            ("①", "湖畔を歩く人の数", "1,200人", ["1,300人", "1,500人"]),
            ("②", "湖を知る人の割合", "35.2%", ["40.0%", "50.0%"]),
        )
    ]
    workbook.sheet("施策1", [line for form in forms for line in form])
    assert rows_of(workbook.read()) == [
        ("湖畔を歩く人の数", "人", "1,200人 令和６年度", "1,300人 令和７年度 1,500人 令和８年度"),
        ("湖を知る人の割合", "%", "35.2% 令和６年度", "40.0% 令和７年度 50.0% 令和８年度"),
    ]


def test_two_lines_of_targets_below_one_name_give_no_row(workbook: Workbook) -> None:
    workbook.sheet(
        "施策1",
        [
            ["指標名", "区分", "令和６年度（基準）", "令和７年度", "令和８年度"],
            ["湖畔を歩く人の数", "目標", 1200, 1300, 1500],
            ["^", "目標", 200, 210, 220],
        ],
    )
    document = workbook.read()
    assert rows_of(document) == []
    assert reading_of(document).unread_tables


def test_years_below_no_name_are_not_of_the_indicator_of_the_table_above(
    workbook: Workbook,
) -> None:
    workbook.sheet(
        "施策1",
        [
            ["指標名", "湖畔を歩く人の数", "<"],
            ["年度", "令和６年度（基準）", "令和７年度"],
            ["目標", 1200, 1300],
            ["実績", 1200, None],
            [None],
            ["年度", "令和６年度（基準）", "令和７年度"],
            ["目標", 20, 30],
            ["実績", 20, None],
        ],
    )
    assert rows_of(workbook.read()) == [
        ("湖畔を歩く人の数", None, "1200 令和６年度", "1300 令和７年度")
    ]


def test_years_in_brackets_stand_beside_the_values_of_a_form(workbook: Workbook) -> None:
    workbook.sheet(
        "施策1",
        [
            ["1", "指標名", "湖畔を歩く人の数", "<", "<", "<", "<", "<"],
            ["^", "基準値", "1,200人", "(R6)", "目標値", "1,300人", "(R9)", "1,500人", "(R11)"],
            ["^", "算出方法", "湖畔の入口で秋に数える", "<", "<", "<", "<", "<"],
            ["2", "指標名", "湖を知る人の割合", "<", "<", "<", "<", "<"],
            ["^", "基準値", "35.2%", "(R6)", "目標値", "40.0%", "(R9)", "50.0%", "(R11)"],
            ["^", "算出方法", "市民意識調査", "<", "<", "<", "<", "<"],
        ],
    )
    assert rows_of(workbook.read()) == [
        ("湖畔を歩く人の数", "人", "1,200人 R6", "1,300人 R9 1,500人 R11"),
        ("湖を知る人の割合", "%", "35.2% R6", "40.0% R9 50.0% R11"),
    ]


def test_the_goal_that_a_row_serves_is_none_of_its_targets(workbook: Workbook) -> None:
    workbook.sheet(
        "ＫＰＩ一覧",
        [
            ["No", "基本目標・施策", "指標名", "単位", "基準（R6）", "目標", "<"],
            ["^", "^", "^", "^", "^", "R7", "R8"],
            [1, "基本目標１", "湖畔を歩く人の数", "人", 1200, 1300, 1500],
            [2, "1-1", "透明度", "ｍ", 3.5, 4, 5],
        ],
    )
    assert rows_of(workbook.read()) == [
        ("湖畔を歩く人の数", "人", "1200 R6", "1300 R7 1500 R8"),
        ("透明度", "ｍ", "3.5 R6", "4 R7 5 R8"),
    ]


def test_tables_of_one_sheet_without_blank_rows_have_each_their_own_columns(
    workbook: Workbook,
) -> None:
    name = ["湖を守る", "<", "<", "<"]
    workbook.sheet(
        "施策1",
        [
            ["施策番号", "1-1", "施策名", *name],
            ["現状と課題", "近年は水草が増え、船の出入りを妨げている。", "<", "<", "<", "<", "<"],
            ["成果指標", "<", "<", "<", "<", "<", "<"],
            ["指標名", "<", "<", "単位", "現状値（R6）", "目標値（R9）", "目標値（R11）"],
            ["透明度", "<", "<", "ｍ", 3.5, 4, 4.5],
            ["主な事業", "<", "内容", "<", "<", "R7予算（千円）", "<"],
            ["水草の刈取り", "<", "専用船で年に２回", "<", "<", 12340, "<"],
            ["評価", "刈取りの面積は増えた。", "<", "<", "<", "<", "<"],
        ],
    )
    document = workbook.read()
    assert document.text.split("\n")[3:] == [
        "現状と課題\t近年は水草が増え、船の出入りを妨げている。\t\t",
        "",
        "成果指標",
        "",
        "指標名\t単位\t現状値（R6）\t目標値（R9）\t目標値（R11）",
        "透明度\tｍ\t3.5\t4\t4.5",
        "",
        "主な事業\t内容\tR7予算（千円）",
        "水草の刈取り\t専用船で年に２回\t12340",
        "",
        "評価　刈取りの面積は増えた。",
        "",
    ]
    (row,) = reading_of(document).rows
    assert (row.path, row.lines) == (("施策1", "湖を守る"), (6, 6))
    assert rows_of(document) == [("透明度", "ｍ", "3.5 R6", "4 R9 4.5 R11")]


def test_each_value_has_the_time_in_the_column_beside_it(workbook: Workbook) -> None:
    workbook.sheet(
        "目標値",
        [
            ["指標", "策定時", "<", "前期目標", "<", "後期目標", "<"],
            ["^", "値", "時点", "値", "時点", "値", "時点"],
            ["透明度", "3.5ｍ", "令和7年3月", "4ｍ", "令和10年3月", "5ｍ", "令和13年3月"],
        ],
    )
    assert rows_of(workbook.read()) == [
        ("透明度", "ｍ", "3.5ｍ 令和7年3月", "4ｍ 令和10年3月 5ｍ 令和13年3月")
    ]


def test_a_card_names_its_indicator_above_its_figures(workbook: Workbook) -> None:
    cards = [
        [
            ["指標名", name, "<", "<"],
            ["単位", unit, "担当課", "環境課"],
            ["現状値", "目標値", "<", "<"],
            ["R6", "R7", "R9", "R11"],
            values,
            ["説明", "８月に測る", "<", "<"],
        ]
        for name, unit, values in (
            ("透明度", "ｍ", [3.5, 3.6, 4, 4.5]),
            ("湖畔を歩く人の数", "人", [1200, 1250, 1400, 1500]),
        )
    ]
    figures = [["現状値", "目標値", "<", "<"], ["R6", "R7", "R9", "R11"], [18, 19, 22, 25]]
    workbook.sheet("指標カード", [line for card in (*cards, figures) for line in card])
    assert rows_of(workbook.read()) == [
        ("透明度", "ｍ", "3.5 R6", "3.6 R7 4 R9 4.5 R11"),
        ("湖畔を歩く人の数", "人", "1200 R6", "1250 R7 1400 R9 1500 R11"),
    ]


def test_labels_and_what_they_label_stand_by_turns(workbook: Workbook) -> None:
    workbook.sheet(
        "施策1",
        [
            ["指標名", "透明度", "単位", "ｍ"],
            ["現状値（R6）", "3.5", "目標値（R11）", "4.5"],
            ["指標名", "湖畔を歩く人の数", "単位", "人"],
            ["現状値（R6）", "1,200", "目標値（R11）", "1,500"],
            ["課題", "水草が増えた。", "<", "<"],
        ],
    )
    assert rows_of(workbook.read()) == [
        ("透明度", "ｍ", "3.5 R6", "4.5 R11"),
        ("湖畔を歩く人の数", "人", "1,200 R6", "1,500 R11"),
    ]


def test_a_cell_may_list_several_indicators(workbook: Workbook) -> None:
    workbook.sheet(
        "数値目標",
        [
            ["基本目標", "指標", "現状値（R6）", "目標値（R11）"],
            [
                "湖を守る",
                "・透明度\n・湖畔を歩く人の数",
                "・3.5ｍ\n・1,200人",
                "・4.5ｍ\n・1,500人",
            ],
            ["湖で学ぶ", "・講座の回数\n・講座の受講者数", "・18回\n・320人", "・25回"],
        ],
    )
    document = workbook.read()
    assert rows_of(document) == [
        ("透明度", "ｍ", "3.5ｍ R6", "4.5ｍ R11"),
        ("湖畔を歩く人の数", "人", "1,200人 R6", "1,500人 R11"),
    ]
    assert reading_of(document).unread_tables


def test_lines_that_count_otherwise_are_no_indicators_of_their_own(workbook: Workbook) -> None:
    workbook.sheet(
        "計画",
        [
            ["指標名", "区分", "R6（基準）", "R7", "R8"],
            ["講座の受講者数", "目標（単年）", None, 100, 110],
            ["^", "目標（累計）", None, 100, 210],
            ["^", "実績（累計）", 90, 105, None],
            ["講座の回数", "目標（累計）", None, 10, 20],
            ["^", "実績（累計）", 9, 10, None],
        ],
    )
    document = workbook.read()
    assert rows_of(document) == [("講座の回数", None, "9 R6", "10 R7 20 R8")]
    assert reading_of(document).unread_tables


def test_a_short_label_beside_that_of_targets_is_not_of_them(workbook: Workbook) -> None:
    workbook.sheet(
        "見直し",
        [
            ["指標", "現状（R6）", "目標（R11）", "メモ"],
            ["透明度", "3.5ｍ", "4.5ｍ", "要確認！"],
            ["講座の回数", "18回", "25回", None],
        ],
    )
    assert rows_of(workbook.read()) == [
        ("透明度", "ｍ", "3.5ｍ R6", "4.5ｍ R11"),
        ("講座の回数", "回", "18回 R6", "25回 R11"),
    ]


def test_words_in_shapes_drawn_over_the_cells_are_told_of(workbook: Workbook) -> None:
    workbook.sheet("施策1", [["指標名", "現状値（R6）"], ["透明度", "3.5ｍ"]])
    assert workbook.read().notices == ()
    shape = "<xdr:sp macro=''><xdr:txBody><a:p><a:r><a:t>{}</a:t></a:r></a:p></xdr:txBody></xdr:sp>"
    with ZipFile(workbook.path, "a") as parts:
        drawn = shape.format("湖心で測る") + shape.format("") + shape.format("８月の値")
        parts.writestr("xl/drawings/drawing1.xml", f"<xdr:wsDr>{drawn}</xdr:wsDr>")
    (notice,) = read_file(workbook.path).notices
    assert "図形やテキストボックスの文字が 2 か所" in notice


@pytest.mark.parametrize(
    ("note", "lines"),
    [
        ("※各欄とも上段は目標値、下段は実績値を記入すること。", "aimed done"),
        ("（上段：実績、下段：目標）", "done aimed"),
        ("目標（上段）・実績（下段）", "aimed done"),
        ("※上の行は実績値、下の行は目標値", "done aimed"),
        ("※単位は人", ""),
    ],
)
@pytest.mark.parametrize("over", ["計画期間", "目標値"])
def test_a_note_tells_what_two_lines_of_a_name_hold(
    workbook: Workbook, note: str, lines: str, over: str
) -> None:
    figures = {"aimed": [1300, 1400, 1500], "done": [1250, None, None]}
    upper, lower = (figures[line] for line in (lines or "aimed done").split())
    workbook.sheet(
        "様式１",
        [
            [note, "<", "<", "<", "<", "<", "<"],
            [None],
            ["基本目標", "数値目標", "単位", "基準値（R6）", over, "<", "<", "備考"],
            ["^", "^", "^", "^", "R7", "R8", "R9", "^"],
            ["湖を守る", "湖畔を歩く人の数", "人", 1200, *upper, "秋に数える"],
            ["^", "^", "^", "^", *lower, "^"],
            ["湖で学ぶ", "講座の受講者数", "人", "－", "－", "－", 90, "^"],
            ["^", "^", "^", "^", "－", None, None, "^"],
        ],
    )
    document = workbook.read()
    rows = [
        ("湖畔を歩く人の数", "人", "1200 R6", "1300 R7 1400 R8 1500 R9"),
        ("講座の受講者数", "人", None, "90 R9"),
    ]
    if lines:
        assert rows_of(document) == rows[: 2 if lines == "aimed done" else 1]
    else:
        assert rows[0][0] not in [row[0] for row in rows_of(document)]


def test_a_form_names_its_indicator_behind_a_mark_and_its_unit_beside_it(
    workbook: Workbook,
) -> None:
    workbook.sheet(
        "1-1",
        [
            ["KPI\n①", "指標名", "貸出しをした船の割合", "<", "<", "単位", "％"],
            ["^", "算出方法・出典", "漁協の台帳", "<", "<", "<", "<"],
            ["^", "年度", "基準値(R5)", "R6", "R7", "R6達成率", "判定"],
            ["^", "目標", 20, 25, 30, "96%", "Ｂ"],
            ["^", "実績", "^", 24, None, "^", "^"],
        ],
    )
    assert rows_of(workbook.read()) == [("貸出しをした船の割合", "％", "20 R5", "25 R6 30 R7")]


def test_what_was_reached_in_the_year_of_the_target_is_no_baseline(workbook: Workbook) -> None:
    workbook.sheet(
        "一覧",
        [
            ["番号", "ＫＰＩ", "令和６年度\n目標", "令和６年度\n実績", "達成率"],
            ["1-1", "湖畔を歩く人の数", "1,300人", "1,250人", "96.2%"],
            ["1-2", "講座の受講者数", "－", "52人", "－"],
        ],
    )
    assert rows_of(workbook.read()) == [("湖畔を歩く人の数", "人", None, "1,300人 令和６年度")]


def test_years_go_down_and_indicators_stand_side_by_side(workbook: Workbook) -> None:
    workbook.sheet(
        "数値目標",
        [
            ["年度", "湖畔を歩く人の数（人）", "<", "透明度（ｍ）", "<"],
            ["^", "目標", "実績", "目標", "実績"],
            ["R5（基準）", None, 1200, None, 3.5],
            ["R6", 1300, 1250, 4, 3.9],
            ["R7", 1500, None, 5, None],
        ],
    )
    assert rows_of(workbook.read()) == [
        ("湖畔を歩く人の数（人）", "人", "1200 R5", "1300 R6 1500 R7"),
        ("透明度（ｍ）", "ｍ", "3.5 R5", "4 R6 5 R7"),
    ]


def test_years_go_down_in_a_form(workbook: Workbook) -> None:
    workbook.sheet(
        "指標１",
        [
            ["指標名", "湖畔を歩く人の数", "<", "<"],
            ["単位", "人", "<", "<"],
            ["年度", "目標値", "実績値", "達成率"],
            ["R5（基準）", "－", "1,200", "－"],
            ["R6", "1,300", "1,250", "96.2%"],
            ["R7", "1,500", None, None],
            ["分析", "おおむね順調である。", "<", "<"],
        ],
    )
    assert rows_of(workbook.read()) == [("湖畔を歩く人の数", "人", "1,200 R5", "1,300 R6 1,500 R7")]


def test_lines_of_men_and_women_have_names_of_their_own(workbook: Workbook) -> None:
    workbook.sheet(
        "健康",
        [
            ["指標", "性別", "区分", "R5(基準)", "R6", "R7"],
            ["歩く人の割合", "男性", "目標", None, "32.0%", "33.0%"],
            ["^", "^", "実績", "30.4%", "31.5%", None],
            ["^", "女性", "目標", None, "27.0%", "28.0%"],
            ["^", "^", "実績", "25.1%", "26.2%", None],
        ],
    )
    assert rows_of(workbook.read()) == [
        ("歩く人の割合 男性", "%", "30.4% R5", "32.0% R6 33.0% R7"),
        ("歩く人の割合 女性", "%", "25.1% R5", "27.0% R6 28.0% R7"),
    ]


def test_two_lines_of_a_cell_are_what_a_note_tells(workbook: Workbook) -> None:
    workbook.sheet(
        "様式３",
        [
            ["（上段：目標　下段：実績）", "<", "<", "<", "<"],
            [None],
            ["指標", "単位", "基準値（R5）", "R6", "R7"],
            ["広報紙を読む人の割合", "％", 61, "62.0\n61.4", "63.0\n（未）"],
        ],
    )
    assert rows_of(workbook.read()) == [("広報紙を読む人の割合", "％", "61 R5", "62.0 R6 63.0 R7")]


def test_units_stand_in_cells_beside_their_figures(workbook: Workbook) -> None:
    workbook.sheet(
        "数値目標",
        [
            ["目標", "指標", "基準値（R6）", "<", "目標値（R11）", "<"],
            ["稼ぐ", "農産物の販売額", 18.2, "億円", 20, "億円"],
            ["集う", "催しの来場者数", "－", "人", 5000, "人"],
        ],
    )
    assert rows_of(workbook.read()) == [
        ("農産物の販売額", "億円", "18.2億円 R6", "20億円 R11"),
        ("催しの来場者数", "人", None, "5000人 R11"),
    ]


def test_targets_before_a_review_and_shares_of_results_are_no_targets(workbook: Workbook) -> None:
    workbook.sheet(
        "見直し",
        [
            ["指標", "策定時（R4）", "現在値（R6）", "目標値（R9）", "<"],
            ["^", "^", "^", "見直し前", "見直し後"],
            ["湖畔を歩く人の数", "1,200人", "1,400人", "1,300人", "1,600人"],
        ],
    )
    workbook.sheet(
        "検証",
        [
            ["KPI", "基準値（2022）", "2023年度", "<", "<", "2024年度", "<", "<"],
            ["^", "^", "目標(A)", "実績(B)", "B/A", "目標(A)", "実績(B)", "B/A"],
            ["透明度", "3.5ｍ", "4.0ｍ", "3.9ｍ", "97.5%", "5.0ｍ", None, None],
        ],
    )
    assert rows_of(workbook.read()) == [
        ("湖畔を歩く人の数", "人", "1,200人 R4", "1,600人 R9"),
        ("透明度", "ｍ", "3.5ｍ 2022", "4.0ｍ 2023年度 5.0ｍ 2024年度"),
    ]


def test_a_number_stands_before_the_label_of_a_name(workbook: Workbook) -> None:
    lines = ["（１）指標名：透明度", "現状値（R6）：3.5ｍ", "目標値（R11）：4.5ｍ"]
    workbook.sheet("本文", [[line] for line in lines])
    assert rows_of(workbook.read()) == [("透明度", "ｍ", "3.5ｍ R6", "4.5ｍ R11")]


def test_a_cell_that_reaches_over_both_lines_is_the_target_of_its_year(workbook: Workbook) -> None:
    workbook.sheet(
        "別紙",
        [
            ["取組", "目標指標", "上段：計画\n下段：実績", "<", "最終目標"],
            ["^", "^", "令和６年", "令和７年", "令和９年"],
            ["節電", "電気の使用量（MWh）", 1790, 1760, 1700],
            ["^", "^", 1788, None, "^"],
        ],
    )
    ((*row, aims),) = rows_of(workbook.read())
    assert row == ["電気の使用量（MWh）", "MWh", "1788 令和６年"]
    assert aims == "1790 令和６年 1760 令和７年 1700 令和９年"


def test_names_stand_over_their_lines_below_one_row_of_years(workbook: Workbook) -> None:
    workbook.sheet(
        "進捗",
        [
            [None, "R6", "R7", "R8"],
            ["① 湖畔を歩く人の数（人）", "<", "<", "<"],
            ["目標", 1300, 1400, 1500],
            ["実績", 1250, None, None],
            ["② 船の定員（人）", "<", "<", "<"],
            ["目標", 40, 42, 44],
            ["実績", 40, None, None],
        ],
    )
    assert rows_of(workbook.read()) == [
        ("湖畔を歩く人の数（人）", "人", "1250 R6", "1300 R6 1400 R7 1500 R8"),
        ("船の定員（人）", "人", "40 R6", "40 R6 42 R7 44 R8"),
    ]
