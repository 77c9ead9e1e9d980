"""What a text must show to answer: dates, amounts, figures with their counter, names."""

import re
from collections.abc import Collection, Iterator
from functools import lru_cache
from typing import Final

from bot.question import Question
from index.domain import KpiRow, Span
from index.lines import cells_of
from index.matching import letters_of
from index.quantities import PERIOD, fold_same_length, is_unit, number_of
from index.tokens import tokenize

_NUMBER: Final = r"\d[\d,.]*\s?[十百千万億兆]*"
_TENS: Final = "一二三四五六七八九十百千"
# Where a number in words begins, and what follows it where it is none: 者数, 市民一人ひとり.
_BEGINS: Final = "(?:(?<![一-鿿])|(?<=[約計全各延]))"
_NO_NUMBER: Final = "(?!ひとり|一人|びと|者数)"
_IN_WORDS: Final = (
    rf"半数|半分|過半|大半"
    rf"|{_BEGINS}[数{_TENS}][{_TENS}万]*[割人日年回か箇戸社本台件団組名時分つ]{_NO_NUMBER}"
)
_QUOTED: Final = r"[「『][^」』]{2,}[」』]|[A-Z]\w+ [A-Z]\w+"
_LETTER: Final = "[一-鿿ァ-ヶーA-Za-z・]"
_COMPANY: Final = re.compile(r"会社|企業|業者|社名|メーカー|法人|NPO|団体名|団体の名")
_KIND_OF_NAME: Final = re.compile(
    r"([一-鿿ァ-ヶー]+)\s*(?:って|の|は)?\s*(?:正式)?(?:名前|名称|愛称|名(?=[はを?？\s]|$))"
)
_FORMS: Final = {
    "company": re.compile(
        rf"{_QUOTED}|株式会社|有限会社|合同会社|\([株有]\)|[㈱㈲]"
        rf"|{_LETTER}{{2,}}(?:社(?!会)|法人(?=[一-鿿ァ-ヶA-Z「])|銀行|金庫|組合|公社|財団)"
    ),
    "percent": re.compile(rf"{_NUMBER}\s?(?:[%％‰割]|パーセント|ポイント)|{_IN_WORDS}"),
    "money": re.compile(rf"{_NUMBER}\s?(?:円|ドル)"),
    "date": re.compile(
        rf"{PERIOD.pattern}|\d{{1,2}}\s?月(?:\s?\d{{1,2}}\s?日)?|\d{{4}}\s?年(?:\s?\d{{1,2}}\s?月)?"
    ),
    "weekday": re.compile(r"[月火水木金土日]曜|平日|週末|毎日"),
    "phone": re.compile(r"0\d{1,4}[-(]\d{1,4}[-)]\d{3,4}|[\w.]+@[\w.]+"),
    "address": re.compile(r"丁目|番地|\d+番\d+号|〒"),
    "time": re.compile(r"\d{1,2}\s?時|\d{1,2}:\d\d"),
    "person": re.compile(
        r"[一-鿿]{2,5}(?:氏(?!名)|さん)|[一-鿿]{3,5}(?:市長|町長|村長|知事)"
        r"|(?:市長|町長|村長|知事)\s?[一-鿿]{2}\s[一-鿿]{2}"
    ),
    "number": re.compile(rf"{_NUMBER}(?:か所|[%％]|[一-鿿]|[A-Za-z]{{1,3}})?|{_IN_WORDS}"),
    "name": re.compile(rf"{_QUOTED}|[一-鿿ァ-ヶー]{{5,}}"),
    "why": re.compile(r"ため|ことから|により|によって|背景|から、|ので"),
    "meaning": re.compile(r"とは|をいう|のこと|こと。|という"),
    "who": re.compile(
        r"(?:市|町|村|区|部|課|本部|会|委員|理事|議)長|住民|市民|知事"
        r"|[一-鿿]{2,}(?:者|員|会|組織|団体|課|室|部|局)"
    ),
    "where": re.compile(
        r"[一-鿿ァ-ヴ]{1,8}(?:市|町|村|県|国|地区|地域|校区|駅|港|施設|センター|公園)|において|で開催"
    ),
}
STRICT: Final = frozenset(
    {"percent", "money", "date", "weekday", "phone", "address", "time", "person", "name", "number"}
)
"""Without the form, a text does not answer."""
HARD: Final = frozenset({"phone", "address", "time", "weekday", "person", "money", "name"})
"""Nothing near the form will do."""
AROUND: Final = frozenset({"phone", "address", "time"})
"""The form may stand in another sentence of the quote than what it belongs to."""
FIGURES: Final = frozenset({"percent", "money", "number"})
"""A sentence without any figure does not answer these."""
ANY_FIGURE: Final = re.compile(rf"\d|{_IN_WORDS}")
"""A figure of any kind, in words too."""
NO_FIGURES: Final = frozenset(
    {"phone", "address", "time", "weekday", "person", "name", "who", "why", "where", "meaning"}
)
"""A KPI row does not answer these."""

