"""Tables whose columns follow each other: all the names, then all the values of each column.

Nothing but counting tells which value is of which name: each column has as many as there are
names. Columns that no label heads are told by the years of their values.
"""

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, field, replace
from itertools import pairwise

from index.kpi.broken import LATE_START, USUAL_END, is_piece
from index.kpi.cellrows import NOTE
from index.kpi.fits import fits
from index.kpi.grid import Table, guessed
from index.kpi.heads import Head
from index.kpi.headwords import head_tokens
from index.kpi.labels import Column, is_empty, name_label
from index.kpi.names import clean_name, is_name
from index.kpi.source import Printed, Source, join
from index.kpi.values import one_unit
from index.kpi.vocabulary import OWNERS, VALUE_ROLES, Role
from index.kpi.words import Kind, kind_of
from index.quantities import is_period, parse_period, split_period

_BY_COUNT = "縦に並んだ値を順に対応付け"
_GAP = re.compile(r"(?:\s{2,}|[\u3000\t])\s*")
_MARK, _NOTE = re.compile(r"[①-⑳]"), re.compile(r"※\d*$")
_RUBY = re.compile(r"[ぁ-ん]{1,8}")
_NAMES, _VALUED = (Role.NAME, Role.GOAL), VALUE_ROLES - {Role.GOAL}
_MOST_PIECES, _MOST_LETTERS, _LONGEST = 200, 4, 60


@dataclass(frozen=True, slots=True)
class _Piece:
    """What stands between wide gaps of a line; `apart` tells that a blank line stands above."""

    line: int
    cell: Printed
    apart: bool


@dataclass(slots=True)
class _Block:
    """The columns that labels head, and the cells below them, row by row."""

    columns: Sequence[Column]
    cells: list[Printed] = field(default_factory=list)
    last: int = 0


def columnwise_tables(source: Source, taken: Set[int]) -> Iterator[Table]:
    """Yield the tables that begin with the label of names and the names."""
    pieces = [p for n in range(source.count) if n not in taken for p in _pieces(source, n)]
    done = -1
    for at, piece in enumerate(pieces):
        label, begun = _label(pieces, at) if piece.line > done else (None, 0)
        if label and label.role in _NAMES:
            above = [p for p in pieces[max(0, at - _MOST_PIECES) : at] if p.line > done]
            table = _table(pieces[at : at + _MOST_PIECES], begun - at, above)
            table = table or _turned(pieces[max(0, at - _MOST_PIECES) : begun], begun - at)
            if table and table.first > done:
                yield table
                done = table.last


def _pieces(source: Source, line: int) -> Iterator[_Piece]:
    span = source.span(line)
    if not source.is_readable(line) or span.end - span.start > _LONGEST:
        return
    text = source.text[span.start : span.end]
    edges = [0, *(at for gap in _GAP.finditer(text) for at in gap.span()), len(text)]
    for a, b in zip(edges[::2], edges[1::2], strict=True):
        cell = source.printed(span.start + a, span.start + b)
        yield _Piece(line, cell, not a and line > 0 and source.is_blank(line - 1))


def _label(pieces: Sequence[_Piece], at: int) -> tuple[Column | None, int]:
    """Read the label at a place, with the year below it, and tell where it ends."""
    for end in range(min(at + _MOST_LETTERS, len(pieces)), at, -1):
        run = [piece.cell.text for piece in pieces[at:end]]
        if (len(run) > 1 and max(map(len, run)) > 1) or not head_tokens("".join(run)):
            continue
        column = name_label("".join(run))
        below = pieces[end].cell.text.strip("()（）") if end < len(pieces) else ""
        if column.role in _VALUED and column.label and not column.period and is_period(below):
            return replace(column, period=below), end + 1
        return (column if column.role in {*_NAMES, *_VALUED, Role.UNIT, Role.OWNER} else None), end
    return None, at


