"""Rebuilding: only what changed, told in the planners' terms, and nothing lost unasked."""

import json
import os
import resource
import signal
import time

import pytest
from corpora import PROSE, ROWS, Row, plan_text, with_row, write_corpus
from fakes import BigramEncoder, same_vectors
from rebuild_child import start

from index import catalogue, reading
from index.build import assemble, is_current, read_inputs
from index.domain import ChangeKind
from index.encoder import load_encoder
from index.errors import CorpusError, SnapshotError, SnapshotLocked, SnapshotMissing
from index.guards import LossKind
from index.lock import rebuild_lock
from index.opening import open_searcher
from index.rebuild import Outcome, Work, check, planned, rebuild, refusal
from index.shelf import Shelf
from index.snapshot import open_snapshot, read_snapshot
from index.storage import UNFINISHED
from index.summary import report_json, report_lines

PLANS = {"mizuumi": {"初版": plan_text()}, "hama": {"1": plan_text(city="はま市")}}


@pytest.fixture
def corpus(tmp_path):
    return write_corpus(tmp_path / "corpus", PLANS)


@pytest.fixture
def index_dir(tmp_path):
    return tmp_path / "index"


@pytest.fixture
def published(corpus, index_dir):
    """The id of a first snapshot of the corpus."""
    return rebuild(corpus, index_dir, BigramEncoder()).snapshot_id


def files_of(index_dir, snapshot_id):
    return {p.name: p.read_bytes() for p in Shelf(index_dir).path(snapshot_id).iterdir()}


def moved(text="98"):
    return plan_text(with_row("観光案内所の相談件数", target=text))


def test_the_first_rebuild_publishes_everything(corpus, index_dir):
    report = rebuild(corpus, index_dir, BigramEncoder())
    assert report.outcome is Outcome.PUBLISHED
    assert report.counts["plans"] == 2
    assert report.counts["kpi_rows"] == 2 * len(ROWS)
    assert open_snapshot(index_dir).snapshot_id == report.snapshot_id
    assert is_current(corpus, index_dir, BigramEncoder().fingerprint)


def test_titles_read_out_of_the_plans_are_not_read_again(corpus, index_dir, monkeypatch):
    (corpus / "plans.toml").unlink()
    first = rebuild(corpus, index_dir, BigramEncoder())

    def refuse(path):
        raise AssertionError(f"{path} is read again")

    catalogue._names_of.cache_clear()
    monkeypatch.setattr(catalogue, "read_file", refuse)
    assert is_current(corpus, index_dir, BigramEncoder().fingerprint)
    assert rebuild(corpus, index_dir, BigramEncoder()).snapshot_id == first.snapshot_id


def test_nothing_changed_reads_and_embeds_nothing(corpus, index_dir, published):
    encoder = BigramEncoder()
    before = sorted(index_dir.rglob("*"))
    report = rebuild(corpus, index_dir, encoder)
    assert (report.outcome, report.snapshot_id) == (Outcome.UNCHANGED, published)
    assert encoder.encoded == []
    assert sorted(index_dir.rglob("*")) == before


def test_the_same_inputs_make_the_same_bytes(corpus, index_dir, published, tmp_path):
    again = rebuild(corpus, tmp_path / "other", BigramEncoder())
    assert again.snapshot_id == published
    assert files_of(tmp_path / "other", published) == files_of(index_dir, published)


def test_only_what_changed_is_read_and_embedded(corpus, index_dir, published, tmp_path):
    write_corpus(corpus, {**PLANS, "mizuumi": {"初版": moved()}})
    encoder = BigramEncoder()
    report = rebuild(corpus, index_dir, encoder)
    assert [one.document.plan_id for one in report.read] == ["mizuumi"]
    # A target is no part of what is embedded of a row; the passage with the table is.
    assert 0 < len(encoder.encoded) <= 2
    # What was taken over and what was made anew are together what a rebuild from nothing makes.
    rebuild(corpus, tmp_path / "other", BigramEncoder())
    assert files_of(tmp_path / "other", report.snapshot_id) == files_of(
        index_dir, report.snapshot_id
    )


