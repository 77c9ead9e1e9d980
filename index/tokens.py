"""The only door to fugashi: text to tokens with spans, and to the terms that BM25 counts."""

import csv
import re
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import version

from fugashi import Tagger

from index.domain import Span
from index.normalize import fold, fold_text, hiragana

DICTIONARY = f"unidic-lite/{version('unidic-lite')}"

_CONTENT = frozenset({"名詞", "動詞", "形容詞", "形状詞", "接頭辞", "接尾辞"})
# Words of these classes that say nothing of what a text is about, by UniDic's lemma.
_EMPTY_WORDS = """
為る 居る 有る 成る 出来る 行く 来る 遣る 下さる 頂く 貰う 呉れる 仕舞う 御座る 得る 因る 就く
於く 係る 対する 関する 言う 教える 知る 願う 聞く
事 物 為 所 訳 筈 内 方 様 等 達 御 本 当 的 良い 無い
何 何れ 何処 誰 何時 幾 幾つ 幾ら つ 如何 何故 何方 此れ 其れ 我々
"""
_EMPTY = frozenset(_EMPTY_WORDS.split())

# UniDic-lite wrote its fields so: class, three finer classes, two of inflection, then these.
_LEMMA, _READING = 7, 17
# Long texts are analysed in pieces: MeCab's lattice grows with the length of what it is given.
_PIECE = 4000
_CUT = re.compile(r"[。\n]")
# Numbers, section numbers, Latin words and codes are one word: 3,000 and 5-1-1, wi-fi, h30, co2.
_WHOLE = re.compile(r"\d+(?:[,.-]\d+)*|[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
_NUMBER_FEATURES = "名詞,数詞"
# What MeCab or its UTF-8 door cannot take, each replaced by one blank so that spans stay.
_UNFIT = re.compile(r"[\x00\ud800-\udfff]")

_local = threading.local()


@dataclass(frozen=True, slots=True)
class Token:
    """A word: `surface` is the source at `span`, `lemma` is folded, `reading` is katakana."""

    span: Span
    surface: str
    lemma: str
    pos: str
    reading: str


def _tagger() -> Tagger:
    """Return this thread's tagger: MeCab's is not shared between threads."""
    try:
        return _local.tagger
    except AttributeError:
        _local.tagger = Tagger()
        return _local.tagger


@lru_cache(maxsize=1 << 15)
def _features(raw: str) -> tuple[str, str, str]:
    """Return word class, lemma and reading (the last two empty for an unknown word)."""
    fields = next(csv.reader([raw])) if '"' in raw else raw.split(",")
    if len(fields) <= _READING:
        return fields[0], "", ""
    lemma = fields[_LEMMA]
    # UniDic writes the origin of a loan word after its lemma: データ-data.
    return fields[0], fold_text(lemma.split("-")[0] or lemma), fields[_READING]


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    """Cut a long text after sentences and lines, or anywhere when it has none."""
    start = 0
    while len(text) - start > _PIECE:
        end = start + _PIECE
        cuts = [match.end() for match in _CUT.finditer(text, start, end)]
        end = cuts[-1] if cuts else end
        yield start, end
        start = end
    yield start, len(text)


def _words(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield start, end and raw features of each word; numbers and Latin words are whole."""
    text = _UNFIT.sub(" ", text)
    whole = [match.span() for match in _WHOLE.finditer(text)]
    whole.reverse()
    start = end = 0
    for first, last, raw in _nodes(text):
        while whole and whole[-1][1] <= first:
            whole.pop()
        if first < end:
            end = max(end, last)
        elif whole and whole[-1][0] < last and whole[-1] != (first, last):
            if start < end:
                yield start, end, _NUMBER_FEATURES
            start, end = first, last
        else:
            if start < end:
                yield start, end, _NUMBER_FEATURES
            start = end = last
            yield first, last, raw
        while start < end and whole and whole[-1][0] < end:
            end = max(end, whole.pop()[1])
    if start < end:
        yield start, end, _NUMBER_FEATURES


def _nodes(text: str) -> list[tuple[int, int, str]]:
    tagger = _tagger()
    nodes = []
    for start, end in _pieces(text):
        at = start
        for node in tagger(text[start:end]):
            first = at + len(node.white_space)
            at = first + len(node.surface)
            nodes.append((first, at, node.feature_raw))
    return nodes


def tokenize(text: str) -> tuple[Token, ...]:
    """Return the words of the text with their spans in it; blanks between them are left out."""
    folded = fold(text)
    tokens = []
    for start, end, raw in _words(folded.text):
        span = folded.to_source(Span(start, end))
        pos, lemma, reading = _features(raw)
        tokens.append(Token(span, span.slice(text), lemma or folded.text[start:end], pos, reading))
    return tuple(tokens)


@lru_cache(maxsize=1 << 15)
def _term(surface: str, raw: str) -> str | None:
    pos, lemma, _ = _features(raw)
    if pos not in _CONTENT or lemma in _EMPTY or not any(map(str.isalnum, surface)):
        return None
    term = hiragana(lemma or surface).replace(",", "")
    return term[:-1] if len(term) > 3 and term.endswith("ー") else term


def content_terms(text: str) -> list[str]:
    """Return the words that say what a text is about, by lemma, with width and kana folded.

    >>> content_terms("ジオツアーの参加者数は？")
    ['じお', 'つあー', '参加', '者', '数']
    """
    folded = fold_text(text)
    terms = (_term(folded[start:end], raw) for start, end, raw in _words(folded))
    return [term for term in terms if term]
