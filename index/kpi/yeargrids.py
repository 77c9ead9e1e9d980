"""Grids of years with a line of targets and one of results: the name stands beside or above.

What a line holds is said beside it, or for all of them by a note: 上段は目標値、下段は実績値.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice, pairwise, zip_longest

from index.domain import Measure
from index.kpi.broken import USUAL_END
from index.kpi.drafts import Draft, Figures, drafted, measure_of
from index.kpi.formlabels import caption_above
from index.kpi.grid import Table
from index.kpi.heads import Head, baselines
from index.kpi.labels import Column, is_empty, name_label, role_of
from index.kpi.names import is_name, is_share, unit_within
from index.kpi.source import EMPTY, Printed, Row, Source
from index.kpi.vocabulary import VALUE_ROLES, YEAR_LINE, Role
from index.kpi.words import Kind, kind_of
from index.quantities import fold_same_length, is_unit, split_period

_MOST_BESIDE = 4  # columns in which the label of a line may stand
_MOST_SIDES = 40  # columns of a table whose years are its lines
_MOST_LINES = 60  # between a note and what it says of
_PLACE = r"(?P<place>[上中下])(?:段|の?[行欄]|(?=\s?[:はがに]))"
_HELD = r"(?:数値)?(?P<held>目標|計画|実績|[^\W\d_]{0,4}(?:率|度))"
# 上段は目標値、下段は実績値; 目標（上段）・実績（下段）.
_TOLD = re.compile(rf"{_PLACE}[\s:・はがにを(\[「/]*(?:各?年度の)?{_HELD}")
_TOLD_BEHIND = re.compile(rf"{_HELD}値?\s?[\s:(\[]{_PLACE}")
# What is said of an indicator beside its name in a form: 単位, 担当課, 出典.
_ASIDE = frozenset({Role.UNIT, Role.OWNER, Role.OTHER, Role.SDG, Role.NUMBER, Role.GROUP})
_LONGEST_LABEL = 6
_IN_BRACKETS = re.compile(r"\([^()]*\)$")
_BARE_YEAR = re.compile(r"\d{4}")


@dataclass(slots=True)
class _Lines:
    """The indicator whose lines are read: its name, its unit, and each line by what it holds."""

    name: Printed | None
    unit: str | None = None
    lines: dict[Role | None, Row] = field(default_factory=dict)
    unlabelled: list[Row] = field(default_factory=list)

    def put(self, role: Role | None, row: Row) -> None:
        """Add a line; of which of two that hold the same an indicator is made is not told."""
        self.lines[role] = () if role in self.lines else row

    def tell(self, roles: Sequence[Role], years: Sequence[Column]) -> None:
        """Let the lines that no label tells of hold what a note tells of as many."""
        rows = self.unlabelled
        if len(rows) == 1 and roles:  # each of its cells has two lines
            rows = _parted(rows[0], years, len(roles))
        if not self.lines and len(roles) == len(rows):
            self.lines = dict(zip(roles, rows, strict=True))


def read_year_grids(source: Source, table: Table) -> list[Draft]:
    """Read the rows of a table that has years as its columns and 目標値, 実績値 as its lines.

    Or years as its lines, and these as its columns.
    """
    drafts = _read(source, table)
    sides = [] if drafts else list(zip_longest(*table.rows, fillvalue=EMPTY))[:_MOST_SIDES]
    if any(_are_years(side, figures=True) for side in sides[:2]):
        drafts = _read(source, replace(table, rows=tuple(sides)))
    return drafts


def _read(source: Source, table: Table) -> list[Draft]:
    told = told_lines(source, table)
    drafts: list[Draft] = []
    years: tuple[Column, ...] = ()
    caption: tuple[Printed | None, str | None] = caption_above(source, table.first)
    here = _Lines(*caption)
    above: list[Row] = []
    for before, row in pairwise([(), *table.rows]):
        named = _said(row, before)
        if named and named != caption:
            drafts += _draft(here, years, told)
            caption, years = named, ()
            here = _Lines(*caption)
        at = _line_at(row)
        if _are_years(row, figures=bool(years) or at is not None):
            drafts += _draft(here, years, told)
            years, here, above = _below(above, row), _Lines(*caption), []
            continue
        above = [*above, row] if at is None else []
        title = _title(row)
        if years and title and (here.lines or _ends_as_name(title)):
            drafts += _draft(here, years, told)
            here = _Lines(title if _ends_as_name(title) else None)
            continue
        first = next((i for i, c in enumerate(years) if _is_year(c)), 0)
        if not years or (at is None and not (told and _has_figures(row, years))):
            continue
        beside = _named(row[: first if at is None else at], years)
        if beside and (here.name is None or beside.key != here.name.key):
            drafts += _draft(here, years, told)
            here = _Lines(beside)
        if at is not None:
            here.put(role_of(row[at]), row)
        else:
            here.unlabelled.append(row)
    return drafts + _draft(here, years, told)


def lines_of_targets(table: Table) -> int:
    """Return how many lines of a table say that they hold targets."""
    labels = (cell for row in table.rows for cell in row[:_MOST_BESIDE])
    return sum(bool(YEAR_LINE.fullmatch(c.key)) and role_of(c) is Role.TARGET for c in labels)


def told_lines(source: Source, table: Table) -> tuple[Role, ...]:
    """Return what the lines below each name hold, as the head or a note nearby tells it."""
    for text in _notes(source, table):
        folded = fold_same_length(text)
        for pattern in (_TOLD, _TOLD_BEHIND):
            found = {m["place"]: _role(m["held"]) for m in pattern.finditer(folded)}
            roles = tuple(found[place] for place in "上中下" if place in found)
            if len(roles) > 1 and roles.count(Role.TARGET) == 1 and "上" in found:
                return roles
    return ()


def _role(held: str) -> Role:
    roles = {"目標": Role.TARGET, "計画": Role.TARGET, "実績": Role.ACTUAL}
    return roles.get(held, Role.OTHER)


def _notes(source: Source, table: Table) -> Iterator[str]:
    """Yield what the head of a table says, the lines above it, and those below, of its sheet."""
    yield from (cell.text for row in table.rows[:3] for cell in row)
    parts = {source.line_of(span.start) for span, level in source.document.headings if level == 1}
    for step, start in ((-1, table.first), (1, table.last)):
        for line in islice(
            range(start + step, source.count if step > 0 else -1, step), _MOST_LINES
        ):
            if line in parts:
                break
            yield source.line_text(line)


def _said(row: Row, above: Row) -> tuple[Printed, str | None] | None:
    """Return the name and the unit that a form says: 指標名 | 講座の受講者数 | 単位 | 人."""
    cells = list(dict.fromkeys(cell for cell in row if cell))
    pairs = enumerate(pairwise(cells))
    at = next((i for i, (a, b) in pairs if a not in above and _calls(a, b)), None)
    rest = [] if at is None else cells[at + 2 :]
    labels, values = rest[::2], rest[1::2]
    if at is None or len(labels) > len(values) + 1 or not all(role_of(c) in _ASIDE for c in labels):
        return None
    if any(role_of(c) in VALUE_ROLES | {Role.NAME, Role.UNIT} for c in values):
        return None
    said = zip(labels, values, strict=False)
    unit = next((v.text for c, v in said if role_of(c) is Role.UNIT and is_unit(v.text)), None)
    return cells[at + 1], unit


def _calls(label: Printed, cell: Printed) -> bool:
    """Whether a cell is named by the one before it: 指標名 before 講座の受講者数, not 担当課."""
    label_itself = role_of(cell) is not None and (
        len(cell.text) <= _LONGEST_LABEL or not USUAL_END.search(cell.key)
    )
    return role_of(label) is Role.NAME and is_name(cell.text) and not label_itself


def _title(row: Row) -> Printed | None:
    """Return the only cell of a row: the name of the lines below it, or what ends those above."""
    cells = {cell.spans: cell for cell in row if cell}
    return next(iter(cells.values())) if len(cells) == 1 else None


def _ends_as_name(cell: Printed) -> bool:
    usual = USUAL_END.search(_IN_BRACKETS.sub("", cell.key)) or unit_within(cell.text)
    return is_name(cell.text) and bool(usual)


def _line_at(row: Row) -> int | None:
    """Return the column that says what a line holds."""
    labels = enumerate(row[:_MOST_BESIDE])
    return next((i for i, cell in labels if YEAR_LINE.fullmatch(cell.key)), None)


def _are_years(row: Row, *, figures: bool) -> bool:
    """Whether a row heads columns of years, more than it holds values as 25.0％（R12）.

    Where `figures` may stand, 2010 and 2030 are some.
    """
    values = [c for c in row if c and kind_of(split_period(c.text)[0]) is Kind.VALUE]
    labels = [name_label(cell.text) for cell in row[1:] if cell not in values]
    dated = [label.period for label in labels if label.period]
    bare = figures and all(map(_BARE_YEAR.fullmatch, dated))
    return len(dated) > max(1, len(values)) and not bare


def _is_year(column: Column) -> bool:
    """Whether a column holds figures of a year, and not 達成率 or 予算額 of it."""
    return column.role is Role.BASELINE or bool(
        column.period and (column.role is None or column.role in VALUE_ROLES)
    )


def _parted(row: Row, years: Sequence[Column], count: int) -> list[Row]:
    """Part the cells of years that have several lines each; nothing where one has not as many."""
    lines = [list(row) for _ in range(count)]
    for i, (cell, year) in enumerate(zip(row, years, strict=False)):
        if not cell or not _is_year(year) or year.role is Role.BASELINE:
            continue
        words = cell.text.split()
        if len(words) != count:
            return []
        for line, word in zip(lines, words, strict=True):
            line[i] = Printed(word, cell.spans)
    return list(map(tuple, lines))


def _has_figures(row: Row, years: Sequence[Column]) -> bool:
    cells = (cell for cell, year in zip(row, years, strict=False) if _is_year(year))
    return any(map(bool, cells))


def _named(cells: Row, columns: Sequence[Column]) -> Printed | None:
    """Return the name before the label of a line: below 指標, or else the last but for units."""
    roles = [column.role for column in columns[: len(cells)]]
    for called in (Role.NAME, Role.GOAL):
        found = [cell for cell, role in zip(cells, roles, strict=True) if role is called]
        if found:
            break
    others = [cell for cell, role in zip(cells, roles, strict=True) if role is not Role.UNIT]
    name = next((c for c in reversed(found or others) if is_name(c.text)), None)
    part = next((c for c in cells[::-1] if is_share(c.text)), None) if name else None
    return Printed(f"{name.text} {part.text}", name.spans + part.spans) if name and part else name


def _below(above: Sequence[Row], row: Row) -> tuple[Column, ...]:
    """Return the columns of a row of years, with what the rows above it call those without one."""
    found = []
    for i, column in enumerate(name_label(cell.text) for cell in row):
        over = [name_label(row[i].text) for row in reversed(above) if i < len(row) and row[i]]
        start = any(c.role is Role.BASELINE for c in over)
        if column.role is None and not column.label:
            column = next((c for c in over if c.role is not None), column)
        elif start and column.role is Role.YEAR:
            column = replace(column, role=Role.BASELINE)
        found.append(column)
    return tuple(found)


def _draft(here: _Lines, years: Sequence[Column], told: Sequence[Role]) -> list[Draft]:
    here.tell(told, years)
    name, lines = here.name, here.lines
    if name is None or not lines.get(Role.TARGET):
        return []
    aimed, done = lines[Role.TARGET], lines.get(Role.ACTUAL, ())
    starts = baselines(Head(tuple(years), 0))
    start = next((m for i in starts for line in (done, aimed) if (m := _at(line, years, i))), None)
    targets: list[Measure] = []
    actuals: list[Measure] = []
    for i, year in enumerate(years):
        if i in starts or not _is_year(year):
            continue
        aim, result = _at(aimed, years, i), _at(done, years, i)
        if aim and i < len(done) and aimed[i].spans == done[i].spans:
            result = None  # one cell for both lines
        if year.role is Role.ACTUAL:
            result, aim = result or aim, None
        targets += [aim] if aim else []
        actuals += [result] if result else []
    periods = [measure.period for measure in targets]
    if not targets or len(set(periods)) < len(periods):
        return []
    figures = Figures(start, targets, actuals, has_place=bool(starts))
    counted = [i for i, column in enumerate(years) if column.role is Role.UNIT]
    units = (line[i] for i in counted for line in (aimed, done) if i < len(line))
    unit = next((cell.text for cell in units if not is_empty(cell)), here.unit)
    return [drafted(name.text, (name, *aimed, *done), figures, unit)]


def _at(line: Row, years: Sequence[Column], i: int) -> Measure | None:
    cell = line[i] if i < len(line) else EMPTY
    return measure_of(cell.text, years[i].period)
