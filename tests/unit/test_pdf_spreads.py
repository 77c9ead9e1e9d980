"""PDF pages as design firms set them: two pages of a book side by side, tables cell by cell."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from pdf_pages import CLEAR, FONT, HEAD, READ, WALK, cells, rows, say
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from index.content import Content
from index.readers import read_content

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
