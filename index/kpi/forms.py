"""Forms: an indicator below its label, its figures below theirs, line after line."""

import re
from dataclasses import dataclass, field, replace
from itertools import pairwise

from index.domain import Measure
from index.kpi.drafts import Draft, Figures, drafted, measure_of
from index.kpi.formlabels import (
    FIGURES,
    NEXT_LABEL,
    Label,
    label_of,
    names,
    rest_of,
)
from index.kpi.goals import sdg_targets
from index.kpi.labels import is_empty
from index.kpi.names import clean_name, is_name
from index.kpi.source import Printed, Source, join
from index.kpi.values import values_of
from index.kpi.vocabulary import DRAWN_RULE, Role
from index.quantities import fold_same_length, is_period

_GAP = re.compile(r"\t|\s{3,}|\||<br\s*/?>")
_LABEL_ENDS = re.compile(r":|\)[\s\d]")
# What is in each label that a form begins with.
_HINT = re.compile(
    r"指 ?標|K[PG]I|項目|目 ?標|検証|最終|中間|現 ?[在状況]|基 ?準|当初|策定|直近|初期"
)
_MOST_NAME_LINES, _MOST_BLANKS = 3, 2


@dataclass(slots=True)
class _Slot:
    """A label, and the cells that stand behind or below it."""

    role: Role
    period: str | None = None
    cells: list[Printed] = field(default_factory=list)
    label: Printed | None = None


@dataclass(slots=True)
class _Form:
    """What has been read of one form so far."""

    slots: list[_Slot] = field(default_factory=list)
    unlabelled: bool = False

    @property
    def waiting(self) -> list[_Slot]:
        """The labels below which nothing stands yet."""
        return [slot for slot in self.slots if not slot.cells]

    def cells(self, *roles: Role) -> list[Printed]:
        """Return all that stands below labels of these roles."""
        return [cell for slot in self.slots if slot.role in roles for cell in slot.cells]

    def put(self, label: Label, printed: Printed, rest: Printed | None) -> None:
        """Open a slot for a label, with what stands behind it on the line."""
        if label.role is Role.NAME:
            # KPI above 指標：one label is enough.
            self.slots = [slot for slot in self.slots if slot.cells]
        self.slots.append(_Slot(label.role, label.period, [rest] if rest else [], printed))

    def draft(self) -> Draft | None:
        """Return the row; None where it names or says nothing."""
        kinds = FIGURES | {Role.YEAR, Role.ACTUAL}
        named = join(self.cells(Role.NAME))
        roles: dict[Role, list[Measure]] = {}
        for slot in self.slots:
            measure = measure_of(join(slot.cells).text, slot.period)
            roles.setdefault(slot.role, []).extend([measure] if measure else [])
        if not is_name(named.text) or not any(roles.get(kind) for kind in kinds):
            return None
        if any(slot.role in kinds for slot in self.waiting):
            # A value is lost, and those that are left may stand below other labels.
            return None
        if self.unlabelled and not {slot.role for slot in self.slots} >= FIGURES:
            return None
        baseline = next(iter(roles.get(Role.BASELINE, [])), None)
        targets = [*roles.get(Role.TARGET, []), *roles.get(Role.YEAR, [])]
        figures = Figures(baseline, targets, roles.get(Role.ACTUAL, []))
        unit = next((c.text for c in self.cells(Role.UNIT) if not is_empty(c)), None)
        if unit and is_period(unit):
            return None  # a row of labels: 単位, 計画策定時, 平成25年度
        goals = [goal for cell in self.cells(Role.SDG) for goal in sdg_targets(cell.text)]
        labelled = [s.label for s in self.slots if s.label and s.role in kinds]
        kept = [c for s in self.slots if s.role is not Role.OTHER for c in s.cells]
        draft = drafted(named.text, (*kept, *labelled), figures, unit)
        return replace(
            draft,
            sdg_targets=tuple(dict.fromkeys(goals)),
            owner=next((c.text for c in self.cells(Role.OWNER)), None),
            doubts=draft.doubts + (() if draft.targets else ("目標値の記載なし",)),
        )


