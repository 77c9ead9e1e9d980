"""HTML, Markdown, CSV and TSV: the text, its headings and its certain cells."""

import csv
import io

import pytest
from pdf_pages import cells

from index.formats.readers import read_csv, read_html, read_markdown, read_tsv

HTML = """<!DOCTYPE html>
<html><head><title>題</title><style>p { color: red }</style>
<script>var 目標 = 1;</script></head>
<body><nav><a href="/">ホーム</a></nav>
<h1>みずうみ市計画</h1>
<p>湖を<strong>守り</strong>、<br>水辺を歩く。</p>
<ul><li>清掃</li><li>観察会&amp;学習</li></ul>
<h2>指標</h2>
<table>
<caption>表１</caption>
<tr><th rowspan="2">指標</th><th colspan="2">目標値</th></tr>
<tr><th>R8</th><th>R10</th></tr>
<tr><td rowspan=2>透明度<br>（湖心）</td><td>3ｍ</td><td></td></tr>
<tr><td>4ｍ</td><td>5&nbsp;ｍ</td></tr>
</table>
<footer>市役所</footer></body></html>
"""


def test_html_text_has_one_block_a_line() -> None:
    content = read_html(HTML)
    lines = [line for line in content.text.split("\n") if line]
    assert lines[:6] == [
        "みずうみ市計画",
        "湖を守り、",
        "水辺を歩く。",
        "清掃",
        "観察会&学習",
        "指標",
    ]
    for left_out in ("ホーム", "市役所", "color", "var", "題"):
        assert left_out not in content.text
    assert [(s.slice(content.text), n) for s, n in content.headings] == [
        ("みずうみ市計画", 1),
        ("指標", 2),
    ]


def test_html_lines_are_those_of_the_file() -> None:
    content = read_html(HTML)
    numbers = dict(zip(content.text.split("\n"), content.line_numbers, strict=True))
    assert (numbers["みずうみ市計画"], numbers["観察会&学習"], numbers["表１"]) == (5, 7, 10)
    assert numbers["透明度 （湖心）\t3ｍ\t"] == 13


def test_html_spans_stand_at_each_of_their_positions() -> None:
    content = read_html(HTML)
    (grid,) = content.grids
    assert grid.caption == "表１"
    assert cells(content)[0] == [
        ["指標", "目標値", "目標値"],
        ["指標", "R8", "R10"],
        ["透明度 （湖心）", "3ｍ", ""],
        ["透明度 （湖心）", "4ｍ", "5\u00a0ｍ"],
    ]
    assert grid.rows[2][0] is grid.rows[3][0]


@pytest.mark.parametrize(
    "html",
    [
        "",
        "<table>",
        "<table><tr></table>",
        "<td colspan=99999 rowspan=0>a",
        "<table><tr><td rowspan=0 colspan=abc>a<tr><td>b</table>",
        "<div>" * 3000 + "深い",
        "<p>閉じない <b>太字",
        "a < b & c",
    ],
)
def test_broken_html_is_read_all_the_same(html: str) -> None:
    content = read_html(html)
    assert len(content.line_numbers) == len(content.text.split("\n"))


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ('<span style="display: none">80</span>85％', "85％"),
        ("<span hidden>80</span>85％", "85％"),
        ('<span style="visibility:hidden">80</span>85％', "85％"),
        ("<s>80</s>85％", "85％"),
        ("<strike>80</strike>85％", "85％"),
        ('<span style="text-decoration: line-through">80</span>85％', "85％"),
        ("<del>80</del><ins>85％</ins>", "85％"),
        ("1,200<sup>1</sup>", "1,200¹"),
        ("1,200<sup>※1</sup>", "1,200※1"),
        ("38km<sup><b>2</b></sup>", "38km²"),
        ("1,2<wbr>00<!-- 件 -->", "1,200"),
    ],
)
def test_html_shows_no_hidden_figure_and_no_note_as_a_digit(cell: str, said: str) -> None:
    assert read_html(f"<p>{cell}").text.strip() == said
    assert read_html(f"<table><tr><th>指標<td>{cell}</table>").text.strip() == f"指標\t{said}"


def test_html_rows_and_cells_stand_where_a_browser_shows_them() -> None:
    content = read_html(
        "<table><tfoot><tr><td>計<td>3</tfoot><thead><tr><th>指標<th>目標値</thead>"
        '<tbody hidden><tr><td>下書き<td>9</tbody><tr style="display:none"><td>a<td>b'
        '<tr><td>透明度<td style="display:none">1<td>2'
        '<tr><td style="text-decoration:line-through">深さ<td>1</table>'
        "<pre>指標　　目標値\n透明度　　２ｍ</pre>"
    )
    assert cells(content)[0] == [
        ["指標", "目標値"],
        ["透明度", "2"],
        ["", "1"],
        ["計", "3"],
    ]
    assert "指標　　目標値\n透明度　　２ｍ\n" in content.text


