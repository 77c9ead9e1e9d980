"""The Searcher that answers now: swapped whole when CURRENT moves, never by halves.

A question takes the Searcher once and keeps it to the end, so it sees one snapshot.
"""

import logging
import threading
import time
from pathlib import Path

from index.domain import Encoder
from index.errors import CorpusError, SnapshotError
from index.search import Searcher
from index.shelf import Shelf
from index.snapshot import open_snapshot
from index.words.synonyms import FILE as SYNONYMS
from index.words.synonyms import load_synonyms

_log = logging.getLogger(__name__)

# Seconds between two looks at CURRENT, and before a snapshot that failed is tried again.
_EVERY = 0.5
_AGAIN = 10.0


class Live:
    """Watches an index folder from a thread of its own; safe to share between threads.

    The synonyms of `corpus_dir` are read anew when their file changes.
    """

    def __init__(self, index_dir: Path, encoder: Encoder, corpus_dir: Path | None = None) -> None:
        self._shelf = Shelf(index_dir)
        self._encoder = encoder
        self._corpus_dir = corpus_dir
        self._synonyms = load_synonyms(corpus_dir) if corpus_dir else None
        self._searcher: Searcher | None = None
        self._failure: tuple[object, float, SnapshotError] | None = None
        self._mark: object = None
        self._turn = threading.Lock()
        self._closed = threading.Event()
        self.refresh()
        threading.Thread(target=self._watch, name="live", daemon=True).start()

    def searcher(self) -> Searcher:
        """Return the Searcher of the published snapshot, or of the last one that was whole.

        SnapshotError if there has been none yet.
        """
        searcher = self._searcher
        if searcher is None:
            self.refresh()
            searcher = self._searcher
        if searcher is None:
            assert self._failure is not None  # noqa: S101 (for the type checker)
            raise self._failure[2]
        return searcher

    def refresh(self) -> None:
        """Look at CURRENT and swap if it moved; a snapshot that is not whole is passed over."""
        with self._turn:
            mark = self._look()
            if mark == self._mark and self._searcher is not None:
                return
            if self._failure and self._failure[0] == mark and time.monotonic() < self._failure[1]:
                return
            try:
                self._swap()
            except SnapshotError as error:
                if self._failure is None or self._failure[0] != mark:
                    _log.error("This snapshot is not used: %s", error)
                again = time.monotonic() + (_AGAIN if mark else 0)
                self._failure = (mark, again, error)
            else:
                self._mark, self._failure = mark, None

    def close(self) -> None:
        """Stop watching."""
        self._closed.set()

    def _look(self) -> object:
        """Return something that changes when CURRENT is published or synonyms are written anew."""
        current = _mark_of(self._shelf.folder / "CURRENT")
        if current is None or self._corpus_dir is None:
            return current
        return current, _mark_of(self._corpus_dir / SYNONYMS)

    def _swap(self) -> None:
        snapshot = self._searcher.snapshot if self._searcher else None
        if snapshot is None or self._shelf.current() != snapshot.snapshot_id:
            snapshot = open_snapshot(self._shelf.folder, self._encoder.fingerprint)
        if self._corpus_dir:
            try:
                self._synonyms = load_synonyms(self._corpus_dir)
            except CorpusError as error:
                _log.error("These synonyms are not used: %s", error)
        self._searcher = Searcher(snapshot, self._encoder, self._synonyms)
        _log.info("Answering from snapshot %s.", snapshot.snapshot_id)

    def _watch(self) -> None:
        while not self._closed.wait(_EVERY):
            try:
                self.refresh()
            except Exception:
                _log.exception("Could not look for a new snapshot; trying again.")


def _mark_of(path: Path) -> object:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_ino, found.st_mtime_ns, found.st_size
