"""The nouns as rows of SQLite's tables, and back.

A passage is a row without its text, which is cut out of the document again.
"""

import json
from collections.abc import Callable
from decimal import Decimal
from functools import lru_cache
from typing import Any

from index.domain import (
    Comparator,
    Document,
    Edition,
    KpiRow,
    Measure,
    Passage,
    PassageKind,
    Plan,
    Reading,
    Section,
    Span,
)

Row = tuple[Any, ...]
Paths = dict[str, tuple[str, ...]]
"""The paths read so far, as written."""

_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def _dump(values: object) -> str:
    return _ENCODER.encode(values)


@lru_cache(maxsize=1024)
def _dump_path(path: tuple[str, ...]) -> str:
    """Write a path once for all that stands under it."""
    return _dump(path)


def _tuple(text: str) -> tuple[Any, ...]:
    return tuple(json.loads(text))


def plan_row(plan: Plan) -> Row:
    """Return a plan without its editions."""
    return (
        plan.plan_id,
        plan.title,
        plan.publisher,
        plan.in_force,
        _dump(plan.aliases),
        plan.internal,
        _dump(plan.channels),
    )


def edition_row(plan: Plan, edition: Edition) -> Row:
    """Return an edition behind the id of its plan."""
    return (
        plan.plan_id,
        edition.revision,
        edition.effective_from,
        edition.url,
        _dump(edition.files),
        _dump(edition.sha256),
    )


def to_edition(row: Row) -> Edition:
    """Return an edition; its row begins with the id of its plan."""
    _, revision, since, url, files, sha256 = row
    return Edition(revision, _tuple(files), _tuple(sha256), since, url)


def to_plan(row: Row, editions: tuple[Edition, ...]) -> Plan:
    """Return a plan with these editions."""
    plan_id, title, publisher, in_force, aliases, internal, channels = row
    return Plan(
        plan_id,
        title,
        publisher,
        editions,
        in_force,
        _tuple(aliases),
        bool(internal),
        _tuple(channels),
    )


def document_row(reading: Reading) -> Row:
    """Return a document, and the tables in it that could not be read."""
    document = reading.document
    return (
        document.plan_id,
        document.revision,
        document.title,
        document.publisher,
        document.effective_from,
        document.source,
        document.sha256,
        document.text,
        _dump(document.page_starts),
        _dump(document.file_starts),
        _dump(document.line_numbers),
        _dump([(span.start, span.end) for span in document.recognized]),
        _dump(reading.unread_tables),
    )


def to_document(row: Row) -> tuple[Document, tuple[tuple[int, int], ...]]:
    """Return a document, and the tables in it that could not be read."""
    plan_id, revision, title, publisher, effective_from, source, sha256, text, *lists = row
    page_starts, file_starts, line_numbers, recognized, unread_tables = map(_tuple, lists)
    document = Document(
        plan_id,
        revision,
        title,
        publisher,
        effective_from,
        source,
        sha256,
        text,
        page_starts,
        file_starts=file_starts,
        line_numbers=line_numbers,
        recognized=tuple(Span(start, end) for start, end in recognized),
    )
    return document, tuple((first, last) for first, last in unread_tables)


def section_row(section: Section) -> Row:
    """Return a section without what its document says of it."""
    return (section.section_id, _dump_path(section.path), section.span.start, section.span.end)


def to_section(row: Row, document: Document, paths: Paths) -> Section:
    """Return a section of this document."""
    _, section_id, path, start, end = row
    return Section(
        section_id, document.plan_id, document.revision, _path(path, paths), Span(start, end)
    )


def _path(text: str, known: Paths) -> tuple[str, ...]:
    """Parse a path once for all that stands under it."""
    if text not in known:
        known[text] = _tuple(text)
    return known[text]


def passage_row(passage: Passage) -> Row:
    """Return a passage without its text."""
    return (
        passage.passage_id,
        passage.section_id,
        _dump_path(passage.path),
        passage.span.start,
        passage.span.end,
        *passage.lines,
        passage.page,
        passage.kind.value,
        _dump_path(passage.column_heads),
    )


_KINDS = {kind.value: kind for kind in PassageKind}


def to_passage(row: Row, document: Document, paths: Paths) -> Passage:
    """Return a passage of this document."""
    _, passage_id, section_id, path, start, end, first, last, page, kind, heads = row
    return Passage(
        passage_id,
        section_id,
        document.plan_id,
        document.revision,
        _path(path, paths),
        Span(start, end),
        document.text[start:end],
        _KINDS[kind],
        (first, last),
        page,
        _path(heads, paths),
    )


def kpi_row(row: KpiRow) -> Row:
    """Return a KPI row without what its document says of it."""
    return (
        row.kpi_id,
        row.section_id,
        _dump_path(row.path),
        row.span.start,
        row.span.end,
        *row.lines,
        row.page,
        row.indicator,
        row.unit,
        _dump(row.baseline and _measure_row(row.baseline)),
        _dump([_measure_row(m) for m in row.targets]),
        _dump([_measure_row(m) for m in row.actuals]),
        _dump(row.sdg_targets),
        row.owner,
        _dump(row.doubts),
    )


def to_kpi(row: Row, document: Document, paths: Paths) -> KpiRow:
    """Return a KPI row of this document."""
    _, kpi_id, section_id, path, start, end, first, last, page, *cells = row
    indicator, unit, baseline, targets, actuals, sdg_targets, owner, doubts = cells
    printed = json.loads(baseline)
    return KpiRow(
        kpi_id,
        section_id,
        document.plan_id,
        document.revision,
        _path(path, paths),
        Span(start, end),
        (first, last),
        indicator,
        unit,
        _measure(printed) if printed else None,
        tuple(_measure(m) for m in json.loads(targets)),
        tuple(_measure(m) for m in json.loads(actuals)),
        _tuple(sdg_targets),
        owner,
        _tuple(doubts),
        page,
    )


def _measure_row(measure: Measure) -> Row:
    value = None if measure.value is None else str(measure.value)
    return (measure.text, measure.period, value, measure.comparator.value)


def _measure(row: Row) -> Measure:
    text, period, value, comparator = row
    return Measure(text, period, None if value is None else Decimal(value), Comparator(comparator))


ROWS: dict[str, Callable[[Any], Row]] = {
    "sections": section_row,
    "passages": passage_row,
    "kpi_rows": kpi_row,
}
MAKERS: dict[str, Callable[[Row, Document, Paths], Any]] = {
    "sections": to_section,
    "passages": to_passage,
    "kpi_rows": to_kpi,
}
