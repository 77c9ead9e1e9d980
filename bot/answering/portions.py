"""What a section says that a question names by its number alone: 戦略２では何をしますか."""

import re
from collections.abc import Collection, Sequence
from typing import Final

from bot.answering import citing
from bot.answering.finding import Quote, apart
from bot.answering.numbered import numbered
from bot.question import Kind, Question
from bot.reading.labels import without_labels
from bot.reading.parts import fold, has_content, ignored_terms
from index.domain import Passage, PassageKind, Span
from index.matching import Meter
from index.search import Editions, PassageMatch, Searcher
from index.windows import sentences, window

_GENERAL: Final = re.compile(
    "(?:主な|主要な?|具体的な?|おもな)?(?:取り?組み?|施策|事業|内容|概要|中身|ねらい|狙い|目的|方針|方向性?|現状"
    "|課題|背景|図?表|要点|ポイント|基本的な考え方|考え方|説明|書いて|載って|する|します|やる|行う|行い"
    "|おこなう|どんな|どういう|what|about|do|does|contents?)",
    re.IGNORECASE,
)
"""What may be asked of a section and names nothing in it."""
_ASPECTS: Final = (
    (re.compile("課題|現状|背景"), re.compile("課題|現状|背景")),
    (re.compile("取り?組|施策|事業|何を"), re.compile("取り?組|施策|事業")),
    (re.compile("方針|方向|考え方|ねらい|狙い|目的"), re.compile("方針|方向|考え方|ねらい|目的")),
)
"""Of what kind the part asked for is, and what such parts are headed."""
_SURE: Final = 0.9
_ALL: Final = 0.9
"""How far the words asked for are met by a line that has them all."""
_MOST: Final = 10
_HEAD: Final = 12
"""Letters at the beginning of a text that may head it: `具体的な取組` before a table."""


def names_section(question: Question) -> bool:
    """Whether a question names a section by its number, and nothing in it."""
    rest = _GENERAL.sub(" ", without_labels(fold(question.topic)))
    return bool(question.labels) and not has_content(rest)


def is_of_section(question: Question) -> bool:
    """Whether a question asks for what the section says that it names by its number.

    >>> from bot.question import parse
    >>> [is_of_section(parse(text, ())) for text in ("戦略2では何をしますか", "施策3の取組は？")]
    [True, True]
    >>> [is_of_section(parse(text, ())) for text in ("5-1-1の目標", "施策3の待機児童は？")]
    [False, False]
    """
    return question.kind is Kind.FACT and not question.wants and names_section(question)


def section_quotes(question: Question, searcher: Searcher, editions: Editions) -> list[Quote]:
    """Return what the sections of that number say, from their beginnings, plan by plan.

    The part that is asked for comes first, and text before tables, unless a table is.
    """
    headings, under = _under(question, searcher, editions)
    asked = [head for said, head in _ASPECTS if said.search(question.topic)]
    plans = dict.fromkeys(passage.plan_id for passage in under)
    tables = "表" in question.topic
    each = [
        _ordered([p for p in under if p.plan_id == plan], asked, headings, tables=tables)
        for plan in plans
    ]
    turns = [passages[turn] for turn in range(_MOST) for passages in each if turn < len(passages)]
    return apart([_quote(searcher, passage) for passage in turns[:_MOST]])


def quotes_within(question: Question, searcher: Searcher, editions: Editions) -> list[Quote]:
    """Return the lines with all that is asked of the section that a question names by its number.

    表4-2の訪問介護 is the row of that table; what the headings from that number on say counts.
    """
    asks_for_text = question.kind is not Kind.LIST and question.wants in (None, "number")
    if not (question.labels and asks_for_text):
        return []
    needle = searcher.needle(without_labels(fold(question.topic)), "", ignored_terms())
    concepts = [concept for concept in needle.passage_concepts if not concept.aside]
    headings, under = _under(question, searcher, editions)
    meter = Meter(concepts, searcher.vocabulary)
    found = []
    for passage in under if concepts else ():
        text = citing.document_of(searcher, passage).text
        named = [place for place, head in enumerate(passage.path) if head in headings]
        heads = " ".join((*passage.path[named[0] :], *passage.column_heads))
        for part in sentences(text, passage.span):
            said = part.slice(text)
            if meter(said) > 0 and meter(f"{heads} {said}") > _ALL:
                found.append(_quote(searcher, passage, part))
    return apart(found)[:_MOST]


def _under(
    question: Question, searcher: Searcher, editions: Editions
) -> tuple[frozenset[str], list[Passage]]:
    """Return the headings of the number asked for, and the texts below them."""
    passages = [p for p in searcher.snapshot.passages if (p.plan_id, p.revision) in editions]
    headings = numbered(question, {passage.path for passage in passages})
    return headings, [passage for passage in passages if not headings.isdisjoint(passage.path)]


def _ordered(
    under: Sequence[Passage],
    asked: Sequence[re.Pattern[str]],
    headings: Collection[str],
    *,
    tables: bool,
) -> list[Passage]:
    def rank(passage: Passage) -> tuple[bool, bool, int]:
        inner = [head for head in passage.path if head not in headings]
        said = (*inner[-1:], passage.text[:_HEAD])
        named = any(head.search(text) for head in asked for text in said)
        is_table = passage.kind is PassageKind.TABLE
        return not named, is_table is not tables, passage.span.start

    return sorted(under, key=rank)


def _quote(searcher: Searcher, passage: Passage, best: Span | None = None) -> Quote:
    """Return a quote of the passage from its beginning, or around its best line."""
    text = citing.document_of(searcher, passage).text
    section = searcher.snapshot.section_span(passage)
    span, _ = window(text, passage.span, section, lambda part: _order(part, best))
    match = PassageMatch(passage, (), 0.0, 0.0, 0.0)
    features = {"figures": float(searcher.snapshot.holds_rows(passage))}
    return Quote(match, span, best or Span(span.start, span.start), features, _SURE)


def _order(part: Span, best: Span | None) -> float:
    return float(part == best) if best else -float(part.start)
