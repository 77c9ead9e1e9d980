"""What dots, short rules, narrow cells and gaps tell of the cells of a table on a PDF page."""

from collections.abc import Callable

from pdf_pages import CLEAR, HEAD, HEIGHT, READ, WALK, cells, rows, rule, say
from reportlab.pdfgen.canvas import Canvas

from index.content import Content


def dots(canvas: Canvas, left: float, at: float, right: float) -> None:
    for step in range(int((right - left) / 1.5)):
        canvas.rect(left + 1.5 * step, HEIGHT - at, 0.75, 0.75, stroke=0, fill=1)


def icon(canvas: Canvas, words: str, left: float, top: float) -> None:
    canvas.setFillGray(0.7)
    canvas.rect(left, HEIGHT - top - 18, 18, 18, stroke=0, fill=1)
    canvas.setFillGray(0)
    say(canvas, words, left + 4, top + 3)


def test_dots_are_rules_and_icons_are_no_cells(printed: Callable[..., Content]) -> None:
    def draw(canvas: Canvas) -> None:
        foot = rows(canvas, 100, [HEAD, WALK, CLEAR], drawn="")
        for at in (100, 122, 144, foot):
            dots(canvas, 50, at, 420)
        say(canvas, "ゴール", 365, 104)
        icon(canvas, "11", 365, 123)
        icon(canvas, "15", 384, 123)
        icon(canvas, "6", 365, 146)

    (table,) = cells(printed(draw))
    assert [row[:3] for row in table] == READ
    assert [row[3] for row in table] == ["ゴール", "11 15", "6"]


def test_dashes_that_each_side_of_a_box_draws_again_are_no_rules(
    printed: Callable[..., Content],
) -> None:
    def draw(canvas: Canvas) -> None:
        say(canvas, "湖の水を澄んだまま次の世代に渡します。", 60, 110)
        for _ in range(4):
            for at, left in ((100, 50), (130, 52)):
                for step in range(85):
                    canvas.rect(left + 3.5 * step, HEIGHT - at, 2, 1.5, stroke=0, fill=1)
        rows(canvas, 150, [HEAD, WALK, CLEAR], drawn="rfsc")

    assert cells(printed(draw)) == [READ]


def test_a_rule_that_begins_amid_a_row_begins_at_a_column(printed: Callable[..., Content]) -> None:
    def draw(canvas: Canvas) -> None:
        for at, left in ((100, 50), (122, 50), (144, 150), (166, 50), (188, 50)):
            rule(canvas, left, at, 350, at)
        for words, left, top in (
            ("指標", 54, 104),
            ("現状値", 204, 104),
            ("目標値", 284, 104),
            ("湖畔を歩く割合", 54, 137),
            ("男性", 154, 126),
            ("女性", 154, 148),
            ("浄化した湖の水の量の合計", 54, 170),
        ):
            say(canvas, words, left, top)
        for number, (now, then) in enumerate([("12％", "20％"), ("14％", "22％"), ("3ｔ", "5ｔ")]):
            say(canvas, now, 204, 126 + 22 * number)
            say(canvas, then, 284, 126 + 22 * number)

    (table,) = cells(printed(draw))
    assert table[1:3] == [
        ["湖畔を歩く割合", "男性", "12％", "20％"],
        ["湖畔を歩く割合", "女性", "14％", "22％"],
    ]


def test_a_figure_that_sticks_out_of_its_cell_is_of_that(printed: Callable[..., Content]) -> None:
    def draw(canvas: Canvas) -> None:
        for at in (100, 122, 144):
            rule(canvas, 50, at, 264, at)
        for at in (50, 150, 188, 226, 264):
            rule(canvas, at, 100, at, 144)
        for left, (year, value) in zip(
            (152, 190, 228), [("R7", "214,300"), ("R8", "221,440"), ("R9", "228,580")], strict=True
        ):
            say(canvas, year, left, 104)
            say(canvas, value, left, 126, size=11)
        say(canvas, "来客数", 54, 126)

    (table,) = cells(printed(draw))
    assert table[1] == ["来客数", "214,300", "221,440", "228,580"]


