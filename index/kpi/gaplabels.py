"""The labels on the lines of a head set with spaces: spaced out, on one line, cut in two."""

import re
from collections.abc import Sequence
from itertools import zip_longest

from index.kpi.columns import tells_of_values
from index.kpi.fragments import Fragment, fragments, is_set, parted
from index.kpi.labels import bare, is_label, name_label, role_of
from index.kpi.source import Printed, Source, join
from index.kpi.vocabulary import VALUE_ROLES, Role
from index.quantities import is_period

# What explains a head on its second line: (評価の年), (参考).
GLOSS = re.compile(r"[(（\[［]?[^()（）\[\]［］]{1,10}[)）\]］]")
_OPENED = re.compile(r"[(（][^()（）]*$")
_END = re.compile(r"[^()（）]*[)）]")
_YEAR_END = re.compile("年?度")
_APART = frozenset({Role.NAME, Role.UNIT, Role.BASELINE, Role.TARGET, Role.OWNER})
_OTHERS = frozenset({Role.NAME, Role.UNIT, Role.OWNER})  # than labels of values
_LONGEST_UNKNOWN = 6


def end_labels(pieces: Sequence[Fragment]) -> bool:
    """Whether a line can only be of the labels above it: their ends, or their years."""
    dated = len(pieces) > 1 and all(is_period(bare(piece.cell.text)) for piece in pieces)
    ends = (ends_bracket, _ends_year, _says_what)
    return dated or all(any(is_end(piece) for is_end in ends) for piece in pieces)


def ends_bracket(piece: Fragment) -> bool:
    return bool(_END.fullmatch(piece.cell.text))


def closed(lines: Sequence[list[Fragment]]) -> list[list[Fragment]]:
    """Join the ends on the last line to the labels above that they close, in order.

    Those of brackets, 度）, and of years: 令和６年 above 度, 令和６年度 above （2024） or （中間）.
    """
    *upper, last = map(list, lines)
    for is_end, is_begun in (
        (ends_bracket, is_open),
        (_ends_year, _is_open_year),
        (_is_year_again, _is_year),
        (_says_what, _is_year),
    ):
        ends = [f for f in last if is_end(f)]
        opened = [
            (n, i)
            for n, pieces in enumerate(upper)
            for i, f in enumerate(pieces)
            if is_begun(f.cell)
        ]
        opened.sort(key=lambda at: upper[at[0]][at[1]].left)
        above = [upper[n][i] for n, i in opened]
        each = len(ends) == len(above) and is_end is not _says_what
        ways = [range(len(above))] if each else _in_turn(above, ends)
        if len(ways) != 1:
            continue
        for end, (n, i) in zip(ends, (opened[at] for at in ways[0]), strict=True):
            label = upper[n][i]
            left, right = label.left, max(label.right, end.right)
            left = min(left, end.left) if _stand_over(label, end) else left
            upper[n][i] = Fragment(join([label.cell, end.cell]), left, right)
            last.remove(end)
    return [*upper, last] if last or not upper else upper


def _in_turn(above: Sequence[Fragment], ends: Sequence[Fragment]) -> list[Sequence[int]]:
    """Return the ways to give each of some ends a label that it stands below, in order."""
    ways: list[Sequence[int]] = [()]
    for end in ends:
        over = [at for at, label in enumerate(above) if _stand_over(label, end)]
        ways = [(*way, at) for way in ways for at in over if not way or way[-1] < at]
    return ways


def _stand_over(upper: Fragment, under: Fragment) -> bool:
    return upper.left <= under.right and under.left <= upper.right


def _ends_year(piece: Fragment) -> bool:
    return bool(_YEAR_END.fullmatch(piece.cell.key))


def _is_open_year(cell: Printed) -> bool:
    """Whether a label is a year that goes on below: 令和６年 above 度."""
    return bool(is_period(bare(cell.text))) and cell.key[-1] != "度"


def _is_year_again(piece: Fragment) -> bool:
    """Whether a label is a year in brackets, as other eras count it."""
    return bool(GLOSS.fullmatch(piece.cell.text)) and bool(is_period(bare(piece.cell.text)))


