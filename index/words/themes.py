"""What belongs to a theme, 交通 having バス below it: themes.txt, read when first needed."""

from collections.abc import Callable, Iterable
from functools import cache, lru_cache
from pathlib import Path
from typing import Final

from index.tokens import Terms, content_terms

THEMES: Final = Path(__file__).parent / "themes.txt"


def belonging_to(themes: Iterable[Terms]) -> Callable[[str], bool]:
    """Return a test for names that say something that belongs to one of these themes.

    >>> belongs = belonging_to([("交通",), ("橋",)])
    >>> belongs("コミュニティバスの収支率"), belongs("交通事故の件数")
    (True, False)
    """
    kinds = [kind for theme in themes for kind in _kinds().get(theme, ())]
    return lambda name: any(kind <= _terms(name) for kind in kinds)


@lru_cache(maxsize=1 << 14)
def _terms(text: str) -> frozenset[str]:
    return frozenset(content_terms(text))


@cache
def _kinds() -> dict[Terms, tuple[frozenset[str], ...]]:
    """Return the terms of what belongs to each theme."""
    kinds: dict[Terms, tuple[frozenset[str], ...]] = {}
    for line in THEMES.read_text("utf-8").splitlines():
        themes, _, words = line.split("#")[0].partition(":")
        ways = tuple(_terms(word) for word in words.split("、") if word.strip())
        for theme in themes.split("＝") if ways else ():
            kinds[tuple(content_terms(theme))] = ways
    return kinds
