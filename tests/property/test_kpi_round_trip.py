"""What goes into a table comes out of it, in every layout; noise gives no rows of its own."""

import re
from dataclasses import dataclass

from hypothesis import given, settings
from hypothesis import strategies as st
from kpi_texts import reading, said_all

NAMES = st.builds(
    "".join,
    st.tuples(
        st.sampled_from(
            ["ガイド養成講座", "空き家", "自主防災組織", "間伐材", "町営バス", "図書館"]
        ),
        st.sampled_from(["の年間", "の延べ", "に関する", "による", "の"]),
        st.sampled_from(["参加者数", "利用件数", "満足度", "実施率", "面積", "受入額"]),
    ),
)
UNITS = st.sampled_from(["人", "件", "％", "ha", "百万円", "か所"])
NUMBERS = st.one_of(
    st.integers(0, 9_999_999).map("{:,}".format),
    st.decimals(0, 999, places=1).map(str),
    st.integers(1, 999).map("△{}".format),
)
YEARS = st.sampled_from(["R4", "令和５年度", "2023年度", "H30"])


@dataclass(frozen=True)
class Row:
    name: str
    unit: str
    now: str
    aim: str

    def said(self, year: str, by: str) -> str:
        return f"{self.name} [{self.unit}] {self.now}({year}) -> {self.aim}({by})"


ROWS = st.lists(
    st.builds(Row, NAMES, UNITS, NUMBERS, NUMBERS),
    min_size=1,
    max_size=6,
    unique_by=lambda r: r.name,
)


def delimited(rows: list[Row], year: str, by: str, bar: str) -> str:
    lines = [("指標", "単位", f"現状値（{year}）", f"目標値（{by}）")]
    lines += [(r.name, r.unit, r.now, r.aim) for r in rows]
    return "\n".join(bar.join(cells) for cells in lines)


def tabs(rows, year, by):
    return delimited(rows, year, by, "\t")


def bars(rows, year, by):
    return delimited(rows, year, by, " | ")


def raw(rows, year, by):
    return delimited(rows, year, by, " ")


def aligned(rows, year, by):
    lines = [f"指標{' ' * 56}単位      現状値（{year}）{' ' * 12}目標値（{by}）"]
    for row in rows:
        name = row.name + " " * (60 - 2 * len(row.name))
        unit = row.unit + " " * (10 - sum(1 + (ord(c) > 255) for c in row.unit))
        lines.append(f"{name}{unit}{row.now:<26}{row.aim}")
    return "\n".join(lines)


def stacked(rows, year, by):
    lines = ["指標", "単位", "現状値", f"（{year}）", "目標値", f"（{by}）"]
    for row in rows:
        pieces = [row.name[i : i + 10] for i in range(0, len(row.name), 10)]
        lines += [*pieces, row.unit, row.now, row.aim]
    return "\n".join(lines)


def forms(rows, year, by):
    return "\n\n".join(
        f"指標名：{r.name}\n単位：{r.unit}\n現状値：{r.now}（{year}）\n目標値：{r.aim}（{by}）"
        for r in rows
    )


def markdown(rows, year, by):
    lines = [
        f"| 番号 | 指標 | 単位 | 現状（{year}） | 目標（{by}） | 備考 |",
        "|--|--|--|--:|--:|--|",
    ]
    lines += [
        f"| {i} | {r.name} | {r.unit} | {r.now} | **{r.aim}** | - |" for i, r in enumerate(rows)
    ]
    return "\n".join(lines)


def lists(rows, year, by):
    return "\n".join(f"・{r.name}　{r.now}{r.unit}（{year}）→{r.aim}{r.unit}（{by}）" for r in rows)


def marks(rows, year, by):
    return "\n".join(
        f"〔ＫＰＩ〕{r.name}({by}):{r.aim}{r.unit}({year}:{r.now}{r.unit})" for r in rows
    )


def boxes(rows, year, by):
    return "\n".join(
        f"【KPI】{r.name}　【{year}】{r.now}{r.unit}　【{by}】{r.aim}{r.unit}" for r in rows
    )


def cards(rows, year, by):
    lines = [f"指標：{r.name}" for r in rows]
    lines += [f"現在（{year}）：\n{r.now}{r.unit}" for r in rows]
    return "\n".join([*lines, *(f"目標値（{by}）：\n{r.aim}{r.unit}" for r in rows)])


def items(rows, year, by):
    return "\n".join(
        f"* 指標：{r.name}\n  * 現在：{r.now}{r.unit}（{year}）\n  * {by}：{r.aim}{r.unit}"
        for r in rows
    )


def drawn_arrows(rows, year, by):
    return "\n".join(
        [
            "指標",
            *(f"・{r.name}\n{r.now}{r.unit}（{year}）　▶▶▶　{r.aim}{r.unit}（{by}）" for r in rows),
        ]
    )


def lines_of_cells(rows, year, by):
    cells = zip(*((r.name, r.now + r.unit, r.aim + r.unit) for r in rows), strict=True)
    head = f"| 指標 | 現状（{year}） | 目標（{by}） |\n|---|---|---|\n"
    return head + "| " + " | ".join("<br>".join(lines) for lines in cells) + " |"


