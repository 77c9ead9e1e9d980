"""Which headings bear the section numbers that a question names: 2-1, 第3章, 基本目標4."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Final

from bot.question import Question
from index.headings.markers import heading_of
from index.normalize import fold_text

# What may be left out or stand before the number of a section: all before 2-1, 基本 before 目標2.
_KIND: Final = re.compile(r"^\D*(?=\d+\\?-)|^(?:基本|重点|主要|個別|戦略(?=\D))?")

_UPPER: Final = re.compile(r"(?:基本目標|目標|政策|柱|分野)\d+$")
"""What measures are numbered by: 施策4-1 stands under 政策4."""

_CODE: Final = re.compile(r"\(([a-z]-\d{1,2})\)$")

_CHAPTER: Final = re.compile(r"第?(\d{1,2})章")


def numbered(question: Question, paths: Iterable[Sequence[str]]) -> frozenset[str]:
    """Return the headings that bear a section number asked for, of those on some paths.

    Where no heading has just that number, 2-1 may be headed 施策2-1, and 目標2 基本目標2, or the
    other way round; and where none has it at all, 2-1 is 2-1-1 and what follows it, as
    政策4 is 施策4-1 and what follows it.
    """
    labels = [_label(label) for label in question.labels]
    paths = tuple(paths) if labels else ()
    headings = {heading for path in paths for heading in path}
    for patterns in (
        [_pattern(label, loosely=False) for label in labels],
        [_pattern(label, loosely=True) for label in labels],
        [_below(label) for label in labels if "-" in label],
        [_below(label) for label in labels if _UPPER.match(label)],
    ):
        meant = {
            heading
            for heading in headings
            if {_marker(heading), _code(heading)} & {*labels}
            or any(p.match(_label(heading)) for p in patterns)
        }
        if meant:
            return frozenset(meant)
    # 4章 may be headed 4 alone, but only above all else.
    chapters = {found[1] for label in labels if (found := _CHAPTER.fullmatch(label))}
    return frozenset(path[0] for path in paths if path and _marker(path[0]) in chapters)


def _pattern(label: str, *, loosely: bool) -> re.Pattern[str]:
    """Return what a heading with this number begins with; the number does not go on."""
    goes_on = r"[ivx]|[\d-]*\d" if label[-1] in "ivx" else r"[ぁ-ヶー]|[\d-]*\d"
    if label[-1].isdigit():
        goes_on = r"[\d-]*\d"
    said = re.escape(label)
    if loosely:
        said = _KIND.sub(r"\\D{0,8}" if "-" in said else r"\\D{0,2}", said, 1)
    return re.compile(rf"(?:^|(?<=[(第])){said}(?!{goes_on})")


def _below(label: str) -> re.Pattern[str]:
    """Return what headings begin with whose number goes on from this one: 2-1-1 from 2-1."""
    label = label if "-" in label else re.sub(r"^\D+", "", label)
    said = _KIND.sub(r"\\D{0,8}", re.escape(f"{label}-"), 1)
    return re.compile(rf"(?:^|(?<=[(第])){said}\d")


@lru_cache(maxsize=1 << 12)
def _marker(heading: str) -> str:
    """Return the number that a heading carries by itself: イ before フェアトレード."""
    found = heading_of(0, heading)
    return _label(found.marker) if found else ""


def _code(heading: str) -> str:
    """Return the code in brackets that a heading ends with: B-2 of 止まらない水（B-2）."""
    found = _CODE.search(_label(heading))
    return found[1] if found else ""


def _label(heading: str) -> str:
    return re.sub(r"^[■□●◆◇▼▽▶►★☆◉【]|[\s.．]+", "", fold_text(heading))
