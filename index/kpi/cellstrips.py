"""Names on the lines around their values: these stand at the first, the middle or the last line.

So print converters that part cells by one space, line for line, what stands in a row.
"""

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, replace
from itertools import groupby, takewhile

from index.kpi.broken import USUAL_END, WHOLE, Strip, group_rows, is_piece
from index.kpi.cellparts import are_torn, is_upright
from index.kpi.cellrows import NOTE, Cell, RowRead, beside_values, reads_on
from index.kpi.fits import is_figure
from index.kpi.names import COUNTED, is_source
from index.kpi.pieces import is_year
from index.kpi.shape import Shape
from index.kpi.source import Printed, Source, join
from index.kpi.vocabulary import ENUMERATION, Role
from index.kpi.words import Kind, kind_of
from index.quantities import parse_period

_CUT_OFF, _LONGEST_GROUP = 1.0, 6


@dataclass(frozen=True, slots=True)
class _Line:
    """A line: its cells of a name, the row whose values begin on it, and whether it has figures."""

    first: Cell
    name: Sequence[Cell]
    row: RowRead | None
    valued: bool


def name_by_lines(
    source: Source, cells: Sequence[Cell], rows: Sequence[RowRead], strays: Set[int], shape: Shape
) -> bool:
    """Name the rows anew, and tell whether all came out; those in doubt are not kept.

    At `strays` stand figures of no row. Where other texts may stand beside the names, both ways
    must say the same. Where values are seen to end their rows, whole names leave nothing for the
    lines below: then the way that names more is taken.
    """
    above = len(beside_values(rows)) > 1 and all(row.is_whole for row in rows)
    named = [(row.name, row.kept) for row in rows]
    headed = _name(source, cells, rows, strays, shape)
    for row in rows if shape.owned else ():
        row.behind = list(takewhile(lambda cell: not cell.first, cells[row.end :]))
        row.kept = row.kept and row.is_owned
    whole = all(row.kept for row in rows)
    grouped = shape.grouped and not _are_told_beside(rows, cells)
    if grouped or shape.trails:
        for row, (name, kept) in zip(rows, named, strict=True):
            row.kept = row.kept and kept and row.name.key == name.key
    more = above and sum(row.kept for row in rows) < sum(kept for _, kept in named)
    if more or not (grouped or shape.trails or headed or any(row.kept for row in rows)):
        for row, (name, kept) in zip(rows, named, strict=True):
            row.name, row.kept = name, kept
    return whole and all(row.kept for row in rows)


def _name(
    source: Source, cells: Sequence[Cell], rows: Sequence[RowRead], strays: Set[int], shape: Shape
) -> bool:
    """Name the rows; return whether a line was left out: headings may stand within."""
    lines = _with_years(_lines(cells, rows, strays, shape), shape)
    row_at = {line.first.line: line.row for line in lines if line.row}
    for row in rows:
        row.kept = False
    parts = _parts(source, lines)
    groups = group_rows(parts, _CUT_OFF)
    used = {strip.line for group in groups for strip in group}
    headed = any(strip.line not in used for part in parts for strip in part)
    place_of = {strip.line: (part, i) for part in parts for i, strip in enumerate(part)}
    for group in groups:
        (part, first), (_, last) = place_of[group[0].line], place_of[group[-1].line]
        above = part[first - 1] if first and part[first - 1].line not in used else None
        below = part[last + 1] if last + 1 < len(part) else None
        named = next((row_at.get(s.line) for s in group if s.has_values and s.cells), None)
        if named:
            named.name = join([strip.name for strip in group if strip.name])
            pieces = [strip.name.text for strip in group if strip.name]
            torn = are_torn(pieces, shape.behind) or (shape.grouped and is_upright(pieces))
            cut = below and below.line not in used and _may_go_on(named.name, below, shape)
            named.kept = not (above or torn or cut or is_piece(named.name.text))
            named.kept = named.kept and not (headed and _takes_in_others(group))
    return headed


def _takes_in_others(group: Sequence[Strip]) -> bool:
    """Whether lines around that of the values may be of other cells, and headings among them.

    So may what does not go on with a name that reads whole, nor end as names do.
    """
    at = next(i for i, strip in enumerate(group) if strip.has_values)
    name = group[at].name.text
    above, below = [[s.name.text for s in strips] for strips in (group[:at], group[at + 1 :])]
    if WHOLE.search(name) and any(not reads_on(text, name) for text in above[-1:]):
        return True
    told = [name, *below] if below else []
    ends = not told or USUAL_END.search(told[-1])
    apart = bool(told) and not reads_on(told[-2], told[-1])
    return apart and (not ends or bool(WHOLE.search(name)))


def _are_told_beside(rows: Sequence[RowRead], cells: Sequence[Cell]) -> bool:
    """Whether each row has a word for its group, and nothing more but a name, beside its values.

    Nor does the word go on below, beside more of the name or alone.
    """
    valued = {cell.line for row in rows for cell in cells[row.start : row.end]}
    if any(not cell.first for cell in cells if cell.line not in valued):
        return False
    beside = [[cell.printed.text for cell in row.gap if cell.line == row.line] for row in rows]
    for row, words in zip(rows, beside, strict=True):
        below = cells[row.end].printed.text if row.end < len(cells) else ""
        if below and [reads_on(word, below) for word in words] == [True, False]:
            return False
    return all(words and len(words) < 3 and (words[1:] or _is_group(words[0])) for words in beside)