def _says_what(piece: Fragment) -> bool:
    """Whether a label in brackets says what the values of the year above it are: （最終）."""
    return bool(GLOSS.fullmatch(piece.cell.text)) and role_of(piece.cell) in VALUE_ROLES


def _is_year(cell: Printed) -> bool:
    return bool(is_period(cell.text)) and not GLOSS.search(cell.text)


def labels_of(source: Source, line: int) -> list[Fragment]:
    """Return the pieces of a line of a head; one space may part years, and labels by letters."""
    found: list[Fragment] = []
    for piece in _spaced_out(source, fragments(source, line)):
        words = _joined(piece.cell.text.split())
        dated = all(is_period(bare(word)) or _YEAR_END.fullmatch(word) for word in words)
        roles = {name_label(word).role for word in words}
        apart = _APART | ({Role.YEAR} if roles & _OTHERS else set())
        worded = (is_set(source) and roles != {None}) or len(roles & apart) > 1
        found += parted(source, piece, words) if dated or worded else [piece]
    return found


def _spaced_out(source: Source, pieces: Sequence[Fragment]) -> list[Fragment]:
    """Join the letters of labels that are set wide apart: 指   標, 所 管 課."""
    found: list[Fragment] = []
    pieces = _letters_apart(source, pieces)
    at = 0
    while at < len(pieces):
        ends = range(len(pieces), at + 1, -1)
        runs = (pieces[at:end] for end in ends)
        run = next(
            (r for r in runs if all(map(_is_spaced, r)) and _is_one_label(r)), pieces[at : at + 1]
        )
        whole = join([f.cell for f in run]) if len(run) > 1 else run[0].cell
        found.append(Fragment(whole, run[0].left, run[-1].right))
        at += len(run)
    return found


def _letters_apart(source: Source, pieces: Sequence[Fragment]) -> list[Fragment]:
    """Part the first letter of a label from the label that one space parts it from: 基準値 目."""
    found: list[Fragment] = []
    for piece, more in zip_longest(pieces, pieces[1:]):
        *words, last = piece.cell.text.split()
        parts = parted(source, piece, [" ".join(words), last]) if words and more else []
        begins = len(parts) > 1 and _is_spaced(parts[1]) and _is_spaced(more)
        found += parts if begins and _is_one_label([parts[1], more]) else [piece]
    return found


def _is_spaced(piece: Fragment) -> bool:
    return max(map(len, piece.cell.text.split())) == 1


def _is_one_label(pieces: Sequence[Fragment]) -> bool:
    return name_label("".join(f.cell.key for f in pieces)).role is not None


def _joined(words: Sequence[str]) -> list[str]:
    """Join the words that make up one year, 令和 12 年度, and what explains one: R10 （中間）.

    What stands in brackets is of one label, 現在（2020 年）, and so is 2024 年（現状値）.
    """
    found: list[str] = []
    at = 0
    while at < len(words):
        ends = range(len(words), at + 1, -1)
        end = next((e for e in ends if is_period(bare("".join(words[at:e])))), at + 1)
        if _OPENED.search(words[end - 1]):
            closing = (e for e in range(end, len(words)) if _END.fullmatch(words[e]))
            end = next(closing, end - 1) + 1
        word = " ".join(words[at:end])
        glossed = bool(GLOSS.fullmatch(word)) and is_period(bare(found[-1] if found else ""))
        if found and (glossed or (word[0] == "年" and found[-1][-1].isdigit())):
            word = f"{found.pop()} {word}"
        found.append(word)
        at = end
    return found


def may_be_label(cell: Printed) -> bool:
    """Whether a cell could be a label, known or not, or explain one."""
    short = len(cell.key) <= _LONGEST_UNKNOWN
    return short or is_head_label(cell) or is_open(cell) or bool(GLOSS.fullmatch(cell.text))


def is_open(cell: Printed) -> bool:
    """Whether a label goes on below: （令和12年 above 度）."""
    return bool(_OPENED.search(cell.text))


def is_head_label(cell: Printed) -> bool:
    return is_label(cell) or tells_of_values(cell)
