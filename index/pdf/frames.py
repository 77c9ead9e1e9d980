"""Rules across and down a PDF page to the cells that they frame."""

from collections.abc import Sequence
from itertools import pairwise

from index.pdf.edges import NEAR
from index.pdf.rules import Rule

Frame = tuple[float, float, float, float]
"""Left, top, right and foot of a cell."""


def frames_of(across: Sequence[Rule], down: Sequence[Rule]) -> list[list[Frame]]:
    """Return the cells of each table, those of a row from left to right.

    The page is parted along all rules, and what no rule parts is put together.
    """
    xs, ys = _places(down), _places(across)
    below = _walls(across, ys, xs)  # (row, column) with a rule above them
    beside = {(row, column) for column, row in _walls(down, xs, ys)}  # with a rule at their left
    owner: dict[tuple[int, int], Frame | None] = {}
    for row in range(len(ys) - 1):
        for column in range(len(xs) - 1):
            if (row, column) not in owner:
                units, closed = _together(row, column, below, beside, len(ys) - 1, len(xs) - 1)
                top, foot = min(r for r, _ in units), max(r for r, _ in units) + 1
                left, right = min(c for _, c in units), max(c for _, c in units) + 1
                whole = closed and len(units) == (foot - top) * (right - left)
                frame = (xs[left], ys[top], xs[right], ys[foot]) if whole else None
                owner.update(dict.fromkeys(units, frame))
    return _connected(owner)


def _places(rules: Sequence[Rule]) -> list[float]:
    places: list[float] = []
    for rule in sorted(rules):
        if not places or rule.at - places[-1] > NEAR:
            places.append(rule.at)
    return places


def _walls(
    rules: Sequence[Rule], places: Sequence[float], others: Sequence[float]
) -> set[tuple[int, int]]:
    """Return at which places, and between which of the other places, a rule is drawn."""
    walls = set()
    for rule in rules:
        place = min(range(len(places)), key=lambda n: abs(places[n] - rule.at))
        walls |= {(place, n) for n, (a, b) in enumerate(pairwise(others)) if rule.spans(a, b)}
    return walls


def _together(
    row: int,
    column: int,
    below: set[tuple[int, int]],
    beside: set[tuple[int, int]],
    rows: int,
    columns: int,
) -> tuple[set[tuple[int, int]], bool]:
    """Return the units that can be reached without crossing a rule, and whether none is outside."""
    units, todo, closed = {(row, column)}, [(row, column)], True
    while todo:
        r, c = todo.pop()
        steps = (
            ((r - 1, c), (r, c) in below),
            ((r + 1, c), (r + 1, c) in below),
            ((r, c - 1), (r, c) in beside),
            ((r, c + 1), (r, c + 1) in beside),
        )
        for unit, wall in steps:
            if wall or unit in units:
                continue
            if 0 <= unit[0] < rows and 0 <= unit[1] < columns:
                units.add(unit)
                todo.append(unit)
            else:
                closed = False
    return units, closed


def _connected(owner: dict[tuple[int, int], Frame | None]) -> list[list[Frame]]:
    """Group the cells that touch into tables."""
    tables: list[list[Frame]] = []
    seen: set[tuple[int, int]] = set()
    for start, frame in owner.items():
        if frame is None or start in seen:
            continue
        seen.add(start)
        todo, found = [start], {frame}
        while todo:
            r, c = todo.pop()
            for unit in ((r - 1, c), (r + 1, c), (r, c - 1), (r, c + 1)):
                near = owner.get(unit)
                if near is not None and unit not in seen:
                    seen.add(unit)
                    todo.append(unit)
                    found.add(near)
        tables.append(sorted(found, key=lambda frame: (frame[1], frame[0])))
    return tables
