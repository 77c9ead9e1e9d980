"""Rows of raw tables: the lines of a body parted into values and names, and put into columns."""

import re
from collections.abc import Sequence, Set
from dataclasses import replace
from itertools import pairwise

from index.kpi.broken import USUAL_END, Strip, group_rows, joined_row
from index.kpi.heads import Head
from index.kpi.labels import Column
from index.kpi.rawlines import Line, cells_of, first_cells
from index.kpi.source import EMPTY, SPACED, Printed, join
from index.kpi.vocabulary import EXPLAINING, Role
from index.kpi.words import Kind, cuts_word, kind_of
from index.quantities import is_period, parse_period

_CUT_OFF, _LONGEST_GROUP = 1.0, 6
_KNOWN = (Role.BASELINE, Role.ACTUAL)


def raw_rows(parts: Sequence[Sequence[Line]], head: Head) -> tuple[list[tuple[Printed, ...]], bool]:
    """Put the lines together to rows of cells; True where a row did not come out even."""
    settled = [_names_only(_settled(lines, head), head) for lines in parts]
    if _is_explained([line for lines in settled for line in lines], head):
        # What stands between the figures may be of the name or of what explains it.
        return [], True
    blocks = [_blocks(lines) for lines in settled]
    readings = [
        [[_strip(block, each) for block in part] for part in blocks] for each in _readings(head)
    ]
    strips = max(readings, key=_whole)
    lost = False
    rows = []
    above: Sequence[Printed] = ()
    cut = False
    groups = group_rows(strips, _CUT_OFF, trails=_has_texts(head))
    torn = {block[0].line for part in blocks for block in part if block[1:] and block[0].before}
    if any(_goes_on_below(group, torn) for group in groups) or _are_shifted(groups, settled):
        return [], True
    for group in groups:
        row = joined_row(group, len(head.columns))
        names = [strip.name for strip in group if strip.name]
        whole = sum(map(bool, row)) > 1 and not _is_one_more(names, above)
        cut, led = _cuts_word(group, settled), cut
        alone = [strip.name.text for strip in group if not strip.has_values]
        grouped = head.before and any(map(SPACED.search, alone))
        whole = whole and not (cut or led or grouped)  # a group stands beside a name
        rows += [row] if whole else []
        lost = lost or not whole
        above = names if len(names) > 1 or not above or not _is_part(names) else above
    return rows, lost


def _goes_on_below(row: Sequence[Strip], torn: Set[int]) -> bool:
    """Whether a name goes on below its figures, of which but the first stand beside it: `torn`."""
    lines = [n for n, strip in enumerate(row) if strip.line in torn]
    return bool(lines) and any(strip.name for strip in row[lines[0] + 1 :])


def _are_shifted(rows: Sequence[Sequence[Strip]], parts: Sequence[Sequence[Line]]) -> bool:
    """Whether names go on below their rows: their numbers stand within others."""
    numbers = [line for part in parts for line in part if line.number is not None]
    counts = [line.number or 0 for line in numbers]
    inner = {strip.line for row in rows for strip in row[1:]}
    counted = bool(counts[1:]) and all(b == a + 1 for a, b in pairwise(counts))
    return counted and any(line.line in inner and not line.values for line in numbers)


def _cuts_word(row: Sequence[Strip], parts: Sequence[Sequence[Line]]) -> bool:
    """Whether a word of a name is cut, and goes on below its row."""
    name = next((strip.name.text for strip in reversed(row) if strip.name), "")
    lines = (line for part in parts for line in part)
    below = next((n for n in lines if n.line > row[-1].line and not n.values), None)
    if below is None or USUAL_END.search(name):
        return False
    return cuts_word(name, below.before.text)


def _is_one_more(names: Sequence[Printed], above: Sequence[Printed]) -> bool:
    """Whether a row has but the part of a name whose first words stand above: 定期, 定期外."""
    return len(names) == 1 and len(above) > 1 and _is_part(names) and _is_part(above)


def _is_part(names: Sequence[Printed]) -> bool:
    """Whether a name ends in a short word that does not end as names do."""
    last = names[-1].text if names else ""
    return 0 < len(last) <= _LONGEST_GROUP and not USUAL_END.search(last)


def fitting(head: Head, parts: Sequence[Sequence[Line]]) -> Head:
    """Return a head whose first year may be of a target, 実績 R8 R9 R10, as its rows have it."""
    columns = head.columns
    at = next((i for i, c in enumerate(columns) if c.role in _KNOWN and c.period), None)
    if at is None or not columns[at + 1 : at + 3] or any(c.label for c in columns[at + 1 : at + 3]):
        return head
    own, aim = replace(columns[at], period=None), Column(Role.TARGET, columns[at].period)
    other = replace(head, columns=(*columns[:at], own, aim, *columns[at + 1 :]))
    rows = [line.values for lines in parts for line in lines if line.values]
    even = [sum(cells_of(row, each) is not None for row in rows) for each in (head, other)]
    return other if even[1] > even[0] else head


