"""Tables in raw PDF text: cells run on one after the other, parted by a space or a line end."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from index.kpi.broken import Strip, group_rows
from index.kpi.columns import Head, settle_goals
from index.kpi.grid import Table
from index.kpi.labels import Column, is_empty
from index.kpi.rows import is_value
from index.kpi.source import EMPTY, Printed, Source, join
from index.kpi.vocabulary import DASHES, RAW_WORDS, SHARES, VALUE_ROLES, VALUE_TAILS, Role
from index.quantities import PERIOD, fold_same_length, is_period, is_unit

_VALUE = re.compile(
    r"(?P<lead>[^\s\d()、。△~-]{0,6}?)(?:△|-)?\d[\d,.]*(?:[十百千万億兆]+\d[\d,.]*)*[十百千万億兆]*"
    r"(?P<rest>[^\s()~]{0,16}?)(?:~(?:△|-)?\d[\d,.]*(?P<more>[^\s()~]{0,8}?))?(?P<tail>\([^()]*\)?)?"
)
_LEADS = re.compile(
    r"(?:約|延べ|累計|年間|年|月平均|月|各|全|毎年度?|平均|概ね|おおむね|第|合計|最大|最低|最高|計)*"
)
_AFTER = re.compile(
    r"(?:以上|以下|未満|以内|超|程度|前後|を?(?:超える|維持|達成|確保)|増加?|減少?|/年度?|/月|台|余|弱|強)*"
)
_WORD_VALUE = re.compile(
    r"(?:現状|水準)?(?:を?維持)|増加|減少|上昇|低下|向上|改善|黒字化?|ゼロ|延伸|拡大|縮小|継続|実施|全(?:校|地区|域|施設|市町村)|未実施|検討"
)
_NOTE = re.compile(r"\s*(?:※|＊|\*|注\d*[)）:：]|\[|<|≪|《|■|◆|●|○|・|資料)")
_CUT_OFF = 1.0
_OPENERS = (Role.NAME, Role.GOAL)
_BRACKET = re.compile(r"[(\[]([^()\[\]]*)[)\]]")
_MOST_HEAD_LINES, _MOST_ROW_LINES, _LONGEST_HEAD_LINE, _MOST_BLANKS = 14, 9, 60, 4


@dataclass(frozen=True, slots=True)
class _Token:
    role: Role | None  # None: a period
    text: str
    bracketed: bool = False


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of the body: words before the values, the values, and words after them."""

    line: int
    before: Printed
    values: tuple[Printed, ...]
    after: tuple[Printed, ...]


def raw_tables(
    source: Source, stops: frozenset[int], taken: frozenset[int]
) -> Iterator[tuple[Table, Head, bool]]:
    """Yield tables whose heads are made of known words only; the last item: some rows were lost."""
    line = 0
    while line < source.count:
        found = None if line in taken else _head_at(source, line, stops, taken)
        if found is None:
            line += 1
            continue
        head, body = found
        lines, last = _body(source, body, head, stops, taken)
        rows, lost = _rows(lines, head)
        yield Table(tuple(rows), line, max(last, body - 1), certain=False), head, lost
        line = max(last + 1, body)


def _head_at(
    source: Source, line: int, stops: frozenset[int], taken: frozenset[int]
) -> tuple[Head, int] | None:
    """Read a head that begins with the word for names and goes on while its words are known."""
    tokens: list[_Token] = []
    best: tuple[Head, int] | None = None
    for following in range(line, min(line + _MOST_HEAD_LINES, source.count)):
        if not source.is_readable(following) or following in taken:
            break
        if following > line and following in stops:
            break
        span = source.span(following)
        more = _tokens(source.text[span.start : span.end])
        if more is None or (not tokens and not any(t.role in _OPENERS for t in more)):
            break
        tokens += more
        head = _head(tokens)
        best = (head, following + 1) if head else best
    return best


