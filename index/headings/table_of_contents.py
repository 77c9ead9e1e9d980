"""The table of contents of a plan: headed as one, or known by its leaders and page numbers."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.lines import Line, close_up, is_row, narrow
from index.normalize import fold_text, squeeze

# A page number on a line of its own.
NUMBER_ONLY = re.compile(r"\s*\[?\s*(\d{1,4})\s*\]?\s*")
_CONTENTS = re.compile(r"(?:目次|もくじ|contents|tableofcontents)(?:[（(].*)?")
_LEADER = re.compile(r"(?:[.・…‥･．·⋯_┈┄]\s?){4,}|[…⋯]{2,}|‥{2,}|[―─—]{4,}")
_LEADER_AND_PAGE = re.compile(rf"(?:{_LEADER.pattern})\s*(?:[pP]\.?\s?)?([\divxIVX]{{1,4}})\s*$")
_PAGE_AT_END = re.compile(r"\s+(?:[pP]\.?\s?)?(\d{1,4})\s*$")
_LIST_MARK = re.compile(r"^\s*(?:[-*+・○●■□◆◇]\s*|#+\s*)+")
_LONGEST_CONTENTS = 800


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of a table of contents: its key without leaders, blanks and page number."""

    key: str
    dotted: bool
    page: int | None


def entry_of(text: str) -> Entry:
    """Read a line as an entry of a table of contents."""
    text = narrow(_LIST_MARK.sub("", text.replace("**", "")))
    dotted = _LEADER.search(text)
    if dotted:
        rest = text[dotted.end() :].strip()
        return Entry(squeeze(text[: dotted.start()]), True, int(rest) if rest.isdecimal() else None)
    paged = _PAGE_AT_END.search(text)
    if paged:
        return Entry(squeeze(text[: paged.start()]), False, int(paged[1]))
    return Entry(squeeze(text), False, None)


def contents_of(lines: Sequence[Line], narrowed: list[str], marks: set[int]) -> set[int]:
    """Return the lines of every table of contents, headed as one or known by its leaders."""
    found: set[int] = set()
    scanned = 0
    for i, text in enumerate(narrowed):
        if i < scanned or not text or not _is_contents_head(text):
            continue
        block, scanned = _headed_block(lines, narrowed, marks, i)
        found |= set(block)
    return found | _dotted_runs(narrowed, found)


def _is_contents_head(text: str) -> bool:
    bare = re.sub(r"[\s<>＜＞【】\[\]〔〕《》■●◆#*:~-]+", "", fold_text(text))
    return len(text.strip()) <= 40 and _CONTENTS.fullmatch(bare) is not None


def _headed_block(
    lines: Sequence[Line], narrowed: list[str], marks: set[int], head: int
) -> tuple[range, int]:
    """Return the lines from a heading 目次 to where one of its entries is met as a heading.

    Beside them, the line at which the search ended.
    """
    entries: set[str] = set()
    last_sure = i = head
    for i in range(head + 1, min(head + _LONGEST_CONTENTS, len(lines))):
        if not lines[i].text.strip() or i in marks or _is_contents_head(narrowed[i]):
            continue
        if NUMBER_ONLY.fullmatch(narrowed[i]):
            last_sure = i if last_sure > head else head
            continue
        if not _may_be_entry(lines[i].text, narrowed[i]):
            break
        entry = entry_of(lines[i].text)
        if entry.dotted or entry.page is not None:
            last_sure = i
        elif entry.key in entries and not _entries_follow(lines, narrowed, i):
            # The entry again, as a heading: everything above it was the table of contents.
            return range(head, i), i
        entries.add(entry.key)
    return range(head, last_sure + 1), i


def _entries_follow(lines: Sequence[Line], narrowed: list[str], at: int) -> bool:
    """Whether one of the next few lines has a leader or ends in a page number."""
    near = [i for i in range(at + 1, min(at + 9, len(lines))) if narrowed[i].strip()][:4]
    return any(
        _LEADER.search(narrowed[i])
        or (_PAGE_AT_END.search(narrowed[i]) and not is_row(narrowed[i]))
        for i in near
    )


def _may_be_entry(text: str, narrowed: str) -> bool:
    """Whether a line is short, no sentence and no row of a table."""
    if not narrowed or text.rstrip().endswith(("。", "、")):
        return False
    if _LEADER.search(narrowed):
        return True
    bare = _PAGE_AT_END.sub("", narrowed.strip())
    return len(bare) <= 70 and not is_row(bare)


def _dotted_runs(narrowed: list[str], known: set[int]) -> set[int]:
    """Return runs of at least three lines with leaders and page numbers that do not go down."""
    found: set[int] = set()
    run: list[tuple[int, int]] = []
    for i, text in enumerate([*narrowed, "。"]):
        match = _LEADER_AND_PAGE.search(text) if text and i not in known else None
        page = int(match[1]) if match and match[1].isdecimal() else 0
        if match and (not run or (i - run[-1][0] <= 4 and page >= run[-1][1])):
            run.append((i, page))
        elif match or (run and i - run[-1][0] > 4) or text == "。":
            if len(run) >= 3:
                found.update(range(run[0][0], run[-1][0] + 1))
            run = [(i, page)] if match else []
    return found


def contents_entries(lines: Sequence[Line], contents: frozenset[int]) -> dict[str, str]:
    """Return the keys of the entries that the tables of contents list, with the lines they are."""
    listed = (lines[i].text for i in sorted(contents, reverse=True) if len(lines[i].text) <= 200)
    keys = ((entry_of(close_up(text)).key, text) for text in listed)
    return {key: text for key, text in keys if len(key) >= 2}
