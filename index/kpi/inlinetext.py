"""What a running line says: 名(2027年度):4か所(2022年度:1か所), 名 A（年）→B（年）."""

import re
from dataclasses import dataclass, replace
from itertools import pairwise

from index.domain import Measure, Span
from index.kpi.drafts import Draft, Figures, drafted
from index.kpi.names import clean_name, is_name
from index.kpi.source import Printed
from index.kpi.values import in_order, is_value
from index.kpi.vocabulary import DASHES, FORM_WORDS, INLINE_MARK, Role
from index.quantities import PERIOD, parse_measure, parse_period, split_period, unit_of

_BULLETS = r"[\s?・○●◎■□◆◇▼▽▶*※\-]*"
MARK = re.compile(rf"{_BULLETS}[\[(<「]\s*{INLINE_MARK}\s*[\])>」]\s*:?\s*", re.IGNORECASE)
_LEAD = re.compile(rf"{_BULLETS}(?:[\[(<「]?\s*{INLINE_MARK}\s*[\])>」]?[\s:]+)?", re.IGNORECASE)
_WORDS = {role: words.pattern for role, words in FORM_WORDS if role in (Role.BASELINE, Role.TARGET)}
YEAR = rf"(?:{PERIOD.pattern})[^()\[\]:]{{0,12}}"
OPENINGS = re.compile(
    rf"\((?P<outer>{YEAR})\)\s*:"
    rf"|\((?P<inner>{YEAR})\s*:"
    rf"|\((?P<note>{_WORDS[Role.BASELINE]})\s*(?:\((?P<since>{YEAR})\)|\s(?={PERIOD.pattern})|:|(?=[\d△約]))\s*:?"
    rf"|\[(?P<boxed>{_WORDS[Role.BASELINE]}|{_WORDS[Role.TARGET]})\]\s*(?=\S)"
    rf"|(?<![^\s(、,:→)])(?P<label>{_WORDS[Role.BASELINE]}|{_WORDS[Role.TARGET]})"
    rf"\s*(?:\((?P<year>{YEAR})\))?\s*(?::|(?<=[\s)])(?=[\d△約延]))"
)
_NEXT_KPI = re.compile(
    rf"(?<=\))\s*,\s*(?=[^(),:→]{{2,40}}\({YEAR}\)\s*:)|(?<=\))\s+(?=[・○●◎■□◆◇①-⑳]\s?[^\d\s])"
)
_LABEL_BEFORE = re.compile(rf"[\s(\[](?:{_WORDS[Role.BASELINE]})\s*[)\]]?\s*(?:\({YEAR}\))?[\s:]*$")
_LABEL_AT = re.compile(
    rf"\s*[(\[]?(?:{_WORDS[Role.TARGET]})[)\]]?\s*(?:\((?P<year>{YEAR})\))?\s*:?\s*(?=\S)"
)
_FIGURE = re.compile(
    r"(?P<figure>(?:約|延べ|累計|年間|月平均|各|全|第)*(?:△|(?<!\S)-)?\d[\d,.]*"
    r"(?:\s?[^\s\d()→:、。][^\s()→:、。]{0,14})?)$"
)
BEGINS = re.compile(r"\s*[?・○●◎■□◆◇①-⑳]")
_AFTER_COLON = re.compile(r"[:=]\s*((?:[△-]?\d|[^\s:=\d]{0,4}\d)[^:=]{0,20}|[-―─ー]+[^\d:=]{0,5})$")
_OPEN_BRACKET = re.compile(r"\s*[（(][^）)]*$")
_CUT_FIGURE = re.compile(r"\d[,，]\d{0,2}$")
_MOST_ARROWS = 6
# Said of a value behind it: 31万m3(現状).
_SAID = re.compile(r"\(\s*(?:現状|現在|基準|当初|中間|最終|目標)(?:の?値)?\s*\)")
_YEAR_BEFORE = re.compile(rf"(?<!\S)(?P<year>{PERIOD.pattern})[\s:]*$")
# What may follow a KPI: 【再掲】, ※1.
_TAGS = re.compile(r"(?:\s*(?:\[(?:再掲|新規?|拡充|継続)\]|\((?:再掲|新規)\)|※\d*))+\s*$")
_DASH_BEFORE = re.compile(r"(?<=[\s])(?P<figure>[-ー‐–—―−─]+)\s*$")
# A word that ends a name, so that what follows it is the value: 耐震化率84.6％.
NAMED = re.compile(r"(?:数|率|額|量|割合|面積|延長|人口|度|値|比|[)）」])$")


