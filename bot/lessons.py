"""What people said of answers, as questions of an evaluation: a mistake becomes a test."""

from collections.abc import Callable, Iterable
from typing import Any

from bot.domain import Answer, Status
from bot.messages import say
from bot.records import Feedback, KeptAnswer

Lesson = dict[str, Any]


def lessons(
    feedback: Iterable[Feedback], answer: Callable[[str], KeptAnswer | None]
) -> list[Lesson]:
    """Return a question for each wording, by the last that was said of it, newest first.

    What was praised keeps its answer as the gold; what was wrong has `todo`, and gold to fill in.
    """
    latest: dict[str, Feedback] = {}
    for said in sorted(feedback, key=lambda said: -said.at):
        latest.setdefault(" ".join(said.question.split()), said)
    found = []
    for number, (question, said) in enumerate(latest.items(), 1):
        kept = answer(said.answer_id)
        lesson: Lesson = {"id": f"feedback-{number:03}", "q": question}
        if said.verdict == "good" and kept is not None:
            found.append(lesson | _gold(kept.answer))
        elif said.reason == "missing":
            found.append(lesson | {"kind": "none", "plan": None})
        else:
            found.append(lesson | _to_fill_in(said, kept))
    return found


def _gold(answer: Answer) -> Lesson:
    """Return what an answer said, as what is right."""
    if answer.status is Status.NOT_FOUND:
        return {"kind": "none", "plan": None}
    rows = [finding.row for finding in answer.kpi]
    if len(rows) == 1:
        row = rows[0]
        figures = {
            "indicator": row.indicator,
            "baseline": row.baseline.text if row.baseline else None,
            "target": row.targets[-1].text if row.targets else None,
        }
        return {"kind": "kpi", "plan": row.plan_id, "kpi": figures}
    if rows:
        names = list(dict.fromkeys(row.indicator for row in rows))
        return {"kind": "kpi_list", "plan": rows[0].plan_id, "indicators": names, "forbid": []}
    marked = [
        [span.slice(citation.quote) for span in citation.highlights] or [citation.quote]
        for citation in answer.citations
    ]
    plan = next((citation.plan_id for citation in answer.citations), None)
    return {"kind": "fact", "plan": plan, "quote_any": marked}


def _to_fill_in(said: Feedback, kept: KeptAnswer | None) -> Lesson:
    """Return the shape of the answer that was given, empty, with what the person said of it."""
    given = _gold(kept.answer) if kept else {"kind": "fact", "plan": None}
    empty: Lesson
    if given["kind"] in {"kpi", "kpi_list"} or said.reason == "figure":
        figures = {"indicator": None, "baseline": None, "target": None}
        empty = {"kind": "kpi", "plan": given["plan"], "kpi": figures}
    else:
        empty = {"kind": "fact", "plan": given["plan"], "quote_any": []}
    reason = say(f"reason_{said.reason}") if said.reason else say("button_bad")
    todo = "：".join(part for part in (reason, " ".join(said.comment.split())) if part)
    return empty | {"todo": todo}
