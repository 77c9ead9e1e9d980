"""Joining broken cells: which lines of a table without rules make up one row."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from index.kpi.labels import bare, is_empty
from index.kpi.names import is_name, is_part, unit_within
from index.kpi.source import EMPTY, Printed, join
from index.kpi.values import is_torn
from index.lines import width
from index.quantities import is_period

# How far the line with the figures stands from where the style says, per line.
_OFF_STYLE, _SHORT_LINE, _OPEN_BRACKET, _BAD_START, _NO_NAME = 2.0, 1.5, 4.0, 2.0, 99.0
_LOWER_MIDDLE, _TOLD, _ODD_END = 0.3, 1.5, 0.4
_CLEAR = 0.5
_SLACK, _LEFT_ABOVE = 3, 3.0
# How much narrower than the widest a line may be that is full, and by how much for a figure.
_ROOM, _NARROW = 1, 0.4
_SHORT, _SHORT_END, _OPENING = 4, 3, "(（[［〔"
# A name with what it is counted in: two of them are none. A piece may be all brackets.
_COUNTED = re.compile(r"[^(（].*[)）]")
_RUN = re.compile(r"[A-Za-z\d.,]+|.[ー、。・）」ぁぃぅぇぉっゃゅょァィゥェォッャュョ]*")
# A name does not end in a particle.
GOES_ON = re.compile(
    r"(?<!も)の$|(?<![こひ])と$|[をがにへや・、（(「『]$|(?<!ま)で$|(?:のうち|した|された|する|ための?|及び|または|又は|における)$"
)
# Nor does a heading: 学校が楽しいと答えた.
BEGINS = re.compile(rf"{GOES_ON.pattern}|(?:た|思う|感じる|考える|答える|[当あ]たり)$")
WHOLE = re.compile(r"(?:数|率|額|量|割合|面積|件|[)）])$")
LATE_START = re.compile(
    # A heading goes on no name: （２）食の育ち, （取組の概要）.
    r"(?![（(](?:[\d０-９]{1,2}[)）]\S|[^（()）]*(?:概要|課題|方針|取組|内容|方向性|ロードマップ)[)）]$))[（(）)」』、。・ーぁぃぅぇぉっゃゅょァィゥェォッャュョを]|(?:以上|以下|未満|以内|て(?![くんつ])|られ|ること|[人者]の(?:割合|比率|数)$|当たり(?!前))"
    # 及|び配布, に|占める, 答え|た人: a letter of another word.
    r"|[のにがでもびけれたるだすくめ](?=[一-鿿])|う(?=[人者市県町])|と(?=[思答感])|[人日戸校]?[当あ]たり|[人日歳年月回]以[上下内]"
    r"|に(?:おけ|対す|関す|つい|よる)|した(?=[一-鿿])"
)
# What policies are called by: 環境保全の推進.
ENDS_HEADING = re.compile(
    "の(?:推進|促進|振興|充実|強化|確保|保全|保護|育成|形成|実現|創出|向上|整備|支援|活用|継承|活性化)$|まちづくり$"
)
# What most names end in.
USUAL_END = re.compile(
    rf"(?:{WHOLE.pattern}|[度者人日値比点高所]|所得|[重長高]さ|工賃|時間|延長|距離|施設|状況|実施|導入)$"
)
_MOST_LINES, _STYLES = 9, ("bottom", "top", "middle")


@dataclass(frozen=True, slots=True)
class Strip:
    """A line of a table: its cells by column, its piece of the name, and if it has the figures."""

    line: int
    cells: tuple[tuple[int, Printed], ...]
    name: Printed = EMPTY
    has_values: bool = False


class _Widths(dict[str, int]):
    """The widths of the letters met so far."""

    def __missing__(self, letter: str) -> int:
        self[letter] = 2 if unicodedata.east_asian_width(letter) in "WFA" else 1
        return self[letter]


_WIDTHS = _Widths()
# ASCII, and letters that are all wide.
_COMMON = re.compile("[\x00-\x7f\u3000-\u303eぁ-ゖァ-ヿ一-鿿！-～]*")


@lru_cache(maxsize=1 << 12)
def is_balanced(text: str) -> bool:
    """Whether each bracket of a text has its pair."""
    pairs = ("(（", ")）"), ("「", "」"), ("『", "』"), ("[［【〔", "]］】〕")
    return all(
        sum(map(text.count, opened)) == sum(map(text.count, closed)) for opened, closed in pairs
    )


def ends_name(cell: Printed) -> bool:
    """Whether a cell is empty, or ends as a whole name does."""
    return is_empty(cell) or bool(WHOLE.search(cell.text))


def is_piece(name: str) -> bool:
    """Whether a text is the beginning or the end of a name: 人の, （累計）."""
    return not name or not is_balanced(name) or bool(GOES_ON.search(name) or LATE_START.match(name))


def display_width(text: str) -> int:
    """Return the width in half-width columns.

    >>> display_width("ＢＯＤ値 5")
    10
    """
    return width(text) if _COMMON.fullmatch(text) else sum(map(_WIDTHS.__getitem__, text))


def is_filled(pieces: Sequence[Printed], widest: int) -> bool:
    """Whether no piece would have had room on the line above it; a year may have its own line."""
    for above, below in pairwise(pieces):
        if below.text[0] in "(（" and is_period(bare(below.text)):
            continue
        begins = _RUN.match(below.text)
        text = above.text + (begins[0] if begins else "")
        needed = display_width(text)
        # Figures and Latin letters may be wider than half a letter.
        narrow = 2 * len(text) - needed
        if needed + _ROOM + narrow * _NARROW < widest:
            return False
    return True


def name_faults(pieces: Sequence[Printed], widest: int) -> tuple[int, int]:
    """Return how much speaks against pieces as a name, and how many of them end one too soon."""
    text = join(pieces).text
    begun = [piece.key[:_SHORT] for piece in pieces if len(piece.key) >= _SHORT]
    apart = [(a.text, b.text) for a, b in pairwise(pieces) if not _continues(a.text, b.text)]
    faults = (
        sum(bool(_COUNTED.fullmatch(piece.key)) for piece in pieces) > 1,
        any(WHOLE.search(above) for above, _ in apart),
        len(set(begun)) < len(begun),  # 宿泊者数 日本人 and 宿泊者数 外国人 are two.
        not is_name(text) or is_part(text) or is_torn(text),
        not is_balanced(text),
        bool(GOES_ON.search(text)),
        bool(LATE_START.match(text)),
        not all(is_filled(run, widest) for run in _unglossed(pieces)),
    )
    return sum(faults), sum(bool(USUAL_END.search(above)) for above, _ in apart)


def _unglossed(pieces: Sequence[Printed]) -> Iterator[Sequence[Printed]]:
    """Part the pieces of a name before those in brackets: these may have lines of their own."""
    glosses = (n for n, piece in enumerate(pieces) if n and piece.text[0] in _OPENING)
    return (pieces[a:b] for a, b in pairwise([0, *glosses, len(pieces)]))


def _continues(above: str, text: str) -> bool:
    """Whether a text goes on with a name that may be whole: （累計）, の数, 数."""
    ended = unit_within(above) or (is_name(text) and USUAL_END.search(text))
    short = len(text) < _SHORT_END and not ended
    return short or text[0] in _OPENING or bool(LATE_START.match(text))


@dataclass(frozen=True, slots=True)
class _Setting:
    """How the rows of a table are broken: how wide the names are and where the figures stand."""

    width: int
    style: str
    cut_off: float


def group_rows(parts: Sequence[Sequence[Strip]], cut_off: float) -> list[list[Strip]]:
    """Part the lines into rows, each with the figures of one line, so that the names read best.

    A wrapped name fills its lines but the last; the figures stand at the first, the middle or the
    last line of their rows, in one table always in the same way. No row goes over from one of the
    `parts` to the next. `cut_off` is the price of a line at an end that is left out of the table.
    """
    widths = {display_width(s.name.text) for strips in parts for s in strips}
    widest = max(widths, default=0)
    best: tuple[float, _Setting, list[Bounds]] | None = None
    for style in _STYLES[:1] if _are_below(parts) else _STYLES:
        setting = _Setting(widest, style, cut_off)
        found = [_best(strips, setting) for strips in parts]
        cost = sum(cost for cost, _ in found)
        if best is None or cost < best[0]:
            best = cost, setting, [bounds for _, bounds in found]
    rows: list[list[Strip]] = []
    for strips, bounds in zip(parts, best[2] if best else (), strict=False):
        rows += _cut(strips, bounds, best[1])  # type: ignore[index]
    return rows


def _are_below(parts: Sequence[Sequence[Strip]]) -> bool:
    """Whether all figures stand on lines of their own, and the first below a name."""
    strips = [strip for part in parts for strip in part]
    return bool(strips) and not any(s.has_values and (s.name or s is strips[0]) for s in strips)


Bounds = tuple[tuple[int, int], ...]


def _cut(strips: Sequence[Strip], bounds: Bounds, setting: _Setting) -> list[list[Strip]]:
    """Return the lines of each row; of one in doubt that of its figures alone."""
    doubtful = _doubtful(strips, bounds, setting)
    return [
        [replace(strips[_value_at(strips, *row)], cells=())]
        if n in doubtful
        else list(strips[row[0] : row[1] + 1])
        for n, row in enumerate(bounds)
    ]


def _doubtful(strips: Sequence[Strip], bounds: Bounds, setting: _Setting) -> set[int]:
    """Return the rows that have no name, or may have lines of their neighbours, with these."""
    found: set[int] = set()
    for n, (first, last) in enumerate(bounds):
        nameless = not any(strip.name for strip in strips[first : last + 1])
        if n and (nameless or not _is_clear(strips, bounds[n - 1], (first, last), setting)):
            found |= {n - 1, n}
    return found


def _is_clear(
    strips: Sequence[Strip], above: tuple[int, int], row: tuple[int, int], setting: _Setting
) -> bool:
    """Whether a name begins clearly where it does: a line up or down reads worse."""

    def cost(begin: int) -> float:
        ends = ((above[0], begin - 1), (begin, row[1]))
        return sum(_cost(strips[a : b + 1], _value_at(strips, a, b) - a, setting) for a, b in ends)

    highest, lowest = _value_at(strips, *above) + 1, _value_at(strips, *row)
    others = [at for at in (row[0] - 1, row[0] + 1) if highest <= at <= lowest]
    return all(cost(at) - cost(row[0]) >= _CLEAR for at in others)


def _value_at(strips: Sequence[Strip], first: int, last: int) -> int:
    return next(i for i in range(first, last + 1) if strips[i].has_values)


def _best(strips: Sequence[Strip], setting: _Setting) -> tuple[float, Bounds]:
    """Choose, row after row, where each ends; the state is the first line of the next row."""
    at = [i for i, strip in enumerate(strips) if strip.has_values]
    if not at:
        return 0.0, ()
    cut_off = setting.cut_off
    states: dict[int, tuple[float, Bounds]] = {}
    for first in range(max(0, at[0] - _MOST_LINES + 1), at[0] + 1):
        states[first] = (_LEFT_ABOVE * first, ())
    for value, following in pairwise([*at, len(strips)]):
        ended: dict[int, tuple[float, Bounds]] = {}
        for first, (cost, bounds) in states.items():
            for last in range(value, min(following, first + _MOST_LINES)):
                total = cost + _cost(strips[first : last + 1], value - first, setting)
                spare = 0 if following < len(strips) else len(strips) - 1 - last
                total += cut_off * spare
                if last + 1 not in ended or total < ended[last + 1][0]:
                    ended[last + 1] = (total, (*bounds, (first, last)))
        states = ended or {following: (1e9, ())}
    return min(states.values(), key=lambda state: state[0])


def _cost(row: Sequence[Strip], value: int, setting: _Setting) -> float:
    names = [strip.name.text for strip in row if strip.name]
    if not names:
        return _NO_NAME
    full = setting.width - _SLACK
    widths = [display_width(name) for name in names[:-1] if not GOES_ON.search(name)]
    # A line that is half empty is broken by nobody.
    cost = sum(_SHORT_LINE * (1 + (2 * w < setting.width)) for w in widths if w < full)
    cost += 0.0 if USUAL_END.search(names[-1]) else _ODD_END
    cost += _style_cost(row, value, setting)
    text = "".join(names)
    opened = sum(text.count(c) for c in "（(「『") - sum(text.count(c) for c in "）)」』")
    return cost + _OPEN_BRACKET * abs(opened) + (_BAD_START if LATE_START.match(text) else 0)


def _style_cost(row: Sequence[Strip], value: int, setting: _Setting) -> float:
    """Return what it costs that the figures stand where they do."""
    middle = setting.style == "middle"
    expected = {"top": 0.0, "bottom": len(row) - 1.0}.get(setting.style, (len(row) - 1) / 2)
    off = max(0.0, abs(value - expected) - (0.5 if middle else 0.0))
    # Between two middle lines the figures are printed with the upper one.
    cost = _OFF_STYLE * off + (_LOWER_MIDDLE if value > expected else 0.0)
    # What reads as a whole name before the figures does not go on behind them.
    told = "".join(strip.name.text for strip in row[: value + 1])
    after = "".join(strip.name.text for strip in row[value + 1 :])
    return cost + (_TOLD if after and after[0] not in "（(" and WHOLE.search(told) else 0.0)
