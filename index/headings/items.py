"""Lines that look like headings and are none: items of lists, of charts of a plan, captions."""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise

from index.headings.markers import LABELS, STYLES, Heading, Kind, number_of
from index.lines import Line
from index.normalize import squeeze

_NO_LABEL = re.compile(
    r"[ぁ-ん]|(?:図表?|表|写真|グラフ|資料|注|別表|様式|問|設問|版|次|第|条|回|号|巻|期)-*$"
)


def known_labels(found: list[Heading]) -> list[Heading]:
    """Leave out words with a number that are no labels of this document: 図 1, 人口 5."""
    values: dict[str, set[tuple[int, ...]]] = {}
    for heading in found:
        values.setdefault(heading.style, set()).add(heading.value)
    return [
        heading
        for heading in found
        if heading.kind is not Kind.NUMBER
        or not heading.style[0].isalpha()
        or heading.style in STYLES
        or LABELS.search(heading.style)
        or (len(values[heading.style]) > 1 and not _NO_LABEL.search(heading.style))
    ]


def holds_next(heading: Heading) -> bool:
    """Whether a title holds the next number: a row of items, １ 受ける健診 ２ 歩くまち."""
    *before, last = heading.value or (0,)
    words = heading.text[len(heading.marker) :].split()[1:]
    following = (number_of(" ".join(words[at:])) for at in range(len(words)))
    return bool(heading.marker) and (heading.style, (*before, last + 1)) in following


def without_charts(headings: list[Heading], lines: Sequence[Line]) -> list[Heading]:
    """Leave out titles that a narrow cell breaks, where a heading below has the whole of them.

    A chart of the plan lists its goals first: １ 山の恵みを生かし、働く above 場をつくる. Where the
    heading stands above, a table puts rows under it: the title is made whole.
    """
    places = {squeeze(h.text[len(h.marker) :]): h.line for h in headings if h.marker and h.titled}
    found: list[Heading] = []
    for heading in headings:
        whole = _with_next_line(heading, lines)
        place = places.get(squeeze(whole[len(heading.marker) :])) if whole else None
        if place is None:
            found.append(heading)
        elif place < heading.line:
            found.append(replace(heading, text=whole))
    return found


def _with_next_line(heading: Heading, lines: Sequence[Line]) -> str:
    """Return a numbered heading with the line below it; nothing without one."""
    below = lines[heading.line + 1].text.strip() if heading.line + 1 < len(lines) else ""
    return heading.text + below if heading.marker and below else ""


def without_lists(headings: list[Heading], has_body: Callable[[int, int], bool]) -> list[Heading]:
    """Leave out runs of headings with nothing under them: lists, or a chart of the plan."""
    dropped: set[int] = set()
    chain: list[Heading] = []
    for heading in headings:
        if chain and (has_body(chain[-1].line, heading.line) or heading.kind is Kind.FORMAT):
            dropped |= _listed(chain)
            chain = []
        if heading.kind is not Kind.FORMAT:
            chain.append(heading)
    dropped |= _listed(chain)
    return [heading for heading in headings if heading.line not in dropped]


def _listed(chain: list[Heading]) -> set[int]:
    """Return the lines of a chain of bodiless headings that are items of a list."""
    seen: set[str] = set()
    empty = []
    for at, (heading, below) in enumerate(pairwise(chain)):
        seen.add(heading.style)
        if below.style in seen:
            empty.append(at)
    if len(empty) < 2:
        return set()
    part = chain[: empty[-1] + 1]
    styles = Counter(heading.style for heading in part)
    listed = [heading for heading in part if styles[heading.style] > 1]
    after = chain[empty[-1] + 1]
    if listed and after.style == listed[-1].style and _goes_on(listed[-1], after):
        listed.append(after)
    return {heading.line for heading in listed}


def _goes_on(one: Heading, other: Heading) -> bool:
    return one.value[:-1] == other.value[:-1] and (
        not one.value or other.value[-1] == one.value[-1] + 1
    )
