"""What somebody should look at in a corpus folder although nothing in it is broken."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from index.documents import CATALOGUE, is_beside
from index.domain import Plan
from index.editions import first_day
from index.readers import FORMATS

_SHOWN = 10
_UNREADABLE = "読めない形式です。PDF、.docx、.xlsx に保存し直してください"
_UNNAMED = f"{CATALOGUE} のどの版の files にもありません。使う計画なら書き足してください"


def remarks(corpus_dir: Path, plans: Sequence[Plan]) -> Iterator[str]:
    """Yield what was left unused or cannot work as written, a sentence each."""
    unused: dict[str, list[str]] = {}
    for file in _unused(corpus_dir, plans):
        why = _UNNAMED if file.suffix.lower() in FORMATS else _UNREADABLE
        unused.setdefault(why, []).append(file.relative_to(corpus_dir).as_posix())
    for why, names in unused.items():
        more = f" ほか {len(names) - _SHOWN} 件" if len(names) > _SHOWN else ""
        yield f"使っていないファイル（{why}）: {'、'.join(names[:_SHOWN])}{more}"
    for plan in plans:
        if plan.internal and not plan.channels:
            yield f"計画「{plan.plan_id}」は庁内限りですが channels がなく、どこでも答えません"
        for edition in plan.editions:
            if edition.effective_from and first_day(edition.effective_from) is None:
                yield (
                    f"計画「{plan.plan_id}」の版「{edition.revision}」の effective_from"
                    f"「{edition.effective_from}」を日付として読めません"
                    "（例: 2023-04-01、2023年4月、令和5年度）"
                )


def _unused(corpus_dir: Path, plans: Sequence[Plan]) -> Iterator[Path]:
    """Yield the files that no edition names, but for what lies beside plans everywhere."""
    used = {(corpus_dir / name).resolve() for p in plans for e in p.editions for name in e.files}
    for file in sorted(corpus_dir.rglob("*")):
        if file.is_file() and not is_beside(file) and file.resolve() not in used:
            yield file
