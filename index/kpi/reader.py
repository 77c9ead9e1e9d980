"""Document -> KPI rows: each shape of table is read in turn, the surest first."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from index.domain import Document, KpiRow, Section, Span
from index.furniture import furniture
from index.kpi.columns import Head
from index.kpi.forms import read_forms
from index.kpi.grid import Table, drawn_tables, given_tables
from index.kpi.inline import read_inline
from index.kpi.rows import Draft, read_table
from index.kpi.source import Source

# A table goes on after a page break: nothing but blank lines and notes this short may stand between.
_LONGEST_NOTE, _MOST_NOTES = 20, 2


@dataclass(frozen=True, slots=True)
class KpiReading:
    """The KPI rows of a document, and the line ranges of tables that look like some but gave none."""

    rows: tuple[KpiRow, ...]
    unread_tables: tuple[tuple[int, int], ...] = ()


def read_kpi_rows(document: Document, sections: Sequence[Section]) -> KpiReading:
    """Read every KPI row of a document, in the order in which they are printed."""
    source = Source(document, furniture(document))
    drafts, unread = _read(source)
    places = _places(sections, [draft.start for draft in drafts])
    rows = [_row(source, draft, section) for draft, section in zip(drafts, places, strict=True)]
    return KpiReading(_numbered(rows), tuple(unread))


def _read(source: Source) -> tuple[list[Draft], list[tuple[int, int]]]:
    taken: set[int] = set()
    drafts: list[Draft] = []
    unread: list[tuple[int, int]] = []
    for tables in (given_tables(source), drawn_tables(source)):
        previous: tuple[Table, Head] | None = None
        for table in tables:
            if table.first in taken:
                continue
            carried = _carried(source, previous, table)
            reading = read_table(table, carried)
            previous = (table, reading.head) if reading.head else None
            drafts += reading.drafts
            if reading.drafts:
                taken.update(range(table.first, table.last + 1))
            if reading.unread or (reading.head and not reading.drafts):
                unread.append((table.first + 1, table.last + 1))
    for read in (read_forms, read_inline):
        found = read(source, frozenset(taken))
        drafts += found
        taken.update(line for draft in found for line in _lines(source, draft))
    drafts.sort(key=lambda draft: draft.start)
    return drafts, sorted(unread)


def _carried(source: Source, previous: tuple[Table, Head] | None, table: Table) -> Head | None:
    if previous is None:
        return None
    before, head = previous
    if len(head.columns) != table.width:
        return None
    between = range(before.last + 1, table.first)
    notes = [source.span(line) for line in between if source.is_readable(line)]
    short = all(note.end - note.start <= _LONGEST_NOTE for note in notes)
    return head if short and len(notes) <= _MOST_NOTES else None


def _lines(source: Source, draft: Draft) -> Iterable[int]:
    end = max(span.end for span in draft.spans)
    return range(source.line_of(draft.start), source.line_of(max(draft.start, end - 1)) + 1)


def _places(sections: Sequence[Section], offsets: Sequence[int]) -> list[Section | None]:
    """Return the deepest section at each offset; offsets ascend."""
    ordered = sorted(sections, key=lambda s: (s.span.start, -s.span.end))
    found: list[Section | None] = []
    open_: list[Section] = []
    at = 0
    for offset in offsets:
        while at < len(ordered) and ordered[at].span.start <= offset:
            open_.append(ordered[at])
            at += 1
        open_ = [section for section in open_ if section.span.end > offset]
        found.append(open_[-1] if open_ else None)
    return found


def _row(source: Source, draft: Draft, section: Section | None) -> KpiRow:
    document = source.document
    span = Span(draft.start, max(span.end for span in draft.spans))
    path = section.path if section else ()
    return KpiRow(
        kpi_id="",
        section_id=section.section_id if section else "",
        plan_id=document.plan_id,
        revision=document.revision,
        path=(*path, draft.heading) if draft.heading else path,
        span=span,
        lines=source.published_lines(span),
        indicator=draft.indicator,
        unit=draft.unit,
        baseline=draft.baseline,
        targets=draft.targets,
        actuals=draft.actuals,
        sdg_targets=draft.sdg_targets,
        owner=draft.owner,
        doubts=draft.doubts,
        page=source.page_of(span.start),
    )


def _numbered(rows: Sequence[KpiRow]) -> tuple[KpiRow, ...]:
    """Give each row an id of its plan, revision and line, with a count where a line has several."""
    from dataclasses import replace

    count: dict[str, int] = {}
    numbered = []
    for row in rows:
        base = f"{row.plan_id}/{row.revision}/kpi-{row.lines[0]}"
        count[base] = count.get(base, 0) + 1
        suffix = f".{count[base]}" if count[base] > 1 else ""
        numbered.append(replace(row, kpi_id=base + suffix))
    return tuple(numbered)
