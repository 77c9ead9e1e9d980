"""Tables whose cells are paragraphs, one below the other, as PDF text often gives them."""

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from itertools import combinations

from index.kpi.broken import USUAL_END
from index.kpi.columns import Head, named_head, tells_of_values
from index.kpi.grid import Row, Table
from index.kpi.labels import is_empty, is_label, name_label
from index.kpi.names import is_name
from index.kpi.source import EMPTY, Printed, Source, join
from index.kpi.values import is_torn, is_value, values_of
from index.kpi.vocabulary import HEAD_HINT, OWNERS, SHARE, VALUE_ROLES, Role
from index.kpi.words import Kind, kind_of
from index.quantities import fold_same_length, is_period, is_unit

_MOST_LINES, _MOST_COLUMNS, _LEAST_COLUMNS, _MOST_NAME_PARTS = 5, 12, 3, 3
_LONGEST_KNOWN, _LONGEST_LABEL, _LONGEST_UNKNOWN = 16, 8, 12
_UNDERNEATH = re.compile(r"[(（\[［][^()（）\[\]［］]{1,14}[)）\]］]")
_FIGURE = re.compile(r"[△約]?\d[\d,.]*\s?[^\s()]{0,8}\s?(?:\([^()]*\))?")
_MARKED = re.compile(r"[■◆●○◎▼□◇・【〔《≪＜]")
_SENTENCE = re.compile(r"。\s*$")


_FIGURES = VALUE_ROLES | {Role.UNIT}
_NO_NAMES = _FIGURES | {Role.NAME, Role.NUMBER, Role.OWNER, Role.WHEN}


@dataclass(frozen=True, slots=True)
class _Cell:
    """A paragraph: what it prints, and its first and last line."""

    printed: Printed
    first: int
    last: int


def paragraph_tables(
    source: Source, stops: frozenset[int], taken: Set[int]
) -> Iterator[tuple[Table, Head, bool]]:
    """Yield the tables whose cells blank lines part; the last item: some rows were lost."""
    cells = _paragraphs(source, stops, taken)
    at = 0
    while at < len(cells):
        found = _table(cells, at) if cells[at] and _may_head(cells[at]) else None
        if found is None:
            at += 1
            continue
        table, head, lost, at = found
        yield table, head, lost


def _paragraphs(source: Source, stops: frozenset[int], taken: Set[int]) -> list[_Cell | None]:
    """Return the paragraphs that may be cells; None stands where no table goes on."""
    found: list[_Cell | None] = []
    lines: list[int] = []
    for line in range(source.count + 1):
        ends = line == source.count or not source.is_readable(line)
        if not ends and line not in taken and line not in stops:
            lines.append(line)
            continue
        if lines:
            found.append(_paragraph(source, lines) if len(lines) <= _MOST_LINES else None)
            lines = []
        if not ends:
            found.append(None)
    return found


def _paragraph(source: Source, lines: Sequence[int]) -> _Cell | None:
    printed = join(map(source.cell, lines))
    return None if _SENTENCE.search(printed.text) else _Cell(printed, lines[0], lines[-1])


def _may_head(cell: _Cell | None) -> bool:
    """Whether a paragraph is a label: a word for values or names, or a short one."""
    if cell is None or _MARKED.match(cell.printed.text) or not is_label(cell.printed):
        return False
    if kind_of(cell.printed.key) is Kind.VALUE:  # 現状維持
        return False
    column = name_label(cell.printed.text)
    known = column.role in VALUE_ROLES | {Role.NAME, Role.UNIT}
    return len(column.label) <= (_LONGEST_KNOWN if known else _LONGEST_LABEL)


def _table(cells: Sequence[_Cell | None], at: int) -> tuple[Table, Head, bool, int] | None:
    """Read the table whose first known label stands at a paragraph."""
    labels, body = _labels(cells, at)
    if len(labels) == 1:
        return _by_columns(cells, at)
    before = cells[at - 1] if at else None
    named = any(name_label(label.text).role is Role.NAME for label in labels)
    if not named and before and _may_call(before.printed):
        labels.insert(0, before.printed)
    if not _LEAST_COLUMNS <= len(labels) <= _MOST_COLUMNS:
        return None
    if not any(HEAD_HINT.search(label.text) for label in labels):
        return None
    found = _by_rows(cells, at, labels, body)
    if found is None and len(labels) > _LEAST_COLUMNS:
        # The first name may read like a label.
        found = _by_rows(cells, at, labels[:-1], body - 1)
    return found


