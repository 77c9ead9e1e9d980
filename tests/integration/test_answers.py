"""Questions on small invented plans, from files to answers."""

from pathlib import Path

import pytest
from corpora import PROSE, ROWS, plan_text, searcher_of, with_row, without, write_corpus
from fakes import BigramEncoder
from pdf_pages import scan
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from bot.answer import answer
from bot.answer_json import answer_json
from bot.blocks import answer_message
from bot.display.change_lines import change_headline
from bot.domain import Answer, Notice, Status
from bot.question import parse
from index.domain import ChangeKind
from index.opening import open_searcher
from index.search import Searcher

MORE = "湖面の釣りは四月に解禁され、入漁料は一日800円です。船の貸出しは桟橋の小屋で受け付けます。"
PIER = (
    "桟橋を直し、釣りの講座を開く2階の「湖上の家」を建てます。秋に開き、工事費は2億3,000万円です。"
    "湖上の家の運営を話し合う桟橋会議を置きます。議長は水産高校の先生です。"
)
BEFORE = with_row("観光案内所の相談件数", target="90")


@pytest.fixture(scope="module")
def searcher(tmp_path_factory: pytest.TempPathFactory) -> Searcher:
    folder = tmp_path_factory.mktemp("corpus")
    lake = {
        "第一版": plan_text(BEFORE, city="みずうみ市"),
        "第二版": plan_text(without("宿泊客数"), (PROSE[0], MORE, PIER), city="みずうみ市"),
    }
    hill = plan_text(ROWS[2:4], ("丘の上の公園では凧あげの大会が開かれます。",), city="おか市")
    since = {"第一版": "令和4年4月1日", "第二版": "2024-04"}
    plans = {"みずうみ": lake, "おか": {"初版": hill}}
    return searcher_of(folder, plans, since, BigramEncoder(4096))


def test_an_index_named_alone_is_taken_as_it_is(tmp_path: Path) -> None:
    encoder = BigramEncoder(1024)
    built = searcher_of(tmp_path, {"みずうみ": {"初版": plan_text()}}, encoder=encoder)
    again = open_searcher(None, tmp_path / "index", encoder=encoder)
    assert again.snapshot.snapshot_id == built.snapshot.snapshot_id


def asked(searcher: Searcher, text: str) -> Answer:
    return answer(text, searcher)


@pytest.mark.parametrize(
    ("text", "indicator", "target"),
    [
        ("観光案内所の相談件数の目標値は？", "観光案内所の相談件数", "96"),
        ("案内所の相談は何件まで増やす？", "観光案内所の相談件数", "96"),
        ("ｻｲｸﾘﾝｸﾞﾛｰﾄﾞの延長の目標", "サイクリングロードの延長", "15.0"),
        ("お疲れ様です。資料で使うのでおか市の体験農園の区画数の目標を", "体験農園の区画数", "30"),
    ],
)
def test_a_figure_is_one_row(searcher: Searcher, text: str, indicator: str, target: str) -> None:
    found = asked(searcher, text)
    assert [finding.row.indicator for finding in found.kpi] == [indicator]
    assert found.kpi[0].row.targets[0].text == target


def test_a_fact_is_a_quote_with_its_answer_marked(searcher: Searcher) -> None:
    found = asked(searcher, "釣りの入漁料はいくら？")
    quote = found.citations[0]
    assert "入漁料は一日800円です。" in quote.quote
    assert [mark.slice(quote.quote) for mark in quote.highlights] == ["800円"]
    assert (quote.plan_id, quote.revision) == ("みずうみ", "第二版")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("釣りの講座を開く湖上の家の工事費はいくら？", "2億3,000万円"),
        ("湖上の家の運営を話し合う桟橋会議の議長は誰？", "水産高校の先生"),
    ],
)
def test_a_fact_may_stand_in_the_sentence_after_its_subject(
    searcher: Searcher, text: str, told: str
) -> None:
    assert told in asked(searcher, text).citations[0].quote


