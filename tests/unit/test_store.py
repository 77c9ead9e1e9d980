"""What survives a restart."""

import sqlite3
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from bot.domain import Answer, Citation, KpiFinding, Near, NearKind, Notice, Status
from bot.records import (
    Asked,
    ChannelSettings,
    Feedback,
    KeptAnswer,
    Thread,
    Unanswered,
    answer_from_json,
    answer_to_json,
)
from bot.store import DAY, State, Store
from index.domain import Change, ChangeKind, Comparator, KpiRow, Measure, Passage, PassageKind, Span
from index.errors import ConfigError

CITATION = Citation(
    "p", "計画", "山田市", "第2版", ("1 章", "(2)"), Span(3, 9), (4, 5), None, "緑を増やす", "x",
    score=0.5, highlights=(Span(0, 1),), url="https://example.jp/p.pdf#page=2",
)  # fmt: skip
ROW = KpiRow(
    "k", "s", "p", "第2版", ("1 章",), Span(0, 5), (1, 1), "緑被率", "％",
    Measure("25.5", "R4", Decimal("25.5")),
    (Measure("30以上", "R9", Decimal(30), Comparator.AT_LEAST), Measure("上昇")),
    sdg_targets=("11.7",),
)  # fmt: skip
PASSAGE = Passage(
    "x", "s", "p", "第2版", ("1 章",), Span(3, 9), "緑を増やす", PassageKind.PROSE, (4, 5)
)
ANSWER = Answer(
    "緑は？",
    Status.ANSWERED,
    "snap",
    kpi=(KpiFinding(ROW, "計画", "山田市", (CITATION,), 0.9, disagrees=True),),
    citations=(CITATION,),
    changes=(
        Change(ChangeKind.TARGET_MOVED, "p", ROW, replace(ROW, kpi_id="k2")),
        Change(ChangeKind.PASSAGE_ADDED, "p", None, PASSAGE),
    ),
    near=(Near(NearKind.HEADING, "緑", "p"),),
    notices=(Notice.DISAGREEMENT,),
    alternatives=(CITATION,),
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "deep" / "state.sqlite"


@pytest.fixture
def store(path: Path):
    opened = Store(path)
    yield opened
    opened.close()


def test_an_answer_comes_back_from_json_as_it_was() -> None:
    again = answer_from_json(answer_to_json(ANSWER))
    assert again == ANSWER
    assert again.alternatives == ANSWER.alternatives


def test_every_field_of_an_answer_is_written() -> None:
    written = answer_to_json(ANSWER)
    for kind in (Answer, Citation, KpiRow, Measure, Change):
        for name in kind.__dataclass_fields__:
            assert f'"{name}"' in written


@pytest.mark.parametrize("text", ["{}", "[]", '"x"', "null", "no json", '{"question": 1}'])
def test_anything_else_is_no_answer(text: str) -> None:
    with pytest.raises(ValueError):
        answer_from_json(text)


def test_the_same_key_or_event_is_taken_in_once(store: Store) -> None:
    assert store.accept("C1:1", "Ev1", "ask", 1.0)
    assert not store.accept("C1:1", "Ev2", "ask", 2.0)
    assert not store.accept("C1:2", "Ev1", "ask", 2.0)
    assert store.accept("C1:3", None, "ask", 2.0)
    assert store.accept("C1:4", None, "ask", 2.0)


def test_what_failed_is_taken_in_once_more(store: Store) -> None:
    store.accept("a", None, "ask", 1.0)
    for again in (True, False):
        assert store.begin("a") is State.TAKEN
        store.failed("a")
        assert store.accept("a", None, "ask", 2.0) is again


def test_what_was_left_open_is_found_after_a_restart(store: Store, path: Path) -> None:
    for number, key in enumerate("abcd"):
        store.accept(key, None, f"ask {key}", 10.0 + number)
    store.posting("b")
    store.done("c")
    store.failed("d")
    again = Store(path)
    assert again.unfinished(since=0.0, tries=3) == ("ask a", "ask b")
    assert again.unfinished(since=11.0, tries=3) == ("ask b",)
    assert again.begin("b") is State.POSTING
    assert again.unfinished(since=0.0, tries=1) == ("ask a",)
    again.close()


def test_the_words_of_a_question_that_is_done_are_forgotten(store: Store, path: Path) -> None:
    store.accept("a", None, "秘密の質問", 1.0)
    store.done("a")
    with sqlite3.connect(path) as database:
        assert database.execute("SELECT ask FROM inbox").fetchall() == [("",)]
    database.close()


def test_a_thread_is_known_before_and_after_its_first_answer(store: Store, path: Path) -> None:
    assert store.thread("C1", "1.0") is None
    store.open_thread("C1", "1.0", "U1", 1.0)
    assert store.thread("C1", "1.0") == Thread("C1", "1.0", "U1", "", "", 1.0)
    answered = Thread("C1", "1.0", "U1", '{"q": 1}', "snap", 2.0)
    store.keep_thread(answered)
    store.open_thread("C1", "1.0", "U2", 3.0)
    assert Store(path).thread("C1", "1.0") == answered


def test_an_answer_is_kept_for_its_buttons(store: Store) -> None:
    kept = KeptAnswer("id", ANSWER, "C1", "U1", None, 5.0)
    store.keep_answer(kept)
    assert store.answer("id") == kept
    assert store.answer("other") is None


def test_the_last_questions_come_newest_first_once_per_wording(store: Store) -> None:
    for at, question in enumerate(["一", "二", "三", "一"]):
        store.asked("U1", Asked(question, f"a{at}", float(at)))
    assert [a.question for a in store.recent_questions("U1")] == ["一", "三", "二"]
    assert store.recent_questions("U2") == ()


def test_feedback_is_one_per_user_and_message(store: Store) -> None:
    good = Feedback("U1", "C1", "1.0", "id", "good", "緑は？", "snap", 1.0)
    bad = replace(good, verdict="bad", reason="数字が違う", comment="30です", at=2.0)
    other = replace(good, user="U2", at=3.0)
    for feedback in (good, bad, other):
        store.put_feedback(feedback)
    assert store.feedback() == (other, bad)
    assert store.feedback(since=2.5) == (other,)


def test_settings_of_a_channel(store: Store) -> None:
    assert store.channel_settings("C1") == ChannelSettings()
    wanted = ChannelSettings(plans=("mine",), ephemeral=True, mention_only=True)
    store.save_channel_settings("C1", wanted, "U1", 1.0)
    assert store.channel_settings("C1") == wanted


def test_what_is_old_is_forgotten_but_not_feedback_and_settings(store: Store) -> None:
    now = 100 * DAY
    store.accept("a", None, "ask", now - 2 * DAY)
    store.keep_unanswered(Unanswered("古い", "C1", "U1", "s", now - 31 * DAY))
    store.keep_unanswered(Unanswered("新しい", "C1", "U1", "s", now - 29 * DAY))
    store.put_feedback(Feedback("U1", "C1", "1", "id", "bad", "q", "s", 1.0))
    store.save_channel_settings("C1", ChannelSettings(ephemeral=True), "U1", 1.0)
    store.prune(now)
    assert [u.question for u in store.unanswered(0.0)] == ["新しい"]
    assert store.accept("a", None, "ask", now)
    assert len(store.feedback()) == 1
    assert store.channel_settings("C1").ephemeral


def test_what_cannot_be_written_to_is_known(tmp_path: Path) -> None:
    store = Store(tmp_path / "state.sqlite")
    assert store.can_write()
    store._do("PRAGMA query_only=1")
    assert not store.can_write()


def test_the_file_of_a_later_version_is_left_alone(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "state.sqlite") as later:
        later.execute("PRAGMA user_version=99")
    with pytest.raises(ConfigError, match="新しい版"):
        Store(tmp_path / "state.sqlite")
