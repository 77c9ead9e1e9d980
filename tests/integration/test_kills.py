"""Rebuilds killed at random moments, under a bot that goes on answering."""

import threading
import time

import numpy as np
import pytest
from corpora import plan_text, with_row, write_corpus
from fakes import BigramEncoder
from rebuild_child import start

from bot.live import Live
from index.errors import SnapshotMissing
from index.rebuild import rebuild
from index.shelf import Shelf
from index.snapshot import open_snapshot
from index.storage import UNFINISHED

KILLS = 4


def corpus_at(folder, target):
    text = plan_text(with_row("観光案内所の相談件数", target=str(target)))
    return write_corpus(folder, {"mizuumi": {"初版": text}, "hama": {"1": text}})


def answer(live):
    """Ask both plans of one snapshot; they always say the same, unless snapshots are mixed."""
    snapshot = live.searcher().snapshot
    targets = {
        row.targets[0].text for row in snapshot.kpi_rows if row.indicator == "観光案内所の相談件数"
    }
    for row in snapshot.kpi_rows:
        text = snapshot.document_text(row.plan_id, row.revision)
        assert row.indicator in row.span.slice(text)
    [target] = targets
    return target


def test_killed_rebuilds_leave_a_whole_index(tmp_path):
    corpus, index_dir = tmp_path / "corpus", tmp_path / "index"
    corpus_at(corpus, 0)
    rebuild(corpus, index_dir, BigramEncoder())
    live = Live(index_dir, BigramEncoder())
    stop, failures, answers = threading.Event(), [], []

    def ask():
        while not stop.wait(0.1):
            try:
                answers.append(answer(live))
            except Exception as error:
                failures.append(repr(error))

    asking = threading.Thread(target=ask)
    asking.start()
    chance = np.random.default_rng(9)
    try:
        for turn in range(1, KILLS + 1):
            corpus_at(corpus, turn)
            child = start(corpus, index_dir)
            time.sleep(chance.uniform(0.3, 1.2))
            child.kill()
            child.communicate()
            open_snapshot(index_dir)  # the old or the new one, whole
        last = start(corpus, index_dir)
        last.communicate(timeout=60)
        assert last.returncode == 0
        time.sleep(2)
    finally:
        stop.set()
        asking.join()
        live.close()
    assert failures == []
    assert len(answers) > 10
    assert answers[-1] == str(KILLS)
    assert not list(index_dir.rglob(f"{UNFINISHED}*"))


def test_the_running_bot_notices_within_two_seconds(tmp_path):
    corpus, index_dir = corpus_at(tmp_path / "corpus", 1), tmp_path / "index"
    live = Live(index_dir, BigramEncoder())
    try:
        with pytest.raises(SnapshotMissing, match=r"rebuild_index\.py"):
            live.searcher()
        rebuild(corpus, index_dir, BigramEncoder())
        assert answer(live) == "1"
        held = live.searcher()
        rebuild(corpus_at(corpus, 2), index_dir, BigramEncoder())
        time.sleep(2)
        assert answer(live) == "2"
        assert held.snapshot.snapshot_id != live.searcher().snapshot.snapshot_id
    finally:
        live.close()


def test_a_broken_new_snapshot_is_passed_over(tmp_path, caplog):
    corpus, index_dir = corpus_at(tmp_path / "corpus", 1), tmp_path / "index"
    rebuild(corpus, index_dir, BigramEncoder())
    live = Live(index_dir, BigramEncoder())
    try:
        first = live.searcher().snapshot.snapshot_id
        second = rebuild(corpus_at(corpus, 2), tmp_path / "other", BigramEncoder()).snapshot_id
        (tmp_path / "other/snapshots" / second).rename(Shelf(index_dir).path(second))
        path = Shelf(index_dir).path(second) / "passages.faiss"
        whole = path.read_bytes()
        path.write_bytes(whole[:-1])
        Shelf(index_dir).publish(second)
        live.refresh()
        live.refresh()
        assert live.searcher().snapshot.snapshot_id == first
        assert [r for r in caplog.records if str(path) in r.getMessage()] != []
        assert len([r for r in caplog.records if r.levelname == "ERROR"]) == 1
        path.write_bytes(whole)
        Shelf(index_dir).publish(second)
        live.refresh()
        assert live.searcher().snapshot.snapshot_id == second
    finally:
        live.close()


def test_new_synonyms_are_taken_up_and_broken_ones_passed_over(tmp_path, caplog):
    corpus, index_dir = tmp_path / "corpus", tmp_path / "index"
    corpus_at(corpus, 0)
    rebuild(corpus, index_dir, BigramEncoder())
    live = Live(index_dir, BigramEncoder(), corpus)
    before = live.searcher()
    (corpus / "synonyms.txt").write_text("相談件数 = 問合せの数\n", "utf-8")
    live.refresh()
    after = live.searcher()
    assert after is not before
    assert after.snapshot is before.snapshot
    (corpus / "synonyms.txt").write_bytes(b"\x81")
    live.refresh()
    assert "synonyms are not used" in caplog.text
    assert live.searcher().snapshot is before.snapshot
    live.close()
