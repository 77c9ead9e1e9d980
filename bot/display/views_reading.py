"""The modals for reading on: what stands before and after a quote, and further candidates."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.display.elements import (
    Block,
    Do,
    Form,
    actions,
    button,
    clip,
    context,
    divider,
    one_line,
    paragraph,
    quote,
    rich,
    run,
)
from bot.display.quotes import (
    QUOTES_SHOWN,
    citation_blocks,
    heads_text,
    name_of_source,
    path_text,
    place_text,
    quote_runs,
    source_line,
)
from bot.display.views import modal
from bot.domain import Answer, Citation
from bot.messages import say
from bot.shown import folded
from index.domain import Passage, PassageKind, Reading, Span

WINDOW = 5
STEP = 4
PASSAGE_LIMIT = 1500
CANDIDATES_SHOWN = 10
QUOTE_BUTTONS = 5
NAME_LIMIT = 20


@dataclass(frozen=True, slots=True)
class Spot:
    """Which quote of an answer is being read around, and from which passage on."""

    answer_id: str
    number: int = 0
    start: int | None = None


def places(answer: Answer) -> tuple[Citation, ...]:
    """Return what can be read around: where the KPI rows are printed, then the quotes."""
    rows = tuple(place for finding in answer.kpi for place in finding.places[:1])
    return (*rows, *answer.citations)[:QUOTE_BUTTONS]


def _names(answer: Answer) -> list[str]:
    """Return what to call each of the places: a row by its indicator, a quote by its number."""
    language, quotes = answer.language, answer.citations
    rows = [one_line(f.row.indicator) for f in answer.kpi for _ in f.places[:1]]
    single = [say("button_only_quote", language)] if len(quotes) == 1 else []
    numbered = [say("button_quote", language, number=n) for n in range(1, len(quotes) + 1)]
    return [clip(name, NAME_LIMIT) for name in (*rows, *(single or numbered))][:QUOTE_BUTTONS]


def _quoted(passage: Passage, citation: Citation) -> bool:
    """Whether the citation takes something from this passage."""
    return citation.span.start < passage.span.end and passage.span.start < citation.span.end


def position(reading: Reading, citation: Citation) -> int:
    """Return which passage a citation begins in, or the last before it."""
    starts = [passage.span.start for passage in reading.passages]
    return max(0, sum(start <= citation.span.start for start in starts) - 1)


def _body(passage: Passage, marked: Citation | None) -> Block:
    """Return a passage, as a quote with its answering words in bold where it was quoted."""
    if marked is None:
        return rich(paragraph(*quote_runs(passage.text, (), PASSAGE_LIMIT)))
    shift, end = marked.span.start - passage.span.start, len(passage.text)
    highlights = tuple(
        Span(min(max(h.start + shift, 0), end), min(max(h.end + shift, 0), end))
        for h in marked.highlights
    )
    return rich(quote(*quote_runs(passage.text, highlights, PASSAGE_LIMIT)))


def _column_heads(passage: Passage, before: Passage | None) -> tuple[str, ...]:
    """Return the heads of a table's columns, unless they stand in what is shown anyway."""
    known = before is not None and before.column_heads == passage.column_heads
    heads = _letters("".join(passage.column_heads))
    above = _letters(before.text) if before else ""
    printed = _letters(passage.text).startswith(heads) or above.endswith(heads)
    if passage.kind is not PassageKind.TABLE or known or printed:
        return ()
    return tuple(head for head in passage.column_heads if head.strip())


def _letters(text: str) -> str:
    return "".join(text.replace("|", " ").split())


def _passage_blocks(
    passage: Passage, before: Passage | None, citation: Citation, language: str
) -> list[Block]:
    blocks: list[Block] = []
    paths = passage.path, before.path if before else ()
    new = (head for n, head in enumerate(paths[0], 1) if paths[0][:n] != paths[1][:n])
    heading = path_text(tuple(new), citation.plan_title, depth=4)
    titled = folded(passage.text).startswith(path_text(passage.path, depth=1) or "―")
    if heading and not titled:
        blocks.append(rich(paragraph(run(heading, bold=True))))
    if heads := _column_heads(passage, before):
        blocks.append(context(heads_text(heads, language)))
    quoted = _quoted(passage, citation)
    if quoted and not (before and _quoted(before, citation)):
        where = place_text(passage.lines, passage.page, language, citation.file)
        blocks.append(context(f"{say('around_here', language)}（{where}）"))
    return [*blocks, _body(passage, citation if quoted else None)]


def around_view(answer: Answer, spot: Spot, reading: Reading, channel: str = "") -> Block:
    """Return the modal with the passages around a quote; the buttons move the window."""
    language = answer.language
    citations = places(answer)
    citation = citations[min(spot.number, len(citations) - 1)]
    quoted = position(reading, citation)
    start = spot.start if spot.start is not None else quoted - WINDOW // 2
    last = max(0, len(reading.passages) - WINDOW)
    start = min(max(start, 0), last)
    source = source_line(citation, name_of_source(citation, language), language)
    blocks = [*_choices(_names(answer), spot), source]
    if start == 0:
        blocks.append(context(say("around_top", language)))
    previous = None
    for passage in reading.passages[start : start + WINDOW]:
        blocks += _passage_blocks(passage, previous, citation, language)
        previous = passage
    if start == last:
        blocks.append(context(say("around_end", language)))
    moves = [("previous", start - STEP, start > 0), ("next", start + STEP, start < last)]
    row = [
        button(say(f"button_{key}", language), f"{Do.AROUND_MOVE}:{key}", str(to))
        for key, to, possible in moves
        if possible
    ]
    blocks += [divider(), actions(row)] if row else []
    metadata = {"a": spot.answer_id, "n": spot.number, "c": channel}
    return modal(Form.AROUND, blocks, language, metadata=metadata)


def _choices(names: Sequence[str], spot: Spot) -> list[Block]:
    """Return a button for each place that can be read around, where there are several."""
    if len(names) < 2:
        return []
    row = [
        button(
            name,
            f"{Do.AROUND_QUOTE}:{number}",
            str(number),
            style="primary" if number == spot.number else None,
        )
        for number, name in enumerate(names)
    ]
    return [actions(row)]


def more_view(answer: Answer) -> Block:
    """Return the modal with the candidates that the answer itself does not show."""
    language = answer.language
    candidates = {
        (c.plan_id, c.revision, c.span): c for c in (*answer.citations, *answer.alternatives)
    }
    rest = list(candidates.values())[len(answer.citations[:QUOTES_SHOWN]) :]
    blocks: list[Block] = []
    for number, citation in enumerate(rest[:CANDIDATES_SHOWN], 1):
        blocks += citation_blocks(citation, language, number)
    if not blocks:
        blocks = [context(say("more_none", language))]
    return modal(Form.MORE, blocks, language)
