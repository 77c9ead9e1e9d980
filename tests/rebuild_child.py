"""A rebuild in a process of its own, to be waited for or killed."""

import os
import subprocess
import sys
from pathlib import Path

from fakes import BigramEncoder

from index.errors import KeikakuError
from index.rebuild import rebuild


def start(*arguments: str | Path, code: str = "") -> subprocess.Popen[str]:
    """Start `code`, or else a rebuild of (corpus, index), in another process."""
    here = Path(__file__).parent
    path = os.pathsep.join([str(here), str(here.parent)])
    what = ["-c", code] if code else [__file__]
    return subprocess.Popen(  # noqa: S603 (this very file)
        [sys.executable, *what, *map(str, arguments)],
        env={**os.environ, "PYTHONPATH": path},
        stdout=subprocess.PIPE,
        text=True,
    )


def main(corpus: str, index: str) -> int:
    try:
        rebuild(Path(corpus), Path(index), BigramEncoder(), allow=("all",), wait=30)
    except KeikakuError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main(*sys.argv[1:]))
