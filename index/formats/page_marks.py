"""Where a text says in words that a page begins or ends: <!-- page 5 -->, [Page 5], {4}-----.

Models that look at pictures of pages, and converters, write it so. A form feed in place of each
makes of it the end of a page, as it stands in any other text.
"""

import re
from itertools import pairwise

_PAGE = r"(?:pdf[ ]?)?(?:page|p\.?|ページ|頁)"
_OF = r"(?:[ \t]*(?:/|of)[ \t]*\d+)?"
_NUMBERED = re.compile(
    rf"<!--\s*(?P<end>end of )?{_PAGE}\s*[:=#]?\s*(?P<a>\d{{1,4}}){_OF}\s*-->"
    r"|<!--\s*第?\s*(?P<b>\d{1,4})\s*(?:ページ|頁)目?\s*-->"
    rf"|^[ \t]*[#*=\[\-]+[ \t]*(?:page|ページ)[ \t:]*(?P<c>\d{{1,4}}){_OF}[ \t]*[#*=\]\-]*[ \t]*$"
    r"|^[ \t]*-+[ \t]*end of page[ .=:]*(?P<d>\d{1,4})[ \t]*-+[ \t]*$"
    r"|^\{(?P<e>\d{1,4})\}-{20,}[ \t]*$",
    re.IGNORECASE | re.MULTILINE,
)
_BREAK = re.compile(
    r"<!--\s*(?:page[ _-]?break|new ?page|改ページ|改頁)\s*-->"
    r"|^[ \t]*\\(?:newpage|pagebreak)[ \t]*$"
    r"|<div[^<>]*page-break-(?:after|before)[^<>]*>\s*(?:</div>)?",
    re.IGNORECASE | re.MULTILINE,
)


def with_page_ends(text: str) -> str:
    r"""Put form feeds where a text says that a page ends, so that pages count from 1.

    >>> with_page_ends("<!-- page 1 -->\n計画\n<!-- page 2 -->\n森").replace(" ", "")
    '\n計画\n\x0c\n森'
    >>> with_page_ends("計画\n--- end of page=1 ---\n森").replace(" ", "")
    '計画\n\x0c\n森'
    """
    marks = list(_NUMBERED.finditer(text))
    numbers = [int(next(filter(None, mark.group("a", "b", "c", "d", "e")))) for mark in marks]
    if not marks or not all(one < other for one, other in pairwise(numbers)):
        marks = list(_BREAK.finditer(text))
        return _with_feeds(text, marks, [*range(1, len(marks) + 1)])
    # A mark below the text of its page ends it, and one above it ends the page before.
    below = numbers[0] == 1 and bool(text[: marks[0].start()].strip())
    below = below or bool(marks[0]["d"] or marks[0]["end"])
    from_0 = numbers[0] == 0 or bool(marks[0]["e"])
    ends = [number - 1 + below + from_0 for number in numbers]
    return _with_feeds(text, marks, ends)


def _with_feeds(text: str, marks: list[re.Match[str]], ends: list[int]) -> str:
    """Put form feeds in place of marks; `ends` is how many pages have ended at each."""
    parts, at, ended = [], 0, 0
    for mark, end in zip(marks, ends, strict=True):
        blanks = "\n" * mark[0].count("\n")
        parts += [text[at : mark.start()], "\f" * (end - ended), blanks]
        at, ended = mark.end(), end
    return "".join([*parts, text[at:]])
