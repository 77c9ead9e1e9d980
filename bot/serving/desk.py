"""The desk: takes each question once, answers it in its lane, and sees it through to Slack."""

import hashlib
import json
import logging
import threading
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

from slack_sdk.errors import SlackApiError

from bot.blocks import Message, answer_message, plain_message
from bot.display.csv_export import file_name, kpi_csv
from bot.domain import Answer, Status
from bot.messages import say
from bot.question import Question, language
from bot.reading.topics import topic_of
from bot.records import Asked, KeptAnswer, Thread, Unanswered
from bot.serving import posting
from bot.serving.asking import Ask, Place, answer_ask, is_pointed, plans_of
from bot.serving.calling import Later
from bot.serving.context import Context
from bot.serving.guide import guide, nothing_asked
from bot.serving.incoming import wants_file
from bot.store import State
from index.domain import Plan
from index.errors import SnapshotError, StateError

PATIENCE: Final = 600.0
"""Seconds for which Slack may refuse an answer before it is given up."""

TRIES: Final = 3
"""How often an asking is begun in all, restarts included."""

COURTESY: Final = 1.0
"""Seconds for which an answer waits for acks, at most."""

_BACKOFF: Final = (0.1, 0.3, 0.8, 2.0, 5.0, 10.0)
_log = logging.getLogger(__name__)
# One thought at a time: more would only take the interpreter from one another, and from the acks.
_thinking = threading.Lock()


def take(context: Context, ask: Ask, event_id: str | None = None) -> bool:
    """Write an asking down, before Slack is told that it arrived; False when it is known."""
    fresh = context.store.accept(ask.key, event_id, ask.to_json(), context.clock())
    if not fresh:
        context.metrics.count("duplicates")
    elif ask.thread_ts and not ask.follow_up:
        context.store.open_thread(ask.channel, ask.thread_ts, ask.user, context.clock())
    return fresh


def note_refusal(context: Context, error: StateError) -> None:
    """Count and log a question that could not be written down."""
    context.metrics.count("refused")
    _log.error("A question could not be taken.", extra={"reason": str(error)})


def turned_away(context: Context, ask: Ask, error: StateError) -> bool:
    """Tell who asks that nothing can be written down, as on a full disk; whether that was told.

    What does not name the bot may be talk: to that it says nothing.
    """
    note_refusal(context, error)
    if ask.follow_up:
        return False
    return _tell(context, ask, say("not_taken", language(ask.text)))


def start(context: Context, ask: Ask) -> None:
    """Queue an asking that was taken; say so at once when there are too many.

    While the bot is leaving, it stays in the inbox: the next process answers.
    """
    if context.pool.submit(_lane(ask), Work(context, ask)) or context.pool.closing:
        return
    context.metrics.count("refused")
    context.store.done(ask.key)
    _tell(context, ask, say("busy", language(ask.text)))


def put(context: Context, ask: Ask) -> None:
    """Take an asking and start it, for a button or a form."""
    if take(context, ask):
        start(context, ask)


def resume(context: Context) -> int:
    """Start again what an earlier process took and did not finish; return how many."""
    asks = context.store.unfinished(context.clock() - PATIENCE, TRIES)
    for text in asks:
        start(context, Ask.from_json(text))
    return len(asks)


def answer_id(ask: Ask) -> str:
    """Return the id of the answer to an asking, the same at every try."""
    return hashlib.blake2b(ask.key.encode(), digest_size=9).hexdigest()


def _lane(ask: Ask) -> str:
    return f"{ask.channel}:{ask.thread_ts or ask.key}"


def _tell(context: Context, ask: Ask, sentence: str) -> bool:
    """Send a line; whether Slack took it."""
    try:
        posting.send(context.client, ask, plain_message(sentence))
    except (Later, SlackApiError) as error:
        _log.warning("A line could not be sent.", extra={"reason": str(error)})
        return False
    return True


def _noted(note: Callable[[], object]) -> None:
    """Write something down; where that cannot be, the answer goes out without."""
    try:
        note()
    except StateError as error:
        _log.error("This could not be written down.", extra={"reason": str(error)})


