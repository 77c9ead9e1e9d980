"""How a quote reads: lines broken only by the page are joined, all others stay."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.display.quotes import place_text, quote_runs
from bot.shown import folded
from bot.shown import shown as shown_with_places
from index.domain import Span

FOLDED = [
    ("森林の適正管理に\n努めます。", "森林の適正管理に努めます。"),
    ("Mine\nAkiyoshidai Geopark", "Mine Akiyoshidai Geopark"),
    ("「COOL\nCHOICE」の", "「COOL CHOICE」の"),
    ("指標は\n2020 年に", "指標は2020 年に"),
    ("  前後の空白は\u3000\n", "前後の空白は"),
    ("二つ  の 空白", "二つ の 空白"),
    ("段落です。\n\n次の段落です。", "段落です。\n次の段落です。"),
    ("段落です。\n\u3000字下げの段落", "段落です。\n字下げの段落"),
    ("取組\n・一つめ\n・二つめ", "取組\n・一つめ\n・二つめ"),
    ("方針\n(1) 守る\n① 育てる", "方針\n(1) 守る\n① 育てる"),
    (
        "支える。\n\n| 校区 |\n|---|\n| 9 |\nこれは\n本文",
        "支える。\n校区\n9\nこれは本文",
    ),
    (
        "指標 | 目標\n入込客数 | 380万人\n延べ泊数 | 42万",
        "指標\u3000目標\n入込客数\u3000380万人\n延べ泊数\u300042万",
    ),
    ("期間は、**令和7年度から**です。\n5** と 6**", "期間は、令和7年度からです。5** と 6**"),
    ("| 小 82.5％<br>中 74.1％ |\n|:--|--:|\n| 9 |", "小 82.5％ 中 74.1％\n9"),
    ("指標\t人\t1,196\n参加者\t人\t5", "指標\u3000人\u30001,196\n参加者\u3000人\u30005"),
    ("これ | あれ", "これ | あれ"),
    # An empty cell is seen: the figures behind it stand under other heads.
    ("| 病児保育 | 人 |  | 120 | |\n| | 女 | 3 |", "病児保育\u3000人 |\u3000| 120\n女\u30003"),
    ("病児保育\t人\t\t120", "病児保育\u3000人\u3000\u3000120"),
    (
        "指標            単位    目標\n産後ケアを使う    ％    45.0\n人の割合\n町は、\n努めます。",
        "指標\u3000単位\u3000目標\n産後ケアを使う\u3000％\u300045.0\n人の割合町は、努めます。",
    ),
    # What ends far from the edge of the page was not broken by it, as cells that stand one a line.
    (
        "表２\n町民１人１日当たりの総排出量（家庭\n系と事業系の計）\n事業系の年間排出量\nｇ\n960",
        "表２町民１人１日当たりの総排出量（家庭系と事業系の計）\u3000事業系の年間排出量\u3000ｇ\u3000960",
    ),
    (
        "量の目標を三つに絞りました。\n表\n率\n％\n16.4\n21.0",
        "量の目標を三つに絞りました。表\u3000率\u3000％\u300016.4\u300021.0",
    ),
    ("&lt;重点&gt; &amp;nbsp; A&B;", "<重点> &nbsp; A&B;"),
]


@pytest.mark.parametrize(("printed", "shown"), FOLDED)
def test_white_space_is_folded(printed: str, shown: str) -> None:
    assert folded(printed) == shown


@given(st.text(st.sampled_from("あ漢aA1・(） \t\n\u3000。"), min_size=1, max_size=60), st.data())
def test_folding_loses_no_character_and_keeps_the_marked_words(text: str, data: st.DataObject):
    assert "".join(folded(text).split()) == "".join(text.split())
    start = data.draw(st.integers(0, len(text)))
    span = Span(start, data.draw(st.integers(start, len(text))))
    bold = "".join(run["text"] for run in quote_runs(text, (span,)) if "style" in run)
    assert "".join(bold.split()) == "".join(span.slice(text).split())


@given(st.text(st.sampled_from("あaA1| \t\n\u3000-&lt;"), max_size=60))
def test_what_is_shown_stands_in_the_order_of_the_plan(text: str) -> None:
    places = [at for _, at in shown_with_places(text)]
    assert places == sorted(places)
    words = [text[at] for character, at in shown_with_places(text) if not character.isspace()]
    assert all(a == b or (a, b) == ("<", "&") for a, b in zip(_words(text), words, strict=True))


def _words(text: str) -> str:
    return "".join(folded(text).split())


def test_a_quote_that_is_too_long_says_so() -> None:
    runs = quote_runs("長い。" * 400, (), limit=10)
    assert "".join(run["text"] for run in runs) == "長い。長い。長い。…"


def test_a_place_is_a_page_and_lines() -> None:
    assert place_text((3, 3), None, "ja") == "3行"
    assert place_text((3, 5), 12, "ja") == "12ページ・3～5行"
    assert place_text((3, 5), 12, "en") == "p. 12・lines 3–5"
