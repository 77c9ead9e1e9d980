"""What a heading line looks like: its marker, which style of numbering that is, and its title.

A style is a row of a table. Which style stands above which is not said here:
index/headings/order.py learns that from each document.
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from index.lines import close_up, is_row, narrow
from index.quantities import OUT_OF
from index.units import is_unit

_LONGEST_TITLE, _LONGEST_LINE = 62, 200


class Kind(StrEnum):
    """How a heading is told from the text around it."""

    FORMAT = "format"  # the file format marks it: HTML h2, Markdown ##
    NUMBER = "number"  # it carries a number of its own
    MARK = "mark"  # brackets or a bullet: (現状と課題), 【経済面】, ■指標
    LABEL = "label"  # nothing but its words, known since they recur: 具体的施策
    MATTER = "matter"  # a chapter without a number: はじめに, 資料編
    SIZE = "size"  # nothing but its words, in letters as large as those of numbered headings


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading line: `style` names its way of numbering, `value` is its number there.

    `marker` is the part of `text` that carries the number, in half width; empty without one.
    `size` is that of its letters in points, 0 where it is not known. `indent` is how far the table
    of contents indents it, None where it is not listed; `minor`, where none of its style is.
    """

    line: int
    kind: Kind
    style: str
    value: tuple[int, ...]
    text: str
    marker: str = ""
    size: float = 0.0
    indent: int | None = None
    minor: bool = False

    @property
    def titled(self) -> bool:
        """Whether there are words beside the number."""
        return len(self.marker) < len(self.text)


_KANJI = {char: value for value, char in enumerate("〇一二三四五六七八九")}
_KATAKANA = (
    "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン"
)
_ROMAN = {"i": 1, "v": 5, "x": 10}


def _kanji(text: str) -> int:
    tens, ten, ones = text.rpartition("十")
    if not ten:
        return sum(_KANJI.get(char, 0) * 10**place for place, char in enumerate(reversed(text)))
    return (_KANJI.get(tens, 1) if tens else 1) * 10 + _KANJI.get(ones, 0)


def number_in(text: str) -> int:
    """Return what digits say, or numerals in kanji: 12 of 十二."""
    return int(text) if text.isdecimal() else _kanji(text)


def _katakana(text: str) -> int:
    return _KATAKANA.find(text) + 1


def _letter(text: str) -> int:
    return ord(text.lower()) - ord("a") + 1


def _roman(text: str) -> int:
    if "Ⅰ" <= text <= "ⅿ":
        return (ord(text) - ord("Ⅰ")) % 16 + 1
    values = [_ROMAN[char] for char in text.lower()]
    after = [*values[1:], 0]
    return sum(v if v >= n else -v for v, n in zip(values, after, strict=True))


def _enclosed(first: str) -> Callable[[str], int]:
    return lambda text: ord(text) - ord(first) + 1


_SEP = r"(?=[\s.、:)]|$)"
_GAP = r"(?:[.、]\s?|\s)(?=\S)"
_JA = r"(?=\s?[「『【<(A-Z々一-鿿ぁ-ヿ])"

