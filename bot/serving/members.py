"""Who is in a channel, asked of Slack once a minute at most."""

import threading
from collections.abc import Callable
from typing import Final

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.serving.calling import call

FRESH: Final = 60.0
PAGE: Final = 1000


class Members:
    """Remembers the members of channels for a minute; safe to use from any thread."""

    def __init__(self, client: WebClient, clock: Callable[[], float]) -> None:
        """Know nothing yet; `clock` gives seconds."""
        self._client = client
        self._clock = clock
        self._known: dict[str, tuple[float, frozenset[str]]] = {}
        self._asking = threading.Lock()

    def has(self, channel: str, user: str) -> bool:
        """Whether a user is in a channel; nobody is where Slack refuses to tell.

        Raises Later where Slack cannot tell now.
        """
        with self._asking:
            at, members = self._known.get(channel, (-FRESH, frozenset()))
            if self._clock() - at >= FRESH:
                members = self._members(channel)
                self._known[channel] = self._clock(), members
            return user in members

    def _members(self, channel: str) -> frozenset[str]:
        members: set[str] = set()
        cursor = ""
        while True:
            try:
                page = call(
                    self._client.conversations_members, channel=channel, cursor=cursor, limit=PAGE
                )
            except SlackApiError:
                return frozenset()
            members.update(page["members"])
            cursor = (page.get("response_metadata") or {}).get("next_cursor") or ""
            if not cursor:
                return frozenset(members)
