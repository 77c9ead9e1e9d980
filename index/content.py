"""What a reader of a file format gives."""

from dataclasses import dataclass

from index.domain import Grid, Span


@dataclass(frozen=True, slots=True)
class Content:
    """The text, and the marks of the format as spans in it.

    `line_numbers` are those of the file, one for each line of `text`; empty where they are equal.
    Those of a PDF begin anew on each page. `notices` say, in Japanese, what could not be read.
    """

    text: str
    grids: tuple[Grid, ...] = ()
    line_numbers: tuple[int, ...] = ()
    headings: tuple[tuple[Span, int], ...] = ()
    notices: tuple[str, ...] = ()
    sizes: tuple[tuple[Span, float], ...] = ()
    recognized: tuple[Span, ...] = ()
