"""What a text must show to answer: dates, amounts, figures with their counter, names."""

import re
from collections.abc import Collection, Iterator
from functools import lru_cache
from typing import Final

from bot.answering.forms import ANY_FIGURE, FORMS, form_of, is_name_of_another
from bot.question import Question
from bot.reading.wanted_words import OF_FIGURES
from bot.reading.words import REACHED_WHEN
from index.domain import KpiRow, Span
from index.lines import cells_of
from index.matching import letters_of
from index.quantities import PERIOD, fold_same_length, is_unit, number_of
from index.tokens import tokenize

MARKED_ALONE: Final = frozenset(
    {"percent", "money", "date", "weekday", "phone", "address", "time", "person", "name", "number"}
)
"""What is short enough to be marked by itself in the sentence that answers."""
BEYOND_ROWS: Final = frozenset(
    {"phone", "address", "time", "weekday", "person", "name", "why", "where"}
)
"""No KPI row says anything of these."""
NO_FIGURES: Final = BEYOND_ROWS | {"who", "meaning", "several", "breakdown", "course"}
"""A KPI row does not answer these."""

_KINDS: Final = {
    **dict.fromkeys(("percent", "number", "course"), "figure"),
    **dict.fromkeys(("phone", "address", "time", "weekday"), "contact"),
    **{kind: kind for kind in ("money", "date", "name", "person", "who", "where", "why")},
    **dict.fromkeys(("several", "breakdown"), "several"),
}
"""What a text may show or fail to show, and what counts alike in it."""

_BARE: Final = re.compile(r"[\d,.△▲-]+")
_COLUMNS: Final = re.compile(r"\d(?:\s{2,}|\t)[\d,.△-]+(?:\s|$)")
_BY_WHEN: Final = re.compile(
    r"目標|いつまで|何年度?まで|いつの(?:時点|数|値|実績)|何年度?(?:時点|の(?:数|値|実績))|KPI|指標"
    rf"|{REACHED_WHEN}"
    r"|\btarget|\bgoal|\bby (when|what|which)\b",
    re.IGNORECASE,
)
_SAID_BY_FORM: Final = {
    "money": frozenset({"料", "料金", "代", "代金", "値段", "価格", "家賃", "運賃"}),
    "date": frozenset({"日程", "時期", "期日", "期限"}),
    "name": frozenset({"名", "名前", "名称", "愛称"}),
    "phone": frozenset({"電話", "番号", "連絡"}),
    "time": frozenset({"時間", "時刻"}),
    "weekday": frozenset({"曜日"}),
    "course": frozenset({"推移", "変遷", "変化", "移り変わり"}),
}
"""What a question says for the form that is wanted: a text with `5,500円` need not say 料金."""

_NAMING: Final = frozenset({"name", "where", "who"})
_OWN: Final = 4
"""How many letters at its end make a place or a body the question's own."""
_NO_COUNT: Final = re.compile(
    rf"{PERIOD.pattern}|\d+\s?[^\s\d、。]{{0,2}}目(?![標的])|第\s?\d+(?![\d回版次期])|\d{{1,2}}\s?月(?:\s?\d{{1,2}}\s?日)?|\d{{1,2}}\s?日(?![間程以])"
)
"""Figures that count nothing: those of a day, of what stands in an order."""
_NUMBERED: Final = re.compile(
    r"(?:図表?|表|写真|資料|政策|施策|戦略|方針|目標|[章節])\s?\d+(?=[ \u3000])"
)
"""The number of a heading or a picture: 図４　人口 counts no 人."""

_AIMS: Final = re.compile(
    r"目標|目指|めざ|まで|以上|以下|未満|予定|見込|増や|減ら|引き?上げ|引き?下げ|達成|→|将来|推計"
    r"|とする|とします|します|ゼロ|維持|target|\baim",
    re.IGNORECASE,
)
_NOW: Final = re.compile(
    r"今|(?<!て)いま(?!す|し|せ)|現在|\b(current|currently|now)\b", re.IGNORECASE
)

_ASKED_OF: Final = re.compile(
    r"(?:は|って|について)?\s*(?:だった|でした|です|なの|なん|ある|あります|いる|います|いた|の|か)*[?？。!！\s]*$"
)
_THERE_IS: Final = re.compile(
    r"[一-鿿ァ-ヶー](?<![人方者])(?:は|が|って|も|とか)?、?"
    r"(?:あ(?:る|り(?:ます|ません)|った)|い(?:る|ます)|出(?:る|ます)|付く|つく|必要|要る|いります|込み|もらえる|もらえます)"
    r"(?:の|ん|か|です|でしょう)*[?!。\s]*$"
)
_ROLE: Final = re.compile(r"(?:長|代表|リーダー|責任者)(?:は|って|が)?、?(?:誰|だれ|どなた)")
_OF_NOUNS: Final = frozenset({"名詞", "接頭辞", "接尾辞", "補助記号", "記号", "空白"})
_BETWEEN_NOUNS: Final = frozenset("のとや・、")


