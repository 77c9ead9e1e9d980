"""What English words are called in Japanese plans: glossary.txt, read when first needed."""

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import Final

from index.tokens import Terms, content_terms

GLOSSARY: Final = Path(__file__).parent / "glossary.txt"
LONGEST: Final = 5
"""The most words of an entry."""
_DOUBLE: Final = re.compile(r"([bdgmnprt])\1$")
_IZE: Final = re.compile(r"(?<=[a-z]{3})i[sz](?:ation|e)?$")
_SIBILANT: Final = re.compile(r"(?:s|x|z|ch|sh)es$")


@lru_cache(maxsize=1 << 13)
def stem(word: str) -> str:
    """Return an English word without its endings, so that all its forms are one.

    >>> [stem(word) for word in ("recycling", "recycled", "batteries", "planned", "buses", "used")]
    ['recycl', 'recycl', 'battery', 'plan', 'bus', 'use']
    >>> {stem(word) for word in ("decarbonizing", "decarbonisation", "decarbonization")}
    {'decarboniz'}
    """
    if len(word) < 4 or not word.isascii():
        return word
    if word.endswith("ies"):
        word = f"{word[:-3]}y"
    elif _SIBILANT.search(word):
        word = word[:-2]
    elif word.endswith("s") and word[-2] not in "sui":
        word = word[:-1]
    for ending in ("ing", "ed"):
        if word.endswith(ending) and len(word) - len(ending) > 2:
            word = _DOUBLE.sub(r"\1", word[: -len(ending)])
            break
    else:
        word = word[:-1] if word.endswith("ed") else word
    word = _IZE.sub("iz", word)
    return word[:-1] if len(word) > 4 and word.endswith("e") else word


def translations(words: Sequence[str]) -> tuple[Terms, ...]:
    """Return what some English words together are called in Japanese, as terms."""
    key = " ".join(words)
    exact, stemmed = _entries()
    found = exact.get(key) or stemmed.get(" ".join(map(stem, words)), "")
    return _terms(found) if found else ()


def is_listed(word: str) -> bool:
    """Whether an English word stands in an entry."""
    return stem(word) in _stems()


@cache
def words() -> frozenset[str]:
    """Return all English words of the glossary."""
    return frozenset(word for key in _entries()[0] for word in key.split())


@cache
def _entries() -> tuple[dict[str, str], dict[str, str]]:
    """Return the Japanese words by the English ones, as they are listed and stemmed."""
    exact: dict[str, list[str]] = {}
    stemmed: dict[str, list[str]] = {}
    for line in GLOSSARY.read_text("utf-8").splitlines():
        japanese, _, english = line.split("#")[0].partition(":")
        for entry in re.sub("[-']", " ", english).split(","):
            parts = entry.split()
            if parts:
                exact.setdefault(" ".join(parts), []).append(japanese)
                stemmed.setdefault(" ".join(map(stem, parts)), []).append(japanese)
    return _joined(exact), _joined(stemmed)


def _joined(entries: dict[str, list[str]]) -> dict[str, str]:
    return {key: "、".join(found) for key, found in entries.items()}


@cache
def _stems() -> frozenset[str]:
    return frozenset(word for key in _entries()[1] for word in key.split())


@cache
def _terms(japanese: str) -> tuple[Terms, ...]:
    ways = (tuple(content_terms(word)) for word in japanese.split("、"))
    return tuple(dict.fromkeys(way for way in ways if way))
