"""A snapshot on the disk: whole, or refused with a sentence that says what to do."""

import json
import shutil

import numpy as np
import pytest
from corpora import plan_text, write_corpus
from fakes import BigramEncoder, same_vectors

from index.build import assemble, read_inputs
from index.errors import SnapshotCorrupt, SnapshotError, SnapshotIncompatible, SnapshotMissing
from index.shelf import Shelf
from index.snapshot import open_snapshot, read_snapshot, verify_snapshot, write_snapshot
from index.storage import seal

ENCODER = BigramEncoder()


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    corpus = write_corpus(
        tmp_path_factory.mktemp("corpus"),
        {
            "mizuumi": {"初版": plan_text(), "改定版": plan_text(by="R12")},
            "hama": {"1": plan_text()},
        },
    )
    return assemble(read_inputs(corpus, ENCODER.fingerprint), ENCODER).snapshot


@pytest.fixture
def index_dir(tmp_path, built):
    write_snapshot(tmp_path, built)
    Shelf(tmp_path).publish(built.snapshot_id)
    return tmp_path


def test_what_is_opened_is_what_was_written(index_dir, built):
    opened = open_snapshot(index_dir, ENCODER.fingerprint)
    assert opened.snapshot_id == built.snapshot_id
    assert opened.plans == built.plans
    assert opened.readings == built.readings
    assert opened.content_keys == built.content_keys
    assert same_vectors(opened.passage_vectors, built.passage_vectors)
    assert same_vectors(opened.kpi_vectors, built.kpi_vectors)
    assert opened.passage_lexical.to_bytes() == built.passage_lexical.to_bytes()
    assert opened.kpi_lexical.to_bytes() == built.kpi_lexical.to_bytes()


def test_row_i_of_each_index_is_item_i(index_dir):
    snapshot = open_snapshot(index_dir)
    assert len(snapshot.passage_vectors) == len(snapshot.passage_lexical) == len(snapshot.passages)
    assert len(snapshot.kpi_vectors) == len(snapshot.kpi_lexical) == len(snapshot.kpi_rows)
    for passage in snapshot.passages:
        text = snapshot.document_text(passage.plan_id, passage.revision)
        assert passage.text == passage.span.slice(text)
    mask = snapshot.passage_mask({("mizuumi", "改定版")})
    assert {
        (p.plan_id, p.revision) for p, wanted in zip(snapshot.passages, mask, strict=True) if wanted
    } == {("mizuumi", "改定版")}
    assert snapshot.kpi_mask({("hama", "1")}).sum() == len(snapshot.reading("hama", "1").kpi_rows)


def test_every_flipped_byte_and_every_cut_is_refused(index_dir, built):
    folder = Shelf(index_dir).path(built.snapshot_id)
    chance = np.random.default_rng(6)
    files = [*sorted(folder.iterdir()), index_dir / "CURRENT"]
    assert len(files) == 7
    for path in files:
        whole = path.read_bytes()
        for _ in range(10):
            at, bit = int(chance.integers(len(whole))), 1 << int(chance.integers(8))
            path.write_bytes(whole[:at] + bytes([whole[at] ^ bit]) + whole[at + 1 :])
            assert_refused(index_dir)
        for _ in range(5):
            path.write_bytes(whole[: int(chance.integers(len(whole)))])
            assert_refused(index_dir)
        path.unlink()
        assert_refused(index_dir)
        path.write_bytes(whole)
    open_snapshot(index_dir, ENCODER.fingerprint)


def assert_refused(index_dir):
    with pytest.raises(SnapshotError, match=r"rebuild_index\.py") as caught:
        open_snapshot(index_dir, ENCODER.fingerprint)
    assert isinstance(caught.value, SnapshotCorrupt | SnapshotIncompatible | SnapshotMissing)
    with pytest.raises(SnapshotError):
        verify_snapshot(Shelf(index_dir).path(Shelf(index_dir).current()), ENCODER.fingerprint)


def test_another_encoder_is_named(index_dir):
    with pytest.raises(SnapshotIncompatible, match="埋め込みモデル"):
        open_snapshot(index_dir, "another")


@pytest.mark.parametrize(
    ("key", "value", "noun"),
    [("schema_version", 0, "索引の形式"), ("dictionary", "ipadic", "辞書")],
)
def test_a_snapshot_of_an_older_program_is_refused(index_dir, built, key, value, noun):
    path = Shelf(index_dir).path(built.snapshot_id) / "manifest.json"
    path.write_bytes(seal({**json.loads(path.read_bytes()), key: value}))
    with pytest.raises(SnapshotIncompatible, match=noun):
        open_snapshot(index_dir)


def test_a_folder_under_another_name_is_refused(index_dir, built):
    shelf = Shelf(index_dir)
    shutil.copytree(shelf.path(built.snapshot_id), shelf.path("0123456789abcdef"))
    with pytest.raises(SnapshotCorrupt):
        read_snapshot(shelf.path("0123456789abcdef"))


def test_nothing_published_says_what_to_run(tmp_path):
    with pytest.raises(SnapshotMissing, match=r"rebuild_index\.py"):
        open_snapshot(tmp_path / "none")


def test_no_pickle_anywhere(index_dir, built):
    for path in Shelf(index_dir).path(built.snapshot_id).iterdir():
        assert not path.read_bytes().startswith(b"\x80")
        assert path.suffix in {".sqlite", ".faiss", ".safetensors", ".json"}