_BARE: Final = re.compile(r"[\d,.△▲-]+")
_COLUMNS: Final = re.compile(r"\d(?:\s{2,}|\t)[\d,.△-]+(?:\s|$)")
_BY_WHEN: Final = re.compile(
    r"目標|いつまで|何年度?までに|KPI|指標|\btarget|\bgoal|\bby (when|what|which)\b", re.IGNORECASE
)
_SAID_BY_FORM: Final = {
    "money": frozenset({"料", "料金", "代", "代金", "値段", "価格", "家賃", "運賃"}),
    "date": frozenset({"日程", "時期", "期日", "期限"}),
    "name": frozenset({"名", "名前", "名称", "愛称"}),
    "phone": frozenset({"電話", "番号", "連絡"}),
}
"""What a question says for the form that is wanted: a text with `5,500円` need not say 料金."""

_AIMS: Final = re.compile(
    r"目標|目指|めざ|まで|以上|以下|未満|予定|見込|増や|減ら|引き?上げ|引き?下げ|達成|→|将来|推計"
    r"|とする|とします|します|ゼロ|維持|target|\baim",
    re.IGNORECASE,
)
_NOW: Final = re.compile(
    r"今|(?<!て)いま(?!す|し|せ)|現在|\b(current|currently|now)\b", re.IGNORECASE
)

_ASKED_OF: Final = re.compile(r"(?:は|って|について)?[?？。!！\s]*$")
_OF_NOUNS: Final = frozenset({"名詞", "接頭辞", "接尾辞", "補助記号", "記号", "空白"})
_BETWEEN_NOUNS: Final = frozenset("のとや・、")

