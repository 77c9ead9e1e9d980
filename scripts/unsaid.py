"""Questions that a plan does not answer, made by the hundred.

Of what a plan is about, what plans seldom say (it has フェアトレード認知度, but not who pays for
it): such a question is near to the plan in every word but one. What people ask a town hall. And
indicators of other plans.
"""

import random
import re
from collections.abc import Iterable, Iterator
from typing import Any, Final

from bot.answering.finding import editions_of
from bot.question import parse
from bot.reading.parts import ignored_terms
from index.matching import letters_of
from index.search import Searcher
from index.tokens import content_terms

_SUBJECTS: Final = 12
_INDICATORS: Final = 30
_EACH: Final = 3
_ASKERS: Final = 10
_READ: Final = 3
_SEED: Final = 1
_IN_BRACKETS: Final = re.compile(r"[（(\[].*?[)）\]]")
_MEASURE: Final = re.compile(r"(の?(数|件数|人数|割合|率|量|面積|回数|[箇か]所数|額|累計))+$")
_NUMBER: Final = re.compile(
    r"^[\W\d０-９①-⑳一二三四五六七八九十第章節Ⅰ-Ⅻ]+|(の(推進|充実|強化|促進|整備|向上))$"
)
_LENGTHS: Final = range(3, 13)
_NAMES: Final = range(4, 23)
_DIGIT: Final = re.compile(r"\d")
_FORMS: Final = ("の目標は？", "の目標値", "", "は？", "の現状値", "いくつ", "はいまどれくらい？")
_INDEX: Final = re.compile("一覧|指標")
_ASKED: Final = {
    "の予算は？": "予算|円",
    "の事業費": "円",
    "の財源は？": "財源|交付金|基金|補助",
    "の補助率は": "補助|円|限度",
    "の料金いくら": "円|料",
    "の人件費": "人件費",
    "の契約金額は": "契約|円",
    "の入札結果": "入札",
    "の委託先は": "委託",
    "の責任者は誰": "[部課室館所]長|責任",
    "は誰が決めた？": "審議|委員|決",
    "の担当者の名前": "担当",
    "の講師は？": "講師",
    "の対象者は？": "対象|以上の|以下の|歳",
    "の定員は？": "定員|人",
    "の応募条件": "応募|対象",
    "の申請方法": "申請|申し?込",
    "はいつから始まる？": "[年月]|R",
    "の支払時期": "月",
    "の根拠法令は": "法|条例",
    "の条例": "条例",
    "の罰則は？": "罰",
    "のメリットは？": "メリット|ことで|により",
    "のリスクは？": "リスク|恐れ|おそれ|課題",
    "の費用対効果は": "効果",
    "の失敗例ある？": "失敗|廃止|中止",
    "の先進事例教えて": "先進|事例",
    "の参加者の感想": "感想|声",
    "のアンケート結果": "アンケート|調査",
    "の苦情件数": "苦情",
    "の競争率": "倍",
    "の議会での質問": "議会",
    "のチラシどこ": "チラシ",
}
"""What is asked of a subject, and what would say it."""
_CITIZENS: Final = {
    "燃えるごみは何曜日": "曜",
    "ごみ袋いくら": "袋",
    "転入届に必要なもの": "届",
    "戸籍謄本の取り方": "戸籍",
    "印鑑登録の手数料": "印鑑",
    "パスポートの申請窓口": "旅券|パスポート",
    "役場は土曜日開いてる？": "土曜",
    "市役所の駐車場は何台": "駐車",
    "町長の名前は": "長.{0,6}(氏|名)",
    "副市長は誰": "副市長",
    "教育長は誰？": "教育長",
    "議員の定数": "定数|議員",
    "次の選挙はいつ": "選挙",
    "議会の傍聴のしかた": "傍聴",
    "市の木は": "の木",
    "市の鳥は何": "の鳥",
    "市章の由来": "章",
    "花火大会はいつ": "花火",
    "夏祭りの日程": "祭",
    "成人式の会場はどこ": "成人式|はたち",
    "マラソン大会の参加費": "マラソン",
    "図書館の休館日": "休館",
    "プールは何時まで": "プール",
    "体育館の予約方法": "予約",
    "保育園の申込締切": "申込|申し込",
    "給食の献立": "献立",
    "入学式はいつ": "入学式",
    "夜間に診てくれる病院": "夜間|救急",
    "予防接種の費用": "接種",
    "介護保険料は月いくら": "保険料",
    "年金の相談窓口はどこ": "年金",
    "確定申告の期間": "申告",
    "住民税の税率": "税率|住民税",
    "軽自動車税はいくら": "自動車税",
    "水道の開栓手続き": "開栓|水道",
    "下水道使用料の計算": "使用料|下水道",
    "市営住宅の家賃": "家賃",
    "犬の登録料": "犬",
    "火葬場の使用料": "火葬",
    "最低気温は何度": "気温|℃",
    "残業代の割増率": "割増",
    "夏季休暇は何日": "休暇",
    "ボーナスの支給日": "期末|賞与",
    "出張旅費の規程": "旅費",
    "電話の内線番号": "内線|電話",
    "会議室の予約": "会議室",
    "Wi-Fiのパスワード": "Wi",
    "隣の市の人口": "人口",
}
"""What is asked of a town hall and not of plans, and what would say it."""


