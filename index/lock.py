"""One rebuild at a time: a lock that the system itself lets go when its holder dies."""

import contextlib
import errno
import fcntl
import json
import os
import time
from collections.abc import Iterator
from pathlib import Path

from index.errors import SnapshotLocked
from index.storage import writing

_EVERY = 0.1


@contextlib.contextmanager
def rebuild_lock(index_dir: Path, *, wait: float = 0.0) -> Iterator[None]:
    """Hold the lock of an index folder; SnapshotLocked if another holds it for `wait` seconds.

    The file says who holds it. What a killed holder wrote there means nothing: the system has
    let go of its lock, so a stale one is taken over at once.
    """
    path = index_dir / "LOCK"
    with writing(index_dir):
        index_dir.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        _take(handle, path, time.monotonic() + wait)
        with writing(index_dir):
            os.ftruncate(handle, 0)
            holder = {"pid": os.getpid(), "since": time.strftime("%Y-%m-%d %H:%M:%S")}
            os.pwrite(handle, json.dumps(holder).encode(), 0)
        yield
        os.ftruncate(handle, 0)
    finally:
        os.close(handle)


def _take(handle: int, path: Path, until: float) -> None:
    while True:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return
        except OSError as error:
            if error.errno not in (errno.EWOULDBLOCK, errno.EACCES):
                raise
            if time.monotonic() >= until:
                raise SnapshotLocked(_held(path)) from error
        time.sleep(_EVERY)


def _held(path: Path) -> str:
    try:
        holder = json.loads(path.read_bytes())
        who = f"プロセス {holder['pid']}、{holder['since']} から"
    except (OSError, ValueError, KeyError, TypeError):
        who = "始まったばかり"
    return (
        f"別の再構築が動いています（{who}）。終わるのを待って、もう一度実行してください。"
        "--wait 秒数 を付けると、空くまで待ちます。"
    )
