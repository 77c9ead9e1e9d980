"""Tables in which names stand above each other and the values drift below their rows."""

import pytest
from kpi_texts import reading, said_all

DRIFTING = """1 湖を守る

指標名      令和４年度・2022 年度  令和９年度・2027 年度
湖畔の清掃に加わった人の数
外来の魚の駆除量                                          令和３年度・2021 年度       900 人以上

                                                              640 人      2,500kg 以上

                                                    令和３年度・2021 年度

                                                             1,980kg

2 山を守る
"""


def test_rows_read_by_counting_say_so() -> None:
    assert all("縦に並んだ値を順に対応付け" in row.doubts for row in reading(DRIFTING).rows)


@pytest.mark.parametrize(
    ("printed", "instead"),
    [
        ("1,980kg\n", "\n"),  # a value is missing
        ("1,980kg", "1,980 人"),  # another unit than its target has
        ("900 人以上", "900 人    "),  # nothing tells which year aims
    ],
)
def test_what_does_not_count_alike_gives_no_row(printed: str, instead: str) -> None:
    text = DRIFTING.replace(printed, instead).replace("2,500kg 以上", "2,500kg")
    assert said_all(text) == []