def _tokens(text: str) -> list[_Token] | None:
    """Cut a squeezed line into known head words and periods; None where something else is left."""
    places = [i for i, c in enumerate(text) if not c.isspace()]
    key, at = fold_same_length("".join(text[i] for i in places)), 0
    if len(key) > _LONGEST_HEAD_LINE:
        return None
    tokens: list[_Token] = []
    while at < len(key):
        found = _token(key, at)
        if found is None:
            return None
        token, start, at = found
        if token.role is None and token.text:
            printed = "".join(text[i] for i in places[start : start + len(token.text)])
            token = replace(token, text=printed)
        tokens += [token] if token.text else []
    return tokens


def _token(key: str, at: int) -> tuple[_Token, int, int] | None:
    """Return the token at a place, where its text begins, and where the next one may."""
    bracket = _BRACKET.match(key, at)
    if bracket:
        period = PERIOD.search(bracket[1])
        text = period.group() if period else ""
        start = bracket.start(1) + period.start() if period else at
        return _Token(None, text, True), start, bracket.end()
    period = PERIOD.match(key, at)
    if period:
        return _Token(None, period.group()), at, period.end()
    matches = [(words.match(key, at), role) for role, words in RAW_WORDS]
    found = [(m.end(), role, m.group()) for m, role in matches if m]
    if not found:
        return None
    end, role, word = max(found, key=lambda f: f[0])
    return _Token(role, word), at, end


def _head(tokens: Sequence[_Token]) -> Head | None:
    """Put words and years together to columns: each year goes with the word it stands by."""
    groups: list[list[_Token]] = []
    first = next((t for t in tokens if t.role is None or t.role in VALUE_ROLES), None)
    year_first = first is not None and first.role is None
    for token in tokens:
        value = token.role is None or token.role in VALUE_ROLES
        last = groups[-1] if groups else []
        has_year = any(t.role is None for t in last)
        has_word = any(t.role is not None for t in last)
        joins = bool(last) and value and (last[0].role is None or last[0].role in VALUE_ROLES)
        if joins and token.role is None:
            joins = not has_year and (token.bracketed or not year_first)
        elif joins:
            joins = not has_word or (_is_pair(last, token))
        if joins:
            groups[-1].append(token)
        else:
            groups.append([token])
    columns = tuple(map(_column, _spread(groups)))
    head = settle_goals(Head(columns, 0))
    columns = head.columns
    roles = [c.role for c in columns]
    whole = roles.count(Role.NAME) == 1 and Role.TARGET in roles and Role.YEAR not in roles
    return head if whole else None


def _is_pair(last: Sequence[_Token], token: _Token) -> bool:
    """前年度 実績 is one column."""
    return last[-1].role is token.role is Role.ACTUAL and last[-1].text != token.text


def _spread(groups: list[list[_Token]]) -> list[list[_Token]]:
    """Give the years that follow all the words to the words in turn: 現状値 目標値 R4 R9."""
    tail = len(groups)
    while tail and len(groups[tail - 1]) == 1 and groups[tail - 1][0].role is None:
        tail -= 1
    years = groups[tail:]
    open_ = [
        i for i, g in enumerate(groups[:tail])
        if g[0].role in VALUE_ROLES and all(t.role is not None for t in g)
    ]  # fmt: skip
    if not years:
        return groups
    if tail and groups[tail - 1] and any(t.role is None for t in groups[tail - 1]):
        # The first of the years has been put to the last word already.
        last = groups[tail - 1]
        years = [[t for t in last if t.role is None], *years]
        groups[tail - 1] = [t for t in last if t.role is not None]
        open_ = [*open_, tail - 1]
    if len(open_) != len(years):
        return groups
    for i, year in zip(open_, years, strict=True):
        groups[i] = [*groups[i], *year]
    return groups[:tail]


