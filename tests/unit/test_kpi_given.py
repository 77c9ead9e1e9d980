"""KPI rows of tables whose format tells of its cells: Word, Excel, PDF and HTML."""

from pathlib import Path

import pytest
from kpi_texts import said

from index.documents import read_file
from index.domain import Document
from index.formats.readers import read_html
from index.kpi.given import given_tables
from index.kpi.reader import read_kpi_rows
from index.kpi.rows import read_table
from index.kpi.source import Source
from index.sections import read_sections


def rows_of(folder: Path, table: str, above: str = "") -> list[str]:
    file = folder / "plan.html"
    file.write_text(f"<h1>計画</h1>{above}<table>{table}</table>", encoding="utf-8")
    plan = read_file(file)
    return [said(row) for row in read_kpi_rows(plan, read_sections(plan)).rows]


@pytest.mark.parametrize(
    ("table", "found"),
    [
        # The first column, 目標, is of goals; below 基準 and 目標 stand their years.
        (
            "<tr><th rowspan=2>目標<th rowspan=2>指標<th rowspan=2>単位<th colspan=2>基準"
            "<th colspan=2>目標<th rowspan=2>担当課"
            "<tr><th>年度<th>値<th>令和10年度<th>令和12年度"
            "<tr><td rowspan=2>湖の里<td>舟に乗った人の数<td>人<td>R6<td>312<td>360<td>400<td>課"
            "<tr><td>葦原の面積<td>ha<td>R5<td>44.6<td>52.0<td>60.0<td>湖岸課",
            [
                "舟に乗った人の数 [人] 312(R6) -> 360(令和10年度), 400(令和12年度)",
                "葦原の面積 [ha] 44.6(R5) -> 52.0(令和10年度), 60.0(令和12年度)",
            ],
        ),
        # 数値目標 beside all rows is no line of a grid of years.
        (
            "<tr><th><th>指標<th>基準値（年度）<th>目標値（年度）"
            "<tr><td rowspan=2>数値目標<td>舟の隻数<td>12隻（R4年度）<td>20隻（R10年度）"
            "<tr><td>漁師の数<td>31人（R3年度）<td>40人以上（R11年度）",
            [
                "舟の隻数 [隻] 12隻(R4年度) -> 20隻(R10年度)",
                "漁師の数 [人] 31人(R3年度) -> 40人以上(R11年度)",
            ],
        ),
        # A form of many columns, over several of which its labels and figures reach.
        (
            "<tr><th>番号<td>１<th colspan=3>舟の手入れ<tr><th>工程<td>R8<td>R9<td>R10<td>R11"
            "<tr><th colspan=2>指標<th>現状値（R6）<th colspan=2>目標値（R11）"
            "<tr><td colspan=2>舟の隻数<td>12隻<td colspan=2>20隻",
            ["舟の隻数 [隻] 12隻(R6) -> 20隻(R11)"],
        ),
        # Lines of parts may bear their units.
        (
            "<tr><th>指標（単位）<th>現状値<th>目標値（R11）"
            "<tr><td>健康寿命<td><td><tr><td>男性（年）<td>79.2（R4）<td>80.0"
            "<tr><td>女性（年）<td>83.7（R4）<td>84.2",
            [
                "健康寿命 男性（年） [年] 79.2(R4) -> 80.0(R11)",
                "健康寿命 女性（年） [年] 83.7(R4) -> 84.2(R11)",
            ],
        ),
    ],
)
def test_cells_that_reach_over_rows_and_columns(
    tmp_path: Path, table: str, found: list[str]
) -> None:
    assert rows_of(tmp_path, table) == found


@pytest.mark.parametrize(
    ("table", "found"),
    [
        (
            "<tr><th rowspan=2>部門・分野<th rowspan=2>2013年度（基準年度）"
            "<th rowspan=2>2022年度（現状）<th colspan=2>2030年度（中間目標）"
            "<th colspan=2>2035年度（目標年度）<tr><th>排出量<th>削減率<th>排出量<th>削減率"
            "<tr><td>船の部門<td>88.4<td>66.1<td>41.5<td>▲53.1%<td>29.0<td>▲67.2%"
            "<tr><td>吸収量<td>―<td>▲1.6<td>▲2.4<td>―<td>▲3.0<td>―",
            [
                "船の部門 [千t-CO2] 88.4(2013年度) -> 41.5(2030年度), 29.0(2035年度)",
                "吸収量 [千t-CO2] - -> ▲2.4(2030年度), ▲3.0(2035年度)",
            ],
        ),
        (
            "<tr><th>項目<th>2013年度<th>2030年度目標<th>基準年度比"
            "<tr><td>電気の使用量<td>880<td>600<td>▲31.8%",
            ["電気の使用量 [千t-CO2] 880(2013年度) -> 600(2030年度)"],
        ),
    ],
)
def test_how_much_less_it_is_than_at_first_is_no_target(
    tmp_path: Path, table: str, found: list[str]
) -> None:
    assert rows_of(tmp_path, table, "<p>表1 目標（単位：千t-CO2）</p>") == found


