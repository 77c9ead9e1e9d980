"""Names in the head of a table that stand over several columns: 目標値 over R7, R9 and R11."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, pairwise

from index.pdf.bands import Band
from index.pdf.edges import NEAR
from index.pdf.rules import Rule
from index.pdf.text import Piece


@dataclass(frozen=True, slots=True)
class Span:
    """A name over columns: where it stands, and the sides of its columns between its own."""

    left: float
    right: float
    top: float
    foot: float
    inner: tuple[float, ...]


def spans_of(head: Band, sides: Sequence[float], across: Sequence[Rule]) -> list[Span]:
    """Return the names over the columns with these sides whose own names stand below."""
    inside = [r for r in across if head.top.at + NEAR < r.at < head.foot.at - NEAR]
    return list(_ruled(head, sides, inside)) or list(_spans(head, sides))


def _ruled(head: Band, sides: Sequence[float], inside: Sequence[Rule]) -> Iterator[Span]:
    """Yield the names above rules in the head, the lowest first: 目標 over R7 over its amounts."""
    places = list(sides)
    for rule in sorted(inside, reverse=True):
        over = (r.at for r in inside if r.at < rule.at - NEAR and _overlap(r, rule))
        top = max(over, default=head.top.at)
        own = [at for at in places if rule.start - NEAR <= at <= rule.end + NEAR]
        names = _names(p for p in head.pieces if top < _middle(p) < rule.at and _is_amid(p, own))
        below = [
            [p for p in head.pieces if p.foot > rule.at and _is_amid(p, between)]
            for between in pairwise(own)
        ]
        if names and len(names) < len(below) and all(below):
            reaches = [replace(_names(ps)[0], right=max(p.right for p in ps)) for ps in below]
            for span in _parted(names, own, reaches, rule.at):
                inner = tuple(at for at in sides if span.left < at < span.right)
                yield replace(span, top=top, inner=inner)
                places = [at for at in places if at not in inner]


def _overlap(one: Rule, other: Rule) -> bool:
    return one.start < other.end - NEAR and other.start < one.end - NEAR


def _middle(piece: Piece) -> float:
    return (piece.top + piece.foot) / 2


def _is_amid(piece: Piece, sides: Sequence[float]) -> bool:
    return bool(sides) and sides[0] < (piece.left + piece.right) / 2 < sides[-1]


def _names(pieces: Iterable[Piece]) -> list[Piece]:
    """Return the names whose lines stand one below the other, from left to right."""
    names: list[Piece] = []
    for piece in sorted(pieces, key=lambda piece: piece.left):
        if names and piece.left < names[-1].right:
            names[-1] = replace(names[-1], right=max(names[-1].right, piece.right))
        else:
            names.append(piece)
    return names


def _spans(head: Band, sides: Sequence[float]) -> Iterator[Span]:
    lower = {}
    for piece in head.rows[-1] if len(head.rows) > 1 else ():
        for number, (left, right) in enumerate(pairwise(sides)):
            if left - NEAR < piece.left and piece.right < right + NEAR:
                lower[number] = piece
    run: list[int] = []
    for number in range(len(sides)):
        if number in lower:
            run.append(number)
            continue
        if len(run) > 1:
            own = [lower[n] for n in run]
            yield from _over(head, sides[run[0] : run[-1] + 2], own)
        run = []


def _over(head: Band, sides: Sequence[float], below: Sequence[Piece]) -> Iterator[Span]:
    """Yield the spans of the names over columns that stand beside each other."""
    top = min(piece.top for piece in below)
    names = [
        piece
        for piece in sorted(head.pieces, key=lambda piece: piece.left)
        if piece.foot < top + 1 and sides[0] < (piece.left + piece.right) / 2 < sides[-1]
    ]
    parted = all(a.right < b.left for a, b in pairwise(names))
    if not names or not parted or len(names) >= len(below):
        return
    foot = (max(name.foot for name in names) + top) / 2
    yield from (replace(s, top=head.top.at) for s in _parted(names, sides, below, foot))


def _parted(
    names: Sequence[Piece], sides: Sequence[float], below: Sequence[Piece], foot: float
) -> Iterator[Span]:
    """Yield the spans of names by what they stand amid."""
    inner = range(1, len(sides) - 1)
    places = min(
        ((0, *cuts, len(sides) - 1) for cuts in combinations(inner, len(names) - 1)),
        key=lambda places: _off(names, places, sides, below),
    )
    for first, end in pairwise(places):
        yield Span(sides[first], sides[end], 0.0, foot, tuple(sides[first + 1 : end]))


def _off(
    names: Sequence[Piece], places: Sequence[int], sides: Sequence[float], below: Sequence[Piece]
) -> float:
    """Return how far names stand from the middle of their columns, or of what is below them."""
    off = 0.0
    for name, (first, end) in zip(names, pairwise(places), strict=True):
        reaches = ((sides[first], sides[end]), (below[first].left, below[end - 1].right))
        apart = min(abs(name.left + name.right - left - right) / 2 for left, right in reaches)
        begun = abs(name.left - below[first].left)
        off += begun if begun < min(apart, NEAR) else apart
    return off
