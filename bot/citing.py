"""Citations: the only place where quotes are cut, and they are cut out of the documents."""

from collections.abc import Sequence
from functools import lru_cache

from bot import wanted
from bot.question import Question
from index.domain import Citation, Document, KpiRow, Passage, Plan, Span
from index.matching import Concept, Vocabulary
from index.search import Searcher
from index.tokens import content_terms
from index.windows import lines_of, page_of


def plan_of(searcher: Searcher, plan_id: str) -> Plan:
    """Return the plan of this id."""
    return next(plan for plan in searcher.snapshot.plans if plan.plan_id == plan_id)


def cite(
    searcher: Searcher,
    item: Passage | KpiRow,
    span: Span,
    *,
    score: float = 0.0,
    highlights: tuple[Span, ...] = (),
) -> Citation:
    """Cut `span` out of the edition that `item` stands in, and say where that is."""
    document = searcher.snapshot.reading(item.plan_id, item.revision).document
    plan = plan_of(searcher, item.plan_id)
    edition = next((e for e in plan.editions if e.revision == item.revision), None)
    return Citation(
        plan_id=item.plan_id,
        plan_title=plan.title,
        publisher=plan.publisher,
        revision=item.revision,
        path=item.path,
        span=span,
        lines=lines_of(document, span),
        page=page_of(document, span),
        quote=span.slice(document.text),
        passage_id=item.passage_id if isinstance(item, Passage) else item.kpi_id,
        score=round(score, 4),
        highlights=highlights,
        url=edition.url if edition else None,
        in_force=item.revision == plan.in_force,
    )


def document_of(searcher: Searcher, item: Passage | KpiRow) -> Document:
    """Return the document that an item stands in."""
    return searcher.snapshot.reading(item.plan_id, item.revision).document


def section_span(searcher: Searcher, passage: Passage) -> Span:
    """Return the span of the passage's section, the passage's own if that is not known."""
    reading = searcher.snapshot.reading(passage.plan_id, passage.revision)
    spans = _section_spans(reading.sections)
    return spans.get(passage.section_id, passage.span)


@lru_cache(maxsize=64)
def _section_spans(sections: tuple[object, ...]) -> dict[str, Span]:
    return {s.section_id: s.span for s in sections}  # type: ignore[attr-defined]


@lru_cache(maxsize=1 << 14)
def sentence_terms(text: str) -> frozenset[str]:
    """Return the terms of a sentence."""
    return frozenset(content_terms(text))


def meets(text: str, concepts: Sequence[Concept], vocabulary: Vocabulary) -> float:
    """Return how far a sentence meets the concepts, from 0 to 1, the telling ones first."""
    terms = sentence_terms(text)
    total = sum(concept.weight for concept in concepts)
    if not total:
        return 0.0
    met = 0.0
    for concept in concepts:
        met += concept.weight * max(_way(way, terms, vocabulary) for way in concept.ways)
    return met / total


def _way(way: tuple[str, ...], terms: frozenset[str], vocabulary: Vocabulary) -> float:
    scores = [
        max((score for other, score in vocabulary.near(term) if other in terms), default=0.0)
        for term in way
    ]
    return sum(scores) / len(scores)


def highlights(
    quote: str, sentence: Span, question: Question, concepts: Sequence[Concept]
) -> tuple[Span, ...]:
    """Return the ranges of a quote to mark: what is wanted in its best sentence, else its words."""
    best = sentence.slice(quote)
    marks = [
        Span(sentence.start + s.start, sentence.start + s.end)
        for s in wanted.found_in(best, question)
    ]
    if marks and wanted.is_strict(question):
        return _joined(marks)[:4]
    return (sentence,)


def _joined(marks: Sequence[Span]) -> tuple[Span, ...]:
    joined: list[Span] = []
    for mark in sorted(marks):
        if joined and mark.start <= joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, mark.end))
        else:
            joined.append(mark)
    return tuple(joined)
