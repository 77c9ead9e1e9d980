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


BESIDE = """事業名           事業費（千円）    活動指標
                 R6       R7       指標名                 R6実績   R9目標
移住の促進       12,400   13,100   移住の相談件数         214件    300件
結婚の支援       3,200    3,000    催しの参加者数         86人     120人
"""
CENTRED = """側面  ゴール          KPI         現在（2023年）     2030年
経済   8.3      新しい農家の数         6人        60人（累計）
社会   11.2   デマンド交通の登録者数   1,140人      2,500人
"""


def test_what_stands_before_the_names_is_no_part_of_them() -> None:
    assert said_all(BESIDE) == [
        "移住の相談件数 [件] 214件(R6) -> 300件(R9)",
        "催しの参加者数 [人] 86人(R6) -> 120人(R9)",
    ]
    assert said_all(CENTRED) == [
        "新しい農家の数 [人] 6人(2023年) -> 60人（累計）(2030年)",
        "デマンド交通の登録者数 [人] 1,140人(2023年) -> 2,500人(2030年)",
    ]


PASSED = """施策       成果指標         基準値       R9年度目標値   考え方

                                                        広く行う町の数を増やす
町の連携   連携する町の数   20町         26町           ことを目指す。
           連携する村の数   4村          7村            ことを目指す。

みどり     緑の団体数       633団体      680団体        ※１　県の計画による。
                                                        毎年少しずつ増やす。
"""


def test_lines_that_are_no_row_do_not_end_a_table_where_rows_go_on() -> None:
    assert "緑の団体数 [団体] 633団体(-) -> 680団体(R9年度)" in said_all(PASSED)
