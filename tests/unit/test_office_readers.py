"""PDF, Word and Excel files as planning sections have them: text, pages, headings and tables."""

from datetime import UTC, date, datetime, time, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
from docx.oxml import OxmlElement, parse_xml
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font
from pdf_pages import FONT, cells
from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate, Table

from index.documents import read_file
from index.domain import Document
from index.errors import CorpusError
from index.formats.excel_formats import IN_JAPAN, shown
from index.kpi.reader import read_kpi_rows
from index.passages import read_passages
from index.sections import read_sections

HEAD = ["基本目標", "指標", "基準値", "目標値", ""]
ROWS = [
    HEAD,
    ["", "", "（R5）", "R8", "R10"],
    ["湖を守る", "湖畔を歩く\n人の数", "1,200人", "1,500人", "1,800人"],
    ["", "透明度", "3.5ｍ", "4ｍ", "5ｍ以上"],
]
SPANS = [((0, 0), (0, 1)), ((1, 0), (1, 1)), ((3, 0), (4, 0)), ((0, 2), (0, 3))]


def rows_of(document: Document) -> list[tuple[str, str | None, list[tuple[str, str | None]]]]:
    """Return indicator, baseline and targets of the KPI rows of a document."""
    rows = read_kpi_rows(document, read_sections(document)).rows
    return [
        (r.indicator, r.baseline and r.baseline.text, [(t.text, t.period) for t in r.targets])
        for r in rows
    ]


READ = [
    ("湖畔を歩く人の数", "1,200人", [("1,500人", "R8"), ("1,800人", "R10")]),
    ("透明度", "3.5ｍ", [("4ｍ", "R8"), ("5ｍ以上", "R10")]),
]


def pdf(path: Path, story: list[Any], **options: Any) -> Path:
    SimpleDocTemplate(str(path), pagesize=A4, **options).build(story)
    return path


def prose(text: str) -> Paragraph:
    return Paragraph(text, ParagraphStyle("prose", fontName=FONT, fontSize=11, leading=16))


def ruled() -> Table:
    style = [("GRID", (0, 0), (-1, -1), 0.5, "black"), ("FONTNAME", (0, 0), (-1, -1), FONT)]
    return Table(ROWS, style=[*style, *(("SPAN", *span) for span in SPANS)])


@pytest.fixture
def plan_pdf(tmp_path: Path) -> Path:
    story = [prose("１　湖のまちづくり"), prose("湖のほとりを歩く人を増やします。"), PageBreak()]
    return pdf(
        tmp_path / "plan.pdf", [*story, prose("２　指標"), ruled(), prose("毎年見直します。")]
    )


def test_a_pdf_has_its_pages_and_its_tables(plan_pdf: Path) -> None:
    document = read_file(plan_pdf)
    (table,) = cells(document)
    assert table == [
        ["基本目標", "指標", "基準値", "目標値", "目標値"],
        ["基本目標", "指標", "（R5）", "R8", "R10"],
        ["湖を守る", "湖畔を歩く人の数", "1,200人", "1,500人", "1,800人"],
        ["湖を守る", "透明度", "3.5ｍ", "4ｍ", "5ｍ以上"],
    ]
    assert rows_of(document) == READ
    passages = read_passages(document, read_sections(document))
    said = {passage.text: (passage.page, passage.lines) for passage in passages}
    assert said["湖のほとりを歩く人を増やします。"] == (1, (2, 2))
    assert said["毎年見直します。"] == (2, (6, 6))


def test_a_pdf_of_pictures_or_behind_a_password_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="文字認識"):
        read_file(pdf(tmp_path / "scan.pdf", [PageBreak(), PageBreak()]))
    locked = pdf(tmp_path / "locked.pdf", [prose("湖")], encrypt=StandardEncryption("湖"))
    with pytest.raises(CorpusError, match="保護"):
        read_file(locked)
    (tmp_path / "torn.pdf").write_bytes(b"%PDF-1.7\n1 0 obj\n<<")
    with pytest.raises(CorpusError, match=r"torn\.pdf"):
        read_file(tmp_path / "torn.pdf")


@pytest.fixture
def plan_docx(tmp_path: Path) -> Path:
    document = docx.Document()
    document.add_heading("湖のまちづくり", 1)
    paragraph = document.add_paragraph("湖のほとりを")
    paragraph._p.append(struck_out("走る"))
    paragraph.add_run("歩く人を増やします。")
    document.add_heading("指標", 2)
    table = document.add_table(len(ROWS), len(HEAD))
    for row, line in enumerate(ROWS):
        for column, words in enumerate(line):
            table.cell(row, column).text = words
    for (left, top), (right, foot) in SPANS:
        words = table.cell(top, left).text
        table.cell(top, left).merge(table.cell(foot, right)).text = words
    document.add_paragraph("毎年見直します。")
    document.save(str(tmp_path / "plan.docx"))
    return tmp_path / "plan.docx"


