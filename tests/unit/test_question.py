"""What a question is read as."""

import json
from dataclasses import replace

import pytest

from bot.question import Kind, Question, parse
from index.domain import Edition, Plan

PLANS = (
    Plan("aoba", "総合計画", "青葉台町", (Edition("第一版", ()), Edition("第二版", ())), "第二版"),
    Plan("kuma", "未来都市計画", "熊本市", (Edition("v6", ()),), "v6", ("熊本", "Kumamoto")),
)


@pytest.mark.parametrize(
    ("text", "plans"),
    [
        ("熊本市の目標", ("kuma",)),
        ("熊本の目標", ("kuma",)),
        ("市営住宅って熊本に何戸ある", ("kuma",)),
        ("How many parks in 熊本 City?", ("kuma",)),
        ("くまもとの目標", ("kuma",)),  # the reading
        ("クマモト市の目標", ("kuma",)),
        ("What is the target in Kumamoto?", ("kuma",)),
        ("青葉台 空き家の件数", ("aoba",)),
        ("熊本城の入場者数", ()),  # a castle is no city
        ("熊本地震で停電した戸数", ()),
        ("青葉台町と熊本市の人口", ("aoba", "kuma")),
    ],
)
def test_plans_are_found_by_what_people_call_them(text: str, plans: tuple[str, ...]) -> None:
    assert parse(text, PLANS).plans == plans


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("移住相談件数の目標値は？", Kind.VALUE),
        ("移住相談は何件まで増やす？", Kind.VALUE),
        ("地下水に関するKPIは？", Kind.LIST),
        ("指標を全部見せて", Kind.LIST),
        ("Please list the KPIs", Kind.LIST),
        ("総務課のKPIどれ", Kind.LIST),
        ("子育てのところは何で測る？", Kind.LIST),
        ("基本目標１の数値目標なに？", Kind.LIST),
        ("総務課の指標おねがい", Kind.LIST),
        ("窓口の指標ちょうだい", Kind.LIST),
        ("窓口のKPIリストください", Kind.LIST),
        ("青葉台町の指標をCSVでください", Kind.LIST),
        ("SDGsゴール11にひもづく指標を調査票に書きたい。どれ？", Kind.LIST),
        ("達成した指標は？", Kind.FACT),  # No plan says which.
        ("KPIの到達状況はどこで確かめる？", Kind.FACT),
        ("本部長は誰？", Kind.FACT),
        ("計画は何回改定されていますか", Kind.FACT),
        ("前の版から何が変わった？", Kind.CHANGE),
        ("第一版との違いは", Kind.CHANGE),
    ],
)
def test_the_kind_of_question(text: str, kind: Kind) -> None:
    assert parse(text, PLANS).kind is kind


@pytest.mark.parametrize(
    ("text", "years", "clash"),
    [
        ("R6の目標", (2024,), False),
        ("令和６年度の目標", (2024,), False),
        ("2024年(令和5年)に何％", (2024, 2023), True),
        ("5-2-1の指標", (), False),
        ("ＣＯ２の排出量", (), False),
        ("ＣＯ２、2016年の排出量", (2016,), False),
    ],
)
def test_years(text: str, years: tuple[int, ...], *, clash: bool) -> None:
    question = parse(text, PLANS)
    assert (question.years, question.periods_clash) == (years, clash)


@pytest.mark.parametrize(
    ("text", "wants", "counter"),
    [
        ("いつ改定された？", "date", None),
        ("何トン減らす？", "number", "トン"),
        ("何市町村で作っている？", "number", "市町村"),
        ("予算はいくら？", "money", "円"),
        ("電話番号を教えて", "phone", None),
        ("何％を目指す？", "percent", None),
        ("本部長は誰？", "who", None),
        ("誰にも話していない人は？", None, None),
        ("何年ごとに見直す？", None, None),
        ("渡し舟の運賃は？", "money", None),
        ("温泉の建物は何㎡？", "number", "m2"),
        ("会社はどこ？", "name", None),
        ("除雪車のメーカー名は", "name", None),
        ("補助金はいくらもらえる？", "money", None),
        ("泉はあと何年もつ？", "number", "年"),
        ("風車は全部で何メガワット？", "number", "メガワット"),
        ("水を何万m3ためる？", "number", "m3"),
        ("朝市の申込先は？", "phone", None),
        ("医療費は無料ですか", None, None),
        ("料金を教えてもらえますか", "money", "円"),
        ("パネルを付ける施設名ぜんぶください", "name", None),
        ("井戸の場所を一覧で", "where", None),
        ("遊歩道ってどこからどこまで？", "where", None),
        ("料金回収率って今いくつ？", "number", "%"),
        ("経費の件数は？", "number", None),
        ("乗車率を上げる取組は？", None, None),
        ("支援金は最大いくら？", "money", None),
    ],
)
def test_what_is_wanted(text: str, wants: str, counter: str | None) -> None:
    question = parse(text, PLANS)
    assert (question.wants, question.counter) == (wants, counter)


