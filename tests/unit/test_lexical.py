import bm25s
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.lexical import LexicalIndex

TEXTS = st.lists(st.lists(st.sampled_from("山川海空町村市県道橋"), max_size=12), max_size=15)


@given(TEXTS.filter(any), st.lists(st.sampled_from("山川海空町"), min_size=1, max_size=4))
@settings(max_examples=50, deadline=None)
def test_scores_as_bm25s_does(texts, question):
    oracle = bm25s.BM25(k1=1.5, b=0.75, method="lucene")
    oracle.index(texts, show_progress=False)
    known = [term for term in question if any(term in text for text in texts)]
    wanted = oracle.get_scores(known) if known else np.zeros(len(texts))

    assert LexicalIndex.build(texts).scores(question) == pytest.approx(wanted, abs=1e-5)


def test_a_text_without_the_terms_scores_zero():
    index = LexicalIndex.build([["ジオ", "ツアー"], ["間伐"], []])
    assert (index.scores(["ツアー", "宇宙"]) > 0).tolist() == [True, False, False]
    assert not index.scores(["宇宙"]).any()


def test_a_rare_term_tells_more():
    index = LexicalIndex.build([["市", "橋"], ["市"], ["市"], []])
    assert index.document_frequency("市") == 3
    assert index.document_frequency("海") == 0
    assert index.idf("海") > index.idf("橋") > index.idf("市") > 0


@given(TEXTS, st.data())
@settings(max_examples=50, deadline=None)
def test_an_index_put_together_is_the_one_built_at_once(texts, data):
    homes = data.draw(st.lists(st.integers(0, 2), min_size=len(texts), max_size=len(texts)))
    parts = []
    for home in range(3):
        rows = np.array([i for i, at in enumerate(homes) if at == home], np.int64)
        # Each part also has a text that does not come along.
        part = LexicalIndex.build([["余", "分"], *(texts[i] for i in rows)])
        parts.append((part, np.arange(1, len(rows) + 1), rows))

    merged = LexicalIndex.merge(len(texts), parts)

    assert merged.to_bytes() == LexicalIndex.build(texts).to_bytes()


@given(TEXTS)
@settings(max_examples=30, deadline=None)
def test_bytes_hold_everything(texts):
    index = LexicalIndex.build(texts)
    again = LexicalIndex.from_bytes(index.to_bytes())
    assert again.to_bytes() == index.to_bytes()
    assert np.array_equal(again.scores(["山"]), index.scores(["山"]))
