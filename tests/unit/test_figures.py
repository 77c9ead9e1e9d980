"""How far it is to a target, where both figures are of one kind; and figures in words."""

from decimal import Decimal

import pytest

from bot.display.figures import gap, in_words, spoken
from index.domain import KpiRow, Measure, Span
from index.quantities import number_of, parse_measure

PLACE = {
    "kpi_id": "k",
    "section_id": "s",
    "plan_id": "p",
    "revision": "r",
    "path": (),
    "span": Span(0, 1),
    "lines": (1, 1),
    "indicator": "指標",
}

GAPS = [
    ("1,196", "1,800", "人", "+604人"),
    ("89件", "96件", None, "+7件"),
    ("52.1%", "65%", None, "+12.9ポイント"),
    ("82.0％", "85％以上", None, "+3.0ポイント"),
    ("15", "10以下", "件", "−5件"),
    ("1", "1", "計画", "±0計画"),
    ("△1,624人", "△800人", None, "+824人"),
    ("2,620十億円", "2,692十億円", None, "+72十億円"),
    ("38.5千t-CO2", "19.2千t-CO2", "千t-CO2", "−19.3千t-CO2"),
    ("4,300", "9,000", "㎥", "+4,700㎥"),
    # Nothing to reckon with: words, several figures, another unit.
    ("検証中", "65%", None, None),
    ("男性 25.8％ 女性 98.4％", "50％", None, None),
    ("900万円", "1億円", None, None),
    ("1,196", "5千人", "人", None),
]


def row(**more: object) -> KpiRow:
    return KpiRow(**PLACE | more)


def measure(text: str) -> Measure:
    return Measure(text, value=Decimal(1))


@pytest.mark.parametrize(("baseline", "target", "unit", "expected"), GAPS)
def test_the_way_to_the_target(
    baseline: str, target: str, unit: str | None, expected: str | None
) -> None:
    found = gap(row(unit=unit, baseline=measure(baseline)), measure(target), "ja")
    assert (found.text if found else None) == expected


def test_a_figure_that_was_not_understood_is_not_reckoned_with() -> None:
    unread = row(baseline=Measure("1,196"))
    assert gap(unread, measure("1,800"), "ja") is None
    assert gap(row(), measure("1,800"), "ja") is None


def test_figures_in_words() -> None:
    whole = row(
        unit="人",
        baseline=Measure("1,196", "H30", Decimal(1196)),
        targets=(Measure("1,800", None, Decimal(1800)), Measure("上昇", "R12")),
    )
    assert in_words(whole, "ja") == "目標値 1,800人、上昇（R12）、現状値 1,196人（H30）"
    assert in_words(row(), "ja") == "現状値 ―、目標値の記載なし"
    assert in_words(row(), "en") == "baseline ―, no target stated"


PRINTED_IN_KANJI = [
    ("18万6,400人泊", "42万人泊", "人泊", "+23万3,600人泊"),
    ("71億8千万円", "80億円", "円", "+8億2,000万円"),
    ("24万8千㎡", "22万5千㎡", "㎡", "−2万3,000㎡"),
    ("1億2,300万円", "3千トン", None, None),
]


@pytest.mark.parametrize(("baseline", "target", "unit", "expected"), PRINTED_IN_KANJI)
def test_figures_that_are_scaled_in_their_midst(
    baseline: str, target: str, unit: str | None, expected: str | None
) -> None:
    before, after = (Measure(text, value=number_of(text)) for text in (baseline, target))
    found = gap(row(unit=unit, baseline=before), after, "ja")
    assert (found.text if found else None) == expected


@pytest.mark.parametrize(
    ("cell", "unit", "said"),
    [
        ("1,800", "人", "1,800人"),
        ("３，６５１", "件", "３，６５１件"),
        ("3,000万m ³", "万m ³", "3,000万m ³"),
        ("65%", "%", "65%"),
        ("上昇", "本", "上昇"),
        ("5.0以下", "%", "5.0%以下"),
        ("19ha未満", "ha", "19ha未満"),
        ("約5", "万人", "約5万人"),
        ("19.2千t-CO2", "千t-CO2", "19.2千t-CO2"),
        ("100を維持", "％", "100％を維持"),
        ("90～100", "万人", "90～100万人"),
        ("16／38", None, "16／38"),
        ("24.6％※1", "％", "24.6％※1"),
        ("612※2", "人", "612人※2"),
    ],
)
def test_a_unit_is_said_once_and_only_where_the_cell_is_a_bare_number(
    cell: str, unit: str, said: str
) -> None:
    assert spoken((parse_measure(cell),), unit, "ja") == said
