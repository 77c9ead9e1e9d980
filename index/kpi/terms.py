"""What is said of a head elsewhere: the plan's term, the years of a caption.

Plans for the care of the disabled head their tables so: 成果目標 | 単位 | 数値 | 考え方, and with
a column for each year of the term.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import zip_longest

from index.kpi.formlabels import caption_above, title_above
from index.kpi.grid import Table
from index.kpi.labels import name_label, role_of
from index.kpi.names import is_name
from index.kpi.source import EMPTY, Printed, Row, Source, squeeze
from index.kpi.vocabulary import LEADS, Role
from index.kpi.words import Kind, kind_of
from index.quantities import PERIOD, Period, fold_same_length, is_period, parse_period

_TERM = re.compile(rf"計画の?期間[^\n。]{{0,24}}?(?P<term>{PERIOD.pattern})")
_MOST_YEARS, _ABOVE = 12, 8
_FIGURE, _WHEN = re.compile("数値等?"), re.compile("(?:達成)?(?:時点|時期|年度|年次)")
# A goal is marked as one, and so is what stands for a year: 令和４年度末時点の入所者.
_MARKED = re.compile(r"[\[【<(]?(?:数値)?目標値?[^\]】>)\s]{0,4}[\]】>)]")
# What stands above results, not above goals.
_PAST, _CELLS = re.compile("実績|達成状況|進捗|評価|結果"), re.compile(r"[\t|│┃]")
_OF_KPI = re.compile("KPI|KGI|業績評価指標")
_FEWEST, _LABEL = 2, Printed("指標", ())
_NAME_AND_FIGURE = re.compile(rf"(?P<name>[^:]*[^:\s])[\s:]+(?P<value>(?:{LEADS})*[△約]?\d\S*)")
_VALUED = (Role.BASELINE, Role.TARGET)
_NAMES = (Role.GOAL, Role.NAME)


def completed(source: Source, table: Table) -> Table:
    """Say in a table what is said of its head and its lines elsewhere."""
    for complete in (
        _with_lines_of_figures,
        _with_named_values,
        _with_terms,
        _with_caption_years,
        _with_years_to_come,
    ):
        table = complete(source, table)
    return table


def _with_terms(source: Source, table: Table) -> Table:
    """Say in the head of a table which of its years, or that its figures, are aimed at.

    Rows that tell of a year as it was are left out, where one column has figures of both kinds.
    """
    rows = list(table.rows)
    for at, row in enumerate(rows[:-1]):
        labels = [name_label(cell.text) for cell in row]
        roles = {label.role for label in labels}
        told = roles & {Role.TARGET, Role.BASELINE, Role.ACTUAL}
        goals = Role.GOAL in roles
        if told or not (goals or Role.NAME in roles):
            continue
        figures = [i for i, cell in enumerate(row) if _FIGURE.fullmatch(cell.key)]
        years = [i for i, cell in enumerate(row) if cell and is_period(cell.text)]
        if len(figures) == 1 and not years:
            head = _said(row, figures[0], "目標値")
            below = [r for r in rows[at + 1 :] if _is_aim(r, row, labelled=goals)]
            return replace(table, rows=(*rows[:at], head, *below))
        if goals and years and not figures and not _is_past(source, table.first):
            return replace(table, rows=(*rows[:at], _dated(source, row, years), *rows[at + 1 :]))
    return table


def _with_caption_years(source: Source, table: Table) -> Table:
    """Put the years of a caption, KPI（基準値2017→目標値2027）, into the head below it."""
    above = (n for n in range(table.first - 1, max(-1, table.first - 3), -1))
    caption = next((squeeze(source.line_text(n)) for n in above if source.is_readable(n)), "")
    if not PERIOD.search(caption):
        return table
    for at, row in enumerate(table.rows[:2]):
        labels = [name_label(cell.text) for cell in row]
        valued = [i for i, label in enumerate(labels) if label.role in _VALUED]
        years = [_year_in(caption, labels[i].label) for i in valued]
        if len(valued) > 1 and all(years) and not any(labels[i].period for i in valued):
            for i, year in zip(valued, years, strict=True):
                row = _said(row, i, f"{row[i].text}（{year}）")
            return replace(table, rows=(*table.rows[:at], row, *table.rows[at + 1 :]))
    return table


def begins(source: Source) -> int | None:
    """Return the first year of the plan: that in which it came into force, or of its term."""
    begun = parse_period(source.document.effective_from) or _term(source)
    return begun.first if begun else None


def _with_years_to_come(source: Source, table: Table) -> Table:
    """Say in a head with targets that a year after the plan came into force is aimed at too."""
    begun = parse_period(source.document.effective_from)
    for at, row in enumerate(table.rows[:2]) if begun else ():
        if Role.TARGET not in {role_of(cell) for cell in row}:
            continue
        for i, cell in enumerate(row):
            period = parse_period(cell.text) if is_period(cell.text) else None
            if begun and period and period.first > begun.first:
                row = _said(row, i, f"目標値（{cell.text}）")
        return replace(table, rows=(*table.rows[:at], row, *table.rows[at + 1 :]))
    return table


def _year_in(caption: str, label: str) -> str | None:
    """Return the one year that a caption prints behind a label, or behind it with 値 or 年度."""
    word = re.escape(label.removesuffix("値"))
    found = re.findall(rf"{word}(?:値|年度?)?[は:(]*({PERIOD.pattern})", caption)
    return found[0] if len(found) == 1 else None


def _with_named_values(source: Source, table: Table) -> Table:
    """Part cells below KPI that name what their figure is of: 会の数 10回.

    Of two such columns with the same names that of the later year is aimed at.
    """
    for at, row in enumerate(table.rows[:2]):
        labels = [name_label(cell.text) for cell in row]
        if any(label.role in (*_VALUED, Role.ACTUAL, Role.GOAL) for label in labels):
            return table
        named = [i for i, label in enumerate(labels) if _OF_KPI.search(label.label)]
        words = _words([labels[i].period for i in named])
        body = [_split(_padded(r, row), named) for r in table.rows[at + 1 :]]
        split = [r for r in body if r]
        if not words or len(split) < max(_FEWEST, len(body)):
            continue
        if len(named) == 1 and _is_past(source, table.first):
            continue
        head = _emptied(row, named)
        called = [Printed(word, row[i].spans) for word, i in zip(words, named, strict=True)]
        return replace(table, rows=(*table.rows[:at], (*head, _LABEL, *called), *split))
    return table


def _with_lines_of_figures(source: Source, table: Table) -> Table:
    """Put the lines 数値 and 時点 of a table of one indicator, named above it, into a row."""
    lines = {row[0].key: row[1:] for row in table.rows[1:] if row}
    figures = [row for key, row in lines.items() if _FIGURE.fullmatch(key)]
    years = [row for key, row in lines.items() if _WHEN.fullmatch(key)]
    roles = {role_of(cell) for cell in table.rows[0][1:]}
    if len(figures) != 1 or len(figures + years) < len(table.rows) - 1 or Role.TARGET not in roles:
        return table
    name = caption_above(source, table.first)[0] or title_above(source, table.first)
    if name is None:
        return table
    row = [
        Printed(f"{value.text}（{year.text}）", value.spans + year.spans) if year else value
        for value, year in zip_longest(figures[0], *years[:1] or [()], fillvalue=EMPTY)
    ]
    return replace(table, rows=((_LABEL, *table.rows[0][1:]), (name, *row)))


def _split(row: Row, named: Sequence[int]) -> Row | None:
    """Part the cells of a row that name their figures alike; None where they do not."""
    parts = [part for i in named if (part := _parted(row[i]))]
    if len(parts) < len(named) or len({name.key for name, _ in parts}) != 1:
        return None
    return (*_emptied(row, named), parts[0][0], *(value for _, value in parts))


def _padded(row: Row, head: Row) -> Row:
    return (*row, *[EMPTY] * (len(head) - len(row)))[: len(head)]


def _emptied(row: Row, columns: Sequence[int]) -> Row:
    return tuple(EMPTY if i in columns else cell for i, cell in enumerate(row))


def _words(periods: Sequence[str | None]) -> list[str]:
    """Return how the columns of values are called: one is aimed at, of two the later."""
    if len(periods) == 1:
        return [f"目標値（{periods[0]}）" if periods[0] else "目標値"]
    years = [period for text in periods if (period := parse_period(text))]
    if len(periods) != 2 or len(years) < 2 or years[0].last == years[1].last:
        return []
    later = years[0].last < years[1].last
    return [f"{'目標値' if at == later else '実績値'}（{text}）" for at, text in enumerate(periods)]


def _parted(cell: Printed) -> tuple[Printed, Printed] | None:
    """Part a cell into a name and the figure behind it; None where it is not so."""
    found = _NAME_AND_FIGURE.fullmatch(fold_same_length(cell.text))
    if not found or kind_of(squeeze(found["value"])) is not Kind.VALUE:
        return None
    name, value = (cell.text[slice(*found.span(part))] for part in ("name", "value"))
    return (Printed(name, cell.spans), Printed(value, cell.spans)) if is_name(name) else None


def _said(row: Row, at: int, word: str) -> Row:
    return (*row[:at], Printed(word, row[at].spans), *row[at + 1 :])


def _is_aim(row: Row, head: Row, *, labelled: bool) -> bool:
    """Whether a row is of a goal: it says so, or all do that do not begin with a year."""
    named = next((i for i, c in enumerate(head) if role_of(c) in _NAMES), 0)
    name = squeeze(row[named].text) if named < len(row) else ""
    return bool(_MARKED.match(name)) or (labelled and not PERIOD.match(fold_same_length(name)))


def _dated(source: Source, row: Row, years: Sequence[int]) -> Row:
    """Name the years of a head: those of the term are aimed at, one before it is known."""
    term = _term(source)
    periods = [parse_period(row[i].text) for i in years]
    before = [p for p in periods if term and p and p.last < term.first]
    within = [p for p in periods if term and p and term.first <= p.first <= term.last]
    if not within or len(before) > 1 or len(before) + len(within) < len(years):
        return row
    for i in years:
        period = parse_period(row[i].text)
        word = "目標値" if period in within else "現状値"
        row = _said(row, i, f"{word}（{row[i].text}）")
    return row


def _term(source: Source) -> Period | None:
    """Return the years of the plan, as it first prints them."""
    for found in _TERM.finditer(source.folded):
        period = parse_period(found["term"])
        if period and 0 < period.last - period.first < _MOST_YEARS:
            return period
    return None


def _is_past(source: Source, first: int) -> bool:
    """Whether lines above a table say that it is of results."""
    near = (
        squeeze(source.line_text(n))
        for n in range(max(0, first - _ABOVE), first)
        if not _CELLS.search(source.line_text(n))
    )
    return any(map(_PAST.search, near))