@dataclass(frozen=True, slots=True)
class InlineText:
    """The text of a KPI put together from its lines: folded, as printed, and where it stands."""

    folded: str
    printed: str
    spans: tuple[Span, ...]

    def cut(self, start: int, end: int) -> str:
        """Return the printed text of a range, white space folded."""
        return " ".join(self.printed[start:end].split())

    def blanked(self, start: int, end: int) -> "InlineText":
        """Return the text with spaces in place of a range."""
        gap = " " * (end - start)
        folded, printed = (t[:start] + gap + t[end:] for t in (self.folded, self.printed))
        return replace(self, folded=folded, printed=printed)


def parts_of(text: InlineText) -> list[InlineText]:
    """Part a text that names several KPIs, each with its years: 甲(年):1(年:2)、乙(年):3(年:4)."""
    edges = [0, *(edge for m in _NEXT_KPI.finditer(text.folded) for edge in m.span())]
    pairs = zip(edges[::2], [*edges[1::2], len(text.folded)], strict=True)
    return [InlineText(text.folded[a:b], text.printed[a:b], text.spans) for a, b in pairs]


def read_text(text: InlineText, marked: bool, announced: bool) -> Draft | None:
    """Read the KPI of a text; `announced` tells that the word KPI stands not far above."""
    text = parts_of(text)[0]
    tags = _TAGS.search(text.folded)
    if tags:
        text = replace(text, folded=text.folded[: tags.start()])
    openings = list(OPENINGS.finditer(text.folded))
    for said in _SAID.finditer(text.folded):
        text = text.blanked(*said.span())
    if not marked and text.folded.rstrip().endswith("。"):
        return None
    if len(openings) > 1 or (marked and openings and not _is_note(openings[0])):
        return _read_openings(text, openings)
    if openings and _is_note(openings[0]) and (marked or announced or BEGINS.match(text.folded)):
        return _read_with_note(text, openings[0])
    if "→" in text.folded:
        return _read_arrow(text, marked, announced)
    return None


def _name(text: InlineText, end: int) -> str:
    """Return what stands before a figure, without marks; after a gap only the last part."""
    lead = MARK.match(text.folded) or _LEAD.match(text.folded)
    start = lead.end() if lead and lead.end() < end else 0
    gap = list(re.finditer(r"\s{2,}|\u3000", text.printed[start:end].rstrip(" \u3000:：")))
    start += gap[-1].end() if gap else 0
    return clean_name(text.cut(start, end).rstrip(":：=＝、 　"))[0]


def _read_openings(text: InlineText, openings: list[re.Match[str]]) -> Draft | None:
    name = _name(text, openings[0].start())
    found: list[tuple[str, Measure]] = []
    ends = [m.start() for m in openings[1:]] + [len(text.folded)]
    for opening, end in zip(openings, ends, strict=True):
        kind = "label" if opening["label"] or opening["boxed"] else "outer"
        close = -1
        if _is_note(opening):
            close = text.folded.find(")", opening.end())
            kind, end = "inner", close if 0 <= close < end else end
        label = opening["label"] or opening["boxed"]
        printed = text.cut(opening.end(), end).strip("、,，→⇒ 　")
        printed = printed if kind == "inner" else _OPEN_BRACKET.sub("", printed)
        if _is_cut(printed, closed=kind != "inner" or close >= 0):
            continue
        if DASHES.fullmatch(printed) or not is_value(printed):
            continue
        year = _year(text, opening)
        role = "base" if label and _is_baseline(label) else kind
        found.append((role, parse_measure(printed, year)))
    return _draft(text, name, found)


def _is_note(opening: re.Match[str]) -> bool:
    """Whether what opens is the present value in brackets: (2022年度:30人), (現状:30人)."""
    return bool(opening["inner"] or opening["note"])


def _year(text: InlineText, opening: re.Match[str]) -> str | None:
    """Return the year that an opening prints."""
    at = next((g for g in ("outer", "inner", "year", "since") if opening[g]), None)
    return text.cut(*opening.span(at)) if at else None


def _read_with_note(text: InlineText, opening: re.Match[str]) -> Draft | None:
    """Read 名　目標（年：現状）."""
    whole = text.folded[: opening.start()].rstrip()
    left, _ = split_period(whole)
    figure = _FIGURE.search(left)
    close = text.folded.find(")", opening.end())
    if not figure or not re.search(r"[\s:]$", left[: figure.start("figure")]) or close < 0:
        return None
    if text.folded[close + 1 :].strip():
        return None
    target = parse_measure(text.cut(figure.start("figure"), len(whole)))
    baseline = parse_measure(text.cut(opening.end(), close), _year(text, opening))
    if not is_value(baseline.text):
        return None
    return _draft(
        text, _name(text, figure.start("figure")), [("base", baseline), ("later", target)]
    )


