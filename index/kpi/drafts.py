"""A KPI row before its section, lines and id are known: what its cells say, put together."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from index.domain import Measure, Span
from index.kpi.broken import GOES_ON, is_balanced
from index.kpi.names import (
    REFERENCE,
    behind_unit,
    clean_name,
    is_head_word,
    is_mixed,
    is_part,
    is_source,
    unit_for,
    unit_within,
    without_unit,
)
from index.kpi.source import Printed
from index.kpi.values import in_order, is_value, one_unit
from index.kpi.vocabulary import DASHES, DEPARTMENT, SHARES
from index.kpi.words import Kind, kind_of
from index.quantities import (
    PERIOD,
    fold_same_length,
    is_period,
    parse_measure,
    parse_period,
    unit_of,
)

_ITEM = re.compile(r"^(?:[→⇒]\s*|[①-⑳]\s*(?!.*[①-⑳]))", re.DOTALL)

# A sentence in a name, but for （学校を除く。）, 「知りません」と答えた人の数.
_ENDED = re.compile(r"。(?![)）])|[はをが]$|(?:ません|ました)(?![」』、。)）とかがのはもで])")
# What a row says in a table of one indicator; the end of a name, not of a value.
_LINES_OF_FIGURES = re.compile("(?:数値|時点)+")
_NAMED = re.compile(r"(?:者|件|人口|施設|利用)数$|割合$|\D{6}(?:[率量額]|時間)$")
_OWNED = re.compile(r"\s?[(（]([一-鿿ぁ-んァ-ヶー・、]{1,14}[課係])[)）]$")
# The end of a word, or a figure with the year of another: ューアル3箇所, 70.9％Ｒ１２.
_ENDS = re.compile(
    rf"[、。ーぁぃぅぇぉっゃゅょァィゥェォッャュョ]|.*\d[^\s\d()~]{{0,3}}(?:{PERIOD.pattern})"
)
# What the label of another value says, 76％、出典：農政課調べ, or a heading: 第３章 推進.
_LABELLED = re.compile(
    r"^第\d+[編部章節]|\||(?:目標|基準|現状|実績|出典|備考|方法|方向|根拠)[^:\d]{0,6}:|値:"
    r"|^(?:最新|結果|直近)値?\s?\D{0,2}\d"
)
_YEARS = re.compile(rf"(?:{PERIOD.pattern})(?:[()\s]*(?:{PERIOD.pattern}))*[()\s]*")
# A figure or a year in a column of units: the row is one cell short.
_NO_UNIT = re.compile(rf"[約△▲±+-]*\d[\d,.]*(?:%|以[上下]|未満|~[\d,.]+)?|[①-⑳]|{PERIOD.pattern}")
BARE = re.compile(r"[1-9][\d.]*")
# Two figures of one unit: 3 冊 5 冊; but 1 億 2,300 万円 is one.
_BESIDE = re.compile(
    r"(?<!\S)[△-]?\d[\d,.]*(\s?[^\s\d億兆]{1,4})?\s[△-]?\d[\d,.]*(?:(?!\S)|\1(?!\S))"
)
_WITHIN = re.compile(r"\([^()]*\)")


@dataclass(frozen=True, slots=True)
class Draft:
    """A KPI row as its place in the document gives it.

    `heading` and `groups` stand within its table, above the row and before it.
    """

    indicator: str
    spans: tuple[Span, ...]
    unit: str | None = None
    baseline: Measure | None = None
    targets: tuple[Measure, ...] = ()
    actuals: tuple[Measure, ...] = ()
    sdg_targets: tuple[str, ...] = ()
    owner: str | None = None
    heading: str | None = None
    groups: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()

    @property
    def measures(self) -> tuple[Measure, ...]:
        """What it starts from, where that is known, and what it aims at."""
        return (self.baseline, *self.targets) if self.baseline else self.targets

    @property
    def start(self) -> int:
        """Where the row begins."""
        return min(span.start for span in self.spans)


@dataclass(frozen=True, slots=True)
class Figures:
    """What the cells of a row say, by what they are.

    `has_place` tells that a baseline has a place of its own, which may be left empty, `due` for
    when its columns have targets, and `former` what the plan before aimed at.
    """

    baseline: Measure | None = None
    targets: Sequence[Measure] = ()
    actuals: Sequence[Measure] = ()
    has_place: bool = False
    due: Sequence[str | None] = ()
    former: Sequence[Measure] = ()

    def settled(self) -> "Figures":
        """Put the figures in order of years; the last result may be the baseline.

        It is none where nothing was left to be aimed at behind it: then it tells what was reached.
        What was aimed at in the year that the plan starts from is none of its own.
        """
        baseline, actuals = self.baseline, in_order(self.actuals)
        former = self._former()
        targets = [target for target in self.targets if target is not former]
        if baseline is None and not self.has_place:
            past = [former] if former else [m for m in self.former if m.period]
            start = [m for m in actuals if any(_same_year(m, aim) for aim in past)]
            known = start or self._before_targets(actuals)
            baseline = next((m for m in reversed(known) if m.period), known[-1] if known else None)
            actuals = tuple(m for m in actuals if m is not baseline)
        return replace(self, baseline=baseline, targets=in_order(targets), actuals=actuals)

    def _former(self) -> Measure | None:
        """Return the target of no later year than the first figure known, years before others."""
        said = [*([self.baseline] if self.baseline else []), *self.actuals]
        known = [year for m in said if (year := parse_period(m.period))]
        aims = sorted(
            ((year, at) for at, m in enumerate(self.targets) if (year := parse_period(m.period))),
            key=lambda aim: aim[0].last,
        )
        if not known or len(aims) < max(2, len(self.targets)):
            return None
        past = aims[0][0].last <= min(year.last for year in known)
        later = aims[1][0].first > max(aims[0][0].last + 1, *(year.last for year in known))
        return self.targets[aims[0][1]] if past and later else None

    def _before_targets(self, actuals: Sequence[Measure]) -> list[Measure]:
        due = map(parse_period, (*self.due, *(m.period for m in self.targets)))
        last = max((year.last for year in due if year), default=None)
        years = [parse_period(m.period) for m in actuals]
        pairs = zip(actuals, years, strict=True)
        return [m for m, year in pairs if not (last and year and year.last >= last)]


def _same_year(one: Measure, other: Measure) -> bool:
    return parse_period(one.period) == parse_period(other.period)


def measure_of(text: str, period: str | None = None) -> Measure | None:
    """Read what a cell prints; None where that is a dash, nothing but a year, or no value.

    `period` is the year of its column, unless it prints one itself.
    """
    if is_period(text) or _YEARS.fullmatch(fold_same_length(text)):
        return None
    measure = parse_measure(REFERENCE.sub("", _ITEM.sub("", text)), period)
    return measure if is_value(measure.text) and not DASHES.fullmatch(measure.text) else None


def drafted(
    name: str, cells: Iterable[Printed], figures: Figures, unit: str | None = None
) -> Draft:
    """Put a row together from its cells; `unit` is what its column of units prints."""
    title, doubts = clean_name(name)
    said = figures.settled()
    measures = [m for m in (said.baseline, *said.targets) if m]
    bare, below = without_unit(title)
    if below and unit_for(bare, unit, measures) in (None, below):
        title, unit = bare, below
    return Draft(
        title,
        tuple(span for cell in cells for span in cell.spans),
        unit_for(title, unit, measures),
        said.baseline,
        tuple(said.targets),
        tuple(said.actuals),
        doubts=doubts,
    )


def without_notes(drafts: Sequence[Draft]) -> list[Draft]:
    """Take what explains names from behind their units, where all of a table bear theirs.

    What tells two of them apart stays: 排出量（t）家庭系, 排出量（t）事業系. Departments go, too.
    """
    drafts = _without_owners(drafts)
    notes = [behind_unit(draft.indicator) for draft in drafts]
    bare = [d.indicator.removesuffix(note) for d, note in zip(drafts, notes, strict=True)]
    if not any(notes) or len(set(bare)) < len(bare) or not all(map(unit_within, bare)):
        return list(drafts)
    return [
        replace(draft, indicator=name, unit=unit_for(name, draft.unit, draft.measures))
        for draft, name in zip(drafts, bare, strict=True)
    ]


def _without_owners(drafts: Sequence[Draft]) -> Sequence[Draft]:
    """Take departments from behind the names where all of a table bear one: 魚の数（港の課）."""
    owners = [_OWNED.search(draft.indicator) for draft in drafts]
    names = {d.indicator[: o.start()] for d, o in zip(drafts, owners, strict=True) if o}
    if len(drafts) < 2 or len(names) < len(drafts):
        return drafts
    return [
        replace(d, indicator=d.indicator[: o.start()], owner=d.owner or o[1])
        for d, o in zip(drafts, owners, strict=True)
        if o
    ]


def is_sound(draft: Draft) -> bool:
    """Whether a name is one, its unit no figure, and its values no labels or pieces: 270人）."""
    name = draft.indicator
    if (
        is_source(name)
        or is_mixed(name)
        or not is_balanced(name)
        or is_part(name)
        or _ENDED.search(name)
        or GOES_ON.search(name)
        or _LINES_OF_FIGURES.fullmatch(name)
        or _NO_UNIT.fullmatch(fold_same_length(draft.unit or ""))
    ):
        return False
    texts = [measure.text for measure in draft.measures]
    folded = (fold_same_length(text) for text in texts)
    pieces = (_NAMED.search(t) or _holds_row(t) or is_head_word(t) for t in texts)
    whole = (is_balanced(t) and not piece for t, piece in zip(texts, pieces, strict=True))
    return all(whole) and not any(_ENDS.match(t) or _LABELLED.search(t) for t in folded)


def _holds_row(text: str) -> bool:
    """Whether figures of other cells stand beside that of a value.

    >>> [_holds_row(text) for text in ("10人 20人 5％", "3 冊 5 冊", "7 8 実績値 9", "人 40")]
    [True, True, True, True]
    >>> [_holds_row(text) for text in ("1 億 2,300 万円", "1時間 30分", "小 5 中 9", "年 3回")]
    [False, False, False, False]
    """
    words = text.split()
    if len(words) == 2 and kind_of(words[0]) is Kind.UNIT and not unit_of(words[1]):
        return kind_of(words[1]) is Kind.VALUE
    figures = len(words) > 2 and all(kind_of(word) is Kind.VALUE for word in words)
    beside = _BESIDE.search(_WITHIN.sub("", fold_same_length(text)))
    return figures or bool(beside and not SHARES.match(text))


def is_of_others(draft: Draft, *, owned: bool) -> bool:
    """Whether a name is of other cells: then those of its whole table may be."""
    led = owned and DEPARTMENT.match(draft.indicator)
    return bool(led) or is_source(draft.indicator) or is_mixed(draft.indicator)


def is_numbered(draft: Draft, *, headed: bool = False) -> bool:
    """Whether beside a figure with its unit one of another stands, or a number: that of a row.

    Where units are `headed`, in a column of their own, a figure may print the same once more.
    """
    texts = [measure.text for measure in draft.measures]
    bare = [bool(BARE.fullmatch(text)) for text in texts]
    counted = bare[-1:] == [True] and sum(bare) == 1 and any(map(unit_of, texts))
    strange = set(map(unit_of, texts)) - {None, draft.unit}
    return (counted or not one_unit(texts)) and (not headed or bool(strange))