# name, pattern (group 1 is the number), what the number is. The first that matches counts; the
# line is narrowed (full-width ASCII in half width) and closed up before.
_STYLES: tuple[tuple[str, str, Callable[[str], int]], ...] = (
    ("編", r"第\s?(\d+|[一二三四五六七八九十]+)\s?[編篇部](?![会長署])", number_in),
    ("章", r"第\s?(\d+|[一二三四五六七八九十]+)\s?章", number_in),
    ("章", r"(\d{1,2})章(?=\s)", int),
    ("節", r"第\s?(\d+|[一二三四五六七八九十]+)\s?節", number_in),
    ("款", r"第\s?(\d+|[一二三四五六七八九十]+)\s?款", number_in),
    ("第", r"第\s?(\d{1,2}|[一二三四五六七八九十]+)\s(?=[^\d\s])", number_in),
    ("分野", r"第\s?(\d+|[一二三四五六七八九十]+)\s?(?:分野|領域|の?柱)(?=\s)", number_in),
    ("(1)", r"\((\d{1,2})\)\s?(?=\S)", int),
    ("⑴", r"([⑴-⒇])\s?(?=\S)", _enclosed("⑴")),
    ("①", r"([①-⑳])(?:\s?(?=\S)|$)", _enclosed("①")),
    ("❶", r"([❶-❿])\s?(?=\S)", _enclosed("❶")),
    ("1)", r"(\d{1,2})\)\s?(?=\S)", int),
    ("1.", r"(\d{1,2})[.、]\s?(?=[^\d\s])", int),
    ("1", r"(\d{1,2})\s(?=[^\d\s])", int),
    ("(ア)", r"\(([ア-ン])\)\s?(?=\S)", _katakana),
    ("㋐", r"([㋐-㋾])\s?(?=\S)", _enclosed("㋐")),
    ("ア)", r"([ア-ン])\)\s?(?=\S)", _katakana),
    ("ア", rf"([ア-ン]){_GAP}", _katakana),
    ("(一)", r"\(([一二三四五六七八九十]+)\)\s?(?=\S)", _kanji),
    ("一", rf"([一二三四五六七八九十]{{1,3}}){_GAP}", _kanji),
    ("Ⅰ", r"([Ⅰ-Ⅻ])[.、:)]?\s?(?=\S)", _roman),
    ("ⅰ", r"([ⅰ-ⅻ])[.、:)]?\s?(?=\S)", _roman),
    ("(i)", r"\(([ivx]{1,4})\)\s?(?=\S)", _roman),
    ("I", rf"([IVX]{{1,4}}){_GAP}", _roman),
    ("i", rf"([ivx]{{1,4}}){_GAP}", _roman),
    ("(a)", rf"\(([a-z])\){_JA}", _letter),
    ("(A)", rf"\(([A-Z])\){_JA}", _letter),
    ("a", rf"([a-z]){_GAP}{_JA}", _letter),
    ("A", rf"([A-Z]){_GAP}{_JA}", _letter),
)
STYLES = frozenset(style for style, _, _ in _STYLES)
_ANY_STYLE = re.compile("|".join(pattern for _, pattern, _ in _STYLES))
_PARTED = re.compile(
    r"(?:\((?=[\d‐‑–−ー-]+\)\s?\S))?((?:\d{1,2}|[①-⑳](?=[‐‑–−ー-]))"
    r"(?:[-.‐‑–−ー](?=\d)\d{1,2}){1,4})[.)]?(?=[\s.、:)]|[^\x00-\x7f])\s?"
)
_LABELLED = re.compile(
    rf"([ぁ-ヺ々一-鿿ー]{{1,14}}|STEP|Step)\s?"
    rf"(?:(\d{{1,2}}(?:[-－]\d{{1,2}}){{0,3}}|[Ⅰ-Ⅻ]|[A-Z]){_SEP}[.:)、]?|([(<]\d{{1,2}}[)>]|[①-⑳]))\s?"
    r"(?=[^\d\s]|$)"
)
# Labels whose number makes a heading even where it stands but once: 重点戦略 5.
LABELS = re.compile(
    r"(?:戦略|方針|目標|施策|政策|柱|プロジェクト|取組|取り組み|方向|方向性|視点|分野|テーマ|事業|プラン|アクション|STEP|"
    r"Step|課題|ゴール|ビジョン|挑戦|指針|項目|方策|対策|プログラム|姿|まちづくり)-*$"
)
_BRACKETS = dict(zip("([【<〔〈《≪［", ")]】>〕〉》≫］", strict=True))
_BULLETS = "■□●◆◇▼▽▶►★☆◉"

