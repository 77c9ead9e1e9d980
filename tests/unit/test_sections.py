"""Heading trees of invented plans in the ways plans are numbered."""

from dataclasses import replace

import pytest

from index.domain import Document, Span
from index.formats.readers import read_html, read_markdown
from index.headings.markers import heading_of, is_numbered
from index.sections import read_sections

BODY = "湖の水は、里の人の手で守られてきました。"


def document(text: str) -> Document:
    return Document("lake", "v1", "計画", "みずうみ市", None, "lake.txt", "", text)


def outline(text: str) -> list[str]:
    return [">".join(section.path) for section in read_sections(document(text))]


def plan(*lines: str) -> str:
    """Return a plan in which `/` stands for a paragraph."""
    return "\n".join(BODY if line == "/" else line for line in lines)


TREES = [
    # a note in front of the first chapter holds none; numbers that only say 第
    (
        plan(
            "【表記について】",
            "/",
            "第１編　湖の話",
            "第１　質の話",
            "１　今の話",
            "/",
            "２　先の話",
            "【水のこと】",
            "/",
            "３　魚の話",
            "/",
            "第２　量の話",
            "/",
        ),
        [
            "【表記について】",
            "第１編 湖の話",
            " 第１ 質の話",
            "  １ 今の話",
            "  ２ 先の話",
            "   【水のこと】",
            "  ３ 魚の話",
            " 第２ 量の話",
        ],
    ),
    # 編 章 節, numbers, brackets; numbers begin again in each chapter
    (
        plan(
            "第１編　湖の話",
            "第１章　水の話",
            "１　質の話",
            "（１）今の話",
            "/",
            "（２）先の話",
            "/",
            "２　量の話",
            "/",
            "第２章　魚の話",
            "１　数の話",
            "/",
            "第２編　山の話",
            "第１章　木の話",
            "１　林の話",
            "/",
        ),
        [
            "第１編 湖の話",
            " 第１章 水の話",
            "  １ 質の話",
            "   （１）今の話",
            "   （２）先の話",
            "  ２ 量の話",
            " 第２章 魚の話",
            "  １ 数の話",
            "第２編 山の話",
            " 第１章 木の話",
            "  １ 林の話",
        ],
    ),
    # the same style twice: an appendix numbered anew, and a quoted list
    (
        plan(
            "1 水の話",
            "(1) 質の話",
            "/",
            "(2) 量の話",
            "/",
            "2 里の話",
            "(1) 人の話",
            "[宣言]",
            "1 守り手の輪",
            "/",
            "(2) 家の話",
            "/",
            "3 山の話",
            "/",
        ),
        [
            "1 水の話",
            " (1) 質の話",
            " (2) 量の話",
            "2 里の話",
            " (1) 人の話",
            "  [宣言]",
            "   1 守り手の輪",
            " (2) 家の話",
            "3 山の話",
        ],
    ),
    # numbers in parts under named ones
    (
        plan(
            "基本目標 3 「湖」の保全",
            "施策方針 1 水の保全",
            "/",
            "3-1-1. 水質",
            "/",
            "3-1-2. 水量",
            "/",
            "施策方針 2 魚の保全",
            "3-2-1. 魚道",
            "/",
        ),
        [
            "基本目標 3 「湖」の保全",
            " 施策方針 1 水の保全",
            "  3-1-1. 水質",
            "  3-1-2. 水量",
            " 施策方針 2 魚の保全",
            "  3-2-1. 魚道",
        ],
    ),
    # recurring words in brackets under every number
    (
        plan(
            "1 水の話",
            "①　湖の話",
            "(現状と課題)",
            "/",
            "(基本方針)",
            "/",
            "②　川の話",
            "(現状と課題)",
            "/",
            "(基本方針)",
            "/",
            "2 山の話",
            "/",
        ),
        [
            "1 水の話",
            " ① 湖の話",
            "  (現状と課題)",
            "  (基本方針)",
            " ② 川の話",
            "  (現状と課題)",
            "  (基本方針)",
            "2 山の話",
        ],
    ),
    # brackets above numbers
    (
        plan(
            "1 広報",
            "(市内向け)",
            "① 紙の話",
            "/",
            "② 網の話",
            "/",
            "(市外向け)",
            "① 旅の話",
            "/",
            "2 山の話",
            "/",
        ),
        [
            "1 広報",
            " (市内向け)",
            "  ① 紙の話",
            "  ② 網の話",
            " (市外向け)",
            "  ① 旅の話",
            "2 山の話",
        ],
    ),
    # katakana, Roman numerals, letter spacing
    (
        plan(
            "第 １ 章 　 総 　 論",
            "１ 水 の 保 全",
            "ア　湖の話",
            "ⅰ 北湖",
            "/",
            "ⅱ 南湖",
            "/",
            "イ　川の話",
            "/",
            "第 ２ 章 　 各 　 論",
            "１ 山の話",
            "/",
        ),
        [
            "第１章 総論",
            " １ 水の保全",
            "  ア 湖の話",
            "   ⅰ 北湖",
            "   ⅱ 南湖",
            "  イ 川の話",
            "第２章 各論",
            " １ 山の話",
        ],
    ),
    # Roman chapters above 節
    (
        plan(
            "Ⅰ　水の話",
            "/",
            "Ⅱ　山の話",
            "第１節　木の話",
            "１－１　林の話",
            "/",
            "第２節　草の話",
            "/",
            "Ⅲ　里の話",
            "/",
        ),
        ["Ⅰ 水の話", "Ⅱ 山の話", " 第１節 木の話", "  １－１ 林の話", " 第２節 草の話", "Ⅲ 里の話"],
    ),
    # chapters without a number
    (
        plan("はじめに", "/", "１　水の話", "/", "２　山の話", "/", "参考資料", "１　昔の湖", "/"),
        ["はじめに", "１ 水の話", "２ 山の話", "参考資料", " １ 昔の湖"],
    ),
    # words that recur head nothing but their own lines
    (
        plan(
            "方針 1 水の話",
            "/",
            "",
            "具体的な施策",
            "",
            "1-1 湖の話",
            "/",
            "",
            "方針 2 山の話",
            "/",
            "",
            "具体的な施策",
            "",
            "2-1 林の話",
            "/",
        ),
        [
            "方針 1 水の話",
            " 具体的な施策",
            " 1-1 湖の話",
            "方針 2 山の話",
            " 具体的な施策",
            " 2-1 林の話",
        ],
    ),
    (  # what only follows whole lists is of what the lists are of
        plan(
            *(
                part
                for number in (1, 2, 3)
                for part in (
                    f"施策{number} 湖",
                    "◆方向",
                    "(1)清掃",
                    "/",
                    "(2)植樹",
                    "/",
                    "■指標",
                    "/",
                )
            )
        ),
        [
            line
            for number in (1, 2, 3)
            for line in (f"施策{number} 湖", " ◆方向", "  (1)清掃", "  (2)植樹", " ■指標")
        ],
    ),
]


