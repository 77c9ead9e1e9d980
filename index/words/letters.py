"""A long text in which words are looked for, by their pairs of letters first."""

from functools import cached_property
from itertools import pairwise


class Letters:
    """What a text spells.

    >>> letters = Letters("校区防災連絡会")
    >>> "防災" in letters, "災防" in letters
    (True, False)
    """

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def pairs(self) -> frozenset[str]:
        """The pairs of neighbouring letters."""
        return frozenset(map("".join, pairwise(self.text)))

    def may_hold(self, word: str) -> bool:
        """Whether all pairs of a word's letters stand somewhere."""
        return all(a + b in self.pairs for a, b in pairwise(word))

    def __contains__(self, word: str) -> bool:
        return self.may_hold(word) and word in self.text
