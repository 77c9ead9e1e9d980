"""Pages of city sites: what is the plan's, what opens, and tables that are none in HTML."""

import pytest
from pdf_pages import cells

from index.formats.readers import read_html

PLAN = "<h1>計画</h1><p>水辺を歩く。</p>"


@pytest.mark.parametrize(
    "around",
    [
        "<section><h2>より良いウェブサイトにするために</h2><p>ご感想を。</p></section>",
        "<h2>皆さまのご意見をお聞かせください</h2><p>はい</p><h3>ご感想</h3><p>いいえ</p>",
        "<div><div><h2>より良いサイトにするために</h2></div><p>ご感想を。</p></div>",
        "<div id='tmp_enquete'><h2>アンケート</h2><p>はい</p></div>",
        "<fieldset><legend>このページの情報は役に立ちましたか？</legend>"
        "<label><input type=radio>役に立った</label></fieldset>",
        "<div>ページ番号：1003127　更新日：令和8年4月1日　<a href='#'>印刷</a></div>",
        "<p>更新日：2026年4月1日</p>",
        "<p><img alt=PDF> PDFファイルをご覧いただくには、閲覧ソフトが必要です。</p>",
        "<p><a href='2.html'>次のページ（第２章）へ</a></p><p>このページの先頭へ戻る</p>",
        "<p>ここから本文です。</p>",
    ],
)
def test_what_a_page_says_of_itself_is_not_the_plan(around: str) -> None:
    content = read_html(f"<main>{PLAN}{around}</main>")
    assert content.text.split() == ["計画", "水辺を歩く。"]


@pytest.mark.parametrize(
    "said",
    [
        "<h2>このページに関するお問い合わせ</h2><p>企画課が受け付けます。</p>",
        "<p>このページには計画の全文のうち、総論を掲載します。</p>",
        "<p>市のホームページを見直し、情報を見つけやすくします。</p>",
        "<p>ファイルの電子化を進めます。</p>",
    ],
)
def test_what_a_plan_says_stays(said: str) -> None:
    words = said.replace("<h2>", "").replace("</h2>", "\n").replace("<p>", "\n")
    text = read_html(f"<main>{PLAN}{said}</main>").text
    assert text.split() == ["計画", "水辺を歩く。", *words.replace("</p>", "").split()]


def test_what_heads_stops_where_the_plan_goes_on() -> None:
    content = read_html(
        "<main><h1>計画</h1><h3>ご意見をお聞かせください</h3><p>はい</p>"
        "<section><h2>第１章</h2><p>水辺を歩く。</p></section></main>"
    )
    assert content.text.split() == ["計画", "第１章", "水辺を歩く。"]


@pytest.mark.parametrize(
    ("page", "shown"),
    [
        ("<h2><button aria-controls=a>施策１</button></h2><div id=a hidden>水辺</div>", True),
        ("<a href='#t2'>施策１</a><div id=t2 style='display:none'>水辺</div>", True),
        ("<p class=js-toggle>施策１</p><div style='display: none'>水辺</div>", True),
        ("<dl class=accordion><dt>施策１<dd style='display:none'>水辺</dl>", True),
        ("施策１<div role=tabpanel class='tab-body' hidden>水辺</div>", True),
        ("<p>施策１</p><div class=old style='display:none'>水辺</div>", False),
        ("<p>施策１</p><div class=tab-body>　</div><div hidden>水辺</div>", False),
        ("<table><tr><td>施策１</table><div class='table' hidden>水辺</div>", False),
    ],
)
def test_what_opens_is_shown_and_what_is_hidden_is_not(page: str, shown: bool) -> None:
    assert read_html(page).text.split() == (["施策１", "水辺"] if shown else ["施策１"])


