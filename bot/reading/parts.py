"""The parts of a question: clauses, topic, years, figures, places, names, and what is wanted."""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from typing import Final

from bot.reading import named_words, wanted_words, words
from bot.reading.idle_words import STOP_WORDS
from index.normalize import fold_text, hiragana
from index.quantities import PERIOD, fold_same_length, parse_period
from index.tokens import content_terms, tokenize

MOST_CHARACTERS: Final = 1000
_CIRCLED: Final = {chr(0x2460 + i): str(i + 1) for i in range(20)}
_END_OF_TOPIC: Final = (
    r"(?:\(.{1,8}\))?(?:の?(?:目標値?|現状値?|実績値?|推移|KPI|指標))?"
    r"(?:[はも]|を(?![上下高増減広伸達])|って|$|[?？。\s])"
)
# What ends a noun before って; MeCab takes 率って for a verb.
_NOUN_SAID: Final = re.compile(r"(?<=[率数額量度者費税業画金員所園校社店法料化性ァ-ヶー])って")
_PER_CENT: Final = re.compile(r"(?<=[何\d])パー(?:セント)?(?![ァ-ヴ])")

_KANJI: Final = re.compile("[一-鿿々]{2,}")
_KATAKANA: Final = re.compile("[ァ-ヶー]+")
_HIRAGANA: Final = re.compile("[ぁ-ゖ]+")
_BARE_YEAR: Final = re.compile(
    r"(?<![\d.,第元和成正治RHSrhs~〜-])(?<![和成正治]\s)(?=(?:1\d|20?|[3-9])年度(?![間目以内分]))"
)
_WHO: Final = re.compile(r"(?<=\w)(?<!\btell me)(?<!\bknow)(?<!\bsee)\s+who\b", re.IGNORECASE)
"""Who, of somebody named before: `residents who walk`."""


def fold(text: str) -> str:
    """Return the text in NFKC, with one kind of dash, and per cent as it is printed.

    >>> fold("ｼﾞｵﾂｱｰの目標は？"), fold("①の指標"), fold("何ﾊﾟｰまで")
    ('ジオツアーの目標は?', '1の指標', '何%まで')
    """
    for sign, number in _CIRCLED.items():
        text = text.replace(sign, number)
    text = unicodedata.normalize("NFKC", text).replace("‐", "-").replace("−", "-")
    return _PER_CENT.sub("%", text)


def shortened(text: str) -> str:
    """Return a text of at most MOST_CHARACTERS: of a longer one, the sentences that ask."""
    if len(text) <= MOST_CHARACTERS:
        return text
    asking = [part for part in re.split(r"(?<=[。？?!！\n])", text) if words.ASKING.search(part)]
    return ("".join(asking) or text)[:MOST_CHARACTERS]


def era_added(text: str) -> str:
    """Return a text with the era before a year of one or two digits that stands without one.

    >>> era_added("13年度には?"), era_added("H30年度と8年度"), era_added("2年度目")
    ('令和13年度には?', 'H30年度と令和8年度', '2年度目')
    """
    return _BARE_YEAR.sub("令和", text)


def part_clauses(text: str) -> tuple[str, str]:
    """Part what is asked from what is only said around it: greetings go, occasions step aside."""
    text = words.GREETINGS.sub(" ", text)
    main: list[str] = []
    aside: list[str] = []
    clauses = [clause for clause in words.CLAUSE_END.split(text) if clause.strip(" 、。,.")]
    for clause in clauses:
        (aside if _is_aside(clause) else main).append(clause)
    said = "".join(main)
    if not has_content(said):
        return text, ""
    return said, "".join(aside)


def _is_aside(clause: str) -> bool:
    occasion = words.OCCASIONS.search(clause) and words.PURPOSES.search(clause)
    memory = words.RECOLLECTIONS.search(clause.strip(" 、。…"))
    told = words.TOLD.search(clause) and not words.KPI_WORDS.search(clause)
    return bool(occasion or memory or told) and not words.ASKING.search(clause)


