"""Cells with lines of their own, and the rows that they make: what tells where a row begins."""

import re
from collections.abc import Callable, Sequence, Set
from dataclasses import dataclass, field
from itertools import pairwise

from index.kpi.broken import GOES_ON, LATE_START, USUAL_END, WHOLE, display_width, is_balanced
from index.kpi.labels import is_empty
from index.kpi.names import is_share
from index.kpi.pieces import BRACKETED
from index.kpi.source import EMPTY, SPACED, Printed, Source, join
from index.kpi.vocabulary import DEPARTMENT, DEPARTMENT_END, MARKED, MARKS, OWNERS
from index.kpi.words import Kind, cuts_word, kind_of
from index.quantities import is_unit, unit_of

_LEAST_NUMBERS, _MOST_BEHIND = 3, 14
_OWNER_END = re.compile(DEPARTMENT_END)
NUMBER, _MARK = re.compile(r"\d{1,3}[.)]?"), re.compile("[①-⑳]")
_BARE = re.compile(r"[△▲-]?[\d０-９][\d０-９,.，．]*")
_WORDED = (Kind.TEXT, Kind.SHARE)
NOTE = re.compile(r"[※＊*■◆◇●○◎▼・【〔《≪＜]|.*(?:。|ません|ました)$")


@dataclass(frozen=True, slots=True)
class Cell:
    """A line: what it prints, and whether a blank line stands above it."""

    line: int
    printed: Printed
    apart: bool
    first: bool = True  # of its line

    @property
    def width(self) -> int:
        """Its width in half-width columns."""
        return display_width(self.printed.text)

    @property
    def is_owner(self) -> bool:
        """Whether it is a department."""
        return bool(OWNERS.fullmatch(self.printed.key))

    @property
    def is_sentence(self) -> bool:
        """Whether it ends as a sentence does: one that explains the row."""
        return self.printed.text.endswith("。")

    @property
    def marked(self) -> bool:
        """Whether it begins with a mark that counts rows: ①相談の件数."""
        return bool(MARKED.match(self.printed.text))


@dataclass(slots=True)
class RowRead:
    """A row: the lines above its values, its values, and what the lines were parted into."""

    gap: list[Cell]
    values: list[Printed]
    start: int  # of the cells, that its values begin at
    end: int
    line: int  # that they begin on
    last: int
    dashed: bool  # a dash stands where other rows have a group
    fresh: bool  # a head stands above it: no cells of another row
    number: int | None = None  # the place of its number among the lines above
    kept: bool = True
    cut: bool = False  # more of its name may stand below it
    torn: bool = False  # of its values only the first stand beside its name
    parent: Printed = EMPTY
    name: Printed = EMPTY
    behind: list[Cell] = field(default_factory=list)
    below: Cell | None = None  # the cell that follows those of its lines, alone on its own
    unit: Printed = EMPTY  # that stands on a line between its name and its values, or below them

    def __post_init__(self) -> None:
        """Take the unit below several figures, which the last has taken, for that of all."""
        *above, last = self.values
        unit = unit_of(last.text) or ""
        bare = [cell.text for cell in above if not is_empty(cell)]
        if len(last.spans) == 2 and bare and all(map(_BARE.fullmatch, bare)):
            figure = last.text.removesuffix(unit).strip()
            if unit and _BARE.fullmatch(figure):
                self.values = [*above, Printed(figure, last.spans[:1])]
                self.unit = Printed(unit, last.spans[1:])

    @property
    def is_whole(self) -> bool:
        """Whether the line right above its values ends as names do."""
        return bool(self.gap and USUAL_END.search(self.gap[-1].printed.text))

    @property
    def has_share(self) -> bool:
        """Whether right above its values stands of whom they are: 女性."""
        return bool(self.gap) and is_share(self.gap[-1].printed.text)

    @property
    def ends_early(self) -> bool:
        """Whether its name reads whole above its last line, which may be a part."""
        above = self.gap[-2:-1] if len(self.name.spans) > 1 else []
        return any(USUAL_END.search(cell.printed.text) for cell in above)

    @property
    def is_owned(self) -> bool:
        """Whether a department stands behind its values, whole."""
        owner = join([cell.printed for cell in self.behind])
        return bool(OWNERS.fullmatch(owner.key)) and not SPACED.search(owner.text)

    def owner(self, cells: Sequence[Cell], strays: Set[int], *, owned: bool) -> Printed:
        """Return what stands behind its values; no department of a row that is lost."""
        lost = not strays.isdisjoint(range(self.end, self.end + _MOST_BEHIND))
        behind = cells[self.end :] if lost else self.behind
        if lost or (owned and not self.is_owned):
            return next((cell.printed for cell in behind[:1] if cell.is_owner), EMPTY)
        return join([cell.printed for cell in behind])

    def is_ended_by(self, cells: Sequence[Cell]) -> bool:
        """Whether a cell that stands behind its values is the end of its name."""
        return (
            len(cells) == 1 and not self.is_whole and bool(USUAL_END.search(cells[0].printed.text))
        )

    def reads_on(self, cell: Cell) -> bool:
        """Whether a cell goes on with the name."""
        return reads_on(self.gap[-1].printed.text if self.gap else "", cell.printed.text)


def reads_on(text: str, more: str) -> bool:
    """Whether a text goes on with another: 人の|割合, 充|足率, 利用者|（累計）."""
    if GOES_ON.search(text) or LATE_START.match(more) or not is_balanced(text):
        return True
    return cuts_word(text, more)


