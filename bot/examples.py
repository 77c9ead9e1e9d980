"""Questions to begin with, made of what the plans say and tried before they are offered."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import chain, islice
from typing import Final

from bot.answer import answer
from bot.domain import Answer
from bot.messages import say
from index.domain import KpiRow, PassageKind, Plan
from index.headings.markers import heading_of
from index.lines import narrow
from index.search import Searcher

_TRIED: Final = 8
_SHORT, _LONG = 5, 20
"""Characters of a name that is worth asking for, and still fits on a button."""

_Try = tuple[str, Callable[[Answer], bool]]
"""A question, and whether an answer is the one meant."""


def examples(searcher: Searcher, plans: Sequence[Plan], language: str) -> dict[str, str]:
    """Return questions that these plans answer by kind: `kpi`, `text`, `list`.

    A kind without one is left out.
    """
    within = {plan.plan_id for plan in plans}
    in_force = {(plan.plan_id, plan.in_force) for plan in plans}
    rows = [r for r in searcher.snapshot.kpi_rows if (r.plan_id, r.revision) in in_force]
    kinds = {
        "kpi": _indicators(rows, language),
        "text": _headings(searcher, in_force, language),
        "list": chain(_goals(rows, language), _years(rows, language)),
    }
    found = {}
    for kind, tries in kinds.items():
        for question, is_meant in islice(tries, _TRIED):
            if is_meant(answer(question, searcher, within=within)):
                found[kind] = question
                break
    return found


def _indicators(rows: Sequence[KpiRow], language: str) -> Iterator[_Try]:
    for row in rows:
        name = row.indicator
        if row.baseline and row.targets and not row.doubts and _fits(name):
            yield say("prompt_kpi", language, name=name), partial(_is_first, name)


def _headings(searcher: Searcher, in_force: set[tuple[str, str]], language: str) -> Iterator[_Try]:
    prose = [
        passage.path
        for passage in searcher.snapshot.passages
        if passage.kind is PassageKind.PROSE
        and passage.path
        and (passage.plan_id, passage.revision) in in_force
    ]
    alike = Counter(path[-1] for path in dict.fromkeys(prose))
    for path in dict.fromkeys(prose):
        title = _title(path[-1])
        if alike[path[-1]] == 1 and _fits(title):
            yield say("prompt_text", language, name=title), partial(_is_quoted, path)


def _title(heading: str) -> str:
    """Return a heading without its number."""
    read = heading_of(0, heading)
    numbered = read is not None and narrow(heading).startswith(read.marker)
    return heading[len(read.marker) :].lstrip(" .、:：\u3000") if read and numbered else heading


def _goals(rows: Sequence[KpiRow], language: str) -> Iterator[_Try]:
    goals = Counter(goal for row in rows for goal in row.sdg_targets)
    for goal, _ in goals.most_common():
        yield say("prompt_list", language, name=f"SDGs {goal}"), _lists


def _years(rows: Sequence[KpiRow], language: str) -> Iterator[_Try]:
    years = Counter(target.period for row in rows for target in row.targets if target.period)
    for year, _ in years.most_common():
        yield say("prompt_list_year", language, year=year), _lists


def _is_first(indicator: str, answered: Answer) -> bool:
    return [finding.row.indicator for finding in answered.kpi[:1]] == [indicator]


def _is_quoted(path: tuple[str, ...], answered: Answer) -> bool:
    return [citation.path for citation in answered.citations[:1]] == [path]


def _lists(answered: Answer) -> bool:
    return len(answered.kpi) > 1


def _fits(name: str) -> bool:
    return _SHORT <= len(name) <= _LONG and not any(map(str.isspace, name))
