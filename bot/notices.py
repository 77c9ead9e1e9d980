"""What a reader of an answer must know, in sentences."""

from bot.domain import Answer, Notice
from bot.elements import clip, one_line
from bot.messages import say

PART_LIMIT = 40


def notice_lines(answer: Answer) -> list[str]:
    """Return a sentence for each notice, each once; what was not found is named."""
    language = answer.language
    lines = {notice: say(f"notice_{notice}", language) for notice in answer.notices}
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
