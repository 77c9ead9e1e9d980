"""Which indicator a question means, by its name alone."""

import pytest

from bot.answering.meant import sums_up
from bot.question import parse

NAME = "１人１日当たりの排出量（家庭系と事業系の計）"


@pytest.mark.parametrize(
    ("name", "text", "summed"),
    [
        (NAME, "家庭系は？", True),
        (NAME, "家庭系と事業系の排出量は？", False),
        (NAME, "家庭系も含めた全体の排出量は？", False),
        (NAME, "1人1日の排出量は？", False),
        ("家庭系の排出量（家庭系と事業系の計）", "家庭系は？", False),
        ("食べ残しの割合（小中学校の平均）", "中学校の食べ残し", True),
        ("食べ残しの割合（小中学校の平均）", "食べ残しの割合", False),
        ("食べ残しの割合（小中学校）", "中学校の食べ残し", False),
    ],
)
def test_what_is_of_several_is_not_of_one_of_them(name: str, text: str, *, summed: bool) -> None:
    assert sums_up(name, parse(text, ())) is summed
