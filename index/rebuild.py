"""A rebuild: build beside, say what would change, refuse what would lose much, publish."""

import gc
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path

from index.build import Built, Inputs, assemble, find_previous, read_inputs
from index.compare import compare
from index.domain import Change, Encoder, KpiRow, Plan, Reading
from index.errors import RebuildRefused, SnapshotError
from index.guards import Loss, Score, contradictions, losses
from index.layers import Progress, silent
from index.lock import rebuild_lock
from index.reading import Unreadable
from index.shelf import Shelf
from index.snapshot import Snapshot, verify_snapshot, write_snapshot


class Outcome(StrEnum):
    PUBLISHED = "published"
    UNCHANGED = "unchanged"
    CHECKED = "checked"
    REFUSED = "refused"


class Work(StrEnum):
    """What a rebuild does with an edition."""

    READ = "read"
    KEEP = "keep"
    DROP = "drop"


@dataclass(frozen=True, slots=True)
class Step:
    """From one edition to the one in its place; either may be missing."""

    plan: Plan
    before: Reading | None
    after: Reading | None
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """What a rebuild did or would do; what is doubtful is told of the editions read anew."""

    outcome: Outcome
    snapshot_id: str
    previous_id: str | None
    counts: dict[str, int]
    counts_before: dict[str, int] = field(default_factory=dict)
    steps: tuple[Step, ...] = ()
    read: tuple[Reading, ...] = ()
    embedded: int = 0
    unreadable: tuple[Unreadable, ...] = ()
    contradictions: tuple[tuple[KpiRow, KpiRow], ...] = ()
    losses: tuple[Loss, ...] = ()


