"""KPIs in running lines: 〔ＫＰＩ〕名(2027年度):4か所(2022年度:1か所), 名 A（2019年度）→B（2024年度）."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from index.domain import Measure, Span
from index.kpi.rows import Draft, in_order, is_name, is_value, unit_for
from index.kpi.source import Source
from index.kpi.vocabulary import DASHES, FORM_WORDS, INLINE_MARK, Role
from index.quantities import PERIOD, parse_measure, parse_period, split_period

_BULLETS = r"[\s・○●◎■□◆◇▼▽▶*※\-]*"
_MARK = re.compile(rf"{_BULLETS}[\[(<「]\s*{INLINE_MARK}\s*[\])>」]\s*:?\s*", re.IGNORECASE)
_LEAD = re.compile(rf"{_BULLETS}(?:[\[(<「]?\s*{INLINE_MARK}\s*[\])>」]?[\s:]+)?", re.IGNORECASE)
_WORDS = {role: words.pattern for role, words in FORM_WORDS if role in (Role.BASELINE, Role.TARGET)}
_YEAR = rf"(?:{PERIOD.pattern})[^()\[\]:]{{0,12}}"
_OPENINGS = re.compile(
    rf"\((?P<outer>{_YEAR})\)\s*:"
    rf"|\((?P<inner>{_YEAR})\s*:"
    rf"|(?<![^\s(、,:→)])(?P<label>{_WORDS[Role.BASELINE]}|{_WORDS[Role.TARGET]})"
    rf"\s*(?:\((?P<year>{_YEAR})\))?\s*(?::|(?<=\))\s*(?=[\d△約]))"
)
_FIGURE = re.compile(
    r"(?:約|延べ|累計|年間|月平均|各|全|第)*\s*(?:△|(?<!\S)-)?\d[\d,.]*\s?[^\s\d()→:、。][^\s()→:、。]{0,14}$"
    r"|(?:約|延べ|累計|年間|各|全)*(?:△|(?<!\S)-)?\d[\d,.]*$"
)
_MOST_LINES = 5


@dataclass(frozen=True, slots=True)
class _Text:
    """A KPI's text put together from its lines: folded, printed, and where each character is."""

    folded: str
    printed: str
    places: tuple[int, ...]
    spans: tuple[Span, ...]

    def cut(self, start: int, end: int) -> str:
        """Return the printed text of a range, white space folded."""
        return " ".join(self.printed[start:end].split())


def read_inline(source: Source, taken: frozenset[int]) -> list[Draft]:
    """Read every inline KPI whose lines are not taken yet."""
    drafts: list[Draft] = []
    line = 0
    while line < source.count:
        draft, last = _read_at(source, line, taken)
        drafts += [draft] if draft else []
        line = last + 1 if draft else line + 1
    return drafts


def _read_at(source: Source, line: int, taken: frozenset[int]) -> tuple[Draft | None, int]:
    if line in taken or not source.is_readable(line):
        return None, line
    folded = source.line_text(line)
    marked = bool(_MARK.match(folded))
    if not marked and "→" not in folded and not re.search(r"\)\s*:|\([^()]*:", folded):
        return None, line
    for text, last in _texts(source, line, taken, marked):
        draft = _read(text, marked)
        if draft and _is_whole(text.folded):
            return draft, last
        if draft and last == line + _MOST_LINES:
            break
    return (draft, last) if draft else (None, line)


def _texts(
    source: Source, line: int, taken: frozenset[int], marked: bool
) -> Iterator[tuple[_Text, int]]:
    """Yield the text of a line, then with one more line each, as long as they could belong to it."""
    lines = [line]
    yield _joined(source, lines), line
    following = line
    while len(lines) < _MOST_LINES and following + 1 < source.count:
        following += 1
        if not source.is_readable(following):
            if source.is_blank(following) or following in source.furniture:
                if following - lines[-1] > 4:
                    return
                continue
            return
        text = source.line_text(following)
        if following in taken or _MARK.match(text) or re.match(r"\s*[・○●◎■□◆◇①-⑳]", text):
            return
        lines.append(following)
        yield _joined(source, lines), following


