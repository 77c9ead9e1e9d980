"""What must survive a restart, in one SQLite file: the inbox, threads, answers, feedback, settings.

For listeners:

    accept, begin, posting, done, failed, unfinished    the inbox (bot.serving.desk)
    open_thread, keep_thread, thread                what a thread was last asked
    keep_answer, answer                             an answer for its buttons
    asked, recent_questions                         the last questions of a user
    put_feedback, feedback                          an upsert by user and message
    keep_unanswered, unanswered                     questions without an answer
    channel_settings, save_channel_settings
    prune                                           forget what is old

Whatever reads or writes raises StateError where the file cannot be used.

Every time is in seconds since 1970 and given by the caller.
"""

import json
import sqlite3
import threading
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, astuple
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

from bot.records import (
    Asked,
    ChannelSettings,
    Feedback,
    KeptAnswer,
    Thread,
    Unanswered,
    answer_from_json,
    answer_to_json,
)
from index.errors import ConfigError, StateError

DAY: Final = 86_400.0
KEEP_DAYS: Final = 30

MIGRATIONS: Final = (
    """
    CREATE TABLE inbox (
        key TEXT PRIMARY KEY, event_id TEXT, state TEXT NOT NULL, tries INTEGER NOT NULL,
        ask TEXT NOT NULL, at REAL NOT NULL);
    CREATE INDEX inbox_event ON inbox (event_id);
    CREATE TABLE threads (
        channel TEXT, thread_ts TEXT, asker TEXT, question TEXT, snapshot_id TEXT, at REAL,
        PRIMARY KEY (channel, thread_ts)) WITHOUT ROWID;
    CREATE TABLE answers (
        answer_id TEXT PRIMARY KEY, answer BLOB, channel TEXT, user TEXT, thread_ts TEXT, at REAL);
    CREATE TABLE asked (user TEXT, question TEXT, answer_id TEXT, at REAL,
        PRIMARY KEY (user, question)) WITHOUT ROWID;
    CREATE TABLE feedback (
        user TEXT, channel TEXT, message_ts TEXT, answer_id TEXT, verdict TEXT, question TEXT,
        snapshot_id TEXT, at REAL, reason TEXT, comment TEXT,
        PRIMARY KEY (user, channel, message_ts));
    CREATE TABLE unanswered (
        question TEXT, channel TEXT, user TEXT, snapshot_id TEXT, at REAL,
        PRIMARY KEY (question, channel, user));
    CREATE TABLE channels (channel TEXT PRIMARY KEY, settings TEXT, user TEXT, at REAL);
    """,
)


class State(StrEnum):
    """How far an asking has come; POSTING means that its answer may already stand in Slack."""

    TAKEN = "taken"
    POSTING = "posting"
    DONE = "done"
    FAILED = "failed"


