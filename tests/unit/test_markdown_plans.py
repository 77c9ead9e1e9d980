"""Markdown as models that look at pages, and converters, write it: rows, headings and pages."""

import pytest
from kpi_texts import said

from index.domain import Document
from index.formats.readers import read_markdown
from index.kpi.reader import read_kpi_rows
from index.pages import page_of, page_starts
from index.sections import read_sections


def plan(text: str) -> Document:
    """Return a text as the file that read_file would read."""
    content = read_markdown(text)
    return Document(
        "lake",
        "v1",
        "計画",
        "みずうみ市",
        None,
        "lake.md",
        "",
        content.text,
        grids=content.grids,
        page_starts=page_starts(content.text),
        line_numbers=content.line_numbers,
        headings=content.headings,
    )


def rows_of(text: str) -> list[str]:
    read = plan(text)
    return [said(row) for row in read_kpi_rows(read, read_sections(read)).rows]


HEAD = "| 指標 | 単位 | 現状値（R4） | 目標値（R12） |\n|---|---|---|---|\n"
OF_HTML = (
    "<table><tr><th>指標</th><th>現状値（R4）</th><th>目標値（R12）</th></tr>\n"
    "<tr><td>舟の数</td><td>12隻</td><td>20隻</td></tr></table>\n\n"
)
MORE = "<table><tr><td>葦原の面積</td><td>44ha</td><td>60ha</td></tr></table>\n"
BOATS, REEDS = "舟の数 [隻] 12隻(R4) -> 20隻(R12)", "葦原の面積 [ha] 44ha(R4) -> 60ha(R12)"


@pytest.mark.parametrize(
    ("cells", "row"),
    [
        ("舟の数[^1] | 隻 | 12[^2] | 20", "舟の数¹ [隻] 12²(R4) -> 20(R12)"),
        ("舟の数 | 隻 | 1,204<sup>3</sup> | 2,000", "舟の数 [隻] 1,204³(R4) -> 2,000(R12)"),
        ("舟の数 | 隻 | *12* | ***20***", "舟の数 [隻] 12(R4) -> 20(R12)"),
        ("`舟の数` | 隻 | <b>12</b> | <u>20</u>", "舟の数 [隻] 12(R4) -> 20(R12)"),
        ("舟の数 | 隻 | 12&nbsp;隻 | 20", "舟の数 [隻] 12 隻(R4) -> 20(R12)"),
        ("舟\\|筏の数 | 隻 | 12 | 20", "舟∣筏の数 [隻] 12(R4) -> 20(R12)"),
        ("$CO_2$ の量 | t-$CO_2$ | $1 2 . 5$ | 20", "CO2 の量 [t-CO2] 12.5(R4) -> 20(R12)"),
        ("葦原 | km$^2$ | 12 | $\\geqq$ 20", "葦原 [km²] 12(R4) -> ≧ 20(R12)"),
        ("舟の率 | $\\%$ | $\\triangle 1.5$ | 20\\%", "舟の率 [％] △1.5(R4) -> 20%(R12)"),
        ("舟の数*1 | 隻 | 12*2 | 20", "舟の数*1 [隻] 12*2(R4) -> 20(R12)"),
    ],
)
def test_signs_in_cells_are_read(cells: str, row: str) -> None:
    assert rows_of(f"{HEAD}| {cells} |\n") == [row]


@pytest.mark.parametrize(
    ("between", "rows"),
    [
        ("<!-- page 2 -->", [BOATS, REEDS]),
        ("---", [BOATS, REEDS]),
        ("[^1]: 舟の数は、毎年の四月一日に里の港に\n\n<!-- PageBreak -->", [BOATS, REEDS]),
        ("---\n\n表１　湖の里の指標と現状値及び目標値の一覧（つづき）", [BOATS, REEDS]),
        # Of its own: with a caption, below a text, or with nothing that ends a page.
        ("<!-- page 2 -->\n\n表２　湖の里", [BOATS]),
        ("<!-- page 2 -->\n\n次の表には、湖の里で葦を刈った所を集めたもの", [BOATS]),
        ("", [BOATS]),
    ],
)
def test_tables_go_on_over_the_end_of_a_page(between: str, rows: list[str]) -> None:
    assert rows_of(f"# 計画\n\n{OF_HTML}{between}\n\n{MORE}") == rows


