"""What a running line says: 名(2027年度):4か所(2022年度:1か所), 名 A（年）→B（年）."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from index.domain import Measure, Span
from index.kpi.broken import is_balanced
from index.kpi.drafts import Draft, Figures, drafted, measure_of
from index.kpi.formlabels import without_others
from index.kpi.names import clean_name, is_name, is_source
from index.kpi.source import Printed
from index.kpi.values import dated_values
from index.kpi.vocabulary import BULLETS, FORM_WORDS, INLINE_MARK, LEADS, SHARE, Role
from index.kpi.words import Kind, kind_of
from index.quantities import PERIOD, fold_same_length, split_period, unit_of

_BULLETS = rf"[\s?{BULLETS}\-]*"
MARK = re.compile(rf"{_BULLETS}[\[(<「]\s*{INLINE_MARK}\s*[\])>」]\s*:?\s*", re.IGNORECASE)
_LEAD = re.compile(rf"{_BULLETS}(?:[\[(<「]?\s*{INLINE_MARK}\s*[\])>」]?[\s:]+)?", re.IGNORECASE)
_WORDS = {role: words.pattern for role, words in FORM_WORDS if role in (Role.BASELINE, Role.TARGET)}
_KNOWN = rf"(?:{_WORDS[Role.BASELINE]}|実績値?)"
_BASELINE = re.compile(_KNOWN)
_AMOUNT = r"[△約]?\d[\d,.]*\s?(?:[^\W\d_]|%)"
TERM = r"第\d+[次期](?:計画)?の?"
YEAR = rf"(?:{PERIOD.pattern})[^()\[\]:]{{0,12}}"
OPENINGS = re.compile(
    rf"\((?P<outer>{YEAR})\)\s*:"
    rf"|\((?P<inner>{YEAR})\s*:"
    rf"|[(\[](?P<note>{_WORDS[Role.BASELINE]})\s*(?:\((?P<since>{YEAR})\)(?!\])|\s(?={PERIOD.pattern})|:|(?=[\d△約]))\s*:?"
    rf"|\[(?P<boxed>(?:(?P<by>{PERIOD.pattern})\s*の?)?\(?(?:{_WORDS[Role.BASELINE]}|{_WORDS[Role.TARGET]}|(?<=\w))\)?"
    rf"\s*(?:\((?P<of>{YEAR})\))?)\]\s*(?=\S)"
    # 令和3年度の実績 14人
    rf"|(?<!\S)(?P<when>{PERIOD.pattern})(?:末?の\s?)?(?P<told>{_KNOWN}|{_WORDS[Role.TARGET]})\s*[\s:]\s*"
    rf"(?=(?:{LEADS})*[△約]?\d|-(?!\S))"
    rf"|(?<![^\s(、,:→)/\]])(?:{TERM})?(?P<label>{_WORDS[Role.BASELINE]}|{_WORDS[Role.TARGET]})"
    rf"\s*(?:\((?P<year>{YEAR})\))?\s*(?::|(?<=[\s)])(?=[\d△約延]|[全年月]\d)|(?=(?:{_AMOUNT})))"
)
NEXT_KPI = re.compile(
    rf"(?<=[^\s\d:()→])\s+(?=[^\s\d:()→][^\s:()→]{{2,40}}\s(?:{PERIOD.pattern})の?{_KNOWN}\s)"
    rf"|(?<=\))\s*,\s*(?=[^(),:→]{{2,40}}\({YEAR}\)\s*:)|(?<=\))\s+(?=[{BULLETS}①-⑳]\s?[^\d\s])"
)
_LABEL_AT = re.compile(
    rf"\s*[(\[]?(?:{_WORDS[Role.TARGET]})[)\]]?\s*(?:\((?P<year>{YEAR})\))?\s*:?\s*(?=\S)"
)
_FIGURE = re.compile(
    rf"(?P<figure>(?:{LEADS})*(?:△|(?<!\S)-)?\d[\d,.]*"
    r"(?:\s?[^\s\d()→:、。][^\s()→:、。]{0,14})?)$"
)
BEGINS = re.compile(rf"\s*(?:[?{BULLETS}①-⑳]|\[(?![^\]]*(?:標|現|基準|当初|直近))[^\]:]{{4,}}\]\S)")
_AFTER_COLON = re.compile(
    rf"[:=]\s*((?:{SHARE.pattern}|[△-]?\d|[^\s:=\d]{{0,4}}\d)[^:=]{{0,20}}|[-―─ー]+[^\d:=]{{0,5}})$"
)
_LACKING = re.compile(r"[:=]\s*((?:未|なし|無し?)[^\s\d:=]{0,10})$")
_OPEN_BRACKET = re.compile(r"\s*[（(][^）)]*$")
_NEXT_YEAR = re.compile(rf"[、,，]\s*(?={PERIOD.pattern})")  # 18世帯、令和4年度：22世帯
_CUT_FIGURE = re.compile(r"\d[,，]\d{0,2}$")
_YEAR_OF_HEAD = re.compile(r"\d{1,2}年度(?!末?[^\s\d])")  # of a table: 目標値 29年度
_NAME_OF_ITEM = (
    r"(?P<name>[^:()]{2,60}?(?:数|率|額|量|割合|面積|度|高|延長|比|値|件|者|人口|時間)"
    r"(?:\([^()]{1,20}\))?)"
)
_ITEM = re.compile(rf"\s*[{BULLETS}-]\s*{_NAME_OF_ITEM}\s*:\s*(?P<value>[^:→]{{1,40}})")
_APART = re.compile(
    rf"{_BULLETS}(?:[①-⑳]\s?)?(?![の①-⑳])(?:{_NAME_OF_ITEM}|(?P<other>[^\s:()、。]{{6,60}}))"
    r"(?:\u3000|\s{2,})\s*"
    rf"(?P<value>(?:{LEADS})*[△約]?\d[^\s→]{{0,20}}(?: [%％]\S{{0,4}})?)(?:(?:\u3000|\s{{2,}}).*)?"
)
_BOX = re.compile(r"^[【〔［]([^【】〔〕［］]+)[】〕］]$")
_SAID = re.compile(r"\(\s*(?:現状|現在|基準|当初|中間|最終|目標)(?:の?値)?\s*\)")  # 31万m3(現状)
# A value with its year and what it is: 78万人（R5実績） 100万人（R11目標）.
DATED = re.compile(
    rf"(?P<value>(?<![\d.,])(?:(?:{LEADS})*△?)\d[^\s()→:]{{0,15}})\s*\((?P<year>{PERIOD.pattern})の?"
    r"(?:(?P<known>実績|現状|現在|基準|当初)|目標)の?値?\)"
)
_YEAR_BEFORE = re.compile(rf"(?<!\S)(?P<year>{PERIOD.pattern})[\s:]*$")
_TAGS = re.compile(r"(?:\s*(?:\[(?:再掲|新規?|拡充|継続)\]|\((?:再掲|新規)\)|※\d*)|[へに])+\s*$")
_DASH_BEFORE = re.compile(r"(?<=[\s])(?P<figure>[-ー‐–—―−─]+)\s*$")
_MARKS = re.compile(r"[①-⑳](?=\s?[^\W\d_ぁ-ん]\S)")
_YEAR_WITHIN = re.compile(
    rf"\d[^()]*\((?:(?:{PERIOD.pattern})\)\s*[一-鿿]|[^()]*\)\s+[^\s\d(]{{4}})"
)
# A word that ends a name, so that what follows it is the value: 耐震化率84.6％.
NAMED = re.compile(r"(?:数|率|額|量|割合|面積|延長|人口|度|値|比|[)）」])$")


@dataclass(frozen=True, slots=True)
class InlineText:
    """The text of a KPI put together from its lines: folded, as printed, and where it stands."""

    folded: str
    printed: str
    spans: tuple[Span, ...]

    @property
    def spaced(self) -> str:
        """The folded text with its full-width spaces, each of which is a gap."""
        pairs = zip(self.folded, self.printed, strict=True)
        return "".join(was if was == "\u3000" else letter for letter, was in pairs)

    def cut(self, start: int, end: int) -> str:
        """Return the printed text of a range, white space folded."""
        return " ".join(self.printed[start:end].split())

    def blanked(self, start: int, end: int) -> "InlineText":
        """Return the text with spaces in place of a range."""
        gap = " " * (end - start)
        folded, printed = (t[:start] + gap + t[end:] for t in (self.folded, self.printed))
        return replace(self, folded=folded, printed=printed)


def read_text(text: InlineText, marked: bool, announced: bool) -> Draft | None:
    """Read the KPI of a text; `announced` tells that the word KPI stands not far above."""
    text = replace(text, folded=without_others(text.folded))
    if tags := _TAGS.search(text.folded):
        text = replace(text, folded=text.folded[: tags.start()])
    openings = list(OPENINGS.finditer(text.folded))
    dated = list(DATED.finditer(text.folded))
    if len(dated) > 1 and not openings and "→" not in text.folded:
        return _read_dated(text, dated)
    for said in _SAID.finditer(text.folded):
        text = text.blanked(*said.span())
    if not marked and text.folded.rstrip().endswith("。"):
        return None
    if len(openings) > 1 or (marked and openings and not _is_note(openings[0])):
        return _read_openings(text, openings)
    if openings:
        return _read_with_note(text, openings[0]) or _read_target(text, openings[0])
    if "→" in text.folded:
        return _read_arrow(text, announced)
    return None


def _name(text: InlineText, end: int) -> str:
    """Return what stands before a figure, without marks; after a gap only the last part."""
    lead = MARK.match(text.folded) or _LEAD.match(text.folded)
    start = lead.end() if lead else 0
    gap = list(re.finditer(r"\s{2,}|\u3000", text.printed[start:end].rstrip(" \u3000:：")))
    start += gap[-1].end() if gap else 0
    start = max((m.end() for m in _MARKS.finditer(text.printed, start + 1, end)), default=start)
    return clean_name(_BOX.sub(r"\1", text.cut(start, end).rstrip(":：=＝、/／—–― 　")))[0]


def _read_openings(text: InlineText, openings: list[re.Match[str]]) -> Draft | None:
    name = _name(text, openings[0].start())
    found: list[tuple[bool, Measure]] = []
    ends = [m.start() for m in openings[1:]] + [len(text.folded)]
    noted = _is_note(openings[0])
    for opening, end in zip(openings, ends, strict=True):
        note = _is_note(opening)
        close = text.folded.find(")", opening.end(), end) if note else end
        value = text.cut(opening.end(), close if close >= 0 else end).strip("、,，→⇒➡⇨▶►/／ 　")
        value = _NEXT_YEAR.split(value)[0] if note else _OPEN_BRACKET.sub("", value)
        if noted and value[-1:] in (")", "）") and not is_balanced(value):
            value = value[:-1].rstrip()  # （現状値：10回、目標値：20回） ends both
        mixed = openings[-1]["told"] and Kind.TEXT in map(kind_of, value.split()[1:])
        if mixed or _YEAR_OF_HEAD.match(value):
            return None
        label = opening["label"] or opening["boxed"] or opening["told"] or ""
        is_first = note or bool(_BASELINE.search(label))
        parts = dated_values(value) or [value] * (not _is_cut(value, closed=close >= 0))
        read = [measure_of(part, _year(text, opening)) for part in parts]
        found += [(is_first, measure) for measure in read[-is_first:] if measure]
    tight = any(opening["label"] == opening.group() for opening in openings)
    known = sum(first for first, _ in found)
    if (tight and not known) or (known > 1 and openings[-1]["told"]):
        return None  # 目標1安全なまち 目標2便利なまち, and figures of several KPIs
    return _draft(text, name, found)


def _read_dated(text: InlineText, values: Sequence[re.Match[str]]) -> Draft | None:
    """Read 名　値（年実績）　値（年目標）, the present value first."""
    known = [bool(value["known"]) for value in values]
    if text.folded[values[-1].end() :].strip() or known != [True] + [False] * (len(known) - 1):
        return None
    measures = [measure_of(text.cut(*m.span("value")), text.cut(*m.span("year"))) for m in values]
    found = [(at == 0, measure) for at, measure in enumerate(measures) if measure]
    return _draft(text, _name(text, values[0].start()), found)


def read_item(text: InlineText, period: str | None = None, *, aimed: bool = False) -> Draft | None:
    """Read ・名：目標, as lists below 【ＫＰＩ】 print it; also 名　目標 where all is `aimed` at.

    `period` is the year that the head of the list prints.
    """
    found = _ITEM.fullmatch(text.folded) or (_APART.fullmatch(text.spaced) if aimed else None)
    target = measure_of(text.cut(*found.span("value")), period) if found else None
    if not found or not target or target.value is None:
        return None
    named = "name" if found["name"] else "other"
    if named == "other" and not unit_of(target.text):
        return None
    draft = _draft(text, text.cut(*found.span(named)), [(False, target)])
    return replace(draft, doubts=("現状値の記載なし",)) if draft else None


def _is_note(opening: re.Match[str]) -> bool:
    """Whether what opens is the present value in brackets: (2022年度:30人), (現状:30人)."""
    return bool(opening["inner"] or opening["note"])


def _year(text: InlineText, opening: re.Match[str]) -> str | None:
    """Return the year that an opening prints."""
    at = next(filter(opening.group, ("outer", "inner", "year", "since", "by", "of", "when")), None)
    return text.cut(*opening.span(at)) if at else None


def _read_with_note(text: InlineText, opening: re.Match[str]) -> Draft | None:
    """Read 名　目標（年：現状）."""
    aimed = opening["label"] and not _BASELINE.search(opening["label"])
    whole = text.folded[: opening.start()].rstrip()
    left, _ = split_period(whole)
    figure = _FIGURE.search(left)
    close = text.folded.find(")", opening.end())
    if aimed or not figure or text.folded[close + 1 :].strip(" )]"):
        return None
    start = figure.start("figure")
    target = measure_of(text.cut(start, len(whole)))
    known = _NEXT_YEAR.split(text.cut(opening.end(), close))[0]
    baseline = measure_of(known, _year(text, opening))
    found = [(True, baseline)] if baseline else []
    return _draft(text, _name(text, start), [*found, (False, target)] if target else [])


def _read_target(text: InlineText, opening: re.Match[str]) -> Draft | None:
    """Read 名　目標値　値, of which nothing tells the present value."""
    label = opening["label"] or ""
    target = measure_of(text.cut(opening.end(), len(text.folded)), _year(text, opening))
    apart = text.folded[: opening.start()][-1:].isspace()
    if not (apart and label.endswith("値") and target and re.search(r"\d", target.text)):
        return None
    name = _name(text, opening.start())
    told = not _BASELINE.search(label + name) and kind_of(name.rpartition(" ")[2]) is not Kind.VALUE
    draft = _draft(text, name, [(False, target)]) if told else None
    return replace(draft, doubts=(*draft.doubts, "現状値の記載なし")) if draft else None


def _is_cut(value: str, *, closed: bool) -> bool:
    """Whether the end of a line has cut a value in two: 4,5 of 4,500回, or (2022年度:3 of 30人."""
    return bool(_CUT_FIGURE.search(value)) or (not closed and not unit_of(value))


def _draft(text: InlineText, name: str, found: Sequence[tuple[bool, Measure]]) -> Draft | None:
    """Put a row together from its measures, of each of which it is told if it is the baseline."""
    baseline = next((measure for is_first, measure in found if is_first), None)
    targets = [measure for _, measure in found if measure is not baseline]
    if not is_name(name) or is_source(name) or not targets or any(map(_goes_past, targets)):
        return None
    lines, cut = len(text.spans), text.folded.count("(") > text.folded.count(")")
    doubts = [f"{lines}行から結合"] * (lines > 1) + ["行の途中で切れている"] * cut
    draft = drafted(name, [Printed(name, text.spans)], Figures(baseline, targets))
    return replace(draft, doubts=tuple(doubts))


def _goes_past(target: Measure) -> bool:
    """Whether more than its own stands behind the year of a target: 75％（R11） 合."""
    return target.period is None and bool(_YEAR_WITHIN.search(fold_same_length(target.text)))


def _read_arrow(text: InlineText, announced: bool) -> Draft | None:
    """Read 名 A（年）→B（年）; without years only where KPIs are due, behind a gap or a colon."""
    arrows = [m.start() for m in re.finditer("→", text.folded)]
    left, year = split_period(text.folded[: arrows[0]].rstrip())
    colon = _AFTER_COLON.search(left) or (_LACKING.search(left) if year else None)
    figure = _FIGURE.search(left) or _DASH_BEFORE.search(left)
    if colon:
        start = colon.start(1)
    elif figure:
        start = _value_start(left, figure.start("figure"))
    else:
        return None
    since = _YEAR_BEFORE.search(text.folded[:start])
    name = _name(text, since.start() if since else start)
    first = measure_of(text.cut(start, arrows[0]), text.cut(*since.span("year")) if since else None)
    ends = [*arrows[1:], len(text.folded)]
    later = [m for a, b in zip(arrows, ends, strict=True) if (m := _unlabelled(text, a + 1, b))]
    dated = all(measure.period for measure in later)
    apart = colon is not None or text.folded[:start][-1:].isspace()
    plain = len(text.spans) == 1 or all(unit_of(m.text) for m in later)  # of no drawing
    due = announced and apart and plain and all(m.value is not None for m in later)
    if len(later) < len(arrows) or not (dated or due):
        return None
    found = [(True, first)] if first else []
    return _draft(text, name, [*found, *((False, measure) for measure in later)])


def _value_start(left: str, figure: int) -> int:
    """Return where the value begins: a word between a wide gap and the figure belongs to it."""
    *_, gap = [None, *re.finditer(r"(?<=\S)(?:\s{2,}|\u3000)\s*", left[:figure])]
    return gap.end() if gap and " " not in left[gap.end() : figure] else figure


def _unlabelled(text: InlineText, start: int, end: int) -> Measure | None:
    """Read a value without the word 目標値 before it, but with the year that follows the word."""
    remark = text.folded.find("※", start, end)
    end = remark if remark > start else end
    label = _LABEL_AT.match(text.folded, start, end)
    if label is None:
        return measure_of(text.cut(start, end))
    return measure_of(text.cut(label.end(), end), text.cut(*label.span("year")) or None)
