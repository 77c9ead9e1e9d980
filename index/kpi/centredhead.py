"""Heads of centred tables: one line, or words for values above and their years below the names."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

from index.kpi.centredshape import is_balanced
from index.kpi.columns import Head, named_head
from index.kpi.labels import bare, name_label, shared_out
from index.kpi.source import EMPTY, Printed, join
from index.kpi.vocabulary import VALUE_ROLES, Role
from index.quantities import is_period, parse_period

LONGEST_LABEL, _LEAST = 24, 3
# Columns that stand before the values, though their labels stand beside the one for the names.
_BEFORE = frozenset({Role.UNIT, Role.NUMBER, Role.GROUP})
_LEADING = frozenset({Role.NUMBER, Role.GROUP})
_NO_GLOSS = VALUE_ROLES | {Role.NAME}
_GLOSS = re.compile(r"[(\[【].*[)\]】]")
_UNDER = re.compile(r"数値|値|年度|年次|年|時期|時点")


class Worded(Protocol):
    """A line of text and its words."""

    @property
    def line(self) -> int: ...

    @property
    def words(self) -> tuple[Printed, ...]: ...

    @property
    def barred(self) -> bool: ...


def centred_head(lines: Sequence[Worded]) -> tuple[Head, int, int] | None:
    """Read the head around the middle of five lines, and return its first and last line.

    Between bars, what stands side by side may be torn into two lines.
    """
    torn = any(line.barred for line in lines)
    far_above, above, middle, below, far_below = (line.words for line in lines)
    if not middle or not all(map(is_head_label, middle)):
        return None
    roles = [name_label(word.text).role for word in middle]
    if Role.NAME not in roles:
        return None
    partly = _partly_wrapped(above, middle, below)
    stacked = _stacked(middle, below, far_below)
    if stacked:
        rows, (first, last) = stacked, (lines[2].line, lines[4].line)
    elif partly:
        rows, (first, last) = [partly], (lines[1].line, lines[3].line)
    elif not VALUE_ROLES & set(roles):
        ways = [(above, below, 1, 3)]
        if torn:
            ways.append(((*far_above, *above), below, 0, 3))
            far = (*below, *far_below), (*far_below, *below)
            ways += [(above, lower, 1, 4) for lower in far]
        found = ((_wrapped(up, middle, down), a, b) for up, down, a, b in ways if _rises(up, down))
        rows, a, b = next((way for way in found if way[0]), ([], 1, 3))
        first, last = lines[a].line, lines[b].line
    else:
        rows = [middle] if len(middle) >= _LEAST else []
        first = last = lines[2].line
    head = named_head(rows, (), 0) if rows else None
    if head is None or head.first(Role.NAME) is None:
        return None
    return replace(head, body=0), first, last


def is_head_label(word: Printed) -> bool:
    """Whether a word may head a column."""
    return len(word.text) <= LONGEST_LABEL and name_label(word.text).role is not None


def _partly_wrapped(
    above: Sequence[Printed], middle: Sequence[Printed], below: Sequence[Printed]
) -> tuple[Printed, ...]:
    """Put labels above and below the middle line among the values there: targets go last."""
    roles = [name_label(word.text).role for word in middle]
    places = [i for i, role in enumerate(roles) if role in VALUE_ROLES]
    if not above or len(above) != len(below) or not places or Role.TARGET in roles:
        return ()
    pairs = list(zip(above, below, strict=True))
    if not all(is_period(bare(b.text)) or not is_balanced(a.text) for a, b in pairs):
        return ()
    wrapped = tuple(map(join, pairs))
    if any(name_label(label.text).role is not Role.TARGET for label in wrapped):
        return ()
    cut = places[-1] + 1
    return (*middle[:cut], *wrapped, *middle[cut:])


def _rises(above: Sequence[Printed], below: Sequence[Printed]) -> bool:
    """Whether the years ascend from left to right, and no target stands before a result."""
    years = [period.last for label in below if (period := parse_period(label.text))]
    roles = [name_label(label.text).role for label in above]
    aims = [i for i, role in enumerate(roles) if role is Role.TARGET]
    starts = [i for i, role in enumerate(roles) if role in (Role.BASELINE, Role.ACTUAL)]
    return years == sorted(years) and (not aims or not starts or max(starts) < min(aims))


def _wrapped(
    above: Sequence[Printed], middle: Sequence[Printed], below: Sequence[Printed]
) -> list[tuple[Printed, ...]]:
    """Put the labels of the values, above and below the middle, between those of the middle."""
    if not above or len(below) < len(above):
        return []
    roles = [name_label(word.text).role for word in middle]
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
    if not uppers or not all(_UNDER.fullmatch(b.key) or is_period(bare(b.text)) for b in below):
        return []
    gaps = (EMPTY,) * len(before), (EMPTY,) * len(after)
    return [(*before, *uppers, *after), (*gaps[0], *below, *gaps[1])]


def _are_dated(above: Sequence[Printed], below: Sequence[Printed]) -> bool:
    """Whether years stand below all the words for values, or below none."""
    dated = [
        is_period(bare(under.text))
        for label, under in zip(above, below, strict=True)
        if name_label(label.text).role in VALUE_ROLES
    ]
    return all(dated) or not any(is_period(bare(under.text)) for under in below)


def _stacked(
    upper: Sequence[Printed], between: Sequence[Printed], lower: Sequence[Printed]
) -> list[tuple[Printed, ...]]:
    """Put the labels of three lines side by side; those of the middle line have one line each.

    What goes on the label for the names stands below it, and so do the years of the values.
    """
    cut = next((i for i, w in enumerate(upper) if name_label(w.text).role in VALUE_ROLES), 0)
    words, glosses = upper[cut:], lower[:cut]
    if not cut or any(name_label(word.text).role in _NO_GLOSS for word in between):
        return []
    if not all(map(is_head_label, between)) or not all(_GLOSS.fullmatch(g.key) for g in glosses):
        return []
    uppers = _shared_out(words, lower[cut:])
    if not uppers:
        return []
    names = tuple(map(join, zip(upper[:cut], glosses, strict=True)))
    roles = [name_label(word.text).role for word in between]
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
