"""An Answer as JSON: a contract with other programs, which keeps its shape."""

from typing import Any

from bot.domain import Answer, Citation, KpiFinding
from index.contract import kpi_row_json


def answer_json(answer: Answer, identity: str, elapsed_ms: float) -> dict[str, Any]:
    """Return the fields that `scripts/ask.py --json` prints, in their order."""
    return {
        "id": identity,
        "question": answer.question,
        "status": answer.status.value,
        "kpi_rows": [_row_json(finding) for finding in answer.kpi],
        "quotes": [quote_json(citation) for citation in answer.citations],
        "near": [near.text for near in answer.near],
        "elapsed_ms": round(elapsed_ms, 2),
        "notices": [notice.value for notice in answer.notices],
    }


def _row_json(finding: KpiFinding) -> dict[str, Any]:
    files = (place.file for place in finding.places if place.span == finding.row.span)
    return kpi_row_json(finding.row) | _in_file(next(files, ""))


def _in_file(name: str) -> dict[str, str]:
    """Return which file the lines and the page are of, where an edition has several."""
    return {"file": name} if name else {}


def quote_json(citation: Citation) -> dict[str, Any]:
    """Return a quote with where it stands; `highlights` are ranges of `text`."""
    return {
        "plan": citation.plan_id,
        "revision": citation.revision,
        "section": list(citation.path),
        "text": citation.quote,
        "highlights": [[mark.start, mark.end] for mark in citation.highlights],
        "lines": list(citation.lines),
        "page": citation.page,
        "score": citation.score,
    } | _in_file(citation.file)