class Work:
    """One asking under way; called by its lane until it is done or given up."""

    def __init__(self, context: Context, ask: Ask) -> None:
        """Prepare; nothing happens yet."""
        self._context = context
        self._ask = ask
        self._message: Message | None = None
        self._file: posting.File | None = None
        self._outcome = ""
        self._begun = False
        self._doubtful = False
        self._refusals = 0

    def __call__(self) -> float | None:
        """Go as far as Slack lets it; return the seconds to wait before the next try."""
        try:
            if not self._begun:
                self._begun = True
                _noted(self._begin)
            if not self._outcome:
                self._message = self._think()
            if self._message and (wait := self._context.gates.wait(self._ask.channel)):
                return wait
            if self._message:
                self._post(self._message)
        except Later as later:
            return self._wait(later)
        except SlackApiError as error:
            self._fail(str(error.response["error"]))
        else:
            self._finish()
        return None

    def _begin(self) -> None:
        self._doubtful = self._context.store.begin(self._ask.key) is State.POSTING

    def _post(self, message: Message) -> None:
        client, ask = self._context.client, self._ask
        if self._doubtful and posting.stands(client, ask):
            return
        _noted(lambda: self._context.store.posting(ask.key))
        posting.send(client, ask, message)
        if self._file:
            self._send(self._file)

    def _send(self, file: posting.File) -> None:
        """Upload the file that was asked for; where that fails the button is left."""
        ask = self._ask
        channel = "" if ask.place is Place.PRIVATE else ask.channel
        try:
            posting.upload(self._context.client, channel, ask.thread_ts, file, user=ask.user)
        except (SlackApiError, OSError) as error:
            _log.warning("A file could not be sent.", extra={"reason": str(error)})

    def _think(self) -> Message | None:
        """Return what to post, or None where silence is the better answer."""
        ask = self._ask
        if not ask.text:
            self._outcome = "empty"
            speech = self._context.language_of(ask.user)
            return nothing_asked(self._context, ask.channel, ask.user, speech)
        self._show_status()
        try:
            if not ask.follow_up and (topic := topic_of(ask.text)):
                message = guide(self._context, topic, ask.channel, ask.user, language(ask.text))
                self._outcome = topic.value
                return message
            plans = plans_of(self._context, ask)
            with _thinking:
                self._context.turns.give_way(COURTESY)
                return self._answer(plans)
        except Later:
            raise
        except SnapshotError as error:
            _log.error("There is no index to answer from.", extra={"reason": str(error)})
            self._outcome = "not_ready"
            return plain_message(say("not_ready", language(ask.text)))
        except Exception:
            reference = answer_id(ask)[:8]
            _log.exception("A question could not be answered.", extra={"reference": reference})
            self._outcome = "error"
            return plain_message(say("failed", language(ask.text), reference=reference))

    def _show_status(self) -> None:
        """Show that the answer is being sought, to those who will see it, where Slack permits."""
        context, ask = self._context, self._ask
        seen = ask.place is Place.THREAD and ask.thread_ts and not ask.follow_up
        if seen and ask.channel not in context.statusless:
            words = say("searching", language(ask.text))
            if not posting.show_status(context.client, ask, words):
                context.statusless.add(ask.channel)

    def _answer(self, plans: Sequence[Plan]) -> Message | None:
        context, ask = self._context, self._ask
        question, answer = answer_ask(context, ask, plans)
        self._outcome = answer.status.value
        if (
            answer.status is Status.NOT_FOUND
            and ask.follow_up
            and not is_pointed(context, ask, plans)
        ):
            self._outcome = "left_alone"
            return None
        _noted(lambda: self._remember(question, answer))
        self._file = self._file_of(answer) if wants_file(ask.text) else None
        return answer_message(
            answer,
            answer_id=answer_id(ask),
            shareable=ask.place is Place.PRIVATE,
            desk=context.settings.ask_channel is not None,
        )

    def _file_of(self, answer: Answer) -> posting.File | None:
        """Return the rows of an answer as a file, unless only its channel may see them."""
        plans = self._context.live.searcher().snapshot.plans
        internal = {plan.plan_id for plan in plans if plan.internal}
        rows = [finding.row for finding in answer.kpi]
        if not rows or (self._ask.place is Place.PRIVATE and internal & {r.plan_id for r in rows}):
            return None
        words = say("csv_ready", answer.language, count=len(rows))
        return posting.File(file_name(rows), kpi_csv(rows, plans, answer.language), words)

    def _remember(self, question: Question, answer: Answer) -> None:
        store, ask, now = self._context.store, self._ask, self._context.clock()
        snapshot = answer.snapshot_id
        store.keep_answer(
            KeptAnswer(answer_id(ask), answer, ask.channel, ask.user, ask.thread_ts, now)
        )
        store.asked(ask.user, Asked(ask.text, answer_id(ask), now))
        if answer.status is Status.NOT_FOUND:
            store.keep_unanswered(Unanswered(ask.text, ask.channel, ask.user, snapshot, now))
        else:
            told = {finding.row.plan_id for finding in answer.kpi}
            question = replace(question, told=tuple(told) if len(told) == 1 else ())
            asked = json.dumps(question.to_json(), ensure_ascii=False)
            thread = ask.thread_ts or answer_id(ask)  # Until the answer is shared.
            store.keep_thread(Thread(ask.channel, thread, ask.user, asked, snapshot, now))

    def _wait(self, later: Later) -> float | None:
        self._doubtful = self._doubtful or not later.sure
        self._context.metrics.count("slack_later", reason=str(later))
        if self._context.clock() - self._ask.at > PATIENCE:
            self._fail(str(later))
            return None
        if later.seconds is not None:
            self._context.gates.shut(self._ask.channel, later.seconds)
            return later.seconds
        self._refusals += 1
        return _BACKOFF[min(self._refusals, len(_BACKOFF)) - 1]

    def _fail(self, reason: str) -> None:
        _noted(lambda: self._context.store.failed(self._ask.key))
        self._context.metrics.count("failed", reason=reason)
        _log.error("An answer could not be sent.", extra={"reason": reason})

    def _finish(self) -> None:
        context, ask = self._context, self._ask
        _noted(lambda: context.store.done(ask.key))
        seconds = context.clock() - ask.at
        context.metrics.count("questions", place=ask.place, outcome=self._outcome)
        context.metrics.observe("answer", seconds)
        extra = {"outcome": self._outcome, "ms": round(seconds * 1000), "place": ask.place.value}
        if context.settings.log_questions:
            extra["question"] = ask.text
        _log.info("Answered.", extra=extra)
