"""What an answering text looks like: a date, an amount, a figure in its counter, a name."""

import re
from typing import Final

from bot.question import Question
from bot.reading.wanted_words import MAKERS, SEVERAL, WHICH
from index.headings.markers import number_in
from index.quantities import PERIOD, fold_same_length

_NUMBER: Final = r"\d[\d,.]*\s?[十百千万億兆]*"
_FIGURE: Final = r"[\d,.]*\d\s?[^\W\d]{0,4}"
_TENS: Final = "一二三四五六七八九十百千"
# Where a number in words begins, and what follows it where it is none: 者数, 市民一人ひとり.
_BEGINS: Final = "(?:(?<![一-鿿])|(?<=[約計全各延第]))"
_NO_NUMBER: Final = "(?!ひとり|一人|びと|者数)"
IN_WORDS: Final = (
    rf"半数|半分|過半|大半"
    rf"|{_BEGINS}[数{_TENS}][{_TENS}万]*[割人日年回か箇戸社本台件団組名時分つ]{_NO_NUMBER}"
)
ANY_FIGURE: Final = re.compile(rf"\d|{IN_WORDS}")
"""A figure of any kind, in words too."""
_QUOTED: Final = r"[「『][^」』]{2,}[」』]|[A-Z]\w+ [A-Z]\w+"
_CALLED: Final = "|(?:愛称|通称|名称)[はを、(]*[「『]|[」』](?:と名|と命名|と呼|という)"
_LETTER: Final = "[一-鿿ァ-ヶーA-Za-z・]"
_COMPANY: Final = re.compile(rf"{MAKERS}|社名|NPO|団体名|団体の名")
_WHICH: Final = re.compile(WHICH)
_SITE: Final = re.compile("建物|施設|場所|会場|部屋|土地|敷地|地域|地区")
_OFFICE: Final = re.compile("(?:担当)?(?:部署|部局|部門|[課局係室])")
_KIND_OF_NAME: Final = re.compile(
    r"([一-鿿ァ-ヶー]+?)\s*(?:って|の|は|,)?\s*(?:何という|なんていう|何て|正式な?)?"
    r"(?:名前|名称|愛称|名(?=[はを?？\s]|$))"
)
_PLACE: Final = (
    "[市町村県国駅港校館園寺川橋山島丘台浜岬荘]|[茶書商]店|病院|役[場所]|[市広会]場"
    "|住宅|団地|宿舎|工場|ホール|プラザ|ビル|地区|地域|校区|圏域|施設|センター|広場|庁舎|通り|跡地?|周辺|沿い|付近|丁目"
)
_NOWHERE: Final = (
    "[本同当各全両他外県市町村]|公共|関連|民間|既存|主要|周辺|近隣|地元|対象|重点|広域|福祉"
    "|我が|先進"
)
"""What stands before 市 or 施設 where no place is named."""
_ITEM: Final = "[「『]?[一-鿿ァ-ヶーA-Za-z]{2,16}[」』]?"
_AND: Final = r"[、,・/]\s?|と|や|及び|並びに"
_BULLET: Final = r"[・○●◇◆■□▪*-]"
FORMS: Final = {
    "company": re.compile(
        rf"株式会社|有限会社|合同会社|\([株有]\)|[㈱㈲]"
        r"|(?:団体|組織)[「『]|[「『][^」』]{2,}(?:会|隊|団|クラブ)[」』]"
        rf"|{_LETTER}{{2,}}(?:社(?!会)|法人(?=[一-鿿ァ-ヶA-Z「])|銀行|金庫|組合|公社|財団)"
    ),
    "percent": re.compile(rf"{_NUMBER}\s?(?:[%％‰割]|パーセント|ポイント)|{IN_WORDS}"),
    "money": re.compile(rf"{_NUMBER}\s?(?:円|ドル)"),
    "date": re.compile(
        rf"{PERIOD.pattern}|\d{{1,2}}\s?月(?:\s?\d{{1,2}}\s?日)?|毎[月年週]|\d{{1,2}}\s?日(?!間)"
        r"|\d{4}\s?年(?:\s?\d{1,2}\s?月)?|[前翌]日|\d{1,2}\s?(?:日|週間|[かカヶケ箇]月)前"
    ),
    "weekday": re.compile(r"[月火水木金土日]曜|平日|週末|毎日"),
    "phone": re.compile(r"0\d{1,4}[-(]\d{1,4}[-)]\d{3,4}|[\w.]+@[\w.]+"),
    "address": re.compile(r"丁目|番地|\d+番\d+号|〒"),
    "time": re.compile(r"\d{1,2}\s?時|\d{1,2}:\d\d"),
    "person": re.compile(
        r"[一-鿿]{2,5}(?:氏(?!名)|さん)|[一-鿿]{3,5}(?:市長|町長|村長|知事)"
        r"|[一-鿿]{1,3}(?:\s[一-鿿ぁ-ん]{1,4}|[一-鿿]{1,3}|(?![はがをにでのと])[ぁ-ん]{2,4})(?<!常勤)"
        r"(?:准?教授|講師|医師|博士|弁護士)"
        r"|(?:[会座部室課所院館校社団]長|委員長|理事長|代表)[はが、:\s]+"
        r"(?!\S*[長員課部局])[一-鿿]{1,3}\s(?!\S*[長員課部局])[一-鿿ぁ-んァ-ヴ]{1,4}"
        r"|(?:市長|町長|村長|知事)\s?[一-鿿]{2}\s[一-鿿]{2}"
    ),
    "number": re.compile(rf"{_NUMBER}(?:か所|[%％]|[一-鿿]|[A-Za-z]{{1,3}})?|{IN_WORDS}"),
    "name": re.compile(rf"{_QUOTED}|[一-鿿ァ-ヶー]{{5,}}"),
    "breakdown": re.compile(
        rf"{_ITEM}\D{{0,8}}\d[^、。\d]{{0,8}}[、,・\n\t|]\s?{_ITEM}\D{{0,8}}\d"
    ),
    "course": re.compile(
        rf"{_FIGURE}\s*(?:[|\t]|[ \u3000]{{2,}}|→)\s*{_FIGURE}"
        rf"|(?:{PERIOD.pattern})[^。\n]{{0,30}}\d[^。\n]{{0,40}}(?:{PERIOD.pattern})[^。\n]{{0,20}}\d"
    ),
    "why": re.compile(r"ため|ことから|により|によって|背景|から、|ので|影響|要因|原因|理由"),
    "meaning": re.compile(r"とは|をいう|のこと|こと。|という"),
    "who": re.compile(
        r"(?:市|町|村|区|部|課|本部|会|委員|理事|議)長|[住市町村県区都道府]民|知事|[高大]校?生|生徒|児童"
        r"|[一-鿿]{2,}(?:者|員|会|組織|団体|課|室|部|局)|先生|教授"
    ),
    "where": re.compile(
        rf"(?<![一-鿿ァ-ヶー])(?!(?:{_NOWHERE})(?:{_PLACE}))[一-鿿ァ-ヶー]{{1,14}}(?:{_PLACE})|駅前|[「『][^」』]+[」』](?=に|へ|で)"
    ),
}
_COUNTED_LIKE: Final = {
    "箇所 か所 カ所 ヶ所 ヵ所 個所": "箇所|か所|カ所|ヶ所|ヵ所|個所|ケ所|基",
    "か国 カ国 ヶ国 国": "か国|カ国|ヶ国|国",
    "人 名": "人|名|世帯|者|経営体",
    "社": "社|企業|事業者|事業所|法人|店",
    "トン 千トン 万トン": "t-CO2|t-CO₂|tCO2|トン|ｔ|t",
    "m2 平米 平方メートル": "m2|m²|㎡|平方メートル",
    "ha ヘクタール": "ha|ヘクタール|㌶|km2|km²|㎢|m2|㎡|m²",
    "km2 km² ㎢ 平方キロ 平方キロメートル": "km2|km²|㎢|平方キロ|ha|ヘクタール",
    "グラム g": "g|グラム|kg|t",
    "キロ km キロメートル": "km|キロ|kg|m",
    "回": "回|件|度|開催|日|往復|便|版",
    "メートル": "[kc]?m(?![23²³])|メートル|キロ",
    "度": "度|℃",
    "時間": "時間|分",
    "台": "台|両|基",
    "立米 立方メートル m3": "m3|m³|m ³|㎥|立方メートル|立米|t|トン",
    "個": "[一-鿿か]",
    "つ": "[一-鿿かつ]",
    "メガワット": "メガワット|[MkG]W|キロワット",
    "キロワット": "[MkG]W|キロワット|メガワット",
    "本": "本|計画|事業|路線|件|便",
    "件": "件|事業|事業者|団体|社|者|箇所|か所|回|店",
    "割": "[%％割]",
    "匹": "匹|尾|頭|羽",
    "頭": "頭|匹",
    "年": "年|半世紀",
    "年間": "年間|[か箇カヶ]年|年",
}
"""What a text may count in for what a question does."""
_LIKES: Final = {name: like for names, like in _COUNTED_LIKE.items() for name in names.split()}


