"""A report on a rebuild, for programs and for people."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from index.contract import kpi_row_json
from index.domain import Change, ChangeKind, KpiRow, Measure, Passage, Plan
from index.likeness import apart
from index.rebuild import Outcome, Report, Step

OUTCOMES = {
    Outcome.PUBLISHED: "公開しました",
    Outcome.UNCHANGED: "変わったところはありません",
    Outcome.CHECKED: "確かめました（公開していません）",
    Outcome.REFUSED: "公開しませんでした",
}
_KINDS = {
    ChangeKind.KPI_ADDED: "指標を追加",
    ChangeKind.KPI_DROPPED: "指標を削除",
    ChangeKind.KPI_RENAMED: "指標の名前を変更",
    ChangeKind.TARGET_MOVED: "目標を変更",
    ChangeKind.BASELINE_CORRECTED: "現状値を訂正",
    ChangeKind.YEAR_MOVED: "目標年を変更",
    ChangeKind.UNIT_CHANGED: "単位を変更",
    ChangeKind.OWNER_CHANGED: "担当を変更",
    ChangeKind.PASSAGE_ADDED: "文章を追加",
    ChangeKind.PASSAGE_DROPPED: "文章を削除",
    ChangeKind.PASSAGE_REWORDED: "文章を変更",
}
_ADDED = frozenset({ChangeKind.KPI_ADDED, ChangeKind.PASSAGE_ADDED})
_DROPPED = frozenset({ChangeKind.KPI_DROPPED, ChangeKind.PASSAGE_DROPPED})
_EXCERPT, _AROUND = 40, 12


def report_json(report: Report) -> dict[str, Any]:
    """Return the report for programs; names and values are those of the other contracts."""
    kpi_rows, passages = _tallies(report)
    return {
        "outcome": report.outcome.value,
        "snapshot_id": report.snapshot_id,
        "previous_id": report.previous_id,
        "counts": report.counts,
        "counts_before": report.counts_before,
        "kpi_rows": dict(kpi_rows),
        "passages": dict(passages),
        "editions": [_step_json(step) for step in report.steps],
        "changes": [_change_json(c, step) for step in report.steps for c in step.changes],
        "unreadable": [
            {"plan": u.plan_id, "revision": u.revision, "message": u.message}
            for u in report.unreadable
        ],
        "doubts": [
            kpi_row_json(row) for reading in report.read for row in reading.kpi_rows if row.doubts
        ],
        "unread_tables": [
            {
                "plan": reading.document.plan_id,
                "revision": reading.document.revision,
                "lines": list(lines),
            }
            for reading in report.read
            for lines in reading.unread_tables
        ],
        "notices": [
            {"plan": d.plan_id, "revision": d.revision, "message": notice}
            for d in (reading.document for reading in report.read)
            for notice in d.notices
        ],
        "contradictions": [[kpi_row_json(row) for row in pair] for pair in report.contradictions],
        "losses": [{"kind": x.kind.value, "message": x.message} for x in report.losses],
        "editions_read": len(report.read),
        "texts_embedded": report.embedded,
    }


def report_lines(report: Report) -> Iterator[str]:
    """Yield the lines of a summary for the people who keep the plans."""
    earlier = report.previous_id not in (None, report.snapshot_id)
    before = f"（前: {report.previous_id}）" if earlier else ""
    yield f"{OUTCOMES[report.outcome]}: 索引 {report.snapshot_id}{before}"
    yield f"  {count_line(report.counts)}"
    if report.outcome is Outcome.UNCHANGED:
        return
    for noun, tally in zip(("指標", "文章"), _tallies(report), strict=True):
        yield (f"  {noun}: 追加 {tally['added']}、削除 {tally['removed']}、変更 {tally['altered']}")
    for step in report.steps:
        yield from _step_lines(step)
    yield from doubt_lines(report)
    yield f"新しく読んだ版 {len(report.read)}、埋め込みを計算した文 {report.embedded}"


def count_line(counts: Mapping[str, int]) -> str:
    """Return how much an index holds."""
    return (
        f"計画 {counts['plans']}、版 {counts['documents']}、"
        f"文章 {counts['passages']}、指標 {counts['kpi_rows']}"
    )


def _tallies(report: Report) -> tuple[Counter[str], Counter[str]]:
    """Count KPI rows and passages added, removed and altered."""
    rows = Counter(added=0, removed=0, altered=0)
    passages = Counter(added=0, removed=0, altered=0)
    for step in report.steps:
        if step.before and step.after:
            altered = set()
            for change in step.changes:
                item = change.after or change.before
                tally = rows if isinstance(item, KpiRow) else passages
                if change.kind in _ADDED:
                    tally["added"] += 1
                elif change.kind in _DROPPED:
                    tally["removed"] += 1
                elif item not in altered:
                    tally["altered"] += 1
                    altered.add(item)
        elif reading := step.after or step.before:
            key = "added" if step.after else "removed"
            rows[key] += len(reading.kpi_rows)
            passages[key] += len(reading.passages)
    return rows, passages


def _step_json(step: Step) -> dict[str, Any]:
    return {
        "plan": step.plan.plan_id,
        "revision_before": step.before and step.before.document.revision,
        "revision": step.after and step.after.document.revision,
    }


def _change_json(change: Change, step: Step) -> dict[str, Any]:
    items = (change.before, change.after)
    return {
        "kind": change.kind.value,
        **_step_json(step),
        "text": _headline(change),
        **{
            name: None if item is None else _item_json(item)
            for name, item in zip(("before", "after"), items, strict=True)
        },
    }


def _item_json(item: KpiRow | Passage) -> dict[str, Any]:
    if isinstance(item, KpiRow):
        return kpi_row_json(item)
    return {"section": list(item.path), "text": item.text, "lines": list(item.lines)}


def plan_name(plan: Plan) -> str:
    """Return a plan's title with its publisher, who is not said twice."""
    said = plan.title.startswith(plan.publisher)
    return plan.title if said else f"{plan.publisher} {plan.title}"


