"""Open the index of a corpus, building it first where there is none or the corpus has changed."""

from pathlib import Path

from index.build import build, is_current
from index.domain import Encoder
from index.encoder import load_encoder
from index.layers import Progress
from index.search import Searcher
from index.snapshot import open_snapshot, read_snapshot
from index.storage import MANIFEST
from index.synonyms import load_synonyms


def open_searcher(
    corpus: Path,
    index_dir: Path | None = None,
    *,
    encoder: Encoder | None = None,
    progress: Progress | None = None,
) -> Searcher:
    """Return a Searcher; `index_dir` may also be one snapshot, which is taken as it is."""
    encoder = encoder or load_encoder()
    synonyms = load_synonyms(corpus)
    if index_dir and (index_dir / MANIFEST).is_file():
        return Searcher(read_snapshot(index_dir, encoder.fingerprint), encoder, synonyms)
    index_dir = index_dir or index_of(corpus)
    if not is_current(corpus, index_dir, encoder.fingerprint):
        build(corpus, index_dir, encoder, progress=progress)
    return Searcher(open_snapshot(index_dir, encoder.fingerprint), encoder, synonyms)


def index_of(corpus: Path) -> Path:
    """Return where the index of a corpus lies: the project's own in var/index."""
    if corpus.resolve() == Path("corpus").resolve():
        return Path("var/index")
    return Path("var/indexes") / corpus.resolve().as_posix().strip("/").replace("/", "-")
