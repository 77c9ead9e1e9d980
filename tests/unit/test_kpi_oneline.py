"""Tables whose line ends were lost: head and rows run on in one line."""

from kpi_texts import reading

MARKED = (
    "目標 具体的な目標値 現状値 目標値 湖に親しむ人を 増やす ①湖畔を歩く人の割合 45.0% 60%以上"
    " 魚を食べる回数を 増やす ②湖の魚を食べる回数 週1.7回 週3回以上"
    " ③湖の魚を知っている 子供の割合 24.6% 50%以上 船の便を 増やす ④渡し船の便数 12便 20便\n"
)


def test_a_marked_row_with_a_value_too_many_is_left_out() -> None:
    found = reading(MARKED.replace("24.6%", "24.6% 30%"))
    assert len(found.rows) == 3
    assert found.unread_tables