def test_a_table_without_rules_has_rows_whose_gaps_are_narrow(
    printed: Callable[..., Content],
) -> None:
    lines = [
        ("", "指標", "現状値", "目標値"),
        ("", "湖畔を歩く人の数", "1,200人", "1,800人"),
        ("健康", "１週に一度は湖畔を歩く人", "1,230人くらい", "1,810人くらい"),
        ("", "貸し自転車の利用", "310回", "500回"),
        ("", "浄化した水の量", "2万トン", "4万トン"),
    ]

    def draw(canvas: Canvas) -> None:
        for number, (group, name, now, then) in enumerate(lines):
            top = 100 + 22 * number
            for at, letter in enumerate(group):
                say(canvas, letter, 50, top - 6 + 10 * at)
            for words, left in ((name, 66), (now, 192), (then, 264)):
                say(canvas, words, left, top)

    (table,) = cells(printed(draw))
    assert [row[-3:] for row in table] == [list(line[1:]) for line in lines]
    assert table[2][0] == "健康"


def test_tables_without_rules_stand_side_by_side(printed: Callable[..., Content]) -> None:
    sides = (
        (50, [("歩く人の数", "120人", "180人"), ("湖の透明度", "3.5ｍ", "5ｍ")], 22),
        (300, [("自転車の利用", "310回", "500回"), ("水草の量", "2ｔ", "4ｔ")], 31),
    )

    def draw(canvas: Canvas) -> None:
        for left, lines, step in sides:
            for number, line in enumerate([("指標", "現状値", "目標値"), *lines]):
                for words, at in zip(line, (0, 90, 150), strict=True):
                    say(canvas, words, left + at, 100 + (step * number if number else 0))

    head = ["指標", "現状値", "目標値"]
    assert cells(printed(draw)) == [[head, *map(list, lines)] for _, lines, _ in sides]


def test_names_without_rules_stand_over_the_column_of_parts(
    printed: Callable[..., Content],
) -> None:
    lines = [
        ("指標", "", "現状値", "目標値"),
        ("湖畔を歩く割合", "男性", "12％", "20％"),
        ("", "女性", "14％", "22％"),
        ("湖畔に置いた貸し自転車の一年の利用回数", "", "310回", "500回"),
        ("水草の量", "男性", "2ｔ", "4ｔ"),
    ]

    def draw(canvas: Canvas) -> None:
        for number, line in enumerate(lines):
            for words, left in zip(line, (50, 150, 260, 330), strict=True):
                say(canvas, words, left, 100 + 22 * number)

    (table,) = cells(printed(draw))
    assert table[1] == ["湖畔を歩く割合", "男性", "12％", "20％"]
    assert table[2][1:] == ["女性", "14％", "22％"]
    assert table[3][0] == table[3][1] == "湖畔に置いた貸し自転車の一年の利用回数"


def test_rules_whose_ends_are_mitred_are_rules_and_strokes_through_cells_are_none(
    printed: Callable[..., Content],
) -> None:
    words = ("湖のほとりの道を歩いた人の数", "湖岸の道を歩く", "湖を歩く人")
    lines = [HEAD, *[tuple([word] for word in words)] * 3]

    def thick(canvas: Canvas, *corners: tuple[float, float]) -> None:
        path = canvas.beginPath()
        path.moveTo(corners[0][0], HEIGHT - corners[0][1])
        for x, y in corners[1:]:
            path.lineTo(x, HEIGHT - y)
        path.close()
        canvas.drawPath(path, stroke=0, fill=1)

    def draw(canvas: Canvas) -> None:
        foot = rows(canvas, 100, lines, drawn="rfs")
        rule(canvas, 200, 100, 200, foot)
        thick(canvas, (280, 100.3), (280.6, 100), (280.6, foot - 0.3), (280, foot))
        thick(canvas, (200, 121.6), (280, 100), (280, 100.6), (200, 122.2))

    assert cells(printed(draw)) == [[["".join(cell) for cell in line] for line in lines]]
