"""Lines of tables that the format marks, as they are read where headings are looked for."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from index.domain import Document, Grid
from index.lines import Line, close_up, narrow

# What stands beside the number and the name of what a form is about.
_WHAT: Final = "(?:改革|実施|具体的)?(?:施策|取組|事業|項目|プロジェクト)"
_NUMBERS: Final = re.compile(rf"(?:{_WHAT}|個票|整理|管理)?(?:番号|№|No\.?|コード)")
_TITLES: Final = re.compile(rf"(?:{_WHAT}の?)?名称?")
_LEVEL: Final = re.compile(
    r"(?P<level>(?:基本|重点|主要|個別)?(?:目標|方針|政策|施策)|分野|柱)(?:番号)?(?:[・/]?.{0,4}名称?)?"
)
_NUMBER: Final = re.compile(r"\d{1,2}(?:[-‐―−ー.]\d{1,2}){0,3}")
_NUMBERED: Final = re.compile(rf"(?:{_WHAT}\s?)?{_NUMBER.pattern}\s")


def read_cells(document: Document, lines: Sequence[Line]) -> dict[int, str]:
    """Return what is read for lines of tables, by their indices.

    The cells of a band, 施策 1-2 | 町を歩く, are a line; a cell beside one that reaches
    down is none. Of 番号 | 1-2 | 取組名 | 町を歩く | 担当課 | 総務課 the number and name are one,
    and so is each row of a table of 基本目標 | １　山を守る above 施策番号・名 | 1-2 | 町を歩く.
    """
    found: dict[int, str] = {}
    for grid in document.grids:
        first, last = (
            bisect_right(lines, offset, key=lambda line: line.start) - 1
            for offset in (grid.span.start, grid.span.end)
        )
        found |= {at: "" for at in range(first, last + 1) if lines[at].text.startswith("\t")}
        if _is_band(grid):
            found[first] = lines[first].text.replace("\t", "\u3000")
        elif title := _title(document, grid):
            found[first] = title
        elif levels := _levels(document, grid):
            found |= {first + at: title for at, title in enumerate(levels) if title}
    return found


def _is_band(grid: Grid) -> bool:
    """Whether a table is a number beside a title, and below them lines of one cell at most."""
    first, *others = ({cell for cell in row if cell} for row in grid.rows)
    return len(first) == 2 and all(len(cells) < 2 for cells in others)


def _title(document: Document, grid: Grid) -> str | None:
    """Return the number and the name that the first row of a form prints beside their labels."""
    cells = [cell.span.slice(document.text) for cell in dict.fromkeys(grid.rows[0]) if cell]
    named = [(narrow(close_up(label)).replace(" ", ""), cell) for label, cell in pairwise(cells)]
    number = next((cell for label, cell in named if _NUMBERS.fullmatch(label)), "")
    title = next((cell for label, cell in named if _TITLES.fullmatch(label)), "")
    if title and _NUMBER.fullmatch(narrow(number)):
        return f"{number}\u3000{title}"
    return title if _NUMBERED.match(narrow(title)) else None


def _levels(document: Document, grid: Grid) -> list[str]:
    """Return what the rows of the head of a form put it under, where all say what level that is."""
    found: list[str] = []
    for row in grid.rows:
        cells = [cell.span.slice(document.text) for cell in dict.fromkeys(row) if cell]
        label, *said = cells or [""]
        level = _LEVEL.fullmatch(narrow(close_up(label)).replace(" ", ""))
        if not level or len(said) not in (1, 2) or "\n" in "".join(said):
            return []
        title = "\u3000".join(said)
        number = _NUMBERED.match(narrow(title))
        bare = number and not re.search(r"\d\D+\d", number[0])
        found.append(level["level"] * bool(bare) + title if number else "")
    return found
