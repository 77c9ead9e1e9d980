"""Printed Japanese figures: numbers with 兆億万千, units, comparators, and the years beside them.

What a cell prints is kept as it stands; this module says what it means.

>>> parse_measure("４，２９３ (R5)")
Measure(text='４，２９３', period='R5', value=Decimal('4293'), comparator=<Comparator.EQUAL: '='>)
>>> parse_measure("1億2,000万円以上", "2027年度").value
Decimal('120000000')
>>> parse_measure("△1,624人").value, parse_measure("10.0未満を維持").comparator.name
(Decimal('-1624'), 'LESS')
>>> [parse_measure(t).value for t in ("上昇", "男性 25.8％ 女性 98.4％", "8～10", "毎年度10か所増")]
[None, None, None, None]
>>> [unit_of(t) for t in ("1,860万円", "1兆2,400億円", "2,415万m ³", "38.2千t-CO2/年")]
['万円', '円', '万m ³', '千t-CO2/年']
"""

import re
from decimal import Decimal
from itertools import takewhile
from math import prod

from index.domain import Comparator, Measure
from index.periods import PERIOD, Period, fold_same_length, is_period, parse_period
from index.units import AFTER_FIGURE, is_cut_unit, is_unit

__all__ = [
    "PERIOD", "SCALES", "Period", "fold_same_length", "in_unit", "is_cut_unit", "is_period",
    "is_unit", "number_of", "parse_measure", "parse_period", "scale_of", "split_period", "unit_of",
]  # fmt: skip

SCALES = {"十": 10, "百": 100, "千": 1_000, "万": 10**4, "億": 10**8, "兆": 10**12}

# A year without its era, and words that stand for the years of the plan: (32年度), (毎年度).
_LOOSE_PERIOD = re.compile(r"\d{1,2}\s?年度?末?|[毎各]年度?|計画期間(?:中|内)?")

_DIGITS = r"\d{1,3}(?:,\s?\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_SIGN = r"(?:[△±+]|(?<![\d%)A-Za-z])-)"
_FIGURE = re.compile(
    rf"(?P<sign>{_SIGN}\s?)?(?<![A-Za-z\d.,])(?:{_DIGITS})\s?"
    r"(?:(?P<scale>[十百千万億兆]+)(?:\s(?=[\d,]+\s?[百千]?万))?"
    rf"(?P<more>(?:(?:{_DIGITS})\s?[十百千万億兆]+)*(?:{_DIGITS})?))?"
)
_PART = re.compile(rf"({_DIGITS})\s?([十百千万億兆]*)")
_COMPARATORS = (
    (re.compile(r"以上|を下回らない|は維持"), Comparator.AT_LEAST),
    (re.compile(r"以下|以内|を上回らない|までに抑"), Comparator.AT_MOST),
    (re.compile(r"未満|を下回"), Comparator.LESS),
    (re.compile(r"を?超|を上回"), Comparator.MORE),
    (re.compile(r"約|おおむね|概ね|程度|前後"), Comparator.ABOUT),
)
# A change, not a level: `10か所増` says by how much, not to what.
_CHANGE = re.compile(
    r"^[^\d]{0,8}(?:増|減|削減|向上|上昇|低下|改善|アップ|ダウン|UP)", re.IGNORECASE
)
_BRACKET = re.compile(r"\s*[(\[][^()\[\]]*[)\]]?")
# The number of a note: 1,200人※1, 85%*2.
NOTE_MARK = re.compile(r"(?<=\S)\s?(?:※|\*|注)\s?\d{1,2}\)?(?![\d,.])")
# Out of how much a figure is: 5年間で3人, 5か年累計10件, 12地点中7地点.
OUT_OF = re.compile(
    r"^\d{1,2}(?:年間?で(?:の?(?:累計|延べ|合計))?|[かカヶケ]?年間?の?(?:累計|延べ|合計)で?|年間)(?=[約△]?\d)"
    r"|^\d[\d,]*\s?[^\W\d]{1,4}中(?=\s?\d)"
)
# A share, a range, a power of ten: 3/5, 8~10, 10³.
_NO_FIGURE = re.compile(r"\d\s?/\s?\d|~|(?<!\d)10[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]")
_REMARK = re.compile(r"\s+※[^()\d]*$")
# `1日当たり67分` has no unit of its own.
_RATE = re.compile(r"[^\d\s]{1,4}(?:当た?り|あたり)")
# A cell with no more than this is a figure: its year stands elsewhere.
_BARE_YEAR = re.compile(r"\s*\d{4}\s*")
# 小学5年生4.8％ is no number of years.
_PUPILS = re.compile(r"\d年生")
_ZERO = re.compile(r"^(?:ゼロ|零|0)")


def parse_measure(text: str, period: str | None = None) -> Measure:
    """Read one cell; a year printed in it stands for `period`, which a header gave."""
    printed = " ".join(text.split())
    value_text, own = split_period(printed)
    value, comparator = _value_of(value_text)
    return Measure(value_text, own or period, value, comparator)