def test_an_occasion_is_set_aside() -> None:
    question = parse(
        "お世話になります。広報紙で使いたいのですが、移住相談の件数をください。", PLANS
    )
    assert "移住相談" in question.topic
    assert "広報" not in question.topic
    assert "広報" in question.aside


@pytest.mark.parametrize(
    ("text", "topic", "aside"),
    [
        ("至急お願いします！灯台の数の目標値", "灯台", ""),
        ("資料に引用したいのですが、灯台の数は？", "灯台", "引用したいのですが"),
        ("議員から照会があり、灯台の数は？", "灯台", "照会"),
        ("去年の実績が知りたい。灯台の数。", "灯台", ""),
        ("恐れ入ります、灯台の件でお伺いします。基数は？", "灯台", ""),
        ("町民から電話がありました。灯台の数は？", "灯台", "電話"),
        ("引用の照会を受けたのですが、灯台の数は？", "灯台", "照会"),
        ("漁協の会合で説明します。灯台の数は？", "灯台", "会合"),
        ("いま議員さんと電話中。灯台の数は？", "灯台", "電話"),
        ("灯台を8割に、って課長が言ってるけど正確には？", "灯台", "課長"),
        ("灯台の数、県の調査票に書くのでください", "灯台", "調査票"),
    ],
)
def test_what_leads_up_to_a_question(text: str, topic: str, aside: str) -> None:
    question = parse(text, PLANS)
    assert topic in question.topic
    assert aside in question.aside
    assert not set("至急引照恐") & set(question.topic)


def test_a_noun_before_the_particle_stays_a_noun() -> None:
    assert "率 " in parse("リサイクル率って今どうなってる？", PLANS).topic


def test_what_is_not_meant_is_left_out() -> None:
    assert parse("水の課じゃなくて森の課の指標を全部", PLANS).topic.startswith("森の課")
    assert "件数" not in parse("寄附の額（件数じゃないほう）の目標", PLANS).topic


def test_what_is_not_meant_of_another_year_is_still_the_topic() -> None:
    question = parse("去年の灯台まつりじゃなくて令和6年のやつ、何人来た？", PLANS)
    assert "灯台まつり" in question.topic
    assert question.years == (2024,)


def test_a_question_of_somebody_else_is_asked() -> None:
    question = parse("町民から「湖の面積はどれくらいですか」と聞かれました。", PLANS)
    assert "湖の面積" in question.topic
    assert "町民" not in question.topic


def test_a_year_without_its_era() -> None:
    assert parse("灯台の数、13年度は？", PLANS).years == (2031,)
    assert parse("H30年度の灯台の数", PLANS).years == (2018,)
    assert parse("令和 8年度の灯台の数", PLANS).years == (2026,)


def test_numbers_of_sections_in_english_and_as_they_are_spoken() -> None:
    assert parse("List all KPIs of basic goal 4", PLANS).labels == ("基本目標4",)
    assert parse("List the KPIs of measure 3-1", PLANS).labels == ("施策3-1",)
    assert parse("2の1の指標", PLANS).labels == ("2-1",)
    assert parse("KPIs for SDG goal 4", PLANS).goals == (4,)


def test_what_was_planned_is_no_result() -> None:
    question = parse("参加者は2024年は何人の予定でした？", PLANS)
    assert not question.asks_actual


def test_who_of_somebody_named_before_asks_for_nobody() -> None:
    assert parse("What is the target share of people who walk?", PLANS).wants != "who"
    assert parse("Who heads the council?", PLANS).wants == "who"


def test_the_town_s_own_is_no_name() -> None:
    assert not parse("うちの温泉の客は何人", PLANS).names


def test_figures_said_and_years_compared() -> None:
    assert parse("のべ宿泊 42万人から？", PLANS).figures == ("42万",)
    assert parse("R12までに2013年度比で何％減らす？", PLANS).years == (2030,)


def test_an_occasion_that_holds_the_topic_stays() -> None:
    question = parse("「好循環」という言葉が出てくるのですが、どういう意味でしょうか", PLANS)
    assert "好循環" in question.topic


def test_what_really_happens_is_no_result() -> None:
    assert not parse("実際に移り住んだ人の割合の目標", PLANS).asks_actual
    assert parse("実際に何人が移り住んだ？", PLANS).asks_actual


