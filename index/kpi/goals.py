"""Numbers of the targets of the SDGs: 4.7, 11.b.

The list is that of the resolution that adopted them (A/RES/70/1 of the United Nations).
"""

import re

from index.quantities import fold_same_length

# By goal: how many targets are numbered, and the last that bears a letter.
_TARGETS = (
    *((5, "b"), (5, "c"), (9, "d"), (7, "c"), (6, "c"), (6, "b"), (3, "b"), (10, "b"), (5, "c")),
    *((7, "c"), (7, "c"), (8, "c"), (3, "b"), (7, "c"), (9, "c"), (10, "b"), (19, "")),
)
_NUMBER = r"(?:1[0-7]|[1-9])\.(?:\d{1,2}|[a-d])"
_WITHIN = re.compile(rf"(?<![\d.]){_NUMBER}(?![\d.A-Za-z%])")
# 8,2: a goal and its target, as the form of the Cabinet Office has them in cells of their own.
_COMMA = re.compile(r"(?<![\d.,])(1[0-7]|[1-9]),(?=(?:\d{1,2}|[a-d])(?![\d.,A-Za-z%]))")
_ONLY = re.compile(rf"{_NUMBER}(?:[\s、,・]+{_NUMBER})*[\s、,・]*")


def sdg_targets(text: str) -> tuple[str, ...]:
    """Return the SDG target numbers in a text, each once.

    >>> sdg_targets("4.1 4.2、11.b"), sdg_targets("2,620.5 5.9")
    (('4.1', '4.2', '11.b'), ())
    """
    return tuple(dict.fromkeys(filter(_is_target, _WITHIN.findall(fold_same_length(text)))))


def pointed(text: str) -> str:
    """Return a text with a point in each number of a target that is printed with a comma.

    >>> pointed("8,2 14,b 1,2,3 1,184億円")
    '8.2 14.b 1,2,3 1,184億円'
    """
    return _COMMA.sub(r"\1.", fold_same_length(text))


def only_targets(text: str) -> bool:
    """Whether a text is nothing but numbers of SDG targets.

    >>> [only_targets(text) for text in ("８.２ 14.b", "8,2", "1.36", "7.2%")]
    [True, True, False, False]
    """
    folded = pointed(text).strip()
    return bool(_ONLY.fullmatch(folded)) and all(map(_is_target, _WITHIN.findall(folded)))


def _is_target(number: str) -> bool:
    goal, _, target = number.partition(".")
    count, letter = _TARGETS[int(goal) - 1]
    return 1 <= int(target) <= count if target.isdecimal() else target <= letter
