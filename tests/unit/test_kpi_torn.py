"""What torn text must not give: others' figures, pieces of names, other lists, past changes."""

import pytest
from kpi_texts import reading, said_all


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        # Two figures below one label are of two indicators.
        (
            "指標\n訓練の数\n備えの率\n現状値（R5）\n231人\n74％\n80％\n目標値（R9）\n300人\n90％\n",
            [],
        ),
        (
            "成果指標　川遊びの参加者数\n現状値　R5　32人\n目標値　R9　50人\n",
            ["川遊びの参加者数 [人] 32人(R5) -> 50人(R9)"],
        ),
        (
            "指標名：館の利用率\n目標年度：R9\n目標値：65％\n現状値：58％（R5）\n",
            ["館の利用率 [％] 58％(R5) -> 65％(R9)"],
        ),
        (
            "【指標】船の排出量\n当初値（R4） 960t 目標値（R9） 平成25年度比\n50％減\n",
            ["船の排出量 [t] 960t(R4) -> 平成25年度比50％減(R9)"],
        ),
        (
            "評価指標の名称　館の満足度\n評価指標の説明　満足と答えた人の割合\n"
            "基準値　R4　72％\n実績値　R5　70％\n目標値　R8　80％\n",
            ["館の満足度 [％] 72％(R4) -> 80％(R8)"],
        ),
        (
            "指標\n待つ子の数\n現状値\nR5.4\n12人\n目標値\nR9.4\n0人\n",
            ["待つ子の数 [人] 12人(R5.4) -> 0人(R9.4)"],
        ),
        (
            "指標：ごみの量\n現状：1人1日 980g\n目標：1人1日 900g\n",
            ["ごみの量 [g] 1人1日 980g(-) -> 1人1日 900g(-)"],
        ),
        # What a line says of a part of it does not name.
        (
            "成果指標：客の数\n屋内　現状値　2人　目標値　4人\n屋外　現状値　8人　目標値　9人\n",
            [],
        ),
        # Of several years the first is that of the note.
        (
            "KPI：転入した世帯の数　年間30世帯\n（R5実績：18世帯、R4実績：22世帯）\n",
            ["転入した世帯の数 [世帯] 18世帯(R5実績) -> 年間30世帯(-)"],
        ),
        (
            "KPI① 書かない窓口の数\n現状値　R5　2か所\n目標値　R9　9か所\n",
            ["書かない窓口の数 [か所] 2か所(R5) -> 9か所(R9)"],
        ),
        (
            "KPI\n開いた店の数　5年間で50店（R6-R10累計）\n現状　41店（H30-R4累計）\n",
            ["開いた店の数 [店] 41店(H30-R4累計) -> 5年間で50店(R6-R10累計)"],
        ),
        # The label of a value ends no name.
        (
            "【KPI】催しの参加者数\n基準値（R4）：48人\nR6：60人　R7：70人\n",
            ["催しの参加者数 [人] 48人(R4) -> 60人(R6), 70人(R7)"],
        ),
    ],
)
def test_forms(text: str, wanted: list[str]) -> None:
    assert said_all(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        # What is counted is no number of a row.
        ("1 歳6か月児の受診率 95％ 98％", ["1 歳6か月児の受診率 [％] 95％(-) -> 98％(-)"]),
        # The first words of a name stand above several rows: neither part is one.
        (
            "時間外に勤めた時間\n月平均 14時間 10時間\n年最大 62時間 36時間\n育休率 4％ 8％",
            ["育休率 [％] 4％(-) -> 8％(-)"],
        ),
    ],
)
def test_names_in_raw_text(text: str, wanted: list[str]) -> None:
    assert said_all(f"指標 現状値 目標値\n{text}\n") == wanted


def test_a_word_for_groups_before_that_for_names_heads_its_own_column() -> None:
    rows = ["見守り隊の数 [隊] 12隊(-) -> 15隊(-)", "教室の回数 [回] 2回(-) -> 6回(-)"]
    cells = ("見守り活動", "見守り隊の数", "12隊", "15隊", "学びの場", "教室の回数", "2回", "6回")
    raw = "\n".join(" ".join(cells[at : at + 4]) for at in (0, 4))
    assert said_all(f"取組 指標 現状値 目標値\n{raw}\n") == rows
    found = said_all("\n".join(("取組", "指標", "現状値", "目標値", *cells)))
    assert set(found) <= set(rows)


def test_what_an_old_plan_aimed_at_is_no_target() -> None:
    text = "目標項目 前計画の目標 実績 新計画の目標\nごみの量 18千t 17.2千t 15千t\n"
    assert not any("18千t" in row for row in said_all(text))


@pytest.mark.parametrize("head", ["■現状値", "主な取組", "現状と課題"])
def test_a_list_of_targets_ends_where_another_begins(head: str) -> None:
    text = f"■目標値\n・客の数　120万人\n{head}\n・宿に泊まる人の数　14万人\n"
    assert said_all(text) == ["客の数 [万人] - -> 120万人(-)"]


def test_changes_below_a_heading_for_the_past_are_no_indicators() -> None:
    line = "定住率　45％（R1）→50％（R5）\n"
    assert said_all(f"達成目標\n定住率　50％（R5）→60％（R11）\n\n前期の達成状況\n{line}") == [
        "定住率 [％] 50％(R5) -> 60％(R11)"
    ]
    assert said_all(f"達成状況と今後の目標\n{line}") == ["定住率 [％] 45％(R1) -> 50％(R5)"]


