"""Tables of PDF pages whose rows and columns few rules part, cards, and what stands beside."""

from collections.abc import Callable
from itertools import pairwise

import pytest
from pdf_pages import CLEAR, HEAD, HEIGHT, READ, WALK, Draw, cells, rows, rule, say
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from index.content import Content
from index.pdf.overpage import over_page
from index.pdf.tables import Ruled, RuledCell
from index.pdf.text import joined

HIGH = (["浄化した水の量"], ["2万トン"], ["4万トン"])
LOW = ["浄化した水の量", "2万トン", "4万トン"]
PROSE = "・湖畔の道を歩く催しを、春と秋の二回、町と住民がともに開きます。"


def shaded(canvas: Canvas, top: float, foot: float) -> None:
    canvas.setFillGray(0.8)
    canvas.rect(50, HEIGHT - foot, 300, foot - top, stroke=0, fill=1)
    canvas.setFillGray(0)


def test_rows_between_two_rules_are_parted_by_their_figures(
    printed: Callable[..., Content],
) -> None:
    def draw(canvas: Canvas) -> None:
        foot = rows(canvas, 100, [HEAD, WALK, CLEAR, HIGH], drawn="")
        for at in (100, 122, foot):
            rule(canvas, 50, at, 350, at)
        say(canvas, PROSE, 50, foot + 6)
        rule(canvas, 50, foot + 40, 350, foot + 40)

    content = printed(draw)
    assert cells(content) == [[*READ, LOW]]
    assert PROSE in content.text.split("\n")


def test_rows_below_a_shaded_head_end_where_prose_begins(printed: Callable[..., Content]) -> None:
    def draw(canvas: Canvas) -> None:
        shaded(canvas, 100, 122)
        foot = rows(canvas, 100, [HEAD, WALK, CLEAR], drawn="")
        say(canvas, PROSE, 50, foot + 20)

    content = printed(draw)
    assert cells(content) == [READ]
    assert PROSE in content.text.split("\n")


def test_the_last_row_of_stripes_is_not_read_with_the_prose_below(
    printed: Callable[..., Content],
) -> None:
    def draw(canvas: Canvas) -> None:
        for top in (100, 144):
            shaded(canvas, top, top + 22)
        foot = rows(canvas, 100, [HEAD, WALK, CLEAR, HIGH], drawn="")
        say(canvas, PROSE, 50, foot + 2)
        shaded(canvas, foot + 60, foot + 82)

    assert cells(printed(draw)) == [[*READ, LOW]]


def test_a_name_over_two_columns_stands_above_those_of_the_columns(
    printed: Callable[..., Content],
) -> None:
    def draw(canvas: Canvas) -> None:
        shaded(canvas, 100, 140)
        for words, left, top in (
            ("指標", 60, 114),
            ("現状", 204, 106),
            ("2023年", 200, 122),
            ("目標", 300, 106),
            ("2027年", 270, 122),
            ("2029年", 320, 122),
        ):
            say(canvas, words, left, top)
        for row, name in enumerate(["湖畔を歩く人", "貸し自転車の利用"]):
            for column, words in enumerate([name, "120人", "150人", "180人"]):
                say(canvas, words, (54, 204, 274, 324)[column], 148 + 22 * row)
            rule(canvas, 50, 162 + 22 * row, 350, 162 + 22 * row)

    (table,) = cells(printed(draw))
    assert table[0] == ["指標", "現状2023年", "目標", "目標"]
    assert table[1][2:] == ["2027年", "2029年"]
    assert table[2] == ["湖畔を歩く人", "120人", "150人", "180人"]


def test_text_that_lies_on_its_side_but_for_a_hair_is_turned(
    printed: Callable[..., Content],
) -> None:
    def draw(canvas: Canvas) -> None:
        turn = 6e-17
        canvas.transform(turn, 1, -1, turn, A4[0], 0)
        canvas.translate(0, -HEIGHT + A4[0])
        rows(canvas, 300, [HEAD, WALK, CLEAR], drawn="rfsc")

    assert cells(printed(draw)) == [READ]


