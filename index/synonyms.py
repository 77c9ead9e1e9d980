"""Words for the same thing, as the operators list them in corpus/synonyms.txt."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final

from index.encodings import decode
from index.glossary import LONGEST, translations
from index.tokens import TURNING, phrase_terms

FILE: Final = "synonyms.txt"
_SHIPPED: Final = Path(__file__).parent.parent / "corpus" / FILE
_PLURAL: Final = re.compile(r"(?<=[a-z]{2})(?:ies|(?<![sui])s)$", re.ASCII)

Terms = tuple[str, ...]


@dataclass(frozen=True)
class Found:
    """A listed word in a question: its place among the question's terms, and its likes.

    The terms of the question are those of a phrase, those of its likes say what a text is about.
    """

    start: int
    end: int
    likes: tuple[Terms, ...]


@dataclass(frozen=True)
class Synonyms:
    """Groups of words that mean the same, and words that stand for others one way only."""

    groups: tuple[tuple[str, ...], ...] = ()
    leads: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = ()

    @property
    def words(self) -> tuple[str, ...]:
        """All words that are listed."""
        led = (word for sides in self.leads for side in sides for word in side)
        return (*(word for group in self.groups for word in group), *led)

    @cached_property
    def _likes(self) -> dict[Terms, dict[Terms, None]]:
        """Each word, as the terms of a phrase, with the others of all its groups."""
        phrases = {word: tuple(phrase_terms(word)) for word in dict.fromkeys(self.words)}
        likes: dict[Terms, dict[Terms, None]] = {}
        for leads, others in (*((group, group) for group in self.groups), *self.leads):
            ways = {way: None for word in others if (way := _content(phrases[word]))}
            for lead in leads:
                likes.setdefault(_singular(phrases[lead]), {}).update(ways)
        return {key: ways for key, ways in likes.items() if not TURNING.issuperset(key)}

    @cached_property
    def _longest(self) -> int:
        return max(map(len, self._likes), default=0)

    def find(self, terms: Sequence[str]) -> tuple[Found, ...]:
        """Return the listed words among `phrase_terms`, the longest first, none overlapping."""
        found: list[Found] = []
        at = 0
        longest = max(self._longest, LONGEST)
        while at < len(terms):
            for length in range(min(longest, len(terms) - at), 0, -1):
                likes = self._alike(tuple(terms[at : at + length]))
                if likes:
                    found.append(Found(at, at + length, likes))
                    break
            else:
                at += 1
                continue
            at = found[-1].end
        return tuple(found)

    def _alike(self, phrase: Terms) -> tuple[Terms, ...]:
        """Return what a phrase may be called else; an English one also by the glossary."""
        group = self._likes.get(_singular(phrase), {})
        english = len(phrase) <= LONGEST and phrase[0].isascii()
        others = translations(phrase) if english else ()
        return tuple(other for other in dict.fromkeys((*group, *others)) if other != phrase)


def _content(phrase: Terms) -> Terms:
    return tuple(term for term in phrase if term not in TURNING)


def _singular(terms: Terms) -> Terms:
    """Return terms with English plurals as they are listed: batteries, battery."""
    return tuple(_PLURAL.sub(lambda m: "y" if m[0] == "ies" else "", term) for term in terms)


def parse_synonyms(lines: Iterable[str]) -> Synonyms:
    """Read one group a line, words parted by 、 or a comma; # begins a remark.

    Words before → also mean those behind it, not the other way round.

    >>> parse_synonyms(["CO2、二酸化炭素  # 略称", "", "# 環境"]).find(["co2", "排出"])
    (Found(start=0, end=1, likes=(('二', '酸化', '炭素'),)),)
    """
    groups, leads = [], []
    for line in lines:
        left, _, right = line.split("#")[0].partition("→")
        group, others = _words(left), _words(right)
        if others:
            leads.append((group, others))
        elif len(group) > 1:
            groups.append(group)
    return Synonyms(tuple(groups), tuple(leads))


def _words(text: str) -> tuple[str, ...]:
    words = (word.strip() for word in re.split("[、,，]", text))
    return tuple(dict.fromkeys(word for word in words if word))


def load_synonyms(corpus_dir: Path) -> Synonyms:
    """Read the list of a corpus, the project's own where it has none, else return an empty one."""
    path = next((p for p in (corpus_dir / FILE, _SHIPPED) if p.is_file()), None)
    if path is None:
        return Synonyms()
    return parse_synonyms(decode(path.read_bytes(), path).splitlines())