def test_a_row_is_no_head_though_a_rule_stands_below_it() -> None:
    first = f"{HEAD}| 舟の数 | 隻 | 12 | 20 |\n\n"
    more = "| 葦原の面積 | ha | 44 | 60 |\n|---|---|---|---|\n| 鯉の数 | 匹 | 5 | 9 |\n"
    note = "※1 舟の数は、毎年の四月一日に里の港につないである舟を数える。\n\n---\n\n"
    rows = [
        "舟の数 [隻] 12(R4) -> 20(R12)",
        "葦原の面積 [ha] 44(R4) -> 60(R12)",
        "鯉の数 [匹] 5(R4) -> 9(R12)",
    ]
    assert rows_of(first + note + more) == rows
    assert rows_of(f"{first}表２　漁のあらまし\n\n{more}") == rows[:1]
    # Words where the values would stand are a head of their own.
    other = "| 港 | 種別 | 長さ | 幅 |\n|---|---|---|---|\n| 東の港 | 石 | 30 | 5 |\n"
    assert rows_of(f"{first}---\n\n{other}") == rows[:1]


@pytest.mark.parametrize(
    "above",
    [
        "※1 舟は毎年数える。 |  |  | ",
        "**基本方針２　葦を刈る** |  |  | ",
        " | ".join(["柱１ 葦"] * 4),
    ],
)
def test_what_stands_alone_in_a_row_is_no_piece_of_a_name(above: str) -> None:
    band = " | ".join(["**基本方針１　舟に乗る**"] * 4)
    body = f"| {band} |\n| 舟の数 | 隻 | 12 | 20 |\n| {above} |\n| 葦原の面積 | ha | 44 | 60 |\n"
    found = ["舟の数 [隻] 12(R4) -> 20(R12)", "葦原の面積 [ha] 44(R4) -> 60(R12)"]
    assert rows_of(HEAD + body) == found


@pytest.mark.parametrize("label", ["- **指標**：", "1. **指標名**: ", "* **指標：** "])
def test_labels_in_bold(label: str) -> None:
    form = f"# 湖\n\n{label}舟の数\n  - **現状値（R4）**：12隻\n  - 目標値（R12）：20隻\n"
    assert rows_of(form) == [BOATS]


def test_a_form_in_a_quotation() -> None:
    assert rows_of("# 湖\n\n> **指標**：舟の数\n> 現状値（R4）：12隻\n> 目標値（R12）：20隻\n") == [
        BOATS
    ]


def test_a_text_in_a_fence_has_its_headings() -> None:
    text = "```markdown\n# 湖の計画\n\n水を守る。\n\n## 舟\n\n舟に乗る。\n```\n"
    assert [s.path for s in read_sections(plan(text))] == [("湖の計画",), ("湖の計画", "舟")]


def test_bold_entries_of_the_contents_end_where_the_first_is_a_heading() -> None:
    body = "湖の水は、里の人の手で守られてきました。"
    text = (
        "# 目次\n\n**第１章　湖の話** …… 1\n　１　今の話 …… 1\n**第２章　舟の話** …… 2\n\n"
        f"# 第１章　湖の話\n\n## １　今の話\n\n{body}\n\n"
        f"第２章　舟の話\n\n# 第２章　舟の話\n\n{body}\n"
    )
    paths = [section.path[-1] for section in read_sections(plan(text))]
    assert paths[-3:] == ["第１章 湖の話", "１ 今の話", "第２章 舟の話"]


@pytest.mark.parametrize(
    ("marks", "pages"),
    [
        (("<!-- page 1 -->", "<!-- page 2 -->", "<!-- page 3 -->"), (1, 2, 3)),
        (("", "<!-- page 1 -->", "<!-- page 2 -->"), (1, 2, 3)),
        (("<!-- page 4 -->", "<!-- page 6 -->", "<!-- page 7 -->"), (4, 6, 7)),
        (("## Page 1", "## Page 2", "## Page 3"), (1, 2, 3)),
        (("{0}" + "-" * 48, "{1}" + "-" * 48, "{2}" + "-" * 48), (1, 2, 3)),
        (("", "<!-- PageBreak -->", "<!-- 改ページ -->"), (1, 2, 3)),
        (("", "--- end of page=1 ---", "--- end of page=2 ---"), (1, 2, 3)),
        (("", "2", "3"), (None, None, None)),
    ],
)
def test_pages_that_are_marked_in_words(
    marks: tuple[str, ...], pages: tuple[int | None, ...]
) -> None:
    words = ("水を守る。", "舟に乗る。", "葦を刈る。")
    text = "".join(f"{mark}\n\n{said}\n\n" for mark, said in zip(marks, words, strict=True))
    read = plan(text)
    assert tuple(page_of(read, read.text.index(said)) for said in words) == pages
    assert read.text.count("\n") == text.count("\n")
