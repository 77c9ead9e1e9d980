"""Tables whose line ends were lost: head and rows run on in one line."""

from kpi_texts import reading, said_all

MARKED = (
    "目標 具体的な目標値 現状値 目標値 湖に親しむ人を 増やす ①湖畔を歩く人の割合 45.0% 60%以上"
    " 魚を食べる回数を 増やす ②湖の魚を食べる回数 週1.7回 週3回以上"
    " ③湖の魚を知っている 子供の割合 24.6% 50%以上 船の便を 増やす ④渡し船の便数 12便 20便\n"
)


def test_rows_that_marks_count() -> None:
    assert said_all(MARKED) == [
        "湖畔を歩く人の割合 [%] 45.0%(-) -> 60%以上(-)",
        "湖の魚を食べる回数 [回] 週1.7回(-) -> 週3回以上(-)",
        "湖の魚を知っている子供の割合 [%] 24.6%(-) -> 50%以上(-)",
        "渡し船の便数 [便] 12便(-) -> 20便(-)",
    ]


def test_a_marked_row_with_a_value_too_many_is_left_out() -> None:
    found = reading(MARKED.replace("24.6%", "24.6% 30%"))
    assert len(found.rows) == 3
    assert found.unread_tables


def test_marks_without_a_head_count_no_rows() -> None:
    assert said_all(MARKED.replace("現状値", "考え方")) == []


def test_a_head_within_a_line_of_text() -> None:
    text = (
        "12 目標２ 湖とともに暮らす町をつくる 湖と川の水をきれいにし、人が集まる町にします。"
        " 重要業績評価指標(KPI) 基準値 目標値 渡し船の利用者数 35,743人(H26) 47,700人(H31)"
        " 湖畔の道に満足している人の割合 33.7%(H26) 40.0%(H31) 【具体的な事業】 ●渡し船の新造\n"
    )
    assert said_all(text) == [
        "渡し船の利用者数 [人] 35,743人(H26) -> 47,700人(H31)",
        "湖畔の道に満足している人の割合 [%] 33.7%(H26) -> 40.0%(H31)",
    ]


def test_a_note_between_a_name_and_its_values() -> None:
    text = """基本目標指標 基準値 目標値
渡し船の利用者数※
※2015~2017年は町の船を含まない
4,386人
(2019年)
5,200人
(2026年)
湖畔の道に満足している人の割合 67.6%
(2020年度)
78.0%
(2026年度)
"""
    assert said_all(text) == [
        "渡し船の利用者数※ [人] 4,386人(2019年) -> 5,200人(2026年)",
        "湖畔の道に満足している人の割合 [%] 67.6%(2020年度) -> 78.0%(2026年度)",
    ]