def _column(group: Sequence[_Token]) -> Column:
    role = next((t.role for t in reversed(group) if t.role is not None), Role.YEAR)
    period = next((t.text for t in group if t.role is None and t.text), None)
    return Column(role, period, "".join(t.text for t in group if t.role is not None))


def _body(
    source: Source, body: int, head: Head, stops: frozenset[int], taken: frozenset[int]
) -> tuple[list[_Line], int]:
    lines: list[_Line] = []
    spaced = _is_spaced(source, body)
    last, blanks, idle = body - 1, 0, 0
    for line in range(body, source.count):
        if source.is_blank(line) or line in source.furniture:
            blanks += 1
            if blanks > _MOST_BLANKS:
                break
            continue
        if line in stops or line in taken or not source.is_readable(line):
            break
        text = source.line_text(line)
        note = bool(_NOTE.match(text)) or text.rstrip().endswith("。")
        if (note and not spaced) or any(t.role for t in _tokens(text) or ()):
            break
        read = _read_line(source, line, head)
        idle = 0 if read.values else idle + 1
        apart = blanks and not spaced and not _broken_page(source, last, line)
        if idle > _MOST_ROW_LINES or apart:
            break
        blanks = 0
        if not (spaced and (note or _explains(lines, read))):
            lines.append(read)
            last = line
    return lines, last


def _is_spaced(source: Source, body: int) -> bool:
    """Whether blank lines part the cells, as in a page turned to text."""
    lines = range(body, min(body + 12, source.count))
    filled = [line for line in lines if not source.is_blank(line)]
    return bool(filled) and sum(source.is_blank(n - 1) for n in filled) * 4 > len(filled) * 3


def _explains(lines: Sequence[_Line], read: _Line) -> bool:
    """Whether a cell explains the name in the cell before it."""
    return not read.values and bool(lines) and not lines[-1].values


def _broken_page(source: Source, last: int, line: int) -> bool:
    return any(between in source.furniture for between in range(last + 1, line))


def _read_line(source: Source, line: int, head: Head) -> _Line:
    """Find the values of a line; with a column of words behind them, words may follow."""
    words = _words(source, line)
    kinds = [_kind(word.text) for word in words]
    trailing = _trailing(head)
    end = len(words)
    if trailing:
        while end and kinds[end - 1] == "text":
            end -= 1
        end = end or len(words)
    start = end
    while start and kinds[start - 1] != "text":
        start -= 1
    while start < end and kinds[start] == "tail" and start:
        start += 1
    return _Line(line, join(words[:start]), tuple(words[start:end]), tuple(words[end:]))


def _words(source: Source, line: int) -> list[Printed]:
    span = source.span(line)
    found = re.finditer(r"[^\s\u3000]+", source.text[span.start : span.end])
    return [source.printed(span.start + m.start(), span.start + m.end()) for m in found]


def _kind(word: str) -> str:
    folded = fold_same_length(word)
    if DASHES.fullmatch(word) or _WORD_VALUE.fullmatch(word):
        return "value"
    if re.fullmatch(r"\(.*\)", folded) and is_unit(folded[1:-1]):
        return "text"
    if is_period(word):
        return "tail"
    if VALUE_TAILS.fullmatch(folded):
        return "tail"
    if _is_figure(folded):
        return "value"
    if SHARES.fullmatch(word):
        return "share"
    return "unit" if is_unit(word) else "text"


def _is_figure(word: str) -> bool:
    """Whether a word is a figure with its unit, and not a piece of a name: 全19校, 市域の３％."""
    found = _VALUE.fullmatch(word)
    if not found:
        return False
    rests = [rest for rest in (found["rest"], found["more"]) if rest]
    plain = all(_is_unit_and_after(rest) for rest in rests)
    return plain and bool(_LEADS.fullmatch(found["lead"]) or rests)


def _is_unit_and_after(rest: str) -> bool:
    ends = [i for i in range(len(rest) + 1) if i == 0 or is_unit(rest[:i])]
    return any(_AFTER.fullmatch(rest, end) for end in ends)


