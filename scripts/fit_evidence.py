"""Fit bot/answering/weights.py to questions with gold.

    python scripts/fit_evidence.py tests/eval/questions.jsonl tests/eval/towns/*

A set is a folder that is a corpus and holds questions.jsonl, or QUESTIONS.jsonl=CORPUS.

For each question the candidates that now rank first are labelled by the gold: three of them while
the order is learned, then only the first, since whether to answer is decided on that. Each question
that has an answer is also asked without it: what the gold names is taken away, and nothing that is
left answers. The weights start from what is known of them (evidence_prior.py). Each corpus is asked
besides for what plans seldom say, and for indicators of the others (unsaid.py). Prints the figures
on corpora kept apart, each in turn (those that share a plan go together), on odd numbers after
fitting on even ones, and the tables of weights, fitted on all questions, to be copied.
"""

import argparse
import json
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bot.answering.weights import ENOUGH, PASSAGE_WEIGHTS, ROW_WEIGHTS, probability
from index.errors import KeikakuError
from index.json_lines import question_set
from index.opening import CORPUS
from scripts import evidence_prior
from scripts.evidence_examples import COUNTS, Example, Features, read_all

Table = dict[str, float]

_ROUNDS = (3, 3, 3, 1)  # candidates of a question fitted on, round after round
_SHOWN = 3
_ASKED = ("kpi", "fact", "none")  # kinds that people wrote
_HELD = (10.0, 3.0)  # how firmly what is known of rows and of quotes holds
_STRIDE = 3.0

Pair = tuple[Example, tuple[Table, Table]]


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument(
        "sets",
        nargs="+",
        metavar="SET",
        help="a folder that is a corpus and holds questions.jsonl, or QUESTIONS.jsonl=CORPUS",
    )
    parser.add_argument(
        "--curve", type=Path, metavar="PNG", help="draw risk by coverage (needs the extra train)"
    )
    parser.add_argument("--failures", action="store_true", help="list what is wrong when apart")
    args = parser.parse_args(argv)
    if args.curve and not find_spec("matplotlib"):
        parser.error("--curve needs matplotlib: .venv/bin/pip install -e '.[train]'")
    sets = [(file, corpus or CORPUS) for file, corpus in map(question_set, args.sets)]
    try:
        examples = list(read_all(sets))
    except KeikakuError as error:
        print(error, file=sys.stderr)
        return 1
    now = (dict(ROW_WEIGHTS), dict(PASSAGE_WEIGHTS))
    _report("now", [(example, now) for example in examples])
    apart = _apart(examples, lambda example: example.group)
    _report("apart by corpus", apart)
    halves = _apart(examples, lambda example: example.even)
    _report("odd by even", [pair for pair in halves if not pair[0].even])
    tables = _fitted(examples)
    _report("fitted on all", [(example, tables) for example in examples])
    for name, table in zip(("ROW_WEIGHTS", "PASSAGE_WEIGHTS"), tables, strict=True):
        print(name, json.dumps(table, indent=4))
    if args.curve:
        points = list(risk_by_coverage([pair for pair in apart if pair[0].kind in _ASKED]))
        for coverage, risk in points:
            print(f"coverage {coverage:5.1f} %  risk {risk:5.1f} %")
        _draw(args.curve, points)
    if args.failures:
        for example, weights in apart:
            if not _right(example, *weights):
                print(example.kind, example.name, sep="\t")
    return 0


def _fitted(examples: Sequence[Example]) -> tuple[Table, Table]:
    """Return the weights for rows and for quotes."""
    rows, quotes = dict(evidence_prior.ROWS), dict(evidence_prior.QUOTES)
    asked = [*examples, *(e.without_answer() for e in examples if e.is_answered)]
    told = [example for example in asked if example.kind != "kpi"]
    for many in _ROUNDS:
        of_rows = [(*c, e.weight) for e in asked for c in _first(e.rows, rows, many)]
        of_quotes = [(*c, e.weight) for e in told for c in _first(e.quotes, quotes, many)]
        rows = fit(of_rows, evidence_prior.ROWS, _HELD[0])
        quotes = fit(of_quotes, evidence_prior.QUOTES, _HELD[1])
    return rows, quotes


def _apart(examples: Sequence[Example], key: Callable[[Example], int]) -> list[Pair]:
    """Pair each example with weights fitted on those of another key."""
    tables = {
        value: _fitted([e for e in examples if key(e) != value])
        for value in sorted({key(example) for example in examples})
    }
    return [(example, tables[key(example)]) for example in examples]


def _first(
    candidates: Sequence[tuple[Features, bool]], weights: Mapping[str, float], many: int = _SHOWN
) -> list[tuple[Features, bool]]:
    ranked = sorted(candidates, key=lambda c: -probability(weights, c[0]))
    return ranked[:many]


