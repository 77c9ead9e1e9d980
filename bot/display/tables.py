"""KPI rows as a table, and a table in three forms: data_table, table, and lines of plain text."""

from collections import Counter
from collections.abc import Iterable, Sequence
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


def _measure(measure: Measure | None, missing: Cell) -> Cell:
    return missing if measure is None else Cell(one_line(measure.text), measure.value)


def _period(measure: Measure | None, missing: Cell) -> Cell:
    return Cell(one_line(measure.period)) if measure and measure.period else missing


@dataclass(frozen=True, slots=True)
class _Columns:
    """Which of the columns that are not always there a set of rows needs.

    `aims` are the years of the targets, where a row has several: each has a column of its own.
    None of them stands for all, where they are too many.
    """

    plan: bool
    revision: bool
    section: bool
    unit: bool
    actual: bool
    gap: bool
    aims: tuple[str | None, ...] | None


def _columns(findings: Sequence[KpiFinding], language: str) -> _Columns:
    rows = [finding.row for finding in findings]
    return _Columns(
        plan=are_of_several_plans(findings),
        revision=len({(row.plan_id, row.revision) for row in rows})
        > len({row.plan_id for row in rows})
        or not all(finding.in_force for finding in findings),
        section=bool(alike(findings)),
        unit=any(_lacks_unit(row) for row in rows),
        actual=any(row.actuals for row in rows),
        gap=any(_way(row, language) for row in rows),
        aims=_aims(rows) if any(len(row.targets) > 1 for row in rows) else None,
    )


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


def _aimed(row: KpiRow, year: str | None, missing: Cell, language: str) -> Cell:
    """Return what a row aims at in a year, or all that it aims at."""
    targets = [target for target in row.targets if year is None or _year(target) == year]
    if len(targets) == 1 and year is not None:
        return _measure(targets[0], missing)
    if year is not None:
        targets = [replace(target, period=None) for target in targets]
    return Cell(spoken(targets, None, language)) if targets else missing


def _line(finding: KpiFinding, shown: _Columns, language: str) -> tuple[Cell, ...]:
    row, missing = finding.row, Cell(say("missing", language))
    mark = " ※" if finding.disagrees else ""
    revision = row.revision + ("" if finding.in_force else say("older_mark", language))
    target = row.targets[0] if row.targets else None
    if shown.aims is None:
        aimed = [_measure(target, missing), _period(target, missing)]
    else:
        aimed = [_aimed(row, year, missing, language) for year in shown.aims]
    return (
        Cell(one_line(row.indicator) + mark),
        *([Cell(plan_of_row(finding, language))] if shown.plan else []),
        *([Cell(revision)] if shown.revision else []),
        *([Cell(heading_of(finding) or missing.text)] if shown.section else []),
        *([Cell(one_line(row.unit)) if row.unit else missing] if shown.unit else []),
        _measure(row.baseline, missing),
        _period(row.baseline, missing),
        *([Cell(spoken(row.actuals, None, language))] if shown.actual else []),
        *aimed,
        *([_way(row, language) or missing] if shown.gap else []),
    )


def heading_of(finding: KpiFinding) -> str:
    """Return the heading that a row stands under."""
    return path_text(finding.row.path, finding.plan_title, 1)


def _of_year(name: str, year: str | None, language: str) -> Cell:
    """Return `目標値（R11）`."""
    head = say(f"col_{name}", language)
    return Cell(f"{head}（{year}）" if year else head)


def _heads(shown: _Columns, language: str) -> tuple[Cell, ...]:
    keys = [
        "indicator",
        *(["plan"] if shown.plan else []),
        *(["revision"] if shown.revision else []),
        *(["section"] if shown.section else []),
        *(["unit"] if shown.unit else []),
        "baseline",
        "baseline_year",
        *(["actual"] if shown.actual else []),
        *(["target", "target_year"] if shown.aims is None else []),
    ]
    aims = [_of_year("target", year, language) for year in shown.aims or ()]
    way = "gap" if shown.aims is None else "gap_last"
    ways = [Cell(say(f"col_{way}", language))] if shown.gap else []
    return (*(Cell(say(f"col_{key}", language)) for key in keys), *aims, *ways)


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
    shown = _columns(findings, language)
    lines = [_line(finding, shown, language) for finding in findings]
    fits, count = _fitting(lines), len(lines)
    kind = ("cut" if fits < count else "all") + ("" if shown.gap else "_no_gap")
    caption = say(f"caption_{kind}", language, count=count, shown=fits)
    return Table(caption, (_heads(shown, language), *lines[:fits]), count - fits)


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
            _of_year(name, _year(measure), language),
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


def text_lines(table: Table) -> list[str]:
    """Return each row as `head：cell` lines, readable without any table."""
    heads, *rows = table.rows
    return [
        "\n".join(
            f"{head.text}：{clip(cell.text, CELL_LIMIT)}"
            for head, cell in zip(heads, row, strict=True)
        )
        for row in rows
    ]


def preformatted(table: Table) -> Block:
    """Return the form that every client draws."""
    text = "\n\n".join(text_lines(table))
    return rich({"type": "rich_text_preformatted", "elements": [run(text)]})
