"""What a rebuild would lose, and what does not fit together inside one edition."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations

from index.compare import indicator_name
from index.domain import KpiRow, Plan, Reading
from index.figures import targets_disagree
from index.normalize import squeeze
from index.reading import Unreadable
from index.snapshot import Snapshot

Score = Callable[[Snapshot], int]
"""How many questions of a set a snapshot answers rightly."""

# Fewer than these say nothing when half of them goes.
_FEW_ROWS, _FEW_PASSAGES = 2, 8


class LossKind(StrEnum):
    """What is lost; the word that --allow-loss takes."""

    PLAN = "plan"
    FILE = "file"
    KPI = "kpi"
    PASSAGE = "passage"
    ANSWER = "answer"
    INTERNAL = "internal"


@dataclass(frozen=True, slots=True)
class Loss:
    """Something a rebuild would lose; `message` names it."""

    kind: LossKind
    message: str


def losses(
    before: Snapshot | None, after: Snapshot, unreadable: Sequence[Unreadable], score: Score | None
) -> Iterator[Loss]:
    """Yield what publishing `after` in place of `before` would lose."""
    for edition in unreadable:
        yield Loss(
            LossKind.FILE,
            f"計画「{edition.plan_id}」の版「{edition.revision}」が読めません。{edition.message}",
        )
    if before is None:
        return
    broken = {edition.plan_id for edition in unreadable}
    kept = {plan.plan_id: plan for plan in after.plans}
    for plan in before.plans:
        if plan.plan_id not in kept:
            yield Loss(
                LossKind.PLAN,
                f"計画「{plan.plan_id}」（{plan.publisher} {plan.title}）がなくなります。",
            )
            continue
        if plan.internal and not kept[plan.plan_id].internal:
            yield Loss(
                LossKind.INTERNAL,
                f"庁内限りの計画「{plan.plan_id}」を、誰にでも答えるようになります。",
            )
        if plan.plan_id not in broken:
            yield from _shrunk(before, plan, after, kept[plan.plan_id])
    if score is not None and before.encoder_fingerprint == after.encoder_fingerprint:
        right, now = score(before), score(after)
        if now < right:
            yield Loss(LossKind.ANSWER, f"質問集の正答が {right} 問から {now} 問に減ります。")


def _shrunk(before: Snapshot, old: Plan, after: Snapshot, new: Plan) -> Iterator[Loss]:
    """Yield what the edition in force lost to half or less."""
    try:
        ours = before.reading(old.plan_id, old.in_force)
        theirs = after.reading(new.plan_id, new.in_force)
    except KeyError:
        return
    for kind, noun, size, now, few in (
        (LossKind.KPI, "指標", len(ours.kpi_rows), len(theirs.kpi_rows), _FEW_ROWS),
        (LossKind.PASSAGE, "文章", len(ours.passages), len(theirs.passages), _FEW_PASSAGES),
    ):
        if size >= few and now * 2 <= size:
            yield Loss(kind, f"計画「{new.plan_id}」の{noun}が {size} 件から {now} 件に減ります。")


def contradictions(reading: Reading) -> tuple[tuple[KpiRow, KpiRow], ...]:
    """Return the rows of one edition that give one indicator two targets for the same period."""
    by_name: dict[tuple[str, str], list[KpiRow]] = {}
    for row in reading.kpi_rows:
        by_name.setdefault((indicator_name(row), squeeze(row.unit or "")), []).append(row)
    return tuple(
        (one, other)
        for rows in by_name.values()
        for one, other in combinations(rows, 2)
        if targets_disagree(one, other)
    )
