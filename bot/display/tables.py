"""KPI rows as a table, and a table in three forms: data_table, table, and lines of plain text."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import Final

from bot.display.elements import Block, clip, one_line, rich, run
from bot.display.figures import Cell, gap, spoken
from bot.display.quotes import are_of_several_plans, path_text, plan_of_row
from bot.domain import KpiFinding
from bot.messages import say
from index.domain import KpiRow, Measure
from index.normalize import fold_text
from index.quantities import parse_period

ROW_LIMIT = 100
TABLE_CHARS = 3000
CELL_LIMIT = 120
PAGE_SIZE = 10
AIMS_SHOWN: Final = 6
"""Years of targets that have a column of their own."""
_LATE: Final = 9999


@dataclass(frozen=True, slots=True)
class Table:
    """A caption and rows of equal length, the first of them the heads; `left_out` were cut."""

    caption: str
    rows: tuple[tuple[Cell, ...], ...]
    left_out: int = 0


Column = tuple[str, Callable[[KpiFinding], Cell | None]]
"""The head of a column, and what stands in it of a row; None where nothing does."""


def _columns(findings: Sequence[KpiFinding], language: str, *, ways: bool) -> list[Column]:
    """Return the columns that a set of rows needs; `ways` says that some have a way to go."""
    rows = [finding.row for finding in findings]
    editions = {(row.plan_id, row.revision) for row in rows}
    several = any(len(row.targets) > 1 for row in rows)

    def column(name: str, shown: Callable[[KpiFinding], Cell | None]) -> Column:
        return say(f"col_{name}", language), shown

    def aimed(year: str | None) -> Column:
        return _of_year("target", year, language), lambda f: _aimed(f.row, year, language)

    columns = [column("indicator", _name)]
    if are_of_several_plans(findings):
        columns.append(column("plan", lambda f: Cell(plan_of_row(f, language))))
    if len(editions) > len({plan for plan, _ in editions}) or not all(f.in_force for f in findings):
        columns.append(column("revision", lambda f: _revision(f, language)))
    if alike(findings):
        columns.append(column("section", lambda f: _cell(heading_of(f))))
    if any(map(_lacks_unit, rows)):
        columns.append(column("unit", lambda f: _cell(f.row.unit)))
    columns.append(column("baseline", lambda f: _measure(f.row.baseline)))
    columns.append(column("baseline_year", lambda f: _period(f.row.baseline)))
    if any(row.actuals for row in rows):
        columns.append(column("actual", lambda f: Cell(spoken(f.row.actuals, None, language))))
    if several:
        columns += [aimed(year) for year in _aims(rows)]
    else:
        columns.append(column("target", lambda f: _measure(*f.row.targets[:1])))
        columns.append(column("target_year", lambda f: _period(*f.row.targets[:1])))
    if ways:
        columns.append(column("gap_last" if several else "gap", lambda f: _way(f.row, language)))
    return columns


def _cell(text: str | None) -> Cell | None:
    return Cell(one_line(text)) if text else None


def _measure(measure: Measure | None = None) -> Cell | None:
    return Cell(one_line(measure.text), measure.value) if measure else None


def _period(measure: Measure | None = None) -> Cell | None:
    return _cell(measure.period) if measure else None


def _name(finding: KpiFinding) -> Cell:
    return Cell(one_line(finding.row.indicator) + (" ※" if finding.disagrees else ""))


def _revision(finding: KpiFinding, language: str) -> Cell:
    return Cell(finding.row.revision + ("" if finding.in_force else say("older_mark", language)))


def alike(findings: Sequence[KpiFinding]) -> frozenset[tuple[str, str, str]]:
    """Return the names that several rows of one edition have: only a heading tells them apart."""
    names = Counter(named(finding) for finding in findings)
    return frozenset(name for name, count in names.items() if count > 1)


def named(finding: KpiFinding) -> tuple[str, str, str]:
    """Return a row's name with its edition."""
    row = finding.row
    return row.plan_id, row.revision, row.indicator


def _lacks_unit(row: KpiRow) -> bool:
    """Whether a figure is printed without the unit of its row."""
    measures = [m for m in (*row.measures, *row.actuals) if m.value is not None]
    unit = fold_text(row.unit or "")
    return any(unit not in fold_text(measure.text) for measure in measures)


def _year(measure: Measure) -> str:
    return one_line(measure.period) if measure.period else ""


def _aims(rows: Iterable[KpiRow]) -> tuple[str | None, ...]:
    """Return the years of all targets in their order, as they are printed; undated ones last."""
    years = dict.fromkeys(_year(target) for row in rows for target in row.targets)
    if len(years) > AIMS_SHOWN:
        return (None,)
    periods = {year: parse_period(year) for year in years}
    first = {year: (p.first, p.last) if p else (_LATE, _LATE) for year, p in periods.items()}
    return tuple(sorted(years, key=lambda year: first[year]))


