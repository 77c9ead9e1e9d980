"""Editions to readings with their terms, in several processes where there is much to read."""

import multiprocessing
import os
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, replace
from functools import cache, partial
from pathlib import Path

from index.documents import read_document
from index.domain import Edition, KpiRow, Passage, Plan, Reading
from index.errors import CorpusError, SnapshotError
from index.kpi.reader import read_kpi_rows
from index.lexical import LexicalIndex
from index.passages import read_passages
from index.sections import read_sections
from index.tokens import content_terms

# Starting a process takes as long as reading this many bytes of plans.
_WORTH_A_PROCESS = 400_000


@dataclass(frozen=True, slots=True)
class Part:
    """A reading with its terms, or with the rows of an old index at which it begins."""

    reading: Reading
    passage_terms: LexicalIndex | int
    kpi_terms: LexicalIndex | int

    @property
    def edition(self) -> tuple[str, str]:
        return self.reading.document.plan_id, self.reading.document.revision


@dataclass(frozen=True, slots=True)
class Unreadable:
    """An edition that cannot be read, and why."""

    plan_id: str
    revision: str
    message: str


def passage_text(passage: Passage) -> str:
    """What stands for a passage in the index: the headings above it and its own words."""
    return " ".join((*passage.path, *passage.column_heads, passage.text))


def kpi_text(row: KpiRow) -> str:
    """What stands for a KPI row in the index: indicator, unit and the headings above it."""
    return " ".join((*row.path, row.indicator, row.unit or ""))


def read_edition(corpus_dir: Path, plan: Plan, edition: Edition) -> Reading:
    """Read one edition from its files to its passages and KPI rows."""
    document = read_document(corpus_dir, plan, edition)
    sections = read_sections(document)
    passages = read_passages(document, sections)
    kpi = read_kpi_rows(document, sections)
    bare = replace(document, grids=(), headings=())
    return Reading(bare, sections, passages, kpi.rows, kpi.unread_tables)


def read_editions(
    corpus_dir: Path, wanted: Sequence[tuple[Plan, Edition]]
) -> Iterator[Part | Unreadable]:
    """Yield what was read out of each edition, in order."""
    read = partial(_read, corpus_dir)
    workers = min(len(wanted), len(os.sched_getaffinity(0)), _size(corpus_dir, wanted))
    if workers < 2:
        yield from map(read, wanted)
        return
    try:
        with ProcessPoolExecutor(
            workers, multiprocessing.get_context("spawn"), _leave_with_parent
        ) as pool:
            yield from pool.map(read, wanted)
    except BrokenProcessPool as error:
        raise SnapshotError(
            "計画を読み取るプロセスが途中で止まりました。メモリーの空きを確かめて、"
            "もう一度実行してください。公開中の索引は元のままです。"
        ) from error


def _size(corpus_dir: Path, wanted: Sequence[tuple[Plan, Edition]]) -> int:
    """Return how many processes this much reading is worth."""
    paths = (corpus_dir / name for _, edition in wanted for name in edition.files)
    return sum(path.stat().st_size for path in paths if path.is_file()) // _WORTH_A_PROCESS


def _leave_with_parent() -> None:
    """End this process when its parent is killed: a worker would wait for ever."""
    parent = multiprocessing.parent_process()

    def leave() -> None:
        if parent is not None:
            parent.join()
            os._exit(1)

    threading.Thread(target=leave, daemon=True).start()


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
    return Part(
        reading,
        LexicalIndex.build(
            [
                [
                    *(t for text in (*passage.path, *passage.column_heads) for t in terms_of(text)),
                    *content_terms(passage.text),
                ]
                for passage in reading.passages
            ]
        ),
        LexicalIndex.build(
            [
                [t for text in (*row.path, row.indicator, row.unit or "") for t in terms_of(text)]
                for row in reading.kpi_rows
            ]
        ),
    )
