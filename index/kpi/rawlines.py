"""Lines of raw tables: which of their words are values, and which cells the values make."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from index.kpi.fits import fits
from index.kpi.heads import Head
from index.kpi.labels import is_empty
from index.kpi.names import COUNTED
from index.kpi.pieces import value_of, words_of
from index.kpi.source import Printed, Source
from index.kpi.vocabulary import ARROWS, AUDIENCES, ENUMERATION, MARKS, Role
from index.kpi.words import Kind, kind_of
from index.quantities import is_period, is_unit, split_period, unit_of

_ANY_UNIT = re.compile(r"[△約]?\d[\d,.]*([^\d\s()]{1,6})")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the body: the words before the values, and the values."""

    line: int
    before: Printed
    values: tuple[Printed, ...]
    number: int | None = None
    ends: bool = True  # no words stand behind the values
    grouped: bool = False  # the word of a group has been left out before them


def read_line(source: Source, line: int, head: Head) -> Line:
    """Find the values of a line; with a column of words behind them, words may follow."""
    printed = [word for word in words_of(source, line) if not is_way(word, head)]
    words = _without_number(printed, head)
    numbers = (number_of(word) for word in printed[: len(printed) - len(words)])
    number = next((n for n in numbers if n is not None), None)
    kinds = [kind_of(word.text) for word in words]
    if head.part_at is not None:
        said = zip(words, kinds, strict=True)
        kinds = [Kind.TEXT if AUDIENCES.fullmatch(word.key) else kind for word, kind in said]
    if words[1:] and re.fullmatch(r"[^()]+\)", words[0].key) and not is_period(words[0].key[:-1]):
        kinds[0] = Kind.TEXT  # 月1日現在) goes on with the name above it.
    kinds = _counted_alike(words, kinds, len(head.measured))
    runs = _runs(kinds)
    if not runs:
        return Line(line, source.stretch(words), (), number)
    if not head.behind:
        start, end = runs[-1] if runs[-1][1] == len(words) else (len(words), len(words))
    else:
        numbered = head.part_at is not None
        fitting = [part for run in runs for part in _parts(words, *run, numbered=numbered)]
        fitting = [part for part in fitting if cells_of(words[slice(*part)], head) is not None]
        # Figures at one end of the line; what stands between words is of other columns.
        at_ends = [run for run in runs if run[0] == 0 or run[1] == len(words)]
        start, end = (fitting or at_ends or runs)[0]
    start += _is_of_name(words[start:end], head) if start else 0
    paired = years_behind(words[start:end]) if start < end else None
    if paired is not None:
        return Line(line, source.stretch(words[:start]), paired, number, end == len(words))
    while start < end and kinds[start] is Kind.TAIL and not _are_years(words[start:end]):
        if not (start or _closes(words[0]) or _are_years(words[1:end])):
            break
        start += 1
    # A column may stand between the name and the values, as 対象.
    named = start - 1 if start > 1 and head.part_at is not None else start
    before, values = source.stretch(words[:named]), _dated(words[start:end])
    grouped = any(map(_is_text, printed[: len(printed) - len(words)]))
    return Line(line, before, values, number, end == len(words), grouped)


def is_way(word: Printed, head: Head) -> bool:
    """Whether a word only says from where to where, or in a column between values which way: ↗."""
    measured = head.measured
    between = measured != list(range(measured[0], measured[-1] + 1))
    return bool(ARROWS.fullmatch(word.text) or (between and MARKS.fullmatch(word.text)))


def _is_of_name(words: Sequence[Printed], head: Head) -> bool:
    """Whether the first of some words says for whom all the values behind it are."""
    shares = [AUDIENCES.fullmatch(w.key) or kind_of(w.text) is Kind.SHARE for w in words]
    alone = any(shares[:1]) and not any(shares[1:])
    return alone and cells_of(words[1:], head) is not None


