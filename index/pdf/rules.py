"""The rules that are drawn on a PDF page."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import TYPE_CHECKING, Final

from index.pdf.edges import ICON, MEETING, NEAR, edges_of

if TYPE_CHECKING:
    from pdfplumber.page import Page

_MOST_RULES: Final = 300
"""A page with more rules across, or more down, is a drawing."""


@dataclass(frozen=True, slots=True, order=True)
class Rule:
    """A rule across the page at a height, from left to right, or down it, from top to foot."""

    at: float
    start: float
    end: float

    def spans(self, start: float, end: float) -> bool:
        """Whether it runs all the way between two places."""
        return self.start <= start + NEAR and end <= self.end + NEAR

    def begins(self, other: "Rule") -> bool:
        """Whether it begins at a rule that crosses its direction."""
        return abs(self.start - other.at) <= NEAR and other.spans(self.at, self.at)


def rules_of(page: "Page") -> tuple[list[Rule], list[Rule]]:
    """Return the rules across and down a page; none where there are as many as in a drawing."""
    from pdfplumber.table import merge_edges

    edges = edges_of(page)
    merged = merge_edges(edges, NEAR, NEAR, NEAR, NEAR)
    across = [Rule(e["top"], e["x0"], e["x1"]) for e in merged if e["orientation"] == "h"]
    down = [Rule(e["x0"], e["top"], e["bottom"]) for e in merged if e["orientation"] == "v"]
    if max(len(across), len(down)) > _MOST_RULES:
        return [], []
    return _without_icons(
        [rule for rule in across if rule.end - rule.start > NEAR],
        [rule for rule in down if rule.end - rule.start > NEAR],
    )


def _without_icons(across: Sequence[Rule], down: Sequence[Rule]) -> tuple[list[Rule], list[Rule]]:
    """Leave out small boxes that touch no other rule: icons, as of the SDGs, and boxes to tick."""
    kept: tuple[list[Rule], list[Rule]] = ([], [])
    seen: set[tuple[bool, Rule]] = set()
    sides = (across, down)
    for first in ((turned, rule) for turned in (False, True) for rule in sides[turned]):
        if first in seen:
            continue
        seen.add(first)
        box, todo = [first], [first]
        while todo:
            turned, rule = todo.pop()
            met = {(not turned, other) for other in sides[not turned] if _touch(rule, other)}
            todo += met - seen
            box += met - seen
            seen |= met
        small = all(rule.end - rule.start <= ICON for _, rule in box)
        if small and min(sum(turned is side for turned, _ in box) for side in (False, True)) > 1:
            continue
        for turned, rule in box:
            kept[turned].append(rule)
    return kept


def _touch(rule: Rule, other: Rule) -> bool:
    """Whether a rule and one that crosses its direction meet."""
    return (
        rule.start - MEETING <= other.at <= rule.end + MEETING
        and other.start - MEETING <= rule.at <= other.end + MEETING
    )


def alike(rules: Sequence[Rule], end: str) -> Iterator[list[Rule]]:
    """Yield the groups of rules that start, or end, at the same place."""
    group: list[Rule] = []
    place = attrgetter(end)
    for rule in sorted(rules, key=place):
        if group and place(rule) - place(group[0]) > NEAR:
            yield group
            group = []
        group.append(rule)
    if group:
        yield group
