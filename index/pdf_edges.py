"""What is drawn on a PDF page: dots and dashes as the lines that they make, and no icons."""

from collections.abc import Iterator, Sequence
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
_MOST_ICONS: Final = 300
"""A page with more small boxes is a drawing."""
_THIN, _DASH = 2.0, 12.0
"""How thick a dash is, and how long, in points, at most."""
_FEWEST: Final = 4
"""So many dashes make a line at least."""


def edges_of(page: "Page") -> list[Edge]:
    """Return the edges across ("h") and down ("v") a page."""
    dashes = [r for r in page.rects if _is_dash(r)]
    edges = [_level(edge) for edge in page.edges if edge["orientation"] in ("h", "v")]
    if len(dashes) >= _FEWEST:
        lines = [*_dashed(dashes, "h"), *_dashed(dashes, "v")]
        edges = [*(e for e in edges if e["object_type"] != "rect_edge" or _long(e)), *lines]
    boxes = [r for r in page.rects if min(r["width"], r["height"]) > NEAR]
    icons = _icons([r for r in boxes if max(r["width"], r["height"]) <= ICON], edges)
    return [edge for edge in edges if not any(_is_of(edge, icon) for icon in icons)]


def _is_dash(rect: Edge) -> bool:
    sides = sorted((rect["width"], rect["height"]))
    return bool(sides[0] < _THIN and sides[1] < _DASH)


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


_OTHER: Final = {"top": "bottom", "x0": "x1"}


def _icons(small: Sequence[Edge], edges: Sequence[Edge]) -> list[Edge]:
    """Return the small boxes that share no side with a cell: icons, as the numbers of the SDGs."""
    if not small or len(small) > _MOST_ICONS:
        return []
    sides = [e for e in edges if e["orientation"] == "v"]
    others = [side for side in sides if not any(_is_of(side, box) for box in small)]
    new = [box for box in small if any(_has_side(box, side) for side in others)]
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
    near = min(abs(side["x0"] - box["x0"]), abs(side["x0"] - box["x1"])) <= MEETING
    return bool(
        near and side["top"] <= box["bottom"] + NEAR and box["top"] <= side["bottom"] + NEAR
    )


def _is_next(box: Edge, other: Edge) -> bool:
    """Whether boxes stand beside each other and are equally high."""
    near = min(abs(box["x0"] - other["x1"]), abs(box["x1"] - other["x0"])) <= MEETING
    level = abs(box["top"] - other["top"]) + abs(box["bottom"] - other["bottom"]) <= MEETING
    return bool(near and level)


def _level(edge: Edge) -> Edge:
    """Return an edge as one across where it is level to a hair; pdfplumber takes that for upright.

    On a page that is turned, each is level but for 1e-14.
    """
    is_level = edge["bottom"] - edge["top"] < _HAIR < edge["x1"] - edge["x0"]
    return {**edge, "orientation": "h"} if is_level else edge
