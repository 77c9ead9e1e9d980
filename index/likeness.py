"""How alike two texts look: the share of pairs of letters that both have."""

import re
from collections.abc import Iterator, Sequence

import numpy as np

from index.domain import Vectors
from index.normalize import fold_text

# Pairs of letters fall into this many boxes, a prime; a few share one, which does no harm.
_BOXES = 2039
_CHUNK = 512
_BLANK = re.compile(r"\s+")


def squeeze(text: str) -> str:
    """Return the text folded and without white space, as two printings of it agree."""
    return _BLANK.sub("", fold_text(text))


def alike(
    ours: Sequence[str], theirs: Sequence[str], at_least: float
) -> Iterator[tuple[int, int, float]]:
    """Yield (i, j, likeness) for all pairs that are `at_least` so alike, from 0 to 1 (Dice)."""
    their_pairs = _pairs(theirs)
    their_sizes = their_pairs.sum(axis=1)
    for start in range(0, len(ours), _CHUNK):
        our_pairs = _pairs(ours[start : start + _CHUNK])
        sizes = our_pairs.sum(axis=1)[:, None] + their_sizes
        scores = 2 * (our_pairs @ their_pairs.T) / np.maximum(sizes, 1)
        for i, j in np.argwhere(scores >= at_least).tolist():
            yield start + i, j, float(scores[i, j])


def _pairs(texts: Sequence[str]) -> Vectors:
    """Return which pairs of letters each squeezed text has, shape (len(texts), boxes)."""
    pairs = np.zeros((len(texts), _BOXES), np.float32)
    for row, text in zip(pairs, texts, strict=True):
        letters = np.frombuffer(f" {text} ".encode("utf-32-le", "replace"), np.uint32)
        row[(letters[:-1].astype(np.int64) * 8191 + letters[1:]) % _BOXES] = 1
    return pairs