_UNCOUNTED: Final = frozenset({"date", "who", "why", "where", "meaning", "course"})
"""What is wanted in a form of its own, whatever is counted."""


_NOT_IN_ORDER: Final = "(?!(?<![項年回日期番])目(?![標的]))"
"""A second car, 2台目, is not two; a third year or time may be counted by."""


def _counted(counter: str) -> re.Pattern[str]:
    like = _LIKES.get(counter, re.escape(counter))
    scale = r"[十百千万億兆]*"
    words = rf"{_BEGINS}[数{_TENS}]+(?:{like}){_NO_NUMBER}"
    named = rf"(?:{like})数[はが:(]?\s?約?\d[\d,.]*"
    one = rf"\d[\d,.]*\s?{scale}\s?(?:{like}){_NOT_IN_ORDER}"
    return re.compile(rf"{one}|{words}|{named}", re.IGNORECASE)


def form_of(question: Question) -> re.Pattern[str] | None:
    """Return what an answering text looks like, None where anything may answer."""
    if question.counter == "円" or question.wants == "money":
        return FORMS["money"]
    if question.wants == "several":
        return _listed(question)
    if question.wants == "breakdown":
        return FORMS["breakdown"]
    if question.counter == "%" or question.wants == "percent":
        return FORMS["percent"]
    if question.counter and question.wants not in _UNCOUNTED:
        return _counted(question.counter)
    if question.wants == "name":
        return _named(question)
    return FORMS.get(question.wants or "")


