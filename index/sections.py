"""Document to the tree of its headings."""

import re

from index.domain import Document, Section, Span
from index.furniture import furniture

_HEADING = re.compile(
    r"^\s*(?:#+ |第\s*\d+\s*[編章節]|[\d０-９]+[-－][\d０-９]+|[（(][^）)]{1,30}[）)]\s*$|[①-⑳]|[【［\[].{1,30}[】］\]]|\d+[\s　．.])"
)


def is_numbered(heading: str) -> bool:
    """Whether a heading carries a number of its own, as against (現状と課題) or 【経済面】."""
    return bool(re.match(r"^\W*(?:第|[\d０-９①-⑳⑴-⒇ア-ン])", heading))


def read_sections(document: Document) -> tuple[Section, ...]:
    """Return the sections in document order; they tile the document."""
    skip = furniture(document)
    starts: list[tuple[int, str]] = [(0, "")]
    at = 0
    for i, line in enumerate(document.text.split("\n")):
        if (
            i not in skip
            and 0 < len(line.strip()) <= 60
            and "\t" not in line
            and _HEADING.match(line)
        ):
            starts.append((at, " ".join(line.split())))
        at += len(line) + 1
    ends = [start for start, _ in starts[1:]] + [len(document.text)]
    prefix = f"{document.plan_id}@{document.revision}"
    return tuple(
        Section(
            f"{prefix}#{n}",
            document.plan_id,
            document.revision,
            (title,) if title else (),
            Span(start, end),
        )
        for n, ((start, title), end) in enumerate(zip(starts, ends, strict=True))
    )
