"""The smallest pieces of Block Kit, each kept inside Slack's limits; text is literal throughout."""

import html
import json
import re
from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any

from bot.shown import ENTITY
from index.windows import outside_figure

Block = dict[str, Any]

_LONGEST_FIGURE = 20
MAX_BUTTON = 75
MAX_HEADER = 150
MAX_OPTION = 75
MAX_TITLE = 24
MAX_PLAIN = 2900
MAX_CONTEXT = 10
MAX_ACTIONS = 25


class Do(StrEnum):
    """The action_id of everything that can be clicked; repeated ones carry `:n` after it."""

    AROUND = "around"
    AROUND_MOVE = "around_move"
    AROUND_QUOTE = "around_quote"
    MORE = "more"
    CSV = "csv"
    SHARE = "share"
    GOOD = "good"
    BAD = "bad"
    NEAR = "near"
    DESK = "desk"
    HOME_ASK = "home_ask"
    HOME_PLAN = "home_plan"
    HOME_SECTION = "home_section"
    HOME_CSV = "home_csv"
    HOME_AGAIN = "home_again"
    HOME_EXPORT = "home_export"


class Form(StrEnum):
    """The callback_id of every modal."""

    AROUND = "around"
    MORE = "more"
    SEARCH = "search"
    WRONG = "wrong"
    SETTINGS = "settings"
    DESK = "desk"
    NOTE = "note"


def clip(text: str, limit: int) -> str:
    """Return `text`, or its start with an ellipsis where it is longer; no figure is cut."""
    if len(text) <= limit:
        return text
    return text[: outside_figure(text, limit - 1, max(limit - _LONGEST_FIGURE, 1))] + "…"


def one_line(text: str) -> str:
    """Return `text` with each run of white space as one space; `―` where nothing is left.

    A line break of Markdown is white space as well, and an entity is its sign.

    >>> one_line("&lt;取組の<br>方向&gt;")
    '<取組の 方向>'
    """
    text = ENTITY.sub(lambda found: html.unescape(found.group()), text)
    return re.sub(r"(?:\s|<br ?/?>)+", " ", text).strip() or "―"


def escape(text: str) -> str:
    """Return text that mrkdwn shows as it is: no mention, no link, no formatting.

    The markers have no escape in mrkdwn, and an escaped `>` still opens a quote, so they become
    their full-width forms.
    """
    return text.replace("&", "&amp;").translate(str.maketrans("<>*_~`", "＜＞＊＿～｀"))


def plain(text: str, limit: int = MAX_PLAIN) -> Block:
    """Return a plain_text object; `:smile:` stays as written."""
    return {"type": "plain_text", "text": clip(text, limit) or "―", "emoji": False}


def header(text: str) -> Block:
    """Return a header block."""
    return {"type": "header", "text": plain(one_line(text), MAX_HEADER)}


def section(text: str, accessory: Block | None = None) -> Block:
    """Return a section of literal text, shown whole."""
    block: Block = {"type": "section", "text": plain(text), "expand": True}
    return block | ({"accessory": accessory} if accessory else {})


def folding(text: str) -> Block:
    """Return a section of literal text, of which Slack shows the beginning until it is opened."""
    return section(text) | {"expand": False}


def context(*lines: str) -> Block:
    """Return small grey lines of literal text."""
    return {"type": "context", "elements": [plain(line) for line in lines[:MAX_CONTEXT]]}


def divider() -> Block:
    """Return a rule across the message."""
    return {"type": "divider"}


def run(text: str, *, bold: bool = False) -> Block:
    """Return literal rich text."""
    piece: Block = {"type": "text", "text": text}
    return piece | ({"style": {"bold": True}} if bold else {})


def rich(*elements: Block) -> Block:
    """Return a rich_text block of whole elements."""
    return {"type": "rich_text", "elements": list(elements)}


def paragraph(*runs: Block) -> Block:
    """Return a rich_text_section."""
    return {"type": "rich_text_section", "elements": list(runs)}


def bullets(points: Sequence[Block]) -> Block:
    """Return a list of paragraphs, each behind a point."""
    return rich({"type": "rich_text_list", "style": "bullet", "elements": list(points)})


def quote(*runs: Block) -> Block:
    """Return a rich_text_quote."""
    return {"type": "rich_text_quote", "elements": list(runs)}


def link(url: str, text: str) -> Block:
    """Return a link in rich text."""
    return {"type": "link", "url": url, "text": text}


def about_user(sentence: str, user: str) -> list[Block]:
    """Return a sentence as runs, with the user named where NUL stands in it."""
    before, after = sentence.split("\0")
    who: Block = {"type": "user", "user_id": user}
    return [*([run(before)] if before else []), who, *([run(after)] if after else [])]


def button(
    text: str,
    action: str,
    value: str = "",
    *,
    style: str | None = None,
    label: str | None = None,
) -> Block:
    """Return a button; an over-long text is clipped and kept whole in the label for readers."""
    whole = one_line(text)
    block: Block = {"type": "button", "text": plain(whole, MAX_BUTTON), "action_id": action}
    if value:
        block["value"] = value
    if style:
        block["style"] = style
    if label:
        block["accessibility_label"] = clip(label, MAX_BUTTON)
    return block


def actions(buttons: Sequence[Block]) -> Block:
    """Return a row of buttons."""
    return {"type": "actions", "elements": list(buttons[:MAX_ACTIONS])}


def option(text: str, value: str) -> Block:
    """Return one option of a select or of check boxes."""
    return {"text": plain(one_line(text), MAX_OPTION), "value": value}


def pack(values: Mapping[str, object]) -> str:
    """Return a button's value: compact JSON."""
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"))


def unpack(value: str) -> dict[str, Any]:
    """Return what `pack` packed; nothing for anything else."""
    try:
        found = json.loads(value)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}
