"""Printed Japanese figures: numbers with 兆億万千, units, comparators, eras and fiscal years.

What a cell prints is kept as it stands; this module says what it means.

>>> parse_measure("４，２９３ (R5)")
Measure(text='４，２９３', period='R5', value=Decimal('4293'), comparator=<Comparator.EQUAL: '='>)
>>> parse_measure("1億2,000万円以上", "2027年度").value
Decimal('120000000')
>>> parse_measure("△1,624人").value, parse_measure("10.0未満を維持").comparator.name
(Decimal('-1624'), 'LESS')
>>> [parse_measure(t).value for t in ("上昇", "男性 25.8％ 女性 98.4％", "8～10", "毎年度10か所増")]
[None, None, None, None]
>>> parse_period("平成30年度"), parse_period("R元"), parse_period("2023～27年度累計")
(Period(first=2018, last=2018), Period(first=2019, last=2019), Period(first=2023, last=2027))
>>> [unit_of(t) for t in ("1,860万円", "1兆2,400億円", "2,415万m ³", "各20％以上", "38.2千t-CO2/年")]
['万円', '円', '万m ³', '％', '千t-CO2/年']
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from index.domain import Comparator, Measure

# One character for one, so that offsets in the folded text are offsets in the printed one.
_SAME_LENGTH = str.maketrans(
    {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
    | dict.fromkeys("〜∼～", "~")
    | dict.fromkeys("‐‑‒–—―−─－", "-")
    | dict.fromkeys("’‘`´", "'")
    | dict.fromkeys("〔【［〈", "[")
    | dict.fromkeys("〕】］〉", "]")
    | dict.fromkeys("、，", ",")
    | {"\u3000": " ", "\u00a0": " ", "⇒": "→", "➡": "→", "⇨": "→", "▲": "△", "ヶ": "か", "ヵ": "か"}
)
ERAS = {
    "明治": 1867,
    "大正": 1911,
    "昭和": 1925,
    "平成": 1988,
    "令和": 2018,
    "M": 1867,
    "T": 1911,
    "S": 1925,
    "H": 1988,
    "R": 2018,
}
SCALES = {"十": 10, "百": 100, "千": 1_000, "万": 10**4, "億": 10**8, "兆": 10**12}

_ERA = r"(?:明治|大正|昭和|平成|令和|(?<![A-Za-z])[MTSHR](?=\.?\s?(?:元|\d)))"
_YEAR = rf"(?:{_ERA}\.?\s?(?:元|\d{{1,2}})(?![\d.,]*\d)|(?<![\d.,])(?:19|20)\d\d(?![\d,.]*\d)|(?<!\d)'\d\d(?!\d))"
_OF_YEAR = r"\s?(?:年度?|FY)?(?:\s?\d{1,2}\s?月(?:\s?\d{1,2}\s?日)?)?"
_GLOSS = rf"(?:\s?\(\s?{_YEAR}{_OF_YEAR}\s?\))?{_OF_YEAR}"
_RANGE = rf"(?:\s?(?:~|-|から)\s?(?:{_YEAR}|\d{{1,2}}(?![\d.,%])){_GLOSS})?"
_TAIL = r"(?:\s?(?:中間|期)?(?:末(?:時点)?|累計|時点|現在|まで(?:の累計)?|以降|平均|合計|間))*"
PERIOD = re.compile(rf"{_YEAR}{_GLOSS}{_RANGE}{_TAIL}")
# A year without its era, and words that stand for the years of the plan: (32年度), (毎年度).
_LOOSE_PERIOD = re.compile(r"\d{1,2}\s?年度?末?|[毎各]年度?|計画期間(?:中|内)?")
_ONE_YEAR = re.compile(rf"({_ERA})?\.?\s?(元|\d{{1,4}})|'(\d\d)")

_DIGITS = r"\d{1,3}(?:,\s?\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_SIGN = r"(?:[△+]|(?<![\d%)A-Za-z])-)"
_FIGURE = re.compile(
    rf"(?P<sign>{_SIGN}\s?)?(?<![A-Za-z\d.,])(?P<head>{_DIGITS})\s?(?P<scale>[十百千万億兆]*)"
    rf"(?P<more>(?:(?:{_DIGITS})\s?[十百千万億兆]+)*(?:{_DIGITS})?)"
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
_COUNTER = r"[A-Za-zμΩ℃°%‰㎡㎥㎞㎏ℓ㌔㌧㌶一-鿿々ァ-ヿかつ・²³₂]"
_PER = r"(?:人・日|人日|年度|年|か月|月|日|週|回|人|件|世帯|㎥|m3|m²|㎡|km2?|ha|10a|百人|千人|万人|10万人|時間|h|kWh)"
_UNIT_END = (
    r"以上|以下|以内|以降|未満|程度|前後|超|増|減|維持|達成|割台|％台|%台|強$|弱$|余$|中$|台\)|を|削減|向上|上昇"
    r"|低下|改善|程|相当|実施|確保|継続|男|女|小学|中学|うち|及|又|又は|平均|累計"
)
_UNIT = re.compile(
    rf"(?:(?!{_UNIT_END})(?:{_COUNTER}|-CO2?\d?|(?<=[A-Za-z])\d(?![\d.])|(?<=m) (?=[²³])|-(?=eq)))+"
    rf"(?:/{_PER}(?![一-鿿])(?:/{_PER})?)?"
)
# `1日当たり67分` has no unit of its own.
_RATE = re.compile(r"[^\d\s]{1,4}(?:当た?り|あたり)")
_ZERO = re.compile(r"^(?:ゼロ|零|0)")


@dataclass(frozen=True, slots=True)
class Period:
    """First and last calendar or fiscal year, both included."""

    first: int
    last: int


def fold_same_length(text: str) -> str:
    """Fold widths, dashes and brackets one character for one, so that offsets stay.

    >>> fold_same_length("（Ｒ５年度）　△１，２３４")
    '(R5年度) △1,234'
    """
    return text.translate(_SAME_LENGTH)


def parse_period(text: str | None) -> Period | None:
    """Return the years that a printed period names, None if it names none.

    >>> parse_period("R6～R10"), parse_period("２０２４年"), parse_period("'28"), parse_period("上昇")
    (Period(first=2024, last=2028), Period(first=2024, last=2024), Period(first=2028, last=2028), None)
    """
    found = PERIOD.search(fold_same_length(text or ""))
    return _years_of(found.group()) if found else None


@lru_cache(maxsize=4096)
def _years_of(printed: str) -> Period | None:
    base, years = 0, []
    for part in re.split(r"~|-|から", printed):
        year = _ONE_YEAR.search(part)
        if not year:
            continue
        era, number, short = year.groups()
        if era:
            base = ERAS[era]
        if short:
            years.append(2000 + int(short))
        elif number == "元":
            years.append(base + 1)
        elif len(number) == 4:
            years.append(int(number))
        elif base:
            years.append(base + int(number))
        elif years:
            years.append(years[0] - years[0] % 100 + int(number))
    return Period(years[0], max(years)) if years else None


def is_period(text: str) -> bool:
    """Whether the text is nothing but a period, with or without brackets.

    >>> is_period("（令和５年度）"), is_period("2018"), is_period("2021年度より運用開始")
    (True, True, False)
    """
    bare = fold_same_length(text).strip().strip("()[]:").strip()
    found = PERIOD.match(bare)
    return bool(found) and found.end() == len(bare) if found else False


def parse_measure(text: str, period: str | None = None) -> Measure:
    """Read one cell; a year printed in it stands for `period`, which a header gave."""
    printed = " ".join(text.split())
    value_text, own = split_period(printed)
    value, comparator = _value_of(value_text)
    return Measure(value_text, own or period, value, comparator)


def split_period(text: str) -> tuple[str, str | None]:
    """Part a cell into its value and the year printed beside it.

    >>> split_period("58.6％ （2021年）"), split_period("R5：40件"), split_period("2021年度より運用")
    (('58.6％', '2021年'), ('40件', 'R5'), ('2021年度より運用', None))
    """
    folded = fold_same_length(text)
    for bracket in re.finditer(
        r"\s*([(\[])([^()\[\]]*(?:\([^()]*\)[^()\[\]]*)?)[)\]]?\s*$", folded
    ):
        inner = folded[bracket.start(2) : bracket.end(2)]
        dated = PERIOD.search(inner) and not re.search(r"\d", _without(inner, PERIOD))
        if bracket.start() > 0 and (dated or _LOOSE_PERIOD.fullmatch(inner.strip())):
            own = text[bracket.start(2) : bracket.end(2)].strip()
            return text[: bracket.start()].rstrip(), own
    *_, last = [None, *PERIOD.finditer(folded)]
    if last and last.end() == len(folded) and re.search(r"\d\D*\s$", folded[: last.start()]):
        return text[: last.start()].rstrip(), text[last.start() :]
    found = PERIOD.match(folded.lstrip("(["))
    if found:
        shift = len(folded) - len(folded.lstrip("(["))
        rest = folded[shift + found.end() :]
        lead = re.match(r"[)\]]?\s*[:/]\s*|[)\]]\s*|\s+(?=[△+約\d])", rest)
        if lead and rest[lead.end() :].strip():
            at = shift + found.end() + lead.end()
            return text[at:].strip(), text[shift : shift + found.end()].strip()
    return text, None


def _without(text: str, pattern: re.Pattern[str]) -> str:
    return pattern.sub(lambda m: " " * len(m.group()), text)


def _value_of(text: str) -> tuple[Decimal | None, Comparator]:
    """Return the one figure that a text prints, and how it is meant."""
    folded = _without(fold_same_length(text), PERIOD)
    bare = _BRACKET.sub(lambda m: " " * len(m.group()), folded)
    bare = bare if re.search(r"\d|ゼロ", bare) else folded
    if _ZERO.match(bare.strip()) and not re.search(r"\d", bare):
        return Decimal(0), Comparator.EQUAL
    figures = list(_FIGURE.finditer(bare))
    if len(figures) != 1 or re.search(r"\d\s?[/~]\s?\d|~", bare):
        return None, Comparator.EQUAL
    figure = figures[0]
    rest = bare[figure.end() :]
    if _CHANGE.match(rest) and not re.search(r"増減|維持", rest):
        return None, Comparator.EQUAL
    comparator = next((c for p, c in _COMPARATORS if p.search(bare)), Comparator.EQUAL)
    return number_of(figure.group()), comparator


def number_of(printed: str) -> Decimal | None:
    """Return a number with its scale words multiplied out.

    >>> number_of("１兆2,400億"), number_of("2,620十億"), number_of("▲２億１千万"), number_of("3万2千")
    (Decimal('1240000000000'), Decimal('2620000000000'), Decimal('-210000000'), Decimal('32000'))
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
    """Return the unit printed after the first figure; only the counter where scale words mix."""
    folded = _without(fold_same_length(text), PERIOD)
    for figure in _FIGURE.finditer(folded):
        if _RATE.match(folded, figure.end()):
            return None
        unit = _UNIT.match(folded, figure.end())
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


