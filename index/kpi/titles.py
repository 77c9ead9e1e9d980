"""Headings within tables: how they are marked, and which lines are some."""

import re
from collections.abc import Sequence

from index.kpi.source import Source
from index.quantities import fold_same_length

_MARK = re.compile(
    r"[【《≪<\[■◆●◎〇○□◇▼▽★☆①-⑳]|第\d+|[(\[]\d+[)\]]|\d+(?:[-.]\d+)*[\s.)]"
    r"|(?:基本|重点)?(?:目標|施策|政策|方針|分野|柱|課題)\s?\d"
)
# Of those marks that none but headings have.
_OF_GROUPS = re.compile(
    r"【[^】]+】|《[^》]+》|≪[^≫]+≫|<[^>]+>"
    r"|(?:第\d+|(?:基本|重点)?(?:施策|政策|方針|分野|柱|課題)\s?\d|(?:基本|重点)目標\s?\d).*"
)
_DIGITS = re.compile(r"\d+|[①-⑳]")


def mark_of(text: str) -> str | None:
    """Return how a text is marked: with a bracket, a sign, a number of some form."""
    found = _MARK.match(fold_same_length(text))
    return _DIGITS.sub("0", found[0]) if found else None


def titles_among(source: Source, lines: Sequence[int], begun: int) -> set[int]:
    """Return the lines, above that where rows have begun, and of those styles, that are headings.

    Only those marked as no name of a row is.
    """
    found: dict[int, str | None] = {}
    for line in lines:
        text = source.cell(line).text
        if not _OF_GROUPS.fullmatch(fold_same_length(text)):
            continue
        if line < begun or mark_of(text) in found.values():
            found[line] = mark_of(text)
    return set(found)
