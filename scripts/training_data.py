"""What the encoder learns from: pairs that belong together, as token ids, grouped by source.

DIR holds pairs/NAME.jsonl.zst (rows with `q`, `p`, `kind`, and `score` for similarity pairs) and
raw_ja.txt.zst (one paragraph of prose a line, in the order of its document). DIR/eval, where there
is one, is read only to leave out of the training whatever stands in it.
"""

import io
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import zstandard
from numpy.typing import NDArray
from tokenizers import Tokenizer

Ids = NDArray[np.int32]
Bounds = NDArray[np.int64]

# How often a source is drawn, per pair it holds: questions and answers teach most.
WEIGHTS = {
    "jaquad_train": 3.0,
    "shinagawa_short_qa": 3.0,
    "shinagawa_committee_qa": 1.5,
    "shinagawa_agenda": 2.0,
    "gov_rs_projects": 1.5,
    "kodaira_council": 3.0,
    "muni_glossary_authored": 6.0,
    "kyoto_parallel": 0.5,
    "law_articles_glossed": 0.5,
    "dict_kyoto_lexicon": 0.3,
    "dict_ejdict": 0.7,
    "kyoto_title_body": 0.7,
}
MIN_SIMILARITY = 4.0  # of 5: below it, two captions are not paraphrases
_BLOCK = 300
RAW_TAKEN = 2  # every n-th block of the prose: more of it teaches nothing new
MAX_TOKENS = 160
FEWEST = 200  # pairs: a smaller source is left out
_SENTENCE = re.compile(r"[^。！？!?]+[。！？!?]*")


@dataclass(frozen=True, slots=True)
class Ragged:
    """Rows of token ids of different lengths: row i is flat[bounds[i]:bounds[i + 1]]."""

    flat: Ids
    bounds: Bounds

    def __len__(self) -> int:
        return len(self.bounds) - 1

    def lengths(self) -> Bounds:
        """Return the number of ids of each row."""
        return np.diff(self.bounds)

    def take(self, rows: Bounds) -> "Ragged":
        """Return the given rows, in that order."""
        return self.ranges(self.bounds[rows], self.bounds[rows + 1])

    def ranges(self, starts: Bounds, ends: Bounds) -> "Ragged":
        """Return one row for each pair of places in `flat`."""
        lengths = ends - starts
        bounds = np.concatenate([[0], np.cumsum(lengths)])
        places = np.repeat(starts - bounds[:-1], lengths) + np.arange(bounds[-1])
        return Ragged(self.flat[places], bounds)

    def keep(self, mask: NDArray[np.bool_]) -> "Ragged":
        """Return the rows without the ids where `mask` is false."""
        kept = np.concatenate([[0], np.cumsum(mask)])
        return Ragged(self.flat[mask], kept[self.bounds])


@dataclass(frozen=True, slots=True)
class Pairs:
    """Texts that belong together: left row i with right row i."""

    name: str
    weight: float
    left: Ragged
    right: Ragged


@dataclass(frozen=True, slots=True)
class Prose:
    """Paragraphs of several sentences: sentences paragraphs[i] to paragraphs[i + 1] make one."""

    sentences: Ragged
    paragraphs: Bounds


@dataclass(frozen=True, slots=True)
class TextPairs:
    """The pairs of one file before they become ids."""

    name: str
    kind: str
    left: list[str]
    right: list[str]


def read_pairs(folder: Path) -> list[TextPairs]:
    """Return the pairs of every file in DIR/pairs, without those that the evaluation holds."""
    held = set(_evaluation_texts(folder / "eval"))
    return [_read_file(path, held) for path in sorted((folder / "pairs").glob("*.jsonl.zst"))]


def read_prose(folder: Path) -> list[str]:
    """Return the paragraphs of DIR/raw_ja.txt.zst, without those that the evaluation holds."""
    held = set(_evaluation_texts(folder / "eval"))
    lines = (line.rstrip("\n") for line in _lines(folder / "raw_ja.txt.zst"))
    return [line for line in lines if _key(line) not in held]


def encode_pairs(tokenizer: Tokenizer, pairs: TextPairs) -> Pairs:
    """Turn texts into ids."""
    left, right = encode(tokenizer, pairs.left), encode(tokenizer, pairs.right)
    return Pairs(pairs.name, WEIGHTS.get(pairs.name, 1.0), left, right)


def encode_prose(tokenizer: Tokenizer, paragraphs: Sequence[str]) -> Prose:
    """Cut paragraphs into sentences and these into ids; a paragraph of one sentence is left out."""
    sentences: list[str] = []
    firsts = [0]
    for paragraph in paragraphs:
        cut = [piece for piece in _SENTENCE.findall(paragraph) if len(piece) >= 10]
        if 2 <= len(cut) <= 12:
            sentences.extend(cut)
            firsts.append(len(sentences))
    return Prose(encode(tokenizer, sentences), np.array(firsts))


def encode(tokenizer: Tokenizer, texts: Sequence[str]) -> Ragged:
    """Return the ids of each text, at most MAX_TOKENS of them."""
    rows: list[Ids] = []
    for start in range(0, len(texts), 1024):
        batch = list(texts[start : start + 1024])
        for encoding in tokenizer.encode_batch_fast(batch, add_special_tokens=False):
            rows.append(np.array(encoding.ids[:MAX_TOKENS], np.int32))
    bounds = np.concatenate([[0], np.cumsum([len(row) for row in rows])]).astype(np.int64)
    return Ragged(np.concatenate(rows) if rows else np.zeros(0, np.int32), bounds)


