"""Lines of several cells parted by one space, as PDF text gives them: which words are a cell.

And of cells that stand below each other: which lines are a value.
"""

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import replace
from itertools import pairwise

from index.kpi.fits import is_figure
from index.kpi.names import is_share
from index.kpi.shape import Shape
from index.kpi.source import Printed, Source, join
from index.kpi.values import one_unit
from index.kpi.vocabulary import ENUMERATION, LEADS, MARKS, SHARE, SHARES, Role
from index.kpi.words import Kind, kind_of
from index.quantities import PERIOD, SCALES, fold_same_length, is_period, is_unit, split_period

# A word, with what its brackets hold: 全校(4 校).
WORD = re.compile(r"(?:[^\s()]|\([^()\n]{1,12}\)|[()])+")
_LEAD_WORD = re.compile(LEADS)
_UNIT = re.compile(r"[^\s\d()、。・]{1,6}")
# A word of a name before its figure: 残留塩素0.4mg 以下の水の割合.
_LED = re.compile(rf"(?!(?:{SHARES.pattern}|{LEADS})*[△±+-]?\d)[^\W\d]")
_WHEN = re.compile(r".*[(（][^()（）]*$")
_LONGEST_UNIT = 6
BRACKETED = re.compile(r"[(（][^()（）]*[)）]")
MEASURED = frozenset({Role.BASELINE, Role.TARGET, Role.ACTUAL})


def words_of(source: Source, line: int, word: re.Pattern[str] = WORD) -> list[Printed]:
    """Return the words of a line, each with its place."""
    span = source.span(line)
    found = word.finditer(source.folded, span.start, span.end)
    return [source.printed(m.start(), m.end()) for m in found]


def is_year(cell: Printed) -> bool:
    """Whether a cell says only when: 令和4年度, （R4）, 平成34年(2022年)."""
    outside = BRACKETED.sub("", cell.text)
    return is_period(outside or cell.text.strip("()（）"))


def value_of(words: Sequence[Printed]) -> Printed:
    """Join the words of a value; a year, or for whom it is, stays apart."""
    joined = join(words)
    apart = any(SHARES.fullmatch(word.text) or is_period(word.text) for word in words)
    return replace(joined, text=" ".join(word.text for word in words)) if apart else joined


def cells_of(source: Source, line: int, shape: Shape) -> list[Printed]:
    """Part a line of the body: each value is a cell, the words between them make up one."""
    words = words_of(source, line)
    for i in range(len(words) - 2, 0, -1):
        if set(words[i].key) <= SCALES.keys() and is_unit(words[i + 1].key):
            words[i : i + 2] = [source.stretch(words[i : i + 2])]  # 千 kWh
    kinds = [kind_of(word.text) for word in words]
    cells: list[Printed] = []
    at = 0
    above = words_of(source, line - 1)[-1:] if line else []
    below = bool(above) and _is_valued(above[0], kind_of(above[0].text))
    for start, end in _runs(words, kinds, shape, below=below):
        cells += _texts(source, words[at:start], kinds[start], shape)
        begins = [
            start,
            *(i for i in range(start + 1, end) if not _goes_on(words, kinds, i, shape)),
        ]
        led = None if Role.WHEN in shape.roles else _led_by_years(words[start:end])
        cells += led or [value_of(words[a:b]) for a, b in pairwise([*begins, end])]
        at = end
    number = words[0].key if words[1:] and shape.grouped and not (shape.numbered or cells) else ""
    if ENUMERATION.fullmatch(number) and not number.isdigit():
        words[:2] = [source.stretch(words[:2])]  # 1-1 太陽と, of the group 太陽と風の活用
    return cells + _texts(source, words[at:], None, shape)


