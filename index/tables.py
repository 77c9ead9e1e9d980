"""Readings <-> one SQLite file, byte for byte the same for the same readings.

A passage is stored as its place; its text is cut out of the document again.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
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

_SCHEMA = """
CREATE TABLE plans (
    plan_id TEXT PRIMARY KEY, title TEXT, publisher TEXT, in_force TEXT, aliases TEXT,
    internal INTEGER, channels TEXT);
CREATE TABLE editions (
    plan_id TEXT, revision TEXT, effective_from TEXT, url TEXT, files TEXT, sha256 TEXT,
    PRIMARY KEY (plan_id, revision));
CREATE TABLE documents (
    document INTEGER PRIMARY KEY, content_key TEXT, plan_id TEXT, revision TEXT, title TEXT,
    publisher TEXT, effective_from TEXT, source TEXT, sha256 TEXT, text TEXT, page_starts TEXT,
    line_numbers TEXT, unread_tables TEXT, UNIQUE (plan_id, revision));
CREATE TABLE sections (
    document INTEGER, section_id TEXT, path TEXT, span_start INTEGER, span_end INTEGER);
CREATE TABLE passages (
    document INTEGER, passage_id TEXT, section_id TEXT, path TEXT,
    span_start INTEGER, span_end INTEGER, first_line INTEGER, last_line INTEGER, page INTEGER,
    kind TEXT, column_heads TEXT);
CREATE TABLE kpi_rows (
    document INTEGER, kpi_id TEXT, section_id TEXT, path TEXT,
    span_start INTEGER, span_end INTEGER, first_line INTEGER, last_line INTEGER, page INTEGER,
    indicator TEXT, unit TEXT, baseline TEXT, targets TEXT, actuals TEXT, sdg_targets TEXT,
    owner TEXT, doubts TEXT);
"""

Row = tuple[Any, ...]

_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def pack(plans: Iterable[Plan], readings: Iterable[Reading], content_keys: Iterable[str]) -> bytes:
    """Return the SQLite file that holds these plans and readings."""
    with closing(sqlite3.connect(":memory:")) as database:
        database.executescript(_SCHEMA)
        for plan in plans:
            _insert(database, "plans", [_plan_row(plan)])
            _insert(database, "editions", (_edition_row(plan, e) for e in plan.editions))
        for number, (reading, key) in enumerate(zip(readings, content_keys, strict=True)):
            _insert(database, "documents", [(number, key, *_document_row(reading))])
            _insert(database, "sections", ((number, *_section_row(s)) for s in reading.sections))
            _insert(database, "passages", ((number, *_passage_row(p)) for p in reading.passages))
            _insert(database, "kpi_rows", ((number, *_kpi_row(k)) for k in reading.kpi_rows))
        database.commit()
        return database.serialize()


def unpack(data: bytes) -> tuple[tuple[Plan, ...], tuple[Reading, ...], tuple[str, ...]]:
    """Return the plans, readings and content keys that `pack` was given.

    The grids and marked headings of documents, which only the readers need, are not kept.
    """
    with closing(sqlite3.connect(":memory:")) as database:
        database.deserialize(data)
        documents = [(row[1], *_document(row[2:])) for row in _select(database, "documents")]
        paths: dict[str, tuple[str, ...]] = {}
        sections: list[list[Section]] = [[] for _ in documents]
        passages: list[list[Passage]] = [[] for _ in documents]
        kpi_rows: list[list[KpiRow]] = [[] for _ in documents]
        for row in _select(database, "sections"):
            sections[row[0]].append(_section(row, documents[row[0]][1], paths))
        for row in _select(database, "passages"):
            passages[row[0]].append(_passage(row, documents[row[0]][1], paths))
        for row in _select(database, "kpi_rows"):
            kpi_rows[row[0]].append(_kpi(row, documents[row[0]][1], paths))
        readings = tuple(
            Reading(document, tuple(sections[i]), tuple(passages[i]), tuple(kpi_rows[i]), unread)
            for i, (_, document, unread) in enumerate(documents)
        )
        return _plans(database), readings, tuple(key for key, _, _ in documents)


def _insert(database: sqlite3.Connection, table: str, rows: Iterable[Row]) -> None:
    columns = len(database.execute(f"SELECT * FROM {table} LIMIT 0").description)  # noqa: S608
    marks = ",".join("?" * columns)
    database.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)  # noqa: S608


def _select(database: sqlite3.Connection, table: str) -> Iterator[Row]:
    yield from database.execute(f"SELECT * FROM {table} ORDER BY rowid")  # noqa: S608


def _dump(values: object) -> str:
    return _ENCODER.encode(values)


@lru_cache(maxsize=1024)
def _dump_path(path: tuple[str, ...]) -> str:
    """Write a path once for all that stands under it."""
    return _dump(path)


def _tuple(text: str) -> tuple[Any, ...]:
    return tuple(json.loads(text))


def _plan_row(plan: Plan) -> Row:
    return (
        plan.plan_id,
        plan.title,
        plan.publisher,
        plan.in_force,
        _dump(plan.aliases),
        plan.internal,
        _dump(plan.channels),
    )


def _edition_row(plan: Plan, edition: Edition) -> Row:
    return (
        plan.plan_id,
        edition.revision,
        edition.effective_from,
        edition.url,
        _dump(edition.files),
        _dump(edition.sha256),
    )


def _plans(database: sqlite3.Connection) -> tuple[Plan, ...]:
    editions: dict[str, list[Edition]] = {}
    for plan_id, revision, since, url, files, sha256 in _select(database, "editions"):
        edition = Edition(revision, _tuple(files), _tuple(sha256), since, url)
        editions.setdefault(plan_id, []).append(edition)
    return tuple(
        Plan(
            plan_id,
            title,
            publisher,
            tuple(editions.get(plan_id, ())),
            in_force,
            _tuple(aliases),
            bool(internal),
            _tuple(channels),
        )
        for plan_id, title, publisher, in_force, aliases, internal, channels in _select(
            database, "plans"
        )
    )


def _document_row(reading: Reading) -> Row:
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
        _dump(document.line_numbers),
        _dump(reading.unread_tables),
    )


def _document(row: Row) -> tuple[Document, tuple[tuple[int, int], ...]]:
    plan_id, revision, title, publisher, effective_from, source, sha256, text, *lists = row
    page_starts, line_numbers, unread_tables = map(_tuple, lists)
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
        line_numbers=line_numbers,
    )
    return document, tuple((first, last) for first, last in unread_tables)


def _section_row(section: Section) -> Row:
    return (section.section_id, _dump_path(section.path), section.span.start, section.span.end)


def _section(row: Row, document: Document, paths: dict[str, tuple[str, ...]]) -> Section:
    _, section_id, path, start, end = row
    return Section(
        section_id, document.plan_id, document.revision, _path(path, paths), Span(start, end)
    )


def _path(text: str, known: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Parse a path once for all that stands under it."""
    if text not in known:
        known[text] = _tuple(text)
    return known[text]


def _passage_row(passage: Passage) -> Row:
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


def _passage(row: Row, document: Document, paths: dict[str, tuple[str, ...]]) -> Passage:
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


def _kpi_row(row: KpiRow) -> Row:
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


def _kpi(row: Row, document: Document, paths: dict[str, tuple[str, ...]]) -> KpiRow:
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
