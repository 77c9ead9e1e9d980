"""A text with other line ends, for what reads tables whose cells have lines of their own.

Each paragraph of several lines is one line, or each word, or item, of a line that runs on.
"""

import re
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import replace
from itertools import pairwise, starmap, takewhile

from index.kpi.aims import aims_back
from index.kpi.broken import USUAL_END, WHOLE
from index.kpi.celllines import cell_tables
from index.kpi.cellrows import NOTE, reads_on
from index.kpi.drafts import Draft, is_numbered, is_sound
from index.kpi.grid import Table
from index.kpi.heads import Head
from index.kpi.headwords import head_tokens
from index.kpi.labels import role_of
from index.kpi.names import is_share
from index.kpi.source import SPACED, Source, squeeze
from index.kpi.vocabulary import DRAWN_RULE, EXPLAINING, MARKED, SHARE, Role
from index.kpi.words import Kind, kind_of
from index.quantities import PERIOD

_MOST_LINES, _MOST_LETTERS, _SHORTEST, _LONGEST = 8, 4, 100, 100_000
# A figure that a line end cuts may be two: （202 / 1年）.
_CUT = re.compile(r"[\d.,]\n[\d.,]|[(][RH令和平成昭\d]*\n[\d元年]")
# A word, with what its brackets hold, or a year: 現状値(平成 26 年度).
_WORD = re.compile(rf"(?:(?:{PERIOD.pattern})(?<!\s)|\([^()]{{1,16}}\)|\S)+")
# Most words as short are ends of names: 数, 回数.
_SHORTEST_NAME, _NEAR = 2, 8
_BLACK, _NUMBER = re.compile(r"\S+"), re.compile(r"(?:^|\s)\d{1,2}[.)]?$")
_HEADING = re.compile("(?<![対関])する$")  # 川をきれいにする, before a name
_BRACKETED = re.compile(r"(?:\s*[（(][^（）()]*[)）]|\s*※\d*)+$")
_BARRED, _RULE = re.compile(r"^[ \t]*\|.*", re.MULTILINE), re.compile(r"[\s|:-]*-[\s|:-]*")
_HINT = re.compile(r"指標|項目|[KＫ][PＰ][IＩ]|数値目標|目標値")
# Before the mark of an item, and behind a sentence; where what it aims at is led to by an arrow or
# a year, behind the target, too.
_ITEM = re.compile(
    r"\s(?=[①-⑳⑴-⒇・●■◆【<]|[(]\d{1,2}[)]\S|(?:\d{1,2}\.[\da-z]\s)+指標[①-⑳\d]?\s?:)|。\s"
)
_YEAR, _LEADS = rf"(?:{PERIOD.pattern})", re.compile("[→:]")
_LED_ITEM = re.compile(
    rf"{_ITEM.pattern}|→[^→]{{1,20}}\({_YEAR}\)\s(?=[^\s→)])|{_YEAR}\s?:\s?(?:\S*\d\S*\s){{1,2}}(?=[^\s\d:()→]{{2}}(?!\S*:))"
)


def paragraph_tables(source: Source, stops: Set[int], taken: Set[int]) -> Iterator[Table]:
    """Yield the tables whose cells are paragraphs, one of them at least of several lines."""
    joined = [*_within_paragraphs(source, taken), *_spelled(source)]
    if not joined:
        return
    view = Source(source.document, source.furniture, joined=joined)
    found = cell_tables(view, _of(view, source, stops), _of(view, source, taken), cut=False)
    for table in found:
        whole = _in_lines(view, source, table)
        if table.rows and whole.last - whole.first > table.last - table.first:
            yield whole


def torn_tables(source: Source, stops: Set[int], taken: Set[int]) -> Iterator[Table]:
    """Yield the tables of which only some lines stand between bars, as if none of them did."""
    barred = [n for n in range(source.count) if _BARRED.match(source.text, source.starts[n])]
    between = (range(above + 1, below) for above, below in pairwise(barred))
    torn = [
        lines
        for lines in between
        if not any(map(source.is_blank, lines))
        and not all(DRAWN_RULE.fullmatch(source.line_text(n)) for n in lines)
    ]
    if not torn:
        return
    rules = [source.starts[n] for n in barred if _RULE.fullmatch(source.line_text(n))]
    text = _BARRED.sub(_without_bars, source.text)
    view = Source(replace(source.document, text=text), source.furniture, joined=rules)
    for table in cell_tables(view, _of(view, source, stops), _of(view, source, taken), cut=True):
        whole = _in_lines(view, source, table)
        if table.head and any(whole.first <= n[-1] and n[0] <= whole.last for n in torn):
            yield whole


