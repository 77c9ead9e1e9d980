"""How alike two texts look: the share of pairs of letters that both have."""

from collections.abc import Iterator, Sequence

import numpy as np

from index.domain import Vectors

# Pairs of letters fall into this many boxes, a prime; a few share one, which does no harm.
_BOXES = 2039
_CHUNK = 512


def apart(before: str, after: str, around: int, limit: int) -> tuple[str, str]:
    """Return where two texts differ, with some letters around it and at most `limit` of each.

    >>> apart("この会議は春に開くものとする", "この会議は春と秋に開くものとする", 3, 20)
    ('…議は春に開く…', '…議は春と秋に開く…')
    """
    start = _in_common(before, after)
    end = _in_common(before[start:][::-1], after[start:][::-1])
    one, other = (_excerpt(text, start, len(text) - end, around, limit) for text in (before, after))
    return one, other


def _in_common(one: str, other: str) -> int:
    """Return how many letters two texts have in common at their start."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))


def _excerpt(text: str, start: int, end: int, around: int, limit: int) -> str:
    first = max(0, start - around)
    first = 0 if first <= 1 else first
    last = min(end + around, first + limit)
    last = len(text) if last + 1 >= len(text) else last
    return "…" * (first > 0) + text[first:last] + "…" * (last < len(text))


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
