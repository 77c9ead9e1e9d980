"""PDF pages as they come: cut rows, open sides, columns of text, glyphs without a name."""

from collections.abc import Callable

import pytest
from pdf_pages import CLEAR, FONT, HEAD, HEIGHT, READ, WALK, Draw, cells, rows, rule, say, scan
from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from index.content import Content
from index.pdf.chars import named


@pytest.mark.parametrize("drawn", ["rfsc", "rfc", "rf", "rsc", ""])
def test_a_table_is_read_with_open_sides_and_without_rules(
    printed: Callable[..., Content], drawn: str
) -> None:
    content = printed(lambda canvas: rows(canvas, 100, [HEAD, WALK, CLEAR], drawn=drawn) and None)
    assert cells(content) == [READ]


def test_icons_in_a_cell_are_no_cells(printed: Callable[..., Content]) -> None:
    def draw(canvas: Canvas) -> None:
        rows(canvas, 100, [HEAD, WALK, CLEAR], drawn="rfsc")
        for left, top in ((170, 126), (170, 148)):
            canvas.rect(left, HEIGHT - top - 14, 14, 14)

    assert cells(printed(draw)) == [READ]


@pytest.mark.parametrize(
    ("begun", "end"),
    [("湖のごみを拾う会に参加した市", "民の数"), ("湖を泳いだ人（１", "日以上）")],
)
def test_a_row_cut_by_the_end_of_a_page_is_whole_and_its_head_is_not_read_again(
    printed: Callable[..., Content], begun: str, end: str
) -> None:
    cut = ([begun], ["320人"], ["500人"])
    rest = ([end], [""], [""])
    content = printed(
        lambda canvas: rows(canvas, 700, [HEAD, WALK, cut], drawn="rfsc") and None,
        lambda canvas: rows(canvas, 50, [HEAD, rest, CLEAR], drawn="rfsc") and None,
    )
    assert cells(content) == [[READ[0], READ[1], [begun + end, "320人", "500人"], READ[2]]]
    first, second = content.text.split("\f")
    assert f"{end}\t320人" in first
    assert second.strip() == "透明度\t3.5ｍ\t5ｍ以上"


def test_a_row_of_the_next_page_is_not_taken_for_the_end_of_the_last(
    printed: Callable[..., Content],
) -> None:
    content = printed(
        lambda canvas: rows(canvas, 700, [HEAD, WALK], drawn="rfsc") and None,
        lambda canvas: rows(canvas, 50, [CLEAR], drawn="rfsc") and None,
    )
    assert cells(content) == [READ]


LEFT = [
    "湖の水は昭和の終わりに濁り、",
    "市民は石けんを使い始めました。",
    "その後、下水道が整い、水は少し",
    "ずつ澄んできています。",
    "これからも見守ります。",
]
RIGHT = [
    "湖畔の道は一周十二キロで、秋に",
    "は多くの人が歩きに訪れます。",
    "休む場所が足りないという声があ",
    "り、東屋を三か所に建てます。",
    "案内板も新しくします。",
]


def test_columns_of_text_are_read_one_after_the_other(printed: Callable[..., Content]) -> None:
    def draw(canvas: Canvas) -> None:
        say(canvas, "１　湖の今とこれから、そして湖畔を歩く人々のための道づくり", 50, 60, 14)
        for number, (left, right) in enumerate(zip(LEFT, RIGHT, strict=True)):
            say(canvas, left, 50, 100 + 16 * number)
            say(canvas, right, 300, 103 + 16 * number)

    lines = [line for line in printed(draw).text.split("\n") if line]
    assert lines[1:] == [*LEFT, *RIGHT]


def test_titles_and_charts_in_columns_of_text_are_of_these(printed: Callable[..., Content]) -> None:
    def draw(canvas: Canvas) -> None:
        for left, title, lines in ((50, "水のこと", LEFT), (300, "道のこと", RIGHT)):
            say(canvas, title, left, 90 + left / 50, 13)
            for number, line in enumerate(lines):
                say(canvas, line, left, 126 + left / 50 + 16 * number + 30 * (number > 2))
            for number, figure in enumerate(("487人", "461人", "438人", "401人", "366人", "342人")):
                say(canvas, figure, left + 20 * number, 240 + 7 * number, 6)

    lines = [line.strip() for line in printed(draw).text.split("\n") if line.strip()]
    first = lines.index("道のこと")
    assert lines[:6] == ["水のこと", *LEFT]
    assert lines[first : first + 6] == ["道のこと", *RIGHT]


