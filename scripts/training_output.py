"""The trained encoder as a folder that sentence-transformers and index/encoder.py both read."""

import json
from pathlib import Path

import numpy as np
from safetensors.numpy import save_file
from tokenizers import Tokenizer

from scripts.training_batches import Floats

_MODULES = [
    ("", "sentence_transformers.sentence_transformer.modules.StaticEmbedding"),
    ("1_Normalize", "sentence_transformers.base.modules.Normalize"),
]
_SETTINGS = {
    "model_type": "SentenceTransformer",
    "prompts": {"query": "", "document": ""},
    "default_prompt_name": None,
    "similarity_fn_name": "cosine",
}


def save_encoder(folder: Path, tokenizer: Tokenizer, table: Floats) -> None:
    """Write tokenizer, weights and settings; rows become whole numbers of -127 to 127 and a factor.

    A quarter of the size for a thousandth of the cosine; both readers multiply back.
    """
    scales = np.abs(table).max(axis=1) / np.float32(127)
    factors = np.where(scales > 0, scales, np.float32(1)).astype(np.float32)
    small = np.rint(table / factors[:, None]).astype(np.int8)
    modules = [
        {"idx": i, "name": str(i), "path": path, "type": kind}
        for i, (path, kind) in enumerate(_MODULES)
    ]
    (folder / "1_Normalize").mkdir(parents=True, exist_ok=True)
    save_file({"embeddings": small, "weights": scales}, folder / "model.safetensors")
    tokenizer.save(str(folder / "tokenizer.json"), pretty=False)
    _write_json(folder / "1_Normalize" / "config.json", {"module_input_name": "sentence_embedding"})
    _write_json(folder / "config_sentence_transformers.json", _SETTINGS)
    _write_json(folder / "modules.json", modules)


def _write_json(path: Path, content: object) -> None:
    path.write_text(json.dumps(content, indent=2) + "\n", "utf-8")
