"""Indicators in sentences: 1つ目は、…の割合です。R5は58％でした。R11に90％を目指します。"""

import re
from collections.abc import Iterator, Sequence, Set
from itertools import accumulate, takewhile

from index.kpi.broken import USUAL_END
from index.kpi.dealing import Slot
from index.kpi.drafts import Draft
from index.kpi.form import Form
from index.kpi.inline import joined
from index.kpi.inlinetext import InlineText
from index.kpi.source import Printed, Source, squeeze
from index.kpi.vocabulary import BULLETS, FORM_WORDS, LEADS, Role
from index.quantities import PERIOD, parse_period, unit_of
from index.units import AFTER_FIGURE

_WORDS = {role: words.pattern for role, words in FORM_WORDS}
_FIRST = r"(?:\d{1,2}|[一二三四五六七八九十]{1,2})"
_END = r"(?P<name>\S.*?)(?:です|である|であり|とします|とする)?$"
# What names an indicator: 指標、…; below a word for KPIs 1つ目は、…です, …を、令和5年度の… too.
_LABEL = re.compile(rf"\s*(?:{_WORDS[Role.NAME]})(?:は|(?=[,:]))[,:]?\s*{_END}")
_OPENINGS = (
    _LABEL,
    re.compile(
        rf"\s*(?:{_FIRST}[つ番点]目|第{_FIRST}|次|最後|もう[一1]つ)(?:の(?:成果)?指標)?[はがに],?\s*{_END}"
    ),
    re.compile(
        rf"\s*(?:[{BULLETS}-]|\(?{_FIRST}[.)]|[①-⑳])?\s*(?:「(?P<quoted>[^「」]+)」|(?P<topic>\S.*?[数率額量合積件者人口度値比点所高間長計)]))"
        r"(?:は|を|について),?(?=.*\d)"
    ),
)
# Where none is announced a sentence must say from what to what.
_TOPIC = re.compile(
    r"\s*(?:(?:また|なお|さらに|そして|加えて|あわせて|このほか|特に|一方|これら[^,]{0,6}),)?"
    r"(?P<topic>[^\s,][^,]{2,60}?[数率額量合積件者人)])(?:は|を),?(?=.*\d)"
)
# What is quick to look for in all of these.
_OF_TOPIC = re.compile(r"[数率額量合積件者人)][はを].*\d")
_CLAUSE = re.compile(r"(?:[^。()「」]|\([^()]*\)|「[^「」]*」)+")
_TOKEN = re.compile(
    rf"(?P<year>{PERIOD.pattern})|(?P<known>{_WORDS[Role.BASELINE]}|実績値?)|(?P<aim>{_WORDS[Role.TARGET]})"
    rf"|(?P<value>(?:(?:{LEADS}|年)*△?\d[\d,.]*(?:\s?{AFTER_FIGURE.pattern})?(?:以[上下内]|未満|程度)?){{1,2}}"
    rf"(?:\s?\((?:{PERIOD.pattern})\))?)"
)
_LABELLED = re.compile(r"\s*(?P<word>[^\s,:はが]{1,12})\s*[,:は]\s*")
# By what follows it a value is known or aimed at; 5人増やします is neither, nor what has been done.
_DO = (
    "(?:(?:引き?)?[上下]げ|増や|減ら|高め|伸ば|戻|抑え|縮め|広げ|向上|改善|す|し(?!た|て|まし)|$|,)"
)
_ROLES = (
    (Role.BASELINE, re.compile(r"[をの]?から|を,?\s*$")),
    (Role.BASELINE, re.compile("でした|です|であ|だった|となって|に(?:とどま|なって)")),
    (Role.TARGET, re.compile(rf"(?:[にへと]|まで)+{_DO}|[をがの](?:目[指標]|めざ|達成|維持|確保)")),
    (Role.TARGET, re.compile(r"[,(]?\s*$")),
)
_LACKS = re.compile("な[いく]|なし|ません|未")
_DONE = re.compile("(?<!目指し)(?<!目標とし)(?:ました|した|った|ている|ています)$")
# Words that may stand beside the figures: those of others have names beside them.
_PLAIN = re.compile(
    "[上下増減高伸抑縮広向図値末引戻産]|平均|目[標指]|現[状在]|調査|時点|期間|計画|最終|中間|達成"
    "|維持|確保|年度|設定"
)
_SCALE = re.compile("^[十百千万億兆]+")
_WORD = re.compile(r"[一-鿿ァ-ヺA-Za-z]")
_MOST_LINES, _NEAR = 4, 12


def read_sentences(source: Source, taken: frozenset[int]) -> list[Draft]:
    """Read every indicator that sentences name and say the figures of."""
    drafts: list[Draft] = []
    announced = -_NEAR
    for line in range(source.count):
        if not source.is_readable(line) or line in taken:
            continue
        announced = line if source.announces(line) else announced
        openings = _OPENINGS if line - announced < _NEAR else _OPENINGS[:1]
        lines: list[int] = []
        while _named(source.line_text(line), openings) and len(lines) < _MOST_LINES:
            lines.append(line + len(lines))
            if lines[-1] in {source.count, *taken} or not source.is_readable(lines[-1]):
                break
            text = joined(source, [], lines)
            named = _named(text.folded, openings) if text.folded.endswith("。") else None
            if named and (draft := _read(text, named)):
                drafts.append(draft)
                break
        else:
            drafts += _told(source, line, taken)
    return drafts