def thinned(paragraphs: Sequence[str]) -> list[str]:
    """Return every RAW_TAKEN-th block of paragraphs: neighbours stay together."""
    return [text for i, text in enumerate(paragraphs) if (i // _BLOCK) % RAW_TAKEN == 0]


def dictionary(sources: Iterable[TextPairs]) -> dict[str, list[str]]:
    """Return the English words for each Japanese word, from the dictionaries among the sources."""
    found: dict[str, list[str]] = defaultdict(list)
    for source in sources:
        if not source.name.startswith(("dict_jmdict", "dict_ejdict", "muni_glossary")):
            continue
        for english, japanese in zip(source.left, source.right, strict=True):
            glosses = [gloss.strip() for gloss in re.split(r";", _BRACKETS.sub("", english))]
            for word in re.split(r"[;；,、，]", _BRACKETS.sub("", japanese)):
                if 1 < len(word.strip()) <= 8:
                    found[word.strip()].extend(g for g in glosses if 0 < len(g) <= 30)
    return dict(found)


_BRACKETS = re.compile(r"[(（《〈『「\[][^)）》〉』」\]]*[)）》〉』」\]]")
_CONTENT = re.compile(r"[一-鿿々゠-ヿー]")


def glossed(
    tokenizer: Tokenizer, source: TextPairs, words: dict[str, list[str]], seed: int
) -> TextPairs:
    """Put the Japanese side of each pair into English, word by word; poor renderings are left out.

    A bag of words does not mind the missing grammar: this is how English questions about local
    government, which no public corpus has, come to stand beside Japanese passages.
    """
    draw = np.random.default_rng(seed)
    left: list[str] = []
    right: list[str] = []
    for question, passage in zip(source.left, source.right, strict=True):
        if len(question) > 120:
            continue
        pieces = tokenizer.encode(question, add_special_tokens=False).tokens
        english, missed = _gloss(pieces, words, draw)
        if len(english) >= 2 and missed <= len(english) // 2:
            left.append(" ".join(english))
            right.append(passage)
    return TextPairs(f"{source.name}_glossed", "glossed", left, right)


def _gloss(
    pieces: Sequence[str], words: dict[str, list[str]], draw: np.random.Generator
) -> tuple[list[str], int]:
    """Return English for the longest known runs of pieces, and how many content pieces had none."""
    english: list[str] = []
    missed = place = 0
    while place < len(pieces):
        for length in (4, 3, 2, 1):
            known = words.get("".join(pieces[place : place + length]))
            if known and place + length <= len(pieces):
                english.append(known[int(draw.integers(len(known)))])
                place += length
                break
        else:
            piece = pieces[place]
            if piece.isascii() and piece.isalnum():
                english.append(piece)
            else:
                missed += bool(_CONTENT.search(piece))
            place += 1
    return english, missed


_GLOSSED = (
    "gov_rs_projects",
    "jaquad_train",
    "kodaira_council",
    "law_articles",
    "shinagawa_agenda",
    "shinagawa_short_qa",
    "teammirai_policy",
)


def gather(
    tokenizer: Tokenizer, sources: list[TextPairs], prose: Sequence[str], seed: int
) -> list[TextPairs]:
    """Return the sources with those that can be made out of them."""
    words = dictionary(sources)
    shorts = [source for source in sources if source.name in _GLOSSED]
    made = [glossed(tokenizer, source, words, seed) for source in (*shorts, _sentences(prose))]
    made += [in_context(source) for source in sources if source.name == "kyoto_parallel"]
    return [source for source in (*sources, *made) if len(source.left) >= FEWEST]


def _sentences(prose: Sequence[str]) -> TextPairs:
    """Return a short sentence out of each paragraph, with the paragraph."""
    left: list[str] = []
    right: list[str] = []
    for i, paragraph in enumerate(prose):
        short = [piece for piece in _SENTENCE.findall(paragraph) if 12 <= len(piece) <= 80]
        if short and len(paragraph) > 60:
            left.append(short[i % len(short)])
            right.append(paragraph)
    return TextPairs("prose", "prose", left, right)


def in_context(source: TextPairs) -> TextPairs:
    """Pair each English sentence with its translation between the sentences around it."""
    around = ["".join(source.right[max(0, i - 1) : i + 3]) for i in range(0, len(source.right), 2)]
    return TextPairs(f"{source.name}_in_context", "parallel", source.left[::2], around)


def _read_file(path: Path, held: set[str]) -> TextPairs:
    left: list[str] = []
    right: list[str] = []
    kind = ""
    for line in _lines(path):
        row = json.loads(line)
        kind = row["kind"]
        if row.get("score", MIN_SIMILARITY) < MIN_SIMILARITY:
            continue
        if _key(row["q"]) not in held and _key(row["p"]) not in held:
            left.append(row["q"])
            right.append(row["p"])
    return TextPairs(path.name.removesuffix(".jsonl.zst"), kind, left, right)


def _evaluation_texts(folder: Path) -> Iterator[str]:
    for path in sorted(folder.glob("*.jsonl")):
        for line in path.read_text("utf-8").splitlines():
            row = json.loads(line)
            yield from (_key(row[field]) for field in ("question", "text") if field in row)


def _key(text: str) -> str:
    return "".join(text.split())


def _lines(path: Path) -> Iterator[str]:
    with zstandard.open(path, "rb") as packed, io.TextIOWrapper(packed, "utf-8") as text:
        yield from text
