"""Ask the plans a question, or a file of questions."""

import argparse
import json
import os
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from rich.console import Console

from bot.answer_json import answer_json
from bot.domain import Answer, Status
from bot.question import Question, language, parse
from bot.reading.topics import topic_of
from bot.several import answer_all
from bot.terminal import progress_bar, show, show_guide
from index.editions import last_day
from index.encoder import load_encoder
from index.encodings import text_of
from index.errors import KeikakuError
from index.opening import open_searcher
from index.search import Searcher


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command; 1 where the plans or the index cannot be used."""
    args = _arguments(argv)
    if not args.question and not args.batch:
        sys.stderr.write("質問を書くか、--batch FILE を指定してください。\n")
        return 2
    try:
        searcher = _open(args.corpus, args.snapshot)
        within = _plans(searcher, args.plan)
        for identity, text in _questions(args):
            topic = topic_of(text)
            if topic and not (args.json or args.batch):
                show_guide(topic, searcher, language(text), Console())
                continue
            started = time.perf_counter()
            if topic:
                # The plans say nothing of the bot itself.
                found = Answer(text, Status.NOT_FOUND, searcher.snapshot.snapshot_id)
            else:
                read = partial(_read, args, searcher)
                _, found = answer_all(text, read, searcher, within, args.top)
            elapsed_ms = (time.perf_counter() - started) * 1000
            _print(found, identity, elapsed_ms, as_json=args.json or bool(args.batch))
    except (KeikakuError, OSError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


def _arguments(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="計画に質問し、書いてあるとおりに答えます。")
    parser.add_argument("question", nargs="?", metavar="質問")
    parser.add_argument(
        "--batch", type=Path, metavar="FILE", help="1行に1問（文、または id と q のある JSON）"
    )
    parser.add_argument("--plan", metavar="ID", help="この計画だけに聞く")
    parser.add_argument(
        "--as-of",
        type=_day,
        metavar="日付",
        help="その日に有効だった版に聞く（2023年4月、令和5年度）",
    )
    parser.add_argument("--top", type=int, default=3, metavar="N", help="引用の数（既定 3）")
    parser.add_argument("--corpus", type=Path, metavar="DIR", help="計画の置き場所（既定 corpus）")
    parser.add_argument(
        "--snapshot",
        type=Path,
        metavar="DIR",
        help="索引の置き場所（既定 var/index、--corpus があれば var/indexes の下）",
    )
    parser.add_argument("--json", action="store_true", help="1行に1件の JSON")
    return parser.parse_args(argv)


def _day(text: str) -> str:
    day = last_day(text)
    if day is None:
        raise argparse.ArgumentTypeError(
            f"「{text}」は日付として読めません（例: 2023-04-01、2023年4月、令和5年度）"
        )
    return day.isoformat()


def _open(corpus: Path | None, index_dir: Path | None) -> Searcher:
    """Open the index, with a bar where building it takes longer than a moment."""
    encoder = load_encoder(os.environ.get("PLAN_ENCODER") or None)
    with progress_bar() as progress:
        return open_searcher(corpus, index_dir, encoder=encoder, progress=progress, warn=_warn)


def _read(args: argparse.Namespace, searcher: Searcher, text: str) -> Question:
    question = parse(text, searcher.snapshot.plans, writing=searcher.writing)
    return replace(question, as_of=args.as_of) if args.as_of else question


def _warn(message: str) -> None:
    sys.stderr.write(f"{message}\n")


def _plans(searcher: Searcher, plan_id: str | None) -> tuple[str, ...] | None:
    if plan_id is None:
        return None
    known = [plan.plan_id for plan in searcher.snapshot.plans]
    if plan_id not in known:
        raise KeikakuError(
            f"計画「{plan_id}」はありません。次のどれかを指定してください: {'、'.join(known)}"
        )
    return (plan_id,)


def _questions(args: argparse.Namespace) -> Iterator[tuple[str, str]]:
    """Yield id and text of each question; the number of its line is the id of a bare one."""
    if not args.batch:
        yield "1", args.question
        return
    for number, line in enumerate(text_of(args.batch).splitlines(), 1):
        if not line.strip():
            continue
        try:
            entry = json.loads(line)
        except ValueError:
            entry = line
        if isinstance(entry, dict):
            yield str(entry.get("id", number)), str(entry.get("q", entry.get("question", "")))
        else:
            yield str(number), line.strip()


def _print(found: Answer, identity: str, elapsed_ms: float, *, as_json: bool) -> None:
    if as_json:
        print(json.dumps(answer_json(found, identity, elapsed_ms), ensure_ascii=False), flush=True)
    else:
        show(found, Console())


if __name__ == "__main__":
    sys.exit(main())
