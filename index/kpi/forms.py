"""Forms: an indicator below its label, its figures below theirs, line after line."""

import re
from collections.abc import Sequence, Set
from itertools import pairwise

from index.kpi.cards import dealt_out, share_targets
from index.kpi.dealing import Slot
from index.kpi.drafts import Draft
from index.kpi.form import Form
from index.kpi.formlabels import (
    FIGURES,
    MEASURED,
    SAID_BY,
    Label,
    cells_of,
    is_cut,
    label_of,
    names,
    says_whose,
)
from index.kpi.goallines import goals_above, goals_below, stands_apart
from index.kpi.goals import only_targets
from index.kpi.source import Printed, Source
from index.kpi.vocabulary import BULLETS, DRAWN_RULE, SHARE, Role
from index.kpi.words import Kind, kind_of
from index.quantities import PERIOD, fold_same_length, unit_of

# What is in each label that a form begins with.
_HINT = re.compile(
    r"指 ?標|K[PG]I|項目|目 ?標|検証|最終|中間|現 ?[在状況]|基 ?準|当初|策定|直近|初期|実績"
)
# A label of forms of SDGs未来都市計画, 2030年：, and the one their indicators begin with.
_YEAR_LABEL = re.compile(rf"(?:^|[\s|→>])(?:{PERIOD.pattern})\s?:", re.MULTILINE)
_NAME_LABEL = re.compile(r"(?P<goals>[^:]*?)(?<![^\s|])指 ?標[①-⑳\d]? ?:\s*(?=\S)")
_MOST_BLANKS, _MOST_LINES, _MOST_NAMES = 2, 60, 3
_ASIDE = frozenset({Role.UNIT, Role.OWNER, Role.OTHER})


def read_forms(source: Source, taken: frozenset[int], stops: frozenset[int]) -> list[Draft]:
    """Read every form whose lines are not taken yet; none goes on over the lines `stops`."""
    drafts: list[Draft] = []
    form = Form()
    above: Printed | None = None
    skipped: list[int] = []
    named: list[Form] = []
    blanks = 0
    for line in range(source.count):
        idle = not form.slots
        if idle and line not in taken and source.is_blank(line):
            continue
        text = source.line_text(line)
        if idle and line not in taken and not _HINT.search(text):
            skipped += [line] if source.is_readable(line) else []
            continue
        if DRAWN_RULE.fullmatch(text):
            continue
        unread = line in taken or not source.is_readable(line)
        blanks = blanks + 1 if unread else blanks
        for cells in [[]] if unread else _forms_in(cells_of(source, line)):
            if unread:
                done = line in taken or blanks > _MOST_BLANKS
            else:
                done = _opens(form, cells, line in stops, apart=blanks > 0)
                form.cut = not done and not form.read_line(cells)
                done = done or form.cut
                blanks = 0
            if done:
                whole = form.figured and not _lacks_label(form, cells)
                found = dealt_out(named, form) if whole else []
                drafts += [d for each in found if (d := each.draft())]
                named = [*named, form] if _awaits(form, cells) else []
                form = Form()
                _open(form, cells, source, above, skipped)
            if cells or line in taken:
                skipped = []
                above = cells[0] if len(cells) == 1 and not form.slots else None
    found = dealt_out(named, form) if form.figured else []
    return drafts + [d for each in found if (d := each.draft())]


def _lacks_label(form: Form, cells: Sequence[Printed]) -> bool:
    """Whether one more figure, with the unit of the last, or a target's label stands below one."""
    label = label_of(cells[0].text) if cells else None
    if label and label.role is Role.TARGET and label.period:
        return label.period not in [slot.period for slot in form.slots]
    last = form.slots[-1].cells
    unit = unit_of(cells[0].text) if len(cells) == 1 and last else None
    return bool(unit) and unit == unit_of(last[-1].text) and kind_of(cells[0].key) is Kind.VALUE


def _awaits(form: Form, cells: Sequence[Printed]) -> bool:
    """Whether an indicator is named and nothing more, where the next is named below it."""
    bare = not form.figured and not form.cut and bool(form.slots) and not form.waiting
    return bare and any(map(names, cells))


