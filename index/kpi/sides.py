"""Tables whose labels stand in their first column: 現状値 above 目標値, the names above both."""

from collections.abc import Sequence
from itertools import pairwise, zip_longest

from index.kpi.broken import USUAL_END
from index.kpi.grid import Table
from index.kpi.labels import role_of
from index.kpi.source import EMPTY, Printed, Row
from index.kpi.vocabulary import PARTS, Role

_HELD = (Role.BASELINE, Role.TARGET)


def turned(table: Table) -> list[Table]:
    """Return the tables whose labels stand in their first column, side by side, on their sides."""
    columns = list(zip_longest(*table.rows, fillvalue=EMPTY))
    roles = [[role_of(cell) for cell in column] for column in columns]
    lines = [n for n, role in enumerate(roles[0]) if role in _HELD] if roles else []
    starts = [i for i, said in enumerate(roles) if all(said[n] is roles[0][n] for n in lines)]
    parts = (columns[a:b] for a, b in pairwise([*starts, len(columns)]))
    sides = [side for part in parts if (side := _on_its_side(part))] if lines else []
    return [Table(side, table.first, table.last, table.certain) for side in sides]


def _on_its_side(columns: Sequence[Row]) -> tuple[Row, ...]:
    """Return columns as rows, the first of which are labels; nothing where they name none."""
    head, *body = columns
    labels = [role_of(cell) for cell in head]
    named = [[row[n] for row in body] for n, role in enumerate(labels) if role is Role.NAME]
    if Role.TARGET not in labels or any(len(set(names)) < len(names) > 1 for names in named):
        return ()  # or one name is of all columns
    if not {Role.NAME, Role.GOAL} & set(labels):
        # The label is left out, or says 区分, where names of indicators stand beside it or over it.
        places = [n for n, cell in enumerate(head) if _are_named(cell, [row[n] for row in body])]
        head = tuple(
            Printed("指標", cell.spans) if [n] == places[-1:] else cell
            for n, cell in enumerate(head)
        )
        return (head, *body) if places else ()
    return tuple(columns)


def _are_named(label: Printed, names: Sequence[Printed]) -> bool:
    """Whether names stand beside or below a label that is none of another thing."""
    ends = all(USUAL_END.search(name.key) for name in names)
    return ends and (not label or {label} == set(names) or bool(PARTS.fullmatch(label.key)))
