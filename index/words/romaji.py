"""Kana in Latin letters, and the many ways to spell them as one."""

import re
import unicodedata
from typing import Final

from index.normalize import katakana

_KANA_ROWS: Final = {
    "": "アイウエオ",
    "k": "カキクケコ",
    "s": "サシスセソ",
    "t": "タチツテト",
    "n": "ナニヌネノ",
    "h": "ハヒフヘホ",
    "m": "マミムメモ",
    "r": "ラリルレロ",
    "g": "ガギグゲゴ",
    "z": "ザジズゼゾ",
    "d": "ダヂヅデド",
    "b": "バビブベボ",
    "p": "パピプペポ",
}
_ROMAN: Final = {
    kana: head + vowel
    for head, row in _KANA_ROWS.items()
    for kana, vowel in zip(row, "aiueo", strict=True)
} | {
    "シ": "shi", "チ": "chi", "ツ": "tsu", "フ": "fu", "ジ": "ji", "ヂ": "ji", "ヅ": "zu",
    "ヤ": "ya", "ユ": "yu", "ヨ": "yo", "ワ": "wa", "ヲ": "o", "ン": "n", "ヴ": "vu", "ー": "",
}  # fmt: skip
_GLIDE: Final = {"ャ": "a", "ュ": "u", "ョ": "o"}
_KUNREI: Final = (
    ("sh", "sy"), ("ch", "ty"), ("ts", "t"), ("j", "zy"), ("fu", "hu"), ("cch", "tty"),
    ("tch", "tty"), ("syi", "si"), ("tyi", "ti"), ("zyi", "zi"),
)  # fmt: skip


def romanize(kana: str) -> str:
    """Return the Hepburn spelling of katakana, long vowels folded.

    >>> romanize("クマモト"), romanize("ホッカイドウ"), romanize("キョウト")
    ('kumamoto', 'hokkaido', 'kyoto')
    """
    out = ""
    double = False
    for sign in kana:
        if sign == "ッ":
            double = True
            continue
        if sign in _GLIDE and out.endswith("i"):
            stem = out[:-1]
            out = stem + ("" if stem.endswith(("sh", "ch", "j")) else "y") + _GLIDE[sign]
            continue
        syllable = _ROMAN.get(sign, "")
        if double and syllable:
            syllable = syllable[0] + syllable
        double = False
        out += syllable
    return fold_long_vowels(out)


def roman_of(sound: str) -> str:
    """Return the one Latin spelling of what sounds so, in hiragana or katakana.

    >>> roman_of("とうきょう")
    'tokyo'
    """
    return folded_roman(romanize(katakana(sound)))


def fold_long_vowels(roman: str) -> str:
    """Fold ō, ou, oo and uu, which are spelled every way.

    >>> fold_long_vowels("Tōkyō".lower()), fold_long_vowels("toukyou")
    ('tokyo', 'tokyo')
    """
    bare = "".join(c for c in unicodedata.normalize("NFD", roman) if not unicodedata.combining(c))
    return bare.replace("ou", "o").replace("oo", "o").replace("uu", "u")


def folded_roman(roman: str) -> str:
    """Return one spelling for all of a word: Hepburn or not, with its long vowels or without.

    >>> folded_roman("Shimbashi") == folded_roman("sinbasi"), folded_roman("Gifu")
    (True, 'gihu')
    """
    folded = fold_long_vowels(roman.lower().replace("'", "").replace("-", ""))
    folded = re.sub("m(?=[bmp])", "n", folded)
    for hepburn, kunrei in _KUNREI:
        folded = folded.replace(hepburn, kunrei)
    return folded