class Store:
    """The state file; safe to use from several threads of one process."""

    def __init__(self, path: Path) -> None:
        """Open or create the file at `path` and bring its tables up to date.

        Raises ConfigError, naming the file, where that cannot be.
        """
        self._lock = threading.RLock()
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._database = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
            # NORMAL survives a killed process; only a power cut may lose the last moments.
            self._database.executescript(
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA busy_timeout=5000;"
            )
            self._migrate()
        except (OSError, sqlite3.Error, StateError) as error:
            raise ConfigError(
                f"{path} を開けません（{error}）。権限とディスクの空きを確かめ、"
                "壊れていれば控えから戻すか、KEIKAKU_STATE に別のファイルを指定してください。"
            ) from error

    def close(self) -> None:
        """Close the file; the store cannot be used afterwards."""
        with self._lock:
            self._database.close()

    def can_write(self) -> bool:
        """Whether something can be written down now; without that no question is taken."""
        try:
            self._do(f"PRAGMA user_version={len(MIGRATIONS)}")
        except StateError:
            return False
        return True

    # The inbox.

    def accept(self, key: str, event_id: str | None, ask: str, at: float) -> bool:
        """Take an asking in once; one that failed may come in once more. False when it is known."""
        with self._lock:
            known = self._rows("SELECT key FROM inbox WHERE key = ? OR event_id = ?", key, event_id)
            if not known:
                self._do(
                    "INSERT INTO inbox VALUES (?, ?, ?, 0, ?, ?)",
                    *(key, event_id, State.TAKEN, ask, at),
                )
                return True
            return any(self._take_again(known_key) for (known_key,) in known)

    def begin(self, key: str) -> State:
        """Count one more try of an asking; return how far the last one came."""
        with self._lock:
            self._do("UPDATE inbox SET tries = tries + 1 WHERE key = ?", key)
            return State(self._rows("SELECT state FROM inbox WHERE key = ?", key)[0][0])

    def posting(self, key: str) -> None:
        """Note that the answer is about to be sent."""
        self._do("UPDATE inbox SET state = ? WHERE key = ?", State.POSTING, key)

    def done(self, key: str) -> None:
        """Note that the asking is over; its text is forgotten."""
        self._do("UPDATE inbox SET state = ?, ask = '' WHERE key = ?", State.DONE, key)

    def failed(self, key: str) -> None:
        """Note that this try came to nothing, so that another may follow."""
        self._do("UPDATE inbox SET state = ? WHERE key = ?", State.FAILED, key)

    def unfinished(self, since: float, tries: int) -> tuple[str, ...]:
        """Return the askings left open since then that were begun less than `tries` times."""
        rows = self._rows(
            "SELECT ask FROM inbox WHERE state IN (?, ?) AND at >= ? AND tries < ? ORDER BY at",
            *(State.TAKEN, State.POSTING, since, tries),
        )
        return tuple(ask for (ask,) in rows)

    def _take_again(self, key: str) -> bool:
        cursor = self._do(
            "UPDATE inbox SET state = ? WHERE key = ? AND state = ? AND tries < 2",
            *(State.TAKEN, key, State.FAILED),
        )
        return cursor.rowcount == 1

    # Threads and answers.

    def open_thread(self, channel: str, thread_ts: str, asker: str, at: float) -> None:
        """Remember that a thread is the bot's, before its first question is answered."""
        self._do(
            "INSERT OR IGNORE INTO threads VALUES (?, ?, ?, '', '', ?)",
            *(channel, thread_ts, asker, at),
        )

    def keep_thread(self, thread: Thread) -> None:
        """Remember what a thread was last asked."""
        self._do("INSERT OR REPLACE INTO threads VALUES (?, ?, ?, ?, ?, ?)", *astuple(thread))

    def thread(self, channel: str, thread_ts: str) -> Thread | None:
        """Return what a thread was last asked; None where the bot did not answer."""
        rows = self._rows(
            "SELECT * FROM threads WHERE channel = ? AND thread_ts = ?", channel, thread_ts
        )
        return Thread(*rows[0]) if rows else None

    def keep_answer(self, kept: KeptAnswer) -> None:
        """Remember an answer for the buttons under it."""
        packed = zlib.compress(answer_to_json(kept.answer).encode())
        self._do(
            "INSERT OR REPLACE INTO answers VALUES (?, ?, ?, ?, ?, ?)",
            *(kept.answer_id, packed, kept.channel, kept.user, kept.thread_ts, kept.at),
        )

    def answer(self, answer_id: str) -> KeptAnswer | None:
        """Return a kept answer; None when it is too old or of another version."""
        rows = self._rows("SELECT * FROM answers WHERE answer_id = ?", answer_id)
        if not rows:
            return None
        try:
            answer = answer_from_json(zlib.decompress(rows[0][1]).decode())
        except ValueError:
            return None
        return KeptAnswer(rows[0][0], answer, *rows[0][2:])

    # People.

    def asked(self, user: str, asked: Asked) -> None:
        """Remember that a user asked something, once per wording."""
        self._do(
            "INSERT OR REPLACE INTO asked VALUES (?, ?, ?, ?)",
            *(user, asked.question, asked.answer_id, asked.at),
        )

    def recent_questions(self, user: str) -> tuple[Asked, ...]:
        """Return the last five questions of a user, newest first."""
        rows = self._rows(
            "SELECT question, answer_id, at FROM asked WHERE user = ? ORDER BY at DESC LIMIT 5",
            user,
        )
        return tuple(Asked(*row) for row in rows)

    def put_feedback(self, feedback: Feedback) -> None:
        """Remember what a user says of a message, in place of what the user said before."""
        self._do(
            "INSERT OR REPLACE INTO feedback VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            *astuple(feedback),
        )

    def feedback(self, since: float = 0.0) -> tuple[Feedback, ...]:
        """Return the feedback given since then, newest first."""
        rows = self._rows("SELECT * FROM feedback WHERE at >= ? ORDER BY at DESC", since)
        return tuple(Feedback(*row) for row in rows)

    def keep_unanswered(self, unanswered: Unanswered) -> None:
        """Remember a question that the plans did not answer."""
        self._do("INSERT OR REPLACE INTO unanswered VALUES (?, ?, ?, ?, ?)", *astuple(unanswered))

    def unanswered(self, since: float) -> tuple[Unanswered, ...]:
        """Return the questions without an answer since then, newest first."""
        rows = self._rows("SELECT * FROM unanswered WHERE at >= ? ORDER BY at DESC", since)
        return tuple(Unanswered(*row) for row in rows)

    # Channels.

    def channel_settings(self, channel: str) -> ChannelSettings:
        """Return how a channel wants to be answered."""
        rows = self._rows("SELECT settings FROM channels WHERE channel = ?", channel)
        if not rows:
            return ChannelSettings()
        stored = json.loads(rows[0][0])
        return ChannelSettings(**stored | {"plans": tuple(stored.get("plans", ()))})

    def save_channel_settings(
        self, channel: str, settings: ChannelSettings, user: str, at: float
    ) -> None:
        """Set how a channel wants to be answered, and who said so."""
        self._do(
            "INSERT OR REPLACE INTO channels VALUES (?, ?, ?, ?)",
            *(channel, json.dumps(asdict(settings), ensure_ascii=False), user, at),
        )

    def prune(self, now: float) -> None:
        """Forget the inbox after a day, and all but feedback and settings after KEEP_DAYS."""
        with self._lock:
            self._do("DELETE FROM inbox WHERE at < ?", now - DAY)
            for table in ("threads", "answers", "asked", "unanswered"):
                self._do(f"DELETE FROM {table} WHERE at < ?", now - KEEP_DAYS * DAY)  # noqa: S608

    # SQLite.

    def _do(self, sql: str, *values: Any) -> sqlite3.Cursor:  # noqa: ANN401
        with self._lock, _translated():
            return self._database.execute(sql, values)

    def _rows(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:  # noqa: ANN401
        with self._lock, _translated():
            return self._database.execute(sql, values).fetchall()

    def _migrate(self) -> None:
        (version,) = self._rows("PRAGMA user_version")[0]
        if version > len(MIGRATIONS):
            raise sqlite3.DataError("新しい版のプログラムのファイルです")
        for number, script in enumerate(MIGRATIONS[version:], start=version + 1):
            self._database.executescript(f"BEGIN; {script} PRAGMA user_version={number}; COMMIT;")


@contextmanager
def _translated() -> Iterator[None]:
    """Raise StateError where SQLite fails."""
    try:
        yield
    except sqlite3.Error as error:
        raise StateError(f"状態のファイルを読み書きできません（{error}）。") from error
