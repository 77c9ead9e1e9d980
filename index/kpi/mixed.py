"""Names of guessed tables that hold more than theirs, or less, as their lines show."""

import re
import unicodedata
from collections.abc import Sequence
from itertools import pairwise

from index.kpi.broken import ENDS_HEADING, USUAL_END, display_width, is_filled, is_piece
from index.kpi.cellrows import reads_on
from index.kpi.grid import Table
from index.kpi.heads import Head
from index.kpi.names import COUNTED, is_name, is_of_part
from index.kpi.source import Printed, Row, Source
from index.kpi.vocabulary import DEPARTMENT, MARKED, OWNERS, Role
from index.quantities import PERIOD
from index.units import is_unit

_SLACK, _FULL = 3, 24  # and how wide a line is at least that no room was left on
_FEW, _BARE, _LONGEST_PART = 3, 0.4, 6
_BRACKETED = re.compile(r"[(（]([^()（）]{1,8})[)）]")
# Before a name, at the beginning of a line or within it: 5, 1-2, A4, No.7, ④, ウ.
_NUMBER = re.compile(
    r"(?<!\S)[(（]?(?:(?:(?:N[oO]|№|[A-ZＡ-Ｚ])[.．]?\s?)?(?:\d{1,2}[-－])?(\d{1,3})(?:[.)．）]\s?|\s+)"
    rf"|([①-⑳⑴-⒇])\s?|([ア-ト])[)）.．\s]\s*)(?!{COUNTED})[^\W\d_]"
)
_KANA = "アイウエオカキクケコサシスセソタチツテト"
# What stands behind the end of a name: （累計）, ※1.
_BEHIND = re.compile(r"(?:\([^()]*\)|※\d*)+$")
# The last line of a heading ends in a noun: 〜の推進, まちづくり.
_NOUN = re.compile(r"(?:[一-鿿ァ-ヶー]|づくり|まち)[)）]?$")
# A year that is of a value: （R5）.
_DATED = re.compile(rf"(?:^|(?<=\D))[(（]{PERIOD.pattern}[)）]$")


def mixed(source: Source, table: Table) -> frozenset[int]:
    """Return where the names begin that have taken a heading or another, or lack a line.

    Where texts follow the values and the row above has none, a first line may be that text.
    """
    at = table.head.first(Role.NAME) if table.head else None
    grouped = table.head is not None and Role.GROUP in {c.role for c in table.head.columns[:at]}
    has = {column.role for column in table.head.columns} if table.head else set()
    owned, numbered, counted = Role.OWNER in has, Role.NUMBER in has, Role.SDG not in has
    rows = [row for row in table.rows if at is not None and row[at : at + 1]]
    names = [row[at] for row in rows if at is not None]
    named = [_lines(source, name) for name in names]
    widest = max((display_width(p.text) for pieces in named for p in pieces), default=0)
    full = max((display_width(p.text) for pieces in named for p in pieces[:-1]), default=0)
    wrapped, full = bool(full), full or max(widest, _FULL)
    widest -= _SLACK
    found = [
        name
        for name, pieces, trails in zip(names, named, _lacking(table.head, rows), strict=True)
        if pieces
        and (
            _is_headed(pieces, widest, trails=trails)
            or (counted and _counts_two(source, pieces, numbered=numbered))
            or (owned and _has_owner(pieces))
            or _is_two(name)
            or _is_cut(source, pieces[0], grouped=grouped)
            or _DATED.search(pieces[-1].key)
            or _is_cut_off(name, pieces[-1], full, wrapped=wrapped)
        )
    ]
    found += _without_unit(names)
    found += _parts_alone(names, named)
    return frozenset(name.spans[0].start for name in found if name)


def _lines(source: Source, name: Printed) -> list[Printed]:
    """Return the lines of a name."""
    lines: dict[int, list[Printed]] = {}
    for span in name.spans:
        piece = source.printed(span.start, span.end)
        lines.setdefault(source.line_of(span.start), []).append(piece)
    return [source.stretch(pieces) for pieces in lines.values()]