def test_a_table_for_layout_is_read_as_text() -> None:
    content = read_html("<table><tr><td><p>本文です。</p><table><tr><td>a<td>b</table></table>")
    assert "本文です。\n" in content.text
    assert len(content.grids) == 1


def test_markdown_headings() -> None:
    text = "# 計画 #\n\n```\n# 違う\n```\n## 第1章 湖\r\n本文\n### \n#違う\n"
    content = read_markdown(text)
    assert content.text == text
    assert [(span.slice(text), level) for span, level in content.headings] == [
        ("計画", 1),
        ("第1章 湖", 2),
    ]


def test_tables_in_html_within_markdown() -> None:
    text = """# 計画

| 指標 | 目標値 |
|---|---|
| 透明度 | 5m |

表１ <table>
<thead><tr><th rowspan="2">指標</th>
<th>目標値</th></tr>
<tr><th>R9</th></tr></thead>
<tr><td><p>相談の</p>
<p>件数</p></td><td>58件</td></tr>
</table> 以上

## 第２章
"""
    content = read_markdown(text)
    lines = content.text.split("\n")
    assert cells(content)[0] == [
        ["指標", "目標値"],
        ["指標", "R9"],
        ["相談の 件数", "58件"],
    ]
    placed = dict(zip(lines, content.line_numbers, strict=True))
    assert {line: placed[line] for line in ("| 透明度 | 5m |", "表１ ", "指標\t目標値")} == {
        "| 透明度 | 5m |": 5,
        "表１ ": 7,
        "指標\t目標値": 8,
    }
    assert (placed["\tR9"], placed["相談の 件数\t58件"], placed["## 第２章"]) == (10, 11, 15)
    assert [span.slice(content.text) for span, _ in content.headings] == ["計画", "第２章"]


def test_comments_in_markdown_are_not_read() -> None:
    content = read_markdown("# 計画<!-- 仮 -->\n目標は<!-- 80％\nか -->85％です。\n<!-- 閉じない\n")
    assert [line.split() for line in content.text.split("\n")] == [
        ["#", "計画"],
        ["目標は"],
        ["85％です。"],
        ["<!--", "閉じない"],
        [],
    ]


def test_a_table_that_is_never_closed_is_text() -> None:
    text = "# 計画\n<table><tr><td>a\n\n## 続き\n"
    assert read_markdown(text).text == text


SHEETS = [
    '指標,単位,目標値\n"宿泊客数, 延べ",人,"24,000"\n',
    'a,b\r\n"二行\nの名",1\r\n',
    '"言う ""はい""",x\n1,2\n',
    "a,b,c\n1,,3\n,,9",
]


@pytest.mark.parametrize("text", SHEETS)
def test_csv_as_the_csv_module_reads_it(text: str) -> None:
    content = read_csv(text)
    assert content.text == text
    expected = [[cell.replace('"', '""') for cell in row] for row in csv.reader(io.StringIO(text))]
    assert cells(content)[0] == expected


def test_csv_with_tabs_and_with_line_ends_of_a_mac() -> None:
    for text in ("指標\t目標値\n来る人\t1,200人\n", '指標,目標値\r来る人,"1,200人"\r'):
        content = read_csv(text)
        assert cells(content) == [[["指標", "目標値"], ["来る人", "1,200人"]]]


def test_tsv_with_prose_around_its_tables() -> None:
    text = '湖の計画\n\n「湖」を"守る"計画です。\n"閉じない\n\n指標\t目標値\n透明度\t5\n\nおわり\n'
    content = read_tsv(text)
    assert cells(content) == [[["指標", "目標値"], ["透明度", "5"]]]


CITY_PAGE = """<html><body class="menu-open">
<div id="header"><a href="/">みずうみ市</a><ul class="gnavi"><li>くらし</li></ul></div>
<p class="topicPath">トップ &gt; 計画</p>
<div id="wrap"><div id="contents">
<h1 class="page-header">みずうみ市観光振興計画</h1>
<p>湖の<ruby>畔<rp>（</rp><rt>ほとり</rt><rp>）</rp></ruby>を歩く人を増やします。</p>
<p hidden>下書き</p><p style="display: none">作業中</p>
<h2>指標</h2>
<dl><dt>指標名：湖畔を歩く人の数</dt><dd>現状値（R5）：1,200人</dd><dd>目標値（R10）：1,800人</dd></dl>
<ul class="submenu-like"><li>道を直す</li><li>案内板を立てる</li></ul>
</div><div class="side_bar">新着</div></div>
<div class="l-footer">市役所の住所</div></body></html>"""


def test_what_a_city_site_puts_around_a_page_is_left_out() -> None:
    content = read_html(CITY_PAGE)
    lines = [line for line in content.text.split("\n") if line]
    assert lines == [
        "みずうみ市観光振興計画",
        "湖の畔を歩く人を増やします。",
        "指標",
        "指標名：湖畔を歩く人の数",
        "現状値（R5）：1,200人",
        "目標値（R10）：1,800人",
        "道を直す",
        "案内板を立てる",
    ]
