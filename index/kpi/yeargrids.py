"""Grids of years with a line of targets and one of results: the name stands beside or above."""

from collections.abc import Sequence

from index.kpi.drafts import Draft, Figures, drafted, measure_of
from index.kpi.formlabels import caption_above
from index.kpi.grid import Table
from index.kpi.labels import Column, name_label, role_of
from index.kpi.names import is_name
from index.kpi.source import EMPTY, Printed, Row, Source
from index.kpi.vocabulary import YEAR_LINE, Role


def read_year_grids(source: Source, table: Table) -> list[Draft]:
    """Read the rows of a table that has years as its columns and 目標値, 実績値 as its lines."""
    drafts: list[Draft] = []
    years: tuple[Column, ...] = ()
    caption, _ = caption_above(source, table.first)
    name = caption
    lines: dict[Role | None, Row] = {}
    for row in table.rows:
        label, *named = [cell for cell in row if cell] or [EMPTY]
        if len(named) == 1 and role_of(label) is Role.NAME and is_name(named[0].text):
            drafts += _draft(name, lines, years)
            caption, years, lines = named[0], (), {}  # 指標名 | 講座の受講者数
        columns = tuple(name_label(cell.text) for cell in row)
        if sum(bool(c.period) for c in columns[1:]) > 1:
            drafts += _draft(name, lines, years)
            years, name, lines = columns, caption, {}
            continue
        at = next((i for i, cell in enumerate(row[:4]) if YEAR_LINE.fullmatch(cell.key)), None)
        if not years or at is None:
            continue
        beside = [cell for cell in row[:at] if is_name(cell.text)]
        if beside and (name is None or beside[-1].key != name.key):
            drafts += _draft(name, lines, years)
            name, lines = beside[-1], {}
        lines[role_of(row[at])] = row
    return drafts + _draft(name, lines, years)


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
    return [drafted(name.text, (name, *aimed, *done), figures)]
