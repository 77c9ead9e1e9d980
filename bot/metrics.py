"""Counts and times of this process, written as Prometheus text."""

import threading
from collections import Counter
from collections.abc import Callable
from typing import Final

BOUNDS: Final = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)
"""Upper bounds of the buckets of every histogram, in seconds."""


class Metrics:
    """Counters, histograms and gauges; safe to use from any thread."""

    def __init__(self) -> None:
        """Start with nothing counted."""
        self._lock = threading.Lock()
        self._counts: Counter[str] = Counter()
        self._sums: Counter[str] = Counter()
        self._gauges: dict[str, Callable[[], float]] = {}

    def count(self, name: str, **labels: str) -> None:
        """Add one to a counter."""
        with self._lock:
            self._counts[_series(f"keikaku_{name}_total", labels)] += 1

    def observe(self, name: str, seconds: float) -> None:
        """Put a duration into a histogram."""
        full = f"keikaku_{name}_seconds"
        with self._lock:
            for bound in (*BOUNDS, float("inf")):
                le = "+Inf" if bound == float("inf") else str(bound)
                self._counts[_series(f"{full}_bucket", {"le": le})] += seconds <= bound
            self._counts[f"{full}_count"] += 1
            self._sums[f"{full}_sum"] += seconds  # type: ignore[assignment]

    def gauge(self, name: str, read: Callable[[], float]) -> None:
        """Show what `read` gives whenever the metrics are written."""
        self._gauges[f"keikaku_{name}"] = read

    def value(self, name: str, **labels: str) -> int:
        """Return a counter, for tests and the health page."""
        with self._lock:
            return self._counts[_series(f"keikaku_{name}_total", labels)]

    def text(self) -> str:
        """Write everything in the text format of Prometheus."""
        with self._lock:
            lines = [f"{series} {count}" for series, count in self._counts.items()]
            lines += [f"{series} {total:.6f}" for series, total in self._sums.items()]
        lines += [f"{name} {read():g}" for name, read in self._gauges.items()]
        return "\n".join(sorted(lines)) + "\n"


def _series(name: str, labels: dict[str, str]) -> str:
    inside = ",".join(f'{key}="{_escaped(value)}"' for key, value in sorted(labels.items()))
    return f"{name}{{{inside}}}" if inside else name


def _escaped(value: str) -> str:
    return value.replace("\\", r"\\").replace('"', r"\"").replace("\n", r"\n")
