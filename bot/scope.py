"""Under which headings the rows stand that a list question asks for, by what it says of them."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import accumulate, pairwise
from typing import Final

from bot.question import Kind, Question
from bot.question_parts import ignored_terms
from index.domain import KpiRow
from index.headings import heading_of
from index.normalize import fold_text, hiragana
from index.tokens import content_terms, tokenize

_SIGNS: Final = re.compile(r"[^\w%]+|_")
_QUOTED: Final = re.compile(r"[「『【\"“'‘]([^「」『』【】\"“”'‘’]{2,})[」』】\"”'’]")
_LISTED: Final = re.compile(r"kpi|kgi|指標|目標|検証値")
"""What the rows of a list are called, in folded letters."""
_IDLE: Final = (
    "施策 取り組み 取組 管理 設定 掲載 記載 評価 成果 業績 重要 主要 重点 数値 ぶら下がる 属する"
    " 含む 含まれる 対応 該当 進捗 進行 測る 計測 まち作り まちづくり 主な 頁"
)
"""What may stand between the name of a heading and what its rows are called."""
_OPENS: Final = frozenset("のでにはがとをやもら0123456789")
_CLOSES: Final = frozenset("のでにはがとをやへ")
"""What may stand before a title and behind it, in letters."""
_ABOUT: Final = ("関係", "関連", "分野", "方面", "面の", "まわり", "周り", "あたり", "向け")
"""What a title may be called by: たばこ関係の指標."""
_WHOLE: Final = "全体"
"""What a title says that is of all measures together: 計画全体の数値目標."""
_WORD: Final = 2
_PART: Final = 3
"""How many letters a title has at least, and a part of one that is not in quotation marks."""

_BARE: Final = re.compile("(?:って|とは|は)$")

# What may be left out or stand before the number of a section: all before 2-1, 基本 before 目標2.
_KIND: Final = re.compile(r"^\D*(?=\d+\\?-)|^(?:基本|重点|主要|個別|戦略(?=\D))?")

_CHAPTER: Final = re.compile(r"第?(\d{1,2})章")
_EITHER: Final = frozenset(("と", "や", "・", "/", "(", ")", "and", "or"))
_COMMAS: Final = frozenset("、,")
_HIRAGANA: Final = re.compile("[ぁ-ゖ]$")
_NOUNS: Final = frozenset(("名詞", "接尾辞"))

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
        )

    def leads(self, end: int) -> bool:
        """Whether nothing of a subject stands between there and what is listed."""
        rest = self.letters[end:]
        listed = _LISTED.search(rest)
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
    named = _quoted(question, headings) or _named(question, headings)
    if not named and question.kind is Kind.LIST:
        named = _innermost(_begun(question, headings), rows)
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


def is_headed(question: Question, path: Sequence[str]) -> bool:
    """Whether a heading above a text says just what a question asks for: 推進体制は？"""
    asked = _BARE.sub("", _said(question.topic).letters)
    return len(asked) >= _PART and any(_title(heading) == asked for heading in path)


def parts_of(topic: str) -> list[str]:
    """Return the things any of which the indicators to list may be about, if they are several.

    >>> parts_of("避難とか防災の指標"), parts_of("みどりと自然"), parts_of("ふるさと納税の指標")
    (['避難', '防災の指標'], ['みどり', '自然'], [])
    """
    parts, start = [], 0
    for before, token in pairwise(tokenize(topic)):
        listed = token.surface in _COMMAS and not _HIRAGANA.search(before.surface)
        joined = before.pos in _NOUNS or not token.surface.isalpha()
        if listed or (token.surface in _EITHER and joined):
            parts.append(topic[start : token.span.start])
            start = token.span.end + topic.startswith("とか", token.span.start)
    return [*parts, topic[start:]] if parts else []


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
    said = [_said(text) for text in dict.fromkeys((question.text, question.topic))]
    return [
        heading
        for heading in headings
        if any(each.leads(end) for each in said for end in each.ends(_title(heading)))
    ]


def _begun(question: Question, headings: Sequence[str]) -> Sequence[str]:
    """Return the headings of whose title the words just before what is listed are a part.

    Nothing may stand before these words: 夜道の安全 is not 安全.
    """
    said = _said(question.topic)
    for start in sorted(said.cuts):
        for end in range(start + 1, len(said.letters) + 1):
            if said.closes(end) and said.leads(end):
                words = said.letters[start:end]
                named = [h for h in headings if words in _parts(h) or _opens_with(h, words)]
                told = _says_something(words) or re.search(r"\d", words)
                if named and told and not words.isdigit():
                    return named
    return ()


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
    others = [heading for heading in headings if any(said.ends(_title(heading)))]
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


def _words(heading: str) -> str:
    found = heading_of(0, heading)
    return found.text[len(found.marker) :] if found and found.titled else heading


def numbered(question: Question, paths: Iterable[Sequence[str]]) -> frozenset[str]:
    """Return the headings that bear a section number asked for, of those on some paths.

    Where no heading has just that number, 2-1 may be headed 施策2-1, and 目標2 基本目標2, or the
    other way round; and where none has it at all, 2-1 is 2-1-1 and what follows it.
    """
    labels = [_label(label) for label in question.labels]
    paths = tuple(paths) if labels else ()
    headings = {heading for path in paths for heading in path}
    for patterns in (
        [_pattern(label, loosely=False) for label in labels],
        [_pattern(label, loosely=True) for label in labels],
        [_below(label) for label in labels if "-" in label],
    ):
        meant = {
            heading
            for heading in headings
            if _marker(heading) in labels or any(p.match(_label(heading)) for p in patterns)
        }
        if meant:
            return frozenset(meant)
    # 4章 may be headed 4 alone, but only above all else.
    chapters = {found[1] for label in labels if (found := _CHAPTER.fullmatch(label))}
    return frozenset(path[0] for path in paths if path and _marker(path[0]) in chapters)


def _pattern(label: str, *, loosely: bool) -> re.Pattern[str]:
    """Return what a heading with this number begins with; the number does not go on."""
    goes_on = r"[ivx]|[\d-]*\d" if label[-1] in "ivx" else r"[ぁ-ヶー]|[\d-]*\d"
    if label[-1].isdigit():
        goes_on = r"[\d-]*\d"
    said = re.escape(label)
    if loosely:
        said = _KIND.sub(r"\\D{0,8}" if "-" in said else r"\\D{0,2}", said, 1)
    return re.compile(rf"(?:^|(?<=[(第])){said}(?!{goes_on})")


def _below(label: str) -> re.Pattern[str]:
    """Return what headings begin with whose number goes on from this one: 2-1-1 from 2-1."""
    said = _KIND.sub(r"\\D{0,8}", re.escape(label), 1)
    return re.compile(rf"(?:^|(?<=[(第])){said}-\d")


@lru_cache(maxsize=1 << 12)
def _marker(heading: str) -> str:
    """Return the number that a heading carries by itself: イ before フェアトレード."""
    found = heading_of(0, heading)
    return _label(found.marker) if found else ""


def _label(heading: str) -> str:
    return re.sub(r"^[■□●◆◇▼▽▶►★☆◉【]|[\s.．]+", "", fold_text(heading))