def _way(row: KpiRow, language: str) -> Cell | None:
    """Return how far it is to the only target, or to the last of several with their years."""
    periods = [parse_period(target.period) for target in row.targets]
    if len(row.targets) == 1:
        return gap(row, row.targets[0], language)
    dated = [(p.last, t) for p, t in zip(periods, row.targets, strict=True) if p]
    if not dated or len(dated) < len(row.targets):
        return None
    last, target = max(dated, key=lambda pair: pair[0])
    return gap(row, target, language) if [year for year, _ in dated].count(last) == 1 else None


def _aimed(row: KpiRow, year: str | None, language: str) -> Cell | None:
    """Return what a row aims at in a year, or all that it aims at."""
    if year is None:
        return Cell(spoken(row.targets, None, language)) if row.targets else None
    targets = [replace(t, period=None) for t in row.targets if _year(t) == year]
    return _measure(*targets) if len(targets) < 2 else Cell(spoken(targets, None, language))


def heading_of(finding: KpiFinding) -> str:
    """Return the heading that a row stands under."""
    return path_text(finding.row.path, finding.plan_title, 1)


def _of_year(name: str, year: str | None, language: str) -> str:
    """Return `目標値（R11）`."""
    head = say(f"col_{name}", language)
    return f"{head}（{year}）" if year else head


def _fitting(lines: Sequence[tuple[Cell, ...]]) -> int:
    """Return how many lines fit into a table; the first always."""
    sizes = accumulate(sum(min(len(cell.text), CELL_LIMIT) for cell in line) for line in lines)
    return min(max(sum(size <= TABLE_CHARS for size in sizes), 1), ROW_LIMIT, len(lines))


def kpi_table(findings: Sequence[KpiFinding], language: str) -> Table | None:
    """Return the rows that fit in a message, a line for each.

    The figures of a single row stand one below the other, as a phone shows them; None where they
    are so few that they are said in words.
    """
    if len(findings) == 1:
        return _upright(findings[0].row, language)
    ways = any(_way(finding.row, language) for finding in findings)
    columns, missing = _columns(findings, language, ways=ways), Cell(say("missing", language))
    lines = [tuple(shown(f) or missing for _, shown in columns) for f in findings]
    fits, count = _fitting(lines), len(lines)
    kind = ("cut" if fits < count else "all") + ("" if ways else "_no_gap")
    caption = say(f"caption_{kind}", language, count=count, shown=fits)
    return Table(caption, (tuple(Cell(head) for head, _ in columns), *lines[:fits]), count - fits)


def _upright(row: KpiRow, language: str) -> Table | None:
    """Return the figures of a row, a line for each."""
    if len(row.targets) < 2 and not row.actuals:
        return None
    missing = Cell(say("missing", language))
    ways = [gap(row, target, language) for target in row.targets]
    given = [
        *([("baseline", row.baseline, None)] if row.baseline else []),
        *(("actual", actual, None) for actual in row.actuals),
        *(("target", target, way) for target, way in zip(row.targets, ways, strict=True)),
    ]
    lines = [
        (
            Cell(_of_year(name, _year(measure), language)),
            Cell(spoken((replace(measure, period=None),), row.unit, language), measure.value),
            *([way or missing] if any(ways) else []),
        )
        for name, measure, way in given[:ROW_LIMIT]
    ]
    keys = ["figure", "value", *(["way"] if any(ways) else [])]
    caption = say("caption_one" if any(ways) else "caption_one_no_gap", language)
    return Table(caption, (tuple(Cell(say(f"col_{key}", language)) for key in keys), *lines))


def _raw(cell: Cell) -> Block:
    text = clip(cell.text, CELL_LIMIT)
    if cell.number is None:
        return {"type": "raw_text", "text": text}
    whole = cell.number == cell.number.to_integral_value()
    value = int(cell.number) if whole else float(cell.number)
    return {"type": "raw_number", "value": value, "text": text}


def data_table(table: Table) -> Block:
    """Return the sortable, paged form."""
    return {
        "type": "data_table",
        "caption": table.caption,
        "page_size": PAGE_SIZE,
        "row_header_column_index": 0,
        "rows": [[_raw(cell) for cell in row] for row in table.rows],
    }


def plain_table(table: Table) -> Block:
    """Return the older form, for clients that do not know data_table yet."""
    return {
        "type": "table",
        "column_settings": [{"is_wrapped": True}],
        "rows": [
            [{"type": "raw_text", "text": clip(cell.text, CELL_LIMIT)} for cell in row]
            for row in table.rows
        ],
    }


def preformatted(table: Table) -> Block:
    """Return the form that every client draws: each row as `head：cell` lines."""
    heads, *rows = table.rows
    cells = [zip(heads, row, strict=True) for row in rows]
    lines = ["\n".join(f"{h.text}：{clip(c.text, CELL_LIMIT)}" for h, c in row) for row in cells]
    text = "\n\n".join(lines)
    return rich({"type": "rich_text_preformatted", "elements": [run(text)]})
