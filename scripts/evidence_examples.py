"""Questions with what speaks for each of their candidates, to fit the weights of evidence on."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from bot.answering.evidence import leading
from bot.answering.finding import editions_of, find_quotes, find_rows
from bot.question import Kind, Question, parse
from bot.reading.parts import ignored_terms
from bot.scoring import SHOWN, fold, holds, row_matches, row_text
from index.contract import kpi_row_json
from index.json_lines import QUESTION_FIELDS, read_json_lines
from index.opening import open_anew
from index.search import Searcher
from scripts.unsaid import absent, unsaid

Features = Mapping[str, float]

_WITHOUT: Final = 0.1
"""How much a question counts from which its answer was taken away."""
COUNTS: Final = {"none": 0.45, "unsaid": 0.1, "absent": 0.3}
"""How much a question counts that the plans do not answer: a real one, and those of unsaid.py."""


@dataclass(frozen=True, slots=True)
class Example:
    """A question with its candidates, each with its features and whether the gold names it."""

    name: str
    kind: str
    even: bool
    group: int
    rows: tuple[tuple[Features, bool], ...]
    quotes: tuple[tuple[Features, bool], ...]
    roughs: tuple[float, ...] = ()
    weight: float = 1.0

    @property
    def is_answered(self) -> bool:
        return self.kind not in COUNTS

    def without_answer(self) -> "Example":
        """Return the question as it were if the plans did not answer it."""
        left = [(f, r) for (f, named), r in zip(self.rows, self.roughs, strict=True) if not named]
        first, second = [*sorted((r for _, r in left), reverse=True), 0.0, 0.0][:2]
        leads = [r - (second if r == first else first) for _, r in left]
        rows = [
            ({**f, "lead": leading(lead, f["lost_nouns"])}, False)
            for (f, _), lead in zip(left, leads, strict=True)
        ]
        quotes = tuple(quote for quote in self.quotes if not quote[1])
        return replace(self, kind="none", rows=tuple(rows), quotes=quotes, weight=_WITHOUT)


def read_all(sets: Sequence[tuple[Path, Path]]) -> Iterator[Example]:
    """Yield the examples of all sets; corpora that share a plan are of one group."""
    searchers = {corpus: open_anew(corpus) for _, corpus in sets}
    groups = _groups(searchers)
    for questions, corpus in sets:
        golds = read_json_lines(questions, QUESTION_FIELDS)
        yield from _examples(golds, searchers[corpus], groups[corpus])
    for corpus, searcher in searchers.items():
        others = [s for other, s in searchers.items() if groups[other] != groups[corpus]]
        yield from _examples(unsaid(searcher), searcher, groups[corpus])
        yield from _examples(absent(searcher, others), searcher, groups[corpus])


def _groups(searchers: Mapping[Path, Searcher]) -> dict[Path, int]:
    """Return a number for each corpus, the same for those that share a plan."""
    groups: dict[str, int] = {}
    titles = {c: [plan.title for plan in s.snapshot.plans] for c, s in searchers.items()}
    for number, plans in enumerate(titles.values()):
        joined = {groups[plan] for plan in plans if plan in groups}
        groups |= {plan: number for plan in (*plans, *(p for p in groups if groups[p] in joined))}
    return {corpus: groups[plans[0]] for corpus, plans in titles.items()}


def _examples(
    golds: Iterable[Mapping[str, Any]], searcher: Searcher, group: int
) -> Iterator[Example]:
    """Yield questions with their candidates in a corpus, but those for lists."""
    for gold in golds:
        question = parse(gold["q"], searcher.snapshot.plans, writing=searcher.writing)
        if gold["kind"] != "kpi_list" and question.kind is not Kind.LIST:
            yield _example(gold, question, searcher, group)


def _example(
    gold: Mapping[str, Any], question: Question, searcher: Searcher, group: int
) -> Example:
    editions = editions_of(question, searcher, None)
    needle = searcher.needle(question.topic, question.aside, ignored_terms())
    rows, quotes, roughs = [], [], []
    groups = gold.get("quote_any", [[gold["kpi"]["indicator"]]] if "kpi" in gold else [])
    for row in find_rows(question, needle, searcher, editions):
        printed = kpi_row_json(row.printings[0])
        rows.append((row.features, _names_row(gold, printed)))
        roughs.append(row.match.rough)
    for quote in find_quotes(question, needle, searcher, editions):
        passage = quote.match.passage
        text = searcher.snapshot.document_text(passage.plan_id, passage.revision)
        shown = fold(quote.span.slice(text)[:SHOWN])
        quotes.append((quote.features, holds(shown, groups)))
    even = int(re.sub(r"\D", "", gold["id"].rsplit("-", 1)[-1]) or 0) % 2 == 0
    name = f"{gold['id']}\t{gold['q']}"
    weight = COUNTS.get(gold["kind"], 1.0)
    return Example(
        name, gold["kind"], even, group, tuple(rows), tuple(quotes), tuple(roughs), weight
    )


def _names_row(gold: Mapping[str, Any], printed: Mapping[str, Any]) -> bool:
    if gold["kind"] == "kpi":
        return row_matches(printed, gold["kpi"])
    return holds(row_text(printed), gold.get("quote_any", []))