@pytest.mark.parametrize(
    "text",
    [
        "待機児童数の目標は？",
        "明日の天気は？",
        "おはようございます",
        "横浜市の観光案内所の相談件数の目標は？",  # a town that has no plan here
        "おか市の観光案内所の相談件数は？",  # another plan says it
        "外国語観光案内所の相談件数の目標は？",  # only a wider figure is given
        "令和3年度の観光案内所の相談件数の実績は？",  # not a year that the row gives
        "釣りの担当者の電話番号は？",
        "",
        "おか市の面積は？",
        "観光案内所の数は？",
        "観光案内所の相談件数の財源は？",
        "湖畔ガイドツアーの委託先",
        "移住相談件数の目標は？",  # an indicator of other plans: half of its name is that of a row
        "スマートフォン講座の相談件数",
        "来年の目標は？",  # of nothing
        "1+1は？",
        "湖上の家の工事は何人で行う？",
        "電気料金はいくら",  # amounts, of other things
        "下水道使用料は？",
        "ツアーガイドはいくつ？",  # 参加者数 counts people
        "1人当たりの観光案内所の相談件数の目標は？",  # the row gives their sum
        "湖上の家の運営を話し合う3団体の名前は？",
    ],
)
def test_what_the_plans_do_not_say_is_not_answered(searcher: Searcher, text: str) -> None:
    found = asked(searcher, text)
    assert found.status is Status.NOT_FOUND
    assert not (found.kpi or found.citations)


def test_what_is_not_found_names_what_is_near(searcher: Searcher) -> None:
    near = asked(searcher, "みずうみ市の観光案内所の待機児童数の目標は？").near
    assert any("観光" in item.text for item in near)


def test_lists_hold_just_what_was_asked(searcher: Searcher) -> None:
    def listed(text: str) -> list[str]:
        return [finding.row.indicator for finding in asked(searcher, text).kpi]

    assert listed("おか市のKPIを全部") == ["宿泊客数", "体験農園の区画数"]
    assert listed("観光案内所に関するKPIは？") == ["観光案内所の相談件数"]
    assert listed("水道管に関するKPIの一覧") == []


def test_an_older_edition_answers_when_asked_and_says_so(searcher: Searcher) -> None:
    for text in (
        "前の計画では観光案内所の相談件数の目標は？",
        "第一版の観光案内所の相談件数の目標は",
    ):
        found = asked(searcher, f"みずうみ市の{text}")
        assert found.kpi[0].row.targets[0].text == "90"
        assert not found.kpi[0].in_force
        assert Notice.OLDER_EDITION in found.notices


@pytest.mark.parametrize(
    ("when", "target"),
    [
        ("2023年4月時点の計画では", "90"),
        ("令和5年度当時の計画の", "90"),
        ("R6.3.31現在のみずうみ市観光振興計画では", "90"),
        ("2024年5月時点の計画では", "96"),
        ("2022年3月時点の計画では", None),
    ],
)
def test_the_edition_in_force_at_a_date_answers(
    searcher: Searcher, when: str, target: str | None
) -> None:
    found = asked(searcher, f"{when}みずうみ市の観光案内所の相談件数の目標は？")
    assert [finding.row.targets[0].text for finding in found.kpi] == ([target] if target else [])
    assert (Notice.OLDER_EDITION in found.notices) is (target == "90")
    assert (Notice.NO_EDITION in found.notices) is (target is None)


def test_a_plan_without_dates_answers_from_the_edition_in_force_and_says_so(
    searcher: Searcher,
) -> None:
    found = asked(searcher, "2023年4月時点のおか市の計画では体験農園の区画数の目標は？")
    assert found.kpi[0].row.targets[0].text == "30"
    assert Notice.EDITION_UNDATED in found.notices


def test_where_no_older_edition_is_kept_it_is_said(tmp_path: Path) -> None:
    only = searcher_of(tmp_path, {"oka": {"初版": plan_text(city="おか市")}})
    found = answer("前の計画では体験農園の区画数の目標は？", only)
    assert (found.kpi[0].row.targets[0].text, found.notices) == ("30", (Notice.NO_OLDER_EDITION,))
    assert answer("その前の計画では？", only).notices == (Notice.NO_EDITION,)


