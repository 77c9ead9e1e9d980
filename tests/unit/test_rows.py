"""One row out of many places, and the rows of a list."""

from dataclasses import replace
from decimal import Decimal

import pytest

from bot.answering.owners import by_owner
from bot.answering.printings import indicator_key, merge, versions
from bot.answering.rows import by_figure, by_goal
from bot.answering.years import asks_for_aims, is_dated
from bot.question import parse
from index.domain import KpiRow, Measure, Span


def row(indicator: str, target: str | None = None, period: str | None = None, **more) -> KpiRow:
    targets = (Measure(target, period, Decimal(target)),) if target else ()
    fields = {"path": ("1 はじめに", "5-2-1. デジタル"), "baseline": Measure("3", "R2", Decimal(3))}
    return KpiRow(
        f"k{indicator}{target}", "s", "p", "v", span=Span(0, 1), lines=(1, 1),
        indicator=indicator, targets=targets, **(fields | more),
    )  # fmt: skip


def steps(*values: str) -> KpiRow:
    """Return a row with a target for each of some years."""
    dated = zip(values, ("R6", "R10"), strict=True)
    return replace(row("件数"), targets=tuple(Measure(v, y, Decimal(v)) for v, y in dated))


def test_the_most_complete_printing_comes_first() -> None:
    groups = merge([row("参加者 数"), row("参加者数", "10", "R6"), row("件数", "2")])
    assert [[len(r.targets) for r in group] for group in groups] == [[1, 0], [1]]


def test_widths_blanks_and_brackets_are_no_difference() -> None:
    assert indicator_key("「ＡＩ」の 件数（累計）") == indicator_key("AIの件数(累計)")


@pytest.mark.parametrize(
    ("a", "b", "clash"),
    [
        (row("件数", "10", "R6"), row("件数", "12", "R6"), True),
        (row("件数", "10", "R6"), row("件数", "12", "R10"), False),  # another year
        (row("件数", "10", "R6"), row("件数"), False),  # missing is no disagreement
        (row("件数", "10", "R6"), row("件数", "10", "2024年"), False),
        (row("件数"), row("件数", baseline=Measure("4", "R2", Decimal(4))), True),
        (steps("10", "20"), steps("12", "20"), True),
        (steps("10", "20"), row("件数", "20", "R10"), False),
    ],
)
def test_disagreement(a: KpiRow, b: KpiRow, *, clash: bool) -> None:
    assert len(versions([a, b])) == 1 + clash


def test_a_baseline_without_its_year_is_of_no_matter_where_aims_are_asked_for() -> None:
    undated = row("件数", "10", "R11", baseline=Measure("3", None, Decimal(3)))
    assert not is_dated(undated)
    assert is_dated(undated, aims=asks_for_aims(parse("件数、令和9年度の中間目標は？", ())))
    assert not asks_for_aims(parse("令和9年度の件数の実績は？", ()))


def test_goals() -> None:
    goal = by_goal(parse("ゴール1のKPIを全部", ()))
    assert goal is not None
    assert not goal(row("件数", sdg_targets=("11.3", "17")))
    assert goal(row("率", sdg_targets=("1.1",)))


def test_departments() -> None:
    ours, theirs = row("件数", owner="水の課"), row("率", owner="森の課")
    owner = by_owner(parse("水の課が担当の指標を全部", ()), (ours, theirs))
    assert owner is not None
    assert owner(ours)
    assert not owner(theirs)
    both = row("件数", owner="資源循環課福祉政策課")
    owner = by_owner(parse("福祉政策課が担当の指標を全部", ()), (both, theirs))
    assert owner is not None
    assert owner(both)
    assert by_owner(parse("水の指標を全部", ()), (ours, theirs)) is None


@pytest.mark.parametrize(
    ("question", "meant"),
    [
        ("8割以上を目指す指標は？", "船の率"),
        ("80%以上の指標を全部", "船の率"),
        ("現状が50%未満の指標一覧", "船の率 宿の率"),
        ("100人以上の目標は？", "客"),
        ("90%以上の指標を全部", ""),
        ("65歳以上の指標を全部", None),  # an age
        ("80%以上の世帯が備える食料の指標", None),
    ],
)
def test_figures_aimed_at(question: str, meant: str | None) -> None:
    share = Measure("40％", "R5", Decimal(40))
    rows = (
        row("船の率", "85", unit="％", baseline=share),
        row("宿の率", "70", unit="％", baseline=share),
        row("客", "120", unit="人"),
    )
    test = by_figure(parse(question, ()))
    found = None if test is None else " ".join(r.indicator for r in rows if test(r))
    assert found == meant