def part_requests(text: str) -> tuple[str, str]:
    """Part the first sentence that asks, with what leads up to it, from what is asked besides.

    >>> part_requests("人口が減ったのは何年ですか。要因もお願いします。")
    ('人口が減ったのは何年ですか。', '要因もお願いします。')
    >>> part_requests("ごみは何グラム?家庭の分だけの方で")
    ('ごみは何グラム?家庭の分だけの方で', '')
    """
    for end in words.SENTENCE_END.finditer(text):
        first = text[: end.end()]
        besides = text[end.end() :]
        if words.ASKING.search(first) and has_content(first):
            return (text, "") if wanted_words.NARROWED.fullmatch(besides) else (first, besides)
    return text, ""


def part_counter(text: str) -> tuple[str, str]:
    """Part what is counted from the unit asked for, unless the unit itself names what is counted.

    >>> part_counter("地下水は何万立米"), part_counter("何市町村で使えるか")
    (('地下水は ', '立米'), ('何市町村で使えるか', ''))
    """
    found = wanted_words.COUNTED.search(text)
    if not found:
        return text, ""
    unit = _counter(found)
    before, after = text[: found.start()], text[found.end() :]
    if unit == "年間":
        return f"{before} 期間 {after}", unit
    return (
        (text, "") if wanted_words.TELLING_COUNTER.fullmatch(unit) else (f"{before} {after}", unit)
    )


def part_whole(text: str) -> tuple[str, str]:
    """Part what is asked about from the whole of which it is a part.

    >>> part_whole("空き家のうち、すぐ住めるのは"), part_whole("朝のうちに開く市")
    (('すぐ住めるのは', '空き家'), ('朝のうちに開く市', ''))
    """
    whole, *parts = re.split("のうち(?!に)[、 ]*", text, maxsplit=1)
    return (parts[0], whole) if parts and all(map(has_content, (whole, *parts))) else (text, "")


@cache
def ignored_terms(besides: frozenset[str] = frozenset()) -> frozenset[str]:
    """Return the terms that say only that something is asked, and those of the words `besides`."""
    idle = STOP_WORDS | besides
    folded = {hiragana(fold_text(word)) for word in idle}
    alone = {terms[0] for word in idle if len(terms := content_terms(word)) == 1}
    return frozenset(folded | alone)


def has_content(text: str) -> bool:
    """Whether anything is left to search by once the asking words are gone."""
    bare = words.FOLLOW_UP.sub("", topic_of(text))
    return any(
        term not in ignored_terms() and not term[0].isdigit() for term in content_terms(bare)
    )


def topic_of(text: str) -> str:
    """Return a text without its years and without what only asks.

    >>> topic_of("目標年が2024年の指標は？")
    '目標年 の指標は'
    """
    for found in reversed(list(PERIOD.finditer(fold_same_length(text)))):
        # Left behind, a particle would become part of a word: 年が is read as 年賀.
        text = f"{text[: found.start()].removesuffix('が')} {text[found.end() :]}"
    text = words.ONLY_ASKS.sub(" ", _NOUN_SAID.sub(" ", text))
    return " ".join(re.sub(r"[？?。！!…🙏〜~]+", " ", text).split())


def without_rank(topic: str) -> str:
    """Return a topic without what only ranks, where nothing else is asked.

    >>> without_rank("一番高い目標"), without_rank("一番高い山の名前")
    (' 目標', '一番高い山の名前')
    """
    rest = words.RANKED.sub(" ", topic)
    return topic if has_content(rest) else rest


def years_in(text: str) -> tuple[tuple[int, ...], bool]:
    """Return the years named, and whether a year and its gloss name different ones.

    A year that is only compared with is none.

    >>> years_in("2024年(令和5年)の目標"), years_in("R6とH30"), years_in("2013年度比で5-2-1の指標")
    (((2024, 2023), True), ((2024, 2018), False), ((), False))
    """
    years: list[int] = []
    clash = False
    folded = fold_same_length(text)
    before: tuple[int, int] | None = None
    for found in PERIOD.finditer(folded):
        said = folded[: found.start()]
        if words.COMPARED.match(folded, found.end()) or words.COMPARED_WITH.search(said):
            continue
        periods = [parse_period(part) for part in re.split(r"[()]", found.group())]
        named = [(period.first, period.last) for period in periods if period]
        if before and said.endswith("("):
            named.insert(0, before)
        clash = clash or any(a != b for a, b in pairwise(named))
        for year in (year for period in named for year in period):
            if year not in years:
                years.append(year)
        before = named[-1] if named else None
    return tuple(years), clash


