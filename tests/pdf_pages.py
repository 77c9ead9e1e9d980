"""Pages drawn for the tests of the PDF reader."""

from collections.abc import Callable

from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from index.content import Content
from index.domain import Document

FONT = "HeiseiMin-W3"
HEIGHT = A4[1]
Draw = Callable[[Canvas], None]

pdfmetrics.registerFont(UnicodeCIDFont(FONT))


def say(canvas: Canvas, words: str, left: float, top: float, size: float = 10) -> None:
    canvas.setFont(FONT, size)
    canvas.drawString(left, HEIGHT - top - size, words)


def rule(canvas: Canvas, left: float, top: float, right: float, foot: float) -> None:
    canvas.line(left, HEIGHT - top, right, HEIGHT - foot)


def rows(canvas: Canvas, top: float, lines: list[tuple[list[str], ...]], *, drawn: str) -> float:
    """Draw rows of three cells, each a list of lines, with rules (`drawn`): r between rows, f
    below them, s at the sides, c between columns; return where they end.
    """
    begin = top
    for line in lines:
        if "r" in drawn:
            rule(canvas, 50, top, 350, top)
        for cell, left in zip(line, (50, 200, 280), strict=True):
            for number, words in enumerate(cell):
                say(canvas, words, left + 4, top + 4 + 14 * number)
        top += 8 + 14 * max(map(len, line))
    if "f" in drawn:
        rule(canvas, 50, top, 350, top)
    for at, kind in ((50, "s"), (200, "c"), (280, "c"), (350, "s")):
        if kind in drawn:
            rule(canvas, at, begin, at, top)
    return top


def cells(content: Content | Document) -> list[list[list[str | None]]]:
    """Return what stands in the cells of each grid, row by row."""
    return [
        [[cell and cell.span.slice(content.text) for cell in row] for row in grid.rows]
        for grid in content.grids
    ]


HEAD = (["指標"], ["現状値"], ["目標値"])
WALK = (["湖畔を歩く人の数"], ["1,200人"], ["1,800人"])
CLEAR = (["透明度"], ["3.5ｍ"], ["5ｍ以上"])
READ = [["".join(cell) for cell in row] for row in (HEAD, WALK, CLEAR)]


def scan(canvas: Canvas) -> None:
    """Draw a page as a scanner leaves it: what it has read, below the picture of the page."""
    lines = [
        ("湖畔の指標", 100),
        ("令 和 8 年 度 ま で に 湖 畔 の 遊 歩 道 を 1 周 つ な ぎ ま す", 130),
    ]
    for words, top in lines:
        for at, word in enumerate(words.split()):
            say(canvas, word, 60 + 12 * at, top + at % 2, 9)
    rows(canvas, 160, [HEAD, WALK, CLEAR], drawn="")
    canvas.drawImage(ImageReader(Image.new("L", (8, 8), 255)), 0, 0, *A4)
