"""What a question asks for: plan, years, SDG goal, section, kind, and the words to search by.

Nothing is looked up here; the question is read with tables of words (bot/reading/words.py) and
with the names of the plans. Everything in a Question can be written as JSON and read back, so that
a thread can be followed after a restart.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields, replace
from enum import StrEnum
from typing import Any, Final

from bot.reading import words
from bot.reading.as_of import as_of_in, edition_in
from bot.reading.background import part_background
from bot.reading.labels import (
    as_printed,
    goals_in,
    labels_in,
    sdg_targets_in,
    without_goals,
    without_labels,
)
from bot.reading.parts import (
    MOST_CHARACTERS,
    era_added,
    figures_in,
    fold,
    has_content,
    names_in,
    part_clauses,
    part_counter,
    part_requests,
    part_whole,
    places_in,
    shortened,
    topic_of,
    wanted_in,
    without_rank,
    years_in,
)
from bot.reading.plan_names import WITHIN_PLAN, Mention, find_plans, plans_named
from index.domain import Plan
from index.words.writing import Writing

_JAPANESE: Final = re.compile(r"[ぁ-んァ-ヴー一-鿿]")
# Staff type KPI, SDGs 11 and CO2 as well: these show no language.
_ACRONYMS: Final = re.compile(r"(?:[\W\d]*[A-Za-z]*[A-Z][a-z]?[A-Z][A-Za-z]*)+[\W\d]*")
_LONGEST_ASIDE: Final = 100
_LATIN: Final = re.compile(r"[A-Za-z]")


class Kind(StrEnum):
    """One indicator's figures, several indicators, anything the text says, or what changed."""

    VALUE = "value"
    LIST = "list"
    FACT = "fact"
    CHANGE = "change"


@dataclass(frozen=True, slots=True)
class Question:
    """A question as read.

    `topic` is what to search by, `aside` what was only said around it. `years` are Gregorian.
    `places` are towns and prefectures that publish no plan here, `names` other things that have
    a name.
    `wants` is a key of `wanted_words.WANTS`, `counter` the unit counted in (`何トン`),
    `figures` what is said
    of its figures (`今9校区`). `edition` names an older
    edition, `previous` stands for the one before; `as_of` is the day (2023-04-30) whose edition is
    asked about; `more` asks for further quotes. `told` is the plan whose indicator the answer
    was, if one: `令和7年度は？` is about that one too. `beside` are the other questions of the same
    message that were answered: `その担当は？` is about all of them.
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
    places: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    wants: str | None = None
    counter: str | None = None
    figures: tuple[str, ...] = ()
    asks_kpi: bool = False
    asks_actual: bool = False
    edition: str | None = None
    as_of: str | None = None
    more: bool = False
    cut: bool = False
    told: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Return plain values for `json.dumps`."""
        return asdict(self)

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Question":
        """Read what `to_json` wrote; what an older version wrote besides is passed over."""
        known = {field.name for field in fields(cls)}
        values: dict[str, Any] = {
            k: tuple(v) if isinstance(v, list) else v for k, v in data.items() if k in known
        }
        return cls(**{**values, "kind": Kind(values["kind"])})


def parse(
    text: str,
    catalogue: Sequence[Plan],
    previous: Question | None = None,
    *,
    writing: Writing | None = None,
) -> Question:
    """Read a question; where it leans on `previous` it takes over plan and topic.

    `writing` puts kana and slips into the plans' own words first.
    """
    asked = text.strip()
    folded = as_printed(era_added(words.AS_TABLE.sub("", fold(shortened(asked))))).strip()
    if writing:
        folded = writing.written(folded)
    as_of, folded = as_of_in(folded, catalogue)
    mentions = find_plans(folded, catalogue)
    rest = _without(folded, mentions)
    if mentions:
        within = WITHIN_PLAN.sub(" ", rest)
        rest = within if has_content(within) else rest
    rest, told = part_background(words.OTHER_YEAR.sub(r"\1の", rest))
    main, aside = part_clauses(words.NEGATED.sub(" ", rest))
    wants, counter = wanted_in(main)
    kind = Kind.LIST if _is_of_goal(main, wants) else _kind(main, wants)
    edition, main = edition_in(main, catalogue)
    years, clash = years_in(main)
    first, besides = part_requests(main)
    first, counted = part_counter(first)
    first, of_all = part_whole(first)
    if kind is Kind.LIST:
        first = words.RANKED.sub(" ", words.LISTING.sub(" ", without_labels(first)))
    question = Question(
        text=asked,
        topic=without_rank(topic_of(first)),
        aside=topic_of(f"{besides} {counted} {of_all} {aside} {told}"),
        language=_spoken(fold(asked), folded),
        kind=kind,
        plans=plans_named(mentions),
        years=years,
        periods_clash=clash,
        goals=goals_in(main),
        sdg_targets=sdg_targets_in(main),
        labels=labels_in(main),
        places=places_in(main),
        names=names_in(main),
        wants=wants,
        counter=counter,
        figures=figures_in(main),
        asks_kpi=bool(words.KPI_WORDS.search(main) or words.TARGET_WORDS.search(main)),
        asks_actual=bool(words.ACTUAL_WORDS.search(words.REALLY.sub(" ", main))),
        edition=edition,
        as_of=as_of,
        more=bool(words.MORE.search(main)),
        cut=len(asked) > MOST_CHARACTERS,
    )
    return _follow(question, previous) if previous else _of_whole_plan(question)