# An era or a counter after the number makes it a date or a quantity, not a heading.
_ERAS = ("令和", "平成", "昭和", "大正", "明治", "西暦", "約", "計", "人口", "総数")
_COUNTED = re.compile(
    r"(?:年度?|か年|月|日|歳|時|分|人|名|件|円|回|度|位|倍|割|つ|箇所|か所|カ所|ヶ所|ヵ所|世帯|団体|施設|市町村|種類|"
    r"地区|校区|[千万億兆]+[円人件戸台本枚回個頭t㎡㎥kKMG]?|%|‰|km|ha|kg|kW|m|t|㎡|㎥|℃)(?=[\s\d、。,.)(以]|$)"
)
_PARTICLE = re.compile(r"[、。,.)]|[のをへ](?=[一-鿿ァ-ヺ])|(?:に|は|が|で|と|も)(?=[、，])")
_SENTENCE = re.compile(
    r"[。！？]|です$|ます$|ました$|である$|、.*(?:もの|こと)$|[、，,;；]$|(?:から|ため|よう|ので|など)[、，]$"
)
_FIGURE = re.compile(
    r"[→⇒➡]|[:=]\s?約?[△▲]?\d|\d[\d,.]*\s?(?:[%‰]|[千万億]?[人件円]|か所|箇所)\s*(?:\([^()]*\))?$"
)
_BOUND = re.compile(r"[^ぁ-ん\s]{0,4}(?:以上|以下|以内|未満|程度|超)$")
# 8.2 指標：… numbers a target of the SDGs.
FORM = re.compile(r"(?:指 ?標|KPI|(?:現在|現状|基準|当初|目標)値?)\s?[:(]")
_TRAILING = re.compile(r"\s[△▲]?\d[\d,.]*$|(?:\s[△▲]?\d[\d,.]*[%]?){2}|^[^(]*[^\d(]\)")
# What a bracketed line says when it is a remark on something else, not the head of what follows.
_REMARK = re.compile(
    r"^(?:[※注*]|単位|出典|出所|データ|備考|参照|続き|つづき|再掲|年度|延べ|累計|うち|税[込抜]|時点|内訳|以下|約\d|"
    r"資料[:：]|(?:図|表|写真|グラフ|資料|例|注|KPI|p)\.?\s?[\d:：-]|[左右上下](?:図|表|記|段)|"
    r"(?:案|仮称|略|推計|資料|例|株|公財|公社|一社|社|有|財|福|[\d,.%‰～~\-－\s]+)$|"
    r"(?:令和|平成|昭和|[RHS]|20|19)[\d元].{0,12}$)|"
    r"(?:つづき|続き|時点|以上|以下|未満|除く|含む|現在|平均|比|実績|累計|見込み?|参照|再掲|実施\)?|ページ|頁|[a-zA-Z]?\d+\.\d+|万人|千円|百万円)$"
)
# What a line tells of the part that it stands in: 関連する計画：…, 担当課：….
_TOLD = re.compile(r"(?:関[連係](?:する)?|上位)計画\s?:|(?:担当|所管)課\s?:|出典\s?:|資料\s?:")
_WORD, _CALLED, _WIDE_GAP = map(re.compile, (r"[^\W\d_]", r"[^\W\d_]{2}", r"\S\s{5,}\S"))
_NO_NUMBER = re.compile(rf"\d+\.[a-d]\s|{OUT_OF.pattern}")  # 11.a, 12 地点中７地点
_GOALS = re.compile(r"[ \u3000]{2}(?:[ \u3000]+(?:1[0-7]|[1-9])){2,}\s*$")  # SDGs of a heading


def is_numbered(heading: str) -> bool:
    """Whether a heading carries a number of its own, as against (現状と課題) or 【経済面】."""
    return _numbered(narrow(close_up(heading.lstrip("#* 　")))) is not None


def is_called(heading: str) -> bool:
    """Whether a heading's number has a word: 分野4 as 施策1-2, not １ as ①."""
    found = number_of(heading)
    return bool(found and _CALLED.search(found[0]))


def is_label(heading: str) -> bool:
    """Whether a heading is words in brackets or behind a bullet: (経済), ■成果指標."""
    first = narrow(heading[:1])
    return first in _BULLETS or (first in _BRACKETS and not is_numbered(heading))


def number_of(text: str) -> tuple[str, tuple[int, ...]] | None:
    """Return the style and the number that a line begins with, whatever follows."""
    numbered = _numbered(narrow(close_up(text[:_LONGEST_LINE].strip(" \u3000*,|"))))
    return numbered[:2] if numbered else None


