"""Sections to passages: whole sentences, list items and table rows, to be found and quoted.

Blocks come from index/blocks.py; here they are packed into pieces that fit a quote.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from index.blocks import Block, blocks_of
from index.domain import Document, Passage, PassageKind, Section, Span
from index.headings.candidates import Overview
from index.lines import Line, cells_of, close_up
from index.pages import file_lines, page_of
from index.sections import heads_itself

LONGEST = 400  # a quote is read on a phone
_FULL = 350
_ENOUGH = 150
_SHORT = 80
_FULL_LIST = 260
# Rows of a wide table stand alone: their marks mean nothing among those of other rows.
_WIDE = 8


def read_passages(document: Document, sections: tuple[Section, ...]) -> tuple[Passage, ...]:
    """Return the passages in document order; each text is the document's at its span."""
    overview = Overview.of(document.text)
    titles = Counter(section.path[-1] for section in sections)
    passages: list[Passage] = []
    for place, section in enumerate(sections):
        end = section.span.end
        if place + 1 < len(sections):
            end = min(end, sections[place + 1].span.start)
        lines = _lines_in(overview.lines, Span(section.span.start, end))
        body = lines[_head_lines(lines, section) :]
        drafts = _packed(document.text, list(blocks_of(document, overview, body)))
        leaf = end == section.span.end
        if not drafts and leaf and heads_itself(section) and titles[section.path[-1]] == 1:
            # A heading with nothing under it is all that the plan says there.
            drafts = [_Draft(lines[0].span, PassageKind.PROSE)] if lines[0].text.strip() else []
        for number, draft in enumerate(drafts, 1):
            passages.append(_passage(document, overview.lines, section, number, draft))
    return tuple(passages)


def _lines_in(lines: Sequence[Line], span: Span) -> Sequence[Line]:
    """Return the lines of a section; a heading that follows blank lines comes first."""
    first = bisect_right(lines, span.start, key=lambda line: line.start) - 1
    last = bisect_right(lines, span.end - 1, key=lambda line: line.start)
    while first < last - 1 and not lines[first].text.strip():
        first += 1
    return lines[max(first, 0) : last]


def _head_lines(lines: Sequence[Line], section: Section) -> int:
    """Return how many lines the heading takes: more where its title is on the line below."""
    if not heads_itself(section):
        return 0
    title = section.path[-1]
    first = close_up(lines[0].text)
    for count, line in enumerate(lines[1:4], 2):
        if line.text.strip():
            return count if f"{first} {close_up(line.text)}" == title else 1
    return 1


@dataclass(frozen=True, slots=True)
class _Draft:
    """What will be a passage."""

    span: Span
    kind: PassageKind
    heads: tuple[str, ...] = ()


def _packed(text: str, blocks: list[Block]) -> list[_Draft]:
    """Pack blocks into passages: tables by rows, everything else by sentences and items."""
    drafts: list[_Draft] = []
    run: list[Block] = []
    heads: tuple[str, ...] = ()
    for block in blocks:
        if block.kind is PassageKind.TABLE:
            heads = block.heads or _inherited(text, heads, block)
            caption = _caption(text, run, block)
            drafts += _packed_words(text, run)
            drafts += _packed_rows(text, replace(block, heads=heads), caption)
            run = []
            continue
        if block.apart:
            drafts += _packed_words(text, run)
            run = []
        run.append(block)
    return drafts + _packed_words(text, run)


def _inherited(text: str, heads: tuple[str, ...], table: Block) -> tuple[str, ...]:
    """Return the heads of the table above for one that goes on with it, as over a page break."""
    cells = cells_of(table.pieces[0].slice(text))
    return heads if cells and cells[0] and len(cells) == len(heads) else ()


def _caption(text: str, run: list[Block], table: Block) -> Span | None:
    """Take the short line directly above a table off the words before it."""
    if not run or table.apart or run[-1].kind is not PassageKind.PROSE:
        return None
    above = run[-1].span
    touching = text.count("\n", above.end, table.span.start) <= 1
    return run.pop().span if touching and above.end - above.start <= 40 else None


def _packed_rows(text: str, table: Block, caption: Span | None) -> Iterator[_Draft]:
    """Yield groups of rows that fit a quote, each row alone where the table is wide."""
    alone = len(table.heads) >= _WIDE and len(table.pieces) > 2
    groups: list[list[Span]] = []
    for row in table.pieces:
        if not groups or alone or row.end - groups[-1][0].start > _FULL:
            groups.append(_begun_above(text, groups[-1], row) if groups and not alone else [])
        groups[-1].append(row)
    for place, group in enumerate(groups):
        span = Span(group[0].start, group[-1].end)
        if place == 0 and caption is not None:
            if span.end - caption.start <= LONGEST:
                span = Span(caption.start, span.end)
            else:
                yield _Draft(caption, PassageKind.PROSE)
        only_heads = place == 0 and table.headed and len(group) == 1
        yield _Draft(span, PassageKind.TABLE, () if only_heads else table.heads)


