"""The three steps of reading a table, each by itself: cells, columns, broken rows."""

import pytest
from kpi_texts import document

from index.kpi.broken import Strip, group_rows
from index.kpi.cellhead import cell_head
from index.kpi.columns import read_head
from index.kpi.fragments import fragments
from index.kpi.grid import drawn_tables
from index.kpi.labels import name_label
from index.kpi.sides import turned
from index.kpi.source import EMPTY, Printed, Source
from index.kpi.vocabulary import Role


def cells(text: str) -> list[list[list[str]]]:
    return [[[c.text for c in row] for row in t.rows] for t in drawn_tables(Source(document(text)))]


def row(*texts: str) -> tuple[Printed, ...]:
    return tuple(Printed(text, ()) if text else EMPTY for text in texts)


def test_cells_between_tabs():
    assert cells("指標\t単位\t値\n\n件数\t件\t\n") == [
        [["指標", "単位", "値"]],
        [["件数", "件", ""]],
    ]


def test_cells_between_bars_with_and_without_a_frame():
    framed = "| 指標 | 目標 |\n|:-:|--:|\n| **件数** | 5<br>件 |\n"
    assert cells(framed) == [[["指標", "目標"], ["件数", "5 件"]]]
    assert cells("指標 | 目標\n | 5件\n") == [[["指標", "目標"], ["", "5件"]]]


def test_lines_between_rules_are_one_row():
    box = "┌──┬──┐\n│指標│目標│\n├──┼──┤\n│利用│50人│\n│者数│　　│\n├──┼──┤\n│件数│５件│\n└──┴──┘"
    assert cells(box) == [[["指標", "目標"], ["利用者数", "50人"], ["件数", "５件"]]]


def test_rows_broken_after_a_bar_are_put_together():
    broken = "指標 | 現状 | 目標 |\n---|---|---\n件数 |\n5件 |\n8件 |\n人数 | 3人 | 4人 |\n"
    assert cells(broken) == [
        [["指標", "現状", "目標"], ["件数", "5件", "8件"], ["人数", "3人", "4人"]]
    ]


def test_a_table_on_its_side_is_turned():
    (table,) = drawn_tables(
        Source(document("指標\t件数\t人数\n現状値\t5件\t3人\n目標値\t8件\t4人"))
    )
    (side,) = turned(table)
    assert [[c.text for c in r] for r in side.rows][1] == ["件数", "5件", "8件"]


def test_spaced_letters_stay_one_word():
    source = Source(document("指　　　　標      目　標　値"))
    assert [f.cell.text for f in fragments(source, 0)] == ["指標", "目標値"]


@pytest.mark.parametrize(
    ("label", "role", "period"),
    [
        ("目　標　値", Role.TARGET, None),
        ("検証値", Role.TARGET, None),
        ("R11（最終）", Role.TARGET, "R11"),
        ("現状値（令和４年度）", Role.BASELINE, "令和４年度"),
        ("計画策定時の数値", Role.BASELINE, None),
        ("基準年度（H26）", Role.BASELINE, "H26"),
        ("目標年次", Role.WHEN, None),
        ("前年度実績（R5）", Role.ACTUAL, "R5"),
        ("重要業績評価指標(KPI)", Role.NAME, None),
        ("目標設定の考え方", Role.OTHER, None),
        ("指標の定義", Role.OTHER, None),
        ("達成度", Role.OTHER, None),
        ("担当課", Role.OWNER, None),
        ("関連するSDGsターゲット", Role.SDG, None),
        ("基本目標", Role.GROUP, None),
        ("2018", Role.YEAR, "2018"),
        ("停留所", None, None),
    ],
)
def test_labels(label, role, period):
    column = name_label(label)
    assert (column.role, column.period) == (role, period)


def roles(*rows: tuple[Printed, ...]) -> list[tuple[str | None, str | None]]:
    head = read_head(rows, 0)
    assert head is not None
    return [(c.role.value if c.role else None, c.period) for c in head.columns]


def test_a_head_of_two_rows_spans_its_years():
    assert roles(
        row("指標", "単位", "現状値", "年度別目標値", "", ""),
        row("", "", "R4", "R5", "R6", "R7"),
        row("件数", "件", "1", "2", "3", "4"),
    ) == [
        ("name", None), ("unit", None), ("baseline", "R4"),
        ("target", "R5"), ("target", "R6"), ("target", "R7"),
    ]  # fmt: skip


def test_the_name_is_the_column_that_holds_names():
    head = read_head([row("KPI", "項目", "目標値"), row("", "相談件数", "5")], 0)
    assert head is not None
    assert head.first(Role.NAME) == 1


def test_a_goal_is_the_target_where_there_is_a_name():
    assert roles(row("指標", "現状値", "数値目標"))[2] == ("target", None)
    assert roles(row("数値目標", "現状値", "目標値"))[0] == ("name", None)


def test_heads_of_other_tables_are_none():
    for labels in (("取組", "R5", "R6", "R7"), ("区分", "平成26年", "令和元年"), ("質問", "はい")):
        assert read_head([row(*labels)], 0) is None


def test_a_head_of_words_is_read_over_its_lines():
    lines = "指 標 Ｒ４年度\n実 績\nＲ５年度\n実 績\n目 標\n（Ｒ16年度）\n件数 3 4 9"
    found = cell_head(Source(document(lines)), range(7), cut=True)
    assert found is not None
    assert found.last == 5
    assert [(c.role, c.period) for c in found.head.columns] == [
        (Role.NAME, None),
        (Role.ACTUAL, "Ｒ４年度"),
        (Role.ACTUAL, "Ｒ５年度"),
        (Role.TARGET, "Ｒ16年度"),
    ]


def strips(*lines: str) -> list[Strip]:
    """Each line is a piece of a name, with * where the figures stand on it."""
    return [
        Strip(i, (), Printed(line.strip("*"), ()) if line.strip("*") else EMPTY, "*" in line)
        for i, line in enumerate(lines)
    ]


@pytest.mark.parametrize(
    ("lines", "rows"),
    [
        # the figures with the first line of each name
        (["*要配慮者利用施設の避難計画の", "作成率", "*訓練の実施地区数"], [[0, 1], [2]]),
        # the figures with the line in the middle
        (["住宅用の太陽光発電設備の", "*", "設置件数", "*電動車の割合の全体"], [[0, 1, 2], [3]]),
        # the figures below the name
        (["町内の従業者数", "*", "新規就農者数", "*"], [[0, 1], [2, 3]]),
        # a bracket does not begin a row
        (["*温室効果ガス排出量", "（森林吸収を除く）", "*リサイクル率"], [[0, 1], [2]]),
    ],
)
def test_broken_rows_are_put_together(lines, rows):
    found = group_rows([strips(*lines)], 3.0)
    assert [[strip.line for strip in group] for group in found] == rows
