"""The language to speak to somebody who has not just said anything."""

from bot.question import language
from bot.serving.context import Context


def language_of(context: Context, user: str) -> str:
    """Return the language of the user's last question that shows one, Japanese without any.

    A single word in Latin letters shows none: staff type `KPI` and `setting` as well.
    """
    for asked in context.store.recent_questions(user):
        spoken = language(asked.question)
        if not asked.question.isascii() or (spoken == "en" and len(asked.question.split()) > 1):
            return spoken
    return "ja"
