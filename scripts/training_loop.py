"""Contrastive training of a bag of token vectors: each left text must find its own right text."""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from safetensors import safe_open
from safetensors.numpy import save_file

from scripts.training_batches import Batch, Batches, Floats, Recipe, bag_of
from scripts.training_data import Bounds


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run is, and its mean loss of late."""

    step: int
    loss: float


class Training:
    """The state of a run: the table, Adam's moments of its numbers, the running average."""

    def __init__(self, vocabulary: int, recipe: Recipe) -> None:
        """Begin with small random vectors."""
        draw = np.random.default_rng(recipe.seed)
        shape = (vocabulary, recipe.dimension)
        self.recipe, self.step, self.averaged = recipe, 0, 0
        self.table = draw.normal(0, 0.1, shape).astype(np.float32)
        self.mean, self.square, self.average = (np.zeros(shape, np.float32) for _ in range(3))
        self.seen = np.zeros(vocabulary, np.int64)

    def run(self, batches: Batches) -> Iterator[Progress]:
        """Train to the end, saying every hundred steps, and at each rest, how it goes."""
        losses: list[float] = []
        while self.step < self.recipe.steps:
            self._find_hard(batches)
            losses.append(self._learn(batches.draw(self.step)))
            self.step += 1
            if self.step % 100 == 0 or self.step == self.recipe.steps or self.at_a_rest():
                yield Progress(self.step, float(np.mean(losses[-100:])))

    def result(self) -> Floats:
        """Return the averaged table, shape (vocabulary, dimension); pieces never met are zero."""
        table = self.average / np.float32(self.averaged) if self.averaged else self.table
        return np.where(self.seen[:, None] > 0, table, np.float32(0))

    def at_a_rest(self) -> bool:
        """Return whether a fifth of the run ends here: saved here, it goes on to the same end."""
        return self.step % max(1, self.recipe.steps // 5) == 0

    def save(self, path: Path) -> None:
        """Write what `resume` needs, whole or not at all."""
        beside = path.with_suffix(".part")
        state = {name: getattr(self, name) for name in _STATE}
        counters = np.array([self.step, self.averaged])
        save_file(
            {**state, "counters": counters}, beside, {"recipe": json.dumps(asdict(self.recipe))}
        )
        beside.replace(path)

    def resume(self, path: Path) -> None:
        """Go on from what `save` wrote; ValueError if another recipe made it."""
        with safe_open(path, framework="numpy") as state:
            if json.loads(state.metadata()["recipe"]) != asdict(self.recipe):
                raise ValueError(f"{path} was written by a run with another recipe")
            for name in _STATE:
                setattr(self, name, state.get_tensor(name))
            self.step, self.averaged = (int(n) for n in state.get_tensor("counters"))

    def _find_hard(self, batches: Batches) -> None:
        """From `hard_from` on, refresh at each rest the vectors that give hard batches."""
        if self.step >= self.recipe.steps * self.recipe.hard_from and self.at_a_rest():
            batches.find_neighbours(self.table)

    def _learn(self, batch: Batch) -> float:
        left, right = batch.left, batch.right
        used = np.flatnonzero(np.bincount(np.concatenate([left.flat, right.flat])))
        table = self.table[used]
        bags = [bag_of(texts, used) for texts in (left, right)]
        a, b = (Unit(bag @ table) for bag in bags)
        loss, to_a, to_b = contrast(a.rows, b.rows, batch.twins, self.recipe.scale)
        slope = bags[0].T @ a.slope(to_a) + bags[1].T @ b.slope(to_b)
        self._descend(used, table, slope)
        if self.step >= self.recipe.steps * self.recipe.average_from and self.step % 20 == 0:
            self.average += self.table
            self.averaged += 1
        return loss

    def _descend(self, used: Bounds, table: Floats, slope: Floats) -> None:
        """Take one step of Adam with the rows that were used."""
        self.seen[used] += 1
        age = self.seen[used][:, None]
        mean, square = self.mean[used], self.square[used]
        mean += np.float32(1 - _MOMENTUM) * (slope - mean)
        square += np.float32(1 - _MEMORY) * (slope * slope - square)
        self.mean[used], self.square[used] = mean, square
        rate = self._rate() * np.sqrt(1 - _MEMORY**age) / (1 - _MOMENTUM**age)
        np.sqrt(square, out=square)
        square += np.float32(1e-12)
        mean /= square
        table -= rate.astype(np.float32) * mean
        self.table[used] = table

    def _rate(self) -> float:
        """Return the rate of this step: up in a straight line, then down in another."""
        done, warm = self.step / self.recipe.steps, self.recipe.warmup
        return self.recipe.rate * (done / warm if done < warm else (1 - done) / (1 - warm))


_STATE = ("table", "mean", "square", "average", "seen")
_MOMENTUM, _MEMORY = 0.9, 0.98


class Unit:
    """Rows scaled to length one, and how a slope passes back through that."""

    def __init__(self, rows: Floats) -> None:
        """Scale the rows."""
        self.lengths = np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), np.float32(1e-6))
        self.rows = rows / self.lengths

    def slope(self, of_unit: Floats) -> Floats:
        """Return the slope by the rows as they were, from that by the unit rows."""
        along = (of_unit * self.rows).sum(axis=1, keepdims=True)
        slope: Floats = (of_unit - along * self.rows) / self.lengths
        return slope


def contrast(
    a: Floats, b: Floats, twins: NDArray[np.bool_], scale: float
) -> tuple[float, Floats, Floats]:
    """Return the cost of finding each row of `b` from its `a` and the reverse, and its slopes.

    Softmax over cosines times `scale`; where `twins` is true, a wrong answer is not counted.
    """
    n = len(a)
    likely = a @ b.T
    own = likely.diagonal().copy()
    likely -= 1
    likely *= np.float32(scale)
    np.exp(likely, out=likely)
    likely[twins] = 0
    forth, back = likely.sum(axis=1), likely.sum(axis=0)
    exponent = scale * (own.astype(np.float64) - 1)
    loss = _FORTH * (np.log(forth) - exponent).mean() + _BACK * (np.log(back) - exponent).mean()
    likely *= np.float32(_FORTH) / forth[:, None] + np.float32(_BACK) / back[None, :]
    likely[np.arange(n), np.arange(n)] -= 1
    likely *= np.float32(scale / n)
    return float(loss), np.matmul(likely, b), np.matmul(likely.T, a)


_FORTH, _BACK = 0.7, 0.3