def struck_out(words: str) -> Any:
    """Return a deletion as a reviewer leaves it."""
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    return parse_xml(f"<w:del {space}><w:r><w:delText>{words}</w:delText></w:r></w:del>")


def test_a_word_file_has_its_headings_and_its_tables(plan_docx: Path) -> None:
    document = read_file(plan_docx)
    assert [(s.slice(document.text), level) for s, level in document.headings] == [
        ("湖のまちづくり", 1),
        ("指標", 2),
    ]
    assert "湖のほとりを歩く人を増やします。" in document.text
    indicators = [(name.replace(" ", ""), *rest) for name, *rest in rows_of(document)]
    assert indicators == READ
    rows = read_kpi_rows(document, read_sections(document)).rows
    assert {row.path for row in rows} == {("湖のまちづくり", "指標", "湖を守る")}


def test_ruby_and_tab_stops_are_not_read(tmp_path: Path) -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("水")
    paragraph.paragraph_format.tab_stops.add_tab_stop(100)
    ruby = OxmlElement("w:ruby")
    for name, words in (("w:rt", "うみ"), ("w:rubyBase", "湖")):
        part = OxmlElement(name)
        run = OxmlElement("w:r")
        text = OxmlElement("w:t")
        text.text = words
        run.append(text)
        part.append(run)
        ruby.append(part)
    run = paragraph.add_run()
    run._r.append(ruby)
    document.save(str(tmp_path / "ruby.docx"))
    assert read_file(tmp_path / "ruby.docx").text == "水湖\n"


def test_a_file_that_only_says_it_is_word_is_refused(tmp_path: Path) -> None:
    (tmp_path / "plan.docx").write_bytes(BytesIO(b"PK").getvalue())
    with pytest.raises(CorpusError, match=r"plan\.docx は Word"):
        read_file(tmp_path / "plan.docx")


@pytest.fixture
def plan_xlsx(tmp_path: Path) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "湖の指標"
    sheet["B2"] = "湖のまちづくり計画　指標の一覧"
    lines = [
        ["指標", "基準値（R5）", "途中の計算", "目標値（R10）"],
        ["湖畔を歩く人の数", 1200, 1499.5, 1800],
        ["湖を知る人の割合", 0.352, None, 0.5],
        ["", None, None, None],
        ["※ 毎年見直します。"],
    ]
    for row, line in enumerate(lines, 3):
        for column, value in enumerate(line, 2):
            sheet.cell(row, column, value)
    for cell in sheet["C4:E4"][0]:
        cell.number_format = '#,##0"人"'
    for cell in sheet["C5:E5"][0]:
        cell.number_format = "0.0%"
    sheet.column_dimensions["D"].hidden = True
    book.create_sheet("作業用")["A1"] = "目標値"
    book["作業用"].sheet_state = "hidden"
    book.save(tmp_path / "plan.xlsx")
    return tmp_path / "plan.xlsx"


def test_an_excel_file_shows_what_is_seen_in_excel(plan_xlsx: Path) -> None:
    document = read_file(plan_xlsx)
    (table,) = cells(document)
    assert table == [
        ["指標", "基準値（R5）", "目標値（R10）"],
        ["湖畔を歩く人の数", "1,200人", "1,800人"],
        ["湖を知る人の割合", "35.2%", "50.0%"],
    ]
    rows = read_kpi_rows(document, read_sections(document)).rows
    assert [(row.path[0], row.indicator, row.lines) for row in rows] == [
        ("湖の指標", "湖畔を歩く人の数", (4, 4)),
        ("湖の指標", "湖を知る人の割合", (5, 5)),
    ]
    assert "作業用" not in document.text
    assert document.text.endswith("※ 毎年見直します。\n")


