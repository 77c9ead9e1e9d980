"""Paths of headings that say together all that a list question says: モデル事業の環境面の指標."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from typing import Final

from index.tokens import Token, content_terms, tokenize

_NOUNS: Final = frozenset(("名詞", "接尾辞", "接頭辞", "形状詞"))

Letters = Callable[[str], str]


def phrases_of(words: str, letters: Letters) -> Iterator[tuple[str, bool]]:
    """Yield what some words say: compounds of nouns, True, in letters, and lemmas of other words.

    A verb may be bent otherwise in a heading: 備えて, 備える.
    """
    for is_noun, run in groupby(tokenize(words), key=_is_noun):
        surfaces = [token.surface for token in run]
        if is_noun:
            yield letters("".join(surfaces)), True
        else:
            yield from ((term, False) for each in surfaces for term in content_terms(each))


def _is_noun(token: Token) -> bool:
    return token.pos in _NOUNS


def covering(
    phrases: Sequence[str], paths: Iterable[tuple[str, ...]], letters: Letters
) -> frozenset[tuple[str, ...]]:
    """Return the paths whose headings say all of some phrases."""

    def said(phrase: str, path: tuple[str, ...]) -> bool:
        return any(
            phrase in letters(heading) or phrase in content_terms(heading) for heading in path
        )

    return frozenset(path for path in set(paths) if all(said(each, path) for each in phrases))