def _may_call(label: Printed) -> bool:
    """Whether a paragraph may head the names though it is no known word: 部門・分野."""
    plain = len(label.text) <= _LONGEST_UNKNOWN and not re.search(r"[\d０-９。]", label.text)
    return plain and is_name(label.text)


def _labels(cells: Sequence[_Cell | None], at: int) -> tuple[list[Printed], int]:
    """Return the labels from a paragraph on, and where what they head begins."""
    labels: list[Printed] = []
    while at < len(cells) and (cell := cells[at]) is not None and _may_head(cell):
        printed = cell.printed
        under = _UNDERNEATH.fullmatch(printed.text) and labels
        if under and not is_period(labels[-1].text):
            labels[-1] = join([labels[-1], printed])
        else:
            labels.append(printed)
        at += 1
    years = [i for i, label in enumerate(labels) if is_period(label.text)]
    half = len(years)
    if half and years == list(range(len(labels) - 2 * half, len(labels) - half)):
        # All the years, then the words for each of them.
        words = labels[-half:]
        labels = labels[: -2 * half] + [
            join(p) for p in zip(labels[-2 * half : -half], words, strict=True)
        ]
    return labels, at


def _by_rows(
    cells: Sequence[_Cell | None], at: int, labels: Sequence[Printed], body: int
) -> tuple[Table, Head, bool, int] | None:
    """Read the rows one after the other, each with a paragraph for every column."""
    rough = named_head([tuple(labels)], (), 0)
    roles = [name_label(label.text).role for label in labels]
    name_at = rough.first(Role.NAME) if rough else None
    if name_at is None:
        name_at = next((i for i, role in enumerate(roles) if role not in VALUE_ROLES), 0)
    kinds = [c.role for c in rough.columns] if rough else roles
    kinds[name_at] = Role.NAME
    if not _FIGURES.isdisjoint(kinds[:name_at]):
        return None
    rows: list[Row] = []
    last = body - 1
    while body < len(cells):
        again, below = _labels(cells, body)
        if (
            again
            and [label.key for label in again] == [label.key for label in labels][-len(again) :]
        ):
            body = below
            continue
        found = _row(cells, body, kinds)
        if found is None:
            break
        row, body = found
        rows.append(row)
        last = body - 1
    head = named_head([tuple(labels)], rows, 0)
    if not rows or head is None or head.first(Role.NAME) is None:
        return None
    first, end = cells[at], cells[last]
    lost = _goes_on(cells, body)
    if lost and len(rows) == 1 and not _begins(cells[body : body + 2]):
        # What looks like a row where no other begins may be of several columns.
        rows = []
    return Table(tuple(rows), first.first, end.last, certain=False), head, lost, body  # type: ignore[union-attr]


def _row(
    cells: Sequence[_Cell | None], at: int, kinds: Sequence[Role | None]
) -> tuple[Row, int] | None:
    """Read one row; its name may go over several paragraphs, its groups and number left out."""
    name_at = kinds.index(Role.NAME)
    explains = any(kind not in _FIGURES | {Role.OWNER} for kind in kinds[name_at + 1 :])
    while at < len(cells) and (cell := cells[at]) and _is_owner(cell.printed, kinds):
        at += 1
    for count in range(name_at, -1, -1):
        for leads in combinations(range(name_at), count):
            for parts in range(1, 2 if explains else _MOST_NAME_PARTS + 1):
                shape = [kinds[i] for i in leads] + list(kinds[name_at:])
                found = _fitted(cells, at, (shape, count, parts))
                if found:
                    row, end = found
                    places = dict(zip(leads, row, strict=False))
                    return (*(places.get(i, EMPTY) for i in range(name_at)), *row[count:]), end
    return None


def _is_owner(cell: Printed, kinds: Sequence[Role | None]) -> bool:
    return Role.OWNER in kinds and bool(OWNERS.fullmatch(cell.key))


