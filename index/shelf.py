"""The index folder: snapshots side by side, and CURRENT, which names the one that answers.

CURRENT              one line: the id of the published snapshot
HISTORY              the ids published so far, one a line, the latest last
WITHDRAWN            the id that a rollback took back, if one did: asking does not build it anew
LOCK                 held while a rebuild runs
snapshots/<id>/      never altered once it has this name
"""

import re
import shutil
from dataclasses import dataclass
from pathlib import Path

from index.errors import SnapshotCorrupt, SnapshotMissing
from index.storage import UNFINISHED, corrupt, replace_file, sync_folder, writing

_ID = re.compile(rb"[0-9a-f]{16}\n")


@dataclass(frozen=True, slots=True)
class Shelf:
    """Which snapshots there are, and which one is published."""

    folder: Path

    def path(self, snapshot_id: str) -> Path:
        """Where the snapshot of this id lies."""
        return self.folder / "snapshots" / snapshot_id

    def current(self) -> str:
        """Return the id of the published snapshot; raises SnapshotMissing or SnapshotCorrupt."""
        path = self.folder / "CURRENT"
        try:
            data = path.read_bytes()
        except (FileNotFoundError, NotADirectoryError) as error:
            raise SnapshotMissing(
                f"索引がまだありません（{self.folder}）。"
                "python scripts/rebuild_index.py を実行してください。"
            ) from error
        except OSError as error:
            raise corrupt(path, f"開けません: {error.strerror}") from error
        if not _ID.fullmatch(data):
            raise corrupt(path, "索引の番号が書かれていません")
        return data.decode().strip()

    def find_current(self) -> str | None:
        """Return the id of the published snapshot, None where there is none to be named."""
        try:
            return self.current()
        except (SnapshotMissing, SnapshotCorrupt):
            return None

    def snapshots(self) -> tuple[str, ...]:
        """Return the ids of all finished snapshots, the latest published last."""
        known = self.history()
        there = {path.name for path in (self.folder / "snapshots").glob("[0-9a-f]*")}
        unpublished = tuple(sorted(there - set(known)))
        return unpublished + tuple(name for name in known if name in there)

    def history(self) -> tuple[str, ...]:
        """Return the ids published so far, each once, the latest last."""
        try:
            lines = (self.folder / "HISTORY").read_bytes().splitlines(keepends=True)
        except OSError:
            lines = []
        named = [line.decode().strip() for line in lines if _ID.fullmatch(line)]
        current = self.find_current()
        # A rebuild killed between CURRENT and HISTORY has published all the same.
        if current and named[-1:] != [current]:
            named.append(current)
        return tuple(reversed(dict.fromkeys(reversed(named))))

    def publish(self, snapshot_id: str, history: tuple[str, ...] | None = None) -> None:
        """Let CURRENT name this snapshot, in one step."""
        earlier = self.history() if history is None else history
        lines = [*(name for name in earlier if name != snapshot_id), snapshot_id]
        with writing(self.folder):
            replace_file(self.folder / "CURRENT", f"{snapshot_id}\n".encode())
            replace_file(self.folder / "HISTORY", "".join(f"{x}\n" for x in lines).encode())
            (self.folder / "WITHDRAWN").unlink(missing_ok=True)

    def roll_back(self, snapshot_id: str) -> None:
        """Publish an earlier snapshot; what was published after it leaves the history."""
        current, history = self.find_current(), self.history()
        if snapshot_id in history:
            history = history[: history.index(snapshot_id)]
        self.publish(snapshot_id, history)
        if current is not None:
            with writing(self.folder):
                replace_file(self.folder / "WITHDRAWN", f"{current}\n".encode())

    def withdrawn(self) -> str | None:
        """Return the id of the snapshot that a rollback took back, None if none is."""
        try:
            return (self.folder / "WITHDRAWN").read_text("utf-8").strip()
        except (OSError, ValueError):
            return None

    def before_current(self) -> str:
        """Return the id of the snapshot published before this one; raises SnapshotMissing."""
        earlier = [name for name in self.history()[:-1] if self.path(name).is_dir()]
        if not earlier:
            raise SnapshotMissing(
                "戻せる前の索引がありません。--list で残っている索引を確かめてください。"
            )
        return earlier[-1]

    def prune(self, keep: int) -> tuple[str, ...]:
        """Remove all but the current snapshot and the `keep` latest others; return their ids."""
        current = self.find_current()
        others = [name for name in self.snapshots() if name != current]
        removed = tuple(others[: max(len(others) - keep, 0)])
        with writing(self.folder):
            for name in removed:
                self.discard(name)
        return removed

    def discard(self, snapshot_id: str) -> None:
        """Remove a snapshot; at no moment does a part of it stand under its name."""
        path = self.path(snapshot_id)
        doomed = path.with_name(f"{UNFINISHED}{snapshot_id}.removed")
        shutil.rmtree(doomed, ignore_errors=True)
        path.rename(doomed)
        sync_folder(path.parent)
        shutil.rmtree(doomed)

    def litter(self) -> list[Path]:
        """Return what killed rebuilds left behind."""
        folders = (self.folder, self.folder / "snapshots")
        return [path for folder in folders for path in folder.glob(f"{UNFINISHED}*")]

    def sweep(self) -> None:
        """Remove what killed rebuilds left behind; only for the holder of the lock."""
        with writing(self.folder):
            for path in self.litter():
                if path.is_dir():
                    shutil.rmtree(path)
                else:
                    path.unlink()
