"""The department that answers for a row, where a heading above it names that."""

import pytest
from kpi_texts import reading

TABLE = "指標\t現状値（R6）\t目標値（R12）\n湖畔を歩く人の数\t1,200人\t1,800人\n"


@pytest.mark.parametrize(
    ("above", "owner"),
    [
        ("施策１－１　湖を守る　　　　　担当課：環境課", "環境課"),
        ("施策１－１　湖を守る\n     担当：環境課、水道課", "環境課、水道課"),
        ("施策１－１　湖を守る\n所管課：環境課\n\n■ 取組\n\n水を調べます。", "環境課"),
        ("施策１－１　湖を守る\n水を調べます。\n担当課：環境課", None),  # of what stands above it
        ("施策１－１　湖を守る\n担当：環境課\n\n舟を出します。　担当：観光課", None),
        ("施策１－１　湖を守る\n担当：市と町", None),
        ("施策１－１　湖を守る\n水を調べます。", None),
    ],
)
def test_a_row_is_of_the_department_that_its_heading_names(above: str, owner: str | None) -> None:
    (row,) = reading(f"{above}\n\n{TABLE}").rows
    assert row.owner == owner


def test_a_row_says_its_own_department_first() -> None:
    table = TABLE.replace("）\n", "）\t担当課\n").replace("1,800人", "1,800人\t観光課")
    (row,) = reading(f"施策１－１　湖を守る\n担当課：環境課\n\n{table}").rows
    assert row.owner == "観光課"
