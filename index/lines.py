"""The lines of a document, and how a line is looked at: its width, its gaps, its letter spacing."""

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass
from functools import lru_cache
from itertools import takewhile

from index.domain import Span
from index.normalize import OF_RADICALS

# Full-width ASCII and blanks to half width, radicals to characters, one for one: offsets stay.
_NARROW = {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
_NARROW |= {"\u3000": " ", "\xa0": " "} | OF_RADICALS
_WIDE = re.compile(f"[！-～\u3000\xa0{''.join(OF_RADICALS)}]")
_TABLE_MARK = re.compile(r"[│┃┆|｜].*[│┃┆|｜]| \| |[├┼┬┴┌└]")
# What is quick to look for, and without which there is no mark, gap or figure.
_MARK = re.compile("[│┃┆|｜├┼┬┴┌└]")
_TWO_BLANKS = re.compile("[ \u3000]{2}")
_FIGURE_BEGINS = re.compile(r"\s[△▲約]?[\d０-９]")
_WIDE_GAP = re.compile(r"(?<=\S)(?: {3,}|(?=[ \u3000]*\u3000)[ \u3000]{2,})(?=\S)")
_FIGURES = re.compile(r"(?:\s[△▲約]?[\d０-９][\d０-９,，.．]*[%％]?){2,}\s*$")
# A measured value and what it is to become: 56％ 60％以上, 125人/ha 現状値以上.
_VALUE = r"\s[△▲約]?[\d０-９][\d０-９,，.．]*(?![^\s]*[年月日章節条])\S{0,8}"
_AIM = (
    r"\s(?:現状値?|現況値?|基準値?)(?:以上|以下|未満|維持|より\S{1,4})"
    r"|\s(?:維持|増加|減少|拡大|縮小|向上|改善|上昇|低下)(?:する|させる|を目指す|傾向)?"
)
_AIMED = re.compile(rf"{_VALUE}(?:{_VALUE}|{_AIM})\s*$")
# Two values of one unit, whatever stands behind them: 14日 40日 観光課.
_AMOUNT = r"\s[△▲約]?[\d０-９][\d０-９,，.．万億兆]*"
_TWINS = re.compile(rf"{_AMOUNT}([^\s\d０-９,，.．年月]{{1,6}}){_AMOUNT}\1(?=\s|$)")
_BLANK = re.compile(r"[\s,|｜]*")
_RULE = re.compile(r"[\s\-－―─━═=＝_＿*＊~〜～･・.．…‥+|┌┬┐├┼┤└┴┘─]{4,}")
_LONGEST = 2000
_AROUND, _FEWEST = 12, 3
# Furniture, headings and blocks each look at the same lines.
_KEPT = 1 << 12


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the text: `index` counts line feeds from 0, `text` is without its line end."""

    index: int
    start: int
    text: str

    @property
    def end(self) -> int:
        """The offset after the last character, line end left out."""
        return self.start + len(self.text)

    @property
    def span(self) -> Span:
        """The line without the blanks around it."""
        stripped = self.text.strip()
        start = self.start + len(self.text) - len(self.text.lstrip())
        return Span(start, start + len(stripped))


@lru_cache(maxsize=2)
def lines_of(text: str) -> tuple[Line, ...]:
    """Return the lines of the text, split by line feeds only."""
    lines = []
    at = 0
    for index, line in enumerate(text.split("\n")):
        lines.append(Line(index, at, line.rstrip("\r")))
        at += len(line) + 1
    return tuple(lines)


@lru_cache(maxsize=_KEPT)
def narrow(text: str) -> str:
    """Return the text with ASCII in half width, blanks as spaces, no radicals, and as long."""
    return _WIDE.sub(lambda found: _NARROW[found[0]], text)


def width(text: str) -> int:
    """Return the display width: one column for ASCII, two for everything else."""
    return 2 * len(text) - len(text.encode("ascii", "ignore"))


def is_blank(text: str) -> bool:
    """Whether a line holds nothing, or only the separators of empty cells: ,,,, or | | |."""
    return _BLANK.fullmatch(text) is not None


def is_rule(text: str) -> bool:
    """Whether a line only draws: ------, ────, ┌──┬──┐."""
    return len(text) < _LONGEST and _RULE.fullmatch(text) is not None


@lru_cache(maxsize=_KEPT)
def is_row(text: str) -> bool:
    """Whether a line has the cells of a table: tabs, bars, wide gaps, or values at its end."""
    stripped = text.strip()
    if "\t" in stripped:
        return True
    if len(text) > _LONGEST:
        return False
    if _MARK.search(stripped) and _TABLE_MARK.search(stripped):
        return True
    if " " not in stripped and "\u3000" not in stripped:
        return False
    if _letter_spaced(stripped.split()):
        return False
    if _TWO_BLANKS.search(stripped) and len(_WIDE_GAP.findall(stripped)) >= 2:
        return True
    if not _FIGURE_BEGINS.search(stripped):
        return False
    ends = _FIGURES.search(stripped) or _AIMED.search(stripped)
    return bool(ends or _TWINS.search(stripped))


def cells_of(text: str) -> tuple[str, ...]:
    """Return the cells of a table row as printed, empty ones too, by its tabs, bars or gaps."""
    if "\t" in text:
        return tuple(cell.strip() for cell in text.split("\t"))
    bar = next((bar for bar in ("│", "┃", "|", "｜") if bar in text), None)
    if bar is not None:
        cells = [cell.strip() for cell in text.strip().split(bar)]
        return tuple(cells[1:-1] if text.strip().startswith(bar) else cells)
    return _closed_cells([cell.strip() for cell in _WIDE_GAP.split(text.strip())])


def _closed_cells(cells: list[str]) -> tuple[str, ...]:
    """Close up a head that is printed with gaps as wide as those between the cells: 指　　標."""
    closed: list[str] = []
    single = False
    for cell in cells:
        letter = len(cell) == 1 and _is_letter(cell)
        if letter and single:
            closed[-1] += cell
        else:
            closed.append(cell)
        single = letter
    return tuple(closed)


def _letter_spaced(words: list[str]) -> bool:
    """Whether nearly every word is one letter: 東 雲 市 環 境 基 本 計 画."""
    singles = [word for word in words if len(word) == 1]
    if len(words) < 2 or len(singles) * 10 < len(words) * 8:
        return False
    return sum(map(_is_letter, singles)) * 2 >= len(words)


def _is_katakana(word: str) -> bool:
    return "ァ" <= word[0] <= "ー"


def _is_letter(char: str) -> bool:
    return "\u3041" <= char <= "\u30fe" or "\u4e00" <= char <= "\u9fff" or char == "々"


_BLANKS = re.compile(r"(\s+)")
# Single kanji or hiragana in a row, as 総　論; katakana may number a heading.
_PAIR = re.compile(
    r"(?<=\s)([一-鿿ぁ-ん])\s(?=[一-鿿ぁ-ん](?:\s|$))|^([一-鿿ぁ-ん])\s(?=[一-鿿](?:\s|$))"
)
# A label in single letters before its number and a title that is not spaced: 基 本 目 標 １　海.
_NUMBERED = re.compile(r"[\d章節編]$")
_SPACED_LABEL = re.compile(r"^((?:[一-鿿] ){2,}[一-鿿]) (?=[\d０-９]{1,2} )")


@lru_cache(maxsize=_KEPT)
def close_up(text: str) -> str:
    """Return a line with letter spacing taken out and its other blanks folded.

    >>> close_up("第 １ 章 　 総 　 論"), close_up("１ 計 画 の 目 的"), close_up("目　　次")
    ('第１章 総論', '１ 計画の目的', '目次')
    >>> close_up("基 本 目 標 １　海を守る")
    '基本目標１ 海を守る'
    """
    if len(text) > _LONGEST:
        return text.strip()
    words = text.split()
    if not _letter_spaced(words):
        joined = _SPACED_LABEL.sub(lambda m: m[1].replace(" ", ""), " ".join(words))
        alone = any(len(word) == 1 and _is_letter(word) for word in words)
        return _PAIR.sub(r"\1\2", joined) if alone else joined
    gaps = _BLANKS.findall(text.strip())
    least, mixed = min(map(len, gaps)), len({gap[0] for gap in gaps}) > 1
    # The blank after a number or a katakana that stands alone parts it from its title.
    closed = words[0]
    numbering = not _is_letter(closed[0]) or (_is_katakana(closed) and not _is_katakana(words[1]))
    if numbering and not words[1].isdecimal():
        closed += " "
    for gap, word in zip(gaps, words[1:], strict=True):
        apart = len(gap) > least or ("\u3000" in gap and mixed and _NUMBERED.search(closed))
        closed += (" " if apart and closed[-1] != " " else "") + word
    return _PAIR.sub(r"\1\2", closed)


def prose_width(lines: Sequence[Line], at: int, skip: Set[int]) -> int:
    """Return how wide the lines of prose around one are; 0 where too few stand there to tell."""

    def is_prose(line: Line) -> bool:
        return not (is_blank(line.text) or is_row(line.text) or line.index in skip)

    above = takewhile(is_prose, reversed(lines[max(0, at - _AROUND) : at]))
    below = takewhile(is_prose, lines[at : at + _AROUND])
    run = [*above, *below]
    if len(run) < _FEWEST or not any("。" in line.text for line in run):
        return 0
    return max(width(line.text) for line in run)
