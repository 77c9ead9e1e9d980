"""What a question asks for: plan, years, SDG goal, section, kind, and the words to search by.

Nothing is looked up here; the question is read with tables of words (bot/question_words.py) and
with the names of the plans. Everything in a Question can be written as JSON and read back, so that
a thread can be followed after a restart.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from functools import cache
from itertools import pairwise
from typing import Any, Final

from bot import question_words as words
from bot.plan_names import Mention, find_plans
from index.domain import Plan
from index.normalize import fold_text, hiragana
from index.quantities import PERIOD, fold_same_length, parse_period
from index.tokens import content_terms, tokenize

MOST_CHARACTERS: Final = 1000
_CIRCLED: Final = {chr(0x2460 + i): str(i + 1) for i in range(20)}
_JAPANESE: Final = re.compile(r"[ぁ-んァ-ヴー一-鿿]")
_LATIN: Final = re.compile(r"[A-Za-z]")
_GOAL: Final = re.compile(
    r"(?:ゴール|SDGs?(?:の)?(?:ゴール|目標)?|goals?|SDG)\s*(?:No\.?)?\s*(1[0-7]|[1-9])(?![\d.%]|番)"
    r"|(1[0-7]|[1-9])番(?:目)?の?(?:ゴール|目標)",
    re.IGNORECASE,
)
_TARGET: Final = re.compile(
    r"(?:ターゲット|SDGs?の?|target)\s*(1[0-7]\.[1-9a-f]\d?|[1-9]\.[1-9a-f]\d?)(?!\d*[%件人])",
    re.IGNORECASE,
)
_LABEL: Final = re.compile(
    r"\d+(?:-\d+)+(?:-?[ア-ン])?"
    r"|第\s?[\d一二三四五六七八九十]+\s?[章節編部項]"
    r"|(?:戦略方針|基本目標|基本方針|基本施策|重点戦略|重点施策|重点プロジェクト|施策|政策|方針|戦略|柱)\s?[\dIVⅠ-Ⅻ一二三四五六七八九十]+(?:-\d+)*"
    r"|(?:(?<=^)|(?<=[\sの、「]))[ア-コ](?=の(?:指標|KPI|目標|ところ|プロジェクト|項目))"
)
_QUOTED: Final = re.compile(r"[「『\"“]([^」』\"”]{2,60})[」』\"”]")


class Kind(StrEnum):
    """`VALUE`: one indicator's figures; `LIST`: several indicators; `FACT`: anything the text says."""

    VALUE = "value"
    LIST = "list"
    FACT = "fact"
    CHANGE = "change"


@dataclass(frozen=True, slots=True)
class Question:
    """A question as read.

    `topic` is what to search by, `aside` what was only said around it. `years` are Gregorian.
    `places` are towns and
    prefectures that are no publisher of a plan. `wants` is a key of `question_words.WANTS` and `counter` the unit counted in (`何トン`).
    `edition` names an older edition of the plan, `previous` stands for the one before.
    """

    text: str
    topic: str
    aside: str = ""
    language: str = "ja"
    kind: Kind = Kind.FACT
    plans: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    periods_clash: bool = False
    goals: tuple[int, ...] = ()
    sdg_targets: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    quoted: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    wants: str | None = None
    counter: str | None = None
    asks_kpi: bool = False
    asks_actual: bool = False
    whole_list: bool = False
    edition: str | None = None
    more: bool = False
    cut: bool = False

    def to_json(self) -> dict[str, Any]:
        """Return plain values for `json.dumps`."""
        return asdict(self)

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Question":
        """Read what `to_json` wrote."""
        values: dict[str, Any] = {
            k: tuple(v) if isinstance(v, list) else v for k, v in data.items()
        }
        return cls(**{**values, "kind": Kind(values["kind"])})