def is_marked_alone(question: Question) -> bool:
    """Whether what has the wanted form is marked, not the whole sentence."""
    return question.wants in MARKED_ALONE


def kind_of(question: Question) -> str | None:
    """Return what kind of thing is wanted, None where any sentence may say it."""
    return _KINDS.get(question.wants or "")


def where_shown(
    question: Question, said: str, *, shown: bool, near: bool, whole: bool
) -> dict[str, float]:
    """Return whether what is wanted stands but elsewhere in the quote, or nowhere in it.

    Where all nouns are said (`whole`), the sentence after theirs may well say it.
    """
    kind = kind_of(question)
    if not kind:
        return {}
    far = near and not shown
    counts = kind == "figure" and bool(ANY_FIGURE.search(_without_dates(fold_same_length(said))))
    return {
        f"far_{kind}": float(far and not whole),
        "beside": float(far and whole),
        f"no_{kind}": float(not near and not counts),
        "uncounted": float(not near and counts),
    }


def is_figure(question: Question) -> bool:
    """Whether a figure is asked for, of whatever kind."""
    return (
        question.asks_kpi
        or bool(question.counter or question.figures)
        or question.wants in OF_FIGURES
        or (bool(question.years) and question.wants is None)
    )


def is_bare(question: Question) -> bool:
    """Whether a question only names something: then a figure is as welcome as a sentence."""
    return question.wants is None and is_of_nouns(question)


def is_of_nouns(question: Question) -> bool:
    """Whether a question is but nouns (給食センターの財源は？): the last is what is asked for."""
    named = _ASKED_OF.sub("", question.topic.strip())
    return question.language != "en" and _is_noun(named)


def is_of_being(question: Question) -> bool:
    """Whether it is asked if there is something, or who it is: 罰則はある？, 委員長は誰？"""
    text = fold_same_length(question.text)
    return bool(_THERE_IS.search(text) or _ROLE.search(text))


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
        folded = _NUMBERED.sub(lambda found: " " * len(found.group()), fold_same_length(text))
        for match in form.finditer(_without_dates(folded) if form is FORMS["number"] else folded):
            if not match.group().strip() or is_name_of_another(match, question):
                continue
            if not (_is_asked(match.group(), question) or _is_told(match.group(), question)):
                yield Span(*match.span())


def _without_dates(text: str) -> str:
    """Return a text of the same length with no figures but those that count something."""
    return _NO_COUNT.sub(lambda found: " " * len(found.group()), text)


def is_said_by_form(term: str, question: Question) -> bool:
    """Whether a term of a question is said by whatever has the form that is wanted."""
    wants = "money" if form_of(question) is FORMS["money"] else question.wants
    return term in _SAID_BY_FORM.get(wants or "", ())


def is_odd(question: Question, counted: float) -> bool:
    """Whether a KPI row that is `counted` in the unit asked for (1), or not (-1), cannot answer."""
    if question.wants == "money":
        return counted < 0
    if question.wants == "date":
        return not _BY_WHEN.search(question.text)
    return question.wants in NO_FIGURES


def _is_asked(found: str, question: Question) -> bool:
    """Whether a name is the question's own: who asks where the 給食センター is knows of it."""
    if question.wants not in _NAMING:
        return False
    letters, asked = letters_of(found).strip("「」『』"), letters_of(question.text)
    known = question.wants != "name" and len(letters) > _OWN and letters[-_OWN:] in asked
    return known or letters in asked or (len(letters) > _OWN and letters[:-1] in asked)


def _is_told(found: str, question: Question) -> bool:
    """Whether a figure is the question's own: 宣誓した19組のうち夫婦は何組？"""
    if question.wants not in OF_FIGURES or not question.figures:
        return False
    return number_of(found) in {number_of(figure) for figure in question.figures}


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
    return bool(FORMS["number"].search(fold_same_length(row)))


def row_shows(row: KpiRow, figures: Collection[str]) -> bool:
    """Whether a row has one of the figures said, whatever its unit is scaled by."""
    printed = [m.value for m in row.measures if m.value]
    said = [number for figure in figures if (number := number_of(figure)) and number != 1]
    scaled = [number.scaleb(power) for number in said for power in (-4, -3, 0, 3, 4)]
    return any(number in scaled for number in printed)


def row_counts_in(row: KpiRow, question: Question) -> float:
    """Return 1 where the row is counted in the unit asked for, -1 where in another, else 0.

    A row that does not say what it is counted in may be counted in any.
    """
    form = form_of(question)
    figures = (FORMS["money"], FORMS["percent"])
    if form is None or (form in FORMS.values() and form not in figures):
        return 0.0
    if form is FORMS["percent"] and re.search("率|割合", row.indicator):
        return 1.0
    unit = fold_same_length(row.unit or "")
    printed = [fold_same_length(m.text) for m in row.measures]
    if not unit and printed and all(map(_BARE.fullmatch, printed)):
        return 0.0
    shown = [text if unit in text else f"{text}{unit}" for text in printed]
    shown.append(f"1{unit}")
    return 1.0 if any(form.search(text) for text in shown) else -1.0
