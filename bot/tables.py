"""KPI rows as a table, and a table in three forms: data_table, table, and lines of plain text."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate

from bot.domain import KpiFinding
from bot.elements import Block, clip, one_line, rich, run
from bot.figures import Cell, gap
from bot.messages import say
from bot.quotes import are_of_several_plans, path_text, plan_of_row
from index.domain import KpiRow, Measure
from index.normalize import fold_text

ROW_LIMIT = 100
TABLE_CHARS = 3000
CELL_LIMIT = 120
PAGE_SIZE = 10


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
    """Which of the columns that are not always there a set of rows needs."""

    plan: bool
    revision: bool
    section: bool
    unit: bool
    actual: bool
    gap: bool


def _columns(findings: Sequence[KpiFinding], language: str) -> _Columns:
    rows = [finding.row for finding in findings]
    names = [(row.plan_id, row.revision, row.indicator) for row in rows]
    return _Columns(
        plan=are_of_several_plans(findings),
        revision=len({(row.plan_id, row.revision) for row in rows})
        > len({row.plan_id for row in rows})
        or not all(finding.in_force for finding in findings),
        section=len(set(names)) < len(names),
        unit=any(_lacks_unit(row) for row in rows),
        actual=any(row.actuals for row in rows),
        gap=any(gap(row, target, language) for row in rows for target in row.targets),
    )


def _lacks_unit(row: KpiRow) -> bool:
    """Whether a figure is printed without the unit of its row."""
    measures = [m for m in (*row.measures, *row.actuals) if m.value is not None]
    unit = fold_text(row.unit or "")
    return any(unit not in fold_text(measure.text) for measure in measures)


def _lines(finding: KpiFinding, shown: _Columns, language: str) -> Iterable[tuple[Cell, ...]]:
    """Give one line for each target, or one line where there is none."""
    row, missing = finding.row, Cell(say("missing", language))
    mark = " ※" if finding.disagrees else ""
    revision = row.revision + ("" if finding.in_force else say("older_mark", language))
    actuals = "、".join(
        one_line(f"{actual.text}（{actual.period}）" if actual.period else actual.text)
        for actual in row.actuals
    )
    start = [
        Cell(one_line(row.indicator) + mark),
        *([Cell(plan_of_row(finding, language))] if shown.plan else []),
        *([Cell(revision)] if shown.revision else []),
        *(
            [Cell(path_text(row.path, finding.plan_title, 1) or missing.text)]
            if shown.section
            else []
        ),
        *([Cell(one_line(row.unit)) if row.unit else missing] if shown.unit else []),
        _measure(row.baseline, missing),
        _period(row.baseline, missing),
        *([Cell(actuals) if actuals else missing] if shown.actual else []),
    ]
    for target in row.targets or (None,):
        way = (gap(row, target, language) if target else None) or missing
        end = (way,) if shown.gap else ()
        yield (*start, _measure(target, missing), _period(target, missing), *end)


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
        "target",
        "target_year",
        *(["gap"] if shown.gap else []),
    ]
    return tuple(Cell(say(f"col_{key}", language)) for key in keys)


def _fitting(lines: Sequence[tuple[Cell, ...]]) -> int:
    """Return how many lines fit into a table; the first always."""
    sizes = accumulate(sum(min(len(cell.text), CELL_LIMIT) for cell in line) for line in lines)
    return min(max(sum(size <= TABLE_CHARS for size in sizes), 1), ROW_LIMIT, len(lines))


def kpi_table(findings: Sequence[KpiFinding], language: str) -> Table:
    """Return the rows that fit in a message, a line for each target."""
    shown = _columns(findings, language)
    owners, lines = [], []
    for number, finding in enumerate(findings):
        for line in _lines(finding, shown, language):
            owners.append(number)
            lines.append(line)
    fits = _fitting(lines)
    count, cut = len(findings), len(set(owners[fits:]))
    kind = "cut" if cut else "all" if count > 1 else "one"
    kind += "" if shown.gap else "_no_gap"
    caption = say(f"caption_{kind}", language, count=count, shown=count - cut)
    return Table(caption, (_heads(shown, language), *lines[:fits]), cut)


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
