import numpy as np
import pytest
from fakes import same_vectors
from hypothesis import given, settings
from hypothesis import strategies as st

from index.vectors import VectorIndex


def unit_vectors(seed, n, dimension=16):
    vectors = np.random.default_rng(seed).standard_normal((n, dimension)).astype(np.float32)
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


@given(st.integers(0, 2**32 - 1), st.integers(0, 60), st.integers(0, 80), st.floats(0, 1))
@settings(max_examples=60, deadline=None)
def test_finds_what_brute_force_finds_among_the_allowed(seed, n, k, share):
    vectors, question = unit_vectors(seed, n), unit_vectors(seed + 1, 1)[0]
    allowed = np.random.default_rng(seed).random(n) < share
    scores = np.where(allowed, vectors @ question, -np.inf)
    wanted = np.argsort(-scores, kind="stable")[: min(k, allowed.sum())]

    ids, found = VectorIndex.build(vectors).search(question, k, allowed)

    assert ids.tolist() == wanted.tolist()
    assert found == pytest.approx(scores[wanted], abs=1e-6)


def test_never_gives_a_row_that_is_not_there():
    ids, scores = VectorIndex.build(unit_vectors(1, 3)).search(unit_vectors(2, 1)[0], 10)
    assert sorted(ids.tolist()) == [0, 1, 2]
    assert (scores > -1.01).all()


def test_rows_of_equal_score_come_in_order():
    same = np.repeat(unit_vectors(1, 1), 5, axis=0)
    ids, _ = VectorIndex.build(same).search(same[0], 5)
    assert ids.tolist() == [0, 1, 2, 3, 4]


def test_scores_of_chosen_rows():
    vectors, question = unit_vectors(1, 9), unit_vectors(2, 1)[0]
    rows = np.array([7, 0, 3])
    assert VectorIndex.build(vectors).scores(question, rows) == pytest.approx(
        vectors[rows] @ question
    )


@pytest.mark.parametrize("n", [0, 5])
def test_bytes_hold_everything(n):
    index = VectorIndex.build(unit_vectors(3, n))
    pieces: list[bytes] = []
    index.pour(pieces.append)
    again = VectorIndex.from_bytes(b"".join(pieces))
    assert (len(again), again.dimension) == (n, 16)
    assert same_vectors(again, index)


def test_rows_are_put_in_their_places():
    vectors = unit_vectors(4, 6)
    index = VectorIndex.zeros(6, 16)
    index.put(np.array([4, 0, 2]), vectors[[4, 0, 2]])
    index.put(np.array([1, 3, 5]), vectors[[1, 3, 5]])
    assert same_vectors(index, VectorIndex.build(vectors))
    assert np.array_equal(index.rows(np.array([5, 1])), vectors[[5, 1]])
    assert index.search(vectors[3], 1)[0].tolist() == [3]
