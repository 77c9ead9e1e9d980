"""Heads of tables set with spaces: labels on up to three lines, and the columns below them."""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

from index.kpi.columns import named_head, tells_of_values
from index.kpi.fragments import (
    GAP,
    Fragment,
    fragments,
    merged_ranges,
)
from index.kpi.gaplabels import (
    GLOSS,
    closed,
    end_labels,
    ends_bracket,
    is_head_label,
    is_open,
    labels_of,
    may_be_label,
)
from index.kpi.heads import Head
from index.kpi.labels import Column, bare, is_label, name_label, role_of, role_of_years, shared_out
from index.kpi.source import EMPTY, Printed, Row, Source, join
from index.kpi.vocabulary import BULLETS, HEAD_HINT, NO_ROW, VALUE_ROLES, Role
from index.quantities import is_period

RULE = re.compile(r"[\s─━=\-―—_・*┄┈]{6,}")
_ANY_LABEL = re.compile(r"[一-鿿ァ-ヺー々の]{2,6}")
_PART = re.compile(r"[^\W\d]{1,4}")
_USUAL_HEAD_LINES, _MOST_HEAD_LINES, _LONGEST_HEAD, _FEW_COLUMNS = 3, 5, 300, 3
_MOST_LINES, _LONGEST_WORD, _LONGEST_LABEL, _SLACK = 120, 40, 60, 4
# A bracket that closes behind a blank, or on the line below.
_OPEN = re.compile(r"[(（][^()（）\s]*(?![^()（）\s]*[)）])")


@lru_cache(maxsize=1 << 12)
def aligned_head(
    source: Source, line: int, stops: frozenset[int]
) -> tuple[list[tuple[int, int]], Head, int] | None:
    """Read an aligned head of up to three lines: its column ranges, roles and next line."""
    if not may_begin(source, line, stops) or _is_below_labels(source, line):
        return None
    lines: list[list[Fragment]] = []
    best: tuple[list[tuple[int, int]], Head, int] | None = None
    for following in range(line, min(line + _MOST_HEAD_LINES, source.count)):
        if not _may_go_on(source, following):
            break
        pieces = labels_of(source, following)
        if best and not any(map(_goes_on, pieces)):
            break
        if following - line >= _USUAL_HEAD_LINES and not end_labels(pieces):
            break
        lines = closed([*lines, pieces])
        if len(lines[0]) < 2 or not (best or all(may_be_label(f.cell) for f in lines[-1])):
            return None
        ranges, labels = _columns(lines)
        if ranges and _is_head(labels):
            head = named_head(labels, (), 0)
            named = head is not None and head.first(Role.NAME) is not None
            best = (ranges, head, following + 1) if head and named else best
        elif not ranges and not all(is_head_label(f.cell) or is_open(f.cell) for f in lines[-1]):
            break
        elif not ranges:
            best = None
    return best


def _may_go_on(source: Source, line: int) -> bool:
    text = source.line_text(line)
    return source.is_readable(line) and len(text) <= _LONGEST_HEAD and not RULE.fullmatch(text)


def _is_below_labels(source: Source, line: int) -> bool:
    """Whether labels for values stand above a line: it is not the first of its head."""
    above = fragments(source, line - 1) if line and source.is_readable(line - 1) else []
    words = [word for f in above for word in f.cell.text.split()]
    roles = [name_label(word).role for word in words]
    return len(roles) > 1 and None not in roles and not VALUE_ROLES.isdisjoint(roles)


def _goes_on(piece: Fragment) -> bool:
    """Whether a piece below a head may be of it: a label, a part of one, or its end: 度）."""
    return ends_bracket(piece) or is_head_label(piece.cell) or bool(_PART.fullmatch(piece.cell.key))


def begins_other(source: Source, line: int) -> bool:
    """Whether a line below a head is the head of another table, or a caption over one."""
    captioned = source.line_text(line).lstrip().startswith(tuple(BULLETS))
    return _names_columns(source, line) or (captioned and _names_columns(source, line + 1))


def _names_columns(source: Source, line: int) -> bool:
    if line >= source.count or not source.is_readable(line):
        return False
    roles = [role_of(piece.cell) for piece in fragments(source, line)]
    unnamed = roles[:1] in ([Role.GROUP], [Role.OTHER]) and Role.BASELINE in roles
    named = None not in roles and (Role.NAME in roles or unnamed)
    return named and len(roles) > 2 and not VALUE_ROLES.isdisjoint(roles)


