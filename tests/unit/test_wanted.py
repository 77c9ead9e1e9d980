"""What a text must show to answer."""

import pytest

from bot.answering import said_figures, wanted
from bot.question import parse


@pytest.mark.parametrize(
    ("question", "text", "shown"),
    [
        ("企業名は？", "港には二つの工場を置く企業がある。", False),
        ("企業名は？", "運営は株式会社みなとが担う。", True),
        ("施設の譲渡先の法人名は", "施設を民間の法人に譲渡する。", False),
        ("学校の名前は？", "小学校を一つにまとめて施設一体型の校舎を置く。", False),
        ("計画の名前は？", "灯台保存活用計画をつくる。", True),
        ("「なぎ」の愛称は？", "「なぎ」を閉じる。", False),  # as asked
        ("「なぎ」の愛称は？", "新しい「なぎ」は「うみべの家」と呼ぶ。", True),
        ("年に何日くらい通れない？", "雪で道が閉ざされる日が年に十日ほどある。", True),
        ("何年続いている？", "観察会は四半世紀続いている。", True),
        ("あと何年続く？", "石は18年分しかない。", True),
        ("参加者は何人？", "参加者数 人 地区ごと", False),
        ("参加者は何人？", "市民一人ひとりが主役です。", False),
        ("参加者は何人？", "約三十人が集まった。", True),
        ("会議は誰が開く？", "村民と高校生が年に二度開く。", True),
        ("遊び場はどこの建物を使う？", "旧水産会館を改修する。", True),
        ("港の会の事務局はどこの部署？", "事務局はみなと総務部うみのまち推進室に置く。", True),
        ("港の会の事務局はどこの部署？", "事務局は港のそばの建物に置く。", False),
        ("研修生はどこに住む？", "研修生には町営住宅の空室を充てる。", True),
        ("登録は何社？", "登録は市内の事業者数319である。", True),
        ("港の計画、正式名称は？", "令和2年に「みなと再生計画」を作った。", True),
        ("給食センターはどこに建つ？", "新しい学校給食センターが動き出す。", False),  # as asked
        ("給食センターはどこに建つ？", "給食センターを西浜地区に建てる。", True),
        ("電話相談をするのはどこの町？", "近隣の３市町と行う。", False),
        ("調査はどこの大学がする？", "専門家が調べる。", False),
        ("調査はどこの大学がする？", "調査は県立水産大学に頼む。", True),
        ("座長の名前は？", "部会（座長：県立水産大学　波野ゆかり教授）を置く。", True),
        ("副本部長の名前は？", "本部長：市長 副本部長：副市長", False),
        ("設備はいくらする？", "設備を2台入れる。", False),
        ("自転車は何台置く？", "家の2台目の車の代わりに自転車を置く。", False),
        ("評価は何個で測る？", "評価は5項目で行う。", True),
        ("肥料は何袋売る？", "肥料を袋に詰めて売る。", False),
        ("肥料は何袋売る？", "肥料を300袋売る。", True),
        ("水位は何cm下がる？", "水位を12cm下げる。", True),
        ("水位は何cm下がる？", "水位を下げる。", False),
        ("相談窓口の電話の番号は？", "相談窓口を毎週開く。", False),
        ("渡し船の席はいつまでに取る？", "前日の夕方までに電話で取る。", True),
        ("渡し船の席はいつまでに取る？", "3日前から窓口で取る。", True),
        ("渡し船の席はいつまでに取る？", "席は窓口で取る。", False),
    ],
)
def test_what_shows_it(question: str, text: str, *, shown: bool) -> None:
    assert any(wanted.found_in(text, parse(question, ()))) is shown


@pytest.mark.parametrize(
    ("question", "counted", "odd"),
    [
        ("入館料はいくら？", -1.0, True),
        ("入館料はいくら？", 1.0, False),
        ("次の会議はいつ？", 0.0, True),
        ("いつまでに達成する目標？", 0.0, False),
        ("会長は誰？", 0.0, True),
        ("何人？", -1.0, False),
    ],
)
def test_what_no_row_answers(question: str, counted: float, *, odd: bool) -> None:
    assert wanted.is_odd(parse(question, ()), counted) is odd


