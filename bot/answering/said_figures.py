"""Figures that say what is asked about: 40代, 30リットル, 第2工区."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from bot.question import Question
from index.domain import KpiRow
from index.headings.markers import number_in
from index.quantities import PERIOD, fold_same_length

_FIGURE: Final = re.compile(r"(?<![\d.A-Za-z])(?!1(?![\d.,]))(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?")
_LABEL: Final = re.compile(r"\d+(?:-\d+)+")
_TELLING: Final = re.compile(
    r"(?<![\d.,])(?P<figure>\d+)\s?(?P<of>[歳才代号級期類丁]|年生|リットル|工区|段階|回目|か月|cm|GB)"
)
_EDITION: Final = re.compile(r"第\s?(?P<n>\d+|[一二三四五六七八九十])\s?(?P<of>[期次])")
_ORDINAL: Final = re.compile(r"第\s?([\d一二三四五六七八九十]+)")


def says_figures(text: str, question: Question) -> bool:
    """Whether a text has the figures that are said of what is asked about: 40代, 30リットル."""
    return _figures_asked(question.text) <= _figures(fold_same_length(text))


@lru_cache(maxsize=256)
def _figures_asked(text: str) -> frozenset[str]:
    return _figures(_LABEL.sub(" ", PERIOD.sub(" ", fold_same_length(text))))


def _figures(text: str) -> frozenset[str]:
    return frozenset(figure.replace(",", "") for figure in _FIGURE.findall(text))


def row_says_figures(row: KpiRow, question: Question) -> bool:
    """Whether a row has the figures that are said of what is asked about."""
    measures = (f"{m.text} {m.period or ''}" for m in row.measures)
    return says_figures(" ".join((*row.path, row.name, row.unit or "", *measures)), question)


def gainsays(text: str, question: Question) -> bool:
    """Whether a text is about another of its kind: 45リットル where 30リットル are asked about."""
    asked, said = _telling(fold_same_length(question.text)), _telling(fold_same_length(text))
    kinds = {kind for kind, _ in said}
    return any(kind in kinds for kind, _ in asked - said)


def is_of_another_edition(title: str, text: str, question: Question) -> bool:
    """Whether an edition is asked about that neither a plan's title nor a text of it says.

    The 第2期 of a plan whose title says 第3期 is none of its own.
    """
    if question.edition:
        return False
    asked, own = _editions(question.text), _editions(title)
    others = {edition for edition in asked - own if edition[0] in {kind for kind, _ in own}}
    return bool(others) and not others <= _editions(text)


def is_of_former_edition(title: str, path: Sequence[str], question: Question) -> bool:
    """Whether a heading is about an edition before a plan's own, and none is asked about.

    第１期戦略の検証 in 第２期 tells what was aimed at then.
    """
    own, said = dict(_editions(title)), _editions(" ".join(path))
    former = bool(said) and all(n < own.get(kind, 0) for kind, n in said)
    return former and not _editions(question.text)


@lru_cache(maxsize=1 << 12)
def _editions(text: str) -> frozenset[tuple[str, int]]:
    """Return the numbers of editions that a text says, each with its kind: 期 or 次."""
    found = _EDITION.finditer(fold_same_length(text))
    return frozenset((edition["of"], number_in(edition["n"])) for edition in found)


@lru_cache(maxsize=1 << 12)
def _telling(text: str) -> frozenset[tuple[str, str]]:
    """Return the figures that tell things of a kind apart, each with its kind."""
    bare = PERIOD.sub(" ", text)
    counted = {(found["of"], found["figure"]) for found in _TELLING.finditer(bare)}
    return frozenset(counted | {("第", number) for number in _ORDINAL.findall(bare)})
