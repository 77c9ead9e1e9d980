"""Tables whose line ends were lost: a head and all the rows below it run on in one line."""

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import replace
from itertools import takewhile

from index.kpi.broken import WHOLE
from index.kpi.columns import named_head
from index.kpi.grid import Table, guessed
from index.kpi.heads import Head
from index.kpi.labels import name_label
from index.kpi.rawhead import head_of_words, head_tokens
from index.kpi.runningrows import RunningRows
from index.kpi.source import Printed, Source
from index.kpi.vocabulary import VALUE_ROLES, Role
from index.quantities import PERIOD

_OF_HEAD = re.compile(r"指標|項目|[KＫ][PＰ][IＩ]|数値目標")
# A word, with what its brackets hold, or a year: 現状値(平成 26 年度).
_WORD = re.compile(rf"(?:(?:{PERIOD.pattern})(?<!\s)|\([^()]{{1,16}}\)|\S)+")
_HINT = re.compile(rf"{_OF_HEAD.pattern}|目標値")
_SHORTEST, _LONGEST, _LEAST_LABELS, _LEAST_ROWS = 100, 100_000, 3, 3
# 令和4年度, (R4), 5年度現状値
_DATE = re.compile(rf"[(（\[［]?(?:{PERIOD.pattern}|\d{{1,2}}年度)")
_MOST_LABELS, _KNOWN = 20, (Role.BASELINE, Role.ACTUAL)
# Before the mark of an item, behind a sentence, and behind the target that an arrow or a year
# leads to.
_YEAR = rf"(?:{PERIOD.pattern})"
_ITEM = re.compile(
    r"\s(?=[①-⑳⑴-⒇・●■◆【<]|[(]\d{1,2}[)]\S|(?:\d{1,2}\.[\da-z]\s)+指標[①-⑳\d]?\s?:)|。\s"
    rf"|→[^→]{{1,20}}\({_YEAR}\)\s(?=[^\s→)])|{_YEAR}\s?:\s?(?:\S*\d\S*\s){{1,2}}(?=[^\s\d:()→]{{2}}(?!\S*:))"
)


def with_line_ends(source: Source, taken: Set[int]) -> tuple[Source, frozenset[int]]:
    """Return the source with lines of running words cut into items, and which lines are others."""
    cuts: dict[int, list[int]] = {}
    for line in range(source.count):
        span = source.span(line)
        if line not in taken and _SHORTEST <= span.end - span.start <= _LONGEST:
            found = _ITEM.finditer(source.folded, span.start, span.end)
            cuts[line] = [found.end() for found in found]
    cut = Source(source.document, (), [at for found in cuts.values() for at in found])
    lines = range(cut.count)
    return cut, frozenset(n for n in lines if not cuts.get(source.line_of(cut.starts[n])))


def running_tables(source: Source, taken: Set[int]) -> Iterator[Table]:
    """Yield the tables in lines of running words: heads, and the rows behind each of them."""
    for line in range(source.count):
        span = source.span(line)
        if line in taken or not _SHORTEST <= span.end - span.start <= _LONGEST:
            continue
        if not _HINT.search(source.folded, span.start, span.end):
            continue
        words = _words(source, span.start, span.end)
        heads = list(_heads(words))
        ends = [*(first for first, _, _ in heads[1:]), len(words)]
        for (_, head, begun), end in zip(heads, ends, strict=False):
            bodies = [RunningRows(head, each) for each in _readings(head)]
            for body in bodies:
                body.read(words[begun:end])
            best = max(bodies, key=lambda body: len(body.rows()))
            if best.found or best.lost:
                yield guessed(best.rows(), (line, line), head, lost=best.lost)


def _readings(head: Head) -> list[Head]:
    """Return a head, and as it is if the columns among those of its values hold figures too."""
    last = head.measured[-1]
    columns = tuple(
        replace(column, role=Role.ACTUAL) if column.role is Role.OTHER and i < last else column
        for i, column in enumerate(head.columns)
    )
    return [head, replace(head, columns=columns)]


def _heads(words: Sequence[Printed]) -> Iterator[tuple[int, Head, int]]:
    """Yield the heads among words: where each begins and ends, and its columns.

    Where none is said, the last labels before rows that are marked ①, ② and so on make one.
    """
    done = 0
    for at, word in enumerate(words):
        if at >= done and _OF_HEAD.search(word.text) and (found := _head_at(words, at, done)):
            yield found
            done = found[2]
    marks = [at for at, word in enumerate(words) if "①" <= word.text[0] <= "⑳"]
    if not done and len(marks) >= _LEAST_ROWS:
        known = [at for at in range(marks[0]) if name_label(words[at].text).role in _KNOWN]
        found = _head_at(words, known[-1], known[-1]) if known else None
        yield from [found] if found else []


def _head_at(words: Sequence[Printed], at: int, done: int) -> tuple[int, Head, int] | None:
    """Return the head that the label of names is of: its first word, what follows, its columns."""
    while at > done and (tokens := head_tokens(words[at - 1].text)):
        if not {token.role for token in tokens} <= {Role.GROUP, Role.NUMBER}:
            break
        at -= 1
    texts = _closed_up([word.text for word in words[at : at + _MOST_LABELS]])
    known = list(takewhile(lambda text: _is_label(text[0]), texts))
    for count in range(len(known), 1, -1):
        head, end = (
            _head_of([text for text, _ in known[:count]]),
            at + sum(n for _, n in known[:count]),
        )
        if head is None or (end < len(words) and _DATE.match(words[end].text)):
            continue
        dated = any(column.period for column in head.columns)
        if head.values[0] > head.name_at and (len(head.columns) >= _LEAST_LABELS or dated):
            return at, head, end
    return None


def _head_of(labels: Sequence[str]) -> Head | None:
    """Return the head that labels make: one for each column, or run on where years stand apart."""
    columns = [name_label(label) for label in labels]
    dated = all(column.period or not _DATE.match(column.label) for column in columns)
    if dated and Role.NAME in {c.role for c in columns} and all(c.label for c in columns):
        return named_head([tuple(Printed(label, ()) for label in labels)], [], 1)
    return head_of_words(" ".join(labels))


def _closed_up(texts: Sequence[str]) -> list[tuple[str, int]]:
    """Put words that read on together, 策定時値の 算出資料, and tell how many each was."""
    closed: list[tuple[str, int]] = []
    for text in texts:
        if closed and closed[-1][0].endswith("の"):
            closed[-1] = (closed[-1][0] + text, closed[-1][1] + 1)
        else:
            closed.append((text, 1))
    return closed


def _is_label(text: str) -> bool:
    """Whether a word may head a column, and is not the name in the first row: 女性の割合."""
    column = name_label(text)
    if column.label.startswith("の"):
        return False
    named = column.role in VALUE_ROLES | {Role.NAME} or not WHOLE.search(column.label)
    return bool(head_tokens(text)) or (column.role is not None and named)


def _words(source: Source, start: int, end: int) -> list[Printed]:
    found = _WORD.finditer(source.folded, start, end)
    return [source.printed(m.start(), m.end()) for m in found]
