"""Heads of centred tables: one line, or words for values above and their years below the names."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from index.kpi.columns import halves, named_head
from index.kpi.heads import Head
from index.kpi.labels import bare, name_label, role_of, shared_out
from index.kpi.source import EMPTY, Printed, join, squeeze
from index.kpi.vocabulary import VALUE_ROLES, Role
from index.quantities import is_period, parse_period

LONGEST_LABEL, _LEAST = 24, 3
# Columns that stand before the values, though their labels stand beside the one for the names.
_BEFORE = frozenset({Role.UNIT, Role.NUMBER, Role.GROUP})
_LEADING = frozenset({Role.NUMBER, Role.GROUP})
_NO_GLOSS = VALUE_ROLES | {Role.NAME}
_GLOSS = re.compile(r"[(\[【].*[)\]】]")


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line of text, its words, and the numbers of SDG targets behind these.

    `barred` tells that bars part them.
    """

    line: int
    words: tuple[Printed, ...]
    barred: bool
    goals: tuple[Printed, ...] = ()


def centred_head(lines: Sequence[TextLine]) -> tuple[Head, int, int] | None:
    """Read the head around the middle of five lines, and return its first and last line.

    Between bars, what stands side by side may be torn into two lines.
    """
    torn = any(line.barred for line in lines)
    middle = lines[2].words
    if not middle or not all(map(is_head_label, middle)):
        return None
    roles = list(map(role_of, middle))
    if Role.NAME not in roles and not {Role.GOAL, Role.TARGET} <= set(roles):
        return None
    found = ((rows, up, down) for rows, up, down in _ways(lines, torn) if rows)
    rows, up, down = next(found, ([], 2, 2))
    first, last = lines[up].line, lines[down].line
    head = named_head(rows, (), 0) if rows else None
    if head is None or head.first(Role.NAME) is None:
        return None
    return replace(head, body=0), first, last


def _ways(
    lines: Sequence[TextLine], torn: bool
) -> Iterator[tuple[list[tuple[Printed, ...]], int, int]]:
    """Yield the ways to put the labels side by side, each with its first and last line."""
    far_above, above, middle, below, far_below = (line.words for line in lines)
    yield _stacked(middle, below, far_below), 2, 4
    if torn:
        yield _stacked((*middle, *above), below, far_below), 1, 4
    yield _partly_wrapped(above, middle, below), 1, 3
    if VALUE_ROLES & set(map(role_of, middle)):
        yield [tuple(middle)] if len(middle) >= _LEAST else [], 2, 2
        return
    wrapped = [(above, below, 1, 3)]
    if torn:
        wrapped.append(((*far_above, *above), below, 0, 3))
        far = (*below, *far_below), (*far_below, *below)
        wrapped += [(above, lower, 1, 4) for lower in far]
    for upper, lower, up, down in wrapped:
        yield _wrapped(upper, middle, lower) if _rises(upper, lower) else [], up, down


def is_head_label(word: Printed) -> bool:
    """Whether a word may head a column."""
    return len(word.text) <= LONGEST_LABEL and role_of(word) is not None


def is_head(words: Sequence[Printed]) -> bool:
    """Whether words head the columns of a table: labels, and not years in brackets alone."""
    bracketed = all(bare(word.text) != squeeze(word.text) for word in words)
    return all(map(is_head_label, words)) and not bracketed


def _partly_wrapped(
    above: Sequence[Printed], middle: Sequence[Printed], below: Sequence[Printed]
) -> list[tuple[Printed, ...]]:
    """Put labels above and below the middle line among the values there: targets go last."""
    roles = list(map(role_of, middle))
    places = [i for i, role in enumerate(roles) if role in VALUE_ROLES]
    if not above or len(above) != len(below) or not places or Role.TARGET in roles:
        return []
    pairs = list(zip(above, below, strict=True))
    wrapped = tuple(map(join, pairs))
    if any(role_of(label) is not Role.TARGET for label in wrapped):
        return []
    cut = places[-1] + 1
    return [(*middle[:cut], *wrapped, *middle[cut:])]