def test_what_is_written_down_the_margin_of_pages_is_left_out(
    printed: Callable[..., Content],
) -> None:
    def page(number: int) -> Draw:
        def draw(canvas: Canvas) -> None:
            for at, letter in enumerate("湖と暮らす"):
                say(canvas, letter, 560, 300 + 12 * at)
            rows(canvas, 280, [HEAD, WALK, CLEAR], drawn="rfsc")
            say(canvas, f"湖を守る取組の{'一二三'[number]}つめです。", 50, 100)

        return draw

    content = printed(*map(page, range(3)))
    assert "湖と暮らす" not in content.text
    assert content.text.count("を守る取組") == 3


def test_the_boxes_of_a_card_follow_its_name(printed: Callable[..., Content]) -> None:
    def draw(canvas: Canvas) -> None:
        cards = [("歩く人の数", "120人", "180人"), ("湖の透明度", "3.5ｍ", "5ｍ")]
        for left, (name, now, then) in zip((50, 300), cards, strict=True):
            canvas.rect(left, HEIGHT - 120, 200, 20)
            say(canvas, name, left + 10, 104)
            for at, words in ((left, now), (left + 120, then)):
                canvas.rect(at, HEIGHT - 160, 80, 30)
                say(canvas, words, at + 10, 140)

    lines = [line for line in printed(draw).text.split("\n") if line]
    assert lines == ["歩く人の数", "120人", "180人", "湖の透明度", "3.5ｍ", "5ｍ"]


@pytest.mark.parametrize(
    ("lines", "whole"),
    [
        (["14,0", "00"], "14,000"),
        (["1,234,", "567"], "1,234,567"),
        (["12.", "5"], "12.5"),
        (["120", "150"], "120 150"),  # two values
        (["R5,", "R6"], "R5, R6"),
        (["1,200", "300"], "1,200 300"),
    ],
)
def test_a_figure_that_a_narrow_cell_cuts_is_whole(lines: list[str], whole: str) -> None:
    assert joined(lines) == whole


LEFT = ["湖の水は昭和の終わりに濁りまし", "たが、下水道が整い、少しずつ澄", "んできています。"]
RIGHT = ["湖畔の道は一周十二キロで、休む", "場所が足りません。"]


def test_short_columns_of_text_are_read_one_after_the_other(
    printed: Callable[..., Content],
) -> None:
    def draw(canvas: Canvas) -> None:
        say(canvas, "現状と課題", 50, 80)
        for left, lines in ((50, LEFT), (250, RIGHT)):
            for number, words in enumerate(lines):
                say(canvas, words, left, 100 + 16 * number)
        say(canvas, "めざす姿", 50, 170)

    lines = [line for line in printed(draw).text.split("\n") if line]
    assert lines == ["現状と課題", *LEFT, *RIGHT, "めざす姿"]


def test_names_and_figures_beside_each_other_are_no_columns_of_text(
    printed: Callable[..., Content],
) -> None:
    def draw(canvas: Canvas) -> None:
        for number, words in enumerate(["湖畔を歩く人の数", "湖の水の透明度"]):
            say(canvas, words, 50, 100 + 16 * number)
            say(canvas, f"{number + 3}年ごとに町が調べます。", 250, 100 + 16 * number)

    first, second = printed(draw).text.strip().split("\n")
    assert first.split() == ["湖畔を歩く人の数", "3年ごとに町が調べます。"]
    assert second.split() == ["湖の水の透明度", "4年ごとに町が調べます。"]


