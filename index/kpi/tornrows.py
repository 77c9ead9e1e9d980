"""Rows whose cells stand on several lines of a drawn table, each line of them between its own tabs.

A cell that is wrapped lies in the middle of its row, or begins on its first line.
"""

import re
from collections.abc import Collection, Sequence, Set
from dataclasses import replace
from itertools import pairwise, zip_longest

from index.headings.markers import is_called
from index.kpi.broken import (
    BEGINS,
    ENDS_HEADING,
    LATE_START,
    USUAL_END,
    display_width,
    ends_name,
    is_balanced,
    is_piece,
)
from index.kpi.columns import read_head
from index.kpi.gapparts import WALL, Parting
from index.kpi.gaprows import Run, Runs, Strip
from index.kpi.grid import Table
from index.kpi.heads import Head
from index.kpi.labels import bare, role_of
from index.kpi.names import is_share
from index.kpi.shape import joined
from index.kpi.source import EMPTY, Printed, Row, Source, join
from index.kpi.titles import mark_of
from index.kpi.tornheads import Top, heads_among
from index.kpi.vocabulary import REMARK
from index.quantities import is_period

_SLACK, _SHORTEST_END, _LONGEST_END, _LONGEST_TAIL = 2, 2, 4, 3


# No name begins so: は歩く人の割合.
_DOTS = ("・", "•", "‧")
_ENDS = re.compile(rf"{LATE_START.pattern}|[はを](?=[一-鿿])")


def mended(source: Source, table: Table, carried: Head | None = None) -> Table:
    """Put the lines of cells together to rows, where the rows of a table are torn.

    It may go on below the `carried` head of another.
    """
    lines = [row + (EMPTY,) * (table.width - len(row)) for row in table.rows]
    head = next((head for n in range(len(lines)) if (head := read_head(lines, n))), None)
    found = _put_together(source, table, lines, carried)
    if head and found is table and (whole := _with_ends(lines, head)):
        return replace(table, rows=tuple(whole), certain=False)
    return found


def _put_together(
    source: Source, table: Table, lines: Sequence[Row], carried: Head | None
) -> Table:
    """Put together rows whose cells stand between tabs, or of which cells are empty."""
    rows, tabbed = table.rows, "\t" in source.line_text(table.first)
    sparse = any(map(_is_sparse, lines))
    tops = list(heads_among(lines)) or ([Top([], carried, 0, 0)] if carried else [])
    heads = [top for top in tops if sparse or _shares_torn(lines[top.body :], top.head)]
    if not heads or not (tabbed or len(set(map(len, rows))) == 1):
        return table
    found = list(rows[: heads[0].first])
    for top, below in zip_longest(heads, heads[1:]):
        end = below.first if below else len(rows)
        more = [line[top.head.name_at] for line in lines[end : below.body if below else end]]
        # Tables beside each other: among the labels of one stands the end of a name.
        end -= any(cell and role_of(cell) is None for cell in more)
        body = _body(lines[top.body : end], top.head)
        stacked = tabbed and top.body - top.first > 1
        if body is not None and (stacked or body != lines[top.body : end]):
            found += [*top.labels, *body]
        else:
            pairs = pairwise([*rows[top.body : end], ()])
            whole = (row for row, below in pairs if not _is_cut(below, top.head))
            found += [*rows[top.first : top.body], *whole]
    torn = tuple(found) != rows
    return replace(table, rows=tuple(found), certain=False) if torn else table


def _with_ends(lines: Sequence[Row], head: Head) -> list[Row]:
    """Put rows together the second of which has years and ends of units only; nothing if none is.

    A line of a name may stand on each: 相談した人|8パーセン above の割合|ト.
    """
    found: list[Row] = []
    for n, line in enumerate(lines):
        ended = [i for i in head.values if line[i]] if n > head.body else []
        figured = all(re.search(r"\d", found[-1][i].key) for i in ended)
        named = not (line[head.name_at] and _is_end(line[head.name_at]))
        if ended and figured and named and all(_is_end(line[i]) for i in ended):
            above = found.pop()
            cells = [
                joined((a, b)) if i in head.values else join([a, b])
                for i, (a, b) in enumerate(zip(above, line, strict=True))
            ]
            found.append(tuple(cells))
        else:
            found.append(line)
    return found if len(found) < len(lines) else []


def _is_end(cell: Printed) -> bool:
    """Whether a cell holds a year in brackets, or the end of a unit."""
    text = cell.key
    dated = text[0] in "(（" and is_period(bare(text))
    return dated or (len(text) <= _LONGEST_END and bool(re.fullmatch("[ァ-ヿ]+", text)))


def _width(cell: Printed) -> int:
    return max(map(display_width, cell.text.split()), default=0)


def _is_sparse(row: Row) -> bool:
    """Whether half of a row is empty, or a third of one with years."""
    filled = sum(map(bool, row))
    years = [cell.key for cell in row if is_period(cell.text)]
    dated = bool(years) and 3 * filled <= 2 * len(row)
    return 2 * filled <= len(row) or dated or 3 * sum(y[0] == "(" for y in years) > len(row)


def _shares_torn(lines: Sequence[Row], head: Head) -> bool:
    """Whether names over parts are broken: one is a piece, or two as wide as any end oddly."""
    names = [line[head.name_at].text for line in lines if line[head.name_at]]
    widest = max(map(display_width, names), default=0) - _SLACK
    wide = [name for name in names if display_width(name) >= widest]
    odd = [n for n in wide if not (USUAL_END.search(n) or is_share(n.split()[-1]))]
    return head.tells_parts and (len(odd) > 1 or any(map(is_piece, names)))


