"""Work side by side, yet in order where order matters."""

import heapq
import itertools
import logging
import threading
import time
from collections import deque
from collections.abc import Callable

Job = Callable[[], float | None]
"""A piece of work; it returns the seconds after which it wants to be called again, or None."""

_log = logging.getLogger(__name__)


class Lanes:
    """A bounded pool of threads: jobs of one lane run one after the other, lanes side by side.

    A job that has to wait (for Slack, say) gives its thread back meanwhile, and keeps its lane.
    """

    def __init__(self, threads: int, capacity: int) -> None:
        """Start the threads; at most `capacity` jobs are held at a time."""
        self._capacity = capacity
        self._lanes: dict[str, deque[Job]] = {}
        self._due: list[tuple[float, int, str]] = []
        self._order = itertools.count()
        self._changed = threading.Condition()
        self._held = 0
        self._stop_at: float | None = None
        self._threads = [
            threading.Thread(target=self._work, name=f"answer-{number}", daemon=True)
            for number in range(threads)
        ]
        for thread in self._threads:
            thread.start()

    @property
    def held(self) -> int:
        """The number of jobs waiting or running."""
        return self._held

    @property
    def closing(self) -> bool:
        """Whether no more jobs are taken for good."""
        return self._stop_at is not None

    def submit(self, lane: str, job: Job) -> bool:
        """Take a job; False when there are too many already, or the pool is closing."""
        with self._changed:
            if self._held >= self._capacity or self._stop_at is not None:
                return False
            self._held += 1
            jobs = self._lanes.setdefault(lane, deque())
            jobs.append(job)
            if len(jobs) == 1:
                self._ready(lane, 0.0)
        return True

    def close(self, timeout: float) -> bool:
        """Finish what is held, for at most `timeout` seconds; whether all of it was finished."""
        with self._changed:
            self._stop_at = time.monotonic() + timeout
            self._changed.notify_all()
        for thread in self._threads:
            thread.join(max(0.0, self._stop_at - time.monotonic()))
        return self._held == 0

    def _ready(self, lane: str, delay: float) -> None:
        heapq.heappush(self._due, (time.monotonic() + delay, next(self._order), lane))
        self._changed.notify()

    def _work(self) -> None:
        while (lane := self._next_lane()) is not None:
            job = self._lanes[lane][0]
            try:
                delay = job()
            except Exception:
                _log.exception("A job failed.")
                delay = None
            with self._changed:
                if delay is not None:
                    self._ready(lane, delay)
                    continue
                self._held -= 1
                self._lanes[lane].popleft()
                if self._lanes[lane]:
                    self._ready(lane, 0.0)
                else:
                    del self._lanes[lane]
                    if self._stop_at is not None:
                        self._changed.notify_all()

    def _next_lane(self) -> str | None:
        """Wait for a lane whose turn has come; None when it is time to leave."""
        with self._changed:
            while True:
                now = time.monotonic()
                if self._stop_at is not None and (not self._held or now >= self._stop_at):
                    return None
                if self._due and self._due[0][0] <= now:
                    return heapq.heappop(self._due)[2]
                times = [when for when in (self._stop_at, *self._first_due()) if when is not None]
                self._changed.wait(max(0.0, min(times) - now) if times else None)

    def _first_due(self) -> tuple[float, ...]:
        return (self._due[0][0],) if self._due else ()