def _fitted(
    cells: Sequence[_Cell | None], at: int, shape: tuple[Sequence[Role | None], int, int]
) -> tuple[Row, int] | None:
    """Take a paragraph for each column, and for the name as many as `shape` says."""
    kinds, name_at, parts = shape
    row: list[Printed] = []
    while len(row) < len(kinds):
        i = len(row)
        count = parts if i == name_at else 1
        taken = [cell.printed for cell in cells[at : at + count] if cell]
        if len(taken) < count:
            # What ends a page may be taken for its foot.
            ends = i > name_at and not set(kinds[i:]) & _FIGURES
            return ((*row, *[EMPTY] * (len(kinds) - i)), at) if ends else None
        at += count
        if i == name_at:
            name = join(taken)
            several = any(USUAL_END.search(cell.text) for cell in taken[:-1])
            if several or not all(map(_is_words, taken)) or not is_name(name.text):
                return None
            row.append(name)
            continue
        values = _several(taken[0], kinds[i:])
        if not values and not _fits(taken[0], kinds[i]):
            return None
        row += values or taken
    return tuple(row), at


def _several(cell: Printed, kinds: Sequence[Role | None]) -> list[Printed]:
    """Part a paragraph that holds the values of all the columns of values behind the name."""
    count = sum(kind in VALUE_ROLES for kind in kinds)
    if count < 2 or SHARE.match(cell.text) or not set(kinds[:count]) <= VALUE_ROLES:
        return []
    return [Printed(value, cell.spans) for value in values_of(cell.text.split(), count)]


def _is_words(cell: Printed) -> bool:
    """Whether a paragraph is a piece of a name, and neither a value nor the label of some."""
    if _FIGURE.fullmatch(fold_same_length(cell.text)) or kind_of(cell.key) is not Kind.TEXT:
        return False
    return not tells_of_values(cell) and name_label(cell.text).role not in _NO_NAMES


def _fits(cell: Printed, kind: Role | None) -> bool:
    """Whether a paragraph may stand in a column."""
    if kind in VALUE_ROLES:
        plain = kind_of(cell.key) is Kind.VALUE or not is_label(cell)
        return is_empty(cell) or (plain and is_value(cell.text) and not is_torn(cell.text))
    if kind is Role.UNIT:
        return is_empty(cell) or is_unit(cell.text)
    if kind is Role.NUMBER:
        return bool(re.fullmatch(r"\d{1,3}", cell.key))
    return kind_of(cell.key) is Kind.TEXT and (kind is not Role.OWNER or len(cell.text) < 30)


def _goes_on(cells: Sequence[_Cell | None], at: int) -> bool:
    """Whether figures stand where the next row would be."""
    near = cells[at : at + 3]
    return bool(near and near[0]) and any(
        cell is not None and kind_of(cell.printed.key) is Kind.VALUE for cell in near
    )


def _begins(cells: Sequence[_Cell | None]) -> bool:
    """Whether a name and a figure stand where a row would begin."""
    shown = [cell.printed for cell in cells if cell]
    return len(shown) == 2 and _is_words(shown[0]) and kind_of(shown[1].key) is Kind.VALUE


def _by_columns(cells: Sequence[_Cell | None], at: int) -> tuple[Table, Head, bool, int] | None:
    """Read a table that gives all of one column before the next: its label, then its cells."""
    columns: list[tuple[Printed, list[_Cell]]] = []
    while at < len(cells) and (cell := cells[at]) and _may_head(cell):
        labels, body = _labels(cells, at)
        role = name_label(labels[0].text).role
        if len(labels) != 1 or (role is not Role.NAME) != bool(columns):
            break
        below: list[_Cell] = []
        count = len(columns[0][1]) if columns else len(cells)
        while body < len(cells) and len(below) < count and (more := cells[body]):
            fits = _is_words(more.printed) if role is Role.NAME else _fits(more.printed, role)
            if not fits:
                break
            below.append(more)
            body += 1
        if len(below) < 2 or (columns and len(below) != count):
            break
        columns.append((labels[0], below))
        at = body
    if len(columns) < 2:
        return None
    rows = [tuple(c.printed for c in row) for row in zip(*(b for _, b in columns), strict=True)]
    head = named_head([tuple(label for label, _ in columns)], rows, 0)
    if head is None or head.first(Role.NAME) is None:
        return None
    first, last = columns[0][1][0].first, columns[-1][1][-1].last
    return Table(tuple(rows), first, last, certain=False), head, False, at
