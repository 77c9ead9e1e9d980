"""What stands in a table beside its rows: the groups that columns before the names put them in."""

import re
from collections.abc import Sequence
from itertools import groupby
from typing import Final

from index.headings.markers import is_numbered
from index.kpi.heads import Head
from index.kpi.labels import is_empty
from index.kpi.names import is_share
from index.kpi.source import EMPTY, Printed, Row
from index.kpi.vocabulary import REMARK, Role
from index.kpi.words import Kind, kind_of

_LONGEST: Final = 40
_PARTED: Final = re.compile(r"\d{1,2}[-－‐−ー–.．]\d{1,2}(?:[-－‐−ー–.．]\d{1,2})?")
_WORDS: Final = re.compile(r"[一-鿿々ァ-ヺーぁ-んA-Za-z]{2}")


class Groups:
    """The groups that the rows below a head stand in, row by row: 施策 | 2-3 | 観光."""

    def __init__(self, head: Head | None, rows: Sequence[Row] = ()) -> None:
        name = head.first(Role.NAME) if head else None
        before = head.columns[:name] if head and name else ()
        own = head.columns[name].label if head and name else ""
        groups = [c.role is Role.GROUP or (c.role is None and c.label != own) for c in before]
        self.columns = [
            i
            for i, column in enumerate(before)
            if groups[i]
            or column.role is Role.OTHER
            or (column.role is Role.NUMBER and any(groups[i + 1 : i + 2]))
        ]
        self.numbered = {
            i
            for i, column in enumerate(before)
            if column.role is Role.OTHER
            and not (column.label == "区分" and _reaches(rows, i, name))
        }
        self.said: dict[int, Printed] = {}

    def of(self, row: Row) -> tuple[str, ...]:
        """Return the groups that a row stands in, the outermost first.

        An empty cell goes on with the group above it, as far as no group around it is another.
        """
        for i in self.columns:
            cell, above = row[i] if i < len(row) else EMPTY, self.said.get(i, EMPTY)
            if is_empty(cell) or (above and above.key.startswith(cell.key)):
                continue
            self.said = {at: said for at, said in self.said.items() if at < i}
            if i not in self.numbered or is_numbered(cell.text):
                self.said[i] = cell
        return tuple(_headings([self.said[i].text for i in self.columns if i in self.said]))


def _reaches(rows: Sequence[Row], at: int, name: int | None) -> bool:
    """Whether a column parts the named rows: it says something of several, and nothing twice."""
    beside = [row[at].key for row in rows if name and name < len(row) and not is_empty(row[name])]
    said = [key for key, _ in groupby(filter(None, beside))]
    return len(beside) > len(said) == len(set(said)) > 1


def _headings(said: list[str]) -> list[str]:
    """Return what groups are called, each with the number that stands before it."""
    found: list[str] = []
    number = ""
    for text in said:
        if _PARTED.fullmatch(text.strip()):
            number = text.strip()
        elif _is_title(text):
            found.append(f"{number} {text}".strip())
            number = ""
    return [*found, number] if number else found


def _is_title(text: str) -> bool:
    plain = kind_of(text) is Kind.TEXT or bool(_PARTED.match(text))
    return len(text) <= _LONGEST and plain and bool(_WORDS.search(text)) and not is_share(text)


def is_remark(row: Row) -> bool:
    """Whether nothing stands in a row but a remark over all its columns."""
    said = {cell.key: cell.text for cell in row if cell}
    return len(said) == 1 and all(map(REMARK.match, said.values()))
