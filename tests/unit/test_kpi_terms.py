"""Heads that do not say what is aimed at: the plan's term, or the names of the rows, tell."""

from dataclasses import replace

import pytest
from kpi_texts import document, said, said_all

from index.kpi.reader import read_kpi_rows
from index.sections import read_sections

TERM = "池の会計画\n計画期間　令和6年度～令和8年度\n"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        # One column of figures: what begins with a year tells how it was.
        (
            "成果目標\t単位\t数値\t考え方\n令和4年度末時点の会員（Ａ）\t人\t14\t名簿の人数\n"
            "【目標①】新しい会員の数\t人\t3\t（Ａ）とは別の人\n"
            "【目標②】見学の受け入れ\t\t随時\t申込みによる\n",
            ["【目標①】新しい会員の数 [人] - -> 3(-)", "【目標②】見学の受け入れ [] - -> 随時(-)"],
        ),
        # Where the head does not speak of goals only rows that do are read.
        (
            "項目\t単位\t数値\n池の会員の数\t人\t14\n【目標値】新しい会員の数\t人\t3\n",
            ["【目標値】新しい会員の数 [人] - -> 3(-)"],
        ),
        # Years of the term are aimed at, one before it is known.
        (
            TERM
            + "\n数値目標\t単位\t令和6年度\t令和7年度\t令和8年度\n"
            + "舟の数\t隻\t1\t2\t3\n櫂の数\t本\t2\t4\t6\n",
            [
                "舟の数 [隻] - -> 1(令和6年度), 2(令和7年度), 3(令和8年度)",
                "櫂の数 [本] - -> 2(令和6年度), 4(令和7年度), 6(令和8年度)",
            ],
        ),
        (
            TERM + "\n成果目標\t単位\t令和3年度\t令和8年度\n舟の数\t隻\t1\t3\n櫂の数\t本\t2\t6\n",
            [
                "舟の数 [隻] 1(令和3年度) -> 3(令和8年度)",
                "櫂の数 [本] 2(令和3年度) -> 6(令和8年度)",
            ],
        ),
        (TERM + "\n数値目標\t単位\t令和2年度\t令和3年度\n舟の数\t隻\t1\t3\n櫂の数\t本\t2\t6\n", []),
        (
            TERM
            + "１　達成状況\n数値目標\t単位\t令和6年度\t令和7年度\n"
            + "舟の数\t隻\t1\t3\n櫂の数\t本\t2\t6\n",
            [],
        ),
    ],
)
def test_targets_by_the_term(text: str, wanted: list[str]) -> None:
    assert said_all(text) == wanted


def test_a_year_at_the_foot_of_pages_is_of_the_value_above_it() -> None:
    page = (
        "　■指標\n  指標名                現状値        目標値\n"
        "                        （2022）      （2026）\n"
        "  {}の数                26人          27人\n"
        "                        （2021）\n\n"
        "                - {} -\n\f池の会計画\n{}　節\n　池の水を守る。\n\n"
    )
    text = "".join(page.format(name, n, n) for n, name in enumerate("舟櫂帆錨", 1))
    assert said_all(text) == [f"{name}の数 [人] 26人(2021) -> 27人(2026)" for name in "舟櫂帆錨"]


@pytest.mark.parametrize(
    ("caption", "wanted"),
    [
        ("### KPI（基準値2017→現状値2021→目標値2027）", "舟の数 [隻] 7隻(2017) -> 9隻(2027)"),
        (
            "指標（基準年度：2017年度、目標年度：2027年度）",
            "舟の数 [隻] 7隻(2017年度) -> 9隻(2027年度)",
        ),
        ("KPI（目標値2027）", "舟の数 [隻] 7隻(-) -> 9隻(-)"),
    ],
)
def test_years_of_a_caption_are_of_the_columns_below(caption: str, wanted: str) -> None:
    table = "| 指標 | 基準値 | 目標 |\n|---|---|---|\n| 舟の数 | 7隻 | 9隻 |\n"
    assert said_all(f"{caption}\n{table}") == [wanted]


def test_cells_below_kpi_may_name_their_figures() -> None:
    one = "施策\tKPI（令和8年度）\n池を守る\t会員の数 14人以上\n\t見学の回数：3回\n"
    assert said_all(one) == [
        "会員の数 [人] - -> 14人以上(令和8年度)",
        "見学の回数 [回] - -> 3回(令和8年度)",
    ]
    two = (
        "施策\tKPI（令和4年度）\tKPI（令和8年度）\t達成率\n"
        "池を守る\t会員の数 12人\t会員の数 14人\t86%\n\t見学の回数 2回\t見学の回数 3回\t67%\n"
    )
    assert said_all(two) == [
        "会員の数 [人] 12人(令和4年度) -> 14人(令和8年度)",
        "見学の回数 [回] 2回(令和4年度) -> 3回(令和8年度)",
    ]
    assert said_all(two.replace("\t見学の回数 3回", "\t見学の日数 3日")) == []
    assert said_all("１　実績\n" + one) == []
    assert said_all(one.replace("KPI", "項目")) == []


@pytest.mark.parametrize(
    ("in_force", "aims"),
    [("2025-04", "4(R8), 6(R11)"), ("2027-04", "6(R11)"), (None, "6(R11)")],
)
def test_a_year_to_come_beside_a_target_is_aimed_at_too(in_force: str | None, aims: str) -> None:
    text = "指標\t単位\tR5（現状）\tR8\tR11（目標）\n舟の数\t隻\t1\t4\t6\n"
    plan = replace(document(text), effective_from=in_force)
    rows = read_kpi_rows(plan, read_sections(plan)).rows
    assert [said(row) for row in rows] == [f"舟の数 [隻] 1(R5) -> {aims}"]