def _led_by_years(words: Sequence[Printed]) -> list[Printed] | None:
    """Return figures that each stand behind their year: R2 31件 R9 40件.

    A lone year between two figures is left out: it may be of either, 31件 R9 40件.
    """
    dated = [is_period(word.text) and word.text[0] not in "(（" for word in words]
    if len(words) == 3 and dated == [False, True, False]:
        return [words[0], words[2]]
    in_turn = len(words) > 2 and dated == [True, False] * (len(words) // 2)
    if not in_turn:
        return None
    pairs = zip(words[1::2], words[::2], strict=True)
    return [with_below(value, replace(year, text=f"（{year.text}）")) for value, year in pairs]


def _runs(
    words: Sequence[Printed], kinds: Sequence[Kind], shape: Shape, *, below: bool
) -> Iterator[tuple[int, int]]:
    """Yield the ranges of the words that are values; `below` tells that one ends the line above.

    Figures within words are of these, unless there are as many as a row has values.
    """
    start = 0
    while start < len(words):
        end = start
        while end < len(words) and _is_valued(words[end], kinds[end]):
            end += 1
        begin = start
        while begin < end and kinds[begin] is Kind.TAIL and not is_period(words[begin].text):
            begin += 1
        while shape.behind and begin < end and _LEAD_WORD.fullmatch(words[end - 1].key):
            end -= 1
        count = sum(kind is not Kind.TAIL or Role.WHEN in shape.roles for kind in kinds[begin:end])
        if Role.UNIT in shape.roles and 0 < begin < end and kinds[begin] is Kind.VALUE:
            count += bool(_UNIT.fullmatch(words[begin - 1].key))
        led = kinds[0] is Kind.VALUE and _LED.match(words[0].key)
        alone = end == 1 and (led or not below)
        within = end < len(words) and (begin or alone)
        if begin < end and not (within and count < len(shape.roles)):
            shared = begin and count == 1 < len(shape.roles) and kinds[begin - 1] is Kind.SHARE
            yield begin - bool(shared), end
        start = end + 1


def _is_valued(word: Printed, kind: Kind) -> bool:
    told = _LEAD_WORD.fullmatch(word.key) or is_figure(word)
    return kind not in (Kind.TEXT, Kind.SHARE) or bool(told)


def _goes_on(words: Sequence[Printed], kinds: Sequence[Kind], i: int, shape: Shape) -> bool:
    """Whether a word goes on the value that the word before it begins or is: 人, 以上."""
    if _LEAD_WORD.fullmatch(words[i - 1].key) or SHARES.fullmatch(words[i - 1].key):
        return True
    if kinds[i] is Kind.UNIT:
        return Role.UNIT not in shape.roles
    return kinds[i] is Kind.TAIL and not (Role.WHEN in shape.roles and is_period(words[i].text))


def _texts(
    source: Source, words: Sequence[Printed], then: Kind | None, shape: Shape
) -> list[Printed]:
    """Part words at the edges of columns, as far as these can be seen.

    `then` is the kind of the value that follows them.
    """
    cells: list[list[Printed]] = []
    apart = shape.grouped or (then is None and shape.behind > 1)
    for i, word in enumerate(words):
        counted = i == 1 and shape.numbered and ENUMERATION.fullmatch(words[0].key)
        wide = i and _is_wide(words[i - 1], word)
        marked = i and (MARKS.fullmatch(word.text) or MARKS.fullmatch(words[i - 1].text))
        last = i + 1 == len(words)
        unit = Role.UNIT in shape.roles and then is Kind.VALUE and _UNIT.fullmatch(word.key)
        part = then and is_share(word.text)
        if not cells or apart or counted or marked or wide or (last and (unit or part)):
            cells.append([word])
        else:
            cells[-1].append(word)
    return [source.stretch(cell) for cell in cells]


def _is_wide(left: Printed, right: Printed) -> bool:
    """Whether more than one space stands between two words."""
    return right.spans[0].start - left.spans[-1].end > 1


def are_torn(values: Sequence[Printed]) -> bool:
    """Whether values cannot be of one row: of a share and of all, or of two units."""
    bare = ((split_period(value.text)[0], value) for value in values if not is_period(value.text))
    told = [
        replace(value, text=text) if value.text.endswith(text) else value for text, value in bare
    ]
    figures = [value for value in told if re.search(r"\d", value.key)]
    unknown = any(kind_of(value.key) is Kind.TEXT for value in figures)
    units = {re.sub(r"[\d,.]|\(.*", "", value.key) for value in figures}
    shares = {tuple(found[1] for found in SHARE.finditer(value.text)) for value in figures}
    counted = one_unit([value.text for value in figures])
    return len(shares) > 1 or (unknown and len(units) > 1) or not counted


def goes_on(cell: Printed, below: Printed, roles: Set[Role | None]) -> bool:
    """Whether a line goes on with the value above it: 円, R11）, （R4）, （※2月現在）."""
    text, folded = fold_same_length(cell.text), fold_same_length(below.text)
    if not re.search(r"\d", text):
        return False
    if _WHEN.match(text):
        return bool(re.fullmatch(r"[^()\s]*\)", folded))
    if text.endswith(("-", "~")):
        return len(folded) <= _LONGEST_UNIT
    more = SHARE.match(folded)
    if more and SHARE.match(text):
        return more[1] not in text
    if Role.WHEN not in roles and is_period(folded) and not folded.isdigit():
        return not PERIOD.search(text)
    if is_unit(below.text) and below.text != "合":  # 割|合
        return Role.UNIT not in roles and bool(re.search(r"[\d千万億]$", text))
    if text[0].isdigit() and kind_of(text) is Kind.TEXT and kind_of(text + folded) is Kind.VALUE:
        return True  # 38.4パーセン|ト
    return is_tail(below)


def is_tail(cell: Printed) -> bool:
    """Whether a line goes on with the value above it: 以下, (13/14地点); not （5年の累計）."""
    tail = kind_of(cell.key) is Kind.TAIL and not is_period(cell.text) and "累計" not in cell.key
    return tail and (cell.key[0] != "(" or bool(re.search(r"\d", cell.key)))


def with_below(cell: Printed, below: Printed) -> Printed:
    """Join what goes on a value to it; years and brackets stay apart, what a dash cut does not."""
    cut = cell.text.endswith("-") or (cell.key[-1].isdigit() and below.key[0].isdigit())
    dated = is_period(below.text) or (below.text[0] in "(（" and PERIOD.search(below.text))
    if not cut and not dated:
        return join([cell, below])
    return Printed(cell.text + ("" if cut else " ") + below.text, cell.spans + below.spans)
