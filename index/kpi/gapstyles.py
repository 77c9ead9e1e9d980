"""Where the cells of rows lie: in the middle of their lines, on the first, or on the last."""

from collections.abc import Sequence

STYLES = ("middle", "top", "bottom")
"""Where the cells of a row lie, in one table all in the same way."""
_OFF, _ASIDE = 1.0, 2.0


def offs(named: Sequence[int], columns: Sequence[Sequence[int]]) -> tuple[float, ...]:
    """Return for each style how far the lines of a row lie off: of its name, of its values."""
    valued = sorted({n for column in columns for n in column})
    first, last = valued[0], valued[-1]
    above, below = (
        sum(2 * n < first + last for n in named),
        sum(2 * n > first + last for n in named),
    )
    off = abs(above - below)
    uneven = sum(abs(column[0] + column[-1] - first - last) > 1 for column in columns)
    begun = sum(n < first for n in named) + sum(column[0] != first for column in columns)
    ended = sum(n > last for n in named) + sum(column[-1] != last for column in columns)
    late = bool(named and named[0] > first), bool(named and named[-1] < last)
    return (
        _OFF * (off / 2 + max(0, off - 1)) + _ASIDE * uneven,
        _ASIDE * (begun + late[0]),
        _ASIDE * (ended + late[1]),
    )
