"""Editions to readings with their terms, in several processes where there is much to read."""

import gc
import multiprocessing
import os
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cache, partial
from pathlib import Path

from index.documents import read_document
from index.domain import Edition, Encoder, KpiRow, Passage, Plan, Reading, Vectors
from index.errors import CorpusError, SnapshotError
from index.kpi.reader import read_kpi_rows
from index.lexical import LexicalIndex
from index.passages import read_passages
from index.sections import read_sections
from index.tables import written
from index.tokens import content_terms

# Starting a process takes as long as reading this many bytes of plans.
_WORTH_A_PROCESS = 1_500_000

_worker = threading.local()


@dataclass(frozen=True, slots=True)
class Part:
    """A reading with its terms, or with the rows of an old index at which it begins.

    Its vectors are there where the process that read it could make them too.
    """

    reading: Reading
    passage_terms: LexicalIndex | int
    kpi_terms: LexicalIndex | int
    passage_vectors: Vectors | None = None
    kpi_vectors: Vectors | None = None

    @property
    def edition(self) -> tuple[str, str]:
        return self.reading.document.plan_id, self.reading.document.revision


@dataclass(frozen=True, slots=True)
class Unreadable:
    """An edition that cannot be read, and why."""

    plan_id: str
    revision: str
    message: str

    @property
    def edition(self) -> tuple[str, str]:
        return self.plan_id, self.revision


def passage_text(passage: Passage) -> str:
    """What stands for a passage in the index: the headings above it and its own words."""
    return " ".join((*passage.path, *passage.column_heads, passage.text))


def kpi_text(row: KpiRow) -> str:
    """What stands for a KPI row in the index: indicator, unit and the headings above it."""
    return " ".join((*row.path, row.name, row.unit or ""))


def read_edition(corpus_dir: Path, plan: Plan, edition: Edition) -> Reading:
    """Read one edition from its files to its passages and KPI rows; raises CorpusError."""
    document = read_document(corpus_dir, plan, edition)
    sections = read_sections(document)
    passages = read_passages(document, sections)
    kpi = read_kpi_rows(document, sections)
    bare = replace(document, grids=(), headings=(), sizes=())
    return Reading(bare, sections, passages, kpi.rows, kpi.unread_tables)


def read_editions(
    corpus_dir: Path, wanted: Sequence[tuple[Plan, Edition]], encoder: Encoder | None
) -> Iterator[Part | Unreadable]:
    """Yield what was read out of each edition; several processes read the largest ones first.

    They also embed, where they are given an encoder that can be taken to them. SnapshotError where
    one of the processes is killed.
    """
    read = partial(_read, corpus_dir)
    sizes = {edition: _size(corpus_dir, edition) for _, edition in wanted}
    worth = sum(sizes.values()) // _WORTH_A_PROCESS
    workers = min(len(wanted), len(os.sched_getaffinity(0)), worth)
    if workers < 2:
        yield from map(read, wanted)
        return
    ordered = sorted(wanted, key=lambda one: sizes[one[1]], reverse=True)
    pool = ProcessPoolExecutor(workers, multiprocessing.get_context("spawn"), _begin, (encoder,))
    try:
        yield from pool.map(partial(_read_to_send, corpus_dir), ordered)
    except BrokenProcessPool as error:
        raise SnapshotError(
            "計画を読み取るプロセスが途中で止まりました。メモリーの空きを確かめて、"
            "もう一度実行してください。公開中の索引は元のままです。"
        ) from error
    finally:
        # What was read need not wait until the processes are gone.
        pool.shutdown(wait=False, cancel_futures=True)


def _size(corpus_dir: Path, edition: Edition) -> int:
    """Return the bytes of the files of an edition; what cannot be looked at has none."""
    size = 0
    for name in edition.files:
        with suppress(OSError):
            size += (corpus_dir / name).stat().st_size
    return size


def _begin(encoder: Encoder | None) -> None:
    """Make a process ready, and end it when its parent is killed: it would wait for ever."""
    # Reading makes no cycles worth a search: that took an eighth of the time.
    gc.disable()
    _worker.encoder = encoder
    parent = multiprocessing.parent_process()

    def leave() -> None:
        if parent is not None:
            parent.join()
            os._exit(1)

    threading.Thread(target=leave, daemon=True).start()


def _read_to_send(corpus_dir: Path, wanted: tuple[Plan, Edition]) -> Part | Unreadable:
    part = _read(corpus_dir, wanted)
    return part if isinstance(part, Unreadable) else replace(part, reading=written(part.reading))


def _read(corpus_dir: Path, wanted: tuple[Plan, Edition]) -> Part | Unreadable:
    plan, edition = wanted
    try:
        reading = read_edition(corpus_dir, plan, edition)
    except CorpusError as error:
        return Unreadable(plan.plan_id, edition.revision, str(error))
    except Exception as error:  # A file nobody foresaw must not hide which file it was.
        return Unreadable(
            plan.plan_id,
            edition.revision,
            f"{'、'.join(edition.files)} の読み取りに失敗しました"
            f"（{type(error).__name__}: {error}）。ファイルの内容を確かめてください。",
        )
    for passage in reading.passages:
        if passage.text != passage.span.slice(reading.document.text):
            raise ValueError(f"Passage {passage.passage_id} is not the text at its span.")
    terms_of = cache(content_terms)  # The same headings stand above many passages.
    passage_terms = [
        [
            *(t for text in (*passage.path, *passage.column_heads) for t in terms_of(text)),
            *content_terms(passage.text),
        ]
        for passage in reading.passages
    ]
    kpi_terms = [
        [t for text in (*row.path, row.name, row.unit or "") for t in terms_of(text)]
        for row in reading.kpi_rows
    ]
    encoder: Encoder | None = getattr(_worker, "encoder", None)
    return Part(
        reading,
        LexicalIndex.build(passage_terms),
        LexicalIndex.build(kpi_terms),
        encoder.encode_passages([passage_text(p) for p in reading.passages]) if encoder else None,
        encoder.encode_passages([kpi_text(row) for row in reading.kpi_rows]) if encoder else None,
    )