def years_behind(words: Sequence[Printed]) -> tuple[Printed, ...] | None:
    """Put years that stand before figures behind them, R2 31件 R9 40件; none where not all do.

    None where a year is not what the words begin with, or they are of a column of years.
    """
    dated = [is_period(word.text) and word.text[0] not in "(（" for word in words]
    figures = [kind_of(word.text) is Kind.VALUE for word in words]
    if not dated[0] or sum(dated) < 2 or dated[1:2] == [True] or not any(figures):
        return None
    in_turn = dated[::2] == figures[1::2] == [True] * (len(words) // 2) and not len(words) % 2
    pairs = zip(words[1::2], words[::2], strict=True) if in_turn else ()
    return tuple(
        word for figure, year in pairs for word in (figure, replace(year, text=f"（{year.text}）"))
    )


def _dated(words: Sequence[Printed]) -> tuple[Printed, ...]:
    """Leave out a lone year between two figures: it may be of either, 19.6 R9 17.3."""
    years = [
        i for i, word in enumerate(words) if is_period(word.text) and word.text[0] not in "(（"
    ]
    figures = [i for i, word in enumerate(words) if kind_of(word.text) is Kind.VALUE]
    alone = len(years) == 1 and len(figures) == 2 and figures[0] < years[0] < figures[1]
    return tuple(word for i, word in enumerate(words) if not (alone and i == years[0]))


def _are_years(words: Sequence[Printed]) -> bool:
    return bool(words) and all(is_period(word.text) for word in words)


def _counted_alike(words: Sequence[Printed], kinds: list[Kind], count: int) -> list[Kind]:
    """Take as many figures as there are values at the end, all of one unknown unit, for values."""
    found = [_ANY_UNIT.fullmatch(word.key) for word in words[-count:]]
    units = {match[1] for match in found if match}
    alike = 1 < count < len(words) and all(found) and len(units) == 1
    return kinds[:-count] + [Kind.VALUE] * count if alike else kinds


def number_of(word: Printed) -> int | None:
    """Return the number that a word is, 12, 3., ④, or ends in: 4-12."""
    found = re.fullmatch(r"(?:\d{1,2}-)?(\d{1,3})[.)]?", word.key)
    return int(found[1]) if found else None


def _closes(word: Printed) -> bool:
    """Whether a word ends a bracket of the name on the line above: 国語)."""
    return bool(re.fullmatch(r"[^()\d]+\)", word.key))


def _without_number(words: list[Printed], head: Head) -> list[Printed]:
    """Leave out a number before a name, and the words of the columns of groups."""
    rest = words
    for column in head.before:
        if len(rest) > 1 and _counts(rest[0], rest[1]):
            rest = rest[1:]
        elif column.role is not Role.NUMBER and len(rest) > 2 and _is_text(rest[0]):
            numbered = len(rest) > 3 and _counts(rest[1], rest[2])
            named = kind_of(rest[1].text) in (Kind.TEXT, Kind.TAIL) and not is_period(rest[1].text)
            named = named and not AUDIENCES.fullmatch(rest[1].key)
            rest = rest[1:] if numbered or named else rest
    if rest is words and len(words) > 1 and _counts(words[0], words[1]):
        return words[1:]
    return rest


def _counts(number: Printed, word: Printed) -> bool:
    """Whether a number counts the rows, and not what the word behind it says: 1 歳6か月児."""
    plain = _is_text(word) and not re.match(COUNTED, word.text)
    return plain and bool(ENUMERATION.fullmatch(number.key))


def _is_text(word: Printed) -> bool:
    return kind_of(word.text) is Kind.TEXT


def _parts(
    words: Sequence[Printed], start: int, end: int, *, numbered: bool
) -> Iterator[tuple[int, int]]:
    """Yield a run, and what is left of it without words (but no figures) at its end.

    Before the values the number of a page may stand, or for whom they are.
    """
    led = (numbered and words[start].key.isdigit()) or AUDIENCES.fullmatch(words[start].key)
    starts = [start, start + 1] if led else [start]
    for begin in starts:
        yield begin, end
    while end > start and not re.search(r"\d", words[end - 1].key):
        end -= 1
        for begin in starts:
            yield begin, end


def _runs(kinds: Sequence[Kind]) -> list[tuple[int, int]]:
    """Return the ranges of words that are no text."""
    runs: list[tuple[int, int]] = []
    for i, kind in enumerate(kinds):
        if kind is Kind.TEXT:
            continue
        if runs and runs[-1][1] == i:
            runs[-1] = (runs[-1][0], i + 1)
        else:
            runs.append((i, i + 1))
    return runs


def cells_of(words: Sequence[Printed], head: Head) -> list[Printed] | None:
    """Part the words into as many cells as there are columns; None where it does not come out."""
    cells: list[list[Printed]] = []
    shares: list[str] = []
    for word in words:
        kind = kind_of(word.text)
        bare = bool(cells) and unit_of(cells[-1][-1].text) is None
        unit_follows = kind is Kind.UNIT and head.first(Role.UNIT) is None and bare
        if (kind is Kind.TAIL or unit_follows) and cells:
            cells[-1].append(word)
        elif kind is Kind.SHARE:
            if not shares or word.text in shares:
                shares = []
                cells.append([])
            shares.append(word.text)
            cells[-1].append(word)
        elif shares and cells and kind_of(cells[-1][-1].text) is Kind.SHARE:
            cells[-1].append(word)
        else:
            shares = []
            cells.append([word])
    joined = [value_of(cell) for cell in cells]
    return joined if _plausible(joined, head) else None


def first_cells(words: Sequence[Printed], head: Head) -> list[Printed] | None:
    """Part the words of several lines into cells; what is too much is of columns behind them.

    Where there are such columns all values must print a year of their own, or none, and the same
    unit: else a figure of theirs may fill the gap of an empty cell.
    """
    ends = range(len(words), 0, -1) if head.behind else (len(words),)
    found = ((cells_of(words[:end], head), words[end:]) for end in ends)
    cells, more = next(((cells, more) for cells, more in found if cells), (None, ()))
    figures = sum(bool(re.search(r"\d", word.key)) for word in more)
    if cells is None or (head.behind and not are_alike(cells)) or figures > head.compared:
        return None
    return cells


def are_alike(cells: Sequence[Printed]) -> bool:
    """Whether all values have a year, or none, and all that print a unit the same."""
    values = [split_period(c.text) for c in cells if not is_empty(c) and not is_unit(c.text)]
    units = {re.sub("[十百千万億兆]", "", unit_of(text) or "") for text, _ in values}
    return len({bool(period) for _, period in values}) < 2 and len(units) < 2


def _plausible(cells: Sequence[Printed], head: Head) -> bool:
    """Whether there is a fitting cell for each column."""
    order = [head.columns[i].role for i in head.measured]
    if len(order) != len(cells):
        return False
    return all(map(fits, cells, order))