def may_begin(source: Source, line: int, stops: frozenset[int]) -> bool:
    """Whether a head may begin with a line, told by what is quick to look for."""
    if not source.is_readable(line) or line in stops or "\t" in source.line_text(line):
        return False
    start, last = source.starts[line], min(line + _MOST_HEAD_LINES, source.count) - 1
    if not GAP.search(source.text, start, source.ends[line]):
        return False
    # A paragraph that is set in begins with a gap, but has no labels to part, or words too long.
    text = source.span(line).slice(source.text)
    words = text.split()
    if len(words) < 2 or (max(map(len, words)) > _LONGEST_LABEL and not _OPEN.search(text)):
        return False
    return HEAD_HINT.search(source.folded, start, source.span(last).end) is not None


def block(
    source: Source, first: int, stops: frozenset[int], *, headed: int = 0, blanks: int = 0
) -> list[int]:
    """Return the lines from one on that may be of one table, without its rules.

    It ends with a heading, a text, and with more than so many `blanks`. As many lines at its top as
    are `headed` may pass for the header of a page: those of a head that comes again on each.
    """
    found: list[int] = []
    blank = 0
    for line in range(first, min(first + _MOST_LINES, source.count)):
        blank = blank + 1 if source.is_blank(line) else 0
        header = not blank and len(found) < headed
        text = source.line_text(line)
        if blank > blanks or line in stops or _is_text(text):
            break
        if not (blank or header or source.is_readable(line)):
            break
        if not (blank or RULE.fullmatch(text)):
            found.append(line)
    return found


def _is_text(text: str) -> bool:
    """Whether a line is of a text, or of another kind of table."""
    long = any(len(word) > _LONGEST_WORD for word in text.split())
    return long or len(text) > _LONGEST_HEAD or "|" in text or bool(NO_ROW.search(text))


def _columns(lines: Sequence[Sequence[Fragment]]) -> tuple[list[tuple[int, int]], list[Row]]:
    """Return where the columns of some lines of labels stand, and the labels of each.

    What lies below a label that reaches over several has a column each, and so have all others
    that stand over one another. No columns: it is not plain which label reaches over which.
    """
    shared = _shared(lines)
    if shared is None:
        return [], []
    own = {id(f) for upper, run in shared for f in (upper, *run)}
    rest = [[f for f in pieces if id(f) not in own] for pieces in lines]
    ranges = merged_ranges(rest)
    labels = [list(_on_columns(pieces, ranges)) for pieces in rest]
    placed = [(at[0], at, [row[i] for row in labels]) for i, at in enumerate(ranges)]
    for upper, run in shared:
        for under in run:
            wide = len(run) == 1
            left = min(upper.left, under.left) if wide else under.left
            right = max(upper.right, under.right) if wide else under.right
            cells = [upper.cell, *[EMPTY] * (len(lines) - 2), under.cell]
            placed.append((under.left, (left, right), cells))
    placed.sort(key=lambda column: column[:2])
    rows = zip(*(cells for *_, cells in placed), strict=True)
    return [at for _, at, _ in placed], list(map(tuple, rows))