def _may_go_on(name: Printed, below: Strip, shape: Shape) -> bool:
    """Whether a name may go on with a line that was left out; it may be of a column behind."""
    if shape.trails:
        return False
    return bool(USUAL_END.search(below.name.text)) or not USUAL_END.search(name.text)


def _parts(source: Source, lines: Sequence[_Line]) -> list[list[Strip]]:
    """Return the strips of the lines; blank lines part them, but no end of a page.

    Nor do those that stand between all lines.
    """
    parts: list[list[Strip]] = [[]]
    spaced = sum(line.first.apart for line in lines) * 2 > len(lines)
    for line in lines:
        number = line.first.line
        above = parts[-1][-1].line if parts[-1] else number
        apart = line.first.apart and not spaced and above < number
        if apart and not source.page_ended(above, number):
            parts.append([])
        name = join([cell.printed for cell in line.name])
        parts[-1].append(Strip(number, ((0, name),), name, line.valued))
    return parts


def _lines(
    cells: Sequence[Cell], rows: Sequence[RowRead], strays: Set[int], shape: Shape
) -> Iterator[_Line]:
    """Yield the lines that hold pieces of names or values; notes and other columns are left out."""
    row_of = {at: row for row in rows for at in range(row.start, row.end)}
    above: _Line | None = None
    for _, places in groupby(range(len(cells)), lambda at: cells[at].line):
        each = list(places)
        valued = [at for at in each if at in row_of or at in strays]
        begun = next((row_of[at] for at in valued if at in row_of and row_of[at].start == at), None)
        before = [cells[at] for at in each if not valued or at < valued[0]]
        name = _of_name(before, above, shape, valued=bool(valued))
        goes_on = valued and not begun and strays.isdisjoint(valued)
        text = cells[each[0]].printed.text
        noted = not valued and (NOTE.match(text) or is_source(text))
        if noted or not (name or valued) or (goes_on and not name):
            continue
        # A figure among the words of a name is of a row that lacks another.
        stray = any(is_figure(cell.printed) for cell in name)
        above = _Line(cells[each[0]], name, begun, bool(valued) or stray)
        yield above


def _of_name(
    cells: Sequence[Cell], above: _Line | None, shape: Shape, *, valued: bool
) -> Sequence[Cell]:
    """Leave out the number of a row, and the words of columns of groups and of departments."""
    rest = list(cells)
    for grouped in (False, True) if shape.grouped else (False,):
        if grouped and valued and len(rest) > 1:
            rest = rest[1:]
        if len(rest) > 1 and _counts(rest[0].printed, rest[1].printed, numbered=shape.numbered):
            rest = rest[1:]
    alone = len(rest) == 1
    if alone and shape.numbered and ENUMERATION.fullmatch(rest[0].printed.key):
        return []
    if shape.owned and not valued and all(cell.is_owner for cell in rest):
        return []
    beside = shape.grouped and valued and alone and len(cells) == 1
    named = above is not None and not above.valued
    return [] if beside and named and _is_group(rest[0].printed.text) else rest


def _counts(number: Printed, word: Printed, *, numbered: bool) -> bool:
    """Whether a number counts the rows, and not what the word behind it says: 1 歳6か月児."""
    plain = kind_of(word.text) in (Kind.TEXT, Kind.SHARE) and not re.match(COUNTED, word.text)
    return (plain or numbered) and bool(ENUMERATION.fullmatch(number.key))


def _is_group(word: str) -> bool:
    """Whether a word beside the values is of a column of groups: short, and no end of a name."""
    return len(word) <= _LONGEST_GROUP and " " not in word and not USUAL_END.search(word)


def _with_years(lines: Iterator[_Line], shape: Shape) -> list[_Line]:
    """Give years that stand below the values of a row to these; else the row is lost."""
    found: list[_Line] = []
    row: RowRead | None = None
    for line in lines:
        years = [cell.printed for cell in line.name if is_year(cell.printed)]
        if line.valued or not years or not row:
            found.append(line)
            row = line.row if line.valued else row
            continue
        values = _dated(row, years, shape)
        row.values = values or row.values
        if not values:
            found = [replace(n, row=None) if n.row is row else n for n in found]
        rest = [cell for cell in line.name if not is_year(cell.printed)]
        found += [replace(line, name=rest)] if rest else []
    return found


def _dated(row: RowRead, years: Sequence[Printed], shape: Shape) -> list[Printed] | None:
    """Return the values of a row with the years below them; one is of the earlier value."""
    figures = [i for i, role in enumerate(shape.roles) if role not in (Role.UNIT, Role.WHEN)]
    last, year = parse_period(shape.periods[figures[-1]]), parse_period(years[0].text)
    earlier = last and year and year.last < last.first
    if len(years) > len(figures) or (len(years) < len(figures) and not earlier):
        return None
    values = list(row.values)
    for i, below in zip(figures, years, strict=False):
        values[i] = join([values[i], below])
    return values
