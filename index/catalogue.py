"""plans.toml, or the plan files of a folder, to Plans with their editions."""

import re
import tomllib
import unicodedata
from collections.abc import Callable, Sequence
from datetime import date
from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path
from typing import Any

from index.documents import CATALOGUE, read_file
from index.domain import Edition, Plan
from index.editions import first_day
from index.encodings import is_there, text_of
from index.errors import CorpusError
from index.formats.readers import FORMATS
from index.words.synonyms import FILE as SYNONYMS

Remembered = Callable[[str, Edition], tuple[str, str] | None]
"""Gives the title and publisher that were read out of the latest edition of a plan before."""


def _nothing(plan_id: str, edition: Edition) -> None:
    """Remember no plan."""


def load_catalogue(corpus_dir: Path, remembered: Remembered = _nothing) -> tuple[Plan, ...]:
    """Read plans.toml, or without one take every plan file under the folder as a plan.

    A plan without a title or publisher is read for them, unless they are remembered. CorpusError,
    naming the file, where plans.toml is no such list or there is no plan.
    """
    path = corpus_dir / CATALOGUE
    if not corpus_dir.is_dir():
        raise CorpusError(f"計画のフォルダー {corpus_dir} がありません。場所を確かめてください。")
    if not is_there(path):
        return _found_plans(corpus_dir, remembered)
    try:
        table = tomllib.loads(text_of(path))
    except tomllib.TOMLDecodeError as e:
        raise CorpusError(
            f"{path} は TOML として読めません（{_where(e)}）。"
            "その行のかっこ・引用符・等号が半角か、閉じているかを確かめてください。"
        ) from e
    plans = tuple(_plan(entry, corpus_dir, path, remembered) for entry in _entries(table, path))
    ids = [plan.plan_id for plan in plans]
    for plan_id in ids:
        if ids.count(plan_id) > 1:
            raise CorpusError(
                f"{path} に id「{plan_id}」が二度あります。計画ごとに別の id を付けてください。"
            )
    return plans


def _where(error: tomllib.TOMLDecodeError) -> str:
    """Say in which line the TOML ends to be one; what tomllib says of it stands behind."""
    found = re.search(r"line (\d+)", str(error))
    return f"{found[1]}行目: {error}" if found else str(error)


def _entries(table: dict[str, Any], path: Path) -> list[dict[str, Any]]:
    """Return the plans as written: [[plan]], [[plans]], [plans.<id>] or [<id>]."""
    found = table.get("plan", table.get("plans", table))
    if isinstance(found, dict):
        found = [{"id": key, **entry} for key, entry in found.items() if isinstance(entry, dict)]
    if (
        not found
        or not isinstance(found, list)
        or not all(isinstance(entry, dict) for entry in found)
    ):
        raise CorpusError(f"{path} に計画が書かれていません。[[plan]] で始めてください。")
    return found


def _first(entry: dict[str, Any], *names: str) -> Any:  # noqa: ANN401 (TOML holds anything)
    return next((entry[name] for name in names if entry.get(name)), None)


def _strings(value: object) -> tuple[str, ...]:
    if value is None:
        return ()
    return tuple(map(str, value)) if isinstance(value, list) else (str(value),)


def _check_secrecy(entry: dict[str, Any], plan_id: str, path: Path) -> None:
    """Refuse a misspelt word that would open a plan to everybody."""
    for key in entry.keys() - {"internal", "channels"}:
        if meant := get_close_matches(str(key), ("internal", "channels"), cutoff=0.75):
            raise CorpusError(
                f"{path} の計画「{plan_id}」の {key} は {meant[0]} の書き誤りのようです。"
                "庁内限りの計画が誰にでも見えるため、直してください。"
            )


def _plan(entry: dict[str, Any], corpus_dir: Path, path: Path, remembered: Remembered) -> Plan:
    plan_id = str(_first(entry, "id", "plan_id", "name") or "")
    if not plan_id:
        raise CorpusError(f"{path} に id のない計画があります。id を書いてください。")
    _check_secrecy(entry, plan_id, path)
    written = _first(entry, "edition", "editions", "revisions", "versions") or [entry]
    if isinstance(written, dict):
        written = [{"revision": k, **e} for k, e in written.items() if isinstance(e, dict)]
    if (
        not written
        or not isinstance(written, list)
        or not all(isinstance(e, dict) for e in written)
    ):
        raise CorpusError(f"{path} の計画「{plan_id}」の版は [[plan.edition]] で始めてください。")
    editions = tuple(_edition(edition, plan_id, corpus_dir, path) for edition in written)
    in_force = str(
        _first(entry, "in_force", "revision_in_force", "current") or editions[-1].revision
    )
    if in_force not in {edition.revision for edition in editions}:
        raise CorpusError(
            f"{path} の計画「{plan_id}」の in_force「{in_force}」がどの版の revision とも違います。"
            "書いてある版の revision を指定してください。"
        )
    title, publisher = _first(entry, "title", "name"), _first(entry, "publisher", "municipality")
    if not title or not publisher:
        guessed = remembered(plan_id, editions[-1]) or _guess(corpus_dir, editions)
        title, publisher = title or guessed[0] or plan_id, publisher or guessed[1]
    return Plan(
        plan_id=plan_id,
        title=str(title),
        publisher=str(publisher),
        editions=editions,
        in_force=in_force,
        aliases=_strings(entry.get("aliases")),
        internal=bool(entry.get("internal", False)),
        channels=_strings(entry.get("channels")),
    )