def _has_texts(head: Head) -> bool:
    """Whether columns of words follow the values; departments are known by their look."""
    return any(column.role is not Role.OWNER for column in head.behind)


def _readings(head: Head) -> list[Head]:
    """Return a head, and as it is if the columns that compare its values are some of them."""
    readings, columns = [head], list(head.columns)
    last = head.measured[-1]
    for i in range(last + 1, last + 1 + head.compared):
        columns[i] = replace(columns[i], role=Role.ACTUAL)
        readings.append(replace(head, columns=tuple(columns)))
    return readings


def _whole(parts: Sequence[Sequence[Strip]]) -> int:
    """Return how many lines of values came out even."""
    return sum(len(strip.cells) > 1 for strips in parts for strip in strips)


def _strip(block: Sequence[Line], head: Head) -> Strip:
    """Put the values of a run of lines into the columns, as far as they come out even."""
    words = [v for line in block for v in line.values]
    cells = first_cells(words, head) if len(block) > 1 else cells_of(words, head)
    name = join([line.before for line in block if line.before])
    filled = tuple((i, c) for i, c in zip(head.measured, cells or (), strict=False) if c)
    has = bool(block[0].values) or len(block) > 1
    return Strip(block[0].line, ((head.name_at, name), *filled), name, has)


def _blocks(lines: Sequence[Line]) -> list[list[Line]]:
    """Put lines together whose values run on: neither a name nor other words stand between them."""
    blocks: list[list[Line]] = []
    for line in lines:
        runs_on = blocks and line.values and not line.before and blocks[-1][-1].values
        if runs_on and blocks[-1][-1].ends:
            blocks[-1].append(line)
        else:
            blocks.append([line])
    return blocks


def _names_only(lines: Sequence[Line], head: Head) -> list[Line]:
    """Leave out what stands in the columns of words beside the names.

    Beside the figures a group is a short word that ends no name.
    """
    pairs = zip(lines, [None, *lines], strict=False)
    grouped = any(column.role in (Role.GROUP, Role.OTHER) for column in head.before)
    return [
        replace(n, before=EMPTY) if grouped and _is_group(n, above) else n for n, above in pairs
    ]


def _is_group(line: Line, above: Line | None) -> bool:
    word = line.before.text
    short = 0 < len(word) <= _LONGEST_GROUP and " " not in word and not USUAL_END.search(word)
    named = above is not None and not above.values and bool(above.before)
    return bool(line.values) and short and named and not line.grouped


def _is_explained(lines: Sequence[Line], head: Head) -> bool:
    """Whether the words of a column that explains stand on the lines of the names, or before them.

    Words between a name and its values are never known from it.
    """
    if any(EXPLAINING.search(c.label) for c in head.columns[head.name_at : head.measured[0]]):
        return True
    valued_lines = [line for line in lines if line.values]
    whole = sum(len(line.values) > 1 for line in valued_lines) * 2 > len(valued_lines)
    explains = any(EXPLAINING.search(column.label) for column in head.behind)
    wraps = len(valued_lines) < len(lines)
    return explains and whole and wraps


def _settled(lines: Sequence[Line], head: Head) -> list[Line]:
    """Give years that stand below the figures of a row to these, and bare words to the names."""
    found: list[Line] = []
    for line in lines:
        dated = _dated(found[-1], line, head) if found else None
        if dated:
            found[-1] = dated
            line = replace(line, values=())
        elif found and not line.before and _ends_name(line, found[-1], head):
            line = replace(line, before=join(line.values), values=())
        found += [line] if not dated or line.before else []
    return found


def _ends_name(line: Line, above: Line, head: Head) -> bool:
    """Whether words like the tails of values are the end of a name: （累計）, 合 of 割合."""
    if any(re.search(r"\d", value.key) for value in line.values):
        return False
    said = {kind_of(value.text) for value in line.values}
    if above.values:
        bracketed = all(re.fullmatch(r"\([^()]+\)", value.key) for value in line.values)
        whole = cells_of(above.values, head) is not None
        return whole and (bracketed or said == {Kind.UNIT})
    return said <= ({Kind.TAIL} if head.all(Role.UNIT) else {Kind.TAIL, Kind.UNIT})


def _dated(above: Line, line: Line, head: Head) -> Line | None:
    """Return a line with the years that stand below its figures: （R4） below the earlier one."""
    years = [value for value in line.values if is_period(value.text)]
    if not years or len(years) < len(line.values) or len(above.values) < 2:
        return None
    cells = cells_of(above.values, head)
    figures = [i for i, at in enumerate(head.measured) if head.columns[at].role is not Role.UNIT]
    if cells is None or len(years) > len(figures):
        return None
    last = parse_period(head.columns[head.measured[figures[-1]]].period)
    year = parse_period(years[0].text)
    if len(years) < len(figures) and not (last and year and year.last < last.first):
        return None
    for i, value in zip(figures, years, strict=False):
        cells[i] = join((cells[i], value))
    return replace(above, values=tuple(cells))
