"""Heads of raw tables: known words and years run on, and are put together to columns."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from index.kpi.heads import Head, settle_goals, settle_years, without_others
from index.kpi.labels import Column, name_label
from index.kpi.source import Source
from index.kpi.vocabulary import PARTS, RAW_WORDS, VALUE_ROLES, Role
from index.quantities import PERIOD, fold_same_length, parse_period

_OPENERS = (Role.NAME, Role.GOAL, Role.BASELINE, Role.TARGET)
_OPENER = re.compile(r"指\s*標|項\s*目|目\s*標|K\s*[PG]\s*I|現\s*[況状在]|基\s*準|当\s*初")
# A column before the names, on a line of its own.
_BEFORE = re.compile(
    r"分\s*野|区\s*分|施策名?|N[oOｏ][.．]?|№|番号|政策|戦略|基本(?:目標|方針|施策)"
)
_NAMES = re.compile(r"指\s*標|項\s*目|K\s*[PG]\s*I")
# 取組 指標 are two columns, 取組指標 is one.
_GROUP = re.compile(r"\s*(取組み?|施策|事業)\s+(?=指\s*標|項\s*目|K\s*P)")
UNNAMED = "指標名の見出しなし"
# A year whose era stands elsewhere.
# What may head the names though it is no known word: 具体例.
_UNKNOWN = re.compile(r"[^\W\d_]{2,8}")
_KNOWN = frozenset({Role.BASELINE, Role.ACTUAL})
_LOOSE = re.compile(r"\d{1,2}年度末?")
_NOTE = re.compile("※")
_BRACKET = re.compile(r"[(\[]([^()\[\]]*)[)\]]")
_MOST_HEAD_LINES, _LONGEST_HEAD_LINE, _LONGEST_WORD = 14, 60, 16


@dataclass(frozen=True, slots=True)
class Token:
    role: Role | None  # None: a period
    text: str
    bracketed: bool = False


def raw_head(
    source: Source, line: int, stops: frozenset[int], taken: frozenset[int]
) -> tuple[Head, int] | None:
    """Read a head that begins with the word for names and goes on while its words are known."""
    lines: list[list[Token]] = []
    above = ""
    best: tuple[Head, int] | None = None
    following, limit = line, min(line + _MOST_HEAD_LINES, source.count)
    while following < limit:
        if lines and source.is_blank(following) and not source.is_blank(following - 1):
            following += 1
            continue
        if not _is_free(source, following, taken) or (following > line and following in stops):
            break
        if not lines and not _may_begin(source, line, stops):
            return None
        text = _text(source, following)
        below = _text(source, following + 1) if _is_free(source, following + 1, taken) else ""
        before = [token for tokens in lines for token in tokens]
        found = _line_tokens(text, before) or _joined_tokens(lines, above, text, below)
        if found is None or not (lines or _opens(text, found.tokens)):
            break
        lines = [*lines[: len(lines) - found.of_above], found.tokens]
        above = f"{above}{text}" if found.of_above else text
        following += 1 + found.of_below
        head = _head([token for tokens in lines for token in tokens])
        best = (head, following) if head else best
    return best


@dataclass(frozen=True, slots=True)
class _Line:
    """The tokens of a line; `of_above` and `of_below` lines beside it are put together with it."""

    tokens: list[Token]
    of_above: int = 0
    of_below: int = 0


def _is_free(source: Source, line: int, taken: frozenset[int]) -> bool:
    return line < source.count and source.is_readable(line) and line not in taken


def _text(source: Source, line: int) -> str:
    span = source.span(line)
    return source.text[span.start : span.end]


def _may_begin(source: Source, line: int, stops: frozenset[int]) -> bool:
    """Whether a line has the word that a head begins with."""
    span = source.span(line)
    if line in stops and not _NAMES.search(source.folded, span.start, span.end):
        return False
    opens = _OPENER.search(source.folded, span.start, span.end)
    return bool(opens or _BEFORE.fullmatch(_text(source, line)))


def _opens(text: str, tokens: Sequence[Token]) -> bool:
    return bool(_BEFORE.fullmatch(text)) or any(token.role in _OPENERS for token in tokens)


def _line_tokens(text: str, before: Sequence[Token]) -> _Line | None:
    """Cut a line into words of a head; a note has none of them."""
    if before and _NOTE.match(text):
        return _Line([])
    more = head_tokens(text)
    more = _loose_tokens(text, before) if more is None else more
    return None if more is None else _Line(more)


def _joined_tokens(
    lines: Sequence[Sequence[Token]], above: str, text: str, below: str
) -> _Line | None:
    """Cut a line that a word is broken over, together with the line above or below it.

    Where what explains is broken over lines, so are the explanations: they cannot be told apart.
    """
    more = head_tokens(f"{above}{text}") if lines else None
    if more is not None and len(more) == len(lines[-1]):
        return None if _explains(more) else _Line(more, of_above=1)
    more = head_tokens(f"{text}{below}") if below else None
    return None if more is None or _explains(more) else _Line(more, of_below=1)


def _explains(tokens: Sequence[Token]) -> bool:
    return any(token.role is Role.OTHER for token in tokens)


def head_tokens(text: str) -> list[Token] | None:
    """Cut a squeezed line into known head words and periods; None where something else is left."""
    group = _GROUP.match(text)
    if group:
        named = head_tokens(text[group.end() :])
        return named and [Token(Role.GROUP, group[1]), *named]
    key, at = fold_same_length("".join(text.split())), 0
    if len(key) > _LONGEST_HEAD_LINE:
        return None
    places = [i for i, c in enumerate(text) if not c.isspace()]
    tokens: list[Token] = []
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


def _token(key: str, at: int) -> tuple[Token, int, int] | None:
    """Return the token at a place, where its text begins, and where the next one may."""
    bracket = _BRACKET.match(key, at)
    if bracket:
        period = PERIOD.search(bracket[1]) or _LOOSE.search(bracket[1])
        start = bracket.start(1) + period.start() if period else at
        words = ((role, word.fullmatch(bracket[1])) for role, word in RAW_WORDS)
        role = next((role for role, found in words if found and role in VALUE_ROLES), None)
        if role and not period and bracket[1][-1] not in "年度":
            return Token(role, bracket[1], True), start, bracket.end()
        return Token(None, period.group() if period else "", True), start, bracket.end()
    period = PERIOD.match(key, at) or _LOOSE.match(key, at)
    if period:
        return Token(None, period.group()), at, period.end()
    matches = [(words.match(key, at), role) for role, words in RAW_WORDS]
    found = [(m.end(), role, m.group()) for m, role in matches if m]
    if not found:
        return None
    end, role, word = max(found, key=lambda f: f[0])
    return Token(role, word), at, end


def _loose_tokens(text: str, before: Sequence[Token]) -> list[Token] | None:
    """Take each word of a line as one label; all must be, and one of them a known value word.

    The first may be any, where others tell of values that are known and aimed at.
    """
    tokens: list[Token] = []
    known = True
    for word in text.split():
        more = head_tokens(word)
        column = name_label(word)
        named = not before and not tokens and _UNKNOWN.fullmatch(word)
        if more is None and named and column.role is None:
            column, known = Column(Role.NAME, None, word), False
        if more is None and (column.role is None or len(word) > _LONGEST_WORD):
            return None
        period = column.period if column.role in VALUE_ROLES else None
        dated = [Token(None, period, True)] if period else []
        tokens += [Token(column.role, column.label), *dated] if more is None else more
    roles = {token.role for token in (*before, *tokens)}
    told = Role.TARGET in roles and (known or not roles.isdisjoint(_KNOWN))
    return tokens if len(tokens) > 1 and told else None


def _head(tokens: Sequence[Token]) -> Head | None:
    """Put words and years together to columns: each year goes with the word it stands by."""
    tokens = _in_turn(_once(tokens))
    groups: list[list[Token]] = []
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
        elif joins and has_word and token.bracketed:
            continue  # 現状値(実績)
        elif joins:
            joins = not has_word or _is_pair(last, token)
        if joins:
            groups[-1].append(token)
        else:
            groups.append([token])
    for group, after in pairwise(groups):
        loose = [token for token in tokens if token.role is None]
        alone = len(loose) == 1 and group[1:] == loose and not loose[0].bracketed
        if alone and [token.role for token in after] == [Role.TARGET]:
            group.pop()  # 現状値 R9 目標値: a year too few is better than a wrong one
    columns = tuple(map(_column, groups))
    head = settle_years(settle_goals(without_others(Head(columns, 0))))
    roles = [c.role for c in head.columns]
    if Role.NAME not in roles and roles[0] in VALUE_ROLES:
        compared = Role.TARGET in roles and bool({Role.BASELINE, Role.ACTUAL} & set(roles))
        head = Head((Column(Role.NAME), *head.columns), 0, (UNNAMED,))
        return head if compared and Role.YEAR not in roles else None
    if roles[0] in VALUE_ROLES:
        return None
    whole = roles.count(Role.NAME) == 1 and Role.TARGET in roles and Role.YEAR not in roles
    # 指標 区分 単位: what stands before the values may be of either.
    beside = head.columns[head.name_at + 1 : head.measured[0]] if whole else ()
    return head if whole and not any(PARTS.fullmatch(c.label) for c in beside) else None


def _once(tokens: Sequence[Token]) -> list[Token]:
    """Leave out years that say in another count what stands before them: 平成29年（2017年）."""
    years = [parse_period(token.text) if token.role is None else None for token in tokens]
    pairs = zip(tokens, years, [None, *years], strict=False)
    return [token for token, year, above in pairs if not (year and year == above)]


def _in_turn(tokens: Sequence[Token]) -> Sequence[Token]:
    """Give years behind or before all the words to them in turn: 現状値 目標値 R4 R9."""
    years = [token for token in tokens if token.role is None]
    ahead = [*tokens[: len(years)]] == years
    words = tokens[len(years) :] if ahead else tokens[: len(tokens) - len(years)]
    count = sum(token.role in VALUE_ROLES and token.role is not Role.GOAL for token in words)
    if any(token.role is None for token in words) or not 1 < count == len(years):
        return tokens
    each = iter(years)
    pairs = (
        (word, next(each)) if word.role in VALUE_ROLES - {Role.GOAL} else (word,) for word in words
    )
    return [token for pair in pairs for token in pair]


def _is_pair(last: Sequence[Token], token: Token) -> bool:
    """前年度 実績 is one column."""
    return last[-1].role is token.role is Role.ACTUAL and last[-1].text == "前年度"


def _column(group: Sequence[Token]) -> Column:
    role = next((t.role for t in reversed(group) if t.role is not None), Role.YEAR)
    period = next((t.text for t in group if t.role is None and t.text), None)
    return Column(role, period, "".join(t.text for t in group if t.role is not None))
