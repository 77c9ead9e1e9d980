"""How sure an answer is: what speaks for a passage or a KPI row."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from bot.answering import compounds, counted, said_figures, wanted
from bot.answering.years import asks_for_aims, is_dated, lacks_actual, row_years, years_in
from bot.question import Kind, Question
from index.domain import Measure, PassageKind
from index.matching import Concept, letters_of
from index.search import PassageMatch, RowMatch
from index.words.contrasts import is_other

Features = dict[str, float]

_HERE: Final = 0.9
_MET: Final = 0.5
"""How far the last word of what only names something is met by a row that may be meant."""
_UNMET: Final = 0.3
"""How far the last of the nouns that make a question is met by what does not say it."""
_FAINTLY: Final = 0.2
"""How far what a row says in other words is met at least."""
_HALF: Final = 0.4
"""The share from which a text is about something else: of 健康寿命 it has 健康 alone."""
_NOTHING: Final = 0.02
"""The share of a question's nouns up to which none counts as lost."""


def lost_nouns(concepts: Sequence[Concept], met: Sequence[float]) -> float:
    """Return the share of the question's nouns that a text does not meet; people choose verbs."""
    own = [(c, m) for c, m in zip(concepts, firmly(concepts, met), strict=True) if not c.aside]
    total = sum(concept.weight for concept, _ in own)
    nouns = [(c, m) for c, m in own if not c.is_doing] or own
    lost = sum(concept.weight * (1 - m) for concept, m in nouns)
    return lost / total if total else 0.0


def firmly(concepts: Sequence[Concept], met: Sequence[float]) -> list[float]:
    """Return how far concepts are met, where a part of a name says little.

    水道管 is not half of 水道: what is named by several words is met by the square of their share.
    """
    return [m * m if len(c.ways[0]) > 1 else m for c, m in zip(concepts, met, strict=True)]


def missing_ends(question: Question, concepts: Sequence[Concept], met: Sequence[float]) -> Features:
    """Return which end of a question that is but nouns a text does not say.

    The first tells whose number it is, the last is what is asked for.
    """
    firm = zip(concepts, firmly(concepts, met), strict=True)
    nouns = [m for c, m in firm if not (c.aside or c.is_doing)]
    of_nouns = wanted.is_of_nouns(question)
    return {
        "no_first": float(bool(nouns) and of_nouns and nouns[0] < _UNMET),
        "no_last": float(
            bool(nouns) and (of_nouns or wanted.is_of_being(question)) and nouns[-1] < _UNMET
        ),
    }


@dataclass(frozen=True, slots=True)
class Best:
    """The sentence of a passage that answers best, and how far it meets the words."""

    text: str
    met: float


def passage_features(
    question: Question,
    match: PassageMatch,
    concepts: Sequence[Concept],
    best: Best,
    quote: str,
    *,
    title: str = "",
    above: str = "",
    after: str = "",
    holds_rows: bool,
    has_rows: bool = True,
) -> dict[str, float]:
    """Return what speaks for a passage of which `quote` is shown.

    `above` stands just before it, `after` is the sentence after the best; the plan's `title` tells
    which edition it is. `holds_rows` says that KPI rows were read out of it, `has_rows` that some
    were out of its plan: they answer better.
    """
    passage = match.passage
    heads = " ".join((*passage.path, above, *passage.column_heads, passage.text))
    in_table = passage.kind is PassageKind.TABLE or wanted.has_columns(best.text)
    shown = any(wanted.found_in(best.text, question))
    shown = shown or (in_table and wanted.in_table(question, heads, best.text))
    around = " ".join((*passage.path, passage.text))
    met = _met_by_form(question, match, concepts) if shown else match.met
    near = shown or any(wanted.found_in(quote if question.wants == "several" else after, question))
    dated = years_in(question, f"{heads} {quote}" if in_table else quote)
    lost = lost_nouns(concepts, met)
    scattered = passage.kind is not PassageKind.PROSE and best.met < _HERE
    not_by_text = has_rows or scattered or lost > _HALF
    return {
        "sentence": best.met,
        "dense": match.dense,
        "stands": match.stands,
        "figures": float(holds_rows),
        **wanted.where_shown(question, best.text, shown=shown, near=near, whole=lost < _NOTHING),
        "unsaid": float(
            not said_figures.says_figures(" ".join((*passage.path, above, quote)), question)
        ),
        "gainsaid": _is_gainsaid(question, best.text, around, title),
        "lost_nouns": lost,
        **missing_ends(question, concepts, met),
        "aims": float(question.asks_kpi),
        "no_aim": float(question.asks_kpi and not wanted.aims(best.text)),
        "past_row": float(question.asks_actual and holds_rows),
        "english": float(question.language == "en"),
        "years": float(dated > 0),
        "no_year": float(dated < 0),
        "kpi": float(question.kind in (Kind.VALUE, Kind.LIST) and not_by_text),
        "open": float(question.wants is None and not wanted.is_figure(question)),
        "foreign": _lacks(question.places, around),
        "unnamed": _lacks(question.names, around),
        "other": _is_other(question, concepts, best.text, around),
    }


