"""Tables whose columns do not show: the order of the cells in a row, and what these may hold."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from index.kpi.broken import is_balanced
from index.kpi.heads import Head
from index.kpi.labels import is_empty
from index.kpi.source import Printed, join
from index.kpi.values import is_torn, is_value
from index.kpi.vocabulary import PARTS, VALUE_ROLES, Role
from index.kpi.words import Kind, kind_of
from index.quantities import (
    is_period,
    is_unit,
    split_period,
)

_LONGEST_UNIT = 4
_VALUED = VALUE_ROLES | {Role.UNIT, Role.WHEN}
_CUT = re.compile(r"[-‐−・、／/~～]$")


@dataclass(frozen=True, slots=True)
class Shape:
    """The columns as a line runs through them: names, then values, then texts.

    `grouped` tells that a column of words stands before the names, `behind` how many follow the
    values, `trails` that some of these are texts, `owned` that all but SDG targets are departments.
    """

    name_at: int
    values_at: tuple[int, ...]
    roles: tuple[Role | None, ...]
    periods: tuple[str | None, ...]
    numbered: bool
    grouped: bool
    behind: int
    trails: bool
    owned: bool


def shape_of(head: Head, more: int = 0) -> Shape | None:
    """Return how the lines below a head run; None where the values do not stand side by side.

    As many columns behind the values as `more` says hold figures too.
    """
    values = [i for i, c in enumerate(head.columns) if c.role in _VALUED or c.period]
    values += range(values[-1] + 1, values[-1] + 1 + more)
    name_at = head.first(Role.NAME)
    if (
        name_at is None
        or values[-1] >= len(head.columns)
        or values != list(range(name_at + 1, name_at + 1 + len(values)))
    ):
        return None
    roles = [c.role for c in head.columns]
    before, after = roles[:name_at], roles[values[-1] + 1 :]
    kinds = set(after) - {Role.SDG}
    return Shape(
        name_at,
        tuple(values),
        tuple(roles[i] for i in values),
        tuple(head.columns[i].period for i in values),
        numbered=Role.NUMBER in before,
        grouped=any(role is not Role.NUMBER for role in before),
        behind=len(after),
        trails=bool(kinds - {Role.OWNER}),
        owned=kinds == {Role.OWNER},
    )


def orders(head: Head) -> list[Head]:
    """Return a head, and as it is with the column of units right behind that of the names.

    A column of parts between them is none of its own: a part goes on with its name.
    """
    name, unit = head.first(Role.NAME), head.first(Role.UNIT)
    columns = list(head.columns)
    beside = columns[name + 1].label if name is not None and name + 1 < len(columns) else ""
    if name is not None and beside and PARTS.fullmatch(beside):
        columns.pop(name + 1)
        return orders(replace(head, columns=tuple(columns)))
    if name is None or unit is None or unit <= name + 1:
        return [head]
    columns.insert(name + 1, columns.pop(unit))
    return [replace(head, columns=tuple(columns)), head]


@lru_cache(maxsize=1 << 12)
def is_cell(pieces: tuple[str, ...], role: Role | None) -> bool:
    """Whether the pieces of a cell make a whole cell of its column."""
    text = joined([Printed(piece, ()) for piece in pieces]).text
    if is_empty(Printed(text, ())):
        return len(pieces) == 1
    if role is Role.UNIT:
        return is_unit(text) or (len(text) <= _LONGEST_UNIT and not re.search(r"\d", text))
    if role is Role.WHEN:
        return is_period(text)
    if not is_balanced(text) or not is_value(text) or is_torn(text):
        return False
    if any(kind_of(a) is kind_of(b) is Kind.VALUE for a, b in pairwise(pieces)):
        return False
    value, _ = split_period(text)
    return Kind.VALUE in (kind_of("".join(text.split())), kind_of(value))


def joined(pieces: Sequence[Printed]) -> Printed:
    """Close up a value that was broken within a word: 43.5千t- and CO2."""
    whole = join(pieces)
    cut = any(_CUT.search(piece.text) for piece in pieces[:-1])
    return Printed("".join(p.text for p in pieces), whole.spans) if cut else whole
