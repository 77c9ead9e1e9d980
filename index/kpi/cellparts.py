"""What stands between the values of two rows: the cells behind the one, and the name of the next.

A wrapped cell fills its lines but the last, so the widths of the lines tell where a cell ends.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from index.kpi.broken import ENDS_HEADING, LATE_START, USUAL_END, WHOLE, is_piece
from index.kpi.cellcosts import BAD, OPEN, SLACK, names_one, of_groups, of_text, wrapped
from index.kpi.cellrows import (
    Cell,
    RowRead,
    begins_above,
    begins_with_owner,
    beside_values,
    is_amid,
    is_cut,
    is_led,
    part_units,
)
from index.kpi.heads import Head
from index.kpi.names import is_name, is_share
from index.kpi.pieces import BRACKETED
from index.kpi.source import EMPTY, SPACED, Printed, join
from index.kpi.vocabulary import OWNERS, Role

_ODD, _EMPTY, _WIDE_NAME, _NONE = 0.7, 1.0, 0.5, 99.0
_MOST_COST, _MARGIN, _LONGEST_GROUP, _LONGEST_PART, _UPRIGHT, _MOST_PIECES = 2.9, 0.5, 14, 6, 2, 3


@dataclass(frozen=True, slots=True)
class _Setting:
    """How wide the columns are, and whether one of groups stands behind the names."""

    name: int
    behind: int
    group: int
    shared: bool


@dataclass(frozen=True, slots=True, order=True)
class _Split:
    """A way to part the lines: its price, where the cells end, where the name begins and ends."""

    cost: float
    behind: int
    begins: int
    ends: int


class Parting:
    """Parts the lines between the rows of one table."""

    def __init__(self, head: Head, behind: int, rows: Sequence[RowRead]) -> None:
        """`behind` is the number of columns that follow the values."""
        self.behind, self.rows = behind, rows
        self.led = sum(c.role is not Role.NUMBER for c in head.before)
        self.counts_groups = self.led == len(head.before) > 0
        self.grouped = head.columns[0].role is not Role.NAME
        self.owned = head.columns[-1].role is Role.OWNER

    def part(self) -> None:
        """Name the rows; one of which the lines can be read in two ways is not kept."""
        part_units(self.rows)
        beside = beside_values(self.rows)
        setting = self._setting([cell.width for cell in beside])
        shared = setting.shared
        numbered = [row for row in self.rows if row.number is not None]
        above, told = None, set[str]()
        for row in self.rows:
            self._name(row, above, setting)
            if BRACKETED.fullmatch(row.unit.text):
                row.name = join([row.name, row.unit])
            # A row without the number that others have is of no table, or a part of the one above.
            counted = not numbered or row.number is not None or self.counts_groups
            row.kept = row.kept and (shared or counted)
            row.kept = row.kept and not (row.cut or is_cut(row) or self._is_led(row, above, beside))
            # 20歳代 5％ 2 食べる人の割合 30歳代 9％: the parts stand around the number.
            parted = numbered and above and above.number is None and above.has_share
            part = row.gap[-1].printed.key if parted and row.has_share else ""
            row.kept = row.kept and (not part or part in told)
            told |= {row.gap[-1].printed.key} if row.gap else set()
            above = row
        last = self.rows[-1]
        if self.owned and self.behind == 1 and last.below and not last.behind:
            owned = all(row.behind for row in self.rows[:-1]) and last.below.is_owner
            last.behind = [last.below] if owned else []
            last.last = last.below.line if owned else last.last

    def _setting(self, beside: Sequence[int]) -> _Setting:
        """Return how wide the columns are, as most rows read best.

        No wider than what stands `beside` values are other cells there; a name may then be wider
        than its column, with what is of another cell.
        """
        sure = [cell.width for row in self.rows for cell in row.gap[0 if row.fresh else -1 :]]
        firsts = {row.gap[0].width for row in self.rows if not row.fresh and len(row.gap) > 1}
        told = len(beside) > 1
        behind = [w for w in sorted(firsts) if self.behind and not (told and w > max(beside))]
        # The first cell below a head is that of the group.
        heads = [row.gap[0].width for row in self.rows if row.fresh and len(row.gap) > 1]
        counted = [
            (r.gap, r.number) for r in self.rows if self.counts_groups and r.number is not None
        ]
        begun = [gap[n + (not gap[n].marked) :][:1] for gap, n in counted]
        heads += [cell.width for cells in begun for cell in cells]
        group = max(heads, default=0) if self.led else 0
        widest = max(sure, default=0)
        wide = Counter(c.width for r in self.rows for c in r.gap if told and 2 * c.width > widest)
        names = {widest, *(width for width, _ in wide.most_common(1))}
        shared = any(row.dashed for row in self.rows)
        settings = [_Setting(n, w, group, shared) for w in behind or [0] for n in sorted(names)]
        setting = min(settings, key=self._price)
        return setting if told else replace(setting, name=self._widest(setting))

    def _is_led(self, row: RowRead, above: RowRead | None, beside: Sequence[Cell]) -> bool:
        if above is None or row.fresh or not self.behind:
            return False
        return is_led(row, above, beside, owned=self.owned)

    def _price(self, setting: _Setting) -> float:
        return sum(min(self._splits(row, setting)).cost for row in self.rows)

    def _widest(self, setting: _Setting) -> int:
        """Return how wide the names are that are read at first."""
        first = [(row, min(self._splits(row, setting))) for row in self.rows]
        names = [row.gap[s.begins : s.ends] for row, s in first if s.cost <= _MOST_COST]
        return max((cell.width for name in names for cell in name), default=setting.name)

    def _name(self, row: RowRead, above: RowRead | None, setting: _Setting) -> None:
        splits = sorted(self._splits(row, setting))
        best = splits[0]
        others = [s.cost for s in splits if (s.begins, s.ends) != (best.begins, best.ends)]
        row.kept = best.cost <= _MOST_COST and min(others, default=_NONE) - best.cost >= _MARGIN
        # A line as wide as names, and wider than what else stands behind values, may begin a name.
        taken = row.gap[: best.behind]
        wide = bool(taken) and taken[-1].width > max(setting.name - 2, self._behind_else(row))
        empty = (s.cost for s in splits if s.behind < best.behind)
        row.kept = row.kept and not (wide and min(empty, default=_NONE) - best.cost <= _EMPTY)
        if above is not None and not row.fresh:
            above.behind = row.gap[: best.behind]
        parent = above.parent if above else EMPTY
        name = join([cell.printed for cell in row.gap[best.begins : best.ends]])
        group = join([cell.printed for cell in row.gap[best.ends :]])
        if not group and parent and is_short(name) and not setting.shared:
            name, group = EMPTY, name  # one more group of the name above
        cells = row.gap[best.begins : best.ends]
        upper = cells if group else cells[:-1]
        headed = any(ENDS_HEADING.search(cell.printed.text) for cell in upper)
        if group:
            row.parent = EMPTY if headed else name or parent
            row.kept = row.kept and bool(row.parent)
            text, spans = row.parent.text, row.parent.spans
            name = Printed(f"{text} {group.text}", (*(spans if name else ()), *group.spans))
        row.name = name
        pieces = [cell.printed.text for cell in cells]
        torn = are_torn(pieces, self.behind) or (self.grouped and is_upright(pieces))
        torn = torn or (self.behind > 0 and is_amid(row, cells))
        row.kept = row.kept and not (torn or headed or is_piece(name.text))
        numbered = row.number is not None and row.number + 1 == best.begins
        row.kept = row.kept and (numbered or not begins_above(row.gap[: best.begins], cells))

    def _behind_else(self, row: RowRead) -> int:
        """Return how wide the first cells behind the values of the other rows are."""
        others = (r.gap for r in self.rows if r is not row and not r.fresh and len(r.gap) > 1)
        return max((gap[0].width for gap in others), default=0)

    def _splits(self, row: RowRead, setting: _Setting) -> list[_Split]:
        """Return the ways to part the lines above the values of a row."""
        gap, count = row.gap, len(row.gap)
        ends, counted = self._may_begin_at(row), row.number is not None and not self.counts_groups
        found = [
            _Split(
                self._behind_cost(row, at, setting)
                + (OPEN if begins == end and names_one(gap[:at]) else 0.0)
                + (0.0 if counted else of_groups(gap[at:begins], setting.group))
                + self._name_cost(row, (begins, end), setting),
                at,
                begins,
                end,
            )
            for at, begins in ends
            for end in (count, count - 1)
            if self._may_end_at(row, (begins, end), setting)
        ]
        return found or [_Split(_NONE, 0, 0, 0)]

    def _may_begin_at(self, row: RowRead) -> list[tuple[int, int]]:
        """Return where the cells of the row above may end, and the name begin."""
        if row.number is not None:
            at = row.number if self.behind and not row.fresh else 0
            marked = row.gap[row.number].marked
            plain = marked or row.number in (at, self.led)
            begins = row.number + (not marked)
            # Where groups have a column and numbers have none, it may be of the group.
            most = len(row.gap) if self.counts_groups else begins + 1
            return [(at, n) for n in range(begins, most)] if plain else []
        most = 0 if row.fresh or not self.behind else len(row.gap) - 1
        ends = [n for n, cell in enumerate(row.gap[:-1]) if cell.is_sentence]
        if ends and self.behind > 1 and not row.fresh:
            return [(ends[-1] + 1, ends[-1] + 1)]
        # What stands beside the values is behind them, and a row begins with a line.
        least = 0 if row.fresh else next((i for i, c in enumerate(row.gap) if c.first), most + 1)
        return [
            (at, begins)
            for at in range(least, most + 1)
            for begins in (range(at, len(row.gap)) if self.grouped else (at,))
        ]

    def _may_end_at(self, row: RowRead, name: tuple[int, int], setting: _Setting) -> bool:
        """Whether a name may end at a line, and the one below it is that of a group."""
        begins, end = name
        if row.dashed or not row.gap:
            return end == len(row.gap) > begins
        last = row.gap[-1].printed.text
        above = row.gap[end - 1].printed.text if end > begins else ""
        told = len(last) > 1 or end == len(row.gap) or _is_told(above)  # 売上|高 is one word.
        shared = setting.shared or (is_share(last) and told)
        if shared or end == len(row.gap):
            return shared is (end < len(row.gap))
        # 利用件 and 数 are one word, cut.
        cut = len(last) == 1 and _is_told(above + last)
        plain = len(last) <= _LONGEST_GROUP and not LATE_START.match(last) and not cut
        return _is_told(above) and plain and (not self.behind or self.owned)

    def _is_told(self, row: RowRead, count: int) -> bool:
        """Whether a mark, or the end of a sentence, tells where the cells of the row above end."""
        sentence = self.behind > 1 and count and row.gap[count - 1].is_sentence
        return bool(sentence) or (count < len(row.gap) and row.gap[count].marked)

    def _behind_cost(self, row: RowRead, count: int, setting: _Setting) -> float:
        cells = row.gap[:count]
        if not self.behind or row.fresh or self._is_told(row, count):
            return 0.0
        if not cells:
            return _EMPTY
        text = "".join(cell.printed.text for cell in cells)
        cost = wrapped(cells, setting.behind, self.behind - 1) + of_text(text)
        if self.owned:
            # A line as wide as names that is no department begins one.
            wide = cells[-1].width > setting.name - SLACK
            owner = OWNERS.fullmatch("".join(text.split()))
            cost += -_ODD if owner else BAD if wide else _ODD
            cost += BAD * bool(WHOLE.search(text))
        return cost

    def _name_cost(self, row: RowRead, name: tuple[int, int], setting: _Setting) -> float:
        cells = row.gap[slice(*name)]
        if not cells:
            return 0.0
        text = "".join(cell.printed.text for cell in cells)
        # Between its number and its values nothing stands but a name, which may be broken once.
        alone = row.number is not None and not self.led and len(cells) < _MOST_PIECES
        cost = 0.0 if alone else wrapped(cells, setting.name, wide=_WIDE_NAME)
        cost += of_text(text) + OPEN * (self.owned and begins_with_owner(cells))
        cost += _ODD * (not USUAL_END.search(text)) + OPEN * bool(OWNERS.fullmatch(text))
        cost += 2 * _ODD * sum(_is_told(cell.printed.text) for cell in cells[:-1])
        return cost if is_name(text) else cost + OPEN


def are_torn(pieces: Sequence[str], behind: int) -> bool:
    """Whether words of two columns stand on a line of a name, with more columns `behind`."""
    return (len(pieces) > 1 or behind > 0) and any(map(SPACED.search, pieces))


def is_upright(pieces: Sequence[str]) -> bool:
    """Whether among the lines of a name are letters of a cell that is printed upright: 健|康."""
    short = [len(piece) <= _UPRIGHT for piece in pieces]
    return any(short[:-1]) or (short[-1:] == [True] and not USUAL_END.search("".join(pieces)))


def _is_told(name: str) -> bool:
    """Whether a text ends as names do that say what is counted, and not with brackets."""
    return bool(WHOLE.search(name)) and not name.endswith((")", "）"))


def are_amid_parts(rows: Sequence[RowRead]) -> bool:
    """Whether names stand between the lines of their parts: one begins without a name above."""
    parted = any(row.parent for row in rows)
    told: set[str] | None = None
    for row in rows:
        last = row.gap[-1].printed if row.gap else EMPTY
        part = row.has_share or (parted and is_short(last))
        if part and len(row.gap) == 1:
            if told is None or last.key in told:
                return True
            told.add(last.key)
        else:
            told = {last.key} if part else set()
    return False


def is_short(name: Printed) -> bool:
    """Whether a text is so short that it may be a part of what the name above it says."""
    return len(name.text) <= _LONGEST_PART and not USUAL_END.search(name.text)
