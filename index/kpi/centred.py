"""Tables whose cells are centred: a wrapped cell stands on lines above and below its row's middle.

PDF text gives the lines of such a table from top to bottom, whatever column they are of; turned to
Markdown, some of the lines stand between bars. A row is known by its symmetry: a cell that has a
piece on its first line has one on its last.
"""

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import replace
from itertools import takewhile

from index.kpi.centredhead import LONGEST_LABEL, TextLine, centred_head, is_head, is_head_label
from index.kpi.centredrows import Rows, read_rows
from index.kpi.fragments import GAP
from index.kpi.goals import only_targets
from index.kpi.grid import Table, guessed
from index.kpi.heads import Head
from index.kpi.labels import name_label
from index.kpi.shape import Reading, Shape, shape_of
from index.kpi.source import EMPTY, Printed, Source, join
from index.kpi.vocabulary import NO_ROW, Role
from index.kpi.words import Kind, kind_of
from index.quantities import unit_of

_WORD = re.compile(r"(?:[^\s()|]|\([^()\n|]{1,12}\)|[()])+")
_RULE = re.compile(r"[\s|:-]*-[\s|:-]*")
_SENTENCE = re.compile(r"。\s*$")
_BOX = re.compile(r"\+[-=]{3}")
_BY_ORDER = "折り返した値の列を増減の順で判断"
_MOST_LINES, _LONGEST, _MOST_BLANKS = 200, 200, 4


def centred_tables(source: Source, stops: frozenset[int], taken: Set[int]) -> Iterator[Table]:
    """Yield the tables of centred cells."""
    done = -1
    for line in range(source.count):
        if line <= done or not source.is_readable(line) or line in taken:
            continue
        if not source.may_announce(line):
            continue
        for table in _tables(source, line, stops, taken):
            yield table
            done = table.last


def _may_head(source: Source, line: int) -> bool:
    """Whether every word of a line may head a column; those of a text are too long for that."""
    span = source.span(line)
    words = _WORD.finditer(source.folded, span.start, span.end)
    short = all(word.end() - word.start() <= LONGEST_LABEL for word in words)
    text = span.slice(source.text)
    apart = len(GAP.findall(text)) > 1 and "|" not in text  # The columns show.
    return short and not apart and all(map(is_head_label, text_line(source, line).words))


def _tables(source: Source, line: int, stops: frozenset[int], taken: Set[int]) -> Iterator[Table]:
    """Yield the table whose names are headed on a line: its sure rows, then its doubtful ones."""
    found = centred_head(_around(source, line, stops)) if _may_head(source, line) else None
    if found is None:
        return
    head, first, last = found
    shape = shape_of(head)
    if shape is None:
        return
    goals_at = head.first(Role.SDG)
    body = list(_body(source, (last + 1, shape.numbered), stops, taken))
    body = body if goals_at is None else list(map(_without_goals, body))
    if first == last and all(text.barred for text in body) and not _is_shifted(source, line, body):
        return
    read = read_rows([text.words for text in body], shape)
    lines = body[: read.last + 1]
    shifted = read.whole and _is_shifted(source, line, lines)
    if not lines or not (first < last or shifted or _is_centred(read, lines)):
        return
    end = body[read.last].line
    sure, doubtful = (
        tuple(
            _cells(reading, shape, head, body[top : bottom + 1])
            for top, bottom, reading in read.rows
            if reading.doubtful is doubtful
        )
        for doubtful in (False, True)
    )
    yield guessed(sure, (first, end), head, lost=not read.whole)
    if doubtful:
        yield guessed(doubtful, (first, end), replace(head, doubts=(*head.doubts, _BY_ORDER)))


def _is_centred(read: Rows, lines: Sequence[TextLine]) -> bool:
    """Whether rows below a head of one line are centred; between bars, some lines have none."""
    torn = any(not text.barred for text in lines)
    return bool(read.centred) and torn and (read.whole or read.centred > 1)


def _is_shifted(source: Source, head: int, lines: Sequence[TextLine]) -> bool:
    """Whether names between bars stand where their head has no label, and none below its own."""
    labels = _barred(source, head)
    named = [name_label(label).role in (Role.NAME, Role.GOAL) for label in labels]
    rows = [_barred(source, text.line) for text in lines if text.barred]
    below = [[bool(row[i]) for i in range(min(len(row), len(labels)))] for row in rows]
    kept = any(filled for row in below for filled, own in zip(row, named, strict=False) if own)
    loose = [not label for label in labels]
    shifted = any(f for row in below for f, empty in zip(row, loose, strict=False) if empty)
    return any(named) and shifted and not kept