def _is_cut(value: str, *, closed: bool) -> bool:
    """Whether the end of a line has cut a value in two: 4,5 of 4,500回, or (2022年度:3 of 30人."""
    return bool(_CUT_FIGURE.search(value)) or (not closed and not unit_of(value))


def _is_baseline(label: str) -> bool:
    return bool(re.fullmatch(_WORDS[Role.BASELINE], label))


def _draft(text: InlineText, name: str, found: list[tuple[str, Measure]]) -> Draft | None:
    """The figure in inner brackets, or else of the earliest year, is the baseline."""
    cut_off = name.count(")") + name.count("）") > name.count("(") + name.count("（")
    if cut_off or not is_name(name) or all(role in ("inner", "base") for role, _ in found):
        return None
    if all(role == "outer" and not unit_of(m.text) for role, m in found):
        # No baseline and no unit: the line may have been cut within the figure.
        return None
    baseline = next((m for role, m in found if role in ("inner", "base")), None)
    targets = in_order([m for _, m in found if m is not baseline])
    doubts: tuple[str, ...] = ()
    labelled = any(role == "label" for role, _ in found)
    dated = len(targets) > 1 and all(parse_period(m.period) for m in targets)
    if baseline is None and dated and not labelled:
        baseline, targets = targets[0], targets[1:]
        doubts += ("早い年の値を現状値と判断",)
    if len(text.spans) > 1:
        doubts += (f"{len(text.spans)}行から結合",)
    if text.folded.count("(") > text.folded.count(")"):
        doubts += ("行の途中で切れている",)
    draft = drafted(name, [Printed(name, text.spans)], Figures(baseline, targets))
    return replace(draft, doubts=doubts)


def _read_arrow(text: InlineText, marked: bool, announced: bool) -> Draft | None:
    """Read 名 A（年）→B（年）; without years only after a mark or, where KPIs are due, a colon."""
    arrows = [m.start() for m in re.finditer("→", text.folded)]
    left, own = split_period(text.folded[: arrows[0]].rstrip())
    colon = _AFTER_COLON.search(left)
    figure = _FIGURE.search(left) or _DASH_BEFORE.search(left)
    if len(arrows) > _MOST_ARROWS or not (figure or colon):
        return None
    start = colon.start(1) if colon else _value_start(left, figure.start("figure"))  # type: ignore[union-attr]
    said = _LABEL_BEFORE.search(text.folded[:start]) or _YEAR_BEFORE.search(text.folded[:start])
    name = _name(text, said.start() if said else start)
    since = text.cut(*said.span("year")) if said and "year" in said.groupdict() else None
    first = parse_measure(text.cut(start, arrows[0]), since)
    edges = pairwise([*arrows, len(text.folded)])
    later = [_unlabelled(text, a + 1, b) for a, b in edges]
    lead = _LEAD.match(text.folded)
    marked = marked or bool(lead and re.search(r"[^\W\d]", lead.group()))
    none = DASHES.fullmatch(first.text)
    dated = bool(own or none or since) and all(m.period for m in later)
    apart = colon is not None or re.search(r"\s$", text.folded[:start])
    due = announced and bool(apart) and all(m.value is not None for m in later)
    due = due and (first.value is not None or colon is not None)
    if not (marked or dated or due) or not all(_is_short(m.text) for m in later):
        return None
    found = [("later", m) for m in later]
    if none:
        return _draft(text, name, [("label", m) for _, m in found])
    return _draft(text, name, [("base", first), *found])


def _value_start(left: str, figure: int) -> int:
    """Return where the value begins: words between a wide gap and the figure belong to it."""
    gap = list(re.finditer(r"(?<=\S)(?:\s{2,}|\u3000)\s*", left[:figure]))
    if not gap:
        return figure
    lead = left[gap[-1].end() : figure]
    named = is_name(left[: gap[-1].start()].strip()) and not NAMED.search(lead.strip())
    return gap[-1].end() if named and lead.strip() and " " not in lead else figure


def _unlabelled(text: InlineText, start: int, end: int) -> Measure:
    """Read a value without the word 目標値 before it, but with the year that follows the word."""
    remark = text.folded.find("※", start, end)
    end = remark if remark > start else end
    label = _LABEL_AT.match(text.folded, start, end)
    if label is None:
        return parse_measure(text.cut(start, end))
    year = text.cut(*label.span("year")) if label["year"] else None
    return parse_measure(text.cut(label.end(), end), year)


def _is_short(value: str) -> bool:
    return is_value(value) and len(value) <= 30