def _shared(
    lines: Sequence[Sequence[Fragment]],
) -> list[tuple[Fragment, Sequence[Fragment]]] | None:
    """Return the labels for values with the years, or other words, below each of them.

    Nothing where there are none; None where it is not plain which stand below which.
    """
    places = {id(f): n for n, pieces in enumerate(lines) for f in pieces}
    everything = sorted((f for pieces in lines for f in pieces), key=lambda f: f.left)
    aimed = any(role_of(f.cell) is Role.TARGET for f in everything)
    names = {Role.GOAL} if aimed else set()
    telling = [f for f in everything if _tells(f.cell) and role_of(f.cell) not in names]
    low = max((places[id(f)] for f in telling), default=0)
    uppers = [f for f in telling if places[id(f)] < low and _is_upper(f)]
    top = min((places[id(f)] for f in uppers), default=low)
    unders = [f for f in telling if places[id(f)] > top and f not in uppers]
    years = [f for f in unders if _says_when(f.cell.text)]
    unders = years if len(years) == len(uppers) else unders  # 基準値 beside them has none
    if not uppers or len(unders) < len(uppers):
        return []
    zone = min(f.left for f in unders), max(f.right for f in unders)
    unknown = [
        f for f in everything
        if top <= places[id(f)] < low and role_of(f.cell) is None
        and not _is_glossed(f) and _overlap(f, zone)
    ]  # fmt: skip
    if unknown and len(unders) > len(uppers):
        uppers = sorted((*uppers, *unknown), key=lambda f: f.left)
    named = [_of_values(f.cell) for f in uppers]
    counts = shared_out(named, [f.cell.text for f in unders]) or _begun_below(uppers, unders)
    if not counts:
        return None
    found: list[tuple[Fragment, Sequence[Fragment]]] = []
    at = 0
    for upper, count in zip(uppers, counts, strict=True):
        run = unders[at : at + count]
        at += count
        lows = {places[id(f)] for f in run}
        level = len(lows) == 1 or all(f in years for f in run)  # one may be centred: R11 beside R16
        if not level or min(lows) <= places[id(upper)]:
            return None
        found.append((upper, run))
    return found


def _begun_below(uppers: Sequence[Fragment], unders: Sequence[Fragment]) -> Sequence[int]:
    """Return over how many labels each above reaches, where each begins with one of them."""
    starts = [under.left for under in unders]
    begun = [starts.index(upper.left) for upper in uppers if upper.left in starts]
    if len(begun) < len(uppers) or begun[:1] != [0] or begun != sorted(set(begun)):
        return ()
    for above, at, upper in zip([-1, *begun], begun, uppers, strict=False):
        # It may as well stand over the middle of some that begin before it.
        runs = ((f.left, last.right) for f in unders[above + 1 : at] for last in unders[at:])
        if any(abs(upper.left + upper.right - sum(run)) <= _SLACK for run in runs):
            return ()
    valued = all(_of_values(upper.cell).role in VALUE_ROLES for upper in uppers)
    return [b - a for a, b in pairwise([*begun, len(unders)])] if valued else ()


def _overlap(fragment: Fragment, zone: tuple[int, int]) -> bool:
    return fragment.left < zone[1] and zone[0] < fragment.right


def _is_upper(fragment: Fragment) -> bool:
    """Whether a label is of values, but tells no year."""
    label = _of_values(fragment.cell)
    return label.role in VALUE_ROLES and label.period is None


def _says_when(text: str) -> bool:
    """Whether a label is a year, and at most says in brackets what is of it: R11（中間）."""
    return is_period(bare(text)) or is_period(GLOSS.sub("", text))


def _tells(cell: Printed) -> bool:
    return tells_of_values(cell) or _of_values(cell).role in VALUE_ROLES


def _of_values(cell: Printed) -> Column:
    """Name a label; one that says which year's the values are is theirs: 基準年度 above R5."""
    label = name_label(cell.text)
    role = role_of_years(label.label) if label.role is Role.WHEN else label.role
    return replace(label, role=role)


def _is_glossed(fragment: Fragment) -> bool:
    return fragment.cell.text[0] in "(（[［【〔"


def _is_head(labels: Sequence[Row]) -> bool:
    """Whether the lines hold labels only; one column of several may be called by any word."""
    unknown = []
    for column in zip(*labels, strict=True):
        cells = [
            cell
            for line, cell in enumerate(column)
            if cell and not (line and GLOSS.fullmatch(cell.text))
        ]
        # 施 above 策, めざす above 方向: the parts of a label may stand one below the other.
        stacked = all(_PART.fullmatch(cell.key) for cell in cells)
        if not stacked and not all(map(is_head_label, cells)):
            unknown.append([cell for cell in cells if not is_label(cell)])
    named = len(unknown) == 1 and all(_ANY_LABEL.fullmatch(cell.key) for cell in unknown[0])
    return not unknown or (named and len(labels[0]) > _FEW_COLUMNS)


def _on_columns(pieces: Sequence[Fragment], ranges: Sequence[tuple[int, int]]) -> Row:
    """Put the fragments of a line of the head on the columns."""
    cells = [[p.cell for p in pieces if left <= p.left < right] for left, right in ranges]
    return tuple(join(parts) for parts in cells)