def _told(source: Source, line: int, taken: Set[int]) -> Iterator[Draft]:
    """Yield the indicators of which sentences that begin on a line say from what to what."""
    said = source.line_text(line)
    if "。" not in said or not (_OF_TOPIC.search(said) and _TOPIC.search(said)):
        return
    near = range(line, min(line + _MOST_LINES, source.count))
    free = takewhile(lambda n: n not in taken and source.is_readable(n), near)
    text = joined(source, [], list(free))
    ends = list(accumulate(span.end - span.start for span in text.spans))
    clauses = [c for c in _CLAUSE.finditer(text.folded) if text.folded.startswith("。", c.end())]
    for at, clause in enumerate(clauses):
        named = _TOPIC.match(clause[0])
        if not named or clause.start() + named.end() > ends[0] or not (at or _begins(source, line)):
            continue
        for last in clauses[at : at + 2]:
            a, b = clause.start(), last.end()
            spans = text.spans[: 1 + sum(end < b for end in ends)]
            part = InlineText(text.folded[a:b], text.printed[a:b], spans)
            if draft := _read(part, named, told=True):
                yield draft
                break


def _begins(source: Source, line: int) -> bool:
    """Whether a sentence begins where a line does."""
    above = source.line_text(line - 1).rstrip() if line else ""
    return not above or above.endswith("。") or source.line_text(line)[:1].isspace()


def _named(text: str, openings: Sequence[re.Pattern[str]]) -> re.Match[str] | None:
    first = _CLAUSE.match(text)
    found = (opening.match(first[0]) for opening in openings) if first else ()
    return next((match for match in found if match), None)


def _read(text: InlineText, named: re.Match[str], *, told: bool = False) -> Draft | None:
    """Read what is named; None where a figure may be of something else."""
    slots = [Slot(Role.NAME, None, [_cell(text, *named.span(named.lastgroup or 0))])]
    for clause in _CLAUSE.finditer(text.folded, named.end()):
        said = _slots(text, *clause.span())
        if said is None:
            return None
        slots += said
    known, aims = ([s for s in slots if s.role is r] for r in (Role.BASELINE, Role.TARGET))
    years = [p.last for slot in (*known, *aims) if (p := parse_period(slot.period))]
    units = {_SCALE.sub("", unit_of(slot.cells[0].text) or "") for slot in (*known, *aims)} - {""}
    name = slots[0].cells[0].key
    usual = named.re is _LABEL or USUAL_END.search(name) or name.endswith("計")
    plain = years == sorted(years) and len(units) < 2 and len(known) < 2
    whole = usual and plain and aims and (known or (len(aims) == 1 and not told))
    return Form(slots).draft() if whole else None


def _slots(text: InlineText, start: int, end: int) -> list[Slot] | None:
    """Return the figures of a clause; None where it is not said of what or when one is."""
    labelled = _LABELLED.match(text.folded, start, end)
    word = squeeze(labelled["word"]) if labelled else ""
    role = next((role for role, words in FORM_WORDS if words.fullmatch(word)), None)
    if labelled and role not in (None, Role.BASELINE, Role.TARGET):
        return [Slot(role or Role.OTHER, None, [_cell(text, labelled.end(), end)])]
    tokens = list(_TOKEN.finditer(text.folded, start, end))
    if not any(token["value"] for token in tokens):
        lacks = any(t["known"] for t in tokens) and _LACKS.search(text.folded, start, end)
        return [Slot(Role.BASELINE, None, [Printed("－", text.spans)])] if lacks else []
    edges = [start, *(edge for token in tokens for edge in token.span()), end]
    gaps = [text.folded[a:b] for a, b in zip(edges[::2], edges[1::2], strict=True)]
    if _WORD.search(_PLAIN.sub("", "".join(gaps))):
        return None
    done = _DONE.search(text.folded, start, end)
    slots: list[Slot] = []
    year, role = None, role if role is Role.TARGET else None
    for at, (token, behind) in enumerate(zip(tokens, gaps[1:], strict=True)):
        cell = _cell(text, *token.span())
        year = cell.text.removesuffix("まで") if token["year"] else year
        role = Role.BASELINE if token["known"] else Role.TARGET if token["aim"] else role
        if token["value"]:
            own = role or next((role for role, words in _ROLES if words.match(behind)), None)
            after = [t for t in tokens[at + 1 :] if not t["year"]]
            own = Role.BASELINE if len(after) > 1 and after[0]["aim"] and not role else own
            dated = year or role or token[0].endswith(")")
            if not (own and dated) or (done and not role and own is Role.TARGET):
                return None
            slots.append(Slot(own, year, [cell]))
            year, role = None, role if role is Role.TARGET else None
    return slots


def _cell(text: InlineText, start: int, end: int) -> Printed:
    return Printed(text.cut(start, end), text.spans)
