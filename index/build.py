"""The pipeline: catalogue, readings with their terms, vectors, a snapshot in memory.

What the previous snapshot read from the same content, or embedded from the same text, is taken
over; the result is the same as one built from nothing.
"""

import hashlib
import json
import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from functools import cache
from pathlib import Path

from index.catalogue import load_catalogue
from index.domain import Edition, Encoder, KpiRow, Passage, Plan, Reading
from index.encoder import StaticEncoder
from index.errors import CorpusError, SnapshotError
from index.layers import Block, Item, Layer, Progress, merge, silent
from index.lexical import LexicalIndex
from index.reading import Part, Unreadable, kpi_text, passage_text, read_editions
from index.shelf import Shelf
from index.snapshot import SCHEMA_VERSION, Snapshot, read_snapshot
from index.storage import read_manifest
from index.tokens import DICTIONARY

_IMPORT = re.compile(r"^from (index[\w.]*) import (\([^)]*\)|.*)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Inputs:
    """What a snapshot is made of: the same inputs, the same id.

    `editions` come with a key of their content; a renamed file has the same key.
    """

    corpus_dir: Path
    plans: tuple[Plan, ...]
    editions: tuple[tuple[Plan, Edition, str], ...]
    snapshot_id: str


@dataclass(frozen=True, slots=True)
class Built:
    """A snapshot in memory, and what it took: the editions read anew, the texts embedded."""

    snapshot: Snapshot
    read: tuple[tuple[str, str], ...]
    embedded: int
    unreadable: tuple[Unreadable, ...]


def is_current(corpus_dir: Path, index_dir: Path, encoder_fingerprint: str) -> bool:
    """Whether the published snapshot is made of just this corpus, or was put back on purpose."""
    wanted = read_inputs(corpus_dir, encoder_fingerprint, index_dir).snapshot_id
    shelf = Shelf(index_dir)
    return wanted in (shelf.find_current(), shelf.withdrawn())


def find_previous(index_dir: Path) -> Snapshot | None:
    """Return the published snapshot, None where there is none that can be used."""
    try:
        shelf = Shelf(index_dir)
        return read_snapshot(shelf.path(shelf.current()))
    except SnapshotError:
        return None


def read_inputs(
    corpus_dir: Path, encoder_fingerprint: str, index_dir: Path | None = None
) -> Inputs:
    """Return what a snapshot of this corpus is made of; CorpusError if plans.toml is wrong.

    What the snapshot published in `index_dir` calls a plan is not looked for in its files again.
    """
    readers = _readers()
    names = _names(index_dir) if index_dir is not None else {}

    def remembered(plan_id: str, edition: Edition) -> tuple[str, str] | None:
        title, publisher, key = names.get(plan_id, ("", "", ""))
        plan = Plan(plan_id, title, publisher, (), "")
        same = key and key == _content_key(readers, corpus_dir, plan, edition)
        return (title, publisher) if same else None

    plans = load_catalogue(corpus_dir, remembered)
    editions = tuple(
        (plan, edition, _content_key(readers, corpus_dir, plan, edition))
        for plan in plans
        for edition in plan.editions
    )
    _refuse_doubles(editions)
    facts = [
        SCHEMA_VERSION,
        encoder_fingerprint,
        [asdict(plan) for plan in plans],
        [key for _, _, key in editions],
    ]
    return Inputs(corpus_dir, plans, editions, _digest(json.dumps(facts))[:16])


def _names(index_dir: Path) -> dict[str, tuple[str, str, str]]:
    """Return title, publisher and content key of the plans of the published snapshot, by id."""
    shelf = Shelf(index_dir)
    current = shelf.find_current()
    try:
        manifest = read_manifest(shelf.path(current)) if current else {}
    except SnapshotError:
        return {}
    return {plan_id: tuple(facts) for plan_id, facts in manifest.get("names", {}).items()}


def assemble(
    inputs: Inputs,
    encoder: Encoder,
    previous: Snapshot | None = None,
    progress: Progress = silent,
) -> Built:
    """Read, tokenise and embed what is new, and put it together with what is not."""
    known = _known(previous)
    wanted = [(plan, edition) for plan, edition, key in inputs.editions if key not in known]
    # Other encoders may be slow to load, and use all processors themselves.
    light = encoder if isinstance(encoder, StaticEncoder) else None
    new = {}
    for part in read_editions(inputs.corpus_dir, wanted, light):
        new[part.edition] = part
        progress("計画を読んでいます", len(new), len(wanted))
    read, unreadable, sources = [], [], []
    for plan, edition, key in inputs.editions:
        source = known.get(key) or new[plan.plan_id, edition.revision]
        if isinstance(source, Unreadable):
            unreadable.append(source)
            continue
        sources.append((key, _named(source, edition)))
        if key not in known:
            read.append(source.edition)
    readings = tuple(part.reading for _, part in sources)
    settled = {plan.plan_id for plan in inputs.plans} - {plan.plan_id for plan, _ in wanted}
    old_passages, old_kpi_rows = _old(previous, encoder, settled)
    passages = merge(
        old_passages,
        [Block(p.reading.passages, p.passage_terms, p.passage_vectors) for _, p in sources],
        encoder,
        progress,
    )
    kpi_rows = merge(
        old_kpi_rows,
        [Block(p.reading.kpi_rows, p.kpi_terms, p.kpi_vectors) for _, p in sources],
        encoder,
        progress,
    )
    snapshot = Snapshot(
        inputs.snapshot_id,
        encoder.fingerprint,
        inputs.plans,
        readings,
        tuple(key for key, _ in sources),
        passages.vectors,
        kpi_rows.vectors,
        passages.lexical,
        kpi_rows.lexical,
    )
    return Built(
        snapshot,
        tuple(read),
        passages.embedded + kpi_rows.embedded,
        tuple(unreadable),
    )


def _known(previous: Snapshot | None) -> dict[str, Part]:
    """Return what was read before, by content key; its terms are rows of the old indexes."""
    if previous is None:
        return {}
    passages, kpi_rows = 0, 0
    known = {}
    for key, reading in zip(previous.content_keys, previous.readings, strict=True):
        known[key] = Part(reading, passages, kpi_rows)
        passages += len(reading.passages)
        kpi_rows += len(reading.kpi_rows)
    return known


def _old(
    previous: Snapshot | None, encoder: Encoder, settled: Collection[str]
) -> tuple[Layer[Passage], Layer[KpiRow]]:
    """Return the layers of the previous snapshot; vectors of another encoder are left out."""
    if previous is None:
        nothing = LexicalIndex.build([])
        return Layer(passage_text, (), None, nothing), Layer(kpi_text, (), None, nothing)
    same = previous.encoder_fingerprint == encoder.fingerprint
    return (
        Layer(
            passage_text,
            _related(previous, lambda reading: reading.passages, settled),
            previous.passage_vectors if same else None,
            previous.passage_lexical,
        ),
        Layer(
            kpi_text,
            _related(previous, lambda reading: reading.kpi_rows, settled),
            previous.kpi_vectors if same else None,
            previous.kpi_lexical,
        ),
    )


def _related(
    previous: Snapshot, items_of: Callable[[Reading], Sequence[Item]], settled: Collection[str]
) -> Iterator[tuple[int, Item]]:
    """Yield what stood in all plans but the settled ones: there is where texts may come from."""
    start = 0
    for reading in previous.readings:
        items = items_of(reading)
        if reading.document.plan_id not in settled:
            yield from enumerate(items, start)
        start += len(items)


def _named(part: Part, edition: Edition) -> Part:
    """Return a part under the names its files have now."""
    source = " ".join(edition.files)
    if part.reading.document.source == source:
        return part
    document = replace(part.reading.document, source=source)
    return replace(part, reading=replace(part.reading, document=document))


def _refuse_doubles(editions: Sequence[tuple[Plan, Edition, str]]) -> None:
    seen = set()
    for plan, edition, _ in editions:
        if (plan.plan_id, edition.revision) in seen:
            raise CorpusError(
                f"計画「{plan.plan_id}」に版「{edition.revision}」が二度あります"
                f"（{'、'.join(edition.files)}）。版ごとに別の名前を付けてください。"
            )
        seen.add((plan.plan_id, edition.revision))


def _content_key(readers: str, corpus_dir: Path, plan: Plan, edition: Edition) -> str:
    """Return the hash of all that decides what is read out of an edition, save file names."""
    facts = [
        readers,
        plan.plan_id,
        plan.title,
        plan.publisher,
        edition.revision,
        edition.effective_from,
        edition.sha256,
        [(Path(name).suffix.lower(), _file_digest(corpus_dir / name)) for name in edition.files],
    ]
    return _digest(json.dumps(facts))


def _file_digest(path: Path) -> str:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError as error:
        return f"unreadable: {error.strerror}"


@cache
def _readers() -> str:
    """Return the hash of the modules that read plans: a better reader reads again."""
    root = Path(__file__).parent.parent
    todo, sources = ["index.catalogue", "index.reading"], {}
    while todo:
        stem = root.joinpath(*todo.pop().split("."))
        for path in (stem.with_suffix(".py"), stem / "__init__.py"):
            if path not in sources and path.is_file():
                sources[path] = path.read_text("utf-8")
                for module, names in _IMPORT.findall(sources[path]):
                    todo += [module, *(f"{module}.{name}" for name in re.findall(r"\w+", names))]
    return _digest(DICTIONARY, *(sources[path] for path in sorted(sources)))


def _digest(*texts: str) -> str:
    return hashlib.sha256("\0".join(texts).encode()).hexdigest()