def figures_in(text: str) -> tuple[str, ...]:
    """Return the figures said with a unit, as who asks about an indicator remembers them.

    >>> figures_in("こども食堂、今9校区→最終"), figures_in("42万人へ、R12は？"), figures_in("4-1")
    (('9',), ('42万',), ())
    """
    bare = PERIOD.sub(lambda found: " " * len(found.group()), fold_same_length(text))
    return tuple(found.group(1) for found in wanted_words.SAID_FIGURE.finditer(bare))


def places_in(text: str) -> tuple[str, ...]:
    """Return the names of towns and prefectures.

    >>> places_in("横浜市の目標"), places_in("政令指定都市になった年"), places_in("何市町村で")
    (('横浜市',), (), ())
    >>> places_in("沖代市の率"), places_in("三ツ谷町では"), places_in("当市の率")
    (('代市',), ('三ツ谷町',), ())
    >>> places_in("舟を入れるとき市が出す額")
    ()
    """
    tokens = tokenize(text)
    nouns = {token.span.end for token in tokens if token.pos == "名詞"}
    bent = {token.span.end for token in tokens if token.pos in ("動詞", "助動詞", "形容詞")}
    return tuple(named_words.OTHER_PLACES.findall(text)) + tuple(
        name.surface + suffix.surface
        for name, suffix in pairwise(tokens)
        if suffix.surface in named_words.PLACE_SUFFIXES
        and name.span.end == suffix.span.start
        # Of a name that is in no dictionary the end may be taken for a prefix.
        and (name.pos == "名詞" or (name.pos == "接頭辞" and name.span.start in nouns))
        and name.surface not in named_words.NO_PLACES
        # 入れるとき市の: what a verb stands before is no name, unless it is in kanji.
        and not (name.span.start in bent and _HIRAGANA.fullmatch(name.surface))
    )


def names_in(text: str) -> tuple[str, ...]:
    """Return what is called by a name of its own, as buildings, meetings, feasts and towns are.

    >>> names_in("道の駅うららの売上は"), names_in("うらら市場と市立病院"), names_in("祭りの日")
    (('道の駅うらら',), ('うらら市場',), ())
    >>> names_in("下関の発行枚数は")
    ('下関',)
    """
    things = [found.group() for found in named_words.NAMED_THING.finditer(text)]
    return (*things, *(n for n in _proper_nouns(text) if not any(n in thing for thing in things)))


def _proper_nouns(text: str) -> Iterator[str]:
    """Yield the names of places and persons that stand alone: not the 伊勢 of 伊勢えび.

    UniDic has words in kanji under their kanji, but such names in katakana.
    """
    tokens = tokenize(text)
    kinds = ["", *(token.pos for token in tokens), ""]
    for token, before, after in zip(tokens, kinds, kinds[2:], strict=False):
        named = _KANJI.fullmatch(token.surface) and _KATAKANA.fullmatch(token.lemma)
        if named and before != "名詞" and after not in ("名詞", "接尾辞"):
            yield token.surface


def wanted_in(text: str) -> tuple[str | None, str | None]:
    """Return what is wanted, and the unit asked for."""
    text = _WHO.sub(" ", text)
    if wanted_words.YES_NO.search(text) and not wanted_words.INTERROGATIVE.search(text):
        found = (name for name, pattern in wanted_words.WANTS if pattern.search(text))
        return next((name for name in found if name not in wanted_words.OF_FIGURES), None), None
    counted = wanted_words.COUNTED.search(text)
    counter = _counter(counted) if counted else None
    if counter and not re.match("[%年月日円つ]|割", counter):
        return "number", counter
    for name, pattern in wanted_words.WANTS:
        if pattern.search(text):
            return name, counter or (noun_counter(text) if name != "date" else None)
    counter = counter or noun_counter(text)
    return ("number" if counter else None), counter


def _counter(counted: re.Match[str]) -> str:
    """Return the unit asked for without scale words: 人 of 何万人."""
    return re.sub("^[十百千万億兆]+(?=.)", "", counted[1] or counted[2])


def noun_counter(text: str) -> str | None:
    """Return what the last noun asked about is counted in.

    >>> noun_counter("講座の開催回数の目標"), noun_counter("面積が広い市の名前")
    ('回', None)
    """
    for pattern, counter in wanted_words.COUNT_NOUNS:
        if re.search(rf"(?:{pattern}){_END_OF_TOPIC}", text):
            return counter
    return None
