"""Which drafts of KPI rows are in doubt."""

import pytest

from index.kpi.drafts import Draft, aims_back
from index.quantities import parse_measure


@pytest.mark.parametrize(
    ("start", "aim", "back"),
    [("R6", "R9", False), ("R6", "R5", True), (None, "R5", False), ("R5", "R5", False)],
)
def test_nobody_aims_at_what_is_past(start: str | None, aim: str, back: bool) -> None:
    draft = Draft("灯台の鐘の数", (), None, parse_measure("7", start), (parse_measure("9", aim),))
    assert aims_back(draft) is back
