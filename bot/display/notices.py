"""What a reader of an answer must know, in sentences."""

from bot.display.elements import clip, one_line
from bot.domain import Answer, Notice
from bot.messages import say

PART_LIMIT = 40


def heading_notice(answer: Answer) -> Notice | None:
    """Return what quotes stand under where they may not say what is asked."""
    doubtful = Notice.MAY_NOT_SAY in answer.notices and not answer.kpi
    return Notice.MAY_NOT_SAY if doubtful and answer.citations else None


def notice_lines(answer: Answer, *, but: Notice | None = None) -> list[str]:
    """Return a sentence for each notice, each once; what was not found is named.

    That one of several rows may be another is said with their being several.
    """
    language = answer.language
    told = [notice for notice in answer.notices if notice is not but]
    if Notice.SEVERAL_FIT in told:
        told = [notice for notice in told if notice is not Notice.OTHER_NAME]
    lines = {notice: say(f"notice_{notice}", language) for notice in told}
    if answer.unanswered and Notice.PART_UNANSWERED in lines:
        parts = [say("quoted", language, words=_name(part)) for part in answer.unanswered]
        named = say("parts_unanswered", language, parts="、".join(parts))
        lines[Notice.PART_UNANSWERED] = named
    if answer.silent and Notice.TOWN_SILENT in lines:
        towns = "、".join(clip(one_line(town), PART_LIMIT) for town in answer.silent)
        named = say("towns_silent", language, towns=towns)
        lines[Notice.TOWN_SILENT] = named
    return list(lines.values())


def _name(part: str) -> str:
    return clip(one_line(part).rstrip("。？?").removesuffix("は"), PART_LIMIT)
