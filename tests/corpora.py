"""Small invented plans, and folders of them, to be read by the real readers."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from fakes import BigramEncoder

from index.domain import Encoder
from index.opening import open_searcher
from index.search import Searcher


@dataclass(frozen=True)
class Row:
    name: str
    unit: str
    baseline: str
    target: str


ROWS = (
    Row("湖畔ガイドツアーの参加者数", "人", "1,240", "1,800"),
    Row("観光案内所の相談件数", "件", "58", "96"),
    Row("宿泊客数", "人", "20,500", "24,000"),
    Row("体験農園の区画数", "区画", "12", "30"),
    Row("サイクリングロードの延長", "km", "8.2", "15.0"),
    Row("ふるさと納税の受入額", "百万円", "86", "180"),
)
PROSE = (
    "湖の水辺は市民の憩いの場であり、訪れる人をもてなす舞台でもあります。",
    "案内所では三つの言葉で相談を受け、天気に合わせた過ごし方を勧めます。",
    "農園の体験は親子連れに好まれ、収穫の季節には予約が取りにくくなっています。",
)


def plan_text(rows=ROWS, prose=PROSE, city="みずうみ市", year="R6", by="R10") -> str:
    """Return a plan with a paragraph a section and one KPI table."""
    lines = [f"{city}観光振興計画", "", "第１章　計画の考え方", ""]
    for number, paragraph in enumerate(prose, 1):
        lines += [f"{number}　施策の方向", "", f"　{paragraph}", ""]
    lines += ["第２章　成果指標", "", f"指標\t単位\t現状値({year})\t目標値({by})"]
    lines += [f"{row.name}\t{row.unit}\t{row.baseline}\t{row.target}" for row in rows]
    return "\n".join(lines) + "\n"


def with_row(called: str, rows=ROWS, **changes: str) -> tuple[Row, ...]:
    """Return the rows with one of them changed."""
    return tuple(replace(row, **changes) if row.name == called else row for row in rows)


def without(name: str, rows=ROWS) -> tuple[Row, ...]:
    return tuple(row for row in rows if row.name != name)


def write_corpus(
    folder: Path, plans: dict[str, dict[str, str]], since: Mapping[str, str] | None = None
) -> Path:
    """Write {plan_id: {revision: text}} with its plans.toml; the last revision is in force.

    `since` tells by revision from when it is in force.
    """
    toml = []
    for plan_id, editions in plans.items():
        toml.append(f'[[plan]]\nid = "{plan_id}"\ntitle = "観光振興計画"')
        toml.append(f'publisher = "{plan_id}市"')
        for revision, text in editions.items():
            path = folder / "plans" / plan_id / f"{revision}.txt"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
            toml.append(
                f'  [[plan.edition]]\n  revision = "{revision}"\n'
                f'  files = ["plans/{plan_id}/{revision}.txt"]'
            )
            if since and revision in since:
                toml.append(f'  effective_from = "{since[revision]}"')
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "plans.toml").write_text("\n".join(toml) + "\n", "utf-8")
    return folder


def searcher_of(
    folder: Path,
    plans: dict[str, dict[str, str]],
    since: Mapping[str, str] | None = None,
    encoder: Encoder | None = None,
) -> Searcher:
    """Write plans as `write_corpus` does, and return what searches them."""
    corpus = write_corpus(folder / "corpus", plans, since)
    return open_searcher(corpus, folder / "index", encoder=encoder or BigramEncoder(1024))
