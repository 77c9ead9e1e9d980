"""Files of one JSON object a line: questions with what answers them."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from index.encodings import text_of
from index.errors import CorpusError

QUESTION_FIELDS: Final = ("id", "q", "kind")
"""What each line of a question file has."""


def question_set(entry: str) -> tuple[Path, Path | None]:
    """Return a file of questions and the corpus it is asked of, None where the file alone is named.

    >>> [path.as_posix() for path in question_set("some/questions.jsonl=corpus")]
    ['some/questions.jsonl', 'corpus']

    A folder is a corpus that has its questions with it, in questions.jsonl.
    """
    file, _, corpus = entry.partition("=")
    if Path(file).is_dir():
        return Path(file) / "questions.jsonl", Path(file)
    return Path(file), Path(corpus) if corpus else None


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