def _forms_in(cells: list[Printed]) -> list[list[Printed]]:
    """Part the cells of a line where a further indicator is named behind the figures of one."""
    parts: list[list[Printed]] = [[]]
    figured = False
    for cell in cells:
        label = label_of(cell.text)
        if label and label.role is Role.NAME and figured:
            parts.append([])
        figured = label is not None and (
            label.role in FIGURES or (figured and label.role is not Role.NAME)
        )
        parts[-1].append(cell)
    return parts


def _opens(form: Form, cells: list[Printed], stop: bool, *, apart: bool) -> bool:
    """Whether a line does not go on with a form; after a blank one only what it lacks does."""
    if not cells or any(map(names, cells)) or not form.slots:
        return True
    label = label_of(cells[0].text)
    roles = {slot.role for slot in form.slots}
    lacks = label is not None and label.role in FIGURES - roles and Role.TARGET not in roles
    if label and label.role in roles and _heads(form, cells, label):
        return True
    # Behind all of its figures an item of a list is the next indicator.
    listed = cells[0].text[0] in BULLETS and not label and Role.TARGET in roles
    lacks = lacks or form.is_said_by(cells[0])
    return stop or ((apart or listed) and not form.waiting and not lacks)


def _heads(form: Form, cells: Sequence[Printed], label: Label) -> bool:
    """Whether a label stands by itself, where those above it have their figures beside them."""
    above = [slot.label.text for slot in form.figured if slot.label]
    beside = [n.end < len(text) for text in above if (n := label_of(text))]
    alone = len(cells) == 1 and label.end == len(cells[0].text) and not label.period
    return alone and bool(beside) and all(beside)


def _plain(source: Source, line: int) -> Printed | None:
    """Return a line that is one cell, for the name that it may be."""
    return source.cell(line) if len(cells_of(source, line)) == 1 else None


def _above(
    source: Source, above: Printed | None, lines: Sequence[int]
) -> tuple[Printed | None, list[Printed]]:
    """Return the last of some lines that may be a name, and what is said of it: 単位：人.

    `above` is what stands above them. Only what is said of a name needs to know it.
    """
    last = (n for n in range(len(lines) - 1, -1, -1) if not _may_say(source, lines[n]))
    aside: list[Printed] = []
    for line in lines[next(last, 0) :]:
        cell = source.cell(line)
        label = label_of(cell.text) if above and ":" in source.line_text(line) else None
        if label and label.role in _ASIDE and label.end < len(cell.text):
            aside.append(cell)
        elif not (above and says_whose(above, cell)):
            above, aside = None if is_cut(source, line) else _plain(source, line), []
    return above, aside


def _may_say(source: Source, line: int) -> bool:
    """Whether a line may say something of a name above it."""
    return ":" in source.line_text(line) or bool(SAID_BY.search(source.cell(line).key))


def _open(
    form: Form,
    cells: list[Printed],
    source: Source,
    above: Printed | None,
    skipped: Sequence[int],
) -> None:
    """Begin a form where a line has the label of an indicator, or a figure's below a name.

    The name is `above`, or on one of the lines that were `skipped` below that.
    """
    at = next((i for i, c in enumerate(cells) if names(c)), None)
    if at is None:
        first = label_of(cells[0].text) if cells else None
        if not first or first.role not in MEASURED:
            return
        told = first.period or first.end < len(cells[0].text)
        name, aside = _above(source, above, skipped) if told else (None, [])
        if name:
            form.unlabelled = True
            form.slots.append(Slot(Role.NAME, None, [name]))
            for line in (*([cell] for cell in aside), cells):
                form.read_line(line)
        return
    cells = [*cells[: at + 1], *(cell for cell in cells[at + 1 :] if not SAID_BY.search(cell.key))]
    folded = fold_same_length(cells[at].text)
    labelled = ":" in folded or folded[0] == "[" or _alternate(cells[at:])
    if len(cells) not in (1, at + 2) and not labelled:
        return
    form.slots.append(Slot(Role.NAME))
    form.read_line(cells[at:])