def fit(
    candidates: Sequence[tuple[Features, bool, float]], known: Mapping[str, float], held: float
) -> Table:
    """Return the weights of a logistic regression, by Newton's method.

    The last of a candidate is how much it counts. Each weight is held to what is known of it by a
    Gaussian prior of precision `held`.
    """
    names = ["bias", *sorted({name for features, _, _ in candidates for name in features})]
    table = np.array([[{"bias": 1.0, **f}.get(n, 0.0) for n in names] for f, _, _ in candidates])
    truth = np.array([float(named) for _, named, _ in candidates])
    count = np.array([counted for _, _, counted in candidates])
    prior = np.array([known.get(name, 0.0) for name in names])
    weights: NDArray[np.float64] = prior.copy()
    for _ in range(60):
        found = 1 / (1 + np.exp(-table @ weights))
        slope = table.T @ (count * (found - truth)) + held * (weights - prior)
        curve = (table * (count * found * (1 - found))[:, None]).T @ table + held * np.eye(
            len(names)
        )
        step = np.linalg.solve(curve, slope)
        weights = weights - step / max(1.0, float(np.abs(step).max()) / _STRIDE)
        if np.abs(step).max() < 1e-7:
            break
    return {n: round(float(w), 2) for n, w in zip(names, weights, strict=True)}


def _right(example: Example, rows: Mapping[str, float], quotes: Mapping[str, float]) -> bool:
    row = [n for f, n in _first(example.rows, rows, 1) if probability(rows, f) >= ENOUGH]
    shown = _first(example.quotes, quotes)
    sure = [probability(quotes, f) >= ENOUGH for f, _ in shown[:1]]
    quoted = [named for _, named in shown] if any(sure) else []
    if not example.is_answered:
        return not row and not quoted
    return any(row) if example.kind == "kpi" else any(row) or any(quoted)


def risk_by_coverage(apart: Sequence[Pair]) -> Iterator[tuple[float, float]]:
    """Yield, for each tenth of the questions with the surest answers, how many are wrong, in %.

    An answer to a question that the plans do not answer is wrong.
    """
    ranked = sorted(apart, key=lambda pair: -_sureness(pair[0], *pair[1]))
    wrong = [not _named(example, *weights) for example, weights in ranked]
    for tenth in range(1, 11):
        some = wrong[: max(1, len(wrong) * tenth // 10)]
        yield 100 * len(some) / len(wrong), 100 * sum(some) / len(some)


def _draw(path: Path, points: Sequence[tuple[float, float]]) -> None:
    """Draw risk by coverage as a PNG."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=(6, 3.6), dpi=120, layout="constrained")
    FigureCanvasAgg(figure)
    axes = figure.add_subplot(xlim=(0, 102))
    axes.plot(*zip(*points, strict=True), marker="o", color="#1d5fa8")
    axes.set_ylim(0, None)
    axes.set_xlabel("questions answered, the surest first (%)")
    axes.set_ylabel("answers that are wrong (%)")
    axes.grid(alpha=0.3)
    figure.savefig(path)


def _sureness(example: Example, rows: Mapping[str, float], quotes: Mapping[str, float]) -> float:
    """Return how far above what is enough the surest candidate is."""
    row = [probability(rows, f) / ENOUGH for f, _ in example.rows]
    quote = [probability(quotes, f) / ENOUGH for f, _ in example.quotes]
    return max([*row, *quote], default=0.0)


def _named(example: Example, rows: Mapping[str, float], quotes: Mapping[str, float]) -> bool:
    """Whether the gold names what would be shown if something had to be."""
    row = [named for _, named in _first(example.rows, rows, 1)]
    quoted = [named for _, named in _first(example.quotes, quotes)]
    return any(row) if example.kind == "kpi" else any(row) or any(quoted)


def _report(what: str, pairs: Sequence[Pair]) -> None:
    kinds = {
        kind: [_right(e, *weights) for e, weights in pairs if e.kind == kind]
        for kind in dict.fromkeys((*_ASKED, *COUNTS))
    }
    every = [right for kind in _ASKED for right in kinds[kind]]
    refused = [_sureness(e, *weights) < 1 for e, weights in pairs if e.is_answered]
    parts = [f"{kind} {_share(group)}" for kind, group in (*kinds.items(), ("refused", refused))]
    print(f"{what:16s} right {_share(every)}  {'  '.join(parts)}")


def _share(truths: Sequence[bool]) -> str:
    return f"{100 * sum(truths) / max(1, len(truths)):.1f} % of {len(truths)}"


if __name__ == "__main__":
    sys.exit(main())