def test_boxes_beside_a_text_are_read_after_it(printed: Callable[..., Content]) -> None:
    def draw(canvas: Canvas) -> None:
        for number, line in enumerate([*LEFT, *LEFT]):
            say(canvas, line, 50, 103 + 16 * number)
        for number, line in enumerate(("① 湖を掃く", "② 道を直す", "③ 水を測る")):
            top = 100 + 60 * number
            canvas.rect(290, HEIGHT - top - 50, 180, 50)
            say(canvas, line, 296, top + 6)
            say(canvas, "毎年行い、結果を知らせます。", 296, top + 24)

    lines = [line.strip() for line in printed(draw).text.split("\n") if line.strip()]
    assert lines[:10] == [*LEFT, *LEFT]
    assert lines[10:14:2] == ["① 湖を掃く", "② 道を直す"]


def test_a_title_that_stands_below_another_on_each_page_is_no_running_head(
    printed: Callable[..., Content],
) -> None:
    def page(title: str) -> Draw:
        def draw(canvas: Canvas) -> None:
            say(canvas, title, 50, 60, 16)
            say(canvas, "これまでのこと", 50, 90, 12)
            for number, line in enumerate([*LEFT, *RIGHT]):
                say(canvas, line, 50, 120 + 16 * number)

        return draw

    titles = ("湖を守る", "道を歩く", "森を育てる")
    pages = printed(*map(page, titles)).text.split("\f")
    assert [one.split()[:2] for one in pages] == [[title, "これまでのこと"] for title in titles]


def test_a_number_in_a_box_before_a_title_is_of_its_line(printed: Callable[..., Content]) -> None:
    def draw(canvas: Canvas) -> None:
        say(canvas, "湖の水は澄んでいます。", 50, 80)
        canvas.rect(50, HEIGHT - 118, 45, 18)
        say(canvas, "施策１", 54, 104)
        say(canvas, "湖とともに暮らす", 110, 103, size=12)
        say(canvas, "魚の数を増やします。", 50, 130)

    lines = [" ".join(line.split()) for line in printed(draw).text.split("\n") if line.strip()]
    assert lines == ["湖の水は澄んでいます。", "施策１ 湖とともに暮らす", "魚の数を増やします。"]


def test_small_kana_above_a_word_and_letters_printed_twice_are_left_out(
    printed: Callable[..., Content],
) -> None:
    def draw(canvas: Canvas) -> None:
        say(canvas, "こはん", 52, 94, 5)
        say(canvas, "湖畔の道", 50, 100)
        say(canvas, "湖畔の道", 50.4, 100)
        canvas.drawString(50, HEIGHT - 140, "水質の目標", charSpace=8)

    assert printed(draw).text == "湖畔の道\n水質の目標\n"


def test_a_figure_set_above_the_line_is_no_digit(printed: Callable[..., Content]) -> None:
    def draw(canvas: Canvas) -> None:
        for y, words, above in ((100, "1,200", "1)"), (120, "38km", "2"), (140, "85％", "※1")):
            say(canvas, words, 50, y)
            say(canvas, above, 50 + canvas.stringWidth(words, FONT, 10), y, 6)
        say(canvas, "CO", 50, 160)
        say(canvas, "2", 50 + canvas.stringWidth("CO", FONT, 10), 166, 6)

    assert printed(draw).text == "1,200¹⁾\n38km²\n85％※1\nCO2\n"


def test_what_a_line_goes_through_is_struck_out(printed: Callable[..., Content]) -> None:
    def draw(canvas: Canvas) -> None:
        for y, words in ((100, "目標は８０％"), (120, "湖を守ります")):
            say(canvas, words, 50, y)
        say(canvas, "実施", 100, 140)
        rule(canvas, 80, 106, 110, 106)  # through ８０％
        rule(canvas, 50, 131, 110, 131)  # below the words
        rule(canvas, 50, 146, 300, 146)  # an arrow that words stand on

    assert printed(draw).text.split() == ["目標は", "湖を守ります", "実施"]


def test_vertical_writing_is_read_from_right_to_left(printed: Callable[..., Content]) -> None:
    def draw(canvas: Canvas) -> None:
        for column, words in enumerate(["湖を守る人", "を増やす"]):
            for number, letter in enumerate(words):
                say(canvas, letter, 100 - 16 * column, 100 + 11 * number)

    assert printed(draw).text == "湖を守る人を増やす\n"


def test_text_that_lies_on_its_side_is_turned(printed: Callable[..., Content]) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.translate(A4[0], 0)
        canvas.rotate(90)
        canvas.translate(0, -HEIGHT + A4[0])
        rows(canvas, 300, [HEAD, WALK, CLEAR], drawn="rfsc")

    assert cells(printed(draw)) == [READ]