@pytest.mark.parametrize("text", ["の実績は？", "は達成した？", "は昨年度いくつ？"])
def test_results_that_no_plan_knows_are_not_passed_off_as_such(
    searcher: Searcher, text: str
) -> None:
    found = asked(searcher, f"おか市の体験農園の区画数{text}")
    assert found.kpi
    assert Notice.NOT_LATEST in found.notices


@pytest.mark.parametrize(
    ("text", "missing"), [("の担当課は？", True), ("はいつまで？", False), ("の目標は？", False)]
)
def test_what_a_table_does_not_say_of_its_rows_is_told(
    searcher: Searcher, text: str, missing: bool
) -> None:
    found = asked(searcher, f"おか市の体験農園の区画数{text}")
    assert found.kpi
    assert (Notice.ASKED_NOT_STATED in found.notices) is missing


def test_a_column_is_quoted_to_who_asks_for_it_alone(tmp_path: Path) -> None:
    text = (
        "# 歯の健康計画\n\n## １　歯の健診\n\n"
        "| 指標 | 現状値（R5） | 目標値（R10） | 判定 |\n|---|---|---|---|\n"
        "| 歯の健診の受診率 | 20％ | 40％ | Ｄ |\n\n"
        "判定の低い歯の健診は、令和８年度から日曜日にも始めます。\n"
    )
    dental = searcher_of(tmp_path, {"ha": {"初版": text}})
    assert "Ｄ" in answer("歯の健診の受診率の判定は？", dental).citations[0].quote
    told = answer("歯の健診の判定が低いので何曜日にも始める？", dental)
    assert "日曜日" in told.citations[0].quote


def test_what_changed_since_a_date(searcher: Searcher) -> None:
    found = asked(searcher, "みずうみ市の2023年4月時点の計画から何が変わった？")
    assert ChangeKind.TARGET_MOVED in {change.kind for change in found.changes}
    assert not asked(searcher, "みずうみ市の2024年5月時点の計画から何が変わった？").changes


def test_what_changed_between_editions(searcher: Searcher) -> None:
    found = asked(searcher, "みずうみ市の計画は第一版から何が変わった？")
    kinds = {(c.kind, c.before.indicator) for c in found.changes if hasattr(c.before, "indicator")}
    assert (ChangeKind.TARGET_MOVED, "観光案内所の相談件数") in kinds
    assert (ChangeKind.KPI_DROPPED, "宿泊客数") in kinds


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("改定でなくなった指標は？", [ChangeKind.KPI_DROPPED]),
        ("廃止されたKPIはありますか", [ChangeKind.KPI_DROPPED]),
        ("目標値で変わったものは？", [ChangeKind.TARGET_MOVED, ChangeKind.KPI_DROPPED]),
        ("変わった指標を教えて", [ChangeKind.TARGET_MOVED, ChangeKind.KPI_DROPPED]),
    ],
)
def test_what_a_revision_did_to_indicators(
    searcher: Searcher, text: str, kinds: list[ChangeKind]
) -> None:
    found = asked(searcher, f"みずうみ市の計画の{text}")
    assert [change.kind for change in found.changes] == kinds
    assert "みずうみ市『観光振興計画』" in change_headline(found.changes, "ja", found.revised)


def test_of_several_plans_each_change_stands_below_its_own(tmp_path: Path) -> None:
    plans = {
        city: {"第一版": plan_text(BEFORE, city=city), "第二版": plan_text(city=city)}
        for city in ("おか市", "みずうみ市")
    }
    both = searcher_of(tmp_path, plans)
    blocks = str(answer_message(answer("何が変わった？", both), answer_id="a").blocks)
    assert blocks.index("おか市市") < blocks.index("みずうみ市市")
    assert blocks.count("90件 → 96件") == 2


