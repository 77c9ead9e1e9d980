"""Sections to passages: whole sentences, list items and table rows, to be found and quoted."""

import re
from bisect import bisect_right

from index.domain import Document, Passage, PassageKind, Section, Span
from index.furniture import furniture

_BLANK = re.compile(r"\n\s*\n")


def read_passages(document: Document, sections: tuple[Section, ...]) -> tuple[Passage, ...]:
    """Return the passages in document order; each text is the document's at its span."""
    furniture(document)
    text = document.text
    feeds = [m.start() for m in re.finditer("\n", text)]
    passages = []
    for section in sections:
        at = section.span.start
        blocks = [
            *(m.span() for m in _BLANK.finditer(text, at, section.span.end)),
            (section.span.end,) * 2,
        ]
        for n, (end, after) in enumerate(blocks):
            start = at + len(text[at:end]) - len(text[at:end].lstrip())
            stop = start + len(text[start:end].rstrip())
            at = after
            if stop <= start:
                continue
            first, last = bisect_right(feeds, start - 1) + 1, bisect_right(feeds, stop - 1) + 1
            span = Span(start, stop)
            kind = PassageKind.TABLE if "\t" in span.slice(text) else PassageKind.PROSE
            passages.append(
                Passage(
                    f"{section.section_id}:{n}",
                    section.section_id,
                    section.plan_id,
                    section.revision,
                    section.path,
                    span,
                    span.slice(text),
                    kind,
                    (first, last),
                )
            )
    return tuple(passages)
