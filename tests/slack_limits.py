"""What Slack refuses, by its documentation: a list of complaints, empty when all is well."""

import json
from collections.abc import Iterator
from typing import Any

Json = dict[str, Any]

MESSAGE_BLOCKS, VIEW_BLOCKS = 50, 100
MESSAGE_CHARACTERS = 9_000
"""Our own: Slack's undocumented limit was met from about 11,300 characters on."""

NOT_IN_VIEWS = {"table", "data_table", "context_actions", "markdown"}
SHORT = {"button": 75, "header": 150, "option": 75}


def message_problems(text: str, blocks: tuple[Json, ...] | list[Json]) -> list[str]:
    """Check a message."""
    found = [] if text.strip() else ["no text for notifications and screen readers"]
    found += ["text over 4,000"] if len(text) > 4_000 else []
    found += [f"{len(blocks)} blocks"] if len(blocks) > MESSAGE_BLOCKS else []
    size = sum(map(len, shown(list(blocks))))
    found += [f"{size} characters"] if size > MESSAGE_CHARACTERS else []
    tables = [block for block in blocks if block["type"] in {"table", "data_table"}]
    found += ["two tables"] if len(tables) > 1 else []
    return found + [complaint for block in blocks for complaint in _block(block)]


def view_problems(view: Json) -> list[str]:
    """Check a modal or a Home tab."""
    blocks = view["blocks"]
    found = [f"{len(blocks)} blocks"] if len(blocks) > VIEW_BLOCKS else []
    if view["type"] == "modal":
        names = [name for name in ("title", "submit", "close") if name in view]
        found += [f"{n} too long" for n in names if len(view[n]["text"]) > 24]
        inputs = any(block["type"] == "input" for block in blocks)
        found += ["inputs without submit"] if inputs and "submit" not in view else []
    found += ["metadata"] if len(view.get("private_metadata", "")) > 3_000 else []
    found += [f"{block['type']} in a view" for block in blocks if block["type"] in NOT_IN_VIEWS]
    found += ["250 kB"] if len(json.dumps(view).encode()) > 250_000 else []
    ids = [block["block_id"] for block in blocks if "block_id" in block]
    found += ["the same block_id twice"] if len(set(ids)) < len(ids) else []
    return found + [complaint for block in blocks for complaint in _block(block)]


def shown(part: object) -> Iterator[str]:
    """Give every text that a person sees, and no values."""
    if isinstance(part, list | tuple):
        for item in part:
            yield from shown(item)
    elif isinstance(part, dict):
        for key, value in part.items():
            if key in {"text", "caption"} and isinstance(value, str):
                yield value
            elif key not in {"value", "action_id", "url"}:
                yield from shown(value)


def every(part: object) -> Iterator[Json]:
    """Give every object in a message or view, itself too."""
    if isinstance(part, list | tuple):
        for item in part:
            yield from every(item)
    elif isinstance(part, dict):
        yield part
        for value in part.values():
            yield from every(value)


def _block(block: Json) -> Iterator[str]:
    kind = block["type"]
    elements = block.get("elements", [])
    most = {"actions": 25, "context": 10, "context_actions": 5}.get(kind)
    if most is not None and not 1 <= len(elements) <= most:
        yield f"{kind} with {len(elements)} elements"
    if kind == "actions":
        actions = [element["action_id"] for element in elements]
        if len(set(actions)) < len(actions):
            yield "the same action_id twice"
    if kind == "header" and len(block["text"]["text"]) > SHORT["header"]:
        yield "header too long"
    if kind in {"table", "data_table"}:
        yield from _table(block)
    for part in every(block):
        yield from _part(part)


def _part(part: Json) -> Iterator[str]:
    kind = part.get("type")
    if kind in {"text", "plain_text", "mrkdwn", "raw_text", "raw_number"} and not part["text"]:
        yield f"empty {kind}"
    if kind in {"plain_text", "mrkdwn"} and len(part["text"]) > 3_000:
        yield "text object over 3,000"
    if kind == "button":
        if len(part["text"]["text"]) > SHORT["button"]:
            yield "button too long"
        if len(part.get("value", "")) > 2_000 or len(part["action_id"]) > 255:
            yield "value or action_id too long"
    for choice in part.get("options", ()):
        if len(choice["text"]["text"]) > SHORT["option"] or len(choice["value"]) > 150:
            yield "option too long"
    if not 1 <= len(part.get("options", [0])) <= 100:
        yield "options"


def _table(block: Json) -> Iterator[str]:
    rows = block["rows"]
    if not 2 <= len(rows) <= 101 or (block["type"] == "table" and len(rows) > 100):
        yield f"{len(rows)} rows"
    if len({len(row) for row in rows}) != 1 or not 1 <= len(rows[0]) <= 20:
        yield "ragged or too wide"
    if sum(map(len, shown(rows))) > 10_000:
        yield "cells over 10,000"
    if block["type"] == "data_table":
        if not block["caption"] or not 1 <= block["page_size"] <= 100:
            yield "caption or page_size"
        if any(cell["type"] == "rich_text" for cell in rows[0]):
            yield "rich_text in the heads"
