"""Grids of years with a line of targets and one of results: the name stands beside or above."""

import re

from index.domain import Measure, Span
from index.kpi.formlabels import caption_above
from index.kpi.grid import Row, Table
from index.kpi.labels import Column, is_empty, name_label
from index.kpi.names import clean_name, is_name, unit_for
from index.kpi.rows import Draft
from index.kpi.source import Printed, Source
from index.kpi.values import in_order, is_value
from index.kpi.vocabulary import Role
from index.quantities import parse_measure

LINE_LABELS = re.compile(r"(?:目標|実績|最終|年度別|数値)*(?:目標|実績)値?")


def read_year_grids(source: Source, table: Table) -> list[Draft]:
    """Read the rows of a table that has years as its columns and 目標値, 実績値 as its lines."""
    drafts: list[Draft] = []
    years: tuple[Column, ...] = ()
    caption, _ = caption_above(source, table.first)
    name = caption
    lines: dict[Role | None, Row] = {}
    for row in table.rows:
        columns = tuple(name_label(cell.text) if cell else Column(None) for cell in row)
        if sum(1 for c in columns[1:] if c.period) >= 2:
            drafts += _draft(name, lines, years)
            years, name, lines = columns, caption, {}
            continue
        at = _label_at(row)
        if not years or at is None:
            continue
        beside = [cell for cell in row[:at] if is_name(cell.text)]
        if beside and beside[-1] != name:
            drafts += _draft(name, lines, years)
            name, lines = beside[-1], {}
        lines[name_label(row[at].text).role] = row
    return drafts + _draft(name, lines, years)


def _label_at(row: Row) -> int | None:
    return next((i for i, c in enumerate(row[:4]) if LINE_LABELS.fullmatch(c.key)), None)


def _draft(
    name: Printed | None, lines: dict[Role | None, Row], years: tuple[Column, ...]
) -> list[Draft]:
    if name is None or Role.TARGET not in lines:
        return []
    aimed, done = lines[Role.TARGET], lines.get(Role.ACTUAL, ())
    start = next((i for i, c in enumerate(years) if c.role is Role.BASELINE), None)
    baseline = None
    if start is not None:
        baseline = _measure(done, start, years) or _measure(aimed, start, years)
    span = range(len(years))
    targets = [m for i in span if i != start and (m := _measure(aimed, i, years))]
    actuals = in_order([m for i in span if i != start and (m := _measure(done, i, years))])
    if start is None and actuals:
        baseline, actuals = actuals[-1], actuals[:-1]
    if not targets:
        return []
    spans: tuple[Span, ...] = name.spans
    spans += tuple(s for row in (aimed, done) for cell in row if cell for s in cell.spans)
    title, doubts = clean_name(name.text)
    unit = unit_for(title, None, [m for m in (baseline, *targets) if m])
    return [Draft(title, spans, unit, baseline, in_order(targets), actuals, doubts=doubts)]


def _measure(row: Row, i: int, years: tuple[Column, ...]) -> Measure | None:
    if i >= len(row) or is_empty(row[i]) or not years[i].period:
        return None
    measure = parse_measure(row[i].text, years[i].period)
    return measure if is_value(measure.text) else None