@pytest.mark.parametrize(("text", "tree"), TREES)
def test_trees(text: str, tree: list[str]) -> None:
    sections = read_sections(document(text))
    assert [" " * (len(s.path) - 1) + s.path[-1] for s in sections] == tree


TREES_OF_RAW_TEXT = [
    (  # a number alone on its line takes its title from the next
        ["基本目標１", "湖を守る人を増やします", "施策１－１ 清掃", BODY, "第２章", "山林", BODY],
        ["基本目標１ 湖を守る人を増やします", " 施策１－１ 清掃", "第２章 山林"],
    ),
    (
        ["8章 目標値", "(1)考え方", BODY, "9章 資料集", BODY],
        ["8章 目標値", " (1)考え方", "9章 資料集"],
    ),
    (
        ["政策の方向１　湖の保全", BODY, "取組１　清掃", BODY],
        ["政策の方向１ 湖の保全", " 取組１ 清掃"],
    ),
    (  # a number in brackets behind its label, and a radical that a PDF gives for a character
        ["基本⽬標１　湖の保全", BODY, "施策（１）　清掃", BODY, "施策（２）　植樹", BODY],
        ["基本⽬標１ 湖の保全", " 施策（１） 清掃", " 施策（２） 植樹"],
    ),
    (  # sentences that are numbered break off within a word or behind a particle
        [
            "１　湖の保全",
            "（１）清掃の日を毎月の第一日曜日に定め、回収した水草を肥料と",
            "して配ります。",
            "（２）植樹を",
            "続けます。",
            "２　山林とは",
            BODY,
        ],
        ["１ 湖の保全", "２ 山林とは"],
    ),
    (  # what recurs stands under what differs
        [
            "■戦略１　湖を守る",
            *(BODY, "【主な取組】", BODY, "■戦略２　山を守る", BODY, "【主な取組】", BODY),
        ],
        ["■戦略１ 湖を守る", " 【主な取組】", "■戦略２ 山を守る", " 【主な取組】"],
    ),
    (  # what stands behind each list stands beside it, and what a line tells of its part is none
        [
            line
            for number, name in enumerate(("湖", "山", "里"), 1)
            for line in (
                *(f"施策{number}　{name}を守る", BODY, "", "① 清掃", BODY, "② 植樹", BODY, ""),
                *("みんなでできること", BODY, f"■関連する計画：{name}の計画（R7～R11）", BODY),
            )
        ],
        [
            line
            for number, name in enumerate(("湖", "山", "里"), 1)
            for line in (
                *(f"施策{number} {name}を守る", " ① 清掃", " ② 植樹", " みんなでできること"),
            )
        ],
    ),
    (  # a label in single letters before a title that is not
        ["基 本 目 標 １　湖を守り、育てる", BODY, "基 本 目 標 ２　山へ行く", BODY],
        ["基本目標１ 湖を守り、育てる", "基本目標２ 山へ行く"],
    ),
    (  # rows and figures above a heading are no sentence that goes on
        ["1 湖の保全", "(1)清掃", "参加者の延べ人数:1,240人/年 → 1,800人/年", "(2)植樹", BODY],
        ["1 湖の保全", " (1)清掃", " (2)植樹"],
    ),
]


