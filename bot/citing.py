"""Citations: the only place where quotes are cut, and they are cut out of the documents."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from bot import wanted
from bot.domain import Citation
from bot.question import Question
from index.domain import Document, KpiRow, Passage, Span
from index.matching import Concept, letters_of
from index.pages import lines_on, page_of
from index.search import Searcher

_MARKED: Final = re.compile(r"[（(]?([※＊*†][\d０-９]{0,2}|注[\d０-９]{1,2})[)）]?")
_REACH: Final = 4000
_LONGEST: Final = 400


def cite(
    searcher: Searcher,
    item: Passage | KpiRow,
    span: Span,
    *,
    score: float = 0.0,
    highlights: tuple[Span, ...] = (),
) -> Citation:
    """Cut `span` out of the edition that `item` stands in, and say where that is."""
    document = document_of(searcher, item)
    plan = searcher.snapshot.plan(item.plan_id)
    edition = next((e for e in plan.editions if e.revision == item.revision), None)
    return Citation(
        plan_id=item.plan_id,
        plan_title=plan.title,
        publisher=plan.publisher,
        revision=item.revision,
        path=item.path,
        span=span,
        lines=lines_on(document, span),
        page=page_of(document, span.start),
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


def highlights(quote: str, sentence: Span, question: Question) -> tuple[Span, ...]:
    """Return the ranges of a quote to mark: what is wanted in its best sentence, else all of it."""
    best = sentence.slice(quote)
    marks = [
        Span(sentence.start + s.start, sentence.start + s.end)
        for s in wanted.found_in(best, question)
    ]
    if marks and wanted.is_marked_alone(question):
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


def notes_on(text: str, sentence: Span, concepts: Sequence[Concept]) -> Iterator[Span]:
    """Yield the notes to the words of `sentence` that spell a concept out and carry a mark."""
    spelled = {"".join(way) for concept in concepts for way in concept.ways}
    words = tuple(word for word in spelled if len(word) > 1)
    for mark in _MARKED.finditer(text, sentence.start, sentence.end):
        before = letters_of(text[max(sentence.start, mark.start() - 30) : mark.start()])
        if not any(before.rstrip("」』)").endswith(word) for word in words):
            continue
        note = re.compile(
            rf"^[ \t\u3000]*[（(]?{re.escape(mark.group(1))}(?!\d)[^\n]*", re.MULTILINE
        )
        found = note.search(text, sentence.end, sentence.end + _REACH)
        if found:
            start = found.end() - len(found.group().lstrip())
            yield Span(start, min(found.end(), start + _LONGEST))
