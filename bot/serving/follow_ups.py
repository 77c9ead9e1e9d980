"""What only points at the question before: 2年後は？, ほかの町では？, どっちが高い？"""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from bot.question import Kind, Question
from bot.reading.parts import fold, has_content, topic_of
from index.headings.markers import number_in
from index.quantities import PERIOD

_LEAD: Final = r"(?:じゃあ?|では|それ|その|そこ)?(?:から|の)?、?"
_END: Final = (
    r"(?:だと|なら|には|では|の(?:目標値?|値|数字))?(?:は|って)?(?:どう(?:なる)?)?[?。\s]*"
)
_NUMBER: Final = r"\d{1,2}|[一二三四五六七八九十]"
_LATER: Final = re.compile(
    rf"{_LEAD}(?:(?P<count>{_NUMBER})年度?(?P<way>後|先|前)|(?P<next>翌|次の)年度?|前の?年度?){_END}"
)
_ELSEWHERE: Final = re.compile(
    r"(?:じゃあ?、?)?(?:ほか|他|よそ)の?(?:町|街|市|村|県|市町村?|自治体|まち|ところ|計画)"
    r"(?:だと|なら|では|でも|には|の場合)?(?:は|って)?(?:どう(?:です(?:か)?|なの)?)?[?。\s]*"
)
_FIGURE: Final = r"(?:(?:目標|現状)値?が)?"
_WHICH: Final = re.compile(
    rf"(?:(?:その|この|それらの?)(?:うち|中)で?は?、?)?{_FIGURE}"
    rf"(?:(?:どっち|どちら|どれ)(?:の(?:方|ほう|町|市))?[がのは]?(?:一番)?|一番|最も){_FIGURE}"
    r"(?:高|低|多|少な|大き|小さ|上|下|良|いい|遅|早)\S{0,8}[?。\s]*"
)
_OWNER: Final = re.compile(
    r"(?:(?:and|so),? )?(?:(?:which|what) (?:department|division|section|office|bureau)"
    r"(?: (?:is|owns|has|does|handles)\b[\w ]{0,30})?"
    r"|who(?:'s| is| are)? (?:in charge|responsible)(?: (?:of|for) (?:it|that|this))?)\W*",
    re.IGNORECASE,
)
_IN_CHARGE: Final = re.compile(
    r"(?:その|この|ここの|それの)?(?:担当|所管)(?:の?[課部局]|部署|部局|者)?(?:は|って|が|、)?"
    r"(?:どこ|どちら|誰|だれ|どなた|何課|どの課|どこの課|どの部署)?(?:です|でしょう|なの|だっけ|でしたっけ)?か?[?。\s]*"
    r"|(?:どこ|どの課|何課|誰|だれ)(?:の[課部局])?が(?:担当|所管|やって|受け持)\S{0,8}[?。\s]*"
    r"|(?:どこの|どの|何)[課部局](?:です|かな|なの|だっけ|でしたっけ)?か?[?。\s]*"
)
_GAP: Final = re.compile(
    rf"{_LEAD}(?:(?:目標|現状|今|いま|{PERIOD.pattern})値?(?:まで|から|との|には?|と|の)?、?)*"
    r"(?:(?:あと|残り)(?:で|は)?(?:何|どれ|どの|いく)\S{0,10}"
    r"|(?:何|どれ|どの|いく)\S{0,6}?(?:足り|不足|増|減|上げ|上が|下げ|下が|伸)\S{0,8}"
    r"|(?:差|開き|伸び|(?:増加|減少|増減|上昇|低下|削減|伸び)[率数量幅分])(?:は|って)?(?:何|どれ|どの|いく)?\S{0,6})[?。\s]*"
)
"""How far it is to the target: the row says both, and the table reckons."""
_AS_TABLE: Final = re.compile(
    r"(?:それ|これ)?(?:を|は)?、?(?:CSV|エクセル|Excel|表(?:形式)?|一覧(?:表)?|リスト)(?:で|に|は|を|にして|化)*"
    r"(?:お願い\S{0,6}|くだ\S{0,4}|下さい|出して|出せ\S{0,6}|見せて|ほしい|欲しい|ちょうだい|して\S{0,6})?[?。\s]*",
    re.IGNORECASE,
)
_ONLY: Final = re.compile(
    r"(?P<part>[^、。?]{1,20}?)(?:だけ|のみ|に絞って|に絞ると|に限って|に限ると|のもの(?:だけ|のみ|は)?)"
    r"(?:で|に|を|お願い\S{0,6}|見せて\S{0,4}|出して\S{0,4}|教えて\S{0,4}|くだ\S{0,4})*[?。\s]*"
)
_JAPANESE: Final = re.compile(r"[ぁ-んァ-ヴー一-鿿]")


