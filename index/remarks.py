"""What somebody should look at in a corpus folder although nothing in it is broken."""

from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

from index.documents import CATALOGUE, is_beside
from index.domain import Plan
from index.editions import first_day
from index.readers import FORMATS

_MOST = 20
_UNREADABLE = (
    f"この形式は読めません。{'、'.join(FORMATS)} のどれかに保存し直してください"
    "（一太郎や古い Word・Excel は .docx・.xlsx か PDF に）"
)
_UNNAMED = f"{CATALOGUE} のどの版の files にもありません。使う計画なら書き足してください"


def remarks(corpus_dir: Path, plans: Sequence[Plan]) -> Iterator[str]:
    """Yield what was left unused or cannot work as written, a sentence each."""
    unused = _unused(corpus_dir, plans)
    for file in islice(unused, _MOST):
        why = _UNNAMED if file.suffix.lower() in FORMATS else _UNREADABLE
        yield f"使っていないファイル: {file.relative_to(corpus_dir).as_posix()}（{why}）"
    if more := len(tuple(unused)):
        yield f"使っていないファイル: ほかに {more} 件"
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
