"""What people call a plan: its publisher and aliases, how they sound, their Latin spelling."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from index.domain import Plan
from index.normalize import katakana
from index.tokens import Token, content_terms, reading_of, tokenize
from index.words.romaji import romanize

_SUFFIX: Final = re.compile(r"[都道府県市町村区]$")
_TOWN: Final = re.compile(
    r"(?:(?:北海道|東京都|(?:大阪|京都)府|[^\s]{2,3}県)\s*)?([^\s]+?[市町村区])(?![市町村区])"
)
_KANJI: Final = r"一-鿿々ヶ"
_KINDS: Final = "計画|戦略|ビジョン|プラン|構想"
_KIND: Final = re.compile(_KINDS)
_IN_LATIN: Final = (
    "[ -]?(?:City|city|Town|town|Village|village|Prefecture|prefecture|shi|cho|machi|mura|son|ken)"
    "(?![A-Za-z]| (?:hall|office|council|bus|hospital|park|library|museum))"
)
_WITHIN: Final = re.compile(r"で|にある|[、,\s]")
"""What follows a plan that an answer is looked for in, and not one that is asked about."""
_NUMBERED: Final = re.compile(r"第?([\d一二三四五六七八九十]+[次期])(?:の?計画)?(?![一-鿿])")
WITHIN_PLAN: Final = re.compile(
    r"\b(?:in|under|of)\s+(?:(?!in |of |under )[\w-]+ ){0,6}(?:plan|strategy|vision)\b"
    r"(?: for [\w ]+?(?=[?,.]|$))?"
    r"|^\W*(?:[\w-]+ ){1,5}(?:plan|strategy|vision)(?=:)",
    re.IGNORECASE,
)
"""The plan that an answer is looked for in, in English."""
_LETTERS: Final = rf"{_KANJI}ぁ-んァ-ヴー"


@dataclass(frozen=True, slots=True)
class Mention:
    """A plan named in a question, and where."""

    plan_id: str
    start: int
    end: int


def find_plans(text: str, catalogue: Sequence[Plan]) -> tuple[Mention, ...]:
    """Return each place where `text` (in NFKC) names a plan, in order, the longest name first."""
    found = [
        Mention(plan.plan_id, *match.span())
        for plan in catalogue
        for pattern in _patterns(plan.publisher, plan.title, plan.aliases)
        for match in pattern.finditer(text)
    ]
    named = {mention.plan_id for mention in found}
    found += _of_kind(text, catalogue, named)
    found += _of_title(text, [plan for plan in catalogue if plan.plan_id in named])
    found += _of_number(text, [plan for plan in catalogue if plan.plan_id in named])
    longest = [mention for mention in found if not any(_inside(mention, other) for other in found)]
    return tuple(sorted(dict.fromkeys(longest), key=lambda mention: (mention.start, mention.end)))


def plans_named(mentions: Sequence[Mention]) -> tuple[str, ...]:
    """Return the plans meant: of those of a town the ones that a further name picks out.

    >>> town = [Mention(plan, 0, 3) for plan in ("kankyo", "kyoiku", "kenko")]
    >>> plans_named([*town, Mention("kankyo", 4, 8)]), len(plans_named(town))
    (('kankyo',), 3)
    """
    places: dict[tuple[int, int], set[str]] = {}
    for mention in mentions:
        places.setdefault((mention.start, mention.end), set()).add(mention.plan_id)
    narrow = [named for named in places.values() if not any(o < named for o in places.values())]
    meant = set().union(*narrow)
    return tuple(dict.fromkeys(m.plan_id for m in mentions if m.plan_id in meant))


def _of_number(text: str, plans: Sequence[Plan]) -> Iterator[Mention]:
    """Yield where a plan of a publisher named is called by its number: 第4期では."""
    for said in _NUMBERED.finditer(text):
        number = re.compile(rf"(?<![\d一二三四五六七八九十]){said[1]}")
        for plan in plans:
            if number.search(unicodedata.normalize("NFKC", plan.title)):
                yield Mention(plan.plan_id, *said.span())


def _of_title(text: str, plans: Sequence[Plan]) -> Iterator[Mention]:
    """Yield where a plan of a publisher named is called by words of its title: 健康の計画では."""
    tokens = tokenize(text)
    kinds = [i for i, token in enumerate(tokens) if _KIND.fullmatch(token.surface)]
    for plan in plans:
        title = _title_terms(plan.title, plan.publisher)
        for last in (i for i in kinds if _WITHIN.match(text, tokens[i].span.end)):
            first = last
            while first and (tokens[first - 1].surface == "の" or _says(tokens[first - 1], title)):
                first -= 1
            first += tokens[first].surface == "の"
            if first < last:
                yield Mention(plan.plan_id, tokens[first].span.start, tokens[last].span.end)


def _says(token: Token, title: frozenset[str]) -> bool:
    terms = content_terms(token.surface) or (token.surface,)
    return token.lemma in title or title.issuperset(terms)


@lru_cache(maxsize=256)
def _title_terms(title: str, publisher: str) -> frozenset[str]:
    return frozenset(content_terms(title)).difference(content_terms(publisher))


def _of_kind(text: str, catalogue: Sequence[Plan], named: set[str]) -> list[Mention]:
    """Return where a plan is called by what kind of plan it is, if only one that may be meant is.

    Who names a publisher means one of its plans.
    """
    plans = [plan for plan in catalogue if plan.plan_id in named or not named]
    kinds = [(plan, kind_of(plan.title, plan.publisher)) for plan in plans]
    counts = Counter(kind for _, kind in kinds)
    before = f"市町村県次期{'の' if named else ''}"
    return [
        Mention(plan.plan_id, *match.span())
        for plan, kind in kinds
        if kind and kind in text and counts[kind] == 1
        for match in re.finditer(
            rf"(?:(?<![{_LETTERS}])|(?<=[{before}])){kind}(?![{_KANJI}])", text
        )
    ]


@lru_cache(maxsize=256)
def kind_of(title: str, publisher: str) -> str:
    """Return what kind of plan a title says it is; empty where it has no such name.

    >>> kind_of("第３次東雲市環境基本計画（令和7年度～）", "架空県東雲市")
    '環境基本計画'
    """
    town = body_of(unicodedata.normalize("NFKC", publisher))
    bare = unicodedata.normalize("NFKC", title).replace(town, "")
    bare = re.sub(
        r"^\s*(?:新|第[\d一二三四五六七八九十]+[次期])*\s*(?:[ぁ-ん]+・\S*[ぁ-ん]創生)?", "", bare
    )
    bare = re.sub(r"(?<=[A-Za-z])\s(?=\S)", "", bare)
    kind = re.match(rf"[{_LETTERS}A-Za-z]{{2,}}?(?:{_KINDS})(?![{_LETTERS}])", bare)
    return kind.group() if kind else ""


def _inside(inner: Mention, outer: Mention) -> bool:
    """Whether a name is only a part of a longer one."""
    return (
        outer.start <= inner.start
        and inner.end <= outer.end
        and outer.end - outer.start > inner.end - inner.start
    )


def body_of(publisher: str) -> str:
    """Return the town, or else the prefecture, that a publisher is or belongs to.

    >>> body_of("架空県 汐見市 こども未来部"), body_of("長野県"), body_of("三重県四日市市")
    ('汐見市', '長野県', '四日市市')
    """
    town = _TOWN.match(publisher)
    return town.group(1) if town else publisher


@lru_cache(maxsize=256)
def _patterns(publisher: str, title: str, aliases: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    """Return what finds the names of a plan: whole names anywhere, short ones only on their own."""
    full = unicodedata.normalize("NFKC", publisher)
    publisher = body_of(full)
    stem = _SUFFIX.sub("", publisher)
    suffix = publisher[len(stem) :]
    whole = [name for name in dict.fromkeys((title, full, publisher)) if name]
    patterns = [re.compile(re.escape(unicodedata.normalize("NFKC", name))) for name in whole]
    short = {unicodedata.normalize("NFKC", alias) for alias in aliases}
    if len(stem) > 1:
        sound = reading_of(stem)
        short |= {stem, sound, katakana(sound)}
        roman = romanize(katakana(sound))
        if len(roman) > 3:
            short.add(roman.capitalize())
    else:
        # 津 or 楓 alone is a town only where it stands apart before what is asked.
        patterns.append(re.compile(rf"^{re.escape(stem)}(?=\s)"))
    latin = [name for name in short if name.isascii()]
    japanese = [name for name in short if not name.isascii() and len(name) > 1]
    end = rf"(?:{suffix}|し(?=[のはが、\s]))?(?![{_LETTERS}])" if suffix else rf"(?![{_LETTERS}])"
    # Written out in kana before it gets here: さいたま City.
    end = rf"(?:{_IN_LATIN}(?:'s)?(?![A-Za-z])|{end})"
    after = rf"(?:{end}|{suffix or '(?!)'}(?=[のはがでにをもと、\s])|(?=[のはがでにをもと、\s]))"
    patterns += [
        re.compile(
            rf"(?:(?<![{_LETTERS}])|(?:(?<=って)|(?<=[とやは{'の' if _KIND.search(name) else ''}]))"
            rf"(?=[{_KANJI}ァ-ヴ])){re.escape(name)}{after}"
        )
        for name in sorted(japanese, key=len, reverse=True)
    ]
    patterns += [
        re.compile(rf"(?<![A-Za-z]){re.escape(name)}(?:{_IN_LATIN})?(?:'s)?(?![A-Za-z])")
        for name in latin
    ]
    return tuple(patterns)
