"""Which KPI rows a list question means."""

import re
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from decimal import Decimal
from functools import lru_cache
from itertools import groupby
from operator import ge, gt, le, lt
from typing import Final

from bot.answering.owners import by_owner
from bot.answering.printings import indicator_key
from bot.answering.scope import scope
from bot.answering.years import measure_years
from bot.question import Question
from index.domain import KpiRow
from index.matching import Concept, Meter, Vocabulary
from index.normalize import fold_text
from index.quantities import PERIOD
from index.search import RowMatch
from index.tokens import content_terms
from index.words.themes import belonging_to

_LISTED: Final = 0.55
_ALIKE: Final = 0.6
_WHOLE: Final = 0.9
_BESIDE: Final = 0.88
_FEW: Final = 10
_NAMED: Final = 0.35

_BOUND: Final = re.compile(
    r"(\d+(?:\.\d+)?)\s?(%|割|[一-鿿ァ-ヶ]{1,2}?)(?<![歳才])(以上|以下|未満|超)"
    r"(?:の|を目指す|を目標とする|とする|になる)?(?=kpi|指標|数値目標|目標)"
)
_BOUNDS: Final = {"以上": ge, "以下": le, "未満": lt, "超": gt}

_ONLY: Final = re.compile(r"(?:だけ|のみ)(?![ぁ-ん]*でなく)|に(?:絞|しぼ|限)っ|\bonly\b")
_PLACED: Final = re.compile("の(?:編|章|節|ところ|とこ|施策|方針|柱)[のにはで]")
"""What says that the rows of a part of the plan are asked for: 下水とか浄化槽の編の指標."""
_NUMBERED: Final = re.compile(r"\d\.\d")
_UNIT: Final = re.compile(r"単位[がは](?P<unit>[^\s、。の]{1,6})")
_MEASURED: Final = re.compile(
    rf"{_UNIT.pattern}|(?P<share>割合|率|%|パーセント)|(?P<persons>人数)"
    r"|(?P<cases>件数)|(?P<money>金額|総額|円)"
)
_MEASURES: Final = {
    "share": (frozenset({"%", "パーセント", "ポイント", "割"}), "割合|率(?!先)"),
    "persons": (frozenset({"人", "名", "千人", "万人"}), "人数|者数"),
    "cases": (frozenset({"件"}), "件数"),
    "money": (frozenset({"円", "千円", "万円", "百万円", "億円"}), "額"),
}
"""In what units rows are counted, or what their names say, where only a measure is named."""

_STARTS: Final = re.compile(
    rf"(?:現状|基準|当初)(?:値|年度?)?[がは]?\s?(?:{PERIOD.pattern})", re.IGNORECASE
)
_SPELLED: Final = {"パーセント": "%", "ヘクタール": "ha", "トン": "t", "名": "人"}
_AIMS: Final = re.compile("数値目標")
_KPIS: Final = re.compile(r"指標|(?<!より)[KＫ][PＰ][IＩ](?!では?な)", re.IGNORECASE)


def by_goal(question: Question) -> Callable[[KpiRow], bool] | None:
    """Return a test for the SDG goals and targets asked for, None where none is."""
    if question.sdg_targets:
        return lambda row: bool(set(row.sdg_targets) & set(question.sdg_targets))
    if question.goals:
        heads = tuple(f"{goal}." for goal in question.goals)
        whole = {str(goal) for goal in question.goals}
        return lambda row: any(t.startswith(heads) or t in whole for t in row.sdg_targets)
    return None


def by_year(question: Question) -> Callable[[KpiRow], bool] | None:
    """Return a test for rows with a target in the years asked for, None where none is.

    Where it is said of what year they start from, the baseline counts: 現状値がR2のもの.
    """
    if not question.years:
        return None
    asked = set(question.years)
    if _STARTS.search(fold_text(question.text)):
        return lambda row: bool(asked & measure_years(row.baseline))
    return lambda row: any(asked & measure_years(target) for target in row.targets)


def by_figure(question: Question) -> Callable[[KpiRow], bool] | None:
    """Return a test for rows aiming at as much as is said (8割以上), None where nothing is.

    Where the present is spoken of, the baseline counts.
    """
    found = _BOUND.search(fold_text(question.text))
    if not found:
        return None
    figure, unit, bound = Decimal(found[1]), found[2], found[3]
    if unit == "割":
        figure, unit = figure * 10, "%"
    now = "現状" in question.text

    def reaches(row: KpiRow) -> bool:
        measures = [m for m in ((row.baseline,) if now else row.targets) if m and m.value]
        values = [m.value for m in measures if unit in fold_text(f"{m.text}{row.unit or ''}")]
        return any(_BOUNDS[bound](value, figure) for value in values if value is not None)

    return reaches