def _begun_above(text: str, group: list[Span], row: Span) -> list[Span]:
    """Take from the end of a full group the rows that the next one only goes on with."""
    taken: list[Span] = []
    while text[row.start] == "\t" and len(taken) < 3 and len(group) - len(taken) > 2:
        row = group[-1 - len(taken)]
        taken.insert(0, row)
    if not taken or text[row.start] == "\t":
        return []
    del group[-len(taken) :]
    return taken


@dataclass(slots=True)
class _Run:
    """A passage of words that is being packed."""

    start: int
    end: int
    items: int
    pieces: int

    @property
    def size(self) -> int:
        return self.end - self.start

    def draft(self) -> _Draft:
        listed = self.items * 2 > self.pieces
        kind = PassageKind.LIST if listed else PassageKind.PROSE
        return _Draft(Span(self.start, self.end), kind)


def _packed_words(text: str, blocks: list[Block]) -> list[_Draft]:
    """Pack sentences and items in order; a passage ends where a paragraph does, if it can."""
    runs: list[_Run] = []
    for place, block in enumerate(blocks):
        item = block.kind is PassageKind.LIST
        share = _share(block.span)
        for number, piece in enumerate(block.pieces):
            run = runs[-1] if runs else None
            if (
                run is None
                or (
                    _parts(text, run, blocks, place)
                    if number == 0
                    else piece.end - run.start > share
                )
                or piece.end - run.start > LONGEST
            ):
                runs.append(_Run(piece.start, piece.end, item, 1))
            else:
                run.end = piece.end
                run.items += item
                run.pieces += 1
    return [run.draft() for run in _joined(runs)]


def _share(span: Span) -> int:
    """Return how long the passages of a paragraph may grow so that they come out even."""
    size = span.end - span.start
    parts = -(-size // _FULL)
    return _FULL if parts == 1 else min(size // parts + 30, LONGEST)


def _parts(text: str, run: _Run, blocks: list[Block], place: int) -> bool:
    """Whether a block begins a new passage."""
    above, block = blocks[place - 1], blocks[place]
    if block.span.end - run.start > LONGEST:
        return True
    item, item_above = block.kind is PassageKind.LIST, above.kind is PassageKind.LIST
    if item and item_above:
        return run.size >= _ENOUGH and block.span.end - run.start > _FULL_LIST
    if item:
        return run.size >= _SHORT and not _leads(text, above)
    announces = place + 1 < len(blocks) and blocks[place + 1].kind is PassageKind.LIST
    if announces and _leads(text, block):
        return run.size >= _SHORT
    fragments = not _is_fragment(text, above) and all(
        _is_fragment(text, below) for below in blocks[place : place + 2]
    )
    return run.size >= (_SHORT if item_above or fragments else _ENOUGH)


def _is_fragment(text: str, block: Block) -> bool:
    """Whether a paragraph is but a few words, as a line of an imprint is."""
    span = block.span
    return span.end - span.start <= 40 and "。" not in span.slice(text)


def _leads(text: str, block: Block) -> bool:
    """Whether a paragraph announces the list below it."""
    words = block.pieces[-1].slice(text)
    return words.endswith(("：", ":")) or ("次の" in words or "以下" in words)


def _joined(runs: list[_Run]) -> list[_Run]:
    """Join a passage too short to stand alone with the one before it, or else the one after."""
    joined: list[_Run] = []
    for run in runs:
        last = joined[-1] if joined else None
        small = last is not None and min(run.size, last.size) < _SHORT
        if last is not None and small and run.end - last.start <= LONGEST:
            last.end = run.end
            last.items += run.items
            last.pieces += run.pieces
        else:
            joined.append(run)
    return joined


def _passage(
    document: Document, lines: Sequence[Line], section: Section, number: int, draft: _Draft
) -> Passage:
    span = draft.span
    first = bisect_right(lines, span.start, key=lambda line: line.start) - 1
    last = bisect_right(lines, span.end - 1, key=lambda line: line.start) - 1
    return Passage(
        passage_id=f"{section.section_id}#{number}",
        section_id=section.section_id,
        plan_id=section.plan_id,
        revision=section.revision,
        path=section.path,
        span=span,
        text=span.slice(document.text),
        kind=draft.kind,
        lines=file_lines(document, first, last),
        page=page_of(document, span.start),
        column_heads=draft.heads,
    )
