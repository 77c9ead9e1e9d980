"""Lines of tables set with spaces: where names begin, and headings that come again and again."""

import re
from collections import Counter
from functools import lru_cache

from index.kpi.broken import LATE_START, USUAL_END
from index.kpi.fragments import GAP, Fragment, fragments, parted, setting
from index.kpi.source import Source

# 福祉 beside names, or 農林 and 業 below each other.
_GROUP = re.compile(r"[一-鿿ァ-ヺー]{1,4}")
_GROUPED = re.compile(rf"\s*{_GROUP.pattern}\s")
_AROUND, _LEAST_AROUND, _NEAR = 8, 4, 2
_UPRIGHT = re.compile(r"([ \f]*)(?=\S)(?![第年月日人回件])[一-鿿ぁ-ん](?! \S(?: |$))(?: |$)")
_NEAR_LETTERS, _LEAST_LETTERS = 4, 3
_OFTEN, _LEAST_TEMPLATE, _MOST_TEMPLATE = 3, 2, 20


def ungrouped(source: Source, line: int, body: int, name_label: tuple[int, int]) -> list[Fragment]:
    """Cut a line at its gaps; what begins where names do is put below their label.

    The word of a group that stands left of all names, a space before one, goes. `body` is the
    first line below the head.
    """
    pieces = fragments(source, line)
    if pieces and line in lines_of_upright(source):
        first, *others = pieces
        words = parted(source, first, first.cell.text.split(maxsplit=1))[1:]
        pieces = [*words, *others]
    edge = _names_edge(source, line, body)
    if edge is None or not pieces or pieces[0].left > edge:
        return pieces
    first, *others = pieces
    if first.left < edge:
        words = parted(source, first, first.cell.text.split(maxsplit=1))
        if len(words) < 2 and others and abs(others[0].left - edge) <= _NEAR:
            words.append(others.pop(0))
        grouped = len(words) > 1 and _GROUP.fullmatch(words[0].cell.text)
        if not grouped or words[1].left < edge - _NEAR:
            return pieces
        first = words[1]
    if first.right <= name_label[0]:
        first = Fragment(first.cell, *name_label)
    return [first, *others]


def _names_edge(source: Source, line: int, body: int) -> int | None:
    """Return where the names around a line begin: most lines do, some left of it with a group."""
    begun = Counter({_left(source, line): 0})
    grouped = set()
    for step in (-1, 1):
        at, seen = line + step, 0
        while body <= at < source.count and seen < _AROUND:
            if source.page_ended(min(at, line), max(at, line)):
                break
            if source.is_readable(at):
                seen += 1
                begun[_left(source, at)] += 1
                if _GROUPED.match(source.line_text(at)):
                    grouped.add(_left(source, at))
            at += step
    edge, often = begun.most_common(1)[0]
    sure = often >= _LEAST_AROUND and often * 2 >= begun.total()
    return edge if sure and min(grouped, default=edge) < edge else None


@lru_cache(maxsize=1)
def lines_of_upright(source: Source) -> frozenset[int]:
    """Return the lines that begin with a letter of a word set upright beside a table.

    Its letters, 数, 値, 目, 標, stand one below the other, left of all that stands beside them.
    """
    found: set[int] = set()
    run: list[int] = []
    column = 0
    for line in (n for n in range(source.count) if source.line_text(n).strip()):
        begun = _UPRIGHT.match(source.line_text(line))
        left = _left(source, line)
        if begun and run and abs(left - column) <= 1:
            run.append(line)
        elif not (run and left > column + 1 and line - run[-1] <= _NEAR_LETTERS):
            found |= set(run) if len(run) >= _LEAST_LETTERS else set()
            run, column = ([line], left) if begun else ([], 0)
    return frozenset(found | set(run) if len(run) >= _LEAST_LETTERS else found)


def _left(source: Source, line: int) -> int:
    """Return the display column that a line begins in."""
    text = source.line_text(line).lstrip("\f\ufeff")
    return setting(source).width(text, 0, len(text) - len(text.lstrip()))


def is_template(source: Source, line: int) -> bool:
    """Whether a line is a heading that comes again and again: 主な取組."""
    text = source.line_text(line).strip()
    often = _repeated(source)[text] >= _OFTEN and len(text) > _LEAST_TEMPLATE
    return often and not (USUAL_END.search(text) or LATE_START.match(text) or GAP.search(text))


@lru_cache(maxsize=1)
def _repeated(source: Source) -> Counter[str]:
    """Count how often each short line of a document comes."""
    lines = (source.line_text(line).strip() for line in range(source.count))
    return Counter(text for text in lines if text and len(text) <= _MOST_TEMPLATE)
