"""Definitions that stand in a note: a term carries a mark, and the note begins with it."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from index.domain import Span
from index.matching import Concept, letters_of, spellings

_MARKED: Final = re.compile(r"[（(]?([※＊*†][\d０-９]{0,2}|注[\d０-９]{1,2})[)）]?")
_REACH: Final = 4000
_LONGEST: Final = 400


def notes_on(text: str, sentence: Span, concepts: Sequence[Concept]) -> Iterator[Span]:
    """Yield the notes to the words of `sentence` that spell a concept out and carry a mark."""
    words = tuple(word for concept in concepts for word in spellings(concept))
    for mark in _MARKED.finditer(text, sentence.start, sentence.end):
        before = letters_of(text[max(sentence.start, mark.start() - 30) : mark.start()])
        if not any(before.rstrip("」』)").endswith(word) for word in words):
            continue
        note = re.compile(
            rf"^[ \t\u3000]*[（(]?{re.escape(mark.group(1))}(?!\d)[^\n]*", re.MULTILINE
        )
        found = note.search(text, sentence.end, sentence.end + _REACH)
        if found:
            start = found.end() - len(found.group().lstrip())
            yield Span(start, min(found.end(), start + _LONGEST))
