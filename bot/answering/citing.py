"""Citations: the only place where quotes are cut, and they are cut out of the documents."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import PurePosixPath
from typing import Final

from bot.answering import wanted
from bot.domain import Citation
from bot.question import Question
from bot.reading.parts import ignored_terms
from bot.shown import unmarked
from index.domain import Document, Edition, KpiRow, Passage, Span
from index.headings.furniture import survey
from index.lines import lines_of
from index.matching import Concept, letters_of
from index.pages import file_number, lines_on, page_of
from index.search import Searcher
from index.tokens import content_terms

_MARKED: Final = re.compile(r"[（(]?([※＊*†][\d０-９]{0,2}|注[\d０-９]{1,2})[)）]?")
_SENTENCE_END: Final = re.compile(r"[。！？!?」』）)|]\s*\Z")
_REST: Final = re.compile(r"[^。！？!?\n]*[。！？!?]?")
_REACH: Final = 4000
_LONGEST: Final = 400
_FEW_ROWS: Final = 2


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
    quote = span.slice(document.text)
    omitted = tuple(_page_breaks(document.text, span))
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
        quote=quote,
        passage_id=item.passage_id if isinstance(item, Passage) else item.kpi_id,
        score=round(score, 4),
        highlights=tuple(_across(quote, mark, omitted) for mark in highlights),
        heads=_heads_above(item, quote),
        omitted=omitted,
        url=edition.url if edition else None,
        in_force=item.revision == plan.in_force,
        file=_file_of(document, edition, span),
    )


def _file_of(document: Document, edition: Edition | None, span: Span) -> str:
    """Return the name of the file that a span stands in, where its edition has several."""
    if edition is None or len(edition.files) < 2:
        return ""
    return PurePosixPath(edition.files[file_number(document, span.start)]).name


def _heads_above(item: Passage | KpiRow, quote: str) -> tuple[str, ...]:
    """Return the heads of the columns of a table of which only the rows below are quoted."""
    heads = item.column_heads if isinstance(item, Passage) else ()
    letters = letters_of(quote)
    unseen = any(letters_of(head) not in letters for head in heads)
    return tuple(head for head in heads if head.strip()) if unseen else ()


def _page_breaks(text: str, span: Span) -> Iterator[Span]:
    """Yield the ranges of `span`, counted from its start, that are furniture of pages.

    With them go the blank lines around: one line break stays, or a blank line behind a sentence.
    """
    quote = span.slice(text)
    inside = [s for s in (_furniture(text) if "\n" in quote else ()) if s in span]
    for furniture in _merged(text, inside):
        start = len(text[span.start : furniture.start].rstrip())
        end = len(quote) - len(text[furniture.end : span.end].lstrip("\n\r\f \t"))
        ended = not start or quote[start - 1] in "。！？!?」』）)：:|"
        if end < len(quote):
            start = min(end, start + (2 if ended else 1))
        if 0 < start < end:
            yield Span(start, end)


def _across(quote: str, mark: Span, omitted: Sequence[Span]) -> Span:
    """Return a mark that the end of a page cuts with the rest of its sentence on the next."""
    for page in omitted:
        cut = mark.start < page.start and page.start - 1 <= mark.end <= page.end
        if cut and not _SENTENCE_END.search(quote, mark.start, mark.end):
            rest = _REST.match(quote, page.end)
            mark = Span(mark.start, rest.end()) if rest else mark
    return mark


@lru_cache(maxsize=32)
def _furniture(text: str) -> tuple[Span, ...]:
    """Return the lines of a plan that belong to its pages: running headers and page numbers."""
    found = survey(text)
    lines = lines_of(text)
    return tuple(lines[i].span for i in sorted(found.lines - found.contents))


def _merged(text: str, spans: Sequence[Span]) -> list[Span]:
    """Return spans with those joined that only blanks part."""
    merged: list[Span] = []
    for span in spans:
        if merged and not text[merged[-1].end : span.start].strip():
            merged[-1] = Span(merged[-1].start, span.end)
        else:
            merged.append(span)
    return merged


def document_of(searcher: Searcher, item: Passage | KpiRow) -> Document:
    """Return the document that an item stands in."""
    return searcher.snapshot.reading(item.plan_id, item.revision).document


def highlights(quote: str, sentence: Span, question: Question) -> tuple[Span, ...]:
    """Return the ranges of a quote to mark: what is wanted in its best sentence, else all of it."""
    sentence = _row_asked(quote, sentence, question)
    best = sentence.slice(quote)
    marks = [
        Span(sentence.start + s.start, sentence.start + s.end)
        for s in wanted.found_in(best, question)
    ]
    if marks and wanted.is_marked_alone(question):
        return _joined(marks)[:4]
    return (sentence,)


def _row_asked(quote: str, sentence: Span, question: Question) -> Span:
    """Return the row of a table set with spaces that says most of what is asked about.

    Such a table has no sentences: all of it is one.
    """
    best = sentence.slice(quote)
    _, rows = unmarked(best)
    if len(rows) < _FEW_ROWS:
        return sentence
    asked = set(content_terms(question.topic)) - ignored_terms()
    lines = [found.span() for found in re.finditer(r"[^\n]*\S", best)]
    said = [len(asked.intersection(content_terms(best[start:end]))) for start, end in lines]
    most = max(said)
    if not most or said.count(most) > 1:
        return sentence
    start, end = lines[said.index(most)]
    start += len(best[start:end]) - len(best[start:end].lstrip())
    return Span(sentence.start + start, sentence.start + end)


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
