"""Measure how long answers take, cold and warm, and what building and keeping the index costs.

With --rebuild N: what a rebuild of a large corpus costs.
"""

import argparse
import contextlib
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from scripts.large_corpus import change_one_file, write_large_corpus

_COLD_RUNS = 5
_ROUNDS = 5
_SAMPLE = 1.0
"""Seconds between two looks at the memory in use: a look takes 50 ms of a processor."""
_QUESTION = "ジオツアー参加者数の目標値は？"

_BUILD = """
import sys, time, json, resource
from pathlib import Path
from index.encoder import load_encoder
from index.rebuild import rebuild
encoder = load_encoder()
started = time.perf_counter()
report = rebuild(Path(sys.argv[1]), Path(sys.argv[2]), encoder)
seconds = time.perf_counter() - started
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(json.dumps({"seconds": seconds, "passages": report.counts["passages"], "peak": peak}))
"""


def main(argv: Sequence[str] | None = None) -> int:
    """Run the measurements and print them."""
    parser = argparse.ArgumentParser(description="答えの速さと、索引の作成の速さを測ります。")
    parser.add_argument(
        "--corpus",
        type=Path,
        default=Path("corpus"),
        metavar="DIR",
        help="計画の置き場所（既定 corpus）",
    )
    parser.add_argument(
        "--questions",
        type=Path,
        default=Path("tests/eval/questions.jsonl"),
        metavar="FILE",
        help="聞く質問（既定 tests/eval/questions.jsonl）",
    )
    parser.add_argument(
        "--rebuild",
        type=int,
        metavar="N",
        help="代わりに、およそ N 個の文章の索引の作り直しを測る（何もない所から、変わりなし、"
        "1 ファイルだけ変更。秒は起動を除き、CPU 秒とメモリーは全プロセスの合計）",
    )
    parser.add_argument("--json", action="store_true", help="1つの JSON")
    args = parser.parse_args(argv)
    with tempfile.TemporaryDirectory() as folder:
        if args.rebuild:
            figures = _measure_rebuild(args.corpus, args.rebuild, Path(folder))
        else:
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


def _measure_rebuild(corpus: Path, passages: int, folder: Path) -> dict[str, float]:
    large = folder / "corpus"
    files = write_large_corpus(corpus, large, passages)
    rebuild = ("scripts/rebuild_index.py", "--corpus", str(large), "--out", str(folder / "index"))
    figures: dict[str, float] = {"files": files}
    for name in ("from_nothing", "nothing_changed", "one_file_changed"):
        if name == "one_file_changed":
            change_one_file(large)
        report, cpu, peak = _run_watched(*rebuild, "--json")
        figures |= {
            "passages": report["counts"]["passages"],
            f"{name}_s": round(report["elapsed_s"], 2),
            f"{name}_cpu_s": round(cpu, 2),
            f"{name}_peak_mib": round(peak / 1024, 1),
        }
    return figures


def _run_watched(*command: str) -> tuple[dict[str, Any], float, int]:
    """Run Python with `command`; return the JSON it printed, CPU seconds and peak memory in KiB.

    They are those of it and its children together, shared pages counted once.
    """
    peak = 0
    with subprocess.Popen(  # noqa: S603 (our own scripts)
        [sys.executable, *command], stdout=subprocess.PIPE, text=True, start_new_session=True
    ) as process:
        ended = threading.Event()

        def watch() -> None:
            nonlocal peak
            while not ended.wait(_SAMPLE):
                peak = max(peak, sum(_memory(path) for path in Path("/proc").glob("[0-9]*")))

        def _memory(path: Path) -> int:
            with contextlib.suppress(OSError):
                if (path / "stat").read_text("utf-8").rsplit(")", 1)[1].split()[3] == session:
                    rollup = (path / "smaps_rollup").read_text("utf-8")
                    return int(rollup.split("\nPss:", 1)[1].split()[0])
            return 0

        session = str(process.pid)
        watcher = threading.Thread(target=watch)
        watcher.start()
        printed = process.stdout.read() if process.stdout else ""
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        ended.set()
        watcher.join()
    if process.returncode:
        raise SystemExit(process.returncode)
    found: dict[str, Any] = json.loads(printed)
    # The highest that a single process had is known without looking.
    return found, used.ru_utime + used.ru_stime, max(peak, used.ru_maxrss)


def _run(*command: str) -> str:
    """Run Python with `command` and return what it printed; leave with its code where it fails."""
    done = subprocess.run(  # noqa: S603 (our own scripts)
        [sys.executable, *command], stdout=subprocess.PIPE, text=True
    )
    if done.returncode:
        raise SystemExit(done.returncode)
    return done.stdout


if __name__ == "__main__":
    sys.exit(main())
