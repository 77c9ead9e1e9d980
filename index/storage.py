"""Files that are whole or not there: written beside, flushed to the disk, then renamed."""

import contextlib
import errno
import hashlib
import json
import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from index.errors import SnapshotCorrupt, SnapshotError

Pour = Callable[[Callable[[bytes], object]], object]
"""Gives the content of a file, piece by piece, to the function it is given."""

MANIFEST = "manifest.json"
UNFINISHED = ".building-"
"""How the names of folders and files begin that a killed rebuild may leave behind."""

_NO_FOLDER = "フォルダーであるべき場所にファイルがあります。--out で別の場所を指定して"
_REASONS = {
    errno.ENOSPC: "ディスクの空き容量が足りません。空きを作ってから",
    errno.EDQUOT: "ディスクの割当量を超えました。空きを作ってから",
    errno.EFBIG: "ファイルの大きさの上限を超えました。上限を上げてから",
    errno.EROFS: "書き込めないフォルダーです。書き込めるようにするか、--out で別の場所を指定して",
    errno.EACCES: "書き込む権限がありません。権限を付けるか、--out で別の場所を指定して",
    errno.EPERM: "書き込む権限がありません。権限を付けるか、--out で別の場所を指定して",
    errno.ENOTDIR: _NO_FOLDER,
    errno.EEXIST: _NO_FOLDER,
    errno.EIO: "ディスクの読み書きに失敗しました。ディスクを確かめてから",
}


@contextlib.contextmanager
def writing(folder: Path) -> Iterator[None]:
    """Turn an OSError while writing into a SnapshotError that says what to do."""
    try:
        yield
    except OSError as error:
        reason = _REASONS.get(
            error.errno or 0, f"書き込みに失敗しました（{error}）。原因を除いてから"
        )
        raise SnapshotError(
            f"{error.filename or folder}: {reason}、もう一度実行してください。"
            "公開中の索引は元のままです。"
        ) from error


def write_folder(folder: Path, facts: Mapping[str, Any], files: Iterable[tuple[str, Pour]]) -> None:
    """Write `files` and a sealed manifest of `facts` and checksums as the new folder `folder`."""
    beside = folder.with_name(f"{UNFINISHED}{folder.name}.{os.getpid()}")
    try:
        shutil.rmtree(beside, ignore_errors=True)
        beside.mkdir(parents=True)
        sums = {name: _write(beside / name, pour) for name, pour in files}
        manifest = seal({**facts, "files": sums})
        _write(beside / MANIFEST, lambda write: write(manifest))
        sync_folder(beside)
        beside.rename(folder)
        sync_folder(folder.parent)
    except BaseException:
        shutil.rmtree(beside, ignore_errors=True)
        raise


def replace_file(path: Path, data: bytes) -> None:
    """Give `path` new content in one step: readers see the old or the new, never a mixture."""
    beside = path.with_name(f"{UNFINISHED}{path.name}.{os.getpid()}")
    beside.unlink(missing_ok=True)
    try:
        _write(beside, lambda write: write(data))
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Make renames inside `folder` survive a loss of power."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def seal(manifest: Mapping[str, Any]) -> bytes:
    """Return `manifest` as the one JSON text that `unseal` accepts."""
    body = {key: value for key, value in manifest.items() if key != "seal"}
    return _canonical({**body, "seal": _sha256(_canonical(body))})


def unseal(path: Path, data: bytes) -> dict[str, Any]:
    """Return the manifest that `data` holds; SnapshotCorrupt unless each byte is as written."""
    try:
        manifest: dict[str, Any] = json.loads(data)
        whole = seal(manifest) == data
    except (ValueError, AttributeError, RecursionError) as error:
        raise corrupt(path, "読み取れない内容です") from error
    if not whole:
        raise corrupt(path, "内容が書き換わっています")
    return manifest


def read_manifest(folder: Path) -> dict[str, Any]:
    """Return the manifest of a folder; SnapshotCorrupt unless each byte is as written."""
    return unseal(folder / MANIFEST, _read(folder / MANIFEST))


def read_checked(folder: Path, manifest: Mapping[str, Any], name: str) -> bytes:
    """Return the content of a file; SnapshotCorrupt unless it is what the manifest promises."""
    path = folder / name
    data = _read(path)
    promised = manifest["files"].get(name)
    if promised is None or len(data) != promised["bytes"]:
        raise corrupt(path, "長さが合いません")
    if _sha256(data) != promised["sha256"]:
        raise corrupt(path, "内容が書き換わっています")
    return data


def corrupt(path: Path, reason: str) -> SnapshotCorrupt:
    """Return the error that says that `path` cannot be trusted, and what to do."""
    return SnapshotCorrupt(
        f"索引のファイル {path} が壊れています（{reason}）。"
        "python scripts/rebuild_index.py で作り直すか、--rollback で前の索引に戻してください。"
    )


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise corrupt(path, f"開けません: {error.strerror}") from error


def _write(path: Path, pour: Pour) -> dict[str, int | str]:
    """Write a new file down to the disk; return its length and checksum."""
    digest = hashlib.sha256()
    with path.open("xb") as file:

        def write(data: bytes) -> None:
            file.write(data)
            digest.update(data)

        pour(write)
        file.flush()
        os.fsync(file.fileno())
        return {"bytes": file.tell(), "sha256": digest.hexdigest()}


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _canonical(value: Mapping[str, Any]) -> bytes:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, indent=1).encode() + b"\n"