def test_a_form_says_once_who_answers_for_its_rows(tmp_path: Path) -> None:
    table = (
        "<tr><th>番号<td>１<th>担当課<td>湖岸課<tr><th>指標<th>現状値（R6）<th>目標値（R11）<th>備考"
        "<tr><td>舟の隻数<td>12隻<td>20隻<td>"
    )
    rows_of(tmp_path, table)
    (given,) = given_tables(Source(read_file(tmp_path / "plan.html"), frozenset()))
    assert [draft.owner for draft in read_table(given).drafts] == ["湖岸課"]


@pytest.mark.parametrize(
    ("label", "found"),
    [
        ("部門・分野", ["船の部門 [] 9(R5) -> 5(R9)", "ごみ [] 8(R5) -> 4(R9)"]),
        ("項目", ["湖の上 船の部門 [] 9(R5) -> 5(R9)", "湖の上 ごみ [] 8(R5) -> 4(R9)"]),
    ],
)
def test_what_the_label_over_parts_calls_them_is_their_name(
    tmp_path: Path, label: str, found: list[str]
) -> None:
    table = (
        f"<tr><th colspan=2>{label}<th>R5（現状）<th>R9（目標）<tr><td colspan=2>湖底の森<td>7<td>8"
        "<tr><td rowspan=2>湖の上<td>船の部門<td>9<td>5<tr><td>ごみ<td>8<td>4"
    )
    assert rows_of(tmp_path, table)[1:] == found


def test_a_head_that_is_printed_again_names_parts_once(tmp_path: Path) -> None:
    table = (
        "<tr><th colspan=2>項目<th>R5（現状）<th>R9（目標）<tr><td colspan=2>湖底の森<td>7<td>8"
        "<tr><td rowspan=2>湖の上<td>船の部門<td>9<td>5<tr><td>ごみ<td>8<td>4"
    )
    rows_of(tmp_path, table)
    (given,) = given_tables(Source(read_file(tmp_path / "plan.html"), frozenset()))
    reading = read_table(given)
    assert [draft.indicator for draft in reading.drafts][1:] == [
        "湖の上 船の部門",
        "湖の上 ごみ",
    ]
    assert read_table(given, reading.head) == reading


@pytest.mark.parametrize(
    ("names", "found"),
    [
        (
            ("舟の隻数（隻）各年４月１日", "漁師の数（人∕年）"),
            ["舟の隻数（隻） [隻]", "漁師の数（人∕年） [人∕年]"],
        ),
        # What tells two names apart stays, and so does what goes on.
        (
            ("排出量（t）家庭系", "排出量（t）事業系"),
            ["排出量（t）家庭系 []", "排出量（t）事業系 []"],
        ),
        (
            ("患者数（人）のうち入院", "舟の隻数（隻）"),
            ["患者数（人）のうち入院 []", "舟の隻数（隻） [隻]"],
        ),
    ],
)
def test_what_explains_a_name_stands_behind_its_unit(
    tmp_path: Path, names: tuple[str, ...], found: list[str]
) -> None:
    lines = "".join(f"<tr><td>{name}<td>3（R6）<td>5" for name in names)
    head = "<tr><th>指標の名称（単位）<th>現状値（年度）<th>目標値（R11）"
    assert [row.split(" 3(")[0] for row in rows_of(tmp_path, head + lines)] == found


@pytest.mark.parametrize(
    ("name", "value"), [("の割合", "14％"), ("舟で湖を渡った人の割合", "21.3 24.0（R6）")]
)
def test_ends_of_names_and_cells_of_two_figures_give_no_row(
    tmp_path: Path, name: str, value: str
) -> None:
    head = "<tr><th>指標<th>現状値<th>目標値（R11）"
    assert not rows_of(tmp_path, f"{head}<tr><td>{name}<td>{value}<td>30％")


