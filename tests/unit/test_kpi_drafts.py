"""Which drafts of KPI rows are in doubt."""

import pytest

from index.kpi.aims import aims_back
from index.kpi.drafts import Draft, is_sound
from index.quantities import parse_measure


@pytest.mark.parametrize(
    ("start", "aim", "back"),
    [("R6", "R9", False), ("R6", "R5", True), (None, "R5", False), ("R5", "R5", False)],
)
def test_nobody_aims_at_what_is_past(start: str | None, aim: str, back: bool) -> None:
    draft = Draft("灯台の鐘の数", (), None, parse_measure("7", start), (parse_measure("9", aim),))
    assert aims_back(draft) is back


@pytest.mark.parametrize(("aim", "sound"), [("9", True), ("維持", True), ("現状値", False)])
def test_the_label_of_a_column_is_no_value(aim: str, sound: bool) -> None:
    draft = Draft("灯台の鐘の数", (), None, parse_measure("7", "R6"), (parse_measure(aim, "R9"),))
    assert is_sound(draft) is sound
