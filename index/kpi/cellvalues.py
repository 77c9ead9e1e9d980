"""The values of tables read cell by cell: what may be one, and what goes on it."""

import re
from collections.abc import Sequence, Set

from index.kpi.labels import is_empty
from index.kpi.pieces import is_figure
from index.kpi.source import Printed, join
from index.kpi.values import is_value
from index.kpi.vocabulary import OWNERS, SHARE, Role
from index.kpi.words import Kind, kind_of
from index.quantities import PERIOD, fold_same_length, is_period, is_unit, unit_of

_LONGEST_UNIT = 6
_UNKNOWN_UNIT = re.compile(r"[^\s\d()、。・]{1,6}")
_WHEN = re.compile(r".*[(（][^()（）]*$")


def are_torn(values: Sequence[Printed]) -> bool:
    """Whether values cannot be of one row: of a share and of all, or of two units."""
    told = [value for value in values if not is_period(value.text)]
    figures = [value for value in told if re.search(r"\d", value.key)]
    unknown = any(kind_of(value.key) is Kind.TEXT for value in figures)
    units = {re.sub(r"[\d,.]|\(.*", "", value.key) for value in figures}
    shares = {tuple(found[1] for found in SHARE.finditer(value.text)) for value in figures}
    counted = {re.sub("^[十百千万億兆]+", "", unit_of(value.text) or "") for value in figures} - {
        ""
    }
    plain = all(a.startswith(b) or b.startswith(a) for a in counted for b in counted)
    return len(shares) > 1 or (unknown and len(units) > 1) or not plain


def goes_on(cell: Printed, below: Printed, roles: Set[Role | None]) -> bool:
    """Whether a line goes on with the value above it: 円, R11）, （R4）, （※2月現在）."""
    text, folded = fold_same_length(cell.text), fold_same_length(below.text)
    if not re.search(r"\d", text):
        return False
    if _WHEN.match(text):
        return bool(re.fullmatch(r"[^()]*\)", folded))
    if text.endswith(("-", "~")):
        return len(folded) <= _LONGEST_UNIT
    more = SHARE.match(folded)
    if more and SHARE.match(text):
        return more[1] not in text
    if Role.WHEN not in roles and is_period(folded) and not folded.isdigit():
        return not PERIOD.search(text)
    bare = Role.UNIT not in roles and re.search(r"[\d千万億]$", text)
    return bool(bare) and is_unit(below.text)


def fits(cell: Printed, role: Role | None) -> bool:
    """Whether a cell may stand in a column of values, of units, or of years."""
    if is_empty(cell):
        return True
    if role is Role.UNIT:
        return is_unit(cell.text) or _may_be_unit(cell)
    if role is Role.WHEN:
        return is_period(cell.text)
    kinds = {kind_of(word) for word in cell.text.split()}
    told = kind_of(cell.key) is Kind.VALUE or (Kind.VALUE in kinds and Kind.TEXT not in kinds)
    return (told or is_figure(cell)) and is_value(cell.text)


def _may_be_unit(cell: Printed) -> bool:
    return bool(_UNKNOWN_UNIT.fullmatch(cell.key)) and not OWNERS.fullmatch(cell.key)


def with_below(cell: Printed, below: Printed) -> Printed:
    """Join what goes on a value to it; years and brackets stay apart, what a dash cut does not."""
    cut = cell.text.endswith("-")
    if not cut and not is_period(below.text) and below.text[0] not in "(（":
        return join([cell, below])
    return Printed(cell.text + ("" if cut else " ") + below.text, cell.spans + below.spans)