@pytest.mark.parametrize(
    "page",
    [
        "<form id=aspnetForm><input type=hidden value=x><h1>計画</h1><p>水辺を歩く。</p></form>",
        f"{PLAN}<form role=search><label>探す</label><input></form>",
        "<table><tr><td><a href=a>くらし</a>｜<a href=b>観光</a></td><td><h1>計画</h1>"
        "<p>水辺を歩く。</p><table></table></td></tr></table>",
    ],
)
def test_a_page_may_stand_in_a_form_or_in_a_table(page: str) -> None:
    assert read_html(page).text.split() == ["計画", "水辺を歩く。"]


def test_headings_of_several_lines_and_of_what_opens() -> None:
    content = read_html(
        "<h2><span>施策１</span><br>水辺を歩く</h2><h3><div>主な取組</div></h3>"
        "<details><summary>成果指標</summary><p>目標</p></details>"
        "<div role=heading aria-level=3>関連計画</div>"
        "<details><summary>用語</summary></details><p>続き</p>"
    )
    assert [(span.slice(content.text), level) for span, level in content.headings] == [
        ("施策１ 水辺を歩く", 2),
        ("主な取組", 3),
        ("関連計画", 3),
    ]
    content = read_html(
        "<h2>施策１</h2><details><summary>成果指標</summary>目標</details><h2>施策２"
    )
    assert [level for _, level in content.headings] == [2, 3, 2]


HEAD, ROW = ("指標", "現状値", "目標値"), ("透明度", "3ｍ", "5ｍ")


def _line(tag: str, kind: str, words: tuple[str, ...]) -> str:
    inside = "".join(f"<{tag}>{word}</{tag.split()[0]}>" for word in words)
    return f"<div {kind}>{inside}</div>"


@pytest.mark.parametrize(
    "page",
    [
        "<div role=table><div>"
        + _line("span role=columnheader", "role=row", HEAD)
        + "</div>"
        + _line("div role=cell", "role=row", ROW)
        + "</div>",
        _line("span", "class='r h'", HEAD)
        + "<!-- -->\n"
        + _line("div", "class=r", ("透明度", "<b>3</b><small>ｍ</small>", "<p>5ｍ</p>")),
        f"<div>{_line('b', 'class=r', HEAD)}</div><div>{_line('b', 'class=r', ROW)}</div>",
    ],
)
def test_what_is_laid_out_as_a_table_is_one(page: str) -> None:
    content = read_html(f"<p>指標</p>{page}<p>以上</p>")
    assert cells(content) == [[list(HEAD), list(ROW)]]
    assert content.text.split()[-1] == "以上"


@pytest.mark.parametrize(
    "page",
    [
        _line("span", "class=p", ("令和", "8", "年に始め、")) * 2,
        _line("span lang=EN-US", "class=p", ("令和", "8", "年に")) * 2,
        _line("span", "", HEAD) * 2,
        _line("a", "class=menu2", HEAD) * 2,
        _line("span", "class=r", HEAD) + _line("span", "class=r", ROW[:2]),
    ],
)
def test_running_text_and_links_are_no_table(page: str) -> None:
    assert not read_html(page).grids


def test_cells_say_neither_their_head_again_nor_two_figures_as_one() -> None:
    content = read_html(
        "<table><tr><th>指標<th>現状値<th>目標値<tr><td>透明度"
        "<td><span class=sp>現状値</span>3ｍ<td><i class=a>4</i><i class=b>5</i></table>"
    )
    assert cells(content) == [[list(HEAD), ["透明度", "3ｍ", "4 5"]]]


def test_a_table_with_a_head_may_hold_tables() -> None:
    content = read_html(
        "<table><tr><th>指標<th>目標値<tr><td>透明度<td><table><tr><td>R8<td>4ｍ</table></table>"
    )
    assert cells(content) == [[["指標", "目標値"], ["透明度", "R8 4ｍ"]]]


def test_where_a_word_may_be_broken_is_no_letter_of_it() -> None:
    assert read_html("<p>透明&shy;度の<wbr>目&#8203;標</p>").text.strip() == "透明度の目標"