@pytest.mark.parametrize(("lines", "tree"), TREES_OF_RAW_TEXT)
def test_trees_of_raw_text(lines: list[str], tree: list[str]) -> None:
    sections = read_sections(document("\n".join(lines)))
    assert [" " * (len(s.path) - 1) + s.path[-1] for s in sections] == tree


NO_HEADINGS = [
    "２０２４年度には魚が戻ります",
    "10 月 5 日",
    "12 本",
    "20 万人",
    "(男性80.54)",
    "基本目標 3",
    "(1)市民が湖へ行き、水質を自ら確かめられるもの",
    "１　宿泊客数　　　1,240人　　　1,800人",
    "５ 湖を歩いた日数 14日 40日 みどり課の調べ",
    "21.4            県が毎年まとめる統計",
    "14.b  守る港の数",
    "（２０２３年）            県が毎年まとめる統計（年報）",
    "1\t宿泊客数\t人",
    "・水質の保全",
    "○水質の保全",
    "(1) 市民は、湖を守ります。",
    "（単位：百万円）",
    "（令和６年度）",
    "（つづき）",
    "（森林吸収を除く）",
    "※１　湖の水位",
    "〔ＫＰＩ〕魚道の数(2027年度):4か所(2022年度:1か所)",
    "図１　湖の位置",
    "柱１　水　　　透明度　　　3ｍ → 5ｍ",
    "令和 6 年 3 月",
    "透明度 5ｍ",
    "3.5以下",
    "第３章で述べたとおり、湖を守ります。",
    "1 湖の清掃 2 魚の放流",
    "① 湖の清掃　② 魚の放流",
    "【指標】魚の数 【指標】湖の色",
]


@pytest.mark.parametrize("line", NO_HEADINGS)
def test_no_headings(line: str) -> None:
    assert outline(plan("第１章　湖", "/", "", line, "", "/")) == ["第１章 湖"]


def test_numbers_in_parts_stand_below_their_beginnings() -> None:
    text = plan(
        "１     湖の話", "１．１     水の話", "（１）質の話", "/", "（２）量の話", "/",
        "（２－１）雨の話", "① 春と夏", "①－１ 梅雨", "/", "② 秋", "/", "（２－２）雪の話", "/",
        "１．２   森の話", "（１）木の話", "/", "２     先の話", "/",
    )  # fmt: skip
    sections = read_sections(document(text))
    assert [" " * (len(s.path) - 1) + s.path[-1] for s in sections] == [
        "１ 湖の話",
        " １．１ 水の話",
        "  （１）質の話",
        "  （２）量の話",
        "   （２－１）雨の話",
        "    ① 春と夏",
        "     ①－１ 梅雨",
        "    ② 秋",
        "   （２－２）雪の話",
        " １．２ 森の話",
        "  （１）木の話",
        "２ 先の話",
    ]


CONTENTS = """目　次
序章　湖のはなし……………1
力を入れること……………2
目標１　湖を守る……………3
　施策１－１　水を澄ませる……………3
目標２　森を守る……………4
　施策２－１　木を植える……………4
進め方……………5
"""


