"""KPIs on a line, and columns that are headed by a year only."""

import pytest
from kpi_texts import reading, said_all

HEAD = "■重要業績評価指標（KPI）\n"


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        (
            "【KPI】塾に通う人の数：年間20人（現状：12人）",
            "塾に通う人の数 [人] 12人(-) -> 年間20人(-)",
        ),
        (
            "〔KPI〕体験した人の数　延べ90人（現状値（R5）：30人）",
            "体験した人の数 [人] 30人(R5) -> 延べ90人(-)",
        ),
        ("・移住の相談件数　300件（現状：120件）", "移住の相談件数 [件] 120件(-) -> 300件(-)"),
        (
            "　指標　待つ子の数　現状値　3人（H31.4）　目標値　0人（R6.4）",
            "待つ子の数 [人] 3人(H31.4) -> 0人(R6.4)",
        ),
        ("・本を借りた数　現状値 4.2冊　目標値 5.0冊", "本を借りた数 [冊] 4.2冊(-) -> 5.0冊(-)"),
        (
            "○相談を受ける町の数　第７期目標値　59か所",
            "相談を受ける町の数 [か所] - -> 59か所(-)",
        ),
        ("③ 本を借りた人の率　目標値　年1回以上", "本を借りた人の率 [回] - -> 年1回以上(-)"),
        ("○案内する人の数　現状25人　目標40人", "案内する人の数 [人] 25人(-) -> 40人(-)"),
        (
            "案内する人の数　25人（R5実績）　40人（R11目標）",
            "案内する人の数 [人] 25人(R5) -> 40人(R11)",
        ),
        ("**船の数1隻(2014年度)→年2隻(2019年度)**", "船の数 [隻] 1隻(2014年度) -> 年2隻(2019年度)"),
        ("●水をきれいにする率=70.1%→72.3%", "水をきれいにする率 [%] 70.1%(-) -> 72.3%(-)"),
        (
            "**案内する人の数**25人（R5） ➡ 40人（R11）\\",
            "案内する人の数 [人] 25人(R5) -> 40人(R11)",
        ),
        ("・案内する人の数　25人　→　40人", "案内する人の数 [人] 25人(-) -> 40人(-)"),
    ],
)
def test_a_line_below_the_word_kpi(line: str, wanted: str):
    assert said_all(HEAD + line) == [wanted]


@pytest.mark.parametrize(
    "line",
    [
        "　当初値（令和５年度）　－　目標値（令和８年度）　800万円",
        "相談の数について目標値　30件を掲げました。",
        "相談の数　基準値　30件",
    ],
)
def test_a_target_without_its_name_or_a_target_is_none(line: str):
    assert said_all(HEAD + line) == []


@pytest.mark.parametrize("head", ["【数値目標】", "■第２期目標値（R11）"])
def test_a_list_below_a_word_for_targets(head: str):
    year = "R11" if "R11" in head else "-"
    items = "・案内する人の数　４０人\n①のうち子どもの数　9人\n本を借りた数　5.0冊　図書館の調べ\n"
    text = f"{head}\n{items}\n・人口　30人\n"
    assert said_all(text) == [
        f"案内する人の数 [人] - -> ４０人({year})",
        f"本を借りた数 [冊] - -> 5.0冊({year})",
    ]


YEARS = [
    "相談の件数 [件] 120(R5) -> 130(R6), 140(R7)",
    "町民一人一日当たりのごみの量 [g] 950(R5) -> 940(R6), 900(R7)",
]


@pytest.mark.parametrize(
    "text",
    [
        "指標 単位 基準（R5） R6 R7\n相談の件数 件 120 130 140\n"
        "町民一人一日当たりの\nごみの量 g 950 940 900\n",
        "指標\t単位\tR5実績\tR6\tR7\n相談の件数\t件\t120\t130\t140\n"
        "町民一人一日当たりのごみの量\tg\t950\t940\t900\n",
        "指標                    単位    基準値(R5)   R6   R7\n"
        "相談の件数              件      120          130 140\n"
        "町民一人一日当たりの    g       950          940 900\nごみの量\n",
    ],
    ids=["raw", "tabs", "aligned"],
)
def test_columns_headed_by_later_years_are_targets(text: str):
    assert said_all(text) == YEARS


def test_of_two_shares_on_one_line_the_second_gives_no_row():
    text = """評価指標 現状 目標 区分

生まれた子の数 213人 増加 ⅱ

子育てを楽しいと感じる人の割合

就学前児童 64.3% 増加 小学生 60.6% 増加 ⅰ

相談できる人がいる人の割合 50.1% 増加 ⅰ
"""
    found = reading(text)
    assert [row.indicator for row in found.rows] == [
        "生まれた子の数",
        "子育てを楽しいと感じる人の割合 就学前児童",
        "相談できる人がいる人の割合",
    ]
    assert found.unread_tables


def test_a_name_does_not_begin_within_a_word():
    text = """  領域      指標名                              現状値        目標値        出典
  医療      医療や介護が必要になっても、安心し  R7 31.8％     65.0％        県の調べ
            て暮らし続けられると思う者の割合
  地域      困りごとや悩みに対して地域の方同士  R6 23.5％     57.0％        県の調べ
            での助け合いができている人の割合
"""
    assert [row.indicator for row in reading(text).rows] == [
        "医療や介護が必要になっても、安心して暮らし続けられると思う者の割合",
        "困りごとや悩みに対して地域の方同士での助け合いができている人の割合",
    ]


def test_a_list_of_targets_may_explain_each_behind_its_value() -> None:
    text = (
        "第7期目標値　\n"
        "橋を渡る人の割合　50 ％以上　橋の数の多い村を全体の5割以上とする\n"
        "渡し場から港への誘導　135人　令和8年度の渡し場から移る者のうち、港を使う者の数。\n"
        "みんなで渡る　3　橋の会の考え\n"
    )
    assert said_all(text) == [
        "橋を渡る人の割合 [％] - -> 50 ％以上(-)",
        "渡し場から港への誘導 [人] - -> 135人(-)",
    ]


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("・櫂の数（現状値：10本、目標値：20本）", "櫂の数 [本] 10本(-) -> 20本(-)"),
        ("・櫂の数（現状値10本（R5）、目標値20本（R10））", "櫂の数 [本] 10本(R5) -> 20本(R10)"),
        ("櫂の数：20本（R10）【現状：10本（R5）】", "櫂の数 [本] 10本(R5) -> 20本(R10)"),
        ("○櫂の数\n　R5年度　10本　→　R10年度　20本", "櫂の数 [本] 10本(R5年度) -> 20本(R10年度)"),
    ],
)
def test_both_values_in_brackets_or_behind_their_years(line: str, wanted: str) -> None:
    assert said_all(f"第1章 舟\n数値目標（KPI）\n\n{line}\n") == [wanted]
