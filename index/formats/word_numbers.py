"""The numbers that Word counts by itself before headings and items, which are not in their text.

Source: ECMA-376 Part 1, 17.9 (numbering) and 17.18.59 (number formats).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from index.formats.word_xml import Element, W, val

_LEVEL: Final = re.compile(r"%([1-9])")
_KANJI: Final = "〇一二三四五六七八九"
_SERIES: Final = {
    "aiueo": "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモ",
    "iroha": "イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオクヤマケフ",
    "upperLetter": "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "lowerLetter": "abcdefghijklmnopqrstuvwxyz",
    "ideographTraditional": "甲乙丙丁戊己庚辛壬癸",
    "decimalEnclosedCircle": "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳",
    "decimalEnclosedParen": "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇",
}
_ROMAN: Final = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_FULL_WIDTH: Final = {ord("0") + n: ord("０") + n for n in range(10)}
_BULLET: Final = "・"


def written(value: int, number_format: str) -> str:
    """Return a number as a format writes it; as figures where the format goes no further.

    >>> written(12, "japaneseCounting"), written(3, "aiueoFullWidth"), written(4, "upperRoman")
    ('十二', 'ウ', 'IV')
    """
    name = number_format.removesuffix("FullWidth")
    if name in _SERIES and 0 < value <= len(_SERIES[name]):
        return _SERIES[name][value - 1]
    if name in ("upperRoman", "lowerRoman") and 0 < value < 40:
        roman = _roman(value)
        return roman.upper() if name == "upperRoman" else roman
    if "ounting" in name and 0 < value < 100:
        tens, ones = divmod(value, 10)
        return (_KANJI[tens] if tens > 1 else "") + "十" * (tens > 0) + _KANJI[ones] * (ones > 0)
    if name == "decimalZero":
        return f"{value:02}"
    if "FullWidth" in number_format:
        return str(value).translate(_FULL_WIDTH)
    return str(value)


def _roman(value: int) -> str:
    found = ""
    for worth, sign in _ROMAN:
        found += sign * (value // worth)
        value %= worth
    return found


@dataclass(frozen=True, slots=True)
class _Level:
    start: int
    number_format: str
    text: str
    style: str | None
    legal: bool
    restart: int | None


@dataclass(slots=True)
class Numbers:
    """Counts the numbered paragraphs of a document, which must be asked for in their order."""

    levels: dict[str, dict[int, _Level]] = field(default_factory=dict)
    """By list (w:num), by depth."""
    family: dict[str, str] = field(default_factory=dict)
    """The list definition that a list counts with others in."""
    restarts: dict[str, dict[int, int]] = field(default_factory=dict)
    counts: dict[str, dict[int, int]] = field(default_factory=dict)

    @staticmethod
    def of(numbering: Element, styles: Element) -> "Numbers":
        """Read the definitions of w:numbering; None stands for a document without any."""
        numbers = Numbers()
        if numbering is None:
            return numbers
        definitions = {_id(one, "abstractNumId"): one for one in numbering.iter(f"{W}abstractNum")}
        links = {
            _id(style, "styleId"): val(style, "pPr/numPr/numId")
            for style in styles.iter(f"{W}style")
        }
        lists = {_id(one, "numId"): val(one, "abstractNumId") for one in numbering.iter(f"{W}num")}
        for one in numbering.iter(f"{W}num"):
            key = _id(one, "numId")
            definition = lists[key] or ""
            link = val(definitions.get(definition), "numStyleLink")
            if link is not None:
                definition = lists.get(links.get(link) or "") or ""
            own = definitions.get(definition)
            overrides = one.findall(f"{W}lvlOverride")
            numbers.levels[key] = dict(_levels(own))
            for override in overrides:
                numbers.levels[key].update(_levels(override))
            numbers.family[key] = definition
            numbers.restarts[key] = {
                int(_id(override, "ilvl")): int(start)
                for override in overrides
                if (start := val(override, "startOverride")) is not None
            }
        return numbers

    def next(self, key: str, depth: int | None, style: str | None) -> str:
        """Count a paragraph of a list and return its number as printed; empty without one."""
        levels = self.levels.get(key, {})
        if depth is None:
            depth = next((n for n, level in levels.items() if level.style == style), 0)
        level = levels.get(depth)
        if level is None:
            return ""
        counts = self.counts.setdefault(self.family[key], {})
        for at, start in self.restarts.pop(key, {}).items():
            counts[at] = start - 1
        counts[depth] = counts.get(depth, level.start - 1) + 1
        for deeper in [n for n in counts if n > depth]:
            restart = levels[deeper].restart if deeper in levels else None
            if restart is None or 0 < depth + 1 <= restart:
                del counts[deeper]
        if level.number_format == "bullet":
            return _BULLET if level.text else ""

        def said(match: re.Match[str]) -> str:
            above = int(match[1]) - 1
            of = levels.get(above, level)
            value = counts.get(above, of.start)
            return written(value, "decimal" if level.legal else of.number_format)

        return _LEVEL.sub(said, level.text) if level.number_format != "none" else ""


def _levels(owner: Element) -> Iterator[tuple[int, _Level]]:
    for level in () if owner is None else owner.findall(f"{W}lvl"):
        restart = val(level, "lvlRestart")
        yield (
            int(_id(level, "ilvl")),
            _Level(
                int(val(level, "start") or 0),
                val(level, "numFmt") or "decimal",
                val(level, "lvlText") or "",
                val(level, "pStyle"),
                level.find(f"{W}isLgl") is not None,
                None if restart is None else int(restart),
            ),
        )


def _id(element: Element, name: str) -> str:
    return str(element.get(f"{W}{name}"))
