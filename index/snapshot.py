"""A snapshot: everything an answer needs, read once, whole or not at all."""

from bisect import bisect_left
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index import tables
from index.domain import Document, KpiRow, Passage, Plan, Reading, Section, Span
from index.errors import SnapshotError, SnapshotIncompatible
from index.lexical import LexicalIndex
from index.shelf import Shelf
from index.storage import Pour, corrupt, read_checked, read_manifest, write_folder, writing
from index.tokens import DICTIONARY
from index.vectors import VectorIndex

SCHEMA_VERSION = 2  # Raise it whenever the files of a snapshot change their form.

_PLANS = "plans.sqlite"
_PASSAGE_VECTORS, _KPI_VECTORS = "passages.faiss", "kpi_rows.faiss"
_PASSAGE_TERMS, _KPI_TERMS = "passages.bm25.safetensors", "kpi_rows.bm25.safetensors"
_OPENINGS = 3


@dataclass(frozen=True, eq=False)
class Snapshot:
    """What was read out of all editions, and its indexes: row i of each is item i.

    `content_keys` say, by reading, which content it was read from.
    """

    snapshot_id: str
    encoder_fingerprint: str
    plans: tuple[Plan, ...]
    readings: tuple[Reading, ...]
    content_keys: tuple[str, ...]
    passage_vectors: VectorIndex
    kpi_vectors: VectorIndex
    passage_lexical: LexicalIndex
    kpi_lexical: LexicalIndex

    @cached_property
    def documents(self) -> tuple[Document, ...]:
        return tuple(reading.document for reading in self.readings)

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        return tuple(section for reading in self.readings for section in reading.sections)

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        return tuple(passage for reading in self.readings for passage in reading.passages)

    @cached_property
    def kpi_rows(self) -> tuple[KpiRow, ...]:
        return tuple(row for reading in self.readings for row in reading.kpi_rows)

    @property
    def counts(self) -> dict[str, int]:
        """How many plans, documents, sections, passages and KPI rows there are."""
        return {
            "plans": len(self.plans),
            "documents": len(self.readings),
            "sections": sum(len(reading.sections) for reading in self.readings),
            "passages": sum(len(reading.passages) for reading in self.readings),
            "kpi_rows": sum(len(reading.kpi_rows) for reading in self.readings),
        }

    @cached_property
    def _by_edition(self) -> dict[tuple[str, str], int]:
        return {(d.plan_id, d.revision): i for i, d in enumerate(self.documents)}

    @cached_property
    def _by_id(self) -> dict[str, Plan]:
        return {plan.plan_id: plan for plan in self.plans}

    def unpacked(self) -> "Snapshot":
        """Return this snapshot with everything unpacked, so that no question waits for it."""
        for reading in self.readings:
            for items in (reading.sections, reading.passages, reading.kpi_rows):
                iter(items)
        return self

    def plan(self, plan_id: str) -> Plan:
        """Return the plan of this id; KeyError if it is not here."""
        return self._by_id[plan_id]

    def reading(self, plan_id: str, revision: str) -> Reading:
        """Return all that was read out of one edition; KeyError if it is not here."""
        return self.readings[self._by_edition[plan_id, revision]]

    def document_text(self, plan_id: str, revision: str) -> str:
        """Return the text of one edition as published; KeyError if it is not here."""
        return self.reading(plan_id, revision).document.text

    def passage_mask(self, editions: Collection[tuple[str, str]]) -> NDArray[np.bool_]:
        """Return which passages stand in these (plan_id, revision), shape (passages,)."""
        return self._mask(editions, [len(reading.passages) for reading in self.readings])

    def kpi_mask(self, editions: Collection[tuple[str, str]]) -> NDArray[np.bool_]:
        """Return which KPI rows stand in these (plan_id, revision), shape (kpi_rows,)."""
        return self._mask(editions, [len(reading.kpi_rows) for reading in self.readings])

    def _mask(self, editions: Collection[tuple[str, str]], sizes: list[int]) -> NDArray[np.bool_]:
        wanted = [(d.plan_id, d.revision) in editions for d in self.documents]
        return np.repeat(np.array(wanted, np.bool_), sizes)

    @cached_property
    def _row_spans(self) -> dict[tuple[str, str], list[Span]]:
        spans: dict[tuple[str, str], list[Span]] = {}
        for row in self.kpi_rows:
            spans.setdefault((row.plan_id, row.revision), []).append(row.span)
        return {edition: sorted(found) for edition, found in spans.items()}

    def has_rows(self, passage: Passage) -> bool:
        """Whether KPI rows were read out of the edition that a passage is of."""
        return len(self.reading(passage.plan_id, passage.revision).kpi_rows) > 0

    def holds_rows(self, passage: Passage, within: Span | None = None) -> bool:
        """Whether a KPI row was read out of a passage, or out of what is `within` it."""
        at = within or passage.span
        spans = self._row_spans.get((passage.plan_id, passage.revision), [])
        before = bisect_left(spans, Span(at.end, at.end))
        return before > 0 and spans[before - 1].end > at.start

    @cached_property
    def _section_spans(self) -> dict[tuple[str, str, str], Span]:
        return {(s.plan_id, s.revision, s.section_id): s.span for s in self.sections}

    def section_span(self, passage: Passage) -> Span:
        """Return the span of the section that a passage stands in."""
        return self._section_spans[passage.plan_id, passage.revision, passage.section_id]

    @cached_property
    def tables_by_head(self) -> dict[str, list[Passage]]:
        """The tables that KPI rows stand in, by the heads of their columns."""
        found: dict[str, list[Passage]] = {}
        for passage in self.passages:
            if passage.column_heads and self.holds_rows(passage):
                for head in dict.fromkeys(passage.column_heads):
                    found.setdefault(head, []).append(passage)
        return found