def test_the_head_may_be_a_table_of_its_own(tmp_path: Path) -> None:
    """As it is in Word where the rows were pasted below an empty paragraph."""
    head = "<tr><th>指標<th>現状値（R6）<th>目標値（R11）</table>"
    rows = "<tr><td>舟の隻数<td>12隻<td>20隻"
    assert rows_of(tmp_path, f"{head}<table>{rows}") == ["舟の隻数 [隻] 12隻(R6) -> 20隻(R11)"]
    assert not rows_of(tmp_path, f"{head}<p>漁業を支える取組</p><table>{rows}")


@pytest.mark.parametrize(
    "name", ["舟の隻数 ※町外の舟を含む。港に泊まる日による。", "舟の隻数（注3）"]
)
def test_a_note_in_the_cell_of_a_name_is_no_part_of_it(tmp_path: Path, name: str) -> None:
    head = "<tr><th>指標<th>現状値（R6）<th>目標値（R11）"
    lines = f"{head}<tr><td>{name}<td>12隻<td>20隻"
    assert rows_of(tmp_path, lines) == ["舟の隻数 [隻] 12隻(R6) -> 20隻(R11)"]


@pytest.mark.parametrize("name", ["舟に占める帆船 ※１の割合", "帆船の割合 ※町内"])
def test_a_name_goes_on_behind_the_mark_of_a_note(tmp_path: Path, name: str) -> None:
    head = "<tr><th>指標<th>現状値（R6）<th>目標値（R11）"
    lines = f"{head}<tr><td>{name.replace(' ', '<br>')}<td>12％<td>20％"
    assert rows_of(tmp_path, lines) == [f"{name} [％] 12％(R6) -> 20％(R11)"]


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("舟に乗った人の数<br>単位：人／年", "舟に乗った人の数 [人／年] 12(R6) -> 20(R11)"),
        ("舟に乗った人の割合 ％", "舟に乗った人の割合 [％] 12(R6) -> 20(R11)"),
        ("舟に乗った人の数 町内", "舟に乗った人の数 町内 [] 12(R6) -> 20(R11)"),
    ],
)
def test_a_unit_below_a_name_is_no_part_of_it(tmp_path: Path, cell: str, found: str) -> None:
    head = "<tr><th>指標<th>現状値（R6）<th>目標値（R11）"
    assert rows_of(tmp_path, f"{head}<tr><td>{cell}<td>12<td>20") == [found]


def test_a_unit_below_a_name_is_not_that_of_other_figures(tmp_path: Path) -> None:
    head = "<tr><th>指標<th>現状値（R6）<th>目標値（R11）"
    lines = f"{head}<tr><td>舟に乗った客 人<td>12隻<td>20隻"
    assert rows_of(tmp_path, lines) == ["舟に乗った客 人 [隻] 12隻(R6) -> 20隻(R11)"]


@pytest.mark.parametrize(
    ("between", "years", "found"),
    [
        ("▶", ("令和6年", "令和11年"), ["舟の隻数 [隻] 12隻(令和6年) -> 20隻(令和11年)"]),
        ("隻", ("令和6年", "令和11年"), []),
        ("", ("令和6年", "令和11年"), []),
    ],
)
def test_of_two_years_with_arrows_between_them_the_second_is_aimed_at(
    tmp_path: Path, between: str, years: tuple[str, str], found: list[str]
) -> None:
    head = f"<tr><th>指標<th>{years[0]}<th><th>{years[1]}<th>説明"
    lines = f"{head}<tr><td>舟の隻数<td>12隻<td>{between}<td>20隻<td>湖岸課の調べ"
    assert rows_of(tmp_path, lines) == found


def test_columns_of_groups_are_headings() -> None:
    """A number stands before its title; a name that reaches over its group is no heading."""
    folder = "<h1>計画</h1>"
    table = (
        "<tr><th>目標<th colspan=2>施策<th>指標<th>現状値<th>目標値"
        "<tr><td rowspan=3>数値目標<td rowspan=2>2-1<td rowspan=2>湖の道<td>舟の数<td>1隻<td>2隻"
        "<tr><td>橋の数<td>3本<td>4本<tr><td>2-2<td>森の道<td>道の長さ<td>5km<td>6km"
    )
    assert paths_of(folder + f"<table>{table}</table>") == [
        ("舟の数", ("2-1 湖の道",)),
        ("橋の数", ("2-1 湖の道",)),
        ("道の長さ", ("2-2 森の道",)),
    ]
    table = (
        "<tr><th>区分<th>指標<th>現状値<th>目標値<tr><td>全体<td>人口<td>10人<td>9人"
        "<tr><td>施策1-1<td>舟の数<td>1隻<td>2隻<tr><td>施策1-1<td>橋の数<td>3本<td>4本"
        "<tr><td>全体<td>世帯の数<td>5世帯<td>6世帯"
    )
    assert paths_of(folder + f"<table>{table}</table>") == [
        ("人口", ()),
        ("舟の数", ("施策1-1",)),
        ("橋の数", ("施策1-1",)),
        ("世帯の数", ()),
    ]