def test_a_renamed_file_is_not_new(corpus, index_dir, published, tmp_path):
    (corpus / "plans/hama/1.txt").rename(corpus / "plans/hama/第一版.txt")
    toml = corpus / "plans.toml"
    toml.write_text(toml.read_text("utf-8").replace("hama/1.txt", "hama/第一版.txt"), "utf-8")
    encoder = BigramEncoder()
    report = rebuild(corpus, index_dir, encoder)
    assert (report.outcome, report.read, encoder.encoded) == (Outcome.PUBLISHED, (), [])
    source = open_snapshot(index_dir).reading("hama", "1").document.source
    assert source == "plans/hama/第一版.txt"
    rebuild(corpus, tmp_path / "other", BigramEncoder())
    assert files_of(tmp_path / "other", report.snapshot_id) == files_of(
        index_dir, report.snapshot_id
    )


def test_another_encoder_embeds_again_but_reads_nothing(corpus, index_dir, published):
    encoder = BigramEncoder(dimension=32)
    report = rebuild(corpus, index_dir, encoder)
    assert (report.outcome, report.read) == (Outcome.PUBLISHED, ())
    assert encoder.encoded
    assert open_snapshot(index_dir, encoder.fingerprint).passage_vectors.dimension == 32


def test_a_new_edition_is_held_against_the_one_in_force(corpus, index_dir, published):
    write_corpus(corpus, {**PLANS, "mizuumi": {"初版": plan_text(), "改定版": moved()}})
    report = rebuild(corpus, index_dir, BigramEncoder())
    [step] = report.steps
    assert step.before.document.revision == "初版"
    assert [change.kind for change in step.changes] == [ChangeKind.TARGET_MOVED]
    facts = report_json(report)
    assert facts["kpi_rows"] == {"added": 0, "removed": 0, "altered": 1}
    [change] = facts["changes"]
    assert change["text"] == "観光案内所の相談件数 96件（R10） → 98件（R10）"
    assert change["after"]["targets"] == [{"value": "98", "period": "R10", "number": "98"}]
    assert "  目標を変更: 観光案内所の相談件数 96件（R10） → 98件（R10）" in list(
        report_lines(report)
    )
    json.dumps(facts)


def test_a_reworded_passage_shows_where_its_words_differ(corpus, index_dir, published):
    prose = (PROSE[0].replace("市民の憩いの場", "市民と旅人の憩いの場"), *PROSE[1:])
    write_corpus(corpus, {**PLANS, "mizuumi": {"初版": plan_text(prose=prose)}})
    report = rebuild(corpus, index_dir, BigramEncoder())
    [line] = [line for line in report_lines(report) if "文章を変更" in line]
    assert "「湖の水辺は市民の憩いの場であり" in line
    assert "→ 「湖の水辺は市民と旅人の憩いの場であり" in line


def test_check_writes_nothing(corpus, index_dir, published):
    write_corpus(corpus, {**PLANS, "mizuumi": {"初版": moved()}})
    before = sorted(index_dir.rglob("*"))
    report = check(corpus, index_dir, BigramEncoder())
    assert report.outcome is Outcome.CHECKED
    assert [c.kind for step in report.steps for c in step.changes] == [ChangeKind.TARGET_MOVED]
    assert sorted(index_dir.rglob("*")) == before
    assert Shelf(index_dir).current() == published


def test_planned_says_what_would_be_done(corpus, index_dir, published):
    write_corpus(corpus, {"mizuumi": {"初版": plan_text(), "改定版": moved()}})
    assert planned(corpus, index_dir, BigramEncoder()) == (
        (Work.KEEP, "mizuumi", "初版"),
        (Work.READ, "mizuumi", "改定版"),
        (Work.DROP, "hama", "1"),
    )


@pytest.mark.parametrize(
    ("plans", "kind"),
    [
        ({"mizuumi": PLANS["mizuumi"]}, LossKind.PLAN),
        ({**PLANS, "hama": {"1": plan_text(ROWS[:3], city="はま市")}}, LossKind.KPI),
        ({**PLANS, "hama": {"1": "\n"}}, LossKind.FILE),
    ],
)
def test_what_would_lose_much_is_refused_unless_allowed(corpus, index_dir, published, plans, kind):
    write_corpus(corpus, plans)
    report = rebuild(corpus, index_dir, BigramEncoder())
    assert report.outcome is Outcome.REFUSED
    assert kind in {loss.kind for loss in report.losses}
    message = str(refusal(report))
    assert "hama" in message
    assert f"--allow-loss {','.join(sorted(loss.kind for loss in report.losses))}" in message
    assert Shelf(index_dir).current() == published

    allowed = rebuild(corpus, index_dir, BigramEncoder(), allow=("all",))
    assert allowed.outcome is Outcome.PUBLISHED
    assert Shelf(index_dir).current() == allowed.snapshot_id != published