def test_amounts_in_columns() -> None:
    question = parse("事業費はいくら？", ())
    assert wanted.has_columns("船の更新　　12,000　　800")
    assert not wanted.has_columns("船を2隻から3隻に増やす")
    assert wanted.in_table(question, "単位：千円", "船の更新　　12,000　　800")
    assert not wanted.in_table(question, "単位：人", "船の更新　　12,000　　800")


@pytest.mark.parametrize(
    ("question", "bare"),
    [
        ("港の灯台は？", True),
        ("灯台カード", True),
        ("灯台カードを配った", False),
        ("灯台カードはいつ？", False),
    ],
)
def test_what_only_names_something(question: str, *, bare: bool) -> None:
    assert wanted.is_bare(parse(question, ())) is bare


@pytest.mark.parametrize(
    ("question", "text", "said"),
    [
        ("40代の喫煙率は？", "20代の喫煙率は18.2％である。", False),
        ("40代の喫煙率は？", "40歳代の喫煙率は18.2％である。", True),
        ("令和6年度の8月の宿泊者", "8月の宿泊者は1,200人。", True),  # a year is no such figure
        ("施策2-1の1人当たりの額", "額は1,200円。", True),  # nor a label, nor one
    ],
)
def test_what_figures_are_said(question: str, text: str, *, said: bool) -> None:
    assert said_figures.says_figures(text, parse(question, ())) is said


@pytest.mark.parametrize(
    ("question", "text", "other"),
    [
        ("30リットルのごみ袋はいくら？", "45リットルの袋は45円である。", True),
        ("30リットルのごみ袋はいくら？", "30リットルと45リットルの袋がある。", False),
        ("第2工区はどこまで？", "第1工区は大湯橋までとする。", True),
        ("85歳以上の世帯は？", "世帯は2,968世帯である。", False),
    ],
)
def test_what_is_about_another_of_its_kind(question: str, text: str, *, other: bool) -> None:
    assert said_figures.gainsays(text, parse(question, ())) is other


@pytest.mark.parametrize(
    ("question", "text", "shown"),
    [
        ("共同で行う3市町ってどこ？", "近隣の3市町と共同で行う。", False),
        ("共同で行う3市町ってどこ？", "三崎市、浦野町及び東町と共同で行う。", True),
        ("利用者は毎回どのくらい？", "毎月第2水曜日に開く。", False),  # no figure of how many
        ("避難所はどこ？", "医療や民間施設が被害を受けた。", False),  # 間施設 is no place
        ("避難所はどこ？", "鷺ヶ丘公民館に置く。", True),
        ("1台いくら？", "7台を置く。", False),
        ("1台いくら？", "1台2,900万円を見込む。", True),
        ("計画は何回改定した？", "令和5年11月 第六版 改定", True),
        ("会の喫茶店の名前は？", "カフェ「ひだまり」を開く。", True),
        ("カフェを開く喫茶店の名前は？", "カフェ「ひだまり」を開く。", False),  # the café's own
    ],
)
def test_what_shows_the_wanted(question: str, text: str, *, shown: bool) -> None:
    assert any(wanted.found_in(text, parse(question, ()))) is shown


@pytest.mark.parametrize(
    ("question", "text", "other"),
    [
        ("第2期のときの目標は？", "宿泊者数の目標", True),
        ("第２期のときの目標は？", "第二期の実績", False),
        ("第3期の目標は？", "宿泊者数の目標", False),
        ("第3次産業の割合は？", "第3次産業が7割を占める", False),
    ],
)
def test_which_edition_is_asked_about(question: str, text: str, *, other: bool) -> None:
    title = "第３期 浜町総合戦略（第2次総合計画）"
    assert said_figures.is_of_another_edition(title, text, parse(question, ())) is other


@pytest.mark.parametrize(
    ("question", "heading", "former"),
    [
        ("宿泊者数の目標は？", "第２期戦略の検証", True),
        ("第2期の宿泊者数の目標は？", "第２期戦略の検証", False),
        ("宿泊者数の目標は？", "第３期戦略の指標", False),
        ("宿泊者数の目標は？", "第２期と第３期", False),
        ("宿泊者数の目標は？", "観光の振興", False),
    ],
)
def test_what_a_former_edition_aimed_at(question: str, heading: str, *, former: bool) -> None:
    title = "第３期 浜町総合戦略"
    told = said_figures.is_of_former_edition(title, ("資料", heading), parse(question, ()))
    assert told is former
