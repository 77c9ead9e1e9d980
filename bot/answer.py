"""Question to Answer: KPI rows first, then quotes, or that the plans do not say."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from typing import Final

from bot.answering import answer_notices, citing, weights
from bot.answering.changes import changes
from bot.answering.columns import with_column
from bot.answering.finding import (
    Quote,
    Row,
    editions_of,
    find_quotes,
    find_rows,
    headed_in_plans,
    plans_of,
)
from bot.answering.listing import list_rows
from bot.answering.meant import is_borne_out, meant
from bot.answering.owners import is_of_owner
from bot.answering.portions import is_of_section, names_section, quotes_within, section_quotes
from bot.answering.printings import versions
from bot.answering.scope import names_heading
from bot.answering.selection import FAINT, select
from bot.answering.wanted import BEYOND_ROWS
from bot.domain import Answer, Citation, KpiFinding, Near, NearKind, Notice, Revised, Status
from bot.question import Kind, Question, parse
from bot.reading.idle_words import CHANGE_WORDS, HEAD_WORDS
from bot.reading.parts import fold, has_content, ignored_terms
from index.domain import Change, KpiRow, Span
from index.matching import letters_of
from index.search import Editions, Needle, Searcher
from index.tokens import content_terms

_NEAR: Final = 3
_UNLIKE: Final = 0.75
"""The share of a question's nouns that is not said by what is not near it."""
_MARKS: Final = re.compile(r"<[^<>]*>|&\w{2,8};")
_OWNS: Final = re.compile("担当|所管|受け持")


def answer(
    question: Question | str,
    searcher: Searcher,
    *,
    top: int = 3,
    within: Collection[str] | None = None,
    sparing: bool = False,
) -> Answer:
    """Answer from the plans of one snapshot; `within` names the plans that may be used.

    A `sparing` answer leaves out quotes that are much less sure than its first.
    """
    if isinstance(question, str):
        question = parse(question, searcher.snapshot.plans, writing=searcher.writing)
    editions = editions_of(question, searcher, within)
    answered = _not_answered(question, searcher)
    if question.kind is Kind.CHANGE and (changed := _changes(question, searcher, within)):
        revised = tuple(_revised(searcher, changed))
        return replace(answered, status=Status.ANSWERED, changes=changed, revised=revised)
    question = _of_owner(question, searcher, editions)
    needle = searcher.needle(question.topic, question.aside, ignored_terms())
    if is_of_section(question):
        quotes = section_quotes(question, searcher, editions)
        return _of_quotes(question, searcher, editions, answered, quotes, top)
    if described := _of_column(question, searcher, editions, answered):
        return described
    found = find_rows(question, needle, searcher, editions)
    quotes = _quotes(question, needle, searcher, editions, found)
    findings = _findings(question, needle, searcher, editions, found, quotes)
    shown, others = select(question, quotes, top, beside_rows=bool(findings), sparing=sparing)
    if question.kind is Kind.CHANGE and shown and answer_notices.is_doubtful(question, shown[0]):
        shown = []  # What changed is not told by what only sounds like it.
    citations = tuple(_citation(searcher, quote, question) for quote in shown)
    notices = (
        *answer_notices.edition_notices(question, searcher, editions, (*findings, *citations)),
        *answer_notices.comparison_notices(question, plans_of(question, searcher, within)),
        *answer_notices.row_notices(question, findings),
    )
    if not findings and not shown:
        if lines := quotes_within(question, searcher, editions):
            return _of_quotes(question, searcher, editions, answered, lines, top)
        notices = (*notices, *answer_notices.refusal_notices(question, found))
        return replace(answered, near=_near(found, quotes, searcher), notices=notices)
    only_more = question.more and not has_content(fold(question.text))
    if only_more and not (shown and shown[0] is not quotes[0]):
        notices = (*notices, Notice.NOTHING_MORE)
    silent = answer_notices.silent_towns(question, searcher, (*findings, *citations))
    notices = (*notices, *([Notice.TOWN_SILENT] if silent else []))
    return replace(
        answered,
        status=Status.ANSWERED,
        kpi=findings,
        citations=citations,
        alternatives=tuple(_citation(searcher, quote, question) for quote in others),
        notices=(*notices, *_quote_notices(question, findings, shown)),
        silent=silent,
    )