def _table(pieces: Sequence[_Piece], begun: int, above: Sequence[_Piece]) -> Table | None:
    """Read the table below a label of names; None where its columns do not count alike.

    A column may stand `above` that label.
    """
    at = begun
    while at < len(pieces) and _may_name(pieces[at].cell) and not _label(pieces, at)[0]:
        at += 1
    named = pieces[begun:at]
    if at < len(pieces) and NOTE.match(pieces[at].cell.text):
        # What the plan goes on with may stand before the columns of the values.
        at = next((n for n in range(at, len(pieces)) if _label(pieces, n)[0]), at)
    whole = [p.cell.key for p in named if not is_piece(p.cell.text)]
    if len(set(whole)) < len(whole):
        return None  # The parts of names, 男性 and 女性, have values of their own.
    for names in _readings(named):
        blocks = _blocks(pieces[at:], len(names)) if len(names) > 1 else []
        first = _block_above(above, len(names)) if blocks else None
        blocks = [first[0], *blocks] if first else blocks
        columns = [column for block in blocks for column in block.columns]
        roles = [column.role for column in columns if column.role is not Role.UNIT]
        if Role.TARGET not in roles or len({*roles}) < len(roles) or not all(map(_is_whole, names)):
            continue
        cells = [b.cells[i :: len(b.columns)] for b in blocks for i in range(len(b.columns))]
        valued = [c for c, column in zip(cells, columns, strict=True) if column.role in _VALUED]
        if not all(one_unit([cell.text for cell in row]) for row in zip(*valued, strict=True)):
            continue
        head = Head((Column(Role.NAME), *columns), 0, (_BY_COUNT,))
        lines = (first[1] if first else pieces[0].line, blocks[-1].last)
        return guessed(list(zip(names, *cells, strict=True)), lines, head)
    return None


def _block_above(pieces: Sequence[_Piece], count: int) -> tuple[_Block, int] | None:
    """Read the column of so many cells that ends where the names begin, and tell its first line."""
    for at in range(max(0, len(pieces) - 2 * count - _MOST_LETTERS), len(pieces) - count):
        label, begun = _label(pieces, at)
        block = _Block([label]) if label and label.role in _VALUED else None
        if block and _fill(block, pieces, begun, count) == len(pieces):
            return (block, pieces[at].line) if len(block.cells) == count else None
    return None


def _turned(pieces: Sequence[_Piece], last: int) -> Table | None:
    """Read a table whose blocks come last first: values, names, their labels, that of names.

    The years of the values must bear the labels out.
    """
    begun = end = len(pieces) - last
    columns: list[Column] = []
    while begun and (label := _label(pieces[:end], begun - 1)[0]) and label.role in _VALUED:
        begun, columns = begun - 1, [label, *columns]
    named = begun
    while named and _may_name(pieces[named - 1].cell) and not _label(pieces, named - 1)[0]:
        named -= 1
    first = named
    while first and (
        fits(pieces[first - 1].cell, Role.TARGET) or is_period(pieces[first - 1].cell.text)
    ):
        first -= 1
    for names in _readings(pieces[named:begun]) if len(columns) == 2 and named > first else ():
        block = _Block([Column(Role.TARGET)])
        at = _fill(block, pieces[:named], first, 2 * len(names))
        told = _by_years(block, len(names)) if len(block.cells) == 2 * len(names) else []
        ways = [block.cells[: len(names)], block.cells[len(names) :]]
        order = sorted(zip(columns, ways, strict=True), key=lambda way: way[0].role is Role.TARGET)
        if at != named or len(names) < 2 or not all(map(_is_whole, names)):
            continue
        if [each.cells for each in told] != [way for _, way in order]:
            continue
        head = Head((Column(Role.NAME), *(c for c, _ in order)), 0, (_BY_COUNT,))
        rows = list(zip(names, *(way for _, way in order), strict=True))
        return guessed(rows, (pieces[first].line, pieces[-1].line), head)
    return None


