"""Measure how long answers take, cold and warm, and what building and keeping the index costs."""

import argparse
import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

_COLD_RUNS = 5
_ROUNDS = 5
_QUESTION = "ジオツアー参加者数の目標値は？"

_BUILD = """
import sys, time, json, resource
from pathlib import Path
from index.build import build
from index.encoder import load_encoder
encoder = load_encoder()
started = time.perf_counter()
built = build(Path(sys.argv[1]), Path(sys.argv[2]), encoder)
seconds = time.perf_counter() - started
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(json.dumps({"seconds": seconds, "passages": len(built.snapshot.passages), "peak": peak}))
"""


def main(argv: Sequence[str] | None = None) -> int:
    """Run the measurements and print them."""
    parser = argparse.ArgumentParser(description="答えの速さと、索引の作成の速さを測ります。")
    parser.add_argument("--corpus", type=Path, default=Path("corpus"), metavar="DIR")
    parser.add_argument(
        "--questions", type=Path, default=Path("tests/eval/questions.jsonl"), metavar="FILE"
    )
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args(argv)
    with tempfile.TemporaryDirectory() as folder:
        figures = _measure(args.corpus, args.questions, Path(folder))
    if args.json:
        print(json.dumps(figures, ensure_ascii=False))
    else:
        for name, value in figures.items():
            print(f"{name:28s} {value:>12,}")
    return 0


def _measure(corpus: Path, questions: Path, folder: Path) -> dict[str, float]:
    built = json.loads(_run("-c", _BUILD, str(corpus), str(folder)))
    ask = ("scripts/ask.py", "--corpus", str(corpus), "--snapshot", str(folder))
    cold = []
    for _ in range(_COLD_RUNS):
        started = time.perf_counter()
        _run(*ask, "--json", _QUESTION)
        cold.append((time.perf_counter() - started) * 1000)
    batch = folder / "questions.jsonl"
    batch.write_text(questions.read_text("utf-8") * _ROUNDS, "utf-8")
    answers = [json.loads(line) for line in _run(*ask, "--batch", str(batch)).splitlines()]
    # The first round fills what is kept between questions.
    warm = [answer["elapsed_ms"] for answer in answers[len(answers) // _ROUNDS :]]
    asking = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    size = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
    return {
        "cold_ms_median": round(statistics.median(cold), 1),
        "warm_ms_median": round(statistics.median(warm), 2),
        "warm_ms_p95": round(statistics.quantiles(warm, n=20)[-1], 2),
        "warm_ms_max": round(max(warm), 2),
        "passages": built["passages"],
        "build_s": round(built["seconds"], 2),
        "build_s_per_1000_passages": round(built["seconds"] * 1000 / built["passages"], 2),
        "peak_memory_build_mib": round(built["peak"] / 1024, 1),
        "peak_memory_mib": round(asking / 1024, 1),
        "snapshot_mib": round((size - batch.stat().st_size) / 2**20, 2),
    }


def _run(*command: str) -> str:
    """Run Python with `command` and return what it printed."""
    done = subprocess.run(  # noqa: S603 (our own scripts)
        [sys.executable, *command], check=True, capture_output=True, text=True
    )
    return done.stdout


if __name__ == "__main__":
    sys.exit(main())
