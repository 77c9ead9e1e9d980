"""The command scripts/rebuild_index.py: rebuild the index, go back, or look at what there is."""

import argparse
import json
import os
import sys
import time
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackClientError
from watchfiles import watch

from bot.answer import answer
from bot.answer_json import answer_json
from bot.blocks import Message
from bot.config import SLACK
from bot.display.rebuilt import report_message
from bot.scoring import score
from bot.terminal import progress_bar
from index.catalogue import load_catalogue
from index.domain import Encoder
from index.encoder import load_encoder
from index.errors import KeikakuError, SnapshotError, SnapshotMissing
from index.guards import LossKind, Score
from index.json_lines import read_json_lines
from index.lock import rebuild_lock
from index.opening import CORPUS, index_of
from index.rebuild import Outcome, check, planned, rebuild, refusal
from index.remarks import remarks
from index.search import Searcher
from index.shelf import Shelf
from index.snapshot import Snapshot, verify_snapshot
from index.storage import read_manifest
from index.summary import count_line, report_json, report_lines
from index.words.synonyms import load_synonyms

_INDEX = index_of(CORPUS)
_QUESTIONS = Path("tests/eval/questions.jsonl")
_LOOK_EVERY = 1000
"""Milliseconds."""
_WORKS = {"read": "読む", "keep": "そのまま", "drop": "外す"}


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command: 0 published or nothing to do, 1 refused, 2 wrong usage."""
    args = _arguments(argv)
    try:
        return _watch(args) if args.watch else _run(args)
    except KeikakuError as error:
        if args.json:
            _print_json({"outcome": "refused", "message": str(error)})
        sys.stderr.write(f"{error}\n")
        return 1
    except KeyboardInterrupt:
        sys.stderr.write("中止しました。公開中の索引は元のままです。\n")
        return 1


def _arguments(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description="計画のファイルから索引を作り直し、一度に公開します。",
        epilog="終了コード: 0 公開した・変わりなし、1 公開しなかった、2 使い方の誤り",
    )
    parser.add_argument(
        "--corpus", type=Path, default=CORPUS, metavar="DIR", help=f"計画の置き場所（{CORPUS}）"
    )
    parser.add_argument(
        "--out", type=Path, default=_INDEX, metavar="DIR", help=f"索引の置き場所（{_INDEX}）"
    )
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--check", action="store_true", help="作って比べるだけで、公開しない")
    what.add_argument("--dry-run", action="store_true", help="何をするかを示すだけで、作らない")
    what.add_argument(
        "--rollback", nargs="?", const="", metavar="ID", help="前の索引（または ID）に戻す"
    )
    what.add_argument("--list", action="store_true", help="残っている索引を示す")
    what.add_argument(
        "--prune", type=_count, metavar="N", help="公開中のもののほか、新しい N 個を残して消す"
    )
    what.add_argument(
        "--watch", action="store_true", help="フォルダーを見張り、変わるたびに作り直す"
    )
    parser.add_argument("--json", action="store_true", help="結果を JSON で書く")
    parser.add_argument(
        "--allow-loss",
        type=_losses,
        default=frozenset(),
        metavar="種類",
        help="失われてもよいもの（plan 計画、file 読めないファイル、kpi 指標が半分以下に、"
        "passage 文章が半分以下に、answer 質問集の正答が減る、internal 庁内限りでなくなる、"
        "all すべて。コンマ区切り）",
    )
    parser.add_argument(
        "--questions",
        type=Path,
        metavar="FILE",
        help=f"答えが悪くならないか試す質問集（同梱の計画には {_QUESTIONS}）",
    )
    parser.add_argument(
        "--wait", type=float, default=0.0, metavar="秒", help="別の再構築が終わるのを待つ"
    )
    parser.add_argument(
        "--slack-channel", metavar="ID", help="変わったところをこのチャンネルに知らせる"
    )
    args = parser.parse_args(argv)
    if args.slack_channel and not os.environ.get("SLACK_BOT_TOKEN"):
        parser.error("--slack-channel には、環境変数 SLACK_BOT_TOKEN が要ります（.env を参照）")
    return args


def _count(text: str) -> int:
    if not text.isdecimal():
        raise argparse.ArgumentTypeError("0 以上の数を書いてください")
    return int(text)


def _losses(text: str) -> frozenset[str]:
    kinds = frozenset(text.split(","))
    if not kinds <= {"all", *LossKind}:
        raise argparse.ArgumentTypeError(f"{'、'.join(LossKind)}、all から選んでください")
    return kinds


def _run(args: argparse.Namespace) -> int:
    shelf = Shelf(args.out)
    if args.list:
        return _list(shelf, as_json=args.json)
    if args.prune is not None:
        with rebuild_lock(args.out, wait=args.wait):
            removed = shelf.prune(args.prune)
        lines = ("次の索引を消しました:", *removed) if removed else ("消す索引はありません",)
        return _tell(args, {"outcome": "pruned", "removed": removed}, *lines)
    if args.rollback is not None:
        return _roll_back(args, shelf)
    if args.dry_run:
        return _plan(args)
    return _rebuild(args)


def _rebuild(args: argparse.Namespace) -> int:
    started = time.monotonic()
    encoder = _encoder()
    notes = _remarks(args.corpus)
    count = _score(args, encoder)
    with progress_bar() as progress:
        if args.check:
            report = check(
                args.corpus, args.out, encoder, allow=args.allow_loss, score=count,
                progress=progress,
            )  # fmt: skip
        else:
            report = rebuild(
                args.corpus, args.out, encoder, allow=args.allow_loss, wait=args.wait,
                score=count, progress=progress,
            )  # fmt: skip
    elapsed = time.monotonic() - started
    refused = refusal(report) if report.outcome is Outcome.REFUSED else None
    message = {"message": str(refused)} if refused else {}
    lines = [*report_lines(report), *notes, f"所要時間 {elapsed:.1f} 秒"]
    if report.outcome is Outcome.CHECKED:
        lines.append("公開するには、--check を付けずに実行してください")
    facts = {**report_json(report), **message, "remarks": notes, "elapsed_s": round(elapsed, 3)}
    _tell(args, facts, *lines)
    if refused:
        sys.stderr.write(f"{refused}\n")
    if args.slack_channel and report.outcome is not Outcome.UNCHANGED:
        _post(args.slack_channel, report_message(report))
    return 1 if refused else 0


def _remarks(corpus: Path) -> list[str]:
    """Return what to look at in the corpus folder; titles are not read anew for it."""
    return list(remarks(corpus, load_catalogue(corpus, lambda *_: ("―", "―"))))


def _score(args: argparse.Namespace, encoder: Encoder) -> Score | None:
    """Return what counts the questions that a snapshot answers rightly, None without questions."""
    path = args.questions or (_QUESTIONS if args.corpus.resolve() == CORPUS.resolve() else None)
    if path is None or not (args.questions or path.is_file()):
        return None
    questions = read_json_lines(path, ("id", "q"))

    def right(snapshot: Snapshot) -> int:
        searcher = Searcher(snapshot, encoder, load_synonyms(args.corpus))
        found = ((q, answer(q["q"], searcher)) for q in questions)
        return sum(score(q, answer_json(given, str(q["id"]), 0.0)).right for q, given in found)

    return right


def _plan(args: argparse.Namespace) -> int:
    works = planned(args.corpus, args.out, _encoder())
    todo = [{"work": w.value, "plan": plan, "revision": revision} for w, plan, revision in works]
    notes = _remarks(args.corpus)
    lines = [f"{_WORKS[w.value]}\t{plan}\t{revision}" for w, plan, revision in works]
    return _tell(args, {"outcome": "planned", "editions": todo, "remarks": notes}, *lines, *notes)


def _roll_back(args: argparse.Namespace, shelf: Shelf) -> int:
    with rebuild_lock(args.out, wait=args.wait):
        current = shelf.find_current()
        wanted = args.rollback or shelf.before_current()
        if wanted not in shelf.snapshots():
            raise SnapshotMissing(
                f"索引 {wanted} はありません。--list で残っている索引を確かめてください。"
            )
        verify_snapshot(shelf.path(wanted), _encoder().fingerprint)
        shelf.roll_back(wanted)
    return _tell(
        args,
        {"outcome": "rolled_back", "snapshot_id": wanted, "previous_id": current},
        f"索引 {wanted} に戻しました（前: {current}）",
        "計画のファイルは元のままです。次に再構築すると、そのときのファイルのとおりになります",
    )


def _list(shelf: Shelf, *, as_json: bool) -> int:
    current, names = shelf.find_current(), shelf.snapshots()
    for name in reversed(names):
        made = datetime.fromtimestamp(shelf.path(name).stat().st_mtime).astimezone()
        try:
            counts = read_manifest(shelf.path(name))["counts"]
        except SnapshotError:
            counts = {}
        if as_json:
            facts = {"id": name, "made": made.isoformat(), "current": name == current}
            _print_json({**facts, "counts": counts})
        else:
            mark = "公開中" if name == current else "　　　"
            size = count_line(counts) if counts else "壊れています"
            sys.stdout.write(f"{name}  {made:%Y-%m-%d %H:%M}  {mark}  {size}\n")
    if not names and not as_json:
        sys.stdout.write(f"{shelf.folder} に索引はまだありません\n")
    return 0


def _watch(args: argparse.Namespace) -> int:
    """Rebuild now and whenever a file changes, until interrupted."""
    if not args.corpus.is_dir():
        return _run(args)  # It says that the folder is missing.
    sys.stderr.write(f"{args.corpus} を見張っています（止めるには Ctrl-C）\n")
    fresh = True
    # One watcher throughout: what changes during a rebuild is seen after it.
    for changed in watch(
        args.corpus, yield_on_timeout=True, rust_timeout=_LOOK_EVERY, raise_interrupt=False
    ):
        if not fresh and not changed:
            continue
        fresh = False
        sys.stderr.write(f"\n{datetime.now().astimezone():%Y-%m-%d %H:%M:%S}\n")
        try:
            _rebuild(args)
        except KeikakuError as error:
            sys.stderr.write(f"{error}\n")
        sys.stdout.flush()
    return 0


def _post(channel: str, message: Message) -> None:
    """Tell a Slack channel; that it cannot be told undoes nothing."""
    token, url = os.environ.get("SLACK_BOT_TOKEN", ""), os.environ.get("SLACK_API_URL") or SLACK
    try:
        WebClient(token, base_url=url).chat_postMessage(
            channel=channel, text=message.text, blocks=message.blocks
        )
    except (SlackClientError, OSError) as error:
        sys.stderr.write(
            f"Slack のチャンネル {channel} に知らせられませんでした（{error}）。"
            "SLACK_BOT_TOKEN と、ボットがチャンネルにいることを確かめてください。\n"
        )


def _encoder() -> Encoder:
    return load_encoder(os.environ.get("PLAN_ENCODER") or None)


def _tell(args: argparse.Namespace, facts: dict[str, Any], *lines: str) -> int:
    if args.json:
        _print_json(facts)
    else:
        sys.stdout.write("\n".join(lines) + "\n")
    return 0


def _print_json(value: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(value, ensure_ascii=False) + "\n")
