"""Channels that Slack asked to leave in peace for a while."""

import threading
from collections.abc import Callable


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
