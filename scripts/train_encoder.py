#!/usr/bin/env python3
"""Train the encoder that ships: a vocabulary of words, then a vector for each of them."""

import argparse
import sys
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from scripts.training_batches import Batches, Floats, Recipe
from scripts.training_data import (
    Prose,
    TextPairs,
    encode_pairs,
    encode_prose,
    gather,
    read_pairs,
    read_prose,
    thinned,
)
from scripts.training_loop import Training
from scripts.training_output import save_encoder
from scripts.training_tokenizer import sample, train_tokenizer

COMMON = 6.5  # nats: a token more frequent than one in 665 says nothing of its text


def main() -> int:
    """Train from the texts under --data into --out, which is not the encoder that ships."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="holds pairs/ and raw_ja.txt.zst")
    parser.add_argument(
        "--out", type=Path, default=Path("var/encoder"), help="a folder of its own (var/encoder)"
    )
    parser.add_argument(
        "--work", type=Path, default=Path("var/training"), help="what --resume reads (var/training)"
    )
    parser.add_argument("--resume", action="store_true", help="go on from what --work holds")
    parser.add_argument(
        "--vocabulary", type=Path, metavar="FILE", help="a tokenizer.json to train anew, as it is"
    )
    parser.add_argument("--steps", type=int, default=Recipe().steps)
    parser.add_argument("--seed", type=int, default=Recipe().seed)
    train(parser.parse_args())
    return 0


def train(arguments: argparse.Namespace) -> None:
    """Vocabulary, ids, vectors, folder: each step says when it is done."""
    arguments.work.mkdir(parents=True, exist_ok=True)
    began = time.monotonic()

    def say(text: str) -> None:
        passed, worked = time.monotonic() - began, time.process_time()
        print(f"{passed:7.0f} s ({worked:,.0f} s of CPU)  {text}", flush=True)

    sources, paragraphs = read_pairs(arguments.data), read_prose(arguments.data)
    say(f"read {sum(len(s.left) for s in sources):,} pairs and {len(paragraphs):,} paragraphs")
    tokenizer = _tokenizer(arguments, sources, paragraphs)
    say(f"vocabulary of {tokenizer.get_vocab_size():,} pieces")
    recipe = replace(Recipe(), steps=arguments.steps, seed=arguments.seed)
    prose = thinned(paragraphs)
    texts = gather(tokenizer, sources, prose, recipe.seed)
    pairs = [encode_pairs(tokenizer, source) for source in texts]
    shelf = encode_prose(tokenizer, prose)
    say(f"{sum(len(p.left) for p in pairs):,} pairs, {len(shelf.paragraphs):,} paragraphs as ids")

    state = arguments.work / "state.safetensors"
    training = Training(tokenizer.get_vocab_size(), recipe)
    if arguments.resume and state.exists():
        training.resume(state)
    batches = Batches(pairs, shelf, _information(shelf, tokenizer.get_vocab_size()), recipe)
    for progress in training.run(batches):
        say(f"step {progress.step:,} of {recipe.steps:,}, loss {progress.loss:.3f}")
        if training.at_a_rest():
            training.save(state)
    save_encoder(arguments.out, tokenizer, training.result())
    say(f"written to {arguments.out}; PLAN_ENCODER={arguments.out} uses it")


def _tokenizer(
    arguments: argparse.Namespace, sources: list[TextPairs], paragraphs: list[str]
) -> Tokenizer:
    if arguments.vocabulary:
        return Tokenizer.from_file(str(arguments.vocabulary))
    kept = arguments.work / "tokenizer.json"
    if arguments.resume and kept.exists():
        return Tokenizer.from_file(str(kept))
    tokenizer = train_tokenizer(*sample(sources, paragraphs))
    tokenizer.save(str(kept))
    return tokenizer


def _information(prose: Prose, vocabulary: int) -> Floats:
    """Return how much each token says of its text, by how rare it is."""
    counts = np.bincount(prose.sentences.flat, minlength=vocabulary) + 1
    rarity = np.maximum(-np.log(counts / counts.sum()) - COMMON, 0.05)
    information: Floats = (rarity**1.5).astype(np.float32)
    return information


if __name__ == "__main__":
    sys.exit(main())
