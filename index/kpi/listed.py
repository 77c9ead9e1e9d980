"""KPIs that a list names below a head which says what they are: 【ＫＰＩ】, ・船の数：3隻."""

import re

from index.kpi.drafts import Draft
from index.kpi.inline import EDGES, joined
from index.kpi.inlinetext import BEGINS, TERM, read_item
from index.kpi.labels import name_label
from index.kpi.source import Source, squeeze
from index.kpi.vocabulary import BULLETS, INLINE_MARK, Role
from index.quantities import PERIOD

_LIST_HEAD = re.compile(
    rf"(?:\(\d{{1,2}}\)|\d{{1,2}}\.?)?[\[(<{BULLETS}]*(?:{TERM})?(?P<what>{INLINE_MARK})[\])>]*(?:\((?P<year>{PERIOD.pattern})\))?[\])>]*:?"
)
# What heads a list that is not of targets: ■現状値, 主な取組.
_OTHER_LISTS = (Role.BASELINE, Role.ACTUAL, Role.GROUP, Role.OTHER)


def read_lists(source: Source, taken: frozenset[int]) -> list[Draft]:
    """Read every ・名：目標 that stands in an unbroken list below a head like 【ＫＰＩ】."""
    drafts: list[Draft] = []
    head: re.Match[str] | None = None
    for line in range(source.count):
        if not source.is_readable(line) or line in taken:
            head = head if line in source.furniture else None
            continue
        aimed = head is not None and "目標" in head["what"]
        folded = source.line_text(line)
        found = _LIST_HEAD.fullmatch(squeeze(folded)) if source.may_announce(line) else None
        if not (head or found):
            continue
        draft = read_item(joined(source, [], [line]), head["year"], aimed=aimed) if head else None
        drafts += [draft] if draft else []
        listed = draft or BEGINS.match(folded)
        row = not listed and re.search(r"\d.*\s\d", folded)
        other = not draft and name_label(folded.strip(EDGES)).role in _OTHER_LISTS
        head = None if row else found or (head if (listed or aimed) and not other else None)
    return drafts