def _not_answered(question: Question, searcher: Searcher) -> Answer:
    return Answer(
        question.text,
        Status.NOT_FOUND,
        searcher.snapshot.snapshot_id,
        language=question.language,
        years=question.years,
    )


def _quotes(
    question: Question, needle: Needle, searcher: Searcher, editions: Editions, found: list[Row]
) -> list[Quote]:
    """Return what may be quoted, without lines of rows that count something else."""
    miscounted = [
        row for row in found[:_NEAR] if row.features["miscounts"] or row.features["off_unit"]
    ]
    return [
        quote
        for quote in find_quotes(question, needle, searcher, editions)
        if not any(_prints(quote, row) for row in miscounted)
    ]


def _changes(
    question: Question, searcher: Searcher, within: Collection[str] | None
) -> tuple[Change, ...]:
    idle = ignored_terms(CHANGE_WORDS)
    needle = searcher.needle(question.topic, question.aside, idle)
    return changes(question, needle, searcher, plans_of(question, searcher, within))


def _revised(searcher: Searcher, changed: Collection[Change]) -> Iterator[Revised]:
    """Yield the plans that changes are of."""
    for plan_id in dict.fromkeys(change.plan_id for change in changed):
        plan = searcher.snapshot.plan(plan_id)
        yield Revised(plan_id, plan.title, plan.publisher)


def _quote_notices(
    question: Question, findings: Collection[KpiFinding], shown: Sequence[Quote]
) -> Iterator[Notice]:
    """Yield what to know of quotes that stand alone, and of rows that do."""
    if findings and not shown and question.wants in BEYOND_ROWS:
        yield Notice.MAY_NOT_SAY
    if not findings and headed_in_plans(question, shown):
        yield Notice.SEVERAL_PLANS
    if not findings and answer_notices.is_doubtful(question, shown[0]):
        yield Notice.MAY_NOT_SAY


def _of_column(
    question: Question, searcher: Searcher, editions: Editions, answered: Answer
) -> Answer | None:
    """Answer with what the table says of an indicator in a column that is asked for."""
    rows, lines = with_column(question, searcher, editions)
    if not lines:
        return None
    kpi = _as_findings(searcher, rows)
    notices = tuple(answer_notices.edition_notices(question, searcher, editions, kpi))
    return replace(answered, status=Status.ANSWERED, kpi=kpi, citations=lines, notices=notices)


def _of_quotes(
    question: Question,
    searcher: Searcher,
    editions: Editions,
    answered: Answer,
    quotes: list[Quote],
    top: int,
) -> Answer:
    """Answer with what stands in a section that is named by its number."""
    start = top if question.more and len(quotes) > top else 0
    shown, others = quotes[start : start + top], [*quotes[:start], *quotes[start + top :]]
    citations = tuple(_citation(searcher, quote, question) for quote in shown)
    notices = [*answer_notices.edition_notices(question, searcher, editions, citations)]
    if question.more and not start:
        notices.append(Notice.NOTHING_MORE)
    if len({citation.plan_id for citation in citations}) > 1:
        notices.append(Notice.SEVERAL_PLANS)
    return replace(
        answered,
        status=Status.ANSWERED if citations else Status.NOT_FOUND,
        citations=citations,
        alternatives=tuple(_citation(searcher, quote, question) for quote in others),
        notices=tuple(notices),
    )


def _of_owner(question: Question, searcher: Searcher, editions: Editions) -> Question:
    """Return a question for what a department answers for as one for the list of that."""
    if question.kind is Kind.LIST or not _OWNS.search(f"{question.topic} {question.text}"):
        return question
    if names_section(question):
        return replace(question, kind=Kind.LIST)
    if question.wants:
        return question
    rows = [r for r in searcher.snapshot.kpi_rows if (r.plan_id, r.revision) in editions]
    return replace(question, kind=Kind.LIST) if is_of_owner(question, rows) else question


