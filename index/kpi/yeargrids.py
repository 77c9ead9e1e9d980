"""Grids of years with a line of targets and one of results: the name stands beside or above."""

from collections.abc import Sequence
from dataclasses import replace

from index.kpi.drafts import Draft, Figures, drafted, measure_of
from index.kpi.formlabels import caption_above
from index.kpi.grid import Table
from index.kpi.labels import Column, is_empty, name_label, role_of
from index.kpi.names import is_name
from index.kpi.source import EMPTY, Printed, Row, Source
from index.kpi.vocabulary import YEAR_LINE, Role

_MOST_BESIDE = 4  # columns in which the label of a line may stand


def read_year_grids(source: Source, table: Table) -> list[Draft]:
    """Read the rows of a table that has years as its columns and 目標値, 実績値 as its lines."""
    drafts: list[Draft] = []
    years: tuple[Column, ...] = ()
    caption, _ = caption_above(source, table.first)
    name = caption
    lines: dict[Role | None, Row] = {}
    above: Row = ()
    for row in table.rows:
        label, *named = list(dict.fromkeys(cell for cell in row if cell)) or [EMPTY]
        if len(named) == 1 and role_of(label) is Role.NAME and is_name(named[0].text):
            drafts += _draft(name, lines, years)
            caption, years, lines = named[0], (), {}  # 指標名 | 講座の受講者数
        columns = tuple(name_label(cell.text) for cell in row)
        if sum(bool(c.period) for c in columns[1:]) > 1:
            drafts += _draft(name, lines, years)
            years, name, lines = _below(above, columns), caption, {}
            continue
        above = row
        at = next(
            (i for i, cell in enumerate(row[:_MOST_BESIDE]) if YEAR_LINE.fullmatch(cell.key)), None
        )
        if not years or at is None:
            continue
        beside = _named(row[:at], years)
        if beside and (name is None or beside.key != name.key):
            drafts += _draft(name, lines, years)
            name, lines = beside, {}
        line = role_of(row[at])
        lines[line] = () if line in lines else row  # of which of two is not told
    return drafts + _draft(name, lines, years)


def lines_of_targets(table: Table) -> int:
    """Return how many lines of a table say that they hold targets."""
    labels = (cell for row in table.rows for cell in row[:_MOST_BESIDE])
    return sum(bool(YEAR_LINE.fullmatch(c.key)) and role_of(c) is Role.TARGET for c in labels)


def _named(cells: Row, columns: Sequence[Column]) -> Printed | None:
    """Return the name before the label of a line: below 指標, or else the last but for units."""
    roles = [column.role for column in columns[: len(cells)]]
    called = [cell for cell, role in zip(cells, roles, strict=True) if role is Role.NAME]
    others = [cell for cell, role in zip(cells, roles, strict=True) if role is not Role.UNIT]
    return next((c for c in reversed(called or others) if is_name(c.text)), None)


def _below(above: Row, columns: tuple[Column, ...]) -> tuple[Column, ...]:
    """Return the columns of a row of years, of which the row above may tell one as 基準."""
    over = [role_of(above[i]) if i < len(above) else None for i in range(len(columns))]
    return tuple(
        replace(c, role=Role.BASELINE) if role is Role.BASELINE and c.role is Role.YEAR else c
        for c, role in zip(columns, over, strict=True)
    )


def _draft(
    name: Printed | None, lines: dict[Role | None, Row], years: Sequence[Column]
) -> list[Draft]:
    if name is None or Role.TARGET not in lines:
        return []
    aimed, done = lines[Role.TARGET], lines.get(Role.ACTUAL, ())
    aims, results = (
        {
            i: measure_of(cell.text, year.period)
            for i, (cell, year) in enumerate(zip(line, years, strict=False))
            if year.period or year.role is Role.BASELINE
        }
        for line in (aimed, done)
    )
    start = next((i for i, c in enumerate(years) if c.role is Role.BASELINE), None)
    done_at, aimed_at = (line.pop(-1 if start is None else start, None) for line in (results, aims))
    targets, actuals = ([m for m in line.values() if m] for line in (aims, results))
    if not targets:
        return []
    figures = Figures(done_at or aimed_at, targets, actuals, has_place=start is not None)
    units = (aimed[i] for i, c in enumerate(years) if c.role is Role.UNIT and i < len(aimed))
    unit = next((cell.text for cell in units if not is_empty(cell)), None)
    return [drafted(name.text, (name, *aimed, *done), figures, unit)]
