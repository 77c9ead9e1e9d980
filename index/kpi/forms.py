"""Forms: an indicator below its label, its figures below theirs, line after line."""

import re
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise

from index.domain import Measure, Span
from index.kpi.labels import name_label
from index.kpi.names import clean_name, is_name, unit_for
from index.kpi.rows import Draft
from index.kpi.source import Printed, Source, join, squeeze
from index.kpi.values import in_order, is_value, sdg_targets
from index.kpi.vocabulary import DASHES, FORM_WORDS, HEAD_HINT, Role
from index.quantities import PERIOD, fold_same_length, is_period, parse_measure

_WORDS = "|".join(
    f"(?:{words.pattern.replace('指標', '指 ?標').replace('単位', '単 *位')})"
    for _, words in FORM_WORDS
)
_NEXT_LABEL = re.compile(rf"[\s,→](?=(?:(?:{_WORDS})\s*(?:\([^()]*\))?|(?:{PERIOD.pattern}))\s*:)")
_LABEL = re.compile(
    r"[・○●◎■□◆◇*\-\s]*([^:()\[\]]{1,20}?)\s*(?:[(\[]([^()\[\]]*)[)\]])?\s*(?:(:)\s*|$|(?<=[)\]])\s+"
    r"|\s+(?=[約延全累各毎年]{0,3}[△-]?\d|-$))"
)
_WORD_AND_GAP = re.compile(
    r"[・○●◎■□◆◇\s]*(?P<word>指標の?名称?|KPI名|項目名|単\s?位|指標番号|指標の(?:説明|定義|概要)|備考|出典"
    r"|(?:目標|指標)の?設定の?(?:考え方|理由|根拠))\s+(?=\S)"
)
_GAP = re.compile(r"\t|\s{3,}")
FORM_ROLES = dict(FORM_WORDS)
_BOXED = re.compile(r"[・○●◎■□◆◇\s]*\[([^()\[\]:]{1,12})\]\s*:?\s*(?=\S)")
_CAPTION_LINES = 7
_CAPTION = re.compile(
    r"[・○●◎■□◆◇\s]*(?:(?P<unit>単 ?位)\s?[:：\s]"
    r"|(?:KPI名?|ＫＰＩ名?|(?:成果|評価)?指標名?)\s?[:：]|(?:指 ?標 ?名|項 ?目 ?名)\s)\s*"
)
_HINT = re.compile(rf"{HEAD_HINT.pattern}|指 ?標|K[PG]I|項目名")
# One of these letters is in each label of a name.
_OF_NAMES = re.compile(r"[標IＩⅠ項]")
_FIGURES = {Role.BASELINE, Role.TARGET}
# What an explanation may end like; what ends like the head of a column is one.
_SAYING = (None, Role.OTHER, Role.GROUP)
_MOST_NAME_LINES = 3
_GOAL_ONLY = re.compile(r"[\d０-９.．a-d、,・\s]{1,30}")
_SDG_ONLY = re.compile(r"(?:(?:1[0-7]|[1-9])\.(?:\d{1,2}|[a-d])[\s、,・]*)+")


