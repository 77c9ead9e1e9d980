"""Lines of a plan that are not content: page marks, running headers, the table of contents."""

import re

from index.domain import Document

_PAGE_MARK = re.compile(
    r"^[\s\f]*(?:--\s*\d+\s*of\s*\d+\s*--|[-－―─—–‐]+\s*\d{1,4}\s*[-－―─—–‐]+|[pP](?:age)?\.?\s*\d{1,4})\s*$"
)


def furniture(document: Document) -> frozenset[int]:
    """Return the indices of the lines (split by line feeds) that are not content."""
    lines = document.text.split("\n")
    return frozenset(
        i for i, line in enumerate(lines) if len(line) < 200 and _PAGE_MARK.match(line)
    )
