"""The training of the encoder on toy texts: slopes, determinism, going on, and that it learns."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from tokenizers import Tokenizer, models, pre_tokenizers

pytest.importorskip("zstandard", reason="comes with the extra 'train'")

from index.encoder import load_encoder
from scripts.training_batches import Batches, Recipe
from scripts.training_data import (
    Pairs,
    Prose,
    Ragged,
    TextPairs,
    dictionary,
    encode_prose,
    glossed,
    in_context,
)
from scripts.training_loop import Training, Unit, contrast
from scripts.training_output import save_encoder

WORDS = 60
RECIPE = Recipe(steps=60, batch=32, dimension=16, anchors=4, seed=3)


def ragged(rows: list[list[int]]) -> Ragged:
    bounds = np.cumsum([0, *map(len, rows)])
    return Ragged(np.array([i for row in rows for i in row], np.int32), bounds)


def toy_batches(recipe: Recipe) -> Batches:
    """Pairs that share no token: word i on the left always goes with word i + 30 on the right."""
    draw = np.random.default_rng(0)
    left = draw.integers(30, size=(400, 3))
    pairs = Pairs("toy", 1.0, ragged(left.tolist()), ragged((left + 30).tolist()))
    sentences = ragged(draw.integers(WORDS, size=(240, 4)).tolist())
    prose = Prose(sentences, np.arange(0, 241, 3))
    return Batches([pairs], prose, np.ones(WORDS, np.float32), recipe)


def trained(recipe: Recipe) -> Training:
    training = Training(WORDS, recipe)
    for _ in training.run(toy_batches(recipe)):
        pass
    return training


def test_rows_of_different_lengths_are_taken_and_thinned() -> None:
    rows = ragged([[1, 2], [], [3, 4, 5]])
    taken = rows.take(np.array([2, 1, 0]))
    assert taken.flat.tolist() == [3, 4, 5, 1, 2]
    assert taken.lengths().tolist() == [3, 0, 2]
    kept = rows.keep(rows.flat % 2 == 1)
    assert (kept.flat.tolist(), kept.bounds.tolist()) == ([1, 3, 5], [0, 1, 1, 3])


def test_slopes_are_those_of_the_loss() -> None:
    draw = np.random.default_rng(1)
    rows, others = draw.normal(size=(2, 5, 4)).astype(np.float32)
    twins = np.zeros((5, 5), np.bool_)
    twins[0, 1] = True
    b = Unit(others).rows

    def loss(of: np.ndarray) -> float:
        return contrast(Unit(of).rows, b, twins, 5.0)[0]

    unit = Unit(rows)
    slope = unit.slope(contrast(unit.rows, b, twins, 5.0)[1])
    for place in ((0, 0), (3, 2)):
        step = np.zeros_like(rows)
        step[place] = 1e-2
        measured = (loss(rows + step) - loss(rows - step)) / 2e-2
        assert slope[place] == pytest.approx(measured, abs=2e-3)


def test_words_that_go_together_come_to_lie_together() -> None:
    table = trained(replace(RECIPE, steps=300)).result()
    unit = table / np.linalg.norm(table, axis=1, keepdims=True)
    found = (unit[:30] @ unit[30:].T).argmax(axis=1)
    assert (found == np.arange(30)).mean() > 0.9


def test_the_same_seed_gives_the_same_table() -> None:
    assert np.array_equal(trained(RECIPE).result(), trained(RECIPE).result())
    assert not np.array_equal(trained(RECIPE).result(), trained(replace(RECIPE, seed=4)).result())


def test_a_run_goes_on_from_its_file_and_only_from_its_own(tmp_path: Path) -> None:
    recipe = replace(RECIPE, steps=200)
    whole = trained(recipe)
    first = Training(WORDS, recipe)
    progress = first.run(toy_batches(recipe))
    assert [next(progress).step for _ in range(4)] == [40, 80, 100, 120]
    assert first.at_a_rest()
    first.save(tmp_path / "state.safetensors")
    second = Training(WORDS, recipe)
    second.resume(tmp_path / "state.safetensors")
    assert second.step == 120
    for _ in second.run(toy_batches(recipe)):
        pass
    assert np.array_equal(second.result(), whole.result())
    with pytest.raises(ValueError, match="another recipe"):
        Training(WORDS, RECIPE).resume(tmp_path / "state.safetensors")


def test_the_folder_holds_the_table_within_a_thousandth(tmp_path: Path) -> None:
    words = {f"w{i}": i for i in range(WORDS)}
    tokenizer = Tokenizer(models.WordLevel(words, unk_token="w0"))
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    table = np.random.default_rng(2).normal(size=(WORDS, 16)).astype(np.float32)
    table[7] = 0
    save_encoder(tmp_path, tokenizer, table)
    vectors = load_encoder(str(tmp_path)).encode_passages(["w1 w2", "w7"])
    mean = table[1] + table[2]
    assert vectors[0] @ mean / np.linalg.norm(mean) > 0.999
    assert not vectors[1].any()


def test_english_is_made_out_of_japanese_by_the_dictionaries() -> None:
    sources = [
        TextPairs(
            "dict_jmdict_common", "parallel", ["park", "school (building)"], ["公園", "学校"]
        ),
        TextPairs("dict_ejdict", "parallel", ["maintenance"], ["整備;維持(する)"]),
        TextPairs("other", "parallel", ["never"], ["公園"]),
    ]
    words = dictionary(sources)
    assert words == {
        "公園": ["park"],
        "学校": ["school"],
        "整備": ["maintenance"],
        "維持": ["maintenance"],
    }
    tokenizer = Tokenizer(
        models.Unigram([("?", -9.0), *((w, -1.0) for w in ("公園", "の", "整備", "道路"))], 0)
    )
    made = glossed(
        tokenizer, TextPairs("a", "title-body", ["公園の整備", "道路"], ["甲", "乙"]), words, 1
    )
    assert (made.left, made.right) == (["park maintenance"], ["甲"])


def test_prose_and_translations_keep_their_neighbours() -> None:
    tokenizer = Tokenizer(models.WordLevel({"?": 0}, unk_token="?"))
    sentences = "これは一つ目の文である。これは二つ目の文である。"
    prose = encode_prose(tokenizer, [sentences, "一文だけの段落なので使わない。", sentences])
    assert prose.paragraphs.tolist() == [0, 2, 4]
    around = in_context(TextPairs("p", "parallel", ["a", "b", "c"], ["あ", "い", "う"]))
    assert (around.left, around.right) == (["a", "c"], ["あいう", "いう"])