def test_what_a_table_of_contents_lists_stands_below_nothing_that_it_does_not() -> None:
    text = CONTENTS + plan(
        "序章　湖のはなし", "１　昔の話", "/", "２　今の話", "/", "力を入れること", "/",
        "■湖の指標", "①魚の道", "/", "②鳥の森", "/", "目標１　湖を守る", "/",
        "施策１－１　水を澄ませる", "/", "目標２　森を守る", "施策２－１　木を植える", "/",
        "進め方", "/",
    )  # fmt: skip
    assert outline(text)[1:] == [
        "序章 湖のはなし",
        "序章 湖のはなし>１ 昔の話",
        "序章 湖のはなし>２ 今の話",
        "力を入れること",
        "■湖の指標",
        "■湖の指標>①魚の道",
        "■湖の指標>②鳥の森",
        "目標１ 湖を守る",
        "目標１ 湖を守る>施策１－１ 水を澄ませる",
        "目標２ 森を守る",
        "目標２ 森を守る>施策２－１ 木を植える",
        "進め方",
    ]


def test_a_number_that_is_not_listed_stands_not_between_those_that_are() -> None:
    contents = "目次\n１　湖の話……1\n２　施策の図……2\n３　全体の指標……3\n４　先の話……4\n"
    lines = ("１　湖の話", "/", "２　施策の図", "/", "２　のびる森", "/", "３　全体の指標", "/")
    text = contents + plan(
        *lines, "（１）里", "１　魚の数", "/", "２　鳥の数", "/", "４　先の話", "/"
    )
    assert [path.rpartition(">")[2] for path in outline(text)[1:]] == [
        "１ 湖の話", "２ 施策の図", "３ 全体の指標",
        "（１）里", "１ 魚の数", "２ 鳥の数", "４ 先の話",
    ]  # fmt: skip


def test_numbers_of_goals_and_of_rows_are_no_headings() -> None:
    form = ("指標：湖を歩いた人の割合と森", "15.1 を歩いた人の数", "現状：２人　目標：３人")
    text = plan("１　湖", *form, "1-1 湖の質", "/", "1-3 水の量", "/", "1-2 いる軒数", "/")
    titles = [path.rpartition(">")[2] for path in outline(text)]
    assert titles == ["１ 湖", "1-1 湖の質", "1-3 水の量"]


def test_a_title_that_a_cell_breaks_is_made_whole_where_its_heading_stands_above() -> None:
    lines = ("１　湖の話", "1-1 水と森をつなぐ道", "/", "1-2 鳥の森", "/", "◆ 指標")
    text = plan(*lines, "1-1 水と森", "をつなぐ道", "魚の数", "1-2 鳥の森", "/")
    assert outline(text).count("１ 湖の話>1-1 水と森をつなぐ道") == 2


def test_headings_all_of_one_level_are_nested_by_their_numbers() -> None:
    titles = ("第１部　湖", "政策１　水", "施策１－１　質", "① 掃除", "成果指標", "施策１－２　量")
    text = "".join(f"# {title}\n\n{BODY}\n\n" for title in titles)
    marked = replace(document(text), headings=read_markdown(text).headings)
    assert [" " * (len(s.path) - 1) + s.path[-1] for s in read_sections(marked)] == [
        "第１部 湖", " 政策１ 水", "  施策１－１ 質", "   ① 掃除", "   成果指標", "  施策１－２ 量"
    ]  # fmt: skip


def test_a_list_of_numbers_is_no_tree() -> None:
    text = plan(
        "１　水質", "次の事業を進めます。", "① 清掃", "② 観察会", "③ 植樹", "/", "２　山林", "/"
    )
    assert outline(text) == ["１ 水質", "２ 山林"]


def test_a_wrapped_line_that_begins_with_a_number_is_no_heading() -> None:
    lines = ["１　湖を守る人を増やします"]
    lines += [
        "湖は里の宝であり、水は澄み、魚は多く、人はその恵みで暮らしてきたが、近年では水草が減り、魚も"
    ] * 3
    lines += ["２ つの川から入る土砂が増えたと", "２　山林", "/"]
    assert outline(plan(*lines)) == ["１ 湖を守る人を増やします", "２ 山林"]


def test_what_stands_above_the_first_heading() -> None:
    sections = read_sections(document(plan("みずうみ市計画", "令和６年", "第１章　湖", "/")))
    assert [section.path for section in sections] == [("みずうみ市計画",), ("第１章 湖",)]


