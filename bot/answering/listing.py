"""The KPI rows that a list question asks for, and those under a heading that any other names."""

import re
from collections.abc import Iterable
from itertools import pairwise
from typing import Final

from bot.answering import rows
from bot.answering.finding import Row
from bot.answering.printings import indicator_key, merge
from bot.answering.scope import quotes_words, scope
from bot.question import Kind, Question
from bot.reading.parts import ignored_terms
from index.domain import KpiRow
from index.matching import Meter
from index.search import Editions, Needle, RowMatch, Searcher
from index.tokens import tokenize

_BY_THEME: Final = 0.9
_TITLED: Final = 0.9
_EITHER: Final = frozenset(("と", "や", "・", "/", "(", ")", "and", "or"))
_COMMAS: Final = frozenset("、,")
_HIRAGANA: Final = re.compile("[ぁ-ゖ]$")
_NOUNS: Final = frozenset(("名詞", "接尾辞"))


def list_rows(
    question: Question, needle: Needle, searcher: Searcher, editions: Editions
) -> list[Row]:
    """Return the rows that a list question asks for; those under a heading for any other.

    Their probability is 1 where they are sure to be all.
    """
    matches = searcher.kpi_rows(needle, editions, None)
    if question.kind is Kind.LIST:
        parts = parts_of(question.topic)
        needles = [searcher.needle(part, "", ignored_terms()) for part in parts]
        themes = [[c for c in n.row_concepts if not c.aside] for n in (needle, *needles)]
        meter = Meter(themes[0], searcher.vocabulary, exact=True)
        plans = map(searcher.snapshot.plan, question.plans if themes[0] else ())
        titled = [plan.plan_id for plan in plans if meter(plan.title) >= _TITLED]
        chosen, sure = rows.select(question, matches, themes, searcher.vocabulary, titled)
    else:
        under = scope(question, (match.row for match in matches))
        chosen, sure = [match for match in matches if under and under(match.row)], True
        named = question.labels or quotes_words(question)
        chosen = chosen if named or _speak_of_all(chosen, needle, searcher) else []
    by_row = {match.row.kpi_id: match for match in matches}
    groups = {_key(group[0]): group for group in merge(match.row for match in matches)}
    return [
        Row(groups[key], by_row[groups[key][0].kpi_id], {}, 1.0 if sure else _BY_THEME)
        for key in dict.fromkeys(_key(match.row) for match in chosen)
    ]


def _speak_of_all(chosen: Iterable[RowMatch], needle: Needle, searcher: Searcher) -> bool:
    """Whether rows or their headings have each thing asked about that the plans speak of.

    Under 削減目標 there may be nothing of 家庭部門, which stands elsewhere.
    """
    said = [" ".join((*match.row.path, match.row.name)) for match in chosen]
    asked = (c for c in needle.passage_concepts if c.known and not (c.aside or c.is_doing))
    meters = (Meter([concept], searcher.vocabulary, exact=True) for concept in asked)
    return all(any(map(meter, said)) for meter in meters)


def _key(row: KpiRow) -> tuple[str, str, str]:
    return row.plan_id, row.revision, indicator_key(row.indicator)


def parts_of(topic: str) -> list[str]:
    """Return the things any of which the indicators to list may be about, if they are several.

    >>> parts_of("避難とか防災の指標"), parts_of("みどりと自然"), parts_of("ふるさと納税の指標")
    (['避難', '防災の指標'], ['みどり', '自然'], [])
    """
    parts, start = [], 0
    for before, token in pairwise(tokenize(topic)):
        listed = token.surface in _COMMAS and not _HIRAGANA.search(before.surface)
        joined = before.pos in _NOUNS or not token.surface.isalpha()
        if listed or (token.surface in _EITHER and joined):
            parts.append(topic[start : token.span.start])
            start = token.span.end + topic.startswith("とか", token.span.start)
    return [*parts, topic[start:]] if parts else []
