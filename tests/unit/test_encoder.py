"""The encoder: both roads to the same vectors, prefixes, speed, and what is said when it fails."""

import copy
import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import save_file
from tokenizers import Tokenizer, models, pre_tokenizers

from index.encoder import SHIPPED, load_encoder
from index.errors import EncoderError

TEXTS = [
    "観光客数の目標値は何人ですか？",
    "本市は、防災訓練に参加する住民を令和１０年度までに１，２００人とする。",
    "How many people visited the museum?",
    "ｶﾞｲﾄﾞﾌﾞｯｸ　ＣＯ２",
    "",
]


def static_folder(folder: Path, tensors: dict[str, np.ndarray]) -> Path:
    vocabulary = {"[UNK]": 0, "市": 1, "の": 2, "計画": 3}
    tokenizer = Tokenizer(models.WordLevel(vocabulary, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.WhitespaceSplit()
    tokenizer.save(str(folder / "tokenizer.json"))
    save_file(tensors, folder / "model.safetensors")
    kind = "sentence_transformers.sentence_transformer.modules.StaticEmbedding"
    modules = [{"idx": 0, "name": "0", "path": "", "type": kind}]
    (folder / "modules.json").write_text(json.dumps(modules))
    return folder


def test_the_shipped_encoder_gives_unit_vectors_and_zero_for_nothing() -> None:
    encoder = load_encoder()
    vectors = encoder.encode_passages(TEXTS)
    assert vectors.dtype == np.float32
    assert vectors.shape == (len(TEXTS), encoder.dimension)
    assert np.linalg.norm(vectors, axis=1) == pytest.approx([1, 1, 1, 1, 0], abs=1e-6)
    assert np.array_equal(vectors, encoder.encode_questions(TEXTS))
    assert encoder.encode_passages([]).shape == (0, encoder.dimension)


def test_a_question_is_nearest_to_the_passage_of_its_meaning() -> None:
    encoder = load_encoder()
    passages = ["高齢者が利用する介護施設", "下水道管の更新工事", "学校給食の献立"]
    questions = ["お年寄りのための施設", "homes for elderly people", "sewer pipes", "school lunch"]
    scores = encoder.encode_questions(questions) @ encoder.encode_passages(passages).T
    assert scores.argmax(axis=1).tolist() == [0, 0, 1, 2]


def test_both_roads_give_the_same_vectors() -> None:
    from sentence_transformers import SentenceTransformer

    theirs = SentenceTransformer(str(SHIPPED), device="cpu").encode(TEXTS)
    assert np.abs(theirs - load_encoder().encode_passages(TEXTS)).max() < 1e-5


def test_a_static_encoder_is_sent_by_name_and_no_other_comes_in_its_place(tmp_path: Path) -> None:
    tensors = {"embedding.weight": np.eye(4, dtype=np.float32)}
    encoder = load_encoder(str(static_folder(tmp_path, tensors)))
    again = copy.copy(encoder)
    assert again is not encoder
    assert np.array_equal(
        again.encode_passages(["市 の 計画"]), encoder.encode_passages(["市 の 計画"])
    )
    static_folder(tmp_path, {"embedding.weight": np.ones((4, 4), np.float32)})
    with pytest.raises(EncoderError, match="途中で"):
        copy.copy(encoder)


def test_it_is_small_and_fast() -> None:
    assert sum(file.stat().st_size for file in SHIPPED.rglob("*")) < 40_000_000
    encoder = load_encoder()
    passages = [("市民の健康づくりを進め、令和6年度の受診率を65％とする。" * 8)[:200]] * 1000
    began = time.process_time()
    encoder.encode_passages(passages)
    assert time.process_time() - began < 1  # far from the 0.2 s wanted: the machine may be busy
    began = time.process_time()
    for _ in range(100):
        encoder.encode_questions(["健診の受診率の目標は？"])
    assert (time.process_time() - began) / 100 < 0.005


def test_a_static_folder_is_read_in_either_layout(tmp_path: Path) -> None:
    table = np.array([[0, 0], [4, 0], [0, 1], [1, 1]], np.float32)
    (tmp_path / "plain").mkdir()
    (tmp_path / "scaled").mkdir()
    plain = static_folder(tmp_path / "plain", {"embedding.weight": table})
    scaled = static_folder(
        tmp_path / "scaled",
        {"embeddings": table.astype(np.int8), "weights": np.array([1, 0.5, 2, 1], np.float32)},
    )
    one, other = load_encoder(str(plain)), load_encoder(str(scaled))
    assert one.encode_passages(["市 の"])[0] == pytest.approx([4 / 17**0.5, 1 / 17**0.5])
    assert other.encode_passages(["市 の"])[0] == pytest.approx([0.5**0.5, 0.5**0.5])
    assert one.fingerprint != other.fingerprint
    assert one.fingerprint == load_encoder(str(plain)).fingerprint


@pytest.mark.parametrize("name", ["tokenizer.json", "model.safetensors"])
@pytest.mark.parametrize("content", [None, b"", b"{broken"])
def test_a_broken_folder_is_named(tmp_path: Path, name: str, content: bytes | None) -> None:
    folder = static_folder(tmp_path, {"embedding.weight": np.eye(4, 2, dtype=np.float32)})
    if content is None:
        (folder / name).unlink()
    else:
        (folder / name).write_bytes(content)
    with pytest.raises(EncoderError, match=rf"(?s){tmp_path.name}.*作り直してください"):
        load_encoder(str(folder))


def test_a_table_too_short_for_its_vocabulary_is_refused(tmp_path: Path) -> None:
    folder = static_folder(tmp_path, {"embedding.weight": np.eye(3, 2, dtype=np.float32)})
    with pytest.raises(EncoderError, match="組み合わせが合いません"):
        load_encoder(str(folder))


def test_a_model_that_is_nowhere_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    with pytest.raises(EncoderError, match="no-such-model を読み込めません"):
        load_encoder(str(tmp_path / "no-such-model"))


@pytest.fixture(scope="module")
def transformer(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A random two-layer BERT, in a folder whose name says e5."""
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Pooling, Transformer
    from transformers import BertConfig, BertModel, BertTokenizerFast

    body = tmp_path_factory.mktemp("body")
    letters = "queryassg:市の計画人口"
    words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *dict.fromkeys(letters)]
    words += [f"##{letter}" for letter in dict.fromkeys(letters)]
    (body / "vocab.txt").write_text("\n".join(words), "utf-8")
    config = BertConfig(
        vocab_size=len(words),
        hidden_size=16,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=32,
    )
    BertModel(config).save_pretrained(body)
    BertTokenizerFast(str(body / "vocab.txt")).save_pretrained(body)
    word = Transformer(str(body))
    model = SentenceTransformer(modules=[word, Pooling(word.get_embedding_dimension())])
    folder = tmp_path_factory.mktemp("models") / "tiny-e5-small"
    model.save(str(folder), create_model_card=False)
    return folder


def test_a_transformer_comes_through_the_same_door_with_its_prefixes(transformer: Path) -> None:
    from sentence_transformers import SentenceTransformer

    encoder = load_encoder(str(transformer))
    plain = SentenceTransformer(str(transformer), device="cpu")
    texts = ["市の人口", "計画"]
    for prefix, encode in (
        ("query: ", encoder.encode_questions),
        ("passage: ", encoder.encode_passages),
    ):
        expected = plain.encode([prefix + text for text in texts], normalize_embeddings=True)
        assert np.abs(encode(texts) - expected).max() < 1e-5
    assert encoder.dimension == 16
    assert encoder.encode_passages([]).shape == (0, 16)
    assert encoder.fingerprint == load_encoder(str(transformer)).fingerprint
    assert encoder.fingerprint != load_encoder().fingerprint


def test_a_model_that_states_its_prefixes_is_believed(transformer: Path) -> None:
    settings = transformer / "config_sentence_transformers.json"
    before = settings.read_text()
    unstated = load_encoder(str(transformer))
    stated = json.loads(before) | {"prompts": {"query": "市: ", "document": "計画: "}}
    settings.write_text(json.dumps(stated))
    try:
        encoder = load_encoder(str(transformer))
        assert encoder.prefixes == ("市: ", "計画: ")
        assert encoder.fingerprint != unstated.fingerprint
    finally:
        settings.write_text(before)


def test_a_model_is_known_without_loading_it_in_a_folder_or_kept_from_the_hub(
    transformer: Path, tmp_path: Path
) -> None:
    kept = tmp_path / "models--mizuumi--tiny-e5-small"
    (kept / "refs").mkdir(parents=True)
    (kept / "refs" / "main").write_text("0" * 40)
    shutil.copytree(transformer, kept / "snapshots" / ("0" * 40))
    code = """
import sys
from index.encoder import load_encoder
names = sys.argv[1:]
prints = {load_encoder(name).fingerprint for name in names}
assert len(prints) == 1, prints
assert "torch" not in sys.modules
"""
    subprocess.run(  # noqa: S603
        [sys.executable, "-c", code, str(transformer), "mizuumi/tiny-e5-small"],
        env={**os.environ, "HF_HUB_CACHE": str(tmp_path), "HF_HUB_OFFLINE": "1"},
        check=True,
    )


@pytest.mark.parametrize("name", ["model.safetensors", "config.json"])
def test_a_transformer_with_a_file_missing_is_named(
    transformer: Path, tmp_path: Path, name: str
) -> None:
    folder = tmp_path / "broken-model"
    shutil.copytree(transformer, folder)
    (folder / name).unlink()
    with pytest.raises(EncoderError, match="broken-model を読み込めません"):
        load_encoder(str(folder)).encode_questions(["市"])


def test_a_folder_that_is_no_model_is_refused_at_once(tmp_path: Path) -> None:
    with pytest.raises(EncoderError, match="を読み込めません"):
        load_encoder(str(tmp_path))