@pytest.mark.parametrize("gone", ["line", "catalogue"])
def test_an_internal_plan_is_not_opened_unasked(corpus, index_dir, gone):
    catalogue = corpus / "plans.toml"
    written = catalogue.read_text("utf-8")
    catalogue.write_text(written.replace('id = "hama"', 'id = "hama"\ninternal = true'), "utf-8")
    published = rebuild(corpus, index_dir, BigramEncoder()).snapshot_id
    if gone == "line":
        catalogue.write_text(written, "utf-8")
    else:
        catalogue.unlink()
    report = rebuild(corpus, index_dir, BigramEncoder())
    assert [loss.kind for loss in report.losses] == [LossKind.INTERNAL]
    assert "hama" in str(refusal(report))
    assert Shelf(index_dir).current() == published
    assert rebuild(corpus, index_dir, BigramEncoder(), allow=("internal",)).losses


def test_worse_answers_are_refused(corpus, index_dir, published):
    write_corpus(corpus, {**PLANS, "mizuumi": {"初版": moved()}})

    def score(snapshot):
        return 9 if snapshot.snapshot_id == published else 8

    report = rebuild(corpus, index_dir, BigramEncoder(), score=score)
    assert [loss.kind for loss in report.losses] == [LossKind.ANSWER]
    assert report.outcome is Outcome.REFUSED
    assert Shelf(index_dir).current() == published


def test_a_file_that_never_was_readable_is_named_too(corpus, index_dir):
    write_corpus(corpus, {**PLANS, "shima": {"1": "\n"}})
    report = rebuild(corpus, index_dir, BigramEncoder())
    assert report.outcome is Outcome.REFUSED
    assert "shima" in str(refusal(report))
    assert Shelf(index_dir).find_current() is None


def test_without_a_catalogue_a_bad_file_is_named_and_the_others_are_read(corpus, index_dir):
    (corpus / "plans.toml").unlink()
    bad = corpus / "plans/shima/1.txt"
    bad.parent.mkdir()
    bad.write_bytes(b"\xff\xfe\x00\xd8")
    report = rebuild(corpus, index_dir, BigramEncoder())
    assert report.outcome is Outcome.REFUSED
    assert str(bad) in str(refusal(report))

    told = []
    encoder = BigramEncoder()
    searcher = open_searcher(corpus, index_dir, encoder=encoder, warn=told.append)
    assert searcher.snapshot.counts["documents"] == 2
    assert str(bad) in "".join(told)
    assert rebuild(corpus, index_dir, encoder).outcome is Outcome.REFUSED

    (corpus / "plans/hama/1.txt").write_text("\n", "utf-8")
    again = open_searcher(corpus, index_dir, encoder=encoder, warn=told.append)
    assert again.snapshot.snapshot_id == searcher.snapshot.snapshot_id
    assert "hama" in told[-1]

    bad.unlink()
    write_corpus(corpus, PLANS)
    assert rebuild(corpus, index_dir, encoder, allow=("plan",)).outcome is Outcome.PUBLISHED


def test_two_targets_for_one_indicator_are_reported(corpus, index_dir):
    twice = (*ROWS, Row("宿泊客数", "人", "20,500", "25,000"))
    write_corpus(corpus, {"mizuumi": {"初版": plan_text(twice)}})
    report = rebuild(corpus, index_dir, BigramEncoder())
    [(one, other)] = report.contradictions
    assert [row.targets[0].text for row in (one, other)] == ["24,000", "25,000"]
    assert any("目標が食い違います" in line for line in report_lines(report))


def test_one_edition_named_twice_is_refused(corpus, index_dir):
    toml = corpus / "plans.toml"
    toml.write_text(
        toml.read_text("utf-8")
        + '  [[plan.edition]]\n  revision = "1"\n  files = ["plans/hama/1.txt"]\n',
        "utf-8",
    )
    with pytest.raises(CorpusError, match="二度"):
        rebuild(corpus, index_dir, BigramEncoder())


def test_rolling_back_and_forth(corpus, index_dir, published):
    ids = [published]
    for target in ("98", "99"):
        write_corpus(corpus, {**PLANS, "mizuumi": {"初版": moved(target)}})
        ids.append(rebuild(corpus, index_dir, BigramEncoder()).snapshot_id)
    shelf = Shelf(index_dir)
    assert shelf.snapshots() == tuple(ids)
    shelf.roll_back(shelf.before_current())
    assert shelf.current() == ids[1]
    # What was put back on purpose is not undone by the next question.
    assert is_current(corpus, index_dir, BigramEncoder().fingerprint)
    shelf.roll_back(shelf.before_current())
    assert shelf.current() == ids[0]
    with pytest.raises(SnapshotMissing, match="--list"):
        shelf.before_current()
    assert rebuild(corpus, index_dir, BigramEncoder()).snapshot_id == ids[2]
    assert shelf.current() == ids[2]
    assert shelf.withdrawn() is None


