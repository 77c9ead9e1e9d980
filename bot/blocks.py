"""An Answer as a Slack message: figures first, then quotes under their citations, then buttons."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.display.change_lines import change_blocks, change_headline, change_words
from bot.display.elements import (
    Block,
    Do,
    about_user,
    actions,
    button,
    clip,
    context,
    divider,
    escape,
    folding,
    one_line,
    pack,
    paragraph,
    rich,
    run,
    section,
)
from bot.display.figures import gap
from bot.display.notices import heading_notice, notice_lines
from bot.display.quotes import (
    QUOTES_SHOWN,
    citation_blocks,
    citation_text,
    heads_text,
)
from bot.display.row_lines import long_list, row_runs, row_text, source_lines
from bot.display.tables import (
    Table,
    data_table,
    kpi_table,
    plain_table,
    preformatted,
)
from bot.domain import Answer, Citation, Status
from bot.messages import say
from bot.shown import folded
from index.domain import KpiRow

TEXT_LIMIT = 3000
NEAR_SHOWN = 5
NEAR_CHARS, NEAR_TEXT = 22, 40
HEADLINE_ROWS, FEW_ROWS = 10, 5
TEXT_ROWS = 10

Blocks = tuple[Block, ...]
TableForm = Callable[[Table], Block]


@dataclass(frozen=True, slots=True)
class Message:
    """What to post; `fallbacks` are tried in order if Slack refuses `blocks`; the last has none."""

    text: str
    blocks: Blocks
    fallbacks: tuple[Blocks, ...] = ()


def answer_message(
    answer: Answer,
    *,
    answer_id: str,
    shareable: bool = False,
    desk: bool = False,
    asked_by: str | None = None,
) -> Message:
    """Return the message for an answer.

    `shareable` is for an answer that only one person sees: it restates the question and offers
    to share it. `desk` offers to hand an unanswered question on; `asked_by` is a user id that
    stands above the answer when it is shared.
    """
    top = _top(answer, shareable=shareable, asked_by=asked_by)
    bottom = _buttons(answer, answer_id, shareable=shareable, desk=desk)
    forms = (data_table, plain_table, preformatted)
    blocks, *older = [(*top, *_body(answer, form), *bottom) for form in forms]
    return Message(_text(answer), blocks, (*(step for step in older if step != blocks), ()))


def _top(answer: Answer, *, shareable: bool, asked_by: str | None) -> list[Block]:
    """Return the question, where the reader cannot see it, and what must be known first."""
    question = clip(one_line(answer.question), 300)
    blocks: list[Block] = []
    if asked_by:
        asked = about_user(say("restate", answer.language, user="\0"), asked_by)
        blocks.append(rich(paragraph(*asked, run(question))))
    elif shareable:
        blocks.append(context(say("question_line", answer.language, question=question)))
    blocks += [_headline(answer)]
    if noticed := notice_lines(answer, but=heading_notice(answer)):
        blocks.append(context(*(f"※ {notice}" for notice in noticed)))
    if len(answer.kpi) > HEADLINE_ROWS:
        blocks.append(folding(long_list(answer)))
    return blocks


def _headline(answer: Answer) -> Block:
    """Return the answer in one line."""
    language = answer.language
    if answer.status is Status.NOT_FOUND:
        return rich(paragraph(run(say("not_found", language), bold=True)))
    if answer.changes:
        return rich(paragraph(run(_changes(answer), bold=True)))
    if 0 < len(answer.kpi) <= HEADLINE_ROWS:
        # In words as well: on a phone a table shows little more than its first column.
        runs = [piece for finding in answer.kpi for piece in row_runs(finding, answer)]
        many = len(answer.kpi) > FEW_ROWS
        count = [run(say("headline_rows", language, count=len(answer.kpi)), bold=True)]
        return rich(paragraph(*(count if many else []), *(runs if many else runs[1:])))
    if answer.kpi:
        title = say("headline_rows", language, count=len(answer.kpi))
        return rich(paragraph(run(title, bold=True)))
    doubt = heading_notice(answer)
    headline = say(f"notice_{doubt}" if doubt else "headline_quotes", language)
    return rich(paragraph(run(headline, bold=True)))


def _changes(answer: Answer) -> str:
    return change_headline(answer.changes, answer.language, answer.revised)


def _body(answer: Answer, form: TableForm) -> list[Block]:
    """Return what the plans say: tables with their sources, then quotes."""
    language, blocks = answer.language, list[Block]()
    if answer.changes:
        blocks += change_blocks(answer.changes, language, answer.revised)
    elif answer.kpi:
        table = kpi_table(answer.kpi, language)
        blocks += _tabled(table, form, language) if table else []
        way = None if table else _gap(answer.kpi[0].row, language)
        blocks.append(context(*([way] if way else []), *source_lines(answer.kpi, language)))
    quotes = answer.citations[:QUOTES_SHOWN]
    if blocks and quotes:
        blocks.append(divider())
    for number, citation in enumerate(quotes, 1):
        blocks += citation_blocks(citation, language, number if len(quotes) > 1 else None)
    return blocks


def _tabled(table: Table, form: TableForm, language: str) -> list[Block]:
    """Return a table, how many rows it leaves out, and what its form does not show."""
    blocks = [form(table)]
    if table.left_out:
        blocks.append(context(say("rows_cut", language, count=table.left_out)))
    if form is not data_table:
        blocks.append(context(table.caption))
    return blocks


def _gap(row: KpiRow, language: str) -> str | None:
    """Return how far it is to the only target of a row."""
    way = gap(row, row.targets[0], language) if row.targets else None
    return say("gap_said", language, gap=way.text) if way else None


def _buttons(answer: Answer, answer_id: str, *, shareable: bool, desk: bool) -> list[Block]:
    language = answer.language
    if answer.status is Status.NOT_FOUND:
        return _near(answer, answer_id, desk=desk)
    row = []
    if answer.citations or any(finding.places for finding in answer.kpi):
        row.append(button(say("button_around", language), Do.AROUND, answer_id))
    if answer.alternatives or len(answer.citations) > QUOTES_SHOWN:
        row.append(button(say("button_more", language), Do.MORE, answer_id))
    if answer.kpi:
        row.append(button(say("button_csv", language), Do.CSV, answer_id))
    if shareable:
        row.append(button(say("button_share", language), Do.SHARE, answer_id, style="primary"))
    return [actions([*row, *_feedback(answer, answer_id)])]


def _near(answer: Answer, answer_id: str, *, desk: bool) -> list[Block]:
    """Return the nearest things as buttons that ask for them, and the way to a person."""
    language = answer.language
    nearest = dict.fromkeys((near.text, near.plan_id) for near in answer.near)
    row = [
        button(
            clip(one_line(text), NEAR_CHARS),
            f"{Do.NEAR}:{number}",
            pack({"q": clip(one_line(text), 500), "plan": plan_id}),
        )
        for number, (text, plan_id) in enumerate(list(nearest)[:NEAR_SHOWN])
    ]
    offered = [context(say("not_found_near", language)), actions(row)] if row else []
    blocks = [*offered, context(say("not_found_hint", language))]
    hand_on = [button(say("button_desk", language), Do.DESK, answer_id)] if desk else []
    blocks.append(actions([*hand_on, *_feedback(answer, answer_id)]))
    return blocks


def _feedback(answer: Answer, answer_id: str) -> list[Block]:
    """Return 「役に立った」 and 「違う」 in words; Slack's own feedback buttons show icons."""
    return [
        button(
            say(f"button_{verdict}", answer.language),
            action,
            answer_id,
            label=say(f"label_{verdict}", answer.language),
        )
        for verdict, action in (("good", Do.GOOD), ("bad", Do.BAD))
    ]


