"""Lines that are nothing but numbers of SDG targets: above, among and below those of a form."""

from collections.abc import Iterator
from itertools import pairwise

from index.kpi.goals import only_targets
from index.kpi.source import Source

_MOST_GOALS = 6  # of one cell


def is_of_goals(source: Source, line: int) -> bool:
    """Whether a line is nothing but numbers of targets."""
    return only_targets(source.line_text(line).replace("|", " "))


def goals_above(source: Source, first: int) -> list[int]:
    """Return the lines above a name that are nothing but numbers of targets.

    Where they stand apart in several groups, they are a column of which no row is known; not
    where all stand as far apart as the lines of the form do, each cell a paragraph.
    """
    found: list[int] = []
    for line in range(first - 1, -1, -1):
        if source.is_readable(line) and not is_of_goals(source, line):
            break
        if source.is_readable(line):
            found.insert(0, line)
    below = next(filter(source.is_readable, range(first + 1, source.count)), first)
    steps = {then - line for line, then in pairwise([*found, first])}
    even = len(found) <= _MOST_GOALS and steps == {below - first}
    return found if even or not found or found[-1] - found[0] == len(found) - 1 else []


def goals_below(source: Source, last: int, limit: int) -> Iterator[int]:
    """Yield the lines below a form that are numbers of targets, where no name follows on them."""
    found: list[int] = []
    for line in range(last + 1, source.count):
        if not source.is_readable(line):
            continue
        if not is_of_goals(source, line):
            yield from () if line == limit else found
            return
        found.append(line)
    yield from found


def stands_apart(source: Source, line: int) -> bool:
    """Whether such a line is of a paragraph of its own, between two rows of goals."""
    ways = range(line - 1, -1, -1), range(line + 1, source.count)
    ends = (next((n for n in way if not is_of_goals(source, n)), None) for way in ways)
    return all(end is None or source.is_blank(end) for end in ends)
