"""The edition that a question asks: that of a date (2023年4月時点の計画では) or of a name.

A year without such words is the year of a figure.
"""

import re
import unicodedata
from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from bot.reading.parts import fold, has_content
from bot.reading.words import OLDER
from index.domain import Plan
from index.editions import DATE, edition_at, first_day, has_dates, last_day
from index.headings.markers import number_in

_MONTH: Final = timedelta(31)
_PLAN: Final = (
    r"(?:計画書?|プラン|ビジョン|戦略|構想|方針|版)(?=[でのはにとがもをだ]|から|って|[\s、。?]|$)"
)
_TIME: Final = r"(?:末|[初始]め|頭)?\s?の?(?:時点|当時|現在|段階|頃|ころ|ごろ)"
_IN_FORCE: Final = (
    r"(?:有効|適用|施行|使用|使わ)(?:だった|であった|な|の|中の|されて|れて)?(?:いた|いる|た|る)?"
)
_JAPANESE: Final = re.compile(
    rf"(?P<date>{DATE})(?:"
    rf"(?:{_TIME})?(?:に|で){_IN_FORCE}"
    rf"|{_TIME}(?:における|での|の)|{_TIME}(?:では、?|、)(?=この|その|計画)"
    rf")(?=(?:[^、。?はがをもでにと]|と(?=・)){{0,24}}?{_PLAN})"
)
_ENGLISH: Final = re.compile(
    r"(?P<plan>\b(?:plans?|editions?|versions?)\b)"
    r"(?: (?:that|which) (?:was|were))? (?:as (?:of|at)"
    r"|(?:in force|in effect|valid|current)(?: as of| as at| at| in| on| of))"
    rf" (?P<date>{DATE})",
    re.IGNORECASE,
)
_EDITION: Final = re.compile(r"第\s?(\d+|[一二三四五六七八九])\s?版")
_HALF: Final = r"(?P<half>[前後]期)(?:(?:基本|実施|行動|推進)?計画)?"
_OF_EDITION: Final = re.compile(
    rf"({_EDITION.pattern})(?:の?(?:とき|時点?|頃|ころ|計画)|では|だと"
    r"|(?=の[^。]{0,20}(?:目標|指標|KPI|現状)))"
    rf"|(?P<other>{_HALF}|素案|原案|骨子案?|中間案|たたき台)"
    r"(?:の?(?:とき|時点?|段階|頃|ころ)|では|だと|(?=の))"
    r"(?=(?:(?!達成|評価|検証|振り返)[^。]){0,24}(?:目標|現状))"
)
"""An edition by its number, the other half of a plan's years, or a draft: its figures, for what
came of the former half the latter may tell."""


def as_of_in(text: str, catalogue: Sequence[Plan]) -> tuple[str | None, str]:
    """Return the last day of the date as of which is asked, as 2023-04-30, and the text without.

    Where the editions in force were so by then, a bare year stays in the text: 2030年時点の計画では
    most likely asks for the figures of that year.
    """
    found = _JAPANESE.search(text) or _ENGLISH.search(text)
    since, day = (first_day(found["date"]), last_day(found["date"])) if found else (None, None)
    if found is None or since is None or day is None:
        return None, text
    picked = [(plan, edition_at(plan, day)) for plan in catalogue if has_dates(plan)]
    telling = any(edition is None or edition.revision != p.in_force for p, edition in picked)
    if not telling and day - since > _MONTH:
        return day.isoformat(), text
    kept = found.groupdict().get("plan") or ""
    return day.isoformat(), f"{text[: found.start()]}{kept} {text[found.end() :]}"


def edition_in(text: str, catalogue: Sequence[Plan]) -> tuple[str | None, str]:
    """Return the older edition that is asked about, or `previous`, and the text without it."""
    if older := OLDER.search(text):
        rest = f"{text[: older.start()]} {text[older.end() :]}"
        # A plan may itself tell of the one before it: that is searched where none is kept.
        if any(len(plan.editions) > 1 for plan in catalogue) or not has_content(rest):
            return "previous", rest
    for plan in catalogue:
        for edition in plan.editions:
            name = unicodedata.normalize("NFKC", edition.revision)
            if edition.revision != plan.in_force and name in text:
                return edition.revision, text.replace(name, " ")
    return _unknown_edition_in(text, catalogue)


def _unknown_edition_in(text: str, catalogue: Sequence[Plan]) -> tuple[str | None, str]:
    """Return the edition asked about by a name that none here has, and the text without it.

    The former half is another edition only where a plan calls itself the latter.

    >>> _unknown_edition_in("第二版のときの目標は?", ()), _unknown_edition_in("手引き第2版の値", ())
    (('第二版', ' の目標は?'), (None, '手引き第2版の値'))
    >>> _unknown_edition_in("素案の段階では目標は何人?", ()), _unknown_edition_in("前期の目標", ())
    (('素案', ' では目標は何人?'), (None, '前期の目標'))
    """
    named = _OF_EDITION.search(text)
    if not named:
        return None, text
    names = [fold(f"{plan.title} {e.revision}") for plan in catalogue for e in plan.editions]
    if number := named[2]:
        numbers = {number_in(found[1]) for name in names if (found := _EDITION.search(name))}
        is_known = number_in(number) in numbers
    else:
        halves = any("前期" in name or "後期" in name for name in names)
        word = named["half"] or named["other"]
        is_known = any(word in name for name in names) or bool(named["half"] and not halves)
    if is_known:
        return None, text
    return named[1] or named["other"], f"{text[: named.start()]} {text[named.end() :]}"
