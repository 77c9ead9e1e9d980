"""Sending to Slack: down the ladder of blocks, and later when Slack says later."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.webhook import WebhookClient

from bot.blocks import Message
from bot.serving.asking import Ask, Place
from bot.serving.calling import CUT, Later, call, check

EVENT_TYPE: Final = "keikaku_answer"
_TOO_MUCH: Final = frozenset(
    {"invalid_blocks", "invalid_blocks_format", "msg_blocks_too_long", "msg_too_long"}
)


@dataclass(frozen=True, slots=True)
class File:
    """A file to upload, with the words that go with it."""

    name: str
    content: bytes
    words: str


def send(client: WebClient, ask: Ask, message: Message) -> str | None:
    """Post where the asking wants it; return the message's time, None where it is private.

    Raises Later, or SlackApiError where Slack never will take it.
    """
    ladder = (message.blocks, *message.fallbacks)
    for blocks in ladder:
        try:
            return _post(client, ask, message.text, blocks)
        except SlackApiError as error:
            if error.response["error"] not in _TOO_MUCH or blocks is ladder[-1]:
                raise
    return None


def upload(
    client: WebClient,
    channel: str | None,
    thread_ts: str | None,
    file: File,
    *,
    user: str,
) -> None:
    """Upload a file into a thread, or into the direct message of a user where no channel is given.

    Raises SlackApiError.
    """
    if not channel:
        channel, thread_ts = client.conversations_open(users=user)["channel"]["id"], None
    client.files_upload_v2(
        channel=channel,
        thread_ts=thread_ts or None,
        filename=file.name,
        title=file.name,
        content=file.content,
        initial_comment=file.words,
    )


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


def show_status(client: WebClient, ask: Ask, text: str) -> bool:
    """Show under the thread that the bot is at work; posting ends it. Never raises.

    False where Slack does not permit it there.
    """
    try:
        call(
            client.assistant_threads_setStatus,
            channel_id=ask.channel,
            thread_ts=ask.thread_ts,
            status=text,
        )
    except SlackApiError:
        return False
    except Later:
        pass
    return True


def _post(client: WebClient, ask: Ask, text: str, blocks: Sequence[dict[str, Any]]) -> str | None:
    body: dict[str, Any] = {"text": text} | ({"blocks": list(blocks)} if blocks else {})
    if ask.response_url:
        _respond(client, ask.response_url, body)
        return None
    body |= {"channel": ask.channel, "unfurl_links": False, "unfurl_media": False}
    if ask.thread_ts:
        body["thread_ts"] = ask.thread_ts
    if ask.place is Place.PRIVATE:
        call(client.chat_postEphemeral, user=ask.user, **body)
        return None
    body["metadata"] = {"event_type": EVENT_TYPE, "event_payload": {"key": ask.key}}
    posted: str | None = call(client.chat_postMessage, **body).get("ts")
    return posted


def _respond(client: WebClient, url: str, body: dict[str, Any]) -> None:
    hook = WebhookClient(
        url, timeout=client.timeout, ssl=client.ssl, proxy=client.proxy, retry_handlers=[]
    )
    try:
        response = hook.send_dict({"response_type": "ephemeral", "replace_original": False} | body)
    except CUT as error:
        raise Later(type(error).__name__, None, sure=False) from error
    check(response.status_code, response.headers)
    if response.status_code != 200:
        reason = next((code for code in _TOO_MUCH if code in response.body), "expired_url")
        raise SlackApiError(reason, {"ok": False, "error": reason})  # type: ignore[no-untyped-call]