def by_measure(question: Question) -> Callable[[KpiRow], bool] | None:
    """Return a test for rows counted in what is said: 割合の指標, 単位が人の指標; None for none."""
    found = _MEASURED.search(fold_text(question.text))
    if not found:
        return None
    kind, unit = str(found.lastgroup), _SPELLED.get(found["unit"], found["unit"])
    units, named = (frozenset((unit,)), unit) if unit else _MEASURES[kind]

    def counts(row: KpiRow) -> bool:
        counted = fold_text(row.unit or "").strip("() ")
        return counted in units or bool(re.search(named, fold_text(row.indicator)))

    return counts


def select(
    question: Question,
    matches: Sequence[RowMatch],
    themes: Sequence[Sequence[Concept]],
    vocabulary: Vocabulary,
    titled: Collection[str] = (),
) -> tuple[list[RowMatch], bool]:
    """Return the rows that a list question asks for, and whether they are sure to be all.

    They are by goal, department, section or year, by theme only where all that is said of it
    leads to all rows of one heading. Of several `themes` the first is all that is said, the
    others are its parts, any of which will do. Without words left to choose by, all are meant,
    and so are those of plans `titled` by all that is said, where no heading within is.
    """
    matches = sorted(matches, key=lambda match: (match.row.plan_id, match.row.span))
    alone = by_goal(question) or by_owner(question, [m.row for m in matches], themes[0])
    if alone:
        return [match for match in matches if alone(match.row)], True
    if figure := by_figure(question):
        matches = [match for match in matches if figure(match.row)]
    counted = by_measure(question)
    if counted and _UNIT.search(fold_text(question.text)):
        return [match for match in matches if counted(match.row)], True
    scoped = scope(question, [match.row for match in matches])
    year = by_year(question)
    if scoped is not None:
        under = _aims([match for match in matches if scoped(match.row)], question)
        return [match for match in under if year and year(match.row)] or under, True
    kept = [match for match in matches if year(match.row)] if year else matches
    if titled and not _is_headed(matches, themes[0], vocabulary):
        return [match for match in kept if match.row.plan_id in titled], True
    if not themes[0]:
        every = [match for match in kept if counted(match.row)] if counted else kept
        return ([] if question.labels or _NUMBERED.search(question.topic) else every), True
    return _of_themes(question, kept, themes, vocabulary)


def _of_themes(
    question: Question,
    kept: Sequence[RowMatch],
    themes: Sequence[Sequence[Concept]],
    vocabulary: Vocabulary,
) -> tuple[list[RowMatch], bool]:
    """Return the rows of a theme, or else of any of its parts, with what belongs to them.

    They are sure to be all where they are those of one heading.
    """
    each = () if _is_headed(kept, themes[0], vocabulary) else themes[1:]
    parts = [_of_plans(kept, theme, vocabulary) for theme in each if theme]
    either = [match for met, group in parts if met >= 1 + _WHOLE for match in group]
    either = _with_most(either, kept, themes[0]) if _PLACED.search(question.text) else either
    met, chosen = (1 + _WHOLE, either) if either else _of_plans(kept, themes[0], vocabulary)
    if not _ONLY.search(fold_text(question.text)):
        chosen = _with_neighbours(chosen, kept)
    plans = {match.row.plan_id for match in chosen} or {match.row.plan_id for match in kept}
    alone = [theme[0].ways for theme in themes[1:] or themes if len(theme) == 1]
    belongs = belonging_to(way for ways in alone for way in ways)
    chosen += [m for m in kept if m.row.plan_id in plans and belongs(m.row.name)]
    paths = {(m.row.plan_id, m.row.path) for m in chosen}
    whole = [m for m in kept if (m.row.plan_id, m.row.path) in paths]
    sure = met >= 1 + _WHOLE and len(paths) == 1 and len(whole) == len(chosen)
    return [match for match in kept if match in chosen], sure


def _is_headed(
    matches: Sequence[RowMatch], concepts: Sequence[Concept], vocabulary: Vocabulary
) -> bool:
    """Whether a heading that is not above all rows speaks of a whole theme."""
    meter = Meter(concepts, vocabulary, exact=True)
    above = Counter(heading for match in matches for heading in set(match.row.path))
    return any(meter(h) >= _WHOLE for h, many in above.items() if many < len(matches))


