"""What is no content, and what must never be taken for it."""

from pathlib import Path

import pytest
from kpi_texts import document

from index.headings.furniture import furniture


def dropped(text: str) -> list[str]:
    lines = text.split("\n")
    return [lines[i] for i in sorted(furniture(document(text))) if lines[i].strip()]


MARKS = ["-- 7 of 88 --", "- 6 -", "－ １５ －", "― 12 ―", "p. 3", "      - iv -"]


@pytest.mark.parametrize("mark", MARKS)
def test_page_marks(mark: str) -> None:
    assert dropped(f"本文です。\n\n{mark}\n\n続きです。") == [mark]


@pytest.mark.parametrize(
    "line",
    ["-3", "3", "△74", "目標値　　120", "・ 3 ・", "5-1-1. 湖の保全", "1－2　農業", "------"],
)
def test_no_page_marks(line: str) -> None:
    assert dropped(f"本文です。\n\n{line}\n\n続きです。") == []


CONTENTS = [
    "目次\n第１章　湖･･････････ 1\n第２章　山･･････････ 5\n",
    "目　　次\n第１章　湖 ．．．．．１\n　１　水質 …………… ２\n第２章　山 ―――― ５\n",
    "<目次>\n\n第１章　湖\n\n(1)水質.....\t3\n\n第２章　山\n",
    "## 目次\n\n- 第１章 湖\n- 第２章 山\n",
    "もくじ\n第１章　湖　　1\n第２章　山　　5\n",
    "【目次】\n第 １ 章 　 湖\n１ 水 質 ･･････\n第 ２ 章 　 山 ･････\n1\n2\n5\n",
]


@pytest.mark.parametrize("contents", CONTENTS)
def test_contents_end_where_their_first_entry_comes_again(contents: str) -> None:
    body = "第１章　湖\n\n湖の水は澄んでいます。\n\n第２章　山\n\n山は深く、水を育てます。\n"
    text = f"みずうみ市計画\n\n{contents}\n{body}"
    assert dropped(text) == [line for line in contents.split("\n") if line]


def test_contents_without_a_heading_are_known_by_their_leaders() -> None:
    leaders = "１　湖 …………… 3\n２　山 …………… 9\n３　里 …………… 12\n"
    assert dropped(f"計画\n{leaders}\n１　湖\n本文です。") == leaders.split("\n")[:-1]


def test_figures_at_the_ends_of_rows_are_no_page_numbers() -> None:
    rows = "指標　　　目標値\n宿泊客数　　　120\n相談件数　　　150\n参加者数　　　180\n"
    assert dropped(f"第１章　湖\n\n{rows}") == []
    assert dropped("数値……1,200\n数値……900\n数値……30\n") == []


def test_running_headers_but_not_the_heads_of_tables() -> None:
    page = "湖の計画　第{0}章\n\n指標　　　現状値　　　目標値\n名前{0}　　　1　　　2\n\n"
    page += "本文はここに続きます。\n\f"
    text = "湖の計画\n\n" + "".join(page.format(n) for n in range(1, 6))
    assert dropped(text) == [f"\f湖の計画　第{n}章" for n in range(2, 6)]


def test_a_chapter_title_on_each_page_stays_where_it_is_first_met() -> None:
    page = "第１章　湖の水\n\n本文は{0}枚目に続きます。\n\n- {0} -\n"
    text = "".join(page.format(n) for n in range(1, 5))
    assert "第１章　湖の水" not in dropped(text)[:1]
    assert dropped(text).count("第１章　湖の水") == 3


def test_bare_page_numbers_count_up() -> None:
    page = "本文の一行目です。\n" * 12
    text = "".join(f"{page}{n}\n" for n in range(3, 10))
    assert dropped(text) == [str(n) for n in range(3, 10)]


@pytest.mark.parametrize("name", ["mine/v1.txt", "kumamoto/v6.txt"])
def test_the_plans_lose_nothing_but_the_contents(name: str) -> None:
    path = Path(__file__).parents[2] / "corpus" / "plans" / name
    lost = dropped(path.read_text(encoding="utf-8"))
    assert len(lost) == (20 if "kumamoto" in name else 0)
    assert not lost or lost[-1] == "5 地方創生・地域活性化への貢献"


def test_page_numbers_stand_further_apart_than_those_of_rows() -> None:
    rows = "".join(f"{n}\n\n舟の数{n}\n\n10艘\n\n20艘\n\n30艘\n\n" for n in range(1, 7))
    page = "本文の一行目です。\n\n" * 14
    text = "".join(f"{page}{rows if n == 4 else ''}{n}\n" for n in range(1, 9))
    assert [int(line) for line in dropped(text)] == [*range(1, 9)]
    found = furniture(document(text))
    assert text.split("\n").index("4", 4 * 30) not in found


def test_page_numbers_are_all_of_one_width() -> None:
    page = "本文の一行目です。\n" * 12
    text = "".join(f"{page}{n}\n{page}{chr(0xFF10 + n)}\n" for n in range(1, 7))
    assert dropped(text) == [str(n) for n in range(1, 7)]


def test_heads_that_run_along_behind_bare_page_numbers() -> None:
    body = "湖の水は澄んでいます。\n" * 8
    pages = [f"{n}\n第２章　湖を守る\n【現状と課題】\n{body}【取組】\n{body}" for n in (6, 9, 13)]
    text = f"第２章　湖を守る\n{body}【現状と課題】\n{body}【現状と課題】\n{body}" + "".join(pages)
    assert dropped(text) == [
        *("6", "第２章　湖を守る"),
        *("9", "第２章　湖を守る"),
        "13",
        "第２章　湖を守る",
    ]


@pytest.mark.parametrize(
    "head", ["みずうみ町しあわせ計画          {}", "{}　　　みずうみ町しあわせ計画"]
)
def test_a_title_runs_along_beside_the_head_of_its_chapter(head: str) -> None:
    body = "湖の水は澄んでいます。\n" * 9
    heads = [head.format(f"第{n}章 目標{n}") for n in range(1, 4)]
    pages = [f"{head}\n\n{body}\n- {n} -\n" for n, head in enumerate(heads, 1)]
    assert [line for line in dropped("".join(pages)) if "みずうみ" in line] == heads[1:]


def test_a_title_at_the_foot_of_a_page_and_on_top_of_another_is_a_heading() -> None:
    page = "施策１　湖を守る\n担当課：環境課\n\n湖の水を汲んで調べます。\n"
    text = f"全体の図\n\n図の説明です。\n\n施策１　湖を守る\n\f{page}\f{page.replace('湖', '山')}"
    assert dropped(text) == []