@dataclass(slots=True)
class _Record:
    """What has been read of one form so far."""

    name: Printed | None = None
    unit: str | None = None
    measures: list[tuple[Role, Measure]] = field(default_factory=list)
    sdg: list[str] = field(default_factory=list)
    owner: str | None = None
    pending: list[tuple[Role, str | None]] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)
    begun: bool = False
    aside: bool = False
    unlabelled: bool = False
    labels: set[Role] = field(default_factory=set)
    goals: tuple[str, ...] = ()

    @property
    def is_idle(self) -> bool:
        """Whether no form has begun."""
        return self.name is None and not self.pending

    def fill(self, role: Role, period: str | None, cell: Printed) -> None:
        """Put a cell where its label says."""
        self.aside = role is Role.OTHER
        if self.aside:
            return
        self.labels.add(role)
        self.spans += cell.spans
        self.begun = self.begun or role is not Role.NAME
        if role is Role.NAME:
            self.name = join([self.name, cell]) if self.name else cell
        elif role is Role.UNIT:
            self.unit = None if DASHES.fullmatch(cell.text) else cell.text
        elif role is Role.SDG:
            self.sdg += sdg_targets(cell.text)
        elif role is Role.OWNER:
            self.owner = cell.text
        elif not DASHES.fullmatch(cell.text):
            measure = parse_measure(cell.text, period)
            if is_value(measure.text):
                self.measures.append((role, measure))

    def draft(self) -> Draft | None:
        """Return the row; None where it names or says nothing."""
        if self.name is None or not is_name(self.name.text) or not self.measures:
            return None
        if self.unlabelled and not self.labels >= _FIGURES:
            return None
        roles = {role: [m for r, m in self.measures if r is role] for role, _ in self.measures}
        years, actuals = in_order(roles.get(Role.YEAR, [])), in_order(roles.get(Role.ACTUAL, []))
        baseline = next(iter(roles.get(Role.BASELINE, [])), None)
        if baseline is None and actuals:
            baseline, actuals = actuals[-1], actuals[:-1]
        elif baseline is None and len(years) > 1:
            baseline, years = years[0], years[1:]
        targets = [*roles.get(Role.TARGET, []), *years]
        name, doubts = clean_name(self.name.text)
        doubts += () if targets else ("目標値の記載なし",)
        return Draft(
            name,
            tuple(self.spans),
            unit_for(name, self.unit, [m for m in (baseline, *targets) if m]),
            baseline,
            in_order(targets),
            actuals,
            tuple(dict.fromkeys(self.sdg)) or self.goals,
            self.owner,
            doubts=doubts,
        )


def read_forms(source: Source, taken: frozenset[int]) -> list[Draft]:
    """Read every form whose lines are not taken yet."""
    drafts: list[Draft] = []
    record = _Record()
    above: Printed | None = None
    goals: tuple[str, ...] = ()
    due = False
    for line in range(source.count):
        text = source.line_text(line)
        due = due or "ターゲット" in text
        goals = sdg_targets(text) if due and _SDG_ONLY.fullmatch(text.strip()) else goals
        cells: list[Printed] = []
        if (
            record.is_idle
            and line not in taken
            and not _HINT.search(source.folded, *_ends(source, line))
        ):
            above = _plain(source, line) if source.is_readable(line) else above
            continue
        if line in taken or not source.is_readable(line):
            done = line in taken or (source.is_blank(line) and not record.pending and record.begun)
        else:
            cells = _cells(source, line)
            opens = any(map(_names, cells))
            done = opens or record.is_idle or not _read_line(record, cells)
        if done:
            drafts += [d for d in (record.draft(),) if d]
            record = _Record(goals=goals)
            _open(record, cells, above)
        if cells or line in taken:
            above = cells[0] if len(cells) == 1 and record.is_idle else None
    drafts += [d for d in (record.draft(),) if d]
    return drafts


def _ends(source: Source, line: int) -> tuple[int, int]:
    span = source.span(line)
    return span.start, span.end


def _plain(source: Source, line: int) -> Printed | None:
    """Return a line that has no tabs, for the name that it may be."""
    start, end = _ends(source, line)
    return None if "\t" in source.text[start:end] else source.printed(start, end)


def _cells(source: Source, line: int) -> list[Printed]:
    """Part a line at tabs, and before each further label."""
    span = source.span(line)
    text = source.folded[span.start : span.end]
    cuts = [m.start() for m in _GAP.finditer(text)]
    cuts += [m.start() for m in _NEXT_LABEL.finditer(text)]
    edges = [-1, *sorted(set(cuts)), len(text)]
    cells = [source.printed(span.start + max(0, a + 1), span.start + b) for a, b in pairwise(edges)]
    return [cell for cell in cells if cell]


def _names(cell: Printed) -> bool:
    """Whether a cell begins with the label of an indicator."""
    return bool(_OF_NAMES.search(cell.text) and _label(cell.text, Role.NAME))


