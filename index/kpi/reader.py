"""Document -> KPI rows: each shape of table is read in turn, the surest first."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import pairwise

from index.domain import Document, KpiRow, Section
from index.headings.furniture import furniture
from index.kpi.aims import aims_at_goals, aims_back, years_aimed_at
from index.kpi.announced import read_announced
from index.kpi.cards import read_cards, read_year_cards, years_of
from index.kpi.carried import goes_on_below
from index.kpi.celllines import cell_tables
from index.kpi.columns import tells_of_values
from index.kpi.columnwise import columnwise_tables
from index.kpi.drafts import (
    Draft,
    is_numbered,
    is_of_others,
    is_sound,
)
from index.kpi.fits import is_figure
from index.kpi.formlabels import Caption, caption_above, title_above, unit_above
from index.kpi.forms import read_forms, read_goal_forms
from index.kpi.fragments import is_set
from index.kpi.gaps import gap_tables
from index.kpi.given import given_tables
from index.kpi.grid import Table, closed_tables, drawn_tables
from index.kpi.heads import Head
from index.kpi.homes import homes_of, kpi_rows, numbered_headings
from index.kpi.inline import read_inline
from index.kpi.listed import read_lists
from index.kpi.mixed import mixed
from index.kpi.rows import TableReading, read_table
from index.kpi.sentences import read_sentences
from index.kpi.sides import turned
from index.kpi.source import SPACED, Source
from index.kpi.stacked import stacked_tables
from index.kpi.terms import completed
from index.kpi.tornrows import mended
from index.kpi.views import (
    of_running_words,
    paragraph_tables,
    running_tables,
    torn_tables,
    with_line_ends,
)
from index.kpi.vocabulary import Role
from index.kpi.words import Kind, kind_of
from index.kpi.yeargrids import lines_of_targets, read_year_grids, told_lines

_WORD = re.compile(r"\S+")
_RUN_ON = "1行に続いた表から"


@dataclass(frozen=True, slots=True)
class KpiReading:
    """The KPI rows of a document, and the lines of tables that look like some but gave none."""

    rows: tuple[KpiRow, ...]
    unread_tables: tuple[tuple[int, int], ...] = ()


def read_kpi_rows(document: Document, sections: Sequence[Section]) -> KpiReading:
    """Read every KPI row of a document, in the order in which they are printed.

    What a machine has recognised on a picture gives none: one digit in it may be another.
    """
    source = Source(document, furniture(document))
    stops = numbered_headings(source, sections)
    reading = _Reading(source, stops)
    reading.read()
    scanned = {
        line
        for page in document.recognized
        for line in range(source.line_of(page.start), source.line_of(page.end))
    }
    drafts = [draft for draft in reading.drafts if scanned.isdisjoint(_lines(source, draft))]
    unread = [(first, last) for first, last in reading.unread if first - 1 not in scanned]
    homes = homes_of(source, sections, drafts, reading.taken - stops)
    return KpiReading(kpi_rows(source, sections, zip(drafts, homes, strict=True)), tuple(unread))


class _Reading:
    """What has been read so far: the rows, the lines they took, and the tables that gave none."""

    def __init__(self, source: Source, stops: frozenset[int]) -> None:
        self.source = source
        self.stops = stops
        self.taken: set[int] = set()
        self.drafts: list[Draft] = []
        self.unread: list[tuple[int, int]] = []

    def read(self) -> None:
        """Read each shape in turn, the surest first; a line belongs to the first that reads it."""
        self._goal_forms()
        given = list(given_tables(self.source))
        self._drawn(given, goes_on=False)
        # Whose cells the format marks is no table of other cells; it may be a form.
        held = {n for t in given if t.width > 2 for n in range(t.first, t.last + 1)} - self.taken
        self.taken |= held
        closed = list(closed_tables(self.source))
        self._drawn(closed, goes_on=True)
        self.taken.update(line for table in closed for line in range(table.first, table.last + 1))
        self._plain(read_cards)
        self._guessed(columnwise_tables(self.source, frozenset(self.taken)))
        self._guessed(paragraph_tables(self.source, self.stops, frozenset(self.taken)))
        self._guessed(cell_tables(self.source, self.stops, frozenset(self.taken), cut=False))
        gaps = list(gap_tables(self.source, self.stops))
        self._guessed(table for table in gaps if table.rows)
        self._guessed(torn_tables(self.source, self.stops, self.taken))
        whole = (mended(self.source, table) for table in drawn_tables(self.source))
        self._drawn(whole, goes_on=True)
        self._stacked(gaps)
        self._guessed(cell_tables(self.source, self.stops, frozenset(self.taken), cut=True))
        self.taken -= held
        self._run_on()
        years = years_of(self.drafts)
        self._plain(lambda source, taken: read_year_cards(source, taken, years))
        self._plain(lambda source, taken: read_forms(source, taken, self.stops))
        inline = partial(read_inline, years=years_aimed_at(self.drafts))
        for read in (read_announced, inline, read_lists, read_sentences):
            self._plain(read)
        self.drafts.sort(key=lambda draft: draft.start)
        self.unread.sort()

    def _goal_forms(self) -> None:
        """Read the forms of SDGs未来都市計画; what is unread of them is left to no other reader."""
        drafts, unread = read_goal_forms(self.source, self.stops)
        self._plain(lambda source, taken: drafts)
        self.unread += [(first + 1, last + 1) for first, last in unread]
        self.taken.update(n for first, last in unread for n in range(first, last + 1))

    def _run_on(self) -> None:
        """Read the tables that run on in one line."""
        for table in list(running_tables(self.source, frozenset(self.taken))):
            read = read_table(table, table.head).drafts
            kept = list(of_running_words(self.source, read, table.head))
            self.drafts += [replace(draft, doubts=(*draft.doubts, _RUN_ON)) for draft in kept]
            self.taken.update(range(table.first, table.last + 1) if kept else ())
            if table.lost or len(kept) < len(table.rows):
                self.unread.append((table.first + 1, table.last + 1))
        items, others = with_line_ends(self.source, self.taken)
        goals, _ = read_goal_forms(items, others)
        inline = read_inline(items, others, years_aimed_at(self.drafts))
        found = [*read_forms(items, others, frozenset()), *inline, *goals]
        lines = [_lines(items, draft) for draft in found]
        whole = {
            (d.start, d.indicator): d
            for d, at in zip(found, lines, strict=True)
            if len(at) == 1
            and at[0] not in others
            and d.baseline
            and not SPACED.search(d.indicator)
        }
        self._plain(lambda source, taken: list(whole.values()))

    def _plain(self, read: Callable[[Source, frozenset[int]], list[Draft]]) -> None:
        found = read(self.source, frozenset(self.taken))
        self.drafts += [d for d in found if is_sound(d) and not (aims_back(d) or is_numbered(d))]
        self.taken.update(line for draft in found for line in _lines(self.source, draft))

    def _drawn(self, tables: Iterable[Table], *, goes_on: bool) -> None:
        previous: tuple[Table, TableReading] | None = None
        for table in tables:
            if table.first in self.taken:
                continue
            table = completed(self.source, table)
            carried = self._carried(previous, table, goes_on)
            table = mended(self.source, table, carried) if carried and goes_on else table
            heading = previous[1].heading if previous and carried else None
            reading = read_table(table, carried, self._caption(table), heading)
            drafts, unread = list(reading.drafts), reading.unread
            if not drafts or (unread and told_lines(self.source, table)):
                drafts = read_year_grids(self.source, table)
                unread = unread and len(drafts) < lines_of_targets(table)
            if not drafts:
                drafts = [draft for side in turned(table) for draft in read_table(side).drafts]
            previous = (table, reading)
            own = [d for d in drafts if d.baseline or not self._stands_beside(table, d)]
            drafts = [] if all(map(aims_back, own)) else own
            self._keep(table, drafts, unread or bool(reading.head and not drafts))
            # A head is no heading, though its rows stand below the end of the page.
            self.taken.update([table.first] if reading.head and len(table.rows) == 1 else [])

    def _stands_beside(self, table: Table, draft: Draft) -> bool:
        """Whether a row stands beside a figure right outside of its table, which may be of it."""
        lines, count = _lines(self.source, draft), self.source.count
        near = {*range(max(0, lines[0] - 2), min(count, lines[-1] + 3))}
        near -= {*range(table.first, table.last + 1)}
        return any(self.source.is_readable(n) and is_figure(self.source.cell(n)) for n in near)

    def _carried(
        self, previous: tuple[Table, TableReading] | None, table: Table, goes_on: bool
    ) -> Head | None:
        """Return the head above, where a table without one may go on below it."""
        head = previous[1].head if previous else None
        if previous is None or head is None:
            return None
        near = goes_on_below(self.source, previous[0], head, table, self.stops, near=goes_on)
        return head if near else None

    def _caption(self, table: Table) -> Caption:
        """Return the name and unit above a table; that of one row of values needs no label."""
        name, unit = caption_above(self.source, table.first)
        rows = [[cell for cell in row if cell] for row in table.rows if any(row)]
        single = len(rows) > 1 and all(all(map(tells_of_values, row)) for row in rows[1:-1])
        return name or (title_above(self.source, table.first) if single else None), unit

    def _guessed(self, tables: Iterable[Table]) -> None:
        for table in tables:
            lines = range(table.first, table.last + 1)
            if not self.taken.isdisjoint(lines):
                continue
            reading = read_table(table, table.head)
            drafts = self._trusted(table, reading.drafts)
            lost = table.lost or reading.unread or len(drafts) < max(1, len(reading.drafts))
            self._keep(table, drafts, lost or self._passes_over(table, drafts))
            if not table.rows:
                # What stands in another order than its head is no form either.
                self.taken.update(lines)

    def _trusted(self, table: Table, drafts: Sequence[Draft]) -> list[Draft]:
        """Return the rows that hold nothing of other cells."""
        has = {column.role for column in table.head.columns} if table.head else set()
        if any(is_of_others(draft, owned=Role.OWNER in has) for draft in drafts):
            return []
        placed = table.places() if drafts else frozenset()
        doubtful = mixed(self.source, table) if drafts else frozenset()
        return [
            draft
            for draft in drafts
            if not self._runs_over(draft, placed)
            and doubtful.isdisjoint(span.start for span in draft.spans)
            and not is_numbered(draft, headed=Role.UNIT in has)
            and not aims_at_goals(draft, goals=Role.SDG in has)
            and not aims_back(draft, table.head)
        ]

    def _stacked(self, gaps: Sequence[Table]) -> None:
        """Read tables whose values are told by counting only; tell of those nobody has read.

        Where letters count for columns no other reader can read them.
        """
        self._guessed(stacked_tables(self.source, self.stops))
        for table in gaps:
            lines = range(table.first, table.last + 1)
            if not table.rows and self.taken.isdisjoint(lines):
                self._keep(table, [], unread=True)
            self.taken.update(lines if is_set(self.source) else ())

    def _runs_over(self, draft: Draft, placed: frozenset[int]) -> bool:
        """Whether a unit and a figure on the lines of a row stand in no cell: not at `placed`.

        They are of a row that lacks a value: 貸出冊数 冊 140 above 受講者数 人 50 70.
        """
        lines = _lines(self.source, draft)
        loose = [
            kind_of(word[0])
            for word in _WORD.finditer(
                self.source.folded, self.source.starts[lines[0]], self.source.ends[lines[-1]]
            )
            if word.start() not in placed
        ]
        return any(pair == (Kind.UNIT, Kind.VALUE) for pair in pairwise(loose))

    def _passes_over(self, table: Table, drafts: Sequence[Draft]) -> bool:
        """Whether a line of figures within a table went into none of its rows."""
        read = {line for draft in drafts for line in _lines(self.source, draft)}
        for line in range(table.first, table.last + 1):
            if line not in read and self.source.is_readable(line):
                words = self.source.line_text(line).split()
                if sum(bool(re.search(r"\d", w)) and kind_of(w) is Kind.VALUE for w in words) > 1:
                    return True
        return False

    def _keep(self, table: Table, drafts: list[Draft], unread: bool) -> None:
        # Names that come twice where cells are guessed lack what tells them apart.
        names = Counter((d.heading, d.indicator) for d in drafts if not table.certain)
        sound = [d for d in drafts if is_sound(d) and names[d.heading, d.indicator] < 2]
        drafts, unread = sound, unread or len(sound) < len(drafts)
        unit = unit_above(self.source, table.first) if drafts else None
        self.drafts += [replace(d, unit=unit) if d.unit is None else d for d in drafts]
        if drafts:
            self.taken.update(range(table.first, table.last + 1))
        if unread:
            self.unread.append((table.first + 1, table.last + 1))


def _lines(source: Source, draft: Draft) -> range:
    end = max(span.end for span in draft.spans)
    return range(source.line_of(draft.start), source.line_of(max(draft.start, end - 1)) + 1)