def _quote_text(citation: Citation, language: str) -> str:
    heads = heads_text(citation.heads, language) + "\n" if citation.heads else ""
    quoted = f"「{folded(citation.quote, citation.omitted)}」"
    return f"{heads}{quoted}\n— {citation_text(citation, language)}"


def _text(answer: Answer) -> str:
    """Return the answer as text, for notifications, screen readers and the last fallback."""
    language = answer.language
    lines = []
    if answer.status is Status.NOT_FOUND:
        lines.append(say("not_found", language))
        if answer.near:
            nearest = dict.fromkeys(clip(one_line(near.text), NEAR_TEXT) for near in answer.near)
            named = "／".join(list(nearest)[:NEAR_SHOWN])
            lines.append(say("not_found_near", language) + named)
    elif answer.changes:
        lines.append(_changes(answer))
        changed = [change_words(change, language) for change in answer.changes[:TEXT_ROWS]]
        lines += [f"{subject}：{words}" for subject, words in changed]
    else:
        if len(answer.kpi) > 1:
            lines.append(say("headline_rows", language, count=len(answer.kpi)))
        lines += [row_text(finding, answer) for finding in answer.kpi[:TEXT_ROWS]]
    lines += notice_lines(answer)
    lines += [_quote_text(citation, language) for citation in answer.citations[:QUOTES_SHOWN]]
    if answer.kpi:
        lines += source_lines(answer.kpi, language)
    return clip(escape("\n".join(lines)), TEXT_LIMIT)


def plain_message(text: str) -> Message:
    """Return a sentence as a message, literal in its blocks."""
    return Message(text=escape(text), blocks=(section(text),), fallbacks=((),))
