"""What the bot remembers: one record per kind, and an Answer as JSON and back."""

import json
import types
from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import Any, Final, Union, get_args, get_origin, get_type_hints

from bot.domain import Answer


@dataclass(frozen=True, slots=True)
class KeptAnswer:
    """An answer that was given, for the buttons under it; `thread_ts` is None for a private one."""

    answer_id: str
    answer: Answer
    channel: str
    user: str
    thread_ts: str | None
    at: float


@dataclass(frozen=True, slots=True)
class Thread:
    """A thread that the bot answered in; `question` is the last Question as JSON."""

    channel: str
    thread_ts: str
    asker: str
    question: str
    snapshot_id: str
    at: float


@dataclass(frozen=True, slots=True)
class Feedback:
    """What one user said of one message; `verdict` is "good" or "bad"."""

    user: str
    channel: str
    message_ts: str
    answer_id: str
    verdict: str
    question: str
    snapshot_id: str
    at: float
    reason: str = ""
    comment: str = ""


@dataclass(frozen=True, slots=True)
class Unanswered:
    """A question that the plans did not answer."""

    question: str
    channel: str
    user: str
    snapshot_id: str
    at: float


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that a user asked, newest first in a list of them."""

    question: str
    answer_id: str
    at: float


@dataclass(frozen=True, slots=True)
class ChannelSettings:
    """How a channel wants to be answered; no `plans` means all that may be asked there."""

    plans: tuple[str, ...] = ()
    ephemeral: bool = False
    mention_only: bool = False


def answer_to_json(answer: Answer) -> str:
    """Write an answer, with everything in it, as JSON."""
    return json.dumps(_plain(answer), ensure_ascii=False, separators=(",", ":"))


def answer_from_json(text: str) -> Answer:
    """Read what `answer_to_json` wrote; raise ValueError for anything else."""
    try:
        answer = _typed(Answer, json.loads(text))
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError("This is not an answer of this version.") from error
    if not isinstance(answer, Answer):
        raise ValueError("This is not an answer.")
    return answer


def _plain(value: Any) -> Any:  # noqa: ANN401
    if is_dataclass(value) and not isinstance(value, type):
        kind = {"": type(value).__name__}
        return kind | {f.name: _plain(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, Decimal):
        return str(value)
    return value.value if isinstance(value, Enum) else value


@cache
def _hints(kind: type) -> Mapping[str, Any]:
    return get_type_hints(kind)


def _typed(hint: Any, value: Any) -> Any:  # noqa: ANN401
    """Read `value` as `hint` says: a dataclass, a tuple, a union of these with None, or a leaf."""
    if value is None:
        return None
    if get_origin(hint) in _UNIONS:
        return _typed(_member(get_args(hint), value), value)
    if get_origin(hint) is tuple:
        kinds = get_args(hint)
        if len(kinds) == 2 and kinds[1] is Ellipsis:
            return tuple(_typed(kinds[0], item) for item in value)
        return tuple(map(_typed, kinds, value))
    if is_dataclass(hint):
        hints = _hints(hint)  # type: ignore[arg-type]
        return hint(**{k: _typed(hints[k], v) for k, v in value.items() if k in hints})  # type: ignore[operator]
    return hint(value) if issubclass(hint, Decimal | Enum) else value


_UNIONS: Final = (Union, types.UnionType)


def _member(kinds: tuple[Any, ...], value: Any) -> Any:  # noqa: ANN401
    """Choose the member of a union that `value` was written from."""
    real = [kind for kind in kinds if kind is not type(None)]
    if len(real) == 1:
        return real[0]
    return next(kind for kind in real if isinstance(value, dict) and kind.__name__ == value[""])