@pytest.mark.parametrize(
    "head",
    ["指標 基準値 R9年度 目標値\n", "指標\n基準値\nR9年度\n目標値\n"],
    ids=["one line", "one label a line"],
)
def test_one_year_between_two_labels_is_of_neither(head: str) -> None:
    gap = " " if " " in head else "\n"
    rows = "\n".join(gap.join(row) for row in (("川の数", "3本", "5本"), ("橋の数", "7本", "9本")))
    assert said_all(f"{head}{rows}\n") == [
        "川の数 [本] 3本(-) -> 5本(-)",
        "橋の数 [本] 7本(-) -> 9本(-)",
    ]


def test_a_form_goes_on_over_blank_lines_with_what_it_lacks() -> None:
    text = "○歩く人の率\n・現状 60.8%(R3)\n\n・目標 70%(R9)\n\n▼DX\n"
    text += "○使う率\n現状（R3）\n\n25%\n\n目標（R9）\n\n90%\n"
    assert said_all(text) == [
        "歩く人の率 [%] 60.8%(R3) -> 70%(R9)",
        "使う率 [%] 25%(R3) -> 90%(R9)",
    ]


@pytest.mark.parametrize(
    ("lines", "lost"),
    [
        # A year stands where the present value does, and words where the target is due.
        (("相談の件数", "Ｒ２", "31件", "把握に努める（目標値は設定しない）"), "相談"),
        # The number of a row, a page or a goal of the SDGs, where the target is due.
        (("相談の件数", "31件", "34", "講座の回数", "2回", "5回"), "相談"),
        # A department that the row above ends with.
        (("相談の件数", "31件", "34件", "健康課講座の回数", "2回", "5回"), "健康課"),
        (("相談の件数", "31件", "34件", "た人の数", "2人", "5人"), "た人"),
    ],
)
def test_cells_of_others_among_lines_cost_the_row(lines: tuple[str, ...], lost: str) -> None:
    head = ("指標", "現状値", "目標値", *(("担当課",) if "課" in lost else ()))
    for gap in ("\n", "\n\n"):
        assert not any(lost in row for row in said_all(gap.join((*head, *lines)) + "\n"))


def test_figures_on_lines_of_their_own_stand_below_their_names() -> None:
    rows = (
        "朝食をとる割合",
        "小学6年生",
        "84%",
        "95%",
        "中学3年生",
        "79%",
        "90%",
        "欠く割合",
        "3%",
        "1%",
    )
    found = said_all("\n".join(("指標", "対象", "現状値", "目標値", *rows)) + "\n")
    assert not any("79%" in row and "欠く" in row for row in found)


@pytest.mark.parametrize(
    ("head", "row", "wanted"),
    [
        (
            "指標 現況値 目標値",
            "施設の数 Ｒ２ 12施設 Ｒ９ 13施設",
            "施設の数 [施設] 12施設(Ｒ２) -> 13施設(Ｒ９)",
        ),
        (
            "指標 現況値 目標値",
            "施設の数 12施設 Ｒ９ 13施設",
            "施設の数 [施設] 12施設(-) -> 13施設(-)",
        ),
    ],
    ids=["before", "lone"],
)
def test_years_of_figures_on_a_line(head: str, row: str, wanted: str) -> None:
    assert said_all(f"{head}\n{row}\n{row.replace('の', 'する')}\n")[:1] == [wanted]


@pytest.mark.parametrize(
    "text",
    [
        # Of which years are the results, and are some of them aimed at?
        "指標 単位 実績 R8 R9 R10\n受入の回数 回 8（R7） 7 7 6\n",
        "指標 単位 実績 R8 R9\n受入の回数 回 8 7\n",
        "指標 実績値 目標値\nR4 R5 R6 R7\n受入の回数 8回 7回 7回 6回\n",
        # The label of the targets stands lower than that of the results.
        "指標 現状値\nR5 R9\n目標値\nR11\n受入の回数 8回 7回 6回\n",
        # What stands first is a title, and the label of the names stands lower than the others.
        "【目標指標】\n目標\n現況値 （令和11年\n成果指標 （令和5年度） 度）\n"
        "受入の回数 8回 7回\n橋の数 2本 3本\n",
        # No column is that of the names.
        "目標値 実績\n(令和4年度)\n達成率\n1-1 受入の回数 8回 7回 87%\n",
    ],
)
def test_a_head_that_can_be_read_in_two_ways_is_told_and_not_read(text: str) -> None:
    found = reading(text)
    assert not found.rows
    assert found.unread_tables


@pytest.mark.parametrize("part", ["大人 10人 12人\n子 5人 9人", "大人 10人 12人\n子\n5人\n9人"])
def test_a_part_alone_is_no_name(part: str) -> None:
    found = said_all(f"指標 現状値 目標値\n船に乗った人の数 {part}\n橋の数 2本 3本\n")
    assert not any(row.startswith("子") for row in found)


@pytest.mark.parametrize(
    "row",
    [
        ("の成立件数", "14件", "60件"),
        ("人数", "14人", "60人"),
        ("累計160人", "84人", "100人"),
        ("算出方法町民の満足度", "34％", "50％"),
        ("育休の取得率2019年度", "5％", "9％"),
        ("企業の数", "150社", "5.5、8.5"),
    ],
)
def test_pieces_of_other_cells_are_no_names_and_no_figures(row: tuple[str, ...]) -> None:
    for gap in (" ", "\n"):
        lines = [
            gap.join(each) for each in (("指標", "現状値", "目標値"), row, ("歩く人", "8人", "9人"))
        ]
        assert said_all("\n".join(lines) + "\n") in ([], ["歩く人 [人] 8人(-) -> 9人(-)"])
