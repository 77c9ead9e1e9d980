"""Names of the lines of one indicator, which tell for which part each is: 健康寿命 男性."""

import re
from collections.abc import Callable, Sequence
from itertools import pairwise

from index.headings.markers import is_called
from index.kpi.broken import USUAL_END, WHOLE, is_piece
from index.kpi.gridlines import is_grid_line
from index.kpi.heads import Head
from index.kpi.labels import is_empty
from index.kpi.names import TAIL, clean_name, is_name, is_of_part, is_share
from index.kpi.reach import spread
from index.kpi.source import EMPTY, Printed, Row, join
from index.kpi.vocabulary import PARTS, VALUE_ROLES, Role
from index.kpi.words import Kind, kind_of

_LONGEST_PART = 30


def with_parts(rows: Sequence[Row], head: Head, *, lone: bool = False) -> list[Row]:
    """Give the lines of one indicator for several groups a name each: 健康寿命 男性.

    Of rows that may have lost those beside them (`lone`) each says of whom it is, but for one that
    has a piece of a name.
    """
    spread_rows = _torn([spread(row, head) for row in rows], head)
    place = _places(head)
    if place is None:
        return _below_names(spread_rows, head)
    name_at, left, right, any_word = place
    found: list[Row] = []
    parted: list[tuple[int, Printed, Printed]] = []
    name = EMPTY
    for i, row in enumerate(spread_rows):
        found.append(row)
        if max(left, right) >= len(row):
            continue
        name = EMPTY if is_called(row[left].text) else row[left] or name
        part = row[right]
        goes_on = _goes_on(spread_rows, i, left, right)
        if not name or is_empty(part) or part.key == name.key:
            continue
        if not head.columns[right].label and _ends(name, part):
            found[i] = (*row[:left], join([name, part]), EMPTY, *row[right + 1 :])
            continue
        shared = is_share(part.text) and (goes_on or (lone and any_word))
        if shared or (goes_on and any_word and _is_part(part)):
            parted.append((i, name, part))
    names, parts = [name for _, name, _ in parted], [part for *_, part in parted]
    label = head.columns[right].label
    if any(tell(parts) and not tell(names) for tell in (_are_names, _are_called(label))):
        return _below_names(found, head)
    for i, name, part in parted:
        if lone and is_piece(name.text):
            found[i] = (EMPTY,) * len(found[i])
            continue
        named = Printed(f"{name.text} {part.text}", name.spans + part.spans)
        cells = (named, EMPTY) if name_at == left else (EMPTY, named)
        found[i] = (*found[i][:left], *cells, *found[i][right + 1 :])
    return _below_names(found, head)


def _torn(rows: Sequence[Row], head: Head) -> list[Row]:
    """Leave no name to the lines of one that a row's end has cut: 飲酒し|ている人の割合."""
    at, found = head.first(Role.NAME), list(rows)
    for i, (above, row) in enumerate(pairwise(rows)):
        if at is not None and at < min(len(above), len(row)) and TAIL.match(row[at].text):
            found[i] = (*above[:at], row[at], *above[at + 1 :])
    return found


def _ends(name: Printed, end: Printed) -> bool:
    """Whether a name ends in the column beside it, below no label: 受講料補助の利用|者数."""
    whole = WHOLE.search(end.text) or (len(end.key) == 1 and USUAL_END.search(end.key))
    return bool(whole) and not is_share(end.text) and not USUAL_END.search(name.text)


def _places(head: Head) -> tuple[int, int, int, bool] | None:
    """Return where names go, the columns of names and of their parts, and if any word is a part."""
    name_at = head.first(Role.NAME)
    if name_at is None:
        return None
    label = head.columns[name_at].label
    if name_at and label and head.columns[name_at - 1].label == label:
        return name_at, name_at - 1, name_at, True
    if name_at + 1 >= len(head.columns):
        return None
    beside = head.columns[name_at + 1]
    if beside.role in VALUE_ROLES | {Role.UNIT}:
        return None
    return name_at, name_at, name_at + 1, bool(PARTS.fullmatch(beside.label))


def _goes_on(rows: Sequence[Row], at: int, left: int, right: int) -> bool:
    """Whether lines of an indicator stand above or below a row that are of another part of it."""
    part = rows[at][right]
    for step in (-1, 1):
        for near in range(at + step, -1 if step < 0 else len(rows), step):
            row, above = rows[max(near, near - step)], rows[min(near, near - step)]
            short = max(left, right) >= min(len(row), len(above))
            if short or (row[left] and row[left].key != above[left].key):
                break
            if rows[near][right] != part:
                return True
    return False


def _is_part(cell: Printed) -> bool:
    short = kind_of(cell.text) is Kind.TEXT and len(cell.text) <= _LONGEST_PART
    return short and not is_grid_line(cell)


def _below_names(rows: Sequence[Row], head: Head) -> list[Row]:
    """Give the lines below a name without values, which say for whom they are, that name."""
    at, found = head.first(Role.NAME), list(rows)
    if at is None:
        return found
    above: tuple[int, Row] | None = None
    heads: set[int] = set()
    for i, row in enumerate(rows):
        cell = row[at] if at < len(row) else EMPTY
        values = [c for n in head.values for c in row[n : n + 1] if c.key != cell.key]
        if all(map(is_empty, values)):
            named = bool(cell) and is_name(cell.text) and not is_share(cell.text)
            named = named and not is_called(cell.text)
            above = (i, row) if named else None
        elif above and (is_of_part(cell) or _is_among(cell, above[1][at])):
            name, part = above[1][at], clean_name(cell.text)[0]
            cells = [a if not c and a != name else c for a, c in zip(above[1], row, strict=False)]
            cells[at] = Printed(f"{name.text} {part}", name.spans + cell.spans)
            found[i] = (*cells, *row[len(cells) :])
            heads.add(above[0])
        else:
            above = None
    return [row for i, row in enumerate(found) if i not in heads]


def _is_among(cell: Printed, name: Printed) -> bool:
    """Whether a line says for some of whom a name holds: うち島の人, or ・島の人 of a share."""
    among = cell.text.startswith("うち") and USUAL_END.search(name.text)
    return bool(among or (cell.text[:1] == "・" and WHOLE.search(name.text)))


def _are_called(label: str) -> Callable[[Sequence[Printed]], bool]:
    """Return what tells whether half of the cells end in words of a label: 産業部門, 部門・分野.

    They are names then, if no two are alike.
    """
    words = tuple(word for word in re.split(r"[・/、]", label) if len(word) > 1)

    def tell(cells: Sequence[Printed]) -> bool:
        ends = sum(cell.key.endswith(words) for cell in cells)
        return 0 < len(cells) <= 2 * ends and len({cell.key for cell in cells}) == len(cells)

    return tell


def _are_names(cells: Sequence[Printed]) -> bool:
    """Whether most of the cells end as names of indicators do."""
    return sum(bool(USUAL_END.search(cell.text)) for cell in cells) * 2 > len(cells)
