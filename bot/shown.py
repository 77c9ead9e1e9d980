"""How a slice of a plan reads: its own words in their order, without the marks of its layout.

Lines that were only broken to fit a page are joined. A row of a table stands on a line of its own,
one wide space between its cells, be they parted by pipes, by tabs or by long gaps.
"""

import html
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from typing import Final
from unicodedata import east_asian_width

from index.domain import Span

_SPACE: Final = re.compile(r"\s+")
# A line that opens like this stands by itself; any other continues the line above.
_OWN_LINE: Final = re.compile(
    r"[|\u3000・●○■□◆◇▶➢※★☆•‣＊*]|[-－―–]\s|[(（]?[0-9０-９a-zA-Zア-ンｱ-ﾝ一二三四五六七八九十]{1,2}[)）.．、]"
    r"|[①-⑳ⅰ-ⅹⅠ-Ⅻ]|第\S{1,3}[章節条]"
)
# Marks of Markdown that are no words: the line below the heads of a table, and those of bold.
_RULE: Final = re.compile(r"^[ \t]*\|?(?:[ \t]*:?-{2,}:?[ \t]*\|)+[ \t:-]*(?:\n|\Z)", re.MULTILINE)
_BOLD: Final = re.compile(r"(?<!\*)\*\*(?=\S)([^*\n]+)(?<=\S)\*\*(?!\*)")
_BREAK: Final = re.compile(r"[ \t]*<br ?/?>[ \t]*", re.IGNORECASE)
ENTITY: Final = re.compile(r"&(?:#\d{1,6}|#x[\da-f]{1,5}|[a-z]{2,8});", re.IGNORECASE)
_FIGURE: Final = re.compile(r"[\d,.．，％%△▲]+(?=\s|\Z)")
"""What is all of a line: 16.4 opens no list."""
_ENDS: Final = frozenset("。！？!?」』")
_BLANK: Final = " \t\u3000\0"
_PIPED: Final = re.compile(rf"[{_BLANK}]*\|[{_BLANK}]*")
_EMPTY: Final = re.compile(rf"\|(?:[{_BLANK}]*\|)+")
_GAP: Final = re.compile(r"(?<=\S)[ \u3000]{2,}(?=\S)")
_WIDE: Final = 3
"""A gap so wide parts columns; two gaps on a line do, however narrow."""
_SHORT: Final = 0.7
"""The share of the longest line of a text that no line has which the page has broken."""
HIDDEN: Final = "\0"
"""What stands for a mark that is not shown."""
_KEPT: Final = "\1"
_BETWEEN: Final = "\u3000"
# Scripts that are written without spaces between words.
_UNSPACED: Final = re.compile(
    r"[\u3000-\u30ff\u31f0-\u31ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]"
)


def shown(text: str, omitted: Iterable[Span] = ()) -> Iterator[tuple[str, int]]:
    """Give each shown character with the offset in `text` that it stands for.

    What is `omitted`, the header and number of a page, is left out.
    """
    text, tables = unmarked(text)
    starts = [0, *(found.end() for found in re.finditer("\n", text))]
    short = tables | _short_lines(text, tables)
    for span in omitted:
        text = text[: span.start] + HIDDEN * (span.end - span.start) + text[span.end :]
    at = 0
    for space in _SPACE.finditer(text):
        yield from ((text[i], i) for i in range(at, space.start()) if text[i] != HIDDEN)
        above, below = (bisect_right(starts, at) - 1 for at in (space.start(), space.end()))
        apart = above in short or below in tables
        joint = _joint(text, space, apart=apart, in_row=above in tables)
        if joint == "\n" and {above, below} <= short - tables and not _parts(space, text):
            joint = _BETWEEN
        for character in joint:
            yield character, space.start()
        at = space.end()
    yield from ((text[i], i) for i in range(at, len(text)) if text[i] != HIDDEN)


def folded(text: str, omitted: Iterable[Span] = ()) -> str:
    """Return `text` as it reads.

    >>> folded("森林の適正管理に\\n努めます。")
    '森林の適正管理に努めます。'
    >>> folded("| 利用者 | 人 | | 60 |").split("\\u3000")
    ['利用者', '人 | | 60']
    """
    return "".join(character for character, _ in shown(text, omitted))


