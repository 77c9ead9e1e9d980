"""Several questions in one message: each is answered by itself, and all are shown as one answer."""

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from typing import Final

from bot.answer import answer
from bot.answering.finding import first_by_plan
from bot.answering.weights import ENOUGH, SURE
from bot.domain import Answer, Citation, KpiFinding, Notice, Status
from bot.question import Kind, Question
from bot.reading.parting import is_thing, owned, parts_of, ways_to_part
from bot.reading.parts import fold, has_content, ignored_terms
from bot.reading.words import ELLIPTIC
from index.matching import letters_of
from index.search import Searcher
from index.tokens import content_terms

Parse = Callable[[str], Question]

_QUOTES: Final = 1
"""Quotes shown beside rows, which answer already, and of each part where there are several."""
_SHORT: Final = 5
_WHOLE_NAME: Final = 0.5
"""Letters of what may be asked of something, and the share of a name that is more than that."""
_TABLE: Final = re.compile(r"[\t|]|\n[^\n]*\n")
_ALSO: Final = re.compile(
    r"も[^もぁ-ん]{0,3}(?:触れ|知りた|教え|おしえ|お願い|併せ|あわせ|含め|くだ|下さ|[。？?\s]*$)"
)
"""What goes on about the part before, where no indicator bears its name."""
_SUBJECT: Final = ("topic", "aside", "plans", "labels", "places", "names", "figures", "counter")
"""What of a question says what it is about."""


def answer_all(
    text: str,
    parse: Parse,
    searcher: Searcher,
    within: Sequence[str] | None = None,
    top: int = 3,
    *,
    sparing: bool = False,
) -> tuple[Question, Answer]:
    """Answer a message; where it asks several things, what is found of each stands in one answer.

    A part that the plans do not answer is told of. What is asked of the last part goes on.
    A `sparing` answer leaves out quotes that are much less sure than its first.
    """
    question = parse(text)
    if question.beside:
        return question, _each_again(question, parse, searcher, within)
    whole = answer(question, searcher, within=within, top=top, sparing=sparing)
    whole = brief(whole, searcher, question.plans)
    parts = _placed([parse(part) for part in parts_of(text)])
    lists = any(part.kind is Kind.LIST for part in parts)
    if question.kind is Kind.CHANGE or (question.kind is Kind.LIST and not lists):
        return question, whole
    if not parts:
        return _both(text, parse, searcher, within, (question, whole))
    given = [_of_part(part, parse, searcher, within) for part in parts]
    for number in range(1, len(parts)):
        pair = parts[number], given[number]
        parts[number], given[number] = _of_first(parts[0], *pair, searcher, within)
    if lists and not all(map(_stands, parts, given)):
        return question, whole
    if whole.kpi and not given[0].kpi:
        given[0] = whole
    answers = list(zip(parts, given, strict=True))
    told = [(part, given) for part, given in answers if _stands(part, given)]
    if not told:
        return question, whole
    left = [part for part, given in answers if not _stands(part, given)]
    left = [part for part in left if has_content(part.topic) and not _ALSO.search(part.text)]
    named = [part.text for part in left if is_thing(part)]
    last, found = told[-1]
    if len(told) > 1:
        last = replace(last, beside=tuple(part.text for part, _ in told[:-1]))
        found = _joined(whole, [given for _, given in told])
    elif whole.status is Status.ANSWERED and last is not parts[0]:
        last, found, named = question, whole, []
    found = _without(found, named) if left else found
    return last, replace(found, question=whole.question)


def _of_part(
    part: Question, parse: Parse, searcher: Searcher, within: Sequence[str] | None
) -> Answer:
    """Answer one of several questions, which may itself ask of several things."""
    found = answer(part, searcher, within=within)
    if part.kind in (Kind.LIST, Kind.CHANGE):
        return found

    def placed(text: str) -> Question:
        return _placed([part, parse(text)])[1]

    both, each = _both(part.text, placed, searcher, within, (part, found))
    return each if both.beside else found


