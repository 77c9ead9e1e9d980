"""Cells of centred tables: the words of some lines put into columns so that all lie symmetrically.

A cell of an odd number of lines has one in the middle of its row, and one of an even number none:
what has a piece on the first line of a row has one on the last.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import islice, product

from index.kpi.broken import WHOLE, display_width, is_filled, is_piece
from index.kpi.labels import is_empty
from index.kpi.names import is_name, is_share
from index.kpi.shape import Reading, Shape, Words, are_cells, is_owner
from index.kpi.source import EMPTY, Printed, join
from index.kpi.vocabulary import MARKS
from index.kpi.words import Kind, kind_of

_MOST_WAYS, _MOST_TRIED = 64, 150
_BRACKETS = re.compile(r"[（「『［](?=[（「『［])|[）」』］](?=[（「『［）」』］、]|$)")
Places = tuple[int, ...]


class Cells:
    """Puts lines together to rows; it knows how wide the columns are."""

    def __init__(self, shape: Shape) -> None:
        self.shape = shape
        self.name_width = 0
        self.widths = [0] * len(shape.roles)
        self._parted: dict[tuple[int, bool, int], list[Sequence[Words]]] = {}

    def learn(self, readings: Sequence[Reading]) -> None:
        """Take the widths of the columns from rows that have been read."""
        for reading in readings:
            if reading.named_lines == 1:
                self.name_width = max(self.name_width, _least_width(reading.name))
            for i, pieces in enumerate(reading.pieces):
                widths = map(_least_width, pieces)
                self.widths[i] = max(self.widths[i], *widths)

    def readings(self, lines: Sequence[Words]) -> list[Reading]:
        """Return each way to read some lines as one row; none where there are too many to try."""
        columns = len(self.shape.roles)
        if sum(map(len, lines)) <= columns or any(len(words) > 2 * columns + 6 for words in lines):
            return []
        self._parted.clear()
        found: list[Reading] = []
        tried = 0
        for height, places in placings(len(lines)):
            for chosen in self._chosen(lines, places):
                tried += 1
                if tried > _MOST_TRIED:
                    return []
                reading = self._row(lines, chosen, height)
                found += [reading] if reading else []
        return found

    def _chosen(self, lines: Sequence[Words], places: Sequence[Places]) -> Iterator[list[Places]]:
        """Yield the lines on which each cell has its pieces: of the name, then of each value."""
        room = [len(words) for words in lines]
        spare = self.shape.trails or self.shape.grouped or self.shape.numbered or self.shape.parted
        chosen: list[Places] = []

        def choose(left: int) -> Iterator[list[Places]]:
            if not left:
                # Names may be of several words; all else is of one.
                used = spare or all(not n or i in chosen[0] for i, n in enumerate(room))
                if used:
                    yield chosen
                return
            for place in places:
                if all(room[i] for i in place):
                    for i in place:
                        room[i] -= 1
                    chosen.append(place)
                    yield from choose(left - 1)
                    chosen.pop()
                    for i in place:
                        room[i] += 1

        yield from choose(len(self.shape.roles) + 1)

    def _row(self, lines: Sequence[Words], chosen: Sequence[Places], height: int) -> Reading | None:
        """Put the words of some lines into cells; None where they do not fit, or in two ways."""
        name_lines, *values = chosen
        splits = []
        for i, words in enumerate(lines):
            key = i, i in name_lines, sum(i in place for place in values)
            if key not in self._parted:
                self._parted[key] = list(self._splits(words, *key[1:]))
            if not self._parted[key]:
                return None
            splits.append(self._parted[key])
        found: list[Reading] = []
        for ways in islice(product(*splits), _MOST_WAYS):
            cells = _dealt([middle for _, middle, _ in ways], values)
            name = self._name([ways[i][0] for i in name_lines])
            filled = all(map(is_filled, cells, self.widths))
            if name is None or not filled or not are_cells(cells, self.shape):
                continue
            rest = join([word for _, _, after in ways for word in after])
            outside = [after for before, middle, after in ways if not before and not middle]
            if self.shape.owned and any(outside) and not _are_owner(outside, rest):
                continue
            alone = is_empty(ways[name_lines[0]][0][-1])
            bare = self._bare(ways[name_lines[0]][0])
            lead = bare[0] if len(bare) == 2 and len(lines) == 1 else None
            owner = rest if is_owner(rest) else EMPTY
            found.append(Reading(name, tuple(cells), owner, height, alone, len(name_lines), lead))
        return found[0] if len({reading.name.text for reading in found}) == 1 else None

    def _splits(self, words: Words, named: bool, count: int) -> Iterator[Sequence[Words]]:
        """Yield the ways to part a line: the name's words, a piece of each value, texts behind."""
        spare = len(words) - count
        number = self._number_at(words[:spare])
        numbered = number is not None
        last = spare if named or self.shape.grouped else int(numbered)
        for start in range(int(named), last + 1):
            end = start + count
            before, middle, after = words[:start], words[start:end], words[end:]
            if after and not self.shape.trails:
                continue
            own = self._bare(before)[-1:] if count and (named or not numbered) else ()
            texts = (*own, *(word for word in after if not is_empty(word)))
            if not all(map(_is_text, texts)):
                continue
            if not count and len(self._bare(before)) > 1 and self.shape.trails:
                # What follows the name on a line without values is of the columns behind.
                continue
            yield before if named else (), middle, after

    def _number_at(self, words: Words) -> int | None:
        """Return where the number of a row stands: first, or behind its group."""
        places = range(1 + self.shape.grouped) if self.shape.numbered else ()
        return next((i for i in places if i < len(words) and words[i].key.isdigit()), None)

    def _bare(self, words: Words) -> Words:
        """Leave out what stands around a name: its number, its group, the dash of its parts."""
        number = self._number_at(words)
        if number is not None and number + 1 < len(words):
            words = words[number + 1 :]
        elif self.shape.grouped and len(words) > 1:
            words = words[1:]
        parted = self.shape.parted and len(words) > 1 and is_empty(words[-1])
        return words[:-1] if parted else words

    def _name(self, pieces: Sequence[Words]) -> Printed | None:
        """Put a name together from its lines; None where it cannot be one."""
        parts = [join(self._bare(words)) for words in pieces]
        name = join(parts)
        named = is_name(name.text) or (is_share(name.text) and not self.shape.grouped)
        if not named or is_piece(name.text):
            return None
        widest = max(self.name_width, *map(_least_width, parts))
        return name if is_filled(parts, widest) else None


