"""Print the KPI rows of plan files, or of the whole corpus."""

import argparse
import csv
import io
import json
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path

from rich.console import Console
from rich.table import Table
from rich.text import Text

from index.catalogue import load_catalogue
from index.contract import CSV_FIELDS, kpi_row_csv, kpi_row_json
from index.documents import read_document, read_file
from index.domain import Document, KpiRow, Measure
from index.errors import KeikakuError
from index.kpi.reader import KpiReading, read_kpi_rows
from index.sections import read_sections

Reading = tuple[Document, KpiReading]


def sources(
    files: Sequence[Path], corpus: Path, plan_id: str | None
) -> Iterator[Callable[[], Document]]:
    """Yield what reads the named files, or else the editions in force of the corpus' plans."""
    for path in files:
        yield partial(read_file, path, plan_id)
    if files:
        return
    plans = [plan for plan in load_catalogue(corpus) if plan_id in (None, plan.plan_id)]
    if not plans:
        raise KeikakuError(f"計画「{plan_id}」は {corpus} にありません。id を確かめてください。")
    for plan in plans:
        for edition in plan.editions:
            if edition.revision == plan.in_force:
                yield partial(read_document, corpus, plan, edition)


def read_all(reads: Iterable[Callable[[], Document]]) -> tuple[list[Reading], bool]:
    """Return what was read, and whether all was; what cannot be read is told and passed over."""
    readings: list[Reading] = []
    whole = True
    for read in reads:
        try:
            document = read()
        except KeikakuError as e:
            sys.stderr.write(f"{e}\n")
            whole = False
            continue
        readings.append((document, read_kpi_rows(document, read_sections(document))))
    return readings, whole


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command; 1 where a file cannot be used."""
    parser = argparse.ArgumentParser(
        description="計画書から KPI（指標・現状値・目標値）を読み取ります。"
    )
    parser.add_argument(
        "files", nargs="*", type=Path, metavar="FILE", help="計画のファイル（なければコーパス全体）"
    )
    parser.add_argument(
        "--plan", metavar="ID", help="計画の id（FILE があれば、その計画として読む）"
    )
    parser.add_argument(
        "--corpus",
        type=Path,
        default=Path("corpus"),
        metavar="DIR",
        help="計画の置き場所（既定 corpus）",
    )
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="1行に1件の JSON")
    form.add_argument("--csv", action="store_true", help="表計算ソフト用の CSV（UTF-8、BOM 付き）")
    args = parser.parse_args(argv)
    try:
        readings, whole = read_all(sources(args.files, args.corpus, args.plan))
    except KeikakuError as e:
        sys.stderr.write(f"{e}\n")
        return 1
    rows = [row for _, reading in readings for row in reading.rows]
    if args.json:
        for row in rows:
            print(json.dumps(kpi_row_json(row), ensure_ascii=False))
    elif args.csv:
        sys.stdout.buffer.write(as_csv(rows).encode("utf-8-sig"))
    else:
        show(readings)
    return 0 if whole else 1


def as_csv(rows: Sequence[KpiRow]) -> str:
    """Return the rows as CSV with a line of field names."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(CSV_FIELDS)
    writer.writerows(kpi_row_csv(row) for row in rows)
    return out.getvalue()


def show(readings: Sequence[Reading]) -> None:
    """Print a table per document, to be read by a person."""
    console = Console()
    for document, reading in readings:
        title = f"{document.title or document.plan_id}　KPI {len(reading.rows)}件"
        table = Table(title=Text(title), title_justify="left", title_style="bold")
        for name in ("指標", "単位"):
            table.add_column(name)
        for name in ("現状値", "目標値"):
            table.add_column(name, justify="right")
        table.add_column("行", justify="right", style="dim")
        table.add_column("要確認", style="yellow")
        path: tuple[str, ...] = ()
        for row in reading.rows:
            if row.path != path:
                path = row.path
                table.add_section()
                table.add_row(Text("　›　".join(path[-2:]), style="cyan"))
            cells = (
                row.indicator,
                row.unit or "",
                _cell(row.baseline),
                "\n".join(map(_cell, row.targets)),
                str(row.lines[0]),
                "\n".join(row.doubts),
            )
            table.add_row(*map(Text, cells))  # as printed: rich takes [km] for its own
        console.print(table)
        for first, last in reading.unread_tables:
            unread = f"読み切れていない表: {document.source} {first}〜{last}行"
            console.print(Text(unread, style="yellow"))


def _cell(measure: Measure | None) -> str:
    if measure is None:
        return "－"
    return f"{measure.text}（{measure.period}）" if measure.period else measure.text


if __name__ == "__main__":
    sys.exit(main())
