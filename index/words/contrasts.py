"""Words of one kind, of which one is never another: contrasts.txt, read when first needed.

医師 and 看護師 stand in like places and mean like things, so that no vector parts them.
"""

from collections.abc import Iterable
from functools import cache, lru_cache
from pathlib import Path
from typing import Final

from index.tokens import Terms, content_terms

CONTRASTS: Final = Path(__file__).parent / "contrasts.txt"

Members = frozenset[tuple[int, int]]
"""Listed words: the line of each, and its place in the line."""


def is_other(asked: str, called: Iterable[Terms], said: str, around: str) -> bool:
    """Whether a text says another word of a kind where one is asked about.

    `called` are other names for what is asked, `said` is the text and `around` what stands about
    it: neither may have the word asked about.

    >>> is_other("看護師の数", (), "市立病院の医師数", "医療")
    True
    >>> is_other("医師の数", (), "市立病院の医師数", "看護師")
    False
    """
    wanted = _members_of(asked).union(*map(_members_in, called))
    if not wanted:
        return False
    found = _members_of(said)
    missing = wanted - found - _members_of(around)
    lines = {line for line, _ in missing} - {line for line, _ in wanted & found}
    return any(line in lines for line, _ in found)


@lru_cache(maxsize=1 << 14)
def _members_of(text: str) -> Members:
    return _members_in(tuple(content_terms(text)))


@lru_cache(maxsize=1 << 10)
def _members_in(terms: Terms) -> Members:
    """Return the listed words among some terms, without those inside of longer ones."""
    found = [
        (at, at + len(word), members)
        for at, term in enumerate(terms)
        for word, members in _listed().get(term, ())
        if terms[at : at + len(word)] == word
    ]
    return frozenset(
        member
        for start, end, members in found
        if not any(a <= start and end <= b and b - a > end - start for a, b, _ in found)
        for member in members
    )


@cache
def _listed() -> dict[str, tuple[tuple[Terms, Members], ...]]:
    """Return the listed words as terms, with where they are listed, by their first term."""
    places: dict[Terms, set[tuple[int, int]]] = {}
    for number, line in enumerate(CONTRASTS.read_text("utf-8").splitlines()):
        for place, names in enumerate(line.split("#")[0].split("、")):
            for name in names.split("＝"):
                places.setdefault(tuple(content_terms(name)), set()).add((number, place))
    places.pop((), None)
    listed: dict[str, tuple[tuple[Terms, Members], ...]] = {}
    for word, members in places.items():
        listed[word[0]] = (*listed.get(word[0], ()), (word, frozenset(members)))
    return listed