def _counts_two(source: Source, pieces: Sequence[Printed], *, numbered: bool) -> bool:
    """Whether two numbers in a name count on, 4 above 5: each has a name of its own.

    So they have where numbers have a column, or what stands above the second reads whole.
    """
    numbers: list[int] = []
    above = ""
    for piece in pieces:
        start = source.starts[source.line_of(piece.spans[0].start)]
        found = list(_NUMBER.finditer(source.text[start : piece.spans[-1].end].lstrip()))
        whole = USUAL_END.search(above) and not reads_on(above, piece.text)
        if numbers and found and not found[0].start() and (numbered or whole):
            return True
        numbers += map(_number, found)
        above = piece.text
    return any(first + 1 == second for first, second in pairwise(numbers))


def _number(found: re.Match[str]) -> int:
    """Return what a number, a mark or a letter that counts says: 12, ④, ウ."""
    figure, mark, letter = found.groups()
    if letter:
        return _KANA.find(letter)
    return int(unicodedata.normalize("NFKC", figure or mark).strip("()"))


def _has_owner(pieces: Sequence[Printed]) -> bool:
    """Whether the first line of a name may be a department, or the last is one in brackets."""
    first, *rest = [piece.key for piece in pieces]
    below = "".join(rest)
    led = OWNERS.fullmatch(first) and is_name(below) and not is_piece(below)
    return bool(led or (rest and DEPARTMENT.fullmatch(rest[-1].strip("()"))))


def _lacking(head: Head | None, rows: Sequence[Row]) -> list[bool]:
    """Return for each row whether the one above lacks the text that follows its values."""
    last = len(head.columns) - 1 if head and head.columns[-1].role is Role.OTHER else None
    lacks = [last is not None and not any(row[last : last + 1]) for row in rows]
    return [False, *lacks][: len(rows)]


def _parts_alone(names: Sequence[Printed], named: Sequence[Sequence[Printed]]) -> list[Printed]:
    """Return the names that are but parts of what one above says: 子 below 客の数 大人."""
    found: list[Printed] = []
    parted = False
    for name, pieces in zip(names, named, strict=True):
        words = name.text.split()
        *first, last = words if len(words) > 1 else [p.text for p in pieces] or [""]
        part = len(last) <= _LONGEST_PART and not USUAL_END.search(last)
        found += [name] if part and parted and not first else []
        parted = part and (bool(USUAL_END.search("".join(first))) if first else parted)
    return found


def _without_unit(names: Sequence[Printed]) -> list[Printed]:
    """Return the names that lack the unit in brackets that most others bear: they are of parts."""
    bare = [name for name in names if name and not any(map(is_unit, _BRACKETED.findall(name.key)))]
    return bare if len(names) > _FEW and len(bare) <= len(names) * _BARE else []


def _is_headed(pieces: Sequence[Printed], widest: int, *, trails: bool) -> bool:
    """Whether the first line that had room for more is of a heading: a name follows it whole.

    So is a line that ends as headings do, 環境保全の推進, however wide it is.
    """
    ends = range(1, len(pieces))
    at = next((n for n in ends if not is_filled(pieces[n - 1 : n + 1], widest)), 0)
    at = at or next((n for n in ends if ENDS_HEADING.search(pieces[n - 1].text)), 0)
    below = "".join(piece.text for piece in pieces[at:])
    whole = USUAL_END.search(below) and not is_piece(below)
    return bool(at and whole and (trails or _NOUN.search(pieces[at - 1].text)))


def _is_cut_off(name: Printed, last: Printed, full: int, *, wrapped: bool) -> bool:
    """Whether a name that ends as none does fills its last line: the next one is lost.

    What stands in brackets at its end may be a line of its own where names have several lines.
    """
    above, _, own = name.text.rpartition(" ")
    stem = Printed(above, ()) if is_of_part(Printed(own, ())) else name
    whole = USUAL_END.search(_BEHIND.sub("", stem.key) if wrapped else stem.key)
    return not whole and display_width(last.text) >= full - _SLACK


def _is_two(name: Printed) -> bool:
    """Whether a name is that of a row above and another, and no part of what the first counts."""
    above, _, own = name.text.rpartition(" ")
    part = is_of_part(Printed(own, name.spans))
    return bool(USUAL_END.search(above) and USUAL_END.search(own)) and not part


def _is_cut(source: Source, first: Printed, *, grouped: bool) -> bool:
    """Whether a line above a name, which has no mark, may be the beginning of it: it has one.

    Where groups have a column it may as well be of these.
    """
    line = source.line_of(first.spans[0].start)
    above = source.line_text(line - 1).strip() if line else ""
    marked = bool(MARKED.match(above)) and not MARKED.match(first.text)
    return marked and not (grouped and not reads_on(above, first.text))
