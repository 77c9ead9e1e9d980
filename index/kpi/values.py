"""What a value cell says: whether it is a value at all, and the order of years."""

import re
from collections.abc import Iterable, Sequence
from itertools import combinations, pairwise

from index.domain import Measure
from index.kpi.source import squeeze
from index.kpi.vocabulary import AUDIENCES, DASHES, LEADS, MARKS, QUALITATIVE, SHARES
from index.quantities import PERIOD, fold_same_length, is_cut_unit, is_period, parse_period, unit_of

# R7計画 heads a column.
_HEADS = re.compile(rf"(?:{PERIOD.pattern})\s*(?:計画|見込み?|実績|目標|予定)値?")
# What explains, and 10人 → 50人, are no values of one year.
_NO_VALUE = re.compile(
    r"[（(][^（）()]*[)）]|[【≪《＜<].*|.*。.*|.*[\d０-９].*(?:[→⇒]|から).*[\d０-９].*",
    re.DOTALL,
)
# A mark before a value: 【案】45％以下.
_MARK = re.compile(r"[【≪《＜<][^\d】≫》＞>]{1,4}[】≫》＞>]\s*(?=\S)")
_WAYS = re.compile("→|から")
_BOTH = re.compile(rf"(?P<first>[^→]+?)(?:{_WAYS.pattern})(?P<then>[^→]+?)[へに]?", re.DOTALL)
# A year in brackets and a figure behind it are of two values.
_YEAR_WITHIN = re.compile(rf"\(\s*(?:{PERIOD.pattern})\s*\).*\d")
_DATED = re.compile(rf"[^()]*?\d[^()]*\(\s*(?:{PERIOD.pattern})\s*\)[\s、,・/]*")
_LONG_WORD = re.compile(r"[^\W\d_a-zA-Z]{13,}")
# Two figures without a gap, or the label of a line: cells that were parted in the wrong place.
_WAY = re.compile(r"[↗↘⇗⇘]\s*[^\s)）]")
_TORN = re.compile(
    r"[円%]\d|\d([^\d.,~/()+-]{1,4})[\d,.]+\1|\d\S*?(?:目標|実績)値?$|\d.*/$"
    r"|^[△-]?[\d,.]+(?:増加|減少|向上|上昇|低下)$|^実績値?[△-]?\d"
)
_BEFORE_FIGURE = re.compile(r"(?<!\S)(?=[△-]?\d)")
_TIMES = frozenset({"年", "か月", "月", "日", "時間", "分", "秒"})  # 1時間 30分 is one figure.
# Where the end of a line cuts a share in two: 男性 5％ 女, 性 9％.
_CUT_SHARE = re.compile(rf"\d\S*\s(?:{SHARES.pattern})$|^性\s")
# How a value begins: 約3,200, 全19校, 男性79.2.
_LEADING = re.compile(rf"(?:{SHARES.pattern}|{LEADS}|週|計)*[△±+-]?\d")
_SCALED, _SMALLER = re.compile("[兆億]$"), re.compile(r"[\d,.]+[百千]?万")
_LEAD_WORD = re.compile(LEADS)
# 5億8,400万 is one number.
_NUMBERS = re.compile(r"(?<![A-Za-z\d.,※])\d[\d,.]*(?:[万億兆]\d[\d,.]*)*")
_MOST_WORDS = 16
_FIGURES = re.compile(r"\s*[△-]?\d[\d,.]*(?:\s+[△-]?\d[\d,.]*)+\s*")
# Before what is counted: 万人, 年間14回.
_SCALE = re.compile("^[十百千万億兆]+|^年間")
_LONGEST_VALUE, _LONGEST_WORDS = 80, 40


def is_value(text: str) -> bool:
    """Whether a cell could be a value: a figure, or a few words like 現状維持.

    >>> [is_value(t) for t in ("85％以上", "現状維持", "◎", "【案】現状維持", "【令和6年】85％")]
    [True, True, False, True, False]
    """
    text = _MARK.sub("", text, count=1) if _MARK.match(text) else text
    if not text or _NO_VALUE.fullmatch(text):
        return False
    if MARKS.fullmatch(text) and not re.search(r"[↑↗]", text):
        return False
    folded = fold_same_length(text)
    if _YEAR_WITHIN.search(folded) and not SHARES.match(text):
        return False
    if AUDIENCES.fullmatch(folded) or _HEADS.fullmatch(folded):
        return False
    if re.search(r"\d", folded):
        return len(text) <= _LONGEST_VALUE and not _LONG_WORD.search(PERIOD.sub(" ", folded))
    return len(text) <= _LONGEST_WORDS and bool(QUALITATIVE.search(text))


def both_values(text: str) -> tuple[str, str] | None:
    """Part a cell that says from what to what.

    >>> both_values("10人 → 50人"), both_values("109人から毎年500人以上へ")
    (('10人', '50人'), ('109人', '毎年500人以上'))
    """
    folded = fold_same_length(text)
    found = _BOTH.fullmatch(folded) if len(_WAYS.findall(folded)) == 1 else None
    if not found:
        return None
    first, then = (text[slice(*found.span(part))].strip() for part in ("first", "then"))
    starts = re.search(r"\d", found["first"]) or DASHES.fullmatch(first)
    aims = re.search(r"\d", found["then"]) or QUALITATIVE.fullmatch(then)
    return (first, then) if starts and aims else None


