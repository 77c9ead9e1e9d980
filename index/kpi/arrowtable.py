"""Tables with one column for both values: 10人 → 50人 below 現状 → 目標（令和９年度）."""

import re

from index.kpi.labels import is_empty
from index.kpi.names import clean_name, is_name, unit_for
from index.kpi.rows import Draft
from index.kpi.source import Printed, Source
from index.kpi.values import is_value
from index.kpi.vocabulary import FORM_WORDS, Role
from index.quantities import PERIOD, fold_same_length, parse_measure

_WORDS = {role: words.pattern for role, words in FORM_WORDS}
_YEAR = rf"\s*(?:\(\s*(?:{PERIOD.pattern})[^()]*\))?\s*"
_HEAD = re.compile(
    rf"(?:{_WORDS[Role.BASELINE]}){_YEAR}→\s*(?:{_WORDS[Role.TARGET]}){_YEAR}(?=$|[\s|])"
)
_GAP = re.compile(r"\s*[|｜\t]\s*|\s{2,}|\s*\u3000\s*")
_MOST_BLANKS = 1
Years = tuple[str | None, str | None]


def read_arrow_tables(source: Source, taken: frozenset[int]) -> list[Draft]:
    """Read every row below such a head that has a name and two values."""
    drafts: list[Draft] = []
    years: Years | None = None
    blanks = 0
    for line in range(source.count):
        if not source.is_readable(line) or line in taken:
            blanks += 1
            years = years if blanks <= _MOST_BLANKS and line not in taken else None
            continue
        folded = source.line_text(line)
        head = _HEAD.search(folded) if "→" in folded else None
        if head:
            years = _years(source, line, head)
        elif years and "→" in folded:
            drafts += [draft for draft in (_row(source, line, years),) if draft]
        elif years and not re.fullmatch(r"[\s|:\-+]+", folded):
            years = None
        blanks = 0
    return drafts


def _years(source: Source, line: int, head: re.Match[str]) -> Years:
    """Return the years that stand before and behind the arrow of the head."""
    start, arrow = source.starts[line], head.group().index("→") + head.start()
    found: list[str | None] = []
    for a, b in ((head.start(), arrow), (arrow, head.end())):
        year = PERIOD.search(source.folded, start + a, start + b)
        found.append(source.text[year.start() : year.end()] if year else None)
    return found[0], found[1]


def _row(source: Source, line: int, years: Years) -> Draft | None:
    span = source.span(line)
    cells = _cells(source, line)
    at = next(i for i, cell in enumerate(cells) if "→" in fold_same_length(cell.text))
    figures = [p.strip() for p in re.split("[→⇒]", cells[at].text)]
    names = [cell.text for cell in cells[:at] if is_name(cell.text)]
    if len(figures) != 2 or not names:
        return None
    measures = [parse_measure(text, year) for text, year in zip(figures, years, strict=True)]
    name, doubts = clean_name(names[-1])
    baseline = None if is_empty(Printed(measures[0].text, ())) else measures[0]
    fit = all(is_value(m.text) for m in (baseline, measures[1]) if m)
    if not fit or not any(re.search(r"\d", text) for text in figures):
        return None
    unit = unit_for(name, None, [m for m in (baseline, measures[1]) if m])
    return Draft(name, (span,), unit, baseline, (measures[1],), doubts=doubts)


def _cells(source: Source, line: int) -> list[Printed]:
    """Part a line at bars, tabs and gaps; a gap around an arrow parts nothing."""
    start, end = source.starts[line], source.ends[line]
    gaps = [
        gap
        for gap in _GAP.finditer(source.text, start, end)
        if "→" not in source.folded[max(start, gap.start() - 1) : gap.end() + 1]
    ]
    edges = [start, *(edge for gap in gaps for edge in gap.span()), end]
    cells = [source.printed(a, b) for a, b in zip(edges[::2], edges[1::2], strict=True)]
    return [cell for cell in cells if cell]
