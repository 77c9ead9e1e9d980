"""The nouns of the index: what is read out of a plan, and how two editions of it differ.

Everything is frozen and hashable. Strings that a user may see are slices of a plan as published,
with white space folded where a cell was printed over several lines. Figures are Decimal, never
float; a higher score is a better one everywhere.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Final, Protocol

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]
"""Unit vectors, one a row, or a single one."""
Scores = NDArray[np.float32]
"""A number for each text, higher being better."""
Rows = NDArray[np.int64]
"""The numbers of some rows of an index."""

_IN_A_WORD: Final = re.compile(r"(?<=[一-鿿々ぁ-ゖァ-ヶー])\s+(?=[一-鿿々ぁ-ゖァ-ヶー])")


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of code points in a document's text."""

    start: int
    end: int

    def slice(self, text: str) -> str:
        """Return the part of `text` that this span covers."""
        return text[self.start : self.end]

    def __contains__(self, other: "Span") -> bool:
        """Whether `other` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: "Span") -> bool:
        """Whether the two have characters in common."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Edition:
    """One revision of a plan as plans.toml states it; `files` are relative to the corpus folder."""

    revision: str
    files: tuple[str, ...]
    sha256: tuple[str, ...] = ()
    effective_from: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan and its editions, oldest first; the last one is in force unless `in_force` names one.

    `channels` are the Slack channel ids that may ask an internal plan; empty for a public plan.
    """

    plan_id: str
    title: str
    publisher: str
    editions: tuple[Edition, ...]
    in_force: str
    aliases: tuple[str, ...] = ()
    internal: bool = False
    channels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a grid: the span of its trimmed text (an empty span for an empty cell)."""

    span: Span


@dataclass(frozen=True, slots=True)
class Grid:
    """A table whose cells the file tells: HTML, CSV, TSV, Word, Excel, and the rules of a PDF.

    A cell that covers several rows or columns stands, the same object, at each of its positions.
    """

    span: Span
    rows: tuple[tuple[Cell | None, ...], ...]
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """The text of one edition of a plan, exactly as published.

    `line_numbers` maps each line of `text` to a line of the file (empty: they are the same lines);
    `page_starts` are the offsets at which pages 1, 2, … begin, where the file marks them; a page
    that the file leaves out begins where the next one does. `file_starts` are those of the files of
    an edition in several, each of which counts its own pages and lines.
    """

    plan_id: str
    revision: str
    title: str
    publisher: str
    effective_from: str | None
    source: str
    sha256: str
    text: str
    page_starts: tuple[int, ...] = ()
    grids: tuple[Grid, ...] = ()
    line_numbers: tuple[int, ...] = ()
    headings: tuple[tuple[Span, int], ...] = ()
    """Headings that the format itself marks (HTML, Markdown, Word, sheets, bars), by level."""
    notices: tuple[str, ...] = ()
    """What of the file could not be read, in Japanese; told when it is read, and not kept."""
    sizes: tuple[tuple[Span, float], ...] = ()
    """How large the letters of lines are, in points, where the format tells (PDF)."""
    file_starts: tuple[int, ...] = ()
    recognized: tuple[Span, ...] = ()
    """The pages that are pictures with words that a machine has recognised: they may be misread."""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with what stands under it, up to the next heading of its level or above."""

    section_id: str
    plan_id: str
    revision: str
    path: tuple[str, ...]
    span: Span


class PassageKind(StrEnum):
    PROSE = "prose"
    LIST = "list"
    TABLE = "table"


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of a section to be found and quoted; `text` is `document.text` at `span`.

    `column_heads` are, for a table passage, the printed heads of its columns.
    """

    passage_id: str
    section_id: str
    plan_id: str
    revision: str
    path: tuple[str, ...]
    span: Span
    text: str
    kind: PassageKind
    lines: tuple[int, int]
    page: int | None = None
    column_heads: tuple[str, ...] = ()


class Comparator(StrEnum):
    EQUAL = "="
    AT_LEAST = ">="
    AT_MOST = "<="
    MORE = ">"
    LESS = "<"
    ABOUT = "~"


@dataclass(frozen=True, slots=True)
class Measure:
    """One cell: what was printed, and what it means (`85％以上` is 85, AT_LEAST).

    `value` is None where the text is no single figure (`上昇`, `男性 25.8％ 女性 98.4％`).
    """

    text: str
    period: str | None = None
    value: Decimal | None = None
    comparator: Comparator = Comparator.EQUAL


@dataclass(frozen=True, slots=True)
class KpiRow:
    """An indicator with its baseline and targets, each string as printed.

    `span` covers the row in the document; `doubts` says what the reader was unsure of.
    """

    kpi_id: str
    section_id: str
    plan_id: str
    revision: str
    path: tuple[str, ...]
    span: Span
    lines: tuple[int, int]
    indicator: str
    unit: str | None = None
    baseline: Measure | None = None
    targets: tuple[Measure, ...] = ()
    actuals: tuple[Measure, ...] = ()
    sdg_targets: tuple[str, ...] = ()
    owner: str | None = None
    doubts: tuple[str, ...] = ()
    page: int | None = None

    @property
    def name(self) -> str:
        """The indicator without the blanks that a narrow cell leaves inside words: 改 定数."""
        return _IN_A_WORD.sub("", self.indicator)

    @property
    def measures(self) -> tuple[Measure, ...]:
        """What it starts from, where that is printed, and what it aims at."""
        return (self.baseline, *self.targets) if self.baseline else self.targets


@dataclass(frozen=True, slots=True)
class Reading:
    """All that was read out of one document.

    `unread_tables` are the line ranges of tables that look like KPI tables but gave no row.
    """

    document: Document
    sections: Sequence[Section]
    passages: Sequence[Passage]
    kpi_rows: Sequence[KpiRow]
    unread_tables: tuple[tuple[int, int], ...] = ()


class Encoder(Protocol):
    """Text in, unit vectors out. The two methods differ where a model wants prefixes."""

    @property
    def fingerprint(self) -> str:
        """Identify the weights: vectors of different fingerprints are never compared."""

    @property
    def dimension(self) -> int:
        """The length of each vector."""

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """Return one unit row per text, shape (len(texts), dimension)."""

    def encode_questions(self, texts: Sequence[str]) -> Vectors:
        """Return one unit row per text, shape (len(texts), dimension)."""


class ChangeKind(StrEnum):
    KPI_ADDED = "kpi_added"
    KPI_DROPPED = "kpi_dropped"
    KPI_RENAMED = "kpi_renamed"
    TARGET_MOVED = "target_moved"
    BASELINE_CORRECTED = "baseline_corrected"
    YEAR_MOVED = "year_moved"
    UNIT_CHANGED = "unit_changed"
    OWNER_CHANGED = "owner_changed"
    PASSAGE_ADDED = "passage_added"
    PASSAGE_DROPPED = "passage_dropped"
    PASSAGE_REWORDED = "passage_reworded"


@dataclass(frozen=True, slots=True)
class Change:
    """One difference between two editions, or between two snapshots, of a plan."""

    kind: ChangeKind
    plan_id: str
    before: KpiRow | Passage | None = None
    after: KpiRow | Passage | None = None