def test_ids_are_readable_and_unlike() -> None:
    text = plan("１　水質", "(1) 湖", "(現状)", "/", "(2) 川", "(現状)", "/", "１　水質", "/")
    ids = [section.section_id for section in read_sections(document(text))]
    assert ids[:3] == ["lake@v1/1", "lake@v1/1/(1)", "lake@v1/1/(1)/(現状)"]
    assert len(set(ids)) == len(ids)


def test_the_formats_own_headings_stand_above() -> None:
    text = "# 計画\n\n## 水\n\n(1) 質\n\n本文です。\n\n### 湖\n\n本文です。\n\n## 山\n"
    marked = replace(document(text), headings=read_markdown(text).headings)
    paths = [">".join(section.path) for section in read_sections(marked)]
    assert paths == ["計画", "計画>水", "計画>水>(1) 質", "計画>水>湖", "計画>山"]
    page = read_html("<h1>計画</h1><h2>1　水</h2><p>本文です。</p><h2>2　山</h2><p>本文です。</p>")
    marked = replace(document(page.text), headings=page.headings)
    assert [s.path[-1] for s in read_sections(marked)] == ["計画", "1 水", "2 山"]


def test_no_heading_stands_below_one_of_smaller_letters() -> None:
    """A list of the measures in the third chapter does not hold what they say later."""
    sizes = {"第１章　めざす姿": 17.0, "施策１　湖の道": 9.5, "施策２　森の道": 9.5}
    sizes |= {"１　湖をめぐる": 30.0, "２　森をめぐる": 30.0}
    text = plan(*(line for words in sizes for line in (words, "/")))
    spans = ((text.index(f"{words}\n"), size) for words, size in sizes.items())
    marks = tuple((Span(at, at), size) for at, size in spans)
    paths = [section.path[1:] for section in read_sections(replace(document(text), sizes=marks))]
    assert paths == [
        (),
        ("施策１ 湖の道",),
        ("施策２ 森の道",),
        ("１ 湖をめぐる",),
        ("２ 森をめぐる",),
    ]
    assert ("施策２ 森の道", "１ 湖をめぐる") in [s.path[1:] for s in read_sections(document(text))]


def printed(*pages: tuple[tuple[str, float], ...]) -> list[str]:
    """Return the headings of pages whose lines are of these sizes."""
    lines = [line for page in pages for line in (*page, ("\f", 0.0))]
    text = "\n".join(words for words, _ in lines)
    marks, at = [], 0
    for words, size in lines:
        marks += [(Span(at, at + len(words)), size)] if size else []
        at += len(words) + 1
    return [">".join(s.path) for s in read_sections(replace(document(text), sizes=tuple(marks)))]


def test_lines_as_large_as_numbered_headings_are_headings() -> None:
    pages = [
        (("森と湖の計画", 40.0), ("みずうみ市", 20.0)),
        (("計画のあらまし", 20.0), (BODY, 10.0), ("1,200人", 20.0), (BODY, 10.0)),
        (("目標１ 湖を守る", 20.0), (BODY, 10.0), ("湖は　よいところ", 15.0), (BODY, 10.0)),
        (("目標２ 森と里をつなぎ", 20.0), ("人を育てる", 20.0), (BODY, 10.0), ("① 木の話", 12.0)),
        (("資料 指標の一覧", 20.0), (BODY, 10.0)),
    ]
    assert printed(*pages) == [
        "森と湖の計画",
        "計画のあらまし",
        "目標１ 湖を守る",
        "目標２ 森と里をつなぎ人を育てる",
        "目標２ 森と里をつなぎ人を育てる>① 木の話",
        "資料 指標の一覧",
    ]


def test_large_lines_on_top_of_pages_are_headings_where_nothing_has_a_number() -> None:
    pages = [((words, 20.0), (BODY, 10.0)) for words in ("湖のこと", "森のこと", "里のこと")]
    assert printed(*pages) == ["湖のこと", "森のこと", "里のこと"]
    assert printed(*pages[:2]) == ["湖のこと"]


def test_a_title_in_other_letters_runs_on_into_no_sentence() -> None:
    titles = ("１ 湖をまもる", "２ 森をくらしの中へ", "３ 里をつなぐ")
    pages = [((words, 30.0), ("里に、湖に、森に。", 10.0), (BODY, 10.0)) for words in titles]
    assert printed(*pages) == list(titles)


