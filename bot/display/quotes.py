"""A citation as it is shown: where it stands, and the quote with the answering words in bold."""

import re
from collections.abc import Iterable
from itertools import groupby
from urllib.parse import quote as percent

from bot.display.elements import Block, clip, context, one_line, quote, rich, run
from bot.domain import Citation, KpiFinding
from bot.messages import say
from bot.shown import shown
from index.domain import Span

QUOTE_LIMIT = 800
QUOTES_SHOWN = 3
PATH_SHOWN = 2
HEAD_LIMIT = 60
HEADS_LIMIT = 300
OUTER_LIMIT = 24
REVISION_LIMIT = 24
FILE_LIMIT = 32


def quote_runs(
    text: str,
    highlights: tuple[Span, ...],
    limit: int = QUOTE_LIMIT,
    omitted: tuple[Span, ...] = (),
) -> list[Block]:
    """Return the folded quote as literal runs, bold where `highlights` (ranges of `text`) are."""
    bold = [False] * len(text)
    for span in highlights:
        bold[span.start : span.end] = [True] * len(
            range(*slice(span.start, span.end).indices(len(text)))
        )
    read = [(character, bold[at]) for character, at in shown(text, omitted)]
    cut = len(read) > limit
    runs = [
        run("".join(character for character, _ in group), bold=strong)
        for strong, group in groupby(read[: limit - 1] if cut else read, key=lambda pair: pair[1])
    ]
    return [*runs, run("…")] if cut else runs or [run("―")]


def source_name(
    title: str, publisher: str, revision: str, language: str, *, in_force: bool = True
) -> str:
    """Return `美祢市『…』収録版`; the publisher is not said twice, an older edition is marked."""
    title, publisher = clip(one_line(title), HEAD_LIMIT), clip(publisher, REVISION_LIMIT)
    name = say("citation", language, title=title, revision=clip(revision, REVISION_LIMIT))
    older = "" if in_force else say("older_mark", language)
    return (name if title.startswith(publisher) else publisher + name) + older


def name_of_source(citation: Citation, language: str) -> str:
    """Return the plan and the edition that a quote is of."""
    titled = (citation.plan_title, citation.publisher, citation.revision)
    return source_name(*titled, language, in_force=citation.in_force)


def plan_of_row(finding: KpiFinding, language: str) -> str:
    """Return the plan that a KPI row is of, without its edition."""
    return source_name(finding.plan_title, finding.publisher, "", language)


def are_of_several_plans(findings: Iterable[KpiFinding]) -> bool:
    """Whether KPI rows are of more than one plan, so that each must say of which."""
    return len({finding.row.plan_id for finding in findings}) > 1


def path_text(path: tuple[str, ...], title: str = "", depth: int = PATH_SHOWN) -> str:
    """Return the innermost headings joined by `›`; the plan's own title is not repeated.

    An ellipsis says that more stand above, unless a single heading was asked for.
    """
    heads = [one_line(head) for head in path if one_line(head) != one_line(title)]
    limits = [*[OUTER_LIMIT] * (len(heads) - 1), HEAD_LIMIT]
    heads = [clip(head, limit) for head, limit in zip(heads, limits, strict=False)]
    return " › ".join((["…"] if len(heads) > depth > 1 else []) + heads[-depth:])


def place_text(lines: tuple[int, int], page: int | None, language: str, file: str = "") -> str:
    """Return `12ページ・15～17行`, behind the name of a file if there is one."""
    first, last = lines
    key = "line" if first == last else "lines"
    where = say(key, language, first=first, last=last)
    where = where if page is None else f"{say('page', language, page=page)}・{where}"
    return f"{clip(file, FILE_LIMIT)} {where}" if file else where


def citation_text(citation: Citation, language: str) -> str:
    """Return where a quote stands, in one line."""
    name = name_of_source(citation, language)
    path = path_text(citation.path, citation.plan_title)
    place = place_text(citation.lines, citation.page, language, citation.file)
    return " › ".join(part for part in (name, path) if part) + f"（{place}）"


def heads_text(heads: Iterable[str], language: str) -> str:
    """Return the heads of the columns of a table, as they stand above its rows."""
    named = " ｜ ".join(one_line(head) for head in heads)
    return clip(say("column_heads", language, heads=named), HEADS_LIMIT)


def source_link(citation: Citation, language: str) -> Block | None:
    """Return a mrkdwn link to the published plan, at the page where it is a PDF; None without."""
    url = (citation.url or "").strip()
    if not re.match(r"https?://", url):
        return None
    if citation.page is not None and not citation.file and re.search(r"\.pdf$", url, re.IGNORECASE):
        url = f"{url}#page={citation.page}"
    url = percent(url, safe="!#$%&'()*+,/:;=?@[]~").replace("&", "&amp;")
    return {"type": "mrkdwn", "text": f"<{url}|{say('open_source', language)}>"}


def source_line(citation: Citation, text: str, language: str) -> Block:
    """Return a small line about a quote, with a link to the published plan if there is one."""
    link = source_link(citation, language)
    line = context(text)
    return line | ({"elements": [*line["elements"], link]} if link else {})


def citation_blocks(citation: Citation, language: str, number: int | None = None) -> list[Block]:
    """Return a citation line and, under it, the quote."""
    mark = "" if number is None else f"[{number}] "
    where = source_line(citation, mark + citation_text(citation, language), language)
    heads = [context(heads_text(citation.heads, language))] if citation.heads else []
    runs = quote_runs(citation.quote, citation.highlights, omitted=citation.omitted)
    return [where, *heads, rich(quote(*runs))]
