"""Lines of a head whose labels one space parts, or nothing: the known words and the periods."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise, takewhile

from index.kpi.broken import is_balanced
from index.kpi.labels import name_label, role_of
from index.kpi.pieces import MEASURED, WORD, words_of
from index.kpi.source import EMPTY, Printed, Source, join
from index.kpi.vocabulary import HEAD_WORD, HEAD_WORDS, VALUE_ROLES, Role
from index.kpi.words import Kind, kind_of
from index.quantities import PERIOD, fold_same_length, is_period, unit_of

# A year whose era stands elsewhere.
_LOOSE = re.compile(r"\d{1,2}年度末?")
_YEAR_END = re.compile(r"(?:年?度)?[)）]|年?度")
_BEGUN_YEAR = re.compile(r"(?:令和|平成)[\d０-９]{1,2}(?:年度?)?$")
_BRACKET = re.compile(r"[(\[]([^()\[\]]*)[)\]]")
# A word, or a year: 令和 3 年度.
_LABEL = re.compile(rf"(?:{PERIOD.pattern})(?<!\s)(?=\s|$)|{WORD.pattern}", re.MULTILINE)
# One letter of each word for what is known, and behind it one of each word for targets.
OF_BOTH = re.compile(
    "[現基準当初策定直開起ベス従画導首見績推結最進決評回BbCc].*[標検ざ指将到後終間画末達TtGg]"
)
_LETTER = re.compile(r"[^\W\d_]")
_LONGEST, LONGEST_LINE = 60, 80
AIM = "目標"


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a head, or a period, which has no role."""

    role: Role | None
    text: str
    bracketed: bool = False


def head_tokens(text: str) -> list[Token] | None:
    """Cut a squeezed line into known head words and periods; None where something else is left."""
    key, at = fold_same_length("".join(text.split())), 0
    if len(key) > _LONGEST:
        return None
    tokens: list[Token] = []
    while at < len(key):
        found = _token(key, at)
        if found is None:
            return None
        token, start, at = found
        if token.role is None and token.text:
            places = [i for i, c in enumerate(text) if not c.isspace()]
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
        words = ((role, word.fullmatch(bracket[1])) for role, word in HEAD_WORDS)
        role = next((role for role, found in words if found and role in VALUE_ROLES), None)
        if role and not period and bracket[1][-1] not in "年度":
            return Token(role, bracket[1], True), start, bracket.end()
        return Token(None, period.group() if period else "", True), start, bracket.end()
    period = PERIOD.match(key, at) or _LOOSE.match(key, at)
    if period:
        return Token(None, period.group()), at, period.end()
    if not HEAD_WORD.match(key, at):
        return None
    matches = [(words.match(key, at), role) for role, words in HEAD_WORDS]
    found = [(m.end(), role, m.group()) for m, role in matches if m]
    end, role, word = max(found, key=lambda f: f[0])
    return Token(role, word), at, end


def labels_of(source: Source, line: int) -> list[Printed]:
    """Return the words of a line of a head; letters that stand alone are one spaced-out word.

    A line that is too long for one is not cut.
    """
    span = source.span(line)
    if span.end - span.start > LONGEST_LINE:
        return [source.cell(line)]
    labels: list[Printed] = []
    spaced: list[Printed] = []
    for word in [*words_of(source, line, _LABEL), EMPTY]:
        if _LETTER.fullmatch(word.text):
            spaced.append(word)
            continue
        labels += _spelled(source, spaced) if spaced else []
        word = replace(word, text="".join(word.text.split())) if " " in word.text else word
        labels += [word] if word else []
        spaced = []
    return labels


def _spelled(source: Source, letters: Sequence[Printed]) -> list[Printed]:
    """Return the words that letters spell: 指 標 現 状 値; one if they are not all known."""
    tokens = head_tokens("".join(letter.text for letter in letters)) or ()
    ends = [*accumulate((len(token.text) for token in tokens), initial=0)]
    if ends[-1] != len(letters):
        ends = [0, len(letters)]
    return [source.stretch(letters[a:b]) for a, b in pairwise(ends) if b > a]


def head_pieces(source: Source, lines: Sequence[int], *, cut: bool) -> list[tuple[int, Printed]]:
    """Return what may be the labels of a head, each with its line: the words of lines to be cut."""
    labels = [(n, labels_of(source, n) if cut else [source.cell(n)]) for n in lines]
    heads = takewhile(lambda each: not (cut and is_valued_line(each[1])), labels[1:])
    printed = [(line, label) for line, each in [*labels[:1], *heads] for label in each]
    pieces = [(line, part) for line, label in printed for part in _unglued(source, label)]
    return _read_on(pieces, cut=cut)


