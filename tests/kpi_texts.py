"""Texts to read KPI rows out of, and a short way to say what was read."""

from index.domain import Document, KpiRow
from index.kpi.reader import KpiReading, read_kpi_rows
from index.sections import read_sections


def document(text: str) -> Document:
    """Return a text as a document of an invented plan."""
    return Document("plan", "r1", "試験計画", "試験市", None, "plan.txt", "", text)


def reading(text: str) -> KpiReading:
    """Read the KPI rows of a text."""
    plan = document(text)
    return read_kpi_rows(plan, read_sections(plan))


def said(row: KpiRow) -> str:
    """Say a row in one line: 名 [単位] 現状(年) -> 目標(年), 目標(年)."""
    measures = [
        "-" if m is None else f"{m.text}({m.period or '-'})" for m in (row.baseline, *row.targets)
    ]
    return f"{row.indicator} [{row.unit or ''}] {measures[0]} -> {', '.join(measures[1:])}"


def said_all(text: str) -> list[str]:
    """Say every row of a text."""
    return [said(row) for row in reading(text).rows]