def test_headings_in_bars_are_lines_and_no_rows(printed: Callable[..., Content]) -> None:
    def draw(canvas: Canvas) -> None:
        shaded(canvas, 100, 124)
        say(canvas, "第３章", 56, 104, 14)
        say(canvas, "湖を守る", 56 + 4 * 14, 104, 14)
        canvas.rect(50, HEIGHT - 158, 8, 24)
        canvas.rect(58, HEIGHT - 158, 292, 24)
        say(canvas, "こはん", 67, 136, 5)
        say(canvas, "湖畔の道づくり", 66, 142)

    content = printed(draw)
    assert content.grids == ()
    assert content.text.split() == ["第３章", "湖を守る", "湖畔の道づくり"]


def test_rows_between_and_below_shaded_cells_have_their_columns(
    printed: Callable[..., Content],
) -> None:
    def draw(canvas: Canvas) -> None:
        for top in (100, 144):
            canvas.setFillGray(0.8)
            for left, right in ((50, 200), (200, 280), (280, 350)):
                canvas.rect(left, HEIGHT - top - 22, right - left, 22, stroke=0, fill=1)
            canvas.setFillGray(0)
        foot = rows(canvas, 100, [HEAD, WALK, CLEAR, HIGH], drawn="")
        say(canvas, PROSE, 50, foot + 14)

    content = printed(draw)
    assert cells(content) == [[*READ, LOW]]
    assert PROSE in content.text.split("\n")


def test_rows_that_rules_part_below_a_shaded_head_have_its_columns(
    printed: Callable[..., Content],
) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFillGray(0.8)
        for left, right in ((50, 200), (200, 280), (280, 350)):
            canvas.rect(left, HEIGHT - 122, right - left, 22, stroke=0, fill=1)
        canvas.setFillGray(0)
        foot = rows(canvas, 100, [HEAD, WALK, CLEAR, HIGH], drawn="")
        for at in (122, 144, 166, foot):
            rule(canvas, 50, at, 350, at)

    assert cells(printed(draw)) == [[*READ, LOW]]


def test_a_word_at_the_edge_of_a_column_is_of_it(printed: Callable[..., Content]) -> None:
    lines = (("指標", "現状", "目標"), ("湖畔を歩く人の数", "12人", "40人"), ("桜", "3本", "9本"))

    def draw(canvas: Canvas) -> None:
        for line, words in enumerate([*lines, ("湖の水の透明な日", "5日", "7日")]):
            for word, left in zip(words, (50, 137, 200), strict=True):
                say(canvas, word, left, 100 + 22 * line)

    (table,) = cells(printed(draw))
    assert table[1] == list(lines[1])


@pytest.mark.parametrize("ruled", [True, False])
def test_a_name_stands_over_the_columns_in_whose_middle_it_is(
    printed: Callable[..., Content], ruled: bool
) -> None:
    def draw(canvas: Canvas) -> None:
        for words, left in (("指標", 60), ("基準値", 145), ("目標値", 250)):
            say(canvas, words, left, 104)
        for column, year in enumerate(("R5", "R7", "R9", "R11")):
            say(canvas, year, 150 + 50 * column, 124)
        for number, name in enumerate(("歩く人の数", "湖の透明度")):
            for column, words in enumerate([name, "12", "34", "56", "78"]):
                say(canvas, words, 54 if not column else 102 + 50 * column, 144 + 20 * number)
        for top, left in ((100, 50), (120, 135), (140, 50), (160, 50), (180, 50)):
            if ruled:
                rule(canvas, left, top, 350, top)

    (table,) = cells(printed(draw))
    assert table[0] == ["指標", "基準値", "目標値", "目標値", "目標値"]
    assert table[2] == ["歩く人の数", "12", "34", "56", "78"]


