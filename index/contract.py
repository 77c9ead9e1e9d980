"""KPI rows as JSON and CSV: the fields that ask.py, kpi.py and rebuild_index.py print."""

from typing import Any

from index.domain import KpiRow, Measure
from index.headings.markers import is_label

CSV_FIELDS = (
    "計画", "版", "見出し", "指標", "単位", "現状値", "現状値の年", "目標値", "目標値の年",
    "SDGsターゲット", "行", "ページ", "要確認",
)  # fmt: skip


def measure_json(measure: Measure) -> dict[str, str | None]:
    """Return a measure as {value, period, number}; `number` is the Decimal as a plain string."""
    number = None if measure.value is None else f"{measure.value:f}"
    return {"value": measure.text, "period": measure.period, "number": number}


def _section(path: tuple[str, ...]) -> tuple[str, ...]:
    """Return a path down to its last heading of a section; below it stand only labels: (経済)."""
    end = max((i for i, heading in enumerate(path, start=1) if not is_label(heading)), default=0)
    return path[:end] or path


def kpi_row_json(row: KpiRow) -> dict[str, Any]:
    """Return a KPI row as JSON; other programs count on these fields and their order."""
    return {
        "plan": row.plan_id,
        "revision": row.revision,
        "section": list(_section(row.path)),
        "indicator": row.indicator,
        "unit": row.unit,
        "baseline": measure_json(row.baseline) if row.baseline else None,
        "targets": [measure_json(target) for target in row.targets],
        "sdg_targets": list(row.sdg_targets),
        "lines": list(row.lines),
        "page": row.page,
        "doubts": list(row.doubts),
    }


def kpi_row_csv(row: KpiRow) -> tuple[str, ...]:
    """Return a KPI row as the cells of CSV_FIELDS; several targets stand one below the other."""
    baseline = row.baseline
    return (
        row.plan_id,
        row.revision,
        " › ".join(_section(row.path)),
        row.indicator,
        row.unit or "",
        baseline.text if baseline else "",
        (baseline.period or "") if baseline else "",
        "\n".join(target.text for target in row.targets),
        "\n".join(target.period or "" for target in row.targets),
        " ".join(row.sdg_targets),
        "-".join(map(str, dict.fromkeys(row.lines))),
        "" if row.page is None else str(row.page),
        "、".join(row.doubts),
    )