def _least_width(cell: Printed) -> int:
    """Return the width of a cell whose brackets are set close."""
    return display_width(cell.text) - len(_BRACKETS.findall(cell.text))


def _dealt(lines: Sequence[Words], places: Sequence[Places]) -> list[Words]:
    """Give the pieces on each line to the cells that have one there."""
    cells: list[list[Printed]] = [[] for _ in places]
    for i, pieces in enumerate(lines):
        at = iter(pieces)
        for cell, place in zip(cells, places, strict=True):
            if i in place:
                cell.append(next(at))
    return list(map(tuple, cells))


def _are_owner(lines: Sequence[Words], whole: Printed) -> bool:
    """Whether texts behind the values, on lines of their own, are pieces of a department."""
    return is_owner(whole) and not any(WHOLE.search(word.text) for line in lines for word in line)


def _is_text(word: Printed) -> bool:
    kind = kind_of(word.text)
    if kind is Kind.VALUE:
        return bool(MARKS.fullmatch(word.text)) and not is_empty(word)
    return not (kind is Kind.TAIL and re.search(r"\d", word.key))


@lru_cache(maxsize=16)
def placings(count: int) -> tuple[tuple[int, tuple[Places, ...]], ...]:
    """Return each height that a row printed on so many lines may have, with the lines of its cells.

    Cells of an odd number of lines lie half a line off those of an even number.

    >>> placings(1), placings(3)
    (((1, ((0,),)),), ((3, ((1,), (0, 1, 2))), (2, ((1,), (0, 2)))))
    """
    found = []
    for even in range(0, count + 1, 2):
        odd = count - even
        heights = [n for n in range(1, count + 1) if n <= (odd if n % 2 else even)]
        every = sorted({place for n in heights for place in _places(n)})
        if len(every) == count:
            at = {place: i for i, place in enumerate(every)}
            lines = tuple(tuple(at[place] for place in _places(n)) for n in heights)
            found.append((max(heights), lines))
    return tuple(found)


def _places(height: int) -> range:
    """Return the places of the lines of a cell, in half lines from the middle."""
    return range(1 - height, height, 2)
