"""Words for the same thing, as the operators list them in corpus/synonyms.txt."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import chain, pairwise
from pathlib import Path
from typing import Final

from index.encodings import is_there, text_of
from index.normalize import fold_text, hiragana
from index.tokens import TURNING, Terms, content_terms, phrase_terms, reading_of
from index.words.glossary import LONGEST, translations

FILE: Final = "synonyms.txt"
_SHIPPED: Final = Path(__file__).parents[2] / "corpus" / FILE
_KANJI: Final = re.compile(r"[一-鿿々]")
_PLURAL: Final = re.compile(r"(?<=[a-z]{2})(?:ies|(?<![sui])s)$", re.ASCII)


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
    def _others(self) -> dict[str, dict[str, None]]:
        """Each listed word with the others of all its groups."""
        others: dict[str, dict[str, None]] = {}
        for leads, ways in (*((group, group) for group in self.groups), *self.leads):
            for lead in leads:
                others.setdefault(lead, {}).update(dict.fromkeys(ways))
        return others

    @cached_property
    def _by_letters(self) -> dict[str, list[tuple[frozenset[str], str]]]:
        """The listed words with their kanji, by the rarest; those without by how they begin."""
        kanji = {word: frozenset(_KANJI.findall(word)) for word in self._others}
        common = Counter(letter for letters in kanji.values() for letter in letters)
        found: dict[str, list[tuple[frozenset[str], str]]] = {}
        for word, letters in kanji.items():
            rarest = min(sorted(letters), key=common.__getitem__, default="")
            first = rarest or hiragana(fold_text(word))[:2]
            found.setdefault(first, []).append((letters, word))
        return found

    def _likes(self, text: str, terms: Sequence[str]) -> dict[Terms, dict[Terms, None]]:
        """Return the listed words that a text may have, as terms, with their likes.

        MeCab is asked only for words whose letters stand in the text, its words or its reading.
        """
        said = hiragana(fold_text(text))
        letters = {*said, *chain.from_iterable(terms)}
        heard = f"{said} {reading_of(text)}"
        begins = letters.union(map("".join, pairwise(heard)))
        likes: dict[Terms, dict[Terms, None]] = {}
        for first in sorted(begins & self._by_letters.keys()):
            for needed, word in self._by_letters[first]:
                key = _key(word) if needed <= letters else ()
                if not TURNING.issuperset(key):
                    ways = filter(None, map(_way, self._others[word]))
                    likes.setdefault(key, {}).update(dict.fromkeys(ways))
        return likes

    def find(self, text: str) -> tuple[Found, ...]:
        """Return the listed words among the `phrase_terms` of a text, none overlapping.

        Of those that begin at one place it is the longest.
        """
        terms = phrase_terms(text)
        likes = self._likes(text, terms)
        found: list[Found] = []
        at = 0
        longest = max(LONGEST, max(map(len, likes), default=0))
        while at < len(terms):
            for length in range(min(longest, len(terms) - at), 0, -1):
                others = _alike(tuple(terms[at : at + length]), likes)
                if others:
                    found.append(Found(at, at + length, others))
                    break
            else:
                at += 1
                continue
            at = found[-1].end
        return tuple(found)


@lru_cache(maxsize=1 << 14)
def _key(word: str) -> Terms:
    """Return a listed word as the `phrase_terms` by which it is found."""
    return _singular(tuple(phrase_terms(word)))


@lru_cache(maxsize=1 << 14)
def _way(word: str) -> Terms:
    return tuple(content_terms(word))


def _alike(phrase: Terms, likes: Mapping[Terms, Iterable[Terms]]) -> tuple[Terms, ...]:
    """Return what a phrase may be called else; an English one also by the glossary."""
    group = likes.get(_singular(phrase), ())
    english = len(phrase) <= LONGEST and phrase[0].isascii()
    others = translations(phrase) if english else ()
    return tuple(other for other in dict.fromkeys((*group, *others)) if other != phrase)


def _singular(terms: Terms) -> Terms:
    """Return terms with English plurals as they are listed: batteries, battery."""
    return tuple(_PLURAL.sub(lambda m: "y" if m[0] == "ies" else "", term) for term in terms)


def parse_synonyms(lines: Iterable[str]) -> Synonyms:
    """Read one group a line, words parted by 、, a comma or ＝; # begins a remark.

    Words before → also mean those behind it, not the other way round.

    >>> parse_synonyms(["CO2、二酸化炭素  # 略称", "", "# 環境"]).find("CO2の排出")
    (Found(start=0, end=1, likes=(('二', '酸化', '炭素'),)),)
    """
    groups, leads = [], []
    for line in lines:
        group, others = _sides(line)
        if others:
            leads.append((group, others))
        elif len(group) > 1:
            groups.append(group)
    return Synonyms(tuple(groups), tuple(leads))


def idle_lines(lines: Iterable[str]) -> Iterator[tuple[int, str]]:
    """Yield the lines, with their numbers, that say a word and nothing that it may be called."""
    for number, line in enumerate(lines, 1):
        group, others = _sides(line)
        if len(group) + len(others) == 1 or (others and not group):
            yield number, line.strip()


def _sides(line: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    left, *right = re.split("→|⇒|[-=]>", re.split("[#＃]", line)[0], maxsplit=1)
    return _words(left), _words(right[0] if right else "")


def _words(text: str) -> tuple[str, ...]:
    words = (word.strip() for word in re.split("[、,，=＝]", text))
    return tuple(dict.fromkeys(word for word in words if word))


def load_synonyms(corpus_dir: Path) -> Synonyms:
    """Read the list of a corpus, the project's own where it has none, else return an empty one."""
    path = next(filter(is_there, (corpus_dir / FILE, _SHIPPED)), None)
    return parse_synonyms(text_of(path).splitlines()) if path else Synonyms()