def test_excel_cells_show_nothing_that_is_struck_out_or_covered(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    for line in (
        ["基本目標", "指標", "基準値", "目標値"],
        ["湖を守る", "消した行", 1, 2],
        ["", "透明度", 3.5, 5],
        ["", "湖岸の長さ", 12, 15],
    ):
        sheet.append(line)
    sheet.merge_cells("A2:A4")
    sheet.row_dimensions[2].hidden = True
    sheet["C4"].font = Font(strike=True)
    struck, note = InlineFont(strike=True), InlineFont(vertAlign="superscript")
    sheet["D3"] = CellRichText(TextBlock(struck, "4"), "5", TextBlock(note, "1)"))
    sheet["XFD1048576"].font = Font(bold=True)
    book.save(tmp_path / "plan.xlsx")
    document = read_file(tmp_path / "plan.xlsx")
    assert cells(document)[0] == [
        ["基本目標", "指標", "基準値", "目標値"],
        ["湖を守る", "透明度", "3.5", "5¹⁾"],
        ["湖を守る", "湖岸の長さ", None, "15"],
    ]


def on_graph_paper(book: Any, lines: list[list[tuple[int, Any]]]) -> None:
    """Write cells as wide as so many narrow columns, and as high as two narrow rows."""
    for n, line in enumerate(lines):
        row, column = 2 + 2 * n, 2
        for wide, value in line:
            book.active.cell(row, column, value)
            book.active.merge_cells(None, row, column, row + 1, column + wide - 1)
            column += wide


def test_a_cell_over_many_columns_of_graph_paper_is_one(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    on_graph_paper(
        book,
        [
            [(8, "指標"), (4, "基準値（R5）"), (8, "目標値"), (6, None)],
            [(8, None), (4, None), (4, "R8"), (4, "R10"), (6, "備考")],
            [(8, "湖畔を歩く人の数"), (4, "1,200人"), (4, "1,500人"), (4, "1,800人"), (6, None)],
            [(8, "透明度"), (4, "3.5ｍ"), (4, None), (4, "5ｍ以上"), (6, "湖心")],
        ],
    )
    book.save(tmp_path / "plan.xlsx")
    document = read_file(tmp_path / "plan.xlsx")
    assert cells(document)[0] == [
        ["指標", "基準値（R5）", "目標値", "目標値", None],
        [None, None, "R8", "R10", "備考"],
        ["湖畔を歩く人の数", "1,200人", "1,500人", "1,800人", None],
        ["透明度", "3.5ｍ", None, "5ｍ以上", "湖心"],
    ]
    assert rows_of(document) == [
        ("湖畔を歩く人の数", "1,200人", [("1,500人", "R8"), ("1,800人", "R10")]),
        ("透明度", "3.5ｍ", [("5ｍ以上", "R10")]),
    ]


def test_formulas_that_were_never_worked_out_are_told_of(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for line in (["指標", "目標値"], ["透明度", "=2+3"], ["湖岸の長さ", 15]):
        book.active.append(line)
    book.save(tmp_path / "plan.xlsx")
    (notice,) = read_file(tmp_path / "plan.xlsx").notices
    assert "計算式の結果が 1 か所" in notice


@pytest.mark.parametrize(
    ("value", "number_format", "said"),
    [
        (0.1 + 0.2, "General", "0.3"),
        (2 / 3, "General", "0.666666667"),
        (12.3456789012, 'General"人"', "12.3456789人"),
        (1234567, '#,##0,"千円"', "1,235千円"),
        (12345, '0!.0,"万人"', "1.2万人"),
        (1234567, "000-0000", "123-4567"),
        (1200, '_ * #,##0_ ;_ * \\-#,##0_ ;_ * "-"_ ;_ @_ ', "1,200"),
        (0.35, "0%;-0%;;@", "35%"),
        (0, "0%;-0%;;@", ""),
        (0.35, ";;;", ""),
        ("作業用", ";;;", ""),
        ("湖畔", '@"地区"', "湖畔地区"),
        (0, "#,###", ""),
        (1200, "[$¥-411]#,##0", "¥1,200"),
        (-2500, '#,##0;"▲ "#,##0', "▲ 2,500"),
        (-2500, IN_JAPAN[38], "-2,500"),
        (-0.4, "0", "0"),
        (0, '#,##0;-#,##0;"－"', "－"),
        (5, '[>=1000]#,##0"人";0"名"', "5名"),
        (-5, '[<0]"▲"0;0', "▲5"),
        (2.5, "#,##0_ ;[Red]-#,##0 ", "3"),
        (2.5, "0.0#", "2.5"),
        (3, "0.##", "3"),
        (7, "000", "007"),
        (0.25, "0.0E+00", "0.25"),
        (date(2019, 4, 1), '[$-411]ggge"年"m"月"d"日"', "平成31年4月1日"),
        (date(2019, 5, 1), '[$-411]ggge"年"m"月"', "令和1年5月"),
        (date(2024, 4, 1), "[$-411]ge.m.d;@", "R6.4.1"),
        (45383, '[$-411]ggge"年度"', "令和6年度"),
        (45383, IN_JAPAN[31], "2024年4月1日"),
        (date(2024, 4, 1), IN_JAPAN[14], "2024/4/1"),
        (date(2024, 4, 1), 'yyyy"年度"', "2024年度"),
        (date(2024, 4, 1), 'm"月"d"日"(aaa)', "4月1日(月)"),
        (datetime(2024, 4, 1, 13, 5, tzinfo=UTC), "h:mm AM/PM", "1:05 PM"),
        (time(9, 30), 'h"時"mm"分"', "9時30分"),
        (timedelta(hours=26), "[h]:mm", "26:00"),
        (date(2024, 4, 1), "General", "2024/4/1"),
    ],
)
def test_a_cell_shows_its_value_in_its_format(value: Any, number_format: str, said: str) -> None:
    assert shown(value, number_format) == said
