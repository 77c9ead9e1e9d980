"""Files of one JSON object a line: questions with what answers them."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from index.encodings import text_of
from index.errors import CorpusError


def read_json_lines(path: Path, fields: Sequence[str]) -> list[dict[str, Any]]:
    """Read objects that must have `fields`; raises CorpusError naming the file and the line."""
    rows: list[dict[str, Any]] = []
    for number, line in enumerate(text_of(path).splitlines(), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            missing = [field for field in fields if field not in row]
        except (ValueError, TypeError) as error:
            raise CorpusError(
                f"{path} の {number} 行目が JSON ではありません。1 行に 1 件を書いてください。"
            ) from error
        if missing:
            names = "、".join(missing)
            raise CorpusError(f"{path} の {number} 行目に {names} がありません。書いてください。")
        rows.append(row)
    return rows
