"""PDF pages as design firms set them: two pages of a book side by side, tables cell by cell."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from pdf_pages import CLEAR, FONT, HEAD, HEIGHT, READ, WALK, cells, rows, rule, say
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from index.content import Content
from index.formats.readers import read_content

WIDTH = A4[0]
Spread = Callable[[Canvas, int], None]


@pytest.fixture
def bound(tmp_path: Path) -> Callable[..., Content]:
    """Return what is read of a cover and some spreads."""

    def read(*spreads: Spread) -> Content:
        path = tmp_path / "plan.pdf"
        canvas = Canvas(str(path), pagesize=A4)
        say(canvas, "みずうみ市計画", 200, 300, 30)
        for number, draw in enumerate(spreads):
            canvas.showPage()
            canvas.setPageSize((2 * WIDTH, A4[1]))
            canvas.setFont(FONT, 10)
            draw(canvas, 2 * number + 2)
        canvas.save()
        return read_content(path.read_bytes(), path)

    return read


def half(canvas: Canvas, left: float, words: str, foot: str) -> None:
    say(canvas, f"{words}では湖を守ります。", left + 50, 100)
    say(canvas, f"{words}では水を守ります。", left + 50, 116)
    say(canvas, foot, left + 60, 800, 8)


def table(canvas: Canvas, left: float, *lines: tuple[list[str], ...]) -> None:
    canvas.translate(left, 0)
    rows(canvas, 200, [*lines], drawn="rfsc")
    canvas.translate(-left, 0)


def said(content: Content) -> list[list[str]]:
    """Return the lines of prose on each page."""
    return [re.findall(r"(?m)^\s*(\S.*(?:。|見出し))$", p) for p in content.text.split("\f")]


def test_the_pages_of_a_spread_are_read_one_after_the_other(bound: Callable[..., Content]) -> None:
    def draw(canvas: Canvas, number: int) -> None:
        half(canvas, WIDTH, f"右{number}", f"第{number}章　{number + 1}")
        half(canvas, 0, f"左{number}", f"{number}　第{number}章")
        table(canvas, 0, HEAD, WALK, CLEAR)
        table(canvas, WIDTH, HEAD, CLEAR, WALK)
        say(canvas, "二つのページの見出し", WIDTH - 100, 50, 20)

    content = bound(draw, draw)
    for number, page in zip((2, 4), said(content)[1:], strict=True):
        halves = [f"{side}{number}では{of}を守ります。" for side in "左右" for of in "湖水"]
        assert page == ["二つのページの見出し", *halves]
    assert cells(content) == [READ, [READ[0], READ[2], READ[1]]] * 2
    assert "章" not in content.text


def test_where_the_lower_number_is_at_the_right_so_is_the_first_page(
    bound: Callable[..., Content],
) -> None:
    def draw(canvas: Canvas, number: int) -> None:
        half(canvas, 0, f"左{number}", f"- {number + 1} -")
        half(canvas, WIDTH, f"右{number}", f"- {number} -")

    _, page, _ = said(bound(draw, draw))
    assert [line[:2] for line in page] == ["右2", "右2", "左2", "左2"]


def test_a_wide_page_with_one_number_is_one_page(bound: Callable[..., Content]) -> None:
    def draw(canvas: Canvas, number: int) -> None:
        half(canvas, 0, f"左{number}", f"- {number} -")
        half(canvas, WIDTH, f"右{number}", "みずうみ市")

    _, page, _ = bound(draw, draw).text.split("\f")
    assert re.search("左2では湖を守ります。 +右2では湖を守ります。", page)


def test_a_table_over_the_fold_is_one_table(bound: Callable[..., Content]) -> None:
    def draw(canvas: Canvas, number: int) -> None:
        half(canvas, 0, f"左{number}", f"- {number} -")
        half(canvas, WIDTH, f"右{number}", f"- {number + 1} -")
        table(canvas, WIDTH - 150, HEAD, WALK, CLEAR)

    assert cells(bound(draw, draw)) == [READ] * 2


def test_the_names_in_a_head_without_sides_stand_over_the_cells_below(
    printed: Callable[..., Content],
) -> None:
    def draw(canvas: Canvas) -> None:
        shade(canvas, 50, 100, 350, 130)
        for words, left, top in (
            ("指標", 110, 110),
            ("現状値", 222, 103),
            ("令和６年度", 226, 117),
            ("目標値", 302, 103),
            ("令和12年度", 304, 117),
        ):
            say(canvas, words, left, top, 8 if top > 115 else 10)
        dashed(
            canvas,
            130,
            [["湖畔を歩く人の数", "1,200人", "1,800人"], ["透明度", "3.5ｍ", "5ｍ以上"]],
        )

    head = ["指標", "現状値令和６年度", "目標値令和12年度"]
    assert cells(printed(draw)) == [[head, *READ[1:]]]


def test_a_head_in_small_letters_is_of_the_rows_below_that_are_shaded_by_turns(
    printed: Callable[..., Content],
) -> None:
    def draw(canvas: Canvas) -> None:
        for top in (100, 118, 178):
            rule(canvas, 50, top, 350, top)
        shade(canvas, 50, 118, 350, 138)
        shade(canvas, 50, 158, 350, 178)
        lines = [*READ, ["魚の種類", "12種", "20種"]]
        for at, line in enumerate(lines):
            for words, left in zip(line, (54, 204, 284), strict=True):
                small = not at or left == 54
                say(canvas, words, left, (102 if not at else 101 + 20 * at), 7 if small else 9)

    assert cells(printed(draw)) == [[*READ, ["魚の種類", "12種", "20種"]]]


LEFT = [
    "湖の水は春に最も澄みわたり、",
    "岸辺には多くの人が訪れます。",
    "近年は藻がふえて舟が通れず、",
]
LEFT += [
    "漁をする人の困りごとになって",
    "います。町は三年前から漁協と",
    "ともに藻を刈る舟を動かして、",
]
RIGHT = ["刈った藻は畑の肥", "やしに使われ、野", "菜の味がよくなっ", "たと喜ばれていま", "す。"]


@pytest.mark.parametrize("count", [5, 1])
def test_columns_beside_a_picture_are_read_before_its_caption_and_the_title_below(
    printed: Callable[..., Content], count: int
) -> None:
    right = RIGHT if count > 1 else ["舟は二そうです。"]

    def draw(canvas: Canvas) -> None:
        for number, words in enumerate(LEFT):
            say(canvas, words, 50, 100 + 16 * number)
        for number, words in enumerate(right):
            say(canvas, words, 220, 100 + 16 * number)
        say(canvas, "▲藻を刈る舟", 310, 100 + 16 * count, 6)
        say(canvas, "数でみる目標", 50, 220, 12)
        rows(canvas, 250, [HEAD, WALK, CLEAR], drawn="rfsc")

    read = [line.strip() for line in printed(draw).text.split("\n") if line]
    prose = [line for line in read if line in {*LEFT, *right, "数でみる目標"}]
    assert prose == [*LEFT, *right, "数でみる目標"]
    assert read.index("数でみる目標") == read.index("\t".join(READ[0])) - 1


def shade(canvas: Canvas, left: float, top: float, right: float, foot: float) -> None:
    canvas.setFillGray(0.9)
    canvas.rect(left, HEIGHT - foot, right - left, foot - top, stroke=0, fill=1)
    canvas.setFillGray(0)


def dashed(canvas: Canvas, top: float, lines: list[list[str]]) -> None:
    """Draw each cell by itself, with dashes on all its sides."""
    canvas.setDash(1, 1)
    for number, line in enumerate(lines):
        foot = top + 30 * (number + 1)
        for words, left, right in zip(line, (50, 200, 280), (200, 280, 350), strict=True):
            for x, y, to_x, to_y in (
                (left, foot - 30, right, foot - 30),
                (left, foot, right, foot),
                (left, foot - 30, left, foot),
                (right, foot - 30, right, foot),
            ):
                rule(canvas, x, y, to_x, to_y)
            say(canvas, words, left + 4, foot - 20)
    canvas.setDash()