def _met_by_form(
    question: Question, match: PassageMatch, concepts: Sequence[Concept]
) -> list[float]:
    """Return how far concepts are met where the wanted form is shown: `5,500円` says 料金.

    Of 電気料金 it says but that half.
    """
    return [
        min(1.0, m + 1 / len(c.ways[0])) if wanted.is_said_by_form(c.ways[0][-1], question) else m
        for c, m in zip(concepts, match.met, strict=True)
    ]


def _is_other(question: Question, concepts: Sequence[Concept], said: str, around: str) -> float:
    """Return 1 where a text is about another thing of the kind asked about."""
    called: tuple[tuple[str, ...], ...] = ()
    if question.language == "en":
        called = tuple(way for c in concepts if not c.aside for way in c.ways[1:])
    return float(is_other(question.topic, called, said, around))


def _is_gainsaid(question: Question, said: str, around: str, title: str) -> float:
    """Return 1 where a text is about another one of what is asked about, by its number."""
    another = said_figures.is_of_another_edition(title, around, question)
    return float(another or said_figures.gainsays(said, question))


def _lacks(names: Sequence[str], text: str) -> float:
    """Return 1 where a name is asked about that the text does not say."""
    letters = letters_of(text) if names else ""
    return float(any(letters_of(name) not in letters for name in names))


def row_features(
    question: Question,
    match: RowMatch,
    concepts: Sequence[Concept],
    rival: RowMatch | None,
    *,
    title: str = "",
) -> dict[str, float]:
    """Return what speaks for a KPI row of a plan of this title beside its best rival."""
    years = row_years(match.row)
    asked = set(question.years)
    dated = is_dated(match.row) or is_dated(match.row, aims=asks_for_aims(question))
    unit = wanted.row_counts_in(match.row, question)
    said = f"{match.row.indicator} {match.row.unit or ''}"
    around = " ".join((*match.row.path, match.row.indicator))
    own = [met for c, met in zip(concepts, match.met, strict=True) if not c.aside]
    named = wanted.is_bare(question) and bool(own) and own[-1] > _MET
    lost = lost_nouns(concepts, match.met)
    terms = {
        term
        for concept, met in zip(concepts, match.met, strict=True)
        for way in concept.ways
        for term in way
        if met > _FAINTLY
    }
    return {
        "told": match.told,
        "dense": match.dense,
        "lead": leading(match.rough - (rival.rough if rival else 0.0), lost),
        "lost_nouns": lost,
        **missing_ends(question, concepts, match.met),
        "off_unit": float(unit < 0),
        "miscounts": float(counted.miscounts(match.row, question)),
        "english": float(question.language == "en"),
        "shows": float(wanted.row_shows(match.row, question.figures)),
        "odd": float(wanted.is_odd(question, unit)),
        "years": float(bool(asked & years)),
        "other_year": float(bool(asked) and not asked & years and dated),
        "actual": float(lacks_actual(question, match.row)),
        "unsaid": float(not said_figures.row_says_figures(match.row, question)),
        "gainsaid": _is_gainsaid(question, around, around, title),
        "unasked": float(not (wanted.is_figure(question) or named)),
        "unaimed": float(question.kind is Kind.FACT and not question.asks_kpi),
        "blank": float(wanted.is_now(question) and not _says_now(match.row.baseline)),
        "foreign": max(
            _lacks(question.places, around),
            float(compounds.is_narrower(question.topic, match.row.indicator, around)),
        ),
        "unnamed": _lacks(question.names, around),
        "other": max(
            _is_other(question, concepts, said, " ".join(match.row.path)),
            float(compounds.is_beside(question.topic, match.row.indicator, around, terms)),
        ),
    }


def leading(lead: float, lost: float) -> float:
    """Return how far a row leads, which says little where it is not what is asked for."""
    return lead * (1 - lost) if lead > 0 else lead


def _says_now(measure: Measure | None) -> bool:
    return bool(measure and re.search(r"\w", measure.text))
