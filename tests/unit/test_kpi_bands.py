"""Aligned tables whose rows stand apart, since a column beside them wraps over more lines."""

from kpi_texts import reading, said_all

TEXT = """（１）湖を守る

番  指標                  現況              目標              見直し後の目標    目標値の考え方
号                        （R4年度）        （R7年度）        （R8年度）
1   湖畔の清掃に加わっ    454人             907人             1,222人           これまでの実績から、
    た市民と学生の人数    （R2～4年度）     （R2～7年度）     （R2～8年度）     毎年少しずつ増えて
                                                                                いくことを目指す。
                                                                                町の外からの人も数え
    水草の刈取りに手を    116社             120社             144社             手を貸す企業の数
2   貸す企業の数          （H28～R2         (R3～7年度)       (R3～8年度)       の平均をもとに、
    〔累計〕              年度）                                                それを上回る数を目標
                                                                                とする。

  （２）山を守る

                                                                                目標に届いていないた
    山の家のしごとを「よ                                                        め、引き続きこの値を
3   く知っている」と答え  11.1％            20％              20％              目指す。
    た者の割合

"""


def test_a_gap_in_all_columns_parts_rows() -> None:
    assert said_all(TEXT) == [
        "湖畔の清掃に加わった市民と学生の人数 [人] 454人(R2～4年度)"
        " -> 907人(R2～7年度), 1,222人(R2～8年度)",
        "水草の刈取りに手を貸す企業の数〔累計〕 [社] 116社(H28～R2年度)"
        " -> 120社(R3～7年度), 144社(R3～8年度)",
        "山の家のしごとを「よく知っている」と答えた者の割合 [％] 11.1％(R4年度)"
        " -> 20％(R7年度), 20％(R8年度)",
    ]


def test_rows_below_a_heading_are_of_that_section() -> None:
    assert [row.path[-1] for row in reading(TEXT).rows] == [
        "（１）湖を守る",
        "（１）湖を守る",
        "（２）山を守る",
    ]


def test_below_a_heading_half_a_row_is_none() -> None:
    text = TEXT.replace("11.1％            20％              20％  ", " " * 36)
    assert len(said_all(text)) == 2


def test_a_row_that_has_lost_its_figures_gives_none_to_its_neighbours() -> None:
    text = """指標                現況              目標              考え方
                    （R4年度）        （R8年度）
春の道を歩く人の数  11人              15人              森の道で
                                                        朝に数える。
夏の道を歩く人の数  12人              16人              湖の道で
                                                        昼に数える。
秋の道を歩く人の数  13人              17人              谷の道で
                                                        夕に数える。
冬の道でそりに乗る                                      子供の数を
                                                        夜に数える。
雪の日に歩く人の数  14人              18人              里の道で
                                                        年に一度。
"""
    assert [row.indicator for row in reading(text).rows] == [
        "春の道を歩く人の数",
        "夏の道を歩く人の数",
        "秋の道を歩く人の数",
        "雪の日に歩く人の数",
    ]