def test_running_heads_and_page_numbers_are_left_out(printed: Callable[..., Content]) -> None:
    def page(number: int) -> Draw:
        def draw(canvas: Canvas) -> None:
            say(canvas, "みずうみ市計画", 50, 20, 8)
            say(canvas, f"湖を守る取組の{'一二三'[number]}つめです。", 50, 100)
            say(canvas, f"- {number + 7} -", 280, 800, 8)

        return draw

    content = printed(*map(page, range(3)))
    said = [line for line in content.text.replace("\f", "").split("\n") if line]
    assert said == [f"湖を守る取組の{n}つめです。" for n in "一二三"]


@pytest.mark.parametrize("title", ["", "第２章 湖で遊ぶ"])
def test_small_letters_above_all_pages_name_the_chapter_once(
    printed: Callable[..., Content], title: str
) -> None:
    names = ["第１章　湖を守る", "第２章　湖で遊ぶ"]

    def page(number: int) -> Draw:
        def draw(canvas: Canvas) -> None:
            say(canvas, names[number // 2], 50, 20, 8)
            say(canvas, f"{number // 2 + 1}-{number % 2 + 1} 取組{number}", 50, 60, 20)
            say(canvas, f"{'一二三四'[number]}つめの取組は湖のために行います。", 50, 100)
            if number == 3 and title:
                say(canvas, title, 50, 140, 24)

        return draw

    content = printed(*map(page, range(4)))
    assert content.text.count("第１章　湖を守る") == content.text.count("湖で遊ぶ") == 1
    sizes = {span.slice(content.text).strip(): size for span, size in content.sizes}
    assert sizes["第１章　湖を守る"] > sizes["1-1 取組0"]


def test_a_number_between_dashes_tells_by_itself_that_it_is_of_a_page(
    printed: Callable[..., Content],
) -> None:
    def page(lines: list[tuple[list[str], ...]], foot: str) -> Draw:
        def draw(canvas: Canvas) -> None:
            rows(canvas, 50, lines, drawn="rfsc")
            say(canvas, foot, 280, 800, 8)

        return draw

    content = printed(page([HEAD, WALK], "- 8 -"), page([HEAD, CLEAR], "－ 9 －"))
    assert cells(content) == [READ]


def test_pages_that_are_pictures_are_told_of(printed: Callable[..., Content]) -> None:
    def picture(canvas: Canvas) -> None:
        path = canvas.beginPath()
        path.moveTo(50, 50)
        path.curveTo(60, 90, 120, 140, 200, 50)
        canvas.drawPath(path)

    content = printed(lambda c: say(c, "湖を守ります。", 50, 50), picture, picture, lambda c: None)
    (notice,) = content.notices
    assert notice.startswith("2〜3 ページには文字がありません")
    assert "OCR" in notice


def test_words_keep_their_places_where_lines_have_gaps(printed: Callable[..., Content]) -> None:
    def draw(canvas: Canvas) -> None:
        for number, (name, value) in enumerate([("湖岸の長さ", "12km"), ("水面の面積", "8km2")]):
            say(canvas, name, 50, 100 + 16 * number)
            say(canvas, value, 200, 100 + 16 * number)

    assert printed(draw).text == f"湖岸の長さ{' ' * 20}12km\n水面の面積{' ' * 20}8km2\n"


def test_lines_of_cells_and_rows_are_told_apart_without_rules(
    printed: Callable[..., Content],
) -> None:
    long = (["湖のごみを拾う会に参加", "した市民の数"], ["320人"], ["500人"])

    def draw(canvas: Canvas) -> None:
        rows(canvas, 100, [HEAD, WALK, long, CLEAR], drawn="")

    joined = ["湖のごみを拾う会に参加した市民の数", "320人", "500人"]
    assert cells(printed(draw)) == [[READ[0], READ[1], joined, READ[2]]]


def test_characters_without_a_name_are_marked_and_told_of() -> None:
    chars = [{"text": "(cid:123)", "fontname": "A"}, {"text": "\uf0b7", "fontname": "Wingdings"}]
    assert [char["text"] for char in named([*chars, {"text": "⼈"}, {"text": "︒"}])] == [
        "〓",
        "・",
        "人",
        "。",
    ]


def test_a_scanned_page_is_read_as_a_machine_has_recognised_it_and_told_of(
    printed: Callable[..., Content],
) -> None:
    content = printed(lambda canvas: say(canvas, "はじめに", 60, 100), scan)
    assert "令和8年度までに湖畔の遊歩道を1周つなぎます" in content.text
    (page,) = content.recognized
    assert page.slice(content.text).startswith("\n湖畔の指標")
    assert [notice[:5] for notice in content.notices] == ["2 ページ"]


def test_words_on_a_picture_are_printed(printed: Callable[..., Content]) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawImage(ImageReader(Image.new("L", (8, 8), 200)), 0, 0, *A4)
        rows(canvas, 100, [HEAD, WALK, CLEAR], drawn="rfsc")

    content = printed(draw)
    assert (cells(content), content.recognized) == ([READ], ())