def split_period(text: str) -> tuple[str, str | None]:
    """Part a cell into its value and the year printed beside it.

    >>> split_period("58.6％ （2021年）"), split_period("R5：40件")
    (('58.6％', '2021年'), ('40件', 'R5'))
    >>> split_period("2021年度より運用"), split_period("30％以上（毎年度）")
    (('2021年度より運用', None), ('30％以上', '毎年度'))
    """
    folded = fold_same_length(text)
    remark = _REMARK.search(folded)
    if remark and (before := split_period(text[: remark.start()]))[1]:
        return before
    for bracket in re.finditer(
        r"\s*([(\[])([^()\[\]]*(?:\([^()]*\)[^()\[\]]*)?)[)\]]?\s*$", folded
    ):
        inner = folded[bracket.start(2) : bracket.end(2)]
        dated = PERIOD.search(inner) and not re.search(r"\d", _without(inner, PERIOD))
        note = inner.lstrip().startswith(("※", "注"))
        if note and (before := split_period(text[: bracket.start()].rstrip()))[1]:
            return before
        if bracket.start() > 0 and (dated or _LOOSE_PERIOD.fullmatch(inner.strip())):
            own = text[bracket.start(2) : bracket.end(2)].strip()
            return text[: bracket.start()].rstrip(), own
    *_, last = [None, *PERIOD.finditer(folded)]
    if last and last.end() == len(folded) and re.search(r"\d\D*\s$", folded[: last.start()]):
        return text[: last.start()].rstrip(), text[last.start() :]
    found = PERIOD.match(folded.lstrip("(["))
    if found:
        shift = len(folded) - len(folded.lstrip("(["))
        end = shift + len(found.group().rstrip())
        rest = folded[end:]
        lead = re.match(r"[)\]]?\s*[:/]\s*|[)\]]\s*|\s+(?=[△+約\d]|[^\d\s()]{1,8}\d)", rest)
        if lead and rest[lead.end() :].strip():
            return text[end + lead.end() :].strip(), text[shift:end]
    return text, None


def _without(text: str, pattern: re.Pattern[str]) -> str:
    return pattern.sub(lambda m: " " * len(m.group()), text)


def _value_of(text: str) -> tuple[Decimal | None, Comparator]:
    """Return the one figure that a text prints, and how it is meant."""
    folded = fold_same_length(text)
    folded = folded if _BARE_YEAR.fullmatch(folded) else _without(folded, PERIOD)
    bare = _without(_without(folded, _BRACKET), NOTE_MARK)
    bare = bare if re.search(r"\d|ゼロ", bare) else folded
    if _ZERO.match(bare.strip()) and not re.search(r"\d", bare):
        return Decimal(0), Comparator.EQUAL
    figures = list(_FIGURE.finditer(bare))
    if len(figures) != 1 or _NO_FIGURE.search(bare):
        return None, Comparator.EQUAL
    figure = figures[0]
    rest = bare[figure.end() :]
    if _CHANGE.match(rest) and not re.search(r"増減|維持", rest):
        return None, Comparator.EQUAL
    comparator = next((c for p, c in _COMPARATORS if p.search(bare)), Comparator.EQUAL)
    return number_of(figure.group()), comparator


def number_of(printed: str) -> Decimal | None:
    """Return a number with its scale words multiplied out.

    >>> number_of("１兆2,400億"), number_of("2,620十億")
    (Decimal('1240000000000'), Decimal('2620000000000'))
    >>> number_of("▲２億１千万"), number_of("3万2千")
    (Decimal('-210000000'), Decimal('32000'))
    """
    folded = fold_same_length(printed)
    total = myriads = Decimal(0)
    for digits, scale in _PART.findall(folded):
        part = Decimal(re.sub(r"[,\s]", "", digits))
        for word in scale:
            if SCALES[word] < SCALES["万"]:
                part *= SCALES[word]
            else:
                total += (myriads + part) * SCALES[word]
                myriads = part = Decimal(0)
        myriads += part
    total += myriads
    return -total if re.match(r"\s*[△-]", folded) else total


def unit_of(text: str) -> str | None:
    """Return the unit printed after the first figure; only the counter where scale words mix.

    >>> unit_of("5年間で300人"), unit_of("５か年累計10件"), unit_of("12 地点中７地点")
    ('人', '件', '地点')
    """
    folded = _without(_without(fold_same_length(text), PERIOD), _PUPILS)
    folded = _without(folded, OUT_OF)
    for figure in _FIGURE.finditer(folded):
        if _RATE.match(folded, figure.end()):
            return None
        gap = bool(figure["scale"]) and folded[figure.end() : figure.end() + 1] == " "
        unit = AFTER_FIGURE.match(folded, figure.end() + gap)
        counter = text[unit.start() : unit.end()] if unit else ""
        scale = figure["scale"] if not figure["more"] else ""
        if figure["more"] and not counter:
            continue
        start = figure.start("scale") if scale else figure.end()
        end = unit.end() if unit else figure.end("scale")
        printed = text[start:end].strip() if scale else counter.strip()
        if printed and counter:
            return printed
    return None


def in_unit(measure: Measure, unit: str | None) -> Decimal | None:
    """Count a measure in the unit of its row: 1,860万円 in 万円 is 1860, 86 in 百万円 is 86."""
    if measure.value is None or not unit:
        return measure.value
    printed = unit_of(measure.text)
    return measure.value / scale_of(unit) if printed and printed[0] in SCALES else measure.value


def scale_of(unit: str) -> int:
    """Return what the scale words before a counter multiply by: 百万円 is 1000000, 人 is 1."""
    return prod(SCALES[word] for word in takewhile(SCALES.__contains__, fold_same_length(unit)))