def unmarked(text: str) -> tuple[str, frozenset[int]]:
    """Return a text of the same length without the marks of layout, and which lines are rows.

    What is hidden is HIDDEN; a pipe and the blanks around it are one wide space. An empty cell
    between others keeps its pipes: without them the cells behind it would seem to stand under
    other heads.

    >>> unmarked("&lt;**第1**&gt;")[0].replace("\\0", "")
    '<第1>'
    """
    text = _RULE.sub(lambda found: HIDDEN * len(found.group()), text)
    text = _BOLD.sub(lambda found: f"{HIDDEN * 2}{found[1]}{HIDDEN * 2}", text)
    text = _BREAK.sub(lambda found: " ".ljust(len(found.group()), HIDDEN), text)
    text = ENTITY.sub(_sign, text)
    lines = text.split("\n")
    pipes = [line.count("|") for line in lines]
    piped = {
        i
        for i, count in enumerate(pipes)
        if count > 1 or (count and 1 in (*pipes[max(0, i - 1) : i], *pipes[i + 1 : i + 2]))
    }
    rows = piped | {i for i, line in enumerate(lines) if "\t" in line.strip() or _is_aligned(line)}
    lines = [_without_pipes(line) if i in piped else line for i, line in enumerate(lines)]
    return "\n".join(lines), frozenset(rows)


def _sign(entity: re.Match[str]) -> str:
    sign = html.unescape(entity.group())
    return sign.ljust(len(entity.group()), HIDDEN) if len(sign) == 1 else entity.group()


def _without_pipes(line: str) -> str:
    """Return a row with one wide space for each pipe and the blanks around it.

    Pipes around an empty cell stay; those before the first word and behind the last are hidden.
    """
    said = [i for i, character in enumerate(line) if character not in _BLANK + "|"]
    if not said:
        return HIDDEN * len(line)
    start, end = said[0], said[-1] + 1
    inside = _EMPTY.sub(lambda found: found.group().replace("|", _KEPT), line[start:end])
    inside = _PIPED.sub(lambda found: _BETWEEN.ljust(len(found.group()), HIDDEN), inside)
    return HIDDEN * start + inside.replace(_KEPT, "|") + HIDDEN * (len(line) - end)


def _is_aligned(line: str) -> bool:
    """Whether long gaps part the words of a line, as in columns that are set with spaces."""
    gaps = [len(gap.group()) for gap in _GAP.finditer(line)]
    return len(gaps) > 1 or any(gap >= _WIDE for gap in gaps)


def _short_lines(text: str, tables: frozenset[int]) -> frozenset[int]:
    """Return the lines that no edge of a page has broken: they end far from it.

    So do the cells of a table that stand one a line. A slice may begin within its first line.
    """
    lines = text.split("\n")
    lengths = [sum(map(_width, line)) for line in lines]
    widest = max((n for i, n in enumerate(lengths) if i not in tables), default=0)
    short = (i for i, n in enumerate(lengths) if i and n < widest * _SHORT)
    return frozenset(i for i in short if not lines[i].rstrip().endswith(("、", "，")))


def _parts(space: re.Match[str], text: str) -> bool:
    """Whether what stands between two short lines parts more than cells that stand one a line."""
    ended = text[: space.start()].rstrip(HIDDEN)[-1:] in _ENDS
    opens = _OWN_LINE.match(text, space.end()) and not _FIGURE.match(text, space.end())
    return ended or space.group().count("\n") > 1 or bool(opens)


def _width(character: str) -> int:
    if character == HIDDEN or character.isspace():
        return 0
    return 1 + (east_asian_width(character) in "WF")


def _joint(text: str, space: re.Match[str], *, apart: bool, in_row: bool) -> str:
    """Return what a run of white space is shown as: nothing, a space or a line break.

    The lines that it parts may stand `apart`; within a row it may part cells.
    """
    run_of = space.group()
    before, after = text[: space.start()].rstrip(HIDDEN), text[space.end() :].lstrip(HIDDEN)
    if not before or not after:
        return ""
    if "\n" not in run_of and "\r" not in run_of:
        # Two tabs have an empty cell between them.
        wide = _BETWEEN in run_of or (in_row and len(run_of) > 1)
        return _BETWEEN * max(run_of.count("\t"), wide) or " "
    indented = run_of.endswith(_BETWEEN)
    if run_of.count("\n") > 1 or indented or apart or _OWN_LINE.match(after):
        return "\n"
    return "" if _UNSPACED.match(before[-1]) or _UNSPACED.match(after[0]) else " "
