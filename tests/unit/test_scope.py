"""Under which headings the rows stand that a list question names."""

import pytest

from bot.answering.scope import scope
from bot.question import parse
from index.domain import KpiRow, Span

PATHS = {
    "漁獲量": ("基本目標１ 海で稼ぐ", "施策１－１ 漁業・水産加工の振興"),
    "加工品の数": ("基本目標１ 海で稼ぐ", "施策１－１ 漁業・水産加工の振興"),
    "海女の人数": ("基本目標１ 海で稼ぐ", "施策１－２ 漁業の担い手づくり"),
    "見守りの件数": ("基本目標２ 岬で暮らす", "施策２－１ 安全 夜も歩ける道"),
    "電灯の数": ("基本目標２ 岬で暮らす", "施策２－２ クリーンエネルギー3.0で変わる港"),
    "蓄電の量": ("３ 先導的な取組", "エ 風の見える化"),
    "風車の数": ("３ 先導的な取組", "エネルギーの自給"),
    "灯台の客数": ("４ 港の柱", "重点取組１ 灯台をひらく"),
    "灯台の店数": ("４ 港の柱", "重点取組１２ 灯台の店"),
    "本の貸出": ("５ 村の森", "基本目標Ⅰ 森の図書館"),
    "歯の数": ("６ 体", "歯・口の健康"),
    "電柱の数": ("３ 先導的な取組", "オ ライトのある道"),
    "店の数": ("８ 側面", "（経済）"),
    "町の人口": ("７ 目標", "計画全体の数値目標"),
    "橋の長さ": ("７ 目標", "■戦略１ 橋をかける"),
    "読書の会": ("５ 村の森", "基本目標Ⅱ 森の学校"),
    "そばの量": ("９ 畑", "施策９－１ 岬のそばと野菜を育てる"),
    "窓口の数": ("１０ 編", "地球の計画（事務事業編）", "減らす目標"),
    "街の電気": ("１０ 編", "地球の計画（区域施策編）", "減らす目標"),
}


def row(indicator: str, path: tuple[str, ...]) -> KpiRow:
    return KpiRow(
        f"k{indicator}", "s", "p", "v", span=Span(0, 1), lines=(1, 1), path=path,
        indicator=indicator, unit=None, baseline=None, targets=(),
    )  # fmt: skip


ROWS = tuple(row(indicator, path) for indicator, path in PATHS.items())


@pytest.mark.parametrize(
    ("question", "meant"),
    [
        # a part of a title, however short, and what is of its kind
        ("歯の指標を全部", "歯の数"),
        ("クリーンエネルギー3.0で変わる港関係の目標一覧", "電灯の数"),
        # words in quotation marks: a whole title, one part of it, its letter
        ("「漁業の担い手づくり」の指標", "海女の人数"),
        ("「安全」のところの指標を全部お願いします", "見守りの件数"),
        ("先導的な取組の「エ」のKPIを並べて", "蓄電の量"),
        # a title just before what is listed, whatever stands before it
        ("アクション2019で、漁業の担い手づくりの成果指標は？", "海女の人数"),
        ("基本目標1の漁業の担い手づくりのKPI一覧", "海女の人数"),
        ("漁業の担い手づくりの施策で管理している指標をすべて", "海女の人数"),
        # a part of a title where nothing else is said
        ("漁業・水産加工の指標を全部", "漁獲量 加工品の数"),
        ("クリーンエネルギー3.0の施策の指標をすべて", "電灯の数"),
        ("夜道の安全の指標を全部", ""),
        ("担い手づくりの指標を全部", ""),
        # several things that stand together within one title
        ("そばと野菜の施策にぶら下がるKPIを一覧で", "そばの量"),
        # what only explains a title; what a title has in brackets; what a heading is called
        ("森の学校（教育）の施策の指標を全部", "読書の会"),
        ("事務事業編の減らす目標を全部", "窓口の数"),
        ("先導的な取組の方針の指標を全部", "蓄電の量 風車の数 電柱の数"),
        # from one number to another
        ("目標１から２までの指標を全部", "漁獲量 加工品の数 海女の人数 見守りの件数 電灯の数"),
        # numbers
        ("施策1-1の指標", "漁獲量 加工品の数"),
        ("1-1の指標", "漁獲量 加工品の数"),
        ("目標2の指標を一覧で", "見守りの件数 電灯の数"),
        ("重点取組1の指標", "灯台の客数"),
        ("基本目標Ⅰの指標", "本の貸出"),
        ("施策9の指標", ""),
        ("戦略１のKPI一覧", "橋の長さ"),
        # the letter of a heading whose title begins with another
        ("先導的な取組のエの指標", "蓄電の量"),
        ("先導的な取組のオのKPI", "電柱の数"),
        # what a title is called by
        ("経済面の指標一覧ちょうだい", "店の数"),
        # a title that says only that it is of all of them
        ("計画全体の数値目標ってどの指標？全部", "町の人口"),
        # a number and a title
        ("基本目標1の「漁業・水産加工の振興」の指標", "漁獲量 加工品の数"),
    ],
)
def test_headings_named(question: str, meant: str) -> None:
    test = scope(parse(question, ()), ROWS)
    assert [r.indicator for r in ROWS if test and test(r)] == meant.split()