def _rises(above: Sequence[Printed], below: Sequence[Printed]) -> bool:
    """Whether the years ascend from left to right, and no target stands before a result."""
    years = [period.last for label in below if (period := parse_period(label.text))]
    roles = list(map(role_of, above))
    aims = [i for i, role in enumerate(roles) if role is Role.TARGET]
    starts = [i for i, role in enumerate(roles) if role in (Role.BASELINE, Role.ACTUAL)]
    return years == sorted(years) and (not aims or not starts or max(starts) < min(aims))


def _wrapped(
    above: Sequence[Printed], middle: Sequence[Printed], below: Sequence[Printed]
) -> list[tuple[Printed, ...]]:
    """Put the labels of the values, above and below the middle, between those of the middle."""
    if not above or len(below) < len(above):
        return []
    roles = list(map(role_of, middle))
    cut = max(i for i, role in enumerate(roles) if role is Role.NAME) + 1
    while cut < len(roles) and roles[cut] in _BEFORE:
        cut += 1
    before, after = tuple(middle[:cut]), tuple(middle[cut:])
    if len(above) == len(below):
        values = tuple(join(pair) for pair in zip(above, below, strict=True))
        known = [name_label(value.text) for value in values]
        if not any(label.role is Role.TARGET for label in known):
            return []
        if any(label.role is None and label.period is None for label in known):
            return []
        if not _are_dated(above, below):
            return []
        return [(*before, *values, *after)]
    uppers = _shared_out(above, below)
    if not uppers or not all(halves(b) or is_period(bare(b.text)) for b in below):
        return []
    gaps = (EMPTY,) * len(before), (EMPTY,) * len(after)
    return [(*before, *uppers, *after), (*gaps[0], *below, *gaps[1])]


def _are_dated(above: Sequence[Printed], below: Sequence[Printed]) -> bool:
    """Whether years stand below all the words for values, or below none."""
    dated = [
        is_period(bare(under.text))
        for label, under in zip(above, below, strict=True)
        if role_of(label) in VALUE_ROLES
    ]
    return all(dated) or not any(is_period(bare(under.text)) for under in below)


def _stacked(
    upper: Sequence[Printed], between: Sequence[Printed], lower: Sequence[Printed]
) -> list[tuple[Printed, ...]]:
    """Put the labels of three lines side by side; those of the middle line have one line each.

    What goes on the label for the names stands below it, and so do the years of the values.
    """
    cut = next((i for i, w in enumerate(upper) if role_of(w) in VALUE_ROLES), 0)
    words, glosses = upper[cut:], lower[:cut]
    if not cut or any(role_of(word) in _NO_GLOSS for word in between):
        return []
    if not all(map(is_head_label, between)) or not all(_GLOSS.fullmatch(g.key) for g in glosses):
        return []
    aimed = any(role_of(word) is Role.TARGET for word in words)
    plain = aimed and _rises(words, lower[cut:])
    uppers = _shared_out(words, lower[cut:]) if plain else ()
    if not uppers:
        return []
    names = tuple(map(join, zip(upper[:cut], glosses, strict=True)))
    roles = list(map(role_of, between))
    before = [w for w, role in zip(between, roles, strict=True) if role in _LEADING]
    units = [w for w, role in zip(between, roles, strict=True) if role is Role.UNIT]
    behind = [w for w in between if w not in before and w not in units]
    left = (*before, *names, *units)
    gaps = (EMPTY,) * len(left), (EMPTY,) * len(behind)
    return [(*left, *uppers, *behind), (*gaps[0], *lower[cut:], *gaps[1])]


def _shared_out(above: Sequence[Printed], below: Sequence[Printed]) -> tuple[Printed, ...]:
    """Let labels reach over those below; nothing where it is not plain which over which."""
    if not all(map(is_head_label, above)):
        return ()
    counts = shared_out([name_label(w.text) for w in above], [label.text for label in below])
    pairs = zip(above, counts, strict=True) if counts else ()
    return tuple(word for word, count in pairs for _ in range(count))
