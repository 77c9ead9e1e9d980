"""What somebody should look at in a corpus folder although nothing in it is broken."""

import re
import tomllib
from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from itertools import pairwise
from pathlib import Path

from index.catalogue import is_beside
from index.documents import CATALOGUE
from index.domain import Plan
from index.editions import first_day
from index.encodings import is_there, text_of
from index.formats.readers import FORMATS
from index.words.synonyms import FILE as SYNONYMS
from index.words.synonyms import idle_lines

_SHOWN = 10
_UNREADABLE = "読めない形式です。PDF、.docx、.xlsx に保存し直してください"
_UNNAMED = f"{CATALOGUE} のどの版の files にもありません。使う計画なら書き足してください"
_CHANNEL = re.compile(r"[CG][A-Z0-9]+")
_WORDS = (
    *("id", "title", "publisher", "in_force", "aliases", "internal", "channels", "edition"),
    *("revision", "files", "sha256", "effective_from", "url"),
)
_ALSO = frozenset({"editions", "revisions", "versions", "version", "file", "effective", "paths"})
"""Read as well, and near to others."""


def remarks(corpus_dir: Path, plans: Sequence[Plan]) -> Iterator[str]:
    """Yield what was left unused or cannot work as written, a sentence each."""
    unused: dict[str, list[str]] = {}
    for file in _unused(corpus_dir, plans):
        why = _UNNAMED if file.suffix.lower() in FORMATS else _UNREADABLE
        unused.setdefault(why, []).append(file.relative_to(corpus_dir).as_posix())
    for why, names in unused.items():
        more = f" ほか {len(names) - _SHOWN} 件" if len(names) > _SHOWN else ""
        yield f"使っていないファイル（{why}）: {'、'.join(names[:_SHOWN])}{more}"
    yield from _idle_synonyms(corpus_dir / SYNONYMS)
    yield from _misspelt(corpus_dir / CATALOGUE)
    for plan in plans:
        for remark in _of_plan(plan):
            yield f"計画「{plan.plan_id}」{remark}"


def _of_plan(plan: Plan) -> Iterator[str]:
    if plan.internal and not plan.channels:
        yield "は庁内限りですが channels がなく、どこでも答えません"
    for channel in plan.channels:
        if not _CHANNEL.fullmatch(channel):
            yield f"の channels「{channel}」は ID ではありません（C で始まる ID を書いてください）"
    names = [edition.revision for edition in plan.editions]
    if later := names[names.index(plan.in_force) + 1 :]:
        yield (
            f"は「{plan.in_force}」で答えます。新しい版「{later[-1]}」に替えるなら"
            " in_force を書き換えてください"
        )
    days = [(e.revision, first_day(e.effective_from or "")) for e in plan.editions]
    for (above, day), (below, after) in pairwise(days):
        if day and after and after < day:
            yield f"の版「{below}」は「{above}」より古い日付です。版は古い順に書いてください"
    for edition in plan.editions:
        if edition.effective_from and first_day(edition.effective_from) is None:
            yield (
                f"の版「{edition.revision}」の effective_from"
                f"「{edition.effective_from}」を日付として読めません"
                "（例: 2023-04-01、2023年4月、令和5年度）"
            )


def _idle_synonyms(path: Path) -> Iterator[str]:
    lines = text_of(path).splitlines() if is_there(path) else []
    idle = [f"{number} 行目「{line}」" for number, line in idle_lines(lines)]
    more = f" ほか {len(idle) - _SHOWN} 行" if len(idle) > _SHOWN else ""
    if idle:
        shown = "、".join(idle[:_SHOWN])
        yield f"{SYNONYMS} で使われない行（2語以上を「、」で区切ってください）: {shown}{more}"


def _misspelt(catalogue: Path) -> Iterator[str]:
    """Yield the words of plans.toml that are read by nobody, but look like others that are."""
    table = tomllib.loads(text_of(catalogue)) if is_there(catalogue) else {}
    for written in _tables(table):
        for word in written.keys() - {*_WORDS, *_ALSO}:
            if meant := get_close_matches(word, _WORDS, 1, cutoff=0.8):
                yield f"{CATALOGUE} の {word} は使われません（{meant[0]} の書き誤りでは？）"


def _tables(value: object) -> Iterator[dict[str, object]]:
    if isinstance(value, dict):
        yield value
        value = list(value.values())
    for item in value if isinstance(value, list) else ():
        yield from _tables(item)


def _unused(corpus_dir: Path, plans: Sequence[Plan]) -> Iterator[Path]:
    """Yield the files that no edition names, but for what lies beside plans everywhere."""
    used = {(corpus_dir / name).resolve() for p in plans for e in p.editions for name in e.files}
    for file in sorted(corpus_dir.rglob("*")):
        if file.is_file() and not is_beside(file) and file.resolve() not in used:
            yield file
