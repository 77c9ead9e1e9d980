"""Tables of a PDF page of which only some rows are shaded: the rows between and below these."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from operator import attrgetter
from typing import Final

from index.pdf.bands import APART, Band, Page, is_value
from index.pdf.edges import NEAR
from index.pdf.rules import Rule, alike
from index.pdf.text import Row

_LEAST: Final = 3
"""So many sides of cells begin or end together at least."""
_HIGH: Final = 60.0
"""Points between two shaded rows at most."""
_PADDING: Final = 12.0
"""Points between the words of a cell and its foot at most."""

Rules = tuple[list[Rule], list[Rule]]


def stripes(across: Sequence[Rule], down: Sequence[Rule], page: Page) -> Rules:
    """Return what is not drawn, across and down, of the rows between and below shaded ones."""
    sides = sorted(down, key=attrgetter("at", "start"))
    gaps = [
        Rule(rule.at, rule.end, other.start)
        for rule, other in pairwise(sides)
        if other.at - rule.at <= NEAR < other.start - rule.end <= _HIGH
    ]
    found: Rules = ([], [])
    for gap in (gap for begun in alike(gaps, "start") for gap in alike(begun, "end")):
        start, end = gap[0].start, gap[0].end
        drawn = [replace(rule, start=start, end=end) for rule in sides if rule.spans(start, end)]
        rules = sorted([*gap, *drawn])
        if len(rules) >= _LEAST and _are_sides(rules, _between(page, rules).rows):
            found[1].extend(gap)
    found[1].extend(_over_heads(across, sides, page))
    going_on = {(rule.at, rule.start) for rule in found[1]}
    ends = [Rule(rule.at, rule.end, rule.end) for rule in sides]
    for rules in map(sorted, alike([r for r in ends if (r.at, r.start) not in going_on], "end")):
        ruled = list(_ruled(across, rules, page, down)) if len(rules) >= _LEAST else []
        found[1].extend(ruled)
        foot = _foot(across, rules, page, down) if len(rules) >= _LEAST and not ruled else None
        if foot is not None:
            found[0].append(Rule(foot, _left(across, rules), rules[-1].at))
            found[1].extend(Rule(rule.at, rule.start, foot) for rule in rules)
    return found


def _over_heads(across: Sequence[Rule], down: Sequence[Rule], page: Page) -> Iterator[Rule]:
    """Yield what parts the names in a head without sides as the cells of the row below."""
    for group in (group for begun in alike(across, "start") for group in alike(begun, "end")):
        rules = sorted(group)
        for top, head, foot in zip(rules, rules[1:], rules[2:], strict=False):
            inner = [r for r in down if top.start + NEAR < r.at < top.end - NEAR]
            sides = [replace(r, start=top.at, end=head.at) for r in inner if r.begins(head)]
            names, row = page.band(top, head), page.band(head, foot)
            beside = any(r.start < head.at - NEAR and top.at < r.end - NEAR for r in inner)
            valued = any(is_value(piece.words) for piece in names.pieces)
            if not sides or beside or valued or not names.is_row:
                continue
            ends = [replace(sides[0], at=at) for at in (top.start, top.end)]
            rules_down = [ends[0], *sides, ends[1]]
            named, filled = (
                {n for p in band.pieces for n in _over(rules_down, p.left, p.right)}
                for band in (names, row)
            )
            if len(filled) > 1 and filled <= named and _are_sides(rules_down, names.rows):
                yield from sides


def _left(across: Sequence[Rule], rules: Sequence[Rule]) -> float:
    """Return where the last shaded row begins: left of it stands the name of several rows."""
    at, top = rules[0].at, rules[0].start
    over = (r.start for r in across if abs(r.at - top) <= NEAR and r.spans(at, at))
    return min(over, default=at)


def _ruled(
    across: Sequence[Rule], rules: Sequence[Rule], page: Page, down: Sequence[Rule]
) -> Iterator[Rule]:
    """Yield the sides of the cells below a shaded head, in rows that rules across the page part.

    Words by themselves may stand over all of them: the name of a group of rows.
    """
    left, right, top = rules[0].at, rules[-1].at, rules[0].start
    over: list[Rule] = []
    wide = [r for r in across if r.at > top + NEAR and r.spans(left, right)]
    for foot in sorted({r.at for r in wide if left - r.start <= NEAR or r.end - right <= NEAR}):
        sides = [replace(rule, start=top, end=foot) for rule in rules]
        lines = _between(page, sides).rows
        alone = all(len(line) == 1 for line in lines) and foot - top < _HIGH
        begun = any(top + NEAR < r.start < foot - NEAR and left <= r.at <= right for r in down)
        if not lines or begun or not (alone or _are_sides(sides, lines)):
            return
        over += (sides[0], sides[-1]) if alone else ()
        if not alone:
            yield from (*over, *sides)
            over = []
        top = foot


def _between(page: Page, rules: Sequence[Rule], foot: float | None = None) -> Band:
    """Return what stands between the outermost of rules down the page."""
    first, last = rules[0], rules[-1]
    top = Rule(first.start, first.at, last.at)
    return page.band(top, Rule(first.end if foot is None else foot, first.at, last.at))


def _are_sides(rules: Sequence[Rule], lines: Sequence[Row]) -> bool:
    """Whether words stand in several of the cells between rules, and none across a rule."""
    columns = {n for line in lines for piece in line for n in _over(rules, piece.left, piece.right)}
    whole = all(len(list(_over(rules, p.left, p.right))) == 1 for line in lines for p in line)
    return whole and len(columns) > 1


def _over(rules: Sequence[Rule], left: float, right: float) -> Iterator[int]:
    """Yield the numbers of the columns that something stands over."""
    for number, (a, b) in enumerate(pairwise(rules)):
        if left < b.at - 1 and a.at + 1 < right:
            yield number


def _foot(
    across: Sequence[Rule], rules: Sequence[Rule], page: Page, down: Sequence[Rule]
) -> float | None:
    """Return where a row ends that stands below the last shaded one, None where there is none.

    A cell that is of both ends there, too.
    """
    top, left, right = rules[0].start, rules[0].at, rules[-1].at
    near = (r.at for r in across if r.at > top + NEAR and r.start < right and left < r.end)
    lines = _between(page, rules, min([top + _HIGH, *near])).rows
    row: list[Row] = []
    foot = top
    for line in lines:
        if min(piece.top for piece in line) - foot > APART * line[0].size:
            break
        if row and not _are_sides(rules, [*row, line]):
            break
        row.append(line)
        foot = max(piece.foot for piece in line)
    valued = any(is_value(piece.words) for line in row for piece in line[1:])
    if not valued or not _are_sides(rules, row):
        return None
    beside = (r.end for r in down if r.start < top - NEAR and foot < r.end < foot + _PADDING)
    return min(beside, default=foot + 1)
