"""Fusing three scores: who leads when, and what does not matter."""

import numpy as np

from index.fusion import coverage, fuse, letter_terms
from index.lexical import LexicalIndex

WORDS = np.array([9, 0, 0, 0, 0, 0, 1, 0], np.float32)
MEANING = np.array([0.1, 0.2, 0.1, 0.7, 0.1, 0.2, 0.1, 0.2], np.float32)
NONE = np.zeros(8, np.float32)


def test_words_lead_where_the_passages_know_them_and_meaning_where_not() -> None:
    assert fuse(WORDS, WORDS, MEANING, 1.0).argmax() == 0
    assert fuse(WORDS, WORDS, MEANING, 0.2).argmax() == 3


def test_the_scale_of_each_score_does_not_matter() -> None:
    fused = fuse(WORDS, WORDS, MEANING, 0.8)
    assert np.allclose(fused, fuse(WORDS * 7, WORDS + 3, MEANING * 0.1, 0.8), atol=1e-4)


def test_scores_that_are_all_alike_say_nothing() -> None:
    assert fuse(NONE, NONE, MEANING, 1.0).argmax() == 3
    assert not fuse(NONE, NONE, NONE, 1.0).any()
    assert fuse(NONE[:0], NONE[:0], NONE[:0], 1.0).shape == (0,)


def test_coverage_weighs_terms_by_how_telling_they_are() -> None:
    index = LexicalIndex.build([["市", "公園"], ["市", "道路"], ["市"]])
    assert coverage(index, ["市", "公園"]) == 1
    assert coverage(index, []) == 0
    assert coverage(index, ["空港"]) == 0
    # An unknown word is as telling as can be, a word of every text hardly.
    assert 0 < coverage(index, ["市", "空港"]) < coverage(index, ["公園", "空港"]) < 0.5


def test_letters_go_in_pairs_and_latin_words_whole() -> None:
    assert letter_terms("ＣＯ２の　削減量") == ["co2", "の", "削減", "減量"]
    assert letter_terms("？！") == []
