"""Tables whose blanks are as wide as the letters of the word behind them, as PyMuPDF sorts them."""

import re

from kpi_texts import reading, said_all

from index.kpi.broken import display_width

# It tells what sets the columns.
KNOWN = """
順位   あいさつをする相手             昨年の夏        今年の夏        来年の夏
1      いつも船に乗っている人         1,240           85              七百
2      灯台守                         98              140,500         19
3      波止場で犬と歩く人             7               12              八十二
4      朝の市で干物を売る人           31,200          3,150           1,000,000
5      郵便を配る人                   四十            60              6
6      海女                           1,003           二百            77,000
7      凧を揚げる子とその祖父         15              9               千二百
8      隣の島から来た旅の人           2,400           2,650           3

"""
TABLE = """
 ゴール、     指標                       当初値          2024 年（現状   2030 年（目標
ターゲット                                               値）            値）
  番号

3.8      「この島で暮らし続けたい」と    68.4％          70.1％          80％以上
11.a     答えた島の人の割合（幸福度の
         指標）

7.2      島の電気に占める風と潮の電気    46％            58％            100％
13.2     の割合                          （2020 年       (2023 年３月末
                                         度）            現在)

8.3      ①新しい店の数（累計）           ①７件           ①19 件         ①40 件
         ②空いた蔵を使う店の数（累計）   ②３件           ②８件          ②20 件

8.9      島に泊まる外国の人の数          0.6千人泊       11.3千人泊      20千人泊
10.2     ※Inbound tourism                                （2023 年）

11.2     渡し船「うみどり」の１日の平    運行前          37.2 人         60 人
         均乗客数

"""


def by_words(text: str) -> str:
    """Set a text whose letters are one or two wide as PyMuPDF does."""
    lines = []
    for line in text.splitlines():
        words = list(re.finditer(r"\S+", line))
        edges = [(display_width(line[: m.start()]), display_width(line[: m.end()])) for m in words]
        set_ = ""
        for word, (_, above), (left, right) in zip(words, [(0, 0), *edges], edges, strict=False):
            blanks = round((left - above) / (right - left) * len(word[0]))
            set_ += " " * max(blanks, 1 if set_ else 0) + word[0]
        lines.append(set_)
    return "\n".join(lines)


def test_columns_are_told_by_the_words_behind_their_gaps() -> None:
    text = by_words(KNOWN + TABLE)
    assert "  2024 年（現状" in text
    assert said_all(text) == [
        "「この島で暮らし続けたい」と答えた島の人の割合（幸福度の指標） [％]"
        " 70.1％(2024 年) -> 80％以上(2030 年)",
        "島の電気に占める風と潮の電気の割合 [％] 58％(2023 年３月末現在) -> 100％(2030 年)",
        "新しい店の数（累計） [件] 19 件(2024 年) -> 40 件(2030 年)",
        "空いた蔵を使う店の数（累計） [件] ８件(2024 年) -> 20 件(2030 年)",
        "島に泊まる外国の人の数 [千人泊] 11.3千人泊(2023 年) -> 20千人泊(2030 年)",
        "渡し船「うみどり」の１日の平均乗客数 [人] 37.2 人(2024 年) -> 60 人(2030 年)",
    ]
    goals = [row.sdg_targets for row in reading(text).rows]
    assert goals[:2] == [("3.8", "11.a"), ("7.2", "13.2")]