TOLD = {
    "町の稼ぎ": ("１ めざす姿", "（経済）"),
    "網の客数": ("２ 試みの事業（先に進める取組）", "③ 経済面の取組 網と潮で稼ぐ"),
    "店の席数": ("２ 試みの事業（先に進める取組）", "④ 商工業と祭りの盛り上げ"),
    "輪の数": ("３ 力を合わせた効き目", "⑤ 経済⇔社会"),
    "花の数": ("３ 力を合わせた効き目", "⑥ 社会⇔環境"),
    "島の指数": ("４ 目標", "島の暮らしの成果指標"),
    "泉の数": ("５ 水", "5.2 止まらない水（B-2）"),
}


@pytest.mark.parametrize(
    ("question", "meant"),
    [
        # all that is said stands in the headings above a row, none of which is named
        ("試みの事業の経済面のKPI並べて", "網の客数"),
        ("経済面（網と潮）のKPI一覧おねがい", "網の客数"),
        ("商工と祭りのとこの指標ぜんぶ", "店の席数"),
        ("経済と社会の効き目のとこの指標並べて", "輪の数"),
        ("経済と教育の効き目のとこの指標並べて", ""),
        ("めざす姿の経済の指標ぜんぶ", "町の稼ぎ"),
        # a letter and a number, and no other
        ("B-2の指標を全部", "泉の数"),
        ("B-1の指標を全部", ""),
        # what a title ends with says only that a table follows
        ("島の暮らしの指標ならべて", "島の指数"),
        ("島の暮らしは何の数字を追うの", "島の指数"),
    ],
)
def test_headings_that_say_together_what_is_asked(question: str, meant: str) -> None:
    rows = [row(indicator, path) for indicator, path in TOLD.items()]
    test = scope(parse(question, ()), rows)
    assert [r.indicator for r in rows if test and test(r)] == meant.split()


def test_the_inner_of_two_headings_that_are_named_in_part() -> None:
    rows = (
        row("船の数", ("海辺の遊び（総括）", "海辺の遊びの推進")),
        row("宿の数", ("海辺の遊び（総括）",)),
    )
    test = scope(parse("海辺の遊びのところの指標を全部", ()), rows)
    assert [r.indicator for r in rows if test and test(r)] == ["船の数"]


@pytest.mark.parametrize(
    ("question", "meant"),
    [
        ("5-1の指標", "船の数 網の数"),
        ("5-1-2の指標", "網の数"),
        ("施策5-1と5-2のKPI", "船の数 網の数 灯の数"),
        ("5の指標", ""),
        ("5-3の指標", ""),
        ("政策５の指標", "船の数 網の数 灯の数"),
    ],
)
def test_a_number_that_no_heading_has_is_of_those_that_go_on_from_it(
    question: str, meant: str
) -> None:
    rows = (
        row("船の数", ("戦略方針１ 海", "５－１－１ 漁業")),
        row("網の数", ("戦略方針１ 海", "５－１－２ 加工")),
        row("灯の数", ("戦略方針２ 岬", "５－２－１ 灯台")),
    )
    test = scope(parse(question, ()), rows)
    assert [r.indicator for r in rows if test and test(r)] == meant.split()