def _alternate(cells: Sequence[Printed]) -> bool:
    """Whether every other cell is a label: 指標名, 湖の深さ, 単位, ｍ."""
    labels = [label_of(cell.text) is not None for cell in cells]
    return len(cells) % 2 == 0 and all(labels[::2]) and not any(labels[1::2])


def read_goal_forms(source: Source, stops: Set[int]) -> tuple[list[Draft], list[tuple[int, int]]]:
    """Read the forms of SDGs未来都市計画, among whose words numbers of SDG targets stand.

    Their words may come label by label or column by column. Return the rows, and the lines
    (indices, first and last) of the forms that gave none.
    """
    firsts = [line for line in range(source.count) if _begins(source, line)]
    forms: list[tuple[Form, tuple[int, int]]] = []
    named: list[Form] = []
    for first, limit in pairwise([*firsts, source.count]):
        lines = range(first, min(limit, first + _MOST_LINES))
        form, found = _goal_form(source, lines, stops, len(named))
        if form.figured:
            forms += [(each, found) for each in dealt_out(named, form)]
        goes_on = not any(map(source.is_readable, range(found[1] + 1, limit)))
        named = [*named, form] if form.slots and not form.figured and goes_on else []
    share_targets([form for form, _ in forms])
    drafts = [(form.drafts(), lines) for form, lines in forms]
    return [d for each, _ in drafts for d in each], [n for each, n in drafts if not each]


def _begins(source: Source, line: int) -> bool:
    """Whether an indicator is named on a line; only numbers of targets may stand before."""
    if not source.is_readable(line) or not source.may_announce(line):
        return False
    found = _NAME_LABEL.match(source.line_text(line))
    goals = found["goals"].strip(f"|- \f{BULLETS}") if found else ""
    return bool(found) and (not goals or only_targets(goals))


def _goal_form(
    source: Source, lines: range, stops: Set[int], named: int
) -> tuple[Form, tuple[int, int]]:
    """Read the form that begins on the first of some lines, if its target is labelled 2030年：.

    As many indicators are `named` right above it, whose figures may stand among its own.
    """
    goals = [source.cell(line) for line in goals_above(source, lines[0])]
    form, last = Form(goals=goals), lines[0]
    near = min(lines[0] + _MOST_LINES, source.count) - 1
    if not _YEAR_LABEL.search(source.folded, source.starts[lines[0]], source.ends[near]):
        return form, (last, last)
    for line in lines:
        if not source.is_readable(line) or DRAWN_RULE.fullmatch(source.line_text(line)):
            continue
        more: list[Printed] = []
        cells = cells_of(source, line, more)
        if line > last and _ends(source, form, line, cells, stops, named):
            break
        # A number in a paragraph of its own stands between rows of goals.
        goals += more if cells or not stands_apart(source, line) else []
        form.read_line(cells)
        last = line
    below = list(goals_below(source, last, lines.stop)) if _is_whole(form) else []
    if len(below) == 1:  # several are a column of which no row is known
        goals.append(source.cell(below[0]))
        last = below[0]
    return form, (lines[0], last)


def _is_whole(form: Form) -> bool:
    """Whether all that a form has named has its value."""
    return bool(form.figured) and not form.waiting and not form.loose


def _ends(
    source: Source, form: Form, line: int, cells: Sequence[Printed], stops: Set[int], named: int
) -> bool:
    """Whether a line is no more of a form of goals."""
    text = source.line_text(line)
    first = only_targets(text.split()[0])
    if (line in stops and not first) or "。" in text:
        return True
    whole = _is_whole(form)
    label = label_of(cells[0].text) if cells else None
    aimed = any(slot.role in (Role.TARGET, Role.YEAR) for slot in form.slots)
    if label:
        known = sum(slot.role is Role.BASELINE for slot in form.slots)
        return whole and aimed and known > named and label.role is Role.BASELINE
    if not cells:
        return whole and aimed
    if whole:
        more = SHARE.match(text.lstrip()) or form.lacks_unit(cells[0])
        figures = [kind_of(word) for word in text.split()].count(Kind.VALUE)
        return not (more or (figures and not aimed))
    most = _MOST_NAMES * max(1, len(form.names))
    return not form.figured and len(form.slots[0].cells) >= most
