"""Open the index of a corpus, building it first where there is none or the corpus has changed."""

from pathlib import Path

from index.build import build, is_current
from index.domain import Encoder
from index.encoder import load_encoder
from index.layers import Progress
from index.search import Searcher
from index.shelf import Shelf
from index.snapshot import open_snapshot, read_snapshot
from index.storage import MANIFEST
from index.synonyms import load_synonyms

CORPUS = Path("corpus")


def open_searcher(
    corpus: Path | None = None,
    index_dir: Path | None = None,
    *,
    encoder: Encoder | None = None,
    progress: Progress | None = None,
) -> Searcher:
    """Return a Searcher over the index of `corpus`, the project's own where none is named.

    An `index_dir` named without a corpus is taken as it is: it may be of any corpus. So is one
    that is a single snapshot.
    """
    encoder = encoder or load_encoder()
    synonyms = load_synonyms(corpus or CORPUS)
    if index_dir and (index_dir / MANIFEST).is_file():
        return Searcher(read_snapshot(index_dir, encoder.fingerprint), encoder, synonyms)
    as_it_is = corpus is None and index_dir is not None and bool(Shelf(index_dir).find_current())
    corpus = corpus or CORPUS
    index_dir = index_dir or index_of(corpus)
    if not as_it_is and not is_current(corpus, index_dir, encoder.fingerprint):
        build(corpus, index_dir, encoder, progress=progress)
    return Searcher(open_snapshot(index_dir, encoder.fingerprint), encoder, synonyms)


def index_of(corpus: Path) -> Path:
    """Return where the index of a corpus lies: the project's own in var/index."""
    if corpus.resolve() == CORPUS.resolve():
        return Path("var/index")
    return Path("var/indexes") / corpus.resolve().as_posix().strip("/").replace("/", "-")
