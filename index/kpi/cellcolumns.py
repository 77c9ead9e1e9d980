"""Labels that follow each other as columns: which years stand below which of them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from index.kpi.columns import halves
from index.kpi.labels import name_label, role_of, role_of_years, shared_out
from index.kpi.pieces import MEASURED, is_year
from index.kpi.source import EMPTY, Printed, Row, join
from index.kpi.vocabulary import VALUE_ROLES, Role
from index.quantities import is_period


@dataclass(slots=True)
class LabelColumn:
    """A label, and what stands below it."""

    label: Printed
    below: list[Printed] = field(default_factory=list)

    @property
    def may_open(self) -> bool:
        """Whether years may be told below it: it is of values, or unknown, and has none yet."""
        named = name_label(self.label.text)
        return not self.below and not named.period and (named.role in {*VALUE_ROLES, None})

    @property
    def is_of_years(self) -> bool:
        """Whether it is of values if a year stands below it: 基準年度（Ｈ26）."""
        named = name_label(self.label.text)
        return named.role is Role.WHEN and role_of_years(named.label) is not None


def columns_of(cells: Sequence[Printed], *, dated: bool = True) -> list[LabelColumn] | None:
    """Put the years, and 数値 and 時点, below the labels that they tell of; None if in two ways.

    Where the baseline is not `dated` all years stand below others, or are columns of their own.
    """
    columns: list[LabelColumn] = []
    run: list[Printed] = []
    for cell in [*_paired(cells), EMPTY]:
        # 指標 年度 現状値 年度 目標値: each year has a column of its own.
        again = cell.key in [column.label.key for column in columns]
        if cell and (is_year(cell) or (halves(cell) and not again)):
            run.append(cell)
            continue
        if not _put_below(columns, run, dated=dated):
            return None
        run = []
        if cell:
            columns.append(LabelColumn(cell))
    for column, after in pairwise(columns):
        aims = after.may_open and role_of(after.label) is Role.TARGET
        if aims and len(column.below) == 1 and not _is_bracketed(column.below[0]):
            column.below = []  # 現状値, R9, 目標値: a year too few is better than a wrong one
    return columns


def _paired(cells: Sequence[Printed]) -> list[Printed]:
    """Join the years to the words behind them, of which each is for one."""
    years = [i for i, cell in enumerate(cells) if is_period(cell.text) and not _is_bracketed(cell)]
    valued = [i for i, cell in enumerate(cells) if role_of(cell) in MEASURED]
    if len(years) > 1 and valued and years[0] < valued[0] and all(i + 1 in valued for i in years):
        ahead = {i + 1: join([cells[i], cells[i + 1]]) for i in years}
        return [ahead.get(i, cell) for i, cell in enumerate(cells) if i not in years]
    years = [i for i, cell in enumerate(cells) if is_period(cell.text)]
    at, end = len(cells) - 2 * len(years), len(cells) - len(years)
    if not 0 < at < end - 1 or years != list(range(at, end)):
        return list(cells)
    return [*cells[:at], *(join(pair) for pair in zip(cells[at:end], cells[end:], strict=True))]


def _put_below(columns: list[LabelColumn], run: list[Printed], *, dated: bool) -> bool:
    last = columns[-1] if columns else None
    if last and "見込量" in last.label.key:
        return False  # What is expected year by year is not aimed at.
    alone = len(run) == 1 or (len(run) > 1 and _is_bracketed(run[0]) and not _is_bracketed(run[1]))
    if alone and last and (last.may_open or last.is_of_years):
        last.below, run = run[:1], run[1:]
    if not run:
        return True
    named = any(role_of(c.label) is Role.NAME for c in columns)
    opened = [c for c in columns if c.may_open and (named or role_of(c.label) is not Role.GOAL)]
    opened = [c for c in opened if dated or role_of(c.label) is not Role.BASELINE]
    known = [c for c in opened if role_of(c.label) is not None]
    for open_ in (opened, known) if known else ():
        labels = [name_label(c.label.text) for c in open_]
        each = [1] * len(run) if len(run) == len(open_) else None
        counts = each or shared_out(labels, [cell.text for cell in run])
        if counts:
            for column, count in zip(open_, counts, strict=True):
                column.below, run = run[:count], run[count:]
            # Below one label each word stands once: else another label is lost.
            return all(len({cell.key for cell in c.below}) == len(c.below) for c in open_)
    if opened:
        return False
    columns += [LabelColumn(cell) for cell in run]
    return True


def _is_bracketed(cell: Printed) -> bool:
    return cell.text[0] in "(（"


def label_rows(columns: Sequence[LabelColumn]) -> list[Row]:
    """Return the rows of labels, with a label over each column that it reaches over."""
    pairs = [(c.label, below) for c in columns for below in (c.below or [EMPTY])]
    top, under = tuple(a for a, _ in pairs), tuple(b for _, b in pairs)
    return [top, under] if any(under) else [top]
