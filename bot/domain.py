"""The nouns of an answer: what is cited, and what is said where nothing answers.

Frozen and hashable, as those of the index are; what a user reads is a slice of a plan.
"""

from dataclasses import dataclass, field
from enum import StrEnum

from index.domain import Change, KpiRow, Span


@dataclass(frozen=True, slots=True)
class Citation:
    """Where a quote stands. `quote` is `document.text` at `span`, never anything else.

    `highlights` are ranges of `quote` that answer the question, `omitted` those of the header and
    number of a page that a paragraph runs across: they are not shown. `heads` are those of the
    columns of a table, where they are not in the quote. `file` is named where the edition has
    several, each with its own pages and lines.
    """

    plan_id: str
    plan_title: str
    publisher: str
    revision: str
    path: tuple[str, ...]
    span: Span
    lines: tuple[int, int]
    page: int | None
    quote: str
    passage_id: str
    score: float = 0.0
    highlights: tuple[Span, ...] = ()
    omitted: tuple[Span, ...] = ()
    heads: tuple[str, ...] = ()
    url: str | None = None
    in_force: bool = True
    file: str = ""


@dataclass(frozen=True, slots=True)
class KpiFinding:
    """A KPI row as an answer shows it: the most complete of its printings, and where they all are.

    `disagrees` is set where another place of the same edition prints other figures.
    """

    row: KpiRow
    plan_title: str
    publisher: str
    places: tuple[Citation, ...]
    score: float = 0.0
    disagrees: bool = False
    in_force: bool = True


@dataclass(frozen=True, slots=True)
class Revised:
    """A plan whose changes are shown."""

    plan_id: str
    plan_title: str
    publisher: str


class NearKind(StrEnum):
    HEADING = "heading"
    INDICATOR = "indicator"


@dataclass(frozen=True, slots=True)
class Near:
    """A heading or an indicator close to a question that nothing answers."""

    kind: NearKind
    text: str
    plan_id: str


class Status(StrEnum):
    ANSWERED = "answered"
    NOT_FOUND = "not_found"


class Notice(StrEnum):
    """Something that a reader of the answer must know; its wording is in bot/messages.py."""

    DISAGREEMENT = "disagreement"
    SEVERAL_FIT = "several_fit"
    MAY_BE_MORE = "may_be_more"
    OLDER_EDITION = "older_edition"
    RECOGNIZED = "recognized"
    NO_EDITION = "no_edition"
    NO_OLDER_EDITION = "no_older_edition"
    EDITION_UNDATED = "edition_undated"
    NOTHING_MORE = "nothing_more"
    NOTHING_TO_COMPARE = "nothing_to_compare"
    QUESTION_CUT = "question_cut"
    PERIOD_NOT_STATED = "period_not_stated"
    YEAR_LACKING = "year_lacking"
    PERIOD_MISMATCH = "period_mismatch"
    SOME_PERIODS = "some_periods"
    RESULT_NOT_STATED = "result_not_stated"
    TARGET_NOT_STATED = "target_not_stated"
    OTHER_NAME = "other_name"
    NOT_LATEST = "not_latest"
    ASKED_NOT_STATED = "asked_not_stated"
    PART_UNANSWERED = "part_unanswered"
    NOT_RANKED = "not_ranked"
    PLANS_NOT_COMPARED = "plans_not_compared"
    SEVERAL_PLANS = "several_plans"
    MAY_NOT_SAY = "may_not_say"
    TOWN_SILENT = "town_silent"


@dataclass(frozen=True, slots=True)
class Answer:
    """What is said to a question: KPI rows, quotes, or changes; or that the plans do not say.

    `unanswered` are the parts of a question that nothing answers, where others are answered;
    `silent` the towns that are named and whose plans say nothing, where others do. `years` are
    those asked for.

    Raises ValueError unless it is answered exactly when something is cited.
    """

    question: str
    status: Status
    snapshot_id: str
    kpi: tuple[KpiFinding, ...] = ()
    citations: tuple[Citation, ...] = ()
    changes: tuple[Change, ...] = ()
    revised: tuple[Revised, ...] = ()
    near: tuple[Near, ...] = ()
    notices: tuple[Notice, ...] = ()
    unanswered: tuple[str, ...] = ()
    silent: tuple[str, ...] = ()
    language: str = "ja"
    years: tuple[int, ...] = ()
    alternatives: tuple[Citation, ...] = field(default=(), compare=False)
    """Further quotes, behind the button 「ほかの候補」."""

    def __post_init__(self) -> None:
        cited = bool(self.kpi or self.citations or self.changes)
        if cited is not (self.status is Status.ANSWERED):
            raise ValueError("An answer is 'answered' exactly when it cites something.")
