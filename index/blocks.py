"""Lines of a section to blocks: paragraphs cut into sentences, list items, tables cut into rows.

A paragraph goes on over hard line ends, blank lines and page marks until its sentence has ended.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from index.domain import Cell, Document, Grid, PassageKind, Span
from index.headings.candidates import Overview
from index.lines import Line, cells_of, is_blank, is_row, is_rule, prose_width, width

LONGEST_SENTENCE = 1200


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, a list item or a table; `pieces` are what a passage never cuts.

    `heads` are the printed heads of a table's columns, the first row where `headed`; `apart` says
    that furniture stands between this block and the one before.
    """

    kind: PassageKind
    pieces: tuple[Span, ...]
    heads: tuple[str, ...] = ()
    headed: bool = False
    apart: bool = False

    @property
    def span(self) -> Span:
        """From the first piece to the last."""
        return Span(self.pieces[0].start, self.pieces[-1].end)


class _Look(StrEnum):
    TEXT = "text"
    ITEM = "item"
    ROW = "row"


_ITEM = re.compile(
    r"\s*(?:[-*+](?=\s)|[・･○◎●◯□■◆◇▶▷►▸→⇒✓✔☆★※](?!\s*$)|[①-⑳⑴-⒇❶-❿]|[(（][\d０-９]{1,2}[)）]|"
    r"[\d０-９]{1,2}[.．)）](?![\d０-９])|[ア-ン][.．)）]|[(（][ア-ン][)）]|[一二三四五六七八九十]{1,3}、|注\d*[)）])"
)
_FINISHED = re.compile(r"[。．！？!?」』）)】：:…]\s*$")
_GOES_ON = re.compile(r"[、，,（(「『・]\s*$")
# A line that begins so can only go on with the one above: しています, や, を, に対して.
_CARRIED_ON = re.compile(
    r"(?!また|さらに|しかし|そこで|そして|なお|この|その|これ|それ|あわせて|ただし|まず|すべて|だれ|みんな|まち|ひと|いつ|どこ|"
    r"ここ|おおむね|すでに|ともに|くらし|こども|もの|ごみ|みどり|ふるさと|やさしい|いきいき|はじめに|おわりに|うち)"
    r"[ぁ-ん、。，．）」』ー]"
)
# The signs are looked for first: only then is a search quick to pass over all else.
_BOUNDARY = re.compile(
    r"(?=[。！？．「『（(【〔\[」』）)】〕\]])"
    r"(?:[。！？]+[」』）)】〕\]]*|．(?=\s|$)|([「『（(【〔\[])|([」』）)】〕\]]))"
)
_FIGURE = re.compile(r"[△▲約]?[\d０-９][\d０-９,，.．]*\s?[^\d\s年度月日RHSぁ-ん]{0,6}")


_YEAR = re.compile(r"(?:令和|平成|昭和|[RHSＲＨ]|20|19|２０)\s?[\d０-９元]|年|中間|最終")


def blocks_of(document: Document, overview: Overview, lines: Sequence[Line]) -> Iterator[Block]:
    """Yield the blocks of consecutive lines, furniture and drawn rules left out."""
    return _Blocks(document, overview).of(lines)


def sentences(text: str, span: Span) -> tuple[Span, ...]:
    """Cut a span of the text after its sentences; what stands in brackets is not cut."""
    ends: list[int] = []
    depth = 0
    for match in _BOUNDARY.finditer(text, span.start, span.end):
        if match[1]:
            depth += 1
        elif match[2]:
            depth = max(depth - 1, 0)
        else:
            closed = len(match[0].lstrip("。！？．"))
            if closed >= depth:
                ends.append(match.end())
            depth = max(depth - closed, 0)
    if depth and len(ends) < 2:
        # A bracket that is never closed encloses nothing.
        found = _BOUNDARY.finditer(text, span.start, span.end)
        ends = [match.end() for match in found if not match[1] and not match[2]]
    return tuple(_cut(text, span, [end for end in ends if end < span.end]))


