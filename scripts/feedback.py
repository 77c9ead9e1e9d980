"""Write what people said of the bot's answers as questions of an evaluation, a line each."""

import argparse
import json
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from bot.lessons import lessons
from bot.store import DAY, Store


def main(arguments: Sequence[str] | None = None) -> int:
    """Print JSON lines; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--state",
        type=Path,
        default=Path("var/state.sqlite"),
        help="the bot's state file (var/state.sqlite)",
    )
    parser.add_argument("--days", type=float, help="only what was said in the last so many days")
    parser.add_argument("--wrong", action="store_true", help="only what was called wrong")
    options = parser.parse_args(arguments)
    if not options.state.is_file():
        print(
            f"{options.state} がありません。--state で状態ファイルを指定してください。",
            file=sys.stderr,
        )
        return 2
    store = Store(options.state)
    try:
        said = store.feedback(time.time() - options.days * DAY if options.days else 0.0)
        wanted = [one for one in said if one.verdict == "bad" or not options.wrong]
        for lesson in lessons(wanted, store.answer):
            print(json.dumps(lesson, ensure_ascii=False))
    finally:
        store.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
