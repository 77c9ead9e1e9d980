"""The only door to fugashi: text to tokens with spans, and to the terms that BM25 counts."""

import re
import threading
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import version
from itertools import accumulate
from operator import itemgetter
from typing import NamedTuple

from fugashi import Tagger

from index.domain import Span
from index.normalize import fold, fold_text, hiragana, katakana

DICTIONARY = f"unidic-lite/{version('unidic-lite')}"
Terms = tuple[str, ...]
"""A word, or several together, as `content_terms` gives it."""

_CONTENT = frozenset({"名詞", "動詞", "形容詞", "形状詞", "接頭辞", "接尾辞"})
# Words of these classes that say nothing of what a text is about, by UniDic's lemma.
_EMPTY_WORDS = """
為る 居る 有る 成る 出来る 行く 来る 遣る 下さる 頂く 貰う 呉れる 仕舞う 御座る 得る 因る 就く
於く 係る 対する 関する 言う 教える 願う 聞く
事 物 為 所 訳 筈 内 方 様 等 達 御 本 当 的 良い 無い
何 何れ 何処 誰 何時 幾 幾つ 幾ら つ 如何 何故 何方 此れ 其れ 我々
"""
_EMPTY = frozenset(_EMPTY_WORDS.split())
# Of these, what makes another phrase of its neighbours: 出て行く is not 出る, 足りない not 足りる.
_TURNING = {word: word for word in ("行く", "来る", "無い")}
_TURNING |= {"来たる": "来る", "ない": "無い", "ず": "無い"}
TURNING = frozenset(_TURNING.values())
"""Terms that `phrase_terms` has and `content_terms` has not."""

# How MeCab is to write a word: with the blanks before it, its class, lemma, the lemma's reading and
# its own. Its own nodes say more and take twice as long. No word holds a tab or a line feed.
_FULL = r"-O '' -F '%M\t%f[0]\t%f[7]\t%f[6]\t%f[17]\n' -U '%M\t%f[0]\t\t\t\n' -E 'EOS'"
# In half the time: the numbers by which MeCab chose the word. Where two words have the same, it
# always takes the same one of them.
_BRIEF = r"-O '' -F '%M\t%phl,%c\n' -U '%M\t%phl,%c,\n' -E 'EOS'"
_BLANKS = " \t\n\v"  # what MeCab takes for blanks
# Long texts are analysed in pieces: MeCab's lattice grows with the length of what it is given.
_PIECE = 4000
_CUT = re.compile(r"[。\n]")
# Numbers, section numbers, Latin words and codes are one word: 3,000 and 5-1-1, wi-fi, h30, co2.
# The first letter is one of few: only then is a search quick to pass over all others.
_WHOLE = re.compile(r"[\da-z](?:(?<=\d)\d*(?:[,.-]\d+)*|(?<=[a-z])[a-z0-9]*(?:-[a-z0-9]+)*)")
_NUMBER = "\t名詞\t\t\t"
# What MeCab, its UTF-8 door or its format cannot take, each replaced by one blank: spans stay.
_UNFIT = re.compile(r"[\x00\t\n\ud800-\udfff]")
# A name in kana: beside a bracket MeCab reads わかば号 otherwise than in a sentence.
_KANA_NAME = re.compile(r"[「『]([ぁ-ゖー]{2,10}[号線]?)[」』]")

_KATAKANA = re.compile(r"[ァ-ヴー]{2,}")
_KANA = re.compile("[ぁ-ゖー]{2,}")
_ORIGIN = re.compile(r"[^-]+-([A-Za-z]{2,}).*")
_ROWS = (
    "カキクケコ",
    "サシスセソ",
    "タチツテト",
    "ナニヌネノン",
    "ハヒフヘホ",
    "マミムメモ",
    "ラリルレロ",
)
_ROW_OF = {letter: row[0] for row in _ROWS for letter in row}
_PLURAL = "サ"  # ワーカーズ, ロジスティクス

_SIZE, _TERM = itemgetter(0), itemgetter(5)
_local = threading.local()


@dataclass(frozen=True, slots=True)
class Token:
    """A word: `surface` is the source at `span`, `lemma` is folded, `reading` is katakana."""

    span: Span
    surface: str
    lemma: str
    pos: str
    reading: str


def _written(form: str, text: str) -> list[str]:
    """Return the words of a text as MeCab writes them in this form."""
    # A tagger is not shared between threads.
    taggers: dict[str, Tagger] = _local.__dict__
    if form not in taggers:
        taggers[form] = Tagger(form)
    written: str = taggers[form].parse(text)
    return written.split("\n")[:-1]


class _Word(NamedTuple):
    """What MeCab says of a word; lemma and reading are empty where it does not know it.

    `size` counts the blanks before it too; `term` is what BM25 counts it as, if it does.
    """

    size: int
    surface: str
    pos: str
    lemma: str
    reading: str
    term: str | None


def _consonants(loan: str) -> str:
    """Return what all spellings of a loan word have in common: サーバ and サーバー are one.

    >>> _consonants("プラットフォーム") == _consonants("プラットホーム")
    True
    """
    kana = unicodedata.normalize("NFD", loan.replace("ヴ", "ブ").replace("ジ", "チ"))
    return "".join(_ROW_OF.get(letter, "") for letter in kana).removesuffix(_PLURAL)