def test_with_one_edition_there_is_nothing_to_compare(searcher: Searcher) -> None:
    found = asked(searcher, "おか市の計画は何が変わった？")
    assert found.notices == (Notice.NOTHING_TO_COMPARE,)


def test_a_thread_goes_on(searcher: Searcher) -> None:
    plans = searcher.snapshot.plans
    first = parse("みずうみ市の宿泊客数の目標は？", plans)
    then = parse("おか市は？", plans, first)
    assert answer(then, searcher).kpi[0].row.plan_id == "おか"


def test_only_the_plans_within_answer(searcher: Searcher) -> None:
    text = "観光案内所の相談件数の目標値は？"
    assert answer(text, searcher, within={"みずうみ"}).kpi
    assert answer(text, searcher, within={"おか"}).status is Status.NOT_FOUND
    assert answer(text, searcher, within=()).status is Status.NOT_FOUND


def test_disagreeing_places_are_told(tmp_path: Path) -> None:
    text = (
        plan_text()
        + "\n第３章　再掲\n\n指標\t単位\t現状値(R6)\t目標値(R10)\n宿泊客数\t人\t20,500\t25,000\n"
    )
    searcher = searcher_of(tmp_path, {"湖": {"v1": text}})
    found = answer("宿泊客数の目標は？", searcher)
    assert Notice.DISAGREEMENT in found.notices
    assert {f.row.targets[0].text for f in found.kpi} == {"24,000", "25,000"}


def test_indicators_that_fit_alike_are_all_shown(tmp_path: Path) -> None:
    heads = "\n第３章　健康\n\n指標\t単位\t現状値(R6)\t目標値(R10)\n"
    rows = "健康寿命（男性）\t歳\t79.1\t80.5\n健康寿命（女性）\t歳\t83.2\t84.0\n"
    plans = {"湖": {"v1": plan_text() + heads + rows}, "丘": {"v1": plan_text(ROWS[2:4])}}
    searcher = searcher_of(tmp_path, plans)

    def shown(text: str) -> list[tuple[str, str]]:
        found = answer(text, searcher)
        assert (Notice.SEVERAL_FIT in found.notices) == (len(found.kpi) > 1)
        return sorted((f.row.plan_id, f.row.indicator) for f in found.kpi)

    both = [("湖", "健康寿命（女性）"), ("湖", "健康寿命（男性）")]
    assert shown("健康寿命の目標は？") == both
    assert shown("健康寿命（女性）の目標は？") == both[:1]
    name = ROWS[2].name
    assert shown(f"{name}の目標は？") == [("丘", name), ("湖", name)]
    assert shown(f"丘市の{name}の目標は？") == [("丘", name)]


def test_a_list_of_themes_has_the_rows_of_either(tmp_path: Path) -> None:
    heads = "\n第３章　町のしごと\n\n指標\t単位\t現状値(R6)\t目標値(R10)\n"
    rows = "漁港の水揚げ\tt\t120\t150\n水田の面積\tha\t80\t82\n"
    rows += "水田のオーナー\t人\t8\t20\n祭りの屋台\t台\t5\t9\n"
    searcher = searcher_of(tmp_path, {"湖": {"v1": plan_text() + heads + rows}})

    def listed(text: str) -> tuple[set[str], bool]:
        found = answer(text, searcher)
        return {f.row.indicator for f in found.kpi}, Notice.MAY_BE_MORE in found.notices

    paddy = {"水田の面積", "水田のオーナー"}
    assert listed("水田の指標を全部") == (paddy, True)
    for either in ("漁港とか水田", "漁港や水田", "漁港、水田"):
        assert listed(f"{either}の指標を全部") == (paddy | {"漁港の水揚げ"}, True)
    assert listed("町のしごとの指標を全部") == (paddy | {"漁港の水揚げ", "祭りの屋台"}, False)