def _of_first(
    first: Question,
    part: Question,
    given: Answer,
    searcher: Searcher,
    within: Sequence[str] | None,
) -> tuple[Question, Answer]:
    """Return a part and its answer, of what the first asks about where it may be of that.

    校舎はいつできる？定員は？ A row that bears the name of the part answers for itself.
    """
    own = letters_of(part.topic).removesuffix("は")
    names = [letters_of(finding.row.indicator) for finding in given.kpi]
    alone = any(own in name and len(own) >= _WHOLE_NAME * len(name) for name in names)
    if alone or len(own) > _SHORT or not ELLIPTIC.fullmatch(fold(part.text)):
        return part, given
    leaning = replace(part, topic=f"{first.topic} {part.topic}")
    found = answer(leaning, searcher, within=within)
    return (leaning, found) if found.status is Status.ANSWERED else (part, given)


def _without(found: Answer, parts: Sequence[str]) -> Answer:
    """Return an answer that says that it leaves out a part of the question, and which if known."""
    notices = (*found.notices, Notice.PART_UNANSWERED)
    return replace(found, notices=notices, unanswered=tuple(parts))


def _each_again(
    question: Question, parse: Parse, searcher: Searcher, within: Sequence[str] | None
) -> Answer:
    """Answer what only points at several questions before it, for each of them."""
    before = [parse(text) for text in question.beside]
    each = [
        *(replace(question, **{name: getattr(q, name) for name in _SUBJECT}) for q in before),
        question,
    ]
    answers = [answer(asked, searcher, within=within) for asked in each]
    found = [given for given in answers if given.status is Status.ANSWERED]
    return _joined(answers[-1], found) if len(found) > 1 else (*found, answers[-1])[0]


def brief(given: Answer, searcher: Searcher, named: Collection[str] = ()) -> Answer:
    """Keep one quote beside rows, if it is as sure as they; the others are candidates.

    The line of a row of which a column is asked for stays, and one quote of each plan that is
    `named` and has no row. A table of rows adds none, and what another town says would pass for
    what is said of the rows, unless it is surer than they.
    """
    if not given.kpi:
        return given
    towns = {finding.publisher for finding in given.kpi}
    sure = max(finding.score for finding in given.kpi)
    told = [c for c in given.citations if c.publisher in towns or c.score > sure]
    own = [c for c in told if c.passage_id in {finding.row.kpi_id for finding in given.kpi}]
    told = [citation for citation in told if not _tabulates(citation, searcher)]
    least = min(SURE, max(sure, ENOUGH))
    kept = own or [citation for citation in told[:_QUOTES] if citation.score >= least]
    rowless = set(named) - {finding.row.plan_id for finding in given.kpi}
    others = (c for c in given.citations if c.plan_id in rowless and c.score >= ENOUGH)
    firsts = first_by_plan(others, lambda citation: citation.plan_id)
    kept += [citation for citation in firsts.values() if citation not in kept]
    rest = [citation for citation in given.citations if citation not in kept]
    return replace(given, citations=tuple(kept), alternatives=(*rest, *given.alternatives))


def _tabulates(citation: Citation, searcher: Searcher) -> bool:
    """Whether a quote is a table or list that KPI rows were read from."""
    span = citation.span
    rows = searcher.snapshot.reading(citation.plan_id, citation.revision).kpi_rows
    holds = any(row.span.start < span.end and span.start < row.span.end for row in rows)
    return holds and bool(_TABLE.search(citation.quote))


def _placed(parts: Sequence[Question]) -> list[Question]:
    """Return the parts, each about the town of the one before where it names none."""
    placed: list[Question] = []
    for part in parts:
        if placed and not (part.plans or part.places):
            part = replace(part, plans=placed[-1].plans, places=placed[-1].places)
        placed.append(part)
    return placed


