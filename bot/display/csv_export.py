"""KPI rows, unanswered questions and feedback as CSV that Excel opens as it stands."""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from bot.display.figures import gap
from bot.messages import say
from bot.records import Feedback, Unanswered
from index.domain import KpiRow, Measure, Plan

# A spreadsheet runs a cell that opens so, full-width signs included; a mere figure is let be.
_FORMULA = re.compile(r"[=+\-@\t\r\n＝＋－＠]")
_FIGURE = re.compile(r"[-+－＋]?[\d,.，．]+\s?[^\d\s=+\-*/(@|!]{0,12}")


def safe(text: str) -> str:
    """Return a cell that no spreadsheet takes for a formula.

    >>> safe("=1+1"), safe("-5"), safe("△1,624人"), safe("+12.9ポイント"), safe("-1+cmd|' /C")
    ("'=1+1", '-5', '△1,624人', '+12.9ポイント', "'-1+cmd|' /C")
    """
    return "'" + text if _FORMULA.match(text) and not _FIGURE.fullmatch(text) else text


def _csv(rows: Iterable[Sequence[str]]) -> bytes:
    """Return UTF-8 with a byte order mark and CRLF, as Excel wants it."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerows([safe(" ".join(cell.split())) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def _cells(measure: Measure | None) -> tuple[str, str]:
    if measure is None:
        return "", ""
    return measure.text, measure.period or ""


def file_name(rows: Sequence[KpiRow]) -> str:
    """Return `kpi-mine.csv`, without a plan where the rows are of several."""
    plans = {row.plan_id for row in rows}
    return "-".join(["kpi", *(plans if len(plans) == 1 else ())]) + ".csv"


def kpi_csv(rows: Sequence[KpiRow], plans: Sequence[Plan], language: str) -> bytes:
    """Return a line for each target of each row, with where it stands."""
    titles = {plan.plan_id: plan.title for plan in plans}
    keys = (
        *("plan", "revision", "section", "indicator", "unit", "baseline", "baseline_year"),
        *("actual", "target", "target_year", "gap", "sdgs", "owner", "page", "lines", "doubts"),
    )
    lines = [[say(f"col_{key}", language) for key in keys]]
    for row in rows:
        for target in row.targets or (None,):
            way = gap(row, target, language) if target else None
            actuals = [
                f"{actual.text}（{actual.period}）" if actual.period else actual.text
                for actual in row.actuals
            ]
            first, last = row.lines
            lines.append(
                [
                    titles.get(row.plan_id, row.plan_id),
                    row.revision,
                    " › ".join(row.path),
                    row.indicator,
                    row.unit or "",
                    *_cells(row.baseline),
                    "、".join(actuals),
                    *_cells(target),
                    way.text if way else "",
                    "、".join(row.sdg_targets),
                    row.owner or "",
                    "" if row.page is None else str(row.page),
                    str(first) if first == last else f"{first}～{last}",
                    "、".join(row.doubts),
                ]
            )
    return _csv(lines)


def _date(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).astimezone().isoformat(" ", "seconds")


def unanswered_csv(unanswered: Sequence[Unanswered], language: str) -> bytes:
    """Return the questions that the plans did not answer."""
    keys = ("at", "question", "channel", "user", "snapshot")
    heads = [say(f"col_{key}", language) for key in keys]
    lines = [
        [_date(asked.at), asked.question, asked.channel, asked.user, asked.snapshot_id]
        for asked in unanswered
    ]
    return _csv([heads, *lines])


def feedback_csv(feedback: Sequence[Feedback], language: str) -> bytes:
    """Return what people said of the answers."""
    keys = ("at", "verdict", "question", "reason", "comment", "channel", "user", "snapshot")
    heads = [say(f"col_{key}", language) for key in keys]
    lines = [
        [
            _date(said.at),
            say(f"button_{said.verdict}", language),
            said.question,
            say(f"reason_{said.reason}", language) if said.reason else "",
            said.comment,
            said.channel,
            said.user,
            said.snapshot_id,
        ]
        for said in feedback
    ]
    return _csv([heads, *lines])
