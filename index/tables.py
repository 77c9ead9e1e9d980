"""Readings <-> one SQLite file, byte for byte the same for the same readings.

What stands below a document is unpacked when it is first asked for, and copied unseen from file to
file where only its place changes.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from typing import Any

from index.domain import Document, Edition, Plan, Reading
from index.records import (
    MAKERS,
    ROWS,
    Paths,
    Row,
    document_row,
    edition_row,
    plan_row,
    to_document,
    to_edition,
    to_plan,
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
    file_starts TEXT, line_numbers TEXT, recognized TEXT, unread_tables TEXT,
    UNIQUE (plan_id, revision));
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


_BELOW = ("sections", "passages", "kpi_rows")


@dataclass(frozen=True, slots=True, eq=False)
class _File:
    """An open SQLite file, and the paths met in it so far."""

    database: sqlite3.Connection
    paths: Paths = field(default_factory=dict)

    def places(self, table: str) -> dict[int, range]:
        """Return the rows of each document in a table: they stand together."""
        found = self.database.execute(
            f"SELECT document, MIN(rowid), MAX(rowid) FROM {table} GROUP BY document"  # noqa: S608
        )
        return {document: range(first, last + 1) for document, first, last in found}

    def rows(self, table: str, place: range) -> Iterator[Row]:
        """Yield the rows at a place of a table."""
        return _select(self.database, table, place)


@dataclass(frozen=True, slots=True, eq=False)
class _Sheet:
    """Rows of one document and one table, written beforehand, without the document's number."""

    written: list[Row]
    paths: Paths = field(default_factory=dict)

    def rows(self, table: str, place: range) -> Iterator[Row]:
        """Yield the rows as a file does."""
        return ((None, *row) for row in self.written)


class Stored(Sequence[Any]):
    """What stands below a document in one table; safe to share between threads."""

    def __init__(
        self, source: _File | _Sheet, table: str, place: range, document: Document
    ) -> None:
        self.source: _File | _Sheet | None = source
        self.place = place
        self._table = table
        self._document = document
        self._items: tuple[Any, ...] = ()

    def __len__(self) -> int:
        return len(self.place)

    def __getitem__(self, at: Any) -> Any:  # noqa: ANN401 (an item, or a tuple for a slice)
        return self._unpacked()[at]

    def __iter__(self) -> Iterator[Any]:
        return iter(self._unpacked())

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and self._unpacked() == tuple(other)

    def __hash__(self) -> int:
        return hash(self._unpacked())

    def _unpacked(self) -> tuple[Any, ...]:
        source = self.source
        if source is not None:
            rows = source.rows(self._table, self.place)
            make = MAKERS[self._table]
            self._items = tuple(make(row, self._document, source.paths) for row in rows)
            self.source = None
        return self._items


def pack(plans: Iterable[Plan], readings: Iterable[Reading], content_keys: Iterable[str]) -> bytes:
    """Return the SQLite file that holds these plans and readings."""
    with closing(sqlite3.connect(":memory:")) as database:
        database.executescript(f"{_SCHEMA} ATTACH ':memory:' AS old;")
        old: _File | None = None
        for plan in plans:
            _insert(database, "plans", [plan_row(plan)])
            _insert(database, "editions", (edition_row(plan, e) for e in plan.editions))
        for number, (reading, key) in enumerate(zip(readings, content_keys, strict=True)):
            _insert(database, "documents", [(number, key, *document_row(reading))])
            for table in _BELOW:
                items = getattr(reading, table)
                source = items.source if isinstance(items, Stored) else None
                if isinstance(source, _File) and old is None:
                    old = source
                    database.commit()
                    database.deserialize(old.database.serialize(), name="old")
                if source and source is old:
                    _copy(database, table, items.place, number)
                else:
                    sheet = source if isinstance(source, _Sheet) else None
                    rows = sheet.written if sheet else map(ROWS[table], items)
                    _insert(database, table, ((number, *row) for row in rows))
        database.commit()
        return database.serialize()


def written(reading: Reading) -> Reading:
    """Return a reading with its sections and passages as rows, which take half as long to send."""

    def rows_of(table: str, items: Sequence[Any]) -> Stored:
        sheet = _Sheet([ROWS[table](item) for item in items])
        return Stored(sheet, table, range(len(items)), reading.document)

    return replace(
        reading,
        sections=rows_of("sections", reading.sections),
        passages=rows_of("passages", reading.passages),
    )


def unpack(data: bytes) -> tuple[tuple[Plan, ...], tuple[Reading, ...], tuple[str, ...]]:
    """Return the plans, readings and content keys that `pack` was given.

    The grids and marked headings of documents, which only the readers need, are not kept.
    """
    file = _File(sqlite3.connect(":memory:", check_same_thread=False))
    file.database.deserialize(data)
    places = {table: file.places(table) for table in _BELOW}
    readings, keys = [], []
    for number, key, *row in _select(file.database, "documents"):
        document, unread = to_document(tuple(row))
        sections, passages, kpi_rows = (
            Stored(file, table, places[table].get(number, range(0)), document) for table in _BELOW
        )
        readings.append(Reading(document, sections, passages, kpi_rows, unread))
        keys.append(key)
    return _plans(file.database), tuple(readings), tuple(keys)


def _insert(database: sqlite3.Connection, table: str, rows: Iterable[Row]) -> None:
    columns = len(database.execute(f"SELECT * FROM {table} LIMIT 0").description)  # noqa: S608
    marks = ",".join("?" * columns)
    database.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)  # noqa: S608


def _copy(database: sqlite3.Connection, table: str, place: range, number: int) -> None:
    """Copy rows of the old file: they now stand below the document of this number."""
    found = database.execute(f"SELECT * FROM {table} LIMIT 0")  # noqa: S608
    columns = ",".join(name for name, *_ in found.description if name != "document")
    database.execute(
        f"INSERT INTO {table} SELECT ?,{columns} FROM old.{table}"  # noqa: S608
        " WHERE rowid BETWEEN ? AND ? ORDER BY rowid",
        (number, place.start, place.stop - 1),
    )


def _select(database: sqlite3.Connection, table: str, place: range | None = None) -> Iterator[Row]:
    """Yield all rows of a table, or those of a place."""
    where = f"WHERE rowid BETWEEN {place.start} AND {place.stop - 1}" if place is not None else ""
    yield from database.execute(f"SELECT * FROM {table} {where} ORDER BY rowid")  # noqa: S608


def _plans(database: sqlite3.Connection) -> tuple[Plan, ...]:
    editions: dict[str, list[Edition]] = {}
    for row in _select(database, "editions"):
        editions.setdefault(row[0], []).append(to_edition(row))
    return tuple(
        to_plan(row, tuple(editions.get(row[0], ()))) for row in _select(database, "plans")
    )
