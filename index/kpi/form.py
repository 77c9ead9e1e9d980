"""One form: labels in order, and what stands behind or below each of them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from index.domain import Measure
from index.kpi.broken import WHOLE
from index.kpi.dealing import (
    Slot,
    dealt_by_number,
    dealt_by_words,
    figures_of,
    items_of,
    says_year,
    with_years,
)
from index.kpi.drafts import Draft, drafted, measure_of
from index.kpi.formlabels import (
    FIGURES,
    MEASURED,
    Label,
    dated_value,
    holds_label,
    label_of,
    rest_of,
    says_whose,
)
from index.kpi.goals import pointed, sdg_targets
from index.kpi.labels import is_empty
from index.kpi.names import clean_name, is_name
from index.kpi.source import Printed, join
from index.kpi.values import is_value, values_of
from index.kpi.vocabulary import SHARE, Role
from index.kpi.words import Kind, kind_of
from index.quantities import fold_same_length, is_period, unit_of

_COMPARED = re.compile("(?:比|より|から)$")  # 平成25年度比, 50％減
_SAID = FIGURES | {Role.YEAR, Role.ACTUAL}
_MOST_NAME_LINES = 3
_LETTER = re.compile("[一-鿿]")
_TORN_LABEL = re.compile(r"(?:現在|現状|基準)値?\((?P<begin>\d{4})|(?P<end>年度?)\)\s?:")


@dataclass(slots=True)
class Form:
    """What has been read of one form so far.

    Where numbers of SDG targets stand among its words (`goals`), values may come after all of
    their labels: they wait in `loose` until there are as many as labels that lack one.
    """

    slots: list[Slot] = field(default_factory=list)
    unlabelled: bool = False
    card: bool = False  # its figures stand below their labels, side by side
    torn: bool = False
    headed: bool = False  # further labels stand right below that of the name
    cut: bool = False  # a line below it could not be read
    goals: list[Printed] | None = None
    loose: list[Printed] = field(default_factory=list)
    filled: list[Slot] = field(default_factory=list)
    half: tuple[Slot, re.Match[str]] | None = None

    @property
    def waiting(self) -> list[Slot]:
        """The labels below which nothing stands yet."""
        return [slot for slot in self.slots if not slot.cells]

    @property
    def figured(self) -> list[Slot]:
        """The labels of figures."""
        return [slot for slot in self.slots if slot.role in _SAID]

    @property
    def names(self) -> list[list[Printed]]:
        """The names of the indicators, where it numbers several: 指標：①… ②…"""
        return items_of(self._cells(Role.NAME)) if self.goals is not None else []

    def read_line(self, cells: Sequence[Printed]) -> bool:
        """Put the cells of a line into the form; False where the line is not of it."""
        for cell in with_years([cell for cell in cells if not self.is_said_by(cell)]):
            dated = dated_value(cell.text) if self._may_date else None
            if dated and not self._is_now:
                continue  # how it was
            label = label_of(cell.text) or dated
            waiting = self.waiting
            part = _TORN_LABEL.fullmatch(fold_same_length(cell.text))
            if part and self.goals is not None:
                self._mend(part, cell)
            elif label:
                self._put(label, cell, rest_of(cell, label.end))
            elif self.goals is not None and self.figured:
                (self.slots[-1].cells if self.lacks_unit(cell) else self.loose).append(cell)
            elif waiting:
                values = values_of(cell.text.split(), len(waiting)) if len(cells) == 1 else []
                parts = [Printed(value, cell.spans) for value in values]
                for slot, value in zip(waiting, parts or [cell], strict=False):
                    slot.cells.append(value)
            elif self._continues(cell, cells[0]):
                self.slots[-1].cells.append(cell)
            elif self.slots[-1].role is not Role.OTHER and not self._is_more(cell):
                return False
        self._settle()
        return True

    @property
    def _may_date(self) -> bool:
        """Whether a year before a value may follow."""
        roles = (Role.NAME, Role.YEAR, *MEASURED)
        return bool(self.slots) and not self.waiting and self.slots[-1].role in roles

    @property
    def _is_now(self) -> bool:
        """Whether years that follow are to come: below a label for now, where none says 目標."""
        labels = [slot.label for slot in self.slots if slot.role is Role.BASELINE]
        aimed = any(slot.role is Role.TARGET for slot in self.slots)
        return not aimed and any("現" in label.text for label in labels if label)

    def _mend(self, part: re.Match[str], cell: Printed) -> None:
        """Put the halves of a label together that columns have torn: 年度）： and 現在（2022."""
        if self.half is None:
            slot = Slot(Role.BASELINE, None, [], cell)
            self.half = (slot, part)
            self.slots.append(slot)
        elif part.lastgroup != self.half[1].lastgroup:
            slot, other = self.half
            ordered = (part, other) if part["begin"] else (other, part)
            slot.period = ordered[0]["begin"] + ordered[1]["end"]
            self.half = None

    def lacks_unit(self, cell: Printed) -> bool:
        """Whether a cell is the unit of the figure above it: 86|人."""
        above = self.slots[-1].cells
        unit = bool(above) and kind_of(cell.key) is Kind.UNIT
        return unit and not self.loose and above[-1].key[-1:].isdigit()

    def _is_more(self, cell: Printed) -> bool:
        """Whether a cell is the figure of a year, or goes on with what stands below a label."""
        above, slot = self.slots[-1].cells[-1], self.slots[-1]
        if slot.role not in _SAID or kind_of(cell.text) is not Kind.VALUE:
            return False
        if is_period(above.text) and slot.period is None:
            slot.period, slot.cells = above.text, [cell]
            return True
        if slot.period is None and says_year(above) and says_year(cell):
            self.slots.append(Slot(slot.role, None, [cell], slot.label))
            return True
        if _COMPARED.search(above.text):
            slot.cells.append(cell)
            return True
        self.torn = True  # Two figures below one label are of two indicators.
        return False

    def _put(self, label: Label, printed: Printed, rest: Printed | None) -> None:
        """Open a slot for a label, with what stands behind it on the line."""
        self._settle()
        # Labels without names that follow each other head a table, but on a card.
        heads = self.unlabelled and not self.card and bool(self.waiting)
        more = bool(self.loose and self.figured and not self.waiting)  # two figures below one
        self.torn = self.torn or heads or more or self._is_late(label)
        self.headed = self.headed or any(s.role is Role.NAME for s in self.waiting)
        if label.role is Role.TARGET:  # The years before it tell how it was.
            self.slots = [s for s in self.slots if not (s.label and dated_value(s.label.text))]
        if label.role is Role.NAME:
            # KPI above 指標：one label is enough.
            self.slots = [slot for slot in self.slots if slot.cells]
        self.slots.append(Slot(label.role, label.period, [], printed))
        # A value beside the second of two labels is its own: that of the first is in its cell.
        own = rest and len(self.waiting) > 1 and values_of(rest.text.split(), 1)
        loose = self.goals is not None and label.role in _SAID and not own
        if rest:
            (self.loose if loose else self.slots[-1].cells).append(rest)

    def _is_late(self, label: Label) -> bool:
        """Whether a label that waits lost its value: behind a cell below it another follows."""
        waits = [s.label for s in self.waiting if s.role in FIGURES and s.label]
        half = any(slot.cells for slot in self.figured) and label.role is Role.OTHER
        begun = max((c.spans[0].start for s in self.slots for c in s.cells), default=0)
        return any(half or wait.spans[0].start < begun for wait in waits)

    @property
    def _is_beside_another(self) -> bool:
        """Whether a value holds the label of one more: 12人 現状 34人."""
        return any(holds_label(cell) for slot in self.figured for cell in slot.cells)

    def is_said_by(self, cell: Printed) -> bool:
        """Whether a cell below the name says who tells the figures."""
        named = [slot for slot in self.slots[-1:] if slot.role is Role.NAME]
        return any(says_whose(join(slot.cells), cell) for slot in named)

    def _continues(self, cell: Printed, first: Printed) -> bool:
        """Whether a cell is one more line of a wrapped name, and no name beside the `first`."""
        named, text = self.slots[-1], cell.text
        most = _MOST_NAME_LINES * max(1, len(self.names))
        open_ = named.role is Role.NAME and 0 < len(named.cells) < most
        if cell is not first and WHOLE.search(first.key) and WHOLE.search(cell.key):
            return False
        if open_ and _LETTER.fullmatch(text):
            return True  # 市民の割|合
        if open_ and self.goals is not None and not is_name(text) and WHOLE.search(cell.key):
            return not WHOLE.search(join(named.cells).key)  # 延べ|人数
        return open_ and is_name(text) and (self.goals is not None or clean_name(text)[0] == text)

    def _settle(self) -> None:
        """Give the loose words to the labels that wait, where there is one way to.

        A line 女性 84％ 女性 90％ goes on with the values for 男性 above it.
        """
        waiting = [slot for slot in self.waiting if slot.role in _SAID]
        cells = self.loose
        if count := len(self.names):
            for slot, dealt in zip(
                waiting, dealt_by_number(cells, count, len(waiting)), strict=False
            ):
                slot.cells, self.loose = dealt, []
            return
        whole = len(cells) == len(waiting) and all(is_value(cell.text) for cell in cells)
        words = [word for cell in cells for word in cell.text.split()]
        if words[-1:] and words[-1].isdigit() and all(map(unit_of, words[:-1])):
            words = words[:-1] or words  # the number of a page
        values = cells if whole else list(dealt_by_words(cells, values_of(words, len(waiting))))
        if not waiting and cells:
            starts = [i for i in range(len(words)) if SHARE.match(" ".join(words[i : i + 2]))]
            shares = [" ".join(words[a:b]) for a, b in pairwise([*starts, len(words)])]
            waiting, values = self.filled, list(dealt_by_words(cells, shares))
            values = values if len(values) == len(waiting) and starts[:1] == [0] else []
        for slot, value in zip(waiting, values, strict=False):
            slot.cells.append(value)
        if values:
            self.filled, self.loose = waiting, []

    def drafts(self) -> list[Draft]:
        """Return the rows: one, several where their names are numbered, none if it says nothing."""
        forms = [self._of(i, name) for i, name in enumerate(self.names)]
        return [draft for form in forms or [self] if (draft := form.draft())]

    def _of(self, number: int, name: list[Printed]) -> "Form":
        """Return the form of one of several numbered indicators."""
        slots = [
            replace(slot, cells=name if slot.role is Role.NAME else slot.cells[number : number + 1])
            for slot in self.slots
        ]
        return replace(self, slots=slots, filled=[])

    def draft(self) -> Draft | None:
        """Return the row; None where it names or says nothing."""
        named = join(self._cells(Role.NAME))
        roles: dict[Role, list[Measure]] = {}
        for slot in sorted(self.slots, key=lambda slot: slot.rank):
            measure = measure_of(join(slot.cells).text, slot.period)
            roles.setdefault(slot.role, []).extend([measure] if measure else [])
        aimed = roles.get(Role.TARGET, [])
        years = [c.text for c in self._cells(Role.TARGET) if is_period(c.text)]
        if len(aimed) == len(years) == 1 and aimed[0].period is None:
            roles[Role.TARGET] = [replace(aimed[0], period=years[0])]  # 目標年度：R10
        if not is_name(named.text) or not any(roles.get(kind) for kind in _SAID):
            return None
        aims = roles.get(Role.TARGET) or roles.get(Role.YEAR)
        if self.headed and not aims and self.goals is None:
            return None  # the head of a table whose other columns follow
        if self.cut and not aims and len(self._cells(Role.NAME)) > 1:
            return None  # of several names, each with its own figures
        told = [(slot.role, slot.period) for slot in self.figured if slot.period and slot.cells]
        if len(set(told)) < len(told) or self._is_beside_another:
            return None  # Figures of one year twice are of two indicators.
        # Units for figures: below their labels the cells stand one too low.
        shifted = any(kind_of(join(slot.cells).key) is Kind.UNIT for slot in self.figured)
        lost = shifted or any(slot.role in _SAID for slot in self.waiting)
        if self.torn or self.half or self.loose or lost:
            # A value is lost, and those that are left may stand below other labels.
            return None
        said = {slot.role for slot in self.slots}
        if self.unlabelled and not (Role.TARGET in said and said & {Role.BASELINE, Role.ACTUAL}):
            return None
        unit = next((c.text for c in self._cells(Role.UNIT) if not is_empty(c)), None)
        if unit and is_period(unit):
            return None  # a row of labels: 単位, 計画策定時, 平成25年度
        labelled = [slot.label for slot in self.figured if slot.label]
        kept = [c for s in self.slots if s.role is not Role.OTHER for c in s.cells]
        goals = [cell.text for cell in self._cells(Role.SDG)]
        goals += [pointed(cell.text) for cell in self.goals or ()]
        draft = drafted(
            named.text, (*kept, *labelled, *(self.goals or ())), figures_of(roles), unit
        )
        return replace(
            draft,
            sdg_targets=tuple(dict.fromkeys(g for text in goals for g in sdg_targets(text))),
            owner=next((c.text for c in self._cells(Role.OWNER)), None),
            doubts=draft.doubts + (() if draft.targets else ("目標値の記載なし",)),
        )

    def _cells(self, *roles: Role) -> list[Printed]:
        """Return all that stands below labels of these roles."""
        return [cell for slot in self.slots if slot.role in roles for cell in slot.cells]
