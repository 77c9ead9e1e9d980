"""Plan files to Documents: their text, pages, headings and tables.

The text is kept exactly as published; only a byte order mark and the letters of side tabs are left
out, and a line ends where a page does. Each file format has its reader in index/formats; what a
reader returns is the same Document.
"""

import hashlib
from dataclasses import replace
from pathlib import Path

from index.domain import Document, Edition, Plan
from index.encodings import bytes_of
from index.errors import CorpusError
from index.formats.readers import FORMATS, read_content
from index.joining import join
from index.pages import page_starts

CATALOGUE = "plans.toml"


def read_document(corpus_dir: Path, plan: Plan, edition: Edition) -> Document:
    """Read one edition of a plan; several files become one text, in order; raises CorpusError."""
    documents = []
    for index, name in enumerate(edition.files):
        path = corpus_dir / name
        document = read_file(path, plan.plan_id)
        wanted = edition.sha256[index] if index < len(edition.sha256) else None
        if wanted and wanted.lower() != document.sha256:
            raise CorpusError(
                f"{path} の内容が {CATALOGUE} の sha256 と違います（実際は {document.sha256}）。"
                "ファイルを元に戻すか、改訂なら版を足すか、sha256 を書き直してください。"
            )
        documents.append(replace(document, source=name))
    return replace(
        join(documents),
        revision=edition.revision,
        title=plan.title,
        publisher=plan.publisher,
        effective_from=edition.effective_from,
    )


def read_file(path: Path, plan_id: str | None = None) -> Document:
    """Read a plan file by itself; its name without the ending is its id; raises CorpusError."""
    if path.suffix.lower() not in FORMATS:
        raise CorpusError(
            f"{path} の形式（{path.suffix or '拡張子なし'}）は読めません。"
            f"読める形式で保存し直してください（{' '.join(FORMATS)}）。"
        )
    data = bytes_of(path)
    content = read_content(data, path)
    if not content.text.strip():
        raise CorpusError(
            f"{path} は空です。計画の本文を入れるか、{CATALOGUE} から外してください。"
        )
    return Document(
        plan_id=plan_id or path.stem,
        revision=path.stem,
        title=path.stem,
        publisher="",
        effective_from=None,
        source=path.as_posix(),
        sha256=hashlib.sha256(data).hexdigest(),
        text=content.text,
        page_starts=page_starts(content.text),
        grids=content.grids,
        line_numbers=content.line_numbers,
        headings=content.headings,
        sizes=content.sizes,
        recognized=content.recognized,
        notices=tuple(f"{path.name} の{notice}" for notice in content.notices),
    )
