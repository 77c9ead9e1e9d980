"""Every sentence exists in both languages, with the same blanks, and every key used exists."""

import re
from pathlib import Path
from string import Formatter

import pytest

from bot.messages import JAPANESE, say
from bot.messages_en import ENGLISH

BOT = Path(__file__).parents[2] / "bot"


def blanks(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name}


def test_both_languages_have_the_same_keys() -> None:
    assert list(JAPANESE) == list(ENGLISH)


@pytest.mark.parametrize("key", JAPANESE)
def test_both_languages_have_the_same_blanks(key: str) -> None:
    assert blanks(JAPANESE[key]) == blanks(ENGLISH[key])


def used() -> tuple[set[str], set[str]]:
    """Return the keys that the code names, and the beginnings of those that it puts together."""
    source = "\n".join(
        path.read_text() for path in BOT.rglob("*.py") if "messages" not in path.stem
    )
    keys = set(re.findall(r"[\"']([a-z][a-z_]+)[\"']", source))
    return keys, set(re.findall(r"f[\"']([a-z_]+_)\{", source))


def test_no_sentence_is_left_over() -> None:
    keys, beginnings = used()
    left = [key for key in JAPANESE if key not in keys and not key.startswith(tuple(beginnings))]
    assert left == []


def test_any_other_language_is_japanese() -> None:
    assert say("thanks", "fr") == say("thanks") == "ありがとうございます。"
