"""Tables whose line ends were lost: a head and all the rows below it run on in one line."""

import re
from collections.abc import Iterator, Sequence, Set
from itertools import pairwise, takewhile

from index.kpi.grid import Table, guessed
from index.kpi.heads import Head
from index.kpi.labels import Column, name_label
from index.kpi.rawhead import head_tokens
from index.kpi.rawlines import cells_of
from index.kpi.source import Printed, Row, Source, join
from index.kpi.vocabulary import VALUE_ROLES, Role
from index.kpi.words import Kind, kind_of

_OF_HEAD = re.compile(r"指標|項目|KPI|数値目標")
_HEAD = re.compile(rf"[^\s\d()]{{0,6}}(?:{_OF_HEAD.pattern})")
_NAMES = frozenset({Role.NAME, Role.GOAL})
_WORD = re.compile(r"\S+")
_SHORTEST, _LONGEST, _LEAST_LABELS, _LEAST_ROWS = 100, 100_000, 3, 3
_MARKS = [chr(code) for code in range(ord("①"), ord("⑳") + 1)]


def with_line_ends(source: Source, taken: Set[int]) -> tuple[Source, frozenset[int]]:
    """Return the source with such lines cut into heads and rows, and which of its lines are not so.

    A row ends behind its figures, where the next name begins. `taken` lines stay as they are.
    """
    cuts: dict[int, list[int]] = {}
    for line in range(source.count):
        span = source.span(line)
        length = span.end - span.start
        if line in taken or not _SHORTEST <= length <= _LONGEST:
            continue
        if _OF_HEAD.search(source.folded, span.start, span.end):
            cuts[line] = _cuts(source, line)
    if not any(cuts.values()):
        return source, frozenset(range(source.count))
    cut = Source(source.document, (), [at for found in cuts.values() for at in found])
    lines = range(cut.count)
    return cut, frozenset(n for n in lines if not cuts.get(source.line_of(cut.starts[n])))


def _cuts(source: Source, line: int) -> list[int]:
    """Return the offsets in a line at which a head or a row begins; nothing without a head."""
    span = source.span(line)
    words = [(m.group(), m.start()) for m in _WORD.finditer(source.text, span.start, span.end)]
    labels = [bool(_HEAD.match(word)) for word, _ in words]
    cuts: list[int] = []
    at = 0
    while at < len(words):
        end = _head_end([word for word, _ in words[at : at + 20]]) if labels[at] else 0
        if end:
            cuts += [words[at][1], words[at + end][1]] if at + end < len(words) else []
            at += end
        else:
            begins = cuts and at and kind_of(words[at][0]) is Kind.TEXT
            if begins and kind_of(words[at - 1][0]) in (Kind.VALUE, Kind.TAIL):
                cuts.append(words[at][1])
            at += 1
    return cuts


def _head_end(words: list[str]) -> int:
    """Return how many of the words are labels of a head; 0 where they make none."""
    roles: list[Role | None] = []
    count = 0
    for word in words:
        tokens = head_tokens(word)
        if not tokens:
            break
        roles += [token.role for token in tokens]
        count += 1
    whole = bool(_NAMES & set(roles)) and Role.TARGET in roles and len(roles) >= _LEAST_LABELS
    return count if whole else 0


def marked_tables(source: Source, taken: Set[int]) -> Iterator[Table]:
    """Yield the tables in a line whose names are marked ①, ② and so on.

    Behind the values of a row may stand words of another column, up to the next mark.
    """
    for line in range(source.count):
        span = source.span(line)
        if line in taken or not _SHORTEST <= span.end - span.start <= _LONGEST:
            continue
        edges = _marks(source, line)
        if len(edges) <= _LEAST_ROWS:
            continue
        head = _labels(_words(source, span.start, edges[0]))
        rows = [_row(_words(source, a + 1, b), head) for a, b in pairwise(edges)] if head else []
        found = tuple(row for row in rows if row)
        if head and found:
            yield guessed(found, (line, line), head, lost=len(found) < len(rows))


def _marks(source: Source, line: int) -> list[int]:
    """Return where the marks of a line stand, each once and in order, and where the line ends."""
    span = source.span(line)
    places = (source.text.find(mark, span.start, span.end) for mark in _MARKS)
    found = list(takewhile(lambda place: place >= 0, places))
    return [*found, span.end] if found == sorted(found) else []


def _words(source: Source, start: int, end: int) -> list[Printed]:
    found = _WORD.finditer(source.text, start, end)
    return [source.printed(m.start(), m.end()) for m in found]


def _labels(words: Sequence[Printed]) -> Head | None:
    """Return the head that the last labels for values side by side make."""
    columns = [name_label(word.text) for word in words]
    runs: list[list[Column]] = [[]]
    for column in columns:
        if column.role in VALUE_ROLES:
            runs[-1].append(column)
        elif runs[-1]:
            runs.append([])
    run = next((run for run in reversed(runs) if len(run) > 1), [])
    starts = [i for i, column in enumerate(run) if column.role in (Role.BASELINE, Role.ACTUAL)]
    if len(starts) != 1 or run[-1].role is not Role.TARGET:
        return None
    # What stands before the present value is of the words before the names.
    return Head((Column(Role.NAME), *run[starts[0] :]), 0)


def _row(words: Sequence[Printed], head: Head) -> Row | None:
    """Read a row: a name, a value for each label, and words without figures."""
    kinds = [kind_of(word.text) for word in words]
    start = next((i for i, kind in enumerate(kinds) if kind is not Kind.TEXT), len(kinds))
    end = next((i for i in range(start, len(kinds)) if kinds[i] is Kind.TEXT), len(kinds))
    cells = cells_of(words[start:end], head)
    if cells is None or not start or Kind.VALUE in kinds[end:]:
        return None
    return join(words[:start]), *cells