def heading_of(line: int, text: str) -> Heading | None:
    """Read a line as a numbered or marked heading; None where it cannot be one by its looks."""
    text = _GOALS.sub("", text)
    if len(text) > _LONGEST_LINE or "\t" in text.strip():
        return None
    # Stars of Markdown's bold, commas or bars of the empty cells of a row.
    closed = close_up(text.strip(" \u3000*,|"))
    least = 1 if "①" <= closed[:1] <= "⑳" else 2
    if not least <= len(closed) <= _LONGEST_TITLE or is_row(text):
        return None
    narrowed = narrow(closed)
    numbered = _numbered(narrowed)
    if numbered is not None:
        style, value, end = numbered
        figure = style == "." and "．" not in closed[:end]
        if _NO_NUMBER.match(narrowed) or (figure and _WIDE_GAP.search(text)):
            return None  # a figure and the next cell: 21.4        県の統計
        if not _is_title(narrowed[end:], style, end == len(narrowed)):
            return None
        marker = narrowed[:end].strip(" .、:") if end < len(narrowed) else narrowed
        return Heading(line, Kind.NUMBER, style, value, closed, marker)
    style_of_mark = _marked(narrowed)
    if style_of_mark is None or (style_of_mark == "(" and _WIDE_GAP.search(text)):
        return None
    return Heading(line, Kind.MARK, style_of_mark, (), closed)


def _numbered(text: str) -> tuple[str, tuple[int, ...], int] | None:
    """Return the style, the number and where the title begins."""
    parted = _PARTED.match(text)
    if parted is not None:
        parts = tuple(map(int, re.findall(r"\d+", unicodedata.normalize("NFKC", parted[1]))))
        before = "" if text[0].isdecimal() else "(" if text[0] == "(" else "①"
        style = before + re.sub(r"[\d①-⑳]", "", parted[1])
        return (style, parts, parted.end()) if max(parts) <= 40 else None
    match = _ANY_STYLE.match(text)
    if match is not None and match.lastindex:
        style, _, number = _STYLES[match.lastindex - 1]
        value = number(match[match.lastindex])
        end = match.end() + len(text[match.end() :]) - len(text[match.end() :].lstrip(" .、:"))
        return (style, (value,), end) if 0 < value <= 60 else None
    labelled = _LABELLED.match(text)
    if labelled is not None and not labelled[1].endswith(_ERAS):
        number_text = labelled[2] or unicodedata.normalize("NFKC", labelled[3].strip("()<>"))
        if number_text[0].isdecimal():
            value_parts = tuple(int(part) for part in re.findall(r"\d+", number_text))
        else:
            value_parts = ((_roman if number_text >= "Ⅰ" else _letter)(number_text),)
        return f"{labelled[1]}{'-' * (len(value_parts) - 1)}", value_parts, labelled.end()
    return None


RANKS = {"編": 0, "章": 1, "節": 2, "款": 3}
"""The styles whose marker alone says that a line is a heading, and which stands above which."""
_BARE = frozenset({"1", "1.", "1)", "一"})  # a figure with its unit imitates them: 12 本


def _is_title(title: str, style: str, alone: bool) -> bool:
    """Whether what follows a number can be a title: words, no sentence, no row of figures."""
    if alone:
        return style in RANKS or style == "①" or LABELS.search(style) is not None
    if style not in RANKS and (_COUNTED.match(title) or _PARTICLE.match(title)):
        return False
    # 9.8万人泊 is a figure, and so is 3.5以下.
    if style[0] in "-." and (is_unit(title) or _BOUND.match(title) or FORM.match(title)):
        return False
    words = len(_WORD.findall(title))
    least = 2 if style in _BARE or style[0] in "-." else 1
    if words < least or words * 2 < len(title.replace(" ", "")):
        return False
    return not (_SENTENCE.search(title) or _FIGURE.search(title) or _TRAILING.search(title))


def _marked(text: str) -> str | None:
    """Return the style of a line in brackets or behind a bullet, None where it is not one."""
    if text[0] in _BULLETS:
        title = text[1:].strip()
        other = title.startswith(tuple(_BULLETS)) or _TOLD.match(title)
        return text[0] if not other and _is_title(title, "■", alone=False) else None
    close = _BRACKETS.get(text[0])
    if close is None or close not in text:
        return None
    end = text.rindex(close) if text[0] != "【" else text.index(close)
    inner, tail = text[1:end].strip(), text[end + 1 :].strip()
    if (close in inner and text[0] not in inner) or text[: end + 1] in tail:
        return None
    if _REMARK.search(inner) or not _WORD.search(inner) or len(inner) > 40:
        return None
    if tail and (text[0] not in "【[" or not _is_title(tail, "【", alone=False)):
        return None
    return text[0] if not _SENTENCE.search(inner) else None
