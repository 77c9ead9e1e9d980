"""Text in, unit vectors out: the shipped static encoder, or any sentence-transformers model.

A static encoder is a table of token vectors and a tokenizer: the vector of a text is the mean of
its tokens' vectors, scaled to length one. That needs no torch, so it is read with safetensors,
tokenizers and NumPy; sentence-transformers, which takes seconds to import, is asked only for the
models that need it. Both roads give the same vectors for the same static folder.
"""

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray
from safetensors import SafetensorError, safe_open
from tokenizers import Tokenizer

from index.domain import Encoder, Vectors
from index.errors import EncoderError
from index.runs import RunTokenizer

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

SHIPPED = Path(__file__).parent / "static-ja-en"
_BATCH = 256
_FILES = ("*.json", "*.txt", "*.model", "*.safetensors")
"""What a model is made of: weights, vocabulary, settings; no pickle."""

# What a model was trained to read before a question and before a passage, for models that do not
# say so themselves; the first name that occurs in the model's own wins.
_PREFIXES = (
    ("ruri-v3", "検索クエリ: ", "検索文書: "),
    ("ruri", "クエリ: ", "文章: "),
    ("e5-", "query: ", "passage: "),
)


def load_encoder(name: str | None = None) -> Encoder:
    """Return the encoder called `name`: a hub name, a local folder, or None for the shipped one.

    Raises EncoderError, naming it and what to do, when it cannot be loaded.
    """
    if name is None:
        return _shipped()
    static = _static_folder(Path(name).expanduser())
    return StaticEncoder.load(static) if static is not None else ModelEncoder.find(name)


@cache
def _shipped() -> Encoder:
    """Load the encoder that ships, once for all who ask."""
    static = _static_folder(SHIPPED)
    if static is None:
        raise EncoderError(
            f"同梱の埋め込みモデルがありません（{SHIPPED}）。リポジトリを取得し直してください。"
        )
    return StaticEncoder.load(static)


@dataclass(frozen=True, slots=True, eq=False)
class StaticEncoder:
    """A bag of token vectors: row i of `table` times `scales[i]` belongs to token i."""

    folder: Path
    tokenizer: Tokenizer
    table: NDArray[Any]
    scales: NDArray[np.float32]
    fingerprint: str
    runs: RunTokenizer | None

    @classmethod
    def load(cls, folder: Path) -> "StaticEncoder":
        """Read tokenizer.json and model.safetensors of `folder`; raises EncoderError."""
        weights, words = folder / "model.safetensors", folder / "tokenizer.json"
        try:
            tokenizer = _read_tokenizer(words)
            with safe_open(weights, framework="numpy") as tensors:
                names = tensors.keys()
                table, scales = _read_table({name: tensors.get_tensor(name) for name in names})
            digest = hashlib.sha256(_sha256(words) + _sha256(weights))
            fingerprint = digest.hexdigest()[:16]
        except (OSError, SafetensorError, ValueError, KeyError) as error:
            raise _unreadable(folder, error) from error
        if tokenizer.get_vocab_size() > len(table):
            raise EncoderError(
                f"埋め込みモデル {folder} の語彙（{tokenizer.get_vocab_size()} 語）が重みの行数"
                f"（{len(table)}）より多く、組み合わせが合いません。同じ学習で作られた"
                " tokenizer.json と model.safetensors を置いてください。"
            )
        tokenizer.no_padding()
        runs = RunTokenizer(tokenizer) if RunTokenizer.suits(tokenizer) else None
        return cls(folder, tokenizer, table, scales, fingerprint, runs)

    def __reduce__(self) -> tuple[Callable[..., "StaticEncoder"], tuple[Path, str]]:
        """Go to another process by name: it reads the files while others are still starting."""
        return _load_again, (self.folder, self.fingerprint)

    @property
    def dimension(self) -> int:
        """The length of each vector."""
        return int(self.table.shape[1])

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """Return one unit row per text (a zero row for a text without tokens)."""
        rows = np.zeros((len(texts), self.dimension), np.float32)
        for row, found in zip(rows, self._token_ids(texts), strict=True):
            if found:
                ids = np.array(found)
                vectors = self.table.take(ids, axis=0).astype(np.float32, copy=False)
                np.dot(self.scales.take(ids), vectors, out=row)
        norms = np.linalg.norm(rows, axis=1, keepdims=True)
        units: Vectors = rows / np.maximum(norms, np.float32(1e-12))
        return units

    def encode_questions(self, texts: Sequence[str]) -> Vectors:
        """Return one unit row per text: this model reads questions and passages alike."""
        return self.encode_passages(texts)

    def _token_ids(self, texts: Sequence[str]) -> Iterator[list[int]]:
        if self.runs is not None:
            yield from map(self.runs.ids, texts)
            return
        for start in range(0, len(texts), _BATCH):
            batch = list(texts[start : start + _BATCH])
            for encoding in self.tokenizer.encode_batch_fast(batch, add_special_tokens=False):
                yield encoding.ids


def _load_again(folder: Path, fingerprint: str) -> StaticEncoder:
    encoder = StaticEncoder.load(folder)
    if encoder.fingerprint != fingerprint:
        raise _unreadable(folder, ValueError("途中で別のものに変わりました"))
    return encoder


