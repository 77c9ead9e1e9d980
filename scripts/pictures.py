"""Draw the pictures of the README from the blocks of real answers."""

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from bot.answer import answer
from bot.blocks import answer_message
from bot.display.views_home import Home, Shelf, home_view
from bot.display.views_reading import Spot, around_view, places
from bot.question import parse
from bot.records import Asked
from bot.several import answer_all
from index.opening import open_searcher
from index.search import Searcher

DESKTOP, PHONE = 760, 390
KPI = "ジオツアー参加者数の目標値は？"
TEXT = "脱炭素に向けてどんな取組をしますか？"
QUESTIONS = (
    ("kpi", KPI),
    ("text", TEXT),
    ("list", "美祢市のKPIを一覧で見せて"),
    ("unknown", "横浜市の待機児童数は？"),
)
Scene = tuple[str, int, Any]


def thread(searcher: Searcher, question: str) -> list[dict[str, Any]]:
    """Return a question and its answer as they stand in a channel."""
    read = partial(parse, catalogue=searcher.snapshot.plans, writing=searcher.writing)
    _, found = answer_all(question, read, searcher, sparing=True)
    message = answer_message(found, answer_id="picture", desk=True)
    asked = {"user": "U1", "text": f"<@UBOT> {question}"}
    return [asked, {"user": "UBOT", "text": message.text, "blocks": message.blocks}]


def scenes(searcher: Searcher, asked: Sequence[str]) -> Iterator[Scene]:
    """Give every picture: its name, its width, and the message or view in it."""
    snapshot = searcher.snapshot
    more = [(f"asked-{number}", question) for number, question in enumerate(asked, 1)]
    for name, question in (*QUESTIONS, *more):
        yield name, DESKTOP, thread(searcher, question)
        yield f"{name}-phone", PHONE, thread(searcher, question)
    found = answer(TEXT, searcher)
    for quoted in places(found)[:1]:
        reading = snapshot.reading(quoted.plan_id, quoted.revision)
        yield "around", DESKTOP, around_view(found, Spot("picture"), reading)
    shelves = tuple(
        Shelf(plan, tuple(snapshot.reading(plan.plan_id, plan.in_force).kpi_rows))
        for plan in snapshot.plans
    )
    last = (Asked(KPI, "a", 0.0), Asked(TEXT, "b", 0.0))
    home = home_view(Home(shelves, "2026-04-01 08:30", last, snapshot.plans[0].plan_id, 0))
    yield "home", DESKTOP, home


def main(arguments: Sequence[str] | None = None) -> int:
    """Draw what is asked for; return the exit code."""
    parser = argparse.ArgumentParser(
        description="README の図を、実際の答えのブロックから描きます。"
    )
    parser.add_argument(
        "--renderer",
        type=Path,
        required=True,
        metavar="FILE",
        help="ブロックを PNG に描く Node.js のスクリプト（引数：JSON PNG --width 幅）",
    )
    parser.add_argument("--out", type=Path, default=Path(".github/pictures"), help="出力先")
    parser.add_argument("--corpus", type=Path, help="計画のフォルダー（既定 corpus）")
    parser.add_argument("--ask", action="append", default=[], metavar="質問", help="この質問も描く")
    parser.add_argument("names", nargs="*", help="描く図の名前（kpi など。なければすべて）")
    options = parser.parse_args(arguments)
    if not options.renderer.is_file():
        parser.error(f"{options.renderer} がありません。--renderer を確かめてください")
    searcher = open_searcher(options.corpus)
    drawn = {name: (width, scene) for name, width, scene in scenes(searcher, options.ask)}
    wanted = [name.removesuffix(".png") for name in options.names] or list(drawn)
    if unknown := [name for name in wanted if name not in drawn]:
        known = "、".join(drawn)
        parser.error(f"{'、'.join(unknown)} という図はありません。あるのは {known} です")
    options.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "scene.json"
        for name in wanted:
            width, scene = drawn[name]
            source.write_text(json.dumps(scene, ensure_ascii=False), encoding="utf-8")
            command = ["node", str(options.renderer), str(source), str(options.out / f"{name}.png")]
            command += ["--width", str(width), "--name", "計画"]
            subprocess.run(command, check=True)  # noqa: S603
    return 0


if __name__ == "__main__":
    sys.exit(main())
