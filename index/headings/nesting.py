"""Which heading stands above which: learned from the document, not from a list of styles.

A number that goes on (2 after 1, 5-1-2 after 5-1-1) closes what was opened under its predecessor.
A style that is not open goes under what is open, unless the document shows elsewhere that it
stands above that. Brackets and bullets hold others only where the document opens them so.
"""

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Sequence

from index.headings.listed import is_indented
from index.headings.markers import RANKS, Heading, Kind
from index.headings.order import HasBody, Node, Order

_CHAPTERS = frozenset({"編", "章"})
_ABOVE_CHAPTERS = frozenset({"編", "Ⅰ", "I", "A", "1", "1."})
_DEEPEST = 12
# Styles that plain text imitates: a number that fits nowhere is no heading.
_WEAK = frozenset({"1", "1.", "1)", "ア", "ア)", "i", "I", "a", "A", "一", "(a)", "(A)", "(i)"})
_SIGNS = frozenset({"(1)", "⑴", "①", "❶", "1)", "(ア)", "㋐", "ア)", "ア"})
_LARGEST_GAP = 3
_LARGER, _AS_LARGE = 1.1, 1.05


def nest(headings: Sequence[Heading], has_body: HasBody) -> list[Node]:
    """Return the headings with their depths; those whose number fits nowhere are left out."""
    order = Order.of_marks(headings, has_body)
    first = _Nesting(headings, has_body, order).run()
    return _Nesting(headings, has_body, order.learned(first)).run()