@pytest.mark.parametrize("caption", [("表1", "湖の目標"), ("湖の目標",)])
def test_what_stands_above_a_head_of_three_lines_is_no_row_of_it(
    printed: Callable[..., Content], caption: tuple[str, ...]
) -> None:
    def draw(canvas: Canvas) -> None:
        if len(caption) > 1:
            say(canvas, "湖の水を守るため、次のとおり目標を定めます。", 60, 76)
        for at, words in enumerate((*caption, "（単位：人）")):
            say(canvas, words, (150, 190, 285)[at + 3 - len(caption) - 1], 92)
        for words, left, top in (
            ("指標", 70, 129),
            ("目標", 255, 112),
            ("実績", 145, 120),
            ("R5", 150, 136),
            ("R7", 220, 128),
            ("R9", 300, 128),
        ):
            say(canvas, words, left, top)
        for left, words in zip((190, 235, 270, 315), ("人数", "増減") * 2, strict=True):
            say(canvas, words, left, 144)
        for number, name in enumerate(("歩く人の数", "舟に乗る人の数")):
            for at, words in enumerate([name, "12", "34", "+5%", "78", "+9%"]):
                say(canvas, words, (54, 150, 195, 240, 275, 320)[at], 164 + 20 * number)
        rules = ((70, 50), (110, 50), (125, 185), (141, 185), (160, 50), (180, 50), (200, 50))
        for top, left in rules:
            rule(canvas, left, top, 350, top)

    content = printed(draw)
    (table,) = cells(content)
    assert table[0] == ["指標", "実績R5", *["目標"] * 4]
    assert table[1][2:] == ["R7", "R7", "R9", "R9"]
    assert table[2][2:] == ["人数", "増減"] * 2
    assert table[4] == ["舟に乗る人の数", "12", "34", "+5%", "78", "+9%"]
    assert "湖の目標" in content.text.split("\n\n")[0]


def test_a_heading_above_its_rule_is_no_row_of_the_table_above(
    printed: Callable[..., Content],
) -> None:
    def draw(canvas: Canvas) -> None:
        foot = rows(canvas, 100, [HEAD, WALK, CLEAR], drawn="rfsc")
        say(canvas, "湖を守る人", 54, foot + 18, size=12)
        rule(canvas, 50, foot + 36, 350, foot + 36)

    content = printed(draw)
    assert cells(content) == [READ]
    assert "湖を守る人" in content.text.split("\n")


@pytest.mark.parametrize(
    ("group", "read"),
    [
        ([("湖の", 155), ("水", 169)], [["湖の水", "澄む日の数"], ["湖の水", "魚の数"]]),
        ([("湖の水", 162)], [["湖の水", "澄む日の数"], ["湖の水", "魚の数"]]),
        # Lines of the rows themselves.
        ([("湖", 152), ("川", 172)], [["湖 澄む日の数"], ["川 魚の数"]]),
    ],
)
def test_a_name_amid_rows_that_no_rule_parts_is_of_all(
    printed: Callable[..., Content], group: list[tuple[str, float]], read: list[list[str]]
) -> None:
    def draw(canvas: Canvas) -> None:
        for words, left in (("区分", 60), ("指標", 120), ("R5", 204), ("R9", 284)):
            say(canvas, words, left, 104)
        say(canvas, "舟に乗った人の数", 54, 132)
        for words, top in group:
            say(canvas, words, 54, top)
        for line, words in enumerate(("澄む日の数", "魚の数")):
            say(canvas, words, 110, 152 + 20 * line)
        for line, figures in enumerate(zip((12, 34, 56), (21, 43, 65), strict=True)):
            for column, figure in enumerate(figures):
                say(canvas, str(figure), 204 + 80 * column, 132 + 20 * line)
        for top in (100, 128, 148, 188):
            rule(canvas, 50, top, 350, top)

    (table,) = cells(printed(draw))
    assert [row[:-2] for row in table[2:]] == read
    assert [row[-2:] for row in table[1:]] == [["12", "21"], ["34", "43"], ["56", "65"]]