_COUNTER_LIKES: Final = {
    "箇所": "箇所|か所|カ所|ヶ所|ヵ所|個所|ケ所|基",
    "か国": "か国|カ国|ヶ国|国",
    "人": "人|名|世帯|者|経営体",
    "トン": "t-CO2|t-CO₂|tCO2|トン|ｔ|t",
    "m2": "m2|m²|㎡|平方メートル",
    "ha": "ha|ヘクタール|㌶|km2|km²|㎢|m2|㎡|m²",
    "グラム": "g|グラム|kg|t",
    "キロ": "km|キロ|kg|m",
    "回": "回|件|度|開催",
    "台": "台|両|基",
    "立米": "m3|m³|m ³|㎥|立方メートル|立米|t|トン",
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
_SAME: Final = {
    **dict.fromkeys(("か所", "カ所", "ヶ所", "ヵ所", "個所", "箇所"), "箇所"),
    **dict.fromkeys(("カ国", "ヶ国", "国", "か国"), "か国"),
    **dict.fromkeys(("名", "人"), "人"),
    **dict.fromkeys(("千トン", "万トン", "トン"), "トン"),
    **dict.fromkeys(("ヘクタール", "ha"), "ha"),
    **dict.fromkeys(("g", "グラム"), "グラム"),
    **dict.fromkeys(("立方メートル", "m3", "立米"), "立米"),
    **dict.fromkeys(("km", "キロ", "キロメートル"), "キロ"),
    **dict.fromkeys(("m2", "平米", "平方メートル"), "m2"),
}


def _counted(counter: str) -> re.Pattern[str]:
    like = _COUNTER_LIKES.get(_SAME.get(counter, counter), re.escape(counter))
    scale = r"[十百千万億兆]*"
    words = rf"{_BEGINS}[数{_TENS}]+(?:{like}){_NO_NUMBER}"
    return re.compile(rf"\d[\d,.]*\s?{scale}\s?(?:{like})|{words}", re.IGNORECASE)


def form_of(question: Question) -> re.Pattern[str] | None:
    """Return what an answering text looks like, None where anything may answer."""
    if question.counter == "円" or question.wants == "money":
        return _FORMS["money"]
    if question.counter == "%" or question.wants == "percent":
        return _FORMS["percent"]
    if question.counter and question.wants not in ("date", "who", "why", "where", "meaning"):
        return _counted(question.counter)
    if question.wants == "name":
        return _named(question)
    return _FORMS.get(question.wants or "")


def _named(question: Question) -> re.Pattern[str]:
    """Return what a name looks like of the kind of thing whose name is asked for."""
    if question.language == "en":
        return _FORMS["name"]
    if _COMPANY.search(question.text):
        return _FORMS["company"]
    kind = _KIND_OF_NAME.search(fold_same_length(question.text))
    if not kind:
        return _FORMS["name"]
    own = re.escape(kind.group(1)[-2:])
    letters = "[一-鿿]{3,5}" if re.search("[将者人家師士王主公]$", own) else f"{_LETTER}{{3,}}{own}"
    return re.compile(f"{_QUOTED}|{letters}")


def is_strict(question: Question) -> bool:
    """Whether a text without the wanted form cannot be the answer."""
    return question.wants in STRICT


def is_figure(question: Question) -> bool:
    """Whether a figure is asked for, of whatever kind."""
    return (
        question.asks_kpi
        or bool(question.counter or question.figures)
        or question.wants in FIGURES
        or (bool(question.years) and question.wants is None)
    )


def is_bare(question: Question) -> bool:
    """Whether a question only names something: then a figure is as welcome as a sentence."""
    return question.wants is None and is_of_nouns(question)


def is_of_nouns(question: Question) -> bool:
    """Whether a question is but nouns (給食センターの財源は？): the last is what is asked for."""
    named = _ASKED_OF.sub("", question.topic.strip())
    return question.language != "en" and _is_noun(named)


@lru_cache(maxsize=256)
def _is_noun(text: str) -> bool:
    return all(
        token.pos in _OF_NOUNS or token.surface in _BETWEEN_NOUNS for token in tokenize(text)
    )


def is_now(question: Question) -> bool:
    """Whether it is asked how things are now, not what is aimed at."""
    return not question.asks_kpi and bool(_NOW.search(question.text))


def aims(text: str) -> bool:
    """Whether a text speaks of what is aimed at or planned."""
    return bool(_AIMS.search(fold_same_length(text)))


def found_in(text: str, question: Question) -> Iterator[Span]:
    """Yield where `text` shows what is wanted."""
    form = form_of(question)
    if form is not None:
        for match in form.finditer(fold_same_length(text)):
            if match.group().strip() and not _is_asked(match.group(), question):
                yield Span(*match.span())


def is_said_by_form(term: str, question: Question) -> bool:
    """Whether a term of a question is said by whatever has the form that is wanted."""
    wants = "money" if form_of(question) is _FORMS["money"] else question.wants
    return term in _SAID_BY_FORM.get(wants or "", ())


def is_odd(question: Question, counted: float) -> bool:
    """Whether a KPI row that is `counted` in the unit asked for (1), or not (-1), cannot answer."""
    if question.wants == "money":
        return counted < 0
    if question.wants == "date":
        return not _BY_WHEN.search(question.text)
    return question.wants in NO_FIGURES


def _is_asked(found: str, question: Question) -> bool:
    """Whether a name is the question's own."""
    return question.wants == "name" and letters_of(found).strip("「」『』") in letters_of(
        question.text
    )


def has_columns(text: str) -> bool:
    """Whether a text has figures in columns set apart by blanks."""
    return bool(_COLUMNS.search(fold_same_length(text)))


def in_table(question: Question, table: str, row: str) -> bool:
    """Whether a row of a table shows a figure whose unit stands elsewhere in the table."""
    unit = {"money": "円", "percent": "[%％]"}.get(
        question.wants or "", re.escape(question.counter or "")
    )
    if not unit or not re.search(unit, fold_same_length(table)):
        return False
    units = [cell for cell in cells_of(row) if is_unit(cell)]
    if units and not any(re.search(unit, fold_same_length(own)) for own in units):
        return False
    return bool(_FORMS["number"].search(fold_same_length(row)))


def row_shows(row: KpiRow, figures: Collection[str]) -> bool:
    """Whether a row has one of the figures said, whatever its unit is scaled by."""
    printed = [m.value for m in (row.baseline, *row.targets) if m and m.value]
    said = [number for figure in figures if (number := number_of(figure)) and number != 1]
    scaled = [number.scaleb(power) for number in said for power in (-4, -3, 0, 3, 4)]
    return any(number in scaled for number in printed)


def row_counts_in(row: KpiRow, question: Question) -> float:
    """Return 1 where the row is counted in the unit asked for, -1 where in another, else 0.

    A row that does not say what it is counted in may be counted in any.
    """
    form = form_of(question)
    figures = (_FORMS["money"], _FORMS["percent"])
    if form is None or (form in _FORMS.values() and form not in figures):
        return 0.0
    if form is _FORMS["percent"] and re.search("率|割合", row.indicator):
        return 1.0
    unit = fold_same_length(row.unit or "")
    printed = [fold_same_length(m.text) for m in (row.baseline, *row.targets) if m]
    if not unit and printed and all(map(_BARE.fullmatch, printed)):
        return 0.0
    shown = [text if unit in text else f"{text}{unit}" for text in printed]
    shown.append(f"1{unit}")
    return 1.0 if any(form.search(text) for text in shown) else -1.0
