"""Labels of forms: 指標：…, 現在（2020年）：…, 2030年：…, alone or before what they label."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import islice, pairwise

from index.kpi.broken import GOES_ON, WHOLE, is_piece
from index.kpi.goals import only_targets
from index.kpi.labels import POINTERS, role_of
from index.kpi.names import is_name
from index.kpi.source import EMPTY, Printed, Row, Source, squeeze
from index.kpi.vocabulary import BULLETS, FORM_WORDS, LEADS, OWNERS, Role
from index.kpi.words import Kind, kind_of
from index.quantities import PERIOD, fold_same_length, is_period, is_unit

_WORDS = "|".join(
    f"(?:{words.pattern.replace('指標', '指 ?標').replace('単位', '単 *位')})"
    for _, words in FORM_WORDS
)
# Before a further label on the line; one before a figure, behind one, needs no mark.
NEXT_LABEL = re.compile(
    rf"[\s,/→](?=(?:(?:{_WORDS})\s*(?:\([^()]*\))?|(?:{PERIOD.pattern}))\s*:"
    rf"|(?:{_WORDS})\((?:{PERIOD.pattern})\)[\s\d]|\[(?:{_WORDS}|{PERIOD.pattern})\]\s*\S"
    rf"|(?:(?<=[\d%)]\s)(?:{_WORDS})|(?:現[状況]|基準|目標)値)\s+(?:{LEADS})*[△-]?\d)"
    rf"|→\s?(?=(?:{_WORDS})\s+(?:{LEADS})*[△-]?\d)"  # 現状 10人 →目標 20人
)
_WORDED = (
    r"[^\s\d:]{0,4}(?:増加?|減少?|維持|向上|上昇|低下|改善|拡大|縮小|継続|達成|実施|策定|なし|ゼロ)"
)
# Bullets and numbers before a label: （１）指標名, ②目標値. None is given back: of a line of blanks
# each way to share them out would be tried.
_BULLETS = rf"(?:[{BULLETS}\-\s①-⑳]|\d{{1,2}}-\d{{1,2}}\s|\([\dア-ン]{{1,2}}\)|\d{{1,2}}[.)])*+"
_LABEL = re.compile(
    rf"{_BULLETS}((?<=[\s{BULLETS}])(?=[(\[])|[^:()\[\]]{{1,20}}?)(?:\s*[(\[]([^()\[\]]*)[)\]])?(?:\s*+(?:(:)\s*|$)|(?<=[)\]])(?:\s+|(?=\d))"
    rf"|\s++(?=(?:{LEADS})*[△-]?\d|(?:-|{_WORDED})(?:$|\()))"
)
_WORD_AND_GAP = re.compile(
    rf"{_BULLETS}(?P<word>(?:(?:成果|評価|活動|達成|数値)?指標(?:の?名称?)?|KPI名?)(?:\s?No\.)?[\d①-⑳]{{0,2}}(?!\s+No\.)|項目名?|単\s?位|指標番号|(?:(?:成果|評価|活動)?指標の)?(?:説明|定義|概要)|備考|出典"
    r"|(?:目標|指標)の?[設選]定の?(?:考え方|理由|根拠))\s+(?::\s*)?(?=\S)"
)
# With a number it needs nothing behind it: 【指標②】.
_BOXED = re.compile(rf"{_BULLETS}\[(?P<inner>[^\[\]:]{{1,24}})\]\s*:?\s*(?=\S|(?<=[\d①-⑳]\])$)")
_YEAR_AND_COLON = re.compile(rf"{_BULLETS}({PERIOD.pattern})\s*:\s*")
_YEAR_AND_GAP = re.compile(rf"{_BULLETS}({PERIOD.pattern})\s+(?=\S)")
_LOOSE = re.compile(r"\d{1,2}年度末?(?=\D)")  # 5年度現状値
_OF_NAMES = re.compile(r"[標IＩⅠ項]")
# Who tells the figures, at the right margin of the line that names the indicator, or below it.
SAID_BY = re.compile(r"(?:調査|調べ|統計|集計|台帳|報告書?|資料|データ|合計)(?:\([^()]*\))?$")
_CAPTION_LINES = 7
_IN_BRACKETS = re.compile(r"\([^()]*\)$")
_UNIT_LINES = 3
# At the end of a caption, or alone.
_UNIT_LINE = re.compile(
    r"(?:.*(?:\s\s|(?=[(\[])))?[(\[]?\s*単\s?位\s*:\s*([^()\[\]:]{1,12}?)\s*[)\]]?"
)
_GAP = re.compile(r"\t|\s{3,}|\||<br\s*/?>")
_LABEL_ENDS = re.compile(r":|→|\)[\s\d]|\]")
_BULLET = re.compile(rf"\s*[{BULLETS}\-]\s(?=\s*\S)")
_WORD = re.compile(r"[^\s|:→]+")
_CUT_GOAL = re.compile(r"(?:1[0-7]|[1-9])\.")
_MARKS, _ARROWED = re.compile(r"[:→\s]*"), "→ \t\u3000"
FIGURES = frozenset({Role.BASELINE, Role.TARGET})
MEASURED = FIGURES | {Role.ACTUAL}


Caption = tuple[Printed | None, str | None]
"""The name and the unit of an indicator that stand outside its row."""


@dataclass(frozen=True, slots=True)
class Label:
    """What a label says, and where it ends in the cell."""

    role: Role
    period: str | None
    end: int


def names(cell: Printed) -> bool:
    """Whether a cell begins with the label of an indicator."""
    return bool(_OF_NAMES.search(cell.text) and label_of(cell.text, Role.NAME))


def is_cut(source: Source, line: int) -> bool:
    """Whether the name on a line goes on below it, or with what stands right above it."""
    text = source.line_text(line).strip()
    name = text.lstrip(f"{BULLETS}- ")
    above = source.line_text(line - 1).strip() if line and name == text else ""
    label = label_of(above, Role.NAME)
    goes_on = (label and label.end < len(above)) or GOES_ON.search(above)
    return bool(goes_on) or is_piece(name)


@lru_cache(maxsize=1 << 12)
def label_of(text: str, only: Role | None = None) -> Label | None:
    """Return the label that a cell begins with."""
    folded = fold_same_length(text).replace("**", "  ")
    called = _WORD_AND_GAP.match(folded)
    if called:
        word = squeeze(called["word"])
        role = next((role for role, words in FORM_WORDS if words.fullmatch(word)), Role.NAME)
        return Label(role, None, called.end()) if only in (None, role) else None
    boxed = _BOXED.match(folded)
    if boxed:
        word = text[slice(*boxed.span("inner"))]
        dated = only is None and is_period(word)
        inner = Label(Role.YEAR, word, 0) if dated else label_of(word, only)
        return replace(inner, end=boxed.end()) if inner else None
    year = _YEAR_AND_COLON.match(folded) if only is None else None
    if year:
        return Label(Role.YEAR, text[slice(*year.span(1))], year.end())
    found = _LABEL.match(folded)
    return _read_label(text, found, only) if found else None


def dated_value(text: str) -> Label | None:
    """Return the year that a cell begins with, before a gap and a value: 2028年度 7基."""
    found = _YEAR_AND_GAP.match(fold_same_length(text))
    value = found and kind_of(squeeze(text[found.end() :])) is Kind.VALUE
    return Label(Role.YEAR, text[slice(*found.span(1))], found.end()) if found and value else None


def without_others(folded: str) -> str:
    """Return a text up to a label for no figures: 目標値:77人 算定方法:…"""
    for label in NEXT_LABEL.finditer(folded):
        found = label_of(folded[label.end() :])
        if found and found.role is Role.OTHER:
            return folded[: label.start()]
    return folded


def _read_label(text: str, found: re.Match[str], only: Role | None) -> Label | None:
    word, bracket, mark = found.groups()
    beside = mark is None and bracket is None and found.group()[-1:].isspace()
    dated = PERIOD.search(bracket) if bracket else None
    inside = PERIOD.search(word) or _LOOSE.match(word)
    bare = squeeze(_LOOSE.sub("", PERIOD.sub("", word))).removeprefix("の")
    bare = bare or squeeze("" if dated else bracket or "")  # 令和5年度（現状）
    start, year = (found.start(1), inside) if inside else (found.start(2), dated)
    period = text[start + year.start() : start + year.end()] if year else None
    if inside and not bare and mark == ":" and only is None:
        return Label(Role.YEAR, period, found.end())
    for role, words in FORM_WORDS:
        if words.fullmatch(bare) and only in (None, role) and not (beside and role not in MEASURED):
            return Label(role, period, found.end())
    return None


def rest_of(cell: Printed, end: int) -> Printed | None:
    """Return what a cell prints after its label."""
    text = cell.text[end:].strip().rstrip(POINTERS)
    return Printed(text, cell.spans[-1:]) if text else None


def unit_above(source: Source, first: int) -> str | None:
    """Return the unit for all of a table that a line just above it announces: 表1 （単位：人）."""
    above = (n for n in range(first - 1, -1, -1) if source.is_readable(n))
    for line in islice(above, _UNIT_LINES):
        found = _UNIT_LINE.fullmatch(source.line_text(line).strip())
        if found:
            span = source.span(line)
            at = span.start + source.folded[span.start : span.end].rindex(found[1])
            unit = source.printed(at, at + len(found[1])).text
            return unit if is_unit(unit) else None
    return None


def caption_above(source: Source, first: int) -> Caption:
    """Return the name and unit that lines above a table announce: 指標：…, 指標名　…, 単位：…"""
    unit = None
    for line in range(first - 1, max(-1, first - 1 - _CAPTION_LINES), -1):
        if not source.is_readable(line):
            continue
        cell = source.cell(line)
        label = label_of(cell.text)
        if label and label.role is Role.UNIT:
            unit = cell.text[label.end :]
        elif label and label.role is Role.NAME:
            name = rest_of(cell, label.end)
            return (name, unit) if name and is_name(name.text) else (None, None)
        elif "\t" in source.line_text(line).strip() and (not label or label.role in MEASURED):
            break  # a row of another table, whose name it may be
    return None, None


def caption_in(row: Row, caption: Caption) -> Caption:
    """Return the name and unit that a row prints beside their labels, or else those known."""
    cells = list(dict.fromkeys(cell for cell in row if cell))
    for label, cell in zip(cells[::2], cells[1::2], strict=False):
        role = role_of(label)
        if role is Role.NAME and is_name(cell.text) and role_of(cell) is None:
            caption = cell, None
        elif role is Role.UNIT and is_unit(cell.text):
            caption = caption[0], cell.text
    return caption


def owner_in(row: Row) -> str | None:
    """Return the department that a row prints beside its label: 担当課 | 総務課."""
    cells = dict.fromkeys(cell for cell in row if cell)
    owned = (own for label, own in pairwise(cells) if role_of(label) is Role.OWNER)
    return next((own.text for own in owned if OWNERS.fullmatch(own.key)), None)


def title_above(source: Source, first: int) -> Printed | None:
    """Return the line right above a table, if it ends as names of indicators do."""
    above = (n for n in range(first - 1, max(-1, first - 3), -1) if source.is_readable(n))
    title = next((source.cell(line) for line in above), EMPTY)
    ends = WHOLE.search(_IN_BRACKETS.sub("", title.key))
    return title if ends and is_name(title.text) else None


def says_whose(name: Printed, cell: Printed) -> bool:
    """Whether what stands below or beside a whole name says who tells its figures."""
    whole = WHOLE.search(_IN_BRACKETS.sub("", name.key))
    return bool(whole and SAID_BY.search(cell.key))


def holds_label(cell: Printed) -> bool:
    """Whether a further label stands within a value: it is of two indicators, side by side."""
    found = (label_of(cell.text[m.end() :]) for m in re.finditer(r"\s+", cell.text))
    return any(label and label.role in MEASURED for label in found)


def is_goal(word: str) -> bool:
    """Whether a word is the number of an SDG target, or the beginning of one."""
    return only_targets(word) or bool(_CUT_GOAL.fullmatch(word))


def _goals_in(text: str) -> Iterator[tuple[int, int]]:
    """Yield where numbers of targets stand; a figure stands behind a colon, or before its unit."""
    for word, behind in pairwise([*_WORD.finditer(text), None]):
        if word and is_goal(word[0]) and not text[: word.start()].rstrip().endswith(":"):
            counted = behind and kind_of(behind[0]) is Kind.UNIT
            yield from () if counted else [word.span()]


def _is_outside(text: str) -> bool:
    """Whether all brackets of a text are closed; in （現状値：1回、目標値：2回） labels go on."""
    return text.count("(") <= text.count(")")


def cells_of(source: Source, line: int, goals: list[Printed] | None = None) -> list[Printed]:
    """Part a line at tabs and bars, and before each further label.

    The numbers of SDG targets among its words go to `goals`, where there is such a list.
    """
    span = source.span(line)
    text = source.folded[span.start : span.end]
    if goals is not None:
        found = list(_goals_in(text))
        goals += [source.printed(span.start + a, span.start + b) for a, b in found]
        for a, b in found:
            text = text[:a] + "|" * (b - a) + text[b:]
    cuts = {m.span() for m in _GAP.finditer(text)}
    if _LABEL_ENDS.search(text):  # To look for labels takes long.
        cuts |= {m.span() for m in NEXT_LABEL.finditer(text) if _is_outside(text[: m.start()])}
    if not cuts and not _MARKS.match(text)[0]:  # type: ignore[index]
        words = list(_WORD.finditer(text))
        labels = [label_of(word[0]) for word in words] if len(words) > 1 else []
        if not labels or not all(n and n.role in (Role.UNIT, *MEASURED) for n in labels):
            return [source.cell(line)]
        return [source.printed(span.start + w.start(), span.start + w.end()) for w in words]
    bullet = _BULLET.match(text)
    begun = bullet.end() if bullet else 0
    cuts = {(a, b) for a, b in cuts if a >= begun}
    edges = [(0, begun), *sorted(cuts), (len(text), len(text))]
    parts = [(a + len(_MARKS.match(text[a:b])[0]), b) for (_, a), (b, _) in pairwise(edges)]  # type: ignore[index]
    parts = [(a, a + len(text[a:b].rstrip(_ARROWED))) for a, b in parts]
    return [source.printed(span.start + a, span.start + b) for a, b in parts if a < b]
