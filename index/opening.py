"""Open the index of a corpus, building it first where there is none or the corpus has changed."""

from collections.abc import Callable
from pathlib import Path
from typing import Final

from index.build import is_current
from index.domain import Encoder
from index.encoder import load_encoder
from index.errors import RebuildRefused
from index.guards import LossKind
from index.layers import Progress, silent
from index.rebuild import Outcome, rebuild, refusal
from index.search import Searcher
from index.shelf import Shelf
from index.snapshot import open_snapshot, read_snapshot
from index.storage import MANIFEST
from index.words.synonyms import load_synonyms

CORPUS: Final = Path("corpus")
PATIENCE: Final = 60.0
"""Seconds to wait for another rebuild."""


def open_searcher(
    corpus: Path | None = None,
    index_dir: Path | None = None,
    *,
    encoder: Encoder | None = None,
    progress: Progress = silent,
    warn: Callable[[str], None] = lambda _: None,
) -> Searcher:
    """Return a Searcher over the index of `corpus`, the project's own where none is named.

    An `index_dir` named without a corpus is taken as it is: it may be of any corpus. So is one
    that is a single snapshot. Where building would lose much, the index stays as it is, and
    `warn` is told.
    """
    encoder = encoder or load_encoder()
    synonyms = load_synonyms(corpus or CORPUS)
    if index_dir and (index_dir / MANIFEST).is_file():
        return Searcher(read_snapshot(index_dir, encoder.fingerprint), encoder, synonyms)
    as_it_is = corpus is None and index_dir is not None and bool(Shelf(index_dir).find_current())
    corpus = corpus or CORPUS
    index_dir = index_dir or index_of(corpus)
    if not as_it_is and not is_current(corpus, index_dir, encoder.fingerprint):
        # Where there is no index to go on with, what can be read is better than nothing.
        allow = () if Shelf(index_dir).find_current() else (LossKind.FILE,)
        report = rebuild(corpus, index_dir, encoder, allow=allow, wait=PATIENCE, progress=progress)
        if report.outcome is Outcome.REFUSED:
            warn(str(refusal(report)))
        for loss in report.losses if report.outcome is Outcome.PUBLISHED else ():
            warn(loss.message)
    return Searcher(open_snapshot(index_dir, encoder.fingerprint), encoder, synonyms)


def open_anew(corpus: Path | None = None, index_dir: Path | None = None) -> Searcher:
    """Return a Searcher over what is read of a corpus now, to measure it.

    RebuildRefused where an older index would go on serving, since the new one lacks some of it.
    """

    def refuse(message: str) -> None:
        raise RebuildRefused(message)

    return open_searcher(corpus, index_dir, warn=refuse)


def index_of(corpus: Path) -> Path:
    """Return where the index of a corpus lies: the project's own in var/index."""
    if corpus.resolve() == CORPUS.resolve():
        return Path("var/index")
    return Path("var/indexes") / corpus.resolve().as_posix().strip("/").replace("/", "-")
