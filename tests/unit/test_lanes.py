"""Work side by side, in order within a lane."""

import threading
import time

import pytest

from bot.serving.lanes import Lanes


@pytest.fixture
def lanes():
    pool = Lanes(threads=4, capacity=100)
    yield pool
    pool.close(0.0)


def test_a_lane_keeps_its_order_even_when_a_job_has_to_wait(lanes: Lanes) -> None:
    done: list[str] = []
    waits = [0.05, 0.0, None]

    def slow() -> float | None:
        wait = waits.pop(0)
        if wait is None:
            done.append("slow")
        return wait

    lanes.submit("a", slow)
    lanes.submit("a", lambda: done.append("next"))
    lanes.submit("b", lambda: done.append("other"))
    assert lanes.close(2.0)
    assert done == ["other", "slow", "next"]


def test_a_job_that_waits_gives_its_thread_back() -> None:
    pool = Lanes(threads=1, capacity=10)
    first = iter([0.1, None])
    done = threading.Event()
    pool.submit("a", lambda: next(first))
    pool.submit("b", lambda: done.set())
    assert done.wait(0.08)
    assert pool.close(1.0)


def test_lanes_run_side_by_side(lanes: Lanes) -> None:
    meet = threading.Barrier(4, timeout=2.0)
    for lane in "abcd":
        lanes.submit(lane, lambda: (meet.wait(), None)[1])
    assert lanes.close(2.0)
    assert not meet.broken


def test_no_more_than_the_capacity_is_held() -> None:
    pool = Lanes(threads=1, capacity=2)
    go = threading.Event()
    assert pool.submit("a", lambda: go.wait(2.0) and None)
    assert pool.submit("b", lambda: None)
    assert not pool.submit("c", lambda: None)
    go.set()
    assert pool.close(2.0)
    assert pool.held == 0


def test_a_job_that_raises_does_not_stop_its_lane(lanes: Lanes, caplog) -> None:
    done = threading.Event()

    def broken() -> None:
        raise RuntimeError

    lanes.submit("a", broken)
    lanes.submit("a", lambda: done.set())
    assert done.wait(2.0)
    assert "A job failed." in caplog.text


def test_closing_does_not_wait_for_what_is_not_due(lanes: Lanes) -> None:
    lanes.submit("a", lambda: 60.0)
    started = time.monotonic()
    assert not lanes.close(0.1)
    assert time.monotonic() - started < 1.0
    assert not lanes.submit("a", lambda: None)


def test_many_jobs_from_many_threads_all_run_in_order(lanes: Lanes) -> None:
    lanes = Lanes(threads=8, capacity=10_000)
    seen: dict[int, list[int]] = {lane: [] for lane in range(20)}
    for number in range(50):
        for lane, numbers in seen.items():
            lanes.submit(str(lane), lambda numbers=numbers, number=number: numbers.append(number))
    assert lanes.close(5.0)
    assert all(numbers == list(range(50)) for numbers in seen.values())
