"""KPIs in running lines: 〔ＫＰＩ〕名(2027年度):4か所(2022年度:1か所), 名 A（年）→B（年）."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from index.domain import Measure, Span
from index.kpi.names import clean_name, is_name, unit_for
from index.kpi.rows import Draft
from index.kpi.source import Source, squeeze
from index.kpi.values import in_order, is_value
from index.kpi.vocabulary import DASHES, FORM_WORDS, HEAD_HINT, INLINE_MARK, KPI_WORDS, Role
from index.quantities import PERIOD, parse_measure, parse_period, split_period, unit_of

_BULLETS = r"[\s・○●◎■□◆◇▼▽▶*※\-]*"
_MARK = re.compile(rf"{_BULLETS}[\[(<「]\s*{INLINE_MARK}\s*[\])>」]\s*:?\s*", re.IGNORECASE)
_LEAD = re.compile(rf"{_BULLETS}(?:[\[(<「]?\s*{INLINE_MARK}\s*[\])>」]?[\s:]+)?", re.IGNORECASE)
_WORDS = {role: words.pattern for role, words in FORM_WORDS if role in (Role.BASELINE, Role.TARGET)}
_YEAR = rf"(?:{PERIOD.pattern})[^()\[\]:]{{0,12}}"
_OPENINGS = re.compile(
    rf"\((?P<outer>{_YEAR})\)\s*:"
    rf"|\((?P<inner>{_YEAR})\s*:"
    rf"|\[(?P<boxed>{_WORDS[Role.BASELINE]}|{_WORDS[Role.TARGET]})\]\s*(?=\S)"
    rf"|(?<![^\s(、,:→)])(?P<label>{_WORDS[Role.BASELINE]}|{_WORDS[Role.TARGET]})"
    rf"\s*(?:\((?P<year>{_YEAR})\))?\s*(?::|(?<=\))\s*(?=[\d△約]))"
)
_LABEL_BEFORE = re.compile(
    rf"[\s(\[](?:{_WORDS[Role.BASELINE]})\s*[)\]]?\s*(?:\({_YEAR}\))?[\s:]*$"
)
_LABEL_AT = re.compile(
    rf"\s*[(\[]?(?:{_WORDS[Role.TARGET]})[)\]]?\s*(?:\((?P<year>{_YEAR})\))?\s*:?\s*(?=\S)"
)
_FIGURE = re.compile(
    r"(?P<figure>(?:約|延べ|累計|年間|月平均|各|全|第)*(?:△|(?<!\S)-)?\d[\d,.]*"
    r"(?:\s?[^\s\d()→:、。][^\s()→:、。]{0,14})?)$"
)
# A line that begins with a figure and an arrow has its name on the line above.
_ONLY_FIGURE = re.compile(
    rf"[\s・○●◎■□◆◇]*(?:約|延べ|累計|年間|月平均|各|全)*[△-]?\d[^\s()→:]{{0,12}}\s*(?:\({_YEAR}\))?\s*→"
)
_BEGINS = re.compile(r"\s*[・○●◎■□◆◇①-⑳]")
_EDGES = " \t\u3000・○●◎■□◆◇*-"
_AFTER_COLON = re.compile(r":\s*((?:[△-]?\d|[^\s:\d]{0,4}\d)[^:]{0,20}|[-―─ー]+[^\d:]{0,5})$")
_OPEN_BRACKET = re.compile(r"\s*[（(][^）)]*$")
_CUT_FIGURE = re.compile(r"\d[,，]\d{0,2}$")
_MOST_LINES, _MOST_BLANKS, _MOST_ARROWS = 5, 4, 6
# How many lines below the word KPI a line without years is still taken for one.
_FAR = 40


@dataclass(frozen=True, slots=True)
class _Text:
    """The text of a KPI put together from its lines: folded, as printed, and where it stands."""

    folded: str
    printed: str
    spans: tuple[Span, ...]

    def cut(self, start: int, end: int) -> str:
        """Return the printed text of a range, white space folded."""
        return " ".join(self.printed[start:end].split())


def read_inline(source: Source, taken: frozenset[int]) -> list[Draft]:
    """Read every inline KPI whose lines are not taken yet."""
    drafts: list[Draft] = []
    line, free, announced = 0, 0, -_FAR
    while line < source.count:
        if not source.is_readable(line) or line in taken:
            line += 1
            continue
        if KPI_WORDS.search(squeeze(source.line_text(line))):
            announced = line
        draft, last = _read_at(source, line, free, taken, line - announced < _FAR)
        drafts += [draft] if draft else []
        free = last + 1 if draft else free
        line = last + 1 if draft else line + 1
    return drafts


def _read_at(
    source: Source, line: int, free: int, taken: frozenset[int], announced: bool
) -> tuple[Draft | None, int]:
    """Read the KPI that begins on a line; lines from `free` on before it may hold its name."""
    folded = source.line_text(line)
    labelled = ")" in folded and bool(HEAD_HINT.search(folded))
    if not (":" in folded or "→" in folded or labelled or "]" in folded):
        return None, line
    marked = bool(_MARK.match(folded))
    opening = _OPENINGS.search(folded)
    if not marked and "→" not in folded and opening is None:
        return None, line
    before: list[int] = []
    nameless = opening and not folded[: opening.start()].strip(_EDGES)
    nameless = nameless or (opening is None and bool(_ONLY_FIGURE.match(folded)))
    if nameless and not marked:
        above = line - 1
        named = above >= free and above not in taken and source.is_readable(above)
        if not named or not is_name(source.printed(*_ends(source.span(above))).text):
            return None, line
        before = [above]
    cut: Draft | None = None
    for lines in _growing(source, line, taken):
        text = _joined(source, before, lines)
        draft = _read(text, marked, announced)
        if _is_whole(text.folded) and (draft or not marked):
            return draft, lines[-1]
        cut = draft if len(lines) == 1 else cut
    return cut, line


def _ends(span: Span) -> tuple[int, int]:
    return span.start, span.end


def _growing(source: Source, line: int, taken: frozenset[int]) -> Iterator[list[int]]:
    """Yield a line, then with one more line each, as long as they could belong to it."""
    lines = [line]
    yield lines
    for following in range(line + 1, source.count):
        if following - lines[-1] > _MOST_BLANKS or len(lines) == _MOST_LINES:
            return
        if source.is_blank(following) or following in source.furniture:
            continue
        text = source.line_text(following)
        begins = _MARK.match(text) or _BEGINS.match(text)
        if following in taken or not source.is_readable(following) or begins:
            return
        lines = [*lines, following]
        yield lines


def _joined(source: Source, before: list[int], lines: list[int]) -> _Text:
    """Close up the lines of a KPI; a name on a line of its own stays apart."""
    spans = [source.span(line) for line in (*before, *lines)]
    gaps = [" " if i < len(before) else "" for i in range(len(spans))]
    parts = list(zip(spans, gaps, strict=True))
    return _Text(
        "".join(source.folded[span.start : span.end] + gap for span, gap in parts),
        "".join(source.text[span.start : span.end] + gap for span, gap in parts),
        tuple(spans),
    )


def _is_whole(text: str) -> bool:
    """Whether a text does not go on: its brackets are closed and it does not end before a value."""
    return text.count("(") <= text.count(")") and not re.search(r"[:→、,]\s*$", text)


def _read(text: _Text, marked: bool, announced: bool) -> Draft | None:
    openings = list(_OPENINGS.finditer(text.folded))
    if not marked and text.folded.rstrip().endswith("。"):
        return None
    if openings and (marked or len(openings) > 1):
        return _read_openings(text, openings)
    if openings and openings[0]["inner"] and (announced or _BEGINS.match(text.folded)):
        return _read_with_note(text, openings[0])
    if "→" in text.folded:
        return _read_arrow(text, marked, announced)
    return None


def _name(text: _Text, end: int) -> str:
    """Return what stands before a figure, without marks; after a gap only the last part."""
    lead = _MARK.match(text.folded) or _LEAD.match(text.folded)
    start = lead.end() if lead and lead.end() < end else 0
    gap = list(re.finditer(r"\s{2,}|\u3000", text.printed[start:end].rstrip(" \u3000:：")))
    start += gap[-1].end() if gap else 0
    return clean_name(text.cut(start, end).rstrip(":：、 　"))[0]


def _read_openings(text: _Text, openings: list[re.Match[str]]) -> Draft | None:
    name = _name(text, openings[0].start())
    found: list[tuple[str, Measure]] = []
    ends = [m.start() for m in openings[1:]] + [len(text.folded)]
    for opening, end in zip(openings, ends, strict=True):
        kind = opening.lastgroup or ""
        close = -1
        if opening["inner"]:
            close = text.folded.find(")", opening.end())
            kind, end = "inner", close if 0 <= close < end else end
        label = opening["label"] or opening["boxed"]
        kind = "label" if label else kind
        printed = text.cut(opening.end(), end).strip("、,，→⇒ 　")
        printed = printed if kind == "inner" else _OPEN_BRACKET.sub("", printed)
        if _is_cut(printed, closed=kind != "inner" or close >= 0):
            continue
        period = opening["outer"] or opening["inner"] or opening["year"]
        if DASHES.fullmatch(printed) or not is_value(printed):
            continue
        at = next((g for g in ("outer", "inner", "year") if opening[g]), None)
        year = text.cut(*opening.span(at)) if at and period else None
        role = "base" if label and _is_baseline(label) else kind
        found.append((role, parse_measure(printed, year)))
    return _draft(text, name, found)


def _read_with_note(text: _Text, opening: re.Match[str]) -> Draft | None:
    """Read 名　目標（年：現状）."""
    left = text.folded[: opening.start()].rstrip()
    figure = _FIGURE.search(left)
    close = text.folded.find(")", opening.end())
    if not figure or not re.search(r"\s$", left[: figure.start("figure")]) or close < 0:
        return None
    if text.folded[close + 1 :].strip():
        return None
    target = parse_measure(text.cut(figure.start("figure"), len(left)))
    baseline = parse_measure(text.cut(opening.end(), close), text.cut(*opening.span("inner")))
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


def _draft(text: _Text, name: str, found: list[tuple[str, Measure]]) -> Draft | None:
    """The figure in inner brackets, or else of the earliest year, is the baseline."""
    if not is_name(name) or not found:
        return None
    if all(role == "outer" and not unit_of(m.text) for role, m in found):
        # No baseline and no unit: the line may have been cut within the figure.
        return None
    baseline = next((m for role, m in found if role in ("inner", "base")), None)
    targets = [m for _, m in found if m is not baseline]
    doubts: tuple[str, ...] = ()
    if baseline is None and len(targets) > 1 and not any(r == "label" for r, _ in found):
        years = [parse_period(m.period) for m in targets]
        if all(years):
            baseline = targets.pop(min(range(len(years)), key=lambda i: years[i].last))  # type: ignore[union-attr]
            doubts += ("早い年の値を現状値と判断",)
    if len(text.spans) > 1:
        doubts += (f"{len(text.spans)}行から結合",)
    if text.folded.count("(") > text.folded.count(")"):
        doubts += ("行の途中で切れている",)
    unit = unit_for(name, None, [m for m in (baseline, *targets) if m])
    return Draft(name, text.spans, unit, baseline, in_order(targets), doubts=doubts)


def _read_arrow(text: _Text, marked: bool, announced: bool) -> Draft | None:
    """Read 名 A（年）→B（年）; without years only after a mark or, where KPIs are due, a colon."""
    arrows = [m.start() for m in re.finditer("→", text.folded)]
    left, own = split_period(text.folded[: arrows[0]].rstrip())
    colon = _AFTER_COLON.search(left)
    figure = _FIGURE.search(left)
    if len(arrows) > _MOST_ARROWS or not (figure or colon):
        return None
    start = colon.start(1) if colon else figure.start("figure") if figure else 0
    said = _LABEL_BEFORE.search(text.folded[:start])
    name = _name(text, said.start() if said else start)
    first = parse_measure(text.cut(start, arrows[0]))
    edges = pairwise([*arrows, len(text.folded)])
    later = [_unlabelled(text, a + 1, b) for a, b in edges]
    lead = _LEAD.match(text.folded)
    marked = marked or bool(lead and re.search(r"[^\W\d]", lead.group()))
    dated = bool(own) and all(m.period for m in later)
    due = announced and colon is not None and all(re.search(r"\d", m.text) for m in later)
    if not (marked or dated or due) or not all(_is_short(m.text) for m in later):
        return None
    found = [("later", m) for m in later]
    if DASHES.fullmatch(first.text):
        return _draft(text, name, [("label", m) for _, m in found])
    return _draft(text, name, [("base", first), *found])


def _unlabelled(text: _Text, start: int, end: int) -> Measure:
    """Read a value without the word 目標値 before it, but with the year that follows the word."""
    label = _LABEL_AT.match(text.folded, start, end)
    if label is None:
        return parse_measure(text.cut(start, end))
    year = text.cut(*label.span("year")) if label["year"] else None
    return parse_measure(text.cut(label.end(), end), year)


def _is_short(value: str) -> bool:
    return is_value(value) and len(value) <= 30