def announced(rows, year, by):
    lines = [f"以下、指標、現状値（{year}）、目標値（{by}）の順。"]
    lines += [f"{i}.{r.name}　{r.now}{r.unit}、{r.aim}{r.unit}" for i, r in enumerate(rows, 1)]
    return "\n".join(lines)


def sentences(rows, year, by):
    return "\n".join(
        f"指標、{r.name}。現状、{year}に{r.now}{r.unit}。目標、{by}に{r.aim}{r.unit}。"
        for r in rows
    )


def told(rows, year, by):
    lines = [f"指標は{len(rows)}つです。"]
    lines += [
        f"{i}つ目は、{r.name}です。{year}は{r.now}{r.unit}でした。{by}に{r.aim}{r.unit}とします。"
        for i, r in enumerate(rows, 1)
    ]
    return "\n".join(lines)


TABLES = st.sampled_from([tabs, bars, raw, aligned, stacked, forms, markdown])
LINE_A_ROW = st.sampled_from([tabs, bars, raw, aligned, markdown])
LINES = st.sampled_from(
    [lists, marks, boxes, cards, items, drawn_arrows, lines_of_cells, announced, sentences, told]
)


@given(ROWS, YEARS, TABLES)
@settings(max_examples=120, deadline=None)
def test_what_goes_into_a_table_comes_out(rows, year, layout):
    assert said_all(layout(rows, year, "R10")) == [row.said(year, "R10") for row in rows]


@given(ROWS, YEARS, LINES)
@settings(max_examples=160, deadline=None)
def test_what_goes_into_a_line_comes_out(rows, year, layout):
    wanted = [f"{r.name} [{r.unit}] {r.now}{r.unit}({year}) -> {r.aim}{r.unit}(R10)" for r in rows]
    assert said_all(layout(rows, year, "R10")) == wanted


SIGNS = (
    "指標,目標値,現状値（R4）,KPI,→,：,(2027年度):,〔ＫＰＩ〕, | ,|---|---|,　,50％,－,（累計）"
    ",参加者の数,│,├──┼──┤,R5,R6,単位,人,\0,\ufffd,第１章　目標,男性,11.3,以上,(,）,。"
    ",\n,\n\n,\t,\f,  ,1人"
)
PIECES = st.sampled_from(SIGNS.split(","))
NOISE = st.lists(PIECES | st.text(max_size=4), max_size=60).map("".join)


def folded(text: str) -> str:
    return "".join(text.split())


@given(NOISE)
@settings(max_examples=250, deadline=None)
def test_noise_gives_no_strings_of_its_own(text):
    text = text.encode("utf-8", "replace").decode()
    for row in reading(text).rows:
        printed = folded(row.span.slice(text))
        measures = [m for m in (row.baseline, *row.targets, *row.actuals) if m]
        strings = [row.indicator, *(m.text for m in measures), *row.sdg_targets]
        pieces = [piece for s in strings for piece in s.split()]
        # A cell broken over lines is put together from its pieces, which all stand in the row.
        assert all(set(piece) <= set(folded(text)) for piece in pieces)
        assert all(folded(m.text)[:1] in printed for m in measures)
        assert row.lines[0] <= row.lines[1] <= text.count("\n") + 1


FIGURE = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
HARMS = [*[""] * 4, "lost", "twice", "cut", "cell", "swap", "blank"]
CELL = re.compile(r"(\t| \| | {2,}| )")


def figures(text: str) -> set[str]:
    return set(FIGURE.findall(text))


@st.composite
def garbled(draw, text):
    """A text with lines lost, said twice, cut off or parted, and cells lost or out of place."""
    kept = []
    for line in text.split("\n"):
        harm = draw(st.sampled_from(HARMS))
        cells = CELL.split(line)
        at = draw(st.integers(0, max(0, len(cells) // 2 - 1))) * 2
        if harm == "cut":
            line = line[: draw(st.integers(0, len(line)))]
        elif harm == "cell":
            line = "".join([*cells[:at], "", *cells[at + 1 :]])
        elif harm == "swap" and at + 2 < len(cells):
            cells[at], cells[at + 2] = cells[at + 2], cells[at]
            line = "".join(cells)
        kept += {"lost": [], "twice": [line, line], "blank": ["", line]}.get(harm, [line])
    return "\n".join(kept)


@given(ROWS, TABLES, st.data())
@settings(max_examples=120, deadline=None)
def test_all_figures_of_a_garbled_table_stand_in_the_lines_of_their_row(rows, layout, data):
    text = data.draw(garbled(layout(rows, "R4", "R10")))
    lines = text.split("\n")
    for row in reading(text).rows:
        printed = figures("\n".join(lines[row.lines[0] - 1 : row.lines[1]]))
        for measure in (row.baseline, *row.targets, *row.actuals):
            assert measure is None or figures(measure.text) <= printed


@given(ROWS, LINE_A_ROW, st.data())
@settings(max_examples=120, deadline=None)
def test_where_lines_are_lost_no_row_takes_a_figure_of_another(rows, layout, data):
    own = {row.name: figures(f"{row.name} {row.now} {row.aim}") for row in rows}
    lines = layout(rows, "R4", "R10").split("\n")
    text = "\n".join(line for line in lines if data.draw(st.integers(0, 9)))
    for row in reading(text).rows:
        said = [m for m in (row.baseline, *row.targets) if m]
        if row.indicator in own:
            assert all(figures(measure.text) <= own[row.indicator] for measure in said)