def _unglued(source: Source, label: Printed) -> list[Printed]:
    """Part two labels that nothing parts: 現状値目標値; a year from what has none: 担当課令和6."""
    start, end = label.spans[0].start, label.spans[-1].end
    year = _BEGUN_YEAR.search(source.text, start, end)
    if year and year.start() > start:
        two = [source.printed(start, year.start()), source.printed(year.start(), end)]
        if role_of(two[0]) not in VALUE_ROLES | {None, Role.WHEN}:
            return two
    for at in range(start + 2, end - 1) if OF_BOTH.search(label.key) else ():
        first, second = source.printed(start, at), source.printed(at, end)
        if role_of(second) is not Role.TARGET or role_of(first) not in MEASURED - {Role.TARGET}:
            continue
        if second.text[0] not in "(（値" and is_balanced(second.text):
            return [first, second]  # Else it is of the first, with its year.
    return [label]


def is_valued_line(words: Sequence[Printed]) -> bool:
    """Whether two figures stand on a line, or one with its unit: a row."""
    figures = [w for w in words if kind_of(w.key) is Kind.VALUE and re.search(r"\d", w.key)]
    return len(figures) > 1 or any(unit_of(figure.text) for figure in figures)


def _read_on(pieces: Sequence[tuple[int, Printed]], *, cut: bool) -> list[tuple[int, Printed]]:
    """Put labels that read on together: 策定時値の, 算出資料; 現状, 値; 令和12年, 度.

    So are 令和12, 年度 where lines are `cut`; where each is a cell 年度 may be one of its own.
    """
    found: list[tuple[int, Printed]] = []
    ended = last = -1
    for line, piece in pieces:
        # An end that does not begin its line, or follow another, stands below another column;
        # or right behind its year: 令和8年 度.
        ends = _YEAR_END.fullmatch(piece.text) if cut or piece.text != "年度" else None
        if ends and found and found[-1][0] == line and _is_cut_year(found[-1][1], piece):
            found[-1] = line, join([found[-1][1], piece])
            continue
        may_end = ends and (line > last or ended == line)
        begun = (i for i, (_, label) in enumerate(found) if may_end and _is_cut_year(label, piece))
        at, last = next(begun, None), line
        if at is not None:
            found[at], ended = (line, join([found[at][1], piece])), line
            continue
        above = found[-1][1] if found else EMPTY
        torn = piece.text == "値" and role_of(above) in MEASURED
        if torn or above.text.endswith("の"):
            found[-1] = line, join([found[-1][1], piece])
        else:
            found.append((line, piece))
    return found


def _is_cut_year(label: Printed, end: Printed) -> bool:
    """Whether a year is whole with its end, which stands below: 令和12年, 度; 目標（R8, ）."""
    opened = re.search(r"(?:^|[(（])[^()（）]*$", label.text)
    year = opened[0] + end.text if opened else ""
    # 令和6, 年度 is one label, but R6, 年度 are two.
    whole = end.text == "年度" and not _BEGUN_YEAR.search(label.text)
    return is_period(year.strip("()（）")) and is_balanced(year) and not whole


def with_names(cells: Sequence[Printed]) -> list[Printed]:
    """Take 目標 for the label of names where others behind it say what is known and aimed at.

    Where they do not, what begins with it is no head: nothing is returned.
    """
    told = {Role.BASELINE, Role.TARGET} <= {role_of(cell) for cell in cells[1:]}
    if cells and told and cells[0].key in (AIM, f"数値{AIM}"):
        return [replace(cells[0], text="指標"), *cells[1:]]
    return [] if cells and cells[0].key == AIM else list(cells)


def are_whole(pieces: Sequence[tuple[int, Printed]], below: Sequence[tuple[int, Printed]]) -> bool:
    """Whether no line holds several labels: 指標 単位, R9目標 R14目標; and none below, R7 R9."""
    dated = [piece.text.split() for _, piece in (*pieces, *below)]
    if any(len(words) > 1 and all(map(_says_when, words)) for words in dated):
        return False
    for _, piece in pieces:
        spaced = " " in piece.text and head_tokens(piece.text)
        if spaced and len({token.role for token in spaced} - {None}) > 1:
            return False
        words = PERIOD.sub(" ", fold_same_length(piece.text)).split()
        roles = [name_label(word).role for word in words if word[0] != "("]
        if (len(set(roles)) > 1 and None not in roles) or roles.count(Role.TARGET) > 1:
            return False
    return True


def _says_when(word: str) -> bool:
    return is_period(word.strip("()（）"))