def parse(text: str, catalogue: Sequence[Plan], previous: Question | None = None) -> Question:
    """Read a question; where it leans on `previous` it takes over plan and topic."""
    asked = text.strip()
    folded = fold(asked[:MOST_CHARACTERS])
    mentions = find_plans(folded, catalogue)
    rest = _without(folded, mentions)
    main, aside = _clauses(rest)
    years, clash = _years(main)
    wants, counter = _wants(main)
    strong = bool(words.LIST_STRONG.search(main))
    question = Question(
        text=asked,
        topic=_topic(main),
        aside=_topic(aside),
        language=language(asked),
        kind=_kind(main, strong=strong, counted=wants in ("number", "percent")),
        plans=tuple(dict.fromkeys(mention.plan_id for mention in mentions)),
        years=years,
        periods_clash=clash,
        goals=tuple(int(a or b) for a, b in _GOAL.findall(main)),
        sdg_targets=tuple(_TARGET.findall(main)),
        labels=tuple(label.replace(" ", "") for label in _LABEL.findall(main)),
        quoted=tuple(_QUOTED.findall(folded)),
        places=_places(main),
        wants=wants,
        counter=counter,
        asks_kpi=bool(words.KPI_WORDS.search(main) or words.TARGET_WORDS.search(main)),
        asks_actual=bool(words.ACTUAL_WORDS.search(main)),
        whole_list=bool(words.ALL_WORDS.search(main)),
        edition=_edition(main, catalogue),
        more=bool(words.MORE.search(main)),
        cut=len(asked) > MOST_CHARACTERS,
    )
    return _follow(question, previous) if previous else question


def fold(text: str) -> str:
    """Return the text in NFKC with kana spellings of the asking words in their usual writing.

    >>> fold("ｼﾞｵﾂｱｰの もくひょうは？"), fold("①の指標")
    ('ジオツアーの 目標は?', '1の指標')
    """
    for sign, number in _CIRCLED.items():
        text = text.replace(sign, number)
    text = unicodedata.normalize("NFKC", text).replace("‐", "-").replace("−", "-")
    for kana, usual in words.KANA_WORDS.items():
        text = text.replace(kana, usual)
    return text


def language(text: str) -> str:
    """Return `en` for a text in Latin letters, else `ja`.

    >>> language("What is the target?"), language("CO2排出量は？"), language("R6?")
    ('en', 'ja', 'ja')
    """
    latin, japanese = len(_LATIN.findall(text)), len(_JAPANESE.findall(text))
    return "en" if latin > 3 and japanese * 4 < latin else "ja"


def _without(text: str, mentions: Sequence[Mention]) -> str:
    for start, end in sorted({(m.start, m.end) for m in mentions}, reverse=True):
        text = f"{text[:start]} {text[end:]}"
    lead = mentions[0].start == 0 if mentions else False
    return re.sub(r"^\s*(?:では|での|にも|には|の|は|で|が)", "", text.strip()) if lead else text


def _clauses(text: str) -> tuple[str, str]:
    """Part what is asked from what is only said around it: greetings go, occasions step aside."""
    text = words.GREETINGS.sub(" ", text)
    main: list[str] = []
    aside: list[str] = []
    clauses = [clause for clause in words.CLAUSE_END.split(text) if clause.strip(" 、。,.")]
    for clause in clauses:
        occasion = words.OCCASIONS.search(clause) and words.PURPOSES.search(clause)
        memory = words.RECOLLECTIONS.search(clause.strip(" 、。…"))
        outside = (occasion or memory) and not words.ASKING.search(clause)
        (aside if outside else main).append(clause)
    said = "".join(main)
    if not _content(said):
        return text, ""
    return said, "".join(aside)


@cache
def ignored_terms() -> frozenset[str]:
    """Return the terms that say only that something is asked."""
    folded = {hiragana(fold_text(word)) for word in words.STOP_WORDS}
    alone = {terms[0] for word in words.STOP_WORDS if len(terms := content_terms(word)) == 1}
    return frozenset(folded | alone)


def _content(text: str) -> bool:
    """Whether anything is left to search by once the asking words are gone."""
    bare = words.FOLLOW_UP.sub("", _topic(text))
    return any(
        term not in ignored_terms() and not term[0].isdigit() for term in content_terms(bare)
    )


_ASKED: Final = re.compile(
    r"(を|は|って|が|も)?(教えて|おしえて|知りたい|見せて|確認した|お願い)(いただけ|ください|下さい|くれ|ほしい|欲しい|もらえ)?"
    r"(ます|ません|ない)?(か|でしょうか|です|いたします|します|存じます)*"
    r"|ください|下さい|お願い(いた|致)?します|でしょうか|ですか|ますか|でしたっけ|んでしたっけ|だっけ|んだっけ|どうすんの"
    r"|どういう意味|って何|とは何|何です|どんな|どのような|何という|何ていう"
    r"|\b(what|when|where|who|which|how|why)( (is|are|was|were|does|do|did|will|much|many))?( the)?\b"
    r"|\bin which year\b|\bcan you\b|\bcould you\b|\b(tell|show|give) me\b|\bplease\b",
    re.IGNORECASE,
)


