"""Passages: what is never cut, what is kept together, what a table row is quoted with."""

from dataclasses import replace

import pytest
from kpi_texts import document

from index.blocks import Block, blocks_of
from index.domain import Passage, PassageKind
from index.formats.readers import read_html
from index.headings.candidates import Overview
from index.passages import LONGEST, read_passages
from index.sections import read_sections

LONG = "湖の水は、里の人の手で守られてきましたが、近年では水草が減り、魚の数も少なくなっています。"
ITEM = "水草を刈り、岸に葦を植え、川から入る土砂を池で受け止めて沈める"
ITEM += "仕組みづくりを、漁協と農家と学校が力を合わせて進める取組"


def passages(text: str) -> list[Passage]:
    read = document(text)
    return list(read_passages(read, read_sections(read)))


def words(text: str) -> list[str]:
    return ["".join(passage.text.split()) for passage in passages(text)]


def test_a_sentence_is_never_cut_and_passages_fit_a_quote() -> None:
    text = "１　水質\n\n" + LONG * 20
    found = passages(text)
    assert all(len(passage.text) <= LONGEST for passage in found)
    assert all(passage.text.startswith("湖") and passage.text.endswith("。") for passage in found)
    assert "".join(passage.text for passage in found) == LONG * 20
    assert max(len(p.text) for p in found) - min(len(p.text) for p in found) <= len(LONG)


def test_quotes_in_brackets_are_not_cut() -> None:
    quoted = "市民は「湖を守る。水を汚さない。」と誓いました。"
    (passage,) = passages("１　水質\n\n" + quoted)
    assert passage.text == quoted


CUT = [
    f"{LONG}また、水辺を歩く人のために\n\n- 12 -\n\n案内を置きます。",
    f"{LONG}また、\n\n- 12 -\n\n水辺に案内を置きます。",
    f"{LONG}水辺に案内を置く\n\nことが必要である。",
    f"　{LONG}水辺を歩く人のために\n案内を置きます。",
    f"    　{LONG}夏に開いた集い（三日）\n    では、案内を置くと決めました。",
]


@pytest.mark.parametrize("body", CUT)
def test_a_sentence_cut_by_a_page_or_a_line_is_one_passage(body: str) -> None:
    (passage,) = passages(f"１　水質\n\n{body}\n")
    assert passage.text == body.strip()


def test_a_paragraph_that_has_ended_does_not_reach_over_a_page() -> None:
    assert len(words(f"１　水質\n\n{LONG}\n\n- 12 -\n\n{LONG}")) == 2


def test_a_list_stays_with_the_words_that_announce_it() -> None:
    text = f"１　水質\n\n{LONG * 2}\n\n次の事業を進めます。\n・{ITEM}\n・観察会\n・植樹\n"
    assert words(text) == [LONG * 2, f"次の事業を進めます。・{ITEM}・観察会・植樹"]
    assert passages(text)[1].kind is PassageKind.LIST


def test_an_item_that_goes_on_below_a_gap() -> None:
    text = "１　水質\n\n- ・清掃を市民が実施\n\nする日を定める。\n- ・観察会\n"
    assert words(text) == ["-・清掃を市民が実施する日を定める。-・観察会"]


def test_short_lines_are_found_with_what_stands_by_them() -> None:
    assert words("[水の会議]\n\n2022年4月開催\n\n湖の国が集まる会議。\n") == [
        "2022年4月開催湖の国が集まる会議。"
    ]
    editions = [f"令和{year}年11月 第{year}版として改定した計画" for year in range(2, 7)]
    imprint = "\n\n".join(editions)
    text = f"１　水質\n\n{LONG * 3}\n\n{imprint}"
    assert words(text)[-1] == "".join("".join(editions).split())


def test_a_heading_with_nothing_under_it_is_found() -> None:
    assert words("１　水質\n\n２　山林\n\n本文です。\n") == ["１水質", "本文です。"]


def test_table_rows_keep_their_column_heads() -> None:
    text = "１　水質\n\n取組\tR6\tR7\n清掃\t実施\t検証\n観察会\t準備\t\t\n"
    (table,) = passages(text)
    assert table.kind is PassageKind.TABLE
    assert table.column_heads == ("取組", "R6", "R7")
    assert table.text == "取組\tR6\tR7\n清掃\t実施\t検証\n観察会\t準備"
    assert table.lines == (3, 5)


def test_rows_of_a_wide_matrix_stand_alone() -> None:
    heads = "\t" + "\t".join(f"{n} 目標の名前" for n in range(1, 10))
    rows = [f"{name}の施策\t◎\t○\t\t\t○\t\t\t\t◎" for name in ("水", "山", "里")]
    found = passages("１　水質\n\n" + "\n".join([heads, *rows]) + "\n")
    assert [passage.text for passage in found[1:]] == rows
    assert found[1].column_heads[:3] == ("", "1 目標の名前", "2 目標の名前")


def test_aligned_and_drawn_tables() -> None:
    aligned = "指標            現状値      目標値\n--------\n水草の面積      12ha        30ha\n"
    (table,) = passages(f"１　水質\n\n{aligned}")
    assert table.column_heads == ("指標", "現状値", "目標値")
    drawn = "┌──┬──┐\n│指標│値　│\n├──┼──┤\n│水草│12ha│\n└──┴──┘\n"
    (table,) = passages(f"１　水質\n\n{drawn}")
    assert table.kind is PassageKind.TABLE


def test_a_text_with_a_label_is_no_table() -> None:
    found = passages(f"１　水質\n\n内容\t{LONG}\t\t\n指標\t単位\n魚\t匹\n")
    assert [passage.kind for passage in found] == [PassageKind.PROSE, PassageKind.TABLE]


def test_html_tables_and_lines() -> None:
    page = read_html(
        "<h2>1　水質</h2>\n<table><caption>表</caption>\n<tr><th rowspan=2>指標<th colspan=2>目標\n"
        "<tr><th>R8<th>R10\n<tr><td>水草<td>12ha<td>30ha</table>"
    )
    read = replace(
        document(page.text),
        grids=page.grids,
        headings=page.headings,
        line_numbers=page.line_numbers,
    )
    (table,) = read_passages(read, read_sections(read))
    assert table.column_heads == ("指標", "目標 R8", "目標 R10")
    assert table.lines == (2, 5)


def test_line_ends_of_windows_do_not_disturb() -> None:
    text = f"１　水質\n\n　{LONG}\n・清掃\n・植樹\n\n指標\t値\n魚\t3\n"
    here, there = passages(text), passages(text.replace("\n", "\r\n"))
    assert [p.text.split() for p in here] == [p.text.split() for p in there]
    assert [(p.lines, p.kind, p.path) for p in here] == [(p.lines, p.kind, p.path) for p in there]


def test_the_lines_of_a_column_are_full_where_the_column_ends() -> None:
    wide = "".join(f"{LONG}\n" for _ in range(12))
    column = (
        "策定にあたっては、市民や学校など十八人から\nなる会議を七回開きました。会長は県立みずう\n"
    )
    column += "み大学の水野教授です。また、若い人の会議か\nら提言を受けました。\n"
    assert len(blocks(f"{wide}\n{column}")) == len(blocks(wide)) + 1
    names = "会長　水野　町子\n委員　山野　里子\n委員　森野　林子\n"
    assert len(blocks(f"{wide}\n{names}")) == len(blocks(f"{wide}")) + 3


def blocks(text: str) -> list[Block]:
    read = document(text)
    overview = Overview.of(text)
    return list(blocks_of(read, overview, overview.lines))
