"""Words of the forms of SDGs未来都市計画: labels with years, numbers of targets, and others."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from index.kpi.goals import only_targets
from index.kpi.source import Printed, Source
from index.quantities import PERIOD

_NAME = re.compile(r"(?P<before>(?P<goals>[^:]*?)(?<![^\s|])指 ?標[①-⑳\d]? ?:\s*)(?=\S)")
_WORD = re.compile(
    rf"(?:現在|現状|当初|基準|策定時)の?値?\s?\(\s?(?P<since>{PERIOD.pattern})[^():]*\)\s?:?"
    rf"|(?<![^\s|])(?P<until>{PERIOD.pattern})\s?:|→|(?P<word>[^\s|:→]+)"
)
_BREAK = re.compile(r"<br\s*/?>")
_CUT_NUMBER = re.compile(r"(?:1[0-7]|[1-9])\.")


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a line, or a label with its year."""

    printed: Printed
    since: str | None = None
    until: str | None = None

    @property
    def start(self) -> int:
        """Where the word begins."""
        return self.printed.spans[0].start

    @property
    def is_label(self) -> bool:
        """Whether it says of when a value is."""
        return bool(self.since or self.until)

    @property
    def is_goal(self) -> bool:
        """Whether it is the number of a target of the SDGs, or the beginning of one."""
        return only_targets(self.printed.text) or bool(_CUT_NUMBER.fullmatch(self.printed.key))


def name_in(source: Source, line: int) -> re.Match[str] | None:
    """Return where the name of an indicator begins; only numbers of targets may stand before."""
    if not source.is_readable(line) or not source.may_announce(line):
        return None
    found = _NAME.match(source.line_text(line))
    goals = found["goals"].replace("|", " ").strip() if found else ""
    return found if not goals or only_targets(goals) else None


def words_of(source: Source, line: int) -> Iterator[Word]:
    """Yield the words of a line."""
    start = source.starts[line]
    text = _BREAK.sub(lambda found: " " * len(found[0]), source.line_text(line))
    for found in _WORD.finditer(text):
        if found["word"] or found["since"] or found["until"]:
            since, until = (
                source.text[start + found.start(year) : start + found.end(year)] or None
                for year in ("since", "until")
            )
            printed = source.printed(start + found.start(), start + found.end())
            yield Word(printed, since, until)


def is_of_goals(source: Source, line: int) -> bool:
    """Whether a line is nothing but numbers of targets."""
    return only_targets(source.line_text(line).replace("|", " "))


def goals_above(source: Source, first: int) -> list[int]:
    """Return the lines above a name that are nothing but numbers of targets.

    Where they stand apart in several groups, they are a column of which no row is known.
    """
    found: list[int] = []
    for line in range(first - 1, -1, -1):
        if source.is_readable(line) and not is_of_goals(source, line):
            break
        if source.is_readable(line):
            found.insert(0, line)
    return found if not found or found[-1] - found[0] == len(found) - 1 else []
