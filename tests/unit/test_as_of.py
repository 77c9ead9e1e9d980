"""When a date in a question picks an edition, and when it is the year of a figure."""

import pytest

from bot.question import parse
from bot.reading.as_of import as_of_in
from index.domain import Edition, Plan

PLAN = Plan(
    "mizuumi",
    "みずうみ市観光振興計画",
    "みずうみ市",
    (
        Edition("初版", ("a.txt",), effective_from="2020-04"),
        Edition("改訂版", ("b.txt",), effective_from="令和6年4月1日"),
    ),
    "改訂版",
)
UNDATED = Plan("oka", "おか市総合計画", "おか市", (Edition("v1", ("c.txt",)),), "v1")


@pytest.mark.parametrize(
    ("text", "day", "rest"),
    [
        ("2023年4月時点の計画では目標は?", "2023-04-30", "計画では目標は?"),
        ("令和5年度当時の計画の目標", "2024-03-31", "計画の目標"),
        ("令和5年(2023年)4月1日現在の計画では", "2023-04-01", "計画では"),
        ("2021年頃の計画ではどうだった", "2021-12-31", "計画ではどうだった"),
        ("2023年度末時点で有効だった版の目標", "2024-03-31", "版の目標"),
        ("みずうみ市の2022年時点における観光ビジョンには", "2022-12-31", "観光ビジョンには"),
        ("2021年ごろの計画だと目標は", "2021-12-31", "計画だと目標は"),
        ("2023年4月1日に有効だった計画の目標", "2023-04-01", "計画の目標"),
        ("令和4年度に使われていた計画の目標", "2023-03-31", "計画の目標"),
        ("2023年当時、計画では目標は何件?", "2023-12-31", "計画では目標は何件?"),
        ("2023年4月時点では計画の目標は?", "2023-04-30", "計画の目標は?"),
        ("targets in the plan as of April 2023", "2023-04-30", "targets in the plan"),
        ("the plan in force in 2021: its target?", "2021-12-31", "the plan : its target?"),
    ],
)
def test_a_date_of_the_plan_picks_an_edition(text: str, day: str, rest: str) -> None:
    found, left = as_of_in(text, (PLAN,))
    assert found == day
    assert " ".join(left.split()).endswith(rest)


@pytest.mark.parametrize(
    "text",
    [
        "2023年の実績は?",
        "2025年時点の目標値は?",
        "2030年時点の計画値は?",
        "令和5年4月1日現在の人口は計画では何人?",
        "2020年当時の入込客数は?",
        "2023年時点の現状値と計画の目標は?",
        "令和2年度の計画策定の経緯",
        "the target as of 2023",
        "5-2-1時点の計画",
        "13月時点の計画では",
        "2023年当時、人口は計画を下回った?",
        "2020年に使われた予算は計画のどこ?",
        "2023年に施行された条例と計画の関係",
    ],
)
def test_the_year_of_a_figure_picks_none(text: str) -> None:
    assert as_of_in(text, (PLAN,)) == (None, text)


def test_a_year_since_which_nothing_changed_stays_the_year_of_the_figure() -> None:
    text = "2030年時点の計画では参加者は何人?"
    assert as_of_in(text, (PLAN, UNDATED)) == ("2030-12-31", text)
    assert parse(text, (PLAN,)).years == (2030,)
    assert parse("2024年5月時点の計画では参加者は何人?", (PLAN,)).years == ()


def test_a_follow_up_stays_at_the_date() -> None:
    first = parse("2023年4月時点の計画では参加者数の目標は?", (PLAN,))
    assert parse("その現状値は?", (PLAN,), first).as_of == "2023-04-30"
