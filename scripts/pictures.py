"""Draw the pictures of the README from the blocks of real answers."""

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from bot.answer import answer
from bot.blocks import answer_message
from bot.records import Asked
from bot.views_home import Home, Shelf, home_view
from bot.views_reading import Spot, around_view, places
from index.encoder import load_encoder
from index.search import Searcher
from index.snapshot import open_snapshot
from index.synonyms import load_synonyms

DESKTOP, PHONE = 760, 390
KPI = "ジオツアー参加者数の目標値は？"
TEXT = "脱炭素に向けてどんな取組をしますか？"
LIST = "美祢市のKPIを一覧で見せて"
UNKNOWN = "横浜市の待機児童数は？"
Scene = tuple[str, int, Any]


def thread(searcher: Searcher, question: str) -> list[dict[str, Any]]:
    """Return a question and its answer as they stand in a channel."""
    message = answer_message(answer(question, searcher), answer_id="picture", desk=True)
    asked = {"user": "U1", "text": f"<@UBOT> {question}"}
    return [asked, {"user": "UBOT", "text": message.text, "blocks": message.blocks}]


def scenes(searcher: Searcher) -> Iterator[Scene]:
    """Give every picture: its name, its width, and the message or view in it."""
    snapshot = searcher.snapshot
    for name, question in (("kpi", KPI), ("text", TEXT), ("list", LIST), ("unknown", UNKNOWN)):
        yield f"{name}.png", DESKTOP, thread(searcher, question)
        yield f"{name}-phone.png", PHONE, thread(searcher, question)
    found = answer(TEXT, searcher)
    quoted = places(found)[0]
    reading = snapshot.reading(quoted.plan_id, quoted.revision)
    yield "around.png", DESKTOP, around_view(found, Spot("picture"), reading)
    shelves = tuple(
        Shelf(plan, tuple(snapshot.reading(plan.plan_id, plan.in_force).kpi_rows))
        for plan in snapshot.plans
    )
    last = (Asked(KPI, "a", 0.0), Asked(TEXT, "b", 0.0))
    home = home_view(Home(shelves, "2026-04-01 08:30", last, snapshot.plans[0].plan_id, 0))
    yield "home.png", DESKTOP, home


def main(arguments: Sequence[str] | None = None) -> int:
    """Draw what is asked for; return the exit code."""
    parser = argparse.ArgumentParser(
        description="README の図を、実際の答えのブロックから描きます。"
    )
    parser.add_argument(
        "--renderer",
        type=Path,
        required=True,
        help="ブロックを PNG に描く Node.js のスクリプト（引数：JSON PNG --width 幅）",
    )
    parser.add_argument("--out", type=Path, default=Path(".github/pictures"), help="出力先")
    parser.add_argument("--index", type=Path, default=Path("var/index"), help="索引のフォルダ")
    parser.add_argument("--corpus", type=Path, default=Path("corpus"), help="計画のフォルダ")
    parser.add_argument("--encoder", help="埋め込みモデル（既定：同梱のもの）")
    parser.add_argument("names", nargs="*", help="描く図の名前（なければすべて）")
    options = parser.parse_args(arguments)
    encoder = load_encoder(options.encoder)
    snapshot = open_snapshot(options.index, encoder.fingerprint)
    searcher = Searcher(snapshot, encoder, load_synonyms(options.corpus))
    options.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "scene.json"
        for name, width, scene in scenes(searcher):
            if options.names and name not in options.names:
                continue
            source.write_text(json.dumps(scene, ensure_ascii=False), encoding="utf-8")
            command = ["node", str(options.renderer), str(source), str(options.out / name)]
            command += ["--width", str(width), "--name", "計画"]
            subprocess.run(command, check=True)  # noqa: S603
    return 0


if __name__ == "__main__":
    sys.exit(main())
