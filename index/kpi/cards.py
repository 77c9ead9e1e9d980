"""Cards side by side: figures below the names of several indicators, dealt out to them."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from index.kpi.form import Form, Slot
from index.kpi.formlabels import MEASURED, label_of
from index.kpi.vocabulary import Role
from index.quantities import PERIOD, fold_same_length, parse_period

_NO_WORD = re.compile(rf"\([^()]*\)|{PERIOD.pattern}|[\W\d]")


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
