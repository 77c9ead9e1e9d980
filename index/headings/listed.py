"""What the table of contents says of headings: how far it indents them, and which it leaves out."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from index.headings.markers import Heading, Kind, number_of
from index.headings.table_of_contents import entry_of
from index.lines import width

_FEWEST: Final = 3
"""So many headings at least are met in a table of contents that says something of the others."""


def as_listed(headings: list[Heading], entries: Mapping[str, str]) -> list[Heading]:
    """Return headings with what the table of contents, entries by their keys, says of them."""
    lines = [entries.get(entry_of(heading.text).key) for heading in headings]
    if len(lines) - lines.count(None) < _FEWEST:
        return headings
    styles = {number[0] for entry in entries.values() if (number := number_of(entry))}
    told = [
        replace(
            heading,
            indent=None if line is None else width(line) - width(line.lstrip()),
            minor=line is None and heading.style not in styles,
        )
        for heading, line in zip(headings, lines, strict=True)
    ]
    return [heading for at, heading in enumerate(told) if not _is_stray(told, at)]


def _is_stray(headings: Sequence[Heading], at: int) -> bool:
    """Whether a number that is not listed stands between listed ones that follow each other.

    A list of its own would begin at 1.
    """
    heading = headings[at]
    if heading.kind is not Kind.NUMBER or heading.indent is not None or heading.minor:
        return False
    alike = [other for other in headings if other.style == heading.style]
    place = alike.index(heading)
    before = next((h for h in reversed(alike[:place]) if h.indent is not None), None)
    after = next((h for h in alike[place:] if h.indent is not None), None)
    if before is None or after is None or after.value != (*before.value[:-1], before.value[-1] + 1):
        return False
    between = alike[alike.index(before) + 1 : place + 1]
    return all(other.value[-1] != 1 for other in between)


def is_indented(headings: Sequence[Heading]) -> bool:
    """Whether a table of contents tells by its indents which headings stand above which."""
    indents: dict[str, set[int]] = {}
    for heading in headings:
        if heading.kind is Kind.NUMBER and heading.indent is not None:
            indents.setdefault(heading.style, set()).add(heading.indent)
    return len(set().union(*indents.values())) > 1 and all(len(i) == 1 for i in indents.values())
