"""Upright words at the edge of each page are no text of its lines."""

from index.formats.readers import OF_TEXT

PAGE = """基
本      みずべ指標
構       指標名     目標値
想     湖の水鳥の数    {0}羽

柱
１     岸の植木の数    1{0}本

                    {0}"""


def test_letters_of_side_tabs_are_left_out() -> None:
    content = OF_TEXT[".txt"]("\n\f".join(PAGE.format(n) for n in (4, 5, 6)))
    pages = content.text.split("\f")
    assert pages[2].split("\n") == [
        "",
        "       みずべ指標",
        "        指標名     目標値",
        "      湖の水鳥の数    6羽",
        "",
        "      岸の植木の数    16本",
        "",
        "                    6",
    ]
    assert len(content.line_numbers) == content.text.count("\n") + 1


def test_letters_on_too_few_pages_stay() -> None:
    text = "\n\f".join(PAGE.format(n) for n in (4, 5))
    assert OF_TEXT[".txt"](text).text == text
