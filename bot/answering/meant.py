"""Which of the KPI rows found a question for one indicator means."""

import re
from collections.abc import Sequence
from typing import Final

from bot.answering import weights
from bot.answering.citing import document_of
from bot.answering.finding import Quote, Row, first_by_plan
from bot.question import Question
from index.matching import letters_of
from index.normalize import fold_text
from index.search import Searcher
from index.tokens import content_terms

_ALIKE: Final = 0.1
_MOST_ALIKE: Final = 4
_TELLING: Final = 0.7
"""A quote this sure tells against a row that is less sure than it."""
_SUMMED: Final = re.compile(
    r"\(([^()]*(?:[と・、,及び]|小中|中高)[^()]*)(?:の?(?:合計|計|平均|合算))\)"
)
_ITEMS: Final = re.compile(r"と|・|、|,|及び|(?<=小)(?=中)|(?<=中)(?=高)")
_WHOLE: Final = re.compile("合計|平均|計[はのを?]|合わせ|全体|全部|両方")
_COMPOUND: Final = re.compile("[一-鿿々]{3,}|[ァ-ヶー]{3,}")
_NUMBER: Final = re.compile(r"\d[\d,.]*")
_CLEARLY: Final = 1.0
"""How much better words fit a row that they name than one that shares some of them."""


def meant(found: list[Row], question: Question) -> list[Row]:
    """Return the rows that a question for one indicator means, the most probable first.

    They are several where its words fit all alike: an indicator for men and women, or one that the
    plans of two towns have. Of plans that are named each gives its best. `found` is in that order.
    """
    sure = [row for row in found if row.probability >= weights.ENOUGH]
    single = [row for row in sure if not sums_up(row.printings[0].indicator, question)]
    sure = single or sure
    if question.years and sure and (other := _named_of_another_year(sure[0], found)):
        return [other]
    near = [row for row in sure if sure[0].match.rough - row.match.rough < _ALIKE]
    near = _spelled_first(near, question)
    firsts = first_by_plan(sure, lambda row: row.match.row.plan_id)
    named = [firsts[plan] for plan in question.plans if plan in firsts]
    near = near[:_MOST_ALIKE] + [row for row in named if len(named) > 1 and row not in near]
    return _with_wholes(near, found, question) if question.years else near


def _spelled_first(rows: Sequence[Row], question: Question) -> list[Row]:
    """Put rows first whose names have a whole word of the question that the others lack.

    総排出量 is said by ごみ総排出量, not by 年間排出量.
    """
    asked = set(_COMPOUND.findall(fold_text(question.topic)))

    def lacks(row: Row) -> int:
        name = fold_text(row.printings[0].indicator)
        return sum(len(word) for word in asked if word not in name)

    return sorted(rows, key=lacks)


def sums_up(indicator: str, question: Question) -> bool:
    """Whether a name says in brackets that its figures are of several, of which one is asked for.

    排出量（家庭系と事業系の計） is not what 家庭系 alone puts out.
    """
    name = fold_text(indicator)
    inside = _SUMMED.search(name)
    if not inside or _WHOLE.search(fold_text(question.text)):
        return False
    asked = {letters_of(term) for term in content_terms(question.topic) if len(term) > 1}
    outside = letters_of(name.replace(inside[0], ""))
    own = {term for term in asked if term in letters_of(inside[1]) and term not in outside}
    return bool(own) and len(_ITEMS.split(inside[1])) > len(own)


def is_borne_out(row: Row, quote: Quote, searcher: Searcher) -> bool:
    """Whether a row may stand beside the best quote: as sure as that, or of its figures.

    SDGs認知度 in a sentence is surer than フェアトレード認知度 in a row.
    """
    if quote.probability < _TELLING or row.probability >= min(weights.SURE, quote.probability):
        return True
    document = document_of(searcher, quote.match.passage)
    figures = (measure.text for measure in row.printings[0].measures)
    said = fold_text(quote.span.slice(document.text))
    printed = {number for text in figures for number in _NUMBER.findall(fold_text(text))}
    return not printed.isdisjoint(_NUMBER.findall(said))


def _named_of_another_year(best: Row, found: Sequence[Row]) -> Row | None:
    """Return the row that the words name far better than they do the best, were it not the year."""
    for row in found:
        if row.features["other_year"] and row.match.rough - best.match.rough > _CLEARLY:
            features = {**row.features, "other_year": 0.0}
            if weights.probability(weights.ROW_WEIGHTS, features) >= weights.ENOUGH:
                return row
    return None


def _with_wholes(rows: list[Row], found: Sequence[Row], question: Question) -> list[Row]:
    """Return rows, each after the row of the whole of which its own is an unasked part.

    1月・2月の宿泊者数 has a figure of the year asked for, but 宿泊者数 is what is asked about.
    """
    wholes = [(row, [other for other in found if _is_whole(other, row, question)]) for row in rows]
    every = (each for row, others in wholes for each in (*others[:1], row))
    return list({row.match.row.kpi_id: row for row in every}.values())


def _is_whole(other: Row, row: Row, question: Question) -> bool:
    own, whole = row.match.row, other.match.row
    if (own.plan_id, own.revision) != (whole.plan_id, whole.revision):
        return False
    part, name = letters_of(own.indicator), letters_of(whole.indicator)
    if part == name or not part.endswith(name):
        return False
    said = set(content_terms(question.topic))
    return said.isdisjoint(content_terms(own.indicator[: own.indicator.rfind(whole.indicator)]))