@lru_cache(maxsize=1 << 16)
def _word(written: str) -> _Word:
    """Read a word as MeCab has written it."""
    blank, pos, lemma, base, reading = written.split("\t")
    surface = blank.lstrip(_BLANKS)
    # UniDic writes the origin of a loan word after its lemma: データ-data.
    lemma = fold_text(lemma.split("-")[0] or lemma)
    loan = _KATAKANA.fullmatch(surface) and _KATAKANA.fullmatch(lemma)
    if loan and _consonants(surface) != _consonants(lemma):
        lemma = surface  # ポルト is no ポート, whatever MeCab makes of it in a sentence.
    elif _KATAKANA.fullmatch(surface) and base[:1] != reading[:1]:
        lemma = surface  # Nor is ジオ behind a noun 塩 (シオ).
    return _Word(len(blank), surface, pos, lemma, reading, _term(surface, pos, lemma))


_known: dict[str, _Word] = {}
"""The words met so far, as MeCab writes them in brief."""
_MOST_KNOWN = 1 << 16


def _analysed(text: str) -> list[_Word]:
    """Return the words of a piece; MeCab is asked for all it knows only where one is new."""
    brief = _written(_BRIEF, text)
    try:
        return list(map(_known.__getitem__, brief))
    except KeyError:
        words = [_word(word) for word in _written(_FULL, text)]
    if len(_known) > _MOST_KNOWN:
        _known.clear()
    _known.update(zip(brief, words, strict=True))
    return words


def _term(surface: str, pos: str, lemma: str) -> str | None:
    if pos not in _CONTENT or not any(map(str.isalnum, surface)):
        return None
    # 事業所 is no 事業: put to a noun, the word for a place says what it is.
    if lemma in _EMPTY and (lemma, pos) != ("所", "接尾辞"):
        return None
    term = hiragana(lemma or surface).replace(",", "")
    return term[:-1] if len(term) > 3 and term.endswith("ー") else term


def _pieces(text: str) -> Iterator[int]:
    """Yield where to cut a long text: after sentences and lines, or anywhere when it has none."""
    start = 0
    while len(text) - start > _PIECE:
        end = start + _PIECE
        cuts = [match.end() for match in _CUT.finditer(text, start, end)]
        start = cuts[-1] if cuts else end
        yield start
    yield len(text)


def _words(text: str) -> list[_Word]:
    """Return the words of a folded text; numbers and Latin words are whole."""
    fit = _KANA_NAME.sub(r" \1 ", _UNFIT.sub(" ", text))
    words: list[_Word] = []
    start = 0
    for end in _pieces(text):
        words += _analysed(fit[start:end])
        # MeCab leaves out the blanks at the end of a piece: they are the next one's.
        start += len(fit[start:end].rstrip(_BLANKS))
    wholes = list(_WHOLE.finditer(fit))
    ends = list(accumulate(map(_SIZE, words))) if wholes else []
    joined: list[tuple[int, int]] = []
    for whole in wholes:
        start, end = whole.span()
        first, last = bisect_right(ends, start), bisect_left(ends, end)
        if joined and first <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], last))
        elif first < last or words[first].surface != whole[0]:
            joined.append((first, last))
    for first, last in reversed(joined):
        start = ends[first] - words[first].size
        words[first : last + 1] = [_word(fit[start : ends[last]] + _NUMBER)]
    return words


def tokenize(text: str) -> tuple[Token, ...]:
    """Return the words of the text with their spans in it; blanks between them are left out."""
    folded = fold(text)
    tokens = []
    end = 0
    for word in _words(folded.text):
        end += word.size
        span = folded.to_source(Span(end - len(word.surface), end))
        lemma = word.lemma or word.surface
        tokens.append(Token(span, span.slice(text), lemma, word.pos, word.reading))
    return tuple(tokens)


def content_terms(text: str) -> list[str]:
    """Return the words that say what a text is about, by lemma, with width and kana folded.

    >>> content_terms("ジオツアーの参加者数は？")
    ['じお', 'つあー', '参加', '者', '数']
    """
    return list(filter(None, map(_TERM, _words(fold_text(text)))))


def phrase_terms(text: str) -> list[str]:
    """Return the content terms with the words between them that turn what a phrase means.

    >>> phrase_terms("町から出ていく人"), phrase_terms("水が足りない")
    (['町', '出る', '行く', '人'], ['水', '足りる', '無い'])
    """
    words = _words(fold_text(text))
    return [term for word in words if (term := _TURNING.get(word.lemma) or word.term)]


@lru_cache(maxsize=1 << 12)
def origin_of(term: str) -> str | None:
    """Return the foreign word that a loan word was made from, folded, where the dictionary has it.

    >>> origin_of("くーる"), origin_of("ふぇあ"), origin_of("地下")
    ('cool', 'fair', None)
    """
    written = _written(_FULL, katakana(term)) if _KANA.fullmatch(term) else []
    if len(written) != 1:
        return None
    origin = _ORIGIN.fullmatch(written[0].split("\t")[2])
    return fold_text(origin[1]) if origin else None


@lru_cache(maxsize=1 << 15)
def reading_of(text: str) -> str:
    """Return how a text is read, in hiragana; what has no reading stands for itself.

    >>> reading_of("地下水"), reading_of("CO2を削減")
    ('ちかすい', 'co2をさくげん')
    """
    return hiragana("".join(word.reading or word.surface for word in _words(fold_text(text))))