def _of_whole_plan(question: Question) -> Question:
    """Ask for the period of a plan where nothing else is: その計画はいつまで？"""
    said = fold(question.text)
    if words.ONLY_PERIOD.fullmatch(question.topic.strip()):
        return replace(question, wants="date", kind=Kind.FACT, asks_kpi=False)
    if not words.WHOLE_PERIOD.search(said) or has_content(question.topic):
        return question
    if question.plans:
        aside = f"{question.aside} {words.PLAN_PERIOD}"
        return replace(question, topic="", aside=aside, edition=None)
    return replace(question, topic=words.PLAN_PERIOD) if words.A_PLAN.search(said) else question


def language(text: str) -> str:
    """Return `en` for a text in Latin letters, else `ja`.

    >>> language("What is the target?"), language("CO2排出量は？"), language("SDGs 11")
    ('en', 'ja', 'ja')
    """
    if _ACRONYMS.fullmatch(text):
        return "ja"
    latin, japanese = len(_LATIN.findall(text)), len(_JAPANESE.findall(text))
    few = len(re.findall(r"[A-Za-z]+", text)) < 3 and re.search(r"[ぁ-ん]", text)
    return "en" if latin > 3 and japanese * 4 < latin and not few else "ja"


def _spoken(asked: str, written: str) -> str:
    """Return the language of a question; Japanese in Latin letters is Japanese.

    >>> _spoken("taikijido no mokuhyo wa?", "待機児童の目標は?"), _spoken("All KPIs?", "All KPIs?")
    ('ja', 'en')
    """
    romaji = asked.isascii() and _JAPANESE.search(written) and not re.search("[A-Za-z]", written)
    return "ja" if romaji else language(asked)


def _without(text: str, mentions: Sequence[Mention]) -> str:
    for start, end in sorted({(m.start, m.end) for m in mentions}, reverse=True):
        text = f"{text[:start]} {text[end:]}"
    lead = mentions[0].start == 0 if mentions else False
    return re.sub(r"^\s*(?:では|での|にも|には|の|は|で|が)", "", text.strip()) if lead else text


def _is_of_goal(text: str, wants: str | None) -> bool:
    """Whether the indicators of an SDG goal are asked for, as `SDGs 11` does alone."""
    if not (goals_in(text) or sdg_targets_in(text)) or wants not in (None, "meaning"):
        return False
    return words.INDICATORS.search(text) is not None or not has_content(without_goals(text))


def _kind(text: str, wants: str | None) -> Kind:
    if words.CHANGE.search(text):
        return Kind.CHANGE
    if wants == "why" or words.OF_INDICATORS.search(text):
        return Kind.FACT
    counted = wants in ("number", "percent")
    if words.KPI_WORDS.search(text):
        several = words.LIST_STRONG.search(text) or words.LIST_WEAK.search(text)
        if several and words.JUDGED.search(text):
            return Kind.FACT
        return Kind.LIST if several else Kind.VALUE
    return Kind.VALUE if counted and words.TARGET_WORDS.search(text) else Kind.FACT


def _still_wanted(question: Question, previous: Question) -> str | None:
    """Return what a question that says no more wants: of another year no date, but the figure."""
    return None if question.years and previous.wants == "date" else previous.wants


def _follow(question: Question, previous: Question) -> Question:
    """Complete an elliptical question from the one before it in the thread."""
    said = fold(question.text).strip()
    if words.WHERE_SAID.fullmatch(said) and not question.plans:
        return replace(previous, text=question.text, language=question.language, more=False)
    elliptic = bool(words.ELLIPTIC.fullmatch(said)) and question.wants is None
    leading = elliptic or bool(words.FOLLOW_UP.search(said))
    # 何年間？ asks how long of what was asked about before.
    bare = not has_content(question.topic) or question.topic.strip() == words.HOW_LONG
    bare = bare and not words.AGE.search(question.topic)
    plans = question.plans or previous.plans
    if bare:
        kind = question.kind if question.asks_kpi or question.more else previous.kind
        return replace(
            previous,
            text=question.text,
            plans=plans or previous.told,
            kind=kind,
            wants=question.wants or _still_wanted(question, previous),
            counter=question.counter or previous.counter,
            asks_kpi=question.asks_kpi or previous.asks_kpi,
            asks_actual=question.asks_actual or (previous.asks_actual and not question.asks_kpi),
            years=question.years or (() if question.wants == "date" else previous.years),
            goals=question.goals or previous.goals,
            sdg_targets=question.sdg_targets or previous.sdg_targets,
            labels=question.labels or previous.labels,
            edition=question.edition or previous.edition,
            as_of=question.as_of or previous.as_of,
            more=question.more,
            language=question.language,
        )
    if elliptic and not question.asks_kpi:
        kept = (
            *("kind", "wants", "counter", "asks_kpi", "asks_actual", "years", "edition", "as_of"),
        )
        question = replace(question, **{name: getattr(previous, name) for name in kept})
    if leading and words.OF_THAT.match(said) and previous.topic:
        return replace(question, plans=plans, topic=f"{previous.topic} {question.topic}")
    if leading:
        # What an elliptic question before leant on stands in its aside: 女性は？ after 男性は？
        beside = elliptic and previous.aside and words.ELLIPTIC.fullmatch(fold(previous.text))
        before = previous.aside if beside else f"{previous.topic} {previous.aside}"
        aside = f"{question.aside} {before}".strip()
        return replace(question, plans=plans, aside=aside[:_LONGEST_ASIDE])
    return replace(question, plans=plans) if not question.plans else question