def _without_bars(line: re.Match[str]) -> str:
    return " " * len(line[0]) if _RULE.fullmatch(line[0]) else line[0].replace("|", " ")


def running_tables(source: Source, taken: Set[int]) -> Iterator[Table]:
    """Yield the tables in lines of running words, as if each word had a line of its own."""
    lines = [n for n in _long_lines(source, taken) if _HINT.search(source.line_text(n))]
    if not lines:
        return
    spans = [source.span(line) for line in lines]
    cuts = [m.start() for s in spans for m in _WORD.finditer(source.folded, s.start, s.end)]
    view = Source(source.document, source.furniture, cuts=cuts)
    others = frozenset(range(source.count)).difference(lines)
    for table in cell_tables(view, frozenset(), _of(view, source, others), cut=False):
        yield _in_lines(view, source, table)


def with_line_ends(source: Source, taken: Set[int]) -> tuple[Source, frozenset[int]]:
    """Return the source with lines of running words cut into items, and which lines are others."""
    cuts = {line: _ends_of_items(source, line) for line in _long_lines(source, taken)}
    cut = Source(source.document, (), [at for found in cuts.values() for at in found])
    lines = range(cut.count)
    return cut, frozenset(n for n in lines if not cuts.get(source.line_of(cut.starts[n])))


def _ends_of_items(source: Source, line: int) -> list[int]:
    span = source.span(line)
    led = _LEADS.search(source.folded, span.start, span.end)
    items = (_LED_ITEM if led else _ITEM).finditer(source.folded, span.start, span.end)
    return [item.end() for item in items]


def _long_lines(source: Source, taken: Set[int]) -> Iterator[int]:
    for line in range(source.count):
        span = source.span(line)
        if line not in taken and _SHORTEST <= span.end - span.start <= _LONGEST:
            yield line


def _of(view: Source, source: Source, lines: Iterable[int]) -> frozenset[int]:
    """Return the lines of a view that begin on some lines of the text."""
    return frozenset(n for n in range(view.count) if source.line_of(view.starts[n]) in lines)


def _in_lines(view: Source, source: Source, table: Table) -> Table:
    first, last = view.span(table.first), view.span(table.last)
    return replace(table, first=source.line_of(first.start), last=source.line_of(last.end - 1))


def _within_paragraphs(source: Source, taken: Set[int]) -> list[int]:
    """Return where lines begin that go on with those above them in a paragraph."""
    joined: list[int] = []
    line = 0
    while line < source.count:
        rest = range(line, source.count)
        run = list(takewhile(lambda n: source.is_readable(n) and n not in taken, rest))
        for part in _parts(source, run):
            joined += [source.starts[n] for n in part[1:]] if _is_cell(source, part) else []
        line += len(run) or 1
    return joined


def _spelled(source: Source) -> Iterator[int]:
    """Yield where lines begin that go on with a label of one letter a line: 現, 状, 値."""
    letters = [source.line_text(n).strip() for n in range(source.count)]
    for first in (n for n, text in enumerate(letters) if len(text) == 1):
        for last in range(first + _MOST_LETTERS, first + 1, -1):
            run = letters[first:last]
            if all(len(text) == 1 for text in run) and head_tokens("".join(run)):
                yield from source.starts[first + 1 : last]
                break


def _parts(source: Source, lines: Sequence[int]) -> Iterator[Sequence[int]]:
    """Part the lines of a paragraph around those that are notes or have marks."""
    begun = 0
    for at in range(1, len(lines)):
        if any(NOTE.match(source.cell(n).text) for n in lines[at - 1 : at + 1]):
            yield lines[begun:at]
            begun = at
    yield lines[begun:]


