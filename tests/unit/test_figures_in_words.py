"""Figures in words: as printed, with the unit of the row only where the cell is a bare number."""

import pytest

from bot.figures import spoken
from index.quantities import parse_measure


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
    ],
)
def test_a_unit_is_said_once(cell: str, unit: str, said: str) -> None:
    assert spoken((parse_measure(cell),), unit, "ja") == said
