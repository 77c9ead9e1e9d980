from decimal import Decimal

import pytest

from index.domain import Comparator
from index.quantities import Period, in_unit, parse_measure, parse_period, unit_of

FIGURES = [
    ("1,234.5", "1234.5"),
    ("２，９３７", "2937"),
    ("2,620十億円", "2620000000000"),
    ("3,000万m ³", "30000000"),
    ("1,200人※1", "1200"),
    ("85％ *2)", "85"),
    ("1,200¹", "1200"),
    ("10³m³", None),
    ("1 85％", None),  # a note, or another figure
    ("１億2,000万円", "120000000"),
    ("1兆2,400億円", "1240000000000"),
    ("18万6,400人泊", "186400"),
    ("約3万2千人", "32000"),
    ("△1,624人", "-1624"),
    ("▲２億１千万円", "-210000000"),
    ("-1.12", "-1.12"),
    ("±0人", "0"),
    ("ゼロ", "0"),
    ("全２６施設", "26"),
    ("92.9％ (13/14地点)", "92.9"),  # what stands in brackets explains the figure
    ("市域の３％ (約58ha)", "3"),
    ("40.0千t-CO2/年", "40000.0"),  # the 2 of CO2 is no figure
    ("上昇", None),
    ("2021年度より制度運用開始", None),  # a year is no figure
    ("男性 25.8％ 女性 98.4％", None),  # two values
    ("8～10", None),
    ("13/14", None),
    ("10％増", None),  # by how much, not to what
    ("", None),
]


@pytest.mark.parametrize(("text", "value"), FIGURES)
def test_the_figure_of_a_cell(text, value):
    assert parse_measure(text).value == (None if value is None else Decimal(value))


@pytest.mark.parametrize(
    ("text", "comparator"),
    [
        ("85％以上", Comparator.AT_LEAST),
        ("12.0以下", Comparator.AT_MOST),
        ("15分以内", Comparator.AT_MOST),
        ("19ha未満", Comparator.LESS),
        ("100件を超える", Comparator.MORE),
        ("約5万人", Comparator.ABOUT),
        ("96件", Comparator.EQUAL),
    ],
)
def test_how_a_figure_is_meant(text, comparator):
    assert parse_measure(text).comparator is comparator


@pytest.mark.parametrize(
    ("cell", "text", "period"),
    [
        ("222 (H29)", "222", "H29"),
        ("7(R2)", "7", "R2"),
        ("4,293 （Ｒ５）", "4,293", "Ｒ５"),
        ("0人（令和9年4月1日）", "0人", "令和9年4月1日"),
        ("11 (H30～R4)", "11", "H30～R4"),
        ("35% (2024年度", "35%", "2024年度"),  # cut at the end of the line
        ("R5：40件", "40件", "R5"),
        ("41種 令和４年度", "41種", "令和４年度"),
        ("81.0%(32年度)", "81.0%", "32年度"),
        ("30％以上（毎年度）", "30％以上", "毎年度"),
        ("100％（24/24校）", "100％（24/24校）", "R10"),  # no year: the head's stays
        ("2021年度より制度運用開始", "2021年度より制度運用開始", "R10"),
        ("男性 78.1年 女性 83.2年（令和２年）", "男性 78.1年 女性 83.2年", "令和２年"),
    ],
)
def test_the_year_beside_a_value(cell, text, period):
    measure = parse_measure(cell, "R10")
    assert (measure.text, measure.period) == (text, period)


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("H30", (2018, 2018)),
        ("平成31年", (2019, 2019)),
        ("令和元年度", (2019, 2019)),
        ("R4年度", (2022, 2022)),
        ("２０２４年", (2024, 2024)),
        ("'28", (2028, 2028)),
        ("昭和60年", (1985, 1985)),
        ("2018～22年度累計", (2018, 2022)),
        ("令和６～10年度", (2024, 2028)),
        ("令和5年度(2023年度)", (2023, 2023)),
        ("2014～2018年度就農者", (2014, 2018)),
        ("毎年度", None),
        ("1,648", None),
        ("Society5.0", None),
        (None, None),
    ],
)
def test_periods(text, years):
    assert parse_period(text) == (None if years is None else Period(*years))


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("2,692十億円", "十億円"),
        ("2億396万円", "円"),  # two scale words: the counter alone
        ("５．８ｋＷｈ", "ｋＷｈ"),
        ("年間５人", "人"),
        ("8.9～14.2％", "％"),
        ("男性 78.64年／女性 83.12年", "年"),
        ("312人/年", "人/年"),
        ("10.0未満を維持", None),
        ("１日当たり67分", None),
        ("黒字化", None),
    ],
)
def test_units(text, unit):
    assert unit_of(text) == unit


def test_counting_in_the_unit_of_the_row():
    assert in_unit(parse_measure("1,860万円"), "万円") == 1860
    assert in_unit(parse_measure("86"), "百万円") == 86
    assert in_unit(parse_measure("1億2,000万円"), "円") == 120_000_000
    assert in_unit(parse_measure("減少"), "円") is None


@pytest.mark.parametrize("text", ["2000人", "1954時間", "2025 ha", "2000"])
def test_a_figure_that_looks_like_a_year_is_a_figure(text: str) -> None:
    assert parse_measure(text, "R9").value == Decimal(text.rstrip("人時間ha "))
    assert parse_measure(text, "R9").period == "R9"
