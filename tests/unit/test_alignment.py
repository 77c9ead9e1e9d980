"""How well editions are aligned, on invented pairs: renamed, reworded, dropped, added."""

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

from corpora import write_corpus

from index.catalogue import load_catalogue
from index.compare import compare
from index.domain import KpiRow
from index.json_lines import read_json_lines
from index.reading import read_edition

PAIRS = Path(__file__).parents[1] / "golden" / "alignment.jsonl"


def plans() -> Iterator[list[dict[str, Any]]]:
    """Yield the pairs of each plan: rows as [heading, name, unit, baseline, target], or prose."""
    pairs = read_json_lines(PAIRS, ("plan", "before", "after"))
    for _, group in groupby(pairs, key=lambda pair: pair["plan"]):
        yield list(group)


def edition(items: list[Any]) -> str:
    lines = ["みずうみ市まちづくり計画", "", "第１章　計画の考え方", ""]
    for number, text in enumerate((item for item in items if isinstance(item, str)), 1):
        lines += [f"{number}　施策の方向", "", f"　{text}", ""]
    rows = [item for item in items if isinstance(item, list)]
    for heading, group in groupby(rows, key=lambda row: row[0]):
        lines += ["", f"■ {heading}", "", "指標\t単位\t現状値(R5)\t目標値(R10)"]
        lines += ["\t".join(row[1:]) for row in group]
    return "\n".join(lines) + "\n"


def name(item: Any) -> str:
    if isinstance(item, list):
        return str(item[1])
    return item.indicator if isinstance(item, KpiRow) else "".join(item.text.split())


def test_most_of_what_is_renamed_or_reworded_is_found_and_little_else(tmp_path: Path) -> None:
    tally = {kind: {"right": 0, "found": 0, "there": 0} for kind in ("rows", "prose")}
    for number, pairs in enumerate(plans()):
        sides = [[p[s] for p in pairs if p[s] is not None] for s in ("before", "after")]
        texts = dict(zip(("1", "2"), map(edition, sides), strict=True))
        corpus = write_corpus(tmp_path / str(number), {"mizuumi": texts})
        [plan] = load_catalogue(corpus)
        changes = compare(*(read_edition(corpus, plan, each) for each in plan.editions))
        both = [c for c in changes if c.before is not None and c.after is not None]
        found = {(name(change.before), name(change.after)) for change in both}
        true = {
            (name(pair["before"]), name(pair["after"]))
            if isinstance(pair["before"], list)
            else (pair["before"], pair["after"])
            for pair in pairs
            if pair["before"] and pair["after"]
        }
        of = tally["rows" if isinstance(pairs[0]["before"] or pairs[0]["after"], list) else "prose"]
        of["right"] += len(found & true)
        of["found"] += len(found)
        of["there"] += len(true)
    rows, prose = tally["rows"], tally["prose"]
    assert rows["right"] / rows["found"] > 0.84, tally
    assert rows["right"] / rows["there"] > 0.82, tally
    assert prose["right"] / prose["found"] > 0.95, tally
    assert prose["right"] / prose["there"] > 0.65, tally