@contextmanager
def _without_gc() -> Iterator[None]:
    """Look for no cycles: among a million objects that takes long, and a rebuild makes none."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


@_without_gc()
def rebuild(
    corpus_dir: Path,
    index_dir: Path,
    encoder: Encoder,
    *,
    allow: Collection[str] = (),
    wait: float = 0.0,
    score: Score | None = None,
    progress: Progress = silent,
) -> Report:
    """Build what the corpus says now and publish it.

    `allow` names the kinds of loss to accept, or "all". A report with the outcome REFUSED, like
    any KeikakuError, leaves the published snapshot as it was.
    """
    inputs = read_inputs(corpus_dir, encoder.fingerprint, index_dir)
    unchanged = _unchanged(inputs, index_dir, encoder)
    if unchanged is not None and not Shelf(index_dir).litter():
        return unchanged
    with rebuild_lock(index_dir, wait=wait):
        shelf = Shelf(index_dir)
        shelf.sweep()
        # Another rebuild may have done the work while this one waited.
        inputs = read_inputs(corpus_dir, encoder.fingerprint, index_dir)
        unchanged = _unchanged(inputs, index_dir, encoder)
        if unchanged is not None:
            return unchanged
        report, snapshot = _prepare(inputs, index_dir, encoder, allow, score, progress)
        if report.outcome is Outcome.REFUSED:
            return report
        write_snapshot(index_dir, snapshot)
        shelf.publish(snapshot.snapshot_id)
        return replace(report, outcome=Outcome.PUBLISHED)


@_without_gc()
def check(
    corpus_dir: Path,
    index_dir: Path,
    encoder: Encoder,
    *,
    allow: Collection[str] = (),
    score: Score | None = None,
    progress: Progress = silent,
) -> Report:
    """Build and compare as `rebuild` does, and write nothing."""
    inputs = read_inputs(corpus_dir, encoder.fingerprint, index_dir)
    unchanged = _unchanged(inputs, index_dir, encoder)
    if unchanged is not None:
        return unchanged
    return _prepare(inputs, index_dir, encoder, allow, score, progress)[0]


def planned(
    corpus_dir: Path, index_dir: Path, encoder: Encoder
) -> tuple[tuple[Work, str, str], ...]:
    """Return what a rebuild would do with each edition: (work, plan_id, revision)."""
    previous = find_previous(index_dir)
    known = set(previous.content_keys) if previous else set()
    inputs = read_inputs(corpus_dir, encoder.fingerprint, index_dir)
    found = [
        (Work.KEEP if key in known else Work.READ, plan.plan_id, edition.revision)
        for plan, edition, key in inputs.editions
    ]
    named = {(plan_id, revision) for _, plan_id, revision in found}
    old = [(d.plan_id, d.revision) for d in previous.documents] if previous else []
    return (*found, *((Work.DROP, *edition) for edition in old if edition not in named))


def _unchanged(inputs: Inputs, index_dir: Path, encoder: Encoder) -> Report | None:
    """Return a report that there is nothing to do, None where there is something."""
    shelf, wanted = Shelf(index_dir), inputs.snapshot_id
    if shelf.find_current() != wanted:
        return None
    try:
        manifest = verify_snapshot(shelf.path(wanted), encoder.fingerprint)
    except SnapshotError:
        return None
    if manifest["counts"]["documents"] < len(inputs.editions):
        return None  # One that could not be read is tried, and told of, again.
    return Report(Outcome.UNCHANGED, wanted, wanted, manifest["counts"], manifest["counts"])


def refusal(report: Report) -> RebuildRefused:
    """Return the error that says why a rebuild was refused, and how to have it all the same."""
    reasons = "".join(f"\n  - {loss.message}" for loss in report.losses)
    kinds = ",".join(sorted({loss.kind.value for loss in report.losses}))
    return RebuildRefused(
        f"失われるものがあるため、公開しませんでした。公開中の索引は元のままです。{reasons}\n"
        "計画のファイルと plans.toml を直すか、これでよければ scripts/rebuild_index.py を "
        f"--allow-loss {kinds} を付けて実行してください。"
    )


def _prepare(
    inputs: Inputs,
    index_dir: Path,
    encoder: Encoder,
    allow: Collection[str],
    score: Score | None,
    progress: Progress,
) -> tuple[Report, Snapshot]:
    """Build in memory and hold it against what is published."""
    previous = find_previous(index_dir)
    built = assemble(inputs, encoder, previous, progress)
    found = tuple(losses(previous, built.snapshot, built.unreadable, score))
    refused = [loss for loss in found if loss.kind not in allow and "all" not in allow]
    report = _report(previous, built)
    outcome = Outcome.REFUSED if refused else Outcome.CHECKED
    return replace(report, outcome=outcome, losses=tuple(refused or found)), built.snapshot


def _report(previous: Snapshot | None, built: Built) -> Report:
    after = built.snapshot
    read = tuple(after.reading(plan_id, revision) for plan_id, revision in built.read)
    return Report(
        Outcome.CHECKED,
        after.snapshot_id,
        previous.snapshot_id if previous else None,
        after.counts,
        previous.counts if previous else {},
        tuple(_steps(previous, after)),
        read,
        built.embedded,
        built.unreadable,
        tuple(pair for reading in read for pair in contradictions(reading)),
    )


def _steps(before: Snapshot | None, after: Snapshot) -> Iterator[Step]:
    """Yield each edition that came, went or changed, held against the one it takes over from."""
    old = {(d.plan_id, d.revision): i for i, d in enumerate(before.documents)} if before else {}
    in_force = {plan.plan_id: plan.in_force for plan in before.plans} if before else {}
    replaced = set()
    for reading, key in zip(after.readings, after.content_keys, strict=True):
        document = reading.document
        plan = after.plan(document.plan_id)
        edition = (document.plan_id, document.revision)
        base = edition if edition in old else (document.plan_id, in_force.get(document.plan_id))
        if base != edition and (base not in old or document.revision != plan.in_force):
            yield Step(plan, None, reading)
        elif before and before.content_keys[old[base]] != key:
            replaced.add(base)
            ours = before.readings[old[base]]
            yield Step(plan, ours, reading, compare(ours, reading))
    named = {(plan.plan_id, edition.revision) for plan in after.plans for edition in plan.editions}
    for edition, at in old.items():
        if before and edition not in named | replaced:
            yield Step(before.plan(edition[0]), before.readings[at], None)