def paths_of(text: str) -> list[tuple[str, tuple[str, ...]]]:
    page = read_html(text)
    plan = Document("p", "v", "計画", "町", None, "", "", page.text, grids=page.grids)
    rows = read_kpi_rows(plan, read_sections(plan)).rows
    return [(row.indicator, row.path[1:]) for row in rows]


def test_a_heading_within_a_table_stands_beside_one_like_it(tmp_path: Path) -> None:
    file = tmp_path / "plan.html"
    head = "<tr><th>指標<th>対象<th>単位<th>現状値（R5）<th>目標値（R12）"
    file.write_text(
        f"<h1>湖の計画</h1><h2>分野４ 舟</h2><table>{head}<tr><td>舟の数<td><td>隻<td>9<td>12"
        "<tr><td>分野５ 湖畔を歩けるようにする<td><td><td><td>"
        "<tr><td><td>石の道<td>km<td>2<td>4<tr><td>木道の延長<td>南岸<td>km<td>3<td>5</table>",
        encoding="utf-8",
    )
    plan = read_file(file)
    rows = read_kpi_rows(plan, read_sections(plan)).rows
    assert [(row.path[1:], row.indicator) for row in rows] == [
        (("分野４ 舟",), "舟の数"),
        (("分野５ 湖畔を歩けるようにする",), "木道の延長"),
    ]


def test_a_column_of_parts_that_reach_over_rows_says_where_these_stand() -> None:
    def table(*parts: str) -> str:
        head = "<tr><th>№<th>区分<th>指標<th>単位<th>現状値（R5）<th>目標値（R12）"
        names = ("舟の数", "網の数", "道の数")
        rows = (
            f"<tr><td>{n}<td>{p}<td>{n}<td>本<td>9<td>12" for p, n in zip(parts, names, strict=True)
        )
        return f"<h1>湖の計画</h1><table>{head}{''.join(rows)}</table>"

    of_parts = paths_of(table("湖で働く", "湖で働く", "湖畔を歩く"))
    assert [path for _, path in of_parts] == [("湖で働く",), ("湖で働く",), ("湖畔を歩く",)]
    assert [path for _, path in paths_of(table("新規", "継続", "新規"))] == [(), (), ()]


def test_lines_that_a_row_cuts_a_name_into_are_no_names(tmp_path: Path) -> None:
    table = (
        "<tr><th>指標<th>単位<th>現状値（R5）<th>目標値（R12）<tr><td>舟に乗る人の割合<td>％<td>31<td>40"
        "<tr><td>冬も湖畔を歩くことを楽しみにし<td>％<td>12<td>20"
        "<tr><td>ている人の割合<td>％<td>15<td>25"
    )
    assert rows_of(tmp_path, table) == ["舟に乗る人の割合 [％] 31(R5) -> 40(R12)"]


def test_a_form_with_years_beside_its_values_is_no_grid_of_years(tmp_path: Path) -> None:
    table = (
        "<tr><td>番号<td>①<td>指標名<td colspan=3>木道の延長"
        "<tr><td>現状値<td>０km（令和６年度）<td>中間目標<td>２km（令和10年度）"
        "<td>最終目標<td>５km（令和12年度）<tr><td>備考<td colspan=5>令和８年度に工事を開始"
    )
    assert rows_of(tmp_path, table) == [
        "木道の延長 [km] ０km(令和６年度) -> ２km(令和10年度), ５km(令和12年度)"
    ]


@pytest.mark.parametrize(
    ("last", "lost"),
    [
        ("<td colspan=3>※　参加者数は延べ人数です。", False),
        ("<td>※参加者数は延べです。<td>120人<td>", True),
    ],
)
def test_a_remark_over_all_columns_is_no_row_that_is_lost(
    tmp_path: Path, last: str, lost: bool
) -> None:
    file = tmp_path / "plan.html"
    row = "<tr><td>清掃の参加者数<td>120人<td>200人"
    file.write_text(f"<table><tr><th>指標<th>現状値（R6）<th>目標値（R12）{row}<tr>{last}</table>")
    plan = read_file(file)
    reading = read_kpi_rows(plan, read_sections(plan))
    assert (len(reading.rows), bool(reading.unread_tables)) == (1, lost)
