"""What is drawn on a PDF page: dots and dashes as the lines that they make, and no icons."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from pdfplumber.page import Page

Edge = dict[str, Any]

NEAR: Final = 3.0
"""Points between rules that are meant to meet."""
MEETING: Final = 1.0
"""Points between rules that do meet."""
ICON: Final = 40.0
"""How long, in points, the sides of an icon are at most."""
_HAIR: Final = 0.1
"""How far, in points, the ends of a rule that is level stand apart at most."""
_ROUND: Final = 0.45
"""How far from its corners, in its shorter side, a box is rounded at most."""
_TAB: Final = 0.1
"""How wide a tab at the side of a page is at most, in the width of the page."""
_MOST_ICONS: Final = 300
"""A page with more small boxes is a drawing."""
_THIN, _DASH = 2.0, 12.0
"""How thick a dash is, and how long, in points, at most."""
_FEWEST: Final = 4
"""So many dashes make a line at least."""


def edges_of(page: "Page") -> list[Edge]:
    """Return the edges across ("h") and down ("v") a page."""
    dashes = _once(r for r in page.rects if _is_dash(r))
    drawn = [e for e in page.edges if e["object_type"] != "curve_edge"]
    drawn += [edge for curve in page.curves for edge in _sides_of(curve)]
    edges = [_level(edge) for edge in drawn if edge["orientation"] in ("h", "v")]
    if len(dashes) >= _FEWEST:
        lines = [*_dashed(dashes, "h"), *_dashed(dashes, "v")]
        edges = [*(e for e in edges if e["object_type"] != "rect_edge" or _long(e)), *lines]
    boxes = [r for r in page.rects if min(r["width"], r["height"]) > NEAR]
    icons = _icons(boxes, edges)
    cut = [area for area in (*page.rects, *page.curves) if _is_cut(area, page)]
    return [
        edge
        for edge in edges
        if not any(_is_of(edge, icon) for icon in icons)
        and not any(_is_side(edge, area) for area in cut)
    ]


def _sides_of(curve: Edge) -> list[Edge]:
    """Return the sides of a shape with square or rounded corners; an arrow or a circle has none."""
    from pdfplumber.utils.geometry import curve_to_edges, rect_to_edges

    steps = [(a, b) for a, b in pairwise(curve["pts"]) if a != b]
    flat = [(a, b) for a, b in steps if min(abs(a[0] - b[0]), abs(a[1] - b[1])) < _HAIR]
    oblique = {point for step in steps if step not in flat for point in step}
    if not oblique:
        return list(curve_to_edges(curve))
    left, top, right, foot = (curve[key] for key in ("x0", "top", "x1", "bottom"))
    thickness, length = sorted((right - left, foot - top))
    if thickness < _THIN and sum(_along(step) > length - 2 * _THIN for step in flat) > 1:
        return list(rect_to_edges(curve))  # A rule whose ends are mitred.
    corner = _ROUND * min(right - left, foot - top)
    rounded = all(
        min(x - left, right - x) < corner and min(y - top, foot - y) < corner for x, y in oblique
    )
    reached = {
        side
        for (x, y), (other, below) in flat
        for side in (
            abs(x - left) + abs(other - left) < _HAIR and "left",
            abs(x - right) + abs(other - right) < _HAIR and "right",
            abs(y - top) + abs(below - top) < _HAIR and "top",
            abs(y - foot) + abs(below - foot) < _HAIR and "foot",
        )
        if side
    }
    return list(rect_to_edges(curve)) if rounded and len(reached) == 4 else []


def _along(step: tuple[tuple[float, float], tuple[float, float]]) -> float:
    """Return how long a side is that is level or upright."""
    (x, y), (other, below) = step
    return max(abs(x - other), abs(y - below))


def tabs_of(page: "Page") -> list[Edge]:
    """Return the narrow coloured areas that stand upright at the left or right side of a page."""
    width = page.bbox[2] - page.bbox[0]
    return [
        area
        for area in (*page.rects, *page.curves)
        if min(area["x0"] - page.bbox[0], page.bbox[2] - area["x1"]) <= MEETING
        and area["x1"] - area["x0"] < min(_TAB * width, area["bottom"] - area["top"])
    ]


def pills_of(page: "Page") -> list[Edge]:
    """Return the areas with round ends: a label stands in each."""
    return [area for area in page.curves if area["fill"] and _is_pill(area)]


def _is_pill(area: Edge) -> bool:
    """Whether a shape is level above and below, and round at both ends."""
    left, top, right, foot = (area[key] for key in ("x0", "top", "x1", "bottom"))
    high = foot - top
    level = {
        a[1]
        for a, b in pairwise(area["pts"])
        if abs(a[1] - b[1]) < _HAIR and abs(a[0] - b[0]) > high
    }
    ends = [(x, y) for x, y in area["pts"] if min(abs(y - top), abs(y - foot)) < _HAIR]
    round_ = all(_ROUND * high < min(x - left, right - x) <= high / 2 + _HAIR for x, y in ends)
    return high < min(ICON, (right - left) / 1.5) and len(level) == 2 and bool(ends) and round_


def _is_cut(area: Edge, page: "Page") -> bool:
    """Whether a coloured area ends where the page does: its ground, the bar of a title, a tab."""
    left, top, right, foot = page.bbox
    sides = (area["x0"] - left, area["top"] - top, right - area["x1"], foot - area["bottom"])
    return bool(min(sides) <= MEETING)


def _is_side(edge: Edge, area: Edge) -> bool:
    """Whether an edge is on one of the sides of an area."""
    low, high = ("top", "bottom") if edge["orientation"] == "h" else ("x0", "x1")
    near = min(abs(edge[low] - area[low]), abs(edge[low] - area[high])) <= _HAIR
    return near and _is_of(edge, area)


def _is_dash(rect: Edge) -> bool:
    sides = sorted((rect["width"], rect["height"]))
    return bool(sides[0] < _THIN and sides[1] < _DASH)


def _once(rects: Iterable[Edge]) -> list[Edge]:
    """Leave out what is drawn where another is: each side of a box may draw all its dashes."""
    return list({tuple(round(rect[at], 1) for at in _SIDES): rect for rect in rects}.values())


def _long(edge: Edge) -> bool:
    """Whether an edge is none of a dash, nor the end of a line."""
    return bool(max(edge["x1"] - edge["x0"], edge["bottom"] - edge["top"]) >= _DASH)


def _dashed(dashes: Sequence[Edge], orientation: str) -> Iterator[Edge]:
    """Yield the lines across, or down, that dashes make."""
    at, start, end = ("top", "x0", "x1") if orientation == "h" else ("x0", "top", "bottom")
    run: list[Edge] = []
    for dash in [*sorted(dashes, key=lambda r: (round(r[at]), r[start])), None]:
        goes_on = run and dash and abs(dash[at] - run[-1][at]) <= MEETING
        length = run[-1][end] - run[-1][start] if run else 0.0
        if not (goes_on and dash and dash[start] - run[-1][end] <= max(NEAR, 2 * length)):
            if len(run) >= _FEWEST:
                line = {**run[0], end: run[-1][end], "orientation": orientation}
                yield {**line, "object_type": "line", _OTHER[at]: run[0][at]}
            run = []
        run += [dash] if dash else []


_SIDES: Final = ("x0", "top", "x1", "bottom")
_OTHER: Final = {"top": "bottom", "x0": "x1"}


def _icons(boxes: Sequence[Edge], edges: Sequence[Edge]) -> list[Edge]:
    """Return the small boxes that share no side with a cell: icons, as the numbers of the SDGs."""
    small = [box for box in boxes if max(box["width"], box["height"]) <= ICON]
    cells = [box for box in boxes if box not in small]
    if not small or len(small) > _MOST_ICONS:
        return []
    sides = [e for e in edges if e["orientation"] == "v"]
    others = [side for side in sides if not any(_is_of(side, box) for box in small)]
    new = [
        box
        for box in small
        if any(_has_side(box, side) for side in others) or any(_is_next(box, c) for c in cells)
    ]
    icons = [box for box in small if box not in new]
    while new:
        new = [box for box in icons if any(_is_next(box, cell) for cell in new)]
        icons = [box for box in icons if box not in new]
    return icons


def _is_of(edge: Edge, box: Edge) -> bool:
    """Whether an edge is a side of a box."""
    return bool(
        box["x0"] - _HAIR < edge["x0"]
        and edge["x1"] < box["x1"] + _HAIR
        and box["top"] - _HAIR < edge["top"]
        and edge["bottom"] < box["bottom"] + _HAIR
    )


def _has_side(box: Edge, side: Edge) -> bool:
    """Whether an edge down the page is at the side of a box, or goes it on."""
    near = min(abs(side["x0"] - box["x0"]), abs(side["x0"] - box["x1"])) <= NEAR
    return bool(
        near and side["top"] <= box["bottom"] + NEAR and box["top"] <= side["bottom"] + NEAR
    )


def _is_next(box: Edge, other: Edge) -> bool:
    """Whether boxes stand beside each other and are equally high."""
    near = min(abs(box["x0"] - other["x1"]), abs(box["x1"] - other["x0"])) <= NEAR
    level = abs(box["top"] - other["top"]) + abs(box["bottom"] - other["bottom"]) <= MEETING
    return bool(near and level)


def _level(edge: Edge) -> Edge:
    """Return an edge as one across where it is level to a hair; pdfplumber takes that for upright.

    On a page that is turned, each is level but for 1e-14.
    """
    is_level = edge["bottom"] - edge["top"] < _HAIR < edge["x1"] - edge["x0"]
    return {**edge, "orientation": "h"} if is_level else edge
