"""Acks before answers: whoever works out an answer first lets pass what Slack is waiting for."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager


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