class _Nesting:
    """One pass over the headings with the stack of those that are open."""

    def __init__(self, headings: Sequence[Heading], has_body: HasBody, order: Order) -> None:
        self.headings = headings
        self.has_body = has_body
        self.order = order
        self.stack: list[Heading] = []
        self.seen: set[str] = set()
        self.indented = is_indented(headings)
        self.words = Counter(heading.text for heading in headings)
        self.places: dict[str, list[int]] = defaultdict(list)
        for place, heading in enumerate(headings):
            self.places[heading.style].append(place)

    def run(self) -> list[Node]:
        """Place every heading."""
        nodes = []
        for place, heading in enumerate(self.headings):
            self._close_smaller(heading)
            self._close_unlisted(heading)
            depth = self._depth(place, heading)
            if depth is None:
                continue
            depth = min(depth, _DEEPEST)
            del self.stack[depth:]
            self.stack.append(heading)
            self.seen.add(heading.style)
            nodes.append(Node(heading, depth))
        return nodes

    def _close_smaller(self, heading: Heading) -> None:
        """Close what is set in smaller letters: no heading stands below one that is smaller."""
        smaller = (at for at, above in enumerate(self.stack) if _is_smaller(above, heading))
        del self.stack[next(smaller, len(self.stack)) :]

    def _close_unlisted(self, heading: Heading) -> None:
        """Close what the table of contents does not put above a heading that it lists."""
        if heading.indent is not None:
            below = (at for at, above in enumerate(self.stack) if self._is_below(above, heading))
            del self.stack[next(below, len(self.stack)) :]

    def _is_below(self, above: Heading, heading: Heading) -> bool:
        """Whether an open heading is of no listed style, or as far indented without a number."""
        if above.kind is Kind.FORMAT or heading.indent is None:
            return False
        if above.indent is None:
            plain = above.kind is Kind.NUMBER or self.has_body(above.line, heading.line)
            return above.minor and plain
        worded = {above.kind, heading.kind} & {Kind.MATTER, Kind.LABEL}
        return self.indented and bool(worded) and above.indent >= heading.indent

    def _depth(self, place: int, heading: Heading) -> int | None:
        """Return how many of the open headings stay open above this one; None drops it."""
        if heading.kind is Kind.FORMAT:
            return next(
                (
                    at
                    for at, above in enumerate(self.stack)
                    if above.kind is not Kind.FORMAT or above.value >= heading.value
                ),
                len(self.stack),
            )
        if heading.kind is Kind.MATTER:
            return self._floor()
        if heading.kind is Kind.SIZE:
            return self._size_depth(heading)
        if heading.kind is Kind.LABEL:
            return self._behind_list(heading, self._label_depth(heading))
        if heading.kind is Kind.MARK:
            return self._mark_depth(heading)
        if len(heading.value) > 1:
            return None if self._goes_back(heading) else self._parted_depth(place, heading)
        return self._number_depth(place, heading)

    def _size_depth(self, heading: Heading) -> int:
        """Place what its size alone heads: below all that is larger."""
        at = self._floor()
        while at < len(self.stack) and not 0 < self.stack[at].size < heading.size * _AS_LARGE:
            at += 1
        return at

    def _floor(self) -> int:
        """Return the depth below the headings that the file format marks."""
        return sum(above.kind is Kind.FORMAT for above in self.stack)

    def _without(self, *kinds: Kind) -> int:
        """Return the depth that is left when headings of these kinds at the top are closed."""
        depth = len(self.stack)
        while depth and self.stack[depth - 1].kind in kinds:
            depth -= 1
        return depth

    def _label_depth(self, heading: Heading) -> int:
        """Place bare words below numbers; those that the format marks end a list of signs, ①."""
        depth = self._without(Kind.LABEL, Kind.MARK)
        while heading.style != "label" and depth and self.stack[depth - 1].style in _SIGNS:
            del self.stack[depth - 1 :]
            depth = self._without(Kind.LABEL, Kind.MARK)
        return depth

    def _behind_list(self, heading: Heading, depth: int) -> int:
        """Close the list above words that recur behind whole lists only."""
        while depth and self.stack[depth - 1].style == self.order.closers.get(heading.text):
            depth -= 1
        return depth

    def _find(self, style: str) -> int | None:
        """Return the deepest open heading of a style, down to the format's own headings."""
        for at in range(len(self.stack) - 1, self._floor() - 1, -1):
            if self.stack[at].style == style:
                return at
        return None

    def _mark_depth(self, heading: Heading) -> int:
        same = self._find(heading.style)
        if same is not None:
            # Words that recur, as (現状と課題), may stand under each number of a style below.
            between = [above.style for above in self.stack[same + 1 :] if above.kind is Kind.NUMBER]
            recurs = self.words[heading.text] > 1
            if not (recurs and any(self.order.above(style, heading.style) for style in between)):
                return same
        depth = self._behind_list(heading, self._without(Kind.LABEL))
        while depth and self.stack[depth - 1].kind is Kind.MARK:
            if self.order.opens(self.stack[depth - 1].style, heading.style):
                break
            depth -= 1
        return depth

    def _goes_back(self, heading: Heading) -> bool:
        """Whether 1-2 without a word stands below 1-3: it numbers a row of a table."""
        *parts, last = heading.value
        bare = heading.style.strip("(-.‐‑–−ー") == "" and last > 1
        return bare and any(
            above.value[:-1] == tuple(parts) and above.value[-1:] > (last,) for above in self.stack
        )

    def _parted_depth(self, place: int, heading: Heading) -> int | None:
        """Place 5-1-1 under 5-1, or under the 1 that stands under 5."""
        best, length = None, 0
        value: tuple[int, ...] = ()
        for at, above in enumerate(self.stack):
            if above.style == heading.style and above.value[:-1] == heading.value[:-1]:
                return at
            if above.kind is not Kind.NUMBER:
                continue
            value = above.value if len(above.value) > 1 else value + above.value
            for known in (value, above.value):
                fits = known == heading.value[: len(known)] and len(known) < len(heading.value)
                if fits and len(known) >= max(length, 1):
                    best, length = at + 1, len(known)
        if best is not None:
            return best
        same = self._find(heading.style)
        return same if same is not None else self._open_depth(place, heading)

    def _number_depth(self, place: int, heading: Heading) -> int | None:
        (value,) = heading.value
        same = None
        for at in range(len(self.stack) - 1, self._floor() - 1, -1):
            above = self.stack[at]
            if above.style != heading.style:
                continue
            if 0 < value - above.value[0] <= _LARGEST_GAP:
                return at
            same = at if same is None else same
        if same is None:
            if value > _LARGEST_GAP and heading.style in _WEAK and heading.style in self.seen:
                return None
            return self._open_depth(place, heading)
        above = self.stack[same]
        if value > above.value[0] and heading.style in _WEAK:
            return None
        quoted = value == 1 and same < len(self.stack) - 1
        if quoted and self._resumes(place, heading.style, above.value[0] + 1):
            return len(self.stack)
        return same

    def _resumes(self, place: int, style: str, wanted: int) -> bool:
        """Whether after a list that starts at 1 here the numbers go on from `wanted`."""
        places = self.places[style]
        expected = 2
        for later in places[bisect_right(places, place) :]:
            (value,) = self.headings[later].value
            if value == wanted != expected:
                return True
            if value != expected:
                return False
            expected += 1
        return False

    def _open_depth(self, place: int, heading: Heading) -> int:
        """Return where a style goes that is not open: below all that it is not shown to close."""
        depth = len(self.stack)
        listed = [at for at, above in enumerate(self.stack, 1) if above.indent is not None]
        least = max([self._floor(), *listed]) if heading.minor else self._floor()
        while depth > least and self._closes(place, depth - 1, heading):
            depth -= 1
        for at in range(least, depth):
            above = self.stack[at]
            if above.kind is Kind.NUMBER and self.order.above(heading.style, above.style):
                return at
        return depth

    def _closes(self, place: int, at: int, heading: Heading) -> bool:
        """Whether a numbered heading that opens a new style closes an open one."""
        above = self.stack[at]
        first = heading.value[-1] == 1
        if above.kind is Kind.MATTER:
            return heading.style == self.order.outermost and not (
                first and heading.style in self.seen
            )
        if above.kind is Kind.SIZE:
            return heading.size == 0 or above.size < heading.size * _AS_LARGE
        if above.kind is Kind.LABEL:
            return not first or len(heading.value) > 1 or self.has_body(above.line, heading.line)
        if above.kind is Kind.MARK:
            return not first or (
                heading.style in _CHAPTERS and self.has_body(above.line, heading.line)
            )
        if heading.style in _CHAPTERS and above.style not in _ABOVE_CHAPTERS:
            return True
        if heading.style in RANKS and above.style not in RANKS and len(above.value) == 1:
            return self._ends(place, at)
        return self.order.above(heading.style, above.style)

    def _ends(self, place: int, at: int) -> bool:
        """Whether the numbers of an open heading start again before anything above it goes on."""
        above = self.stack[at]
        later = self._next(place, above.style)
        if later is None or any(
            (other := self._next(place, higher.style)) is not None and other < later
            for higher in self.stack[:at]
        ):
            return False
        (value,), (last,) = self.headings[later].value, above.value
        if 0 < value - last <= _LARGEST_GAP:
            return False
        return not (value == 1 and self._resumes(later, above.style, last + 1))

    def _next(self, place: int, style: str) -> int | None:
        """Return the place of the next heading of a style."""
        places = self.places[style]
        found = bisect_right(places, place)
        return places[found] if found < len(places) else None


def _is_smaller(above: Heading, heading: Heading) -> bool:
    """Whether an open heading is of smaller letters; 第１章 may be set small above its sections."""
    if above.style in RANKS and heading.style not in RANKS:
        return False
    return 0 < above.size * _LARGER < heading.size