_AGAIN: Final = (_WHICH, _OWNER, _IN_CHARGE, _GAP, _AS_TABLE)
"""What asks of the rows before what stands beside them."""
_POINTING: Final = (_LATER, _ELSEWHERE, *_AGAIN)


def follow_up(
    text: str, question: Question, previous: Question, plans: Sequence[str] = ()
) -> Question:
    """Return `question`, or the one before it with what `text` says of that, if it says no more.

    `plans` are all that may be asked: elsewhere is in those that were not asked before.

    >>> asked = Question("R9の作付面積は？", "作付面積", years=(2027,))
    >>> other = Question("", "人口")
    >>> [follow_up(t, other, asked).years for t in ("じゃあ2年後は？", "翌年度は", "前年は？")]
    [(2029,), (2028,), (2026,)]
    >>> follow_up("2年後の人口は？", other, asked).topic
    '人口'
    >>> rows = replace(other, kind=Kind.LIST, topic="熊本の指標")
    >>> follow_up("環境分野だけ", Question("環境分野だけ", "環境分野"), rows).topic
    '環境分野 熊本の指標'
    >>> follow_up("ほかの町では？", other, replace(asked, told=("a",)), ("a", "b")).plans
    ('b',)
    """
    said = fold(text.strip())
    # `in 2030?` has too few letters to tell the language by.
    speech = question.language if _JAPANESE.search(said) else previous.language
    asked = replace(previous, text=text.strip(), language=speech, more=False)
    if later := _LATER.fullmatch(said):
        return replace(asked, years=_moved(previous.years, later))
    if _ELSEWHERE.fullmatch(said):
        before = previous.plans or previous.told
        others = tuple(plan for plan in plans if plan not in before)
        # With no plan of another town, it is a town that publishes none here.
        places = () if others else (text.strip(),)
        return replace(asked, plans=others, told=(), places=places)
    only = _ONLY.fullmatch(said) if previous.kind is Kind.LIST else None
    chosen = (question.years, question.goals, question.sdg_targets, question.labels)
    if only and (any(chosen) or has_content(only["part"])):
        return _narrowed(question, previous, only["part"])
    points = any(pattern.fullmatch(said) for pattern in _AGAIN)
    return asked if points else replace(question, language=speech)


def _narrowed(question: Question, previous: Question, part: str) -> Question:
    """Return the list asked for before, of one part of it: `環境分野だけ`, `2030年のもの`."""
    topic = topic_of(part)
    topic = f"{topic} {previous.topic}" if has_content(topic) else previous.topic
    return replace(
        previous,
        text=question.text,
        topic=topic,
        years=question.years or previous.years,
        goals=question.goals or previous.goals,
        sdg_targets=question.sdg_targets or previous.sdg_targets,
        labels=question.labels or previous.labels,
        plans=question.plans or previous.plans or previous.told,
        language=question.language,
        more=False,
    )


def second_reading(question: Question, previous: Question) -> Question | None:
    """Return what to ask where nothing answers what leans on `previous`, None where nothing else.

    A year that has no figure is let go, and so is the year asked for of what has none.
    `それは何年？` of an indicator asks for its row.

    >>> asked = Question("R9の作付面積は？", "作付面積", years=(2027,))
    >>> again = second_reading(replace(asked, text="2030年は？", years=(2030,)), asked)
    >>> again.years if again else None
    ()
    """
    bare = question.topic == previous.topic
    if question.years and (bare or question.years == previous.years):
        return replace(question, years=())
    if bare and question.wants == "date":
        said = ("text", "wants", "counter", "years")
        return replace(question, **{name: getattr(previous, name) for name in said})
    return None


def points_back(text: str) -> bool:
    """Whether a text is all about the question before it.

    >>> points_back("ほかの町では？"), points_back("そのうち一番多いのは？")
    (True, True)
    >>> [points_back(text) for text in ("担当どこ？", "あと何人足りない？", "何％増？", "人口は？")]
    [True, True, True, False]
    """
    said = fold(text.strip())
    return any(pattern.fullmatch(said) for pattern in _POINTING)


def _moved(years: tuple[int, ...], later: re.Match[str]) -> tuple[int, ...]:
    """Return the year so long after the only one asked for; none where it was none."""
    if len(set(years)) != 1:
        return ()
    by = number_in(later["count"] or "1")
    back = later["way"] == "前" or not (later["count"] or later["next"])
    return (years[0] - by if back else years[0] + by,)
