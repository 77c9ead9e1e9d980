"""Under which headings the rows stand that a list question asks for, by what it says of them."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import accumulate
from typing import Final

from bot.answering.covering import covering, phrases_of
from bot.answering.numbered import numbered
from bot.question import Kind, Question
from bot.reading.parts import fold, ignored_terms
from index.domain import KpiRow
from index.headings.markers import heading_of
from index.normalize import fold_text, hiragana
from index.tokens import content_terms

_SIGNS: Final = re.compile(r"[^\w%]+|_")
_QUOTED: Final = re.compile(r"[「『【\"“'‘]([^「」『』【】\"“”'‘’]{2,})[」』】\"”'’]")
_LISTED: Final = re.compile(r"kpi|kgi|指標|目標|検証値")
"""What the rows of a list are called, in folded letters."""
_TABLED: Final = re.compile(r"の?(?:成果|評価|数値)?(?:指標|目標)(?:一覧)?$")
"""What a title ends with that says no more than that a table follows: 計画全体の成果指標."""
_SPACE_OR_LISTED: Final = re.compile(rf"\s|{_LISTED.pattern}", re.IGNORECASE)
_IDLE: Final = (
    "施策 取り組み 取組 管理 設定 掲載 記載 評価 成果 業績 重要 主要 重点 数値 ぶら下がる 属する"
    " 含む 含まれる 対応 該当 進捗 進行 測る 計測 表 丸ごと まち作り まちづくり 主な 頁"
)
"""What may stand between the name of a heading and what its rows are called."""
_OPENS: Final = frozenset("のでにはがとをやもら0123456789")
_CLOSES: Final = frozenset("のでにはがとをやへ")
"""What may stand before a title and behind it, in letters."""
_ABOUT: Final = ("関係", "関連", "分野", "方面", "面の", "まわり", "周り", "あたり", "向け")
"""What a title may be called by: たばこ関係の指標."""
_CALLED: Final = re.compile(
    "^の?(?:基本|重点)?(?:目標|方針|施策|政策|柱|編|章|節|分野|ぷろじぇくと|とこ(?:ろ)?)(?=[のにでは])"
)
"""What a heading is called behind its title: むらを保つ方針の指標, ごみの章の指標."""
_GLOSS: Final = re.compile(r"\([^()]*\)")
_WHOLE: Final = "全体"
"""What a title says that is of all measures together: 計画全体の数値目標."""
_WORD: Final = 2
_PART: Final = 3
"""How many letters a title has at least, and a part of one that is not in quotation marks."""

_LONG: Final = 4
"""How many letters words have at least that name a heading from within its title."""

_BARE: Final = re.compile("(?:って|とは|は)$")


Test = Callable[[KpiRow], bool]


@dataclass(frozen=True, slots=True)
class _Said:
    """A text in folded letters without signs and blanks, and the places where some stood."""

    letters: str
    cuts: frozenset[int]

    def closes(self, end: int) -> bool:
        """Whether a word may end there."""
        return (
            end in self.cuts
            or self.letters[end] in _CLOSES
            or self.letters.startswith((*_ABOUT, "って"), end)
            or bool(_CALLED.match(self.letters[end:]))
        )

    def leads(self, end: int) -> bool:
        """Whether nothing of a subject stands between there and what is listed."""
        rest = self.letters[end:]
        listed = _LISTED.search(rest := _CALLED.sub("", rest, 1))
        return not _says_something(rest[: listed.start()] if listed else rest)

    def ends(self, title: str) -> Iterator[int]:
        """Yield where a title ends, wherever it stands as words of its own."""
        told = len(title) >= _WORD and (_says_something(title) or _WHOLE in title)
        at = self.letters.find(title) if told else -1
        while at >= 0:
            end = at + len(title)
            if (at in self.cuts or self.letters[at - 1] in _OPENS) and self.closes(end):
                yield end
            at = self.letters.find(title, at + 1)


def scope(question: Question, rows: Iterable[KpiRow]) -> Test | None:
    """Return a test for rows under the headings that a question names, None where it names none.

    The heading named just before what is listed is meant: in `AのBの指標` that is B, and A, like
    the number of a section, says where B stands. Only who asks for a list may name a part of it.
    """
    rows = tuple(rows)
    headings = tuple(dict.fromkeys(heading for row in rows for heading in row.path))
    quoted = _quoted(question, headings)
    named = quoted or _named(question, headings)
    if question.kind is Kind.LIST:
        named = named or _innermost(_begun(question, headings), rows)
        covered = frozenset() if quoted else _covered(question, rows, bool(named))
        if covered and all(frozenset(named).isdisjoint(path) for path in covered):
            return lambda row: row.path in covered
    firm = [
        test
        for test in (_under(named), _under(numbered(question, (row.path for row in rows))))
        if test
    ]
    around = _under(_mentioned(question, headings, named)) if firm else None
    kept: list[Test] = []
    for test in (*firm, *([around] if around else [])):
        if any(all(each(row) for each in (*kept, test)) for row in rows):
            kept.append(test)
    return (lambda row: all(test(row) for test in kept)) if kept else None


def names_heading(question: Question, rows: Iterable[KpiRow]) -> bool:
    """Whether a question names a heading of some rows by its whole title."""
    return bool(_named(question, tuple({heading for row in rows for heading in row.path})))


def quotes_words(question: Question) -> bool:
    """Whether words in quotation marks say what is meant, whatever else is said."""
    return bool(_QUOTED.search(question.text))


def is_headed(question: Question, path: Sequence[str]) -> bool:
    """Whether a heading above a text says just what a question asks for: 推進体制は？"""
    asked = _BARE.sub("", _said(question.topic).letters)
    return len(asked) >= _PART and any(_title(heading) == asked for heading in path)


def _covered(question: Question, rows: Sequence[KpiRow], named: bool) -> frozenset[tuple[str, ...]]:
    """Return the paths that say all that a question says of where its rows stand, if not all do.

    Where no heading is named, one word alone is a theme: it may be met in names as well.
    """
    parts = _SPACE_OR_LISTED.split(question.topic)
    said = [each for part in parts for each in phrases_of(part, lambda text: _said(text).letters)]
    phrases = {phrase: is_noun for phrase, is_noun in said if _says_something(phrase)}
    paths = {row.path for row in rows}
    told = not question.labels and sum(phrases.values()) > (not named)
    found = covering(tuple(phrases), paths, _title) if told else frozenset()
    return found if found < paths else frozenset()


def _under(headings: Collection[str]) -> Test | None:
    meant = frozenset(headings)
    return (lambda row: not meant.isdisjoint(row.path)) if meant else None


def _quoted(question: Question, headings: Sequence[str]) -> Sequence[str]:
    """Return the headings that words in quotation marks name, as nearly as any does."""
    for found in _QUOTED.finditer(question.text):
        words = _said(found[1]).letters
        likeness = {heading: _likeness(words, heading) for heading in headings}
        best = max(likeness.values(), default=0)
        if best and words:
            return [heading for heading in headings if likeness[heading] == best]
    return ()


def _likeness(words: str, heading: str) -> int:
    """Return how nearly some words name a heading, 0 where they do not."""
    title = _title(heading)
    if words in (title, _said(heading).letters):
        return 4
    if words in _parts(heading):
        return 3
    if title.startswith(words):
        return 2
    return int(len(words) > _PART and words in title)


def _named(question: Question, headings: Sequence[str]) -> Sequence[str]:
    """Return the headings whose title stands in the question just before what is listed."""
    texts = (question.text, question.topic, _bare(fold(question.text)), _bare(question.topic))
    said = [_said(text) for text in dict.fromkeys(texts)]
    return [
        heading
        for heading in headings
        if any(
            each.leads(end)
            for title in (_title(heading), _TABLED.sub("", _title(heading)))
            for each in said
            for end in each.ends(title)
        )
    ]


def _begun(question: Question, headings: Sequence[str]) -> Sequence[str]:
    """Return the headings of whose title the words just before what is listed are a part.

    Nothing may stand before these words: 夜道の安全 is not 安全.
    """
    for said in map(_said, dict.fromkeys((_bare(question.topic), question.topic))):
        for start in sorted(said.cuts):
            for end in range(start + 1, len(said.letters) + 1):
                if said.closes(end) and said.leads(end):
                    words = said.letters[start:end]
                    begun = [h for h in headings if words in _parts(h) or _opens_with(h, words)]
                    joined = "と" in words[1:-1] or any(start < cut < end for cut in said.cuts)
                    named = begun or (_alone(headings, words) if joined else [])
                    told = _says_something(words) or re.search(r"\d", words)
                    if named and told and not words.isdigit():
                        return named
    return ()


def _alone(headings: Sequence[str], words: str) -> list[str]:
    """Return the one heading whose title has some words: 森のそばと野菜を育てる, そばと野菜."""
    if len(words) <= _LONG:
        return []
    found: dict[str, list[str]] = {}
    for heading in headings:
        title = _title(heading)
        at = title.find(words)
        if at >= 0 and title[at + len(words) : at + len(words) + 1] in ("", *_CLOSES):
            found.setdefault(title, []).append(heading)
    return next(iter(found.values())) if len(found) == 1 else []


def _bare(text: str) -> str:
    """Return a text without what only explains its words: 湖と湯(観光)の施策."""
    return _GLOSS.sub("", text)


def _opens_with(heading: str, words: str) -> bool:
    title = _title(heading)
    goes_on = title[len(words) : len(words) + 1]
    return len(words) >= _PART and title.startswith(words) and goes_on in _CLOSES


def _innermost(headings: Sequence[str], rows: Iterable[KpiRow]) -> Sequence[str]:
    """Return those of some headings that stand above no other of them."""
    paths = [[heading for heading in row.path if heading in headings] for row in rows]
    above = {heading for path in paths for heading in path[:-1]}
    return [heading for heading in headings if heading not in above]


def _mentioned(question: Question, headings: Sequence[str], named: Sequence[str]) -> Sequence[str]:
    """Return the headings whose title stands anywhere in the question, but in no one meant."""
    said = _said(question.text)
    others = [h for h in headings if any(any(said.ends(name)) for name in _names(h))]
    return [h for h in others if not any(_title(h) in _title(meant) for meant in named)]


@lru_cache(maxsize=1 << 12)
def _says_something(letters: str) -> bool:
    terms = content_terms(letters)
    return any(term not in ignored_terms() and term not in _idle() for term in terms)


@cache
def _idle() -> frozenset[str]:
    return frozenset(content_terms(_IDLE))


@lru_cache(maxsize=1 << 12)
def _said(text: str) -> _Said:
    parts = _SIGNS.split(hiragana(fold_text(text)))
    return _Said("".join(parts), frozenset((0, *accumulate(map(len, parts)))))


@lru_cache(maxsize=1 << 12)
def _title(heading: str) -> str:
    """Return the letters of a heading without its number."""
    return _said(_words(heading)).letters


@lru_cache(maxsize=1 << 12)
def _parts(heading: str) -> frozenset[str]:
    """Return the letters of each part of a title that signs set apart."""
    return frozenset(_SIGNS.split(hiragana(fold_text(_words(heading)))))


def _names(heading: str) -> tuple[str, ...]:
    """Return what a heading may be called by: its title, and what it has in brackets."""
    return (_title(heading), *(part for part in _parts(heading) if len(part) > _PART))


def _words(heading: str) -> str:
    found = heading_of(0, heading)
    return found.text[len(found.marker) :] if found and found.titled else heading