def _is_cell(source: Source, lines: Sequence[int]) -> bool:
    """Whether the lines of a paragraph are of one cell: few, and no two labels, no cut figure."""
    if not 1 < len(lines) <= _MOST_LINES:
        return False
    texts = [source.line_text(n).strip() for n in lines]
    named = {role_of(source.cell(n)) for n in lines} - {None, Role.YEAR, Role.WHEN}
    drawn = any("\t" in text or "|" in text for text in texts)
    return len(named) < 2 and not drawn and not any(starmap(_are_apart, pairwise(texts)))


def _are_apart(above: str, below: str) -> bool:
    """Whether two lines are of two cells, or of a figure that may be two."""
    kinds = [(kind_of(squeeze(text)), re.search(r"\d", text)) for text in (above, below)]
    plain = all(kind in (Kind.VALUE, Kind.TEXT) for kind, _ in kinds)
    figured = any(kind is Kind.VALUE and digit for kind, digit in kinds)
    valued = figured and plain and not SHARE.match(below)
    return valued or bool(_CUT.search(f"{above}\n{below}"))


def of_running_words(source: Source, drafts: Sequence[Draft], head: Head | None) -> Iterator[Draft]:
    """Yield the rows of a line that runs on whose names nothing has cut, nor stands behind."""
    pieces = [_pieces(source, draft) for draft in drafts]
    parted = [each.indicator.rpartition(" ")[0] for each in drafts]
    # Where one word alone stands before the values of each row these are the whole names.
    alone = len(drafts) > 1 and all(len(words) == 1 for words in pieces)
    plain = alone and head is not None and not head.behind and not any(parted)
    # What several parts have is the whole name, and what alone stands behind the mark of a row.
    whole = [
        plain
        or bool(name and parted.count(name) > 1)
        or _is_name(draft.indicator)
        or (len(words) == 1 and bool(MARKED.match(words[0])))
        for draft, name, words in zip(drafts, parted, pieces, strict=True)
    ]
    explained = head is not None and any(EXPLAINING.search(c.label) for c in head.behind)
    for n, draft in enumerate(drafts):
        begun = n and SPACED.search(draft.indicator) and not whole[n - 1]
        behind = _BLACK.search(source.folded, max(span.end for span in draft.spans))
        word = behind[0] if behind else ""
        late = len(word) <= _SHORTEST_NAME and USUAL_END.search(word)
        goes_on = not draft.owner and (late or reads_on(draft.indicator, word))
        if begun or goes_on or not whole[n]:
            continue
        if not _reads_as_one(source, draft, pieces[n], told=not (explained and n)):
            continue
        if is_sound(draft) and not (is_numbered(draft) or aims_back(draft, head)):
            yield draft


def _pieces(source: Source, draft: Draft) -> list[str]:
    """Return the words that the name of a row was put from."""
    words: list[str] = []
    for span in draft.spans:
        words += span.slice(source.text).split()
        if squeeze("".join(words)).endswith(squeeze(draft.indicator)):
            return words
    return words[:1]


def _reads_as_one(source: Source, draft: Draft, words: Sequence[str], *, told: bool) -> bool:
    """Whether the words of a name read on, where no mark or number says that they are of one row.

    Where it is not `told` where a row begins, as between explanations, only a sentence does.
    """
    above = source.text[: draft.start].rstrip()[-_NEAR:]
    if MARKED.match(words[0]) or _NUMBER.search(above):
        return True
    pairs = [(a, b) for a, b in pairwise(words) if squeeze(a[-2:] + b[:2]) in draft.indicator]
    return (told or above.endswith("。")) and all(
        reads_on(a, b) and not _HEADING.search(a) for a, b in pairs
    )


def _is_name(text: str) -> bool:
    """Whether words that run on end as most names do, and none other does within them.

    >>> [_is_name(text) for text in ("人の割", "人の割合 橋の数", "人の割合 男性")]
    [False, False, True]
    """
    words = text.split()
    words = words[:-1] if len(words) > 1 and is_share(words[-1]) else words
    return _is_whole(" ".join(words)) and not any(map(WHOLE.search, words[:-1]))


def _is_whole(name: str) -> bool:
    return bool(USUAL_END.search(_BRACKETED.sub("", name))) or is_share(name.split()[-1])
