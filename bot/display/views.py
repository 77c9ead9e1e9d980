"""What every modal is made of."""

from collections.abc import Mapping, Sequence

from bot.display.elements import MAX_TITLE, Block, Form, clip, pack, plain, section
from bot.messages import say

MAX_BLOCKS = 100
MAX_PLACEHOLDER = 150


def modal(
    form: Form,
    blocks: Sequence[Block],
    language: str,
    *,
    title: str = "",
    submit: str = "",
    metadata: Mapping[str, object] | None = None,
) -> Block:
    """Return a modal under the title of its form, with a button if `submit` names its words.

    `metadata` comes back with everything done in it.
    """
    view: Block = {
        "type": "modal",
        "callback_id": form,
        "title": plain(title or say(f"modal_{form}", language), MAX_TITLE),
        "close": plain(say("cancel" if submit else "close", language), MAX_TITLE),
        "blocks": list(blocks[:MAX_BLOCKS]),
        "private_metadata": pack({**(metadata or {}), "lang": language}),
    }
    return view | ({"submit": plain(say(submit, language), MAX_TITLE)} if submit else {})


def field(
    name: str,
    label: str,
    element: Block,
    *,
    hint: str | None = None,
    optional: bool = False,
) -> Block:
    """Return an input; its block_id and its action_id are both `name`."""
    block: Block = {
        "type": "input",
        "block_id": name,
        "label": plain(label),
        "element": element | {"action_id": name},
        "optional": optional,
    }
    return block | ({"hint": plain(hint)} if hint else {})


def text_field(
    initial: str = "", *, most: int = 1000, lines: bool = False, example: str = ""
) -> Block:
    """Return a plain text input for at most `most` characters; empty it shows `example`."""
    element: Block = {"type": "plain_text_input", "multiline": lines, "max_length": most}
    element |= {"placeholder": plain(example, MAX_PLACEHOLDER)} if example else {}
    return element | ({"initial_value": clip(initial, most)} if initial else {})


def note_view(title: str, sentence: str, language: str) -> Block:
    """Return a modal that only says something."""
    return modal(Form.NOTE, [section(sentence)], language, title=title)
