"""One score out of three: the words shared, the letters shared, and the meaning.

Only index/evaluation.py ranks so, to measure an encoder; what answers is index/search.py.

Each kind of score is first measured in standard deviations over the passages, so that a passage
counts for as much as it stands out. A question in another language, or in words that the passages
do not have, matches next to nothing and by chance: its lexical scores are then worth less, by the
cube of the share of the question that the passages know.
"""

import re
from typing import Final

import numpy as np

from index.domain import Scores
from index.lexical import LexicalIndex
from index.normalize import fold_text

LETTERS: Final = 0.7
MEANING: Final = 1.0
_RUN = re.compile(r"[a-z0-9]+|[぀-ヿ㐀-鿿々]+")


def fuse(words: Scores, letters: Scores, meaning: Scores, coverage: float) -> Scores:
    """Return one score per passage, shape (n,), from BM25 by words and by letters, and cosines.

    `coverage`, from 0 to 1, is the share of the question's terms that the passages know.
    """
    lexical = _standard(words) + np.float32(LETTERS) * _standard(letters)
    return np.float32(coverage**3) * lexical + np.float32(MEANING) * _standard(meaning)


def coverage(index: LexicalIndex, terms: list[str]) -> float:
    """Return the share of `terms`, each weighed by how telling it is, that occur in `index`."""
    weights = [(index.idf(term), index.document_frequency(term) > 0) for term in terms]
    total = sum(weight for weight, _ in weights)
    return sum(weight for weight, known in weights if known) / total if total else 0.0


def distinct(terms: list[str]) -> list[str]:
    """Return each term once: what a long question repeats is not what it asks for."""
    return list(dict.fromkeys(terms))


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


def _standard(scores: Scores) -> Scores:
    """Return scores in standard deviations from their mean; all alike are all zero."""
    spread = float(scores.std()) if len(scores) else 0.0
    if spread < 1e-9:
        return np.zeros(len(scores), np.float32)
    standard: Scores = ((scores - scores.mean()) / spread).astype(np.float32)
    return standard