@lru_cache(maxsize=1 << 12)
def _label(text: str, only: Role | None = None) -> tuple[Role, str | None, int] | None:
    """Return the role, year and length of the label that a cell begins with."""
    folded = fold_same_length(text)
    called = _WORD_AND_GAP.match(folded)
    if called and name_label(text[called.end() :]).role in _SAYING:
        role = next(r for r, words in FORM_WORDS if words.fullmatch(squeeze(called["word"])))
        return (role, None, called.end()) if only in (None, role) else None
    boxed = _BOXED.match(folded)
    if boxed and only in (None, *_FIGURES):
        for role in _FIGURES:
            if FORM_ROLES[role].fullmatch(squeeze(boxed[1])):
                return role, None, boxed.end()
    found = _LABEL.match(folded)
    if not found:
        return None
    word, bracket, mark = found.groups()
    whole = found.end() == len(text)
    beside = mark is None and bracket is None and found.group()[-1:].isspace()
    if mark != ":" and not whole and not beside and not (bracket and PERIOD.search(bracket)):
        return None
    inside = PERIOD.search(word)
    bare = squeeze(PERIOD.sub("", word))
    period = text[found.start(2) : found.end(2)] if bracket else None
    period = (
        text[inside.start() + found.start(1) : inside.end() + found.start(1)] if inside else period
    )
    if inside and not bare and mark == ":" and only is None:
        return Role.YEAR, period, found.end()
    for role, words in FORM_WORDS:
        if words.fullmatch(bare) and only in (None, role) and not (beside and role not in _FIGURES):
            return role, period if is_period(period or "") else None, found.end()
    return None


def caption_above(source: Source, first: int) -> tuple[Printed | None, str | None]:
    """Return the name and unit that lines above a table announce: 指標：…, 指標名　…, 単位：…"""
    unit = None
    for line in range(first - 1, max(-1, first - 1 - _CAPTION_LINES), -1):
        if not source.is_readable(line):
            continue
        span = source.span(line)
        cell = source.printed(span.start, span.end)
        found = _CAPTION.match(cell.text)
        if found and found["unit"]:
            unit = unit or cell.text[found.end() :]
        elif found:
            name = _rest(cell, found.end())
            return (name, unit) if name and is_name(name.text) else (None, None)
    return None, None


def _open(record: _Record, cells: list[Printed], above: Printed | None) -> None:
    """Begin a record where a line has the label of an indicator, or a figure's below a name."""
    at = next((i for i, c in enumerate(cells) if _names(c)), None)
    first = _label(cells[0].text) if cells else None
    if at is None:
        named = above is not None and _label(above.text) is None
        if above and named and first and first[0] in _FIGURES and first[2] < len(cells[0].text):
            record.unlabelled = True
            record.fill(Role.NAME, None, above)
            _read_line(record, cells)
        return
    alone = len(cells) == 1 or ":" in fold_same_length(cells[at].text)
    if not (alone or _WORD_AND_GAP.match(fold_same_length(cells[at].text))):
        return
    record.pending.append((Role.NAME, None))
    for cell in cells[:at]:
        if _SDG_ONLY.fullmatch(cell.text):
            record.fill(Role.SDG, None, cell)
    record.begun = False
    _read_line(record, cells[at:])


def _read_line(record: _Record, cells: list[Printed]) -> bool:
    """Put the cells of a line into the record; False where the line is not of it."""
    spare = len(cells) > len(record.pending)
    for i, cell in enumerate(cells):
        label = _label(cell.text)
        if label:
            role, period, end = label
            rest = _rest(cell, end)
            if role is Role.NAME and record.name is None and record.pending:
                record.pending.clear()
            if rest:
                record.fill(role, period, rest)
            else:
                record.pending.append((role, period))
                record.spans += cell.spans if role is not Role.NAME else ()
        elif spare and i == 0 and _GOAL_ONLY.fullmatch(cell.text):
            record.fill(Role.SDG, None, cell)
        elif record.pending:
            record.fill(*record.pending.pop(0), cell)
        elif record.aside:
            continue
        elif record.name and not record.begun and _goes_on(record, cell):
            record.fill(Role.NAME, None, cell)
        else:
            return False
    return True


def _goes_on(record: _Record, cell: Printed) -> bool:
    """Whether a cell is one more line of a wrapped name."""
    short = record.name is not None and len(record.name.spans) < _MOST_NAME_LINES
    return short and is_name(cell.text) and clean_name(cell.text)[0] == cell.text


def _rest(cell: Printed, end: int) -> Printed | None:
    """Return what a cell prints after its label."""
    text = cell.text[end:].strip()
    if not text:
        return None
    span = cell.spans[-1]
    return Printed(text, (Span(min(span.start, span.end), span.end),))