def begins_above(above: Sequence[Cell], cells: Sequence[Cell]) -> bool:
    """Whether a name may begin higher up: with what it goes on with, or below upright letters."""
    if not (above and cells and cells[0].first):
        return False
    last = above[-1].printed.text
    upright = [len(c.printed.text) == 1 and c.printed.text.isalpha() for c in above[-2:]]
    return upright == [True, False] or reads_on(last, cells[0].printed.text)


def begins_with_owner(cells: Sequence[Cell]) -> bool:
    """Whether the first of several lines of a name is a department: it is that of a row."""
    return len(cells) > 1 and bool(DEPARTMENT.fullmatch(cells[0].printed.key))


def is_amid(row: RowRead, cells: Sequence[Cell]) -> bool:
    """Whether what stands above a whole name goes on below it: a cell of a column behind."""
    if len(cells) < 2 or cells[-1].line != row.line or not row.below:
        return False
    above, name, below = (cell.printed.text for cell in (*cells[-2:], row.below))
    return bool(WHOLE.search(name)) and not reads_on(above, name) and reads_on(above, below)


def beside_values(rows: Sequence[RowRead]) -> list[Cell]:
    """Return what stands behind values on their line: surely of a column there."""
    return [row.gap[0] for row in rows if row.gap and not row.gap[0].first]


def part_units(rows: Sequence[RowRead]) -> None:
    """Part the units that stand on lines of their own from the names above them.

    Without brackets all rows have one; below one in brackets stands a remark.
    """
    places = [(row, _unit_at(row)) for row in rows]
    found = [(row, at) for row, at in places if at]
    plain = [row.gap[-1] for row, at in found if not BRACKETED.fullmatch(row.gap[at].printed.text)]
    if len(found) > 1 and (not plain or len(plain) == len(rows)):
        for row, at in found:
            row.unit, row.gap = row.gap[at].printed, row.gap[:at]


def _unit_at(row: RowRead) -> int | None:
    """Return the place of the unit of a row among the lines above its values."""
    for at, cell in enumerate(row.gap):
        text, below = cell.printed.text, row.gap[at + 1 : at + 2]
        ends = not below or (
            BRACKETED.fullmatch(text) and not LATE_START.match(below[0].printed.text)
        )
        if at and cell.first and ends and is_unit(text.strip("()（）")):
            return at
    return None


def is_cut(row: RowRead) -> bool:
    """Whether a name, which may end beside its values, seems to go on with the line below."""
    if not row.below or row.below.apart or not row.gap:
        return False
    name, below = row.gap[-1].printed.text, row.below.printed.text
    if row.gap[-1].line != row.last:
        return bool(LATE_START.match(below))
    return not USUAL_END.search(name) and bool(USUAL_END.search(below))


def is_led(row: RowRead, above: RowRead, cells: Sequence[Cell], *, owned: bool) -> bool:
    """Whether a name begins with what is behind the values above, where a cell reaches down.

    It is printed between the rows then, 農政課豆を作る農家の数: what is in one of the `cells` that
    stand beside values, or a department; the end of one where it is begun there.
    """
    if owned and DEPARTMENT.match(row.name.key):
        return True
    if above.behind:
        return owned and not above.is_owned and bool(_OWNER_END.match(row.name.key))
    texts = (cell.printed.text for cell in cells)
    return any(len(t) > 1 and row.name.text.startswith(t) for t in texts)


def may_be_value(source: Source, line: int) -> bool:
    """Whether what passes for the number of a page may be the last value above the page's end."""
    bare = line in source.furniture and line > 0 and source.is_readable(line - 1)
    return bare and bool(NUMBER.fullmatch(source.line_text(line).strip()))


def without_page_marks(
    source: Source, cells: Sequence[Cell], counts: Callable[[Cell], bool]
) -> list[Cell]:
    """Leave out arrows, notes, numbers of pages, and the running heads beside those.

    What `counts` the rows is the number of a page only if it is known for one.
    """
    marks = {
        n
        for n, cell in enumerate(cells)
        if re.fullmatch(r"\d{1,3}", cell.printed.key)
        and (not counts(cell) or cell.line in source.furniture)
    }
    beside = {n for mark in marks for n in (mark - 1, mark + 1) if 0 <= n < len(cells)}
    heads = {n for n in beside if source.text.count(_as_printed(source, cells[n])) > 1}
    return [
        cell
        for n, cell in enumerate(cells)
        if n not in marks | heads
        and not MARKS.fullmatch(cell.printed.text)
        and (not (cell.first and NOTE.match(cell.printed.text)) or cell.is_sentence)
    ]


def counted(cells: Sequence[Cell]) -> frozenset[Cell]:
    """Return the numbers of rows: marks, or at least three figures that count on before texts."""
    chains: dict[int, list[Cell]] = {}
    for cell, below in pairwise(cells):
        key = cell.printed.key
        if NUMBER.fullmatch(key) and kind_of(below.printed.key) in _WORDED:
            number = int(key.rstrip(".)"))
            chains[number] = [*chains.get(number - 1, []), cell]
    best = max(chains.values(), key=len, default=[])
    marks = (cell for cell in cells if _MARK.fullmatch(cell.printed.text))
    return frozenset((*best * (len(best) >= _LEAST_NUMBERS), *marks))


def _as_printed(source: Source, cell: Cell) -> str:
    return cell.printed.spans[0].slice(source.text)
