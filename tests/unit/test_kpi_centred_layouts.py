"""Tables set with spaces whose cells are centred: rows are known by their symmetry."""

import pytest
from kpi_texts import reading, said_all

# It tells that columns count letters, whatever their widths.
LETTERS = """
区分けの名               昨年      今年      所在
湖の透明度               3.1     4.0     市内
鳥の種類の数              88      95      市内
林道を直した長さ            12      30      市内
苗木を植えた人の数           140     300     市内
薪を使う家の数             52      90      市内
川の清掃に出た団体の数         17      25      市内
ほたるの見られる沢の数         6       9       市内
木の名札を付けた木の数         310     500     市内

"""
# As Word and browsers set them: a name of two lines stands above and below its figures, years too.
WRAPPED = """
                                              中間目標   最終目標
  区分            環境指標      単位   基準値      基準年度 （令和12年 （令和17年     担当課
                                               度）     度）
                                        令和６年
        里山の手入れに加わった人数     人     2,105          4,000    5,000    森づくり課
                                         度
 森
        市産材を使って建てた公共建築物                 令和５年                    森づくり課、
                          棟      7              12       16
        の数（累計）                             度                      建築課
 水      湧水の調査地点数          か所    －       －       8        12      水辺課
        節水に心がけていると答えた市民                 令和５年
                          ％     27.3           40.0     減らさない    水辺課
        の割合                                度
"""


def test_cells_above_and_below_the_middle_of_a_row_are_its_own() -> None:
    assert said_all(LETTERS + WRAPPED)[:3] == [
        "里山の手入れに加わった人数 [人] 2,105(令和６年度) -> 4,000(令和12年度), 5,000(令和17年度)",
        "市産材を使って建てた公共建築物の数（累計） [棟] 7(令和５年度) "
        "-> 12(令和12年度), 16(令和17年度)",
        "湧水の調査地点数 [か所] - -> 8(令和12年度), 12(令和17年度)",
    ]


@pytest.mark.parametrize("lost", ["里山の手入れ", "の数（累計）", "棟      7"])
def test_a_row_beside_a_lost_line_is_refused(lost: str) -> None:
    kept = "\n".join(line for line in WRAPPED.splitlines() if lost not in line)
    # Of a year the word below may be lost.
    whole, rest = (
        {row.replace("年度", "年") for row in said_all(LETTERS + text)} for text in (WRAPPED, kept)
    )
    assert rest < whole
    assert reading(LETTERS + kept).unread_tables


PARTED = """
                                     基準値         目標値
            環境指標                                           担当課
                                   令和３年度       令和11年度
                                    68.9千t-      43.5千t-
                   総量                                        温暖化対策課
                                     CO2          CO2
                   家庭部門           16.5千t-CO2    9.2千t-CO2  温暖化対策課
 市域の温室効果ガス排出量
                   業務その他部門        15.2千t-CO2    9.0千t-CO2  温暖化対策課
"""


def test_names_of_two_columns_are_refused_where_it_is_not_plain_which_go_together() -> None:
    assert said_all(LETTERS + PARTED) == []
    assert reading(LETTERS + PARTED).unread_tables


HEADED = """
           成果目標                         現状        目標（令和９年度）
里山の木を使う工房の割合                      3.4％（令和４年）          4.5％
進め方のあらまし
"""


def test_a_whole_name_above_a_line_that_may_be_a_heading_is_refused() -> None:
    assert said_all(LETTERS + HEADED) == []
    assert reading(LETTERS + HEADED).unread_tables


GOALS = """
      ゴール、                    指   標               現在（2020 年）                 2024 年
     ターゲット番
        号
    2.3           浜の市で一年に売れた額（万円）            4,120                6,500
    9.3
    12.2          灯台の灯りに使う地元の油の年間の              2,870                5,000
    15.2          量（Ｌ）
    2.4           渡し船を営む会社の数                  ３社                 ６社
"""


def test_what_stands_in_brackets_is_of_one_label() -> None:
    assert said_all(LETTERS + GOALS) == [
        "浜の市で一年に売れた額（万円） [万円] 4,120(2020 年) -> 6,500(2024 年)",
        "灯台の灯りに使う地元の油の年間の量（Ｌ） [Ｌ] 2,870(2020 年) -> 5,000(2024 年)",
        "渡し船を営む会社の数 [社] ３社(2020 年) -> ６社(2024 年)",
    ]


CROWDED = """
       ゴール、             ＫＰＩ（指標）                  現在(2020 年)              2023 年※
      ターゲット
    ゴール４          廃校を活かした施設「海の学び舎」の年間延        5,316 人              9,000 人
    4.3 4.7       べ利用者数
    ゴール 11        渡し船「うみどり便」の登録者数        1,204 人              2,000 人
    11.2                                    （Ｒ３年３月末）
    ゴール５          船を操る女性の割合            0.0％                 30.0％
    5.1 5.5
"""


def test_what_stands_before_the_names_is_none_of_them() -> None:
    assert said_all(CROWDED) == [
        "渡し船「うみどり便」の登録者数 [人] 1,204 人(Ｒ３年３月末) -> 2,000 人(2023 年)",
        "船を操る女性の割合 [％] 0.0％(2020 年) -> 30.0％(2023 年)",
    ]