def test_pruning_keeps_the_current_and_the_latest(corpus, index_dir, published):
    ids = [published]
    for target in ("97", "98", "99"):
        write_corpus(corpus, {**PLANS, "mizuumi": {"初版": moved(target)}})
        ids.append(rebuild(corpus, index_dir, BigramEncoder()).snapshot_id)
    shelf = Shelf(index_dir)
    held = read_snapshot(shelf.path(ids[0])).unpacked()
    assert shelf.prune(1) == (ids[0], ids[1])
    assert shelf.snapshots() == (ids[2], ids[3])
    assert held.document_text("hama", "1") == PLANS["hama"]["1"]
    assert shelf.prune(1) == ()


def test_a_broken_published_snapshot_is_made_anew(corpus, index_dir, published):
    path = Shelf(index_dir).path(published) / "plans.sqlite"
    path.write_bytes(path.read_bytes()[:-1])
    assert rebuild(corpus, index_dir, BigramEncoder()).outcome is Outcome.PUBLISHED
    assert open_snapshot(index_dir).snapshot_id == published


def test_the_second_rebuild_waits_or_says_who_is_at_work(corpus, index_dir):
    with rebuild_lock(index_dir):
        with pytest.raises(SnapshotLocked, match=str(os.getpid())):
            rebuild(corpus, index_dir, BigramEncoder())
        second = start(corpus, index_dir)
        time.sleep(1)
        assert second.poll() is None
    second.communicate(timeout=30)
    assert second.returncode == 0


def test_the_lock_of_a_dead_process_is_stale(corpus, index_dir):
    holder = start(
        index_dir,
        code="import sys, time; from pathlib import Path; from index.lock import rebuild_lock\n"
        "with rebuild_lock(Path(sys.argv[1])): print(flush=True); time.sleep(60)",
    )
    holder.stdout.readline()
    with pytest.raises(SnapshotLocked, match=str(holder.pid)):
        rebuild(corpus, index_dir, BigramEncoder())
    holder.kill()
    holder.communicate()
    assert rebuild(corpus, index_dir, BigramEncoder()).outcome is Outcome.PUBLISHED


def test_a_full_disk_leaves_the_published_index(corpus, index_dir, published):
    write_corpus(corpus, {**PLANS, "mizuumi": {"初版": moved()}})
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    ignored = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (5000, limits[1]))
    try:
        with pytest.raises(SnapshotError, match="元のまま"):
            rebuild(corpus, index_dir, BigramEncoder())
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        signal.signal(signal.SIGXFSZ, ignored)
    assert open_snapshot(index_dir).snapshot_id == published
    assert not list(index_dir.rglob(f"{UNFINISHED}*"))
    assert rebuild(corpus, index_dir, BigramEncoder()).outcome is Outcome.PUBLISHED


def test_a_place_that_cannot_be_written_is_named(corpus, tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(SnapshotError, match=r"file.*--out"):
        rebuild(corpus, tmp_path / "file", BigramEncoder())


def test_clocks_that_jump_change_nothing(corpus, index_dir, published):
    for path in [index_dir / "CURRENT", *corpus.rglob("*.txt")]:
        os.utime(path, (2**31, 2**31))
    assert rebuild(corpus, index_dir, BigramEncoder()).outcome is Outcome.UNCHANGED
    assert open_snapshot(index_dir).snapshot_id == published


@pytest.mark.parametrize("load", [BigramEncoder, load_encoder])
def test_several_processes_read_what_one_reads(corpus, monkeypatch, load):
    encoder = load()
    inputs = read_inputs(corpus, encoder.fingerprint)
    alone = assemble(inputs, encoder).snapshot
    monkeypatch.setattr(reading, "_WORTH_A_PROCESS", 100)
    together = assemble(inputs, encoder).snapshot
    assert together.readings == alone.readings
    assert together.passage_lexical.to_bytes() == alone.passage_lexical.to_bytes()
    assert same_vectors(together.passage_vectors, alone.passage_vectors)
    assert same_vectors(together.kpi_vectors, alone.kpi_vectors)
