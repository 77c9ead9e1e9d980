"""Which departments answer for indicators, as a question names them."""

import re
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import Final

from bot.answering.printings import indicator_key
from bot.question import Question
from bot.reading.parts import fold, has_content, ignored_terms
from index.domain import KpiRow
from index.matching import Concept
from index.tokens import content_terms

_DEPARTMENT: Final = re.compile(r"\b(?:department|division|section|office|bureau)\b", re.I)
_JOINT: Final = re.compile(r"[・、，,/／\s]|及び|および|(?<=課)(?=[一-鿿ァ-ヶー]{2,}課$)")
_SHORTEST: Final = 2


def by_owner(
    question: Question, listed: Sequence[KpiRow], theme: Sequence[Concept] = ()
) -> Callable[[KpiRow], bool] | None:
    """Return a test for the departments asked for that answer for a row, None where none is."""
    named = owners_named(question, listed) or _owners_meant(question, listed, theme)
    return (lambda row: row.owner in named) if named else None


def owners_named(question: Question, listed: Iterable[KpiRow]) -> frozenset[str]:
    """Return the departments of some rows that a question names."""
    asked = indicator_key(question.topic)
    keys = {row.owner: _parted(row.owner) for row in listed if row.owner}
    return frozenset(o for o, parts in keys.items() if any(part in asked for part in parts))


@lru_cache(maxsize=1 << 10)
def _parted(owner: str) -> frozenset[str]:
    """Return the departments of 健康課・観光課, each of which answers for the row."""
    keys = (indicator_key(part) for part in _JOINT.split(owner))
    return frozenset(key for key in (*keys, indicator_key(owner)) if len(key) > _SHORTEST)


def _owners_meant(
    question: Question, listed: Iterable[KpiRow], theme: Sequence[Concept]
) -> frozenset[str]:
    """Return the departments that an English question calls by what their names mean."""
    if question.language != "en" or not _DEPARTMENT.search(question.text):
        return frozenset()
    said = {term for concept in theme for way in concept.ways for term in way}
    names = {
        row.owner: set(content_terms(row.owner)) - ignored_terms() for row in listed if row.owner
    }
    return frozenset(owner for owner, own in names.items() if own and own <= said)


def is_of_owner(question: Question, listed: Iterable[KpiRow]) -> bool:
    """Whether a question names a department that answers for a row, and nothing else."""
    rest = indicator_key(question.topic)
    named = owners_named(question, listed)
    for part in sorted({part for owner in named for part in _parted(owner)}, key=len, reverse=True):
        rest = rest.replace(part, " ")
    return bool(named) and not has_content(fold(rest))