def _is_cut(below: Row, head: Head) -> bool:
    """Whether a row holds no more than the end of a name: then that of the row above it is cut."""
    cells = [cell for cell in below if cell]
    late = len(cells) == 1 and LATE_START.match(cells[0].text)
    name = below[head.name_at] if head.name_at < len(below) else EMPTY
    bare = name and not any(re.search(r"\d", below[i].key) for i in head.values if i < len(below))
    ends = bare and len(name.key) <= _SHORTEST_END and USUAL_END.search(name.key)
    return bool(ends or late) and name.text[:1] not in ("（", "(")


def _is_number(row: Row) -> bool:
    """Whether a line holds nothing but the number of a page."""
    return bool(re.fullmatch(r"\d{1,3}", "".join(cell.key for cell in row)))


def _body(lines: Sequence[Row], head: Head) -> list[Row] | None:
    """Return the rows below a head; None where lines are left over that are no headings."""
    if head.tells_parts and not _shares_torn(lines, head):
        return None
    lines = [line for line in lines if any(line) and not _is_number(line)]
    valued = [line for line in lines if any(line[i] for i in head.values)]
    marks = {mark_of(line[head.name_at].text) for line in valued}
    owned = {i for line in valued for i, cell in enumerate(line) if cell and i > head.name_at}
    dotted = any(line[head.name_at].text.startswith(_DOTS) for line in valued)
    strips: list[Strip] = []
    wall = 0
    for n, line in enumerate(lines):
        cells = {i: cell for i, cell in enumerate(line) if cell}
        if dotted and head.name_at in cells:
            name = cells[head.name_at]
            cells[head.name_at] = Printed(name.text.lstrip("・•‧ "), name.spans)
        alone = head.name_at in cells and owned.isdisjoint(cells)
        titled = alone and _is_title(cells[head.name_at].text, marks)
        if titled or max(cells) < head.name_at:
            wall = WALL
        else:
            strips.append(Strip(n, cells, wall))
            wall = 0
    runs = Parting(Runs(strips, head, strict=False, drawn=True)).sure().runs
    told = _told(runs, strips, head)
    found = {strips[run.first].line: _lines(run, strips, lines, head.name_at) for run in told}
    taken = {n for run in told for n in range(run.first, run.last + 1)}
    if not head.tells_parts:
        left = set(range(len(strips))) - taken
        bare = {n for n in left if not any(i in strips[n].cells for i in head.values)}
        names = [strip.cells.get(head.name_at, EMPTY) for strip in strips]
        widest = max(map(_width, names), default=0) - _SLACK
        torn = {n + step for n in bare for step in _steps(strips[n], head, owned, widest)}
        torn |= {n for run in runs if run not in told for n in run.valued}
        # What stands beside lines left over may have a piece of a name.
        kept = {n for n in left if n in bare or n not in torn}
        lone = set(range(len(lines))) - {strip.line for strip in strips}
        found |= {n: [lines[n]] for n in lone | {strips[n].line for n in kept}}
    return [each for n in sorted(found) for each in found[n]]


def _is_title(text: str, marks: Collection[str | None]) -> bool:
    """Whether what stands alone is a heading, or a remark: 基本方針２　木を使う, ※毎年の値."""
    return mark_of(text) not in {None, *marks} or is_called(text) or bool(REMARK.match(text))


def _told(runs: Sequence[Run], strips: Sequence[Strip], head: Head) -> Sequence[Run]:
    """Return the runs without those that may begin with a heading, where no lines tell a torn name.

    These do: 利用した人の above 割合, 相談件 above 数, and lines of which one has the department.
    """
    torn = [run for run in runs if len(run.named) > 1 and _tells(run, strips, head.name_at)]
    if torn:
        return runs
    return [run for run in runs if len(run.named) < 2 or run.first == min(run.valued)]


def _tells(run: Run, strips: Sequence[Strip], name_at: int) -> bool:
    """Whether the lines of a name above its values are such as no heading and name are."""
    lines = [strips[n] for n in run.named if n <= max(run.valued)]
    names = [line.cells[name_at] for line in lines]
    pairs = [(above.text, below.text) for above, below in pairwise(names)]
    ended = (_ENDS.match(below) or len(below) <= _LONGEST_TAIL for _, below in pairs)
    begun = (BEGINS.search(above) or not is_balanced(above) for above, _ in pairs)
    owned = any(len(line.cells) > 1 for line in lines[:-1])
    return owned or max(run.valued) not in run.named or any(ended) or any(begun)


def _steps(strip: Strip, head: Head, owned: Set[int], widest: int) -> tuple[int, ...]:
    """Return how far the lines are that one without values may be a piece of; none of a heading.

    It goes on, has what else rows have, or fills its column and is no name or 環境保全の推進.
    """
    name = strip.cells.get(head.name_at, EMPTY)
    if BEGINS.search(name.text):
        return (1,)
    if LATE_START.match(name.text) and name.key[0] != "(":
        return (-1,)
    alone = ends_name(name) or bool(ENDS_HEADING.search(name.text))
    torn = not is_balanced(name.text) or (_width(name) >= widest and not alone)
    return (-1, 1) if torn or not owned.isdisjoint(strip.cells) else ()


def _lines(run: Run, strips: Sequence[Strip], lines: Sequence[Row], name_at: int) -> Sequence[Row]:
    """Return the rows that lines make: as they are, where their name is whole on the first."""
    own = range(run.first, run.last + 1)
    whole = [n for n in own if name_at in strips[n].cells] == [run.first]
    plain = whole and len(run.rows) == len(own)
    return [lines[strips[n].line] for n in own] if plain else run.rows
