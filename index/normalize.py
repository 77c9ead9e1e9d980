"""Fold the many ways of writing the same thing into one, and find the way back.

NFKC (full and half width, ①, ㌫, Kangxi radicals), lower case, one kind of dash, wave and quote,
no invisible characters. Katakana stays katakana; `hiragana` folds that too where it is wanted.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from index.domain import Span

# A character with all that combines with it: half-width voicing marks, accents, variants.
_COMBINING = "\u0300-\u036f\u3099\u309a\uff9e\uff9f\ufe00-\ufe0f\U000e0100-\U000e01ef"
_CLUSTER = re.compile(f"[^{_COMBINING}][{_COMBINING}]*|[{_COMBINING}]+")

# What folding leaves as it is, but for case, and the clusters of all else. Where nothing combines,
# which is quick to see, they are single characters.
_PLAIN = "\x00-\x7f、。「」『』【】・ぁ-ゔァ-ヺー一-鿿々"
_ODD = re.compile(
    f"[{_PLAIN}][{_COMBINING}]+|[^{_PLAIN}{_COMBINING}][{_COMBINING}]*|[{_COMBINING}]+"
)
_ODD_ALONE = re.compile(f"[^{_PLAIN}]")
_ANY_COMBINING = re.compile(f"[{_COMBINING}]")

# CJK radicals that PDF fonts give in place of the character and that NFKC leaves as they are, or
# turns into a form that is not the Japanese one.
_RADICALS = dict(
    zip("⺟⺠⺡⻁⻄⻌⻑⻖⻘⻝⻤⻨⻩⻫⻭⻯⻲", "母民氵虎西辶長阝青食鬼麦黄斉歯竜亀", strict=True)
) | dict(zip("⼾⾭⿆⿈⿊", "戸青麦黄黒", strict=True))
OF_RADICALS = {
    radical: unicodedata.normalize("NFKC", radical) for radical in map(chr, range(0x2F00, 0x2FD6))
} | _RADICALS
"""The character that a radical is printed for."""
_TO_CHARACTERS = str.maketrans(OF_RADICALS)
# What NFKC leaves apart although a reader sees the same sign.
_ALIKE = str.maketrans(
    {
        **dict.fromkeys("‐‑‒–—―−⁃﹣", "-"),
        **dict.fromkeys("〜∼∽", "~"),
        **dict.fromkeys("“”„‟″", '"'),
        **dict.fromkeys("‘’‛′", "'"),
        **dict.fromkeys("•∙⋅·‧", "・"),
        **dict.fromkeys("∕⁄", "/"),
        **dict.fromkeys("\u200b\u200c\u200d\u2060\ufeff\u00ad", ""),
        **{variant: "" for variant in map(chr, range(0xFE00, 0xFE10))},
        **{variant: "" for variant in map(chr, range(0xE0100, 0xE01F0))},
        **_RADICALS,
    }
)
_TO_HIRAGANA = {code: code - 0x60 for code in range(ord("ァ"), ord("ヶ") + 1)}
_TO_KATAKANA = {hiragana: katakana for katakana, hiragana in _TO_HIRAGANA.items()}


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text with, for each of its characters, the source range that it came from."""

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def to_source(self, span: Span) -> Span:
        """Return the smallest source range that covers `span` of the folded text."""
        if not self.starts:
            return Span(0, 0)
        start = min(max(span.start, 0), len(self.starts) - 1)
        if span.end <= span.start:
            at = self.starts[start] if span.start < len(self.starts) else self.ends[-1]
            return Span(at, at)
        return Span(self.starts[start], self.ends[min(span.end, len(self.ends)) - 1])


@lru_cache(maxsize=1 << 16)
def _fold_cluster(cluster: str) -> str:
    # Twice, since lower case can undo the composition that NFKC made.
    once = unicodedata.normalize("NFKC", cluster.translate(_ALIKE)).translate(_ALIKE).lower()
    return unicodedata.normalize("NFKC", once)


def fold_text(text: str) -> str:
    """Return the folded text; folding it again changes nothing.

    >>> fold_text("ＳＤＧｓ ｶﾞｲﾄﾞ ８５％ ①")
    'sdgs ガイド 85% 1'
    """
    odd = _ODD if _ANY_COMBINING.search(text) else _ODD_ALONE
    return odd.sub(lambda cluster: _fold_cluster(cluster[0]), text).lower()


def squeeze(text: str) -> str:
    """Return the text folded and without white space: what two printings of it agree in.

    >>> squeeze("目　標　値（Ｒ１２年度）")
    '目標値(r12年度)'
    """
    return "".join(fold_text(text).split())


def fold(text: str) -> Folded:
    """Return the folded text with the map back to the source."""
    parts: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for match in _CLUSTER.finditer(text):
        part = _fold_cluster(match[0])
        parts.append(part)
        starts.extend([match.start()] * len(part))
        ends.extend([match.end()] * len(part))
    return Folded("".join(parts), tuple(starts), tuple(ends))


def plain_radicals(text: str) -> str:
    """Replace the radicals that PDF fonts give for a character by the character, one for one.

    >>> plain_radicals("⼈⼝と⼾数の⽬標")
    '人口と戸数の目標'
    """
    return text.translate(_TO_CHARACTERS)


def hiragana(text: str) -> str:
    """Return the text with katakana written as hiragana.

    >>> hiragana("ゴミ・ごみ")
    'ごみ・ごみ'
    """
    return text.translate(_TO_HIRAGANA)


def katakana(text: str) -> str:
    """Return the text with hiragana written as katakana.

    >>> katakana("ゴミ・ごみ")
    'ゴミ・ゴミ'
    """
    return text.translate(_TO_KATAKANA)