def dated_values(text: str) -> list[str]:
    """Part a cell that has a value for each of several years, each with its year.

    >>> dated_values("60件（R8）80件（R11）"), dated_values("60件（R8）")
    (['60件（R8）', '80件（R11）'], [])
    """
    found = list(_DATED.finditer(fold_same_length(text)))
    whole = bool(found) and "".join(m[0] for m in found) == fold_same_length(text)
    return (
        [text[slice(*m.span())].strip(" 　、，,・/／") for m in found]
        if whole and len(found) > 1
        else []
    )


def values_of(words: Sequence[str], count: int) -> list[str]:
    """Part words into values, one for each of `count` labels; nothing where it is not plain how.

    >>> values_of("41.2 万 t-CO2 22.3 万 t-CO2".split(), 2)
    ['41.2 万 t-CO2', '22.3 万 t-CO2']
    >>> values_of("― 年間 80t".split(), 2), values_of("27% 40%以上 60%以下".split(), 2)
    (['―', '年間 80t'], ['27%', '40%以上 60%以下'])
    >>> values_of("5 6 7".split(), 2), values_of("関係者と 取り組む".split(), 2)
    ([], [])
    """
    if not count or len(words) > _MOST_WORDS:
        return []
    starts = [i for i in range(1, len(words)) if _begins_value(words, i)]
    found = []
    for cuts in combinations(starts, count - 1):
        edges = [0, *cuts, len(words)]
        values = [" ".join(words[a:b]) for a, b in pairwise(edges)]
        if all(map(_is_one, values)):
            found.append(values)
    return found[0] if len(found) == 1 else []


def _begins_value(words: Sequence[str], i: int) -> bool:
    """Whether a value may begin at a word: a figure, a share, or a word like 約 before them."""
    word, before = fold_same_length(words[i]), fold_same_length(words[i - 1])
    if _SCALED.search(before) and _SMALLER.match("".join(words[i : i + 2])):
        return False  # 1 億 2,300 万円
    if DASHES.fullmatch(word) or SHARES.fullmatch(word) or _LEAD_WORD.fullmatch(word):
        return True
    led = _LEAD_WORD.fullmatch(before) or SHARES.fullmatch(before)
    return not led and bool(_LEADING.match(word) or QUALITATIVE.fullmatch(word))


def _is_one(text: str) -> bool:
    """Whether a text is one value: one figure, a range, or a share for each of two groups."""
    if DASHES.fullmatch(text):
        return True
    folded = fold_same_length(text)
    if is_period(text) or not is_value(text) or is_torn(text):
        return False
    figures = _NUMBERS.findall(PERIOD.sub(" ", folded))
    shares = SHARES.match(text) and len(re.findall(SHARES.pattern, text)) == len(figures)
    ranged = "以上" in text and re.search("以下|未満", text)
    return len(figures) < 2 or bool(shares or ranged or "~" in folded)


def is_torn(text: str) -> bool:
    """Whether a cell holds more than its own: then no cell of its row can be trusted.

    >>> [is_torn(t) for t in ("５億円６億円", "40 50 (R6)", "97.8％目標", "5.0増加", "5パーセ")]
    [True, True, True, True, True]
    >>> [is_torn(t) for t in ("男性 5％ 女", "43世帯（2019～", "性 5％ 女性 9％", "7人↗観光課")]
    [True, True, True, True]
    >>> [is_torn(t) for t in ("男性 5％ 女性 9％", "５億円", "5件増加", "37 か所 5,120 人")]
    [False, False, False, True]
    """
    folded = fold_same_length(text)
    cut = _CUT_SHARE.search(folded) or folded.count("(") > folded.count(")")
    bare = re.sub(r"\s*\([^()]*\)", "", folded)
    pieces = _BEFORE_FIGURE.split(bare)
    units = {unit for piece in pieces if (unit := unit_of(piece)) and unit not in _TIMES}
    return bool(
        cut
        or len(units) > 1
        or any(is_cut_unit(unit) for p in pieces if (unit := unit_of(squeeze(p))))
        or _FIGURES.fullmatch(bare)
        or _WAY.search(text)
        or _TORN.search(re.sub(r"\s", "", folded))
    )


def one_unit(texts: Iterable[str]) -> bool:
    """Whether figures have one unit, as far as they print any.

    >>> one_unit(["3万人", "500人", "80"]), one_unit(["3人", "2か所"])
    (True, False)
    """
    units = {_SCALE.sub("", squeeze(unit)) for text in texts if (unit := unit_of(text))}
    alike = (a.startswith(b) or b.startswith(a) for a in units for b in units)
    return any(unit.startswith("%") for unit in units) or all(alike)


def in_order(measures: Sequence[Measure]) -> tuple[Measure, ...]:
    """Sort targets by year; those without a year stay where they are printed."""
    years = [parse_period(m.period) for m in measures]
    if any(year is None for year in years):
        return tuple(measures)
    order = sorted(range(len(measures)), key=lambda i: (years[i].last, i))  # type: ignore[union-attr]
    return tuple(measures[i] for i in order)
