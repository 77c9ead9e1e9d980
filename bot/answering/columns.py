"""What a table says of an indicator beside its figures: 出典, 備考, 目標設定の考え方."""

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from bot.answering import citing
from bot.answering.finding import Row, find_rows
from bot.answering.meant import meant
from bot.domain import Citation
from bot.question import Kind, Question
from bot.reading.parts import fold, has_content, ignored_terms
from index.domain import KpiRow, Passage, Span
from index.lines import cells_of
from index.matching import letters_of
from index.search import Editions, Searcher

_FIGURES: Final = re.compile(
    r"指標|KPI|項目|名称|目標(?!設定|の)|現状|基準|実績|当初|中間|最終|単位|番号|\bNo|担当|所管|[課係室]$"
    r"|年度?|[RH]\d|令和|平成|SDG|ゴール|ターゲット|区分|施策|事業|取組|\d",
    re.IGNORECASE,
)
"""Heads of columns that KPI rows are read from, or that say nothing of an indicator."""
_REASONS: Final = re.compile("考え方|理由|根拠")
"""Heads of what a table says to whoever asks why."""
_SHORTEST: Final = 2


def with_column(
    question: Question, searcher: Searcher, editions: Editions
) -> tuple[list[Row], tuple[Citation, ...]]:
    """Return the rows of which a column is asked for, and their lines with that cell marked.

    Nothing where no table with such a row has a column of that name.
    """
    named = _named(question, searcher, editions)
    for head, tables in named.items():
        asked = replace(
            question,
            topic=_subject(question, head, searcher),
            wants=None,
            counter=None,
            kind=Kind.VALUE,
            asks_kpi=True,
        )
        if not has_content(asked.topic):
            continue
        needle = searcher.needle(asked.topic, "", ignored_terms())
        rows = meant(find_rows(asked, needle, searcher, editions), asked)
        lines = [_line(searcher, row.printings[0], head, tables) for row in rows]
        found = [(row, line) for row, line in zip(rows, lines, strict=True) if line]
        if found:
            return [row for row, _ in found], tuple(line for _, line in found)
    return [], ()


def _named(question: Question, searcher: Searcher, editions: Editions) -> dict[str, list[Passage]]:
    """Return the heads of columns that a question asks for, with the tables that have them."""
    named = {
        head: [table for table in tables if (table.plan_id, table.revision) in editions]
        for head, tables in searcher.snapshot.tables_by_head.items()
        if _is_asked(head, question.topic)
        or (question.wants == "why" and _REASONS.search(fold(head)))
    }
    return {head: tables for head, tables in named.items() if tables}


def _is_asked(head: str, topic: str) -> bool:
    """Whether a topic ends in the name of a column: 評価が低いのでどうする asks for none."""
    letters = letters_of(fold(head))
    if len(letters) < _SHORTEST or letters not in letters_of(fold(topic)):
        return False
    after = fold(topic).rpartition(fold(head).strip())[2]
    return not (_FIGURES.search(fold(head)) or has_content(after))


def _subject(question: Question, head: str, searcher: Searcher) -> str:
    """Return what stands before the name of a column, else what the question leans on."""
    before = fold(question.topic).partition(fold(head).strip())[0]
    if has_content(before):
        return before
    aside = fold(question.aside)
    for other in searcher.snapshot.tables_by_head:
        aside = aside.replace(fold(other).strip() or " ", " ")
    return aside


def _line(searcher: Searcher, row: KpiRow, head: str, tables: Iterable[Passage]) -> Citation | None:
    """Return the line of a row with the cell under a head marked, None where it is elsewhere."""
    passage = next((table for table in tables if _holds(table, row)), None)
    text = citing.document_of(searcher, row).text
    start = text.rfind("\n", 0, row.span.start) + 1
    end = text.find("\n", row.span.start)
    line = Span(start, end if end > 0 else len(text))
    said = line.slice(text)
    cells = cells_of(said)
    if passage is None or len(cells) != len(passage.column_heads):
        return None
    at = 0
    for cell in cells[: passage.column_heads.index(head)]:
        at = said.index(cell, at) + len(cell)
    cell = cells[passage.column_heads.index(head)]
    at = said.index(cell, at)
    marks = (Span(at, at + len(cell)),) if cell else ()
    return citing.cite(searcher, row, line, highlights=marks)


def _holds(passage: Passage, row: KpiRow) -> bool:
    same = (passage.plan_id, passage.revision) == (row.plan_id, row.revision)
    return same and passage.span.start <= row.span.start < passage.span.end
