"""PDF pages that were slides: areas of colour, tabs, cards with large figures, shapes as arrows."""

from collections.abc import Callable

from pdf_pages import CLEAR, HEAD, HEIGHT, READ, WALK, Draw, cells, rows, rule, say
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from index.content import Content


def area(canvas: Canvas, left: float, top: float, right: float, foot: float) -> None:
    canvas.setFillGray(0.9)
    canvas.rect(left, HEIGHT - foot, right - left, foot - top, stroke=0, fill=1)
    canvas.setFillGray(0)


def rounded(canvas: Canvas, left: float, top: float, right: float, foot: float) -> None:
    canvas.roundRect(left, HEIGHT - foot, right - left, foot - top, 12)


def lines(content: Content) -> list[str]:
    return [line.strip() for line in content.text.split("\n") if line.strip()]


def test_areas_that_end_with_the_page_are_no_cells_and_tabs_are_left_out(
    printed: Callable[..., Content],
) -> None:
    def page(number: int) -> Draw:
        def draw(canvas: Canvas) -> None:
            area(canvas, 0, 0, A4[0], HEIGHT)
            area(canvas, 0, 0, A4[0], 60)
            say(canvas, f"{'一二三'[number]}つめの施策", 40, 20, 20)
            for at, words in enumerate(("湖", "まち", "くらし")):
                area(canvas, A4[0] - 24, 80 + 70 * at, A4[0], 146 + 70 * at)
                for down, letter in enumerate(words):
                    say(canvas, letter, A4[0] - 17, 100 + 70 * at + 10 * down)
            rows(canvas, 130, [HEAD, WALK, CLEAR], drawn="rfsc")
            say(canvas, f"湖を守る人が{number}人ふえました。", 50, 240 + 20 * number)

        return draw

    content = printed(*map(page, range(3)))
    assert cells(content) == [READ] * 3
    assert not {"湖", "まち", "くらし"}.intersection(lines(content))
    assert lines(content)[0] == "一つめの施策"
    assert content.text.count("湖を守る人が") == 3


def test_what_stands_on_a_card_with_round_corners_is_read_together(
    printed: Callable[..., Content],
) -> None:
    def draw(canvas: Canvas) -> None:
        for left, name, now, then in (
            (50, "歩く人", "120人", "180人"),
            (320, "透明度", "3ｍ", "5ｍ"),
        ):
            area(canvas, left, 100, left + 240, 124)
            say(canvas, f"{name}をふやす", left + 70, 106)
            rounded(canvas, left, 124, left + 240, 240)
            say(canvas, name, left + 90, 140, 14)
            for at, label, figure in ((30, "現状", now), (150, "目標", then)):
                say(canvas, label, left + at, 170)
                say(canvas, figure, left + at, 190, 20)

    first = ["歩く人をふやす", "歩く人", "現状", "目標", "120人", "180人"]
    second = ["透明度をふやす", "透明度", "現状", "目標", "3ｍ", "5ｍ"]
    assert "\n".join(lines(printed(draw))).split() == [*first, *second]


def test_boxes_that_stand_in_a_row_are_a_row(printed: Callable[..., Content]) -> None:
    def draw(canvas: Canvas) -> None:
        for left, words in ((60, "指標"), (220, "現状（R5）"), (340, "目標（R11）")):
            say(canvas, words, left, 100)
        for at, (name, now, then) in enumerate(
            (("湖畔を歩く人の数", "120人", "180人"), ("透明度", "3.5ｍ", "5ｍ"))
        ):
            top = 120 + 40 * at
            for left, words in ((50, name), (210, now), (330, then)):
                rounded(canvas, left, top, left + 110, top + 30)
                say(canvas, words, left + 10, top + 10)

    assert cells(printed(draw)) == [
        [
            ["指標", "現状（R5）", "目標（R11）"],
            ["湖畔を歩く人の数", "120人", "180人"],
            ["透明度", "3.5ｍ", "5ｍ"],
        ]
    ]


def test_boxes_around_rows_are_one_table(printed: Callable[..., Content]) -> None:
    def draw(canvas: Canvas) -> None:
        rule(canvas, 50, 90, 350, 90)
        for at, row in enumerate((HEAD, WALK, CLEAR)):
            top = 110 + 34 * at
            if at:
                rounded(canvas, 50, top, 350, top + 26)
            for (words,), left in zip(row, (60, 200, 280), strict=True):
                say(canvas, words, left, top + 8)

    assert cells(printed(draw)) == [READ]


def test_a_label_beside_a_title_with_its_own_number_stands_before_it(
    printed: Callable[..., Content],
) -> None:
    def draw(canvas: Canvas) -> None:
        rounded(canvas, 40, 40, 120, 70)
        say(canvas, "基本目標１", 50, 50)
        say(canvas, "施策1-2　湖畔を歩く", 140, 46, 18)

    assert lines(printed(draw)) == ["基本目標１", "施策1-2　湖畔を歩く"]


def test_a_small_unit_stands_on_the_line_of_its_large_figure(
    printed: Callable[..., Content],
) -> None:
    def draw(canvas: Canvas) -> None:
        say(canvas, "湖畔を歩く人の数", 60, 100, 12)
        say(canvas, "1,800", 240, 86, 40)
        say(canvas, "人", 345, 112, 14)

    assert "1,800人" in printed(draw).text.replace(" ", "")


def test_a_box_does_not_part_the_paragraph_beside_it(printed: Callable[..., Content]) -> None:
    text = [
        "湖のまわりの道は四十年前につくられ、",
        "今では歩く人が少なくなりました。",
        "町は道を直します。",
    ]

    def draw(canvas: Canvas) -> None:
        for at, words in enumerate(text):
            say(canvas, words, 50, 100 + 16 * at)
        rounded(canvas, 320, 108, 500, 150)
        say(canvas, "歩く人の声", 340, 124)

    assert "\n".join(text) in printed(draw).text


def test_arrows_over_a_table_are_no_cells(printed: Callable[..., Content]) -> None:
    def draw(canvas: Canvas) -> None:
        rows(canvas, 100, [HEAD, WALK, CLEAR], drawn="rfsc")
        for top in (124, 146):
            path = canvas.beginPath()
            path.moveTo(205, HEIGHT - top)
            for left, down in ((262, 0), (272, 8), (262, 16), (205, 16), (205, 0)):
                path.lineTo(left, HEIGHT - top - down)
            canvas.drawPath(path)

    assert cells(printed(draw)) == [READ]


def test_a_note_below_the_last_rule_is_no_row(printed: Callable[..., Content]) -> None:
    def draw(canvas: Canvas) -> None:
        for left, right in ((50, 200), (200, 280), (280, 350)):
            area(canvas, left, 100, right, 122)
        foot = rows(canvas, 100, [HEAD, WALK, CLEAR], drawn="")
        for at in (144, foot):
            rule(canvas, 50, at, 350, at)
        say(canvas, "※透明度は八月の値です。", 54, foot + 6)
        rule(canvas, 40, foot + 40, 360, foot + 40)

    content = printed(draw)
    assert cells(content) == [READ]
    assert "※透明度は八月の値です。" in lines(content)