def is_name_of_another(found: re.Match[str], question: Question) -> bool:
    """Whether a name in brackets is that of another thing that the question names.

    認知症カフェ「ひだまり」 is no name of the 喫茶店 that it is held in.
    """
    if question.wants != "name" or not found.group().startswith(("「", "『")):
        return False
    kind = _KIND_OF_NAME.search(fold_same_length(question.text))
    if not kind:
        return False
    before = re.search(r"[一-鿿ァ-ヶー]{2,}$", found.string[: found.start()])
    called = (before[0] if before else "", found.group()[1:-1])
    own, asked = kind.group(1)[-2:], question.text
    return any(len(name) > 1 and not name.endswith(own) and name[-2:] in asked for name in called)


def _listed(question: Question) -> re.Pattern[str]:
    """Return what a list looks like of as many as are asked for; of many, three will do."""
    said = re.search(SEVERAL, fold_same_length(question.text))
    number = number_in(said[1]) if said else 2
    more = f"{{{min(number, 3) - 1},}}"
    bullets = rf"^\s*{_BULLET}.+(?:\n\s*{_BULLET}.+){more}"
    return re.compile(rf"{_ITEM}(?:(?:{_AND}){_ITEM}){more}|{bullets}", re.MULTILINE)


def _named(question: Question) -> re.Pattern[str]:
    """Return what a name looks like of the kind of thing whose name is asked for."""
    if question.language == "en":
        return FORMS["name"]
    said = fold_same_length(question.text)
    which = _WHICH.search(said)
    kind = which or _KIND_OF_NAME.search(said)
    if _COMPANY.search(which["which"] if which else said):
        return FORMS["company"]
    if which and _SITE.fullmatch(which["which"]):
        return FORMS["where"]
    if which and _OFFICE.fullmatch(which["which"]):
        return FORMS["who"]
    if not kind:
        return FORMS["name"]
    own = re.escape(kind.group(1)[-2:])
    someone = re.search("[将者人家師士王主公]$", own)
    letters = "[一-鿿]{3,5}" if someone else f"{_LETTER}{{2,}}の?{own}"
    quoted = rf"{own}\s*[「『]{_CALLED}" if which else _QUOTED
    return re.compile(f"{quoted}|{letters}")