def step_title(step: Step) -> str:
    """Return which edition came, went, or took over from which."""
    plan = plan_name(step.plan)
    if step.before is None and step.after is not None:
        return f"{plan}: 版「{step.after.document.revision}」を加えました"
    if step.after is None and step.before is not None:
        return (
            f"{plan}: 版「{step.before.document.revision}」がなくなりました"
            "（plans.toml に残しておくと、前の版にも答えられます）"
        )
    editions = [each.document.revision for each in (step.before, step.after) if each]
    nothing = "" if step.changes else ": 読み直しました（文章と指標は変わりません）"
    return f"{plan}（{' → '.join(dict.fromkeys(editions))}）{nothing}"


def _step_lines(step: Step) -> Iterator[str]:
    yield step_title(step)
    for change in step.changes:
        yield f"  {_KINDS[change.kind]}: {_headline(change)}"


def _headline(change: Change) -> str:
    """Return what changed in a few words: an indicator with 96件 → 98件, how a passage reads."""
    items = [item for item in (change.before, change.after) if item is not None]
    if change.kind is ChangeKind.KPI_RENAMED:
        return " → ".join(_name(item) for item in items)
    if side := _SIDES.get(change.kind):
        return f"{_name(items[-1])} {' → '.join(side(item) for item in items)}"
    if change.kind is ChangeKind.PASSAGE_REWORDED:
        return _reworded(*(item for item in items if isinstance(item, Passage)))
    return _name(items[-1])


def _reworded(before: Passage, after: Passage) -> str:
    """Return the heading that a passage stands under, and where its words differ."""
    sides = apart(_folded(before.text), _folded(after.text), _AROUND, _EXCERPT)
    heading = f"{_folded(after.path[-1])}: " if after.path else ""
    return heading + " → ".join(f"「{side}」" for side in sides)


def _name(item: KpiRow | Passage) -> str:
    if isinstance(item, KpiRow):
        return item.indicator
    text = _folded(item.text)
    return text if len(text) <= _EXCERPT else f"{text[:_EXCERPT]}…"


def _folded(text: str) -> str:
    return " ".join(text.split())


def _targets(item: KpiRow | Passage) -> str:
    if not isinstance(item, KpiRow):
        return ""
    return "、".join(_measure(m, item.unit) for m in item.targets) or "なし"


def _baseline(item: KpiRow | Passage) -> str:
    if not isinstance(item, KpiRow) or item.baseline is None:
        return "なし"
    return _measure(item.baseline, item.unit)


def _unit(item: KpiRow | Passage) -> str:
    return (isinstance(item, KpiRow) and item.unit) or "なし"


def _owner(item: KpiRow | Passage) -> str:
    return (isinstance(item, KpiRow) and item.owner) or "なし"


_SIDES = {
    ChangeKind.TARGET_MOVED: _targets,
    ChangeKind.YEAR_MOVED: _targets,
    ChangeKind.BASELINE_CORRECTED: _baseline,
    ChangeKind.UNIT_CHANGED: _unit,
    ChangeKind.OWNER_CHANGED: _owner,
}


def _measure(measure: Measure, unit: str | None) -> str:
    printed = f"{measure.text}{unit}" if unit and unit not in measure.text else measure.text
    return f"{printed}（{measure.period}）" if measure.period else printed


def doubt_lines(report: Report) -> Iterator[str]:
    """Yield what somebody should look at: files not read, rows in doubt, figures at odds."""
    # A refusal names them as well.
    for edition in report.unreadable if report.outcome is not Outcome.REFUSED else ():
        yield f"読めません: 計画「{edition.plan_id}」の版「{edition.revision}」 {edition.message}"
    for reading in report.read:
        where = f"{reading.document.plan_id}「{reading.document.revision}」"
        for notice in reading.document.notices:
            yield f"読めないところがあります: {where} {notice}"
        for row in reading.kpi_rows:
            if row.doubts:
                yield (
                    f"確かめてください: {where} {row.lines[0]} 行目 {row.indicator}"
                    f"（{'、'.join(row.doubts)}）"
                )
        for first, last in reading.unread_tables:
            yield (
                f"確かめてください: {where} {first}〜{last} 行目の表は指標の表のようですが、"
                "指標を読み取れませんでした"
            )
    for one, other in report.contradictions:
        yield (
            f"目標が食い違います: {one.plan_id}「{one.revision}」 {one.indicator} "
            f"{one.lines[0]} 行目 {_targets(one)}、{other.lines[0]} 行目 {_targets(other)}"
        )
