"""The vocabulary of the static encoder: whole words as fugashi cuts them, most frequent first.

A unigram model whose pieces are words finds nearly the cuts that fugashi finds, yet loads in the
`tokenizers` library alone. Words outside the vocabulary fall apart into shorter words, English
ones into frequent letter sequences, and all of them, at worst, into characters.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence

from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers, trainers

from index.runs import RUNS
from index.tokens import tokenize
from scripts.training_data import TextPairs

JAPANESE_WORDS = 43_000
ENGLISH_WORDS = 14_000
ENGLISH_PIECES = 4_000
CHARACTERS = 4_500
LONGEST_WORD = 16
PARAGRAPHS_TAKEN = 12  # every n-th
PAIRS_TAKEN = 20_000  # of a source, at most about

_PLAIN_RUNS = re.compile(r"[a-z]+|[0-9]+|[゠-ヿ]+|[一-鿿々〆ヶ぀-ゟ]+|[^\s]")
_LATIN = re.compile(r"[a-z]+")


def train_tokenizer(japanese: Iterable[str], english: Iterable[str]) -> Tokenizer:
    """Return a tokenizer whose pieces are the most frequent words of the two samples of text."""
    normalizer = normalizers.Sequence([normalizers.NFKC(), normalizers.Lowercase()])
    words: Counter[str] = Counter()
    latin: Counter[str] = Counter()
    for text in japanese:
        for token in tokenize(normalizer.normalize_str(text)):
            words.update(_PLAIN_RUNS.findall(token.surface))
    for text in english:
        latin.update(_LATIN.findall(normalizer.normalize_str(text)))
    for word in [word for word in words if _LATIN.fullmatch(word)]:
        latin[word] += words.pop(word)
    characters: Counter[str] = Counter()
    for word, count in words.items():
        for character in word:
            characters[character] += count

    known = _frequent(words, JAPANESE_WORDS) | _frequent(latin, ENGLISH_WORDS)
    total = sum(known.values())
    floor = math.log(0.5 / total)
    scores = {word: math.log(count / total) for word, count in known.items()}
    for character in _frequent(characters, CHARACTERS):
        scores.setdefault(character, floor - 1)
    for piece in _pieces({word: n for word, n in latin.items() if word not in known}):
        scores.setdefault(piece, floor - 2)
    vocabulary = sorted(scores.items(), key=lambda entry: (-entry[1], entry[0]))
    tokenizer = Tokenizer(models.Unigram([("[UNK]", floor - 12), *vocabulary], unk_id=0))
    tokenizer.normalizer = normalizer
    tokenizer.pre_tokenizer = pre_tokenizers.Split(Regex(RUNS), behavior="removed", invert=True)
    return tokenizer


def sample(sources: Iterable[TextPairs], paragraphs: Sequence[str]) -> tuple[list[str], list[str]]:
    """Return Japanese and English text to count words in: a fixed part of each source."""
    japanese = list(paragraphs[::PARAGRAPHS_TAKEN])
    english: list[str] = []
    for source in sources:
        every = max(1, len(source.left) // PAIRS_TAKEN)
        japanese.extend(source.right[::every])
        (english if source.kind == "parallel" else japanese).extend(source.left[::every])
    return japanese, english


def _frequent(counts: Counter[str], most: int) -> dict[str, int]:
    short = ((word, count) for word, count in counts.items() if len(word) <= LONGEST_WORD)
    return dict(sorted(short, key=lambda entry: (-entry[1], entry[0]))[:most])


def _pieces(rare: dict[str, int]) -> list[str]:
    """Return frequent letter sequences of the English words that are too rare to be pieces."""
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.WhitespaceSplit()
    trainer = trainers.BpeTrainer(vocab_size=ENGLISH_PIECES, show_progress=False)
    lines = (" ".join([word] * min(count, 20)) for word, count in sorted(rare.items()))
    tokenizer.train_from_iterator(lines, trainer)
    return sorted(tokenizer.get_vocab())
