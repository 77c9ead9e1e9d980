"""A citation as it is shown: where it stands, and the quote with the answering words in bold."""

import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from urllib.parse import quote as percent

from bot.domain import Citation, KpiFinding
from bot.elements import Block, clip, context, one_line, quote, rich, run
from bot.messages import say
from index.domain import Span

QUOTE_LIMIT = 800
QUOTES_SHOWN = 3
PATH_SHOWN = 2
HEAD_LIMIT = 60
OUTER_LIMIT = 24
REVISION_LIMIT = 24

_SPACE = re.compile(r"\s+")
# A line that opens like this stands by itself; any other continues the line above.
_OWN_LINE = re.compile(
    r"[|\u3000・●○■□◆◇▶➢※★☆•‣＊*]|[-－―–]\s|[(（]?[0-9０-９a-zA-Zア-ンｱ-ﾝ一二三四五六七八九十]{1,2}[)）.．、]"
    r"|[①-⑳ⅰ-ⅹⅠ-Ⅻ]|第\S{1,3}[章節条]"
)
# Marks of Markdown that are no words: the line below the heads of a table, and those of bold.
_RULE = re.compile(r"^[ \t]*\|?(?:[ \t]*:?-{2,}:?[ \t]*\|)+[ \t:-]*(?:\n|\Z)", re.MULTILINE)
_BOLD = re.compile(r"(?<!\*)\*\*(?=\S)([^*\n]+)(?<=\S)\*\*(?!\*)")
_BREAK = re.compile(r"<br ?/?>", re.IGNORECASE)
_HIDDEN = "\0"
# Scripts that are written without spaces between words.
_UNSPACED = re.compile(r"[\u3000-\u30ff\u31f0-\u31ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]")


def _joint(text: str, space: re.Match[str]) -> str:
    """Return what a run of white space is shown as: nothing, a space or a line break."""
    run_of = space.group()
    before, after = text[: space.start()], text[space.end() :].lstrip(_HIDDEN)
    if not before or not after:
        return ""
    if "\n" not in run_of and "\r" not in run_of:
        return "\u3000" if "\t" in run_of or "\u3000" in run_of else " "
    line_above = before.rsplit("\n", 1)[-1]
    indented = run_of.endswith("\u3000")
    line_below = after.split("\n", 1)[0]
    in_table = "\t" in line_above + line_below or line_above.endswith("|")
    in_table = in_table or ("|" in line_above and "|" in line_below)
    if run_of.count("\n") > 1 or indented or in_table or _OWN_LINE.match(after):
        return "\n"
    return "" if _UNSPACED.match(before[-1]) or _UNSPACED.match(after[0]) else " "


def _without_markup(text: str) -> str:
    """Return a text of the same length whose marks of Markdown are hidden."""
    text = _RULE.sub(lambda found: _HIDDEN * len(found.group()), text)
    text = _BOLD.sub(lambda found: f"{_HIDDEN * 2}{found[1]}{_HIDDEN * 2}", text)
    return _BREAK.sub(lambda found: " " * len(found.group()), text)


def _shown(text: str, omitted: Iterable[Span] = ()) -> Iterator[tuple[str, int]]:
    """Give each shown character with the offset in `text` that it stands for."""
    text = _without_markup(text)
    for span in omitted:
        text = text[: span.start] + _HIDDEN * (span.end - span.start) + text[span.end :]
    at = 0
    for space in _SPACE.finditer(text):
        yield from ((text[i], i) for i in range(at, space.start()) if text[i] != _HIDDEN)
        for character in _joint(text, space):
            yield character, space.start()
        at = space.end()
    yield from ((text[i], i) for i in range(at, len(text)) if text[i] != _HIDDEN)


def folded(text: str, omitted: Iterable[Span] = ()) -> str:
    """Return `text` as it reads: lines that were only broken to fit a page are joined.

    What is `omitted`, the header and number of a page, is left out.

    >>> folded("森林の適正管理に\\n努めます。")
    '森林の適正管理に努めます。'
    """
    return "".join(character for character, _ in _shown(text, omitted))


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
    shown = [(character, bold[at]) for character, at in _shown(text, omitted)]
    cut = len(shown) > limit
    runs = [
        run("".join(character for character, _ in group), bold=strong)
        for strong, group in groupby(shown[: limit - 1] if cut else shown, key=lambda pair: pair[1])
    ]
    return [*runs, run("…")] if cut else runs or [run("―")]


def source_name(title: str, publisher: str, revision: str, language: str) -> str:
    """Return `美祢市『…』収録版`; the publisher is not said twice."""
    title, publisher = clip(one_line(title), HEAD_LIMIT), clip(publisher, REVISION_LIMIT)
    name = say("citation", language, title=title, revision=clip(revision, REVISION_LIMIT))
    return name if title.startswith(publisher) else publisher + name


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


def place_text(lines: tuple[int, int], page: int | None, language: str) -> str:
    """Return `12ページ・15～17行`."""
    first, last = lines
    key = "line" if first == last else "lines"
    where = say(key, language, first=first, last=last)
    return where if page is None else f"{say('page', language, page=page)}・{where}"


def citation_text(citation: Citation, language: str) -> str:
    """Return where a quote stands, in one line."""
    name = source_name(citation.plan_title, citation.publisher, citation.revision, language)
    if not citation.in_force:
        name += say("older_mark", language)
    path = path_text(citation.path, citation.plan_title)
    place = place_text(citation.lines, citation.page, language)
    return " › ".join(part for part in (name, path) if part) + f"（{place}）"


def source_link(citation: Citation, language: str) -> Block | None:
    """Return a mrkdwn link to the published plan, at the page where it is a PDF; None without."""
    url = (citation.url or "").strip()
    if not re.match(r"https?://", url):
        return None
    if citation.page is not None and re.search(r"\.pdf$", url, re.IGNORECASE):
        url = f"{url}#page={citation.page}"
    url = percent(url, safe="!#$%&'()*+,/:;=?@[]~").replace("&", "&amp;")
    return {"type": "mrkdwn", "text": f"<{url}|{say('open_source', language)}>"}


def citation_blocks(citation: Citation, language: str, number: int | None = None) -> list[Block]:
    """Return a citation line and, under it, the quote."""
    mark = "" if number is None else f"[{number}] "
    where = context(mark + citation_text(citation, language))
    if link := source_link(citation, language):
        where["elements"].append(link)
    return [where, quote_block(citation.quote, citation.highlights, citation.omitted)]


def quote_block(
    text: str, highlights: tuple[Span, ...] = (), omitted: tuple[Span, ...] = ()
) -> Block:
    """Return a quote standing by itself."""
    return rich(quote(*quote_runs(text, highlights, omitted=omitted)))
