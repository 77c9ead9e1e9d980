"""What in the plans may answer a question: KPI rows and quotes, each with how probably it does."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, TypeVar

from bot.answering import citing, counted, evidence, said_figures, wanted, weights
from bot.answering.printings import merge
from bot.answering.scope import is_headed
from bot.answering.years import row_years
from bot.question import Kind, Question
from index.domain import KpiRow, Passage, PassageKind, Plan, Span
from index.editions import edition_at, has_dates
from index.matching import Concept, Meter
from index.search import Editions, Needle, PassageMatch, RowMatch, Searcher
from index.windows import sentences, window

Item = TypeVar("Item")

_READ: Final = 8
_QUOTED: Final = 10
_ABOVE: Final = 120
_SURE, _TOLD, _LEADS = 0.9, 0.7, 0.6


@dataclass(frozen=True, slots=True)
class Quote:
    """A passage with what is quoted of it and how probably it answers."""

    match: PassageMatch
    span: Span
    sentence: Span
    features: Mapping[str, float]
    probability: float

    @property
    def holds_rows(self) -> bool:
        """Whether KPI rows were read out of the passage."""
        return self.features["figures"] > 0


@dataclass(frozen=True, slots=True)
class Row:
    """A KPI row, all the places that print it, and how probably it is meant."""

    printings: tuple[KpiRow, ...]
    match: RowMatch
    features: Mapping[str, float]
    probability: float

    @property
    def is_named(self) -> bool:
        """Whether the question names just this indicator, whatever it says about lists."""
        return (
            self.probability > _SURE and self.match.told > _TOLD and self.features["lead"] > _LEADS
        )


def plans_of(question: Question, searcher: Searcher, within: Collection[str] | None) -> list[Plan]:
    """Return the plans that may answer: those named, else all."""
    return [
        plan
        for plan in searcher.snapshot.plans
        if (within is None or plan.plan_id in within)
        and (not question.plans or plan.plan_id in question.plans)
    ]


def editions_of(question: Question, searcher: Searcher, within: Collection[str] | None) -> Editions:
    """Return the editions that the question is about: those in force, or the older ones meant."""
    plans = plans_of(question, searcher, within)
    if not (question.edition or question.as_of) or question.kind is Kind.CHANGE:
        return {(plan.plan_id, plan.in_force) for plan in plans}
    meant = ((plan.plan_id, edition_meant(question, plan)) for plan in plans)
    return {(plan_id, name) for plan_id, name in meant if name}


def edition_meant(question: Question, plan: Plan) -> str | None:
    """Return the edition of a plan that is named or was in force then; None if it has none.

    A plan whose editions bear no dates answers for any day from the one in force.
    """
    names = [edition.revision for edition in plan.editions]
    if question.edition:
        before = names[: names.index(plan.in_force)][-1:]
        named = [question.edition] if question.edition in names else []
        return next(iter(before if question.edition == "previous" else named), None)
    if question.as_of and has_dates(plan):
        then = edition_at(plan, date.fromisoformat(question.as_of))
        return then.revision if then else None
    return plan.in_force


def find_rows(
    question: Question, needle: Needle, searcher: Searcher, editions: Editions
) -> list[Row]:
    """Return the KPI rows that may be meant, the most probable first; none where none is.

    Of rows that are likely those of an edition before the plan's own come last.
    """
    said = _said(needle.row_concepts)
    asked = _asked(said) if question.kind is Kind.FACT else said
    if not (asked or question.figures):
        return []
    matches = searcher.kpi_rows(needle, editions)
    by_row = {match.row.kpi_id: match for match in matches}
    groups = [_dated_first(group, question) for group in merge(m.row for m in matches)]
    best = [by_row[group[0].kpi_id] for group in groups]
    found = []
    for i, (group, match) in enumerate(zip(groups, best, strict=True)):
        rival = max(best[:i] + best[i + 1 :], key=lambda other: other.rough, default=None)
        features = evidence.row_features(
            question, match, needle.row_concepts, rival, title=_title(searcher, match.row)
        )
        probability = weights.probability(weights.ROW_WEIGHTS, features)
        found.append(Row(group, match, features, probability))

    def order(row: Row) -> tuple[bool, float]:
        title, path = _title(searcher, row.match.row), row.match.row.path
        return said_figures.is_of_former_edition(title, path, question), -row.probability

    likely = [row for row in found if row.probability >= weights.ENOUGH]
    others = [row for row in found if row.probability < weights.ENOUGH]
    return sorted(likely, key=order) + sorted(others, key=lambda row: -row.probability)


def _said(concepts: Sequence[Concept]) -> list[Concept]:
    """Return what is more than a number: 来年の目標は？ and 1+1は？ ask about nothing."""
    return [c for c in concepts if not all(term.isdigit() for term in c.ways[0])]


def _asked(concepts: Sequence[Concept]) -> list[Concept]:
    """Return what is asked about, without what only measures it."""
    return [concept for concept in concepts if not counted.is_measure(concept.ways[0])]


def _dated_first(printings: tuple[KpiRow, ...], question: Question) -> tuple[KpiRow, ...]:
    """Put the printings that give figures of the years asked for before the others."""
    asked = set(question.years)
    return tuple(sorted(printings, key=lambda row: not asked & row_years(row)))


def find_quotes(
    question: Question, needle: Needle, searcher: Searcher, editions: Editions
) -> list[Quote]:
    """Return what may be quoted, the most probable answer first; nothing where nothing is asked."""
    own = [concept for concept in needle.passage_concepts if not concept.aside]
    if not (_said(own) or question.plans):
        return []
    near = searcher.passages(needle, editions)
    matches = (*near[:_READ], *_headed(question, near[_READ:]))
    if not _asked(own) and question.kind is Kind.FACT:
        matches = tuple(
            match for match in matches if not searcher.snapshot.holds_rows(match.passage)
        )
    texts = [citing.document_of(searcher, match.passage).text for match in matches]
    parts = [
        [part.slice(text) for part in sentences(text, match.passage.span)]
        for match, text in zip(matches, texts, strict=True)
    ]
    likeness = searcher.sentence_likeness(needle, [part for group in parts for part in group])
    meter = Meter(needle.passage_concepts, searcher.vocabulary)
    quotes = []
    for match, text in zip(matches, texts, strict=True):

        def score(span: Span, text: str = text) -> float:
            sentence = span.slice(text)
            bonus = 0.3 if any(wanted.found_in(sentence, question)) else 0.0
            return meter(sentence) + likeness.get(sentence, 0.0) + bonus

        passage = match.passage
        section = searcher.snapshot.section_span(passage)
        span, best = window(text, passage.span, section, score)
        sentence = best.slice(text)
        features = evidence.passage_features(
            question,
            match,
            needle.passage_concepts,
            evidence.Best(sentence, meter(sentence)),
            span.slice(text),
            title=_title(searcher, passage),
            above=text[max(0, passage.span.start - _ABOVE) : passage.span.start],
            after=_after(text, best, span) if passage.kind is PassageKind.PROSE else "",
            holds_rows=searcher.snapshot.holds_rows(passage, best),
            has_rows=searcher.snapshot.has_rows(passage),
        )
        probability = weights.probability(weights.PASSAGE_WEIGHTS, features)
        quotes.append(Quote(match, span, best, features, probability))
    quotes.sort(key=lambda quote: -quote.probability)
    if question.wants == "meaning":
        quotes = _with_notes(quotes, needle, searcher)
    return apart(quotes)[:_QUOTED]


def _headed(question: Question, matches: Sequence[PassageMatch]) -> list[PassageMatch]:
    """Return the best text of each plan that has a heading for just what is asked of any."""
    headed = [] if question.plans else [m for m in matches if is_headed(question, m.passage.path)]
    return list(first_by_plan(headed, lambda match: match.passage.plan_id).values())


def headed_in_plans(question: Question, quotes: Sequence[Quote]) -> list[Quote]:
    """Return the first of these quotes under a heading for what is asked of each of several plans.

    None where fewer than two plans have one.
    """
    if question.plans or question.wants:
        return []
    headed = [quote for quote in quotes if is_headed(question, quote.match.passage.path)]
    firsts = first_by_plan(headed, lambda quote: quote.match.passage.plan_id)
    return list(firsts.values()) if len(firsts) > 1 else []


def first_by_plan(items: Iterable[Item], plan_of: Callable[[Item], str]) -> dict[str, Item]:
    """Return the first of some items for each plan that they are of, in their order."""
    firsts: dict[str, Item] = {}
    for item in items:
        firsts.setdefault(plan_of(item), item)
    return firsts


def _title(searcher: Searcher, item: Passage | KpiRow) -> str:
    return searcher.snapshot.plan(item.plan_id).title


def _after(text: str, best: Span, shown: Span) -> str:
    """Return the sentence that stands after the best one of what is shown."""
    rest = sentences(text, Span(best.end, shown.end)) if best.end < shown.end else ()
    return rest[0].slice(text) if rest else ""


def _with_notes(quotes: list[Quote], needle: Needle, searcher: Searcher) -> list[Quote]:
    """Put the notes that explain the words asked about before the text that they explain."""
    notes = []
    for quote in quotes:
        text = citing.document_of(searcher, quote.match.passage).text
        for span in citing.notes_on(text, quote.span, needle.passage_concepts):
            notes.append(replace(quote, span=span, sentence=span))
    return [*notes, *quotes]


def apart(quotes: list[Quote]) -> list[Quote]:
    """Leave out what a better quote already shows."""
    kept: list[Quote] = []
    for quote in quotes:
        passage = quote.match.passage
        told = quote.sentence if quote.sentence.start < quote.sentence.end else quote.span
        if not any(
            told in other.span
            for other in kept
            if (other.match.passage.plan_id, other.match.passage.revision)
            == (passage.plan_id, passage.revision)
        ):
            kept.append(quote)
    return kept