def _stands(question: Question, given: Answer) -> bool:
    """Whether a part is answered for itself: by a row, or where it says enough to be searched."""
    if given.status is not Status.ANSWERED or given.changes:
        return False
    said = len(set(content_terms(question.topic))) > 1 and not _ALSO.search(question.text)
    return said or any(finding.score >= SURE for finding in given.kpi)


def _both(
    text: str,
    parse: Parse,
    searcher: Searcher,
    within: Sequence[str] | None,
    whole: tuple[Question, Answer],
) -> tuple[Question, Answer]:
    """Return the rows of the indicators that one question names, else what it was given.

    Of three or more things some may be missing where the whole was given nothing; of two, one
    that the row found for the whole says nothing of.
    """
    known = {finding.row.kpi_id for finding in whole[1].kpi}
    ways = list(ways_to_part(text))
    for parts in (*ways, *owned(ways)):
        # 現状と目標 are no two things.
        asked = [_asking(part, whole[0]) for part in map(parse, parts) if has_content(part.topic)]
        given = [answer(part, searcher, within=within) for part in asked]
        sure = [pair for pair in zip(asked, given, strict=True) if _is_sure(pair[1], known)]
        rows = {each.kpi[0].row.kpi_id for _, each in sure}
        shown = [part for part, _ in sure]
        left = [part for part in asked if part not in shown]
        some = len(asked) > 2 and known <= rows
        if 1 < len(rows) == len(sure) and (some or not left):
            beside = tuple(part.text for part in shown[:-1])
            found = _joined(whole[1], [each for _, each in sure])
            found = _without(found, [part.text for part in left]) if left else found
            return replace(shown[-1], beside=beside), found
        alone = shown and rows == known and len(left) == 1 and parts in ways
        if alone and _is_strange(left[0], given, whole[1]):
            # By itself the part says how sure its row is; the whole has words that it lacks.
            found = replace(whole[1], kpi=sure[0][1].kpi, notices=sure[0][1].notices)
            return shown[0], _without(found, [left[0].text])
    return whole


def _asking(part: Question, whole: Question) -> Question:
    """Return a part that asks for a figure as the whole does: AとBの目標 is of A, too."""
    if part.asks_kpi or not whole.asks_kpi or whole.kind is not Kind.VALUE:
        return part
    return replace(part, asks_kpi=True, kind=part.kind if part.wants else Kind.VALUE)


def _is_strange(part: Question, given: Sequence[Answer], whole: Answer) -> bool:
    """Whether nothing answers a part of a question, and the row shown for all says none of it."""
    said = set(content_terms(whole.kpi[0].row.name))
    own = set(content_terms(part.topic)) - ignored_terms()
    missing = any(each.status is Status.NOT_FOUND for each in given)
    return missing and is_thing(part) and bool(own) and not own & said


def _is_sure(given: Answer, known: Collection[str]) -> bool:
    """Whether one row answers, surely or as one of those that the whole question was given."""
    rows = given.kpi
    return len(rows) == 1 and (rows[0].score >= SURE or rows[0].row.kpi_id in known)


def _joined(asked: Answer, answers: Sequence[Answer]) -> Answer:
    """Return one answer that shows what these show, each thing once."""
    rows: dict[str, KpiFinding] = {}
    quotes: dict[str, Citation] = {}
    notices: dict[Notice, None] = {}
    for given in answers:
        rows |= {finding.row.kpi_id: finding for finding in given.kpi}
        shown = () if given.kpi else given.citations[:_QUOTES]
        quotes |= {citation.passage_id: citation for citation in shown}
        notices |= dict.fromkeys(given.notices)
    for each in (Notice.ASKED_NOT_STATED, Notice.TOWN_SILENT):
        if not all(each in given.notices for given in answers):
            notices.pop(each, None)
    silent = [given.silent for given in answers]
    return replace(
        asked,
        status=Status.ANSWERED,
        silent=silent[0] if len(set(silent)) == 1 else (),
        kpi=tuple(rows.values()),
        citations=tuple(quotes.values()),
        near=(),
        notices=tuple(notices),
        alternatives=tuple(c for given in answers for c in given.alternatives),
    )