def _edition(entry: dict[str, Any], plan_id: str, corpus_dir: Path, path: Path) -> Edition:
    files = _strings(_first(entry, "files", "file", "paths", "path"))
    if not files:
        found = sorted((corpus_dir / "plans" / plan_id).glob("*.*"))
        files = tuple(file.relative_to(corpus_dir).as_posix() for file in found[-1:])
    if not files:
        raise CorpusError(
            f"{path} の計画「{plan_id}」に files がありません。計画のファイルを書いてください。"
        )
    effective = _first(entry, "effective_from", "effective_date", "effective")
    return Edition(
        revision=str(_first(entry, "revision", "version", "in_force") or Path(files[0]).stem),
        files=files,
        sha256=_strings(entry.get("sha256")),
        effective_from=None if effective is None else str(effective),
        url=_first(entry, "url"),
    )


def _found_plans(corpus_dir: Path, remembered: Remembered) -> tuple[Plan, ...]:
    """Take DIR/plans/<id>/<revision>.txt, DIR/<id>/<revision>.txt and DIR/<id>.txt as plans."""
    root = corpus_dir / "plans" if (corpus_dir / "plans").is_dir() else corpus_dir
    files = sorted(filter(_is_plan, root.rglob("*")), key=_age)
    if not files:
        raise CorpusError(
            f"{corpus_dir} に {CATALOGUE} も計画のファイルもありません。"
            "plans/<計画の id>/<版>.txt のように置いてください。"
        )
    editions: dict[str, list[Edition]] = {}
    for file in files:
        plan_id = file.stem if file.parent == root else file.parent.name
        revision = Edition(revision=file.stem, files=(file.relative_to(corpus_dir).as_posix(),))
        editions.setdefault(plan_id, []).append(revision)
    plans = []
    for plan_id, revisions in editions.items():
        title, publisher = remembered(plan_id, revisions[-1]) or _guess(corpus_dir, revisions)
        plans.append(
            Plan(plan_id, title or plan_id, publisher, tuple(revisions), revisions[-1].revision)
        )
    return tuple(plans)


_KANJI = {ord(char): str(value) for value, char in enumerate("〇一二三四五六七八九")}
_TITLE = re.compile(r"(?:計画|戦略|ビジョン|プラン|構想|方針|大綱|指針|推進)")
_PUBLISHER = re.compile(r"[一-鿿々ヶヵァ-ヺー]{1,7}?[市町村区県]|[ぁ-ん]{2,6}[市町村]")
_NO_PUBLISHER = re.compile(r"^(?:本|各|全|当|同|都|他|近隣|隣接|政令|中核|未来)|市町|町村$")


def is_beside(file: Path) -> bool:
    """Whether a file is what editors, systems and the project put beside plans."""
    name = file.name.lower()
    known = name in {SYNONYMS, CATALOGUE, "thumbs.db", "desktop.ini"}
    return known or name.startswith((".", "~$", "readme"))


def _is_plan(file: Path) -> bool:
    return file.suffix.lower() in FORMATS and file.is_file() and not is_beside(file)


def _age(file: Path) -> tuple[str, date, list[tuple[int, str]], str]:
    """Return what sorts files by folder and, in it, the older edition first: v2 before v10."""
    stem = unicodedata.normalize("NFKC", file.stem).translate(_KANJI)
    stem = re.sub(r"(\d?)十(\d?)", lambda m: f"{int(m[1] or 1)}{m[2] or 0}", stem)
    parts = [(int(n or 0), text) for text, n in re.findall(r"([^\d]*)(\d*)", stem)]
    return file.parent.as_posix(), first_day(stem) or date.min, parts, file.name


def _guess(corpus_dir: Path, editions: Sequence[Edition]) -> tuple[str, str]:
    """Guess the title and the publisher from the latest edition that can be read."""
    for edition in reversed(editions):
        try:
            path = corpus_dir / edition.files[0]
            return _names_of(path, path.stat().st_mtime_ns)
        except (CorpusError, OSError):  # Whoever reads the edition says why.
            continue
    return "", ""


@lru_cache(maxsize=1024)
def _names_of(path: Path, _changed: int) -> tuple[str, str]:
    """Return the title and the publisher that a file shows; it is read once."""
    return _names_in(read_file(path).text)


def _names_in(text: str) -> tuple[str, str]:
    """Return the title and the publisher as a plan's beginning shows them."""
    lines = [line for line in map(str.strip, text.split("\n", 200)[:200]) if line][:40]
    closed = [
        re.sub(r"(?<=\S) (?=\S)", "", line) if line.count(" ") * 3 > len(line) else line
        for line in lines
    ]
    closed = [line.lstrip("#＃ ") for line in closed]
    title = next((line for line in closed if _TITLE.search(line) and len(line) <= 60), "")
    counts: dict[str, int] = {}
    for line in closed:
        for name in _PUBLISHER.findall(line):
            if not _NO_PUBLISHER.search(name):
                counts[name] = counts.get(name, 0) + text.count(name)
    return title, max(counts, key=lambda name: (counts[name], len(name)), default="")
