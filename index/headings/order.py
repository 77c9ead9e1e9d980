"""Which style of heading stands above which other: learned from the headings of one document."""

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from index.headings.markers import RANKS, Heading, Kind

HasBody = Callable[[int, int], bool]
"""Whether there is text between two lines."""


@dataclass(frozen=True, slots=True)
class Node:
    """A heading with its depth in the tree, 0 at the top."""

    heading: Heading
    depth: int


@dataclass(frozen=True, slots=True)
class Order:
    """What stands above what: counts of (style above, style below)."""

    numbers: Counter[tuple[str, str]] = field(default_factory=Counter)
    marks: Counter[tuple[str, str]] = field(default_factory=Counter)
    outermost: str = ""
    closers: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of_marks(cls, headings: Sequence[Heading], has_body: HasBody) -> "Order":
        """Learn which brackets open others.

        They stand directly above them, or first wherever they meet, or what they say differs where
        the others recur: ■戦略1, 【主な取組】, ■戦略2, 【主な取組】.
        """
        marks: Counter[tuple[str, str]] = Counter()
        words = Counter(heading.text for heading in headings)
        first = ""
        met: set[str] = set()
        for above, heading in zip([None, *headings], headings, strict=False):
            if heading.kind is not Kind.MARK:
                first, met = "", set()
                continue
            if above is not None and above.kind is Kind.MARK and above.style != heading.style:
                marks[above.style, heading.style] += 0 if has_body(above.line, heading.line) else 4
            first = first or heading.style
            if heading.style != first and heading.style not in met:
                marks[first, heading.style] += 1
            if above is not None and above.style == first != heading.style:
                marks[first, heading.style] += 2 * (words[above.text] == 1 < words[heading.text])
            met.add(heading.style)
        numbered = (heading.style for heading in headings if heading.kind is Kind.NUMBER)
        return cls(marks=marks, outermost=next(numbered, ""))

    def learned(self, nodes: Sequence[Node]) -> "Order":
        """Return the order that a tree shows: each style below the styles it stands under."""
        numbers: Counter[tuple[str, str]] = Counter()
        tops: Counter[str] = Counter()
        path: list[Heading] = []
        for node in nodes:
            del path[node.depth :]
            for above in path:
                numbers[above.style, node.heading.style] += 1
            path.append(node.heading)
            if node.heading.kind is Kind.NUMBER and all(h.kind is Kind.FORMAT for h in path[:-1]):
                tops[node.heading.style] += 1
        outermost = max(tops, key=lambda s: tops[s], default="")
        return Order(numbers, self.marks, outermost, _closers(nodes))

    def above(self, style: str, other: str) -> bool:
        """Whether the document shows `style` above `other` more often than below."""
        if style in RANKS and other in RANKS:
            return RANKS[style] < RANKS[other]
        return self.numbers[style, other] > self.numbers[other, style]

    def opens(self, mark: str, other: str) -> bool:
        """Whether a bracket or bullet of one style holds those of another."""
        return self.marks[mark, other] >= 3 and self.marks[mark, other] > self.marks[other, mark]


def _closers(nodes: Sequence[Node]) -> dict[str, str]:
    """Return the words that recur behind whole lists only, each with the style of the lists."""
    lists: dict[str, list[Heading]] = defaultdict(list)
    within: set[str] = set()
    path: list[Heading] = []
    marked: dict[int, set[str]] = defaultdict(set)
    for node in nodes:
        del path[node.depth :]
        path.append(node.heading)
        for depth in [depth for depth in marked if depth >= node.depth]:
            words = marked.pop(depth)
            if depth == node.depth and node.heading.value[-1:] > (1,):
                within |= words
        if node.heading.kind in (Kind.MARK, Kind.LABEL) and node.depth:
            marked[node.depth - 1].add(node.heading.text)
            lists[node.heading.text].append(path[-2])
    return {
        words: last[0].style
        for words, last in lists.items()
        if words not in within
        and len({item.style for item in last}) == 1
        and sum(item.value[-1:] > (1,) for item in last) > 2
    }
