"""Cards: figures side by side below labels or above years; and those of several names dealt out."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence, Set
from dataclasses import replace
from itertools import takewhile

from index.kpi.broken import WHOLE
from index.kpi.dealing import Slot
from index.kpi.drafts import Draft, Figures, drafted, measure_of
from index.kpi.form import Form
from index.kpi.formlabels import MEASURED, cells_of, label_of
from index.kpi.fragments import Fragment, fragments
from index.kpi.headwords import labels_of
from index.kpi.names import is_name
from index.kpi.pieces import words_of
from index.kpi.source import Printed, Source
from index.kpi.values import both_values, is_torn, is_value
from index.kpi.vocabulary import BULLETS, DASHES, DRAWN_RULE, Role
from index.quantities import PERIOD, Period, fold_same_length, is_period, parse_period

_NO_WORD = re.compile(rf"\([^()]*\)|{PERIOD.pattern}|[\W\d]")

Years = tuple[Period, Period]
# Blanks between words; it begins with one, for then a search is quick to pass over all else.
_APART = re.compile(r"\s(?:(?<=\S\s)\s+|(?<=\)\s))\S")


def read_cards(source: Source, taken: Set[int]) -> list[Draft]:
    """Read the cards on which a name stands by itself, below it labels, and below each a figure."""
    drafts: list[Draft] = []
    for line in range(1, source.count - 1):
        if not _APART.search(source.line_text(line)) or not _stands_alone(source, line, taken):
            continue
        labels, figures = cells_of(source, line), cells_of(source, line + 1)
        words = labels_of(source, line) if len(figures) == 1 else []
        if len(words) > 1:  # One blank parts them.
            labels, figures = words, words_of(source, line + 1)
        known = [label_of(cell.text) for cell in labels]
        roles = {label.role for label in known if label}
        whole = len(labels) == len(figures) and all(
            is_value(cell.text) and not is_torn(cell.text) for cell in figures
        )
        if all(known) and whole and Role.TARGET in roles < MEASURED:
            form = Form(
                [Slot(Role.NAME, None, [source.cell(line - 1)])], unlabelled=True, card=True
            )
            form.read_line(labels)
            form.read_line(figures)
            draft = form.draft()
            drafts += [draft] if draft else []
    return [*drafts, *_read_arrows(source, taken), *_read_side_by_side(source, taken)]


def years_of(drafts: Iterable[Draft]) -> list[Years]:
    """Return from which year to which several rows go."""
    counts = Counter(
        _parsed(draft.baseline.period, draft.targets[-1].period)
        for draft in drafts
        if draft.baseline and draft.targets
    )
    return [years for years, count in counts.items() if years and count > 1]


def _parsed(first: str | None, last: str | None) -> Years | None:
    begin, end = (parse_period(year) if year else None for year in (first, last))
    return (begin, end) if begin and end else None


def read_year_cards(source: Source, taken: Set[int], known: Collection[Years]) -> list[Draft]:
    """Read the cards with two years below a name, and below each of these its figure.

    Years are labels where other rows go from the one to the other, too: these are `known`. What
    several rows aim at in one year, others may, from the year of these or one before it.
    """
    drafts: list[Draft] = []
    for line in range(1, source.count - 1):
        years = _years_in(source, line)
        if not _are_labels(_parsed(*years or ("", "")), known):
            continue
        if not taken.isdisjoint((line, line + 1)):
            continue
        above = line - 1 - source.is_blank(line - 1)
        figures = _below(fragments(source, line), fragments(source, line + 1))
        name = source.cell(above)
        ended = line + 2 >= source.count or source.is_blank(line + 2)
        if not (figures and ended and above not in taken and _is_apart(source, above)):
            continue
        if WHOLE.search(name.key) and is_name(name.text):
            first, last = (
                measure_of(cell.text, year) for cell, year in zip(figures, years, strict=True)
            )
            cells = (name, source.cell(line), source.cell(line + 1))
            if first and last and last.value is not None:
                figures_of = Figures(first, [last], has_place=True)
                drafts.append(drafted(name.text, cells, figures_of))
    return drafts


def _are_labels(years: Years | None, known: Collection[Years]) -> bool:
    return years is not None and any(
        years[0].last <= first.last and years[1].last == last.last for first, last in known
    )


def _below(labels: Sequence[Fragment], figures: Sequence[Fragment]) -> list[Printed]:
    """Return what stands below each of some labels; nothing where it is not one figure each."""
    own = [[f for f in figures if f.left < n.right and n.left < f.right] for n in labels]
    if not all(len(f) == 1 for f in own) or figures[0] not in own[0] or figures[-1] not in own[-1]:
        return []
    found = [f[0].cell for f in own]
    return found if all(is_value(c.text) and not is_torn(c.text) for c in found) else []


def _is_apart(source: Source, line: int) -> bool:
    """Whether nothing stands above a name, or only what begins and ends left of it."""
    if line < 0 or _begins(source, line):
        return line >= 0
    name, above = fragments(source, line), fragments(source, line - 1)
    return _begins(source, line - 1) and bool(name and above) and above[-1].right < name[0].left


def _read_arrows(source: Source, taken: Set[int]) -> Iterator[Draft]:
    """Yield what names say that stand by themselves, below each 10人 ▶ 20人, below these the years.

    Above a name there is nothing, the years of the one before, or a note on that.
    """
    for line in range(1, source.count - 1):
        both = None if line in taken else both_values(source.line_text(line).strip())
        if not both or any(map(is_torn, both)) or not taken.isdisjoint((line - 1, line + 1)):
            continue
        years, name = _years_in(source, line + 1), source.cell(line - 1)
        begun = _begins(source, line - 1) or bool(_years_in(source, line - 2))
        begun = begun or source.cell(line - 2).text.startswith("※")
        if not (years and begun and WHOLE.search(name.key) and is_name(name.text)):
            continue
        first, then = (measure_of(text, year) for text, year in zip(both, years, strict=True))
        cells = (name, source.cell(line), source.cell(line + 1))
        if then and then.value is not None and (first or DASHES.fullmatch(both[0])):
            yield drafted(name.text, cells, Figures(first, [then], has_place=True))


def _read_side_by_side(source: Source, taken: Set[int]) -> Iterator[Draft]:
    """Yield what names on one line say, each with its labels and figures right below it."""
    ended = -1
    for line in range(1, source.count - 2):
        names = _names_in(source, line) if line not in taken else []
        above = source.line_text(line - 1).strip()
        if not names or not (line == ended or not above or above[0] in BULLETS):
            continue
        forms = [Form([Slot(Role.NAME, None, [name])], unlabelled=True) for name in names]
        last = line
        while last + 1 < source.count and last + 1 not in taken:
            if DRAWN_RULE.fullmatch(source.line_text(last + 1)):
                last += 1
                continue
            cells = cells_of(source, last + 1) if source.is_readable(last + 1) else []
            labels = [label_of(cell.text) for cell in cells]
            said = {label.role for label in labels if label and label.role in MEASURED}
            if len(cells) != len(forms) or not all(labels) or len(said) != 1:
                break
            for form, cell in zip(forms, cells, strict=True):
                form.read_line([cell])
            last += 1
        found = [form.draft() for form in forms]
        below = source.cell(last + 1).text if last + 1 < source.count else ""
        if all(found) and (not below or is_name(below) or _names_in(source, last + 1)):
            ended = last + 1
            yield from (draft for draft in found if draft)


def _names_in(source: Source, line: int) -> list[Printed]:
    """Return the names that are all of a line, with wide gaps or bars between them."""
    if not source.is_readable(line) or not _APART.search(source.line_text(line)):
        return []
    cells = cells_of(source, line)
    whole = len(cells) > 1 and all(WHOLE.search(c.key) and is_name(c.text) for c in cells)
    return cells if whole else []


def _years_in(source: Source, line: int) -> list[str]:
    """Return the two years that are all of a line, the earlier one first."""
    words = source.line_text(line).split() if 0 <= line < source.count else []
    years = [parse_period(word) for word in words if is_period(word)] if len(words) == 2 else []
    whole = len(years) == 2 and years[0] and years[1]
    return words if whole and years[0].last < years[1].first else []  # type: ignore[union-attr]


def _stands_alone(source: Source, line: int, taken: Set[int]) -> bool:
    """Whether the name above a line of labels is whole, and nothing more is below their figures."""
    if not taken.isdisjoint((line - 1, line, line + 1)):
        return False
    name = source.cell(line - 1)
    below = source.cell(line + 2) if line + 2 < source.count else None
    ended = below is None or source.is_blank(line + 2) or bool(label_of(below.text))
    return _begins(source, line - 1) and ended and bool(WHOLE.search(name.key))


def _begins(source: Source, line: int) -> bool:
    return line == 0 or source.is_blank(line - 1)


def dealt_out(named: Sequence[Form], last: Form) -> list[Form]:
    """Deal out the figures below the names of several indicators, as rows of cards give them.

    The first below each label is of the first name. A label with one figure, where another has
    as many as there are names, leaves open whose they are.
    """
    rows = [*named, last]
    kinds: dict[str, list[Slot]] = {}
    for slot in last.figured:
        kinds.setdefault(_word_of(slot), []).append(slot)
    counts = set(map(len, kinds.values()))
    whole = not last.loose and all(slot.cells for slot in last.figured)
    if not (named and whole and counts == {len(rows)}):
        last.torn = last.torn or bool(named and counts - {1})
        return [last]
    for row, *slots in zip(rows, *kinds.values(), strict=True):
        own = takewhile(lambda slot: slot.role not in {*MEASURED, Role.YEAR}, row.slots)
        row.slots = [*own, *slots]
    return rows


def _word_of(slot: Slot) -> str:
    """Return the label of a figure without its year; of a year alone the year."""
    text = slot.label.text if slot.label else ""
    label = label_of(text)
    said = fold_same_length(text[: label.end if label else 0])
    return _NO_WORD.sub("", said) or str(slot.period)


def share_targets(forms: Sequence[Form]) -> None:
    """Deal out targets that stand below all of several indicators, as columns give them."""
    for at, form in enumerate(forms):
        until = [slot for slot in form.figured if slot.role is Role.YEAR]
        years = {period.last for slot in until if (period := parse_period(slot.period))}
        if len(years) == len(until):
            continue
        run = [form]
        for above in reversed(forms[:at]):
            if above.waiting or any(slot.role is Role.YEAR for slot in above.slots):
                break
            run.insert(0, above)
        form.slots = [slot for slot in form.slots if slot not in until]
        fits = len(run) == len(until) and len(years) == 1
        for one, slot in zip(run, until if fits else [None] * len(run), strict=True):
            if slot or one.figured:
                one.slots.append(slot or replace(one.figured[0], cells=[]))