def _trailing(head: Head) -> bool:
    values = [i for i, c in enumerate(head.columns) if c.role in VALUE_ROLES]
    return max(values) < len(head.columns) - 1


def _rows(lines: Sequence[_Line], head: Head) -> tuple[list[tuple[Printed, ...]], bool]:
    """Put the lines together to rows of cells; True where a row did not come out even."""
    strips, lost = [], False
    name_at = head.first(Role.NAME) or 0
    order = [i for i, c in enumerate(head.columns) if c.role in VALUE_ROLES or c.role is Role.UNIT]
    for block in _blocks(_settled(lines)):
        cells = _cells([v for line in block for v in line.values], len(order), head)
        name = join([line.before for line in block if line.before])
        if any(line.values for line in block) and cells is None:
            lost = True
            cells = [EMPTY] * len(order)
        filled = tuple((i, c) for i, c in zip(order, cells or (), strict=False) if c)
        has = bool(block[0].values) or len(block) > 1
        strips.append(Strip(block[0].line, ((name_at, name), *filled), name, has))
    rows = []
    for group in group_rows(strips, _CUT_OFF):
        columns: list[list[Printed]] = [[] for _ in head.columns]
        for strip in group:
            for i, cell in strip.cells:
                columns[i].append(cell)
        rows.append(tuple(join(cells) for cells in columns))
    return rows, lost


def _settled(lines: Sequence[_Line]) -> list[_Line]:
    """A bracket alone on its line goes with the name where no figures stand before it."""
    settled: list[_Line] = []
    for line in lines:
        alone = not line.before and all(_kind(v.text) == "tail" for v in line.values)
        named = settled and settled[-1].before and not settled[-1].values
        if line.values and alone and named and not re.search(r"\d", line.values[0].key):
            line = replace(line, before=join(line.values), values=())  # noqa: PLW2901
        settled.append(line)
    return settled


def _blocks(lines: Sequence[_Line]) -> list[list[_Line]]:
    """Put lines together whose values run on: no name stands between them."""
    blocks: list[list[_Line]] = []
    for line in lines:
        runs_on = blocks and line.values and not line.before and blocks[-1][-1].values
        if runs_on:
            blocks[-1].append(line)
        else:
            blocks.append([line])
    return blocks


def _cells(words: Sequence[Printed], count: int, head: Head) -> list[Printed] | None:
    """Part the words into as many cells as there are columns; None where it does not come out."""
    cells: list[list[Printed]] = []
    shares: list[str] = []
    for word in words:
        kind = _kind(word.text)
        unit_follows = kind == "unit" and not _has_unit_column(head)
        if (kind == "tail" or unit_follows) and cells:
            cells[-1].append(word)
        elif kind == "share":
            if not shares or word.text in shares:
                shares = []
                cells.append([])
            shares.append(word.text)
            cells[-1].append(word)
        elif shares and cells and _kind(cells[-1][-1].text) == "share":
            cells[-1].append(word)
        else:
            shares = []
            cells.append([word])
    joined = [_spaced(cell) for cell in cells]
    return joined if len(joined) == count and _plausible(joined, head) else None


def _has_unit_column(head: Head) -> bool:
    return head.first(Role.UNIT) is not None


def _spaced(words: Sequence[Printed]) -> Printed:
    text = " ".join(w.text for w in words) if any(SHARES.fullmatch(w.text) for w in words) else ""
    joined = join(words)
    return replace(joined, text=text) if text else joined


def _plausible(cells: Sequence[Printed], head: Head) -> bool:
    order = [c.role for c in head.columns if c.role in VALUE_ROLES or c.role is Role.UNIT]
    for role, cell in zip(order, cells, strict=True):
        fits = is_unit(cell.text) if role is Role.UNIT else is_value(cell.text)
        if not is_empty(cell) and not fits:
            return False
    return True