def read_forms(source: Source, taken: frozenset[int], stops: frozenset[int]) -> list[Draft]:
    """Read every form whose lines are not taken yet; none goes on over the lines `stops`."""
    drafts: list[Draft] = []
    form = _Form()
    above: Printed | None = None
    blanks = 0
    for line in range(source.count):
        idle = not form.slots
        if idle and line not in taken and source.is_blank(line):
            continue
        text = source.line_text(line)
        if idle and line not in taken and not _HINT.search(text):
            above = _plain(source, line) if source.is_readable(line) else above
            continue
        if DRAWN_RULE.fullmatch(text):
            continue
        cells: list[Printed] = []
        if line in taken or not source.is_readable(line):
            blanks += 1
            done = line in taken or blanks > _MOST_BLANKS
        else:
            cells = _cells(source, line)
            done = _opens(form, cells, line in stops, apart=blanks > 0)
            done = done or not _read_line(form, cells)
            blanks = 0
        if done:
            drafts += [d for d in (form.draft(),) if d]
            form = _Form()
            _open(form, cells, above)
        if cells or line in taken:
            above = cells[0] if len(cells) == 1 and not form.slots else None
    drafts += [d for d in (form.draft(),) if d]
    return drafts


def _opens(form: _Form, cells: list[Printed], stop: bool, *, apart: bool) -> bool:
    """Whether a line does not go on with a form; after a blank one only what it waits for does."""
    if not cells or any(map(names, cells)) or not form.slots:
        return True
    return stop or (apart and not form.waiting)


def _plain(source: Source, line: int) -> Printed | None:
    """Return a line that has no tabs, for the name that it may be."""
    return None if "\t" in source.line_text(line).strip() else source.cell(line)


def _cells(source: Source, line: int) -> list[Printed]:
    """Part a line at tabs and bars, and before each further label."""
    span = source.span(line)
    text = source.folded[span.start : span.end]
    cuts = {m.span() for m in _GAP.finditer(text)}
    if _LABEL_ENDS.search(text):  # To look for labels takes long.
        cuts |= {(m.start(), m.start()) for m in NEXT_LABEL.finditer(text)}
    if not cuts:
        return [source.cell(line)]
    edges = [(0, 0), *sorted(cuts), (len(text), len(text))]
    cells = [
        source.printed(span.start + a, max(span.start + a, span.start + b))
        for (_, a), (b, _) in pairwise(edges)
    ]
    return [cell for cell in cells if cell]


def _open(form: _Form, cells: list[Printed], above: Printed | None) -> None:
    """Begin a form where a line has the label of an indicator, or a figure's below a name."""
    at = next((i for i, c in enumerate(cells) if names(c)), None)
    if at is None:
        first = label_of(cells[0].text) if cells and above else None
        if above and first and first.role in FIGURES and first.end < len(cells[0].text):
            form.unlabelled = True
            form.slots.append(_Slot(Role.NAME, None, [above]))
            _read_line(form, cells)
        return
    if len(cells) not in (1, at + 2) and ":" not in fold_same_length(cells[at].text):
        return
    form.slots.append(_Slot(Role.NAME))
    _read_line(form, cells[at:])


def _read_line(form: _Form, cells: list[Printed]) -> bool:
    """Put the cells of a line into the form; False where the line is not of it."""
    for cell in cells:
        label = label_of(cell.text)
        waiting = form.waiting
        if label:
            form.put(label, cell, rest_of(cell, label.end))
        elif waiting:
            values = values_of(cell.text.split(), len(waiting)) if len(cells) == 1 else []
            parts = [Printed(value, cell.spans) for value in values]
            for slot, part in zip(waiting, parts or [cell], strict=False):
                slot.cells.append(part)
        elif _continues(form, cell):
            form.slots[-1].cells.append(cell)
        elif form.slots[-1].role is not Role.OTHER:
            return False
    return True


def _continues(form: _Form, cell: Printed) -> bool:
    """Whether a cell is one more line of a wrapped name."""
    named, text = form.slots[-1], cell.text
    open_ = named.role is Role.NAME and 0 < len(named.cells) < _MOST_NAME_LINES
    return open_ and is_name(text) and clean_name(text)[0] == text
