"""Where rows belong: the heading each is listed under, and the headings no table goes on over."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from index.domain import KpiRow, Section, Span
from index.headings.markers import is_called, is_label, is_numbered, number_of
from index.kpi.drafts import Draft
from index.kpi.source import Source, squeeze
from index.kpi.vocabulary import KPI_WORDS, OWNERS
from index.kpi.words import Kind, kind_of
from index.pages import page_of

_ANNOUNCING = re.compile(rf"{KPI_WORDS.pattern}|目標|達成|取組|推移|一覧|の|[\W_]")
# 担当課：農林課, behind a heading or on a line of its own below it.
_OWNS = re.compile("担当|所管|主管")
_OWNED = re.compile(
    rf"(?P<before>.*?)(?:{_OWNS.pattern})(?:課|部署|部局|部)?\s?:\s?(?P<owner>\S.*?)\s*$"
)
_APART = re.compile(r"\s\s$|\t$")
# No figure, and quick to look for.
_LONG_WORD = re.compile(r"[一-鿿ぁ-ん]{7}")


def numbered_headings(source: Source, sections: Sequence[Section]) -> frozenset[int]:
    """Return the lines of numbered headings: no table goes on over them."""
    lines = (
        _line_of(source, section)
        for section in sections
        if section.path and is_numbered(section.path[-1])
    )
    return frozenset(line for line in lines if not _is_cell(source, line))


def _is_cell(source: Source, line: int) -> bool:
    """Whether a line that passes for a heading holds figures only."""
    text = source.line_text(line)
    return not _LONG_WORD.search(text) and all(
        kind_of(word) is not Kind.TEXT for word in text.split()
    )


def homes_of(
    source: Source, sections: Sequence[Section], drafts: Sequence[Draft], cells: Iterable[int]
) -> list[Section | None]:
    """Return the section that each row is listed under; the drafts ascend.

    `cells` are lines of tables, which head nothing. Words that head a part of every chapter, as
    数値目標 and 推進方針 do, say less of a row than the chapter.
    """
    heads = Counter(section.path[-1] for section in sections)
    rows = {source.line_of(span.start) for draft in drafts for span in draft.spans} | set(cells)
    true = [section for section in sections if _line_of(source, section) not in rows]
    ordered = sorted(true, key=lambda s: (s.span.start, -s.span.end))
    found: list[Section | None] = []
    open_: list[Section] = []
    at = 0
    for draft in drafts:
        while at < len(ordered) and ordered[at].span.start <= draft.start:
            # A row that passed for a heading has closed no section.
            open_ = [section for section in open_ if len(section.path) < len(ordered[at].path)]
            open_.append(ordered[at])
            at += 1
        named = [
            section
            for section in open_
            if not _announces(section.path[-1]) and not _recurs(section.path[-1], heads)
        ]
        found.append(next(reversed(named or open_), None))
    return found


def _line_of(source: Source, section: Section) -> int:
    return source.line_of(source.trim(section.span.start, section.span.end).start)


def _announces(heading: str) -> bool:
    """Whether a heading says no more than that a table follows: 【成果指標】, ■指標の推移."""
    return is_label(heading) and _says_nothing(heading)


def _says_nothing(heading: str) -> bool:
    return not _ANNOUNCING.sub("", re.sub(r"^\d{1,2}", "", squeeze(heading)))


def _recurs(heading: str, heads: Counter[str]) -> bool:
    """Whether a heading of bare words, or one like ②成果指標, heads several sections."""
    plain = not is_numbered(heading) or _says_nothing(heading)
    return heads[heading] > 1 and not is_label(heading) and plain


def _owner_of(
    source: Source, sections: Mapping[str, Section], section_id: str, row: int
) -> str | None:
    """Return the department that the heading of a row's section, or of one around it, names.

    Where another is named between the heading and the row, the row may be of that one. What is
    called by a word and a number, 施策1, has a department of its own, or none.
    """
    while section := sections.get(section_id):
        first = _line_of(source, section)
        below = next((n for n in range(first + 1, row) if source.is_readable(n)), row)
        named = _OWNS.search(source.folded, source.starts[first], source.ends[row])
        lines = (n for n in range(first, row) if named and source.is_readable(n))
        owned = [(n, found) for n in lines if (found := _OWNED.match(source.line_text(n)))]
        if owned:
            line, found = owned[0]
            behind = line == first and _APART.search(found["before"])
            alone = behind or (line == below and not found["before"].strip())
            if len(owned) > 1 or not alone or not OWNERS.fullmatch(squeeze(found["owner"])):
                return None
            at = source.starts[line]
            return source.printed(at + found.start("owner"), at + found.end("owner")).text
        if is_called(section.path[-1]):
            break
        section_id = section_id.rpartition("/")[0]
    return None


def _row(
    source: Source, draft: Draft, section: Section | None, sections: Mapping[str, Section]
) -> KpiRow:
    document = source.document
    span = Span(draft.start, max(span.end for span in draft.spans))
    path = section.path if section else ()
    home = section.section_id if section else ""
    groups = (group for group in draft.groups if not _says_nothing(group))
    within = (*([draft.heading] if draft.heading else []), *groups)
    path = _up_to(path, within)
    return KpiRow(
        kpi_id="",
        section_id=home,
        plan_id=document.plan_id,
        revision=document.revision,
        path=(*path, *(heading for heading in within if heading not in path)),
        span=span,
        lines=source.published_lines(span),
        indicator=draft.indicator,
        unit=draft.unit,
        baseline=draft.baseline,
        targets=draft.targets,
        actuals=draft.actuals,
        sdg_targets=draft.sdg_targets,
        owner=draft.owner or _owner_of(source, sections, home, source.line_of(span.start)),
        doubts=draft.doubts,
        page=page_of(document, span.start),
    )


def _up_to(path: tuple[str, ...], within: Sequence[str]) -> tuple[str, ...]:
    """Return the headings above those within a table: 分野5 stands beside 分野4, not below it."""
    called = {number_of(heading) for heading in within if is_called(heading)}
    styles = {number[0] for number in called if number}
    for at, heading in enumerate(path):
        number = number_of(heading)
        if number and number[0] in styles and number not in called:
            return path[:at]
    return path


def kpi_rows(
    source: Source,
    sections: Sequence[Section],
    drafts: Iterable[tuple[Draft, Section | None]],
) -> tuple[KpiRow, ...]:
    """Return rows in their sections, each with an id: its line, and a count on one."""
    by_id = {section.section_id: section for section in sections}
    count: dict[str, int] = {}
    numbered = []
    for row in (_row(source, draft, section, by_id) for draft, section in drafts):
        base = f"{row.plan_id}/{row.revision}/kpi-{row.lines[0]}"
        count[base] = count.get(base, 0) + 1
        suffix = f".{count[base]}" if count[base] > 1 else ""
        numbered.append(replace(row, kpi_id=base + suffix))
    return tuple(numbered)