def test_a_heading_of_two_themes_is_listed_whole(tmp_path: Path) -> None:
    heads = "\n第３章　水田と祭りの継承\n\n指標\t単位\t現状値(R6)\t目標値(R10)\n"
    rows = "稲のオーナー\t人\t8\t20\n祭りの屋台\t台\t5\t9\n"
    searcher = searcher_of(tmp_path, {"湖": {"v1": plan_text() + heads + rows}})
    found = answer("水田と祭り関係の指標を全部", searcher)
    assert {f.row.indicator for f in found.kpi} == {"稲のオーナー", "祭りの屋台"}
    assert found.notices == ()


def test_what_the_title_of_a_plan_says_chooses_all_of_its_rows(tmp_path: Path) -> None:
    heads = "\n第３章　祭り\n\n指標\t単位\t現状値(R6)\t目標値(R10)\n祭りの屋台\t台\t5\t9\n"
    plans = {"湖": {"v1": plan_text() + heads}, "丘": {"v1": plan_text(ROWS[:1])}}
    searcher = searcher_of(tmp_path, plans)

    def listed(text: str) -> list[str]:
        found = answer(text, searcher).kpi
        return [f.row.indicator for f in found if f.row.plan_id == "湖"]

    every = [*(row.name for row in ROWS), "祭りの屋台"]
    assert listed("湖市の観光の指標を全部") == listed("湖市の観光の目標をまとめて") == every
    assert listed("湖市の祭りの指標を全部") == every[-1:]


def test_a_plan_without_rows_is_quoted_for_its_targets(tmp_path: Path) -> None:
    text = (
        "湖市自殺対策計画\n\n第１章　目標\n\n自殺の率は平成27年の13.9から、令和10年までに"
        "おおむね30パーセント減らし、9.7以下を目指します。\n\n第２章　進め方\n\n点検します。\n"
    )
    searcher = searcher_of(tmp_path, {"湖": {"v1": text}})
    found = answer("自殺率いくつまで下げる目標？", searcher)
    assert not searcher.snapshot.kpi_rows
    assert "9.7以下" in found.citations[0].quote


def test_what_has_a_name_is_not_answered_by_its_like(tmp_path: Path) -> None:
    heads = "\n第３章　観光\n\n指標\t単位\t現状値(R6)\t目標値(R10)\n"
    rows = "鯛の里の年間来場者数\t人\t12,000\t15,000\n入浴施設の利用者数\t人\t800\t900\n"
    searcher = searcher_of(tmp_path, {"湖": {"v1": plan_text() + heads + rows}})
    assert answer("年間来場者数の目標は？", searcher).kpi
    assert not answer("かもめ市場の年間来場者数の目標は？", searcher).kpi


def test_a_goal_has_aims_of_its_own_and_those_of_its_measures(tmp_path: Path) -> None:
    heads = "\n指標\t単位\t現状値(R6)\t目標値(R10)\n"
    goal = (
        "\n基本目標７　島で稼ぐ\n"
        + heads
        + "島の従業者数\t人\t120\t150\n島の事業所数\t所\t40\t45\n"
    )
    measure = "\n施策７－１　塩づくり\n" + heads + "塩の出荷量\tｔ\t8\t12\n塩田の面積\tha\t3\t5\n"
    text = plan_text() + goal + measure
    searcher = searcher_of(tmp_path, {"湖": {"v1": text}})

    def listed(asked: str) -> list[str]:
        return [finding.row.indicator for finding in answer(asked, searcher).kpi]

    own = ["島の従業者数", "島の事業所数"]
    assert listed("基本目標7の数値目標は？") == own
    assert listed("基本目標7の指標を全部") == [*own, "塩の出荷量", "塩田の面積"]
    assert listed("「塩づくり」のKPI") == ["塩の出荷量", "塩田の面積"]


def test_of_a_long_text_the_sentences_that_ask_are_answered(searcher: Searcher) -> None:
    found = asked(searcher, "会議が続きました。" * 150 + "おか市の体験農園の区画数の目標は？")
    assert found.kpi[0].row.indicator == "体験農園の区画数"
    assert Notice.QUESTION_CUT in found.notices