def _joined(source: Source, lines: list[int]) -> _Text:
    spans = tuple(source.span(line) for line in lines)
    places = tuple(i for span in spans for i in range(span.start, span.end))
    return _Text(
        "".join(source.folded[span.start : span.end] for span in spans),
        "".join(source.text[span.start : span.end] for span in spans),
        places,
        spans,
    )


def _is_whole(text: str) -> bool:
    """Whether a text does not go on: its brackets are closed and it does not end before a value."""
    return text.count("(") <= text.count(")") and not re.search(r"[:→、,]\s*$", text)


def _read(text: _Text, marked: bool) -> Draft | None:
    openings = list(_OPENINGS.finditer(text.folded))
    if openings and (marked or len(openings) > 1):
        return _read_openings(text, openings)
    if "→" in text.folded:
        return _read_arrow(text, marked)
    return None


def _name(text: _Text, end: int) -> str:
    """Return what stands before a figure, without marks; after a gap only the last part."""
    lead = _MARK.match(text.folded) or _LEAD.match(text.folded)
    start = lead.end() if lead and lead.end() < end else 0
    gap = list(re.finditer(r"\s{2,}|\u3000", text.printed[start:end].rstrip(" \u3000:：")))
    start += gap[-1].end() if gap else 0
    return text.cut(start, end).rstrip(":：、 　")


def _read_openings(text: _Text, openings: list[re.Match[str]]) -> Draft | None:
    name = _name(text, openings[0].start())
    found: list[tuple[str, Measure]] = []
    ends = [m.start() for m in openings[1:]] + [len(text.folded)]
    for opening, end in zip(openings, ends, strict=True):
        kind = opening.lastgroup or ""
        if opening["inner"]:
            close = text.folded.find(")", opening.end())
            kind, end = "inner", close if 0 <= close < end else end
        kind = "label" if opening["label"] else kind
        printed = text.cut(opening.end(), end).strip("、,，→⇒ 　")
        if opening["outer"] or opening["label"]:
            printed = re.sub(r"[（(]$", "", printed).strip()
        period = opening["outer"] or opening["inner"] or opening["year"]
        if DASHES.fullmatch(printed) or not is_value(printed):
            continue
        at = next((g for g in ("outer", "inner", "year") if opening[g]), None)
        year = text.cut(*opening.span(at)) if at and period else None
        role = "base" if opening["label"] and _is_baseline(opening["label"]) else kind
        found.append((role, parse_measure(printed, year)))
    return _draft(text, name, found)


def _is_baseline(label: str) -> bool:
    return bool(re.fullmatch(_WORDS[Role.BASELINE], label))


def _draft(text: _Text, name: str, found: list[tuple[str, Measure]]) -> Draft | None:
    """The figure in inner brackets, or of the earliest year, is the baseline; the others targets."""
    if not is_name(name) or not found:
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


def _read_arrow(text: _Text, marked: bool) -> Draft | None:
    """Read 名 A（年）→B（年）; without a mark both years must be there."""
    parts = [m.start() for m in re.finditer("→", text.folded)]
    edges = [*parts, len(text.folded)]
    left, own = split_period(text.folded[: parts[0]].rstrip())
    figure = _FIGURE.search(left)
    if not figure or len(parts) > 6:
        return None
    name = _name(text, figure.start())
    first = parse_measure(text.cut(figure.start(), parts[0]))
    later = [parse_measure(text.cut(a + 1, b)) for a, b in zip(edges, edges[1:], strict=False)]
    lead = _LEAD.match(text.folded)
    marked = marked or bool(lead and re.search(r"[^\W\d]", lead.group()))
    dated = bool(own) and all(m.period for m in later)
    if not (marked or dated) or not all(_is_short(m.text) for m in later):
        return None
    return _draft(text, name, [("base", first), *(("later", m) for m in later)])


def _is_short(value: str) -> bool:
    return is_value(value) and len(value) <= 30
