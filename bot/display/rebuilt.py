"""What a rebuild did, as a message to those who keep the plans."""

from bot.blocks import Message
from bot.display.change_lines import change_blocks
from bot.display.elements import Block, clip, context, escape, header, section
from bot.messages import say
from index.rebuild import Outcome, Report, refusal
from index.summary import OUTCOMES, doubt_lines, report_lines, step_title

TEXT_LIMIT = 3000
STEPS_SHOWN = 12
DOUBTS_SHOWN = 5


def report_message(report: Report) -> Message:
    """Return the outcome, what changed in each plan, and what somebody should look at."""
    refused = [str(refusal(report))] if report.outcome is Outcome.REFUSED else []
    counts = (refused and report.counts_before) or report.counts  # those that serve
    plans, passages, rows = (counts[name] for name in ("plans", "passages", "kpi_rows"))
    blocks: list[Block] = [
        header(say("rebuilt", outcome=OUTCOMES[report.outcome])),
        context(say("home_counts", plans=plans, passages=passages, rows=rows)),
        *map(section, refused),
    ]
    for step in report.steps[:STEPS_SHOWN]:
        blocks.append(section(step_title(step)))
        if step.changes and not refused:
            blocks += change_blocks(step.changes, "ja")
    more = [len(report.steps) - STEPS_SHOWN]
    doubts = list(doubt_lines(report))
    more.append(len(doubts) - DOUBTS_SHOWN)
    if doubts:
        blocks.append(context(*(clip(line, 300) for line in doubts[:DOUBTS_SHOWN])))
    if (rest := sum(number for number in more if number > 0)) > 0:
        blocks.append(context(say("rebuilt_more", count=rest)))
    text = clip(escape("\n".join((*refused, *report_lines(report)))), TEXT_LIMIT)
    return Message(text, tuple(blocks), ((),))