def _barred(source: Source, line: int) -> list[str]:
    """Return what stands between the bars of a line."""
    text = source.line_text(line).strip()
    return [cell.strip() for cell in text.split("|")[1:-1]] if text.startswith("|") else []


def _is_valued(words: Sequence[str]) -> bool:
    """Whether a line that passes for a heading holds values: 24.8千t-, 3 緑被率 40％."""
    valued = any(kind_of(word) is Kind.VALUE for word in words[1:])
    return valued or (len(words) == 1 and unit_of(words[0]) is not None)


def _cells(
    reading: Reading, shape: Shape, head: Head, lines: Sequence[TextLine]
) -> tuple[Printed, ...]:
    """Put what a row says into columns."""
    cells = [EMPTY] * len(head.columns)
    cells[shape.name_at] = reading.name
    for at, cell in zip(shape.values_at, reading.values, strict=True):
        cells[at] = cell
    if shape.owner_at is not None:
        cells[shape.owner_at] = reading.owner
    for at in head.all(Role.SDG):
        cells[at] = join([goal for line in lines for goal in line.goals])
    return tuple(cells)


def _without_goals(line: TextLine) -> TextLine:
    """Part the numbers of SDG targets, which end a line, from its words."""
    goals = tuple(takewhile(lambda word: only_targets(word.text), reversed(line.words)))[::-1]
    return replace(line, words=line.words[: len(line.words) - len(goals)], goals=goals)


def _around(source: Source, line: int, stops: frozenset[int]) -> list[TextLine]:
    """Return a line with two above and two below, as far as there are so many.

    What stands beyond a heading or a sentence is of no head.
    """
    upward, downward = (
        [n for n in takewhile(lambda n: not _ends(source, n, stops), near) if _is_text(source, n)]
        for near in (
            range(line - 1, max(-1, line - 6), -1),
            range(line + 1, min(source.count, line + 6)),
        )
    )
    places = (*_pair(upward)[::-1], line, *_pair(downward))
    none = TextLine(line, (), barred=False)
    return [none if n is None else text_line(source, n) for n in places]


def _pair(near: Sequence[int]) -> tuple[int | None, int | None]:
    return near[0] if near else None, near[1] if len(near) > 1 else None


def _ends(source: Source, line: int, stops: frozenset[int]) -> bool:
    return line in stops or bool(_SENTENCE.search(source.line_text(line)))


def _is_text(source: Source, line: int) -> bool:
    return source.is_readable(line) and not _RULE.fullmatch(source.line_text(line))


def text_line(source: Source, line: int) -> TextLine:
    """Return the words of a line; shares of several values stand with these: 男性 25.8％."""
    span = source.span(line)
    found = [m.span() for m in _WORD.finditer(source.folded, span.start, span.end)]
    texts = [source.text[start:end] for start, end in found]
    spans: list[tuple[int, int]] = []
    for i, (start, end) in enumerate(found):
        above = texts[i - 1] if i else ""
        if texts.count(above) > 1 and kind_of(above) is Kind.SHARE and spans:
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((start, end))
    words = tuple(source.printed(*each) for each in spans)
    return TextLine(line, words, "|" in source.line_text(line))


def _body(
    source: Source, start: tuple[int, bool], stops: frozenset[int], taken: Set[int]
) -> Iterator[TextLine]:
    """Yield the lines that may be of the table, up to what cannot be.

    `start` is the first line, and whether numbers count the rows.
    """
    first, numbered = start
    blanks, count = 0, None
    for line in range(first, min(first + _MOST_LINES, source.count)):
        if source.is_blank(line) or line in source.furniture:
            blanks += 1
            if blanks > _MOST_BLANKS:
                return
            continue
        text = source.line_text(line)
        if line in taken or not source.is_readable(line) or len(text) > _LONGEST:
            return
        if _RULE.fullmatch(text):
            continue
        if _BOX.search(text) or NO_ROW.search(text):
            return
        read = text_line(source, line)
        if not read.words:
            continue
        number = _number_of(read.words[0]) if numbered else None
        counts = number is not None and number == (count or number - 1) + 1
        if line in stops and not counts and not _is_valued(text.split()):
            return
        count = number if counts else count
        if len(read.words) > 1 and is_head(read.words):
            return
        blanks = 0
        yield read


def _number_of(word: Printed) -> int | None:
    """Return the number that a word is, 12, 3., ④, or ends in: 4-12."""
    found = re.fullmatch(r"(?:\d{1,2}-)?(\d{1,3})[.)]?", word.key)
    return int(found[1]) if found else None
