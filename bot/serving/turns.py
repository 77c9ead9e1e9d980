"""Whose turn it is: acks before answers, channels that Slack asked to spare, clicks only once."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final


class Turns:
    """Counts what is urgent; safe to use from any thread."""

    def __init__(self) -> None:
        """Start with nothing urgent."""
        self._urgent = 0
        self._changed = threading.Condition()

    def begin(self) -> None:
        """Note that something urgent has come."""
        with self._changed:
            self._urgent += 1

    def end(self) -> None:
        """Note that something urgent has been dealt with."""
        with self._changed:
            self._urgent -= 1
            if not self._urgent:
                self._changed.notify_all()

    @contextmanager
    def urgent(self) -> Iterator[None]:
        """Be urgent for a while."""
        self.begin()
        try:
            yield
        finally:
            self.end()

    def give_way(self, seconds: float) -> None:
        """Wait until nothing is urgent, for so long at most."""
        with self._changed:
            self._changed.wait_for(lambda: not self._urgent, seconds)


class Gates:
    """A gate per channel, open unless it was shut; safe to use from any thread."""

    def __init__(self, clock: Callable[[], float]) -> None:
        """Start with every gate open; `clock` gives seconds."""
        self._clock = clock
        self._shut_until: dict[str, float] = {}
        self._lock = threading.Lock()

    def shut(self, channel: str, seconds: float) -> None:
        """Keep a channel shut for so long, or longer if it is already."""
        with self._lock:
            until = self._clock() + seconds
            self._shut_until[channel] = max(until, self._shut_until.get(channel, 0.0))

    def wait(self, channel: str) -> float:
        """Return the seconds until a channel opens, 0 when it is open."""
        with self._lock:
            left = self._shut_until.get(channel, 0.0) - self._clock()
            if left <= 0:
                self._shut_until.pop(channel, None)
            return max(0.0, left)


class Once:
    """Keeps a second click on the same thing, within `SECONDS`, from doing it twice."""

    SECONDS: Final = 10.0

    def __init__(self, clock: Callable[[], float]) -> None:
        """Remember nothing yet."""
        self._clock = clock
        self._since: dict[str, float] = {}
        self._lock = threading.Lock()

    @contextmanager
    def first(self, key: str) -> Iterator[bool]:
        """Give whether `key` is new; from now on it is not, unless what follows fails."""
        with self._lock:
            now = self._clock()
            recent = {k: at for k, at in self._since.items() if now - at < self.SECONDS}
            fresh = key not in recent
            self._since = recent | ({key: now} if fresh else {})
        try:
            yield fresh
        except Exception:
            with self._lock:
                self._since.pop(key, None)
            raise