def test_headings_that_any_plan_has_are_nothing_near(searcher: Searcher) -> None:
    near = asked(searcher, "湖の水辺で開くガイドツアーの講師の数は？").near
    assert near
    assert "施策の方向" not in " ".join(item.text for item in near)


def test_a_name_in_kana_is_one_word_wherever_it_stands(tmp_path: Path) -> None:
    ship = "湖を渡る船「とちまる」は、週に2日、桟橋から出ます。土曜の市には別の船が出ます。"
    searcher = searcher_of(tmp_path, {"湖": {"v1": plan_text(ROWS, (ship,))}})
    needle = searcher.needle("土曜にとちまる走らせるのは", "", frozenset())
    assert ("とちまる",) in [concept.ways[0] for concept in needle.passage_concepts]
    assert "週に2日" in answer("とちまるは週に何日出る？", searcher).citations[0].quote


def test_a_quote_that_a_machine_has_recognised_says_so(tmp_path: Path) -> None:
    corpus = write_corpus(tmp_path / "corpus", {"ko": {"初版": "湖畔\n"}})
    canvas = Canvas(str(corpus / "plans/ko/初版.pdf"), pagesize=A4)
    scan(canvas)
    canvas.save()
    catalogue = corpus / "plans.toml"
    catalogue.write_text(catalogue.read_text("utf-8").replace(".txt", ".pdf"), "utf-8")
    searcher = open_searcher(corpus, tmp_path / "index", encoder=BigramEncoder(1024))
    found = answer("湖畔の遊歩道を1周つなぐのはいつまで？", searcher)
    assert not searcher.snapshot.kpi_rows
    assert "令和8年度までに湖畔の遊歩道を1周つなぎます" in found.citations[0].quote
    assert Notice.RECOGNIZED in found.notices


def test_a_plan_in_several_files_is_quoted_with_file_and_page(tmp_path: Path) -> None:
    parts = ("第1章\n", f"第2章\n\f{PROSE[0]}\n\f{plan_text(ROWS[:2])}", f"第3章\n{PIER}\n")
    corpus = write_corpus(tmp_path / "corpus", {"ko": dict(zip("abc", parts, strict=True))})
    (corpus / "plans.toml").write_text(
        '[[plan]]\nid = "ko"\ntitle = "総合計画"\npublisher = "湖市"\n'
        '[[plan.edition]]\nrevision = "初版"\n'
        'files = ["plans/ko/a.txt", "plans/ko/b.txt", "plans/ko/c.txt"]\n',
        "utf-8",
    )
    searcher = open_searcher(corpus, tmp_path / "index", encoder=BigramEncoder(1024))
    (row,) = answer("観光案内所の相談件数の目標は？", searcher).kpi
    assert [(place.file, place.page) for place in row.places] == [("b.txt", 3)]
    given = answer_json(answer("観光案内所の相談件数の目標は？", searcher), "1", 0.0)
    assert (given["kpi_rows"][0]["file"], given["kpi_rows"][0]["page"]) == ("b.txt", 3)
    shown = answer("釣りの講座を開く湖上の家の工事費はいくら？", searcher)
    assert "（c.txt " in answer_message(shown, answer_id="a").text
    assert shown.citations[0].page is None


def test_rows_of_a_heading_answer_nothing_that_stands_elsewhere(tmp_path: Path) -> None:
    text = (
        "第１章　削減目標\n"
        "指標\t単位\t現状値（R4）\t目標値（R12）\n"
        "湖の舟が出す煙の量\tkg\t120\t80\n"
        "桟橋の電気の量\tkWh\t300\t200\n"
        "第２章　里のようす\n"
        "水車部門の煙の量は、里の炉の煙の量より少ない値です。水車部門では、春に粉をひきます。\n"
    )
    searcher = searcher_of(tmp_path, {"湖": {"v1": text}})
    assert len(answer("湖市の削減目標の値は？", searcher).kpi) == 2
    assert not answer("湖市の水車部門の削減目標の値は？", searcher).kpi
