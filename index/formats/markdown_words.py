"""The words of Markdown as they are read: without its signs for what is raised, set or escaped.

Models that look at a picture of a page, and converters, write them in many ways: 面積[^1],
8.9 $m^2$, 1,204<sup>※2</sup>, 10\\%. What they mean is what the page prints. No line moves.
"""

import html
import re

from index.formats.writer import raised

_MATH = re.compile(r"(?<![\\$])\$\$?([^$\n|]{1,80})\$\$?(?!\$)|\\\((.{1,80}?)\\\)")
# What is set by rules of its own; without these signs, 12.5 alone may stand between dollar signs.
_SET = re.compile(r"[\\_^{]|^[\d.,\s]+$")
_SIGNS = {
    "％": "%",
    "△": "triangle vartriangle",
    "▲": "blacktriangle",
    "×": "times",
    "÷": "div",
    "±": "pm",
    "～": "sim",
    "・": "cdot",
    "≧": "geqq geqslant geq ge",
    "≦": "leqq leqslant leq le",
    "→": "rightarrow longrightarrow to",
    "⇒": "Rightarrow",
    "↗": "nearrow",
    "↘": "searrow",
    "○": "bigcirc circ",
    "◎": "circledcirc",
    "●": "bullet",
    "≒": "approx fallingdotseq",
    "ℓ": "ell",
    "μ": "mu",
}
_COMMANDS = {rf"\{name}": sign for sign, names in _SIGNS.items() for name in names.split()}
_COMMAND = re.compile(r"\\(?:%|[A-Za-z]+)")
_SPACE = re.compile(r"\\[,;:! ]|~|\s|\\q?quad\b")
_LETTERS = re.compile(
    r"\\(?:text(?:bf|rm|it|sf)?|math(?:rm|bf|it|sf)|operatorname|mbox) *\{([^{}]*)\}"
)
_LETTER_STYLE = re.compile(r"\\(?:rm|bf|it)\b")
_SHARE = re.compile(r"\\d?frac\{([^{}]*)\}\{([^{}]*)\}")
_DEGREE = re.compile(r"\^(?:\{\\circ\}|\\circ)")
_RAISED = re.compile(r"\^(?:\{([^{}]*)\}|([^{}\\]))")
_SUNK = re.compile(r"_(?:\{([^{}]*)\}|([^{}\\]))")
_TAG = re.compile(
    r"</?(?:b|strong|i|em|u|ins|span|font|mark|small|big|center|kbd|code|sub|ruby|rb)\b[^<>\n]*>",
    re.IGNORECASE,
)
_STRUCK = re.compile(r"<(del|s|strike|rt|rp)\b[^<>\n]*>[^<>\n]*</\1>", re.IGNORECASE)
_SUP = re.compile(r"<sup\b[^<>\n]*>([^<>\n]{0,20})</sup>", re.IGNORECASE)
_NOTE = re.compile(r"\[\^([^\]\s]{1,12})\](:[ \t]*)?")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_ENTITY = re.compile(r"&(?:#\d{1,6}|#x[\da-f]{1,5}|[a-z]{2,8});", re.IGNORECASE)
# Of a whole cell or line; with 面積*1 and 人数*2 the same sign begins two notes.
_SLANTED = re.compile(
    r"(^[ \t]*(?:[-*+] )?|\|[ \t]*)(\*{1,3}|`+)(?=[^\s*`|])([^*`|\n]*[^\s*`|])\2(?=[ \t]*(?:\||$))",
    re.MULTILINE,
)
_RULE = re.compile(r"^[ \t]*\|?(?:[ \t]*:?-+:?[ \t]*\|)+(?:[ \t]*:?-+:?)?[ \t]*$", re.MULTILINE)
_QUOTED = re.compile(r"^[ \t]{0,3}(?:>[ \t]?)+", re.MULTILINE)
_DASHES = re.compile(r"-+")
_BAR = "∣"  # no cell ends at it


def as_read(text: str) -> str:
    r"""Return Markdown with what its signs mean in their place; bold and breaks stay.

    >>> as_read("| 面積[^1] | 10\\% | 1,204<sup>※2</sup> | 8.9 $m^2$ | *97* | a\\|b |")
    '| 面積¹ | 10% | 1,204※2 | 8.9 m² | 97 | a∣b |'
    >>> as_read("千t-$\\mathrm { C O } _ { 2 }$ は\\$100、*1 と *2、5&nbsp;ｍ")
    '千t-CO2 は$100、*1 と *2、5\xa0ｍ'
    """
    text = _QUOTED.sub("", text)
    text = _STRUCK.sub("", text) if "<" in text else text
    text = _TAG.sub("", _SUP.sub(lambda sup: raised(sup[1]), text)) if "<" in text else text
    text = _SLANTED.sub(_unslanted, text)
    text = _RULE.sub(_rule, text)
    text = as_set(text)
    return _ENTITY.sub(_sign, text) if "&" in text else text


def as_set(text: str) -> str:
    """Return a text with formulas, marks of notes and escaped signs as they are read."""
    if "$" in text or "\\(" in text:
        text = _MATH.sub(_formula, text)
    text = _NOTE.sub(lambda note: raised(note[1]) + " " * bool(note[2]), text)
    return _ESCAPE.sub(lambda sign: _BAR if sign[1] == "|" else sign[1], text)


def _unslanted(found: re.Match[str]) -> str:
    """Return a cell without the signs around it; those of bold stay, as they do elsewhere."""
    sign = "**" if len(found[2]) > 1 and found[2][0] == "*" else ""
    return f"{found[1]}{sign}{found[3]}{sign}"


def _rule(line: re.Match[str]) -> str:
    """Return a rule with as long lines as all have; a row may be of dashes too: | - | - |."""
    sure = ":" in line[0] or "--" in line[0] or " " not in line[0]
    return _DASHES.sub("---", line[0]) if sure else line[0]


def _sign(entity: re.Match[str]) -> str:
    sign = html.unescape(entity[0])
    return sign if len(sign) == 1 and sign not in "\n\r" else entity[0]


def _formula(found: re.Match[str]) -> str:
    """Return what a formula prints; as it stands where that is more than signs in a row."""
    inside = found[1] or found[2]
    if not _SET.search(inside):
        return found[0]
    words = _SPACE.sub("", _LETTER_STYLE.sub("", inside))
    words = _LETTERS.sub(r"\1", words)
    words = _SHARE.sub(r"\1/\2", words)
    words = _DEGREE.sub("°", words)
    words = _COMMAND.sub(lambda command: _COMMANDS.get(command[0], command[0]), words)
    words = _RAISED.sub(lambda sup: raised(sup[1] or sup[2]), words)
    words = _SUNK.sub(lambda sub: sub[1] or sub[2], words).replace("°C", "℃")
    words = re.sub(r"[{}]", "", words)
    return found[0] if "\\" in words else words