def test_bands_of_a_number_and_a_title_are_headings_and_other_cells_are_none() -> None:
    def band(number: str, title: str) -> str:
        lines = f"<tr><td>{number}<td>{title}<tr><td colspan=2>めざす姿　{BODY}"
        return f"<table>{lines}</table><p>{BODY}</p>"

    chart = "<table><tr><td rowspan=2>湖の里<td>施策 9-1 湖の道<tr><td>施策 9-2 森の道</table>"
    text = chart + band("施策 1-1", "自ら学び、ともに湖を守る") + band("施策 1-2", "森を歩く")
    content = read_html(text)
    read = replace(document(content.text), grids=content.grids)
    paths = [section.path for section in read_sections(read)[1:]]
    assert paths == [("施策 1-1 自ら学び、ともに湖を守る",), ("施策 1-2 森を歩く",)]


def test_a_form_is_headed_by_the_number_and_the_name_beside_their_labels() -> None:
    def form(number: str, title: str) -> str:
        cells = f"<td>番号<td>{number}<td>取組名<td>{title}"
        cells = cells if number else f"<td>取組名<td>{title}"
        rows = f"<tr>{cells}<td>担当課<td>湖岸課"
        return f"<p>{BODY}</p><table>{rows}<tr><td>内容<td colspan=5>{BODY}</table>"

    content = read_html(form("１－１", "湖の道の手入れ") + form("", "１－２　森を歩く会"))
    read = replace(document(content.text), grids=content.grids)
    paths = [section.path for section in read_sections(read)[1:]]
    assert paths == [("１－１ 湖の道の手入れ",), ("１－２ 森を歩く会",)]


def test_the_head_of_a_form_tells_on_which_levels_it_stands() -> None:
    def form(number: str, title: str) -> str:
        rows = f"<tr><td>基本目標<td colspan=2>1 湖を守る<tr><td>施策番号・施策名<td>{number}"
        return f"<table>{rows}<td>{title}</table><p>{BODY}</p>"

    content = read_html(form("1-1", "湖の道") + form("1-2", "森の道"))
    read = replace(document(content.text), grids=content.grids)
    paths = [section.path for section in read_sections(read) if len(section.path) > 1]
    goal = "基本目標1 湖を守る"
    assert paths == [(goal, "1-1 湖の道"), (goal, "1-2 森の道")]


def test_numbered_headings() -> None:
    assert all(
        map(is_numbered, ["5-1-1. 湖", "第１章 湖", "①湖", "ア 湖", "重点戦略 5 湖", "(1)湖"])
    )
    assert not any(map(is_numbered, ["(現状と課題)", "【経済面】", "■成果指標", "はじめに"]))


def test_the_numbers_of_sdgs_behind_a_heading_are_none_of_its_words() -> None:
    found = heading_of(0, "施策１ 海を守る        3 14 17")
    assert found and found.text == "施策１ 海を守る"
    assert heading_of(0, "1.2        3 14") is None


def test_the_end_of_words_in_brackets_is_no_heading() -> None:
    assert heading_of(0, "1-2 湖の 昨年度からの累計)") is None
    assert heading_of(0, "1-2 湖の道(計画)") is not None


def test_a_chart_of_goals_in_narrow_cells_has_no_headings() -> None:
    goals = ("湖の恵みを生かし、働く場をつくる", "湖とつながり、人の流れをつくる")
    chart = "".join(
        f"{n}　{goal[:11]}\n{goal[11:]}\n漁業者、若者\n" for n, goal in enumerate(goals, 1)
    )
    text = f"{BODY * 4}\n" * 12  # cells are shorter than the lines of a text
    body = "".join(f"基本目標{n}　{goal}\n{text}" for n, goal in enumerate(goals, 1))
    paths = [s.path for s in read_sections(document(f"第１章　目標\n{chart}{body}"))]
    assert [path[-1] for path in paths if path][1:] == [
        f"基本目標{n} {goal}" for n, goal in enumerate(goals, 1)
    ]


def test_a_number_apart_from_its_title_heads_it() -> None:
    text = f"１　取組\n①\n\n湖を守る\n\n{BODY}\n\n②\n\n道を直す\n\n{BODY}\n①\n絵の数\n"
    paths = [section.path[1:] for section in read_sections(document(text))]
    assert [path for path in paths if path] == [("① 湖を守る",), ("② 道を直す",)]


def test_figures_are_no_headings() -> None:
    text = f"１　取組\n{BODY}\n2026 年：\n９講座\n20 講座\n12 地点中７地点\n{BODY}\n"
    assert [section.path for section in read_sections(document(text))][-1] == ("１ 取組",)