def _cut(text: str, span: Span, ends: list[int]) -> Iterator[Span]:
    start = span.start
    for end in [*ends, span.end]:
        while end - start > LONGEST_SENTENCE:
            comma = max(text.rfind(sign, start, start + LONGEST_SENTENCE) for sign in "、 \t\n")
            stop = comma + 1 if comma > start else start + LONGEST_SENTENCE
            yield from _trimmed(text, start, stop)
            start = stop
        yield from _trimmed(text, start, end)
        start = end


def _trimmed(text: str, start: int, end: int) -> Iterator[Span]:
    words = text[start:end]
    start += len(words) - len(words.lstrip())
    end = start + len(words.strip())
    if end > start:
        yield Span(start, end)


class _Blocks:
    """Collects lines into blocks."""

    def __init__(self, document: Document, overview: Overview) -> None:
        self.text = document.text
        self.overview = overview
        self.grids = sorted(document.grids, key=lambda grid: grid.span.start)

    def of(self, lines: Sequence[Line]) -> Iterator[Block]:
        """Yield the blocks of these lines."""
        group: list[Line] = []
        look = _Look.TEXT
        apart = cut = False
        for line in lines:
            if line.index in self.overview.skip:
                cut = True
                continue
            if is_blank(line.text) or is_rule(line.text):
                continue
            new = self._look(line, group)
            if group and self._joins(group, look, line, new, cut):
                group.append(line)
                cut = False
                continue
            if group:
                yield self._block(group, look, apart)
            group, look, apart, cut = [line], new, cut, False
        if group:
            yield self._block(group, look, apart)

    def _grid_at(self, line: Line) -> Grid | None:
        place = bisect_right(self.grids, line.span.start, key=lambda grid: grid.span.start) - 1
        if place >= 0 and line.span.start < max(self.grids[place].span.end, 1):
            return self.grids[place]
        return None

    def _look(self, line: Line, group: list[Line]) -> _Look:
        if is_row(line.text) or self._grid_at(line) is not None:
            return _Look.ROW
        if _ITEM.match(line.text) and not (group and self._flows(group[-1], line)):
            return _Look.ITEM
        return _Look.TEXT

    def _joins(self, group: list[Line], look: _Look, line: Line, new: _Look, cut: bool) -> bool:
        """Whether a line belongs to the block above it."""
        last = group[-1]
        touching = line.index == last.index + 1
        if look is _Look.ROW:
            if new is _Look.ROW:
                apart = _tells(last) or _tells(line)
                return not apart and (touching or self._only_rules_between(last, line))
            # A cell that goes on under its row: short, no sentence, rows around it.
            return touching and new is _Look.TEXT and self._is_wrapped_cell(line)
        if new is not _Look.TEXT:
            return False
        if touching:
            if look is _Look.ITEM and not _FINISHED.search(last.text):
                return True
            return self._flows(last, line) or bool(_GOES_ON.search(last.text))
        return self._carries_on(group, look, line, cut)

    def _flows(self, last: Line, line: Line) -> bool:
        """Whether a line that touches the one above is the same paragraph, hard-wrapped."""
        if line.index != last.index + 1:
            return False
        # The lines of a column are narrower than the others of a page.
        column = prose_width(self.overview.lines, last.index, self.overview.skip)
        if width(last.text) * 100 < min(self.overview.wrap, column or self.overview.wrap) * 80:
            return False
        if not self.overview.hard and _FINISHED.search(last.text):
            return False
        # The margin that both have marks no new paragraph.
        margin = min(_spaces(last.text), _spaces(line.text))
        opens = line.text.startswith(("\u3000", "  "), margin)
        return not opens or not _FINISHED.search(last.text)

    def _carries_on(self, group: list[Line], look: _Look, line: Line, cut: bool) -> bool:
        """Whether a line below a gap ends the sentence that stands unfinished above it."""
        last = group[-1].text.rstrip()
        if _GOES_ON.search(last):
            return True
        if _FINISHED.search(last) or line.text.startswith("\u3000"):
            return False
        if _CARRIED_ON.match(line.text.strip()):
            return True
        if look is _Look.ITEM:
            return False
        return width(last) * 100 >= min(self.overview.wrap * 80, 8000 if not cut else 6000)

    def _only_rules_between(self, last: Line, line: Line) -> bool:
        return all(
            is_rule(between.text) and between.text.strip()
            for between in self.overview.lines[last.index + 1 : line.index]
        )

    def _is_wrapped_cell(self, line: Line) -> bool:
        if "。" in line.text or width(line.text.strip()) > 60 or _ITEM.match(line.text):
            return False
        following = self.overview.lines[line.index + 1 : line.index + 4]
        for below in following:
            if is_blank(below.text) or below.index in self.overview.skip:
                return line.text.startswith((" ", "\u3000")) or len(line.text.strip()) <= 16
            if is_row(below.text):
                return True
        return False

    def _block(self, group: list[Line], look: _Look, apart: bool) -> Block:
        span = Span(group[0].span.start, group[-1].span.end)
        if look is not _Look.ROW:
            kind = PassageKind.LIST if look is _Look.ITEM else PassageKind.PROSE
            return Block(kind, sentences(self.text, span), apart=apart)
        if len(group) == 1 and _tells(group[0]):
            return Block(PassageKind.PROSE, sentences(self.text, span), apart=apart)
        return self._table(group, apart)

    def _table(self, group: list[Line], apart: bool) -> Block:
        rows: list[Span] = []
        for line in group:
            # From the beginning of the line, so that empty first cells keep their columns.
            span = Span(line.start, line.span.end) if "\t" in line.text else line.span
            if rows and self._look(line, []) is not _Look.ROW:
                rows[-1] = Span(rows[-1].start, span.end)
            else:
                rows.append(span)
        heads, headed = self._heads(group)
        pieces = tuple(
            piece
            for row in rows
            for piece in (
                (row,) if row.end - row.start <= LONGEST_SENTENCE else _cut(self.text, row, [])
            )
        )
        return Block(PassageKind.TABLE, pieces, heads, headed > 0, apart)

    def _heads(self, group: list[Line]) -> tuple[tuple[str, ...], int]:
        """Return the heads of the columns, and how many rows they take: none, one or two."""
        grid = self._grid_at(group[0])
        if grid is not None:
            rows = list(self._head_rows(grid, group[0]))
        else:
            rows = [cells_of(line.text) for line in group[:2]]
        if len(rows) < 2 or not _is_head(rows[0]):
            return (), 0
        first, second = rows
        if len(second) == len(first) and not second[0] and _is_head(second) and _are_years(second):
            pairs = zip(first, second, strict=True)
            return tuple(" ".join(filter(None, pair)) for pair in pairs), 2
        return first, 1

    def _head_rows(self, grid: Grid, line: Line) -> Iterator[tuple[str, ...]]:
        """Yield two rows from a line on; a cell that reaches down stands in the first only."""
        starts = [
            min((cell.span.start for cell in row if cell is not None), default=0)
            for row in grid.rows
        ]
        at = next((at for at, start in enumerate(starts) if start >= line.start), 0)
        above: tuple[Cell | None, ...] = (None,) * len(grid.rows[0])
        for row in grid.rows[at : at + 2]:
            yield tuple(
                "" if cell is None or cell is upper else cell.span.slice(self.text)
                for cell, upper in zip(row, above, strict=False)
            )
            above = row


def _spaces(text: str) -> int:
    return len(text) - len(text.lstrip(" "))


def _tells(line: Line) -> bool:
    """Whether a row is a text with a label: 内容 and a tab before its sentences."""
    return "。" in line.text and any(len(c) >= 40 and "。" in c for c in cells_of(line.text))


def _is_head(cells: Sequence[str]) -> bool:
    """Whether a row can head columns: several short cells, none of them a figure."""
    filled = [cell for cell in cells if cell]
    return len(filled) > 1 and not any(
        len(cell) > 40 or _FIGURE.fullmatch(cell) or cell in "◎○△●×－-ー―" for cell in filled
    )


def _are_years(cells: Sequence[str]) -> bool:
    return all(_YEAR.search(cell) for cell in cells if cell)
