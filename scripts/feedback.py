"""Write what people said of the bot's answers as questions of an evaluation, a line each."""

import argparse
import json
import sys
import time
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from bot.lessons import lessons
from bot.store import DAY, Store
from index.errors import KeikakuError


def main(arguments: Sequence[str] | None = None) -> int:
    """Print JSON lines; return the exit code."""
    parser = argparse.ArgumentParser(
        description="Slack で寄せられた評価を、評価用の質問（1 行に 1 つの JSON）にして出します。"
    )
    parser.add_argument(
        "--state",
        type=Path,
        default=Path("var/state.sqlite"),
        help="ボットの状態ファイル（既定：var/state.sqlite）",
    )
    parser.add_argument("--days", type=float, help="この日数のうちに寄せられたものだけ")
    parser.add_argument("--wrong", action="store_true", help="「違う」だけ")
    options = parser.parse_args(arguments)
    if not options.state.is_file():
        print(f"{options.state} がありません。--state で指定してください。", file=sys.stderr)
        return 2
    try:
        with closing(Store(options.state)) as store:
            said = store.feedback(time.time() - options.days * DAY if options.days else 0.0)
            wanted = [one for one in said if one.verdict == "bad" or not options.wrong]
            for lesson in lessons(wanted, store.answer):
                print(json.dumps(lesson, ensure_ascii=False))
    except KeikakuError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
