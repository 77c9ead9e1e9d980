"""Word documents as offices write them: counted headings, notes, text boxes, controls, changes."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml

from index.content import Content
from index.formats.readers import read_content
from index.formats.word_numbers import written

SPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
Fill = Callable[[Any], None]


@pytest.fixture
def saved(tmp_path: Path) -> Callable[[Fill], Content]:
    """Return what is read out of a document that a function fills."""

    def read(fill: Fill) -> Content:
        document = docx.Document()
        fill(document)
        path = tmp_path / "plan.docx"
        document.save(str(path))
        return read_content(path.read_bytes(), path)

    return read


def xml(markup: str) -> Any:
    """Return an element of Word's own markup; the first tag takes the name space."""
    name, rest = (
        markup[1:].split(">", 1) if ">" in markup.split(" ")[0] else markup[1:].split(" ", 1)
    )
    closing = ">" if ">" in markup.split(" ")[0] else " "
    return parse_xml(f"<{name} {SPACE}{closing}{rest}")


def run(words: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{words}</w:t></w:r>'


def append(document: Any, *markups: str) -> None:
    for markup in markups:
        document.element.body.insert_element_before(xml(markup), "w:sectPr")


LEVELS = (
    ("Heading1", "decimalFullWidth", "第%1章"),
    ("Heading2", "decimal", "%1-%2"),
    ("Heading3", "decimal", "(%3)"),
)


def define_list(
    document: Any, levels: tuple[tuple[str, str, str], ...], overrides: str = ""
) -> None:
    """Add a list of counted levels, each bound to a style, and name it in the styles."""
    numbering = document.part.numbering_part.element
    inner = "".join(
        f'<w:lvl w:ilvl="{n}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        f'<w:pStyle w:val="{style}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for n, (style, form, text) in enumerate(levels)
    )
    numbering.insert(0, xml(f'<w:abstractNum w:abstractNumId="90">{inner}</w:abstractNum>'))
    for key, more in (("91", ""), ("92", overrides)):
        numbering.append(xml(f'<w:num w:numId="{key}"><w:abstractNumId w:val="90"/>{more}</w:num>'))
    for style, _, _ in levels:
        element = document.styles.element.find(f".//*[@{{{SPACE[9:-1]}}}styleId='{style}']")
        element.get_or_add_pPr().append(xml('<w:numPr><w:numId w:val="91"/></w:numPr>'))


def headings(content: Content) -> list[tuple[str, int]]:
    return [(span.slice(content.text), level) for span, level in content.headings]


def test_headings_have_the_numbers_that_word_counts(saved: Callable[[Fill], Content]) -> None:
    def fill(document: Any) -> None:
        define_list(document, LEVELS)
        for words, level in (
            ("湖の今", 1),
            ("水質", 2),
            ("湖のまちづくり", 1),
            ("歩く", 2),
            ("学ぶ", 2),
            ("子どもの学び", 3),
            ("大人の学び", 3),
            ("見る", 2),
            ("野鳥", 3),
        ):
            document.add_heading(words, level)

    assert headings(saved(fill)) == [
        ("第１章 湖の今", 1),
        ("１-1 水質", 2),
        ("第２章 湖のまちづくり", 1),
        ("２-1 歩く", 2),
        ("２-2 学ぶ", 2),
        ("(1) 子どもの学び", 3),
        ("(2) 大人の学び", 3),
        ("２-3 見る", 2),
        ("(1) 野鳥", 3),
    ]


def test_items_are_counted_and_begin_anew_where_their_list_does(
    saved: Callable[[Fill], Content],
) -> None:
    def fill(document: Any) -> None:
        restart = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
        define_list(document, (("ListNumber", "decimalEnclosedCircle", "%1"),), restart)
        number = '<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="{}"/></w:numPr></w:pPr>'
        item = f"<w:p>{number}{{}}</w:p>"
        append(document, *(item.format(n, run(w)) for n, w in ((91, "清掃"), (91, "植樹"))))
        append(document, item.format(92, run("観察")), item.format(0, run("数えない")))
        document.add_paragraph("点検", style="List Bullet")

    assert saved(fill).text == "① 清掃\n② 植樹\n① 観察\n数えない\n・ 点検\n"


@pytest.mark.parametrize(
    ("value", "number_format", "said"),
    [
        (21, "japaneseCounting", "二十一"),
        (10, "japaneseCounting", "十"),
        (2, "aiueoFullWidth", "イ"),
        (14, "lowerRoman", "xiv"),
        (27, "upperLetter", "27"),
        (12, "decimalFullWidth", "１２"),
        (3, "decimalZero", "03"),
        (3, "unheardOf", "3"),
    ],
)
def test_a_number_is_written_in_its_format(value: int, number_format: str, said: str) -> None:
    assert written(value, number_format) == said


def test_a_note_stands_below_the_paragraph_that_refers_to_it(
    saved: Callable[[Fill], Content],
) -> None:
    def fill(document: Any) -> None:
        words = run("湖心で測った値です。")
        note = f'<w:footnote w:id="2"><w:p>{words}</w:p></w:footnote>'
        part = Part(
            PackURI("/word/footnotes.xml"),
            "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml",
            f"<w:footnotes {SPACE}>{note}</w:footnotes>".encode(),
            document.part.package,
        )
        document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
        reference = '<w:r><w:footnoteReference w:id="2"/></w:r>'
        append(document, f"<w:p>{run('透明度')}{reference}{run('を上げます。')}</w:p>")
        document.add_paragraph("毎年測ります。")

    assert (
        saved(fill).text
        == "透明度（注1）を上げます。\n（注1） 湖心で測った値です。\n毎年測ります。\n"
    )


BOX = (
    "<w:r><w:pict><w:textbox><w:txbxContent><w:p>{}</w:p></w:txbxContent></w:textbox>"
    "</w:pict></w:r>"
)


def test_text_boxes_and_content_controls_are_read_and_hidden_text_is_not(
    saved: Callable[[Fill], Content],
) -> None:
    def fill(document: Any) -> None:
        append(
            document,
            f"<w:p>{run('湖を守ります。')}{BOX.format(run('囲み記事です。'))}</w:p>",
            f"<w:sdt><w:sdtContent><w:p>{run('選んだ文です。')}</w:p></w:sdtContent></w:sdt>",
            f"<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>隠した文です。</w:t></w:r>{run('見える。')}</w:p>",
            f'<w:p><w:pPr><w:pStyle w:val="目次1"/></w:pPr>{run("目次でない")}</w:p>',
        )

    lines = [line for line in saved(fill).text.split("\n") if line]
    assert lines == ["湖を守ります。", "囲み記事です。", "選んだ文です。", "見える。", "目次でない"]


def styled(words: str, properties: str) -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{words}</w:t></w:r>"


@pytest.mark.parametrize(
    ("runs", "said"),
    [
        (styled("80", "<w:strike/>") + run("85％"), "85％"),
        (styled("80", "<w:dstrike/>") + run("85％"), "85％"),
        (styled("85％", '<w:strike w:val="0"/>'), "85％"),
        (styled("80", '<w:rStyle w:val="Secret"/>') + run("85％"), "85％"),
        (run("1,200") + styled("1)", '<w:vertAlign w:val="superscript"/>'), "1,200¹⁾"),
        (run("CO") + styled("2", '<w:vertAlign w:val="subscript"/>'), "CO2"),
    ],
)
def test_figures_are_those_that_stand(
    saved: Callable[[Fill], Content], runs: str, said: str
) -> None:
    def fill(document: Any) -> None:
        secret = '<w:style w:type="character" w:styleId="{}">{}<w:rPr>{}</w:rPr></w:style>'
        based = '<w:basedOn w:val="Base"/>'
        document.styles.element.append(xml(secret.format("Base", "", "<w:vanish/>")))
        document.styles.element.append(xml(secret.format("Secret", based, "")))
        append(document, f"<w:p>{runs}</w:p>")

    assert saved(fill).text.strip() == said


def test_formulas_are_read_and_a_table_of_contents_is_not(
    saved: Callable[[Fill], Content],
) -> None:
    space = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'

    def part(name: str, words: str) -> str:
        return f"<m:{name}><m:r><m:t>{words}</m:t></m:r></m:{name}>"

    formula = (
        f"<m:oMath {space}><m:f>{part('num', '85')}{part('den', '100')}</m:f>"
        f"<m:sSup>{part('e', '×10')}{part('sup', '3')}</m:sSup></m:oMath>"
    )
    gallery = '<w:docPartGallery w:val="Table of Contents"/>'
    contents = (
        f"<w:sdt><w:sdtPr><w:docPartObj>{gallery}</w:docPartObj></w:sdtPr>"
        f"<w:sdtContent><w:p>{run('第1章 湖 3')}</w:p></w:sdtContent></w:sdt>"
    )
    markups = (contents, f"<w:p>{run('率は')}{formula}</w:p>")
    assert saved(lambda document: append(document, *markups)).text == "率は85/100×10³\n"


def test_a_table_has_rows_in_controls_merged_cells_and_none_that_is_struck_out(
    saved: Callable[[Fill], Content],
) -> None:
    def cell(words: str, more: str = "") -> str:
        return f"<w:tc><w:tcPr>{more}</w:tcPr><w:p>{run(words)}</w:p></w:tc>"

    begun, on, gone = '<w:vMerge w:val="restart"/>', "<w:vMerge/>", "<w:cellDel/>"
    rows = (
        f"<w:tr>{cell('方針')}{cell('指標')}{cell('目標値')}</w:tr>"
        f"<w:tr>{cell('湖を守る', begun)}{cell('透明度')}{cell('5ｍ')}</w:tr>"
        f"<w:tr><w:trPr><w:del/></w:trPr>{cell('', on)}{cell('なくした行')}{cell('1')}</w:tr>"
        f"<w:tr><w:trPr><w:hidden/></w:trPr>{cell('', on)}{cell('隠した行')}{cell('1')}</w:tr>"
        f"<w:sdt><w:sdtContent><w:tr>{cell('', on)}{cell('湖岸の長さ')}{cell('9km', gone)}"
        f"{cell('12km')}</w:tr>"
        "</w:sdtContent></w:sdt>"
    )
    content = saved(lambda document: append(document, f"<w:tbl>{rows}</w:tbl>"))
    (grid,) = content.grids
    assert [[c and c.span.slice(content.text) for c in row] for row in grid.rows] == [
        ["方針", "指標", "目標値"],
        ["湖を守る", "透明度", "5ｍ"],
        ["湖を守る", "湖岸の長さ", "12km"],
    ]


def test_a_table_that_only_frames_others_is_read_as_what_stands_in_it(
    saved: Callable[[Fill], Content],
) -> None:
    def fill(document: Any) -> None:
        frame = document.add_table(1, 1).cell(0, 0)
        frame.text = "指標は次のとおりです。"
        table = frame.add_table(2, 2)
        for at, words in enumerate(["指標", "目標値", "透明度", "5ｍ"]):
            table.cell(at // 2, at % 2).text = words

    content = saved(fill)
    assert content.text == "指標は次のとおりです。\n\n指標\t目標値\n透明度\t5ｍ\n\n"
    assert len(content.grids) == 1


def test_a_remark_in_small_print_is_said_and_no_part_of_a_name(
    saved: Callable[[Fill], Content],
) -> None:
    def small(words: str) -> str:
        return f'<w:p><w:r><w:rPr><w:sz w:val="14"/></w:rPr><w:t>{words}</w:t></w:r></w:p>'

    def row(*cells: str) -> str:
        return "<w:tr>" + "".join(f"<w:tc>{cell}</w:tc>" for cell in cells) + "</w:tr>"

    def large(words: str) -> str:
        return f"<w:p>{run(words)}</w:p>"

    head = row(large("指標"), large("現状値"), large("目標値"))
    ship = large("舟に乗った人の数") + small("桟橋で数えた人の合計")
    road = large("木道の延長") + small("（km）")
    content = saved(
        lambda document: append(
            document,
            f"<w:tbl>{head}{row(ship, large('31人') + small('（令和６年度）'), large('40人'))}"
            f"{row(road, large('3'), large('5') + small('令和10年度から'))}</w:tbl>",
        )
    )
    cells = [[c and c.span.slice(content.text) for c in r] for r in content.grids[0].rows]
    assert cells[1:] == [
        ["舟に乗った人の数", "31人 （令和６年度）", "40人"],
        ["木道の延長 （km）", "3", "5 令和10年度から"],
    ]
    assert "舟に乗った人の数 桟橋で数えた人の合計\t31人" in content.text
