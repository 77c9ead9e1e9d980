"""The language to speak to somebody who has not just said anything."""

from bot.context import Context
from bot.question import language


def language_of(context: Context, user: str) -> str:
    """Return the language of the user's last question that shows one, Japanese without any."""
    for asked in context.store.recent_questions(user):
        spoken = language(asked.question)
        if spoken == "en" or not asked.question.isascii():
            return spoken
    return "ja"