def _findings(
    question: Question,
    needle: Needle,
    searcher: Searcher,
    editions: Editions,
    found: list[Row],
    quotes: list[Quote],
) -> tuple[KpiFinding, ...]:
    """Return the KPI rows to show: those of the list asked for, else those most likely meant.

    Where none is sure enough, the one that stands in a quote that is.
    """
    listed = (row for row in searcher.snapshot.kpi_rows if (row.plan_id, row.revision) in editions)
    several = question.kind is Kind.LIST and (
        not (found and found[0].is_named) or names_heading(question, listed)
    )
    chosen = list_rows(question, needle, searcher, editions) if several else []
    chosen = chosen or meant(found, question)
    if not chosen and question.kind is Kind.VALUE:
        chosen = list_rows(question, needle, searcher, editions)
    if not chosen and quotes and quotes[0].probability >= weights.ENOUGH:
        chosen = [row for row in found if row.probability >= FAINT and _prints(quotes[0], row)][:1]
    elif question.kind is Kind.FACT and chosen and quotes:
        chosen = chosen if is_borne_out(chosen[0], quotes[0], searcher) else []
    return _as_findings(searcher, chosen)


def _as_findings(searcher: Searcher, rows: Collection[Row]) -> tuple[KpiFinding, ...]:
    return tuple(
        _finding(searcher, row, printings) for row in rows for printings in versions(row.printings)
    )


def _prints(quote: Quote, row: Row) -> bool:
    """Whether the sentence quoted is where a row is printed."""
    passage = quote.match.passage
    return any(
        (printing.plan_id, printing.revision) == (passage.plan_id, passage.revision)
        and printing.span.start < quote.sentence.end
        and quote.sentence.start < printing.span.end
        for printing in row.printings
    )


def _citation(searcher: Searcher, quote: Quote, question: Question) -> Citation:
    passage = quote.match.passage
    inner = Span(quote.sentence.start - quote.span.start, quote.sentence.end - quote.span.start)
    inner = Span(max(0, inner.start), min(inner.end, quote.span.end - quote.span.start))
    text = quote.span.slice(citing.document_of(searcher, passage).text)
    marks = citing.highlights(text, inner, question) if inner.start < inner.end else ()
    return citing.cite(searcher, passage, quote.span, score=quote.probability, highlights=marks)


def _finding(searcher: Searcher, row: Row, printings: tuple[KpiRow, ...]) -> KpiFinding:
    first = printings[0]
    plan = searcher.snapshot.plan(first.plan_id)
    return KpiFinding(
        row=first,
        plan_title=plan.title,
        publisher=plan.publisher,
        places=tuple(citing.cite(searcher, printing, printing.span) for printing in printings),
        score=round(row.probability, 4),
        disagrees=len(printings) < len(row.printings),
        in_force=first.revision == plan.in_force,
    )


def _near(found: list[Row], quotes: list[Quote], searcher: Searcher) -> tuple[Near, ...]:
    """Return the nearest indicators and headings, each once; none that little leads to.

    Nor an indicator where no row can answer, as who does something; nor the title of a plan, which
    is no part of it.
    """
    titles = {letters_of(plan.title) for plan in searcher.snapshot.plans}
    near = [
        Near(NearKind.INDICATOR, row.printings[0].indicator, row.printings[0].plan_id)
        for row in found[:_NEAR]
        if _is_near(row) and not row.features["odd"]
    ]
    for quote in quotes:
        passage = quote.match.passage
        heading = passage.path[-1] if passage.path else ""
        titled = any(title in letters_of(heading.replace("<br>", "")) for title in titles)
        if heading and not titled and _is_near(quote) and _names_something(heading):
            near.append(Near(NearKind.HEADING, heading, passage.plan_id))
    return tuple(dict.fromkeys(near))[: 2 * _NEAR]


def _is_near(found: Row | Quote) -> bool:
    """Whether what was found says some of what is asked about."""
    return any(found.match.met) and found.features["lost_nouns"] < _UNLIKE


def _names_something(heading: str) -> bool:
    """Whether a heading says what its section is about: 現状と課題 does not."""
    terms = set(content_terms(_MARKS.sub(" ", heading))) - ignored_terms(HEAD_WORDS)
    return any(len(term) > 1 and not term[0].isdigit() for term in terms)