def _may_name(cell: Printed) -> bool:
    dated = is_period(cell.text) or "。" in cell.text
    return kind_of(cell.key) in (Kind.TEXT, Kind.TAIL) and not (dated or NOTE.match(cell.text))


def _readings(pieces: Sequence[_Piece]) -> Iterator[list[Printed]]:
    """Put lines together to names: each alone, parted by blank lines, by marks, or as they read."""
    ruby = [bool(_RUBY.fullmatch(piece.cell.key)) for piece in pieces]
    above = zip(pieces, [False, *ruby], ruby, strict=False)
    pieces = [replace(p, apart=p.apart or after) for p, after, reads in above if not reads]
    cells = [piece.cell for piece in pieces]
    yield cells
    for starts in (
        [piece.apart for piece in pieces],
        [bool(_MARK.match(cell.text)) for cell in cells],
        [True, *(_ends(a) and not LATE_START.match(b.text) for a, b in pairwise(cells))],
    ):
        at = [i for i, start in enumerate(starts) if start or not i]
        yield [join(cells[a:b]) for a, b in pairwise([*at, len(cells)])]


def _ends(cell: Printed) -> bool:
    return bool(USUAL_END.search(cell.text)) and not is_piece(cell.text)


def _is_whole(name: Printed) -> bool:
    text = clean_name(name.text)[0]
    return is_name(text) and not is_piece(text)


def _blocks(pieces: Sequence[_Piece], count: int) -> list[_Block]:
    """Read the columns of so many names; none where one has more cells, or less."""
    blocks: list[_Block] = []
    at = 0
    while at < len(pieces):
        columns: list[Column] = []
        label, end = _label(pieces, at)
        while label and label.role not in _NAMES:
            columns.append(label)
            label, end = _label(pieces, at := end)
        block = _Block(columns or [Column(Role.BASELINE), Column(Role.TARGET)])
        if blocks and not columns:
            break
        at = _fill(block, pieces, at, count)
        if len(block.cells) != count * len(block.columns):
            return []
        if not columns:
            return _by_years(block, count)
        blocks.append(block)
    return blocks


def _fill(block: _Block, pieces: Sequence[_Piece], at: int, count: int) -> int:
    """Take the cells of a block, one more than it may have where as many follow."""
    while at < len(pieces) and len(block.cells) <= count * len(block.columns):
        role = block.columns[len(block.cells) % len(block.columns)].role
        printed = pieces[at].cell
        cell = replace(printed, text=_NOTE.sub("", printed.text))
        if _label(pieces, at)[0] or not (
            OWNERS.fullmatch(cell.key) if role is Role.OWNER else fits(cell, role)
        ):
            break
        block.last = pieces[at].line
        at += 1
        if role in _VALUED and at < len(pieces) and is_period(pieces[at].cell.text):
            cell = Printed(f"{cell.text}（{pieces[at].cell.text.strip('()（）')}）", cell.spans)
            block.last = pieces[at].line
            at += 1
        block.cells.append(cell)
    return at


def _by_years(block: _Block, count: int) -> list[_Block]:
    """Tell two columns without labels by their years: one after the other, or row by row."""
    cells, found = block.cells, []
    for ways in ((cells[:count], cells[count:]), (cells[::2], cells[1::2])):
        years = [
            [parse_period(split_period(c.text)[1]) for c in way if not is_empty(c)] for way in ways
        ]
        spans = [[year.last for year in way if year] for way in years]
        whole = all(map(len, years)) and all(map(all, years))
        if whole and (max(spans[0]) < min(spans[1]) or max(spans[1]) < min(spans[0])):
            first, then = ways if max(spans[0]) < min(spans[1]) else ways[::-1]
            found.append((first, then))
    columns = (Column(Role.BASELINE), Column(Role.TARGET))
    pairs = zip(columns, found[0], strict=True) if len(found) == 1 else ()
    return [_Block([column], list(way), block.last) for column, way in pairs]