def open_snapshot(index_dir: Path, encoder_fingerprint: str | None = None) -> Snapshot:
    """Read the published snapshot and check every byte of it.

    Everything is in memory afterwards: the files may be removed. SnapshotIncompatible if it
    was made with another encoder than `encoder_fingerprint`, another dictionary or schema.
    """
    shelf = Shelf(index_dir)
    for _ in range(_OPENINGS):
        wanted = shelf.current()
        try:
            return read_snapshot(shelf.path(wanted), encoder_fingerprint).unpacked()
        except SnapshotError:
            # It may have been replaced and removed between reading its name and its files.
            if shelf.current() == wanted:
                raise
    return read_snapshot(shelf.path(shelf.current()), encoder_fingerprint).unpacked()


def read_snapshot(folder: Path, encoder_fingerprint: str | None = None) -> Snapshot:
    """Read one snapshot from its folder as `open_snapshot` does, unpacking what is asked for."""
    manifest = _compatible(folder, encoder_fingerprint)
    plans, readings, content_keys = tables.unpack(read_checked(folder, manifest, _PLANS))
    return Snapshot(
        manifest["snapshot_id"],
        manifest["encoder"],
        plans,
        readings,
        content_keys,
        VectorIndex.from_bytes(read_checked(folder, manifest, _PASSAGE_VECTORS)),
        VectorIndex.from_bytes(read_checked(folder, manifest, _KPI_VECTORS)),
        LexicalIndex.from_bytes(read_checked(folder, manifest, _PASSAGE_TERMS)),
        LexicalIndex.from_bytes(read_checked(folder, manifest, _KPI_TERMS)),
    )


def verify_snapshot(folder: Path, encoder_fingerprint: str) -> dict[str, Any]:
    """Check every byte of a snapshot without loading it; return its manifest."""
    manifest = _compatible(folder, encoder_fingerprint)
    for name in (_PLANS, _PASSAGE_VECTORS, _KPI_VECTORS, _PASSAGE_TERMS, _KPI_TERMS):
        read_checked(folder, manifest, name)
    return manifest


def write_snapshot(index_dir: Path, snapshot: Snapshot) -> None:
    """Put a snapshot on the disk beside the others, without publishing it.

    One of the same id is left as it is where it is whole, replaced where it is not.
    """
    shelf = Shelf(index_dir)
    folder = shelf.path(snapshot.snapshot_id)
    with writing(index_dir):
        if folder.exists():
            try:
                verify_snapshot(folder, snapshot.encoder_fingerprint)
                return
            except SnapshotError:
                shelf.discard(snapshot.snapshot_id)
        facts = {
            "schema_version": SCHEMA_VERSION,
            "snapshot_id": snapshot.snapshot_id,
            "encoder": snapshot.encoder_fingerprint,
            "dictionary": DICTIONARY,
            "dimension": snapshot.passage_vectors.dimension,
            "counts": snapshot.counts,
            "names": dict(_names(snapshot)),
        }
        write_folder(folder, facts, _contents(snapshot))


def _names(snapshot: Snapshot) -> Iterator[tuple[str, tuple[str, str, str]]]:
    """Yield the id of each plan with its names, and from which content they may have been read."""
    keys = {
        (reading.document.plan_id, reading.document.revision): key
        for reading, key in zip(snapshot.readings, snapshot.content_keys, strict=True)
    }
    for plan in snapshot.plans:
        key = keys.get((plan.plan_id, plan.editions[-1].revision), "")
        yield plan.plan_id, (plan.title, plan.publisher, key)


def _contents(snapshot: Snapshot) -> Iterator[tuple[str, Pour]]:
    """Yield the files one by one, so that only one of them is in memory twice."""

    def whole(pack: Callable[[], bytes]) -> Pour:
        return lambda write: write(pack())

    readings = (snapshot.plans, snapshot.readings, snapshot.content_keys)
    yield _PLANS, whole(lambda: tables.pack(*readings))
    yield _PASSAGE_VECTORS, snapshot.passage_vectors.pour
    yield _KPI_VECTORS, snapshot.kpi_vectors.pour
    yield _PASSAGE_TERMS, whole(snapshot.passage_lexical.to_bytes)
    yield _KPI_TERMS, whole(snapshot.kpi_lexical.to_bytes)


def _compatible(folder: Path, encoder_fingerprint: str | None) -> dict[str, Any]:
    """Return the manifest of a snapshot that this program can use."""
    manifest = read_manifest(folder)
    expected = {
        "schema_version": (SCHEMA_VERSION, "索引の形式"),
        "dictionary": (DICTIONARY, "形態素解析の辞書"),
        "encoder": (encoder_fingerprint or manifest.get("encoder"), "埋め込みモデル"),
    }
    for key, (wanted, noun) in expected.items():
        if manifest.get(key) != wanted:
            raise SnapshotIncompatible(
                f"索引 {folder} は{noun}が違うため使えません（索引: {manifest.get(key)}、"
                f"いま: {wanted}）。python scripts/rebuild_index.py で作り直してください。"
            )
    if manifest.get("snapshot_id") != folder.name:
        raise corrupt(folder, "番号がフォルダーの名前と合いません")
    return manifest
