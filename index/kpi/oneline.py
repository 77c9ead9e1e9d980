"""Tables whose line ends were lost: a head and all the rows below it run on in one line."""

import re
from collections.abc import Set

from index.kpi.rawhead import head_tokens
from index.kpi.source import Source
from index.kpi.vocabulary import Role
from index.kpi.words import Kind, kind_of

_HEAD = re.compile(r"指標名?|項目名?|KPI")
_WORD = re.compile(r"\S+")
_SHORTEST, _LONGEST, _LEAST_LABELS = 100, 100_000, 3


def with_line_ends(source: Source, taken: Set[int]) -> tuple[Source, frozenset[int]]:
    """Return the source with such lines cut into heads and rows, and which of its lines are not so.

    A row ends behind its figures, where the next name begins. `taken` lines stay as they are.
    """
    cuts: dict[int, list[int]] = {}
    for line in range(source.count):
        span = source.span(line)
        length = span.end - span.start
        if line in taken or not _HEAD.search(source.folded, span.start, span.end):
            continue
        if _SHORTEST <= length <= _LONGEST:
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
    whole = Role.NAME in roles and Role.TARGET in roles and len(roles) >= _LEAST_LABELS
    return count if whole else 0
