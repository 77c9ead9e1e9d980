"""What every listener is given."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

from slack_sdk import WebClient

from bot.config import Settings
from bot.metrics import Metrics
from bot.question import language
from bot.serving.lanes import Lanes
from bot.serving.members import Members
from bot.serving.turns import Gates, Once, Turns
from bot.store import Store
from index.search import Searcher


class Searchers(Protocol):
    """Where the current Searcher comes from; bot.live.Live in earnest."""

    def searcher(self) -> Searcher:
        """Return the searcher to use for one whole question; raise SnapshotError without one."""


@dataclass(frozen=True, slots=True)
class Context:
    """The parts of a running bot; `clock` gives seconds since 1970.

    `client` calls once and never waits; the one that Bolt hands to listeners tries again.
    `statusless` are the channels in which Slack shows no status.
    """

    settings: Settings
    live: Searchers
    store: Store
    pool: Lanes
    clock: Callable[[], float]
    metrics: Metrics
    client: WebClient
    members: Members
    gates: Gates = field(default_factory=lambda: Gates(time.monotonic))
    turns: Turns = field(default_factory=Turns)
    once: Once = field(default_factory=lambda: Once(time.monotonic))
    statusless: set[str] = field(default_factory=set)

    def language_of(self, user: str) -> str:
        """Return the language of the user's last question that shows one, else Japanese.

        A single word in Latin letters shows none: staff type `KPI` and `setting` as well.
        """
        for asked in self.store.recent_questions(user):
            spoken = language(asked.question)
            words = len(asked.question.split())
            if not asked.question.isascii() or (spoken == "en" and words > 1):
                return spoken
        return "ja"