@pytest.mark.parametrize(
    ("text", "plans"),
    [
        ("環境基本計画の期間", ("aoba",)),
        ("第2次環境基本計画の期間", ("aoba",)),
        ("熊本市の環境基本計画の期間", ("kuma",)),  # another town's
        ("防災環境基本計画の期間", ()),  # another plan
    ],
)
def test_a_plan_is_called_by_what_kind_of_plan_it_is(text: str, plans: tuple[str, ...]) -> None:
    plan = Plan("aoba", "第２次青葉台町環境基本計画（中間見直し）", "青葉台町", (), "v1")
    question = parse(text, (plan, PLANS[1]))
    assert question.plans == plans
    assert ("環境" in question.topic) is (plans != ("aoba",))


def test_goals_targets_and_labels() -> None:
    assert parse("ゴール11のKPI", PLANS).goals == (11,)
    assert parse("ターゲット11.3の指標", PLANS).sdg_targets == ("11.3",)
    assert parse("5-2-1の指標を全部", PLANS).labels == ("5-2-1",)


def test_a_place_that_publishes_no_plan() -> None:
    assert parse("横浜市の目標", PLANS).places == ("横浜市",)
    assert parse("熊本市の目標", PLANS).places == ()


def test_editions() -> None:
    assert parse("第一版では何件？", PLANS).edition == "第一版"
    assert parse("前の計画では何件？", PLANS).edition == "previous"
    assert parse("第二版では何件？", PLANS).edition is None  # the one in force


@pytest.mark.parametrize("text", ["その目標年は？", "もっと詳しく", "熊本市は？"])
def test_a_bare_follow_up_keeps_the_topic(text: str) -> None:
    before = parse("青葉台町の移住相談件数の目標値は？", PLANS)
    after = parse(text, PLANS, before)
    assert after.topic == before.topic
    assert after.plans == (("kuma",) if "熊本" in text else ("aoba",))


def test_a_few_words_are_completed_from_the_question_before() -> None:
    before = parse("熊本市の65歳以上の男性の歩数、R12の目標は？", PLANS)
    question = parse("女性は？", PLANS, before)
    assert "女性" in question.topic
    assert "歩数" in question.aside
    assert (question.years, question.asks_kpi) == ((2030,), True)


def test_what_is_to_be_none_is_aimed_at() -> None:
    assert parse("学童の待ってる子、ゼロにするんだよね", ()).asks_kpi
    assert not parse("書いてあったのはどこ？", ()).asks_actual


def test_another_number_of_a_heading_takes_the_place_of_the_one_before() -> None:
    before = parse("熊本市の施策1-1の指標を全部", PLANS)
    after = parse("1-2は？", PLANS, before)
    assert (after.labels, after.kind, after.plans) == (("1-2",), Kind.LIST, ("kuma",))


def test_a_new_topic_keeps_only_the_plan() -> None:
    before = parse("青葉台町の移住相談件数の目標値は？", PLANS)
    after = parse("空き家の件数は？", PLANS, before)
    assert "移住" not in after.topic
    assert after.plans == ("aoba",)


@pytest.mark.parametrize(
    "text", ["熊本市のゴール11のKPIを全部", "R6は何トン？", "", "前の計画では？"]
)
def test_json_round_trip(text: str) -> None:
    question = parse(text, PLANS)
    assert Question.from_json(json.loads(json.dumps(question.to_json()))) == question
    assert Question.from_json({**question.to_json(), "of_an_older_version": 1}) == question


def test_a_long_question_is_cut() -> None:
    question = parse("目標は？" * 400, PLANS)
    assert question.cut
    assert len(question.topic) <= 1000


@pytest.mark.parametrize(
    "text",
    ["出典は？", "何ページに書いてある？", "それはどこに載ってる？", "Where is that written?"],
)
def test_who_asks_where_it_stands_asks_the_same_again(text: str) -> None:
    before = parse("移住相談件数の目標値は？", PLANS)
    again = parse(text, PLANS, before)
    assert (again.topic, again.kind, again.wants) == (before.topic, before.kind, before.wants)


def test_a_bare_follow_up_stays_with_the_plan_that_answered() -> None:
    before = replace(parse("移住相談件数の目標値は？", PLANS), told=("aoba",))
    assert parse("令和7年度は？", PLANS, before).plans == ("aoba",)
    assert parse("熊本市は？", PLANS, before).plans == ("kuma",)
    assert parse("空き家の件数は？", PLANS, before).plans == ()


@pytest.mark.parametrize(
    ("text", "wants"),
    [
        ("庁舎の建替えはいつで費用はどのくらい？", "date"),
        ("水道料金、いつから上がる？", "date"),
        ("庁舎の建替えはいつで、いくらかかる？", "money"),
        ("庁舎の建替えの費用は？", "money"),
    ],
)
def test_when_said_outright_tells_more_than_a_noun_of_money(text: str, wants: str) -> None:
    assert parse(text, ()).wants == wants


