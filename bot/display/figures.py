"""What the figures of a KPI row say in words, and how far it is from one to the other."""

import re
import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from decimal import Decimal

from bot.answering.years import measure_years
from bot.display.elements import one_line
from bot.messages import say
from index.domain import KpiRow, Measure

_NUMBER = re.compile(r"[-+△▲−]?\d[\d,]*(?:\.\d+)?")
_BARE = re.compile(r"([^※]*\d)\s*((?:以上|以下|未満|以内|超|程度|を?維持)?(?:※\d*)?)", re.DOTALL)
_RANGE = re.compile(r"[\d,.]+[~〜-][\d,.]+")
_IN_KANJI = re.compile(r"(?:[\d,.]+[千万億兆]*)+(?P<unit>[^\d千万億兆]*)")
ASKED = "\0"
"""What stands around a figure of a year asked for."""
_BOUND = re.compile(r"以上|以下|未満|超|程度|約|およそ|以内|より|\s")


@dataclass(frozen=True, slots=True)
class Cell:
    """What a cell shows; `number` makes it sortable."""

    text: str
    number: Decimal | None = None


def _folded(text: str | None) -> str:
    return "".join(unicodedata.normalize("NFKC", text or "").split())


def _printed(measure: Measure, unit: str) -> tuple[Decimal, str] | None:
    """Return the one number in a cell and its unit, that of the row where none is printed.

    None for no number or several; the 2 of t-CO2 is none.
    """
    text = _folded(measure.text)
    bare = text.replace(unit, "", 1) if unit else text
    found = _NUMBER.findall(bare)
    if len(found) != 1:
        return None
    number = Decimal(re.sub(r"[△▲−]", "-", found[0]).replace(",", "").replace("+", ""))
    around = _BOUND.sub("", bare.replace(found[0], "", 1))
    return number, around + unit if bare != text else around or unit


def _scaled(measure: Measure, unit: str) -> tuple[Decimal, str] | None:
    """Return the number and the unit of a cell whose number is printed in kanji: 18万6,400人."""
    found = _IN_KANJI.fullmatch(_BOUND.sub("", _folded(measure.text)).removesuffix(unit))
    if measure.value is None or found is None or measure.value != measure.value.to_integral_value():
        return None
    return measure.value, found["unit"] + unit


def _in_kanji(number: Decimal) -> str:
    """Return a whole number as plans print it.

    >>> _in_kanji(Decimal(233600)), _in_kanji(Decimal(188000000))
    ('23万3,600', '1億8,800万')
    """
    rest, ones = divmod(int(number), 10_000)
    hundreds_of_millions, tens_of_thousands = divmod(rest, 10_000)
    parts = ((hundreds_of_millions, "億"), (tens_of_thousands, "万"), (ones, ""))
    return "".join(f"{part:,}{scale}" for part, scale in parts if part) or "0"


def gap(row: KpiRow, target: Measure, language: str) -> Cell | None:
    """Return the way from the baseline to `target`, in the printed unit; None if they differ."""
    if row.baseline is None or row.baseline.value is None or target.value is None:
        return None
    unit = _folded(row.unit)
    before, after = _printed(row.baseline, unit), _printed(target, unit)
    in_kanji = before is None or after is None
    if in_kanji:
        before, after = _scaled(row.baseline, unit), _scaled(target, unit)
    if before is None or after is None or (before[1] and after[1] and before[1] != after[1]):
        return None
    difference = after[0] - before[0]
    shown = after[1] or before[1]
    sign = "+" if difference > 0 else "−" if difference < 0 else "±"
    size = abs(difference)
    number = sign + (_in_kanji(size) if in_kanji else f"{size:,f}")
    if shown == "%":
        return Cell(say("points", language, number=number), difference)
    return Cell(number + (one_line(row.unit) if row.unit and shown == unit else shown), difference)


def spoken(
    measures: Sequence[Measure], unit: str | None, language: str, years: Collection[int] = ()
) -> str:
    """Return `50%（2023）、5.0%以下（2030）`; a bare number gets the unit of its row.

    ASKED stands around the figures of the `years` asked for.
    """
    parts = []
    for measure in measures:
        text = one_line(measure.text)
        figure = measure.value is not None or _RANGE.fullmatch(_folded(text))
        bare = _BARE.fullmatch(text) if figure else None
        if bare and unit and not _folded(bare[1]).endswith(_folded(unit)):
            text = f"{bare[1]}{one_line(unit)}{bare[2]}"
        said = f"{text}（{measure.period}）" if measure.period else text
        parts.append(f"{ASKED}{said}{ASKED}" if measure_years(measure) & set(years) else said)
    return "、".join(parts) or say("missing", language)


def in_short(row: KpiRow, language: str) -> str:
    """Return `1,196人（H30）→ 1,800人`: the baseline and the targets."""
    baseline = spoken((row.baseline,) if row.baseline else (), row.unit, language)
    return f"{baseline} → {spoken(row.targets, row.unit, language)}"


def in_words(row: KpiRow, language: str, years: Collection[int] = ()) -> str:
    """Return `目標値 1,800人、現状値 1,196人（H30）`, with who is in charge where that is said.

    ASKED stands around the figures of the `years` asked for.
    """
    baseline = spoken((row.baseline,) if row.baseline else (), row.unit, language, years)
    target = spoken(row.targets, row.unit, language, years)
    key = "figures" if row.targets else "figures_no_target"
    words = say(key, language, target=target, baseline=baseline)
    return words + say("owner", language, owner=one_line(row.owner)) if row.owner else words