@dataclass(frozen=True, eq=False)
class ModelEncoder:
    """Any model of sentence-transformers in `folder`; it is loaded when it is first needed."""

    name: str
    folder: Path
    fingerprint: str

    @classmethod
    def find(cls, name: str) -> "ModelEncoder":
        """Find `name` as a folder or on the hub, fetched once; raises EncoderError."""
        if find_spec("sentence_transformers") is None:
            raise EncoderError(
                f"埋め込みモデル {name} を読むには sentence-transformers が必要です。"
                "pip install '.[models]' を実行するか、PLAN_ENCODER を空にして"
                "同梱のモデルを使ってください。"
            )
        try:
            folder = _model_folder(name)
            return cls(name, folder, _hash_model(folder, _known_prefixes(name)))
        except Exception as error:  # the hub has many of its own
            raise _not_loaded(name, error) from error

    @cached_property
    def model(self) -> "SentenceTransformer":
        """The model itself; raises EncoderError."""
        from sentence_transformers import SentenceTransformer

        try:
            # Weights as safetensors only: a pickle can run code.
            options = {"use_safetensors": True}
            return SentenceTransformer(str(self.folder), model_kwargs=options, device="cpu")
        except Exception as error:  # transformers and torch each have their own
            raise _not_loaded(self.name, error) from error

    @cached_property
    def dimension(self) -> int:
        """The length of each vector; raises EncoderError where the model does not say."""
        size = self.model.get_embedding_dimension()
        if size is None:
            raise EncoderError(
                f"埋め込みモデル {self.name} はベクトルの次元を示していません。"
                "別のモデルを指定してください。"
            )
        return size

    @cached_property
    def prefixes(self) -> tuple[str, str]:
        """What goes before a question and before a passage: as the model says, else as known."""
        prompts = self.model.prompts
        question = prompts.get("query") or ""
        passage = next(filter(None, map(prompts.get, ("document", "passage", "corpus"))), "")
        return (question, passage) if question or passage else _known_prefixes(self.name)

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """Return one unit row per text, read as passages."""
        return self._encode(texts, self.prefixes[1])

    def encode_questions(self, texts: Sequence[str]) -> Vectors:
        """Return one unit row per text, read as questions."""
        return self._encode(texts, self.prefixes[0])

    def _encode(self, texts: Sequence[str], prefix: str) -> Vectors:
        if not texts:
            return np.zeros((0, self.dimension), np.float32)
        vectors = self.model.encode(
            list(texts), prompt=prefix, normalize_embeddings=True, show_progress_bar=False
        )
        return np.asarray(vectors, np.float32)


def _model_folder(name: str) -> Path:
    """Return where the files of a model lie, fetching them where they are not all here."""
    folder = Path(name).expanduser()
    if folder.is_dir():
        if not any((folder / file).is_file() for file in ("modules.json", "config.json")):
            raise FileNotFoundError("modules.json")
        return folder
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import LocalEntryNotFoundError

    try:
        kept = Path(snapshot_download(name, local_files_only=True))
        if next(kept.rglob("*.safetensors"), None):
            return kept
    except LocalEntryNotFoundError:
        pass
    return Path(snapshot_download(name, allow_patterns=list(_FILES)))


def _static_folder(folder: Path) -> Path | None:
    """Return where the weights lie if `folder` is a static model, followed at most by a scaling."""
    try:
        modules = json.loads((folder / "modules.json").read_text("utf-8"))
        kinds = [str(module["type"]).rsplit(".", 1)[-1] for module in modules]
        where = folder / str(modules[0]["path"])
    except (OSError, ValueError, KeyError, IndexError, TypeError):
        return None
    return where if kinds in (["StaticEmbedding"], ["StaticEmbedding", "Normalize"]) else None


def _read_tokenizer(path: Path) -> Tokenizer:
    text = path.read_text("utf-8")
    try:
        return Tokenizer.from_str(text)
    except Exception as error:  # tokenizers raises nothing narrower
        raise ValueError(f"{path.name}: {error}") from error


def _read_table(tensors: dict[str, NDArray[Any]]) -> tuple[NDArray[Any], NDArray[np.float32]]:
    """Return the token table and the factor of each row, in either layout that is in use."""
    if "embedding.weight" in tensors:
        table = tensors["embedding.weight"]
        return table, np.ones(len(table), np.float32)
    table = tensors["embeddings"]
    if "mapping" in tensors:
        table = table[tensors["mapping"]]
    return table, tensors.get("weights", np.ones(len(table))).astype(np.float32)


def _known_prefixes(name: str) -> tuple[str, str]:
    lower = Path(name).name.lower()
    return next(((q, p) for known, q, p in _PREFIXES if known in lower), ("", ""))


def _sha256(path: Path) -> bytes:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").digest()


def _hash_model(folder: Path, prefixes: tuple[str, str]) -> str:
    """Identify weights, vocabulary, settings and prefixes, wherever the files lie."""
    digest = hashlib.sha256(json.dumps(prefixes).encode())
    for path in sorted({path for pattern in _FILES for path in folder.rglob(pattern)}):
        digest.update(path.relative_to(folder).as_posix().encode() + _sha256(path))
    return digest.hexdigest()[:16]


def _not_loaded(name: str, error: Exception) -> EncoderError:
    return EncoderError(
        f"埋め込みモデル {name} を読み込めません（{type(error).__name__}: {error}）。"
        "名前かフォルダーのつづりを確かめ、ネットワークがない場合は前もって保存した"
        "フォルダーを指定するか、PLAN_ENCODER を空にして同梱のモデルを使ってください。"
    )


def _unreadable(path: Path, error: Exception) -> EncoderError:
    return EncoderError(
        f"埋め込みモデル {path} を読めません（{error}）。ファイルが欠けているか壊れています。"
        "取得し直すか、scripts/train_encoder.py で作り直してください。"
    )
