"""Sending to Slack: down the ladder of blocks, and later when Slack says later."""

import http.client
from collections.abc import Callable, Sequence
from typing import Any, Final

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackRequestError
from slack_sdk.web import SlackResponse
from slack_sdk.webhook import WebhookClient

from bot.asking import Ask, Place
from bot.blocks import Message

EVENT_TYPE: Final = "keikaku_answer"
_TOO_MUCH: Final = frozenset(
    {"invalid_blocks", "invalid_blocks_format", "msg_blocks_too_long", "msg_too_long"}
)
_CUT: Final = (OSError, http.client.HTTPException, SlackRequestError)


class Later(Exception):
    """Slack cannot take it now; `seconds` is what it asked for, None where it did not say.

    `sure` says that Slack has not taken it: without it the message may stand there already.
    """

    def __init__(self, reason: str, seconds: float | None, *, sure: bool) -> None:
        """Keep what is known."""
        super().__init__(reason)
        self.seconds = seconds
        self.sure = sure


def send(client: WebClient, ask: Ask, message: Message) -> None:
    """Post where the asking wants it; raise Later, or SlackApiError where Slack never will."""
    ladder = (message.blocks, *message.fallbacks)
    for blocks in ladder:
        try:
            _post(client, ask, message.text, blocks)
            return
        except SlackApiError as error:
            if error.response["error"] not in _TOO_MUCH or blocks is ladder[-1]:
                raise


def stands(client: WebClient, ask: Ask) -> bool:
    """Whether an answer to this asking is in its thread already, from a try that was cut off.

    False where Slack does not let the bot look: twice is better than never.
    """
    if ask.place is Place.PRIVATE or ask.thread_ts is None:
        return False
    try:
        replies = call(
            client.conversations_replies,
            channel=ask.channel,
            ts=ask.thread_ts,
            oldest=ask.key.rpartition(":")[2],
            limit=200,
            include_all_metadata=True,
        )
    except SlackApiError:
        return False
    return any(
        (reply.get("metadata") or {}).get("event_payload", {}).get("key") == ask.key
        for reply in replies.get("messages", ())
    )


def show_status(client: WebClient, ask: Ask, text: str) -> None:
    """Show under the thread that the bot is at work; posting ends it. Never raises."""
    try:
        call(
            client.assistant_threads_setStatus,
            channel_id=ask.channel,
            thread_ts=ask.thread_ts,
            status=text,
        )
    except (Later, SlackApiError):
        return


def call(method: Callable[..., SlackResponse], **arguments: Any) -> dict[str, Any]:  # noqa: ANN401
    """Call a method once; raise Later where another try may help, else SlackApiError."""
    try:
        response = method(**arguments)
    except SlackApiError as error:
        raise _later(error) or error from error
    except _CUT as error:
        raise Later(type(error).__name__, None, sure=False) from error
    return response.data if isinstance(response.data, dict) else {}


def _later(error: SlackApiError) -> Later | None:
    response = error.response
    status, reason = response.status_code, str(response["error"])
    if status == 429 or reason == "ratelimited":
        return Later("ratelimited", _retry_after(response.headers), sure=True)
    if status >= 500 or reason in {"internal_error", "fatal_error", "service_unavailable"}:
        return Later(f"http {status}", None, sure=False)
    if " " in reason:  # The SDK's words for a body that is no JSON.
        return Later("no json", None, sure=False)
    return None


def _retry_after(headers: Any) -> float:  # noqa: ANN401
    value = next((v for k, v in headers.items() if k.lower() == "retry-after"), "1")
    text = str(value[0] if isinstance(value, Sequence) and not isinstance(value, str) else value)
    return float(text) if text.replace(".", "", 1).isdigit() else 1.0


def _post(client: WebClient, ask: Ask, text: str, blocks: Sequence[dict[str, Any]]) -> None:
    body: dict[str, Any] = {"text": text} | ({"blocks": list(blocks)} if blocks else {})
    if ask.response_url:
        _respond(client, ask.response_url, body)
        return
    body |= {"channel": ask.channel, "unfurl_links": False, "unfurl_media": False}
    if ask.thread_ts:
        body["thread_ts"] = ask.thread_ts
    if ask.place is Place.PRIVATE:
        call(client.chat_postEphemeral, user=ask.user, **body)
        return
    body["metadata"] = {"event_type": EVENT_TYPE, "event_payload": {"key": ask.key}}
    call(client.chat_postMessage, **body)


def _respond(client: WebClient, url: str, body: dict[str, Any]) -> None:
    hook = WebhookClient(
        url, timeout=client.timeout, ssl=client.ssl, proxy=client.proxy, retry_handlers=[]
    )
    try:
        response = hook.send_dict({"response_type": "ephemeral", "replace_original": False} | body)
    except _CUT as error:
        raise Later(type(error).__name__, None, sure=False) from error
    if response.status_code == 429:
        raise Later("ratelimited", _retry_after(response.headers), sure=True)
    if response.status_code >= 500:
        raise Later(f"http {response.status_code}", None, sure=False)
    if response.status_code != 200:
        reason = next((code for code in _TOO_MUCH if code in response.body), "expired_url")
        raise SlackApiError(reason, {"ok": False, "error": reason})  # type: ignore[no-untyped-call]