def test_figures_cut_in_narrow_cells_are_of_one_row(printed: Callable[..., Content]) -> None:
    wide = (["歩く人の数"], ["14,0", "00人"], ["26,0", "00人"])

    def draw(canvas: Canvas) -> None:
        shaded(canvas, 100, 122)
        rows(canvas, 100, [HEAD, wide, CLEAR], drawn="")

    read = ["歩く人の数", "14,000人", "26,000人"]
    assert cells(printed(draw)) == [[READ[0], read, READ[2]]]


def test_a_label_below_a_heading_in_a_bar_is_no_running_head(
    printed: Callable[..., Content],
) -> None:
    def page(number: int) -> Draw:
        def draw(canvas: Canvas) -> None:
            shaded(canvas, 60, 84)
            say(canvas, f"湖を守る{'一二三'[number]}", 56, 66)
            say(canvas, "現状と課題", 50, 100)
            for line in range(4):
                say(
                    canvas,
                    f"湖の水は{'一二三四五六七'[number + line]}年で澄みました。",
                    50,
                    130 + 16 * line,
                )

        return draw

    assert printed(*map(page, range(3))).text.count("現状と課題") == 3


@pytest.mark.parametrize(
    ("below", "size", "name"),
    [
        ("人", 7, "湖畔を歩く人の数 人"),
        ("人", 10, "湖畔を歩く人の数人"),
        ("（人）", 7, "湖畔を歩く人の数（人）"),
        ("と休む", 7, "湖畔を歩く人の数と休む"),
    ],
)
def test_a_unit_in_small_print_is_no_end_of_the_name_above_it(
    printed: Callable[..., Content], below: str, size: float, name: str
) -> None:
    def draw(canvas: Canvas) -> None:
        walk = (["湖畔を歩く人の数", ""], ["1,200"], ["1,800"])
        rows(canvas, 100, [HEAD, walk, CLEAR], drawn="rfsc")
        say(canvas, below, 54, 140, size)

    assert [row[0] for row in cells(printed(draw))[0]] == ["指標", name, "透明度"]


@pytest.mark.parametrize("beside", [True, False])
def test_small_boxes_beside_a_cell_as_high_are_cells(
    printed: Callable[..., Content], beside: bool
) -> None:
    """Cells of shaded rows that are each filled by themselves; others would be icons."""

    def draw(canvas: Canvas) -> None:
        lines = [["指標", "R5", "R8"], ["湖畔を歩く人の数", "12", "20"], ["透明度", "3", "5"]]
        lefts = (50, 250, 286, 322) if beside else (50, 290, 326, 362)
        for number, words in enumerate(lines):
            for column, (left, right) in enumerate(pairwise(lefts)):
                right = 250 if column == 0 else right
                canvas.setFillGray(0.8 if number % 2 else 0.9)
                canvas.rect(left, HEIGHT - 124 - 24 * number, right - left, 24, stroke=0, fill=1)
                canvas.setFillGray(0)
                say(canvas, words[column], left + 4, 106 + 24 * number)

    found = cells(printed(draw))
    assert found == (
        [[["指標", "R5", "R8"], ["湖畔を歩く人の数", "12", "20"], ["透明度", "3", "5"]]]
        if beside
        else []
    )


@pytest.mark.parametrize(
    ("words", "goes_on"),
    [
        (("番号", "２", "取組名", "森を歩く会"), False),
        (("番号", "２", "森の", "会"), True),
        (("", "２", "", "歩く会"), True),
    ],
)
def test_a_form_on_the_next_page_is_a_table_of_its_own(
    words: tuple[str, ...], goes_on: bool
) -> None:
    def table(words: tuple[str, ...]) -> Ruled:
        lefts = (50.0, 100.0, 150.0, 200.0)
        cells = (RuledCell(x, 50, x + 50, 70, w) for x, w in zip(lefts, words, strict=True))
        return Ruled(tuple(cells), lefts)

    first = table(("番号", "１", "取組名", "湖の道の手入れ"))
    assert (over_page(first, first, table(words)) is not None) is goes_on
