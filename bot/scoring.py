"""Score answers and KPI rows, in the form of the JSON contract, against their gold.

What counts as right, all strings folded and without white space: for `kpi` the first row
has the gold indicator, baseline and target; for `kpi_list` all gold indicators and no forbidden
one; for `fact` a gold string in the first three quotes or rows; for `none` no answer. A KPI row is
right when the gold has one of the same plan, indicator, baseline and targets.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from index.normalize import squeeze

Json = Mapping[str, Any]

SHOWN: Final = 400
"""Of each quote the first characters that count: a quote is meant to be read."""
MAIN: Final = {"kpi": "kpi@1", "kpi_list": "list_exact", "fact": "fact@3", "none": "abstain"}


@dataclass(frozen=True, slots=True)
class Scored:
    """One question with its figures, each from 0 to 1, and whether it counts as right."""

    question: Json
    figures: Mapping[str, float]

    @property
    def right(self) -> bool:
        return self.figures[MAIN[self.question["kind"]]] == 1


def fold(text: object) -> str:
    """Return what is compared: folded as all texts are, without white space."""
    return squeeze(str(text or ""))


def score(question: Json, answer: Json) -> Scored:
    """Score one answer; an empty one where there is none."""
    answered = answer.get("status") == "answered"
    kind = question["kind"]
    if kind == "none":
        return Scored(question, {"abstain": float(not answered)})
    rows = (answer.get("kpi_rows") or []) if answered else []
    if kind == "kpi":
        hits = [row_matches(row, question["kpi"]) for row in rows[:3]]
        figures = {"kpi@1": float(any(hits[:1])), "kpi@3": float(any(hits))}
    elif kind == "kpi_list":
        figures = _list_figures(question, rows)
    else:
        figures = _fact_figures(question, rows, (answer.get("quotes") or []) if answered else [])
    return Scored(question, figures | {"answered": float(answered)})


def _list_figures(question: Json, rows: list[Json]) -> dict[str, float]:
    found = [any(_same_indicator(r["indicator"], i) for r in rows) for i in question["indicators"]]
    wrong = any(
        _same_indicator(row["indicator"], name)
        for row in rows
        for name in question.get("forbid", [])
    )
    recall = sum(found) / len(found)
    exact = float(recall == 1 and not wrong)
    return {"list_recall": recall, "list_clean": float(not wrong), "list_exact": exact}


def _fact_figures(question: Json, rows: list[Json], quotes: list[Json]) -> dict[str, float]:
    shown = [fold(str(quote["text"])[:SHOWN]) for quote in quotes[:3]]
    tables = "".join(row_text(row) for row in rows[:3])
    groups = question["quote_any"]
    return {
        "fact@1": float(holds(shown[0] if shown else "", groups)),
        "fact@3": float(holds("".join(shown) + tables, groups)),
    }


def holds(text: str, groups: Iterable[Iterable[str]]) -> bool:
    """Whether a folded text has all strings of any group."""
    return any(all(fold(string) in text for string in group) for group in groups)


def row_matches(row: Json, gold: Json) -> bool:
    """Whether a KPI row has the gold indicator, baseline and target."""
    baseline = (row.get("baseline") or {}).get("value")
    return (
        _same_indicator(row.get("indicator"), gold["indicator"])
        and _same_value(baseline, gold["baseline"])
        and any(_same_value(target["value"], gold["target"]) for target in row["targets"])
    )


def row_text(row: Json) -> str:
    """Return what a reader sees of a KPI row, folded."""
    measures = [row.get("baseline") or {}, *row["targets"]]
    parts = [row["indicator"], row.get("unit")]
    parts += [measure.get(key) for measure in measures for key in ("value", "period")]
    return "".join(map(fold, parts))


def _same_indicator(printed: object, gold: object) -> bool:
    ours, theirs = fold(printed), fold(gold)
    return bool(ours) and (theirs in ours or ours in theirs)


def _same_value(printed: object, gold: object) -> bool:
    return fold(printed) == fold(gold) or _figure(printed) == _figure(gold) != ""


def _figure(printed: object) -> str:
    """Return the printed figure without the unit after it."""
    return re.sub(r"[^0-9.,万億兆△▲\-]+$", "", fold(printed))


def summary(scored: Iterable[Scored]) -> dict[str, tuple[float, int]]:
    """Return each figure as a percentage with the number of questions it is over."""
    totals: dict[str, list[float]] = {}
    for item in scored:
        for name, value in item.figures.items():
            totals.setdefault(name, []).append(value)
            if item.question.get("lang") == "en" and name in ("kpi@1", "fact@3"):
                totals.setdefault(f"en {name}", []).append(value)
        totals.setdefault("right", []).append(float(item.right))
        totals.setdefault(f"right {item.question['kind']}", []).append(float(item.right))
    return {
        name: (round(100 * sum(values) / len(values), 1), len(values))
        for name, values in sorted(totals.items())
    }


@dataclass(frozen=True, slots=True)
class RowsScored:
    """KPI rows that only the reader has, and such that only the gold has, of how many."""

    wrong: tuple[Json, ...]
    missed: tuple[Json, ...]
    found: int
    gold: int

    def __add__(self, other: "RowsScored") -> "RowsScored":
        return RowsScored(
            self.wrong + other.wrong,
            self.missed + other.missed,
            self.found + other.found,
            self.gold + other.gold,
        )

    def __str__(self) -> str:
        precision = 1 - len(self.wrong) / max(1, self.found)
        recall = 1 - len(self.missed) / max(1, self.gold)
        return f"precision {precision:.3f} of {self.found}  recall {recall:.3f} of {self.gold}"


def score_rows(found: Iterable[Json], gold: Iterable[Json]) -> RowsScored:
    """Pair equal rows; gold with "optional": true counts neither as found nor as missed."""
    rest: dict[tuple[object, ...], list[Json]] = {}
    for row in sorted(gold, key=lambda row: bool(row.get("optional"))):
        rest.setdefault(_row_key(row), []).append(row)
    asked = sum(not row.get("optional") for rows in rest.values() for row in rows)
    wrong, paired = [], 0
    for row in found:
        equal = rest.get(_row_key(row))
        if not equal:
            wrong.append(row)
        elif not equal.pop(0).get("optional"):
            paired += 1
    missed = [row for rows in rest.values() for row in rows if not row.get("optional")]
    return RowsScored(tuple(wrong), tuple(missed), paired + len(wrong), asked)


def _row_key(row: Json) -> tuple[object, ...]:
    measures = (row.get("baseline") or {}, *row["targets"])
    figures = (_figure(measure.get("value")) or fold(measure.get("value")) for measure in measures)
    return (row["plan"], fold(row["indicator"]), *figures)