def unsaid(searcher: Searcher) -> Iterator[dict[str, Any]]:
    """Yield questions without an answer, as the lines of a question file.

    One that the nearest passages may answer is left out.
    """
    chance = random.Random(_SEED)  # noqa: S311
    subjects = sorted(set(_subjects(searcher)))
    for subject in chance.sample(subjects, min(_SUBJECTS, len(subjects))):
        for number, asked in enumerate(chance.sample(sorted(_ASKED), _EACH)):
            if not re.search(_ASKED[asked], _nearest(subject + asked, searcher)):
                yield {"id": f"{subject}-{number}", "kind": "unsaid", "q": subject + asked}
    for number, asked in enumerate(chance.sample(sorted(_CITIZENS), _ASKERS)):
        if not re.search(_CITIZENS[asked], _nearest(asked, searcher)):
            yield {"id": f"town-{number}", "kind": "unsaid", "q": asked}


def absent(searcher: Searcher, others: Iterable[Searcher]) -> Iterator[dict[str, Any]]:
    """Yield questions for indicators that only the plans of others have, as `unsaid` does.

    One that these plans have by another name may be among them.
    """
    chance = random.Random(_SEED)  # noqa: S311
    snapshot = searcher.snapshot
    said = letters_of(" ".join(passage.text for passage in snapshot.passages))
    own = [set(content_terms(" ".join((*r.path, r.indicator)))) for r in snapshot.kpi_rows]
    names = {_IN_BRACKETS.sub("", r.indicator) for s in others for r in s.snapshot.kpi_rows}
    known = sorted(name for name in names if len(name) in _NAMES and not _DIGIT.search(name))
    for number, name in enumerate(chance.sample(known, min(_INDICATORS, len(known)))):
        terms = set(content_terms(name))
        if letters_of(name) not in said and not any(terms <= row for row in own):
            asked = name + chance.choice(_FORMS)
            yield {"id": f"absent-{number}", "kind": "absent", "q": asked}


def _nearest(text: str, searcher: Searcher) -> str:
    question = parse(text, searcher.snapshot.plans, writing=searcher.writing)
    needle = searcher.needle(question.topic, question.aside, ignored_terms())
    matches = searcher.passages(needle, editions_of(question, searcher, None))
    return " ".join(match.passage.text for match in matches[:_READ])


def _subjects(searcher: Searcher) -> Iterator[str]:
    """Yield the indicators of the plans in force and the headings above them, without measures."""
    for plan in searcher.snapshot.plans:
        for row in searcher.snapshot.reading(plan.plan_id, plan.in_force).kpi_rows:
            heads = (_NUMBER.sub("", head).strip() for head in row.path[-1:])
            for name in (_MEASURE.sub("", _IN_BRACKETS.sub("", row.indicator)), *heads):
                if len(name) in _LENGTHS and not _INDEX.search(name):
                    yield name
