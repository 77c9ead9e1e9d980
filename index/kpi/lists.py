"""Lists of targets under a head like 【ＫＰＩ】, which print no present value."""

import re
from dataclasses import replace

from index.kpi.drafts import Draft, Figures, drafted
from index.kpi.labels import name_label
from index.kpi.names import is_name
from index.kpi.source import Printed, Source, squeeze
from index.kpi.vocabulary import INLINE_MARK
from index.quantities import fold_same_length, parse_measure

_HEAD = re.compile(rf"[\[(<■◆●○・◎]*{INLINE_MARK}[\])>]*:?")
_BULLET = re.compile(r"\s*[・○●◎■□◆◇①-⑳]")
_ITEM = re.compile(
    r"\s*[・○●◎◆◇-]\s*(?P<name>[^:()]{2,60}?(?:数|率|額|量|割合|面積|度|高|延長|比|値|件|者|人口|時間)"
    r"(?:\([^()]{1,20}\))?)\s*:\s*(?P<value>[^:→]{1,40})"
)


def read_lists(source: Source, taken: frozenset[int]) -> list[Draft]:
    """Read every ・名：目標 that stands in an unbroken list below such a head."""
    drafts: list[Draft] = []
    listing = False
    for line in range(source.count):
        if not source.is_readable(line) or line in taken:
            listing = listing and line in source.furniture
            continue
        draft = _read_item(source, line) if listing else None
        drafts += [draft] if draft else []
        folded = source.line_text(line)
        headed = source.may_announce(line) and _HEAD.fullmatch(fold_same_length(squeeze(folded)))
        listing = bool(headed) or (listing and bool(_BULLET.match(folded)))
    return drafts


def _read_item(source: Source, line: int) -> Draft | None:
    """Read ・名：目標 in a list that is headed 【ＫＰＩ】 or the like."""
    span = source.span(line)
    found = _ITEM.fullmatch(source.folded[span.start : span.end])
    if not found or "→" in found.group():
        return None
    text = source.text[span.start : span.end]
    name = text[found.start("name") : found.end("name")].strip()
    target = parse_measure(" ".join(text[found.start("value") :].split()))
    if target.value is None or not is_name(name) or name_label(name).role is not None:
        return None
    draft = drafted(name, [Printed(name, (span,))], Figures(targets=[target]))
    return replace(draft, doubts=("現状値の記載なし",))