def _of_plans(
    matches: Sequence[RowMatch], concepts: Sequence[Concept], vocabulary: Vocabulary
) -> tuple[float, list[RowMatch]]:
    """Return the rows of a theme in the plans that speak of it most, and how far they do."""
    plans = [
        by_theme(list(of_plan), concepts, vocabulary)
        for _, of_plan in groupby(matches, lambda match: (match.row.plan_id, match.row.revision))
    ]
    best = max((theme for theme, _ in plans), default=0.0)
    return best, [m for theme, chosen in plans if theme >= best * _BESIDE for m in chosen]


def _aims(under: list[RowMatch], question: Question) -> list[RowMatch]:
    """Keep the rows that stand highest under a heading whose 数値目標 are asked for.

    Strategies have these of each goal, and KPIs of the measures below it.
    """
    if not _AIMS.search(question.text) or _KPIS.search(question.text):
        return under
    highest = min((len(match.row.path) for match in under), default=0)
    return [match for match in under if len(match.row.path) == highest]


def by_theme(
    matches: Sequence[RowMatch], concepts: Sequence[Concept], vocabulary: Vocabulary
) -> tuple[float, list[RowMatch]]:
    """Return the rows whose name or headings speak of the theme, by its words before its meaning.

    The fewer headings above a row are needed to meet the theme, the nearer it is to it. With them
    comes how far they meet it.
    """
    meter = Meter(concepts, vocabulary, exact=True)
    deepest = max((len(match.row.path) for match in matches), default=0)
    levels = [[meter(_said(m.row, depth)) for m in matches] for depth in range(deepest + 1)]
    whole = max((met for level in levels for met in level), default=0.0)
    found: list[RowMatch] = []
    for level in (*levels[1:], levels[0]) if whole >= _LISTED else ():
        if max(level) == whole:
            under, near = (
                [m for m, met in zip(matches, each, strict=True) if met >= whole * _BESIDE]
                for each in (levels[-1], level)
            )
            found = _with_most(_named(near, concepts), under, concepts)
            # A heading that stands above all rows parts nothing: there the names alone do.
            if len(found) < len(matches):
                break
    if found:
        return 1 + whole, found
    best = max((match.cover for match in matches), default=0.0)
    if best >= _ALIKE:
        return best, _named([m for m in matches if m.cover >= best * _BESIDE], concepts)
    return 0.0, []


def _with_neighbours(chosen: list[RowMatch], matches: Sequence[RowMatch]) -> list[RowMatch]:
    """Add to a single row that is not named those under the same headings: a list is of several."""
    if len({indicator_key(match.row.indicator) for match in chosen}) > 1:
        return chosen
    homes = {m.row.section_id for m in chosen if m.row.path and m.told < _NAMED}
    beside = [m for m in matches if m.row.section_id in homes and m not in chosen]
    return [*chosen, *beside] if len(beside) < _FEW else chosen


def _with_most(
    chosen: list[RowMatch], under: Sequence[RowMatch], concepts: Sequence[Concept]
) -> list[RowMatch]:
    """Add those `under` headings that speak of the theme to where most are chosen already.

    Half will do where the heading begins with the theme.
    """
    many = Counter(match.row.section_id for match in under)
    found = Counter(match.row.section_id for match in chosen)
    begins = {concept.ways[0][0] for concept in concepts}
    led = {m.row.section_id for m in under if any(_first(h) in begins for h in m.row.path)}
    homes = {at for at in found if found[at] < many[at] < 2 * found[at] + (at in led)}
    return [*chosen, *(m for m in under if m.row.section_id in homes and m not in chosen)]


def _first(heading: str) -> str:
    """Return the first word of a heading behind its number."""
    return next((term for term in content_terms(heading) if not term[0].isdigit()), "")


def _said(row: KpiRow, depth: int) -> str:
    """Return a row with the last `depth` headings above it."""
    return " ".join(
        (*row.path[len(row.path) - min(depth, len(row.path)) :], row.name, row.unit or "")
    )


def _named(matches: list[RowMatch], concepts: Sequence[Concept]) -> list[RowMatch]:
    """Keep the rows under a heading that says nothing but what was asked, where there are any."""
    asked = {term for concept in concepts for way in concept.ways for term in way}
    named = [m for m in matches if any(_is_said(heading, asked) for heading in m.row.path)]
    return named or matches


def _is_said(heading: str, asked: set[str]) -> bool:
    terms = {term for term in _terms(heading) if not term[0].isdigit() and len(term) > 1}
    return bool(terms) and terms <= asked


@lru_cache(maxsize=1 << 14)
def _terms(text: str) -> frozenset[str]:
    return frozenset(content_terms(text))