@pytest.mark.parametrize(
    ("text", "plans"),
    [
        ("楓 待機児童", ("kaede",)),
        ("楓の並木は何本", ()),  # may be a tree
        ("楓町の並木は何本", ("kaede",)),
        ("楓町と汐見の並木は何本", ("kaede", "shiomi")),
    ],
)
def test_towns_of_one_letter_and_the_second_of_two(text: str, plans: tuple[str, ...]) -> None:
    towns = (
        Plan("kaede", "こども計画", "楓町", (), "v1"),
        Plan("shiomi", "みどりの計画", "汐見市", (), "v1"),
    )
    assert parse(text, towns).plans == plans


@pytest.mark.parametrize(
    ("text", "word", "kept"),
    [
        ("青葉台町の総合の計画で空き家の件数", "総合", False),
        ("熊本市の未来の計画、空き家の件数", "未来", False),
        ("熊本市の未来の計画の評価はいつ", "未来", True),  # asked about
        ("熊本市の空き家の計画で決めた数", "空き家", True),  # no word of its title
        ("Kumamoto: number of bus riders in the plan for the future", "future", False),
        ("計画は何年間？", "期間", True),
    ],
)
def test_a_plan_that_an_answer_is_looked_for_in_is_no_topic(
    text: str, word: str, *, kept: bool
) -> None:
    assert (word in parse(text, PLANS).topic) is kept


def test_days_that_are_counted_are_no_date() -> None:
    question = parse("暮らせる日数は何日を目指す？", PLANS)
    assert (question.wants, question.counter) == ("number", "日")


TOWN = tuple(
    Plan(name, title, "架空県 汐見町", (Edition("v1", ()),), "v1", aliases)
    for name, title, aliases in (
        ("kankyo", "汐見町環境基本計画", ("汐見", "環境計画")),
        ("kenko3", "第3期汐見町健康増進計画", ("汐見",)),
        ("kenko4", "第4期汐見町健康増進計画", ("汐見",)),
    )
)


@pytest.mark.parametrize(
    ("text", "plans", "topic"),
    [
        ("汐見町 ごみの量", ("kankyo", "kenko3", "kenko4"), "ごみの量"),
        ("汐見町の環境計画 ごみの量", ("kankyo",), "ごみの量"),
        ("汐見町第4期 たばこ", ("kenko4",), "たばこ"),
        ("汐見の4期の計画 たばこ", ("kenko4",), "たばこ"),
        ("汐見町の第3次産業", ("kankyo", "kenko3", "kenko4"), "第3次産業"),
    ],
)
def test_a_further_name_says_which_plan_of_a_town(
    text: str, plans: tuple[str, ...], topic: str
) -> None:
    question = parse(text, TOWN)
    assert question.plans == plans
    assert question.topic == topic


@pytest.mark.parametrize(
    ("text", "aside"),
    [
        ("汐見町の環境計画はいつまで？", "計画期間"),
        ("汐見町の環境基本計画って何年度〜何年度", "計画期間"),
        ("汐見町の環境計画 公園の工事はいつまで", ""),
    ],
)
def test_until_when_a_plan_goes_is_asked_for_its_period(text: str, aside: str) -> None:
    assert parse(text, TOWN).aside.strip() == aside


def test_of_no_plan_named_the_period_is_what_is_searched_for() -> None:
    assert parse("この計画はいつまで？", TOWN).topic == "計画期間"


@pytest.mark.parametrize(
    ("question", "topic"),
    [
        ("湖と森のところは何の指標で見るんですか", "湖と森のところは何の指標で見るん"),
        ("水・音のところは何が指標になってる？", "水・音のところは何が指標"),
        ("下水の編の目標値を一通り出して", "下水の編の目標値を一通り出して"),
        ("舟の「めざす数字」を一覧で", "舟の「めざす数字」を一覧で"),
        ("柱の指標と目標をまとめてください", "柱の指標と目標をまとめて"),
        # もの of こども is no もの that is listed
        ("こどもの笑顔の柱のKPIを一覧で", "こどもの笑顔の柱のKPIを一覧で"),
        ("舟のページのめざす値を一覧で", "舟 めざす値を一覧で"),
        ("ものづくりの指標を全部", "ものづくりの指標を全部"),
        ("目標が2割以上のものを全部", "目標が2割以上 全部"),
    ],
)
def test_lists_in_other_words(question: str, topic: str) -> None:
    asked = parse(question, ())
    assert (asked.kind, asked.topic) == (Kind.LIST, topic)