def _topic(text: str) -> str:
    """Return a text without its years and without what only asks."""
    for found in reversed(list(PERIOD.finditer(fold_same_length(text.replace("、", " "))))):
        text = f"{text[: found.start()]} {text[found.end() :]}"
    text = _ASKED.sub(" ", text)
    return " ".join(re.sub(r"[？?。！!…🙏〜~]+", " ", text).split())


def _kind(text: str, *, strong: bool, counted: bool) -> Kind:
    if words.CHANGE.search(text):
        return Kind.CHANGE
    if words.KPI_WORDS.search(text):
        return Kind.LIST if strong or words.LIST_WEAK.search(text) else Kind.VALUE
    return Kind.VALUE if counted and words.TARGET_WORDS.search(text) else Kind.FACT


def _years(text: str) -> tuple[tuple[int, ...], bool]:
    """Return the years named, and whether a year and its gloss name different ones.

    >>> _years("2024年(令和5年)の目標"), _years("R6とH30"), _years("5-2-1の指標")
    (((2024, 2023), True), ((2024, 2018), False), ((), False))
    """
    years: list[int] = []
    clash = False
    folded = fold_same_length(text.replace("、", " "))
    before: tuple[int, int] | None = None
    for found in PERIOD.finditer(folded):
        periods = [parse_period(part) for part in re.split(r"[()]", found.group())]
        named = [(period.first, period.last) for period in periods if period]
        if before and folded[: found.start()].endswith("("):
            named.insert(0, before)
        clash = clash or any(a != b for a, b in pairwise(named))
        for year in (year for period in named for year in period):
            if year not in years:
                years.append(year)
        before = named[-1] if named else None
    return tuple(years), clash


def _places(text: str) -> tuple[str, ...]:
    """Return the names of towns and prefectures.

    >>> _places("横浜市の目標"), _places("政令指定都市になった年"), _places("何市町村で")
    (('横浜市',), (), ())
    """
    tokens = tokenize(text)
    return tuple(
        name.surface + suffix.surface
        for name, suffix in pairwise(tokens)
        if suffix.surface in words.PLACE_SUFFIXES
        and name.span.end == suffix.span.start
        and name.pos == "名詞"
        and name.surface not in words.NO_PLACES
    )


def _wants(text: str) -> tuple[str | None, str | None]:
    """Return what is wanted, and the unit asked for."""
    counted = words.COUNTED.search(text)
    counter = (counted.group(1) or counted.group(2)) if counted else None
    counter = re.sub("^[十百千万億兆]+(?=.)", "", counter) if counter else None
    if counter and not re.match("[%年月日円つ]|割", counter):
        return "number", counter
    for name, pattern in words.WANTS:
        if pattern.search(text):
            return name, counter or _noun_counter(text)
    counter = counter or _noun_counter(text)
    return ("number" if counter else None), counter


def _noun_counter(text: str) -> str | None:
    """Return what the last noun asked about is counted in.

    >>> _noun_counter("講座の開催回数の目標"), _noun_counter("面積が広い市の名前")
    ('回', None)
    """
    end = r"(?:\(.{1,8}\))?(?:の?(?:目標値?|現状値?|実績値?|推移|KPI|指標))?(?:[はをも]|って|$|[?？。\s])"
    for pattern, counter in words.COUNT_NOUNS:
        if re.search(rf"(?:{pattern.pattern}){end}", text):
            return counter
    return None


def _edition(text: str, catalogue: Sequence[Plan]) -> str | None:
    """Return the older edition that is asked about, by its name or as `previous`."""
    if words.OLDER.search(text):
        return "previous"
    for plan in catalogue:
        for edition in plan.editions:
            name = unicodedata.normalize("NFKC", edition.revision)
            if edition.revision != plan.in_force and name in text:
                return edition.revision
    return None


def _follow(question: Question, previous: Question) -> Question:
    """Complete an elliptical question from the one before it in the thread."""
    leading = bool(words.FOLLOW_UP.search(fold(question.text).strip()))
    bare = not _content(question.topic)
    plans = question.plans or previous.plans
    if bare:
        kind = question.kind if question.asks_kpi or question.more else previous.kind
        return replace(
            previous,
            text=question.text,
            plans=plans,
            kind=kind,
            wants=question.wants or previous.wants,
            counter=question.counter or previous.counter,
            asks_kpi=question.asks_kpi or previous.asks_kpi,
            years=question.years or (() if question.wants == "date" else previous.years),
            goals=question.goals or previous.goals,
            edition=question.edition or previous.edition,
            more=question.more,
            language=question.language,
        )
    if leading:
        return replace(question, plans=plans, aside=f"{question.aside} {previous.topic}".strip())
    return replace(question, plans=plans) if not question.plans else question
