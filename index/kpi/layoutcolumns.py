"""Columns of tables set with spaces, told by where the words of their lines leave gaps."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from index.kpi.broken import is_balanced
from index.kpi.columns import named_head
from index.kpi.fragments import Fragment, fragments, merged_ranges, parted
from index.kpi.heads import Head
from index.kpi.labels import name_label
from index.kpi.source import Printed, Source, join
from index.kpi.vocabulary import VALUE_ROLES, Role
from index.kpi.words import Kind, kind_of
from index.quantities import is_period

_MOST_HEAD_LINES, _FEWEST_COLUMNS = 5, 3
# What is of several words.
_OF_SEVERAL = (Role.NAME, Role.SDG, Role.OWNER)
Words = Sequence[Fragment]
Ranges = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """A head, its columns as ranges of places, and how many lines it stands on.

    `torn` tells that the names are of two columns.
    """

    head: Head
    ranges: Ranges
    height: int
    torn: bool

    def cells(self, source: Source, words: Words) -> dict[int, Printed] | None:
        """Put the words of a line on the columns; None where one stands in two or none."""
        cells: dict[int, tuple[int, int]] = {}
        for word in words:
            over = over_ranges(word, self.ranges)
            if len(over) != 1:
                return None
            span = word.cell.spans[0].start, word.cell.spans[-1].end
            first = cells.get(over[0], span)
            cells[over[0]] = first[0], span[1]
        return {at: source.printed(*span) for at, span in cells.items()}


def words_of(source: Source, line: int) -> list[Fragment]:
    """Return the words of a line with their places."""
    pieces = fragments(source, line)
    return [word for piece in pieces for word in parted(source, piece, piece.cell.text.split())]


def over_ranges(word: Fragment, ranges: Ranges) -> list[int]:
    """Return which ranges a word stands over."""
    return [i for i, (left, right) in enumerate(ranges) if word.left < right and left < word.right]


def layouts(lines: Sequence[Words]) -> Iterator[Layout]:
    """Yield the ways to read the first of some lines as a head of the others."""
    for height in range(1, min(_MOST_HEAD_LINES, len(lines) - 1) + 1):
        found = _layout(lines[:height], lines[height:])
        if found:
            yield found


def _layout(upper: Sequence[Words], body: Sequence[Words]) -> Layout | None:
    """Read a head above a body; a label that reaches over several columns is said of each."""
    if any(sum(map(_is_figure, words)) > 1 for words in upper):
        return None
    ranges = tuple(merged_ranges(body))
    heads = [word for words in upper for word in words]
    loose = [word for word in heads if not _over(word, heads, ranges)]
    ranges = tuple(merged_ranges([*body, loose]))
    over = [(word.cell, _over(word, heads, ranges)) for word in heads]
    labels = [join([cell for cell, at in over if i in at]) for i in range(len(ranges))]
    ranges, labels = _named(ranges, labels, merged_ranges([loose]))
    if len(ranges) < _FEWEST_COLUMNS or not all(is_balanced(label.text) for label in labels):
        return None
    head = named_head([tuple(labels)], (), 0)
    if head is None or head.first(Role.NAME) is None or not _is_known(head, upper):
        return None
    left, right = ranges[head.first(Role.NAME) or 0]
    places = merged_ranges([[w for w in words if left <= w.left < right] for words in body])
    torn = any(b[0] - a[1] > 1 for a, b in pairwise(places))
    return Layout(head, ranges, len(upper), torn)


def _is_figure(word: Fragment) -> bool:
    """Whether a word is a value, which heads no column."""
    return kind_of(word.cell.text) is Kind.VALUE and not is_period(word.cell.text)


def _over(word: Fragment, heads: Words, ranges: Ranges) -> list[int]:
    """Return the columns that a word of a head stands over, or those that the words about it do."""
    over = over_ranges(word, ranges)
    near = [over_ranges(head, ranges) for head in heads if over_ranges(head, (_place(word),))]
    told = [columns for columns in near if columns]
    return over or (told[0] if told and all(columns == told[0] for columns in told) else [])


def _place(word: Fragment) -> tuple[int, int]:
    return word.left, word.right


def _named(
    ranges: Ranges, labels: Sequence[Printed], bare: Sequence[tuple[int, int]]
) -> tuple[Ranges, list[Printed]]:
    """Let a gap within names, or numbers of goals, not part their column.

    What stands beside a label that nothing stands below (its place is in `bare`) is below that.
    """
    kept: list[tuple[int, int]] = []
    named: list[Printed] = []
    for place, label in zip(ranges, labels, strict=True):
        alone = place in bare or (bool(kept) and kept[-1] in bare)
        within = not label and named and name_label(named[-1].text).role in _OF_SEVERAL
        if named and (within or (alone and not (label and named[-1]))):
            kept[-1] = kept[-1][0], place[1]
            named[-1] = named[-1] or label
        else:
            kept.append(place)
            named.append(label)
    return tuple(kept), named


def _is_known(head: Head, upper: Sequence[Words]) -> bool:
    """Whether the columns behind the names are told, and no label but of values is of several."""
    name_at = head.first(Role.NAME) or 0
    behind = head.columns[name_at + 1 :]
    seen = [c.label for c in behind if c.role not in VALUE_ROLES and c.label]
    return all(c.role or c.label for c in behind) and len(set(seen)) == len(seen)