def is_unit(text: str) -> bool:
    """Whether the text is a unit as plans print it: 人, ％, 百万円, t-CO2/年.

    >>> [is_unit(t) for t in ("ｇ", "千t-CO2", "累計", "市内", "人/年", "か所")]
    [True, True, False, False, True, True]
    """
    folded = fold_same_length(text).replace(" ", "")
    return bool(_KNOWN_UNIT.fullmatch(folded))


_KNOWN_COUNTERS = (
    "人 名 件 円 % ％ ‰ 回 か所 箇所 カ所 ケ所 世帯 戸 棟 校 園 団体 社 者 店 店舗 枚 本 台 冊 組 校区 地区 "
    "集落 施設 年 か年 歳 日 時間 分 秒 点 位 倍 割 か月 月 週 株 頭 羽 匹 種 種類 品 品目 事業 事業所 企業 "
    "経営体 法人 区画 組織 グループ チーム クラブ サークル 講座 計画 協定 項目 地点 地域 路線 便 隻 橋 池 基 "
    "か国 国 市町村 自治体 人泊 泊 床 室 席 ポイント pt トン t kg g mg μg km m cm mm ha a ㎡ ㎥ km2 km² m2 m² "
    "m3 m³ 立方メートル 平方メートル l L ℓ kl kL kW kw MW GW kWh kwh MWh GWh J MJ GJ TJ PJ t-CO2 tCO2 t-CO₂ "
    "tCO₂ kg-CO2 kgCO2 トン-CO2 ℃ dB mg/l mg/L ppm ppb ドル 歩 合 票 通 報 例 作品 業務 手続 システム 団 班 "
    "分団 区域 区 町 村 市 県 個 食 話 号 版 曲 試合 軒 公園 路線 拠点 圏域 つ"
)
_COUNTERS = "|".join(
    sorted(map(re.escape, set(fold_same_length(_KNOWN_COUNTERS).split())), key=len)[::-1]
)
_KNOWN_UNIT = re.compile(rf"(?:延べ)?[十百千万億兆]*(?:{_COUNTERS})(?:/{_PER})*")


def in_unit(measure: Measure, unit: str | None) -> Decimal | None:
    """Count a measure in the unit of its row: 1,860万円 in 万円 is 1860, 86 in 百万円 is 86."""
    if measure.value is None or not unit:
        return measure.value
    scale = Decimal(1)
    for word in re.match(r"[十百千万億兆]*", fold_same_length(unit)).group():  # type: ignore[union-attr]
        scale *= SCALES[word]
    printed = unit_of(measure.text)
    return (
        measure.value / scale if printed and re.match(r"[十百千万億兆]", printed) else measure.value
    )
