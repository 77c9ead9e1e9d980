"""What changed between two editions of a plan, in the terms of those who plan.

Rows and passages are aligned by name, letters, meaning, figures and place, not by equality alone;
what is left without a partner was added or dropped. Meaning is that of the encoder that ships,
whichever answers questions: the figures below were chosen on its cosines.
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import islice

import numpy as np

from index.domain import (
    Change,
    ChangeKind,
    KpiRow,
    Passage,
    PassageKind,
    Reading,
    Span,
    Vectors,
)
from index.encoder import load_encoder
from index.figures import changed_figures, same_baseline, same_targets
from index.likeness import alike
from index.normalize import squeeze

# A footnote mark belongs to the printing, not to the name.
_MARK = re.compile(r"(?:[※*†‡]+\d*|[\[(]?注\d*[\])]?|\^\d+)$")
_RAISED = re.compile("[⁰¹²³⁴⁵⁶⁷⁸⁹⁽⁾]+$")
_NUMBERING = re.compile(r"^[^一-鿿ぁ-ゖァ-ヺa-z]+")
_SENTENCE = re.compile(r"[^。\n]+")

# What speaks for two rows of different names being one: how near in meaning these are, and this.
_UNIT, _BASELINE, _TARGETS, _SECTION, _PLACE = 0.25, 0.25, 0.35, 0.2, 0.3
_SAME_ROW = 1.0
_NEAR_NAME = 0.3
# What makes two passages one: this share of letters, or in the same place this nearness in meaning.
_SAME_LETTERS, _SAME_MEANING = 0.5, 0.5

Pair = tuple[int, int]


def compare(before: Reading, after: Reading) -> tuple[Change, ...]:
    """Return the changes of KPI rows, then those of passages, each in the order of reading."""
    return (*compare_rows(before, after), *compare_passages(before, after))


def compare_rows(before: Reading, after: Reading) -> tuple[Change, ...]:
    """Return what happened to each indicator; one printed in several places is one."""
    ours, theirs = _distinct(before.kpi_rows), _distinct(after.kpi_rows)
    plan_id = after.document.plan_id
    pairs = _pair_rows(ours, theirs)
    changes: list[tuple[float, Change]] = []
    for i, j in pairs:
        kinds = list(changed_figures(ours[i], theirs[j]))
        if indicator_name(ours[i]) != indicator_name(theirs[j]):
            kinds.insert(0, ChangeKind.KPI_RENAMED)
        changes += [(j, Change(kind, plan_id, ours[i], theirs[j])) for kind in kinds]
    for j in _unpaired(len(theirs), (j for _, j in pairs)):
        changes.append((j, Change(ChangeKind.KPI_ADDED, plan_id, None, theirs[j])))
    for i in _unpaired(len(ours), (i for i, _ in pairs)):
        dropped = Change(ChangeKind.KPI_DROPPED, plan_id, ours[i], None)
        changes.append((_place(i, dict(pairs)), dropped))
    told = {(c.kind, _told(c.before), _told(c.after)): c for c in reversed(_in_order(changes))}
    return tuple(reversed(told.values()))


def compare_passages(before: Reading, after: Reading) -> tuple[Change, ...]:
    """Return the passages reworded, added and dropped; KPI rows in them are left out.

    A passage that is only cut otherwise, or printed elsewhere, has not changed.
    """
    ours, theirs = _prose(before), _prose(after)
    our_texts = [squeeze(text) for _, text in ours]
    their_texts = [squeeze(text) for _, text in theirs]
    in_both = set(our_texts) & set(their_texts)
    our_rest = [i for i, text in enumerate(our_texts) if text not in in_both]
    their_rest = [j for j, text in enumerate(their_texts) if text not in in_both]
    our_whole, their_whole = "".join(our_texts), "".join(their_texts)
    gone = {i for i in our_rest if _is_new(ours[i][1], their_whole)}
    new = {j for j in their_rest if _is_new(theirs[j][1], our_whole)}
    found = alike(
        [our_texts[i] for i in our_rest], [their_texts[j] for j in their_rest], _SAME_LETTERS
    )
    pairs = _best((score, our_rest[i], their_rest[j]) for i, j, score in found)
    equal = {text: j for j, text in reversed(list(enumerate(their_texts)))}
    anchors = {i: equal[text] for i, text in enumerate(our_texts) if text in equal} | dict(pairs)
    pairs = sorted(pairs + _same_meaning(ours, theirs, our_rest, their_rest, anchors))
    anchors |= dict(pairs)
    plan_id = after.document.plan_id
    changes = [
        (float(j), Change(ChangeKind.PASSAGE_REWORDED, plan_id, ours[i][0], theirs[j][0]))
        for i, j in pairs
        if i in gone or j in new
    ]
    for j in new - {j for _, j in pairs}:
        changes.append((j, Change(ChangeKind.PASSAGE_ADDED, plan_id, None, theirs[j][0])))
    for i in gone - {i for i, _ in pairs}:
        dropped = Change(ChangeKind.PASSAGE_DROPPED, plan_id, ours[i][0], None)
        changes.append((_place(i, anchors), dropped))
    return _in_order(changes)


def _same_meaning(
    ours: Sequence[tuple[Passage, str]],
    theirs: Sequence[tuple[Passage, str]],
    our_rest: Sequence[int],
    their_rest: Sequence[int],
    anchors: Mapping[int, int],
) -> list[Pair]:
    """Pair what was put in other words in the same place; tables have no words to go by."""
    before = [i for i in our_rest if i not in anchors and not _is_table(ours[i])]
    paired = set(anchors.values())
    after = [j for j in their_rest if j not in paired and not _is_table(theirs[j])]
    near = _nearness([ours[i][1] for i in before], [theirs[j][1] for j in after])
    place = _places(anchors)
    return _best(
        (float(near[a, b]), before[a], after[b])
        for a, b in np.argwhere(near >= _SAME_MEANING).tolist()
        if place(before[a], after[b])
    )


def _is_table(item: tuple[Passage, str]) -> bool:
    return item[0].kind is PassageKind.TABLE


def _distinct(rows: Iterable[KpiRow]) -> list[KpiRow]:
    """Leave out what repeats another row in all that is compared."""
    seen: dict[object, KpiRow] = {}
    for row in rows:
        figures = (row.baseline, row.targets)
        seen.setdefault((indicator_name(row), squeeze(row.unit or ""), figures), row)
    return list(seen.values())


def _told(row: KpiRow | Passage | None) -> object:
    """Return what a change says of a row: two places that say the same are told once."""
    if not isinstance(row, KpiRow):
        return None
    figures = (row.baseline, *row.targets)
    return indicator_name(row), tuple(squeeze(m.text) if m else "" for m in figures)


def _pair_rows(ours: Sequence[KpiRow], theirs: Sequence[KpiRow]) -> list[Pair]:
    """Return which rows are the same indicator: by name where it is the same, else by evidence."""
    our_names, their_names = (
        [indicator_name(row) for row in ours],
        [indicator_name(row) for row in theirs],
    )
    named: dict[str, list[int]] = {}
    for j, name in enumerate(their_names):
        named.setdefault(name, []).append(j)
    pairs = _best(
        (score, i, j)
        for i, name in enumerate(our_names)
        for j in named.get(name, ())
        if (score := _evidence(ours[i], theirs[j])) > 0
    )
    our_rest = _unpaired(len(ours), (i for i, _ in pairs))
    their_rest = _unpaired(len(theirs), (j for _, j in pairs))
    near = _nearness([our_names[i] for i in our_rest], [their_names[j] for j in their_rest])
    place = _places(dict(pairs))
    candidates = []
    for a, b in np.argwhere(near >= _NEAR_NAME).tolist():
        i, j = our_rest[a], their_rest[b]
        score = float(near[a, b]) + _evidence(ours[i], theirs[j]) + _PLACE * place(i, j)
        if score >= _SAME_ROW:
            candidates.append((score, i, j))
    return pairs + _best(candidates)


def _nearness(ours: Sequence[str], theirs: Sequence[str]) -> Vectors:
    """Return how near in meaning each text is to each, shape (len(ours), len(theirs))."""
    if not ours or not theirs:
        return np.zeros((len(ours), len(theirs)), np.float32)
    encoder = load_encoder()
    near: Vectors = encoder.encode_passages(ours) @ encoder.encode_passages(theirs).T
    return near


def _places(anchors: Mapping[int, int]) -> Callable[[int, int], bool]:
    """Return what says whether two items stand behind the same item that has a partner."""
    before, after = sorted(anchors), sorted(anchors.values())

    def same(i: int, j: int) -> bool:
        a, b = bisect_left(before, i), bisect_left(after, j)
        if not a or not b:
            return a == b
        return anchors[before[a - 1]] == after[b - 1]

    return same


def _evidence(ours: KpiRow, theirs: KpiRow) -> float:
    """Return what speaks, beside the name, for two rows being one indicator."""
    return (
        _UNIT * (squeeze(ours.unit or "") == squeeze(theirs.unit or ""))
        + _BASELINE * same_baseline(ours, theirs)
        + _TARGETS * same_targets(ours, theirs)
        + _SECTION * (_heading(ours) == _heading(theirs))
    )


def _best(candidates: Iterable[tuple[float, int, int]]) -> list[Pair]:
    """Pair greedily, the best score first; equal scores in the order of reading."""
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for _, i, j in sorted(candidates, key=lambda found: (-found[0], abs(found[1] - found[2]))):
        if i not in pairs and j not in taken:
            pairs[i] = j
            taken.add(j)
    return sorted(pairs.items())


def _unpaired(size: int, paired: Iterable[int]) -> list[int]:
    return sorted(set(range(size)) - set(paired))


def _place(dropped: int, anchors: Mapping[int, int]) -> float:
    """Return where in the later edition the dropped item would stand."""
    return max((j for i, j in anchors.items() if i < dropped), default=-1) + 0.5


def _in_order(changes: Iterable[tuple[float, Change]]) -> tuple[Change, ...]:
    return tuple(change for _, change in sorted(changes, key=lambda found: found[0]))


def _prose(reading: Reading) -> list[tuple[Passage, str]]:
    """Return the passages with what they say beside KPI rows: those are compared cell by cell."""
    rows = sorted(row.span for row in reading.kpi_rows)
    said = ((passage, _beside(rows, passage, reading)) for passage in reading.passages)
    return [(passage, text) for passage, text in said if text.strip()]


def _beside(rows: Sequence[Span], passage: Passage, reading: Reading) -> str:
    """Return the text of a passage without the rows in it, nor the head of their table."""
    pieces, at = [], passage.span.start
    first = bisect_left(rows, passage.span.start, key=lambda span: span.end)
    for row in islice(rows, first, None):
        if row.start >= passage.span.end:
            break
        piece = reading.document.text[at : max(at, row.start)].rstrip()
        if passage.kind is PassageKind.TABLE:
            piece = piece.rpartition("\n")[0]
        pieces.append(piece)
        at = max(at, row.end)
    return "\n".join((*pieces, reading.document.text[at : passage.span.end]))


def _is_new(text: str, other: str) -> bool:
    """Whether any sentence of it stands nowhere in the other edition."""
    return any(squeeze(sentence) not in other for sentence in _SENTENCE.findall(text))


def indicator_name(row: KpiRow) -> str:
    """Return the name of an indicator as two printings of it agree."""
    return _MARK.sub("", squeeze(_RAISED.sub("", row.indicator)))


def _heading(row: KpiRow) -> str:
    """Return the heading right above, without its number."""
    return _NUMBERING.sub("", squeeze(row.path[-1])) if row.path else ""
